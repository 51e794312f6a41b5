//! The start page of each role.
use crate::support::county::County;
use crate::support::store::on_both;
use crate::support::{referring, sitting};

on_both! {
    async fn each_role_begins_with_its_own_page(store) {
        let county = County::in_store(store).await;
        for (who, heading) in [
            (county.chair(), "Thursday 12 February 2026"),
            (county.coordinator(), "Thursday 12 February 2026"),
            (county.housing(), "Housing Options"),
            (county.referrer(), "Riverside surgery"),
            (county.administrator(), "Home"),
        ] {
            let mut visitor = county.visitor(who).await;
            assert_eq!(visitor.get("/").await.heading(), heading);
        }
    }

    async fn a_meeting_that_nobody_closed_is_said_on_the_next_morning(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        let mut chair = county.visitor(county.chair()).await;
        assert!(!chair.get("/").await.shows("is still open"));
        county.at("2026-02-13 08:00");
        let morning = chair.get("/").await;
        assert!(morning.shows("Yesterday’s meeting is still open."));
        assert_eq!(chair.follow(&morning, "close it").await.heading(), "Close the meeting");
    }

    async fn a_waiting_referral_leads_to_its_triage(store) {
        let county = County::in_store(store).await;
        referring::send(&county, county.police(), sitting::account("Tamsin Bright")).await;
        let mut coordinator = county.visitor(county.coordinator()).await;
        let today = coordinator.get("/").await;
        let reference = today.links().iter().find(|it| it.text.starts_with("NS-")).unwrap();
        let triage = coordinator.get(&reference.href).await;
        assert!(triage.heading().contains("Tamsin Bright"), "{}", triage.heading());
    }

    async fn help_is_there_for_everybody(store) {
        let county = County::in_store(store).await;
        let mut anybody = county.site().visitor();
        for (path, heading) in [
            ("/help", "Help and guidance"),
            ("/help/secure-email", "Secure email"),
            ("/accessibility", "Accessibility statement"),
            ("/privacy", "Privacy"),
        ] {
            assert_eq!(anybody.get(path).await.heading(), heading);
        }
        let mut chair = county.visitor(county.chair()).await;
        assert!(chair.get("/help").await.shows("9am"));
    }

    async fn nobody_signed_in_is_sent_to_sign_in_and_then_on(store) {
        let county = County::in_store(store).await;
        let mut visitor = county.site().visitor();
        assert_eq!(visitor.get("/").await.heading(), "Sign in");
    }
}
