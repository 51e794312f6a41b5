//! The directory of an agency as a certified OpenID provider that is not ours: a program of its own,
//! on a port of this machine, at the time of the service that its people come to.
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use url::{Position, Url};

use super::directory::CLIENT;
use super::http::{Request, Visitor};
use super::installation::Installation;
use super::page::Page;

const INSTALL: &str = "the provider's packages are needed: run `config/setup.sh --tests`";

/// A running provider. Dropping it ends it.
pub struct CertifiedProvider {
    child: Child,
    issuer: String,
    /// Open for as long as it may print.
    _out: Lines<BufReader<ChildStdout>>,
}

impl CertifiedProvider {
    /// Starts the directory of these people, of whom each has at least a `sub`, and sets an
    /// installation up for it, under its name in addresses.
    pub fn of(
        installation: &mut Installation,
        (key, domain, roles): (&str, &str, &str),
        people: &[Value],
    ) -> Self {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/provider"));
        assert!(folder.join("node_modules/oidc-provider").is_dir(), "{INSTALL}");
        let back = format!("{}/sign-in/with/{key}/answer", installation.address());
        let settings = json!({ "client": [CLIENT.0, CLIENT.1], "back": back, "people": people });
        let mut node = Command::new("node");
        node.arg(folder.join("provider.mjs")).arg(settings.to_string());
        installation.at_its_time(&mut node);
        let said = node.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = said.expect(INSTALL);
        let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
        let said = out.by_ref().map_while(Result::ok).find(|it| it.starts_with("http://"));
        let issuer = said.expect(INSTALL);
        for (name, value) in [
            ("NAME", key),
            ("ISSUER", &issuer),
            ("CLIENT_ID", CLIENT.0),
            ("CLIENT_SECRET", CLIENT.1),
            ("DOMAINS", domain),
            ("ROLES", roles),
        ] {
            let key = key.to_uppercase();
            installation.set(&format!("PROVIDER__{key}__{name}"), value);
        }
        Self { child, issuer, _out: out }
    }

    /// Somebody at a browser who is not signed in there.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(&self.issuer)
    }

    /// Goes through its pages from where a browser was sent, and gives where it is sent back to, path
    /// and query, and whether it asked who they are on the way.
    pub async fn through(
        &self,
        browser: &mut Visitor,
        sent_to: &str,
        subject: &str,
    ) -> (String, bool) {
        let (mut to, mut was_asked) = (Url::parse(sent_to).unwrap(), false);
        let mut way = Vec::new();
        while to.as_str().starts_with(&self.issuer) {
            assert!(way.len() < 10, "round in circles: {way:?}");
            let path = to[Position::BeforePath..].to_owned();
            way.push(path.clone());
            let mut answer = browser.send(Request::get(&path)).await;
            if answer.location().is_none() {
                assert!(answer.source().contains("Who are you?"), "{answer}");
                answer = browser.send(Request::post(&path).field("sub", subject)).await;
                was_asked = true;
            }
            let next = answer.location().unwrap_or_else(|| panic!("{answer}"));
            to = to.join(&next).unwrap();
        }
        (to[Position::BeforePath..].to_owned(), was_asked)
    }

    /// The same from a page of the service that sends there to the page that it ends on.
    pub async fn bring(
        &self,
        (visitor, browser): (&mut Visitor, &mut Visitor),
        from: Request,
        subject: &str,
    ) -> (Page, bool) {
        let sent = visitor.send(from).await;
        let to = sent.location().unwrap_or_else(|| panic!("{sent}"));
        let (back, was_asked) = self.through(browser, &to, subject).await;
        (visitor.get(&back).await, was_asked)
    }
}

impl Drop for CertifiedProvider {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
