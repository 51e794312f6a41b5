//! A safe installation to be made unsafe, on a store of its own.
use std::collections::BTreeSet;
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::support::key;
use crate::support::store::TestStore;

/// Where the program is started.
pub(super) struct Place {
    /// Its database, if it has one yet.
    pub(super) store: Option<TestStore>,
    folder: TempDir,
    port: u16,
    settings: Vec<(String, String)>,
    /// What is put before the program, such as `strace`.
    before: Vec<String>,
    others: Vec<&'static str>,
}

/// What a command printed.
pub(super) struct Run {
    /// What it ended with.
    pub(super) code: Option<i32>,
    /// Each line of its errors.
    pub(super) lines: Vec<String>,
    /// The rules that `check` says are broken.
    pub(super) rules: BTreeSet<String>,
}

impl Place {
    /// A safe installation that can be served.
    pub(super) fn new() -> Self {
        Self::with(TestStore::on_sqlite())
    }

    /// The same over a store.
    pub(super) fn with(store: TestStore) -> Self {
        let mut place = Self::empty();
        key::write(&place.key());
        place.set("DATABASE__URL", &store.url());
        place.store = Some(store);
        place
    }

    /// Safe settings, and nothing made yet.
    pub(super) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let (settings, before, others) = (vec![], vec![], vec![]);
        let mut place = Self { store: None, folder, port, settings, before, others };
        let (key, file) = (place.key().display().to_string(), place.file());
        place.set("SERVER__LISTEN", &format!("127.0.0.1:{port}"));
        place.set("SERVER__PUBLIC_URL", "https://meeting.localhost");
        // Of its own, so that the settings of whoever runs the tests are not read.
        place.set("MARAC_CONFIG", &place.write("none.toml", "", 0o600));
        place.set("SERVER__BEHIND_PROXY", "true");
        place.set("DATABASE__URL", &format!("sqlite://{}", file.display()));
        place.set("DATABASE__KEY_FILE", &key);
        place.set("DATABASE__RESERVE_MIB", "0");
        place.set("MAIL__HOST", "mail.northshire.example");
        place.set("MAIL__FROM", "Northshire meeting <meeting@northshire.example>");
        place
    }

    /// Sets a setting or, if it has no section, a variable.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let name = if name.contains("__") { format!("MARAC__{name}") } else { name.to_owned() };
        self.settings.retain(|it| it.0 != name);
        self.settings.push((name, value.to_owned()));
    }

    /// Serves people elsewhere than on this machine.
    pub(super) fn open_to_people(&mut self) {
        self.set("SERVER__PUBLIC_URL", "https://meeting.northshire.example");
    }

    /// Says that a rule cannot be broken without this one.
    pub(super) fn breaks_too(&mut self, rule: &'static str) {
        self.others.push(rule);
    }

    /// Puts another program before it.
    pub(super) fn behind(&mut self, words: &[&str]) {
        self.before = words.iter().map(|it| (*it).to_owned()).collect();
    }

    /// Its key file.
    pub(super) fn key(&self) -> PathBuf {
        self.folder.path().join("key")
    }

    /// Its database file.
    pub(super) fn file(&self) -> PathBuf {
        match &self.store {
            Some(store) => store.file(),
            None => self.folder.path().join("data/marac.db"),
        }
    }

    /// A file beside its key, with a text that so many may read.
    pub(super) fn write(&self, name: &str, text: &str, mode: u32) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        permit(&path, mode);
        path.display().to_string()
    }

    /// Where it listens.
    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// The program with these arguments.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_marac");
        let mut words = self.before.iter().map(String::as_str).chain([program]);
        let mut command = Command::new(words.next().unwrap());
        command.args(words).args(arguments).env_clear().env("PATH", env!("PATH"));
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Runs it to its end, for no longer than some seconds.
    pub(super) fn ran(&self, arguments: &[&str]) -> Run {
        let command = self.command(arguments);
        let mut limited = Command::new("timeout");
        limited.arg("30").arg(command.get_program()).args(command.get_args()).env_clear();
        limited.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let done = limited.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (out, errors) = (text(done.stdout), text(done.stderr));
        let rule = |line: &str| Some(line.strip_prefix("REFUSED")?.trim().to_owned());
        Run {
            code: done.status.code(),
            lines: errors.lines().map(str::to_owned).collect(),
            rules: out.lines().filter_map(rule).collect(),
        }
    }

    /// The rules that are broken when one is: whoever serves people elsewhere must not be root, nor
    /// run a program for development, as these tests may.
    pub(super) fn expected(&self, rule: &str) -> BTreeSet<String> {
        let public = ("MARAC__SERVER__PUBLIC_URL", "https://meeting.northshire.example");
        let is_public = self.settings.iter().any(|it| (it.0.as_str(), it.1.as_str()) == public);
        let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
        let own = [
            (is_public && is_root, "program-as-root"),
            (is_public && cfg!(debug_assertions), "program-for-development"),
        ];
        let own = own.into_iter().filter(|it| it.0).map(|it| it.1);
        own.chain([rule]).chain(self.others.iter().copied()).map(str::to_owned).collect()
    }
}

/// Says who may do what with a file.
pub(super) fn permit(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}
