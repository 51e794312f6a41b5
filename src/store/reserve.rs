//! Room held back on the database's disk. A full disk first stops changes; what was held back is
//! then for the record, so that people can go on reading.
use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::{FallocateFlags, fallocate};

/// How often it is tried to hold the room back again.
const EACH: Duration = Duration::from_secs(1);

/// The room, and whether it is held back now.
pub(in crate::store) struct Reserve {
    path: PathBuf,
    bytes: u64,
    state: State,
}

enum State {
    /// Nothing is to be held back, or nothing can be.
    Unwanted,
    Held,
    /// It was let go, and could not be held again at this time.
    Spent(Option<Instant>),
}

impl Reserve {
    /// None, for a database that is not a file here.
    pub(in crate::store) fn none() -> Self {
        Self { path: PathBuf::new(), bytes: 0, state: State::Unwanted }
    }

    /// Room beside a database file, not held yet: what an earlier process held is let go, so that a
    /// full disk does not keep this one from opening the database.
    pub(in crate::store) fn beside(database: &Path, bytes: u64) -> Self {
        let mut path = database.as_os_str().to_owned();
        path.push(".reserve");
        let path = PathBuf::from(path);
        let _gone = fs::remove_file(&path);
        let state = if bytes == 0 { State::Unwanted } else { State::Spent(None) };
        Self { path, bytes, state }
    }

    /// Whether all the room is held that is to be; tries to hold it if not, now and then.
    pub(in crate::store) fn is_held(&mut self) -> bool {
        match self.state {
            State::Unwanted | State::Held => true,
            State::Spent(Some(tried)) if tried.elapsed() < EACH => false,
            State::Spent(_) => self.hold(),
        }
    }

    /// Lets the room go; says whether there was any.
    pub(in crate::store) fn let_go(&mut self) -> bool {
        if !matches!(self.state, State::Held) {
            return false;
        }
        self.spend();
        true
    }

    fn spend(&mut self) {
        if !matches!(self.state, State::Spent(Some(_))) {
            tracing::error!(
                bytes = self.bytes,
                "the disk is full: nothing is changed until it has room"
            );
        }
        let _gone = fs::remove_file(&self.path);
        self.state = State::Spent(Some(Instant::now()));
    }

    fn hold(&mut self) -> bool {
        match self.make() {
            Ok(()) => {
                if matches!(self.state, State::Spent(Some(_))) {
                    tracing::info!("the disk has room again");
                }
                self.state = State::Held;
            }
            Err(full) if is_full(&full) => {
                self.spend();
                return false;
            }
            Err(error) => {
                tracing::warn!(%error, "no room is held back for a full disk");
                self.state = State::Unwanted;
            }
        }
        true
    }

    fn make(&self) -> io::Result<()> {
        let mut new = OpenOptions::new();
        let file = new.create(true).truncate(true).write(true).mode(0o600).open(&self.path)?;
        Ok(fallocate(&file, FallocateFlags::empty(), 0, self.bytes)?)
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_held_let_go_once_and_held_again_after_a_second() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("marac.db");
        let length =
            || fs::metadata(folder.path().join("marac.db.reserve")).map_or(0, |it| it.len());
        let mut reserve = Reserve::beside(&database, 100_000);
        assert_eq!(length(), 0);
        assert!(reserve.is_held());
        assert_eq!(length(), 100_000);
        assert!(reserve.let_go() && !reserve.let_go());
        assert_eq!(length(), 0);
        assert!(!reserve.is_held());
        std::thread::sleep(EACH);
        assert!(reserve.is_held());
        assert_eq!(length(), 100_000);
    }

    #[test]
    fn without_a_reserve_there_is_none_to_let_go() {
        let folder = tempfile::tempdir().unwrap();
        let mut reserve = Reserve::beside(&folder.path().join("marac.db"), 0);
        assert!(reserve.is_held() && !reserve.let_go());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
