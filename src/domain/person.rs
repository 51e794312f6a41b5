//! People in a case and the part each has in it. The part is recorded, never inferred.
use serde::{Deserialize, Serialize};

use super::ids::{AreaId, CaseId, PersonId};
use super::matching::{Identity, name_key};
use super::text::Private;
use super::time::Day;
use super::word::words;
use super::wording;

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
    /// What a newer description has replaced, a line each.
    pub replaced: Private,
}

impl Particulars {
    /// These, brought up to date by what somebody wrote later: what is newly said replaces what was
    /// known, which is kept as replaced, and what is not said leaves it.
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
            replaced: lines([&self.replaced_by(newer), &newer.replaced, &self.replaced]),
        }
    }

    /// What of these a newer description says otherwise, a line each.
    fn replaced_by(&self, newer: &Self) -> Private {
        let lived = |it: &Self| if it.in_household { "With the victim" } else { "Elsewhere" };
        let lived = if self.in_household { (lived(self), lived(newer)) } else { ("", "") };
        let both = [
            ("Age", self.age.as_str(), newer.age.as_str()),
            ("Gender", &self.gender, &newer.gender),
            ("Address", self.address.reveal(), newer.address.reveal()),
            ("Related", self.relationship.reveal(), newer.relationship.reveal()),
            ("Ethnicity", &self.ethnicity, &newer.ethnicity),
            ("Needs", self.needs.reveal(), newer.needs.reveal()),
            ("Lived", lived.0, lived.1),
            ("Pregnancy", self.pregnancy.reveal(), newer.pregnancy.reveal()),
            ("School or work", self.school_or_work.reveal(), newer.school_or_work.reveal()),
            ("Status", self.status.reveal(), newer.status.reveal()),
        ];
        let both = both.map(|(what, old, new)| (what, old.trim(), new.trim()));
        let said = both
            .into_iter()
            .filter(|(_, old, new)| !old.is_empty() && !new.is_empty() && old != new);
        let said = said.map(|(what, old, _)| format!("{what}: {}", old.replace('\n', ", ")));
        Private::new(said.collect::<Vec<String>>().join("\n"))
    }
}

/// Some texts one under the other, without those that say nothing.
fn lines<const N: usize>(texts: [&Private; N]) -> Private {
    let said = texts.map(|it| it.reveal().trim()).into_iter().filter(|it| !it.is_empty());
    Private::new(said.collect::<Vec<&str>>().join("\n"))
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
    /// What is compared of them.
    pub fn identity(&self) -> Identity {
        Identity::new(&self.name, &self.particulars.also_known_as, self.born_on)
    }

    /// Brings them up to date by a newer description of the same person. Every name they were ever
    /// known by is kept beside the known one, and whatever is replaced as replaced.
    pub fn bring_up_to_date(&mut self, newer: &Self) {
        let before = self.particulars.also_known_as.clone();
        self.particulars = self.particulars.updated_by(&newer.particulars);
        if self.name_key.is_blank() {
            self.name = newer.name.clone();
            self.name_key = newer.name_key.clone();
        }
        let lists = [&before, &newer.particulars.also_known_as];
        self.particulars.also_known_as = self.other_names(lists, &newer.name);
        if let (Some(old), Some(new)) = (self.born_on, newer.born_on)
            && old != new
        {
            let born = Private::new(format!("Born: {}", wording::date_without_weekday(old)));
            self.particulars.replaced = lines([&born, &self.particulars.replaced]);
        }
        self.born_on = newer.born_on.or(self.born_on);
    }

    /// The names of some lists, and one more, that are spelled otherwise than the known one, each
    /// once.
    fn other_names(&self, lists: [&Private; 2], more: &Private) -> Private {
        let mut keys = vec![self.name_key.clone(), Private::default()];
        let mut names = Vec::new();
        let listed = lists.into_iter().flat_map(|it| it.reveal().split([',', ';', '\n']));
        for name in listed.chain([more.reveal()]) {
            let key = name_key(&name.into());
            if !keys.contains(&key) {
                names.push(name.trim());
                keys.push(key);
            }
        }
        Private::new(names.join(", "))
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
    fn person(name: &str, born_on: &str, also_known_as: &str) -> Person {
        let uuid = uuid::Uuid::from_u128;
        Person {
            area_id: AreaId::from_uuid(uuid(1)),
            id: PersonId::from_uuid(uuid(2)),
            case_id: CaseId::from_uuid(uuid(3)),
            part: Part::Victim,
            name: name.into(),
            name_key: name_key(&name.into()),
            born_on: born_on.parse().ok(),
            particulars: Particulars {
                also_known_as: also_known_as.into(),
                ..Particulars::default()
            },
            position: 1,
            version: 1,
        }
    }

    #[test]
    fn what_is_replaced_is_kept_the_newest_first() {
        let mut known = person("Jo Lee", "1996-05-01", "");
        for (address, born) in [("1 Old Road\nNorthtown", ""), ("2 New Road", "1996-01-05")] {
            let mut newer = person("Jo Lee", born, "");
            newer.particulars.address = address.into();
            known.bring_up_to_date(&newer);
        }
        let replaced = "Born: 1 May 1996\nAddress: 1 Old Road, Northtown";
        assert_eq!(known.particulars.replaced.reveal(), replaced);
        known.bring_up_to_date(&Person { particulars: Particulars::default(), ..known.clone() });
        assert_eq!(known.particulars.replaced.reveal(), replaced);
    }

    #[test]
    fn every_name_is_kept_once() {
        let mut known = person("Jo Lee", "", "Joanna, J. Lee");
        known.bring_up_to_date(&person("LEE, Jo", "", "joanna; Jo Fox"));
        assert_eq!(known.particulars.also_known_as.reveal(), "Joanna, J. Lee, Jo Fox");
    }
}
