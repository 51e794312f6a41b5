//! People in a case and the part each has in it. The part is recorded, never inferred.
use serde::{Deserialize, Serialize};

use super::ids::{AreaId, CaseId, PersonId};
use super::text::Private;
use super::time::Day;
use super::word::words;

words! {
    /// The part somebody has in a case.
    Part {
        /// The person at risk.
        Victim = "victim" / "Victim",
        /// The person alleged to cause harm.
        Perpetrator = "perpetrator" / "Alleged perpetrator",
        /// A child.
        Child = "child" / "Child",
        /// Another adult at risk.
        OtherAdult = "other_adult" / "Other adult at risk",
    }
}

/// What is known of somebody beyond name and date of birth. All of it may be blank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Particulars {
    /// Other names and spellings.
    pub also_known_as: Private,
    /// The age, when the date of birth is not known.
    pub age: String,
    /// Gender, as the person describes it.
    pub gender: String,
    /// Where they live.
    pub address: Private,
    /// How they are related to the victim.
    pub relationship: Private,
    /// Ethnicity, as recorded.
    pub ethnicity: String,
    /// Language, interpreter, disability, care: what they need.
    pub needs: Private,
    /// Whether they live with the victim.
    pub in_household: bool,
    /// Whether they are pregnant, and when the baby is due.
    pub pregnancy: Private,
    /// School, nursery or work.
    pub school_or_work: Private,
    /// For a child: plan in force. For a perpetrator: bail, orders, custody.
    pub status: Private,
}

impl Particulars {
    /// These, brought up to date by what somebody wrote later: what is newly said replaces what was
    /// known, and what is not said leaves it.
    #[must_use]
    pub fn updated_by(&self, newer: &Self) -> Self {
        let private = |old: &Private, new: &Private| if new.is_blank() { old } else { new }.clone();
        let plain = |old: &str, new: &str| if new.trim().is_empty() { old } else { new }.to_owned();
        Self {
            also_known_as: private(&self.also_known_as, &newer.also_known_as),
            age: plain(&self.age, &newer.age),
            gender: plain(&self.gender, &newer.gender),
            address: private(&self.address, &newer.address),
            relationship: private(&self.relationship, &newer.relationship),
            ethnicity: plain(&self.ethnicity, &newer.ethnicity),
            needs: private(&self.needs, &newer.needs),
            in_household: newer.in_household,
            pregnancy: private(&self.pregnancy, &newer.pregnancy),
            school_or_work: private(&self.school_or_work, &newer.school_or_work),
            status: private(&self.status, &newer.status),
        }
    }
}

/// Somebody in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The area.
    pub area_id: AreaId,
    /// Their identifier in this case.
    pub id: PersonId,
    /// The case.
    pub case_id: CaseId,
    /// Their part in it.
    pub part: Part,
    /// Their name; blank when it is not known.
    pub name: Private,
    /// The name as matching compares it.
    pub name_key: Private,
    /// Their date of birth.
    pub born_on: Option<Day>,
    /// What else is known.
    pub particulars: Particulars,
    /// Their place among those with the same part.
    pub position: i32,
    /// Counts changes.
    pub version: i32,
}

impl Person {
    /// Brings them up to date by a newer description of the same person. A name that is spelled
    /// otherwise is kept beside the known one.
    pub fn bring_up_to_date(&mut self, newer: &Self) {
        let before = self.particulars.also_known_as.clone();
        self.particulars = self.particulars.updated_by(&newer.particulars);
        if self.name_key.is_blank() {
            self.name = newer.name.clone();
            self.name_key = newer.name_key.clone();
        } else if !newer.name_key.is_blank() && newer.name_key != self.name_key {
            let names = [&before, &newer.particulars.also_known_as, &newer.name];
            let names: Vec<&str> =
                names.iter().map(|it| it.reveal().trim()).filter(|it| !it.is_empty()).collect();
            self.particulars.also_known_as = Private::new(names.join(", "));
        }
        self.born_on = newer.born_on.or(self.born_on);
    }
}

/// "T.B." for "Tamsin Bright". A blank name has no initials.
pub fn initials(name: &str) -> Option<String> {
    let mut text = String::new();
    for word in name.split_whitespace() {
        if let Some(letter) = word.chars().find(|it| it.is_alphanumeric()) {
            text.extend(letter.to_uppercase());
            text.push('.');
        }
    }
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_letters_of_each_word() {
        for (name, said) in [
            ("Tamsin Bright", Some("T.B.")),
            (" élodie  o’Brien ", Some("É.O.")),
            ("Łucja-Maria ’t Hooft", Some("Ł.T.H.")),
            ("  ", None),
            ("-", None),
        ] {
            assert_eq!(initials(name).as_deref(), said, "{name}");
        }
    }

    #[test]
    fn what_is_newly_said_replaces_what_was_known_and_silence_leaves_it() {
        let old = Particulars {
            address: "1 Old Road".into(),
            gender: "Woman".to_owned(),
            in_household: true,
            ..Particulars::default()
        };
        let newer = Particulars { address: "2 New Road".into(), ..Particulars::default() };
        let now = old.updated_by(&newer);
        assert_eq!(now.address.reveal(), "2 New Road");
        assert_eq!(now.gender, "Woman");
        assert!(!now.in_household);
    }
}
