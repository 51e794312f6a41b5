//! One sample of each letter, as a secure mail domain gets it and as a notice.
use marac::domain::conflict::Matter;
use marac::domain::ids::{ActionId, CaseId, MeetingId, MessageId, ReferralId};
use marac::domain::letter::account::{Invitation, PasswordReset, StandInNamed, Trial};
use marac::domain::letter::action::{
    ActionsAssigned, ActionsDue, AgencyOverdue, DueList, OwnAction, SafeContactChanged, TimeAsked,
    TimeDecided,
};
use marac::domain::letter::agenda::{
    AgendaChange, AgendaChanged, AgendaPublished, MeetingCalled, MeetingCancelled, MeetingMoved,
    ResearchAsked, ResearchReminder, Window,
};
use marac::domain::letter::conflict::Conflict;
use marac::domain::letter::minutes::{
    Approval, CaseAction, CaseRecord, CopyNumber, Correction, MinutesCopy, MinutesCorrected,
    MinutesNotice, StatedRisk,
};
use marac::domain::letter::referral::{
    CaseAccepted, Decision, ReferralDecided, ReferralReceived, ReferralWaiting,
};
use marac::domain::letter::returned::{ExposureReported, MailReturned};
use marac::domain::letter::{Content, Due, Letter, Meeting, Office, Reader};
use marac::domain::text::Private;
use marac::domain::time::{Day, Instant, TimeOfDay};

const ID: &str = "0198c0de-0000-4000-8000-00000000000a";

/// What only a secure letter may hold: people, references, and what happened.
pub(crate) const CANARIES: &[&str] = &[
    "NS-7K4Q",
    "NS-3MXT",
    "T.B.",
    "R.K.",
    "K.B.",
    "Priya Nair",
    "Leila Haddad",
    "knife",
    "bail",
    "school",
    "tenancy",
    "transfer",
    "locks",
    "code word",
    "rang the bell",
    "correct day",
];

pub(crate) fn message(number: u32) -> MessageId {
    MessageId::parse(&format!("0198c0de-0000-4000-8000-{number:012x}")).unwrap()
}

pub(crate) fn now() -> Instant {
    "2026-02-12T12:39:00Z".parse().unwrap()
}

pub(crate) fn letter(content: impl Into<Content>) -> Letter {
    Letter {
        office: Office {
            area: "Northshire".to_owned(),
            meeting: "daily risk meeting".to_owned(),
            phone: "01632 960 001".to_owned(),
            site: "https://meeting.northshire.example".to_owned(),
        },
        reader: reader("m.reid@northshire.example"),
        thread: Some(MeetingId::parse(ID).unwrap()),
        content: content.into(),
    }
}

pub(crate) fn reader(address: &str) -> Reader {
    Reader { name: "Marcus Reid".into(), address: address.into() }
}

/// Every letter in every form, by a name for its form.
pub(crate) fn every() -> Vec<(&'static str, Letter)> {
    let mut letters = about_minutes_and_actions();
    letters.extend(about_agendas());
    letters.extend(about_times_of_meetings());
    letters.extend(about_referrals_and_accounts());
    letters
}

fn about_minutes_and_actions() -> Vec<(&'static str, Letter)> {
    let action = || ActionId::parse(ID).unwrap();
    vec![
        ("minutes_copy", letter(minutes_copy(cases()))),
        (
            "minutes_copy_without_actions",
            letter(MinutesCopy {
                actions: Vec::new(),
                corrections_until: None,
                ..minutes_copy(cases().split_off(1))
            }),
        ),
        ("minutes_notice", letter(notice(1))),
        ("minutes_notice_without_actions", letter(notice(0))),
        ("minutes_corrected", letter(corrected(Some(corrections())))),
        ("minutes_corrected_notice", letter(corrected(None))),
        ("actions_assigned", letter(assigned(Some(own_actions())))),
        ("actions_assigned_notice", letter(assigned(None))),
        ("actions_due", letter(due(Some(due_list())))),
        ("actions_due_notice", letter(due(None))),
        (
            "agency_overdue",
            letter(AgencyOverdue {
                agency: "Housing Options".to_owned(),
                count: 2,
                oldest: day(5),
            }),
        ),
        ("conflict", letter(Conflict::new(Matter::Declared, CaseId::parse(ID).ok()))),
        ("time_asked", letter(TimeAsked { action: action() })),
        ("time_decided", letter(TimeDecided { action: action() })),
        ("exposure_reported", letter(ExposureReported {})),
        ("stand_in_named", letter(StandInNamed { is_reader: false, sees_settings: true })),
        ("stand_in_named_reader", letter(StandInNamed { is_reader: true, sees_settings: false })),
        ("safe_contact_changed", letter(SafeContactChanged { case: CaseId::parse(ID).unwrap() })),
    ]
}

fn about_agendas() -> Vec<(&'static str, Letter)> {
    let windows = vec![window(10, 0, 45), window(11, 15, 30)];
    let research_due = at(12, 9, 30);
    vec![
        (
            "agenda_published",
            letter(AgendaPublished {
                meeting: meeting(12),
                cases: 9,
                windows: windows.clone(),
                research: 2,
                research_due,
                research_late: false,
            }),
        ),
        (
            "agenda_changed",
            letter(AgendaChanged {
                meeting: meeting(12),
                changes: vec![
                    AgendaChange::Added { item: 3 },
                    AgendaChange::Moved { item: 4 },
                    AgendaChange::Removed { count: 1 },
                ],
                windows,
            }),
        ),
        (
            "research_asked",
            letter(ResearchAsked { meeting: meeting(12), count: 14, due: research_due }),
        ),
        (
            "research_reminder",
            letter(ResearchReminder { meeting: meeting(12), count: 8, due: research_due }),
        ),
    ]
}

fn about_times_of_meetings() -> Vec<(&'static str, Letter)> {
    vec![
        (
            "meeting_cancelled",
            letter(MeetingCancelled { meeting: meeting(13), cases_pass_to: Some(meeting(16)) }),
        ),
        (
            "meeting_moved",
            letter(MeetingMoved {
                from: at(13, 10, 0),
                meeting: meeting(16),
                research_due: at(16, 9, 30),
            }),
        ),
        (
            "meeting_called",
            letter(MeetingCalled { meeting: meeting(14), research_due: Some(at(14, 9, 30)) }),
        ),
    ]
}

fn about_referrals_and_accounts() -> Vec<(&'static str, Letter)> {
    let referral = ReferralId::parse(ID).unwrap();
    let decided = |decision| letter(ReferralDecided { referral, decision });
    let accepted = |reference| {
        letter(CaseAccepted { case: CaseId::parse(ID).unwrap(), meeting: meeting(12), reference })
    };
    let returned = |people| letter(MailReturned { what: "Minutes".to_owned(), count: 1, people });
    let (token, expires) = (Private::new("Zm9v-YmFy"), at(13, 17, 0));
    vec![
        ("referral_waiting", letter(ReferralWaiting { referral })),
        ("referral_received", letter(ReferralReceived { referral })),
        ("referral_accepted", decided(Decision::Accepted { meeting: meeting(12) })),
        ("referral_declined", decided(Decision::Declined)),
        ("referral_question", decided(Decision::Question)),
        ("case_accepted", accepted(Some("NS-7K4Q".into()))),
        ("case_accepted_notice", accepted(None)),
        ("mail_returned", returned(Some(vec!["Leila Haddad".into()]))),
        ("mail_returned_notice", returned(None)),
        ("invitation", letter(Invitation { token: token.clone(), expires })),
        ("password_reset", letter(PasswordReset { token, expires })),
        ("trial", letter(Trial {})),
    ]
}

pub(crate) fn minutes_copy(cases: Vec<CaseRecord>) -> MinutesCopy {
    MinutesCopy {
        meeting: meeting(12),
        agency: "Housing Options".to_owned(),
        actions: own_actions(),
        cases,
        corrections_until: Some(at(13, 17, 0)),
        approval: approval(1),
        copy: CopyNumber { number: 3, of: 14 },
    }
}

pub(crate) fn cases() -> Vec<CaseRecord> {
    vec![
        CaseRecord {
            item: 1,
            reference: "NS-7K4Q".into(),
            initials: "T.B.".into(),
            age: Some(29),
            risk: "high".into(),
            risks: vec![StatedRisk {
                initials: "K.B.".into(),
                text: "Seen near the school with a knife this morning".into(),
            }],
            decision: "Breach of bail and a threat to kill. The meeting supports an application \
                       to remand.\nReview when he is released."
                .into(),
            actions: vec![
                action_of(
                    "Police",
                    "Tell the custody sergeant that he rang the bell",
                    at(12, 14, 0),
                ),
                CaseAction {
                    yours: true,
                    ..action_of("Housing Options", "Start an emergency transfer", on(13))
                },
            ],
        },
        CaseRecord {
            item: 2,
            reference: "NS-3MXT".into(),
            initials: "R.K.".into(),
            age: None,
            risk: "high, on professional judgement".into(),
            risks: Vec::new(),
            decision: "Agree a code word.".into(),
            actions: Vec::new(),
        },
    ]
}

fn action_of(agency: &str, text: &str, due: Due) -> CaseAction {
    CaseAction { text: text.into(), agency: agency.to_owned(), yours: false, due }
}

pub(crate) fn own_actions() -> Vec<OwnAction> {
    let own = |text: &str, reference: &str, initials: &str, due| OwnAction {
        text: text.into(),
        reference: reference.into(),
        initials: initials.into(),
        due,
    };
    vec![
        own("Start an emergency transfer", "NS-7K4Q", "T.B.", on(13)),
        own("Flag and tag the tenancy record, and change the locks", "NS-3MXT", "R.K.", on(16)),
    ]
}

fn notice(actions: u64) -> MinutesNotice {
    MinutesNotice { meeting: meeting(12), actions, first_due: (actions > 0).then(|| on(16)) }
}

fn corrected(changes: Option<Vec<Correction>>) -> MinutesCorrected {
    MinutesCorrected { meeting: meeting(12), approval: approval(2), changes }
}

fn corrections() -> Vec<Correction> {
    vec![
        Correction {
            item: Some(1),
            reference: Some("NS-7K4Q".into()),
            text: "The correct day of the bail hearing is 19 February, not 18 February.".into(),
        },
        Correction { item: None, reference: None, text: "Leila Haddad was present.".into() },
    ]
}

fn assigned(actions: Option<Vec<OwnAction>>) -> ActionsAssigned {
    ActionsAssigned { meeting: meeting(12), count: 2, first_due: Some(on(13)), actions }
}

fn due(list: Option<DueList>) -> ActionsDue {
    ActionsDue { on: day(12), due: 1, overdue: 2, list }
}

fn due_list() -> DueList {
    let [first, second] = own_actions().try_into().unwrap_or_else(|_| panic!("two actions"));
    DueList {
        due: vec![OwnAction { due: at(12, 14, 0), ..first.clone() }],
        overdue: vec![OwnAction { due: on(5), ..second }, OwnAction { due: on(11), ..first }],
    }
}

fn approval(version: u32) -> Approval {
    Approval { by: "Priya Nair".into(), on: day(12), at: time(12, 34), version }
}

fn meeting(date: u32) -> Meeting {
    Meeting { slug: day(date).to_string(), on: day(date), at: time(10, 0) }
}

fn window(hour: u32, from: u32, to: u32) -> Window {
    Window { from: time(hour, from), to: time(hour, to) }
}

fn on(date: u32) -> Due {
    Due { on: day(date), at: None }
}

fn at(date: u32, hour: u32, minute: u32) -> Due {
    Due { on: day(date), at: Some(time(hour, minute)) }
}

fn day(date: u32) -> Day {
    Day::from_ymd_opt(2026, 2, date).unwrap()
}

fn time(hour: u32, minute: u32) -> TimeOfDay {
    TimeOfDay::from_hms_opt(hour, minute, 0).unwrap()
}
