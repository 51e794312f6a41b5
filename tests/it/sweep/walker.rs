//! Somebody who walks the addresses: their window, and what "not found" looks like to them.
use marac::domain::actor::Member;

use super::role::Who;
use super::world::World;
use crate::support::answer::Answer;
use crate::support::form::Form;
use crate::support::http::{Request, Visitor};

/// Somebody who walks the addresses. A clone is the same person in a second window.
#[derive(Clone)]
pub struct Walker {
    /// What they are; none for the stranger of the other area.
    pub who: Option<Who>,
    /// Their account, as the record names it.
    pub account: String,
    /// Their place in the area.
    membership: String,
    visitor: Visitor,
    csrf: String,
    /// An operation that they have used before, with another form.
    used: String,
    /// What they get for a random page.
    nothing: (String, Vec<u8>),
}

impl Walker {
    /// Everybody, and the stranger.
    pub async fn all(world: &World) -> Vec<Self> {
        let mut all = Vec::new();
        for who in Who::ALL {
            all.push(Self::new(world, Some(who), who.person(&world.county)).await);
        }
        all.push(Self::new(world, None, world.stranger.clone()).await);
        all
    }

    /// Somebody of the county.
    pub async fn of(world: &World, who: Who) -> Self {
        Self::new(world, Some(who), who.person(&world.county)).await
    }

    /// The person of the other area.
    pub async fn stranger(world: &World) -> Self {
        Self::new(world, None, world.stranger.clone()).await
    }

    async fn new(world: &World, who: Option<Who>, person: Option<Member>) -> Self {
        let visitor = match &person {
            Some(person) => world.county.visitor(person.clone()).await,
            None => world.county.site().visitor(),
        };
        Self::at(who, person.as_ref(), visitor).await
    }

    /// Somebody, or nobody, who begins to walk.
    pub async fn at(who: Option<Who>, person: Option<&Member>, mut visitor: Visitor) -> Self {
        let membership = person.map(|it| it.membership.to_string()).unwrap_or_default();
        let account = person.map(|it| it.account.to_string()).unwrap_or_default();
        let is_nobody = person.is_none();
        let page = visitor.get(if is_nobody { "/sign-in" } else { "/account" }).await;
        let csrf = page.csrf();
        let mut used = String::new();
        if !is_nobody {
            let form = page.form("Save");
            used = form.sent("operation").unwrap();
            visitor.send(form.request()).await.expect_status(303);
            // Reads what was said once, so that it is on no other page.
            visitor.get("/account").await;
        }
        let nothing = nothing(&mut visitor).await;
        Self { who, account, membership, visitor, csrf, used, nothing }
    }

    /// Their letter in the table.
    pub fn letter(&self) -> char {
        self.who.map_or('e', Who::letter)
    }

    /// Whether nobody is signed in.
    pub fn is_nobody(&self) -> bool {
        self.who == Some(Who::Nobody)
    }

    /// Looks again at what "not found" is for them, when it may have changed.
    pub async fn look_for_nothing(&mut self) {
        self.nothing = nothing(&mut self.visitor).await;
    }

    /// Asks for an address: with a form as a page of theirs would send it, under a new operation.
    pub async fn ask(&mut self, method: &str, path: &str, fields: &str) -> Answer {
        let operation = uuid::Uuid::new_v4().to_string();
        self.send(method, path, fields, &operation).await
    }

    /// The same under an operation that was used before: nothing of it is kept.
    pub async fn try_out(&mut self, method: &str, path: &str, fields: &str) -> Answer {
        let operation = self.used.clone();
        self.send(method, path, fields, &operation).await
    }

    /// Sends a form as it is.
    pub async fn send_form(&mut self, form: &Form) -> Answer {
        self.visitor.send(form.request()).await
    }

    /// Sends a request as it is.
    pub async fn send_request(&mut self, request: Request) -> Answer {
        self.visitor.send(request).await
    }

    /// What ties their forms to their session.
    pub fn csrf(&self) -> &str {
        &self.csrf
    }

    async fn send(&mut self, method: &str, path: &str, fields: &str, operation: &str) -> Answer {
        let fields = fields.replace("{own}", &self.membership);
        let request = if method == "GET" {
            let query = if fields.is_empty() { String::new() } else { format!("?{fields}") };
            Request::get(&format!("{path}{query}"))
        } else {
            let mut request =
                Request::post(path).field("csrf", &self.csrf).field("operation", operation);
            for (name, value) in url::form_urlencoded::parse(fields.as_bytes()) {
                request = request.field(&name, &value);
            }
            request
        };
        self.visitor.send(request).await
    }

    /// What is wrong with an answer that should be as if nothing were there.
    pub fn fault(&self, answer: &Answer) -> Option<String> {
        if self.is_nobody() {
            let is_sent_on = answer.location().as_deref() == Some("/sign-in");
            return (!is_sent_on || !answer.body.is_empty())
                .then(|| format!("answered {}", answer.status));
        }
        let (status, shown) = (answer.status, shown(answer));
        if status != 404 {
            return Some(format!("answered {status} {}", answer.location().unwrap_or_default()));
        }
        (shown != self.nothing).then(|| "is not the one 404".to_owned())
    }
}

/// What somebody gets for a random page.
async fn nothing(visitor: &mut Visitor) -> (String, Vec<u8>) {
    shown(&visitor.send(Request::get(&format!("/{}", uuid::Uuid::new_v4()))).await)
}

/// Headers and body, byte for byte. Only the date of the answer is left out: the page of a 404 holds
/// nothing that changes from one request to the next.
fn shown(answer: &Answer) -> (String, Vec<u8>) {
    let headers = answer.headers.iter().filter(|(name, _)| name.as_str() != "date");
    let mut lines: Vec<String> =
        headers.map(|(name, value)| format!("{name}: {value:?}")).collect();
    lines.sort();
    (lines.join("\n"), answer.body.clone())
}
