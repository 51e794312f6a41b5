//! Whether an action says what will be done: a warning beside its text, which never stops it.

/// Openings that say no deed, and are fine only in other company.
const VAGUE_OPENINGS: [&str; 9] = [
    "monitor",
    "liaise",
    "consider",
    "be aware",
    "continue",
    "keep an eye",
    "look into",
    "explore",
    "note",
];
/// Words that leave open whether and when anything is done.
const OPEN_ENDS: [&str; 9] = [
    "as needed",
    "as necessary",
    "as appropriate",
    "as required",
    "if needed",
    "if necessary",
    "where possible",
    "ongoing",
    "asap",
];
/// The fewest words that can say who is met or what is changed.
const FEWEST_WORDS: usize = 3;

/// What is vague about an action's words, as sentences; nothing when they will do. Source: SafeLives
/// near-miss reviews, which found plans whose actions could not be tracked.
pub fn warnings(text: &str) -> Vec<String> {
    let words: Vec<String> = text
        .split(|it: char| !it.is_alphanumeric() && it != '\'' && it != '’')
        .filter(|it| !it.is_empty())
        .map(str::to_lowercase)
        .collect();
    let plain = format!(" {} ", words.join(" "));
    let mut warnings = Vec::new();
    if words.len() < FEWEST_WORDS {
        warnings.push("Say in a few more words what will be done.".to_owned());
    }
    if let Some(opening) = VAGUE_OPENINGS.iter().find(|it| plain.starts_with(&format!(" {it} "))) {
        warnings.push(format!(
            "“{opening}” does not say what will be done. Begin with the deed, such as visit, \
             phone or change."
        ));
    }
    if let Some(end) = OPEN_ENDS.iter().find(|it| plain.contains(&format!(" {it} "))) {
        warnings.push(format!("“{end}” leaves open whether it will be done."));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_that_names_a_deed_raises_no_warning() {
        for text in [
            "Visit the address and change the locks",
            "Phone the school about who may collect the children",
            "Notify the health visitor of the order",
            "Place a marker on the address: treat calls as urgent",
            "Raise monitoring of the tag with probation",
        ] {
            assert_eq!(warnings(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn vague_words_are_named_whatever_their_case_or_company() {
        for (text, vague) in [
            ("Monitor the situation closely", "“monitor”"),
            ("LIAISE with partners about housing", "“liaise”"),
            ("Be aware, and tell colleagues", "“be aware”"),
            ("Offer support to her as needed.", "“as needed”"),
            ("Support the family (ongoing)", "“ongoing”"),
        ] {
            let found = warnings(text);
            assert_eq!(found.len(), 1, "{text}");
            assert!(found[0].starts_with(vague), "{text}: {}", found[0]);
        }
    }

    #[test]
    fn two_words_are_too_few_and_each_fault_is_said() {
        assert_eq!(warnings("Flag file").len(), 1);
        assert_eq!(warnings("").len(), 1);
        assert_eq!(warnings("Monitor as needed").len(), 2);
    }
}
