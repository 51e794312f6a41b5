//! The IDVA's step.
use chrono::TimeDelta;
use marac::domain::support::{Method, Outcome};
use marac::workflow::StepError;
use marac::workflow::support::{self, NewContact};

use crate::support::county::{County, london};
use crate::support::referring::mails;
use crate::support::sitting::{self, account};
use crate::support::store::on_both;

fn attempt(minutes: i64) -> NewContact {
    NewContact {
        tried_at: london("2026-02-12 08:34") + TimeDelta::minutes(minutes),
        method: Method::Phone,
        outcome: Outcome::NoAnswer,
        note: "No message left".into(),
    }
}

on_both! {
    async fn an_accepted_case_waits_for_the_idva_who_is_told_at_once(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, account("Jo Lee")).await;
        assert_eq!(mails(&county, "case_accepted"), 1);
        let board = county.look(county.idva(), support::board).await.unwrap();
        let waiting = &board.waiting[0];
        assert_eq!((waiting.line.id, waiting.attempts, waiting.has_views), (listed.case, 0, false));
        assert_eq!(waiting.safe_contact.reveal(), "Her work phone, weekdays 9am to 3pm");
    }

    async fn attempts_are_kept_and_never_in_the_future(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, account("Jo Lee")).await.case;
        let soon = attempt(1);
        let step = county.change(county.idva(), move |cx| support::record_contact(cx, case, &soon));
        let Err(StepError::Refused(refused)) = step.await else { panic!("not refused") };
        assert_eq!(refused.problems[0].field, "tried_time");
        let past = attempt(-5);
        let step = county.change(county.idva(), move |cx| support::record_contact(cx, case, &past));
        step.await.unwrap();
        let board = county.look(county.idva(), support::board).await.unwrap();
        assert_eq!(board.waiting[0].last.as_ref().unwrap().outcome, Outcome::NoAnswer);
    }

    async fn views_or_a_reason_are_needed_and_an_older_page_does_not_overwrite(store) {
        let county = County::in_store(store).await;
        let id = sitting::list(&county, account("Jo Lee")).await.id;
        let save = async |seen: i32, text: &str, none: &str| {
            let (text, none) = (text.into(), none.into());
            let step = county.change(county.idva(), move |cx| {
                support::record_views(cx, id, seen, &text, &none)
            });
            step.await
        };
        assert!(matches!(save(0, "", " ").await, Err(StepError::Refused(_))));
        save(0, "To stay in her home", "").await.unwrap();
        let Err(StepError::Stale(stale)) = save(0, "", "Not reached").await else {
            panic!("not stale")
        };
        assert_eq!(stale.clashes[0].theirs, "To stay in her home");
        save(1, "To move", "").await.unwrap();
        let board = county.look(county.idva(), support::board).await.unwrap();
        assert!(board.waiting[0].has_views);
    }

    async fn nobody_else_works_with_the_victim(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, account("Jo Lee")).await.case;
        for who in [county.police(), county.coordinator(), county.referrer()] {
            let board = county.look(who.clone(), support::board).await;
            assert!(matches!(board, Err(StepError::Hidden)));
            let desk = county.look(who.clone(), move |cx| support::desk(cx, case)).await;
            assert!(matches!(desk, Err(StepError::Hidden)));
            let past = attempt(-5);
            let step = county.change(who, move |cx| support::record_contact(cx, case, &past));
            assert!(matches!(step.await, Err(StepError::Hidden)));
        }
    }
}
