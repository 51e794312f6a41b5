//! A secret, given as a value or as the file that holds it.
use std::fs;
use std::path::Path;

use secrecy::SecretString;
use zeroize::Zeroizing;

use super::Refusal;
use crate::platform::private_file::is_open_to_others;

/// The secret named `key`, from its value or its file.
pub(super) fn settle(
    key: &str,
    value: Option<SecretString>,
    file: Option<&Path>,
) -> Result<Option<SecretString>, Refusal> {
    match (value, file) {
        (Some(_), Some(_)) => Err(Refusal::new(format!(
            "{key} and {key}_file are both set: keep the one that you mean"
        ))),
        (None, Some(file)) => read(key, file).map(Some),
        (value, None) => Ok(value),
    }
}

fn read(key: &str, path: &Path) -> Result<SecretString, Refusal> {
    let refused = |what: &str| Refusal::new(format!("{key}_file: {} {what}", path.display()));
    let metadata = fs::metadata(path).map_err(|error| refused(&format!("({error})")))?;
    if !metadata.is_file() {
        return Err(refused("is not a file"));
    }
    if is_open_to_others(&metadata) {
        return Err(refused("can be read by every account of this machine: run chmod 640"));
    }
    let text = fs::read_to_string(path).map_err(|error| refused(&format!("({error})")))?;
    let text = Zeroizing::new(text);
    match text.trim_end_matches(['\r', '\n']) {
        "" => Err(refused("is empty")),
        secret => Ok(SecretString::from(secret)),
    }
}
