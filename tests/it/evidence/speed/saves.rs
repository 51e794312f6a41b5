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

/// How long a flush takes at least on the slow disk: what a disk needs that keeps its promise, where
/// one that answers from a cache leaves only the processor to be measured.
pub const FLUSH: Duration = Duration::from_millis(2);

/// People who save, each with actions of their own.
pub async fn writers(place: &Place) -> Vec<Writer> {
    let most = figure::times(4, 32);
    let mut writers = Vec::new();
    for number in 0..most {
        let own = place.actions.iter().skip(number).step_by(most);
        let own = own.map(|(id, path)| (id.clone(), Action { path: path.clone(), saves: 0 }));
        writers.push(Writer::sit_down(place, number, own.collect()).await);
    }
    writers
}

/// Saves by 8 people and by 32, in turns with the disk alone.
pub async fn beside_disk(place: &Place, writers: &mut [Writer], bounds: &mut Bounds) {
    for count in [8, 32] {
        let most = count.min(writers.len());
        let found = turns(place, &mut writers[..most], Duration::ZERO).await;
        let print = |what: &str, value: f64, unit: &str| {
            let name = format!("day.saves_by_{count}_{what}.{}", place.name());
            figure::print(&name, rounded(value), unit);
        };
        print("rate", median(&found.rates), "saves/s");
        print("cpu", found.cpu * 1000.0 / number(found.took.len()), "ms");
        print("beside_disk", median(&found.ratios), "of its rate");
        print("p50", share(&found.took, 50), "ms");
        print("p99_beside_p50", found.spread(), "times");
        if place.name() == "sqlite" {
            let what = format!("the p99 of {count} writers, beside their p50,");
            bounds.at_most(15.0, &what, found.spread());
        }
    }
}

/// The same where each flush takes [`FLUSH`] at least, for the disk alone as for the server.
pub async fn beside_slow_disk(place: &Place, writers: &mut [Writer], bounds: &mut Bounds) {
    for (count, least) in [(8, 0.4), (32, 0.7)] {
        let most = count.min(writers.len());
        let found = turns(place, &mut writers[..most], FLUSH).await;
        let print = |what: &str, value: f64, unit: &str| {
            figure::print(&format!("day.saves_by_{count}_{what}"), rounded(value), unit);
        };
        print("slow_disk_rate", median(&found.rates), "saves/s");
        print("beside_slow_disk", median(&found.ratios), "of its rate");
        print("slow_disk_p99_beside_p50", found.spread(), "times");
        let what = |it: &str| format!("the {it} of {count} writers on the slow disk,");
        bounds.at_least(least, &what("rate, beside the disk's,"), median(&found.ratios));
        bounds.at_most(15.0, &what("p99, beside their p50,"), found.spread());
    }
}

/// Fails when a save that was answered is not there.
pub fn judge(place: &Place, writers: &[Writer]) {
    let lost: usize = writers.iter().map(|it| it.lost(place)).sum();
    let saves = writers.iter().flat_map(|it| it.own.values()).map(|it| it.saves).sum();
    figure::print_of(&format!("day.saves_lost.{}", place.name()), lost, "saves", saves);
    assert_eq!(lost, 0, "saves were answered and are not there");
}

/// What some turns found: how many saves a second, alone and beside the disk, how long each took, in
/// milliseconds, and the processor time of all, in seconds.
#[derive(Default)]
struct Found {
    rates: Vec<f64>,
    ratios: Vec<f64>,
    took: Vec<f64>,
    cpu: f64,
}

impl Found {
    fn spread(&self) -> f64 {
        share(&self.took, 99) / share(&self.took, 50)
    }
}

async fn turns(place: &Place, writers: &mut [Writer], flush: Duration) -> Found {
    let folder = tempfile::tempdir().unwrap();
    let file = Raw::new(&folder.path().join("raw"), flush);
    let turn = Duration::from_millis(figure::times(100, 2_000) as u64);
    let mut found = Found::default();
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
        found.cpu += place.processes.seconds() - before;
        found.ratios.push(rate / f64::midpoint(raw, file.rate(turn / 2)));
        found.rates.push(rate);
        found.took.extend(all);
    }
    found
}

/// A file in the same file system as the store's, and how long its flushes take at least.
struct Raw(File, Duration);

impl Raw {
    fn new(path: &std::path::Path, flush: Duration) -> Self {
        let options = &mut File::options();
        let file = options.create_new(true).read(true).write(true).open(path).unwrap();
        file.write_all_at(&vec![0x5a; FILE], 0).unwrap();
        file.sync_all().unwrap();
        Self(file, flush)
    }

    /// How many writes a second it takes, one after another, each made durable.
    fn rate(&self, time: Duration) -> f64 {
        let (began, mut writes) = (Instant::now(), 0);
        while began.elapsed() < time {
            let at = writes % (FILE / WRITE) * WRITE;
            self.0.write_all_at(&[0xa5; WRITE], at as u64).unwrap();
            self.0.sync_data().unwrap();
            std::thread::sleep(self.1);
            writes += 1;
        }
        number(writes) / began.elapsed().as_secs_f64()
    }
}

/// Somebody who changes actions of their own, one after another.
pub struct Writer {
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
