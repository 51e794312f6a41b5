//! The record of changes and reads: whole, or found broken; written first, or nothing is shown.
use marac::domain::audit::{BrokenChain, Deed};
use marac::store::{self, StoreError};

use crate::support::county::County;
use crate::support::sitting;
use crate::support::store::on_both;

/// Whether the record holds.
async fn verify(county: &County) -> Result<u64, BrokenChain> {
    let checked: Result<_, StoreError> = county.database.read(store::audit::verify).await;
    checked.unwrap()
}

/// Orders that undo what `spoil` did, kept in a second table.
const KEEP: &str = "CREATE TABLE kept AS SELECT * FROM entries";
/// How many forms have been carried out.
const DONE: &str = "SELECT count(*) AS count FROM operations";
const PUT_BACK: &str = "DELETE FROM entries; INSERT INTO entries SELECT * FROM kept";

on_both! {
    async fn whatever_is_changed_in_the_record_is_found(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        let mut visitor = county.visitor(county.chair()).await;
        for _look in 0..5 {
            visitor.get(&format!("/cases/{}", case.case)).await.expect_status(200);
        }
        let whole = verify(&county).await.unwrap();
        assert!(whole > 10, "{whole}");
        county.store.execute(KEEP);
        let chain = format!("chain = '{}'", county.area);
        for spoil in [
            format!("UPDATE entries SET name = 'agenda' WHERE {chain} AND sequence = 4"),
            format!("UPDATE entries SET account_id = NULL WHERE {chain} AND sequence = 5"),
            format!("UPDATE entries SET cases = '[]' WHERE {chain} AND cases <> '[]'"),
            format!("UPDATE entries SET at = '2026-02-11 09:00:00' WHERE {chain} AND sequence = 6"),
            format!("UPDATE entries SET hash = previous WHERE {chain} AND sequence = 3"),
            format!("DELETE FROM entries WHERE {chain} AND sequence = 1"),
            format!("DELETE FROM entries WHERE {chain} AND sequence = 7"),
            format!(
                "DELETE FROM entries WHERE {chain} AND sequence = 7; \
                 UPDATE entries SET sequence = 7 WHERE {chain} AND sequence = 8"
            ),
            format!(
                "UPDATE entries SET sequence = -4 WHERE {chain} AND sequence = 4; \
                 UPDATE entries SET sequence = 4 WHERE {chain} AND sequence = 5; \
                 UPDATE entries SET sequence = 5 WHERE {chain} AND sequence = -4"
            ),
            format!("UPDATE entries SET chain = 'elsewhere' WHERE {chain} AND sequence > 5"),
        ] {
            county.store.execute(&spoil);
            assert!(verify(&county).await.is_err(), "not found: {spoil}");
            county.store.execute(PUT_BACK);
            assert_eq!(verify(&county).await.ok(), Some(whole), "not put back after: {spoil}");
        }
    }

    async fn what_was_recorded_before_is_found_by_its_cases_too(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let mut visitor = county.visitor(county.chair()).await;
        visitor.get(&format!("/cases/{}", case.case)).await.expect_status(200);
        let found = "SELECT case_id || ' ' || CAST(sequence AS TEXT) AS text FROM entry_cases \
            ORDER BY sequence, case_id";
        let before = county.store.texts(found);
        assert!(before.len() > 2, "{before:?}");
        let folder = format!(
            "{}/migrations/{}/00000000000008_record",
            env!("CARGO_MANIFEST_DIR"),
            if county.store.name() == "sqlite" { "sqlite" } else { "postgres" }
        );
        for change in ["down.sql", "up.sql"] {
            let orders = std::fs::read_to_string(format!("{folder}/{change}")).unwrap();
            county.store.execute(&orders);
        }
        assert_eq!(county.store.texts(found), before);
    }

    async fn what_cannot_be_recorded_is_not_shown_and_not_done(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let mut visitor = county.visitor(county.coordinator()).await;
        let path = format!("/cases/{}", case.case);
        assert!(visitor.get(&path).await.shows("Tamsin"));
        let agenda = visitor.get("/meetings/2026-02-12/agenda").await;
        let done = county.store.count(DONE);
        county.store.execute("ALTER TABLE entries RENAME TO away");
        for path in [path.as_str(), "/meetings/2026-02-12/agenda", "/"] {
            let page = visitor.get(path).await;
            assert_eq!(page.status, 500, "{path}");
            assert!(!page.source().contains("Tamsin") && !page.source().contains("T.B."));
        }
        let form = agenda.form("Update times").fill("Minutes for each case", "9");
        let failed = form.submit(&mut visitor).await;
        assert_eq!(failed.status, 500);
        county.store.execute("ALTER TABLE away RENAME TO entries");
        assert_eq!(county.store.count(DONE), done);
        assert!(visitor.get(&path).await.shows("Tamsin"));
    }

    async fn the_reads_of_many_at_once_are_all_on_record(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let visitor = county.visitor(county.coordinator()).await;
        let before = county.recorded(Deed::Read).await;
        let path = format!("/cases/{}", case.case);
        let looks = (0..16).map(|_| {
            let (mut visitor, path) = (visitor.clone(), path.clone());
            tokio::spawn(async move { visitor.get(&path).await.status })
        });
        for look in looks.collect::<Vec<_>>() {
            assert_eq!(look.await.unwrap(), 200);
        }
        assert_eq!(county.recorded(Deed::Read).await, before + 16);
        verify(&county).await.unwrap();
    }
}
