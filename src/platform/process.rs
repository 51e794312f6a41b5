//! The process itself: what it holds in memory stays there.
use std::io;

use rustix::process::{Resource, Rlimit, setrlimit};

/// Keeps the memory of this process, with keys and people's words in it, out of core dumps and from
/// other processes of the same user.
///
/// # Errors
/// Fails when the system does not allow it.
pub fn keep_to_itself() -> io::Result<()> {
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}
