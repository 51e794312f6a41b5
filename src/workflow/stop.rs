//! The stop button: anybody reports that something is exposed; those who lead or administer close a case
//! or the whole area at once, and open it again.
use super::{Change, Cx, Step, StepError, access, case, colleague, stand_in};
use crate::domain::access::{Duty, Sight, may, sight_but_for_stops};
use crate::domain::actor::{Actor, Member};
use crate::domain::ids::{AccountId, CaseId, ReportId, StopId};
use crate::domain::notice::Notice;
use crate::domain::reference::CaseReference;
use crate::domain::refusal::{Refused, Stale};
use crate::domain::stop::{Report, Stop};
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::store::{self, StoreError};

/// How many of the newest reports are listed.
const LISTED: i64 = 25;

/// What is reported and what is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// What people reported, newest first.
    pub reports: Vec<Reported>,
    /// What is closed, oldest first.
    pub stops: Vec<Standing>,
    /// Whether whoever asks may close a case or the area; a stand-in may only open it again.
    pub may_stop: bool,
}

/// A report with who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// What they said; none for those who see no case.
    pub words: Option<Private>,
    /// Who.
    pub by: Private,
    /// When.
    pub at: Instant,
}

/// Something closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What.
    pub stop: Stop,
    /// The case's reference; none when it is the whole area.
    pub reference: Option<String>,
    /// Who closed it.
    pub by: Private,
    /// Who asked that it is opened again.
    pub asked_by: Option<Private>,
}

/// What is to be closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The whole area.
    Area,
    /// One case, by its reference as it was typed.
    Case(String),
}

/// Keeps that whoever asks says that something is exposed, and tells those who can close it.
///
/// # Errors
/// Refused without words.
pub fn report(cx: &mut Change<'_, '_>, words: &Private) -> Step<()> {
    let member = cx.member()?;
    if words.is_blank() {
        return Err(Refused::field("words", "Enter what you saw").into());
    }
    let report = Report {
        area_id: member.area,
        id: cx.new_id(ReportId::from_uuid),
        words: words.clone(),
        made_by: member.account,
        made_at: cx.now,
    };
    store::report::insert(cx.session, &report)?;
    cx.record("exposure.report", report.id.as_str(), &[]);
    let once = format!("exposure:{}", report.id);
    for colleague in colleague::in_force(cx)? {
        if colleague.may(Duty::Stop) {
            let notice = Notice::ExposureReported { report: report.id };
            cx.tell(colleague.account.id, notice, &once, cx.now)?;
        }
    }
    Ok(())
}

/// Whether whoever asks may open again what is closed: by their role, or as the person whom the area
/// named to stand in where a decision takes two and there is nobody else. They have a use for the [`board`].
///
/// # Errors
/// Fails when the database does.
pub fn may_lift<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<bool> {
    let Actor::Member(member) = cx.actor else { return Ok(false) };
    Ok(may(member, Duty::Stop) || stand_in::is(cx)?)
}

/// What is reported and what is closed.
///
/// # Errors
/// Hidden from all but those who may close or open.
pub fn board<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Board> {
    if !may_lift(cx)? {
        return Err(StepError::Hidden);
    }
    let member = cx.member()?;
    let people = store::membership::colleagues(cx.session, member.area)?;
    let name = |id: AccountId| {
        let person = people.iter().find(|it| it.account.id == id);
        person.map(|it| it.account.name.clone()).unwrap_or_default()
    };
    let reads = member.leads();
    let reports = store::report::newest(cx.session, member.area, LISTED)?;
    let reported = |it: Report| Reported {
        words: reads.then_some(it.words),
        by: name(it.made_by),
        at: it.made_at,
    };
    let reports = reports.into_iter().map(reported).collect();
    let mut stops = Vec::new();
    for stop in standing(cx)? {
        let reference = match stop.case_id {
            Some(case) => Some(store::case::find(cx.session, member.area, case)?.reference),
            None => None,
        };
        let (by, asked_by) = (name(stop.made_by), stop.asked_by.map(name));
        stops.push(Standing { stop, reference, by, asked_by });
    }
    Ok(Board { reports, stops, may_stop: may(member, Duty::Stop) })
}

/// What is closed, as far as whoever asks may know of it: a case only if they would see it.
fn standing<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Stop>> {
    let area = cx.area_id()?;
    let mut stops = store::stop::standing(cx.session, area)?;
    let cases: Vec<CaseId> = stops.iter().filter_map(|it| it.case_id).collect();
    let known = access::known_but_for_stops(cx, &cases)?;
    stops.retain(|it| it.case_id.is_none_or(|case| known.contains(&case)));
    Ok(stops)
}

/// Closes a case or the whole area at once. What is closed already stays so.
///
/// # Errors
/// Hidden from all but those who lead or administer; refused when there is no such case that they see.
pub fn stop(cx: &mut Change<'_, '_>, what: &What, words: &Private) -> Step<()> {
    cx.on_duty(Duty::Stop)?;
    let member = cx.member()?;
    let case_id = match what {
        What::Area => None,
        What::Case(typed) => Some(referred_to(cx, typed)?),
    };
    let closed = store::stop::standing(cx.session, member.area)?;
    if closed.iter().any(|it| it.case_id == case_id) {
        return Ok(());
    }
    let stop = Stop {
        area_id: member.area,
        id: cx.new_id(StopId::from_uuid),
        case_id,
        words: words.clone(),
        made_by: member.account,
        made_at: cx.now,
        asked_by: None,
        lifted_by: None,
        lifted_at: None,
        version: 1,
    };
    store::stop::insert(cx.session, &stop)?;
    let cases: Vec<CaseId> = case_id.into_iter().collect();
    let name = if cases.is_empty() { "stop.area" } else { "stop.case" };
    cx.record(name, stop.id.as_str(), &cases);
    Ok(())
}

/// The case of a reference as it was typed, if whoever asks sees it.
fn referred_to(cx: &mut Change<'_, '_>, typed: &str) -> Step<CaseId> {
    let none = || Refused::field("stop_case", "Enter the reference of a case, like NS-7K4Q");
    let area = cx.area()?;
    let reference = CaseReference::typed(typed, &area.prefix).map_err(|_not_one| none())?;
    let found = match store::case::by_reference(cx.session, area.id, reference.as_str()) {
        Err(StoreError::NotFound) => return Err(none().into()),
        other => case::end(cx, other?)?,
    };
    let known = access::known_but_for_stops(cx, &[found.id])?;
    if known.contains(&found.id) { Ok(found.id) } else { Err(none().into()) }
}

/// Says that something is to be opened again: a case opens at once, the area when a second person says
/// so, too.
///
/// # Errors
/// Hidden from all who may not; refused when the same person asks twice; stale when somebody else acted
/// since it was `seen`.
pub fn lift(cx: &mut Change<'_, '_>, id: StopId, seen: i32) -> Step<()> {
    if !may_lift(cx)? {
        return Err(StepError::Hidden);
    }
    let found = standing(cx)?.into_iter().find(|it| it.id == id);
    let mut stop = found.ok_or(StepError::Hidden)?;
    let now = if stop.asked_by.is_some() { "One person asked to open it" } else { "Closed" };
    Stale::check(stop.version, seen, &[("state", "Where it stands", now)])?;
    stop.lift(cx.member()?.account, cx.now)?;
    store::stop::update(cx.session, &mut stop)?;
    let name = if stop.lifted_at.is_some() { "stop.lift" } else { "stop.ask" };
    let cases: Vec<CaseId> = stop.case_id.into_iter().collect();
    cx.record(name, id.as_str(), &cases);
    Ok(())
}

/// Whether the mail of the area waits because the whole area is closed.
///
/// # Errors
/// Fails when the database does.
pub(super) fn is_area_closed<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<bool> {
    let area = cx.area_id()?;
    Ok(store::stop::is_area_closed(cx.session, area)?)
}

/// Whether any of some cases is closed that one of some members would see if it were not.
///
/// # Errors
/// Fails when the database does.
pub(super) fn is_any_closed<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    cases: &[CaseId],
    members: &[Member],
) -> Step<bool> {
    let area = cx.area_id()?;
    let stops = store::stop::standing(cx.session, area)?;
    let closed: Vec<CaseId> = stops.into_iter().filter_map(|it| it.case_id).collect();
    let closed: Vec<CaseId> = closed.into_iter().filter(|it| cases.contains(it)).collect();
    if closed.is_empty() {
        return Ok(false);
    }
    let (facts, now) = (access::facts(cx, &closed)?, cx.now);
    let sees = |member: &Member| {
        facts.values().any(|it| sight_but_for_stops(member, it, now) > Sight::Nothing)
    };
    Ok(members.iter().any(sees))
}
