//! The draft: what the meeting recorded, put together in one document.
use std::collections::HashMap;

use super::super::{Change, Cx, Step, agenda, case};
use crate::domain::account::Colleague;
use crate::domain::action::Action;
use crate::domain::actor::Actor;
use crate::domain::attendance::Attendance;
use crate::domain::case::CaseLine;
use crate::domain::hearing::{Contribution, Risk};
use crate::domain::ids::{AccountId, AgencyId, CaseId, ListingId, RiskId};
use crate::domain::listing::Listing;
use crate::domain::meeting::Meeting;
use crate::domain::minutes::{
    ActionLine, AttendanceLine, Content, Item, Minutes, RiskLine, SharedLine, State,
};
use crate::domain::person::initials;
use crate::domain::research::{self, Research, Share};
use crate::domain::support::Views;
use crate::domain::text::Private;
use crate::store;

/// Drafts the minutes of a meeting that has closed, from what was recorded until then. Minutes that
/// are there already stay as they are.
///
/// # Errors
/// Fails when the database does.
pub fn draft(cx: &mut Change<'_, '_>, meeting: &Meeting) -> Step<()> {
    if !store::minutes::of_meeting(cx.session, meeting.area_id, meeting.id)?.is_empty() {
        return Ok(());
    }
    // The record is of everybody's cases, whoever closes the meeting.
    let service = Actor::Service(meeting.area_id);
    let content = cx.on_behalf_of(&service, |whole| assemble(whole, meeting))?;
    start(cx, meeting, (1, Private::default()), content)
}

/// Starts a version, and says what it changes, with what it says before anybody edits it.
pub(super) fn start(
    cx: &mut Change<'_, '_>,
    meeting: &Meeting,
    (version, change_note): (i32, Private),
    content: Content,
) -> Step<()> {
    let minutes = Minutes {
        area_id: meeting.area_id,
        meeting_id: meeting.id,
        version,
        state: State::Draft,
        content,
        digest: String::new(),
        change_note,
        made_at: cx.now,
        approved_at: None,
        approved_by: None,
        send_at: None,
        stopped_at: None,
        corrections_until: None,
        row_version: 1,
    };
    store::minutes::insert(cx.session, &minutes)?;
    cx.record("minutes.draft", meeting.id.as_str(), &cases(&minutes.content));
    Ok(())
}

/// The cases that minutes speak of.
pub(super) fn cases(content: &Content) -> Vec<CaseId> {
    let outstanding = content.outstanding.iter().map(|it| it.case_id);
    content.items.iter().map(|it| it.case_id).chain(outstanding).collect()
}

/// Everything that was recorded, read once: 13 queries, however many cases.
struct Recorded {
    lines: HashMap<CaseId, CaseLine>,
    agencies: HashMap<AgencyId, String>,
    people: HashMap<AccountId, Private>,
    research: Vec<Research>,
    contributions: Vec<Contribution>,
    views: Vec<Views>,
    risks: Vec<Risk>,
    actions: Vec<Action>,
}

impl Recorded {
    fn read<Mode>(
        cx: &mut Cx<'_, '_, Mode>,
        listings: &[Listing],
        outstanding: &[Action],
    ) -> Step<Self> {
        let area = cx.area_id()?;
        let ids: Vec<ListingId> = listings.iter().map(|it| it.id).collect();
        let heard = listings.iter().map(|it| it.case_id);
        let cases: Vec<CaseId> = heard.chain(outstanding.iter().map(|it| it.case_id)).collect();
        let mut actions = store::action::of_cases(cx.session, area, &cases)?;
        actions.retain(|it| ids.contains(&it.listing_id));
        let agencies = store::agency::list(cx.session, area)?;
        let people: Vec<Colleague> = store::membership::colleagues(cx.session, area)?;
        Ok(Self {
            lines: case::lines(cx, &cases)?,
            agencies: agencies.into_iter().map(|it| (it.id, it.name)).collect(),
            people: people.into_iter().map(|it| (it.account.id, it.account.name)).collect(),
            research: store::research::of_listings(cx.session, area, &ids)?,
            contributions: store::contribution::of_listings(cx.session, area, &ids)?,
            views: store::views::of_listings(cx.session, area, &ids)?,
            risks: store::risk::of_listings(cx.session, area, &ids)?,
            actions,
        })
    }

    fn agency(&self, id: AgencyId) -> String {
        self.agencies.get(&id).cloned().unwrap_or_default()
    }

    fn person(&self, id: Option<AccountId>) -> Private {
        id.and_then(|it| self.people.get(&it)).cloned().unwrap_or_default()
    }

    fn reference(&self, case: CaseId) -> String {
        self.lines.get(&case).map(|it| it.reference.clone()).unwrap_or_default()
    }

    fn action(&self, action: &Action) -> ActionLine {
        let number =
            |risk: RiskId| self.risks.iter().find(|it| it.id == risk).map(|it| it.position);
        ActionLine {
            action_id: action.id,
            case_id: action.case_id,
            reference: self.reference(action.case_id),
            text: action.text.clone(),
            agency: self.agency(action.agency_id),
            agency_id: action.agency_id,
            owner: self.person(Some(action.owner_id)),
            owner_id: action.owner_id,
            due_on: action.due_on,
            risk: action.risk_id.and_then(number),
            state: action.state.as_str().to_owned(),
        }
    }

    fn attendance(&self, row: Attendance) -> AttendanceLine {
        AttendanceLine {
            account_id: row.account_id,
            agency: self.agency(row.agency_id),
            name: row.name,
            agency_id: row.agency_id,
            presence: row.presence.as_str().to_owned(),
            is_observer: row.is_observer,
        }
    }

    fn item(&self, meeting: &Meeting, listing: &Listing) -> Item {
        let line = self.lines.get(&listing.case_id);
        let name = line.map(|it| it.victim.reveal()).unwrap_or_default();
        let asked = self.research.iter().filter(|it| it.listing_id == listing.id);
        let asked = asked.filter(|it| it.state != research::State::Dropped);
        let actions = self.actions.iter().filter(|it| it.listing_id == listing.id);
        let (shared, not_minuted) = self.shared(listing.id);
        Item {
            listing_id: listing.id,
            case_id: listing.case_id,
            reference: self.reference(listing.case_id),
            initials: initials(name).unwrap_or_default().as_str().into(),
            age: line.map(|it| age(it, meeting)).unwrap_or_default(),
            shared,
            not_minuted,
            views: self.views_of(listing.id),
            risks: self.risks_of(listing.id),
            risk_level: listing.risk_level.map(|it| it.as_str().to_owned()).unwrap_or_default(),
            decision: listing.decision.clone(),
            disposition: listing.disposition.clone().unwrap_or_default(),
            disposition_reason: listing.disposition_reason.clone(),
            actions: actions.map(|it| self.action(it)).collect(),
            agency_ids: asked.map(|it| it.agency_id).collect(),
        }
    }

    /// What may be minuted of what agencies shared, and how many things may not.
    fn shared(&self, listing: ListingId) -> (Vec<SharedLine>, u32) {
        let returned = self.research.iter().filter(|it| it.listing_id == listing && it.is_in());
        let (mut lines, mut not_minuted) = (Vec::new(), 0);
        let mut add = |agency, text: &Private, share| match share {
            _ if text.is_blank() => {}
            Share::Minuted => lines.push(SharedLine { agency, text: text.clone() }),
            Share::NotMinuted => not_minuted += 1,
            Share::ChairOnly => {}
        };
        for research in returned {
            add(self.agency(research.agency_id), &research.text, research.share);
            add(self.agency(research.agency_id), &research.not_minuted, Share::NotMinuted);
        }
        for said in self.contributions.iter().filter(|it| it.listing_id == listing) {
            add(self.agency(said.agency_id), &said.text, said.share);
        }
        (lines, not_minuted)
    }

    fn views_of(&self, listing: ListingId) -> Private {
        let views = self.views.iter().find(|it| it.listing_id == listing);
        let words =
            |it: &Views| if it.text.is_blank() { &it.none_reason } else { &it.text }.clone();
        views.map(words).unwrap_or_default()
    }

    fn risks_of(&self, listing: ListingId) -> Vec<RiskLine> {
        let line = |risk: &Risk| RiskLine {
            number: risk.position,
            subject: risk.subject.as_str().to_owned(),
            level: risk.level.as_str().to_owned(),
            text: risk.text.clone(),
            no_action_reason: risk.no_action_reason.clone(),
        };
        self.risks.iter().filter(|it| it.listing_id == listing).map(line).collect()
    }
}

/// The victim's age on the day of the meeting, in words.
fn age(line: &CaseLine, meeting: &Meeting) -> String {
    let years = line.born_on.and_then(|it| meeting.day.years_since(it));
    years.map_or_else(|| line.age.clone(), |it| it.to_string())
}

/// The document as the record has it now, its items in the agenda's order, in a fixed number of
/// queries.
fn assemble<Mode>(cx: &mut Cx<'_, '_, Mode>, meeting: &Meeting) -> Step<Content> {
    let area = cx.area()?;
    let agenda = agenda::compile(cx, meeting)?;
    let listings: Vec<Listing> = agenda.items.into_iter().map(|it| it.listing).collect();
    let mut outstanding = store::action::open(cx.session, area.id)?;
    let opened = meeting.opened_at.unwrap_or(meeting.starts_at);
    outstanding.retain(|it| it.is_overdue(meeting.day) && it.created_at < opened);
    let attendance = store::attendance::of_meeting(cx.session, area.id, meeting.id)?;
    let statement = attendance.iter().filter_map(|it| it.statement_version).max();
    let recorded = Recorded::read(cx, &listings, &outstanding)?;
    Ok(Content {
        place: meeting.place.clone(),
        opened_at: meeting.opened_at,
        closed_at: meeting.closed_at,
        chair: recorded.person(meeting.chair_id),
        minute_taker: recorded.person(meeting.minute_taker_id),
        statement_version: statement.unwrap_or(area.statement_version),
        attendance: attendance.into_iter().map(|it| recorded.attendance(it)).collect(),
        outstanding: outstanding.iter().map(|it| recorded.action(it)).collect(),
        items: listings.iter().map(|it| recorded.item(meeting, it)).collect(),
    })
}
