//! A `PostgreSQL` of our own, shared by all test processes of this checkout and gone after them.
//!
//! The first process that needs it runs `initdb` and starts it on a free loopback port, without
//! the waits that keep data through a power cut. Each process holds a shared lock on one file for
//! as long as it lives; a small watcher waits until nobody holds it, then stops the server and
//! deletes its folder. The kernel lets go of locks however a process ends, so a panic, `Ctrl-C`
//! or a kill leaves nothing behind.
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{Read, Seek, Write};
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// The oldest version that the service supports.
const OLDEST: u32 = 15;
const INSTALL: &str = "PostgreSQL 15 or later is needed: apt-get install -y postgresql";
/// The owner of the cluster when the tests run as root, which `initdb` refuses.
const SERVER_USER: &str = "postgres";
/// Where every cluster of ours listens.
pub(super) const LISTENING: &str = "
    listen_addresses = '127.0.0.1'
    unix_socket_directories = ''
    timezone = 'UTC'
";
/// What else the shared one is told.
const SETTINGS: &str = "
    max_connections = 300
    fsync = off
    full_page_writes = off
    wal_level = minimal
    max_wal_senders = 0
    autovacuum = off
";
/// Stops the server once nobody has used it for some seconds: `$1` folder, `$2` how to stop.
const WATCHER: &str = r#"
    cd / && exec 8>"$1/starting" 9>"$1/using"
    while :; do
        flock 9; flock -u 9; sleep 5
        flock 8
        if flock -n 9; then eval "$2"; rm -rf "$1/data" "$1/address"; exit; fi
        flock -u 8
    done &
"#;

static CLUSTER: LazyLock<Cluster> = LazyLock::new(Cluster::join);

/// The running server.
pub struct Cluster {
    /// Where it listens, without a database: `postgres://user:password@127.0.0.1:port`.
    pub address: String,
    folder: PathBuf,
    /// Held until the process ends, so that the watcher leaves the server alone.
    _using: File,
}

impl Cluster {
    /// The cluster, started if nobody has.
    pub fn shared() -> &'static Self {
        // Asked here too, so that every test says what is missing, not only the first.
        binaries();
        &CLUSTER
    }

    /// Holds everybody else off what this name stands for, until the file is dropped.
    pub fn lock(&self, name: &str) -> File {
        lock(&self.folder, name)
    }

    fn join() -> Self {
        let folder = folder();
        let starting = lock(&folder, "starting");
        if !is_running(&folder) {
            start(&folder);
        }
        let using = File::create(folder.join("using")).unwrap();
        using.lock_shared().unwrap();
        drop(starting);
        let address = fs::read_to_string(folder.join("address")).unwrap();
        Self { address, folder, _using: using }
    }
}

/// A folder for this checkout and this user, outside the checkout because the server's own user
/// must be able to reach it.
fn folder() -> PathBuf {
    let me = fs::metadata("/proc/self").unwrap().uid();
    let checkout = Sha256::digest(env!("CARGO_MANIFEST_DIR"));
    let name =
        format!("marac-tests-{me}-{:02x}{:02x}{:02x}", checkout[0], checkout[1], checkout[2]);
    let folder = std::env::temp_dir().join(name);
    drop(fs::create_dir(&folder));
    let owner = fs::metadata(&folder).unwrap().uid();
    assert_eq!(owner, me, "{} belongs to somebody else", folder.display());
    // Others may pass through it and no more.
    fs::set_permissions(&folder, Permissions::from_mode(0o711)).unwrap();
    folder
}

fn lock(folder: &Path, name: &str) -> File {
    let file = File::create(folder.join(name)).unwrap();
    file.lock().unwrap();
    file
}

fn is_running(folder: &Path) -> bool {
    let data = folder.join("data");
    folder.join("address").exists() && server("pg_ctl", &["status", "-D", path(&data)]).is_ok()
}

fn start(folder: &Path) {
    let data = folder.join("data");
    if data.exists() {
        drop(server("pg_ctl", &["stop", "-m", "immediate", "-D", path(&data)]));
        fs::remove_dir_all(&data).unwrap();
    }
    let password = uuid::Uuid::new_v4().simple().to_string();
    make_empty_cluster(folder, &password, &[LISTENING, SETTINGS].concat());
    let address = address(&password, start_on_a_free_port(&data));
    write_for_me_alone(&folder.join("address"), &address);
    watch(folder);
}

/// Where a cluster listens, without a database.
pub(super) fn address(password: &str, port: u16) -> String {
    format!("postgres://{SERVER_USER}:{password}@127.0.0.1:{port}")
}

/// Makes a cluster in the folder `data` of a folder that others may pass through.
pub(super) fn make_empty_cluster(folder: &Path, password: &str, settings: &str) {
    let data = folder.join("data");
    fs::DirBuilder::new().mode(0o700).create(&data).unwrap();
    let pass = folder.join("password");
    write_for_me_alone(&pass, password);
    if is_root() {
        succeed(Command::new("chown").args([SERVER_USER, path(&data), path(&pass)]));
    }
    let options = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"];
    let pwfile = format!("--pwfile={}", pass.display());
    let named = ["-U", SERVER_USER, "-D", path(&data), &pwfile];
    server("initdb", &[&named[..], &options].concat()).unwrap_or_else(|e| panic!("initdb: {e}"));
    fs::remove_file(pass).unwrap();
    let file = data.join("postgresql.conf");
    let written = fs::read_to_string(&file).unwrap();
    fs::write(file, written + settings).unwrap();
}

/// Somebody may take the port between our looking and the server's; then another is tried.
pub(super) fn start_on_a_free_port(data: &Path) -> u16 {
    let mut last = String::new();
    for _ in 0..5 {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        match start_on(data, port) {
            Ok(()) => return port,
            Err(why) => last = why,
        }
    }
    let said = fs::read_to_string(data.join("log")).unwrap_or_default();
    panic!("PostgreSQL did not start: {last}\n{said}");
}

/// Starts a cluster and waits until it answers.
pub(super) fn start_on(data: &Path, port: u16) -> Result<(), String> {
    let (log, option) = (data.join("log"), format!("-p {port}"));
    server("pg_ctl", &["start", "-w", "-D", path(data), "-l", path(&log), "-o", &option])
}

fn watch(folder: &Path) {
    let stop = command("pg_ctl", &["stop", "-m", "immediate", "-D", path(&folder.join("data"))]);
    let words = std::iter::once(stop.get_program()).chain(stop.get_args());
    let words: Vec<_> = words.map(|it| format!("'{}'", it.to_str().unwrap())).collect();
    let mut shell = Command::new("sh");
    shell.args(["-c", WATCHER, "watcher", path(folder), &words.join(" ")]).process_group(0);
    succeed(shell.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()));
}

/// Runs one of the server's own programs as a user that it accepts.
pub(super) fn server(program: &str, args: &[&str]) -> Result<(), String> {
    let mut command = command(program, args);
    // The server inherits these, so a pipe would never end; a file does.
    let said = tempfile::tempfile().unwrap();
    let (out, err) = (said.try_clone().unwrap(), said.try_clone().unwrap());
    let status = command.stdin(Stdio::null()).stdout(out).stderr(err).status().unwrap();
    if status.success() { Ok(()) } else { Err(all_of(said)) }
}

fn command(program: &str, args: &[&str]) -> Command {
    let program = binaries().join(program);
    let mut command = if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", SERVER_USER, "--", path(&program)]);
        command
    } else {
        Command::new(program)
    };
    command.args(args).current_dir("/");
    command
}

/// The folder with the newest server's programs.
fn binaries() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let version = |it: &fs::DirEntry| it.file_name().to_str()?.parse::<u32>().ok();
    let found = versions.filter_map(|it| Some((version(&it)?, it.path().join("bin"))));
    let newest = found.filter(|it| it.0 >= OLDEST && it.1.join("initdb").exists()).max();
    newest.expect(INSTALL).1
}

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

fn write_for_me_alone(path: &Path, text: &str) {
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(true).mode(0o600).open(path);
    file.unwrap().write_all(text.as_bytes()).unwrap();
}

fn succeed(command: &mut Command) {
    assert!(command.status().unwrap().success(), "{command:?}");
}

pub(super) fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn all_of(mut file: File) -> String {
    let mut text = String::new();
    file.rewind().unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}
