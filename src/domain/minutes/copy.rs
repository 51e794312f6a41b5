//! What one reader gets of minutes: their actions, and the cases in which they have part.
use std::collections::HashMap;

use serde::Serialize;

use super::{ActionLine, Content, Item, RiskLine};
use crate::domain::access::Sight;
use crate::domain::attendance::Presence;
use crate::domain::ids::{AccountId, AgencyId, CaseId};
use crate::domain::text::Private;
use crate::domain::time::Instant;

/// Whose copy it is, and how much of each case they see now.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Their account.
    pub account: AccountId,
    /// Their agency.
    pub agency: AgencyId,
    /// How much they see of each case; nothing of one that is not here.
    pub sights: HashMap<CaseId, Sight>,
}

impl Reader {
    /// Whether a case is in their copy: they may see it, and lead the meeting or have part in it.
    fn reads(&self, item: &Item) -> bool {
        match self.sights.get(&item.case_id) {
            Some(Sight::Everything) => true,
            Some(Sight::Asked | Sight::Shared) => {
                item.agency_ids.contains(&self.agency)
                    || item.actions.iter().any(|it| it.agency_id == self.agency)
            }
            _ => false,
        }
    }
}

/// One reader's copy. What agencies shared is not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnCopy {
    /// Who was there.
    pub room: Room,
    /// The reader's own actions, the first due first.
    pub actions: Vec<OwnAction>,
    /// The cases, numbered for this reader.
    pub items: Vec<CopyItem>,
}

/// The meeting as every reader gets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Room {
    /// Where it was held.
    pub place: String,
    /// When it opened.
    pub opened_at: Option<Instant>,
    /// When it closed.
    pub closed_at: Option<Instant>,
    /// Who chaired.
    pub chair: Private,
    /// How many were there.
    pub present: usize,
    /// Of how many.
    pub expected: usize,
    /// Agencies that sent apologies, and whether they sent information.
    pub apologies: Vec<Apology>,
}

/// An agency's apologies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Apology {
    /// The agency's name.
    pub agency: String,
    /// Whether it sent information.
    pub sent_information: bool,
}

/// One of the reader's own actions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnAction {
    /// The action.
    pub line: ActionLine,
    /// The victim's initials.
    pub initials: Private,
}

/// A case in a reader's copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CopyItem {
    /// Its number in this copy, from 1.
    pub number: u32,
    /// The case.
    pub case_id: CaseId,
    /// Its reference.
    pub reference: String,
    /// The victim's initials.
    pub initials: Private,
    /// The victim's age on the day; blank when it is not known.
    pub age: String,
    /// The stored word of the level of risk agreed.
    pub risk_level: String,
    /// The risks stated.
    pub risks: Vec<RiskLine>,
    /// What was agreed and why.
    pub decision: Private,
    /// The stored word of the disposition.
    pub disposition: String,
    /// Why.
    pub disposition_reason: Private,
    /// The actions.
    pub actions: Vec<CopyAction>,
}

/// An action on a case, whoever owns it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CopyAction {
    /// The action.
    pub line: ActionLine,
    /// Whether the reader owns it.
    pub is_own: bool,
}

/// What a reader gets of minutes. Nothing in it says what is left out.
pub fn copy_for(content: &Content, reader: &Reader) -> OwnCopy {
    let items: Vec<&Item> = content.items.iter().filter(|it| reader.reads(it)).collect();
    let own = |item: &Item| {
        let initials = item.initials.clone();
        let own = item.actions.iter().filter(|it| it.owner_id == reader.account).cloned();
        own.map(move |line| OwnAction { line, initials: initials.clone() }).collect::<Vec<_>>()
    };
    let mut actions: Vec<OwnAction> = items.iter().flat_map(|it| own(it)).collect();
    actions.sort_by_key(|it| it.line.due_on);
    let items = (1..).zip(items).map(|(number, it)| copied(number, it, reader)).collect();
    OwnCopy { room: room(content), actions, items }
}

fn copied(number: u32, item: &Item, reader: &Reader) -> CopyItem {
    let action = |line: &ActionLine| CopyAction {
        is_own: line.owner_id == reader.account,
        line: line.clone(),
    };
    CopyItem {
        number,
        case_id: item.case_id,
        reference: item.reference.clone(),
        initials: item.initials.clone(),
        age: item.age.clone(),
        risk_level: item.risk_level.clone(),
        risks: item.risks.clone(),
        decision: item.decision.clone(),
        disposition: item.disposition.clone(),
        disposition_reason: item.disposition_reason.clone(),
        actions: item.actions.iter().map(action).collect(),
    }
}

/// The meeting as every reader gets it.
pub fn room(content: &Content) -> Room {
    let presence = |word: &str| Presence::parse(word).unwrap_or(Presence::Expected);
    let is_there = |word: &str| matches!(presence(word), Presence::Present | Presence::Late);
    let mut apologies: Vec<Apology> = Vec::new();
    for line in &content.attendance {
        let sent_information = match presence(&line.presence) {
            Presence::Apologies => false,
            Presence::InformationSent => true,
            _ => continue,
        };
        let agency = line.agency.clone();
        match apologies.iter_mut().find(|it| it.agency == agency) {
            Some(known) => known.sent_information |= sent_information,
            None => apologies.push(Apology { agency, sent_information }),
        }
    }
    Room {
        place: content.place.clone(),
        opened_at: content.opened_at,
        closed_at: content.closed_at,
        chair: content.chair.clone(),
        present: content.attendance.iter().filter(|it| is_there(&it.presence)).count(),
        expected: content.attendance.len(),
        apologies,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::ids::{ActionId, ListingId};
    use crate::domain::minutes::{AttendanceLine, SharedLine};

    fn uuid(number: usize) -> uuid::Uuid {
        uuid::Uuid::from_u128(number as u128)
    }

    fn agency(number: usize) -> AgencyId {
        AgencyId::from_uuid(uuid(number))
    }

    fn account(number: usize) -> AccountId {
        AccountId::from_uuid(uuid(number))
    }

    fn case(number: usize) -> CaseId {
        CaseId::from_uuid(uuid(1000 + number))
    }

    /// An action of a person of the agency of the same number.
    fn action(at: usize, owner: usize, day: u32) -> ActionLine {
        ActionLine {
            action_id: ActionId::from_uuid(uuid(2000 + at)),
            case_id: case(at),
            reference: format!("reference{at}x"),
            text: Private::new(format!("deed{at}x")),
            agency: String::new(),
            agency_id: agency(owner),
            owner: Private::default(),
            owner_id: account(owner),
            due_on: crate::domain::time::Day::from_ymd_opt(2026, 2, day).unwrap(),
            risk: None,
            state: "open".to_owned(),
        }
    }

    fn item(at: usize, asked: &[usize], owners: &[usize]) -> Item {
        let marked = |what: &str| Private::new(format!("{what}{at}x"));
        Item {
            listing_id: ListingId::from_uuid(uuid(3000 + at)),
            case_id: case(at),
            reference: format!("reference{at}x"),
            initials: marked("initials"),
            age: String::new(),
            shared: vec![SharedLine { agency: String::new(), text: marked("shared") }],
            not_minuted: 1,
            views: marked("views"),
            risks: vec![RiskLine {
                number: 1,
                subject: "victim".to_owned(),
                level: "high".to_owned(),
                text: marked("risk"),
                no_action_reason: Private::default(),
            }],
            risk_level: "high".to_owned(),
            decision: marked("decision"),
            disposition: "heard_plan_made".to_owned(),
            disposition_reason: marked("because"),
            actions: owners
                .iter()
                .map(|it| action(at, *it, 28 - u32::try_from(at).unwrap()))
                .collect(),
            agency_ids: asked.iter().map(|it| agency(*it)).collect(),
        }
    }

    fn reader(number: usize, sights: &[Sight]) -> Reader {
        let sights = sights.iter().enumerate().map(|(at, it)| (case(at), *it)).collect();
        Reader { account: account(number), agency: agency(number), sights }
    }

    fn content(items: Vec<Item>) -> Content {
        Content { items, ..Content::default() }
    }

    #[test]
    fn own_actions_come_first_and_the_cases_are_numbered_for_the_reader() {
        let content =
            content(vec![item(0, &[1], &[1]), item(1, &[2], &[2]), item(2, &[1], &[1, 2])]);
        let copy = copy_for(&content, &reader(1, &[Sight::Shared; 3]));
        let own: Vec<_> = copy.actions.iter().map(|it| it.line.text.reveal()).collect();
        assert_eq!(own, ["deed2x", "deed0x"], "the first due first");
        let items: Vec<_> = copy.items.iter().map(|it| (it.number, &*it.reference)).collect();
        assert_eq!(items, [(1, "reference0x"), (2, "reference2x")]);
        let yours: Vec<_> = copy.items[1].actions.iter().map(|it| it.is_own).collect();
        assert_eq!(yours, [true, false]);
    }

    #[test]
    fn whoever_leads_gets_every_case_and_an_acting_agency_its_own() {
        let content = content(vec![item(0, &[], &[]), item(1, &[], &[1])]);
        assert_eq!(copy_for(&content, &reader(5, &[Sight::Everything; 2])).items.len(), 2);
        assert_eq!(copy_for(&content, &reader(1, &[Sight::Shared; 2])).items.len(), 1);
        assert_eq!(copy_for(&content, &reader(1, &[Sight::OwnReferral; 2])).items.len(), 0);
        assert_eq!(copy_for(&content, &reader(1, &[])).items.len(), 0);
    }

    #[test]
    fn apologies_are_said_once_for_each_agency() {
        let line = |agency: &str, presence: Presence| AttendanceLine {
            account_id: None,
            name: Private::default(),
            agency: agency.to_owned(),
            agency_id: self::agency(1),
            presence: presence.as_str().to_owned(),
            is_observer: false,
        };
        let attendance = vec![
            line("Police", Presence::Late),
            line("Probation", Presence::Apologies),
            line("Probation", Presence::InformationSent),
            line("Housing", Presence::Absent),
        ];
        let room = room(&Content { attendance, ..Content::default() });
        assert_eq!((room.present, room.expected), (1, 4));
        let sent = Apology { agency: "Probation".to_owned(), sent_information: true };
        assert_eq!(room.apologies, [sent]);
    }

    fn any_sight() -> impl Strategy<Value = Sight> {
        prop::sample::select(vec![
            Sight::Nothing,
            Sight::OwnReferral,
            Sight::Asked,
            Sight::Shared,
            Sight::Everything,
        ])
    }

    proptest! {
        #[test]
        fn nothing_that_is_hidden_or_only_shared_is_ever_in_a_copy(
            cases in prop::collection::vec(
                (prop::collection::vec(1..5usize, 0..4), prop::collection::vec(1..5usize, 0..4), any_sight()),
                0..12,
            )
        ) {
            let items = cases.iter().enumerate().map(|(at, (asked, owners, _))| item(at, asked, owners));
            let sights: Vec<Sight> = cases.iter().map(|it| it.2).collect();
            let copy = copy_for(&content(items.collect()), &reader(1, &sights));
            let text = serde_json::to_string(&copy).unwrap();
            prop_assert!(!text.contains("shared") && !text.contains("views"));
            let mut readable = 0;
            for (at, (asked, owners, sight)) in cases.iter().enumerate() {
                let part = asked.contains(&1) || owners.contains(&1);
                let may = *sight == Sight::Everything || (*sight >= Sight::Asked && part);
                readable += u32::from(may);
                for what in ["reference", "initials", "risk", "decision", "because"] {
                    prop_assert_eq!(text.contains(&format!("{what}{at}x")), may, "{} {}", what, at);
                }
                let id = case(at);
                prop_assert_eq!(text.contains(id.as_str()), may);
            }
            let numbers: Vec<u32> = copy.items.iter().map(|it| it.number).collect();
            prop_assert_eq!(numbers, (1..=readable).collect::<Vec<_>>());
        }
    }
}
