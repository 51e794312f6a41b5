//! Every unsafe way to set the program up: it is started so, and refuses in one line that says what to
//! do; `marac check` says the same and names the rule. What is safe is served.
mod case;
mod place;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use marac::cli::deployment;

use self::case::{CASES, Case, UNMAKEABLE, UNREADABLE};
use self::place::Place;
use super::super::figure;
use crate::support::installation;
use crate::support::own_cluster::OwnCluster;

#[tokio::test]
async fn each_unsafe_set_up_is_refused_in_a_line_that_says_what_to_do() {
    let faults: Vec<String> = CASES.iter().filter_map(refused).collect();
    figure::judge("access.unsafe_set_ups_served", &faults, "set-ups", CASES.len());
}

#[test]
fn each_rule_is_shown_to_refuse() {
    let shown: BTreeSet<&str> = CASES.iter().map(|it| it.rule).chain(ON_POSTGRES).collect();
    let unmakeable: BTreeSet<&str> = UNMAKEABLE.iter().copied().collect();
    let known: BTreeSet<&str> = deployment::rules().map(|it| it.name).collect();
    let all: BTreeSet<&str> = shown.union(&unmakeable).copied().collect();
    assert_eq!(known, all);
    assert_eq!(shown.intersection(&unmakeable).count(), 0);
    figure::print_of("access.refusals_shown", shown.len(), "rules", known.len());
}

/// What is wrong with the way that a case is refused.
fn refused(case: &Case) -> Option<String> {
    let mut place = Place::new();
    let kept = (case.make)(&mut place)?;
    let check = place.ran(&["check"]);
    let serve = place.ran(&["serve"]);
    drop(kept);
    let mut faults = vec![];
    let expected = place.expected(case.rule);
    if check.rules != expected && !case.when_serving_only {
        faults.push(format!("check names {:?}, not {expected:?}", check.rules));
    }
    let ran = if case.when_serving_only { vec![&serve] } else { vec![&check, &serve] };
    for run in ran {
        let telling = run.lines.iter().filter(|it| it.contains(case.says)).count();
        if run.code != Some(1) || telling != 1 || run.lines.len() != expected.len() {
            faults.push(format!("{:?}: {:?}", run.code, run.lines));
        }
    }
    (!faults.is_empty()).then(|| format!("{}: {}", case.rule, faults.join("; ")))
}

#[test]
fn a_setting_that_cannot_be_read_is_refused_by_every_command() {
    for (name, value, says) in UNREADABLE {
        let mut place = Place::new();
        place.set(name, value);
        for command in ["init", "check", "serve", "migrate"] {
            let run = place.ran(&[command]);
            assert_eq!((run.code, run.lines.len()), (Some(1), 1), "{name}: {:?}", run.lines);
            assert!(run.lines[0].contains(says), "{name}: {:?}", run.lines);
        }
    }
}

#[tokio::test]
async fn nothing_is_made_of_an_unsafe_set_up() {
    let mut place = Place::empty();
    place.set("MAIL__PORT", "25");
    let init = place.ran(&["init"]);
    assert_eq!((init.code, init.lines.len()), (Some(1), 1), "{:?}", init.lines);
    assert!(!place.key().exists() && !place.file().exists());
    place.set("MAIL__PORT", "587");
    assert_eq!(place.ran(&["init"]).code, Some(0));
    assert_eq!(place.ran(&["check"]).code, Some(0));
}

#[tokio::test]
async fn a_safe_set_up_is_served() {
    let place = Place::new();
    let check = place.ran(&["check"]);
    assert_eq!((check.code, check.lines, check.rules), (Some(0), vec![], BTreeSet::new()));
    let began = Instant::now();
    let mut server = place.command(&["serve"]).spawn().unwrap();
    let address = format!("http://127.0.0.1:{}", place.port());
    while !installation::is_ready(&address) {
        assert!(server.try_wait().unwrap().is_none() && began.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(20));
    }
    server.kill().unwrap();
    server.wait().unwrap();
}

/// The rules that need a `PostgreSQL` of one's own.
const ON_POSTGRES: [&str; 3] =
    ["postgresql-commits-unsynced", "postgresql-unsynced", "postgresql-torn-pages"];

#[test]
fn a_postgresql_that_loses_what_was_saved_is_refused() {
    use diesel::connection::SimpleConnection;
    use diesel::prelude::*;
    let cluster = OwnCluster::start();
    let mut place = Place::empty();
    let url = format!("{}/postgres", cluster.address);
    place.set("DATABASE__URL", &url);
    assert_eq!(place.ran(&["init"]).code, Some(0));
    assert_eq!(place.ran(&["check"]).code, Some(0));
    place.set("DATABASE__URL", &format!("{url}?options=-c%20synchronous_commit%3Doff"));
    for command in ["check", "serve", "migrate"] {
        let run = place.ran(&[command]);
        assert_eq!((run.code, run.lines.len()), (Some(1), 1), "{:?}", run.lines);
        assert!(run.lines[0].contains("synchronous_commit is off"), "{:?}", run.lines);
    }
    // For a trial these two may be off.
    place.set("DATABASE__URL", &url);
    place.set("SERVER__PUBLIC_URL", "https://meeting.northshire.example");
    for (setting, rule) in [("fsync", ON_POSTGRES[1]), ("full_page_writes", ON_POSTGRES[2])] {
        let mut conn = PgConnection::establish(&url).unwrap();
        let set = |conn: &mut PgConnection, to: &str| {
            conn.batch_execute(&format!("ALTER SYSTEM SET {setting} = {to}")).unwrap();
            conn.batch_execute("SELECT pg_reload_conf(); SELECT pg_sleep(0.5)").unwrap();
        };
        set(&mut conn, "off");
        let check = place.ran(&["check"]);
        assert_eq!(check.rules, place.expected(rule), "{:?}", check.lines);
        let says = format!("{setting} is off");
        assert!(check.lines.iter().any(|it| it.contains(&says)), "{:?}", check.lines);
        set(&mut conn, "on");
    }
}
