//! Protected contact: where somebody is hidden and how they are reached safely. It is a record of its
//! own, so that nothing that shows a case can show it.
use chrono::TimeDelta;

use super::ids::{AccountId, AreaId, CaseId, ShowId};
use super::text::Private;
use super::time::Instant;
use super::word::words;

mod mark;

pub use mark::{Mark, marks};

words! {
    /// Why somebody needs protected contact.
    Reason {
        /// Somebody is in danger now.
        Danger = "danger" / "Somebody is in danger now",
        /// To reach the victim.
        Reach = "reach" / "To reach the victim safely",
        /// To plan or carry out what makes them safer.
        Safety = "safety" / "To plan or carry out what makes somebody safer",
        /// To write it down, or see that it is right.
        Check = "check" / "To write it down, or see that it is right",
    }
}

/// For how long a reason holds: whoever gave one is not asked again on the same case.
pub const REASON_HOLDS: TimeDelta = TimeDelta::minutes(15);

/// What is protected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The refuge or other address that nobody may know.
    pub address: Private,
    /// Numbers at which the victim is reached safely.
    pub phones: Private,
    /// School or nursery of the children.
    pub school: Private,
    /// Where the victim works.
    pub workplace: Private,
}

impl Details {
    /// What each is called, with its field's name in forms.
    pub fn named(&self) -> [(&'static str, &'static str, &Private); 4] {
        [
            ("address", "Refuge or confidential address", &self.address),
            ("phones", "Safe phone numbers", &self.phones),
            ("school", "School or nursery", &self.school),
            ("workplace", "Workplace", &self.workplace),
        ]
    }

    /// Whether there is nothing.
    pub fn is_blank(&self) -> bool {
        self.named().iter().all(|it| it.2.is_blank())
    }

    /// The first of its postcodes and phone numbers that stands in a text, however it is written.
    pub fn found_in(&self, text: &Private) -> Option<Mark> {
        let own = self.named().into_iter().flat_map(|it| marks(it.2));
        own.into_iter().find(|it| it.is_in(text))
    }

    /// These with what an older record held under them.
    #[must_use]
    pub fn with_older(&self, older: &Self) -> Self {
        let both = |new: &Private, old: &Private| {
            let (new, old) = (new.reveal().trim(), old.reveal().trim());
            let lines = [new, old].into_iter().filter(|it| !it.is_empty());
            let is_said = !old.is_empty() && new.contains(old);
            let kept: Vec<&str> = lines.take(if is_said { 1 } else { 2 }).collect();
            Private::new(kept.join("\nSaid before: "))
        };
        Self {
            address: both(&self.address, &older.address),
            phones: both(&self.phones, &older.phones),
            school: both(&self.school, &older.school),
            workplace: both(&self.workplace, &older.workplace),
        }
    }
}

/// The protected contact of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtectedContact {
    /// The area.
    pub area_id: AreaId,
    /// The case.
    pub case_id: CaseId,
    /// The refuge or other address that nobody may know.
    pub address: Private,
    /// Numbers at which the victim is reached safely.
    pub phones: Private,
    /// School or nursery of the children.
    pub school: Private,
    /// Where the victim works.
    pub workplace: Private,
    /// Who last changed it.
    pub changed_by: AccountId,
    /// When.
    pub changed_at: Instant,
    /// Counts changes.
    pub version: i32,
}

impl ProtectedContact {
    /// What is protected.
    pub fn details(&self) -> Details {
        Details {
            address: self.address.clone(),
            phones: self.phones.clone(),
            school: self.school.clone(),
            workplace: self.workplace.clone(),
        }
    }

    /// Puts other details in the place of these.
    pub fn set(&mut self, details: Details) {
        Details {
            address: self.address,
            phones: self.phones,
            school: self.school,
            workplace: self.workplace,
        } = details;
    }
}

/// One time that somebody was shown protected contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Show {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: ShowId,
    /// The case.
    pub case_id: CaseId,
    /// To whom.
    pub account_id: AccountId,
    /// Why.
    pub reason: Reason,
    /// When the reason was given.
    pub asked_at: Instant,
    /// When it was shown.
    pub shown_at: Instant,
}

impl Show {
    /// Whether the reason that was given for it still holds.
    pub fn holds(&self, now: Instant) -> bool {
        self.asked_at <= now && now < self.asked_at + REASON_HOLDS
    }
}

/// Leave for one representative to see the protected contact of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leave {
    /// The area.
    pub area_id: AreaId,
    /// The case.
    pub case_id: CaseId,
    /// Who may see it.
    pub account_id: AccountId,
    /// Who let them.
    pub given_by: AccountId,
    /// When.
    pub given_at: Instant,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details() -> Details {
        Details {
            address: "Flat 2, 9 Wynd Court, NS7 4QT".into(),
            phones: "07700 900 321 after 6pm".into(),
            ..Details::default()
        }
    }

    #[test]
    fn a_postcode_and_a_number_are_found_however_they_are_written() {
        for (text, found) in [
            ("She is at ns74qt now", true),
            ("NS7-4QT", true),
            ("+44 (0)7700 900321", true),
            ("call 07700.900.321", true),
            ("NS7 4QA", false),
            ("07700 900 322", false),
            ("9 Wynd Court", false),
        ] {
            assert_eq!(details().found_in(&text.into()).is_some(), found, "{text}");
        }
        assert_eq!(Details::default().found_in(&"NS7 4QT".into()), None);
    }

    #[test]
    fn a_reason_holds_for_a_quarter_of_an_hour() {
        let at = Instant::UNIX_EPOCH;
        let uuid = uuid::Uuid::from_u128;
        let show = Show {
            area_id: AreaId::from_uuid(uuid(1)),
            id: ShowId::from_uuid(uuid(2)),
            case_id: CaseId::from_uuid(uuid(3)),
            account_id: AccountId::from_uuid(uuid(4)),
            reason: Reason::Reach,
            asked_at: at,
            shown_at: at,
        };
        assert!(show.holds(at) && show.holds(at + TimeDelta::seconds(899)));
        assert!(!show.holds(at + REASON_HOLDS) && !show.holds(at - TimeDelta::seconds(1)));
    }

    #[test]
    fn an_older_record_is_kept_under_a_newer_one() {
        let newer = Details { address: "1 New Road".into(), ..Details::default() };
        let both = newer.with_older(&details());
        assert_eq!(both.address.reveal(), "1 New Road\nSaid before: Flat 2, 9 Wynd Court, NS7 4QT");
        assert_eq!(both.phones.reveal(), "07700 900 321 after 6pm");
        assert_eq!(both.with_older(&details()), both);
        assert!(!both.is_blank() && Details::default().is_blank());
    }
}
