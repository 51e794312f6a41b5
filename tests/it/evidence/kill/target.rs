//! Requests to be interrupted, each of something new, and all that the store has of one that is
//! kept.
use marac::domain::ids::ReferralId;
use marac::domain::referral::Account;

use crate::support::county::County;
use crate::support::form::Form;
use crate::support::http::{Request, Visitor};
use crate::support::referring;
use crate::support::sitting::{self, Listed, SLUG};
use crate::support::store::TestStore;

/// A request, and what is in the store when it was carried out once.
pub struct Wanted {
    /// The request, which may be sent again as it is.
    pub request: Request,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// One part of what a request changes.
pub struct Part {
    /// What it is.
    pub name: &'static str,
    /// A query that answers how often it is there.
    pub query: String,
    /// How often it is there in the end.
    pub whole: i64,
}

fn part(name: &'static str, whole: i64, what: &str) -> Part {
    Part { name, query: format!("SELECT count(*) AS count FROM {what}"), whole }
}

impl Wanted {
    /// How many parts of this name are there.
    pub fn count(&self, store: &TestStore, name: &str, that: &str) -> i64 {
        let part = self.parts.iter().find(|it| it.name == name).unwrap();
        store.count(&format!("{}{that}", part.query))
    }
}

fn operation(request: &Form) -> Part {
    let id = request.sent("operation").unwrap();
    part("operation", 1, &format!("operations WHERE id = '{id}'"))
}

/// Requests of one kind.
pub trait Target {
    /// The next, for a visitor of a server that is up.
    async fn next(&mut self, visitor: &mut Visitor) -> Wanted;
}

fn fresh(form: &Form) -> Form {
    form.clone().put("operation", &uuid::Uuid::new_v4().to_string())
}

/// An action agreed in the meeting.
pub struct Action {
    case: Listed,
    form: Option<Form>,
}

impl Action {
    /// A meeting that hears a case.
    pub async fn prepare(county: &County) -> Self {
        let case = sitting::list(county, sitting::account("Tamsin Bright")).await;
        sitting::open(county).await;
        Self { case, form: None }
    }
}

impl Target for Action {
    async fn next(&mut self, visitor: &mut Visitor) -> Wanted {
        if self.form.is_none() {
            let page = visitor.get(&format!("/meetings/{SLUG}/live/{}", self.case.id)).await;
            let form = page.form("Add an action").pick("Owner", "Housing Options, Marcus Reid");
            self.form = Some(form);
        }
        let text = format!("Fit lock {}", uuid::Uuid::new_v4());
        let form = fresh(self.form.as_ref().unwrap()).fill("What will be done", &text);
        let of = format!("IN (SELECT id FROM actions WHERE text = '{text}')");
        let parts = vec![
            part("action", 1, &format!("actions WHERE text = '{text}'")),
            part("event", 1, &format!("action_events WHERE action_id {of}")),
            part("record", 1, &format!("entries WHERE name = 'action.agree' AND subject {of}")),
            operation(&form),
        ];
        Wanted { request: form.request(), parts }
    }
}

/// A waiting referral accepted onto the agenda.
pub struct Triage {
    waiting: Vec<ReferralId>,
    mails: i64,
    form: Option<Form>,
}

impl Triage {
    /// So many referrals that wait, of which so many people are told as one is accepted.
    pub async fn prepare(county: &County, number: usize, mails: i64) -> Self {
        county.by_itself(marac::workflow::schedule::keep).await.unwrap();
        let mut waiting = Vec::new();
        for number in 0..number {
            let mut account = sitting::account(&format!("Tamsin Bright{number}"));
            account.perpetrators[0].name = format!("Craig Dunmore{number}").as_str().into();
            let account = Account { children: Vec::new(), ..account };
            waiting.push(referring::send(county, county.police(), account).await.referral);
        }
        Self { waiting, mails, form: None }
    }
}

impl Target for Triage {
    async fn next(&mut self, visitor: &mut Visitor) -> Wanted {
        let id = self.waiting.pop().expect("enough referrals");
        if self.form.is_none() {
            let page = visitor.get(&format!("/referrals/{id}")).await;
            self.form = Some(page.form("Confirm and see next"));
        }
        let form = fresh(self.form.as_ref().unwrap());
        let request = Request { path: format!("/referrals/{id}/decision"), ..form.request() };
        let listing = format!("(SELECT id FROM listings WHERE referral_id = '{id}')");
        let accepted = "referral.accepted";
        let parts = vec![
            part("decision", 1, &format!("referrals WHERE id = '{id}' AND stage = 'accepted'")),
            part("listing", 1, &format!("listings WHERE referral_id = '{id}'")),
            part("research", 4, &format!("research WHERE listing_id IN {listing}")),
            part("record", 1, &format!("entries WHERE name = '{accepted}' AND subject = '{id}'")),
            part("mail", self.mails, &format!("messages WHERE once LIKE 'case_accepted:%:{id}:%'")),
            operation(&form),
        ];
        Wanted { request, parts }
    }
}

/// The minutes of a meeting approved, the first time and then each correction of them.
pub struct Approval {
    case: Listed,
    versions: i64,
}

impl Approval {
    /// A meeting that is closed, whose minutes are a draft.
    pub async fn prepare(county: &County) -> Self {
        Self { case: crate::workflow::minutes::closed(county).await, versions: 0 }
    }
}

impl Target for Approval {
    async fn next(&mut self, visitor: &mut Visitor) -> Wanted {
        let place = format!("/meetings/{SLUG}/minutes");
        let mut page = visitor.get(&place).await;
        if self.versions > 0 {
            let form = page.form("Start a correction");
            form.fill("What changes, and why", "The place").submit(visitor).await;
            let item = visitor.get(&format!("{place}/items/{}", self.case.id)).await;
            let words = format!("Place {}", self.versions + 1);
            let form = item.form("Save").fill("What was agreed and why", &words);
            page = form.submit(visitor).await;
        }
        self.versions += 1;
        let version = self.versions;
        let form = page.form("Approve and send").tick("These are a true record of the meeting");
        let approved = "state = 'approved' AND digest <> ''";
        let earlier = version - 1;
        // Each of those before is there once, so that only this one is counted.
        let records = format!(
            "entries WHERE name = 'minutes.approve' AND deed = 'change' AND sequence > \
             (SELECT coalesce(max(sequence), 0) FROM (SELECT sequence FROM entries WHERE name = \
             'minutes.approve' AND deed = 'change' ORDER BY sequence LIMIT {earlier}) AS earlier)"
        );
        let parts = vec![
            part("version", 1, &format!("minutes WHERE version = {version} AND {approved}")),
            part("copies", 4, &format!("minutes_copies WHERE version = {version}")),
            part("mail", 4, &format!("messages WHERE once LIKE 'minutes_issued:%:{version}:%'")),
            part("record", 1, &records),
            operation(&form),
        ];
        Wanted { request: form.request(), parts }
    }
}
