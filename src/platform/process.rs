//! The process itself: whose it is, and that what it holds in memory stays there.
use std::io::{self, Write};

use rustix::process::{Resource, Rlimit, geteuid, getrlimit, setrlimit};

/// The number of the account that may do everything.
pub const ROOT: u32 = 0;

/// What is wrong when the memory of the process is not its own, and what to do.
pub const OPEN: &str = "this process may not close its memory to core dumps and other programs: \
                        allow it setrlimit and prctl, as config/marac.service does";

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

/// Whether the memory of this process is its own.
pub fn keeps_to_itself() -> bool {
    let is_small = getrlimit(Resource::Core).maximum == Some(0);
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, dumpable_behavior};
        is_small && dumpable_behavior().is_ok_and(|it| it == DumpableBehavior::NotDumpable)
    }
    #[cfg(not(target_os = "linux"))]
    is_small
}

/// The number of the account that this process acts for.
pub fn account() -> u32 {
    geteuid().as_raw()
}

/// What a process tells whoever started it as it ends.
pub type Status = i32;

/// It did what it was asked.
pub const DONE: Status = 0;
/// It said what went wrong.
pub const FAILED: Status = 1;

/// Ends the process at once, without what libraries ask to be done at its exit: `SQLCipher` would
/// let go of what the connections of threads that still run are using.
pub fn leave(status: Status) -> ! {
    // Nobody is left to be told that nobody reads what was printed.
    let _printed = io::stdout().flush();
    signal_hook::low_level::exit(status)
}
