//! The instants at which the service does something by itself.
use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::{Cx, Service, Step};
use crate::domain::ids::AreaId;
use crate::domain::meeting::Meeting;
use crate::domain::schedule::Schedule;
use crate::domain::time::{Day, Instant, TimeOfDay};
use crate::store::{self, StoreError};

/// The most days that are looked through.
const MOST_DAYS: usize = 400;

impl Service {
    /// The areas of the installation.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn areas(&self) -> Step<Vec<AreaId>> {
        let areas = self.database.read(store::area::list).await;
        let areas = areas.map_err(|error: StoreError| super::StepError::from(error))?;
        Ok(areas.into_iter().map(|it| it.id).collect())
    }

    /// How long the oldest message of any area that should have left has waited; none when none
    /// waits.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn oldest_unsent(&self) -> Step<Option<TimeDelta>> {
        let now = self.clock().now();
        let oldest = self.database.read(move |view| {
            let mut oldest: Option<Instant> = None;
            for area in store::area::list(view)? {
                let here = store::outbox::oldest_unsent(view, area.id, now)?;
                oldest = oldest.into_iter().chain(here).min();
            }
            Ok::<_, StoreError>(oldest)
        });
        Ok(oldest.await?.map(|it| now - it))
    }
}

/// The instants after `from`, up to and with `to`, at which something is due in the area: the
/// start of each day, the moments of its meetings, and the morning's reminders. In order.
///
/// # Errors
/// Fails when the database does.
pub fn between<Mode>(cx: &mut Cx<'_, '_, Mode>, from: Instant, to: Instant) -> Step<Vec<Instant>> {
    let (area, calendar) = (cx.area()?, cx.calendar()?);
    let schedule = Schedule::new(&area.settings, calendar);
    let clock = schedule.clock();
    let (first, last) = (clock.day_of(from), clock.day_of(to));
    let mut found = BTreeSet::new();
    for day in first.iter_days().take_while(|it| *it <= last).take(MOST_DAYS) {
        found.insert(clock.instant_of(day, TimeOfDay::MIN));
        if calendar.is_working_day(day) {
            found.insert(clock.instant_of(day, area.settings.action.reminded_at));
        }
        if schedule.meets_on(day) {
            let times = schedule.times_of(day);
            found.extend([times.digest, times.cut_off, times.publish]);
            found.extend(schedule.research_chases(day));
        }
    }
    for meeting in store::meeting::between(cx.session, area.id, first, last)? {
        found.extend(moments(&meeting, &schedule));
    }
    Ok(found.into_iter().filter(|it| *it > from && *it <= to).collect())
}

/// What goes before a meeting, wherever it was moved.
fn moments(meeting: &Meeting, schedule: &Schedule<'_>) -> Vec<Instant> {
    let day: Day = meeting.day;
    let usual = schedule.times_of(day);
    let shift = meeting.starts_at - usual.start;
    let chases = schedule.research_chases(day);
    let mut moments: Vec<Instant> = chases.into_iter().map(|it| it + shift).collect();
    moments.extend(meeting.cutoff_at);
    moments.extend([meeting.publish_at, usual.starting_at(meeting.starts_at).digest]);
    moments
}
