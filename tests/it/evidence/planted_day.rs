//! A day in which everybody fills in every form that they have, and every address and title is noted.
use super::planted_word::Planter;
use crate::support::answer::Answer;
use crate::support::form::Form;
use crate::support::http::{Request, Visitor};
use crate::support::installation::Server;
use crate::support::page::Page;
use crate::support::sitting::SLUG;

/// Somebody at the program.
pub struct Person {
    token: String,
    visitor: Visitor,
}

/// The day so far.
#[derive(Default)]
pub struct Day {
    /// What has been planted.
    pub planter: Planter,
    /// Every address that was visited or linked to, and every title.
    pub seen: Vec<String>,
}

impl Person {
    /// Somebody with a session, at a server that runs.
    pub fn at(server: &Server, token: &str) -> Self {
        Self { token: token.to_owned(), visitor: server.visitor(token) }
    }

    /// Makes one exchange.
    pub async fn send(&mut self, request: Request) -> Answer {
        self.visitor.send(request).await
    }

    /// The same person after the server was started again.
    pub fn back_at(&mut self, server: &Server) {
        self.visitor = server.visitor(&self.token);
    }
}

impl Day {
    /// Opens a page.
    pub async fn open(&mut self, person: &mut Person, path: &str) -> Page {
        self.ask(person, Request::get(path)).await
    }

    /// Sends a request and follows where it leads.
    pub async fn ask(&mut self, person: &mut Person, request: Request) -> Page {
        let mut answer = person.visitor.send(request).await;
        while let Some(location) = answer.location() {
            self.seen.extend([answer.path.clone(), location.clone()]);
            answer = person.visitor.send(Request::get(&location)).await;
        }
        let page = answer.page();
        self.seen.extend([page.path.clone(), page.title().to_owned()]);
        self.seen.extend(page.links().iter().map(|it| it.href.clone()));
        self.seen.extend(page.presses().iter().map(|it| it.action.clone()));
        page
    }

    /// Fills in the form of a page that is sent to an address with this end, with some fields as they
    /// are given, and sends it.
    pub async fn send(
        &mut self,
        person: &mut Person,
        page: &Page,
        (end, given): (&str, &[(&str, &str)]),
    ) -> Page {
        let form = form(page, end);
        let full = self.planter.fill(&form);
        let full = given.iter().fold(full, |form, (name, value)| form.put(name, value));
        let after = self.ask(person, full.request()).await;
        assert_eq!(after.status, 200, "{end} on {}: {:?}", page.path, after.errors());
        after
    }

    /// Opens everything that a page of somebody's leads to, and what those pages lead to.
    pub async fn look_around(&mut self, person: &mut Person) {
        let mut waiting = vec!["/".to_owned()];
        let mut opened = Vec::new();
        while let Some(path) = waiting.pop().filter(|_| opened.len() < 60) {
            let page = self.open(person, &path).await;
            opened.push(path);
            let links = page.links().iter().map(|it| it.href.split('#').next().unwrap());
            for href in links.filter(|it| it.starts_with('/') && !it.starts_with("/assets")) {
                if !opened.iter().any(|it| it == href) && !waiting.iter().any(|it| it == href) {
                    waiting.insert(0, href.to_owned());
                }
            }
        }
    }

    /// Before the meeting: an agency, a referral with a question and its answer, support, research.
    pub async fn prepare(&mut self, people: &mut People) -> String {
        let (police, coordinator) = (&mut people.police, &mut people.coordinator);
        let page = self.open(coordinator, "/settings/mail-domains/new").await;
        let secure = [("domain", "homes.example"), ("rule", "secure")];
        self.send(coordinator, &page, ("/mail-domains", &secure)).await;
        let page = self.open(&mut people.chair, "/settings/mail-domains/homes.example").await;
        let agreed = self.ask(&mut people.chair, page.form("Agree").request()).await;
        assert_eq!(agreed.heading(), "Mail domains", "{:?}", agreed.errors());
        let page = self.open(coordinator, "/settings/agencies/new").await;
        self.send(coordinator, &page, ("/agencies", &[])).await;
        let blank = self.open(police, "/referrals/new").await;
        let page = self.ask(police, blank.form("Add a child").request()).await;
        let form = self.planter.fill(&page.form("Send referral"));
        let sent = self.ask(police, form.request()).await;
        assert_eq!(sent.heading(), "Referral sent", "{:?}", sent.errors());
        let referral = sent.path.trim_end_matches("/sent").to_owned();
        let page = self.open(coordinator, &referral).await;
        self.send(coordinator, &page, ("/decision", &[("decision", "ask")])).await;
        let page = self.open(police, &referral).await;
        self.send(police, &page, ("/answer", &[])).await;
        let page = self.open(police, &referral).await;
        self.send(police, &page, ("/update", &[])).await;
        let page = self.open(coordinator, &referral).await;
        self.send(coordinator, &page, ("/decision", &[("decision", "accept")])).await;
        let board = self.open(&mut people.idva, "/support").await;
        let desk = board.links().iter().find(|it| it.text.starts_with("NS-")).unwrap().href.clone();
        let page = self.open(&mut people.idva, &desk).await;
        let page = self.send(&mut people.idva, &page, ("/contacts", &[])).await;
        let views = page.presses().into_iter().find(|it| it.action.contains("/views/")).unwrap();
        self.send(&mut people.idva, &page, (&views.action, &[])).await;
        for person in [&mut people.police, &mut people.housing] {
            let page = self.open(person, "/research").await;
            let form = self.planter.fill(&page.form("Return and open next case"));
            let saved = self.ask(person, form.put("nothing_held", "").request()).await;
            assert_eq!(saved.status, 200, "{:?}", saved.errors());
        }
        referral
    }

    /// The meeting: who is there, what is said, the risks, the decision, the actions, the close, the
    /// minutes and their approval.
    pub async fn meet(&mut self, people: &mut People) {
        let room = format!("/meetings/{SLUG}/live");
        let (chair, coordinator) = (&mut people.chair, &mut people.coordinator);
        let door = self.open(chair, &room).await;
        let roll = self.ask(chair, door.form("Open the meeting").request()).await;
        let accept = roll.form("Accept and come in").tick("I accept this statement");
        let opening = self.ask(chair, accept.request()).await;
        for person in [&mut *coordinator, &mut people.police, &mut people.housing] {
            let page = self.open(person, &room).await;
            let accept = page.form("Accept and come in").tick("I accept this statement");
            self.ask(person, accept.request()).await;
        }
        let page = self.open(coordinator, &format!("/meetings/{SLUG}/attendance")).await;
        let form = self.planter.fill(&page.form("Add to the roll"));
        let added = self.ask(coordinator, form.put("account", "").request()).await;
        assert_eq!(added.status, 200, "{:?}", added.errors());
        let first = opening.buttons().into_iter().find(|it| it.starts_with("First case")).unwrap();
        let mut page = self.ask(chair, opening.form(first).request()).await;
        for end in ["/said", "/risks", "/actions", "/decision"] {
            page = self.send(chair, &page, (end, &[])).await;
        }
        let page = self.open(chair, &format!("/meetings/{SLUG}/closing")).await;
        self.send(chair, &page, ("/closing", &[])).await;
        let draft = self.open(chair, &format!("/meetings/{SLUG}/minutes")).await;
        let item = self.open(chair, &draft.link("Edit item 1")).await;
        let item_path = item.path.clone();
        let draft = self.send(chair, &item, (&item_path, &[])).await;
        let form = draft.form("Approve and send").tick("These are a true record of the meeting");
        let sends = self.ask(chair, form.request()).await;
        assert_eq!(sends.heading(), "Who got the minutes");
    }

    /// After the meeting: an action is done, and somebody looks for a case by a name.
    pub async fn follow_up(&mut self, people: &mut People) {
        let list = self.open(&mut people.chair, "/actions").await;
        let action = list.links().iter().find(|it| it.href.contains("open=")).unwrap().href.clone();
        let page = self.open(&mut people.chair, &action).await;
        self.send(&mut people.chair, &page, ("/update", &[("state", "done")])).await;
        let page = self.open(&mut people.chair, "/cases").await;
        let name = self.planter.text("/cases/search", "name");
        let search = form(&page, "/cases/search").put("reference", &name);
        self.ask(&mut people.chair, search.request()).await;
    }
}

/// Who takes part.
pub struct People {
    /// Chairs.
    pub chair: Person,
    /// Coordinates.
    pub coordinator: Person,
    /// Refers.
    pub police: Person,
    /// Owns the actions.
    pub housing: Person,
    /// Supports the victim.
    pub idva: Person,
}

impl People {
    /// All of them.
    pub fn all(&mut self) -> [&mut Person; 5] {
        let Self { chair, coordinator, police, housing, idva } = self;
        [chair, coordinator, police, housing, idva]
    }
}

fn form(page: &Page, end: &str) -> Form {
    let forms = page.presses();
    let found = forms.iter().find(|it| it.posts() && it.action.ends_with(end));
    let actions = || forms.iter().map(|it| it.action.as_str()).collect::<Vec<_>>();
    found.unwrap_or_else(|| panic!("no form to {end} on {}: {:?}", page.path, actions())).clone()
}
