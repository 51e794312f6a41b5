//! Letters over real SMTP and real TLS on loopback.
use std::io::{BufReader, Read, Write};
use std::time::{Duration, Instant};

use marac::domain::letter::Letter;
use marac::mail::outcome::{Outcome, Trouble};
use marac::mail::post::Post;
use marac::mail::transport::{
    Encryption, Patience, RelaySettings, Settings, SettingsError, SignIn, Way,
};

use super::sample;
use super::server::{self, TwoWay, turn};

const FROM: &str = "Northshire daily risk meeting <no-reply@meeting.northshire.example>";

#[tokio::test]
async fn every_letter_arrives_over_starttls_on_one_connection_for_one_reader_each() {
    let relay = server::whole();
    let post = post(&relay.settings);
    for (name, letter) in sample::every() {
        let outcome = post.deliver(&letter, sample::message(1), sample::now()).await;
        assert_eq!(outcome, Outcome::Accepted, "{name}");
    }
    post.hang_up().await;
    let sent = sample::every().len();
    assert_eq!(relay.heard.of("helo").len(), 2, "once in the clear, once encrypted");
    assert_eq!(relay.heard.of("rcpt"), vec!["m.reid@northshire.example"; sent]);
    let data = relay.heard.of("data");
    assert_eq!(data.len(), sent);
    assert!(
        data[0].contains("Subject: Daily risk meeting, 12 February 2026: minutes and 2 actions")
    );
}

#[tokio::test]
async fn a_kept_connection_does_not_wait_for_acknowledgements() {
    let relay = server::whole();
    let post = post(&relay.settings);
    assert_eq!(deliver(&post, "first").await, Outcome::Accepted);
    let begun = Instant::now();
    for _ in 0..50 {
        assert_eq!(deliver(&post, "next").await, Outcome::Accepted);
    }
    let took = begun.elapsed();
    assert!(
        took < Duration::from_millis(50 * 35),
        "each waits for a delayed acknowledgement: {took:?}"
    );
}

#[tokio::test]
async fn temporary_and_permanent_answers_are_told_apart_and_leave_the_connection_usable() {
    let relay = server::whole();
    let post = post(&relay.settings);
    let answered = |outcome: &Outcome, expected: u16| matches!(outcome.trouble(), Some(Trouble::Answer { code, .. }) if *code == expected);
    let greylisted = deliver(&post, "r451").await;
    assert!(matches!(greylisted, Outcome::Deferred(_)) && answered(&greylisted, 451));
    assert!(!greylisted.is_alarm());
    let unknown = deliver(&post, "r550").await;
    assert!(matches!(unknown, Outcome::Refused(_)) && answered(&unknown, 550));
    assert_eq!(format!("{unknown:?}").matches("r550").count(), 0, "{unknown:?}");
    assert_eq!(deliver(&post, "m.reid").await, Outcome::Accepted);
    assert_eq!(relay.heard.of("helo").len(), 2);
    assert_eq!(relay.heard.of("data").len(), 1);
}

#[tokio::test]
async fn a_relay_that_refuses_the_sender_refuses_nobodys_letter() {
    let relay = server::whole();
    let settings =
        Settings { from: "nobody@northshire.example".to_owned(), ..settings(&relay.settings) };
    let outcome = deliver(&Post::open(settings).unwrap(), "m.reid").await;
    assert!(matches!(outcome, Outcome::Deferred(Trouble::Answer { code: 550, .. })));
    assert!(outcome.is_alarm());
}

#[tokio::test]
async fn without_starttls_nothing_is_said() {
    let relay = server::plain();
    let outcome = deliver(&post(&relay.settings), "m.reid").await;
    assert_eq!(outcome, Outcome::Deferred(Trouble::Unencrypted));
    assert!(outcome.is_alarm());
    for kind in ["mail", "rcpt", "data"] {
        assert!(relay.heard.of(kind).is_empty(), "{kind}");
    }
}

#[tokio::test]
async fn a_certificate_that_is_not_right_gets_nothing() {
    let far = i64::from(i32::MAX);
    let mut unknown = server::whole();
    unknown.settings.root_certificate_file = None;
    for (name, relay) in [
        ("from nobody we trust", unknown),
        ("for another name", server::with_certificate("elsewhere.example", far)),
        ("out of date", server::with_certificate("localhost", 1)),
    ] {
        let outcome = deliver(&post(&relay.settings), "m.reid").await;
        assert_eq!(outcome, Outcome::Deferred(Trouble::Untrusted), "{name}");
        assert!(outcome.is_alarm());
        for kind in ["mail", "rcpt", "data"] {
            assert!(relay.heard.of(kind).is_empty(), "{name}: {kind}");
        }
    }
}

#[tokio::test]
async fn what_is_slipped_in_behind_starttls_is_not_taken_for_an_answer() {
    let relay = server::in_the_clear(|socket| {
        let mut stream = BufReader::new(socket);
        turn(&mut stream, "220 localhost\r\n")?;
        turn(&mut stream, "250-localhost\r\n250 STARTTLS\r\n")?;
        stream.say("220 go\r\n250-localhost\r\n250 AUTH PLAIN\r\n250 OK\r\n")?;
        stream.read_to_end(&mut Vec::new()).map(|_| ())
    });
    let outcome = deliver(&post(&relay.settings), "m.reid").await;
    assert_eq!(outcome, Outcome::Deferred(Trouble::Unencrypted));
}

#[tokio::test]
async fn the_relay_learns_who_signs_in_only_when_encrypted() {
    let relay = server::guarded();
    let sign_in = |password: &str| {
        let sign_in = SignIn { user: "marac".to_owned(), password: password.to_owned().into() };
        post(&RelaySettings { sign_in: Some(sign_in), ..relay.settings.clone() })
    };
    assert_eq!(deliver(&sign_in("open sesame"), "m.reid").await, Outcome::Accepted);
    let outcome = deliver(&sign_in("wrong"), "m.reid").await;
    assert_eq!(outcome, Outcome::Deferred(Trouble::SignIn));
    assert!(outcome.is_alarm());
    assert_eq!(relay.heard.of("data").len(), 1);
}

#[tokio::test]
async fn encryption_from_the_first_byte_works_too() {
    let relay = server::scripted(|stream| {
        turn(stream, "220 localhost\r\n")?;
        turn(stream, "250 localhost\r\n")?;
        turn(stream, "250 sender\r\n")?;
        turn(stream, "250 recipient\r\n")?;
        let mut line = turn(stream, "354 go on\r\n")?;
        while line != ".\r\n" {
            line = turn(stream, "")?;
        }
        turn(stream, "250 taken\r\n").map(|_| ())
    });
    assert_eq!(relay.settings.encryption, Encryption::Implicit);
    assert_eq!(deliver(&post(&relay.settings), "m.reid").await, Outcome::Accepted);
}

#[tokio::test]
async fn a_refusal_after_the_message_is_final() {
    let relay = server::faulty(60);
    let post = post(&relay.settings);
    let outcome = deliver(&post, "d554").await;
    assert!(matches!(outcome, Outcome::Refused(Trouble::Answer { code: 554, .. })), "{outcome:?}");
    assert_eq!(deliver(&post, "m.reid").await, Outcome::Accepted);
}

#[tokio::test]
async fn a_connection_lost_after_the_end_of_the_message_is_uncertain_and_not_used_again() {
    let relay = server::faulty(60);
    let post = post(&relay.settings);
    assert_eq!(deliver(&post, "drop").await, Outcome::Uncertain(Trouble::Lost));
    assert_eq!(relay.heard.once(1, "data"), ["drop@northshire.example"], "it did arrive");
    assert_eq!(deliver(&post, "m.reid").await, Outcome::Accepted);
}

#[tokio::test]
async fn an_answer_that_does_not_come_after_the_end_is_uncertain() {
    let relay = server::faulty(60);
    let patience = Patience { step: Duration::from_millis(500), end: Duration::from_millis(500) };
    let post = post(&RelaySettings { patience, ..relay.settings.clone() });
    assert_eq!(deliver(&post, "slow").await, Outcome::Uncertain(Trouble::Slow));
}

#[tokio::test]
async fn a_slow_answer_to_the_end_is_waited_for() {
    let relay = server::faulty(60);
    let patience = Patience { step: Duration::from_secs(1), end: Duration::from_secs(10) };
    let post = post(&RelaySettings { patience, ..relay.settings.clone() });
    assert_eq!(deliver(&post, "slow").await, Outcome::Accepted);
}

#[tokio::test]
async fn a_kept_connection_that_the_relay_closed_is_made_anew() {
    let relay = server::faulty(1);
    let post = post(&relay.settings);
    assert_eq!(deliver(&post, "m.reid").await, Outcome::Accepted);
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(deliver(&post, "m.reid").await, Outcome::Accepted);
    assert_eq!(relay.heard.once(2, "data").len(), 2);
}

#[tokio::test]
async fn a_connection_lost_before_the_end_of_the_message_is_tried_again() {
    let relay = server::scripted(|stream| {
        turn(stream, "220 localhost\r\n")?;
        turn(stream, "250 localhost\r\n")?;
        turn(stream, "250 sender\r\n")?;
        turn(stream, "250 recipient\r\n")?;
        turn(stream, "354 go on\r\n")?;
        stream.get_mut().get_mut().shutdown(std::net::Shutdown::Both)
    });
    let to: lettre::Address = "m.reid@northshire.example".parse().unwrap();
    let envelope = lettre::address::Envelope::new(None, vec![to]).unwrap();
    let message = b"more than the connection holds on its way\r\n".repeat(1_000_000);
    let post = marac::mail::relay::Relay::new(relay.settings.clone()).unwrap();
    let sent = post.send(&envelope, &message, &|| Box::pin(async { None })).await;
    assert_eq!(sent, Outcome::Deferred(Trouble::Lost));
}

#[tokio::test]
async fn a_letter_that_was_made_to_wait_is_made_again_or_does_not_leave() {
    let slow = || {
        server::scripted(|stream| {
            turn(stream, "220 localhost\r\n")?;
            turn(stream, "250 localhost\r\n")?;
            turn(stream, "250 sender\r\n")?;
            std::thread::sleep(Duration::from_millis(700));
            turn(stream, "250 recipient\r\n")?;
            let mut line = turn(stream, "354 go on\r\n")?;
            let mut said = String::new();
            while line != ".\r\n" && !line.is_empty() {
                said.push_str(&line);
                line = turn(stream, "")?;
            }
            assert!(said.is_empty() || said.contains("Other Reader"), "{said}");
            turn(stream, "250 taken\r\n").map(|_| ())
        })
    };
    let (_, letter) = sample::every().swap_remove(0);
    let mut other = letter.clone();
    other.reader.name = "Other Reader".into();
    for (again, expected) in
        [(Some(other), Outcome::Accepted), (None, Outcome::Deferred(Trouble::TakenBack))]
    {
        let relay = slow();
        let again = || -> futures_util::future::BoxFuture<'_, Option<Letter>> {
            Box::pin(std::future::ready(again.clone()))
        };
        let when = (sample::message(1), sample::now());
        let outcome = post(&relay.settings).deliver_afresh(&letter, when, &again).await;
        assert_eq!(outcome, expected);
    }
}

#[tokio::test]
async fn a_relay_that_says_nothing_is_given_up() {
    let relay = server::in_the_clear(|mut socket| socket.read_to_end(&mut Vec::new()).map(|_| ()));
    let patience = Patience { step: Duration::from_millis(200), ..Patience::default() };
    let begun = Instant::now();
    let outcome =
        deliver(&post(&RelaySettings { patience, ..relay.settings.clone() }), "m.reid").await;
    assert_eq!(outcome, Outcome::Deferred(Trouble::Slow));
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_relay_that_says_anything_else_is_no_relay() {
    let relay = server::in_the_clear(|mut socket| socket.write_all(b"SSH-2.0-OpenSSH_9.2\r\n"));
    assert_eq!(deliver(&post(&relay.settings), "m.reid").await, Outcome::Deferred(Trouble::Lost));
}

#[tokio::test]
async fn a_relay_that_is_not_there_defers() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let settings = RelaySettings { port, ..server::plain().settings };
    let outcome = deliver(&post_without_root(settings), "m.reid").await;
    assert_eq!(outcome, Outcome::Deferred(Trouble::Unreachable));
}

#[test]
fn settings_that_cannot_work_are_refused_at_the_start() {
    let relay = server::plain().settings;
    let host = RelaySettings {
        host: "not a host".to_owned(),
        root_certificate_file: None,
        ..relay.clone()
    };
    assert!(matches!(Post::open(settings(&host)), Err(SettingsError::Host)));
    let empty = tempfile::NamedTempFile::new().unwrap();
    for file in [empty.path().to_owned(), empty.path().with_extension("missing")] {
        let root = RelaySettings { root_certificate_file: Some(file), ..relay.clone() };
        assert!(matches!(Post::open(settings(&root)), Err(SettingsError::RootCertificate(_))));
    }
}

async fn deliver(post: &Post, name: &str) -> Outcome {
    let (_, mut letter) = sample::every().swap_remove(0);
    letter.reader = sample::reader(&format!("{name}@northshire.example"));
    post.deliver(&letter, sample::message(1), sample::now()).await
}

fn settings(relay: &RelaySettings) -> Settings {
    Settings { from: FROM.to_owned(), reply_to: None, way: Way::Smtp(relay.clone()) }
}

fn post(relay: &RelaySettings) -> Post {
    Post::open(settings(relay)).unwrap()
}

fn post_without_root(relay: RelaySettings) -> Post {
    post(&RelaySettings { root_certificate_file: None, ..relay })
}
