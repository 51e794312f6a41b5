//! A disk without room: changes are refused with all that was typed, people still sign in and read,
//! each look is on record, and with room again the next save succeeds without a restart.
use std::time::{Duration, Instant};

use marac::platform::password::{Cost, Passwords};
use marac::platform::random::Random;
use secrecy::SecretString;

use super::figure;
use super::saving::{self, NOT_SAVED, Saving};
use super::volume::Volume;
use crate::support::http::{Request, Visitor};
use crate::support::installation::{Installation, Server};
use crate::support::store::TestStore;

const PASSWORD: &str = "a long pass phrase";
/// How soon a save succeeds once there is room.
const SOON: Duration = Duration::from_secs(5);

#[tokio::test]
async fn a_full_disk_stops_changes_and_nothing_else() {
    let volume = Volume::new("ext4", 64);
    let (room, mut installation) = Saving::prepare(TestStore::on_sqlite_in(&volume.path())).await;
    give_password(&installation.store).await;
    installation.set("DATABASE__RESERVE_MIB", "8");
    installation.set("SECURITY__SECOND_FACTOR_ROLES", "none");
    let server = installation.start();
    let form = room.form(&server).await;
    let end = Instant::now() + Duration::from_millis(500);
    let mut saved: Vec<String> =
        Saving::until(&form, 4, end).await.into_iter().map(|it| it.text).collect();
    let filler = volume.fill();
    let (mut visitor, form) = room.form(&server).await;
    let (text, refused) = loop {
        let (text, request) = saving::next(&form);
        let answer = visitor.send(request).await;
        if !saving::is_saved(&answer) {
            break (text, answer.page());
        }
        saved.push(text);
        assert!(saved.len() < 20_000, "the disk is full and everything is saved");
    };
    assert_eq!((refused.status, refused.heading()), (503, NOT_SAVED));
    assert!(refused.shows(&text), "{}", refused.source());
    let looks = figure::times(20, 500);
    read_on(&server, &room, &installation.store, looks).await;
    sign_in(&server).await;
    std::fs::remove_file(filler).unwrap();
    let began = Instant::now();
    while !saving::is_saved(&visitor.send(refused.form("Send it again").request()).await) {
        assert!(began.elapsed() < SOON, "nothing is saved with room again: {}", installation.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    figure::print("day.disk_full_recovery", began.elapsed().as_secs_f64() * 1000.0, "ms");
    saved.push(text);
    assert!(saving::is_saved(&visitor.send(refused.form("Send it again").request()).await));
    let mut faults = saving::faults(&installation.store, saved.iter().map(String::as_str));
    faults.extend(saving::broken_record(&installation));
    figure::judge("day.disk_full_lost", &faults, "writes", saved.len());
    figure::print_of("day.disk_full_reads_recorded", looks, "pages", looks);
}

/// Reads the case again and again, with a change in between that is refused.
async fn read_on(server: &Server, room: &Saving, store: &TestStore, looks: usize) {
    let reads = "SELECT count(*) AS count FROM entries WHERE deed = 'read'";
    for _ in 0..looks {
        let before = store.count(reads);
        let (mut visitor, form) = room.form(server).await;
        assert_eq!(store.count(reads), before + 1, "a look is not on record");
        let answer = visitor.send(saving::next(&form).1).await;
        answer.expect_status(503);
    }
    let health = server.visitor("").send(Request::get("/health/ready")).await;
    assert_eq!((health.status, health.source().lines().next()), (503, Some("database: writing")));
}

async fn give_password(store: &TestStore) {
    let cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };
    let passwords = Passwords::start(cost, Random::seeded(7)).unwrap();
    let hash = passwords.hash(SecretString::from(PASSWORD)).await.unwrap();
    let order =
        format!("UPDATE accounts SET password = '{hash}' WHERE email = 's.okafor@council.example'");
    store.execute(&order);
}

async fn sign_in(server: &Server) {
    let mut visitor: Visitor = server.visitor("");
    visitor.forget();
    let page = visitor.get("/sign-in").await;
    let form = page.form("Sign in").fill("Email address", "s.okafor@council.example");
    let today = form.fill("Password", PASSWORD).submit(&mut visitor).await;
    assert_eq!(today.heading(), "Thursday 12 February 2026");
}

#[tokio::test]
async fn a_log_that_cannot_be_written_stops_nothing() {
    let (room, installation) = Saving::prepare(TestStore::on_sqlite()).await;
    let mut server = serve_into_a_full_log(&installation);
    let (mut visitor, form) = room.form(&server).await;
    let (text, request) = saving::next(&form);
    assert!(saving::is_saved(&visitor.send(request).await));
    assert_eq!(visitor.get("/no/such/page").await.status, 404);
    installation.store.execute("ALTER TABLE entries RENAME TO away");
    assert_eq!(visitor.get(&room.page).await.status, 500, "a failure, with its line in the log");
    installation.store.execute("ALTER TABLE away RENAME TO entries");
    assert_eq!(visitor.get(&room.page).await.status, 200);
    assert!(!server.is_gone());
    drop(server);
    let faults = saving::faults(&installation.store, [text.as_str()].into_iter());
    figure::judge("day.log_full_lost", &faults, "writes", 1);
}

/// Both outputs end in the device that is always full.
fn serve_into_a_full_log(installation: &Installation) -> Server {
    installation.start_behind(&["sh", "-c", "exec \"$@\" >/dev/full 2>&1", "sh"])
}
