//! Kinds of words that are kept: where each is kept, who may read it, and in which outputs it may stand.
use Output::{Calendar, Letter, Print, SecureLetter};

/// A kind of words.
pub struct Kind {
    /// What people call it.
    pub name: &'static str,
    /// Where it is kept: `table.column`, or `table.column:path` inside what a column holds as JSON, `*`
    /// being every key of words.
    pub places: &'static [&'static str],
    /// Which rows: those of a group of cases, such as `@listed`, and what else is true of them.
    pub rows: &'static str,
    /// The letters of those who may read it on a page; each does somewhere.
    pub readers: &'static str,
    /// What an address holds whose page may show it; any may when there is none.
    pub only: &'static [&'static str],
    /// Where else it may stand.
    pub outputs: &'static [Output],
}

/// Something that leaves the program, besides its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Output {
    /// A page for paper.
    Print,
    /// The page of what did not work.
    Refusal,
    /// An address: what was asked for, links, where forms are sent and redirects lead.
    Address,
    /// A page's title.
    Title,
    /// The head of an answer.
    Head,
    /// A letter's head: subject, sender, identifiers.
    LetterHead,
    /// A letter to a mailbox that is agreed to be secure.
    SecureLetter,
    /// A letter to any other mailbox.
    Letter,
    /// A letter's entry for calendars.
    Calendar,
    /// What the program prints.
    Log,
    /// The record of who did and saw what.
    Record,
    /// The database's files, as they lie on the disk.
    DatabaseFile,
    /// The name of a file.
    FileName,
    /// What the system shows of the process.
    Process,
}

/// Every column of words that belongs to a case.
const OF_CASE: &[&str] = &[
    "cases.safe_contact",
    "people.name",
    "people.particulars:*",
    "referrals.account:*",
    "referrals.decision_note",
    "notes.text",
    "listings.late_reason",
    "listings.decision",
    "listings.disposition_reason",
    "agenda_changes.reason",
    "research.text",
    "research.not_minuted",
    "research.chair_only",
    "research.offer",
    "contacts.note",
    "views.text",
    "views.none_reason",
    "contributions.text",
    "risks.text",
    "risks.no_action_reason",
    "actions.text",
    "actions.outcome",
    "actions.asked_reason",
    "action_events.change",
    "action_events.note",
];

/// The table. An administrator, an observer, an auditor, an agency that is not asked and whoever is
/// not signed in read nothing of a case.
pub const KINDS: &[Kind] = &[
    Kind::of("the victim’s name", "cori", &["people.name"])
        .in_rows("@listed part = 'victim'")
        .and_in(&[Print]),
    Kind::of("the victim’s name as it was sent", "", &["referrals.account:victim.name"])
        .in_rows("@listed"),
    Kind::of("the perpetrator’s name", "cori", &["people.name"])
        .in_rows("@listed part = 'perpetrator'"),
    Kind::of("another name", "cori", &["people.particulars:also_known_as"]).in_rows("@listed"),
    Kind::of("a home address", "cori", &["people.particulars:address"]).in_rows("@listed"),
    Kind::of("a school or work", "cori", &["people.particulars:school_or_work"]).in_rows("@listed"),
    Kind::of("what somebody needs", "cori", &["people.particulars:needs"]).in_rows("@listed"),
    Kind::of("safe-contact advice", "cori", &["cases.safe_contact"]).in_rows("@listed"),
    Kind::of("what happened", "cori", &["referrals.account:happened"]).in_rows("@listed"),
    Kind::of("what happened before", "cori", &["referrals.account:history"]).in_rows("@listed"),
    Kind::of("what the victim wants", "cori", &["referrals.account:wishes"]).in_rows("@listed"),
    Kind::of("why a referral was decided so", "co", &["referrals.decision_note"])
        .in_rows("@listed"),
    Kind::of("why a case came late", "co", &["listings.late_reason"])
        .in_rows("@listed")
        .and_in(&[Print]),
    Kind::of("why an agenda changed", "co", &["agenda_changes.reason"]).in_rows("@listed"),
    Kind::of("research that was returned", "cori", &["research.text"])
        .in_rows("@listed state = 'returned' AND @heard"),
    Kind::of("research not to be minuted", "cori", &["research.not_minuted"])
        .in_rows("@listed state = 'returned' AND @heard"),
    Kind::of("research for the chair alone", "co", &["research.chair_only"])
        .in_rows("@listed state = 'returned' AND NOT @housing"),
    Kind::of("what an agency offers", "cori", &["research.offer"])
        .in_rows("@listed state = 'returned' AND @heard"),
    Kind::of(
        "research not for agencies whose own is missing",
        "co",
        &["research.text", "research.not_minuted", "research.offer"],
    )
    .in_rows("@listed state = 'returned' AND NOT @housing AND @coming"),
    Kind::of(
        "research that was not returned",
        "r",
        &["research.text", "research.not_minuted", "research.chair_only", "research.offer"],
    )
    .in_rows("@listed state <> 'returned' AND @housing")
    .only_on(&["/research/"]),
    Kind::of("what was said", "cori", &["contributions.text"]).in_rows("@listed"),
    Kind::of("a risk", "cori", &["risks.text"]).in_rows("@listed"),
    Kind::of("a risk without an action", "cori", &["risks.no_action_reason"]).in_rows("@listed"),
    Kind::of("a decision", "cori", &["listings.decision"]).in_rows("@listed"),
    Kind::of("why a case was left so", "co", &["listings.disposition_reason"]).in_rows("@listed"),
    Kind::of("an action", "cori", &["actions.text"]).in_rows("@listed").and_in(&[SecureLetter]),
    Kind::of("how an action ended", "cori", &["actions.outcome"]).in_rows("@listed"),
    Kind::of("why more time is needed", "cori", &["actions.asked_reason"]).in_rows("@listed"),
    Kind::of("what changed of an action", "cori", &["action_events.note"]).in_rows("@listed"),
    Kind::of(
        "what minutes say",
        "cori",
        &[
            "minutes.content:items.decision",
            "minutes.content:items.risks.text",
            "minutes.content:items.actions.text",
        ],
    )
    .and_in(&[SecureLetter]),
    Kind::of("what minutes say was shared", "co", &["minutes.content:items.shared.text"]),
    Kind::of("what minutes change", "cori", &["minutes.change_note"]).and_in(&[SecureLetter]),
    // Each finds their own in the form on their copy; who sends the minutes sees all.
    Kind::of("a correction that somebody asks for", "cori", &["minutes_copies.correction"])
        .only_on(&["/minutes"]),
    Kind::of("work with the victim", "coi", &["contacts.note"]).in_rows("@listed"),
    Kind::of("the victim’s views", "coi", &["views.text", "views.none_reason"]).in_rows("@listed"),
    Kind::protected("a protected address", &["protected_contacts.address"]),
    Kind::protected("a protected phone number", &["protected_contacts.phones"]),
    Kind::protected("a protected school", &["protected_contacts.school"]),
    Kind::protected("a protected workplace", &["protected_contacts.workplace"]),
    Kind::of(
        "who must not be told",
        "coi",
        &[
            "untold.name",
            "untold.relation",
            "untold.email",
            "untold.phone",
            "untold.address",
            "untold.employer",
        ],
    )
    .only_on(&["/untold"]),
    Kind::of("why something was closed", "co", &["stops.words"]).only_on(&["/stop"]),
    Kind::of("what somebody says is exposed", "co", &["reports.words"]).only_on(&["/stop"]),
    Kind::of("a referral that nobody accepted", "cof", OF_CASE).in_rows("@waiting"),
    Kind::of("what the interest in a case is", "co", &["exclusions.reason", "exclusions.ruling"])
        .only_on(&["/interests"]),
    Kind::of("why a restricted case is needed", "c", &["openings.reason"])
        .only_on(&["/confirmations"]),
    Kind::of("a restricted case", "o", OF_CASE).in_rows("@restricted").and_in(&[Print]),
    Kind::of("a case that is closed", "", OF_CASE).in_rows("@closed"),
    Kind::of("a case of the other area", "e", OF_CASE).in_rows("@other").and_in(&[Print]),
    Kind::of("a draft", "r", &["drafts.body"]).only_on(&["/drafts/", "/referrals"]),
    Kind::of("a form that was sent", "", &["operations.filled_in"]),
    Kind::of("the name of somebody in the room", "coruib", &["attendances.name"]),
    Kind::of("where a meeting is", "coruib", &["meetings.place"]).and_in(&[
        Print,
        SecureLetter,
        Letter,
        Calendar,
    ]),
    Kind::of("what a mail server answered", "co", &["messages.last_answer"]).only_on(&["/mail"]),
    Kind::of("why a mail domain is secure", "co", &["mail_domains.reason", "lowerings.reason"])
        .only_on(&["/settings/mail-domains", "/confirmations"]),
];

/// Columns of texts that are no kind: codes, what an area and its agencies say of themselves, people at
/// work, what is hashed or sealed, and what is made from other columns.
pub const PLAIN: &[&str] = &[
    "installation.kind",
    "areas.name",
    "areas.prefix",
    "areas.settings",
    "statements.text",
    "accounts.email",
    "accounts.name",
    "accounts.phone",
    "accounts.password",
    "accounts.state",
    "sign_in_links.purpose",
    "agencies.name",
    "agencies.kind",
    "agencies.ask_rule",
    "agencies.phone",
    "memberships.roles",
    "memberships.job_title",
    "sessions.token_hash",
    "sessions.factors",
    "sessions.granted",
    "authenticators.seed",
    "recovery_codes.code_hash",
    "challenges.token_hash",
    "challenges.awaited",
    "challenges.granted",
    "identities.issuer",
    "identities.subject",
    "passkeys.name",
    "passkeys.credential",
    "mail_domains.domain",
    "mail_domains.rule",
    "meetings.slug",
    "meetings.kind",
    "meetings.state",
    "meetings.join_link",
    "meetings.agenda",
    "meetings.reason",
    "cases.reference",
    "cases.restriction",
    "cases.joined_to",
    "people.part",
    "people.name_key",
    "referrals.stage",
    "referrals.decision_reason",
    "notes.kind",
    "listings.state",
    "listings.risk_level",
    "listings.disposition",
    "agenda_changes.kind",
    "research.state",
    "research.known",
    "research.share",
    "contacts.method",
    "contacts.outcome",
    "attendances.presence",
    "contributions.share",
    "risks.subject",
    "risks.level",
    "actions.kind",
    "actions.state",
    "action_events.kind",
    "tasks.kind",
    "tasks.subject",
    "minutes.state",
    "minutes.digest",
    "minutes_copies.route",
    "messages.notice",
    "messages.kind",
    "messages.once",
    "messages.delivery",
    "operations.step",
    "operations.digest",
    "operations.answer",
    "entries.chain",
    "entries.deed",
    "entries.name",
    "entries.cases",
    "operations.cases",
    "exclusions.interest",
    "exclusions.state",
    "openings.need",
    "entries.subject",
    "entries.request",
    "entries.previous",
    "entries.hash",
    "entries.roles",
    "lowerings.subject",
    "lowerings.value",
    "entries.reason",
    "marks.job",
    "marks.occasion",
    "shows.reason",
    "checked_recipients.verdict",
];

impl Kind {
    const fn of(
        name: &'static str,
        readers: &'static str,
        places: &'static [&'static str],
    ) -> Self {
        Self { name, places, rows: "", readers, only: &[], outputs: &[] }
    }

    /// Protected contact: on no page but the answer to a press with a reason, and, while the reason holds,
    /// beside what somebody typed who was overtaken as they changed it.
    const fn protected(name: &'static str, places: &'static [&'static str]) -> Self {
        Self::of(name, "i", places).only_on(&["/protected/change"])
    }

    const fn in_rows(self, rows: &'static str) -> Self {
        Self { rows, ..self }
    }

    const fn only_on(self, only: &'static [&'static str]) -> Self {
        Self { only, ..self }
    }

    const fn and_in(self, outputs: &'static [Output]) -> Self {
        Self { outputs, ..self }
    }
}
