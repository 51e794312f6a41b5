//! Referrals sent to the county.
use marac::domain::actor::Member;
use marac::domain::ids::{DraftId, ReferralId};
use marac::domain::referral::{Account, Referral};
use marac::domain::text::Private;
use marac::store::{self, StoreError};
use marac::workflow::referral::{self, Sent};
use marac::workflow::triage::{self, When};

use super::county::County;

/// A draft's identifier.
pub fn draft() -> DraftId {
    DraftId::from_uuid(uuid::Uuid::new_v4())
}

/// Sends a referral as somebody.
pub async fn send(county: &County, who: Member, account: Account) -> Sent {
    let draft = draft();
    let step = county
        .change(who, move |cx| referral::send(cx, draft, 0, &Private::default(), account.clone()));
    step.await.unwrap()
}

/// Accepts a referral onto the meeting of its time.
pub async fn accept(county: &County, id: ReferralId) {
    let seen = find(county, id).await.version;
    let step = county.change(county.coordinator(), move |cx| {
        triage::accept(cx, id, seen, When::ByRule).map(|_listing| ())
    });
    step.await.unwrap();
}

/// A referral as it is kept.
pub async fn find(county: &County, id: ReferralId) -> Referral {
    let area = county.area;
    let found: Result<_, StoreError> =
        county.database.read(move |view| store::referral::find(view, area, id)).await;
    found.unwrap()
}

/// How many messages of a kind wait in the outbox.
pub fn mails(county: &County, kind: &str) -> i64 {
    county.store.count(&format!("SELECT count(*) AS count FROM messages WHERE kind = '{kind}'"))
}
