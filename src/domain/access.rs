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
mod tests;
