//! A client that costs next to nothing, since it shares the machine with what it measures: requests
//! as they stand, over one kept connection.
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// One connection.
pub struct Wire(BufReader<TcpStream>);

/// What came back.
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The whole answer, headers and body.
    pub text: String,
    /// How long it took, from the first byte sent to the last one read.
    pub took: Duration,
}

impl Wire {
    /// Connects to an address such as `http://127.0.0.1:8080`.
    pub async fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address.trim_start_matches("http://")).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self(BufReader::with_capacity(256 * 1024, stream))
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str, cookie: &str) -> Reply {
        self.say(&format!("GET {path} HTTP/1.1\r\nHost: h\r\nCookie: {cookie}\r\n\r\n")).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, cookie: &str, form: &str) -> Reply {
        let length = form.len();
        let kind = "application/x-www-form-urlencoded";
        self.say(&format!(
            "POST {path} HTTP/1.1\r\nHost: h\r\nCookie: {cookie}\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\n\r\n{form}"
        ))
        .await
    }

    async fn say(&mut self, request: &str) -> Reply {
        let began = Instant::now();
        self.0.write_all(request.as_bytes()).await.unwrap();
        let mut text = String::new();
        while !text.ends_with("\r\n\r\n") {
            assert_ne!(self.0.read_line(&mut text).await.unwrap(), 0, "hung up after {text}");
        }
        let header = text.lines().find_map(|it| it.strip_prefix("content-length: "));
        let mut body = vec![0; header.map_or(0, |it| it.parse().unwrap())];
        self.0.read_exact(&mut body).await.unwrap();
        let took = began.elapsed();
        let status = text[9..12].parse().unwrap();
        text.push_str(&String::from_utf8(body).unwrap());
        Reply { status, text, took }
    }
}

impl Reply {
    /// Fails the test unless the status is this one.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// The value of the first hidden field of this name.
    pub fn field(&self, name: &str) -> String {
        let (_, rest) = self.text.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    /// How long it took, in milliseconds.
    pub fn millis(&self) -> f64 {
        self.took.as_secs_f64() * 1000.0
    }
}
