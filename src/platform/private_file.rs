//! Who else on the machine can use a file that holds a secret, and whether its disk keeps it.
use std::fs::Metadata;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Whether anybody but the owner may read or change the file.
pub fn is_open_to_group_or_others(file: &Metadata) -> bool {
    file.permissions().mode() & 0o077 != 0
}

/// Whether every account of the machine may read the file.
pub fn is_open_to_others(file: &Metadata) -> bool {
    file.permissions().mode() & 0o004 != 0
}

/// Whether every account of the machine may change the file.
pub fn is_changeable_by_others(file: &Metadata) -> bool {
    file.permissions().mode() & 0o002 != 0
}

/// Whether every account of the machine may do anything at all with the file, or reach what is in
/// the folder.
pub fn is_usable_by_others(file: &Metadata) -> bool {
    file.permissions().mode() & 0o007 != 0
}

/// What a filesystem does with what is written to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It is on a disk of this machine, as far as can be told.
    Disk,
    /// It is in memory.
    Memory,
    /// It is on another machine.
    Network,
}

/// What the filesystem of a folder does with what is written to it.
#[cfg(target_os = "linux")]
pub fn keeping(folder: &Path) -> Keeping {
    let kind = rustix::fs::statfs(folder).ok().and_then(|it| u64::try_from(it.f_type).ok());
    kind.map_or(Keeping::Disk, keeping_of)
}

/// What a kind of filesystem does, as the kernel numbers them.
#[cfg(target_os = "linux")]
fn keeping_of(kind: u64) -> Keeping {
    // From linux/magic.h: tmpfs and ramfs; NFS, SMB, CIFS, SMB2, 9P, Ceph.
    const MEMORY: [u64; 2] = [0x0102_1994, 0x8584_58f6];
    const NETWORK: [u64; 6] = [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x0102_1997, 0x00c3_6400];
    if MEMORY.contains(&kind) {
        Keeping::Memory
    } else if NETWORK.contains(&kind) {
        Keeping::Network
    } else {
        Keeping::Disk
    }
}

/// What the filesystem of a folder does with what is written to it.
#[cfg(not(target_os = "linux"))]
pub fn keeping(_folder: &Path) -> Keeping {
    Keeping::Disk
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn memory_and_network_drives_are_told_from_disks() {
        for (kind, keeping) in [
            (0x0102_1994, Keeping::Memory),
            (0x8584_58f6, Keeping::Memory),
            (0x6969, Keeping::Network),
            (0xff53_4d42, Keeping::Network),
            // ext4, XFS.
            (0xef53, Keeping::Disk),
            (0x5846_5342, Keeping::Disk),
        ] {
            assert_eq!(keeping_of(kind), keeping, "{kind:x}");
        }
    }
}
