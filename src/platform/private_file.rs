//! Who else on the machine can read a file that holds a secret.
use std::fs::Metadata;
use std::os::unix::fs::PermissionsExt;

/// Whether anybody but the owner may read or change the file.
pub fn is_open_to_group_or_others(file: &Metadata) -> bool {
    file.permissions().mode() & 0o077 != 0
}

/// Whether every account of the machine may read the file.
pub fn is_open_to_others(file: &Metadata) -> bool {
    file.permissions().mode() & 0o004 != 0
}
