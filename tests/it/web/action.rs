//! Pages of actions.
use crate::support::county::County;
use crate::support::http::Request;
use crate::support::store::on_both;
use crate::workflow::action::agreed;

const TEXT: &str = "Fit locks and a video doorbell";

on_both! {
    async fn an_owner_updates_an_action_in_its_list_with_errors_beside_the_field(store) {
        let county = County::in_store(store).await;
        let (_, action) = agreed(&county, &county.housing()).await;
        let mut visitor = county.visitor(county.housing()).await;
        let list = visitor.get("/actions").await;
        assert_eq!(list.heading(), "Your actions");
        assert!(list.shows(TEXT) && list.shows("Next 7 days") && list.shows("Tamsin Bright"));
        let opened = visitor.get(&format!("/actions?view=mine&open={}", action.id)).await;
        let form = opened.form("Save update").fill("Tell the meeting in a sentence", "Fitted");
        let refused = form.submit(&mut visitor).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.errors(), ["Select what happened"]);
        assert_eq!(refused.value("Tell the meeting in a sentence"), "Fitted");
        let saved = refused.form("Save update").choose("Done").submit(&mut visitor).await;
        assert!(saved.shows("Update saved") && saved.shows("No open actions for you."));
        let late = form.choose("Was not done").fill("Tell the meeting in a sentence", "Away");
        let late = late.submit(&mut visitor).await;
        assert_eq!(late.status, 409);
        assert!(late.shows("Done: Fitted") && late.shows("Away"));
    }

    async fn more_time_is_asked_and_decided_on_the_page_of_the_action(store) {
        let county = County::in_store(store).await;
        let (_, action) = agreed(&county, &county.housing()).await;
        let path = format!("/actions/{}", action.id);
        let mut owner = county.visitor(county.housing()).await;
        let page = owner.get(&path).await;
        assert!(!page.title().contains("Bright"));
        let wrong = page.form("Ask for more time").fill("Why more time is needed", "Away");
        let wrong = wrong.submit(&mut owner).await;
        assert_eq!(wrong.errors(), ["Enter the new date"]);
        assert_eq!(wrong.value("Why more time is needed"), "Away");
        let form = wrong.form("Ask for more time").fill("Day", "20").fill("Month", "2");
        let asked = form.fill("Year", "2026").submit(&mut owner).await;
        assert!(asked.shows("More time is asked for, until Friday 20 February 2026"));
        let mut chair = county.visitor(county.chair()).await;
        let given = chair.get(&path).await.form("Give more time").submit(&mut chair).await;
        assert!(given.shows("More time given") && given.shows("Friday 20 February 2026"));
        assert!(given.shows("First due"));
    }

    async fn what_one_may_not_see_is_not_found_like_what_is_not_there(store) {
        let county = County::in_store(store).await;
        let (_, action) = agreed(&county, &county.housing()).await;
        let mut visitor = county.visitor(county.administrator()).await;
        let random = uuid::Uuid::new_v4();
        let hidden = visitor.get(&format!("/actions/{}", action.id)).await;
        let missing = visitor.get(&format!("/actions/{random}")).await;
        let nothing = visitor.get("/actions/7").await;
        assert_eq!((hidden.status, missing.status, nothing.status), (404, 404, 404));
        assert_eq!(hidden.text(), missing.text());
    }

    async fn an_action_of_another_agency_is_read_and_never_changed(store) {
        let county = County::in_store(store).await;
        let (_, action) = agreed(&county, &county.housing()).await;
        let mut police = county.visitor(county.police()).await;
        let path = format!("/actions/{}", action.id);
        let page = police.get(&path).await;
        assert!(page.shows(TEXT));
        assert!(page.buttons().iter().all(|it| *it == "Sign out"), "{:?}", page.buttons());
        for step in ["update", "reopen", "time", "time/decide", "give"] {
            let request = Request::post(&format!("{path}/{step}"))
                .field("csrf", &page.csrf())
                .field("operation", &uuid::Uuid::new_v4().to_string())
                .field("version", "1")
                .field("state", "done")
                .field("outcome", "Fitted")
                .field("reopen_reason", "By mistake")
                .field("decision", "grant");
            let refused = police.browse(request).await;
            assert_eq!((refused.status, refused.heading()), (404, "Page not found"), "{step}");
        }
        assert!(police.get(&path).await.shows("Friday 13 February 2026"));
    }

    async fn what_was_closed_by_mistake_is_opened_again_with_its_history(store) {
        let county = County::in_store(store).await;
        let (_, action) = agreed(&county, &county.housing()).await;
        let path = format!("/actions/{}", action.id);
        let mut owner = county.visitor(county.housing()).await;
        let page = owner.get(&path).await;
        let form = page
            .form("Save update")
            .choose("Could not be done, things changed")
            .fill("Tell the meeting in a sentence", "She has moved");
        for _ in 0..2 {
            assert_eq!(form.submit(&mut owner).await.status, 200);
        }
        let mut chair = county.visitor(county.chair()).await;
        let closed = chair.get(&path).await;
        assert!(closed.shows("Could not be done, things changed"));
        let blank = closed.form("Open it again").submit(&mut chair).await;
        let why = "Why it is opened again";
        assert_eq!(blank.error(why), Some("Enter why it is opened again"));
        let form = blank.form("Open it again").fill(why, "She came back");
        let open = form.submit(&mut chair).await;
        assert!(open.shows("The action is open again") && open.shows("She came back"));
        assert!(open.shows("She has moved"), "its history stays");
    }
}
