//! The agenda's pages: seen and arranged, refused, repeated and stale.
use marac::domain::audit::Deed;
use marac::domain::referral::Account;

use crate::support::county::County;
use crate::support::http::{Request, Visitor};
use crate::support::page::Page;
use crate::support::sitting::{self, Listed, SLUG};
use crate::support::store::on_both;

const AGENDA: &str = "/meetings/2026-02-12/agenda";

fn adult(victim: &str, perpetrator: &str) -> Account {
    let mut account = Account { children: vec![], ..sitting::account(victim) };
    account.perpetrators[0].name = perpetrator.into();
    account
}

async fn two(county: &County) -> [Listed; 2] {
    let family = sitting::list(county, sitting::account("Tamsin Bright")).await;
    [family, sitting::list(county, adult("Pearl Grant", "Ned Grant")).await]
}

/// The names on the agenda, in order.
fn names(page: &Page) -> Vec<String> {
    let titles = page.texts(".drm-item__title").into_iter();
    titles.filter_map(|it| Some(it.split_once(' ')?.1.trim().to_owned())).collect()
}

/// The button that moves a case.
fn button<'a>(page: &'a Page, reference: &str, way: &str) -> &'a str {
    let says = format!("Move {reference} {way}");
    page.buttons().into_iter().find(|it| it.ends_with(&says)).expect("a button to move it")
}

async fn tick(page: &Page, visitor: &mut Visitor, listing: Listed, kind: &str) -> Page {
    let asked = format!("{}/change?do={kind}&items={}", page.path, listing.id);
    visitor.get(&asked).await
}

on_both! {
    async fn the_chair_sees_sections_with_times_and_who_may_leave(store) {
        let county = County::in_store(store).await;
        two(&county).await;
        let mut chair = county.visitor(county.chair()).await;
        let page = chair.get("/agenda").await;
        assert_eq!(page.path, AGENDA);
        assert_eq!(page.heading(), "Agenda Draft");
        assert_eq!(names(&page), ["Tamsin Bright, 29", "Pearl Grant, 29"]);
        for words in [
            "Cases with children",
            "1 case, 10:05am to 10:13am",
            "10:13am. Break, 8 minutes. Children’s services can leave.",
            "Adults only",
            "10:29am. Close.",
            "Finishes 10:29am",
            "0 of 5",
            "Referrals close 9am today.",
        ] {
            assert!(page.shows(words), "{words} in {}", page.text());
        }
    }

    async fn an_agenda_without_cases_says_what_to_do(store) {
        let county = County::in_store(store).await;
        let mut chair = county.visitor(county.chair()).await;
        assert!(chair.get("/agenda").await.shows("There is no meeting to come"));
        county.by_itself(marac::workflow::schedule::keep).await.unwrap();
        let page = chair.get("/agenda").await;
        assert!(page.shows("No cases for this meeting yet"));
        assert!(page.has_link("Cancel this meeting") && !page.has_link("Publish agenda"));
    }

    async fn cases_are_moved_by_a_press_and_a_second_press_of_it_changes_nothing(store) {
        let county = County::in_store(store).await;
        let [family, _] = two(&county).await;
        let reference = sitting::reference(&county, family).await;
        let mut chair = county.visitor(county.chair()).await;
        let page = chair.get(AGENDA).await;
        let press = page.form_to("/meetings/2026-02-12/agenda/places", button(&page, &reference, "down"));
        let page = press.submit(&mut chair).await;
        assert_eq!(names(&page), ["Pearl Grant, 29", "Tamsin Bright, 29"]);
        let page = press.submit(&mut chair).await;
        assert_eq!(names(&page), ["Pearl Grant, 29", "Tamsin Bright, 29"]);
        let page = page.form("Back to this order").submit(&mut chair).await;
        assert_eq!(names(&page), ["Tamsin Bright, 29", "Pearl Grant, 29"]);
    }

    async fn minutes_that_cannot_be_read_stay_in_their_field(store) {
        let county = County::in_store(store).await;
        two(&county).await;
        let mut chair = county.visitor(county.chair()).await;
        let page = chair.get(AGENDA).await;
        for typed in ["many", "0", "121"] {
            let form = page.form("Update times").fill("Minutes for each case", typed);
            let again = form.submit(&mut chair).await;
            assert_eq!(again.status, 422);
            assert_eq!(again.value("Minutes for each case"), typed);
            let error = again.error("Minutes for each case").unwrap();
            assert!(error.contains("a number of minutes from 1 to 120"), "{error}");
        }
        let page = page.form("Update times").fill("Minutes for each case", "12");
        let page = page.submit(&mut chair).await;
        assert!(page.shows("Finishes 10:37am"));
    }

    async fn minutes_set_by_two_people_are_shown_side_by_side(store) {
        let county = County::in_store(store).await;
        two(&county).await;
        let mut chair = county.visitor(county.chair()).await;
        let mut coordinator = county.visitor(county.coordinator()).await;
        let old = chair.get(AGENDA).await;
        let first = coordinator.get(AGENDA).await;
        first.form("Update times").fill("Minutes for each case", "10").submit(&mut coordinator).await;
        let late = old.form("Update times").fill("Minutes for each case", "12");
        let both = late.submit(&mut chair).await;
        assert_eq!(both.status, 409);
        assert!(both.shows("10") && both.value("What you typed: Minutes for each case") == "12");
        let saved = both.form("Save my text").submit(&mut chair).await;
        assert!(saved.shows("Finishes 10:37am"), "{}", saved.text());
    }

    async fn putting_off_asks_why_on_a_page_of_its_own(store) {
        let county = County::in_store(store).await;
        let [family, _] = two(&county).await;
        let mut chair = county.visitor(county.chair()).await;
        let page = chair.get(AGENDA).await;
        let nothing = page.form("Put off").submit(&mut chair).await;
        assert!(nothing.shows("You have not selected a case"));
        let ask = tick(&page, &mut chair, family, "defer").await;
        assert_eq!(ask.heading(), "Put cases off to the next meeting");
        let again = ask.form("Put off to the next meeting").submit(&mut chair).await;
        assert_eq!(again.error("Why can this wait?"), Some("Enter why it is put off"));
        let done = again
            .form("Put off to the next meeting")
            .fill("Why can this wait?", "Waiting for medical report")
            .submit(&mut chair)
            .await;
        assert_eq!(names(&done), ["Pearl Grant, 29"]);
        assert!(done.shows("put off to Friday 13 February"));
        assert!(done.shows("Waiting for medical report"));
        let add = chair.get(&format!("{AGENDA}/add")).await;
        let choose = add.form("Add to the agenda").submit(&mut chair).await;
        assert!(choose.errors().contains(&"Select a case"));
    }

    async fn a_place_and_minutes_are_given_to_chosen_cases(store) {
        let county = County::in_store(store).await;
        let [family, _] = two(&county).await;
        let mut chair = county.visitor(county.chair()).await;
        let page = chair.get(AGENDA).await;
        let ask = tick(&page, &mut chair, family, "move").await;
        let wrong = ask.form("Move").fill("Place on the agenda", "first").submit(&mut chair).await;
        assert_eq!(wrong.value("Place on the agenda"), "first");
        assert!(wrong.error("Place on the agenda").is_some());
        let moved = wrong.form("Move").fill("Place on the agenda", "2").submit(&mut chair).await;
        assert_eq!(names(&moved)[1], "Tamsin Bright, 29");
        let ask = tick(&moved, &mut chair, family, "minutes").await;
        let done = ask.form("Change minutes").fill("Minutes", "15").submit(&mut chair).await;
        assert!(done.shows("15 minutes"));
    }

    async fn publishing_shows_who_is_told_and_then_what_changed(store) {
        let county = County::in_store(store).await;
        let [family, _] = two(&county).await;
        let mut chair = county.visitor(county.chair()).await;
        let confirm = chair.get(&format!("{AGENDA}/publish")).await;
        assert!(confirm.shows("Marcus Reid, Housing Options"));
        assert!(!confirm.shows("Rowan Pike"), "a referrer attends nothing");
        let press = confirm.form("Publish the agenda");
        let done = press.submit(&mut chair).await;
        assert_eq!(done.heading(), "Agenda Published");
        let done = press.submit(&mut chair).await;
        assert!(!done.has_link("Tell people what changed"), "the press was repeated, not new");
        let ask = tick(&done, &mut chair, family, "remove").await;
        let removed = ask
            .form("Take off the agenda")
            .fill("Why is this taken off?", "The referrer withdrew it")
            .submit(&mut chair)
            .await;
        let confirm = chair.follow(&removed, "Tell people what changed").await;
        assert!(confirm.shows("Removed") && confirm.shows("The referrer withdrew it"));
        let history = chair.get(&format!("{AGENDA}/history")).await;
        assert!(history.shows("Priya Nair") && history.shows("Version 2"));
    }

    async fn a_publication_that_came_too_late_shows_what_is_new(store) {
        let county = County::in_store(store).await;
        two(&county).await;
        let mut chair = county.visitor(county.chair()).await;
        let old = chair.get(&format!("{AGENDA}/publish")).await;
        county.at("2026-02-12 09:00");
        county.by_itself(marac::workflow::agenda::freeze_due).await.unwrap();
        let again = old.form("Publish the agenda").submit(&mut chair).await;
        assert_eq!(again.status, 422);
        assert!(again.errors()[0].contains("changed after you opened this page"));
        let done = again.form("Publish the agenda").submit(&mut chair).await;
        assert_eq!(done.heading(), "Agenda Published");
    }

    async fn an_agency_reads_its_own_cases_without_times_and_can_change_nothing(store) {
        let county = County::in_store(store).await;
        two(&county).await;
        let mut children = county.visitor(county.childrens()).await;
        let page = children.get(AGENDA).await;
        assert_eq!(names(&page), ["Tamsin Bright, 29"]);
        assert!(page.shows("Children’s services is needed from 10am to 10:15am"));
        assert!(page.shows("The meeting is planned from 10am to 10:30am"));
        assert!(!page.shows("10:05am") && !page.shows("Pearl Grant"));
        assert!(page.buttons().iter().all(|it| !it.contains("Move")));
        let print = children.get(&format!("{AGENDA}/print")).await;
        assert!(print.shows("Tamsin Bright") && !print.shows("10:05am"));
        assert!(!print.shows("Pearl Grant"));
        let before = county.recorded(Deed::Denied).await;
        for path in ["publish", "history", "add", "change?do=defer"] {
            let hidden = children.get(&format!("{AGENDA}/{path}")).await;
            assert_eq!((hidden.status, hidden.heading()), (404, "Page not found"), "{path}");
        }
        assert_eq!(county.recorded(Deed::Denied).await, before + 4);
    }

    async fn what_an_agency_may_not_do_is_not_found_even_when_it_is_posted(store) {
        let county = County::in_store(store).await;
        let [family, _] = two(&county).await;
        let mut chair = county.visitor(county.chair()).await;
        let mut housing = county.visitor(county.housing()).await;
        let page = chair.get(AGENDA).await;
        let own = housing.get("/help").await;
        let csrf = own.csrf();
        let operation = page.form("Update times").sent("operation").unwrap();
        for (path, name, value) in [
            ("places", "step", format!("{}:up", family.id)),
            ("minutes", "minutes", "3".to_owned()),
            ("close", "version", "1".to_owned()),
            ("publish", "agenda", "0".to_owned()),
        ] {
            let post = Request::post(&format!("{AGENDA}/{path}"))
                .field("csrf", &csrf)
                .field("operation", &operation)
                .field(name, &value);
            let answer = housing.send(post).await;
            assert_eq!(answer.status, 404, "{path}");
        }
        assert_eq!(sitting::sitting(&county).await.version, 1);
        assert_eq!(SLUG, "2026-02-12");
    }

    async fn paper_has_every_item_and_says_whose_copy_it_is(store) {
        let county = County::in_store(store).await;
        two(&county).await;
        let mut chair = county.visitor(county.chair()).await;
        let paper = chair.get(&format!("{AGENDA}/print")).await;
        assert_eq!(names(&paper).len(), 2);
        assert!(paper.shows("Copy for Priya Nair") && paper.shows("Shred after the meeting"));
        assert!(paper.shows("OFFICIAL-SENSITIVE") && paper.shows("10:05am"));
        assert_eq!(paper.texts(".drm-item__notes").len(), 2);
    }
}
