//! Somebody who opens all that their pages lead to, at the program itself.
use crate::support::answer::Answer;
use crate::support::county::County;
use crate::support::http::{Request, Visitor};
use crate::support::installation::Server;

/// The most pages that one person opens.
const PAGES: usize = 80;

/// Somebody of the county, with a session.
#[derive(Clone)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// The token of their session.
    pub token: String,
}

/// Everybody of the county, one of each role at least.
pub async fn everybody(county: &County) -> Vec<Person> {
    let mut all = Vec::new();
    for who in [
        county.chair(),
        county.coordinator(),
        county.idva(),
        county.police(),
        county.housing(),
        county.childrens(),
        county.probation(),
        county.referrer(),
        county.administrator(),
        county.person("Olive Moss"),
        county.person("Ines Grey"),
    ] {
        all.push(Person { name: who.name.reveal().to_owned(), token: county.token(who).await });
    }
    all
}

impl Person {
    /// Them at a server.
    pub fn at(&self, server: &Server) -> Visitor {
        server.visitor(&self.token)
    }
}

/// Opens some addresses, everything that they lead to, and what those pages lead to, and shows each
/// answer.
pub async fn walk(visitor: &mut Visitor, from: &[String], mut shown: impl FnMut(&Answer)) {
    let mut waiting: Vec<String> = from.to_vec();
    let mut opened: Vec<String> = Vec::new();
    while let Some(path) = waiting.pop().filter(|_| opened.len() < PAGES) {
        let answer = visitor.send(Request::get(&path)).await;
        opened.push(path);
        shown(&answer);
        let is_page = answer.status == 200 && answer.is_html();
        let links = if is_page { answer.clone().page().links().to_vec() } else { Vec::new() };
        let hrefs = links.iter().map(|it| it.href.split('#').next().unwrap().to_owned());
        for href in answer.location().into_iter().chain(hrefs) {
            let is_own = href.starts_with('/') && !href.starts_with("/assets");
            if is_own && !opened.contains(&href) && !waiting.contains(&href) {
                waiting.insert(0, href);
            }
        }
    }
}
