//! What else may be in the way: another program that holds the file, a second server, a record that
//! cannot be written, too few files to open.
use std::process::Stdio;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;

use super::figure;
use super::saving::{self, NOT_SAVED, Saving};
use crate::support::http::Request;
use crate::support::store::{TestStore, on_both};

#[tokio::test]
async fn a_held_file_is_waited_for_as_long_as_is_set_and_the_save_is_kept_on_the_page() {
    let (room, mut installation) = Saving::prepare(TestStore::on_sqlite()).await;
    installation.set("DATABASE__WAIT_SECONDS", "1");
    let server = installation.start();
    let (visitor, form) = room.form(&server).await;
    let mut holder = installation.store.sqlite();
    holder.batch_execute("BEGIN EXCLUSIVE").unwrap();
    // Nothing of a case is shown meanwhile, since it could not be put on record; all else is.
    let help = visitor.clone().get("/help").await;
    assert_eq!(help.status, 200);
    let began = Instant::now();
    let saves = (0..8).map(|_| {
        let (mut visitor, (text, request)) = (visitor.clone(), saving::next(&form));
        tokio::spawn(async move { (text, visitor.send(request).await.page()) })
    });
    let mut refused = Vec::new();
    for save in saves.collect::<Vec<_>>() {
        refused.push(save.await.unwrap());
    }
    let waited = began.elapsed();
    for (text, page) in &refused {
        assert_eq!((page.status, page.heading()), (503, NOT_SAVED));
        assert!(page.shows(text), "{}", page.source());
    }
    let mut look = visitor.clone();
    let page = look.get(&room.page).await;
    assert!(page.status == 503 && !page.shows("Tamsin"), "{}", page.source());
    holder.batch_execute("ROLLBACK").unwrap();
    for (_, page) in &refused {
        for _ in 0..2 {
            let again = page.form("Send it again").request();
            assert!(saving::is_saved(&visitor.clone().send(again).await));
        }
    }
    let faults = saving::faults(&installation.store, refused.iter().map(|it| it.0.as_str()));
    figure::judge("day.held_file_lost", &faults, "writes", refused.len());
    figure::print("day.held_file_waited", waited.as_secs_f64() * 1000.0, "ms");
}

#[tokio::test]
async fn a_second_server_refuses_at_once() {
    let (_room, installation) = Saving::prepare(TestStore::on_sqlite()).await;
    let _first = installation.start();
    let began = Instant::now();
    let second = installation.command(&[], &["serve"]).stdin(Stdio::null()).output().unwrap();
    let told = String::from_utf8(second.stderr).unwrap();
    assert_eq!(second.status.code(), Some(1), "{told}");
    assert!(
        told.starts_with("marac: another process holds") && told.lines().count() == 1,
        "{told}"
    );
    figure::print("day.second_server_refused", began.elapsed().as_secs_f64() * 1000.0, "ms");
}

on_both! {
    async fn what_cannot_be_recorded_is_not_shown_and_what_was_typed_comes_back(store) {
        let name = store.name();
        let (room, installation) = Saving::prepare(store).await;
        let server = installation.start();
        let (mut visitor, form) = room.form(&server).await;
        installation.store.execute(refuse_entries(name));
        let looks = figure::times(10, 200);
        let mut unrecorded = Vec::new();
        for _ in 0..looks {
            let page = visitor.get(&room.page).await;
            if page.status != 500 || page.source().contains("Tamsin") {
                unrecorded.push(page.source());
            }
        }
        figure::judge(&format!("day.unrecorded_reads.{name}"), &unrecorded, "pages", looks);
        let (text, request) = saving::next(&form);
        let page = visitor.send(request).await.page();
        assert_eq!((page.status, page.heading()), (500, NOT_SAVED));
        assert!(page.shows(&text), "{}", page.source());
        installation.store.execute(allow_entries(name));
        assert!(saving::is_saved(&visitor.send(page.form("Send it again").request()).await));
        let mut faults = saving::faults(&installation.store, [text.as_str()].into_iter());
        faults.extend(saving::broken_record(&installation));
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

fn refuse_entries(database: &str) -> &'static str {
    match database {
        "sqlite" => {
            "CREATE TRIGGER refuse BEFORE INSERT ON entries
             BEGIN SELECT RAISE(ABORT, 'no more'); END"
        }
        _ => {
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
             AS 'BEGIN RAISE EXCEPTION ''no more''; END';
             CREATE TRIGGER refuse BEFORE INSERT ON entries EXECUTE FUNCTION refuse()"
        }
    }
}

fn allow_entries(database: &str) -> &'static str {
    if database == "sqlite" { "DROP TRIGGER refuse" } else { "DROP TRIGGER refuse ON entries" }
}

#[tokio::test]
async fn a_server_that_may_open_few_files_lives_and_serves_again() {
    let (room, installation) = Saving::prepare(TestStore::on_sqlite()).await;
    let mut server = installation.start_behind(&["prlimit", "--nofile=64", "--"]);
    let (mut visitor, form) = room.form(&server).await;
    let address = installation.address();
    let host = address.trim_start_matches("http://");
    let idle: Vec<_> = (0..200).filter_map(|_| std::net::TcpStream::connect(host).ok()).collect();
    assert!(idle.len() > 64, "{} connections", idle.len());
    tokio::time::sleep(Duration::from_secs(1)).await;
    drop(idle);
    let (text, request) = saving::next(&form);
    let began = Instant::now();
    while !visitor.try_send(request.clone()).await.is_ok_and(|it| saving::is_saved(&it)) {
        assert!(began.elapsed() < Duration::from_secs(10), "{}", installation.log());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(!server.is_gone());
    visitor.send(Request::get("/health/ready")).await.expect_status(200);
    let faults = saving::faults(&installation.store, [text.as_str()].into_iter());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    figure::print("day.few_files_recovery", began.elapsed().as_secs_f64() * 1000.0, "ms");
}
