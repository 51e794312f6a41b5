//! The IDVA's pages.
use crate::support::county::County;
use crate::support::sitting::{self, account};
use crate::support::store::on_both;

on_both! {
    async fn the_idva_records_an_attempt_and_the_victims_views(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, account("Jo Lee")).await;
        let mut idva = county.visitor(county.idva()).await;
        let board = idva.get("/support").await;
        assert!(board.shows("Not tried yet") && board.shows("Missing"));
        let reference = board.links().iter().find(|it| it.text.starts_with("NS-")).unwrap();
        let desk = idva.get(&reference.href).await;
        let wrong = desk.form("Add").fill("Time", "soon").fill("More about it", "Rang out");
        let wrong = wrong.submit(&mut idva).await;
        assert!(wrong.error("Time").unwrap().starts_with("Enter a time"));
        assert_eq!(wrong.error("What came of it"), Some("Select what came of it"));
        assert_eq!(wrong.value("More about it"), "Rang out");
        let form = wrong.form("Add").fill("Time", "8:10am").choose("Phone");
        let desk = form.choose("No answer").submit(&mut idva).await;
        assert!(desk.shows("Attempt recorded") && desk.shows("8:10am today"));
        let views = desk.form("Save views").submit(&mut idva).await;
        assert!(views.error("What they want and fear").is_some());
        let form = views.form("Save views").fill("What they want and fear", "To stay at home");
        let old = form.clone();
        let desk = form.submit(&mut idva).await;
        assert_eq!(desk.value("What they want and fear"), "To stay at home");
        let late = old.fill("What they want and fear", "To move").put("operation", OTHER);
        let stale = late.submit(&mut idva).await;
        assert!(stale.status == 409 && stale.shows("To stay at home"));
        let board = idva.get("/support").await;
        assert!(board.shows("1 attempt, the last at 8:10am today: no answer"));
        assert!(board.shows("Recorded"));
    }

    async fn the_pages_are_missing_for_everybody_else(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, account("Jo Lee")).await.case;
        for who in [county.police(), county.coordinator(), county.referrer()] {
            let mut visitor = county.visitor(who).await;
            for path in ["/support".to_owned(), format!("/support/{case}")] {
                assert_eq!(visitor.get(&path).await.status, 404);
            }
        }
    }
}

const OTHER: &str = "0198c0de-0000-4000-8000-00000000000a";
