//! Case references: what people say aloud, random so that they tell nothing.
use std::fmt;
use std::ops::RangeInclusive;

/// What a reference is made of: no vowel, so no words, and none of 0 O, 1 I L, 5 S, 8 B, 2 Z
/// in both kinds.
const ALPHABET: &[u8; 25] = b"23456789CDFGHJKMNPQRTVWXY";
/// Letters that people type for a digit they look like.
const MISREAD: [(u8, u8); 3] = [(b'S', b'5'), (b'B', b'8'), (b'Z', b'2')];
/// How many random characters a reference may have.
const LENGTHS: RangeInclusive<usize> = 4..=5;

/// A case reference such as `NS-7K4Q`: the area's prefix and 4 or 5 random characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CaseReference(String);

/// How long the random part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Four characters: some 390,000 references.
    Four,
    /// Five characters, when four keep meeting references that exist.
    Five,
}

/// The text isn't a case reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a case reference")]
pub struct InvalidReference;

impl CaseReference {
    /// Makes a reference from random bytes; none when there were too few to choose from evenly.
    pub fn from_random(prefix: &str, length: Length, random: &[u8]) -> Option<Self> {
        let count = match length {
            Length::Four => 4,
            Length::Five => 5,
        };
        // 250 is the largest multiple of 25 that a byte reaches: a higher one would favour some.
        let even = random.iter().filter(|it| **it < 250).take(count);
        let chosen: String =
            even.map(|it| char::from(ALPHABET[usize::from(*it) % ALPHABET.len()])).collect();
        (chosen.len() == count).then(|| Self(format!("{prefix}-{chosen}")))
    }

    /// Reads what people type, such as `ns 7k4q`, `NS7K4Q` or `7k4q`, for an area with `prefix`.
    ///
    /// # Errors
    /// Fails when it can't be a reference of that area.
    pub fn typed(text: &str, prefix: &str) -> Result<Self, InvalidReference> {
        let plain: String = text
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|it| it.to_ascii_uppercase())
            .collect();
        let after_prefix = plain.strip_prefix(prefix).filter(|it| LENGTHS.contains(&it.len()));
        let random: String = after_prefix.unwrap_or(&plain).bytes().map(as_meant).collect();
        Self::parse(&format!("{prefix}-{random}"))
    }

    /// Reads a reference as it is stored.
    ///
    /// # Errors
    /// Fails on anything else.
    pub fn parse(text: &str) -> Result<Self, InvalidReference> {
        let (prefix, random) = text.split_once('-').ok_or(InvalidReference)?;
        let is_prefix =
            (2..=4).contains(&prefix.len()) && prefix.bytes().all(|it| it.is_ascii_uppercase());
        let is_random =
            LENGTHS.contains(&random.len()) && random.bytes().all(|it| ALPHABET.contains(&it));
        if is_prefix && is_random { Ok(Self(text.to_owned())) } else { Err(InvalidReference) }
    }

    /// The reference as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CaseReference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

fn as_meant(typed: u8) -> char {
    let misread = MISREAD.iter().find(|(letter, _)| *letter == typed);
    char::from(misread.map_or(typed, |(_, digit)| *digit))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_type_is_understood() {
        for typed in
            ["NS-7K4Q", "ns 7k4q", "NS7K4Q", "7k4q", " ns–7k4q. ", "ns/7K4Q", "Ns - 7 k 4 q"]
        {
            let found = CaseReference::typed(typed, "NS").map(|it| it.0);
            assert_eq!(found, Ok("NS-7K4Q".to_owned()), "{typed}");
        }
        let misread = CaseReference::typed("ns-sbz4", "NS").unwrap();
        assert_eq!(misread.as_str(), "NS-5824");
        assert_eq!(CaseReference::typed("7k4qx", "NS").unwrap().as_str(), "NS-7K4QX");
    }

    #[test]
    fn a_random_part_that_begins_like_the_prefix_is_still_found() {
        assert_eq!(CaseReference::typed("DRDR4", "DR").unwrap().as_str(), "DR-DRDR4");
        assert_eq!(CaseReference::typed("DR-DR44", "DR").unwrap().as_str(), "DR-DR44");
        assert_eq!(CaseReference::typed("dr44", "DR").unwrap().as_str(), "DR-DR44");
    }

    #[test]
    fn what_cannot_be_a_reference_is_refused() {
        for typed in ["", "NS", "NS-", "7K4", "NS-7K4QXX", "XY-7K4Q", "NS-0101", "NS-ILOU", "é"] {
            assert_eq!(CaseReference::typed(typed, "NS"), Err(InvalidReference), "{typed}");
        }
        for stored in ["ns-7K4Q", "NS7K4Q", "N-7K4Q", "NS-7k4q", "NS-5S4Q"] {
            assert_eq!(CaseReference::parse(stored), Err(InvalidReference), "{stored}");
        }
    }

    #[test]
    fn too_few_even_bytes_make_no_reference() {
        assert_eq!(CaseReference::from_random("NS", Length::Four, &[255, 254, 1, 2, 3]), None);
        let made = CaseReference::from_random("NS", Length::Four, &[255, 0, 1, 2, 24, 9]);
        assert_eq!(made.unwrap().as_str(), "NS-234Y");
    }

    proptest! {
        #[test]
        fn every_reference_made_reads_back_however_it_is_typed(
            bytes in proptest::collection::vec(0..250u8, 5), five in any::<bool>()
        ) {
            let length = if five { Length::Five } else { Length::Four };
            let made = CaseReference::from_random("NS", length, &bytes).unwrap();
            prop_assert_eq!(&CaseReference::parse(made.as_str()).unwrap(), &made);
            let typed = made.as_str().to_lowercase().replace('-', " ");
            prop_assert_eq!(&CaseReference::typed(&typed, "NS").unwrap(), &made);
        }
    }
}
