//! `kill -9` of a server at a chosen moment of what it does.
use std::fs;
use std::future::Future;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::super::figure;
use crate::support::installation::Server;

/// How long to wait for the end of what a request began.
const MOST: Duration = Duration::from_secs(5);
const INSTALL: &str = "strace is needed: run `config/setup.sh --tests`";

/// What a server asks of the kernel while it works, by kind: to write to files and make it durable,
/// to read, to lock, to speak with people, databases and relays, to wait, to make room. Which of the
/// names behind a question mark there are is the processor's.
const CALLS: &[&str] = &[
    "fdatasync,fsync",
    "pwrite64",
    "sendto,sendmsg",
    "futex",
    "write,writev",
    "recvfrom,recvmsg",
    "read,readv",
    "?epoll_wait,epoll_pwait",
    "pread64",
    "fcntl",
    "?poll,ppoll",
    "ftruncate,?unlink,unlinkat",
    "epoll_ctl",
    "connect,accept4",
    "close,openat",
    "mmap,munmap,madvise",
    "clone3,clone",
];

/// The moments of one sweep in turn: the first calls of every kind, then times spread over twice as
/// long as a request takes.
pub struct Moments {
    left: usize,
    usual: Duration,
    kinds: usize,
    most: usize,
    kind: usize,
    nth: usize,
    /// How many times are left when the calls are through, and which of them is next.
    times: Option<(u32, u32)>,
}

impl Moments {
    /// So many moments of a request that takes so long.
    pub fn new(left: usize, usual: Duration) -> Self {
        let kinds = figure::times(left / 2, CALLS.len());
        let most = figure::times(1, left * 3 / 4 / CALLS.len());
        Self { left, usual, kinds, most, kind: 0, nth: 1, times: None }
    }

    /// The next, until all are through.
    pub fn another(&mut self) -> Option<Blow> {
        self.left = self.left.checked_sub(1)?;
        if self.kind < self.kinds {
            return Some(Blow::Call(CALLS[self.kind], spread(self.nth)));
        }
        let all = u32::try_from(self.left).unwrap() + 1;
        let (next, of) = self.times.unwrap_or((0, all));
        self.times = Some((next + 1, of));
        Some(Blow::After(self.usual * 2 * next / of))
    }

    /// Notes whether the server was struck before the end: if not, it makes no more such calls.
    pub fn went(&mut self, struck: bool) {
        if struck && self.nth < self.most {
            self.nth += 1;
        } else {
            (self.kind, self.nth) = (self.kind + 1, 1);
        }
    }
}

/// The nth number: one by one at first, then further and further apart.
fn spread(nth: usize) -> usize {
    nth + 2 * nth.saturating_sub(5).pow(2)
}

/// When the kill strikes.
#[derive(Clone, Copy, Debug)]
pub enum Blow {
    /// As a thread begins the nth of these calls, counted from before the request.
    Call(&'static str, usize),
    /// So long after the request was sent.
    After(Duration),
}

impl Blow {
    /// Kills the server while it works on a request, at the latest when that `has_ended`. Gives
    /// what came of the request, and whether the server was struck before the end.
    pub async fn during<T>(
        self,
        server: &mut Server,
        request: impl Future<Output = Result<T, String>>,
        has_ended: impl Fn() -> bool,
    ) -> (Result<T, String>, bool) {
        let (mut tracer, mut timer, id) = (None, None, server.id());
        match self {
            Self::Call(calls, nth) => tracer = Some(attach(id, calls, nth)),
            Self::After(time) => {
                timer = Some(tokio::spawn(async move {
                    tokio::time::sleep(time).await;
                    kill(id);
                }));
            }
        }
        let answer = request.await;
        let begun = Instant::now();
        let mut struck = answer.is_err();
        while !struck && !has_ended() && begun.elapsed() < MOST {
            tokio::time::sleep(Duration::from_millis(5)).await;
            struck = server.is_gone();
        }
        if let Some(timer) = timer {
            timer.abort();
        }
        server.kill();
        if let Some(mut tracer) = tracer {
            tracer.wait().unwrap();
        }
        (answer, struck)
    }
}

/// Lets `strace` watch every thread of a process, and kill it at the nth of these calls. It overlooks
/// a thread that begins while it attaches, so it may have to do so again.
fn attach(process: u32, calls: &str, nth: usize) -> Child {
    let inject = format!("inject={calls}:signal=SIGKILL:when={nth}");
    let (trace, process) = (format!("trace={calls}"), process.to_string());
    let words = ["-f", "-qq", "-o", "/dev/null", "-p", &process, "-e", &trace, "-e", &inject];
    for _ in 0..20 {
        let said = Command::new("strace").args(words).stderr(Stdio::null()).spawn();
        let mut child = said.expect(INSTALL);
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(1) {
            if is_watched(&process) {
                return child;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        let tracer = child.id().to_string();
        drop(Command::new("kill").args([&tracer]).stderr(Stdio::null()).status());
        child.wait().unwrap();
    }
    panic!("strace did not attach to {process}");
}

/// Whether all threads of a process are watched, or it was struck already: until its end is asked
/// for, what is left of it has threads that nobody watches.
fn is_watched(process: &str) -> bool {
    let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else { return true };
    threads.flatten().all(|it| {
        let status = fs::read_to_string(it.path().join("status")).unwrap_or_default();
        !status.contains("TracerPid:\t0\n") || status.contains("State:\tZ")
    })
}

fn kill(process: u32) {
    drop(Command::new("kill").args(["-9", &process.to_string()]).stderr(Stdio::null()).status());
}
