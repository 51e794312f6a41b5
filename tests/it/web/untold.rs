//! The page of who must not be told.
use crate::support::county::County;
use crate::support::sitting::{self, account};
use crate::support::store::on_both;

on_both! {
    async fn somebody_is_recorded_shown_where_mail_is_sent_and_ticked_off(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, account("Jo Lee")).await.case;
        let here = format!("/cases/{case}/untold");
        let mut coordinator = county.visitor(county.coordinator()).await;
        let page = coordinator.get(&here).await;
        assert!(page.shows("Craig Dunmore") && page.shows("Alleged perpetrator, listed by itself"));
        let blank = page.form("Add").submit(&mut coordinator).await;
        assert_eq!(
            blank.error("Name"),
            Some("Enter a name, an email address or a phone number")
        );
        let form = blank.form("Add").fill("Name", "Mick Reid").fill("Who they are", "His brother");
        let page = form.submit(&mut coordinator).await;
        assert!(page.shows("Mick Reid") && page.shows("Marcus Reid, Housing Options"));
        let agencies =
            coordinator.get(&format!("/research/2026-02-12/{case}/agencies")).await;
        assert!(agencies.links().iter().any(|it| it.href == here), "asking shows it");
        let publish = coordinator.get("/meetings/2026-02-12/agenda/publish").await;
        assert!(publish.links().iter().any(|it| it.href == here), "publishing shows it");
        let page = page.form("Another person Marcus Reid, Housing Options");
        let page = page.submit(&mut coordinator).await;
        assert!(page.shows("Another person"));
        let publish = coordinator.get("/meetings/2026-02-12/agenda/publish").await;
        assert!(!publish.links().iter().any(|it| it.href == here));
        let page = page.form("Take off the list Mick Reid").submit(&mut coordinator).await;
        assert!(!page.shows("Mick Reid"));
        for who in [county.police(), county.referrer(), county.administrator()] {
            assert_eq!(county.visitor(who).await.get(&here).await.status, 404);
        }
    }
}
