//! A protection that is to be lowered: one person asks, and a second one agrees.
use super::ids::{AccountId, AreaId};
use super::time::Instant;

/// That somebody asked to lower a protection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lowering {
    /// The area.
    pub area_id: AreaId,
    /// Which protection, such as `mail_domain:police.example`.
    pub subject: String,
    /// What it is to be, as it is stored.
    pub value: String,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub asked_by: AccountId,
    /// When.
    pub asked_at: Instant,
}

/// What becomes of somebody's wish to lower a protection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// It is the first; a second person has to have the same.
    Asked,
    /// The same person has it again: that is not a second one.
    AskedAlready,
    /// It is the second: the protection is lowered.
    Agreed,
}

/// What becomes of the wish of `by` for `value`, after what was asked before.
pub fn wish(before: Option<&Lowering>, by: AccountId, value: &str) -> Wish {
    match before.filter(|it| it.value == value) {
        None => Wish::Asked,
        Some(asked) if asked.asked_by == by => Wish::AskedAlready,
        Some(_) => Wish::Agreed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people_want_the_same_before_a_protection_is_lowered() {
        let person = |number: u128| AccountId::from_uuid(uuid::Uuid::from_u128(number));
        let asked = Lowering {
            area_id: AreaId::from_uuid(uuid::Uuid::from_u128(1)),
            subject: "mail_domain:police.example".to_owned(),
            value: "secure".to_owned(),
            reason: "Checked".to_owned(),
            asked_by: person(1),
            asked_at: Instant::UNIX_EPOCH,
        };
        assert_eq!(wish(None, person(1), "secure"), Wish::Asked);
        assert_eq!(wish(Some(&asked), person(1), "secure"), Wish::AskedAlready);
        assert_eq!(wish(Some(&asked), person(2), "secure"), Wish::Agreed);
        // What somebody else asked for is no word for something else.
        assert_eq!(wish(Some(&asked), person(2), "notice"), Wish::Asked);
    }
}
