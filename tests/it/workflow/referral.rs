//! Drafts, sending, and what the referrer may still say.
use marac::domain::audit::Deed;
use marac::domain::ids::OperationId;
use marac::domain::referral::{Account, NoteKind, Stage};
use marac::domain::refusal::Refused;
use marac::domain::text::Private;
use marac::workflow::referral::{self, Outcome};
use marac::workflow::triage::{self, Decline};
use marac::workflow::{Operation, Step, StepError};

use crate::support::county::County;
use crate::support::referring::{accept, draft, find, mails, send};
use crate::support::sitting::account;
use crate::support::store::on_both;

fn fields<T>(step: Step<T>) -> Vec<String> {
    let Err(StepError::Refused(Refused { problems })) = step else { panic!("not refused") };
    problems.into_iter().map(|it| it.field).collect()
}

fn typed(text: &str) -> Private {
    text.into()
}

on_both! {
    async fn a_draft_is_kept_as_it_is_typed_and_seen_by_nobody_else(store) {
        let county = County::in_store(store).await;
        let id = draft();
        let (first, second) = (typed("victim_name=Jo"), typed("victim_name=Jo+Lee"));
        let one = county.change(county.police(), move |cx| referral::save(cx, id, &first, 0));
        assert_eq!(one.await.unwrap().version, 1);
        let two = county.change(county.police(), move |cx| referral::save(cx, id, &second, 1));
        assert_eq!(two.await.unwrap().version, 2);
        let mine = county.look(county.police(), referral::drafts).await.unwrap();
        assert_eq!((mine.len(), mine[0].victim.reveal()), (1, "Jo Lee"));
        for other in [county.housing(), county.coordinator(), county.administrator()] {
            let seen = county.look(other.clone(), move |cx| referral::draft(cx, id)).await;
            assert!(matches!(seen, Err(StepError::Hidden)));
            let body = typed("victim_name=Gone");
            let saved = county.change(other, move |cx| referral::save(cx, id, &body, 2)).await;
            assert!(matches!(saved, Err(StepError::Hidden)));
        }
    }

    async fn a_draft_that_another_window_saved_is_not_overwritten(store) {
        let county = County::in_store(store).await;
        let id = draft();
        for (body, seen) in [("place=Home", 0), ("place=Work", 1)] {
            let body = typed(body);
            county.change(county.police(), move |cx| referral::save(cx, id, &body, seen)).await.unwrap();
        }
        let late = typed("place=Street");
        let saved = county.change(county.police(), move |cx| referral::save(cx, id, &late, 1)).await;
        let Err(StepError::Stale(stale)) = saved else { panic!("not stale") };
        assert_eq!((stale.version, stale.clashes[0].theirs.as_str()), (2, "Work"));
        let sent = county.change(county.police(), move |cx| {
            referral::send(cx, id, 1, &typed("place=Street"), account("Jo Lee"))
        });
        assert!(matches!(sent.await, Err(StepError::Stale(_))));
    }

    async fn sending_makes_a_case_tells_people_and_removes_the_draft(store) {
        let county = County::in_store(store).await;
        let (id, body) = (draft(), typed("place=Home"));
        let kept = body.clone();
        county.change(county.referrer(), move |cx| referral::save(cx, id, &kept, 0)).await.unwrap();
        let sent = county.change(county.referrer(), move |cx| {
            referral::send(cx, id, 1, &body, account("Jo Lee"))
        });
        let sent = sent.await.unwrap();
        assert!(sent.reference.starts_with("NS-") && sent.reference.len() == 7);
        assert!(county.look(county.referrer(), referral::drafts).await.unwrap().is_empty());
        assert_eq!(mails(&county, "referral_waiting"), 1);
        assert_eq!(mails(&county, "referral_received"), 1);
        assert_eq!(county.store.count("SELECT count(*) AS count FROM people"), 4);
        let again = county.change(county.referrer(), move |cx| {
            referral::send(cx, id, 1, &typed("place=Home"), account("Jo Lee"))
        });
        assert_eq!(fields(again.await), [""]);
    }

    async fn only_a_name_a_safe_contact_and_what_happened_hold_a_referral_up(store) {
        let county = County::in_store(store).await;
        let id = draft();
        let empty = county.change(county.police(), move |cx| {
            referral::send(cx, id, 0, &Private::default(), Account::default())
        });
        assert_eq!(fields(empty.await), ["victim_name", "safe_contact", "happened"]);
        let little = Account {
            victim_unknown: true,
            no_safe_contact: true,
            happened: "A neighbour heard screams".into(),
            ..Account::default()
        };
        let sent = send(&county, county.police(), little).await;
        let own = county.look(county.police(), move |cx| referral::own(cx, sent.referral)).await;
        assert!(own.unwrap().gaps.len() > 10);
    }

    async fn a_form_sent_twice_is_one_referral(store) {
        let county = County::in_store(store).await;
        let id = OperationId::from_uuid(uuid::Uuid::new_v4());
        let draft = draft();
        let mut sent = Vec::new();
        for _ in 0..2 {
            let operation = Operation::of_form(id, "the same");
            let asker = County::asker(&county.police(), "referral.send");
            let step = county.service.change(asker, operation, move |cx| {
                referral::send(cx, draft, 0, &Private::default(), account("Jo Lee"))
            });
            sent.push(step.await.unwrap());
        }
        assert_eq!(sent[0], sent[1]);
        assert_eq!(county.store.count("SELECT count(*) AS count FROM referrals"), 1);
    }

    async fn the_outcome_follows_the_referral_in_a_line(store) {
        let county = County::in_store(store).await;
        county.by_itself(marac::workflow::schedule::keep).await.unwrap();
        let sent = send(&county, county.referrer(), account("Jo Lee")).await;
        let id = sent.referral;
        let outcome = async || {
            county.look(county.referrer(), move |cx| referral::own(cx, id)).await.unwrap().outcome
        };
        let at = crate::support::county::london("2026-02-12 10:00");
        assert_eq!(outcome().await, Outcome::Waiting(Some(at)));
        accept(&county, id).await;
        assert_eq!(outcome().await, Outcome::Listed(at));
        assert_eq!(mails(&county, "referral_decided"), 1);
    }

    async fn a_question_is_answered_by_the_sender_alone_and_then_waits_again(store) {
        let county = County::in_store(store).await;
        let id = send(&county, county.referrer(), account("Jo Lee")).await.referral;
        let ask = county.change(county.coordinator(), move |cx| {
            triage::ask(cx, id, 1, &typed("Is she told?"))
        });
        ask.await.unwrap();
        let by_another = county.change(county.police(), move |cx| {
            referral::answer(cx, id, 2, &typed("Yes"))
        });
        assert!(matches!(by_another.await, Err(StepError::Hidden)));
        let blank =
            county.change(county.referrer(), move |cx| referral::answer(cx, id, 2, &typed(" ")));
        assert_eq!(fields(blank.await), ["text"]);
        let answer = county.change(county.referrer(), move |cx| {
            referral::answer(cx, id, 2, &typed("Yes, on Monday"))
        });
        answer.await.unwrap();
        assert_eq!(find(&county, id).await.stage, Stage::Submitted);
        assert_eq!(mails(&county, "referral_waiting"), 2);
        let own = county.look(county.referrer(), move |cx| referral::own(cx, id)).await.unwrap();
        let has = |kind: NoteKind| own.notes.iter().filter(|it| it.kind == kind).count();
        assert_eq!((own.notes.len(), has(NoteKind::Question), has(NoteKind::Answer)), (2, 1, 1));
    }

    async fn a_referral_is_taken_back_until_it_is_decided(store) {
        let county = County::in_store(store).await;
        let open = send(&county, county.referrer(), account("Jo Lee")).await.referral;
        let back = county.change(county.referrer(), move |cx| {
            referral::withdraw(cx, open, 1, &typed("Sent to the wrong area"))
        });
        back.await.unwrap();
        assert_eq!(find(&county, open).await.stage, Stage::Withdrawn);
        let decided = send(&county, county.referrer(), account("Jo Lee")).await.referral;
        accept(&county, decided).await;
        let seen = find(&county, decided).await.version;
        let late = county.change(county.referrer(), move |cx| {
            referral::withdraw(cx, decided, seen, &typed("Changed my mind"))
        });
        assert_eq!(fields(late.await), [""]);
    }

    async fn what_happened_since_reaches_the_coordinator_and_a_refused_referral_takes_none(store) {
        let county = County::in_store(store).await;
        let id = send(&county, county.referrer(), account("Jo Lee")).await.referral;
        accept(&county, id).await;
        let news = county.change(county.referrer(), move |cx| {
            referral::add_update(cx, id, &typed("He was at the school today"))
        });
        news.await.unwrap();
        assert_eq!(mails(&county, "referral_waiting"), 2);
        let refused = send(&county, county.referrer(), account("Jo Lee")).await.referral;
        let why = Decline {
            reason: marac::domain::referral::DeclineReason::ServiceOnly,
            advice: "Refer to outreach".into(),
            rationale: "No high risk".into(),
        };
        let step = county.change(county.coordinator(), move |cx| triage::decline(cx, refused, 1, &why));
        step.await.unwrap();
        let late = county.change(county.referrer(), move |cx| {
            referral::add_update(cx, refused, &typed("He came back"))
        });
        assert_eq!(fields(late.await), [""]);
        let own = county.look(county.referrer(), move |cx| referral::own(cx, refused)).await.unwrap();
        let Outcome::Declined(_, advice) = own.outcome else { panic!("not declined") };
        assert_eq!((advice.reveal(), own.notes.len()), ("Refer to outreach", 0));
    }

    async fn anothers_referral_is_as_missing_as_none_and_leaves_a_row(store) {
        let county = County::in_store(store).await;
        let id = send(&county, county.referrer(), account("Jo Lee")).await.referral;
        for other in [county.police(), county.housing(), county.administrator()] {
            let before = county.recorded(Deed::Denied).await;
            let seen = county.look(other, move |cx| referral::own(cx, id)).await;
            assert!(matches!(seen, Err(StepError::Hidden)));
            assert_eq!(county.recorded(Deed::Denied).await, before + 1);
        }
    }
}
