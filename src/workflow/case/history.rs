//! What happened in a case, from everything that is kept about it.
use super::super::{Cx, Step};
use super::scope::Scope;
use super::show::Kept;
use crate::domain::action::{Action, State as ActionState};
use crate::domain::criterion::Criterion;
use crate::domain::disposition::Disposition;
use crate::domain::ids::{AccountId, CaseId, ListingId, MeetingId};
use crate::domain::listing::{Listing, RiskLevel};
use crate::domain::meeting::{AgendaChange, AgendaChangeKind, Meeting};
use crate::domain::referral::{DeclineReason, Note, NoteKind, Referral, Stage};
use crate::domain::research::State as ResearchState;
use crate::domain::support::{Contact, Method, Outcome, Views};
use crate::domain::text::Private;
use crate::domain::time::{Day, Instant};
use crate::store;

/// Something that happened in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Instant,
    /// Who did it; blank when the service did.
    pub by: Private,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It was referred, for the nth time, with score and criteria, and what happened for those who
    /// see it.
    Referred(usize, Option<i32>, Vec<Criterion>, Option<Private>),
    /// Its referral was decided.
    Decided(Stage, Option<DeclineReason>, Private),
    /// The referrer and the coordinator wrote to each other.
    Said(NoteKind, Private),
    /// Its place on an agenda changed; the meeting's day, and why for those who see it.
    Listed(AgendaChangeKind, Day, Option<Private>),
    /// An agency returned its research.
    Returned(String, ResearchState),
    /// It was heard.
    Heard(Box<Hearing>),
    /// An action was agreed.
    Agreed(Private, String, Day),
    /// An action was closed.
    Closed(Private, ActionState, Private),
    /// A version of the minutes was approved.
    Approved(i32, String),
    /// The victim was tried.
    Tried(Method, Outcome, Private),
    /// The victim's views for a hearing, or why there are none.
    Views(Private, Private),
}

/// A hearing that is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearing {
    /// The meeting's day.
    pub day: Day,
    /// Its place in a URL.
    pub slug: String,
    /// How high the risk was found.
    pub risk: Option<RiskLevel>,
    /// What became of it.
    pub disposition: Option<Disposition>,
    /// What was decided and why.
    pub decision: Private,
}

/// What is read besides for the history.
pub(super) struct Sources {
    notes: Vec<Note>,
    changes: Vec<AgendaChange>,
    contacts: Vec<Contact>,
    views: Vec<Views>,
    approved: Vec<(MeetingId, i32, Instant)>,
}

impl Sources {
    pub(super) fn read<Mode>(cx: &mut Cx<'_, '_, Mode>, case: CaseId, kept: &Kept) -> Step<Self> {
        let area = cx.area_id()?;
        let referrals: Vec<_> = kept.referrals.iter().map(|it| it.id).collect();
        let listings: Vec<ListingId> = kept.listings.iter().map(|it| it.id).collect();
        let meetings: Vec<MeetingId> = kept.meetings.keys().copied().collect();
        Ok(Self {
            notes: store::note::of_referrals(cx.session, area, &referrals)?,
            changes: store::agenda_change::of_listings(cx.session, area, &listings)?,
            contacts: store::contact::of_cases(cx.session, area, &[case])?,
            views: store::views::of_listings(cx.session, area, &listings)?,
            approved: store::minutes::approvals(cx.session, area, &meetings)?,
        })
    }
}

/// Everything that happened, as far as the reader sees it, newest first.
pub(super) fn history(kept: &Kept, sources: &Sources, scope: &Scope) -> Vec<Event> {
    let mut log = Log { kept, scope, events: Vec::new() };
    log.referrals();
    log.notes(&sources.notes);
    log.changes(&sources.changes);
    log.research();
    log.hearings();
    log.actions();
    log.support(sources);
    if scope.is_whole() {
        log.approvals(&sources.approved);
    }
    let mut events = log.events;
    events.sort_by_key(|it| std::cmp::Reverse(it.at));
    events
}

struct Log<'a> {
    kept: &'a Kept,
    scope: &'a Scope,
    events: Vec<Event>,
}

impl Log<'_> {
    fn add(&mut self, at: Instant, by: Option<AccountId>, what: What) {
        let by = by.map(|it| self.kept.name(it)).unwrap_or_default();
        self.events.push(Event { at, by, what });
    }

    fn referrals(&mut self) {
        for (number, it) in (1..).zip(&self.kept.referrals) {
            let happened = self.scope.sees_shared().then(|| it.account.happened.clone());
            let ticked = it.account.criteria.iter().filter_map(|it| Criterion::parse(it).ok());
            let what = What::Referred(number, it.score, ticked.collect(), happened);
            self.add(it.received_at, Some(it.account_id), what);
            self.decision(it);
        }
    }

    fn decision(&mut self, referral: &Referral) {
        let Some(at) = referral.decided_at else { return };
        let reason = DeclineReason::parse(&referral.decision_reason).ok();
        let note = referral.decision_note.clone();
        let note = if self.scope.is_whole() { note } else { Private::default() };
        self.add(at, referral.decided_by, What::Decided(referral.stage, reason, note));
    }

    fn notes(&mut self, notes: &[Note]) {
        for it in notes {
            let is_shared = it.kind == NoteKind::Update && self.scope.sees_shared();
            if is_shared || self.scope.is_whole() {
                self.add(it.made_at, Some(it.made_by), What::Said(it.kind, it.text.clone()));
            }
        }
    }

    fn changes(&mut self, changes: &[AgendaChange]) {
        for it in changes {
            let places = matches!(it.kind, AgendaChangeKind::Moved | AgendaChangeKind::Retimed);
            let day = self.kept.meetings.get(&it.meeting_id).map(|meeting| meeting.day);
            let Some(day) = day.filter(|_| !places) else { continue };
            let reason = self.scope.is_whole().then(|| it.reason.clone());
            self.add(it.made_at, it.made_by, What::Listed(it.kind, day, reason));
        }
    }

    fn research(&mut self) {
        for it in &self.kept.research {
            let Some(at) = it.returned_at.filter(|_| it.is_in()) else { continue };
            if self.scope.research(it.clone()).is_some() {
                let what = What::Returned(self.kept.agency(it.agency_id), it.state);
                self.add(at, it.returned_by, what);
            }
        }
    }

    fn hearings(&mut self) {
        for listing in &self.kept.listings {
            let Some(meeting) = self.kept.meetings.get(&listing.meeting_id) else { continue };
            let ended = listing.heard_to.or(meeting.closed_at);
            let is_over = meeting.closed_at.is_some() && listing.disposition.is_some();
            if let Some(at) = ended.filter(|_| is_over && self.scope.sees_hearing(listing.id)) {
                let what = What::Heard(Box::new(heard(meeting, listing)));
                self.add(at, meeting.chair_id, what);
            }
        }
    }

    fn actions(&mut self) {
        let seen: Vec<&Action> =
            self.kept.actions.iter().filter(|it| self.scope.sees_action(it)).collect();
        for it in seen {
            let agency = self.kept.agency(it.agency_id);
            let agreed = What::Agreed(it.text.clone(), agency, it.first_due_on);
            self.add(it.created_at, Some(it.created_by), agreed);
            if let Some(at) = it.closed_at {
                let closed = What::Closed(it.text.clone(), it.state, it.outcome.clone());
                self.add(at, it.closed_by, closed);
            }
        }
    }

    fn support(&mut self, sources: &Sources) {
        if !self.scope.sees_support() {
            return;
        }
        for it in &sources.contacts {
            let what = What::Tried(it.method, it.outcome, it.note.clone());
            self.add(it.tried_at, Some(it.account_id), what);
        }
        for it in &sources.views {
            let what = What::Views(it.text.clone(), it.none_reason.clone());
            self.add(it.made_at, Some(it.made_by), what);
        }
    }

    fn approvals(&mut self, approved: &[(MeetingId, i32, Instant)]) {
        for (meeting, version, at) in approved {
            let Some(meeting) = self.kept.meetings.get(meeting) else { continue };
            self.add(*at, None, What::Approved(*version, meeting.slug.clone()));
        }
    }
}

fn heard(meeting: &Meeting, listing: &Listing) -> Hearing {
    let disposition = listing.disposition.as_deref();
    Hearing {
        day: meeting.day,
        slug: meeting.slug.clone(),
        risk: listing.risk_level,
        disposition: disposition.and_then(|it| Disposition::parse(it).ok()),
        decision: listing.decision.clone(),
    }
}
