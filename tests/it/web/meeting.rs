//! The meeting's pages: opened, the roll called, cases heard and decided, closed; with no script.
use marac::domain::attendance::Presence;
use marac::domain::audit::Deed;
use marac::store::{self, StoreError};

use crate::support::county::County;
use crate::support::http::Visitor;
use crate::support::page::Page;
use crate::support::sitting::{self, Listed, SLUG};
use crate::support::store::on_both;

async fn room(store: crate::support::store::TestStore) -> (County, Listed, Visitor) {
    let county = County::in_store(store).await;
    let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
    sitting::give_research(&county, county.police(), case.case).await;
    sitting::open(&county).await;
    let visitor = county.visitor(county.chair()).await;
    (county, case, visitor)
}

fn item(case: Listed) -> String {
    format!("/meetings/{SLUG}/live/{}", case.id)
}

/// Adds an action by the form of the page.
async fn agree(visitor: &mut Visitor, page: &Page, text: &str) -> Page {
    page.form("Add an action")
        .fill("What will be done", text)
        .pick("Owner", "Housing Options, Marcus Reid")
        .submit(visitor)
        .await
}

on_both! {
    async fn a_chair_opens_accepts_hears_decides_and_closes(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let reference = sitting::reference(&county, case).await;
        county.at("2026-02-12 10:00");
        let mut chair = county.visitor(county.chair()).await;
        let door = chair.get(&format!("/meetings/{SLUG}/live")).await;
        assert!(door.shows("1 case. See the agenda"));
        assert_eq!(door.value("Who chairs"), "Priya Nair, Northshire Police");
        let roll = door.form("Open the meeting").submit(&mut chair).await;
        assert_eq!(roll.heading(), "Attendance");
        let unticked = roll.form("Accept and come in").submit(&mut chair).await;
        assert_eq!(unticked.error("I accept this statement"), Some("Tick that you accept the statement"));
        let form = unticked.form("Accept and come in").tick("I accept this statement");
        let opening = form.submit(&mut chair).await;
        assert_eq!(opening.heading(), "Outstanding actions");
        let page = opening.form(&format!("First case: {reference}")).submit(&mut chair).await;
        assert!(page.heading().contains("Tamsin Bright"), "{}", page.heading());
        assert!(!page.title().contains("Tamsin"));
        let page = agree(&mut chair, &page, "Fit locks and a video doorbell").await;
        assert!(page.shows("Housing Options, Marcus Reid"));
        let close = page.form("To the close").submit(&mut chair).await;
        let refused = close.form("Close the meeting").submit(&mut chair).await;
        assert_eq!(refused.errors(), ["The meeting cannot close yet. Put right what is missing below"]);
        let back = chair.follow(&refused, "say what happens with the case").await;
        let decided = back
            .form("Save decision")
            .choose(("Risk after discussion", "High"))
            .fill("What was agreed and why", "High. Weapon and threat to kill.")
            .pick("What happens with the case", "Heard, plan made")
            .fill("Why there are no views from the victim", "Not reached in time")
            .submit(&mut chair)
            .await;
        assert!(decided.shows("The decision is saved"));
        let close = chair.get(&format!("/meetings/{SLUG}/closing")).await;
        let done = close.form("Close the meeting").request();
        let answer = chair.send(done).await;
        assert_eq!(answer.location(), Some(format!("/meetings/{SLUG}/minutes")));
    }

    async fn a_decision_without_its_reason_is_shown_again_with_what_was_typed(store) {
        let (_county, case, mut chair) = room(store).await;
        let page = chair.get(&item(case)).await;
        let again = page
            .form("Save decision")
            .fill("What was agreed and why", "No time left")
            .pick("What happens with the case", "Carried over to the next meeting")
            .submit(&mut chair)
            .await;
        assert_eq!(
            again.error("Reason, or advice given"),
            Some("Enter why it is carried over")
        );
        assert_eq!(again.value("What was agreed and why"), "No time left");
        assert!(again.title().starts_with("Error: "));
    }

    async fn an_action_without_owner_or_day_keeps_its_words(store) {
        let (_county, case, mut chair) = room(store).await;
        let page = chair.get(&item(case)).await;
        let again = page
            .form("Add an action")
            .fill("What will be done", "Fit locks")
            .pick("Due", "A date")
            .submit(&mut chair)
            .await;
        assert_eq!(again.error("Owner"), Some("Select who will do it"));
        assert_eq!(again.value("What will be done"), "Fit locks");
        let dated = again
            .form("Add an action")
            .pick("Owner", "Northshire Police, Lee Hart")
            .fill("Date, if you chose one", "2026-02-11")
            .submit(&mut chair)
            .await;
        let early = "The due date must be the day of the meeting or later";
        assert_eq!(dated.error("Date, if you chose one"), Some(early));
    }

    async fn a_risk_is_stated_changed_with_a_reason_and_answered(store) {
        let (_county, case, mut chair) = room(store).await;
        let page = chair.get(&item(case)).await;
        let blank = page.form("Add a risk").submit(&mut chair).await;
        assert_eq!(blank.errors().len(), 3);
        let page = blank
            .form("Add a risk")
            .pick("Who is at risk, or from whom", "Child, Isla")
            .pick("How high it is", "High")
            .fill("The risk", "He knows her school")
            .submit(&mut chair)
            .await;
        assert!(page.shows("No action and no reason yet"));
        let change = chair.follow(&page, "Change risk 1").await;
        let page = change
            .form("Save changes")
            .fill("Why no action answers it, if none does", "He is in prison")
            .submit(&mut chair)
            .await;
        assert!(page.shows("No action: He is in prison"));
        let page = agree(&mut chair, &page, "Fit locks and a video doorbell").await;
        let change = chair.follow(&page, "Change action 1").await;
        let page = change
            .form("Save changes")
            .pick("Answers which risk", "1: Child, Isla")
            .submit(&mut chair)
            .await;
        assert!(page.shows("Answered by action 1"));
        let change = chair.follow(&page, "Change risk 1").await;
        let kept = change.form("Remove Change risk 1").submit(&mut chair).await;
        assert_eq!(kept.errors(), ["An action answers this risk. Change or remove the action first"]);
        let change = chair.follow(&page, "Change action 1").await;
        let page = change.form("Remove Change action 1").submit(&mut chair).await;
        assert!(page.shows("0 so far"));
    }

    async fn a_decision_over_another_shows_both_texts_and_can_be_saved_knowingly(store) {
        let (county, case, mut chair) = room(store).await;
        let page = chair.get(&item(case)).await;
        sitting::decide(&county, case.id, sitting::plan_made()).await;
        let clash = page
            .form("Save decision")
            .choose(("Risk after discussion", "Medium"))
            .fill("What was agreed and why", "Medium. He is in custody.")
            .submit(&mut chair)
            .await;
        assert!(clash.heading().ends_with("has changed since you opened it"));
        assert!(clash.shows("High. Weapon and threat to kill."));
        let page = clash.form("Save my text").submit(&mut chair).await;
        assert!(page.shows("The decision is saved"));
        assert_eq!(page.value("What was agreed and why"), "Medium. He is in custody.");
        assert_eq!(page.value("Risk after discussion"), "Medium");
    }

    async fn a_form_sent_twice_adds_one_action(store) {
        let (county, case, mut chair) = room(store).await;
        let page = chair.get(&item(case)).await;
        let form = page
            .form("Add an action")
            .fill("What will be done", "Fit locks and a video doorbell")
            .pick("Owner", "Housing Options, Marcus Reid");
        for _ in 0..2 {
            form.submit(&mut chair).await;
        }
        let (area, id) = (county.area, case.case);
        let actions: Result<Vec<_>, StoreError> = county
            .database
            .read(move |view| store::action::of_cases(view, area, &[id]))
            .await;
        assert_eq!(actions.unwrap().len(), 1);
    }

    async fn what_an_agency_says_is_written_down_with_its_mark(store) {
        let (county, case, mut chair) = room(store).await;
        let page = chair.get(&item(case)).await;
        let page = page
            .form("Add what an agency says")
            .pick("Agency", "Housing Options")
            .fill("What it says", "He asked for her new address")
            .pick("How far it may go", "For the chair only")
            .submit(&mut chair)
            .await;
        assert!(page.shows("He asked for her new address"));
        sitting::enter(&county, county.housing()).await;
        let mut housing = county.visitor(county.housing()).await;
        let seen = housing.get(&item(case)).await;
        assert!(!seen.shows("He asked for her new address"));
        assert!(seen.shows("An informant says he has a knife"));
        assert!(!seen.shows("Surveillance is under way"));
    }

    async fn an_agency_reads_after_the_statement_and_finds_no_form(store) {
        let (county, case, mut chair) = room(store).await;
        let page = chair.get(&item(case)).await;
        page.form("Hear this case now").submit(&mut chair).await;
        let mut police = county.visitor(county.police()).await;
        let statement = police.get(&item(case)).await;
        assert_eq!(statement.heading(), "Attendance");
        assert!(!statement.shows("Tamsin"));
        let form = statement.form("Accept and come in").tick("I accept this statement");
        let page = form.submit(&mut police).await;
        assert!(page.heading().contains("Tamsin Bright"));
        assert!(page.buttons().iter().all(|it| *it == "Sign out"), "{:?}", page.buttons());
    }

    async fn what_somebody_may_not_have_is_one_not_found_with_a_row_each(store) {
        let (county, case, chair) = room(store).await;
        drop(chair);
        let before = county.recorded(Deed::Denied).await;
        let mut asked = 0;
        for (who, paths) in [
            (county.referrer(), vec![item(case), format!("/meetings/{SLUG}/attendance")]),
            (county.police(), vec![format!("/meetings/{SLUG}/closing")]),
            (county.chair(), vec![
                format!("/meetings/{SLUG}/live/0198c0de-0000-4000-8000-00000000000a"),
                "/meetings/2031-01-01/live".to_owned(),
            ]),
        ] {
            let mut visitor = county.visitor(who).await;
            for path in paths {
                let page = visitor.get(&path).await;
                assert_eq!(page.heading(), "Page not found", "{path}");
                asked += 1;
            }
        }
        assert_eq!(county.recorded(Deed::Denied).await, before + asked);
    }

    async fn the_roll_is_called_with_guests_and_a_clash_shows_both(store) {
        let (county, _case, mut chair) = room(store).await;
        let roll = chair.get(&format!("/meetings/{SLUG}/attendance")).await;
        let mut other = county.visitor(county.coordinator()).await;
        let theirs = other.get(&format!("/meetings/{SLUG}/attendance")).await;
        let saved = roll
            .form("Save the roll")
            .pick("Attendance of Dana Frost", "Apologies, sent information")
            .pick("Attendance of Lee Hart", "Present")
            .tick("Lee Hart accepted the statement")
            .submit(&mut chair)
            .await;
        assert!(saved.shows("3 present, 3 not here yet, 1 sent apologies"), "{}", saved.text());
        let clash = theirs
            .form("Save the roll")
            .pick("Attendance of Dana Frost", "Absent")
            .submit(&mut other)
            .await;
        assert!(clash.heading().starts_with("The roll has changed"));
        let mine = clash.form("Save my text").submit(&mut other).await;
        assert_eq!(mine.value("Attendance of Dana Frost"), "Absent");
        let wrong = mine
            .form("Save the roll")
            .tick("Dana Frost accepted the statement")
            .submit(&mut other)
            .await;
        assert_eq!(wrong.errors(), ["Untick the statement, or mark this person as present"]);
        let named = mine
            .form("Add to the roll")
            .fill("Or a guest or observer, by name", "Jo Field")
            .submit(&mut other)
            .await;
        assert_eq!(named.error("Agency of the guest"), Some("Select an agency"));
        assert_eq!(named.value("Or a guest or observer, by name"), "Jo Field");
        let added = named
            .form("Add to the roll")
            .pick("Agency of the guest", "Housing Options")
            .submit(&mut other)
            .await;
        assert_eq!(added.value("Attendance of Jo Field"), Presence::Present.shown());
    }

    async fn going_on_without_a_decision_is_marked_and_never_blocked(store) {
        let county = County::in_store(store).await;
        let first = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let second = sitting::list(&county, sitting::account("Ruth Adler")).await;
        sitting::open(&county).await;
        let mut chair = county.visitor(county.chair()).await;
        let opening = chair.get(&format!("/meetings/{SLUG}/live")).await;
        let start = opening.buttons().into_iter().find(|it| it.starts_with("First case")).unwrap();
        let page = opening.form(start).submit(&mut chair).await;
        let next = page.buttons().into_iter().find(|it| it.starts_with("Next: ")).unwrap();
        county.at("2026-02-12 10:12");
        let page = page.form(next).submit(&mut chair).await;
        let strip = page.texts("nav[aria-label=\"Agenda items\"] a");
        assert!(strip[0].contains("left without a decision"), "{strip:?}");
        assert!(strip[1].contains("being heard"), "{strip:?}");
        assert!(page.shows("0:00"), "{}", page.text());
        let _ = (first, second);
    }

    async fn an_offer_of_an_agency_fills_in_the_form_of_an_action(store) {
        let (_county, case, mut chair) = room(store).await;
        let page = chair.get(&item(case)).await;
        let page = chair.follow(&page, "Make it an action of Northshire Police").await;
        assert_eq!(page.value("What will be done"), "Mark the address");
        assert_eq!(page.value("Owner"), "Northshire Police, Lee Hart");
        let added = page.form("Add an action").submit(&mut chair).await;
        assert!(added.shows("The action is added") && added.shows("Mark the address"));
        let nobody = chair.get(&format!("{}?offer=nobody", item(case))).await;
        assert_eq!(nobody.value("What will be done"), "");
    }

    async fn each_outcome_says_what_it_lacks_beside_its_field(store) {
        let (_county, case, mut chair) = room(store).await;
        let mut page = chair.get(&item(case)).await;
        let (reason, date) = ("Reason, or advice given", "Date");
        for (outcome, field, error) in [
            ("Heard, no further action", reason, "Enter why nothing more is to be done"),
            ("Goes to the full MARAC", date, "Enter the date of the full MARAC"),
            ("Goes to an emergency MARAC", date, "Enter the date of the emergency MARAC"),
            ("Passed to another area", reason, "Enter which area it passes to, and who there knows"),
            ("Below the threshold, advice given", reason, "Enter what advice was given"),
            ("Stepped down, with a review date", date, "Enter the date of the review"),
            (
                "Already on the record as another case",
                "Reference of the other case",
                "Enter the reference of the other case",
            ),
        ] {
            page = page
                .form("Save decision")
                .fill("What was agreed and why", outcome)
                .pick("What happens with the case", outcome)
                .fill("Why there are no views from the victim", "Not reached in time")
                .submit(&mut chair)
                .await;
            assert_eq!(page.status, 422, "{outcome}");
            assert_eq!(page.error(field), Some(error));
            assert_eq!(page.value("What was agreed and why"), outcome);
        }
    }

    async fn the_close_sent_twice_drafts_once_and_the_room_is_over(store) {
        let (county, case, mut chair) = room(store).await;
        sitting::decide(&county, case.id, sitting::plan_made()).await;
        let close = chair.get(&format!("/meetings/{SLUG}/closing")).await;
        let form = close.form("Close the meeting");
        for _ in 0..2 {
            let minutes = form.submit(&mut chair).await;
            assert!(minutes.shows("Draft 1"), "{}", minutes.text());
        }
        let back = chair.get(&item(case)).await;
        assert_eq!(back.path, format!("/meetings/{SLUG}/minutes"));
        let late = chair.get(&format!("/meetings/{SLUG}/closing")).await;
        assert!(late.path.starts_with(&format!("/meetings/{SLUG}/minutes")), "{}", late.path);
    }

    async fn the_page_gives_those_in_the_room_the_longer_time(store) {
        let (county, _case, mut chair) = room(store).await;
        let inside = chair.get("/account").await;
        assert!(inside.shows("You will be signed out after 1 hour without activity"));
        let mut outside = county.visitor(county.police()).await;
        let outside = outside.get("/account").await;
        assert!(outside.shows("You will be signed out after 20 minutes without activity"));
    }
}
