//! Which new passwords are refused: short ones, and those that are guessed first.
use zxcvbn::{Score, zxcvbn};

/// The fewest characters. Source: NIST SP 800-63B-4, section 3.1.1.2, for a password that may be the
/// only factor.
pub const SHORTEST: usize = 15;

/// The most characters; what is longer takes long to hash and no longer to guess.
pub const LONGEST: usize = 256;

/// Why a new password is refused. Nothing is asked of its composition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// It has fewer characters than [`SHORTEST`].
    Short,
    /// It has more than [`LONGEST`].
    Long,
    /// It is on lists of common passwords, or made of words that go with the person.
    Guessable,
}

/// What stands against a new password, if anything; `context` are words that somebody who guesses
/// would try first, such as the person's name. The lists of common passwords are in the program.
pub fn weakness(password: &str, context: &[&str]) -> Option<Weakness> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some(Weakness::Short);
    }
    if length > LONGEST {
        return Some(Weakness::Long);
    }
    // More of it than this would only make it stronger, and take longer to look at.
    let start: String = password.chars().take(64).collect();
    let is_common = zxcvbn(&start, &[]).score() < Score::Three;
    (is_common || is_made_of(password, context)).then_some(Weakness::Guessable)
}

/// The fewest letters that are left of a password without what goes with the person.
const OWN: usize = 8;

/// Whether a password is little more than such words, with years and signs between them.
fn is_made_of(password: &str, context: &[&str]) -> bool {
    let mut words: Vec<String> = context.iter().flat_map(|it| words(it)).collect();
    words.sort_by_key(|it| std::cmp::Reverse(it.len()));
    let letters = password.chars().filter(|it| it.is_alphabetic());
    let whole: String = letters.flat_map(char::to_lowercase).collect();
    let left = words.iter().fold(whole.clone(), |left, word| left.replace(word, ""));
    left != whole && left.chars().count() < OWN
}

/// The words of a name or an address, of three letters or more.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|it: char| !it.is_alphabetic()).filter(|it| it.chars().count() > 2);
    parts.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: &[&str] = &["Sam Okafor", "s.okafor@council.example", "Northshire"];

    #[test]
    fn a_password_is_long_and_not_one_that_is_guessed_first() {
        for (password, expected) in [
            ("purple anchor", Some(Weakness::Short)),
            ("purple anchor biscuit", None),
            ("Zoë’s grüne Kröte 7", None),
            (&"a long one that goes on and on ".repeat(7), None),
            (&"x".repeat(257), Some(Weakness::Long)),
            ("passwordpassword", Some(Weakness::Guessable)),
            ("Password12345678", Some(Weakness::Guessable)),
            ("qwertyuiopasdfghjkl", Some(Weakness::Guessable)),
            ("aaaaaaaaaaaaaaaaaaaa", Some(Weakness::Guessable)),
            ("123456789012345", Some(Weakness::Guessable)),
            ("northshirenorthshire", Some(Weakness::Guessable)),
            ("Northshire2026!", Some(Weakness::Guessable)),
            ("samokaforsamokafor", Some(Weakness::Guessable)),
            ("okaforcouncil2026", Some(Weakness::Guessable)),
            ("Sam Okafor 1985!", Some(Weakness::Guessable)),
            ("okafor biscuit anchor", None),
            ("8302 7719 4466 0153", None),
        ] {
            assert_eq!(weakness(password, CONTEXT), expected, "{password}");
        }
    }

    #[test]
    fn words_of_somebody_else_are_no_weakness() {
        assert_eq!(weakness("okafor biscuit anchor", &["Priya Nair"]), None);
    }
}
