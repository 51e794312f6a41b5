//! What is left before the meeting: for chair and coordinator, and for an agency.
use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;

use super::agenda::Agenda;
use super::research::{Desk, Overview};
use super::triage::Waiting;
use super::{
    Cx, Step, access, action, agenda, case, conflict, minutes, post, referral, research, schedule,
    triage,
};
use crate::domain::access::{Duty, Sight, may};
use crate::domain::action::Action;
use crate::domain::area::Need;
use crate::domain::case::CaseLine;
use crate::domain::ids::{CaseId, MeetingId};
use crate::domain::meeting::{Meeting, State};
use crate::domain::minutes::Issue;
use crate::domain::task::Task;
use crate::domain::time::{Day, Instant};
use crate::store;

/// The start page of whoever asks.
#[derive(Clone, Debug)]
pub enum Start {
    /// For chair and coordinator.
    Leading(Box<Today>),
    /// For somebody who comes from an agency.
    Agency(Box<Home>),
    /// For somebody with neither cases nor actions, with the next meeting for those who may see its
    /// agenda.
    Plain(Option<Box<Meeting>>),
    /// For an administrator, with what the area still lacks.
    Managing(Vec<Need>),
}

/// The day as chair and coordinator see it.
#[derive(Clone, Debug)]
pub struct Today {
    /// The day.
    pub day: Day,
    /// The day's meeting, or the next one that is to come.
    pub meeting: Option<Meeting>,
    /// Whether that meeting is of this day.
    pub is_today: bool,
    /// Its agenda.
    pub agenda: Option<Agenda>,
    /// When it would finish if every waiting referral were accepted.
    pub finish_with_waiting: Option<Instant>,
    /// The referrals that wait.
    pub waiting: Vec<Waiting>,
    /// How far research is.
    pub research: Option<Overview>,
    /// Overdue actions, the longest overdue first.
    pub overdue: Vec<OverdueLine>,
    /// How many open actions have lost their owner.
    pub nobodys: usize,
    /// The last meeting that was held, with how far its minutes are.
    pub last: Option<LastMeeting>,
    /// What must be put right.
    pub tasks: Vec<Task>,
    /// Meetings of earlier days that were not finished.
    pub unfinished: Vec<Unfinished>,
    /// How many cases were taken off an agenda and are on none since.
    pub unlisted: usize,
    /// Interests in cases that wait for a word of the reader's.
    pub interests: Vec<conflict::Pending>,
    /// The next meeting that a case can be put onto.
    pub next: Option<Meeting>,
}

/// A meeting of an earlier day that was not finished.
#[derive(Clone, Debug)]
pub struct Unfinished {
    /// The meeting.
    pub meeting: Meeting,
    /// How many cases it has.
    pub cases: usize,
    /// The day of the meeting that its cases can be passed on to.
    pub next_day: Option<Day>,
}

/// An overdue action.
#[derive(Clone, Debug)]
pub struct OverdueLine {
    /// The action.
    pub action: Action,
    /// The case's reference.
    pub reference: String,
    /// The agency's name.
    pub agency: String,
}

/// The last meeting that was held.
#[derive(Clone, Debug)]
pub struct LastMeeting {
    /// The meeting.
    pub meeting: Meeting,
    /// The newest version of its minutes.
    pub minutes: Option<Issue>,
    /// How many cases and actions they hold.
    pub size: (usize, usize),
    /// How many people get a copy.
    pub copies: usize,
}

/// The day as somebody from an agency sees it.
#[derive(Clone, Debug)]
pub struct Home {
    /// The next meeting.
    pub meeting: Option<Meeting>,
    /// What the agency is asked for that meeting.
    pub desk: Option<Desk>,
    /// The agency's open actions, first due first, with the case's reference.
    pub actions: Vec<(Action, String)>,
    /// How many of them have lost their owner.
    pub nobodys: usize,
    /// What the reader sent.
    pub sent: Vec<referral::OwnLine>,
    /// Whether the reader is the agency's lead contact.
    pub is_lead: bool,
}

/// The start page of whoever asks, in a fixed number of queries.
///
/// # Errors
/// Fails when the database does.
pub fn start<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Start> {
    let member = cx.member()?;
    if member.leads() {
        return Ok(Start::Leading(Box::new(today(cx)?)));
    }
    if may(member, Duty::Refer) {
        return Ok(Start::Agency(Box::new(home(cx)?)));
    }
    if may(member, Duty::SeeAgenda) {
        return Ok(Start::Plain(schedule::coming(cx)?.into_iter().next().map(Box::new)));
    }
    if !may(member, Duty::ManageSettings) {
        return Ok(Start::Plain(None));
    }
    let area = cx.area()?;
    let agencies = store::agency::list(cx.session, area.id)?;
    let people = store::membership::colleagues(cx.session, area.id)?;
    Ok(Start::Managing(Need::of(&area, &agencies, &people)))
}

fn today<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Today> {
    let day = cx.today()?;
    let area = cx.area_id()?;
    let of_day = store::meeting::between(cx.session, area, day, day)?;
    let of_day = of_day.into_iter().rfind(|it| it.state != State::Cancelled);
    let is_today = of_day.is_some();
    let coming = schedule::coming(cx)?;
    let meeting = of_day.or_else(|| coming.first().cloned());
    let waiting = triage::waiting(cx)?;
    let (mut agenda, mut finish, mut research) = (None, None, None);
    let meeting = match meeting {
        Some(meeting) => Some(agenda::counted(cx, meeting)?),
        None => None,
    };
    if let Some(meeting) = &meeting {
        let compiled = agenda::compile(cx, meeting)?;
        let more = i64::try_from(waiting.len()).unwrap_or(0) * i64::from(meeting.minutes_per_case);
        finish = Some(compiled.timetable.finish() + TimeDelta::minutes(more));
        research = Some(research::overview(cx, &meeting.slug)?);
        agenda = Some(compiled);
    }
    Ok(Today {
        day,
        is_today,
        agenda,
        finish_with_waiting: finish,
        waiting,
        research,
        overdue: overdue(cx, day)?,
        nobodys: action::nobodys(cx)?.len(),
        last: last_meeting(cx, day)?,
        tasks: post::tasks(cx)?,
        unfinished: unfinished(cx, &coming)?,
        unlisted: unlisted(cx)?,
        interests: conflict::pending(cx)?,
        next: coming.into_iter().next(),
        meeting,
    })
}

/// The meetings of earlier days that were not finished, as far as whoever asks sees their cases.
fn unfinished<Mode>(cx: &mut Cx<'_, '_, Mode>, coming: &[Meeting]) -> Step<Vec<Unfinished>> {
    let meetings = schedule::unfinished(cx)?;
    let ids: Vec<MeetingId> = meetings.iter().map(|it| it.id).collect();
    let (cases, now) = (schedule::cases_of(cx, &ids)?, cx.now);
    let left = |meeting: Meeting| Unfinished {
        cases: cases.get(&meeting.id).copied().unwrap_or(0),
        next_day: coming.iter().find(|it| meeting.passes_to(it, now)).map(|it| it.day),
        meeting,
    };
    let mut all: Vec<Unfinished> = meetings.into_iter().map(left).collect();
    all.retain(|it| it.meeting.state == State::Open || it.cases > 0);
    Ok(all)
}

/// How many of the cases that are on no agenda any more whoever asks sees.
fn unlisted<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<usize> {
    let cases: Vec<CaseId> = agenda::unlisted(cx)?.iter().map(|it| it.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    Ok(sights.values().filter(|it| **it == Sight::Everything).count())
}

fn overdue<Mode>(cx: &mut Cx<'_, '_, Mode>, day: Day) -> Step<Vec<OverdueLine>> {
    let area = cx.area_id()?;
    let mut open = store::action::open(cx.session, area)?;
    open.retain(|it| it.is_overdue(day));
    let cases: Vec<CaseId> = open.iter().map(|it| it.case_id).collect();
    let lines = seen_lines(cx, &cases, Sight::Everything)?;
    let agencies: HashMap<_, _> =
        store::agency::list(cx.session, area)?.into_iter().map(|it| (it.id, it.name)).collect();
    let line = |action: Action| {
        let reference = lines.get(&action.case_id)?.reference.clone();
        let agency = agencies.get(&action.agency_id).cloned().unwrap_or_default();
        Some(OverdueLine { action, reference, agency })
    };
    Ok(open.into_iter().filter_map(line).collect())
}

/// The lines of those cases of which whoever asks sees enough.
fn seen_lines<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    cases: &[CaseId],
    least: Sight,
) -> Step<HashMap<CaseId, CaseLine>> {
    let sights = access::sights(cx, cases)?;
    let mut lines = case::lines(cx, cases)?;
    lines.retain(|case, _| sights.get(case).is_some_and(|it| *it >= least));
    for case in lines.keys() {
        cx.saw(*case);
    }
    Ok(lines)
}

/// How many days back the last meeting is looked for.
const BACK: i64 = 14;

fn last_meeting<Mode>(cx: &mut Cx<'_, '_, Mode>, day: Day) -> Step<Option<LastMeeting>> {
    let area = cx.area_id()?;
    let held = store::meeting::between(cx.session, area, day - TimeDelta::days(BACK), day)?;
    let Some(meeting) = held.into_iter().rfind(|it| it.state == State::Closed) else {
        return Ok(None);
    };
    let newest = store::minutes::of_meeting(cx.session, area, meeting.id)?.into_iter().next();
    let copies = store::minutes_copy::of_meeting(cx.session, area, meeting.id)?;
    let version = newest.as_ref().map(|it| it.version);
    let absent = cx.absent()?;
    let unseen = match &newest {
        Some(it) => minutes::unseen_recipients(cx, &meeting, &it.content, &absent)?,
        None => HashSet::new(),
    };
    let size = newest.as_ref().map_or((0, 0), |it| {
        let items = it.content.items.iter().filter(|item| !absent.contains(&item.case_id));
        (items.clone().count(), items.map(|item| item.actions.len()).sum())
    });
    Ok(Some(LastMeeting {
        copies: copies
            .iter()
            .filter(|it| Some(it.version) == version && !unseen.contains(&it.account_id))
            .count(),
        minutes: newest.as_ref().map(Issue::from),
        size,
        meeting,
    }))
}

fn home<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Home> {
    let member = cx.member()?;
    let mut home = Home {
        meeting: None,
        desk: None,
        actions: Vec::new(),
        nobodys: 0,
        sent: referral::sent(cx)?,
        is_lead: false,
    };
    if !may(member, Duty::ReturnResearch) {
        return Ok(home);
    }
    let own = store::agency::find(cx.session, member.area, member.agency)?;
    home.is_lead = own.lead_id == Some(member.membership);
    home.meeting = schedule::coming(cx)?.into_iter().next();
    if let Some(meeting) = &home.meeting {
        home.desk = Some(research::desk(cx, &meeting.slug, None)?.0);
    }
    let mut open = store::action::open(cx.session, member.area)?;
    open.retain(|it| it.agency_id == member.agency);
    let cases: Vec<CaseId> = open.iter().map(|it| it.case_id).collect();
    let lines = seen_lines(cx, &cases, Sight::Asked)?;
    let line = |action: Action| {
        let reference = lines.get(&action.case_id)?.reference.clone();
        Some((action, reference))
    };
    home.actions = open.into_iter().filter_map(line).collect();
    home.nobodys = action::nobodys(cx)?.len();
    Ok(home)
}
