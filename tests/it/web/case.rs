//! Case pages, and finding a case.
use marac::domain::audit::Deed;

use crate::support::county::County;
use crate::support::referring::{find, send};
use crate::support::sitting::{self, account};
use crate::support::store::on_both;

on_both! {
    async fn a_case_begins_with_the_safe_contact_and_never_has_a_name_in_its_title(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, account("Jo Lee")).await.case;
        let mut chair = county.visitor(county.chair()).await;
        for path in ["", "/people", "/research", "/actions"] {
            let page = chair.get(&format!("/cases/{case}{path}")).await;
            assert_eq!(page.heading(), "Jo Lee, 29");
            assert!(page.title().starts_with("Case NS-"), "{}", page.title());
            assert!(page.shows("Safe contact: Her work phone"));
        }
        let people = chair.get(&format!("/cases/{case}/people")).await;
        assert!(people.shows("Alleged perpetrator: Craig Dunmore") && people.shows("Child: Isla"));
    }

    async fn a_case_is_found_by_its_reference_and_nothing_found_is_one_answer(store) {
        let county = County::in_store(store).await;
        let sent = send(&county, county.police(), account("Jo Lee")).await;
        let id = find(&county, sent.referral).await.case_id;
        let mut chair = county.visitor(county.chair()).await;
        let search = "Find a case by its reference";
        let typed = sent.reference.to_lowercase().replace('-', " ");
        let page = chair.get("/cases").await;
        let page = page.form("Find").fill(search, &typed).submit(&mut chair).await;
        assert_eq!(page.path, format!("/cases/{id}"));
        let mut housing = county.visitor(county.housing()).await;
        for reference in [sent.reference.as_str(), "NS-2222"] {
            let before = county.recorded(Deed::Denied).await;
            let page = housing.get("/cases").await;
            let page = page.form("Find").fill(search, reference).submit(&mut housing).await;
            assert_eq!(page.error(search), Some("No case was found"));
            assert_eq!(page.value(search), reference);
            assert_eq!(county.recorded(Deed::Denied).await, before + 1);
        }
        let own = county.visitor(county.police()).await.get(&format!("/cases/{id}")).await;
        assert!(own.shows("You referred this case.") && !own.shows("Jo Lee"));
    }

    async fn a_case_of_others_is_as_missing_as_a_random_one(store) {
        let county = County::in_store(store).await;
        let sent = send(&county, county.police(), account("Jo Lee")).await;
        let id = find(&county, sent.referral).await.case_id;
        let mut housing = county.visitor(county.housing()).await;
        let hidden = housing.get(&format!("/cases/{id}")).await;
        let random = housing.get("/cases/0198c0de-0000-4000-8000-00000000000a").await;
        assert_eq!((hidden.status, hidden.text()), (404, random.text()));
    }
}
