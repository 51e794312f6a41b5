//! Whom the county's mail is for, before it leaves.
use marac::domain::notice::Message;
use marac::store::{self, StoreError};

use super::county::County;

/// The messages of a kind, newest first.
pub async fn messages(county: &County, kind: &'static str) -> Vec<Message> {
    let area = county.area;
    let all: Result<_, StoreError> =
        county.database.read(move |view| store::outbox::newest(view, area, 1_000)).await;
    all.unwrap().into_iter().filter(|it| it.kind == kind).collect()
}

/// How many people a kind of mail is for.
pub async fn count(county: &County, kind: &'static str) -> usize {
    messages(county, kind).await.len()
}
