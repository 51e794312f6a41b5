//! Attendance: who is in the room, and who accepted the confidentiality statement.
mod call;
mod unseen;

use std::collections::HashMap;

pub use call::{Guest, Mark, Seen, add_guest, call};
pub(super) use unseen::{expected_for, seen_rows};

use super::meeting::{self, Entry};
use super::{Change, Cx, Step, StepError, colleague};
use crate::domain::access::{Duty, may};
use crate::domain::account::Colleague;
use crate::domain::actor::{Member, Role};
use crate::domain::agency::Agency;
use crate::domain::attendance::{Attendance, Presence};
use crate::domain::ids::{AccountId, AgencyId, AttendanceId, ListingId};
use crate::domain::meeting::{Meeting, State};
use crate::domain::refusal::Refused;
use crate::domain::research::State as ResearchState;
use crate::domain::text::Private;
use crate::store;

/// The confidentiality statement in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its version.
    pub version: i32,
    /// Its text.
    pub text: String,
}

/// A line of the roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollLine {
    /// The person's row.
    pub attendance: Attendance,
    /// Their agency's name.
    pub agency: String,
}

/// The roll of a meeting that is being held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roll {
    /// The meeting.
    pub meeting: Meeting,
    /// The statement that everybody accepts before a case is shown to them.
    pub statement: Statement,
    /// Everybody expected or added, by agency and name; only for those who call the roll.
    pub lines: Vec<RollLine>,
    /// Those with an account who are not on the roll yet; only for those who call it.
    pub others: Vec<Colleague>,
    /// The agencies that a guest may speak for; only for those who call the roll.
    pub agencies: Vec<Agency>,
    /// The row of whoever looks.
    pub mine: Option<Attendance>,
}

/// The roll, whole for those who call it; for others the statement and their own row. There is
/// none while the meeting is not being held.
///
/// # Errors
/// Hidden from those who attend no meetings.
pub fn roll<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str) -> Step<Entry<Roll>> {
    let meeting = meeting::attended(cx, slug)?;
    if meeting.state != State::Open {
        return Ok(Entry::Outside);
    }
    let member = cx.member()?;
    let rows = seen_rows(cx, &meeting)?;
    let mine = own(&rows, member.account).cloned();
    let statement = statement(cx)?;
    let mut roll =
        Roll { meeting, statement, lines: vec![], others: vec![], agencies: vec![], mine };
    if cx.on_duty(Duty::Record).is_ok() {
        roll.others = colleague::in_force(cx)?;
        roll.others.retain(|it| it.may(Duty::Attend) && own(&rows, it.account.id).is_none());
        roll.agencies = store::agency::list(cx.session, member.area)?;
        roll.lines = lines(rows, &roll.agencies);
        roll.agencies.retain(|it| it.active);
    }
    Ok(Entry::Inside(Box::new(roll)))
}

fn lines(rows: Vec<Attendance>, agencies: &[Agency]) -> Vec<RollLine> {
    let names: HashMap<AgencyId, &str> =
        agencies.iter().map(|it| (it.id, it.name.as_str())).collect();
    let agency = |id| names.get(&id).copied().unwrap_or_default().to_owned();
    let line =
        |attendance: Attendance| RollLine { agency: agency(attendance.agency_id), attendance };
    let mut lines: Vec<RollLine> = rows.into_iter().map(line).collect();
    lines.sort_by(|one, two| {
        let place = |it: &RollLine| (it.agency.clone(), it.attendance.name.clone());
        place(one).cmp(&place(two))
    });
    lines
}

/// The statement in force.
///
/// # Errors
/// Fails when the database does.
pub(super) fn statement<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Statement> {
    let area = cx.area()?;
    let text = store::statement::text(cx.session, area.id, area.statement_version)?;
    Ok(Statement { version: area.statement_version, text })
}

/// Accepts the statement on the own screen, which also says that one is there. Doing so twice
/// changes nothing.
///
/// # Errors
/// Hidden from those who attend no meetings, and from an observer who is not on the roll; refused
/// when the statement changed since it was read.
pub fn accept(cx: &mut Change<'_, '_>, slug: &str, version: i32) -> Step<()> {
    let meeting = meeting::being_held(cx, slug)?;
    let member = cx.member()?;
    if cx.area()?.statement_version != version {
        let text = "The statement has changed since you opened the page. Read it again";
        return Err(Refused::field("accepted", text).into());
    }
    let rows = store::attendance::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    match own(&rows, member.account).cloned() {
        Some(row) if row.acknowledged_at.is_some() && row.is_present() => Ok(()),
        Some(row) => save_acceptance(cx, &meeting, row),
        None if !takes_part(member) => Err(StepError::Hidden),
        None => {
            let row = expected(cx, &meeting, member.account, (member.name.clone(), member.agency));
            let row = accepted(cx, &meeting, row)?;
            store::attendance::insert(cx.session, &row)?;
            cx.record("attendance.accept", row.id.as_str(), &[]);
            Ok(())
        }
    }
}

fn save_acceptance(cx: &mut Change<'_, '_>, meeting: &Meeting, row: Attendance) -> Step<()> {
    let mut row = accepted(cx, meeting, row)?;
    store::attendance::update(cx.session, &mut row)?;
    cx.record("attendance.accept", row.id.as_str(), &[]);
    Ok(())
}

/// The row of whoever asks, there and with the statement accepted.
fn accepted(cx: &mut Change<'_, '_>, meeting: &Meeting, mut row: Attendance) -> Step<Attendance> {
    if !row.is_present() {
        row.presence = arriving(meeting);
    }
    acknowledge(cx, &mut row)?;
    Ok(row)
}

/// Notes in a row that its person accepted the statement in force, as whoever asks says.
fn acknowledge(cx: &mut Change<'_, '_>, row: &mut Attendance) -> Step<()> {
    row.acknowledged_at = Some(cx.now);
    row.acknowledged_by = Some(cx.member()?.account);
    row.statement_version = Some(cx.area()?.statement_version);
    Ok(())
}

/// How somebody is there who comes in now: late once the first case has been begun.
fn arriving(meeting: &Meeting) -> Presence {
    if meeting.current_id.is_some() { Presence::Late } else { Presence::Present }
}

/// Whether somebody attends in their own right: observers are let in by name.
fn takes_part(member: &Member) -> bool {
    may(member, Duty::TakePart)
}

/// The row of an account.
pub(super) fn own(rows: &[Attendance], account: AccountId) -> Option<&Attendance> {
    rows.iter().find(|it| it.account_id == Some(account))
}

/// Whether whoever asks is in the room and accepted the statement.
///
/// # Errors
/// Fails when the database does.
pub(super) fn is_admitted<Mode>(cx: &mut Cx<'_, '_, Mode>, meeting: &Meeting) -> Step<bool> {
    let rows = store::attendance::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    Ok(admitted(&rows, cx.member()?.account))
}

/// Whether an account's person is in the room and accepted the statement.
pub(super) fn admitted(rows: &[Attendance], account: AccountId) -> bool {
    own(rows, account).is_some_and(|it| it.is_present() && it.acknowledged_at.is_some())
}

/// A row for somebody who is expected.
fn expected(
    cx: &Change<'_, '_>,
    meeting: &Meeting,
    account: AccountId,
    (name, agency): (Private, AgencyId),
) -> Attendance {
    Attendance {
        area_id: meeting.area_id,
        id: cx.new_id(AttendanceId::from_uuid),
        meeting_id: meeting.id,
        account_id: Some(account),
        name,
        agency_id: agency,
        presence: Presence::Expected,
        is_observer: false,
        acknowledged_at: None,
        acknowledged_by: None,
        statement_version: None,
        version: 1,
    }
}

/// Puts everybody who is expected onto the roll of a meeting that opens: the people of the agencies
/// asked on its cases, its chair and minute-taker, and the IDVAs.
///
/// # Errors
/// Fails when the database does.
pub(super) fn expect(cx: &mut Change<'_, '_>, meeting: &Meeting) -> Step<()> {
    let listings = store::listing::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    let listings: Vec<ListingId> = listings.iter().map(|it| it.id).collect();
    let research = store::research::of_listings(cx.session, meeting.area_id, &listings)?;
    let mut asked: Vec<AgencyId> = research
        .iter()
        .filter(|it| it.state != ResearchState::Dropped)
        .map(|it| it.agency_id)
        .collect();
    asked.sort_unstable();
    asked.dedup();
    let mut there: Vec<AccountId> = Vec::new();
    for colleague in colleague::in_force(cx)? {
        let account = &colleague.account;
        if is_expected(&colleague, meeting, &asked) && !there.contains(&account.id) {
            let of = (account.name.clone(), colleague.membership.agency_id);
            let row = expected(cx, meeting, account.id, of);
            store::attendance::insert(cx.session, &row)?;
            there.push(account.id);
        }
    }
    Ok(())
}

fn is_expected(colleague: &Colleague, meeting: &Meeting, asked: &[AgencyId]) -> bool {
    let (account, roles) = (colleague.account.id, &colleague.membership.roles);
    meeting.is_chaired_by(account)
        || meeting.minute_taker_id == Some(account)
        || roles.contains(&Role::Idva)
        || roles.contains(&Role::Representative) && asked.contains(&colleague.membership.agency_id)
}
