//! The matrix: every address of the service, whom it lets in, and on what else it depends.
//!
//! The one source of all three. A route can only be made of a row of it, its door is kept before
//! anything behind it runs, and the walks of all addresses and the documentation follow from it.
//! What else it depends on is decided behind the door, case by case, by `domain::access`.
use self::Door::{Anybody, SignedIn, With};
use self::Scope::{
    Action, Area, Case, Chaired, Minutes, Own, OwnAction, OwnReferral, Protected, SecondPerson,
};
use crate::domain::access::{Duty, Sight, may};
use crate::domain::actor::Member;

/// How an address is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// For a page.
    Get,
    /// With a form.
    Post,
}

impl Verb {
    /// As it stands in a request.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// Whom an address lets in.
#[derive(Clone, Copy, Debug)]
pub enum Door {
    /// Everybody, signed in or not.
    Anybody,
    /// Everybody who is signed in.
    SignedIn,
    /// Whose role carries one of these duties.
    With(&'static [Duty]),
}

impl Door {
    /// Whether it lets in somebody who is signed in.
    pub fn lets_in(self, member: &Member) -> bool {
        match self {
            Anybody | SignedIn => true,
            With(duties) => duties.iter().any(|it| may(member, *it)),
        }
    }
}

/// Of what there is behind an address, what those see whom it lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// What is of their area, on lists as far as its cases may be seen.
    Area,
    /// What is theirs alone.
    Own,
    /// Cases of which they see at least so much.
    Case(Sight),
    /// Cases whose protected contact they may be shown.
    Protected,
    /// Referrals that they sent.
    OwnReferral,
    /// Actions of cases that they see, and their own.
    Action,
    /// Actions that are theirs or their agency's, or that they oversee.
    OwnAction,
    /// Meetings that they chair.
    Chaired,
    /// Minutes of which they get a copy, or that they oversee.
    Minutes,
    /// What waits for a second person, if they are one who may agree.
    SecondPerson,
}

impl Scope {
    /// In a few words; none where it is everything.
    pub const fn words(self) -> &'static str {
        match self {
            Area => "",
            Own => "what is theirs",
            Case(Sight::Everything) => "cases that they see whole",
            Case(Sight::OwnReferral) => "cases that they see, or sent",
            Case(_) => "cases that they see",
            Protected => "cases whose protected contact they may be shown",
            OwnReferral => "referrals that they sent",
            Action => "actions of cases that they see, and their own",
            OwnAction => "actions of theirs or their agency, or that they oversee",
            Chaired => "meetings that they chair",
            Minutes => "minutes that they get or oversee",
            SecondPerson => "what they may agree to as a second person",
        }
    }
}

/// A row: how an address is asked, its pattern, its door, and what is seen behind it.
#[derive(Clone, Copy, Debug)]
pub struct Address {
    /// How it is asked.
    pub verb: Verb,
    /// Its pattern.
    pub pattern: &'static str,
    /// Whom it lets in.
    pub door: Door,
    /// What of it those see whom it lets in.
    pub scope: Scope,
}

const fn get(pattern: &'static str, door: Door, scope: Scope) -> Address {
    Address { verb: Verb::Get, pattern, door, scope }
}

const fn post(pattern: &'static str, door: Door, scope: Scope) -> Address {
    Address { verb: Verb::Post, pattern, door, scope }
}

const ADD_AREA: Door = With(&[Duty::AddArea]);
const ADVISE_CONTACT: Door = With(&[Duty::AdviseContact]);
const ARRANGE_AGENDA: Door = With(&[Duty::ArrangeAgenda]);
const ATTEND: Door = With(&[Duty::Attend]);
const CHASE_RESEARCH: Door = With(&[Duty::ChaseResearch]);
const FIND_CASE: Door = With(&[Duty::FindCase]);
const KEEP_PROTECTED: Door = With(&[Duty::KeepProtected]);
const KEEP_UNTOLD: Door = With(&[Duty::KeepUntold]);
const LEND_PROTECTED: Door = With(&[Duty::LendProtected]);
const MANAGE_MAIL: Door = With(&[Duty::ManageMail]);
const MANAGE_PEOPLE: Door = With(&[Duty::ManagePeople]);
const MANAGE_SETTINGS: Door = With(&[Duty::ManageSettings]);
const OVERSEE_ACTIONS: Door = With(&[Duty::OverseeActions]);
const OVERSEE_MINUTES: Door = With(&[Duty::OverseeMinutes]);
const RECORD: Door = With(&[Duty::Record]);
const REFER: Door = With(&[Duty::Refer]);
const RETURN_RESEARCH: Door = With(&[Duty::ReturnResearch]);
const SCHEDULE: Door = With(&[Duty::Schedule]);
const SEARCH_RECORD: Door = With(&[Duty::SearchRecord]);
const SEE_AGENDA: Door = With(&[Duty::SeeAgenda]);
// A representative may be let by name.
const SEE_PROTECTED: Door = With(&[Duty::SeeProtected, Duty::ReturnResearch]);
const SEE_WHO_LOOKED: Door = With(&[Duty::SeeWhoLooked]);
const STOP: Door = With(&[Duty::Stop]);
const SUPPORT: Door = With(&[Duty::Support]);
const TAKE_PART: Door = With(&[Duty::TakePart]);
const TRIAGE: Door = With(&[Duty::Triage]);

const SEEN: Scope = Case(Sight::Asked);
const SEEN_OR_SENT: Scope = Case(Sight::OwnReferral);
const SEEN_WHOLE: Scope = Case(Sight::Everything);

/// Every address of an installation, noun by noun.
#[rustfmt::skip]
pub const MATRIX: &[Address] = &[
    get("/account", SignedIn, Area),
    post("/account", SignedIn, Area),
    post("/account/password", SignedIn, Area),
    post("/account/area", SignedIn, Area),

    get("/actions", TAKE_PART, Area),
    get("/actions/{id}", SignedIn, Action),
    post("/actions/{id}/update", SignedIn, OwnAction),
    post("/actions/{id}/reopen", SignedIn, OwnAction),
    post("/actions/{id}/time", SignedIn, OwnAction),
    post("/actions/{id}/time/decide", OVERSEE_ACTIONS, SEEN),
    post("/actions/{id}/give", SignedIn, OwnAction),

    get("/settings/agencies", MANAGE_PEOPLE, Area),
    post("/settings/agencies", MANAGE_PEOPLE, Area),
    get("/settings/agencies/new", MANAGE_PEOPLE, Area),
    get("/settings/agencies/{id}", MANAGE_PEOPLE, Area),
    post("/settings/agencies/{id}", MANAGE_PEOPLE, Area),

    get("/agenda", SEE_AGENDA, Area),
    get("/meetings/{slug}/agenda", SEE_AGENDA, Area),
    post("/meetings/{slug}/agenda/places", ARRANGE_AGENDA, Area),
    post("/meetings/{slug}/agenda/order", ARRANGE_AGENDA, Area),
    post("/meetings/{slug}/agenda/minutes", ARRANGE_AGENDA, Area),
    post("/meetings/{slug}/agenda/close", ARRANGE_AGENDA, Area),
    get("/meetings/{slug}/agenda/change", ARRANGE_AGENDA, Area),
    post("/meetings/{slug}/agenda/change", ARRANGE_AGENDA, Area),
    get("/meetings/{slug}/agenda/add", ARRANGE_AGENDA, Area),
    post("/meetings/{slug}/agenda/add", ARRANGE_AGENDA, Area),
    get("/meetings/{slug}/agenda/publish", ARRANGE_AGENDA, Area),
    post("/meetings/{slug}/agenda/publish", ARRANGE_AGENDA, Area),
    get("/meetings/{slug}/agenda/history", ARRANGE_AGENDA, Area),
    get("/meetings/{slug}/agenda/print", SEE_AGENDA, Area),

    get("/settings", MANAGE_SETTINGS, Area),
    get("/settings/area/{section}", MANAGE_SETTINGS, Area),
    post("/settings/area/{section}", MANAGE_SETTINGS, Area),

    get("/assets/{file}", Anybody, Area),

    get("/meetings/{slug}/attendance", ATTEND, Area),
    post("/meetings/{slug}/attendance", RECORD, Area),
    post("/meetings/{slug}/attendance/people", RECORD, Area),
    post("/meetings/{slug}/attendance/statement", ATTEND, Area),

    get("/audit", SEARCH_RECORD, Area),
    post("/audit/search", SEARCH_RECORD, Area),
    post("/audit/export", SEARCH_RECORD, Area),

    get("/cases", FIND_CASE, Area),
    post("/cases/search", FIND_CASE, Area),
    get("/cases/{id}", FIND_CASE, SEEN_OR_SENT),
    get("/cases/{id}/there", FIND_CASE, SEEN_OR_SENT),
    get("/cases/{id}/people", FIND_CASE, SEEN_OR_SENT),
    get("/cases/{id}/research", FIND_CASE, SEEN_OR_SENT),
    get("/cases/{id}/actions", FIND_CASE, SEEN_OR_SENT),
    get("/cases/{id}/safe-contact", ADVISE_CONTACT, SEEN),
    post("/cases/{id}/safe-contact", ADVISE_CONTACT, SEEN),
    get("/cases/{id}/protected", SEE_PROTECTED, Protected),
    post("/cases/{id}/protected", SEE_PROTECTED, Protected),
    post("/cases/{id}/protected/change", KEEP_PROTECTED, SEEN),
    post("/cases/{id}/protected/people", LEND_PROTECTED, SEEN),
    get("/cases/{id}/looked", SEE_WHO_LOOKED, SEEN),
    get("/cases/{id}/untold", KEEP_UNTOLD, SEEN),
    post("/cases/{id}/untold", KEEP_UNTOLD, SEEN),
    post("/cases/{id}/untold/remove", KEEP_UNTOLD, SEEN),
    post("/cases/{id}/untold/people", OVERSEE_MINUTES, SEEN_WHOLE),

    post("/session/confirmation", SignedIn, Area),

    get("/cases/{case}/interests", FIND_CASE, SEEN_OR_SENT),
    post("/cases/{case}/interests", FIND_CASE, SEEN_OR_SENT),
    get("/cases/{case}/interests/new", RECORD, SEEN_WHOLE),
    post("/cases/{case}/interests/new", RECORD, SEEN_WHOLE),
    get("/cases/{case}/interests/{interest}", RECORD, SEEN_WHOLE),
    post("/cases/{case}/interests/{interest}", RECORD, SEEN_WHOLE),
    get("/cases/{case}/restriction", RECORD, SEEN_WHOLE),
    post("/cases/{case}/restriction", RECORD, SEEN_WHOLE),
    get("/restricted", TAKE_PART, Area),
    post("/restricted", TAKE_PART, Area),
    get("/confirmations", SignedIn, Area),
    post("/confirmations/openings/{opening}", SignedIn, SecondPerson),
    post("/confirmations/liftings/{interest}", SignedIn, SecondPerson),
    post("/confirmations/mail-domains/{domain}", SignedIn, SecondPerson),

    get("/account/sign-in", SignedIn, Area),
    get("/account/app", SignedIn, Area),
    post("/account/app", SignedIn, Area),
    post("/account/app/removal", SignedIn, Area),
    post("/account/recovery-codes", SignedIn, Area),
    post("/account/sessions/others/end", SignedIn, Area),
    post("/account/sessions/{id}/end", SignedIn, Own),

    get("/health/live", Anybody, Area),
    get("/health/ready", Anybody, Area),

    get("/meetings/{slug}/live/{listing}", ATTEND, SEEN),
    post("/meetings/{slug}/live/{listing}/decision", RECORD, SEEN),
    post("/meetings/{slug}/live/{listing}/said", RECORD, SEEN),
    post("/meetings/{slug}/live/{listing}/said/{id}", RECORD, SEEN),
    post("/meetings/{slug}/live/{listing}/said/{id}/remove", RECORD, SEEN),
    post("/meetings/{slug}/live/{listing}/risks", RECORD, SEEN),
    post("/meetings/{slug}/live/{listing}/risks/{id}", RECORD, SEEN),
    post("/meetings/{slug}/live/{listing}/risks/{id}/remove", RECORD, SEEN),
    post("/meetings/{slug}/live/{listing}/actions", RECORD, SEEN),
    post("/meetings/{slug}/live/{listing}/actions/{id}", RECORD, SEEN),
    post("/meetings/{slug}/live/{listing}/actions/{id}/remove", RECORD, SEEN),

    get("/help", Anybody, Area),
    get("/help/secure-email", Anybody, Area),
    get("/accessibility", Anybody, Area),
    get("/privacy", Anybody, Area),

    get("/settings/areas", ADD_AREA, Area),
    post("/settings/areas", ADD_AREA, Area),
    get("/settings/areas/new", ADD_AREA, Area),

    get("/mail", OVERSEE_MINUTES, Area),
    post("/mail/{id}/retry", OVERSEE_MINUTES, Area),
    post("/mail/tasks/{id}", OVERSEE_MINUTES, Area),

    get("/settings/mail-domains", MANAGE_MAIL, Area),
    post("/settings/mail-domains", MANAGE_MAIL, Area),
    get("/settings/mail-domains/new", MANAGE_MAIL, Area),
    get("/settings/mail-domains/{domain}", MANAGE_MAIL, Area),
    post("/settings/mail-domains/{domain}", MANAGE_MAIL, Area),

    get("/meetings/{slug}/live", ATTEND, Area),
    post("/meetings/{slug}/live/open", RECORD, Area),
    get("/meetings/{slug}/live/outstanding", ATTEND, Area),
    post("/meetings/{slug}/live/{listing}/hear", RECORD, SEEN),
    post("/meetings/{slug}/live/{listing}/finish", RECORD, SEEN),
    get("/meetings/{slug}/closing", RECORD, Area),
    post("/meetings/{slug}/closing", RECORD, Area),

    get("/settings/people", MANAGE_PEOPLE, Area),
    post("/settings/people", MANAGE_PEOPLE, Area),
    get("/settings/people/new", MANAGE_PEOPLE, Area),
    get("/settings/people/{id}", MANAGE_PEOPLE, Area),
    post("/settings/people/{id}", MANAGE_PEOPLE, Area),
    post("/settings/people/{id}/suspension", MANAGE_PEOPLE, Area),
    post("/settings/people/{id}/return", MANAGE_PEOPLE, Area),
    post("/settings/people/{id}/invitation", MANAGE_PEOPLE, Area),
    get("/settings/people/{id}/deputy", MANAGE_PEOPLE, Area),
    post("/settings/people/{id}/deputy", MANAGE_PEOPLE, Area),
    post("/settings/people/{id}/new-sign-in", MANAGE_PEOPLE, Area),

    get("/minutes", TAKE_PART, Area),
    get("/meetings/{slug}/minutes", SignedIn, Minutes),
    post("/meetings/{slug}/minutes/approve", OVERSEE_MINUTES, Chaired),
    post("/meetings/{slug}/minutes/correction", OVERSEE_MINUTES, Chaired),
    get("/meetings/{slug}/minutes/items/{listing}", OVERSEE_MINUTES, SEEN_WHOLE),
    post("/meetings/{slug}/minutes/items/{listing}", OVERSEE_MINUTES, SEEN_WHOLE),
    get("/meetings/{slug}/minutes/sends", OVERSEE_MINUTES, Area),
    post("/meetings/{slug}/minutes/sends/stop", OVERSEE_MINUTES, Chaired),
    post("/meetings/{slug}/minutes/sends/release", OVERSEE_MINUTES, Chaired),
    get("/meetings/{slug}/minutes/mine", SignedIn, Minutes),
    post("/meetings/{slug}/minutes/mine", SignedIn, Minutes),

    get("/account/passkeys/new", SignedIn, Area),
    post("/account/passkeys/new", SignedIn, Area),
    post("/account/passkeys/{id}/removal", SignedIn, Own),
    get("/sign-in/passkey", Anybody, Area),
    post("/sign-in/passkey", Anybody, Area),

    get("/sign-in/with/{provider}", Anybody, Area),
    get("/sign-in/with/{provider}/answer", Anybody, Area),
    get("/password/{token}/with/{provider}", Anybody, Area),
    get("/account/work-accounts/{provider}", SignedIn, Own),
    post("/account/work-accounts/{provider}/removal", SignedIn, Own),
    get("/session/confirmation/with/{provider}", SignedIn, Area),

    get("/referrals", REFER, Area),
    get("/referrals/new", REFER, Area),
    get("/referrals/{id}", REFER, SEEN_OR_SENT),
    get("/referrals/{id}/sent", REFER, OwnReferral),
    post("/referrals/{id}/answer", REFER, OwnReferral),
    post("/referrals/{id}/update", REFER, OwnReferral),
    post("/referrals/{id}/withdrawal", REFER, OwnReferral),
    post("/referrals/{id}/decision", TRIAGE, SEEN_WHOLE),
    get("/drafts/{id}", REFER, Own),
    post("/drafts/{id}", REFER, Own),
    get("/drafts/{id}/form", REFER, Own),
    post("/drafts/{id}/form", REFER, Own),
    post("/drafts/{id}/discard", REFER, Own),

    get("/research", TAKE_PART, Area),
    get("/research/{slug}", TAKE_PART, Area),
    get("/research/{slug}/own", RETURN_RESEARCH, Area),
    post("/research/{slug}/chase", CHASE_RESEARCH, Area),
    get("/research/{slug}/nothing-held", RETURN_RESEARCH, Area),
    post("/research/{slug}/nothing-held", RETURN_RESEARCH, Area),
    get("/research/{slug}/{case}", RETURN_RESEARCH, SEEN),
    post("/research/{slug}/{case}", RETURN_RESEARCH, SEEN),
    get("/research/{slug}/{case}/agencies", CHASE_RESEARCH, SEEN_WHOLE),
    post("/research/{slug}/{case}/agencies", CHASE_RESEARCH, SEEN_WHOLE),

    get("/meetings", SEE_AGENDA, Area),
    get("/meetings/new", SCHEDULE, Area),
    post("/meetings/new", SCHEDULE, Area),
    get("/meetings/{slug}", SEE_AGENDA, Area),
    post("/meetings/{slug}/people", SCHEDULE, Area),
    get("/meetings/{slug}/move", SCHEDULE, Area),
    post("/meetings/{slug}/move", SCHEDULE, Area),
    get("/meetings/{slug}/cancel", SCHEDULE, Area),
    post("/meetings/{slug}/cancel", SCHEDULE, Area),

    get("/sign-in", Anybody, Area),
    post("/sign-in", Anybody, Area),
    get("/sign-in/code", Anybody, Area),
    post("/sign-in/code", Anybody, Area),
    get("/sign-in/second-factor", Anybody, Area),
    post("/sign-in/second-factor", Anybody, Area),
    post("/sign-out", Anybody, Area),
    get("/signed-out", Anybody, Area),
    post("/session", SignedIn, Area),
    get("/forgotten", Anybody, Area),
    post("/forgotten", Anybody, Area),
    get("/password/{token}", Anybody, Area),
    post("/password/{token}", Anybody, Area),

    get("/exposed", SignedIn, Area),
    post("/exposed", SignedIn, Area),
    get("/stop", SignedIn, SecondPerson),
    post("/stop", STOP, Area),
    post("/stop/{id}/lift", SignedIn, SecondPerson),

    get("/support", SUPPORT, Area),
    get("/support/{case}", SUPPORT, SEEN),
    post("/support/{case}/contacts", SUPPORT, SEEN),
    post("/support/{case}/views/{listing}", SUPPORT, SEEN),

    get("/", SignedIn, Area),
];

/// The row of an address. Asked while the program is built, so that an address without one is an
/// error of the build.
pub(super) const fn row(verb: Verb, pattern: &str) -> &'static Address {
    let mut at = 0;
    while at < MATRIX.len() {
        if MATRIX[at].verb as u8 == verb as u8 && is_same(MATRIX[at].pattern, pattern) {
            return &MATRIX[at];
        }
        at += 1;
    }
    panic!("this address is not in the matrix")
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}
