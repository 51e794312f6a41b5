//! One chromedriver and its Chromium, both gone when the value is.
use std::fmt::Debug;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Duration;

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::Value;

const INSTALL: &str = "Chromium and its driver are needed: run `config/setup.sh --tests`";

/// Runs the driver until this program lets go of its standard input, by whatever death, and then
/// stops Chromium too, which is in the same process group.
const KEEPER: &str = "chromedriver --port=0 & trap '' TERM; cat >/dev/null; kill 0; wait";

/// A running chromedriver.
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts it on a port of its own choice.
    pub fn start() -> Self {
        let chromium = is_there("chromium") || is_there("google-chrome");
        assert!(chromium && is_there("chromedriver"), "{INSTALL}");
        let mut child = Command::new("sh")
            .args(["-c", KEEPER])
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let port = port_said_on(child.stdout.take().unwrap());
        Self { child, port }
    }

    /// Where it listens.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn ask_to_leave(&self) -> io::Result<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
        Ok(stream)
    }
}

/// The driver is asked first: it ends when Chromium has closed and let go of its files.
impl Drop for Driver {
    fn drop(&mut self) {
        if let Ok(mut answer) = self.ask_to_leave() {
            drop(answer.read_to_end(&mut Vec::new()));
        }
        drop(self.child.stdin.take());
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

fn is_there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|it| it.join(program).exists())
}
