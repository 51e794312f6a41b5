//! The county's two years: its meetings, their cases and minutes, written day by day.
use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, TimeDelta, Weekday};

use super::SEED;
use super::chance::Chance;
use super::county::County;
use super::past::{Rows, Scribe};
use super::today::{self, EARLIER};
use super::write::{self, Refer};
use crate::domain::actor::Actor;
use crate::domain::attendance::{Attendance, Presence};
use crate::domain::ids::{AttendanceId, MeetingId};
use crate::domain::meeting::{AgendaState, Kind, Meeting, State};
use crate::domain::notice::Delivery;
use crate::domain::schedule::Schedule;
use crate::domain::session::Confirmed;
use crate::domain::task::{self, Task};
use crate::domain::time::{Day, Instant};
use crate::platform::clock::FixedClock;
use crate::platform::random::Random;
use crate::store::{self, Database, StoreError};
use crate::workflow::{Asker, Operation, Service, minutes};

/// The references of those who were heard before and are referred again now, by name.
pub(super) type References = HashMap<&'static str, String>;

/// Cases in the last days, when the county has had enough of them.
const RECENT: [usize; 10] = [9, 8, 9, 10, 8, 9, 9, 10, 9, 12];
/// How many actions are open past their day when the demo opens.
const OVERDUE: u32 = 11;

/// Writes the two years before today.
pub(super) async fn write(
    service: &Service,
    database: &Database,
    clock: &FixedClock,
    county: &County,
    cases: u32,
) -> anyhow::Result<References> {
    let settings = &county.area.settings;
    let schedule = Schedule::new(settings, service.tools().calendar(settings.nation));
    let today = today::day();
    let first = today.with_year(today.year() - 2).unwrap_or(today);
    let days: Vec<Day> = first
        .iter_days()
        .take_while(|it| *it < today)
        .filter(|it| schedule.meets_on(*it))
        .collect();
    let mut scribe = Scribe {
        county,
        chance: Chance::seeded(SEED),
        random: Random::seeded(SEED + 2),
        today,
        overdue: OVERDUE,
        rows: Rows::default(),
    };
    let mut refer = Refer::new(service.tools().checklist.clone(), cases);
    for (day, count) in plan(&days, usize::try_from(cases)?) {
        let meeting = held(&mut scribe, &schedule, day);
        for place in 0..count {
            write::case(&mut scribe, &mut refer, &meeting, place);
        }
        for (place, it) in (count..).zip(EARLIER.iter().filter(|it| today::parse(it.1) == day)) {
            write::named(&mut scribe, &mut refer, (&meeting, place), it.0);
        }
        let attendance = attendance(&mut scribe, &meeting);
        let rows = std::mem::take(&mut scribe.rows);
        let kept = meeting.clone();
        let write = move |tx: &mut store::Tx<'_>| -> Result<(), StoreError> {
            store::meeting::insert(tx, &kept)?;
            attendance.iter().try_for_each(|it| store::attendance::insert(tx, it))?;
            rows.write(tx)
        };
        database.write(write).await?;
        issue(service, clock, county, &meeting).await?;
        settle(database, county, &meeting).await?;
    }
    Ok(refer.references)
}

/// The first weekday on a day or after it.
pub(super) fn on_or_after(day: Day) -> Day {
    let is_open = |it: &Day| !matches!(it.weekday(), Weekday::Sat | Weekday::Sun);
    day.iter_days().find(is_open).unwrap_or(day)
}

/// How many cases were heard on which days: the last two weeks are full, as far as there are cases.
fn plan(days: &[Day], cases: usize) -> BTreeMap<Day, usize> {
    let (older, last) = days.split_at(days.len().saturating_sub(RECENT.len()));
    let wanted: usize = RECENT.iter().sum();
    let mut plan: BTreeMap<Day, usize> = if cases >= 2 * wanted {
        last.iter().copied().zip(RECENT).collect()
    } else {
        last.iter().map(|it| (*it, (cases / 2 / RECENT.len()).max(1))).collect()
    };
    let rest = cases.saturating_sub(plan.values().sum());
    let meetings = (rest / 6).clamp(1, older.len().max(1));
    for meeting in 0..meetings {
        if let Some(day) = older.get(meeting * older.len() / meetings) {
            let extra = usize::from(meeting < rest % meetings);
            plan.insert(*day, rest / meetings + extra);
        }
    }
    for (_, day) in EARLIER {
        plan.entry(today::parse(day)).or_default();
    }
    plan.retain(|day, _| days.contains(day));
    plan
}

/// A meeting that was held.
fn held(scribe: &mut Scribe<'_>, schedule: &Schedule<'_>, day: Day) -> Meeting {
    let (settings, people) = (&scribe.county.area.settings, &scribe.county.people);
    let times = schedule.times_of(day);
    let mut meeting = Meeting {
        area_id: scribe.county.area.id,
        id: MeetingId::from_uuid(scribe.random.uuid()),
        slug: day.to_string(),
        day,
        rule_day: Some(day),
        is_by_hand: false,
        kind: Kind::Regular,
        state: State::Closed,
        starts_at: times.start,
        cutoff_at: None,
        research_due_at: times.research_due,
        publish_at: times.publish,
        place: settings.day.place.clone(),
        join_link: settings.day.join_link.clone(),
        minutes_per_case: settings.budget.minutes_per_case.into(),
        chair_id: Some(people[0].0.id),
        substitute_id: Some(people[2].0.id),
        minute_taker_id: Some(people[1].0.id),
        agenda: AgendaState::Published,
        agenda_version: 1,
        published_at: Some(times.publish),
        told_version: 1,
        told_at: Some(times.publish),
        opened_at: Some(times.start),
        closed_at: Some(closed(times.start)),
        reason: String::new(),
        current_id: None,
        version: 1,
    };
    meeting.set_times(&times);
    meeting
}

fn closed(start: Instant) -> Instant {
    start + TimeDelta::minutes(105)
}

/// Who was there: everybody who answers for an agency, but for a few apologies.
fn attendance(scribe: &mut Scribe<'_>, meeting: &Meeting) -> Vec<Attendance> {
    let county = scribe.county;
    let answering =
        county.agencies.iter().flat_map(|it| county.answering(it.id).into_iter().take(2));
    let there = county.people[..2].iter().chain(answering);
    let row = |(account, membership): &(_, crate::domain::account::Membership)| {
        let account: &crate::domain::account::Account = account;
        let away = scribe.chance.once_in(12) && account.id != county.people[0].0.id;
        Attendance {
            area_id: meeting.area_id,
            id: AttendanceId::from_uuid(scribe.random.uuid()),
            meeting_id: meeting.id,
            account_id: Some(account.id),
            name: account.name.clone(),
            agency_id: membership.agency_id,
            presence: if away { Presence::Apologies } else { Presence::Present },
            is_observer: false,
            acknowledged_at: (!away).then_some(meeting.starts_at),
            acknowledged_by: (!away).then_some(account.id),
            statement_version: (!away).then_some(1),
            version: 1,
        }
    };
    there.map(row).collect()
}

/// The chair approves what the meeting recorded, as they would in the service.
async fn issue(
    service: &Service,
    clock: &FixedClock,
    county: &County,
    meeting: &Meeting,
) -> anyhow::Result<()> {
    clock.move_to(closed(meeting.starts_at) + TimeDelta::minutes(50));
    let (chair, place) = &county.people[0];
    let asker = Asker {
        actor: Actor::Member(place.member(chair.name.clone())),
        name: "minutes.approve",
        subject: String::new(),
        request: String::new(),
        confirmed: Confirmed::Lately,
    };
    let meeting = meeting.clone();
    let approve = move |cx: &mut crate::workflow::Change<'_, '_>| {
        minutes::draft(cx, &meeting)?;
        minutes::approve(cx, &meeting.slug, 1)
    };
    service.change(asker, Operation::OfItself, approve).await?;
    Ok(())
}

/// The letters of old minutes have long left. One of yesterday's came back; the others are still to
/// be delivered.
async fn settle(database: &Database, county: &County, meeting: &Meeting) -> Result<(), StoreError> {
    let is_last = on_or_after(meeting.day.succ_opt().unwrap_or_default()) == today::day();
    let gone = county.person("Ruth Cole").0.id;
    let (area, meeting) = (meeting.area_id, meeting.id);
    let random = Random::seeded(SEED + 3);
    database
        .write(move |tx| {
            let copies = store::minutes_copy::of_meeting(tx, area, meeting)?;
            let ids: Vec<_> = copies.iter().filter_map(|it| it.message_id).collect();
            for mut message in store::outbox::of_ids(tx, area, &ids)? {
                let came_back = is_last && message.account_id == gone;
                if is_last && !came_back {
                    continue;
                }
                message.delivery = if came_back { Delivery::Refused } else { Delivery::Accepted };
                message.attempts = 1;
                message.settled_at = Some(message.not_before + TimeDelta::minutes(1));
                if came_back {
                    "the mailbox is not there (550)".clone_into(&mut message.last_answer);
                    store::task::insert(tx, &returned(&random, &message))?;
                }
                store::outbox::save(tx, &message)?;
            }
            Ok(())
        })
        .await
}

fn returned(random: &Random, message: &crate::domain::notice::Message) -> Task {
    Task {
        area_id: message.area_id,
        id: crate::domain::ids::TaskId::from_uuid(random.uuid()),
        kind: task::Kind::ReturnedMail,
        subject: message.id.to_string(),
        made_at: message.not_before + TimeDelta::minutes(2),
        done_at: None,
        done_by: None,
        version: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_is_heard_once_and_the_last_days_are_full() {
        let days: Vec<Day> = today::parse("2024-02-12")
            .iter_days()
            .take_while(|it| *it < today::day())
            .filter(|it| on_or_after(*it) == *it)
            .collect();
        for cases in [1, 10, 240, 10_000] {
            let plan = plan(&days, cases);
            assert!(plan.keys().all(|it| days.contains(it)), "{cases}");
            assert!(plan.values().sum::<usize>() >= cases.min(240), "{cases}");
        }
        assert_eq!(plan(&days, 240).values().last(), Some(&12));
        assert_eq!(plan(&days, 240).values().sum::<usize>(), 240);
    }
}
