//! A disk that fails once: that save is not acknowledged, nothing after it is, the process ends
//! with a plain line, and started afresh it has all that was acknowledged.
use std::time::Duration;

use super::figure;
use super::saving::{self, NOT_SAVED, Saving};
use crate::support::http::Request;
use crate::support::installation::{Installation, Server};
use crate::support::store::TestStore;

/// The most saves after which a failure has come or comes no more.
const SAVES: usize = 40;
/// How long the process may take to end.
const MOST: Duration = Duration::from_secs(15);

#[tokio::test]
async fn no_save_is_acknowledged_that_a_failed_disk_did_not_keep() {
    let (room, installation) = Saving::prepare(TestStore::on_sqlite()).await;
    let (mut saved, mut faults, mut stops, mut points) = (Vec::new(), Vec::new(), 0, 0);
    let sweeps = [("fdatasync,fsync", figure::times(2, 50)), ("pwrite64", figure::times(2, 100))];
    for (call, most) in sweeps {
        // Of a short run, those that what the service does by itself at its start is past.
        for nth in (0..most).map(|it| figure::times(15, 1) + it * 3) {
            points += 1;
            let mut server = behind_a_failure(&installation, call, nth);
            let failed = save(&room, &mut server, &mut saved).await;
            if !matches!(failed, Failed::Nowhere) {
                stops += 1;
                check_stop(&mut server, &installation, (call, nth));
            }
            drop(server);
            if let Failed::Save(text, request) = failed {
                let again = installation.start();
                let answer = again.visitor(&room.token).send(request).await;
                assert!(saving::is_saved(&answer), "{answer}");
                saved.push(text);
            }
            let found = saving::faults(&installation.store, saved.iter().map(String::as_str));
            let found = found.into_iter().chain(saving::broken_record(&installation));
            faults.extend(found.map(|it| format!("{call} {nth}: {it}")));
        }
    }
    assert!(stops > 0, "no failure reached the database");
    let of = saved.len();
    figure::judge("day.disk_failed_false_acknowledgements", &faults, "writes", of);
    figure::print_of("day.disk_failed_stops", stops, "failures", points);
}

/// The server with the nth call of each of its threads failing.
fn behind_a_failure(installation: &Installation, call: &str, nth: usize) -> Server {
    let (trace, inject) = (format!("trace={call}"), format!("inject={call}:error=EIO:when={nth}"));
    let strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
    installation.launch(&strace)
}

/// Where the failure struck.
enum Failed {
    /// Nowhere that a save needed.
    Nowhere,
    /// What the service does by itself, or the record of a look, of which nothing was shown.
    Elsewhere,
    /// A save with these words, which was sent like this.
    Save(String, Request),
}

/// Saves until one save is refused.
async fn save(room: &Saving, server: &mut Server, saved: &mut Vec<String>) -> Failed {
    if !server.answers(Duration::from_secs(60)) {
        return Failed::Elsewhere;
    }
    let mut visitor = server.visitor(&room.token);
    let Ok(answer) = visitor.try_send(Request::get(&room.page)).await else {
        return Failed::Elsewhere;
    };
    let page = answer.page();
    if page.status != 200 {
        assert!(page.status == 503 && !page.shows("Tamsin"), "{}", page.source());
        return Failed::Elsewhere;
    }
    let form = page.form("Add an action").pick("Owner", "Housing Options, Marcus Reid");
    for _ in 0..SAVES {
        let (text, request) = saving::next(&form);
        let Ok(answer) = visitor.try_send(request.clone()).await else {
            // The service's own work met the failure, and the process ended before it answered.
            return Failed::Save(text, request);
        };
        if !saving::is_saved(&answer) {
            let page = answer.page();
            assert_eq!((page.status, page.heading()), (503, NOT_SAVED));
            assert!(page.shows(&text), "{}", page.source());
            return Failed::Save(text, request);
        }
        saved.push(text);
    }
    Failed::Nowhere
}

fn check_stop(server: &mut Server, installation: &Installation, when: (&str, usize)) {
    assert_eq!(server.ended(MOST), Some(1), "{when:?}: {}", installation.log());
    let log = installation.log();
    let last = log.lines().last().unwrap_or_default();
    let is_plain = last.starts_with("marac: ") && last.ends_with("disk I/O error");
    assert!(is_plain, "{when:?}: {log}");
}
