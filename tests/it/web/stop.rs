//! The pages of the stop button.
use crate::support::county::County;
use crate::support::sitting::{self, account};
use crate::support::store::on_both;

on_both! {
    async fn the_next_page_of_a_closed_area_says_whom_to_call_until_two_people_open_it(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, account("Jo Lee")).await.case;
        let mut police = county.visitor(county.police()).await;
        let page = police.get("/").await;
        let report = page.links().iter().find(|it| it.text == "Report that something is exposed");
        let page = police.get(&report.unwrap().href.clone()).await;
        let blank = page.form("Report it").submit(&mut police).await;
        assert_eq!(blank.error("What did you see?"), Some("Enter what you saw"));
        let form = blank.form("Report it").fill("What did you see?", "The agenda in the corridor");
        assert!(form.submit(&mut police).await.shows("Reported."));
        let mut chair = county.visitor(county.chair()).await;
        let page = chair.get("/stop").await;
        assert!(page.shows("The agenda in the corridor"));
        let open = police.get(&format!("/cases/{case}")).await;
        assert_eq!(open.status, 200);
        let wrong = page.form("Close it now").submit(&mut chair).await;
        assert!(wrong.errors().contains(&"Select what to close"));
        let closed = wrong.form("Close it now").put("what", "area").submit(&mut chair).await;
        assert!(closed.shows("The whole area is closed"), "{}", closed.text());
        for path in ["/", "/actions", "/research", &format!("/cases/{case}")] {
            for visitor in [&mut police, &mut chair] {
                let calm = visitor.get(path).await;
                assert_eq!((calm.status, calm.heading()), (423, "Closed for now"), "{path}");
                assert!(!calm.shows("Jo Lee") && calm.links().iter().all(|it| it.href != "/cases"));
            }
        }
        assert_eq!(police.get("/stop").await.status, 404);
        assert_eq!(police.get("/exposed").await.status, 200);
        let form = closed.form("Ask to open it again The whole area");
        let asked = form.submit(&mut chair).await;
        assert!(asked.shows("Priya Nair asked to open it again"));
        let twice = asked.form("Agree to open it again The whole area").submit(&mut chair).await;
        assert_eq!(twice.status, 422);
        let mut coordinator = county.visitor(county.coordinator()).await;
        let page = coordinator.get("/stop").await;
        page.form("Agree to open it again The whole area").submit(&mut coordinator).await;
        assert_eq!(police.get(&format!("/cases/{case}")).await.status, 200);
    }

    async fn a_closed_case_says_so_to_those_who_work_in_it_and_nothing_to_others(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, account("Jo Lee")).await;
        let reference = sitting::reference(&county, listed).await;
        let mut coordinator = county.visitor(county.coordinator()).await;
        let form = coordinator.get("/stop").await.form("Close it now").put("what", "case");
        let wrong = form.clone().put("stop_case", "NS-0000").submit(&mut coordinator).await;
        assert_eq!(wrong.status, 422);
        let page = wrong.form("Close it now").put("stop_case", &reference);
        let page = page.submit(&mut coordinator).await;
        assert!(page.shows(&format!("Case {reference} is closed")));
        let here = format!("/cases/{}", listed.case);
        let mut police = county.visitor(county.police()).await;
        assert_eq!(police.get(&here).await.status, 423);
        assert!(!police.get("/research/2026-02-12").await.shows(&reference));
        let mut referrer = county.visitor(county.referrer()).await;
        assert_eq!(referrer.get(&here).await.status, 404);
        let form = page.form(format!("Open it again Case {reference}").as_str());
        form.submit(&mut coordinator).await;
        assert_eq!(police.get(&here).await.status, 200);
    }
}
