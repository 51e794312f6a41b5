//! Research pages: an agency's desk, nothing held for many, and how far everybody is.
use marac::domain::audit::Deed;
use marac::domain::referral::Account;

use crate::support::county::County;
use crate::support::page::Page;
use crate::support::sitting;
use crate::support::store::on_both;

const DESK: &str = "/research/2026-02-12";
const KNOWN: &str = "Who is known to Housing Options?";
const TEXT: &str = "What does the meeting need to know?";

fn adult(victim: &str) -> Account {
    Account { children: vec![], ..sitting::account(victim) }
}

/// Where the cases of the list stand.
fn states(page: &Page) -> Vec<String> {
    page.texts(".drm-rlist a")
}

on_both! {
    async fn a_return_opens_the_next_case_until_everything_is_in(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::list(&county, adult("Pearl Grant")).await;
        let mut housing = county.visitor(county.housing()).await;
        let page = housing.get("/research").await;
        assert_eq!(page.heading(), "Research for Housing Options");
        assert!(page.shows("56 minutes left") && page.shows("0 of 2"));
        assert!(page.shows("Tamsin Bright, born 1 May 1996 (29)"));
        let page = page
            .form("Return and open next case")
            .tick((KNOWN, "Victim"))
            .fill(TEXT, "Joint tenancy since 2021.")
            .fill("Action you can offer", "Emergency transfer")
            .submit(&mut housing)
            .await;
        assert!(page.shows("Returned") && page.shows("Pearl Grant") && page.shows("1 of 2"));
        let page = page
            .form("Return and open next case")
            .tick((KNOWN, "Nothing held on any of them"))
            .submit(&mut housing)
            .await;
        assert!(page.shows("Everything is returned"));
        assert!(states(&page)[0].ends_with("Known"), "{:?}", states(&page));
        assert!(states(&page)[1].ends_with("Nothing held"));
    }

    async fn what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let mut housing = county.visitor(county.housing()).await;
        let page = housing.get("/research").await;
        let again = page
            .form("Return and open next case")
            .fill(TEXT, "Joint tenancy.")
            .submit(&mut housing)
            .await;
        assert_eq!(again.status, 422);
        assert_eq!(
            again.errors(),
            ["Select who is known, or that nothing is held on any of them"]
        );
        assert_eq!(again.value(TEXT), "Joint tenancy.");
        let long = "x".repeat(4_001);
        let again = again.form("Return and open next case").tick((KNOWN, "Victim"));
        let again = again.fill(TEXT, &long).submit(&mut housing).await;
        assert!(again.error(TEXT).unwrap().contains("4000 characters"));
        assert!(again.is_on((KNOWN, "Victim")));
        let saved = again.form("Save for later").fill(TEXT, "Half").submit(&mut housing).await;
        assert!(saved.shows("It is not returned yet") && saved.value(TEXT) == "Half");
    }

    async fn two_colleagues_see_both_texts(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let mut one = county.visitor(county.housing()).await;
        let mut other = one.clone();
        let (first, second) = (one.get("/research").await, other.get("/research").await);
        let give = |page: &Page, text: &str| {
            page.form("Return and open next case").tick((KNOWN, "Victim")).fill(TEXT, text)
        };
        give(&first, "The first text").submit(&mut one).await;
        let both = give(&second, "The second text").submit(&mut other).await;
        assert_eq!(both.status, 409);
        assert!(both.shows("The first text"));
        let typed = "What you typed: What the meeting needs to know";
        assert_eq!(both.value(typed), "The second text");
    }

    async fn opening_a_case_is_noted_and_looking_again_is_not(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let mut housing = county.visitor(county.housing()).await;
        let opened = async || {
            let all = county.record(1_000).await;
            all.iter().filter(|it| it.entry.name == "research.open").count()
        };
        let page = housing.get("/research").await;
        housing.get(&page.path).await;
        assert_eq!(opened().await, 1);
        let mut chair = county.visitor(county.chair()).await;
        assert!(chair.get(DESK).await.shows("Opened a case 8:34am today"));
    }

    async fn nothing_held_for_the_rest_is_confirmed_case_by_case(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::list(&county, adult("Pearl Grant")).await;
        sitting::list(&county, adult("Nell Sorrel")).await;
        let mut housing = county.visitor(county.housing()).await;
        let page = housing.get("/research").await;
        let confirm = housing.follow(&page, "Nothing held for 2 cases").await;
        let cases = confirm.texts(".govuk-checkboxes__label");
        assert_eq!(cases.len(), 2);
        let done = confirm
            .form("Return nothing held")
            .untick(cases[0].as_str())
            .submit(&mut housing)
            .await;
        assert!(done.shows("Nothing held is returned for 1 case"));
        assert!(done.shows("1 of 3"));
        let none = housing.get(&format!("{DESK}/nothing-held")).await;
        let none = none
            .form("Return nothing held")
            .untick(cases[0].as_str())
            .submit(&mut housing)
            .await;
        assert_eq!(none.errors(), ["Select at least one case"]);
    }

    async fn the_coordinator_sees_who_is_missing_and_chases(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::give_research(&county, county.housing(), case.case).await;
        let mut coordinator = county.visitor(county.coordinator()).await;
        let page = coordinator.get("/research").await;
        assert_eq!(page.heading(), "Research");
        assert!(page.shows("Children’s services, Northshire Police, Probation") && page.shows("Not told yet"));
        let form = page.form("Chase now Probation");
        let done = form.submit(&mut coordinator).await;
        assert!(done.shows("A reminder is on its way") && done.shows("Reminded 8:34am today"));
        let again = done.form("Chase now Probation").submit(&mut coordinator).await;
        assert!(again.errors()[0].contains("less than 10 minutes ago"));
    }

    async fn the_coordinator_changes_who_is_asked(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, adult("Pearl Grant")).await;
        let mut coordinator = county.visitor(county.coordinator()).await;
        let path = format!("{DESK}/{}/agencies", case.case);
        let page = coordinator.get(&path).await;
        let page = page.form("Ask Children’s services").submit(&mut coordinator).await;
        assert!(page.shows("The agency is asked"));
        let page = page.form("Do not ask Housing Options").submit(&mut coordinator).await;
        assert!(page.buttons().contains(&"Ask Housing Options"));
        let mut children = county.visitor(county.childrens()).await;
        assert!(children.get("/research").await.shows("Pearl Grant"));
        let mut housing = county.visitor(county.housing()).await;
        assert!(housing.get("/research").await.shows("Nothing to research"));
    }

    async fn another_agencys_case_is_the_same_404_as_a_random_one(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, adult("Pearl Grant")).await.case;
        let mut children = county.visitor(county.childrens()).await;
        let before = county.recorded(Deed::Denied).await;
        let hidden = children.get(&format!("{DESK}/{case}")).await;
        let random = children.get(&format!("{DESK}/{}", uuid::Uuid::new_v4())).await;
        assert_eq!((hidden.status, random.status), (404, 404));
        assert_eq!(hidden.text(), random.text());
        assert_eq!(county.recorded(Deed::Denied).await, before + 2);
        for who in [county.referrer(), county.administrator()] {
            let mut visitor = county.visitor(who).await;
            assert_eq!(visitor.get("/research").await.status, 404);
            assert_eq!(visitor.get(DESK).await.status, 404);
        }
        let mut housing = county.visitor(county.housing()).await;
        assert_eq!(housing.get(&format!("{DESK}/{case}/agencies")).await.status, 404);
    }
}
