//! Pages of minutes.
use marac::domain::audit::Deed;

use crate::support::county::County;
use crate::support::http::Request;
use crate::support::sitting::SLUG;
use crate::support::store::on_both;
use crate::workflow::minutes::closed;

on_both! {
    async fn the_chair_checks_changes_approves_and_stops_minutes(store) {
        let county = County::in_store(store).await;
        closed(&county).await;
        let mut chair = county.visitor(county.chair()).await;
        let list = chair.get("/minutes").await;
        let page = chair.follow(&list, "Thursday 12 February 2026").await;
        assert!(page.shows("Check and send the minutes") && page.shows("Draft 1"));
        let item = chair.follow(&page, "Edit item 1").await;
        let form = item.form("Save").fill("What was agreed and why", "She will phone 01632 960145");
        let page = form.submit(&mut chair).await;
        assert!(page.shows("seems to hold a phone number"));
        let late = form.fill("What was agreed and why", "Other words").submit(&mut chair).await;
        assert_eq!(late.status, 409);
        assert!(late.shows("She will phone 01632 960145"));
        let refused = page.form("Approve and send").submit(&mut chair).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.errors(), ["Tick that these are a true record of the meeting"]);
        let form = refused.form("Approve and send").tick("These are a true record of the meeting");
        let sends = form.submit(&mut chair).await;
        assert_eq!(sends.heading(), "Who got the minutes");
        assert!(sends.shows("The emails leave at 11:05am today."));
        let stopped = sends.form("Stop the emails that have not left").submit(&mut chair).await;
        assert!(stopped.shows("Stopped"));
    }

    async fn a_reader_reads_their_copy_and_asks_for_a_correction(store) {
        let county = County::in_store(store).await;
        closed(&county).await;
        let mut chair = county.visitor(county.chair()).await;
        let page = chair.get(&format!("/meetings/{SLUG}/minutes")).await;
        let form = page.form("Approve and send").tick("These are a true record of the meeting");
        form.submit(&mut chair).await;
        let mut reader = county.visitor(county.housing()).await;
        let list = reader.get("/minutes").await;
        let own = reader.follow(&list, "Thursday 12 February 2026").await;
        assert!(own.shows("Your 1 action") && own.shows("T.B.") && !own.shows("Tamsin"));
        let refused = own.form("Ask for a correction").submit(&mut reader).await;
        assert_eq!(refused.errors(), ["Enter what is wrong"]);
        let label = "What is wrong, if anything";
        let form = refused.form("Ask for a correction").fill(label, "It is due on Monday");
        assert!(form.submit(&mut reader).await.shows("You asked for a correction."));
        let sends = chair.get(&format!("/meetings/{SLUG}/minutes/sends")).await;
        assert!(sends.shows("It is due on Monday") && sends.shows("Read 11am today"));
    }

    async fn whoever_gets_no_copy_finds_no_minutes(store) {
        let county = County::in_store(store).await;
        closed(&county).await;
        let mut visitor = county.visitor(county.probation()).await;
        assert!(visitor.get("/minutes").await.shows("No minutes yet."));
        for place in ["", "/mine", "/sends"] {
            let page = visitor.get(&format!("/meetings/{SLUG}/minutes{place}")).await;
            assert_eq!(page.status, 404, "{place}");
        }
    }

    async fn an_approval_sent_twice_is_one_and_a_draft_that_changed_is_looked_at_again(store) {
        let county = County::in_store(store).await;
        let case = closed(&county).await;
        let mut chair = county.visitor(county.chair()).await;
        let place = format!("/meetings/{SLUG}/minutes");
        let page = chair.get(&place).await;
        let old = page.form("Approve and send").tick("These are a true record of the meeting");
        let item = chair.get(&format!("{place}/items/{}", case.id)).await;
        let edit = item.form("Save").fill("What was agreed and why", "Move her tonight");
        let page = edit.submit(&mut chair).await;
        let stale = old.submit(&mut chair).await;
        assert_eq!(stale.status, 409);
        let form = page.form("Approve and send").tick("These are a true record of the meeting");
        for _ in 0..2 {
            assert!(form.submit(&mut chair).await.shows("Version 1."));
        }
        let approved = chair.get(&place).await;
        let blank = approved.form("Start a correction").submit(&mut chair).await;
        assert_eq!(blank.error("What changes, and why"), Some("Enter what changes and why"));
        let start = blank.form("Start a correction").fill("What changes, and why", "The place");
        let draft = start.submit(&mut chair).await;
        assert!(draft.shows("Draft 2"));
    }

    async fn nobody_but_the_meetings_chair_approves_stops_or_corrects(store) {
        let county = County::in_store(store).await;
        let case = closed(&county).await;
        let place = format!("/meetings/{SLUG}/minutes");
        let item = format!("/items/{}", case.id);
        let chairs = ["/approve", "/correction", "/sends/stop", "/sends/release"];
        let all = ["/approve", "/correction", "/sends/stop", "/sends/release", &item];
        for (who, steps) in [
            (county.coordinator(), &chairs[..]),
            (county.housing(), &all[..]),
            (county.administrator(), &all[..]),
        ] {
            let mut visitor = county.visitor(who).await;
            let own = visitor.get("/account").await;
            for step in steps {
                let before = county.recorded(Deed::Denied).await;
                let request = Request::post(&format!("{place}{step}"))
                    .field("csrf", &own.csrf())
                    .field("operation", &uuid::Uuid::new_v4().to_string())
                    .field("version", "1")
                    .field("true_record", "yes")
                    .field("note", "Another chair");
                let page = visitor.browse(request).await;
                assert_eq!((page.status, page.heading()), (404, "Page not found"), "{step}");
                assert_eq!(county.recorded(Deed::Denied).await, before + 1, "{step}");
            }
        }
    }
}
