//! Requests as bytes over a connection, and the answers to them as they come.
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// One answer.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The status line and the headers.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// A header's value, the first if there are many.
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|it| it.split_once(':'));
        let mut values = lines.filter(|it| it.0.eq_ignore_ascii_case(name)).map(|it| it.1.trim());
        values.next()
    }

    /// Headers in order and body, without the time, and without whether the connection is kept: that
    /// depends on whether the request's body had come when the answer went.
    pub fn shown(&self) -> (Vec<&str>, &[u8]) {
        let passing = |it: &str| ["date:", "connection:"].iter().any(|name| it.starts_with(name));
        let mut lines: Vec<&str> =
            self.head.lines().filter(|it| !passing(&it.to_lowercase())).collect();
        lines.sort_unstable();
        (lines, &self.body)
    }
}

/// A connection that is kept, and made anew when the server has closed it.
pub struct Wire {
    address: String,
    stream: Option<TcpStream>,
}

impl Wire {
    /// A connection to a site at an address such as `http://127.0.0.1:8080/`.
    pub fn to(url: &str) -> Self {
        let address = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        Self { address, stream: None }
    }

    /// The one answer to a request; none when the server closes without any.
    pub fn ask(&mut self, request: &[u8]) -> Option<Reply> {
        let kept = self.stream.take();
        let found = kept.and_then(|it| self.ask_on(it, request));
        // The server may have closed it since the last answer.
        found.or_else(|| self.ask_on(self.connect(), request))
    }

    fn ask_on(&mut self, mut stream: TcpStream, request: &[u8]) -> Option<Reply> {
        // The server may refuse before it has read everything.
        drop(stream.write_all(request));
        let mut bytes = Vec::new();
        let reply = loop {
            if let Some((reply, _rest)) = parsed(&bytes) {
                break reply;
            }
            if !more(&mut stream, &mut bytes) {
                return None;
            }
        };
        if reply.header("connection") != Some("close") {
            self.stream = Some(stream);
        }
        Some(reply)
    }

    /// All answers to some bytes on a connection of their own, until the server is quiet.
    pub fn all(&self, bytes: &[u8], quiet: Duration) -> Vec<Reply> {
        let mut stream = self.connect();
        let mut reading = stream.try_clone().unwrap();
        reading.set_read_timeout(Some(quiet)).unwrap();
        // The server may refuse before it has read everything.
        drop(stream.write_all(bytes));
        let mut answered = Vec::new();
        while more(&mut reading, &mut answered) {}
        let (mut rest, mut replies) = (&answered[..], Vec::new());
        while let Some((reply, after)) = parsed(rest) {
            replies.push(reply);
            rest = &rest[after..];
        }
        replies
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream
    }
}

/// Reads what there is; false at the end, or when nothing came in time.
fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> bool {
    let mut part = vec![0; 65_536];
    match stream.read(&mut part) {
        Ok(0) | Err(_) => false,
        Ok(count) => {
            bytes.extend_from_slice(&part[..count]);
            true
        }
    }
}

/// The first answer among some bytes, and where the next begins. Answers to questions about it
/// (1xx) are left out.
fn parsed(bytes: &[u8]) -> Option<(Reply, usize)> {
    let head = bytes.windows(4).position(|it| it == b"\r\n\r\n")?;
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let status = text.split(' ').nth(1)?.parse().ok()?;
    let mut reply = Reply { status, head: text, body: Vec::new() };
    let begin = head + 4;
    if (100..200).contains(&status) {
        let (next, end) = parsed(&bytes[begin..])?;
        return Some((next, begin + end));
    }
    let length = reply.header("content-length").map_or(0, |it| it.parse().unwrap());
    let body = bytes.get(begin..begin + length)?;
    body.clone_into(&mut reply.body);
    Some((reply, begin + length))
}
