//! The lock beside a database file: one process at a time may write to it.
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::OpenError;

/// A held lock; the operating system lets go of it when the process ends, however it ends.
pub(in crate::store) struct FileLock {
    _file: File,
}

impl FileLock {
    /// Takes the lock of a database file.
    ///
    /// # Errors
    /// [`OpenError::InUse`] when another process holds it.
    pub(in crate::store) fn take(database: &Path) -> Result<Self, OpenError> {
        let path = beside(database);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|source| OpenError::File { path: path.clone(), source })?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse(database.to_owned())),
            Err(TryLockError::Error(source)) => Err(OpenError::File { path, source }),
        }
    }
}

/// One place for one file, however it is spelt or linked.
fn beside(database: &Path) -> PathBuf {
    let real = database.canonicalize().unwrap_or_else(|_error| database.to_owned());
    let mut name = real.into_os_string();
    name.push(".lock");
    PathBuf::from(name)
}
