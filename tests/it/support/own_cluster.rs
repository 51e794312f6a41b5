//! A `PostgreSQL` of one test's own with its default settings, to be stopped in every way and
//! started again.
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::cluster::{
    LISTENING, address, make_empty_cluster, path, server, start_on, start_on_a_free_port,
};

/// How long those who are connected have before a stop that waits for them becomes a fast one.
const GRACE: Duration = Duration::from_millis(300);

/// A running server. It is stopped and its folder deleted with the value.
pub struct OwnCluster {
    /// Where it listens, without a database.
    pub address: String,
    port: u16,
    folder: TempDir,
}

/// How a server is stopped.
#[derive(Clone, Copy, Debug)]
pub enum Stop {
    /// It takes nobody new, and ends as the last one leaves; those who stay are sent away.
    Smart,
    /// It sends everybody away.
    Fast,
    /// It ends as if it had crashed.
    Immediate,
    /// It is killed.
    Kill,
}

impl OwnCluster {
    /// Makes it and starts it.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // The server's own user may pass through it and no more.
        fs::set_permissions(folder.path(), Permissions::from_mode(0o711)).unwrap();
        let password = uuid::Uuid::new_v4().simple().to_string();
        make_empty_cluster(folder.path(), &password, LISTENING);
        let port = start_on_a_free_port(&folder.path().join("data"));
        Self { address: address(&password, port), port, folder }
    }

    /// Stops it and waits until it has ended.
    pub fn stop(&self, how: Stop) {
        match how {
            Stop::Smart => {
                self.order("smart", "-W").unwrap();
                thread::sleep(GRACE);
                // By now it may have ended by itself.
                drop(self.order("fast", "-w"));
            }
            Stop::Fast => self.order("fast", "-w").unwrap(),
            Stop::Immediate => self.order("immediate", "-w").unwrap(),
            Stop::Kill => {
                let file = self.data().join("postmaster.pid");
                let process = fs::read_to_string(file).unwrap();
                let process = process.lines().next().unwrap();
                assert!(Command::new("kill").args(["-9", process]).status().unwrap().success());
            }
        }
    }

    /// Starts it again at the same address. What a killed one leaves behind is in its way for a
    /// moment.
    pub fn start_again(&self) {
        let begun = Instant::now();
        while let Err(why) = start_on(&self.data(), self.port) {
            assert!(begun.elapsed() < Duration::from_secs(60), "{why}");
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn order(&self, mode: &str, wait: &str) -> Result<(), String> {
        server("pg_ctl", &["stop", "-m", mode, wait, "-D", path(&self.data())])
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

impl Drop for OwnCluster {
    fn drop(&mut self) {
        drop(self.order("immediate", "-w"));
    }
}
