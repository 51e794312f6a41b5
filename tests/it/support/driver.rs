//! One chromedriver and its Chromium, both gone when the value is.
use std::fmt::Debug;
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::Value;

const INSTALL: &str =
    "Chromium and its driver are needed: apt-get install -y chromium chromium-driver";

/// A running chromedriver.
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts it on a port of its own choice.
    pub fn start() -> Self {
        assert!(on_path("chromium").is_some(), "{INSTALL}");
        let child = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = child.unwrap_or_else(|e| match e.kind() {
            ErrorKind::NotFound => panic!("{INSTALL}"),
            _ => panic!("chromedriver: {e}"),
        });
        let port = port_said_on(child.stdout.take().unwrap());
        Self { child, port }
    }

    /// Where it listens.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn ask_to_leave(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }
}

/// A kill would leave Chromium behind, so the driver is asked first: it closes its windows.
impl Drop for Driver {
    fn drop(&mut self) {
        let until = Instant::now() + Duration::from_secs(5);
        let asked = self.ask_to_leave().is_ok();
        while asked && Instant::now() < until {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A command of the driver that the standard does not have.
#[derive(Debug)]
pub struct Extra {
    /// The path after the session's.
    pub path: &'static str,
    /// What to send.
    pub body: Value,
}

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (hyper::Method, Option<String>) {
        (hyper::Method::POST, Some(self.body.to_string()))
    }
}

/// Reads what the driver says until it names its port, and goes on reading so that it never blocks.
fn port_said_on(out: ChildStdout) -> u16 {
    let mut lines = BufReader::new(out).lines().map_while(Result::ok);
    let said = lines.find_map(|line| {
        let port = line.split_once("started successfully on port ")?.1;
        port.trim_end_matches('.').parse().ok()
    });
    thread::spawn(move || lines.for_each(drop));
    said.expect("chromedriver did not say its port")
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|it| it.join(program)).find(|it| it.exists())
}
