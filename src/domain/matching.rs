//! Whether two descriptions are of the same person. It only ever suggests; people decide.
use unicode_normalization::UnicodeNormalization;

use super::text::Private;
use super::time::Day;

/// Titles that say nothing about who somebody is.
const TITLES: [&str; 8] = ["mr", "mrs", "ms", "miss", "mx", "dr", "master", "sir"];
/// What people write for a name that they don't know, as a key spells it.
const NOT_NAMES: [&str; 9] = [
    "unknown",
    "known not",
    "name unknown",
    "known name not",
    "k n",
    "nk",
    "unnamed",
    "baby unborn",
    "unborn",
];
/// Letters that aren't a plain letter with a mark, and how they are often typed.
const LETTERS: [(char, &str); 9] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ł', "l"),
    ('ı', "i"),
];

/// A name as it is compared: no case, accents, apostrophes, hyphens, titles or order of words.
/// Blank when there is no name to compare.
pub fn name_key(name: &Private) -> Private {
    let plain = name.reveal().chars().filter(|it| !is_apostrophe(*it));
    let folded = plain.nfkd().flat_map(char::to_lowercase);
    let kept = folded.filter(|it| !is_mark(*it) && !is_apostrophe(*it));
    let spelled: String = kept.map(as_typed).collect();
    let mut words: Vec<&str> = spelled
        .split(|it: char| it.is_whitespace() || is_separator(it))
        .filter(|it| !it.is_empty() && !TITLES.contains(it))
        .collect();
    words.sort_unstable();
    let key = words.join(" ");
    if NOT_NAMES.contains(&key.as_str()) { Private::default() } else { Private::new(key) }
}

fn is_apostrophe(it: char) -> bool {
    matches!(it, '\'' | '`' | '´' | '‘' | '’' | 'ʹ' | 'ʻ' | 'ʼ' | '′' | '＇')
}

/// Accents, once taken apart from their letters. Vowel signs of other scripts are kept.
fn is_mark(it: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&it)
}

fn is_separator(it: char) -> bool {
    it.is_ascii_punctuation() || ('\u{2010}'..='\u{2027}').contains(&it)
}

fn as_typed(letter: char) -> String {
    let known = LETTERS.iter().find(|(from, _)| *from == letter);
    known.map_or_else(|| letter.to_string(), |(_, to)| (*to).to_owned())
}

/// What is compared of somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    keys: Vec<Private>,
    born_on: Option<Day>,
}

/// How alike two people are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same name, and a date of birth that isn't known on both sides.
    Possible,
    /// The same name and the same date of birth.
    Same,
}

impl Identity {
    /// Somebody called `name`, also known by the names in `others` (apart by commas,
    /// semicolons or lines), born on `born_on`.
    pub fn new(name: &Private, others: &Private, born_on: Option<Day>) -> Self {
        let others = others.reveal().split([',', ';', '\n']).map(Private::from);
        let mut keys: Vec<Private> = std::iter::once(name.clone())
            .chain(others)
            .map(|it| name_key(&it))
            .filter(|it| !it.is_blank())
            .collect();
        keys.sort_unstable();
        keys.dedup();
        Self { keys, born_on }
    }

    /// How alike this person and `other` are; none when they aren't.
    pub fn likeness(&self, other: &Self) -> Option<Likeness> {
        if !self.keys.iter().any(|key| other.keys.contains(key)) {
            return None;
        }
        match (self.born_on, other.born_on) {
            (Some(one), Some(two)) => (one == two).then_some(Likeness::Same),
            _ => Some(Likeness::Possible),
        }
    }
}

/// The closest likeness between anybody of `some` and anybody of `others`.
pub fn closest(some: &[Identity], others: &[Identity]) -> Option<Likeness> {
    some.iter().flat_map(|it| others.iter().filter_map(|other| it.likeness(other))).max()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(name: &str) -> String {
        name_key(&name.into()).reveal().to_owned()
    }

    fn person(name: &str, others: &str, born: &str) -> Identity {
        Identity::new(&name.into(), &others.into(), born.parse().ok())
    }

    #[test]
    fn names_that_are_typed_differently_have_one_key() {
        for (one, other) in [
            ("Rosie Keane", "KEANE, rosie"),
            ("Siân O'Brien", "Sian O’Brien"),
            ("Siân O'Brien", "sian obrien"),
            ("Anne-Marie Lloyd", "Anne Marie Lloyd"),
            ("Anne–Marie Lloyd", "Lloyd  Anne-Marie"),
            ("Zoë Müller", "Zoe Muller"),
            ("Søren Łukasz Weiß", "Soren Lukasz Weiss"),
            ("Mrs. Amira Mansour", "Amira Mansour"),
            ("O´Neill", "Oneill"),
            ("Ｋａｔｅ Hall", "Kate Hall"),
            ("J. Smith", "Smith J"),
        ] {
            assert_eq!(key(one), key(other), "{one} and {other}");
        }
    }

    #[test]
    fn different_names_stay_different_in_every_script() {
        for (one, other) in
            [("Ann Lee", "Anna Lee"), ("Keane", "Rosie Keane"), ("मीना", "मीनू"), ("فاطمة", "فاطمه")]
        {
            assert_ne!(key(one), key(other), "{one} and {other}");
        }
    }

    #[test]
    fn a_name_that_nobody_knows_matches_nobody() {
        for name in ["", "  ", "Unknown", "not known", "N/K", "Unborn baby", "name not known", "-"]
        {
            assert_eq!(key(name), "", "{name}");
        }
        let unknown = person("unknown", "", "1990-01-02");
        assert_eq!(unknown.likeness(&unknown), None);
    }

    #[test]
    fn the_date_of_birth_decides_among_people_of_one_name() {
        let known = person("Rosie Keane", "", "1999-04-01");
        for (other, expected) in [
            (person("rosie keane", "", "1999-04-01"), Some(Likeness::Same)),
            (person("Rosie Keane", "", ""), Some(Likeness::Possible)),
            (person("Rosie Keane", "", "1999-01-04"), None),
            (person("Rose Keane", "", "1999-04-01"), None),
            (person("Rose Keane", "Rosie Keane; R K", "1999-04-01"), Some(Likeness::Same)),
        ] {
            assert_eq!(known.likeness(&other), expected);
            assert_eq!(other.likeness(&known), expected);
        }
    }

    #[test]
    fn the_closest_of_several_people_counts() {
        let some = [person("A B", "", ""), person("C D", "", "1980-01-01")];
        let others = [person("a b", "", "1970-01-01"), person("c d", "", "1980-01-01")];
        assert_eq!(closest(&some, &others), Some(Likeness::Same));
        assert_eq!(closest(&some[..1], &others), Some(Likeness::Possible));
        assert_eq!(closest(&[], &others), None);
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(name in "\\PC{0,40}") {
            let once = name_key(&name.as_str().into());
            prop_assert_eq!(name_key(&once), once);
        }
    }
}
