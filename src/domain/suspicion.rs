//! Whether somebody who works on cases may be in one. It only ever suggests; people decide.
use super::account::Account;
use super::matching::Identity;
use super::person::Person;
use super::text::Private;
use super::word::words;

words! {
    /// What agrees between an account and the people of a case.
    Trait {
        /// The name.
        Name = "name" / "has the name of somebody in the case",
        /// The mail address.
        Email = "email" / "has the email address of somebody in the case",
        /// The phone number.
        Phone = "phone" / "has a phone number that the case has",
    }
}

/// What is compared of a case.
#[derive(Clone, Debug)]
pub struct Described {
    people: Vec<Identity>,
    words: String,
    digits: String,
}

impl Described {
    /// The people of a case, with how the victim can be reached.
    pub fn new(people: &[Person], safe_contact: &Private) -> Self {
        let mut words = safe_contact.reveal().to_lowercase();
        for person in people {
            let more = &person.particulars;
            for text in [&more.address, &more.school_or_work, &more.status, &more.needs] {
                words.push('\n');
                words.push_str(&text.reveal().to_lowercase());
            }
        }
        let identity =
            |it: &Person| Identity::new(&it.name, &it.particulars.also_known_as, it.born_on);
        let digits = digits(&words);
        Self { people: people.iter().map(identity).collect(), words, digits }
    }

    /// What agrees with an account. Its date of birth is not known, so a name alone may be chance.
    pub fn agrees(&self, account: &Account) -> Option<Trait> {
        let own = Identity::new(&account.name, &Private::default(), None);
        let email = account.email.reveal().trim().to_lowercase();
        let phone = digits(account.phone.reveal());
        if !email.is_empty() && self.words.contains(&email) {
            Some(Trait::Email)
        } else if phone.len() >= SHORTEST && self.digits.contains(&phone) {
            Some(Trait::Phone)
        } else if self.people.iter().any(|it| it.likeness(&own).is_some()) {
            Some(Trait::Name)
        } else {
            None
        }
    }

    /// Whether somebody in the case may work for an agency of this name.
    pub fn names(&self, agency: &str) -> bool {
        let agency = agency.trim().to_lowercase();
        !agency.is_empty() && self.words.contains(&agency)
    }
}

/// The fewest digits of a phone number that are no chance.
const SHORTEST: usize = 9;

/// The digits of a text, with +44 as a 0; a gap that is no part of a number keeps two apart.
fn digits(text: &str) -> String {
    let plain = text.replace("+44 (0)", "0").replace("+44 ", "0").replace("+44", "0");
    plain
        .chars()
        .filter_map(|it| match it {
            '0'..='9' => Some(it),
            ' ' | '-' | '(' | ')' => None,
            _ => Some('.'),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::State;
    use crate::domain::ids::{AccountId, AreaId, CaseId, PersonId};
    use crate::domain::person::{Part, Particulars};
    use crate::domain::time::Instant;

    fn account(name: &str, email: &str, phone: &str) -> Account {
        Account {
            id: AccountId::from_uuid(uuid::Uuid::from_u128(1)),
            email: email.into(),
            name: name.into(),
            phone: phone.into(),
            password: None,
            state: State::Active,
            version: 1,
            created_at: Instant::UNIX_EPOCH,
            signed_in_at: None,
        }
    }

    fn case() -> Described {
        let person = Person {
            area_id: AreaId::from_uuid(uuid::Uuid::from_u128(2)),
            id: PersonId::from_uuid(uuid::Uuid::from_u128(3)),
            case_id: CaseId::from_uuid(uuid::Uuid::from_u128(4)),
            part: Part::Perpetrator,
            name: "Craig Dunmore".into(),
            name_key: "craig dunmore".into(),
            born_on: "1990-02-03".parse().ok(),
            particulars: Particulars {
                also_known_as: "Kit Dunmore".into(),
                school_or_work: "Works for Housing Options, c.d@homes.example".into(),
                ..Particulars::default()
            },
            position: 1,
            version: 1,
        };
        Described::new(&[person], &"Her phone, +44 1632 960 777, weekdays".into())
    }

    #[test]
    fn a_name_an_address_and_a_number_agree_however_they_are_typed() {
        for (name, email, phone, agrees) in [
            ("DUNMORE, Craig", "x@y.example", "", Some(Trait::Name)),
            ("Kit Dunmore", "x@y.example", "", Some(Trait::Name)),
            ("Somebody Else", "C.D@homes.example", "", Some(Trait::Email)),
            ("Somebody Else", "x@y.example", "01632 960777", Some(Trait::Phone)),
            ("Somebody Else", "x@y.example", "01632 960778", None),
            ("Somebody Else", "", "", None),
            ("Craig Dunmor", "x@y.example", "960", None),
        ] {
            assert_eq!(
                case().agrees(&account(name, email, phone)),
                agrees,
                "{name} {email} {phone}"
            );
        }
    }

    #[test]
    fn an_agency_is_named_as_an_employer() {
        assert!(case().names("housing options"));
        assert!(!case().names("Probation") && !case().names(" "));
    }
}
