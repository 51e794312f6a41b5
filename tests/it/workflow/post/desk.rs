//! A county whose letters are kept as they leave.
use crate::support::county::{County, london};
use crate::support::store::TestStore;
use marac::domain::action::Kind;
use marac::domain::actor::Member;
use marac::domain::agency::{MailDomain, MailRule};
use marac::domain::ids::{ActionId, ListingId, ReferralId};
use marac::domain::listing::{Listing, RiskLevel};
use marac::domain::meeting::Meeting;
use marac::domain::notice::{Attempt, Message};
use marac::domain::referral::{Account, Described};
use marac::domain::task::Task;
use marac::domain::text::Private;
use marac::domain::time::Day;
use marac::jobs::{daily, post};
use marac::mail::memory::Memory;
use marac::mail::post::Post;
use marac::mail::posted::Posted;
use marac::mail::transport::{Settings, Way};
use marac::store::{self, StoreError};
use marac::workflow::action::{self, NewAction};
use marac::workflow::minutes::ItemEdit;
use marac::workflow::post::{Lease, claim, settle};
use marac::workflow::triage::{self, When};
use marac::workflow::{Change, minutes, referral};

/// A county with a post that keeps what leaves.
pub struct Desk {
    pub county: County,
    pub post: Post,
    pub memory: Memory,
}

impl Desk {
    pub async fn in_store(store: TestStore) -> Self {
        let memory = Memory::default();
        let settings = Settings {
            from: "Daily risk meeting <meeting@northshire.example>".to_owned(),
            reply_to: None,
            way: Way::Memory(memory.clone()),
        };
        let post = Post::open(settings).unwrap();
        Self { county: County::in_store(store).await, post, memory }
    }

    /// Delivers what is due, and gives what left.
    pub async fn deliver(&self) -> Vec<Posted> {
        post::deliver_due(&self.county.service, &self.post, || true).await.unwrap();
        self.memory.take()
    }

    pub async fn run_due(&self) {
        daily::run_due(&self.county.service).await.unwrap();
    }

    /// Says what may go to a mail domain.
    pub async fn rule(&self, domain: &'static str, rule: MailRule) {
        let (area_id, set_by) = (self.county.area, self.county.coordinator().account);
        let rule = MailDomain {
            area_id,
            domain: domain.to_owned(),
            rule,
            reason: "Agreed".to_owned(),
            set_by,
            set_at: london("2026-02-12 08:34"),
            version: 1,
        };
        let kept: Result<(), StoreError> =
            self.county.database.write(move |tx| store::mail_domain::insert(tx, &rule)).await;
        kept.unwrap();
    }

    /// The meeting that a case is listed for.
    pub async fn meeting(&self, listing: &Listing) -> Meeting {
        let (area, id) = (self.county.area, listing.meeting_id);
        let found: Result<_, StoreError> =
            self.county.database.read(move |view| store::meeting::find(view, area, id)).await;
        found.unwrap()
    }

    pub async fn messages(&self) -> Vec<Message> {
        let area = self.county.area;
        let found: Result<_, StoreError> =
            self.county.database.read(move |view| store::outbox::newest(view, area, 500)).await;
        found.unwrap()
    }

    pub async fn of_kind(&self, kind: &str) -> Vec<Message> {
        self.messages().await.into_iter().filter(|it| it.kind == kind).collect()
    }

    pub async fn tasks(&self) -> Vec<Task> {
        let area = self.county.area;
        let found: Result<_, StoreError> =
            self.county.database.read(move |view| store::task::open(view, area)).await;
        found.unwrap()
    }

    pub async fn take(&self) -> Lease {
        self.county.by_itself(claim).await.unwrap().unwrap()
    }

    pub async fn settle(&self, lease: Lease, attempt: Attempt) {
        self.county
            .by_itself(move |cx| settle(cx, &lease, attempt, "the mail server answered 451"))
            .await
            .unwrap();
    }

    /// A referral, sent by the surgery's referrer.
    pub async fn refer(&self) -> ReferralId {
        let draft = marac::domain::ids::DraftId::from_uuid(uuid::Uuid::new_v4());
        let sent = self
            .county
            .change(self.county.referrer(), move |cx| {
                referral::send(cx, draft, 0, &Private::default(), account())
            })
            .await;
        sent.unwrap().referral
    }

    /// A case on today's agenda.
    pub async fn list(&self) -> Listing {
        let id = self.refer().await;
        self.county
            .change(self.county.coordinator(), move |cx| {
                triage::accept(cx, id, 1, When::ByRule).map(|it| it.id)
            })
            .await
            .unwrap();
        self.listings().await.pop().unwrap()
    }

    pub async fn listings(&self) -> Vec<Listing> {
        let area = self.county.area;
        let found: Result<_, StoreError> = self
            .county
            .database
            .read(move |view| {
                let meeting = store::meeting::by_slug(view, area, "2026-02-12")?;
                store::listing::of_meeting(view, area, meeting.id)
            })
            .await;
        found.unwrap()
    }

    /// A draft of the minutes at 11am of one case, whose action is housing's, who get full copies.
    pub async fn draft(&self) -> ListingId {
        let listing = self.list().await;
        let (meeting, id) = (self.meeting(&listing).await, listing.id);
        self.agree(listing, &self.county.housing(), "2026-02-13").await;
        self.rule("homes.example", MailRule::Secure).await;
        self.deliver().await;
        self.county.at("2026-02-12 11:00");
        self.county.by_itself(move |cx| minutes::draft(cx, &meeting)).await.unwrap();
        id
    }

    pub async fn approve(&self) {
        let approve = |cx: &mut Change<'_, '_>| {
            let seen = minutes::record(cx, "2026-02-12", None)?.minutes.row_version;
            minutes::approve(cx, "2026-02-12", seen)
        };
        self.county.change(self.county.chair(), approve).await.unwrap();
    }

    /// Starts a correction with a note that speaks of another case.
    pub async fn begin_correction(&self) {
        let note = "Another case names Leila";
        let begin = move |cx: &mut Change<'_, '_>| minutes::correct(cx, "2026-02-12", &note.into());
        self.county.change(self.county.chair(), begin).await.unwrap();
    }

    /// Corrects what was agreed on a listing and how high the risk is, and approves that.
    pub async fn correct(&self, id: ListingId, decision: &'static str, level: RiskLevel) {
        self.begin_correction().await;
        let save = move |cx: &mut Change<'_, '_>| {
            let seen = minutes::item(cx, "2026-02-12", id)?.listing.version;
            let edit = ItemEdit {
                risk_level: Some(level),
                decision: decision.into(),
                ..ItemEdit::default()
            };
            minutes::save_item(cx, "2026-02-12", id, seen, &edit)
        };
        self.county.change(self.county.chair(), save).await.unwrap();
        self.approve().await;
    }

    pub async fn stop_minutes(&self) {
        let stop = |cx: &mut Change<'_, '_>| minutes::stop(cx, "2026-02-12");
        self.county.change(self.county.chair(), stop).await.unwrap();
    }

    /// An action of somebody, agreed on a listing.
    pub async fn agree(&self, listing: Listing, owner: &Member, due_on: &str) -> ActionId {
        let (agency_id, owner_id) = (owner.agency, owner.account);
        let due_on: Day = due_on.parse().unwrap();
        self.county
            .change(self.county.chair(), move |cx| {
                let new = NewAction {
                    kind: Kind::Agreed,
                    risk_id: None,
                    agency_id,
                    owner_id,
                    text: "Fit a video doorbell".into(),
                    due_on,
                    due_at: None,
                };
                action::agree(cx, &listing, new).map(|it| it.id)
            })
            .await
            .unwrap()
    }
}

pub fn account() -> Account {
    Account {
        victim: Described { name: "Tamsin Bright".into(), ..Described::default() },
        safe_contact: "Text only, before noon".into(),
        happened: "He waited outside the school".into(),
        ..Account::default()
    }
}

/// The text of a message without its line breaks.
pub fn text(of: &Posted) -> String {
    of.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn to<'a>(posted: &'a [Posted], address: &str) -> &'a Posted {
    let mut found = posted.iter().filter(|it| it.heading.to.reveal().contains(address));
    let first = found.next().unwrap_or_else(|| panic!("nothing to {address}"));
    assert!(found.next().is_none(), "more than one to {address}");
    first
}
