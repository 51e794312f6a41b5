//! The memory of the running program: in no core dump, and closed to other programs of its user.
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::evidence::figure;

/// A user who is nobody else.
const NOBODY: &str = "65534";

#[test]
fn the_memory_of_the_program_stays_in_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let program = folder.path().join("marac");
    fs::copy(env!("CARGO_BIN_EXE_marac"), &program).unwrap();
    let listen = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let serve = format!(
        "{} demo --listen {listen} --cases 10 --data {}/data",
        program.display(),
        folder.path().display()
    );
    let (mut plain, mut served) = (
        start(folder.path(), "exec sleep 60"),
        start(folder.path(), &format!("echo ready; exec {serve}")),
    );
    let mut lines = BufReader::new(served.0.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|it| it.contains(&listen)), "the program did not start");
    for part in ["environ", "mem", "maps"] {
        assert!(!can_read(&format!("/proc/{}/{part}", served.0.id())), "{part} can be read");
    }
    assert!(can_read(&format!("/proc/{}/environ", plain.0.id())), "nothing can be read at all");
    let left = dumps(&mut served, folder.path());
    // Of a program that does nothing about it there is one, where the system writes any.
    let others = dumps(&mut plain, folder.path());
    figure::print_of("day.core_dumps", left, "dumps", 1);
    assert_eq!(left, 0);
    println!("a plain program left {others} core dumps");
}

/// A program that ends with the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Starts orders of a shell as nobody, with core dumps of any size.
fn start(folder: &Path, orders: &str) -> Program {
    let mut command = as_nobody();
    command.args(["sh", "-c", &format!("ulimit -c unlimited; {orders}")]);
    command.current_dir(folder).env("HOME", folder).stdout(Stdio::piped());
    Program(command.spawn().unwrap())
}

/// A command of nobody's; of whoever runs the tests, where that is not root.
fn as_nobody() -> Command {
    if fs::metadata("/proc/self").unwrap().uid() != 0 {
        return Command::new("env");
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--"]);
    command
}

fn can_read(file: &str) -> bool {
    let read = as_nobody().args(["head", "-c", "1", file]).stderr(Stdio::null()).output().unwrap();
    read.status.success() && !read.stdout.is_empty()
}

/// How many core dumps a program leaves that is ended by an abort.
fn dumps(program: &mut Program, folder: &Path) -> usize {
    Command::new("kill").args(["-ABRT", &program.0.id().to_string()]).status().unwrap();
    program.0.wait().unwrap();
    let files = fs::read_dir(folder).unwrap().flatten();
    files.filter(|it| it.file_name().to_string_lossy().starts_with("core")).count()
}
