//! Referring and triage on pages, without scripts.
use marac::domain::audit::Deed;

use crate::support::county::County;
use crate::support::form::Form;
use crate::support::http::{Request, Visitor};
use crate::support::referring::{draft, find, send};
use crate::support::sitting::account;
use crate::support::store::on_both;

/// The form with the little that a referral needs.
fn little(form: Form) -> Form {
    form.fill(("Victim", "Name"), "Jo Lee")
        .fill(("Victim", "Safe contact"), "Text before 3pm")
        .fill("What happened this time", "He held a knife to her throat.")
}

/// Fills the checklist with so many yes answers.
fn score(mut form: Form, yes: usize) -> Form {
    let keys = [
        "injury",
        "frightened",
        "afraid_of",
        "isolated",
        "depressed_suicidal",
        "separation",
        "child_contact",
        "stalking",
        "pregnancy",
        "more_often",
        "worse",
        "control",
        "weapons",
        "kill_threat",
        "strangle",
        "sexual",
    ];
    for key in keys.iter().take(yes) {
        form = form.put(&format!("answer_{key}"), "yes");
    }
    form
}

async fn new_form(visitor: &mut Visitor) -> Form {
    visitor.get("/referrals/new").await.form("Send referral")
}

on_both! {
    async fn a_referral_is_sent_with_scripts_off_and_then_triaged(store) {
        let county = County::in_store(store).await;
        county.by_itself(marac::workflow::schedule::keep).await.unwrap();
        let mut police = county.visitor(county.police()).await;
        let page = police.get("/referrals/new").await;
        assert!(page.shows("If somebody is in danger now, phone 999."));
        let page = page.form("Add a child").fill(("Victim", "Name"), "Jo Lee");
        let page = page.submit(&mut police).await;
        assert_eq!(page.value(("Victim", "Name")), "Jo Lee");
        let form = page.form("Send referral").fill(("Child 1", "Name"), "Ivy");
        let sent = score(little(form), 16).submit(&mut police).await;
        assert_eq!(sent.heading(), "Referral sent");
        assert!(sent.shows("it is heard on Thursday 12 February at 10am"));

        let mut coordinator = county.visitor(county.coordinator()).await;
        let list = coordinator.get("/referrals").await;
        assert!(list.shows("16 of 24") && list.shows("Strangulation") && list.shows("1 child"));
        assert!(!list.shows("Jo Lee"));
        let reference = list.links().iter().find(|it| it.text.starts_with("NS-")).unwrap();
        let page = coordinator.get(&reference.href).await;
        assert!(page.heading().contains("Jo Lee") && !page.title().contains("Jo"));
        assert!(page.shows("Safe contact: Text before 3pm"));
        assert!(page.shows("Item 1 of 1. Finishes 10:13am"));
        let done = page.form("Confirm and see next").submit(&mut coordinator).await;
        assert!(done.shows("Added to the agenda. All referrals are triaged"));
        let own = police.get("/referrals").await;
        assert!(own.shows("Accepted. It will be heard on Thursday 12 February at 10am."));
    }

    async fn what_is_missing_is_said_beside_its_field_and_what_was_typed_is_kept(store) {
        let county = County::in_store(store).await;
        let mut police = county.visitor(county.police()).await;
        let form = new_form(&mut police).await;
        let form = form.fill("Where", "At the school gate").fill(("When", "Day"), "31");
        let page = form.submit(&mut police).await;
        assert_eq!(page.status, 422);
        assert!(page.title().starts_with("Error: "));
        assert!(page.error("What happened this time").unwrap().contains("Enter what happened"));
        assert!(page.error(("Victim", "Name")).is_some());
        assert!(page.error("When").is_some());
        assert_eq!(page.value("Where"), "At the school gate");
        assert_eq!(page.errors().len(), 5);
        assert_eq!(county.store.count("SELECT count(*) AS count FROM referrals"), 0);
    }

    async fn people_are_added_and_removed_by_the_server(store) {
        let county = County::in_store(store).await;
        let mut police = county.visitor(county.police()).await;
        let mut page = police.get("/referrals/new").await;
        for _ in 0..2 {
            page = page.form("Add another alleged perpetrator").submit(&mut police).await;
        }
        let form = page.form("Remove Alleged perpetrator 2");
        let form = form.fill(("Alleged perpetrator 1", "Name"), "Dean Holt");
        let form = form.fill(("Alleged perpetrator 3", "Name"), "Kyle Marsh");
        let page = form.submit(&mut police).await;
        assert_eq!(page.value(("Alleged perpetrator 1", "Name")), "Dean Holt");
        assert_eq!(page.value(("Alleged perpetrator 2", "Name")), "Kyle Marsh");
    }

    async fn a_draft_is_saved_as_people_type_and_says_when(store) {
        let county = County::in_store(store).await;
        let mut police = county.visitor(county.police()).await;
        let form = little(new_form(&mut police).await);
        let mut request = form.request();
        let address = request.path.replace("/form", "");
        request.path.clone_from(&address);
        let answer = police.send(request).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json()["says"], "Saved at 8:34am");
        assert_eq!(answer.json()["version"], "1");
        let list = police.get("/referrals").await;
        let page = police.follow(&list, "J.L.").await;
        assert_eq!(page.value("Safe contact"), "Text before 3pm");
        assert!(page.shows("Not said when this was last saved"));
        let list = police.get("/referrals").await;
        let gone = list.form("Throw away the draft J.L.").submit(&mut police).await;
        assert!(gone.shows("Draft thrown away") && !gone.has_link("J.L."));
    }

    async fn an_older_window_does_not_overwrite_and_shows_both_texts(store) {
        let county = County::in_store(store).await;
        let mut police = county.visitor(county.police()).await;
        let form = little(new_form(&mut police).await);
        let saved = form.clone().put("do", "save").submit(&mut police).await;
        let old = saved.form("Send referral");
        let newer = old.clone().fill("Where", "Home");
        newer.put("do", "save").submit(&mut police).await;
        let late = old.fill("Where", "Work");
        let page = late.clone().put("do", "save").submit(&mut police).await;
        assert_eq!(page.status, 409);
        assert!(page.shows("Home") && page.value("What you typed: Place") == "Work");
        let page = page.form("Save my text").submit(&mut police).await;
        assert_eq!(page.value("Where"), "Work");
    }

    async fn a_form_that_is_sent_twice_makes_one_referral(store) {
        let county = County::in_store(store).await;
        let mut police = county.visitor(county.police()).await;
        let form = little(new_form(&mut police).await);
        let first = form.submit(&mut police).await;
        let second = form.submit(&mut police).await;
        assert_eq!(first.path, second.path);
        assert_eq!(county.store.count("SELECT count(*) AS count FROM referrals"), 1);
        let other = form.fill("Where", "Home").submit(&mut police).await;
        assert_eq!(other.status, 422);
        assert_eq!(county.store.count("SELECT count(*) AS count FROM referrals"), 1);
    }

    async fn a_decision_without_its_words_is_answered_beside_the_field(store) {
        let county = County::in_store(store).await;
        county.by_itself(marac::workflow::schedule::keep).await.unwrap();
        let id = send(&county, county.referrer(), account("Jo Lee")).await.referral;
        let mut coordinator = county.visitor(county.coordinator()).await;
        let page = coordinator.get(&format!("/referrals/{id}")).await;
        let form = page.form("Confirm and see next").choose("Do not accept");
        let form = form.pick("Reason", "Below the threshold").fill("Note for the record", "Score 3");
        let page = form.submit(&mut coordinator).await;
        assert_eq!(page.error("Advice to the referrer"), Some("Enter what you advise the referrer to do"));
        assert_eq!(page.value("Note for the record"), "Score 3");
        let form = page.form("Confirm and see next").fill("Advice to the referrer", "Refer to outreach");
        form.submit(&mut coordinator).await;
        let mut referrer = county.visitor(county.referrer()).await;
        let own = referrer.get(&format!("/referrals/{id}")).await;
        assert!(own.shows("Not accepted: below the threshold.") && own.shows("Refer to outreach"));
        assert!(!own.shows("Score 3"));
    }

    async fn a_question_goes_to_the_referrer_and_its_answer_back(store) {
        let county = County::in_store(store).await;
        let id = send(&county, county.referrer(), account("Jo Lee")).await.referral;
        let here = format!("/referrals/{id}");
        let mut coordinator = county.visitor(county.coordinator()).await;
        let page = coordinator.get(&here).await;
        let stale = page.form("Confirm and see next");
        let form = stale.clone().choose("Ask the referrer a question");
        form.fill("Your question", "Is she told?").submit(&mut coordinator).await;
        let page = stale.submit(&mut coordinator).await;
        assert_eq!(page.status, 409);
        let mut referrer = county.visitor(county.referrer()).await;
        let page = referrer.get(&here).await;
        assert!(page.shows("Is she told?"));
        let blank = page.form("Send answer").submit(&mut referrer).await;
        assert_eq!(blank.error("Your answer"), Some("Enter your answer"));
        let page = blank.form("Send answer").fill("Your answer", "Yes, on Monday");
        let page = page.submit(&mut referrer).await;
        assert!(page.shows("Answer sent") && page.shows("Yes, on Monday"));
        let page = coordinator.get(&here).await;
        assert!(page.shows("Yes, on Monday"));
    }

    async fn pages_that_are_not_for_them_are_the_one_not_found_with_a_row_each(store) {
        let county = County::in_store(store).await;
        let id = send(&county, county.referrer(), account("Jo Lee")).await.referral;
        let draft = draft();
        let mut referrer = county.visitor(county.referrer()).await;
        let form = little(new_form(&mut referrer).await);
        let mut request = form.request();
        request.path = format!("/drafts/{draft}");
        assert_eq!(referrer.send(request).await.status, 200);
        for (who, path) in [
            (county.housing(), format!("/referrals/{id}")),
            (county.housing(), format!("/drafts/{draft}")),
            (county.chair(), format!("/drafts/{draft}")),
            (county.administrator(), "/referrals".to_owned()),
            (county.chair(), format!("/referrals/{draft}")),
            (county.chair(), "/referrals/nonsense".to_owned()),
        ] {
            let before = county.recorded(Deed::Denied).await;
            let mut visitor = county.visitor(who).await;
            let page = visitor.get(&path).await;
            assert_eq!((page.heading(), page.status), ("Page not found", 404), "{path}");
            assert_eq!(county.recorded(Deed::Denied).await, before + 1, "{path}");
        }
        let mut housing = county.visitor(county.housing()).await;
        let page = housing.get("/referrals").await;
        let csrf = page.csrf();
        let post = Request::post(&format!("/referrals/{id}/decision"))
            .field("csrf", &csrf)
            .field("operation", "0198c0de-0000-4000-8000-00000000000a")
            .field("decision", "accept");
        assert_eq!(housing.send(post).await.status, 404);
        assert_eq!(find(&county, id).await.version, 1);
    }
}
