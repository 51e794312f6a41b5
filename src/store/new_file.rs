//! A database file in the making: it gets its name when it is whole, so that none is ever half made.
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::OpenError;
use super::lock::FileLock;

/// An empty file that only its owner reads, gone unless it is kept.
pub(in crate::store) struct NewFile {
    path: PathBuf,
    becomes: PathBuf,
    _lock: FileLock,
}

impl NewFile {
    /// Makes the file beside the place that it is for, and the folder of both. What an attempt
    /// that was cut short left there is removed.
    ///
    /// # Errors
    /// [`OpenError::Exists`] when something is in that place already.
    pub(in crate::store) fn beside(becomes: &Path) -> Result<Self, OpenError> {
        if let Some(folder) = becomes.parent() {
            let mut new = DirBuilder::new();
            let made = new.recursive(true).mode(0o700).create(folder);
            made.map_err(|source| OpenError::File { path: folder.to_owned(), source })?;
        }
        let lock = FileLock::take(becomes)?;
        if becomes.symlink_metadata().is_ok() {
            return Err(OpenError::Exists);
        }
        let new = Self { path: ending(becomes, ".new"), becomes: becomes.to_owned(), _lock: lock };
        new.remove();
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new.path);
        made.and_then(|file| file.sync_all()).map_err(|source| new.failed(source))?;
        Ok(new)
    }

    /// Where it is while it is made.
    pub(in crate::store) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts it, whole and closed, into its place.
    ///
    /// # Errors
    /// Fails when the folder cannot be written.
    pub(in crate::store) fn keep(self) -> Result<(), OpenError> {
        if ending(&self.path, "-wal").exists() {
            return Err(self.failed(io::Error::other("it could not be closed")));
        }
        let folder = self.becomes.parent().unwrap_or(Path::new("/"));
        let placed = fs::rename(&self.path, &self.becomes);
        let durable = placed.and_then(|()| File::open(folder)?.sync_all());
        durable.map_err(|source| self.failed(source))
    }

    fn failed(&self, source: io::Error) -> OpenError {
        OpenError::File { path: self.path.clone(), source }
    }

    fn remove(&self) {
        for end in ["", "-wal", "-shm", "-journal"] {
            let _gone = fs::remove_file(ending(&self.path, end));
        }
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        self.remove();
    }
}

fn ending(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
