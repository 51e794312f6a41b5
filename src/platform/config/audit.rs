//! The section `[audit]`: where checkpoints of the record are written.
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::refusal::Refusal;
use super::text::blank_is_none;

/// Where checkpoints of the record are written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audit {
    /// The file that a line is added to each hour for each chain; none when only the log has them.
    #[serde(deserialize_with = "blank_is_none")]
    pub checkpoint_file: Option<PathBuf>,
}

impl Audit {
    pub(super) fn refusals(&self) -> Vec<Refusal> {
        self.checkpoint_file.as_deref().and_then(cannot_add).into_iter().collect()
    }
}

/// Why nothing can be added to a file. One that is not there is made by the first line.
fn cannot_add(path: &Path) -> Option<Refusal> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let why = if path.exists() {
        OpenOptions::new().append(true).open(path).err()?.to_string()
    } else if folder.is_dir() {
        return None;
    } else {
        format!("there is no folder {}", folder.display())
    };
    Some(Refusal::new(format!("audit.checkpoint_file: {} ({why})", path.display())))
}
