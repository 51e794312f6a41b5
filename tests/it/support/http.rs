//! A person at a browser without scripts: keeps cookies, follows redirects, fills in forms.
//!
//! ```ignore
//! let mut visitor = site.visitor();
//! let page = visitor.get("/sign-in").await;
//! let home = page
//!     .form("Sign in")
//!     .fill("Email address", "a.rahman@safehaven.example")
//!     .fill("Password", "a long pass phrase")
//!     .submit(&mut visitor)
//!     .await;
//! assert_eq!(home.heading(), "Home");
//!
//! // One exchange, nothing followed, anything sent:
//! let request = Request::post("/sign-out").field("csrf", "wrong").header("Accept-Language", "cy");
//! visitor.send(request).await.expect_status(403);
//! ```
//! `get`, `follow` and `submit` follow redirects and give a [`Page`], which has been checked for
//! what every page must keep. `send` follows nothing and gives the plain [`Answer`]. A clone of a
//! visitor is the same person in a second window, so that two requests can be under way at once.
use std::collections::BTreeMap;

use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, COOKIE, ORIGIN, SET_COOKIE};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use url::{Url, form_urlencoded};

use super::answer::Answer;
use super::page::Page;

/// More redirects than any journey of ours has.
const REDIRECTS: usize = 10;

/// Somebody who visits a site.
#[derive(Clone)]
pub struct Visitor {
    client: Client<HttpConnector, Full<Bytes>>,
    base: Url,
    cookies: BTreeMap<String, Cookie<'static>>,
    headers: Vec<(String, String)>,
}

impl Visitor {
    /// Somebody new to the site at this address, such as `http://127.0.0.1:8080/`.
    pub fn new(base: &str) -> Self {
        // Less than the server waits, so that no request meets a connection that is being closed.
        let idle = std::time::Duration::from_secs(1);
        let client = Client::builder(TokioExecutor::new()).pool_idle_timeout(idle).build_http();
        let base = Url::parse(base).unwrap();
        Self { client, base, cookies: BTreeMap::new(), headers: Vec::new() }
    }

    /// The same person, sending this header each time.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same person, signed in by a session's token.
    pub fn with_session(mut self, token: &str) -> Self {
        self.keep(Cookie::new("marac", token.to_owned()));
        self
    }

    /// Opens a path, following redirects.
    pub async fn get(&mut self, path: &str) -> Page {
        self.browse(Request::get(path)).await
    }

    /// Presses a link of a page, named by its words.
    pub async fn follow(&mut self, page: &Page, link: &str) -> Page {
        self.get(&page.link(link)).await
    }

    /// Sends a request, follows its redirects within the site, and reads the page at the end.
    pub async fn browse(&mut self, request: Request) -> Page {
        let mut answer = self.send(request.clone()).await;
        for _ in 0..REDIRECTS {
            let Some(location) = answer.location() else { return answer.page() };
            let target = self.base.join(&answer.path).unwrap().join(&location).unwrap();
            assert_eq!(target.origin(), self.base.origin(), "{answer} with a way out: {location}");
            let path = &target[url::Position::BeforePath..];
            let next = match answer.status {
                307 | 308 => Request { path: path.to_owned(), ..request.clone() },
                _ => Request::get(path),
            };
            answer = self.send(next).await;
        }
        panic!("{answer}: redirected more than {REDIRECTS} times");
    }

    /// Makes one exchange and follows nothing.
    pub async fn send(&mut self, request: Request) -> Answer {
        let path = request.path.clone();
        self.try_send(request).await.unwrap_or_else(|why| panic!("{path}: {why}"))
    }

    /// The same, with a server that may go away before its answer is whole.
    pub async fn try_send(&mut self, request: Request) -> Result<Answer, String> {
        let url = self.base.join(&request.path).unwrap();
        let path = url[url::Position::BeforePath..url::Position::AfterQuery].to_owned();
        let mut wire = hyper::Request::builder()
            .method(request.method.as_str())
            .uri(&url[..url::Position::AfterQuery])
            .header("Accept", "text/html");
        if !self.cookies.is_empty() {
            wire = wire.header(COOKIE, self.cookie_header());
        }
        for (name, value) in self.headers.iter().chain(&request.headers) {
            wire = wire.header(name, value);
        }
        let wire = wire.body(Full::new(Bytes::from(request.body))).unwrap();
        let answer = self.client.request(wire).await.map_err(|e| format!("{e:?}"))?;
        let (head, body) = answer.into_parts();
        for header in head.headers.get_all(SET_COOKIE) {
            self.keep(Cookie::parse(header.to_str().unwrap()).unwrap().into_owned());
        }
        let body = body.collect().await.map_err(|e| format!("{e:?}"))?.to_bytes().to_vec();
        Ok(Answer { status: head.status.as_u16(), headers: head.headers, body, path })
    }

    /// A cookie that the site has set and not taken back.
    pub fn cookie(&self, name: &str) -> Option<&Cookie<'static>> {
        self.cookies.get(name)
    }

    /// Keeps a cookie as if the site had set it.
    pub fn keep(&mut self, cookie: Cookie<'static>) {
        if cookie.max_age().is_some_and(|it| it <= Duration::ZERO) {
            self.cookies.remove(cookie.name());
        } else {
            self.cookies.insert(cookie.name().to_owned(), cookie);
        }
    }

    /// Loses all cookies, as a new browser would have none.
    pub fn forget(&mut self) {
        self.cookies.clear();
    }

    /// Loses all cookies but one, as a browser that was closed has only those that last.
    pub fn forget_all_but(&mut self, name: &str) {
        self.cookies.retain(|it, _| it == name);
    }

    fn cookie_header(&self) -> String {
        let pairs = self.cookies.values().map(|it| format!("{}={}", it.name(), it.value()));
        pairs.collect::<Vec<_>>().join("; ")
    }
}

/// A request to be sent by a [`Visitor`]; it says that it comes from a page of the same site.
#[derive(Clone, Debug)]
pub struct Request {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path and query.
    pub path: String,
    /// Headers, sent as they stand.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// A request for a page.
    pub fn get(path: &str) -> Self {
        Self::new("GET", path)
    }

    /// A form post, empty until [`field`](Self::field) is called. Its origin is `null`, as
    /// browsers make it for the forms of pages whose referrer policy is `no-referrer`.
    pub fn post(path: &str) -> Self {
        Self::new("POST", path)
            .header(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")
            .header(ORIGIN.as_str(), "null")
    }

    /// A request with any method.
    pub fn new(method: &str, path: &str) -> Self {
        let (method, path) = (method.to_owned(), path.to_owned());
        Self { method, path, headers: Vec::new(), body: Vec::new() }
            .header("Sec-Fetch-Site", "same-origin")
    }

    /// With this header in place of any of the same name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self = self.without_header(name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without the header of this name.
    pub fn without_header(mut self, name: &str) -> Self {
        self.headers.retain(|it| !it.0.eq_ignore_ascii_case(name));
        self
    }

    /// With one more field of a form.
    pub fn field(mut self, name: &str, value: &str) -> Self {
        let so_far = String::from_utf8(self.body).expect("this body is not a form");
        let mut form = form_urlencoded::Serializer::new(so_far);
        self.body = form.append_pair(name, value).finish().into_bytes();
        self
    }

    /// With this body.
    pub fn body(mut self, kind: &str, body: &[u8]) -> Self {
        body.clone_into(&mut self.body);
        self.header(CONTENT_TYPE.as_str(), kind)
    }
}
