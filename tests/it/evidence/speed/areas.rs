//! What the clock does to the agendas of every area in one run, beside the bare statements: as many
//! areas as the United Kingdom has meetings of this kind, each with as many cases.
use std::time::Instant;

use marac::domain::ids::AreaId;
use marac::workflow::agenda::{self, Shown};
use marac::workflow::{Asker, Operation, schedule};

use super::figure;
use super::gauge::{median, rounded};
use super::history;
use crate::support::county::County;
use crate::support::sitting::{self, SLUG};
use crate::support::store::on_both;

on_both! {
    async fn every_areas_agenda_is_closed_and_compiled_in_one_run(store) {
        let name = store.name();
        let county = County::in_store(store).await;
        county.by_itself(schedule::keep).await.unwrap();
        let cases = figure::times(3, 40);
        for case in 0..cases {
            sitting::list(&county, history::account(case)).await;
        }
        let areas = figure::times(3, 290);
        copy(&county, areas - 1);
        county.at("2026-02-12 09:01");
        let (mut ours, mut bare, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..figure::times(1, 5) {
            begin_again(&county);
            bare.push(by_hand(&county));
            begin_again(&county);
            ours.push(by_the_job(&county, areas, cases).await);
            ratios.push(ours.last().unwrap() / bare.last().unwrap());
        }
        let print = |what: &str, value: f64, unit: &str| {
            figure::print(&format!("day.areas_{what}.{name}"), rounded(value), unit);
        };
        print("agendas", median(&ours), "ms");
        print("bare", median(&bare), "ms");
        print("agendas_beside_bare", median(&ratios), "times");
    }
}

/// Adds areas with all that this one has, under the same identifiers.
fn copy(county: &County, more: usize) {
    let lines: Vec<String> = county.store.schema().into_iter().collect();
    let column = |line: &String| {
        let (table, rest) = line.split_once(": column ")?;
        Some((table.to_owned(), rest.split(' ').next()?.to_owned()))
    };
    let columns: Vec<(String, String)> = lines.iter().filter_map(column).collect();
    let area =
        |it: &str| format!("substr({it}, 1, 24) || substr(CAST(1000000000000 + n.i AS TEXT), 2)");
    let mut orders = vec![match county.store.name() {
        "sqlite" => "PRAGMA foreign_keys = OFF; BEGIN".to_owned(),
        _ => "BEGIN; SET LOCAL session_replication_role = replica".to_owned(),
    }];
    for table in county.store.tables() {
        let of = |it: &&(String, String)| it.0 == table;
        let names: Vec<&str> = columns.iter().filter(of).map(|it| it.1.as_str()).collect();
        let value = |name: &&str| match (table.as_str(), *name) {
            ("areas", "id") | (_, "area_id") => area(&format!("t.{name}")),
            ("areas", "prefix") => "'A' || n.i".to_owned(),
            _ => format!("t.{name}"),
        };
        let values: Vec<String> = names.iter().map(value).collect();
        if table == "areas" || names.contains(&"area_id") {
            orders.push(format!(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {more})
                 INSERT INTO {table} ({}) SELECT {} FROM {table} AS t, n",
                names.join(", "),
                values.join(", "),
            ));
        }
    }
    orders.push("COMMIT".to_owned());
    county.store.execute(&orders.join(";\n"));
}

/// Lets referrals be open again everywhere.
fn begin_again(county: &County) {
    county.store.execute("UPDATE meetings SET agenda = 'draft', agenda_version = 0");
}

/// Closes and compiles each area's agenda, as the job and the pages do; says how long it took, in
/// milliseconds.
async fn by_the_job(county: &County, areas: usize, cases: usize) -> f64 {
    let began = Instant::now();
    let all: Vec<AreaId> = county.service.areas().await.unwrap();
    assert_eq!(all.len(), areas);
    for area in all {
        let asker = || Asker::service(area, "agenda.freeze");
        let closed = county.service.change(asker(), Operation::OfItself, agenda::freeze_due);
        closed.await.unwrap();
        let shown = county.service.look(asker(), |cx| agenda::show(cx, SLUG)).await.unwrap();
        let Shown::Leading(view) = shown else { panic!("the service sees everything") };
        assert_eq!((view.agenda.items.len(), view.meeting.agenda_version), (cases, 1));
    }
    began.elapsed().as_secs_f64() * 1000.0
}

/// Reads the same rows and writes the same ones, an area at a time, and does nothing with them.
fn by_hand(county: &County) -> f64 {
    let orders: Vec<String> = county.store.texts("SELECT id AS text FROM areas").iter().map(|area| {
        let of = |table: &str| format!("SELECT * FROM {table} WHERE area_id = '{area}'");
        let meeting = format!("SELECT id FROM meetings WHERE area_id = '{area}' AND slug = '{SLUG}'");
        let cases = format!("SELECT case_id FROM listings WHERE area_id = '{area}' AND meeting_id = ({meeting})");
        let names = format!("SELECT name_key FROM people WHERE area_id = '{area}' AND case_id IN ({cases})");
        [
            "BEGIN".to_owned(),
            format!("SELECT * FROM areas WHERE id = '{area}'"),
            format!("{} AND day >= '2026-02-12'", of("meetings")),
            format!("UPDATE meetings SET agenda = 'frozen', agenda_version = 1 WHERE area_id = '{area}' AND slug = '{SLUG}'"),
            format!("INSERT INTO marks SELECT area_id, 'bare', CAST(id AS TEXT) || {}, starts_at FROM meetings WHERE area_id = '{area}' AND slug = '{SLUG}'", "CAST((SELECT count(*) FROM marks) AS TEXT)"),
            "COMMIT".to_owned(),
            format!("{} AND meeting_id = ({meeting})", of("listings")),
            format!("{} AND state = 'open'", of("actions")),
            of("agencies"),
            format!("{} AND case_id IN ({cases})", of("people")),
            format!("{} AND case_id IN ({cases})", of("referrals")),
            format!("{} AND case_id IN ({cases})", of("research")),
            format!("{} AND id IN ({cases})", of("cases")),
            format!("{} AND name_key IN ({names})", of("people")),
        ]
        .join(";\n")
    }).collect();
    let began = Instant::now();
    county.store.execute(&orders.join(";\n"));
    began.elapsed().as_secs_f64() * 1000.0
}
