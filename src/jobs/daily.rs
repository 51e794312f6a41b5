//! What is done by the clock in every area.
use tracing::error;

use crate::domain::ids::AreaId;
use crate::domain::time::Instant;
use crate::workflow::{
    Asker, Change, Operation, Service, Step, agenda, operation, reminder, research, schedule,
    timetable,
};

type Job = fn(&mut Change<'_, '_>) -> Step<()>;

/// Every job with its name for the record, in the order in which one may need another. Each does
/// nothing when it is not due or was done.
const JOBS: &[(&str, Job)] = &[
    ("schedule.keep", schedule::keep),
    ("agenda.freeze", agenda::freeze_due),
    ("research.digest", research::digest_due),
    ("research.chase", research::chase_due),
    ("agenda.publish", agenda::publish_due),
    ("agenda.tell_changes", agenda::tell_changes),
    ("action.remind", reminder::remind_due),
    ("operation.forget", operation::forget_due),
];

/// Does what is due now in every area. One that fails is logged and the others are still done.
///
/// # Errors
/// Fails when the areas cannot be read.
pub async fn run_due(service: &Service) -> Step<()> {
    for area in service.areas().await? {
        for (name, job) in JOBS {
            let done = service.change(Asker::service(area, name), Operation::OfItself, *job).await;
            if let Err(failed) = done {
                error!(job = name, %area, error = %failed, "a job failed");
            }
        }
    }
    Ok(())
}

/// The instants after `from`, up to and with `to`, at which something is due in any area, in order.
///
/// # Errors
/// Fails when the database does.
pub async fn between(service: &Service, from: Instant, to: Instant) -> Step<Vec<Instant>> {
    let mut all = Vec::new();
    for area in service.areas().await? {
        all.extend(of_area(service, area, from, to).await?);
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

async fn of_area(
    service: &Service,
    area: AreaId,
    from: Instant,
    to: Instant,
) -> Step<Vec<Instant>> {
    let asker = Asker::service(area, "timetable");
    service.look(asker, move |cx| timetable::between(cx, from, to)).await
}
