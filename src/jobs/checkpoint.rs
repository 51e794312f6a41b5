//! Says each hour where the chains of the record have come to, in signed lines.
use std::fs::OpenOptions;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tracing::{error, info};

use crate::platform::seal::Seal;
use crate::workflow::{Service, Step};

/// Where checkpoints are written and how they are signed.
pub struct Checkpoints {
    seal: Seal,
    file: Option<PathBuf>,
}

impl Checkpoints {
    /// Checkpoints signed by a seal. Without a file, only the log has them.
    pub fn new(seal: Seal, file: Option<PathBuf>) -> Self {
        Self { seal, file }
    }

    /// The lines that say where every chain is now.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn lines(&self, service: &Service) -> Step<Vec<String>> {
        let now = service.checkpoints().await?;
        Ok(now.iter().map(|it| format!("{it} {}", self.seal.sign(&it.to_string()))).collect())
    }

    /// Writes them to the log and to the file. What cannot be written is told in the log.
    pub(super) async fn write(&self, service: &Service) {
        let lines = match self.lines(service).await {
            Ok(lines) => lines,
            Err(failed) => {
                error!(error = %failed, "the record's checkpoints could not be made");
                return;
            }
        };
        for line in &lines {
            info!("{line}");
        }
        let Some(path) = self.file.clone() else { return };
        let written = tokio::task::spawn_blocking(move || add(&path, &lines)).await;
        if let Ok(Err(failed)) = written {
            error!(error = %failed, "the record's checkpoints could not be written to their file");
        }
    }
}

/// Adds lines at the end of a file, on lines of their own even if the last one was cut short.
fn add(path: &Path, lines: &[String]) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).read(true).open(path)?;
    let mut text = if ends_in_the_middle(path)? { "\n".to_owned() } else { String::new() };
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    // In one call, so that a kill leaves all of it or nothing.
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn ends_in_the_middle(path: &Path) -> io::Result<bool> {
    let mut file = std::fs::File::open(path)?;
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_behind_what_is_there_though_it_was_cut_short() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoints");
        add(&path, &["one".to_owned()]).unwrap();
        add(&path, &["two".to_owned(), "three".to_owned()]).unwrap();
        std::fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"fo").unwrap();
        add(&path, &["five".to_owned()]).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "one\ntwo\nthree\nfo\nfive\n");
    }
}
