//! A folder of messages: one file each, named by the message's identifier.
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::posted::{Heading, Posted};
use crate::domain::ids::MessageId;

/// More than the headers of a message take.
const HEADERS: u64 = 8 * 1024;

/// The folder.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Opens a folder, and makes it, for its owner only, where there is none.
    ///
    /// # Errors
    /// Fails when it cannot be made.
    pub fn make(path: &Path) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(path)?;
        Ok(Self { path: path.to_owned() })
    }

    /// Writes a message. It is there whole or not at all, and once however often it is written.
    ///
    /// # Errors
    /// Fails when the disk does.
    pub fn keep(&self, id: MessageId, message: &[u8]) -> io::Result<()> {
        let part = self.path.join(format!(".{id}.part"));
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
        file.write_all(message)?;
        file.sync_all()?;
        fs::rename(&part, self.file(id))?;
        File::open(&self.path)?.sync_all()
    }

    /// The messages, newest first.
    ///
    /// # Errors
    /// Fails when the folder cannot be read.
    pub fn list(&self) -> io::Result<Vec<Heading>> {
        let mut headings = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let path = entry?.path();
            let Some(id) = name(&path) else { continue };
            let mut head = Vec::new();
            File::open(&path)?.take(HEADERS).read_to_end(&mut head)?;
            headings.extend(Heading::read(id, &head));
        }
        headings.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.id.cmp(&b.id)));
        Ok(headings)
    }

    /// One message; nothing when there is none of that identifier.
    ///
    /// # Errors
    /// Fails when the disk does.
    pub fn read(&self, id: MessageId) -> io::Result<Option<Posted>> {
        match fs::read(self.file(id)) {
            Ok(message) => Ok(Posted::read(id, &message)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn file(&self, id: MessageId) -> PathBuf {
        self.path.join(format!("{id}.eml"))
    }
}

fn name(path: &Path) -> Option<MessageId> {
    let stem = path.file_name()?.to_str()?.strip_suffix(".eml")?;
    MessageId::parse(stem).ok()
}
