//! Actions saved by many at once, each save durable and on the record before it is answered, beside
//! what the disk can do at most: as large writes as a commit's, each made durable, by one program
//! that does nothing else.
use std::collections::BTreeMap;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::time::{Duration, Instant};

use futures_util::future::join_all;

use super::gauge::{median, number, rounded, share};
use super::place::Place;
use super::wire::Wire;
use super::{Bounds, figure};

/// Three pages of a database.
const WRITE: usize = 12 * 1024;
/// A file is written over and over: only its first writes need new room on the disk.
const FILE: usize = 16 * 1024 * 1024;

/// Saves with 8 writers and with 32, each in turn with the disk alone.
pub async fn saves(place: &Place, bounds: &mut Bounds) {
    let mut writers: Vec<Writer> = Vec::new();
    let most = figure::times(4, 32);
    for number in 0..most {
        let own = place.actions.iter().skip(number).step_by(most);
        let own = own.map(|(id, path)| (id.clone(), Action { path: path.clone(), saves: 0 }));
        writers.push(Writer::sit_down(place, number, own.collect()).await);
    }
    for (count, least) in [(8, 0.4), (32, 0.7)] {
        beside_disk(place, &mut writers[..count.min(most)], (&mut *bounds, least)).await;
    }
    let lost: usize = writers.iter().map(|it| it.lost(place)).sum();
    let saves = writers.iter().flat_map(|it| it.own.values()).map(|it| it.saves).sum();
    figure::print_of(&format!("day.saves_lost.{}", place.name()), lost, "saves", saves);
    assert_eq!(lost, 0, "saves were answered and are not there");
}

async fn beside_disk(place: &Place, writers: &mut [Writer], (bounds, least): (&mut Bounds, f64)) {
    let count = writers.len();
    let folder = tempfile::tempdir().unwrap();
    let file = Raw::new(&folder.path().join("raw"));
    let turn = Duration::from_millis(figure::times(100, 2_000) as u64);
    let (mut ratios, mut took, mut rates, mut cpu) = (Vec::new(), Vec::new(), Vec::new(), 0.0);
    for _ in 0..figure::times(1, 7) {
        let raw = file.rate(turn / 2);
        // The server has closed the connections of those who sat by.
        for writer in &mut *writers {
            writer.wire = place.wire().await;
        }
        let (before, began) = (place.processes.seconds(), Instant::now());
        let until = began + turn;
        let all = join_all(writers.iter_mut().map(|it| it.save(until))).await.concat();
        let rate = number(all.len()) / began.elapsed().as_secs_f64();
        cpu += place.processes.seconds() - before;
        ratios.push(rate / f64::midpoint(raw, file.rate(turn / 2)));
        rates.push(rate);
        took.extend(all);
    }
    let (p50, p99) = (share(&took, 50), share(&took, 99));
    let print = |what: &str, value: f64, unit: &str| {
        let name = format!("day.saves_by_{count}_{what}.{}", place.name());
        figure::print(&name, rounded(value), unit);
    };
    print("rate", median(&rates), "saves/s");
    print("cpu", cpu * 1000.0 / number(took.len()), "ms");
    print("beside_disk", median(&ratios), "of its rate");
    print("p50", p50, "ms");
    print("p99_beside_p50", p99 / p50, "times");
    if place.name() == "sqlite" {
        let of = |what: &str| format!("the {what} of {count} writers");
        bounds.at_least(least, &of("rate, beside the disk's,"), median(&ratios));
        bounds.at_most(15.0, &of("p99, beside their p50,"), p99 / p50);
    }
}

/// A file in the same file system as the store's.
struct Raw(File);

impl Raw {
    fn new(path: &std::path::Path) -> Self {
        let options = &mut File::options();
        let file = options.create_new(true).read(true).write(true).open(path).unwrap();
        file.write_all_at(&vec![0x5a; FILE], 0).unwrap();
        file.sync_all().unwrap();
        Self(file)
    }

    /// How many writes a second it takes, one after another, each made durable.
    fn rate(&self, time: Duration) -> f64 {
        let (began, mut writes) = (Instant::now(), 0);
        while began.elapsed() < time {
            let at = writes % (FILE / WRITE) * WRITE;
            self.0.write_all_at(&[0xa5; WRITE], at as u64).unwrap();
            self.0.sync_data().unwrap();
            writes += 1;
        }
        number(writes) / began.elapsed().as_secs_f64()
    }
}

/// Somebody who changes actions of their own, one after another.
struct Writer {
    wire: Wire,
    cookie: String,
    csrf: String,
    owner: String,
    own: BTreeMap<String, Action>,
}

struct Action {
    path: String,
    saves: usize,
}

impl Writer {
    async fn sit_down(place: &Place, number: usize, own: BTreeMap<String, Action>) -> Self {
        let mut wire = place.wire().await;
        let cookie = place.sessions[number].clone();
        let csrf = wire.get("/actions", &cookie).await.expect(200).field("csrf");
        Self { wire, cookie, csrf, owner: place.owner.clone(), own }
    }

    /// Saves until then; says how long each save took, in milliseconds.
    async fn save(&mut self, until: Instant) -> Vec<f64> {
        let mut took = Vec::new();
        loop {
            for action in self.own.values_mut() {
                let (text, version) = (text(action.saves + 1), action.saves + 1);
                let operation = uuid::Uuid::new_v4();
                let form = format!(
                    "csrf={}&operation={operation}&version={version}&text={text}&owner={}\
                     &due=next_working_day&risk=",
                    self.csrf, self.owner
                );
                let reply = self.wire.post(&action.path, &self.cookie, &form).await;
                took.push(reply.expect(303).millis());
                action.saves += 1;
                if Instant::now() >= until {
                    return took;
                }
            }
        }
    }

    /// How many saves are missing: of all that were answered, each made the next version.
    fn lost(&self, place: &Place) -> usize {
        let lost = |(id, action): (&String, &Action)| {
            let rows = format!(
                "SELECT CAST(version AS TEXT) || ' ' || text AS text FROM actions WHERE id = '{id}'"
            );
            let found = place.installation.store.texts(&rows);
            let wanted = format!("{} {}", action.saves + 1, text(action.saves));
            let is_kept = action.saves == 0 || found == [wanted];
            usize::from(!is_kept)
        };
        self.own.iter().map(lost).sum()
    }
}

/// What an action says after so many saves.
fn text(saves: usize) -> String {
    format!("Mark.the.address.and.ask.the.neighbours.{saves}")
}
