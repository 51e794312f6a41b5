//! Calling the roll: who is there, who sent apologies, and guests by name.
use super::{Change, Step, acknowledge, arriving, expected, expected_for, meeting, own};
use crate::domain::access::Duty;
use crate::domain::attendance::{Attendance, Presence};
use crate::domain::ids::{AccountId, AgencyId, AttendanceId};
use crate::domain::meeting::Meeting;
use crate::domain::refusal::{Clash, Refused, Stale};
use crate::domain::text::Private;
use crate::store;
use crate::workflow::{StepError, colleague};

/// What a line of the roll said when the page was opened, or says now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Whether the person is there.
    pub presence: Presence,
    /// Whether they accepted the statement.
    pub accepted: bool,
}

impl Seen {
    /// What a row says.
    pub fn of(row: &Attendance) -> Self {
        Self { presence: row.presence, accepted: row.acknowledged_at.is_some() }
    }
}

/// One line of the roll as it was sent in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whose.
    pub id: AttendanceId,
    /// What the page said.
    pub was: Seen,
    /// What it is to say.
    pub is: Seen,
}

impl Mark {
    /// What the line says once the changes made on the page are laid over what it says now.
    fn over(&self, now: Seen) -> Seen {
        let presence =
            if self.was.presence == self.is.presence { now.presence } else { self.is.presence };
        let accepted =
            if self.was.accepted == self.is.accepted { now.accepted } else { self.is.accepted };
        Seen { presence, accepted }
    }
}

/// Saves the roll. Only what was changed on the page counts, so that nobody who accepted the
/// statement meanwhile on their own screen is in the way.
///
/// # Errors
/// Hidden from those who do not call rolls; refused when a statement is ticked for somebody who is
/// not there; stale when a presence was changed here and elsewhere.
pub fn call(cx: &mut Change<'_, '_>, slug: &str, marks: &[Mark]) -> Step<()> {
    cx.on_duty(Duty::Record)?;
    let meeting = meeting::being_held(cx, slug)?;
    let rows = store::attendance::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    let mut refused = Refused::default();
    let mut clashes = Vec::new();
    let mut changed = Vec::new();
    for mark in marks {
        let row = rows.iter().find(|it| it.id == mark.id).ok_or(StepError::Hidden)?;
        let now = Seen::of(row);
        let is = mark.over(now);
        if mark.was.presence != mark.is.presence && overtaken(mark, now) {
            clashes.push(clash(row));
        } else if mark.is.accepted && !mark.was.accepted && !is.presence.is_there() {
            let text = "Untick the statement, or mark this person as present";
            refused.add(format!("accepted-{}", row.id), text);
        } else if is != now {
            changed.push((row.clone(), is));
        }
    }
    refused.or_go_on()?;
    if !clashes.is_empty() {
        return Err(Stale { version: meeting.version, clashes }.into());
    }
    for (row, is) in changed {
        save(cx, row, is)?;
    }
    Ok(())
}

/// Whether a presence was set elsewhere to something that is neither what the page showed nor what
/// it sent in.
fn overtaken(mark: &Mark, now: Seen) -> bool {
    now.presence != mark.was.presence && now.presence != mark.is.presence
}

fn clash(row: &Attendance) -> Clash {
    Clash {
        field: format!("presence-{}", row.id),
        label: row.name.reveal().to_owned(),
        theirs: row.presence.as_str().to_owned(),
    }
}

/// Saves a line. Who is not there has not accepted the statement on a roll call; what somebody
/// accepted on their own screen stays.
fn save(cx: &mut Change<'_, '_>, mut row: Attendance, is: Seen) -> Step<()> {
    row.presence = is.presence;
    let by_roll = row.acknowledged_by != row.account_id;
    match (row.acknowledged_at, is.accepted) {
        (None, true) => acknowledge(cx, &mut row)?,
        (Some(_), false) if by_roll => {
            (row.acknowledged_at, row.acknowledged_by) = (None, None);
            row.statement_version = None;
        }
        _ => {}
    }
    store::attendance::update(cx.session, &mut row)?;
    cx.record("attendance.call", row.id.as_str(), &[]);
    Ok(())
}

/// Somebody who was not expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guest {
    /// Somebody with an account.
    Account(AccountId),
    /// Somebody without one, who speaks for an agency.
    Named {
        /// What they are called.
        name: Private,
        /// Their agency.
        agency: AgencyId,
        /// Whether they only observe.
        observes: bool,
    },
}

/// Puts somebody onto the roll who was not expected.
///
/// # Errors
/// Hidden from those who do not call rolls; refused when they are on it already, or nobody by that
/// account attends meetings.
pub fn add_guest(cx: &mut Change<'_, '_>, slug: &str, guest: &Guest) -> Step<()> {
    cx.on_duty(Duty::Record)?;
    let meeting = meeting::being_held(cx, slug)?;
    let rows = store::attendance::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    if let Guest::Account(account) = guest
        && let Some(row) = unseen_row(cx, &meeting, (&rows, *account))?
    {
        let is = Seen { presence: arriving(&meeting), accepted: row.acknowledged_at.is_some() };
        return save(cx, row, is);
    }
    let row = match guest {
        Guest::Account(account) => with_account(cx, &meeting, *account, &rows)?,
        Guest::Named { name, agency, observes } => {
            let agencies = store::agency::list(cx.session, meeting.area_id)?;
            if !agencies.iter().any(|it| it.id == *agency && it.active) {
                return Err(Refused::field("agency", "Select an agency").into());
            }
            if rows.iter().any(|it| it.name == *name && it.agency_id == *agency) {
                let text = "Somebody of this name and agency is on the roll already";
                return Err(Refused::field("name", text).into());
            }
            Attendance { is_observer: *observes, ..unexpected(cx, &meeting, name, *agency) }
        }
    };
    store::attendance::insert(cx.session, &row)?;
    cx.record("attendance.add", row.id.as_str(), &[]);
    Ok(())
}

/// The row of somebody who was expected for cases alone that are not there for whoever asks: to them
/// nobody has put that person onto the roll.
fn unseen_row(
    cx: &mut Change<'_, '_>,
    meeting: &Meeting,
    (rows, account): (&[Attendance], AccountId),
) -> Step<Option<Attendance>> {
    let absent = cx.absent()?;
    let unseen = expected_for(cx, meeting, &absent)?;
    let row = own(rows, account).filter(|it| !it.presence.is_there() && unseen.contains(&account));
    Ok(row.cloned())
}

fn with_account(
    cx: &mut Change<'_, '_>,
    meeting: &Meeting,
    account: AccountId,
    rows: &[Attendance],
) -> Step<Attendance> {
    if own(rows, account).is_some() {
        return Err(Refused::field("account", "This person is on the roll already").into());
    }
    let people = colleague::in_force(cx)?;
    let attends =
        |it: &&crate::domain::account::Colleague| it.account.id == account && it.may(Duty::Attend);
    let colleague = people
        .iter()
        .find(attends)
        .ok_or_else(|| Refused::field("account", "Select somebody from the list"))?;
    let of = (colleague.account.name.clone(), colleague.membership.agency_id);
    let mut row = expected(cx, meeting, account, of);
    row.is_observer = !colleague.may(Duty::ReturnResearch) && !colleague.may(Duty::Record);
    Ok(row)
}

fn unexpected(
    cx: &Change<'_, '_>,
    meeting: &Meeting,
    name: &Private,
    agency: AgencyId,
) -> Attendance {
    Attendance {
        area_id: meeting.area_id,
        id: cx.new_id(AttendanceId::from_uuid),
        meeting_id: meeting.id,
        account_id: None,
        name: name.clone(),
        agency_id: agency,
        presence: arriving(meeting),
        is_observer: false,
        acknowledged_at: None,
        acknowledged_by: None,
        statement_version: None,
        version: 1,
    }
}
