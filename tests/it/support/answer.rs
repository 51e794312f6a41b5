//! What a server answered: status, headers and body, as they came.
use std::ops::Deref;

use hyper::HeaderMap;
use hyper::header::{HeaderName, LOCATION};

use super::page::Page;

/// One answer of a server, whatever it holds.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status, such as 200.
    pub status: u16,
    /// All headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
    /// The path and query that were asked for.
    pub path: String,
}

impl Answer {
    /// The header of this name; empty when there is none, joined by a comma when there are many.
    pub fn header(&self, name: &str) -> String {
        let name: HeaderName = name.parse().unwrap();
        let values = self.headers.get_all(name);
        values.iter().map(|it| it.to_str().unwrap()).collect::<Vec<_>>().join(", ")
    }

    /// Where the answer redirects to, if it does.
    pub fn location(&self) -> Option<String> {
        let redirect = matches!(self.status, 301 | 302 | 303 | 307 | 308);
        redirect.then(|| self.header(LOCATION.as_str())).filter(|it| !it.is_empty())
    }

    /// The body as text.
    pub fn source(&self) -> String {
        String::from_utf8(self.body.clone()).expect("the body is not UTF-8")
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{self}: not JSON: {e}"))
    }

    /// Whether the body is HTML by its `Content-Type`.
    pub fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    /// The body read as one of our pages; fails if it breaks what every page must keep.
    pub fn page(self) -> Page {
        Page::read(self)
    }

    /// Fails the test unless the status is this one.
    #[track_caller]
    pub fn expect_status(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{self}\n{}", String::from_utf8_lossy(&self.body));
        self
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} answered {}", self.path, self.status)
    }
}

impl Deref for Page {
    type Target = Answer;

    fn deref(&self) -> &Answer {
        &self.answer
    }
}
