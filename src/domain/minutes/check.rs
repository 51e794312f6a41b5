//! What the chair looks at before minutes go: what is missing, and what should not be in them.
use std::collections::BTreeMap;

use super::finding::{Finding, findings};
use super::{Content, Item};
use crate::domain::attendance::Presence;
use crate::domain::ids::{CaseId, ListingId};
use crate::domain::text::Private;
use crate::domain::time::Day;

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A case without a level of risk or a reason.
    NoRisk(Place),
    /// An action without an owner.
    NoOwner(Place),
    /// A text that holds what should not be mailed.
    Finding(Place, Finding),
    /// Somebody whose attendance was not recorded.
    NoPresence(Private),
}

/// Where in the minutes it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The item's number in the whole record, from 1.
    pub number: usize,
    /// The listing.
    pub listing: ListingId,
    /// The case's reference.
    pub reference: String,
}

/// Everything to look at in minutes. `names` are the surnames of the people of each case.
pub fn faults(content: &Content, names: &BTreeMap<CaseId, Vec<Private>>, day: Day) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (number, item) in (1..).zip(&content.items) {
        let place = Place { number, listing: item.listing_id, reference: item.reference.clone() };
        if item.risk_level.is_empty() && item.disposition_reason.is_blank() {
            faults.push(Fault::NoRisk(place.clone()));
        }
        if item.actions.iter().any(|it| it.owner.is_blank()) {
            faults.push(Fault::NoOwner(place.clone()));
        }
        let names = names.get(&item.case_id).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<Finding> = Vec::new();
        for text in texts(item) {
            found.extend(findings(text.reveal(), names, day));
        }
        found.sort();
        found.dedup();
        faults.extend(found.into_iter().map(|it| Fault::Finding(place.clone(), it)));
    }
    let unknown =
        |word: &str| Presence::parse(word).unwrap_or(Presence::Expected) == Presence::Expected;
    let missing = content.attendance.iter().filter(|it| unknown(&it.presence));
    faults.extend(missing.map(|it| Fault::NoPresence(it.name.clone())));
    faults
}

/// The free text that a copy holds.
fn texts(item: &Item) -> impl Iterator<Item = &Private> {
    let risks = item.risks.iter().flat_map(|it| [&it.text, &it.no_action_reason]);
    let actions = item.actions.iter().map(|it| &it.text);
    [&item.decision, &item.disposition_reason].into_iter().chain(risks).chain(actions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::AgencyId;
    use crate::domain::minutes::AttendanceLine;

    fn content() -> Content {
        let uuid = uuid::Uuid::from_u128(1);
        let item = Item {
            listing_id: ListingId::from_uuid(uuid),
            case_id: CaseId::from_uuid(uuid),
            reference: "NS-7K4Q".to_owned(),
            initials: "T.B.".into(),
            age: "29".to_owned(),
            shared: vec![],
            not_minuted: 0,
            views: Private::default(),
            risks: vec![],
            risk_level: "high".to_owned(),
            decision: "IDVA to keep daily contact.".into(),
            disposition: "heard_plan_made".to_owned(),
            disposition_reason: Private::default(),
            actions: vec![],
            agency_ids: vec![],
        };
        let attendance = AttendanceLine {
            account_id: None,
            name: "Somebody".into(),
            agency: "Police".to_owned(),
            agency_id: AgencyId::from_uuid(uuid),
            presence: "present".to_owned(),
            is_observer: false,
        };
        Content { items: vec![item], attendance: vec![attendance], ..Content::default() }
    }

    fn check(content: &Content) -> Vec<Fault> {
        let names = BTreeMap::from([(content.items[0].case_id, vec![Private::from("Bright")])]);
        faults(content, &names, "2026-02-12".parse().unwrap())
    }

    #[test]
    fn a_whole_record_has_nothing_to_look_at() {
        assert_eq!(check(&content()), []);
    }

    #[test]
    fn each_gap_is_said_with_its_place() {
        let mut gaps = content();
        gaps.items[0].risk_level = String::new();
        gaps.items[0].decision = "Ms Bright will move.".into();
        gaps.attendance[0].presence = "expected".to_owned();
        let place =
            Place { number: 1, listing: gaps.items[0].listing_id, reference: "NS-7K4Q".to_owned() };
        let expected = [
            Fault::NoRisk(place.clone()),
            Fault::Finding(place, Finding::Surname),
            Fault::NoPresence("Somebody".into()),
        ];
        assert_eq!(check(&gaps), expected);
        gaps.items[0].disposition_reason = "Carried over, out of time".into();
        assert_eq!(check(&gaps).len(), 2, "a reason stands for the level of risk");
    }
}
