//! Cases of the past: made up whole, as the service would have kept them, and written at once.
use chrono::{Days, TimeDelta};

use super::chance::Chance;
use super::county::County;
use super::history::on_or_after;
use super::phrase;
use crate::domain::action::{self, Action, Event, EventKind};
use crate::domain::actor::{Actor, Role};
use crate::domain::agency::Agency;
use crate::domain::audit::{Deed, Entry, role_words};
use crate::domain::case::Case;
use crate::domain::disposition::Disposition;
use crate::domain::hearing::{Risk, Subject};
use crate::domain::ids::{
    AccountId, ActionId, CaseId, ContactId, EntryId, ListingId, ResearchId, RiskId,
};
use crate::domain::listing::{Listing, RiskLevel};
use crate::domain::meeting::Meeting;
use crate::domain::person::Person;
use crate::domain::referral::{Note, Referral};
use crate::domain::research::{Known, Research, Share, State};
use crate::domain::support::{Contact, Method, Outcome, Views};
use crate::domain::text::Private;
use crate::domain::time::{Day, Instant};
use crate::platform::random::Random;
use crate::store::{self, StoreError, Tx};

/// What is written of some cases.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) cases: Vec<Case>,
    pub(super) people: Vec<Person>,
    pub(super) referrals: Vec<Referral>,
    pub(super) notes: Vec<Note>,
    listings: Vec<Listing>,
    research: Vec<Research>,
    contacts: Vec<Contact>,
    views: Vec<Views>,
    risks: Vec<Risk>,
    actions: Vec<Action>,
    events: Vec<Event>,
    entries: Vec<(EntryId, Entry)>,
}

impl Rows {
    /// Writes them.
    pub(super) fn write(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        self.cases.iter().try_for_each(|it| store::case::insert(tx, it))?;
        self.people.iter().try_for_each(|it| store::person::insert(tx, it))?;
        self.referrals.iter().try_for_each(|it| store::referral::insert(tx, it))?;
        self.notes.iter().try_for_each(|it| store::note::insert(tx, it))?;
        self.listings.iter().try_for_each(|it| store::listing::insert(tx, it))?;
        self.research.iter().try_for_each(|it| store::research::insert(tx, it))?;
        self.contacts.iter().try_for_each(|it| store::contact::insert(tx, it))?;
        self.views.iter().try_for_each(|it| store::views::insert(tx, it))?;
        self.risks.iter().try_for_each(|it| store::risk::insert(tx, it))?;
        self.actions.iter().try_for_each(|it| store::action::insert(tx, it))?;
        self.events.iter().try_for_each(|it| store::action_event::insert(tx, it))?;
        self.entries.iter().try_for_each(|it| store::audit::append(tx, it.0, it.1.clone()))
    }
}

/// Makes up what came of referrals.
pub(super) struct Scribe<'a> {
    pub(super) county: &'a County,
    pub(super) chance: Chance,
    pub(super) random: Random,
    pub(super) today: Day,
    /// How many actions are still to be left open past their day.
    pub(super) overdue: u32,
    pub(super) rows: Rows,
}

impl Scribe<'_> {
    /// A case is heard: research, views, risks, what was decided, and actions.
    pub(super) fn hear(&mut self, referral: &Referral, meeting: &Meeting, place: usize) {
        let listing = self.listing(referral, meeting, place);
        for agency in &self.county.agencies {
            if agency.is_asked(referral.account.shape()) {
                let research = self.research(agency, &listing, meeting);
                self.rows.research.push(research);
            }
        }
        self.support(referral, &listing, meeting);
        let heard = listing.heard_to.unwrap_or(meeting.starts_at);
        for position in 1..=self.chance.from(1, 2) {
            let risk = self.risk(&listing, position);
            self.act(&listing, Some(risk), heard);
        }
        self.feedback(&listing, heard);
        self.note("listing.save", self.county.people[1].0.id, (listing.case_id, heard));
        self.rows.listings.push(listing);
    }

    fn listing(&mut self, referral: &Referral, meeting: &Meeting, place: usize) -> Listing {
        let minutes = i64::try_from(5 + 8 * place).unwrap_or(5);
        let from = meeting.starts_at + TimeDelta::minutes(minutes);
        let (level, decision) = if self.chance.once_in(6) {
            (RiskLevel::Medium, phrase::DECISION_AT_MEDIUM)
        } else {
            (RiskLevel::High, *self.chance.of(phrase::DECISIONS))
        };
        let of = (referral.area_id, referral.case_id, referral.id);
        let decided_at = referral.decided_at.unwrap_or(referral.received_at);
        Listing {
            risk_level: Some(level),
            decision: decision.into(),
            disposition: Some(Disposition::HeardPlanMade.as_str().to_owned()),
            heard_from: Some(from),
            heard_to: Some(from + TimeDelta::minutes(8)),
            ..Listing::new(ListingId::from_uuid(self.random.uuid()), of, meeting.id, decided_at)
        }
    }

    fn research(&mut self, agency: &Agency, listing: &Listing, meeting: &Meeting) -> Research {
        let is_known = self.chance.once_in(2);
        let minutes = TimeDelta::minutes(self.chance.below(120).into());
        let text = if is_known { *self.chance.of(phrase::returns(agency.kind)) } else { "" };
        let known = Known {
            victim: is_known,
            perpetrator: is_known && self.chance.once_in(2),
            children: false,
        };
        let by = self.county.answering(agency.id).first().map(|it| it.0.id);
        Research {
            area_id: listing.area_id,
            id: ResearchId::from_uuid(self.random.uuid()),
            listing_id: listing.id,
            case_id: listing.case_id,
            agency_id: agency.id,
            state: if is_known { State::Returned } else { State::NothingHeld },
            asked_at: listing.created_at,
            told_at: Some(listing.created_at),
            opened_at: Some(meeting.starts_at - TimeDelta::minutes(35) - minutes),
            chased_at: None,
            returned_at: Some(meeting.starts_at - TimeDelta::minutes(32) - minutes),
            returned_by: by,
            is_late: false,
            known,
            text: text.into(),
            share: Share::Minuted,
            not_minuted: Private::default(),
            chair_only: Private::default(),
            offer: Private::default(),
            version: 2,
        }
    }

    /// The IDVA's attempts and the victim's views, or why there are none.
    fn support(&mut self, referral: &Referral, listing: &Listing, meeting: &Meeting) {
        let idva = self.idva();
        let reached = !self.chance.once_in(6);
        let tried_at = meeting.starts_at - TimeDelta::minutes(self.chance.from(40, 100).into());
        self.rows.contacts.push(Contact {
            area_id: listing.area_id,
            id: ContactId::from_uuid(self.random.uuid()),
            case_id: listing.case_id,
            account_id: idva,
            tried_at,
            method: Method::Phone,
            outcome: if reached { Outcome::Engaged } else { Outcome::NoAnswer },
            note: Private::default(),
        });
        let none = *self.chance.of(phrase::NO_VIEWS);
        self.rows.views.push(Views {
            area_id: listing.area_id,
            listing_id: listing.id,
            text: if reached { referral.account.wishes.clone() } else { Private::default() },
            none_reason: if reached { "" } else { none }.into(),
            made_by: idva,
            made_at: tried_at + TimeDelta::minutes(5),
            version: 1,
        });
    }

    fn idva(&mut self) -> AccountId {
        let is_idva =
            |it: &&(_, crate::domain::account::Membership)| it.1.roles.contains(&Role::Idva);
        let idvas: Vec<_> = self.county.people.iter().filter(is_idva).collect();
        self.chance.of(&idvas).0.id
    }

    fn risk(&mut self, listing: &Listing, position: u32) -> RiskId {
        let id = RiskId::from_uuid(self.random.uuid());
        self.rows.risks.push(Risk {
            area_id: listing.area_id,
            id,
            listing_id: listing.id,
            position: i32::try_from(position).unwrap_or(1),
            subject: Subject::Victim,
            person_id: None,
            text: (*self.chance.of(phrase::RISKS)).into(),
            level: RiskLevel::High,
            no_action_reason: Private::default(),
            version: 1,
        });
        id
    }

    /// An action that answers a risk, with what came of it.
    fn act(&mut self, listing: &Listing, risk: Option<RiskId>, agreed_at: Instant) {
        let agencies: Vec<&Agency> = self
            .county
            .agencies
            .iter()
            .filter(|it| !self.county.answering(it.id).is_empty())
            .collect();
        let agency = *self.chance.of(&agencies);
        let text = *self.chance.of(phrase::actions(agency.kind));
        let owner = self.chance.of(&self.county.answering(agency.id)).0.id;
        let days = u64::from(*self.chance.of(&[0_u32, 1, 1, 3, 7]));
        let due = agreed_at.date_naive().checked_add_days(Days::new(days)).unwrap_or_default();
        let due = on_or_after(due);
        let agreed = Agreed { agency, owner, text, due, kind: action::Kind::Agreed, risk };
        self.keep(listing, &agreed, agreed_at);
    }

    fn feedback(&mut self, listing: &Listing, agreed_at: Instant) {
        let idva = self.idva();
        let due = agreed_at.date_naive().succ_opt().unwrap_or_default();
        let due = on_or_after(due);
        let text = "Tell the victim, safely, what came of the meeting";
        let agency = &self.county.agencies[1];
        let kind = action::Kind::Feedback;
        let agreed = Agreed { agency, owner: idva, text, due, kind, risk: None };
        self.keep(listing, &agreed, agreed_at);
    }

    fn keep(&mut self, listing: &Listing, agreed: &Agreed<'_>, at: Instant) {
        let (state, outcome) = self.fate(agreed);
        let closed = state != action::State::Open;
        let closed_at = closed.then(|| {
            let last = agreed.due.min(self.today.pred_opt().unwrap_or(self.today));
            let morning = last.and_hms_opt(11, 20, 0).unwrap_or_default().and_utc();
            morning.max(at + TimeDelta::minutes(45))
        });
        let action = Action {
            area_id: listing.area_id,
            id: ActionId::from_uuid(self.random.uuid()),
            case_id: listing.case_id,
            listing_id: listing.id,
            risk_id: agreed.risk,
            kind: agreed.kind,
            agency_id: agreed.agency.id,
            owner_id: agreed.owner,
            text: agreed.text.into(),
            due_on: agreed.due,
            due_at: None,
            first_due_on: agreed.due,
            state,
            closed_at,
            closed_by: closed.then_some(agreed.owner),
            outcome: outcome.into(),
            asked_due_on: None,
            asked_reason: Private::default(),
            created_by: self.county.people[1].0.id,
            created_at: at,
            version: 1,
        };
        self.event(&action, EventKind::Agreed, (agreed.text, at));
        if let Some(closed_at) = closed_at {
            self.event(&action, EventKind::Closed, (outcome, closed_at));
        }
        self.rows.actions.push(action);
    }

    /// What came of an action by today: most were done, some are left open past their day.
    fn fate(&mut self, agreed: &Agreed<'_>) -> (action::State, &'static str) {
        let is_agreed = agreed.kind == action::Kind::Agreed;
        let is_coming = agreed.due > self.today && is_agreed;
        if is_coming || agreed.due >= self.today && self.chance.once_in(4) {
            return (action::State::Open, "");
        }
        let days = (self.today - agreed.due).num_days();
        if is_agreed && days <= 12 && self.overdue > 0 && self.chance.once_in(5) {
            self.overdue -= 1;
            return (action::State::Open, "");
        }
        match self.chance.below(20) {
            0 => (action::State::NotDoneChanged, phrase::NOT_DONE[0]),
            1 => (action::State::NotDoneAgency, phrase::NOT_DONE[1]),
            2 => (action::State::Withdrawn, phrase::NOT_DONE[2]),
            _ => (action::State::Done, *self.chance.of(phrase::OUTCOMES)),
        }
    }

    fn event(&mut self, action: &Action, kind: EventKind, (note, at): (&str, Instant)) {
        let made_by = if kind == EventKind::Agreed { action.created_by } else { action.owner_id };
        self.rows.events.push(Event {
            area_id: action.area_id,
            id: EntryId::from_uuid(self.random.uuid()),
            action_id: action.id,
            kind,
            change: Private::default(),
            note: note.into(),
            made_by,
            made_at: at,
        });
    }

    /// Notes a change for the record.
    pub(super) fn note(&mut self, name: &str, by: AccountId, (case, at): (CaseId, Instant)) {
        let found = self.county.people.iter().find(|it| it.0.id == by);
        let membership = found.map(|it| &it.1);
        let entry = Entry {
            area: Some(self.county.area.id),
            account: Some(by),
            membership: membership.map(|it| it.id),
            agency: membership.map(|it| it.agency_id),
            roles: membership.map(|it| role_words(&it.roles)).unwrap_or_default(),
            cases: vec![case],
            ..Entry::by(&Actor::Anonymous, Deed::Change, name, at)
        };
        self.rows.entries.push((EntryId::from_uuid(self.random.uuid()), entry));
    }
}

/// What was agreed.
struct Agreed<'a> {
    agency: &'a Agency,
    owner: AccountId,
    text: &'static str,
    due: Day,
    kind: action::Kind,
    risk: Option<RiskId>,
}
