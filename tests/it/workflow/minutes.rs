//! Minutes over a real store: drafted, approved, sent, stopped, read and corrected.
use chrono::TimeDelta;
use marac::domain::actor::Member;
use marac::domain::agency::{MailDomain, MailRule};
use marac::domain::minutes::{Copy, Minutes, Route, State};
use marac::domain::notice::{Delivery, Message, Notice};
use marac::domain::referral::Account;
use marac::store::{self, StoreError};
use marac::workflow::action::{self, Decision};
use marac::workflow::minutes::{self, Answer, ItemEdit};
use marac::workflow::{Change, StepError, access, meeting};

use super::action::agreed;
use crate::support::county::{County, london};
use crate::support::sitting::{self, Listed, SLUG};
use crate::support::store::on_both;

/// A meeting that closed at 11am with one case, whose action is housing's.
pub async fn closed(county: &County) -> Listed {
    let (case, _) = agreed(county, &county.housing()).await;
    sitting::decide(county, case.id, sitting::plan_made()).await;
    county.at("2026-02-12 11:00");
    county.change(county.chair(), |cx| meeting::close(cx, SLUG)).await.unwrap();
    case
}

async fn approve(county: &County, who: Member, seen: i32) -> Result<usize, StepError> {
    county.change(who, move |cx| minutes::approve(cx, SLUG, seen)).await
}

async fn versions(county: &County) -> Vec<Minutes> {
    let (area, meeting) = (county.area, sitting::sitting(county).await.id);
    let found: Result<_, StoreError> =
        county.database.read(move |view| store::minutes::of_meeting(view, area, meeting)).await;
    found.unwrap()
}

async fn copies(county: &County) -> Vec<Copy> {
    let (area, meeting) = (county.area, sitting::sitting(county).await.id);
    let found: Result<_, StoreError> = county
        .database
        .read(move |view| store::minutes_copy::of_meeting(view, area, meeting))
        .await;
    found.unwrap()
}

async fn mail(county: &County) -> Vec<Message> {
    let area = county.area;
    let found: Result<Vec<Message>, StoreError> =
        county.database.read(move |view| store::outbox::newest(view, area, 500)).await;
    found.unwrap().into_iter().filter(|it| it.kind == "minutes_issued").collect()
}

async fn rule(county: &County, domain: &str, rule: MailRule) {
    let rule = MailDomain {
        area_id: county.area,
        domain: domain.to_owned(),
        rule,
        reason: String::new(),
        set_by: county.coordinator().account,
        set_at: london("2026-02-01 09:00"),
        version: 1,
    };
    let saved: Result<(), StoreError> =
        county.database.write(move |tx| store::mail_domain::insert(tx, &rule)).await;
    saved.unwrap();
}

on_both! {
    async fn items_stand_in_the_order_of_the_agenda_whatever_was_recorded_first(store) {
        let county = County::in_store(store).await;
        let adult = Account { children: Vec::new(), ..sitting::account("Ruth Adler") };
        let mut listed = vec![sitting::list(&county, adult).await];
        for victim in ["Tamsin Bright", "Nell Sorrel", "Sade Obi"] {
            county.clock.pass(TimeDelta::minutes(1));
            listed.push(sitting::list(&county, sitting::account(victim)).await);
        }
        let mut wanted = Vec::new();
        for case in &listed {
            wanted.push(sitting::reference(&county, *case).await);
        }
        // Those with children come first, by reference when all else is the same.
        wanted[1..].sort();
        wanted.rotate_left(1);
        sitting::open(&county).await;
        for case in &listed {
            sitting::decide(&county, case.id, sitting::plan_made()).await;
        }
        county.change(county.chair(), |cx| meeting::close(cx, SLUG)).await.unwrap();
        let minutes = versions(&county).await.remove(0);
        let items: Vec<String> = minutes.content.items.into_iter().map(|it| it.reference).collect();
        assert_eq!(items, wanted);
    }

    async fn only_the_meetings_chair_approves_and_only_the_draft_that_was_seen(store) {
        let county = County::in_store(store).await;
        let case = closed(&county).await.case;
        for who in [county.coordinator(), county.housing()] {
            assert!(matches!(approve(&county, who, 1).await, Err(StepError::Hidden)));
        }
        assert!(matches!(approve(&county, county.chair(), 7).await, Err(StepError::Stale(_))));
        assert_eq!(mail(&county).await.len(), 0);
        approve(&county, county.chair(), 1).await.unwrap();
        let minutes = versions(&county).await.remove(0);
        assert_eq!((minutes.state, minutes.digest.len()), (State::Approved, 64));
        assert_eq!(minutes.corrections_until, Some(london("2026-02-13 17:00")));
        let facts = county.look(county.chair(), move |cx| access::facts(cx, &[case])).await.unwrap();
        let final_at: Vec<_> = facts[&case].listings.iter().map(|it| it.final_at).collect();
        assert_eq!(final_at, [minutes.corrections_until], "from then on it goes out of sight");
        assert!(matches!(approve(&county, county.chair(), 2).await, Err(StepError::Refused(_))));
    }

    async fn each_recipient_gets_one_message_after_the_delay_by_the_rule_of_their_domain(store) {
        let county = County::in_store(store).await;
        rule(&county, "homes.example", MailRule::Secure).await;
        rule(&county, "safehaven.example", MailRule::Blocked).await;
        closed(&county).await;
        let people = approve(&county, county.chair(), 1).await.unwrap();
        let copies = copies(&county).await;
        assert_eq!(people, copies.len());
        let route = |who: Member| copies.iter().find(|it| it.account_id == who.account).map(|it| it.route);
        assert_eq!(route(county.housing()), Some(Route::Copy), "owns an action");
        assert_eq!(route(county.idva()), Some(Route::Held), "tells the victim, but is blocked");
        assert_eq!(route(county.chair()), Some(Route::Notice), "was there");
        assert_eq!(route(county.probation()), None, "was not there and has no action");
        let mail = mail(&county).await;
        assert_eq!(mail.len(), people - 1);
        assert!(mail.iter().all(|it| it.not_before == london("2026-02-12 11:05")));
        assert!(mail.iter().all(|it| matches!(it.notice, Notice::MinutesIssued { version: 1, .. })));
    }

    async fn mail_is_stopped_before_it_leaves_and_sent_on_after_the_delay(store) {
        let county = County::in_store(store).await;
        closed(&county).await;
        let people = approve(&county, county.chair(), 1).await.unwrap();
        county.at("2026-02-12 11:03");
        let other = county.change(county.coordinator(), |cx| minutes::stop(cx, SLUG)).await;
        assert!(matches!(other, Err(StepError::Hidden)));
        let stopped = county.change(county.chair(), |cx| minutes::stop(cx, SLUG)).await.unwrap();
        assert_eq!(stopped, people);
        assert!(mail(&county).await.iter().all(|it| it.delivery == Delivery::Stopped));
        let again = county.change(county.chair(), |cx| minutes::stop(cx, SLUG)).await;
        assert!(matches!(again, Err(StepError::Refused(_))));
        county.change(county.chair(), |cx| minutes::release(cx, SLUG)).await.unwrap();
        let mail = mail(&county).await;
        assert!(mail.iter().all(|it| it.delivery == Delivery::Queued));
        assert!(mail.iter().all(|it| it.not_before == london("2026-02-12 11:08")));
    }

    async fn a_copy_holds_the_own_action_and_nothing_that_agencies_shared(store) {
        let county = County::in_store(store).await;
        let case = closed(&county).await;
        approve(&county, county.chair(), 1).await.unwrap();
        let own = county.look(county.housing(), |cx| minutes::own(cx, SLUG)).await.unwrap();
        assert_eq!((own.own.items.len(), own.own.actions.len()), (1, 1));
        assert_eq!(own.own.items[0].case_id, case.case);
        assert_eq!(own.own.items[0].initials.reveal(), "T.B.");
        for who in [county.probation(), county.administrator(), county.referrer()] {
            let copy = county.look(who, |cx| minutes::own(cx, SLUG)).await;
            assert!(matches!(copy, Err(StepError::Hidden)));
        }
        let (meeting, reader) = (own.meeting.id, county.housing().account);
        let sent = county.by_itself(move |cx| {
            let issued = minutes::copy(cx, meeting, 1, reader)?;
            Ok((issued.own.items.len(), issued.of))
        });
        assert_eq!(sent.await.unwrap(), (1, own.of));
    }

    async fn a_reader_confirms_or_asks_for_a_correction_until_corrections_close(store) {
        let county = County::in_store(store).await;
        closed(&county).await;
        approve(&county, county.chair(), 1).await.unwrap();
        for _ in 0..2 {
            county.change(county.housing(), |cx| minutes::read(cx, SLUG)).await.unwrap();
            county.at("2026-02-12 12:00");
        }
        let answer = |answer: Answer| {
            county.change(county.housing(), move |cx| minutes::answer(cx, SLUG, &answer))
        };
        assert!(matches!(answer(Answer::Wrong("".into())).await, Err(StepError::Refused(_))));
        answer(Answer::Wrong("It is due on Monday".into())).await.unwrap();
        let sends = county.look(county.coordinator(), |cx| minutes::sends(cx, SLUG)).await.unwrap();
        let housing = county.housing().account;
        let copy = &sends.sendings.iter().find(|it| it.copy.account_id == housing).unwrap().copy;
        assert_eq!(copy.read_at, Some(london("2026-02-12 11:00")), "the first time");
        assert_eq!(copy.correction.reveal(), "It is due on Monday");
        county.at("2026-02-13 17:00");
        assert!(matches!(answer(Answer::Right).await, Err(StepError::Refused(_))));
    }

    async fn a_correction_is_the_next_version_and_replaces_the_one_before(store) {
        let county = County::in_store(store).await;
        let case = closed(&county).await;
        approve(&county, county.chair(), 1).await.unwrap();
        let before = versions(&county).await.remove(0);
        let edit = ItemEdit { decision: "Corrected.".into(), ..ItemEdit::default() };
        let listing = sitting::listing(&county, case.id).await;
        let save = |seen, edit: ItemEdit| {
            county.change(county.coordinator(), move |cx| {
                minutes::save_item(cx, SLUG, case.id, seen, &edit)
            })
        };
        let frozen = save(listing.version, edit.clone()).await;
        assert!(matches!(frozen, Err(StepError::Refused(_))));
        let note = "The decision was written down wrongly";
        county.change(county.chair(), move |cx| minutes::correct(cx, SLUG, &note.into())).await.unwrap();
        save(listing.version, edit.clone()).await.unwrap();
        assert!(matches!(save(listing.version, edit).await, Err(StepError::Stale(_))));
        let draft = versions(&county).await.remove(0);
        assert_eq!((draft.version, draft.state), (2, State::Draft));
        approve(&county, county.chair(), draft.row_version).await.unwrap();
        let versions = versions(&county).await;
        let states: Vec<_> = versions.iter().map(|it| (it.version, it.state)).collect();
        assert_eq!(states, [(2, State::Approved), (1, State::Superseded)]);
        assert_eq!(versions[1].content, before.content, "what was frozen stays");
        assert_ne!(versions[0].digest, before.digest);
        let old = mail(&county).await;
        let old = old.iter().filter(|it| matches!(it.notice, Notice::MinutesIssued { version: 1, .. }));
        assert!(old.clone().count() > 0 && old.clone().all(|it| it.delivery == Delivery::Stopped));
    }

    async fn a_correction_holds_what_the_meeting_left_whatever_became_of_its_actions_since(store) {
        let county = County::in_store(store).await;
        let case = closed(&county).await;
        approve(&county, county.chair(), 1).await.unwrap();
        let first = versions(&county).await.remove(0);
        let action = first.content.items[0].actions[0].clone();
        let (id, later) = (action.action_id, action.due_on + chrono::Days::new(14));
        let ask = move |cx: &mut Change<'_, '_>| action::ask(cx, id, 1, later, &"The landlord is away".into());
        county.change(county.housing(), ask).await.unwrap();
        let grant = move |cx: &mut Change<'_, '_>| action::decide(cx, id, 2, Decision::Grant, &"".into());
        county.change(county.chair(), grant).await.unwrap();

        let note = |cx: &mut Change<'_, '_>| minutes::correct(cx, SLUG, &"Spelling".into());
        county.change(county.chair(), note).await.unwrap();
        let draft = versions(&county).await.remove(0);
        assert_eq!(draft.content, first.content);
        let unchanged = approve(&county, county.chair(), draft.row_version).await;
        assert!(matches!(unchanged, Err(StepError::Refused(_))), "nothing has changed");

        let listing = case.id;
        let save = move |cx: &mut Change<'_, '_>| {
            let desk = minutes::item(cx, SLUG, listing)?;
            assert_eq!(desk.actions[0].due_on, action.due_on, "as the minutes have it");
            let edit = ItemEdit {
                risk_level: desk.listing.risk_level,
                decision: desk.listing.decision.clone(),
                disposition_reason: desk.listing.disposition_reason.clone(),
                risks: Vec::new(),
                actions: vec![(id, "Fit locks, and a video doorbell".into())],
            };
            minutes::save_item(cx, SLUG, listing, desk.listing.version, &edit)
        };
        county.change(county.coordinator(), save).await.unwrap();
        let draft = versions(&county).await.remove(0);
        let mut wanted = first.content;
        wanted.items[0].actions[0].text = "Fit locks, and a video doorbell".into();
        assert_eq!(draft.content, wanted);
        let kept = county.look(county.chair(), move |cx| action::detail(cx, id)).await.unwrap();
        assert_eq!(kept.action.due_on, later, "the time given stays");
        assert_eq!(kept.action.text.reveal(), "Fit locks, and a video doorbell");
        approve(&county, county.chair(), draft.row_version).await.unwrap();
    }

    async fn a_draft_is_checked_and_previewed_as_each_recipient_will_get_it(store) {
        let county = County::in_store(store).await;
        let case = closed(&county).await;
        let edit = ItemEdit { decision: "Ms Bright moves to NS1 4QZ".into(), ..ItemEdit::default() };
        let seen = sitting::listing(&county, case.id).await.version;
        county
            .change(county.coordinator(), move |cx| {
                minutes::save_item(cx, SLUG, case.id, seen, &edit)
            })
            .await
            .unwrap();
        let housing = county.housing().account;
        let record = county
            .look(county.chair(), move |cx| minutes::record(cx, SLUG, Some(housing)))
            .await
            .unwrap();
        assert!(record.may_approve);
        assert_eq!(record.faults.len(), 3, "no risk level, a surname, a postcode");
        let copy = record.recipients.iter().find(|it| it.account == housing).unwrap();
        assert_eq!((copy.copy.items.len(), copy.copy.actions.len()), (1, 1));
        let stranger = county.probation().account;
        let none = county.look(county.chair(), move |cx| minutes::record(cx, SLUG, Some(stranger)));
        assert!(matches!(none.await, Err(StepError::Hidden)));
        let other = county.look(county.housing(), move |cx| minutes::record(cx, SLUG, None));
        assert!(matches!(other.await, Err(StepError::Hidden)));
    }
}
