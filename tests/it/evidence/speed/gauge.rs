//! What a server costs: processor time and memory of its processes, and figures made of many.
use std::fs;
use std::time::{Duration, Instant};

use crate::support::store::TestStore;

/// Processor time is counted in these, so many to the second, on every Linux.
const TICKS: f64 = 100.0;

/// The processes whose time is a server's: its own, and `PostgreSQL`'s where that keeps its store.
#[derive(Clone, Copy)]
pub struct Processes {
    server: u32,
    database: Option<u32>,
}

impl Processes {
    /// Those of a server over a store.
    pub fn of(server: u32, store: &TestStore) -> Self {
        let database = matches!(store, TestStore::Postgres(_)).then(|| {
            let first = "SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1) AS text";
            store.texts(first)[0].parse().unwrap()
        });
        Self { server, database }
    }

    /// The processor time that they have taken so far.
    pub fn seconds(self) -> f64 {
        let server = times(&stat(self.server).unwrap())[..2].iter().sum::<u32>();
        f64::from(server + self.database.map_or(0, ticks_of_database)) / TICKS
    }

    /// Waits until the server has little left to do of itself.
    pub async fn rest(self) {
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(60) {
            let before = self.seconds();
            tokio::time::sleep(Duration::from_millis(500)).await;
            if self.seconds() - before <= 0.01 {
                return;
            }
        }
    }

    /// What the server holds of the machine's memory, shared pages by part, in MB.
    pub fn memory(self) -> f64 {
        let all = fs::read_to_string(format!("/proc/{}/smaps_rollup", self.server)).unwrap();
        let line = all.lines().find_map(|it| it.strip_prefix("Pss:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
    }
}

/// The process that another one has started and stands in front of.
pub fn child_of(process: u32) -> u32 {
    let children = fs::read_to_string(format!("/proc/{process}/task/{process}/children")).unwrap();
    children.trim().parse().unwrap()
}

fn processes() -> impl Iterator<Item = u32> {
    let folders = fs::read_dir("/proc").unwrap().flatten();
    folders.filter_map(|it| it.file_name().to_str()?.parse().ok())
}

/// What a database server with all its processes has taken, those that have ended with it.
fn ticks_of_database(id: u32) -> u32 {
    let ended: u32 = times(&stat(id).unwrap()).iter().sum();
    let running = processes().filter_map(stat).filter(|it| it[1] == id);
    ended + running.map(|it| times(&it)[..2].iter().sum::<u32>()).sum::<u32>()
}

/// The numbers behind the name of a process in its `stat`, from its state on.
fn stat(process: u32) -> Option<Vec<u32>> {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = line.rsplit_once(") ")?;
    Some(fields.split(' ').map(|it| it.trim().parse().unwrap_or_default()).collect())
}

/// Its own time in the program and in the kernel, and the same of its children that have ended.
fn times(stat: &[u32]) -> [u32; 4] {
    [11, 12, 13, 14].map(|at| stat[at])
}

/// The value below which so many in a hundred are.
pub fn share(values: &[f64], percent: usize) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values[(values.len() - 1) * percent / 100]
}

/// The middle one.
pub fn median(values: &[f64]) -> f64 {
    share(values, 50)
}

/// A count to be divided by.
pub fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// To as many digits as a figure is worth.
pub fn rounded(value: f64) -> f64 {
    let digits = if value.abs() < 10.0 { 1000.0 } else { 10.0 };
    (value * digits).round() / digits
}
