//! The day of a county with a short past and of one with a long past, side by side.
use super::gauge::{median, number, rounded, share};
use super::place::{AGENDA, Place};
use super::{Bounds, figure, saves, sign_ins};
use crate::support::store::TestStore;

#[tokio::test]
async fn a_long_past_costs_nothing_on_sqlite() {
    check(TestStore::on_sqlite).await;
}

#[tokio::test]
async fn a_long_past_costs_nothing_on_postgresql() {
    check(TestStore::on_postgres).await;
}

async fn check(fresh: fn() -> TestStore) {
    let cases = figure::times(2, 40);
    let mut long = Place::serve(fresh(), cases, figure::times(80, 100_000)).await;
    let mut bounds = Bounds::default();
    // Alone: two servers would share the pages of the program.
    memory(&long, "idle", (&mut bounds, 30.0));
    let short = Place::serve(fresh(), cases, figure::times(5, 1_000)).await;
    agenda(&short, &long, &mut bounds).await;
    short.close();
    sign_ins::rush(&long, &mut bounds).await;
    let mut writers = saves::writers(&long).await;
    saves::beside_disk(&long, &mut writers, &mut bounds).await;
    memory(&long, "after_the_day", (&mut bounds, 150.0));
    if long.name() == "sqlite" {
        long.slow_its_disk();
        saves::beside_slow_disk(&long, &mut writers, &mut bounds).await;
    }
    saves::judge(&long, &writers);
    bounds.judge();
}

fn memory(place: &Place, when: &str, (bounds, most): (&mut Bounds, f64)) {
    let held = place.processes.memory();
    figure::print(&format!("day.memory_{when}.{}", place.name()), rounded(held), "MB");
    bounds.at_most(most, &format!("memory {when}, in MB,"), held);
}

/// Reads the agenda of both in turns.
async fn agenda(short: &Place, long: &Place, bounds: &mut Bounds) {
    let (mut cpu, mut p50, mut costs, mut took) = (vec![], vec![], vec![], vec![]);
    let pages = figure::times(3, 150);
    for round in 0..figure::times(1, 10) {
        // Each goes first as often as the other.
        let (first, then) = if round % 2 == 0 { (short, long) } else { (long, short) };
        let (one, other) = (read(first, pages).await, read(then, pages).await);
        let (of_short, of_long) = if round % 2 == 0 { (one, other) } else { (other, one) };
        cpu.push(of_long.0 / of_short.0);
        p50.push(of_long.1 / of_short.1);
        costs.push(of_long.0);
        took.push(of_long.1);
    }
    let print = |what: &str, value: f64, unit: &str| {
        figure::print(&format!("day.agenda_{what}.{}", long.name()), rounded(value), unit);
    };
    print("cpu", median(&costs), "ms");
    print("p50", median(&took), "ms");
    print("cpu_ratio", median(&cpu), "times with 1,000 past cases");
    print("p50_ratio", median(&p50), "times with 1,000 past cases");
    bounds.at_most(1.2, "processor time for an agenda, beside a short past,", median(&cpu));
    bounds.at_most(1.2, "the p50 of an agenda, beside a short past,", median(&p50));
}

/// So many agendas, one after another: the processor time of each and the p50, in milliseconds.
async fn read(place: &Place, pages: usize) -> (f64, f64) {
    let entries = || place.installation.store.count("SELECT count(*) AS count FROM entries");
    let (mut wire, logged, mut took) = (place.wire().await, entries(), Vec::new());
    let before = place.processes.seconds();
    for _ in 0..pages {
        took.push(wire.get(AGENDA, &place.sessions[0]).await.expect(200).millis());
    }
    let cost = (place.processes.seconds() - before) * 1000.0 / number(pages);
    assert!(entries() - logged >= i64::try_from(pages).unwrap(), "each look is on the record");
    (cost, share(&took, 50))
}
