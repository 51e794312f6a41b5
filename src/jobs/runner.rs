//! The two loops of a server: mail as soon as it is queued, and what is due each minute.
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval, timeout};
use tracing::error;

use super::checkpoint::Checkpoints;
use super::post::Next;
use super::{daily, post};
use crate::mail::post::Post;
use crate::workflow::Service;

/// How often what is due by the clock is done.
const EACH: Duration = Duration::from_secs(60);
/// How often the record's checkpoints are written: at the start, then with each new hour.
const SECONDS_OF_AN_HOUR: i64 = 3_600;
/// How often mail is looked for without being rung for: for what was put off or is to wait.
const LOOK: Duration = Duration::from_secs(5);
/// How long to leave a mail server alone that takes nothing.
const PAUSE: Duration = Duration::from_secs(60);

/// Works until told to stop; a message that is being sent is finished first.
pub async fn run(
    service: Service,
    post: Post,
    checkpoints: Checkpoints,
    stop: watch::Receiver<bool>,
) {
    tokio::join!(
        by_the_clock(&service, &checkpoints, stop.clone()),
        deliver(&service, &post, stop)
    );
    post.hang_up().await;
}

async fn by_the_clock(
    service: &Service,
    checkpoints: &Checkpoints,
    mut stop: watch::Receiver<bool>,
) {
    let mut of_hour = None;
    let mut minutes = interval(EACH);
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            // The sender going away means the same as the order.
            _told = stop.wait_for(|told| *told) => return,
            _tick = minutes.tick() => {}
        }
        if let Err(failed) = daily::run_due(service).await {
            error!(error = %failed, "what is due could not be found out");
        }
        let hour = service.clock().real_now().timestamp() / SECONDS_OF_AN_HOUR;
        if of_hour.replace(hour) != Some(hour) {
            checkpoints.write(service).await;
        }
    }
}

async fn deliver(service: &Service, post: &Post, mut stop: watch::Receiver<bool>) {
    let (bell, stopping) = (service.mail_bell(), stop.clone());
    loop {
        let next = post::deliver_due(service, post, || !*stopping.borrow()).await;
        let pause = match next {
            Ok(Next::GoOn) => None,
            Ok(Next::Wait) => Some(PAUSE),
            Err(failed) => {
                error!(error = %failed, "mail could not be looked for");
                Some(PAUSE)
            }
        };
        let rest = async {
            match pause {
                Some(pause) => tokio::time::sleep(pause).await,
                // Rung for or not, it is looked for.
                None => drop(timeout(LOOK, bell.notified()).await),
            }
        };
        tokio::select! {
            _told = stop.wait_for(|told| *told) => return,
            () = rest => {}
        }
    }
}
