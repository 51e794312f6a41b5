//! Meetings on their pages: the list, calling, moving, cancelling, and who leads.
use marac::domain::audit::Deed;
use marac::workflow::schedule;

use crate::support::county::County;
use crate::support::sitting;
use crate::support::store::on_both;

const MEETING: &str = "/meetings/2026-02-12";

on_both! {
    async fn the_list_has_today_and_the_days_to_come(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let mut chair = county.visitor(county.chair()).await;
        let page = chair.get("/meetings").await;
        assert_eq!(page.headings()[..4], ["Meetings", "Today", "To come", "Past"]);
        assert!(page.shows("Thursday 12 February 2026, 10am") && page.shows("1 case"));
        assert!(page.shows("No meeting has been held."));
        let mut children = county.visitor(county.housing()).await;
        let page = children.get("/meetings").await;
        assert!(!page.has_link("Call an extra meeting"));
    }

    async fn an_extra_meeting_is_called_with_what_was_typed_kept_until_it_is_right(store) {
        let county = County::in_store(store).await;
        county.by_itself(schedule::keep).await.unwrap();
        let mut chair = county.visitor(county.chair()).await;
        let page = chair.get("/meetings/new").await;
        let again = page
            .form("Call an extra meeting")
            .fill(("Day", "Day"), "14")
            .fill(("Day", "Month"), "2")
            .fill(("Day", "Year"), "2026")
            .fill("Time", "quarter past")
            .fill("Place", "Room 4")
            .submit(&mut chair)
            .await;
        assert_eq!(again.status, 422);
        assert_eq!(again.error("Time"), Some("Enter a time, such as 10am or 14:30"));
        assert_eq!((again.value("Place"), again.value("Time")), ("Room 4".into(), "quarter past".into()));
        let again = again.form("Call an extra meeting").fill("Time", "2pm").submit(&mut chair).await;
        assert_eq!(again.error("Why?"), Some("Enter why the meeting is called"));
        let done = again
            .form("Call an extra meeting")
            .fill("Why?", "Two cases cannot wait")
            .submit(&mut chair)
            .await;
        assert_eq!(done.path, "/meetings/2026-02-14");
        assert!(done.shows("Two cases cannot wait") && done.shows("Room 4"));
    }

    async fn a_meeting_is_moved_and_then_cancelled(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let mut chair = county.visitor(county.chair()).await;
        let page = chair.get(&format!("{MEETING}/move")).await;
        let moved = page
            .form("Move the meeting")
            .fill(("Day", "Day"), "12")
            .fill(("Day", "Month"), "2")
            .fill(("Day", "Year"), "2026")
            .fill("Time", "2:30pm")
            .fill("Why?", "The chair is in court")
            .submit(&mut chair)
            .await;
        assert!(moved.shows("The chair is in court"));
        assert!(moved.answer("Starts").contains("2:30pm"));
        assert!(moved.answer("Referrals close").contains("1:30pm"));
        let cancel = chair.follow(&moved, "Cancel the meeting").await;
        assert!(cancel.shows("Its case passes to the next meeting"));
        let unsaid = cancel.form("Cancel the meeting").submit(&mut chair).await;
        assert_eq!(
            unsaid.error("Why is it cancelled?"),
            Some("Enter why the meeting is cancelled")
        );
        let done = unsaid
            .form("Cancel the meeting")
            .fill("Why is it cancelled?", "Snow")
            .submit(&mut chair)
            .await;
        assert!(done.shows("Cancelled"));
        let next = chair.get("/meetings/2026-02-13/agenda").await;
        assert!(next.shows("Tamsin Bright"));
    }

    async fn people_are_named_and_a_late_save_shows_both_names(store) {
        let county = County::in_store(store).await;
        county.by_itself(schedule::keep).await.unwrap();
        let mut chair = county.visitor(county.chair()).await;
        let mut coordinator = county.visitor(county.coordinator()).await;
        let old = coordinator.get(MEETING).await;
        let page = chair.get(MEETING).await;
        let saved = page.form("Save").pick("Minute-taker", "Nobody").submit(&mut chair).await;
        assert!(saved.shows("Saved"));
        let both = old.form("Save").pick("Minute-taker", "Priya Nair").submit(&mut coordinator).await;
        assert_eq!(both.status, 409);
        assert!(both.shows("Nobody") && both.shows("Priya Nair"));
        let saved = both.form("Save my text").submit(&mut coordinator).await;
        assert!(saved.answer("Minute-taker").contains("Priya Nair"));
    }

    async fn the_chair_cannot_stand_in_for_themself(store) {
        let county = County::in_store(store).await;
        county.by_itself(schedule::keep).await.unwrap();
        let mut chair = county.visitor(county.chair()).await;
        let page = chair.get(MEETING).await;
        let again = page.form("Save").pick("Substitute", "Priya Nair").submit(&mut chair).await;
        assert_eq!(again.error("Substitute"), Some("Select somebody else than the chair"));
        assert_eq!(again.status, 422);
    }

    async fn an_agency_sees_the_meeting_and_cannot_change_it(store) {
        let county = County::in_store(store).await;
        county.by_itself(schedule::keep).await.unwrap();
        let mut housing = county.visitor(county.housing()).await;
        let page = housing.get(MEETING).await;
        assert!(page.answer("Chair").contains("Priya Nair"));
        assert!(!page.has_link("Cancel the meeting") && !page.buttons().contains(&"Save"));
        let before = county.recorded(Deed::Denied).await;
        for path in ["/meetings/new", "/meetings/2026-02-12/move", "/meetings/2026-02-12/cancel"] {
            assert_eq!(housing.get(path).await.status, 404, "{path}");
        }
        assert_eq!(housing.get("/meetings/2026-02-30").await.status, 404);
        assert_eq!(county.recorded(Deed::Denied).await, before + 4);
        let mut referrer = county.visitor(county.referrer()).await;
        assert_eq!(referrer.get(MEETING).await.status, 404);
    }
}
