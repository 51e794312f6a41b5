//! The program's own demo, on a free port, for as long as a test needs it.
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::thread;

use tempfile::TempDir;

use crate::support::http::Visitor;

/// As few cases as the county can have had; those of the day come on top.
const CASES: &str = "10";

/// A served county. Dropping it ends the program and removes its files.
pub struct County {
    program: Child,
    address: String,
    _data: TempDir,
}

impl County {
    /// Makes the county and waits until it is served.
    pub fn start() -> Self {
        let data = tempfile::tempdir().unwrap();
        let listen = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let mut program = Command::new(env!("CARGO_BIN_EXE_marac"))
            .args(["demo", "--listen", &listen, "--cases", CASES, "--data"])
            .arg(data.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines =
            BufReader::new(program.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address = format!("http://{listen}");
        assert!(lines.any(|it| it.contains(&address)), "the demo did not start");
        thread::spawn(move || lines.for_each(drop));
        Self { program, address, _data: data }
    }

    /// The full address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Somebody without a browser, nobody yet.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(&self.url("/"))
    }
}

impl Drop for County {
    fn drop(&mut self) {
        drop(self.program.kill());
        drop(self.program.wait());
    }
}
