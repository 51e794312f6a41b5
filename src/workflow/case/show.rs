//! One case, as far as its reader sees it.
use std::collections::HashMap;

use super::super::referral::{OwnLine, of_case};
use super::super::repeat::past;
use super::super::{Cx, Step, access, protected};
use super::history::{Event, Sources, history};
use super::line;
use super::scope::Scope;
use crate::domain::access::{Duty, Sight, may};
use crate::domain::account::Colleague;
use crate::domain::action::Action;
use crate::domain::case::{Case, CaseLine};
use crate::domain::flag::{Flag, Shown, shown};
use crate::domain::ids::{AccountId, AgencyId, CaseId, ListingId, MeetingId, ReferralId};
use crate::domain::listing::{Listing, State};
use crate::domain::meeting::Meeting;
use crate::domain::person::{Part, Person};
use crate::domain::referral::{Referral, Stage};
use crate::domain::repeat::{Finding, Pattern};
use crate::domain::research::{Research, State as ResearchState};
use crate::domain::text::Private;
use crate::store;

/// What somebody gets who asks for a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CasePage {
    /// Their own referrals of it.
    Own(Vec<OwnLine>),
    /// The case, as far as they see it.
    Whole(Box<CaseView>),
    /// It was joined to an earlier case.
    Joined(CaseId),
}

/// A case, as far as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseView {
    /// The case.
    pub case: Case,
    /// How much its reader sees.
    pub sight: Sight,
    /// The case as lists show it.
    pub line: CaseLine,
    /// What to know at once.
    pub flags: Shown,
    /// Everybody in it.
    pub people: Vec<Person>,
    /// Whether its newest referral is a repeat; only for those who see everything.
    pub finding: Option<Finding>,
    /// The referral that waits for triage; only for those who see everything.
    pub waiting: Option<ReferralId>,
    /// The meeting that is to hear it.
    pub coming: Option<Meeting>,
    /// How often it was heard.
    pub heard: usize,
    /// What agencies returned, the newest hearing first.
    pub research: Vec<ResearchOf>,
    /// Its actions, newest first.
    pub actions: Vec<ActionOf>,
    /// How many of them are overdue.
    pub overdue: usize,
    /// What happened, newest first.
    pub history: Vec<Event>,
    /// Whether its reader may change how the victim can be reached.
    pub may_advise: bool,
    /// Whether its reader may ask to be shown protected contact, of which nothing is here.
    pub offers_protected: bool,
}

/// One agency's research for one hearing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResearchOf {
    /// The meeting.
    pub meeting: Meeting,
    /// The agency's name.
    pub agency: String,
    /// The research.
    pub research: Research,
}

/// An action with who owns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionOf {
    /// The action.
    pub action: Action,
    /// The agency's name.
    pub agency: String,
    /// The owner's name.
    pub owner: Private,
}

/// Everything that is kept about a case.
pub(super) struct Kept {
    pub(super) referrals: Vec<Referral>,
    pub(super) listings: Vec<Listing>,
    pub(super) meetings: HashMap<MeetingId, Meeting>,
    pub(super) research: Vec<Research>,
    pub(super) actions: Vec<Action>,
    pub(super) agencies: HashMap<AgencyId, String>,
    pub(super) accounts: HashMap<AccountId, Colleague>,
}

/// One case, as far as whoever asks sees it: a fixed number of queries.
///
/// # Errors
/// Hidden when it is not for them.
pub fn show<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId) -> Step<CasePage> {
    let case = access::case(cx, id, Sight::OwnReferral)?;
    let sight = case.sight();
    let case = case.into_inner();
    if let Some(earlier) = case.joined_to {
        return Ok(CasePage::Joined(earlier));
    }
    if sight == Sight::OwnReferral {
        return Ok(CasePage::Own(of_case(cx, id)?));
    }
    let kept = Kept::read(cx, id)?;
    let scope = Scope::of(cx, sight, &kept.listings, &kept.meetings, &kept.research)?;
    let people = store::person::of_cases(cx.session, case.area_id, &[id])?;
    let (finding, flags) = what_it_is(cx, &kept, &people)?;
    let sources = Sources::read(cx, id, &kept)?;
    let today = cx.today()?;
    let actions = kept.actions(&scope);
    Ok(CasePage::Whole(Box::new(CaseView {
        line: line(&case, &people),
        flags,
        people,
        finding: finding.filter(|_| scope.is_whole()),
        waiting: kept.waiting().filter(|_| scope.is_whole()),
        coming: kept.coming(),
        heard: kept.heard(),
        research: kept.research(&scope),
        overdue: actions.iter().filter(|it| it.action.is_overdue(today)).count(),
        actions,
        history: history(&kept, &sources, &scope),
        may_advise: may(cx.member()?, Duty::AdviseContact),
        offers_protected: protected::is_offered(cx, id, sight)?,
        case,
        sight,
    })))
}

/// Whether the newest referral is a repeat, and the flags of the case.
fn what_it_is<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    kept: &Kept,
    people: &[Person],
) -> Step<(Option<Finding>, Shown)> {
    let Some(newest) = kept.referrals.last() else { return Ok((None, Shown::default())) };
    let past = past(cx, std::slice::from_ref(newest))?.remove(&newest.id);
    let own = newest.account.flags(&cx.tools.checklist);
    let mut flags: Vec<Flag> =
        own.into_iter().filter(|it| !matches!(it, Flag::Children(_))).collect();
    flags.push(Flag::Children(people.iter().filter(|it| it.part == Part::Child).count()));
    let Some(past) = past else { return Ok((None, shown(flags))) };
    if let Finding::Repeat(repeat) = &past.finding {
        flags.push(Flag::Repeat(repeat.times));
    }
    if past.patterns.iter().any(|it| matches!(it, Pattern::SerialPerpetrator(..))) {
        flags.push(Flag::SerialPerpetrator);
    }
    Ok((Some(past.finding), shown(flags)))
}

impl Kept {
    fn read<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId) -> Step<Self> {
        let area = cx.area_id()?;
        let listings = store::listing::of_cases(cx.session, area, &[id])?;
        let ids: Vec<ListingId> = listings.iter().map(|it| it.id).collect();
        let meetings: Vec<MeetingId> = listings.iter().map(|it| it.meeting_id).collect();
        let meetings = store::meeting::of_ids(cx.session, area, &meetings)?;
        let agencies = store::agency::list(cx.session, area)?;
        let accounts = store::membership::colleagues(cx.session, area)?;
        Ok(Self {
            referrals: store::referral::of_cases(cx.session, area, &[id])?,
            research: store::research::of_listings(cx.session, area, &ids)?,
            actions: store::action::of_cases(cx.session, area, &[id])?,
            meetings: meetings.into_iter().map(|it| (it.id, it)).collect(),
            listings,
            agencies: agencies.into_iter().map(|it| (it.id, it.name)).collect(),
            accounts: accounts.into_iter().map(|it| (it.account.id, it)).collect(),
        })
    }

    /// The meeting of a listing.
    pub(super) fn meeting_of(&self, listing: ListingId) -> Option<&Meeting> {
        let listing = self.listings.iter().find(|it| it.id == listing)?;
        self.meetings.get(&listing.meeting_id)
    }

    fn listed(&self) -> impl Iterator<Item = &Meeting> {
        let listed = self.listings.iter().filter(|it| it.state == State::Listed);
        listed.filter_map(|it| self.meetings.get(&it.meeting_id))
    }

    fn coming(&self) -> Option<Meeting> {
        self.listed().filter(|it| it.is_live()).min_by_key(|it| it.starts_at).cloned()
    }

    fn heard(&self) -> usize {
        self.listed().filter(|it| it.closed_at.is_some()).count()
    }

    fn waiting(&self) -> Option<ReferralId> {
        let is_open = |it: &&Referral| matches!(it.stage, Stage::Submitted | Stage::Asked);
        self.referrals.iter().rfind(is_open).map(|it| it.id)
    }

    fn research(&self, scope: &Scope) -> Vec<ResearchOf> {
        let asked = self.research.iter().filter(|it| it.state != ResearchState::Dropped);
        let shown = asked.filter_map(|it| scope.research(it.clone()));
        let mut all: Vec<ResearchOf> = shown
            .filter_map(|research| {
                Some(ResearchOf {
                    meeting: self.meeting_of(research.listing_id)?.clone(),
                    agency: self.agency(research.agency_id),
                    research,
                })
            })
            .collect();
        all.sort_by(|one, two| {
            let by_meeting = two.meeting.starts_at.cmp(&one.meeting.starts_at);
            by_meeting.then_with(|| one.agency.cmp(&two.agency))
        });
        all
    }

    fn actions(&self, scope: &Scope) -> Vec<ActionOf> {
        let seen = self.actions.iter().rev().filter(|it| scope.sees_action(it));
        let of = |action: &Action| ActionOf {
            agency: self.agency(action.agency_id),
            owner: self.name(action.owner_id),
            action: action.clone(),
        };
        seen.map(of).collect()
    }

    /// An agency's name.
    pub(super) fn agency(&self, id: AgencyId) -> String {
        self.agencies.get(&id).cloned().unwrap_or_default()
    }

    /// A person's name.
    pub(super) fn name(&self, id: AccountId) -> Private {
        self.accounts.get(&id).map(|it| it.account.name.clone()).unwrap_or_default()
    }
}
