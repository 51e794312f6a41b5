//! The morning's reminders of actions, to owners and to lead contacts.
use chrono::TimeDelta;

use super::{Change, Step, colleague};
use crate::domain::account::Colleague;
use crate::domain::action::Action;
use crate::domain::agency::Agency;
use crate::domain::area::OptionalMail;
use crate::domain::area_clock::AreaClock;
use crate::domain::ids::{AccountId, AgencyId};
use crate::domain::notice::Notice;
use crate::domain::reminder::{Morning, OpenAction, Reminded, Reminder, due};
use crate::domain::time::Day;
use crate::store;

/// The name under which mornings are marked as done.
const JOB: &str = "action.remind";
/// How late in the day reminders still go when the service was down at their time.
const LATEST: TimeDelta = TimeDelta::hours(10);

/// Reminds owners, or those who stand in for them, of what is due and overdue, and lead contacts of what has long been, once each
/// working morning at the area's time. Doing so twice changes nothing.
///
/// # Errors
/// Fails when the database does.
pub fn remind_due(cx: &mut Change<'_, '_>) -> Step<()> {
    let (area, calendar, today) = (cx.area()?, cx.calendar()?, cx.today()?);
    let clock = AreaClock::new(area.settings.timezone);
    let at = clock.instant_of(today, area.settings.action.reminded_at);
    if calendar.is_closed(today) || cx.now < at || cx.now > at + LATEST {
        return Ok(());
    }
    let last = store::mark::last(cx.session, area.id, JOB)?;
    if !store::mark::set(cx.session, area.id, JOB, &today.to_string(), cx.now)? {
        return Ok(());
    }
    let previous = last.and_then(|it| it.parse().ok());
    let morning = Morning {
        today,
        previous: previous.unwrap_or_else(|| calendar.previous_working_day(today)),
        calendar,
        lead_told_after_days: area.settings.action.lead_told_after_days,
    };
    let agencies = store::agency::list(cx.session, area.id)?;
    let people = colleague::in_force(cx)?;
    let open = store::action::open(cx.session, area.id)?;
    let as_reminded = |it: &Action| {
        let agency = agencies.iter().find(|agency| agency.id == it.agency_id);
        let lead = agency.and_then(|it| it.lead_id);
        OpenAction {
            action: it.id,
            agency: it.agency_id,
            keepers: it.keepers(&people, lead, today),
            due_on: it.due_on,
        }
    };
    let open: Vec<OpenAction> = open.iter().map(as_reminded).collect();
    let are_told = area.settings.mails.contains(&OptionalMail::OverdueToLead);
    let leads = if are_told { leads(&agencies, &people) } else { Vec::new() };
    for reminder in due(&open, &morning) {
        tell(cx, &reminder, &leads, today)?;
    }
    Ok(())
}

/// The account of each agency's lead contact.
fn leads(agencies: &[Agency], people: &[Colleague]) -> Vec<(AgencyId, AccountId)> {
    let lead = |agency: &Agency| {
        let lead = people.iter().find(|it| agency.lead_id == Some(it.membership.id))?;
        Some((agency.id, lead.account.id))
    };
    agencies.iter().filter_map(lead).collect()
}

fn tell(
    cx: &mut Change<'_, '_>,
    reminder: &Reminder,
    leads: &[(AgencyId, AccountId)],
    today: Day,
) -> Step<()> {
    let now = cx.now;
    match reminder.to {
        Reminded::Owner(owner) => {
            let notice = Notice::ActionsDue { day: today };
            cx.tell(owner, notice, &format!("actions_due:{today}"), now)?;
        }
        Reminded::Lead(agency) => {
            for (_, lead) in leads.iter().filter(|it| it.0 == agency) {
                let once = format!("agency_overdue:{agency}:{today}");
                cx.tell(*lead, Notice::AgencyOverdue { agency, day: today }, &once, now)?;
            }
        }
    }
    Ok(())
}
