//! `marac serve` as a program of its own, over the store of a made-up county, at the county's time.
//!
//! ```ignore
//! let county = County::in_store(store).await;
//! let chair = county.token(county.chair()).await;
//! let installation = Installation::of(county);       // nobody has the store open now
//! let mut server = installation.start();
//! let page = server.visitor(&chair).get("/today").await;
//! server.kill();                                     // as `kill -9`
//! let took = installation.start().took;
//! ```
//! The program's clock is set by libfaketime, which goes on from the county's time as real time
//! does. Its log is in a file that [`Installation::log`] reads.
use std::cell::Cell;
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddrV4, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use marac::mail::transport::RelaySettings;
use marac::platform::clock::Clock;
use tempfile::TempDir;

use super::county::County;
use super::http::Visitor;
use super::key;
use super::store::TestStore;

const INSTALL: &str = "libfaketime is needed: run `config/setup.sh --tests`";

/// The files of an installation.
pub struct Installation {
    /// Its store.
    pub store: TestStore,
    folder: TempDir,
    listen: SocketAddrV4,
    ahead: Cell<TimeDelta>,
    settings: Vec<(String, String)>,
}

/// A running server. Dropping it kills it.
pub struct Server {
    child: Child,
    address: String,
    /// How long it took until it answered.
    pub took: Duration,
}

impl Installation {
    /// The installation of a county, which ends, as the only one that may have the store open. Its
    /// letters go into a folder.
    pub fn of(county: County) -> Self {
        let now = county.service.clock().now();
        let store = county.leave();
        let folder = tempfile::tempdir().unwrap();
        key::write(&folder.path().join("key"));
        std::fs::create_dir(folder.path().join("letters")).unwrap();
        let mut made = Self {
            store,
            folder,
            listen: own_address(),
            ahead: Cell::new(now - Clock::system().now()),
            settings: Vec::new(),
        };
        let path = |name: &str| made.folder.path().join(name).display().to_string();
        let (key, letters) = (path("key"), path("letters"));
        // Of its own, so that the settings of whoever runs the tests are not read.
        std::fs::write(path("marac.toml"), "").unwrap();
        made.settings.push(("MARAC_CONFIG".to_owned(), path("marac.toml")));
        made.set("SERVER__LISTEN", &made.listen.to_string());
        made.set("SERVER__PUBLIC_URL", &made.address());
        made.set("DATABASE__URL", &made.store.url());
        made.set("DATABASE__KEY_FILE", &key);
        made.set("DATABASE__RESERVE_MIB", "1");
        made.set("MAIL__FROM", "Northshire meeting <meeting@northshire.example>");
        made.set("MAIL__FOLDER", &letters);
        made
    }

    /// Gives its letters to a relay instead.
    pub fn send_by(&mut self, relay: &RelaySettings) {
        self.set("MAIL__FOLDER", "");
        self.set("MAIL__HOST", &relay.host);
        self.set("MAIL__PORT", &relay.port.to_string());
        if let Some(root) = &relay.root_certificate_file {
            self.set("MAIL__ROOT_CERTIFICATE_FILE", &root.display().to_string());
        }
    }

    /// Sets a setting, such as `SERVER__WORKERS`.
    pub fn set(&mut self, name: &str, value: &str) {
        self.settings.push((format!("MARAC__{name}"), value.to_owned()));
    }

    /// Lets its clock run ahead from the next start on.
    pub fn pass(&self, time: TimeDelta) {
        self.ahead.set(self.ahead.get() + time);
    }

    /// `marac` with these arguments in the installation's environment, behind the words of another
    /// program, such as `strace`, where there are any.
    pub fn command(&self, before: &[&str], arguments: &[&str]) -> Command {
        let words = [before, &[env!("CARGO_BIN_EXE_marac")], arguments].concat();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).env_clear().env("PATH", env!("PATH"));
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        self.at_its_time(&mut command);
        command
    }

    /// Has another program run at its time.
    pub fn at_its_time(&self, command: &mut Command) {
        command.env("FAKETIME", format!("{}", self.ahead.get().num_seconds()));
        command.env("FAKETIME_DONT_FAKE_MONOTONIC", "1").env("FAKETIME_DISABLE_SHM", "1");
        command.env("LD_PRELOAD", faketime());
    }

    /// Starts the server and waits until it answers.
    pub fn start(&self) -> Server {
        self.start_behind(&[])
    }

    /// The same, behind another program.
    pub fn start_behind(&self, before: &[&str]) -> Server {
        let mut server = self.launch(before);
        assert!(server.answers(Duration::from_secs(60)), "{}", self.log());
        server
    }

    /// Starts the server and waits for nothing.
    pub fn launch(&self, before: &[&str]) -> Server {
        let log = File::options().create(true).append(true).open(self.log_path()).unwrap();
        let mut command = self.command(before, &["serve"]);
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        // A group of its own, so that what stands in front of it dies with it.
        let child = command.process_group(0).spawn().unwrap();
        Server { child, address: self.address(), took: Duration::ZERO }
    }

    /// Where it is served.
    pub fn address(&self) -> String {
        format!("http://{}", self.listen)
    }

    /// All that its servers have printed so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    /// Where its letters are, when they go into a folder.
    pub fn letters(&self) -> PathBuf {
        self.folder.path().join("letters")
    }

    fn log_path(&self) -> PathBuf {
        self.folder.path().join("log")
    }
}

impl Drop for Installation {
    /// The log goes with the folder: a run that fails shows how it ended.
    fn drop(&mut self) {
        if thread::panicking() {
            let log = self.log();
            let lines: Vec<&str> = log.lines().rev().take(40).collect();
            eprintln!("The newest lines of the server's log, newest first:\n{}", lines.join("\n"));
        }
    }
}

impl Server {
    /// A visitor who is signed in by a session's token.
    pub fn visitor(&self, token: &str) -> Visitor {
        Visitor::new(&self.address).with_session(token)
    }

    /// The process that was started: the server's, unless something stands in front of it.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it has ended.
    pub fn is_gone(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits until it has ended by itself, for no longer than that; says with which code.
    pub fn ended(&mut self, most: Duration) -> Option<i32> {
        let began = Instant::now();
        while began.elapsed() < most {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            thread::sleep(Duration::from_millis(10));
        }
        None
    }

    /// Kills it, whatever it is doing, and whatever stands in front of it.
    pub fn kill(&mut self) {
        let group = format!("-{}", self.child.id());
        drop(Command::new("kill").args(["-9", "--", &group]).stderr(Stdio::null()).status());
        drop(self.child.wait());
    }

    /// Waits until it is ready, for no longer than that.
    pub fn answers(&mut self, most: Duration) -> bool {
        let began = Instant::now();
        while began.elapsed() < most && !self.is_gone() {
            if is_ready(&self.address) {
                self.took = began.elapsed();
                return true;
            }
            thread::sleep(Duration::from_millis(5));
        }
        false
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

pub fn is_ready(address: &str) -> bool {
    use std::io::{Read, Write};
    let host = address.trim_start_matches("http://");
    let Ok(mut stream) = std::net::TcpStream::connect(host) else { return false };
    let asked = format!("GET /health/ready HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let mut answer = String::new();
    let spoken =
        stream.write_all(asked.as_bytes()).and_then(|()| stream.read_to_string(&mut answer));
    spoken.is_ok() && answer.starts_with("HTTP/1.1 200")
}

/// An address of this machine that nobody else takes while the server is down: every connection to
/// 127.0.0.1 may be given any port of it.
fn own_address() -> SocketAddrV4 {
    static MADE: AtomicU16 = AtomicU16::new(0);
    let [high, low] = MADE.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    let listener = TcpListener::bind((Ipv4Addr::new(127, 77, high, low), 0)).unwrap();
    SocketAddrV4::new(Ipv4Addr::new(127, 77, high, low), listener.local_addr().unwrap().port())
}

/// The library that sets a program's clock.
pub fn faketime() -> String {
    let folders = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    let found = folders.map(|it| it.path().join("faketime/libfaketimeMT.so.1"));
    found.into_iter().find(|it| it.exists()).expect(INSTALL).display().to_string()
}
