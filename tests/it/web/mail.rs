//! The page of mail: who sees it, and what they put right there.
use marac::domain::audit::Deed;
use marac::domain::notice::{Attempt, Notice};
use marac::jobs::post;
use marac::mail::memory::Memory;
use marac::mail::post::Post;
use marac::mail::transport::{Settings, Way};
use marac::workflow::post::{claim, settle};

use crate::support::county::{County, london};
use crate::support::store::on_both;

/// A county in which an agenda mail to housing's representative stands as `attempt` left it.
async fn after(county: &County, attempt: Attempt) {
    let (to, meeting) = (
        county.housing().account,
        marac::domain::ids::MeetingId::from_uuid(uuid::Uuid::from_u128(1)),
    );
    county
        .by_itself(move |cx| {
            let notice = Notice::AgendaPublished { meeting };
            cx.tell(to, notice, "agenda", london("2026-02-12 08:34")).map(drop)
        })
        .await
        .unwrap();
    let lease = county.by_itself(claim).await.unwrap().unwrap();
    county
        .by_itself(move |cx| settle(cx, &lease, attempt, "the mail server answered 550"))
        .await
        .unwrap();
}

on_both! {
    async fn only_those_who_oversee_minutes_see_where_mail_stands(store) {
        let county = County::in_store(store).await;
        for who in [county.chair(), county.coordinator()] {
            let mut visitor = county.visitor(who).await;
            let page = visitor.get("/mail").await;
            assert_eq!(page.heading(), "Mail");
            assert!(page.shows("No email has been queued yet"));
        }
        for who in [county.police(), county.administrator(), county.referrer()] {
            let before = county.recorded(Deed::Denied).await;
            let mut visitor = county.visitor(who).await;
            assert_eq!(visitor.get("/mail").await.heading(), "Page not found");
            assert_eq!(county.recorded(Deed::Denied).await, before + 1);
        }
    }

    async fn returned_mail_is_put_right_by_marking_it_or_trying_again(store) {
        let county = County::in_store(store).await;
        after(&county, Attempt::Refused).await;
        let mut visitor = county.visitor(county.coordinator()).await;
        let page = visitor.get("/mail").await;
        assert!(page.shows("Marcus Reid, Housing Options"));
        assert!(page.shows("the mail server answered 550"));
        let page = page.form("Try again now").submit(&mut visitor).await;
        assert!(page.shows("It will be tried again in a moment"));
        assert!(!page.shows("To put right"));
    }

    async fn mail_that_waits_can_be_tried_at_once_and_an_old_queue_is_seen(store) {
        let county = County::in_store(store).await;
        after(&county, Attempt::Deferred { until: london("2026-02-12 10:34") }).await;
        county.at("2026-02-12 09:30");
        let mut visitor = county.visitor(county.chair()).await;
        let page = visitor.get("/mail").await;
        assert!(page.shows("The oldest email that should have left has waited since 8:34am today"));
        assert!(page.shows("Next try 10:34am today"));
        let ready = visitor.get("/health/ready").await;
        assert!(ready.source().contains("ready\noldest unsent mail: 56 minutes"));
        let button = "Try again now Agenda to Marcus Reid";
        let page = page.form(button).submit(&mut visitor).await;
        assert!(page.shows("Waiting"));
        let memory = Memory::default();
        let settings = Settings {
            from: "meeting@northshire.example".to_owned(),
            reply_to: None,
            way: Way::Memory(memory.clone()),
        };
        let desk = Post::open(settings).unwrap();
        post::deliver_due(&county.service, &desk, || true).await.unwrap();
        assert!(visitor.get("/mail").await.shows("No longer wanted"), "there is no such meeting");
    }

    async fn nobody_may_have_mail_instead_who_is_not_of_the_agency(store) {
        let county = County::in_store(store).await;
        after(&county, Attempt::Refused).await;
        let probation = county.probation().account;
        let area = county.area;
        let tasks: Result<_, marac::store::StoreError> =
            county.database.read(move |view| marac::store::task::open(view, area)).await;
        let task = tasks.unwrap().remove(0);
        let given = county
            .change(county.coordinator(), move |cx| {
                marac::workflow::post::give(cx, task.id, 1, probation)
            })
            .await;
        assert!(matches!(given, Err(marac::workflow::StepError::Refused(_))));
        let hidden = county
            .change(county.police(), move |cx| marac::workflow::post::finish(cx, task.id, 1))
            .await;
        assert!(matches!(hidden, Err(marac::workflow::StepError::Hidden)));
    }
}
