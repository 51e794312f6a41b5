//! The server killed while it sends mail over SMTP with STARTTLS, to readers of whom one has a relay
//! that takes each message and breaks off: everybody gets each message, at most twice, and the
//! second time as the same one.
use chrono::TimeDelta;

use super::figure;
use super::kill::blow::Moments;
use super::kill::target::Triage;
use super::kill::{Run, SPARE, points, verify};
use crate::mail::server::{self, Relay};
use crate::support::county::County;
use crate::support::installation::Server;
use crate::support::store::{TestStore, on_both};

/// How many people are told as a referral is accepted: the IDVA, and three more who act as one.
const READERS: i64 = 4;
/// So many kills between two times at which what was left behind is sent on: fewer than take as
/// long as a message is left alone.
const BATCH: usize = 40;

on_both! {
    async fn every_message_arrives_once_or_twice_as_the_same(store) {
        let points = points(&store);
        let county = County::in_store(store).await;
        more_readers(&county.store);
        let mut triage = Triage::prepare(&county, points + SPARE, READERS).await;
        let coordinator = county.coordinator();
        let mut run = Run::new(county, coordinator).await;
        let relay = server::faulty(600);
        run.installation.send_by(&relay.settings);
        run.has_ended = |store, wanted| {
            let open = " AND settled_at IS NULL AND delivery IN ('queued', 'leased')";
            wanted.count(store, "mail", open) == 0
        };
        let mut server = run.start();
        recover(&mut run, &mut server).await;
        let usual = run.usual(&mut triage).await;
        let mut moments = Moments::new(points, usual);
        while let Some(blow) = moments.another().filter(|_| run.tally.is_whole()) {
            let struck = run.strike(&mut server, blow, &mut triage).await;
            moments.went(struck);
            if run.tally.points % BATCH == 0 {
                recover(&mut run, &mut server).await;
            }
        }
        recover(&mut run, &mut server).await;
        drop(server);
        arrived(&run, &relay);
        run.tally.settle("mail", run.installation.store.name());
        verify(&run.installation);
    }
}

/// Lets three more people be told of accepted cases, one of them by a relay that breaks off.
fn more_readers(store: &TestStore) {
    let names = ["l.hart@police.example", "m.reid@homes.example", "d.frost@probation.example"];
    for name in names {
        store.execute(&format!(
            "UPDATE memberships SET roles = '[\"representative\",\"idva\"]' \
             WHERE account_id = (SELECT id FROM accounts WHERE email = '{name}')"
        ));
    }
    let broken = "drop@probation.example";
    store.execute(&format!("UPDATE accounts SET email = '{broken}' WHERE email = '{}'", names[2]));
}

/// Lets so much time pass that what was left behind is sent on, and then what was uncertain.
async fn recover(run: &mut Run, server: &mut Server) {
    for _ in 0..2 {
        server.kill();
        run.installation.pass(TimeDelta::minutes(11));
        *server = run.start();
        run.visitor.get("/").await;
        let open = "SELECT count(*) AS count FROM messages WHERE settled_at IS NULL \
             AND delivery IN ('queued', 'leased')";
        let begun = std::time::Instant::now();
        while run.installation.store.count(open) > 0 {
            assert!(begun.elapsed().as_secs() < 120, "{}", run.installation.log());
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }
}

/// Counts the copies of each message that was to be sent.
fn arrived(run: &Run, relay: &Relay) {
    let store = &run.installation.store;
    let wanted = "SELECT id || ' ' || delivery || ' ' || kind AS text FROM messages \
         WHERE delivery <> 'dropped'";
    let (wanted, heard) = (store.texts(wanted), relay.heard.of("id"));
    let (mut missing, mut twice, mut more) = (Vec::new(), 0, Vec::new());
    for message in &wanted {
        let id = format!("<{}@", message.split(' ').next().unwrap());
        match heard.iter().filter(|it| it.starts_with(&id)).count() {
            0 => missing.push(message.as_str()),
            1 => {}
            2 => twice += 1,
            copies => more.push(format!("{copies} of {message}")),
        }
        if !message.contains(" accepted ") && !message.contains(" uncertain ") {
            missing.push(message);
        }
    }
    let of = |it: &str| format!("day.mail_{it}.{}", store.name());
    figure::print_of(&of("missing"), missing.len(), "messages", wanted.len());
    figure::print_of(&of("twice"), twice, "messages", wanted.len());
    figure::print_of(&of("more_than_twice"), more.len(), "messages", wanted.len());
    assert!(missing.is_empty(), "nobody got\n{}", missing.join("\n"));
    assert!(more.is_empty(), "too many copies:\n{}", more.join("\n"));
    let readers = store.count(
        "SELECT count(DISTINCT account_id) AS count FROM messages WHERE kind = 'case_accepted'",
    );
    assert_eq!(readers, READERS);
}
