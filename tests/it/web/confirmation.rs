//! Confirming who one is before what matters most, with what was sent kept.
use chrono::TimeDelta;
use marac::domain::account::LinkPurpose;
use marac::domain::actor::Role;
use marac::domain::session::Confirmed;
use marac::workflow::{Asker, Operation, StepError, membership};

use crate::support::county::County;
use crate::support::form::Form;
use crate::support::http::Visitor;
use crate::support::store::on_both;

const PASSWORD: &str = "purple anchor biscuit";

/// The coordinator, who has chosen a password just now.
async fn coordinator(county: &County) -> Visitor {
    let path = county.link(&county.coordinator(), LinkPurpose::Reset).await;
    let mut visitor = county.site().visitor();
    let page = visitor.get(&path).await;
    let form = page.form("Save and sign in").fill("Password", PASSWORD);
    form.fill("The same password again", PASSWORD).submit(&mut visitor).await;
    visitor
}

/// The form that changes what housing's representative is, filled in.
async fn change(county: &County, visitor: &mut Visitor, post: &str) -> Form {
    let id = county.housing().membership;
    let page = visitor.get(&format!("/settings/people/{id}")).await;
    page.form("Save").fill("Job title", post).tick("Observer")
}

fn post_and_roles(county: &County) -> String {
    let id = county.housing().membership;
    let query =
        format!("SELECT job_title || ' ' || roles AS text FROM memberships WHERE id = '{id}'");
    county.store.texts(&query).remove(0)
}

on_both! {
    async fn a_change_of_somebodys_roles_is_asked_about_after_a_while_and_goes_on_with_all_it_held(store) {
        let county = County::in_store(store).await;
        let mut visitor = coordinator(&county).await;
        let form = change(&county, &mut visitor, "Lead & “deputy”").await;
        let before = post_and_roles(&county);
        county.clock.pass(TimeDelta::minutes(16));
        let asked = form.submit(&mut visitor).await;
        assert_eq!((asked.status, asked.heading()), (403, "Confirm it is you"));
        let wrong = asked.form("Confirm and go on").fill("Password", "not the password");
        let wrong = wrong.submit(&mut visitor).await;
        assert_eq!(wrong.error("Password"), Some("This is not your password"));
        assert_eq!(post_and_roles(&county), before);
        let right = wrong.form("Confirm and go on").fill("Password", PASSWORD);
        let saved = right.submit(&mut visitor).await;
        assert!(saved.shows("Saved"), "{}", saved.text());
        assert_eq!(saved.value("Job title"), "Lead & “deputy”");
        assert!(post_and_roles(&county).contains("observer"));
        let kept = "SELECT filled_in AS text FROM operations";
        assert!(county.store.texts(kept).iter().all(|it| !it.contains("confirm-")));
        let again = change(&county, &mut visitor, "Worker").await.submit(&mut visitor).await;
        assert!(again.shows("Saved"), "{}", again.text());
    }

    async fn whoever_guesses_at_it_is_slowed_down(store) {
        let county = County::in_store(store).await;
        let mut visitor = coordinator(&county).await;
        let form = change(&county, &mut visitor, "Worker").await;
        county.clock.pass(TimeDelta::minutes(16));
        let mut page = form.submit(&mut visitor).await;
        for _guess in 0..6 {
            let form = page.form("Confirm and go on").fill("Password", "guessed again and again");
            page = form.submit(&mut visitor).await;
        }
        assert!(page.errors()[0].starts_with("There were too many tries"), "{:?}", page.errors());
    }

    async fn nobody_is_sent_elsewhere_by_it(store) {
        let county = County::in_store(store).await;
        let mut visitor = coordinator(&county).await;
        let form = change(&county, &mut visitor, "Worker").await;
        county.clock.pass(TimeDelta::minutes(16));
        let page = form.submit(&mut visitor).await;
        for to in ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", ""] {
            let form = page.form("Confirm and go on").fill("Password", PASSWORD);
            let answer = visitor.send(form.put("confirm-to", to).request()).await;
            assert_eq!((answer.status, answer.location()), (404, None), "{to}");
        }
    }

    async fn the_service_itself_is_always_fresh_and_a_member_only_as_confirmed(store) {
        let county = County::in_store(store).await;
        county.by_itself(|cx| cx.fresh()).await.unwrap();
        let mut asker: Asker = County::asker(&county.coordinator(), "test.step");
        asker.confirmed = Confirmed::LongAgo;
        let id = county.housing().membership;
        let step = county.service.change(asker, Operation::OfItself, move |cx| {
            membership::suspend(cx, id)
        });
        assert!(matches!(step.await, Err(StepError::NotFresh)));
        assert!(county.housing().is(Role::Representative));
    }
}
