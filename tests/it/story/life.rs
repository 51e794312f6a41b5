//! A county that lives: time passes with everything that is due, and letters arrive.
use chrono::TimeDelta;
use marac::domain::actor::Member;
use marac::domain::agency::{MailDomain, MailRule};
use marac::domain::time::Instant;
use marac::jobs::{daily, post};
use marac::mail::memory::Memory;
use marac::mail::post::Post;
use marac::mail::posted::Posted;
use marac::mail::transport::{Settings, Way};
use marac::store::{self, StoreError};

use crate::support::county::{County, london};
use crate::support::store::TestStore;

/// A county with its post.
pub struct Life {
    /// The county.
    pub county: County,
    post: Post,
    memory: Memory,
}

impl Life {
    /// A county that begins at a local time, where housing's mail domain is secure.
    pub async fn from(store: TestStore, local: &str) -> Self {
        let memory = Memory::default();
        let from = "Daily risk meeting <meeting@northshire.example>".to_owned();
        let settings = Settings { from, reply_to: None, way: Way::Memory(memory.clone()) };
        let post = Post::open(settings).unwrap();
        let county = County::in_store(store).await;
        county.at(local);
        let rule = MailDomain {
            area_id: county.area,
            domain: "homes.example".to_owned(),
            rule: MailRule::Secure,
            reason: "Forced TLS, tested".to_owned(),
            set_by: county.coordinator().account,
            set_at: london(local),
            version: 1,
        };
        let kept: Result<(), StoreError> =
            county.database.write(move |tx| store::mail_domain::insert(tx, &rule)).await;
        kept.unwrap();
        let life = Self { county, post, memory };
        life.work().await;
        life
    }

    /// What the time is.
    pub fn now(&self) -> Instant {
        self.county.service.clock().now()
    }

    /// Does what is due at this moment, and delivers.
    pub async fn work(&self) {
        daily::run_due(&self.county.service).await.unwrap();
        post::deliver_due(&self.county.service, &self.post, || true).await.unwrap();
    }

    /// Lets time pass to each moment at which something is due, and to the last.
    pub async fn pass_to(&self, local: &str) {
        let until = london(local);
        let mut stops = daily::between(&self.county.service, self.now(), until).await.unwrap();
        stops.push(until);
        for at in stops {
            self.county.clock.move_to(at);
            self.work().await;
        }
    }

    /// Lets time pass in steps that know of nothing that is due.
    pub async fn pass_in_steps(&self, local: &str, step: TimeDelta) {
        while self.now() < london(local) {
            self.county.clock.pass(step);
            self.work().await;
        }
    }

    /// Every letter that left so far.
    pub fn letters(&self) -> Vec<Posted> {
        self.memory.posted()
    }

    /// The letters to somebody that left from a local time on, by their subjects.
    pub fn subjects_to(&self, who: &Member, since: &str) -> Vec<String> {
        let to = |it: &Posted| it.heading.to.reveal().contains(who.name.reveal());
        let mut letters = self.letters();
        letters.retain(|it| to(it) && it.heading.at >= london(since));
        letters.into_iter().map(|it| it.heading.subject).collect()
    }
}
