//! Who may see and do what: one pure function over a member and the facts of a thing.
//!
//! Pages, mails, lists and searches all ask here. What somebody may not see does not exist for
//! them: there is no third answer between a thing and nothing.
use chrono::TimeDelta;

use super::actor::{Member, Role};
use super::case::Restriction;
use super::ids::{AccountId, AgencyId, AreaId};
use super::time::Instant;

/// Declares a closed list with everything on it and what each is: the words of its comment.
macro_rules! listed {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[doc = $what:literal])+ $variant:ident,)+ }) => {
        $(#[$meta])*
        pub enum $name { $($(#[doc = $what])+ $variant,)+ }

        impl $name {
            /// Everything on the list, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// What it is, in a sentence.
            pub fn what(self) -> &'static str {
                match self { $(Self::$variant => concat!($($what),+).trim_ascii(),)+ }
            }
        }
    };
}

listed! {
/// What a role may do in its area, whatever the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Duty {
    /// Send a referral.
    Refer,
    /// Find a case by its reference, as far as it may be seen.
    FindCase,
    /// Bring information to meetings, and take actions and minutes away.
    TakePart,
    /// Accept, decline, ask or join referrals; see them all.
    Triage,
    /// See the agenda, as far as its cases may be seen.
    SeeAgenda,
    /// Order, time and publish it.
    ArrangeAgenda,
    /// Cancel, move or call a meeting.
    Schedule,
    /// Answer research for the own agency.
    ReturnResearch,
    /// Add, drop and chase agencies.
    ChaseResearch,
    /// Sit in the meeting.
    Attend,
    /// Record what the meeting decides.
    Record,
    /// Record contact with victims and their views.
    Support,
    /// Say how and when a victim may be reached, and who must not know.
    AdviseContact,
    /// Say who must not be told of a case.
    KeepUntold,
    /// Be shown the protected contact of a case.
    SeeProtected,
    /// Write down the protected contact of a case.
    KeepProtected,
    /// Let a representative be shown the protected contact of a case.
    LendProtected,
    /// See and change actions of every agency; decide on more time.
    OverseeActions,
    /// See and send minutes, and see where mail stands.
    OverseeMinutes,
    /// Close a case or the whole area when something may be exposed.
    Stop,
    /// Invite and change people and agencies.
    ManagePeople,
    /// Change the area's settings.
    ManageSettings,
    /// Say which mail domains may get full copies.
    ManageMail,
    /// Add a further area to the installation.
    AddArea,
    /// See who looked at a case, as far as it may be seen.
    SeeWhoLooked,
    /// Search the area's record of changes and reads.
    SearchRecord,
    /// Search also what is about no case: sign-ins, settings, and what was asked for in vain.
    SearchWholeRecord,
}
}

const LEADS: &[Role] = &[Role::Chair, Role::Coordinator];
const ROOM: &[Role] =
    &[Role::Chair, Role::Coordinator, Role::Representative, Role::Idva, Role::Observer];

impl Duty {
    /// The roles that carry it. Whatever is not named here is denied.
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::Refer | Self::FindCase => {
                &[Role::Chair, Role::Coordinator, Role::Representative, Role::Idva, Role::Referrer]
            }
            Self::TakePart => &[Role::Chair, Role::Coordinator, Role::Representative, Role::Idva],
            Self::Triage
            | Self::ArrangeAgenda
            | Self::Schedule
            | Self::ChaseResearch
            | Self::Record
            | Self::OverseeActions
            | Self::OverseeMinutes
            | Self::ManageMail => LEADS,
            Self::SeeAgenda | Self::Attend => ROOM,
            Self::ReturnResearch => &[Role::Representative, Role::Idva],
            Self::Support => &[Role::Idva],
            Self::AdviseContact | Self::KeepUntold | Self::SeeProtected => {
                &[Role::Chair, Role::Coordinator, Role::Idva]
            }
            Self::KeepProtected => &[Role::Coordinator, Role::Idva],
            Self::LendProtected => &[Role::Coordinator],
            Self::Stop | Self::ManagePeople | Self::ManageSettings => {
                &[Role::Administrator, Role::Coordinator, Role::Chair]
            }
            Self::AddArea => &[Role::Administrator],
            Self::SeeWhoLooked => &[Role::Chair, Role::Coordinator, Role::Idva],
            Self::SearchRecord => &[Role::Auditor, Role::Chair, Role::Coordinator],
            Self::SearchWholeRecord => &[Role::Auditor, Role::Coordinator],
        }
    }
}

/// What of one listing bears on who may see its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingFacts {
    /// Agencies asked for research on it.
    pub asked: Vec<AgencyId>,
    /// Agencies whose research is in.
    pub returned: Vec<AgencyId>,
    /// Agencies that own an action of it, open or closed.
    pub owning: Vec<AgencyId>,
    /// Whether the meeting has opened.
    pub has_opened: bool,
    /// When its final minutes were made; none while they are not.
    pub final_at: Option<Instant>,
}

/// What bears on who may see a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFacts {
    /// The area.
    pub area: AreaId,
    /// Who may know of it.
    pub restriction: Restriction,
    /// Accounts named on a restricted case.
    pub named: Vec<AccountId>,
    /// Accounts let into a restricted case, by two people, for an urgent safeguarding need.
    pub let_in: Vec<AccountId>,
    /// Accounts for whom the case does not exist, whatever their role: they have an interest in it,
    /// or their agency has.
    pub excluded: Vec<AccountId>,
    /// Its listings.
    pub listings: Vec<ListingFacts>,
    /// Agencies with an open action on it.
    pub acting: Vec<AgencyId>,
    /// Accounts that sent a referral of it.
    pub referrers: Vec<AccountId>,
    /// How long agencies see it after the final minutes.
    pub visible_for: TimeDelta,
    /// Whether it is closed to everybody because something may be exposed.
    pub is_closed: bool,
}

/// How much of a case somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// Nothing: for them it does not exist.
    Nothing,
    /// Their own referral's answers and its outcome in a line.
    OwnReferral,
    /// What the agency is asked about, without other agencies' returns.
    Asked,
    /// The case with what agencies shared.
    Shared,
    /// The case with everything, what is for the chair only too.
    Everything,
}

/// How much of a case a member sees.
///
/// An agency sees it from acceptance if it is asked on it, or from when it owns an action of it,
/// until a set time after the final minutes, and longer while it has an open action on it; other
/// agencies' returns once its own is in or the meeting has opened. An interest in it beats every
/// role, and on a restricted case being named does.
pub fn sight(member: &Member, case: &CaseFacts, now: Instant) -> Sight {
    if case.is_closed { Sight::Nothing } else { sight_but_for_stops(member, case, now) }
}

/// How much of a case a member would see if it were not closed.
pub fn sight_but_for_stops(member: &Member, case: &CaseFacts, now: Instant) -> Sight {
    if case.area != member.area || !is_there_for(member.account, case) {
        return Sight::Nothing;
    }
    if member.leads() {
        return Sight::Everything;
    }
    if case.let_in.contains(&member.account) && may(member, Duty::TakePart) {
        return Sight::Shared;
    }
    let own = if case.referrers.contains(&member.account) && may(member, Duty::Refer) {
        Sight::OwnReferral
    } else {
        Sight::Nothing
    };
    own.max(agency_sight(member, case, now))
}

/// Whether a case is there at all for an account of its area: what its role and agency then let it
/// see is another question.
pub fn is_there_for(account: AccountId, case: &CaseFacts) -> bool {
    let is_known = |to: &[AccountId]| to.contains(&account);
    let is_named =
        case.restriction == Restriction::Open || is_known(&case.named) || is_known(&case.let_in);
    is_named && !is_known(&case.excluded)
}

fn agency_sight(member: &Member, case: &CaseFacts, now: Instant) -> Sight {
    if !may(member, Duty::ReturnResearch) {
        return Sight::Nothing;
    }
    let acting = case.acting.contains(&member.agency);
    let seen = |listing: &&ListingFacts| {
        (listing.asked.contains(&member.agency) || listing.owning.contains(&member.agency))
            && (acting || listing.final_at.is_none_or(|at| now < at + case.visible_for))
    };
    let shared =
        |listing: &ListingFacts| listing.has_opened || listing.returned.contains(&member.agency);
    let asked = case.listings.iter().filter(seen);
    let best = asked.map(|it| if shared(it) { Sight::Shared } else { Sight::Asked }).max();
    best.unwrap_or(if acting { Sight::Shared } else { Sight::Nothing })
}

/// What somebody wants with a thing.
#[derive(Clone, Copy, Debug)]
pub enum Wish<'a> {
    /// Something that the role alone decides.
    Duty(Duty),
    /// To see at least so much of a case.
    See(Sight, &'a CaseFacts),
    /// To change a case or its listing by virtue of a duty.
    Change(Duty, &'a CaseFacts),
    /// To be shown the protected contact of a case, with the representatives who were let.
    SeeProtected(&'a CaseFacts, &'a [AccountId]),
    /// To answer or add to a referral that they sent.
    OwnReferral(&'a CaseFacts, AccountId),
    /// To see an action.
    SeeAction(&'a ActionFacts<'a>),
    /// To say how an action stands, or give it to a colleague.
    UpdateAction(&'a ActionFacts<'a>),
    /// To approve minutes, correct them or stop their mail.
    ApproveMinutes(&'a MeetingFacts),
    /// To read a version of minutes.
    ReadMinutes(&'a MeetingFacts),
}

/// What bears on who may see or change an action.
#[derive(Clone, Copy, Debug)]
pub struct ActionFacts<'a> {
    /// Its case.
    pub case: &'a CaseFacts,
    /// The agency that owns it.
    pub agency: AgencyId,
    /// The person who owns it.
    pub owner: AccountId,
}

/// What bears on who may read or approve a meeting's minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingFacts {
    /// The area.
    pub area: AreaId,
    /// Chair and named substitute.
    pub chairs: Vec<AccountId>,
    /// Those who get a copy.
    pub recipients: Vec<AccountId>,
}

/// Whether a role carries a duty.
pub fn may(member: &Member, duty: Duty) -> bool {
    member.is_any(duty.roles())
}

/// The decision: whether a member may have their wish. No means that the thing does not exist.
pub fn allows(member: &Member, wish: Wish<'_>, now: Instant) -> bool {
    match wish {
        Wish::Duty(duty) => may(member, duty),
        Wish::See(least, case) => sight(member, case, now) >= least,
        Wish::Change(duty, case) => may(member, duty) && sight(member, case, now) >= Sight::Asked,
        Wish::SeeProtected(case, lent) => sees_protected(member, sight(member, case, now), lent),
        Wish::OwnReferral(case, sender) => {
            sender == member.account && sight(member, case, now) >= Sight::OwnReferral
        }
        Wish::SeeAction(action) => {
            sight(member, action.case, now) >= Sight::Asked || owns(member, action, now)
        }
        Wish::UpdateAction(action) => {
            owns(member, action, now)
                || may(member, Duty::OverseeActions)
                    && sight(member, action.case, now) == Sight::Everything
        }
        Wish::ApproveMinutes(meeting) => {
            meeting.area == member.area
                && member.is(Role::Chair)
                && meeting.chairs.contains(&member.account)
        }
        Wish::ReadMinutes(meeting) => {
            meeting.area == member.area
                && (member.leads() || meeting.recipients.contains(&member.account))
        }
    }
}

/// Whether somebody who sees so much of a case may be shown its protected contact: by their role, or
/// as one of the representatives who were let.
pub fn sees_protected(member: &Member, sight: Sight, lent: &[AccountId]) -> bool {
    let is_let = may(member, Duty::ReturnResearch) && lent.contains(&member.account);
    sight >= Sight::Asked && (may(member, Duty::SeeProtected) || is_let)
}

/// Whether an action is the member's own or their agency's, on a case that is not kept from them.
/// It stays with the agency when its owner leaves for another one.
fn owns(member: &Member, action: &ActionFacts<'_>, now: Instant) -> bool {
    let is_own = action.owner == member.account;
    let least = if is_own { Sight::OwnReferral } else { Sight::Asked };
    action.agency == member.agency
        && (is_own || may(member, Duty::ReturnResearch))
        && sight(member, action.case, now) >= least
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::MembershipId;

    fn uuid(n: u128) -> uuid::Uuid {
        uuid::Uuid::from_u128(n)
    }

    fn member(roles: &[Role], agency: u128) -> Member {
        Member {
            account: AccountId::from_uuid(uuid(7)),
            membership: MembershipId::from_uuid(uuid(8)),
            area: AreaId::from_uuid(uuid(1)),
            agency: AgencyId::from_uuid(uuid(agency)),
            roles: roles.to_vec(),
            name: "Made Up".into(),
        }
    }

    fn now() -> Instant {
        Instant::UNIX_EPOCH + TimeDelta::days(20_000)
    }

    fn case(asked: &[u128]) -> CaseFacts {
        let agencies: Vec<AgencyId> =
            asked.iter().map(|it| AgencyId::from_uuid(uuid(*it))).collect();
        CaseFacts {
            area: AreaId::from_uuid(uuid(1)),
            restriction: Restriction::Open,
            named: vec![],
            let_in: vec![],
            excluded: vec![],
            listings: vec![ListingFacts {
                asked: agencies,
                returned: vec![],
                owning: vec![],
                has_opened: false,
                final_at: None,
            }],
            acting: vec![],
            referrers: vec![],
            visible_for: TimeDelta::days(90),
            is_closed: false,
        }
    }

    #[test]
    fn an_agency_sees_a_case_only_when_it_is_asked_on_it() {
        let member = member(&[Role::Representative], 2);
        assert_eq!(sight(&member, &case(&[2, 3]), now()), Sight::Asked);
        assert_eq!(sight(&member, &case(&[3]), now()), Sight::Nothing);
    }

    #[test]
    fn other_agencies_returns_are_seen_once_the_own_is_in_or_the_meeting_has_opened() {
        let member = member(&[Role::Representative], 2);
        let mut returned = case(&[2]);
        returned.listings[0].returned = vec![member.agency];
        assert_eq!(sight(&member, &returned, now()), Sight::Shared);
        let mut opened = case(&[2]);
        opened.listings[0].has_opened = true;
        assert_eq!(sight(&member, &opened, now()), Sight::Shared);
    }

    #[test]
    fn sight_ends_after_the_final_minutes_unless_an_action_is_open() {
        let member = member(&[Role::Representative], 2);
        let mut old = case(&[2]);
        old.listings[0].has_opened = true;
        old.listings[0].final_at = Some(now() - TimeDelta::days(90));
        assert_eq!(sight(&member, &old, now()), Sight::Nothing);
        old.acting = vec![member.agency];
        assert_eq!(sight(&member, &old, now()), Sight::Shared);
        old.acting = vec![];
        old.listings[0].final_at = Some(now() - TimeDelta::days(90) + TimeDelta::seconds(1));
        assert_eq!(sight(&member, &old, now()), Sight::Shared);
    }

    #[test]
    fn an_agency_that_was_not_asked_sees_what_it_acted_on_until_the_same_time() {
        let member = member(&[Role::Representative], 2);
        let mut acted = case(&[3]);
        acted.listings[0].has_opened = true;
        acted.listings[0].owning = vec![member.agency];
        assert_eq!(sight(&member, &acted, now()), Sight::Shared);
        acted.listings[0].final_at = Some(now() - TimeDelta::days(90) + TimeDelta::seconds(1));
        assert_eq!(sight(&member, &acted, now()), Sight::Shared);
        acted.listings[0].final_at = Some(now() - TimeDelta::days(90));
        assert_eq!(sight(&member, &acted, now()), Sight::Nothing);
        let elsewhere =
            ListingFacts { owning: vec![], final_at: None, ..acted.listings[0].clone() };
        acted.listings.push(elsewhere);
        assert_eq!(sight(&member, &acted, now()), Sight::Nothing);
    }

    #[test]
    fn exclusion_restriction_and_another_area_beat_every_role() {
        for role in Role::ALL {
            let member = member(&[*role], 2);
            let mut excluded = case(&[2]);
            excluded.excluded = vec![member.account];
            let mut restricted = case(&[2]);
            restricted.restriction = Restriction::Restricted;
            let mut elsewhere = case(&[2]);
            elsewhere.area = AreaId::from_uuid(uuid(99));
            for facts in [excluded, restricted, elsewhere] {
                assert_eq!(sight(&member, &facts, now()), Sight::Nothing, "{role:?}");
            }
        }
    }

    #[test]
    fn a_closed_case_is_there_for_nobody() {
        for role in Role::ALL {
            let member = member(&[*role], 2);
            let mut closed = case(&[2]);
            closed.is_closed = true;
            assert_eq!(sight(&member, &closed, now()), Sight::Nothing, "{role:?}");
            let open = sight(&member, &case(&[2]), now());
            assert_eq!(sight_but_for_stops(&member, &closed, now()), open, "{role:?}");
        }
    }

    #[test]
    fn an_interest_beats_being_named_let_in_asked_acting_or_the_referrer() {
        for role in Role::ALL {
            let member = member(&[*role], 2);
            let mut facts = case(&[2]);
            facts.restriction = Restriction::Restricted;
            (facts.named, facts.let_in) = (vec![member.account], vec![member.account]);
            (facts.acting, facts.referrers) = (vec![member.agency], vec![member.account]);
            facts.excluded = vec![member.account];
            assert_eq!(sight(&member, &facts, now()), Sight::Nothing, "{role:?}");
            assert!(!allows(&member, Wish::See(Sight::OwnReferral, &facts), now()), "{role:?}");
        }
    }

    #[test]
    fn a_restricted_case_is_seen_by_those_named_as_far_as_their_role_lets_them() {
        let mut facts = case(&[2]);
        facts.restriction = Restriction::Restricted;
        let (chair, other) = (member(&[Role::Chair], 2), member(&[Role::Representative], 3));
        assert_eq!(sight(&chair, &facts, now()), Sight::Nothing);
        facts.named = vec![chair.account];
        assert_eq!(sight(&chair, &facts, now()), Sight::Everything);
        assert_eq!(sight(&other, &facts, now()), Sight::Nothing);
        assert_eq!(sight(&member(&[Role::Representative], 2), &facts, now()), Sight::Asked);
    }

    #[test]
    fn whoever_is_let_in_sees_what_was_shared_though_their_agency_was_not_asked() {
        let mut facts = case(&[3]);
        facts.restriction = Restriction::Restricted;
        let let_in = member(&[Role::Representative], 2);
        facts.let_in = vec![let_in.account];
        assert_eq!(sight(&let_in, &facts, now()), Sight::Shared);
        assert_eq!(sight(&member(&[Role::Coordinator], 2), &facts, now()), Sight::Everything);
        for role in [Role::Administrator, Role::Observer, Role::Auditor, Role::Referrer] {
            assert_eq!(sight(&member(&[role], 2), &facts, now()), Sight::Nothing, "{role:?}");
        }
    }

    #[test]
    fn an_administrator_an_observer_and_an_auditor_see_no_case() {
        for role in [Role::Administrator, Role::Observer, Role::Auditor] {
            assert_eq!(sight(&member(&[role], 2), &case(&[2]), now()), Sight::Nothing);
        }
    }

    #[test]
    fn a_referrer_sees_their_own_referral_and_nothing_else() {
        let member = member(&[Role::Referrer], 2);
        let mut own = case(&[2]);
        own.referrers = vec![member.account];
        assert_eq!(sight(&member, &own, now()), Sight::OwnReferral);
        assert_eq!(sight(&member, &case(&[2]), now()), Sight::Nothing);
        assert!(!allows(&member, Wish::See(Sight::Asked, &own), now()));
    }

    #[test]
    fn protected_contact_is_for_those_of_the_matrix_on_cases_that_they_see() {
        let asked = case(&[2]);
        for role in Role::ALL {
            let member = member(&[*role], 2);
            let by_role = [Role::Chair, Role::Coordinator, Role::Idva].contains(role);
            assert_eq!(allows(&member, Wish::SeeProtected(&asked, &[]), now()), by_role);
            let lent = [member.account];
            let is_let = by_role || *role == Role::Representative;
            assert_eq!(allows(&member, Wish::SeeProtected(&asked, &lent), now()), is_let);
            let mut excluded = asked.clone();
            excluded.excluded = vec![member.account];
            assert!(!allows(&member, Wish::SeeProtected(&excluded, &lent), now()));
            let keeps = [Role::Coordinator, Role::Idva].contains(role);
            let wish = Wish::Change(Duty::KeepProtected, &asked);
            assert_eq!(allows(&member, wish, now()), keeps);
        }
        let elsewhere = member(&[Role::Idva], 9);
        assert!(!allows(&elsewhere, Wish::SeeProtected(&asked, &[]), now()));
    }

    #[test]
    fn only_the_meetings_chair_or_substitute_approves_minutes() {
        let chair = member(&[Role::Chair], 2);
        let mut facts =
            MeetingFacts { area: chair.area, chairs: vec![chair.account], recipients: vec![] };
        assert!(allows(&chair, Wish::ApproveMinutes(&facts), now()));
        let coordinator = member(&[Role::Coordinator], 2);
        assert!(!allows(&coordinator, Wish::ApproveMinutes(&facts), now()));
        facts.chairs = vec![];
        assert!(!allows(&chair, Wish::ApproveMinutes(&facts), now()));
    }
}
