//! What the room sees of a case, and what it writes down: risks, words, decision and actions.
use marac::domain::actor::Member;
use marac::domain::audit::Deed;
use marac::domain::disposition::{Disposition, Given};
use marac::domain::due::Due;
use marac::domain::hearing::Subject;
use marac::domain::ids::MembershipId;
use marac::domain::listing::RiskLevel;
use marac::domain::refusal::{Refused, Stale};
use marac::domain::research::Share;
use marac::workflow::hearing::{
    self, About, AgreedAction, Decision, Hearing, NewContribution, NewRisk,
};
use marac::workflow::meeting::{self, Entry};
use marac::workflow::{Step, StepError, support};

use crate::support::county::County;
use crate::support::sitting::{self, Listed, SLUG};
use crate::support::store::on_both;

async fn seen(county: &County, who: Member, case: Listed) -> Hearing {
    let entry = county.look(who, move |cx| hearing::show(cx, SLUG, case.id)).await.unwrap();
    match entry {
        Entry::Inside(hearing) => *hearing,
        Entry::Outside => panic!("outside"),
    }
}

fn refused<T>(step: Step<T>) -> Refused {
    match step {
        Err(StepError::Refused(refused)) => refused,
        _ => panic!("not refused"),
    }
}

fn stale<T>(step: Step<T>) -> Stale {
    match step {
        Err(StepError::Stale(stale)) => stale,
        _ => panic!("not stale"),
    }
}

fn risk(about: About) -> NewRisk {
    NewRisk {
        about,
        text: "He knows the new address".into(),
        level: RiskLevel::High,
        no_action_reason: "".into(),
    }
}

fn action(owner: MembershipId, text: &str) -> AgreedAction {
    AgreedAction { text: text.into(), owner, due: Due::OneWeek, due_on: None, risk: None }
}

async fn room(store: crate::support::store::TestStore) -> (County, Listed) {
    let county = County::in_store(store).await;
    let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
    sitting::give_research(&county, county.police(), case.case).await;
    sitting::open(&county).await;
    (county, case)
}

on_both! {
    async fn agencies_see_what_may_be_read_out_and_the_chair_alone_the_rest(store) {
        let (county, case) = room(store).await;
        for who in [county.police(), county.housing()] {
            sitting::enter(&county, who).await;
        }
        let shares = |hearing: &Hearing| -> Vec<Share> {
            hearing.agencies.iter().flat_map(|it| it.returned.iter().map(|said| said.share)).collect()
        };
        let chair = seen(&county, county.chair(), case).await;
        assert_eq!(shares(&chair), [Share::Minuted, Share::NotMinuted, Share::ChairOnly]);
        assert_eq!(chair.agencies[0].name, "Northshire Police");
        let housing = seen(&county, county.housing(), case).await;
        assert_eq!(shares(&housing), [Share::Minuted, Share::NotMinuted]);
        assert!(housing.recording.is_none());
    }

    async fn a_case_of_another_meeting_or_of_nobody_is_the_same_not_found(store) {
        let (county, _) = room(store).await;
        county.at("2026-02-12 10:30");
        let tomorrow = sitting::list(&county, sitting::account("Ruth Adler")).await;
        let before = county.recorded(Deed::Denied).await;
        let look = county.look(county.chair(), move |cx| hearing::show(cx, SLUG, tomorrow.id));
        assert!(matches!(look.await, Err(StepError::Hidden)));
        let write = county
            .change(county.chair(), move |cx| meeting::hear(cx, SLUG, tomorrow.id))
            .await;
        assert!(matches!(write, Err(StepError::Hidden)));
        assert_eq!(county.recorded(Deed::Denied).await, before + 2);
    }

    async fn nobody_but_those_who_record_writes(store) {
        let (county, case) = room(store).await;
        sitting::enter(&county, county.police()).await;
        let new = risk(About::Unnamed(Subject::Public));
        let done = county
            .change(county.police(), move |cx| hearing::add_risk(cx, SLUG, case.id, &new))
            .await;
        assert!(matches!(done, Err(StepError::Hidden)));
    }

    async fn a_risk_names_a_person_of_the_case_and_is_answered_by_action_or_reason(store) {
        let (county, case) = room(store).await;
        let child = seen(&county, county.chair(), case).await.people;
        let isla = child.iter().find(|it| it.name.reveal() == "Isla").unwrap().id;
        let new = risk(About::Person(isla));
        county
            .change(county.chair(), move |cx| hearing::add_risk(cx, SLUG, case.id, &new))
            .await
            .unwrap();
        let line = seen(&county, county.chair(), case).await.risks[0].clone();
        assert_eq!((line.risk.subject, line.person.reveal()), (Subject::Child, "Isla"));
        assert!(!line.is_answered);
        let mut answer = action(county.housing().membership, "Move them to a safe address");
        answer.risk = Some(line.risk.id);
        county
            .change(county.chair(), move |cx| hearing::add_action(cx, SLUG, case.id, &answer))
            .await
            .unwrap();
        let hearing = seen(&county, county.chair(), case).await;
        assert_eq!(hearing.risks[0].answered_by, [1]);
        assert_eq!(hearing.actions[0].risk, Some(1));
        let id = line.risk.id;
        let gone = county.change(county.chair(), move |cx| hearing::remove_risk(cx, SLUG, case.id, id));
        assert_eq!(refused(gone.await).problems.len(), 1);
    }

    async fn a_person_of_another_case_is_no_risk_of_this_one(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let other = sitting::list(&county, sitting::account("Ruth Adler")).await;
        sitting::open(&county).await;
        let stranger = seen(&county, county.chair(), other).await.people[0].id;
        let new = risk(About::Person(stranger));
        let done = county
            .change(county.chair(), move |cx| hearing::add_risk(cx, SLUG, case.id, &new))
            .await;
        assert_eq!(refused(done).problems[0].field, "about");
    }

    async fn a_risk_changed_by_somebody_else_meanwhile_shows_their_words(store) {
        let (county, case) = room(store).await;
        let new = risk(About::Unnamed(Subject::Staff));
        county
            .change(county.chair(), move |cx| hearing::add_risk(cx, SLUG, case.id, &new))
            .await
            .unwrap();
        let id = seen(&county, county.chair(), case).await.risks[0].risk.id;
        let mut theirs = risk(About::Unnamed(Subject::Staff));
        theirs.text = "He waits outside the office".into();
        let change = |who: Member, new: NewRisk| {
            county.change(who, move |cx| {
                hearing::change_risk(cx, SLUG, (case.id, id), 1, &new)
            })
        };
        change(county.coordinator(), theirs).await.unwrap();
        let clash = stale(change(county.chair(), risk(About::Unnamed(Subject::Staff))).await);
        assert_eq!(clash.version, 2);
        let text = clash.clashes.iter().find(|it| it.field == "risk_text").unwrap();
        assert_eq!(text.theirs, "He waits outside the office");
    }

    async fn what_an_agency_says_keeps_its_mark_and_can_be_taken_back(store) {
        let (county, case) = room(store).await;
        sitting::enter(&county, county.housing()).await;
        let say = |share: Share| NewContribution {
            agency: county.police().agency,
            text: "Seen at the school this morning".into(),
            share,
        };
        for share in [Share::Minuted, Share::ChairOnly] {
            let new = say(share);
            county
                .change(county.chair(), move |cx| {
                    hearing::add_contribution(cx, SLUG, case.id, &new)
                })
                .await
                .unwrap();
        }
        let added = |hearing: Hearing| hearing.agencies[0].added.clone();
        let chair = added(seen(&county, county.chair(), case).await);
        let housing = added(seen(&county, county.housing(), case).await);
        assert_eq!((chair.len(), housing.len()), (2, 1));
        let id = chair[0].id;
        county
            .change(county.chair(), move |cx| {
                hearing::remove_contribution(cx, SLUG, case.id, id)
            })
            .await
            .unwrap();
        assert_eq!(added(seen(&county, county.chair(), case).await).len(), 1);
    }

    async fn nobody_is_heard_without_views_or_a_reason_for_none(store) {
        let (county, case) = room(store).await;
        let without = Decision { none_reason: "".into(), ..sitting::plan_made() };
        let decide = |decision: Decision| {
            county.change(county.chair(), move |cx| {
                hearing::decide(cx, SLUG, case.id, 1, &decision)
            })
        };
        assert_eq!(refused(decide(without.clone()).await).problems[0].field, "none_reason");
        let (views, none) = ("To stay at home".into(), "".into());
        county
            .change(county.idva(), move |cx| {
                support::record_views(cx, case.id, 0, &views, &none)
            })
            .await
            .unwrap();
        decide(without).await.unwrap();
        let hearing = seen(&county, county.chair(), case).await;
        assert_eq!(hearing.listing.disposition.as_deref(), Some("heard_plan_made"));
        assert_eq!(hearing.views.unwrap().0.text.reveal(), "To stay at home");
    }

    async fn the_chairs_reason_for_no_views_is_kept_with_the_decision(store) {
        let (county, case) = room(store).await;
        sitting::decide(&county, case.id, sitting::plan_made()).await;
        let views = seen(&county, county.chair(), case).await.views.unwrap();
        assert_eq!(views.0.none_reason.reveal(), "Not reached before the meeting");
        assert_eq!(views.1.reveal(), "Sam Okafor");
    }

    async fn a_disposition_asks_for_its_reason_date_or_other_case(store) {
        let (county, case) = room(store).await;
        let other = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let reference = sitting::reference(&county, other).await;
        let decide = |disposition, given: Given| {
            let decision = Decision { disposition: Some(disposition), given, ..sitting::plan_made() };
            county.change(county.chair(), move |cx| {
                hearing::decide(cx, SLUG, case.id, 1, &decision)
            })
        };
        for (disposition, field) in [
            (Disposition::CarryOver, "disposition_reason"),
            (Disposition::EscalateFullMarac, "disposition_on"),
            (Disposition::DuplicateOf, "disposition_case"),
        ] {
            let done = decide(disposition, Given::default()).await;
            assert_eq!(refused(done).problems[0].field, field);
        }
        let unknown = Given { other_case: Some("NS-2222".to_owned()), ..Given::default() };
        let done = decide(Disposition::DuplicateOf, unknown).await;
        assert_eq!(refused(done).problems[0].field, "disposition_case");
        let plain = reference.to_lowercase().replace('-', " ");
        let known = Given { other_case: Some(plain), ..Given::default() };
        decide(Disposition::DuplicateOf, known).await.unwrap();
        assert_eq!(seen(&county, county.chair(), case).await.duplicate_of, Some(reference));
    }

    async fn a_decision_saved_over_another_is_stale_with_the_words_that_are_saved(store) {
        let (county, case) = room(store).await;
        sitting::decide(&county, case.id, sitting::plan_made()).await;
        let late = Decision { text: "Medium.".into(), ..Decision::default() };
        let done = county
            .change(county.chair(), move |cx| hearing::decide(cx, SLUG, case.id, 1, &late))
            .await;
        let now = stale(done);
        let saved: Vec<&str> = now.clashes[..3].iter().map(|it| it.theirs.as_str()).collect();
        assert_eq!(saved, ["high", "High. Weapon and threat to kill.", "heard_plan_made"]);
    }

    async fn a_vague_action_is_kept_with_a_warning(store) {
        let (county, case) = room(store).await;
        let owner = county.housing().membership;
        for text in ["Monitor the situation closely", "Change the locks of both doors"] {
            let new = action(owner, text);
            county
                .change(county.chair(), move |cx| hearing::add_action(cx, SLUG, case.id, &new))
                .await
                .unwrap();
        }
        let actions = seen(&county, county.chair(), case).await.actions;
        let warnings: Vec<usize> = actions.iter().map(|it| it.warnings.len()).collect();
        assert_eq!(warnings, [1, 0]);
        assert_eq!(actions[0].action.due_on.to_string(), "2026-02-19");
        assert_eq!(actions[0].agency, "Housing Options");
    }

    async fn an_action_needs_words_an_owner_who_takes_part_and_a_day_to_come(store) {
        let (county, case) = room(store).await;
        let add = |new: AgreedAction| {
            county.change(county.chair(), move |cx| hearing::add_action(cx, SLUG, case.id, &new))
        };
        let blank = action(county.housing().membership, " ");
        assert_eq!(refused(add(blank).await).problems[0].field, "text");
        let outsider = action(county.referrer().membership, "Visit the address");
        assert_eq!(refused(add(outsider).await).problems[0].field, "owner");
        let past = AgreedAction {
            due: Due::Date,
            due_on: "2026-02-11".parse().ok(),
            ..action(county.housing().membership, "Visit the address")
        };
        assert_eq!(refused(add(past).await).problems[0].field, "due_on");
    }

    async fn an_action_is_changed_and_removed_while_the_meeting_is_open(store) {
        let (county, case) = room(store).await;
        let new = action(county.housing().membership, "Change the locks of both doors");
        county
            .change(county.chair(), move |cx| hearing::add_action(cx, SLUG, case.id, &new))
            .await
            .unwrap();
        let id = seen(&county, county.chair(), case).await.actions[0].action.id;
        let new = AgreedAction {
            due: Due::Today,
            ..action(county.police().membership, "Fit a panic alarm at the address")
        };
        let change = |seen: i32| {
            let new = new.clone();
            county.change(county.chair(), move |cx| {
                hearing::change_action(cx, SLUG, (case.id, id), seen, &new)
            })
        };
        change(1).await.unwrap();
        assert_eq!(stale(change(1).await).clashes[0].theirs, "Fit a panic alarm at the address");
        let changed = seen(&county, county.chair(), case).await.actions[0].clone();
        assert_eq!((changed.agency.as_str(), changed.owner.reveal()), ("Northshire Police", "Lee Hart"));
        assert_eq!(changed.action.first_due_on.to_string(), "2026-02-12");
        let remove = || {
            county.change(county.chair(), move |cx| hearing::remove_action(cx, SLUG, case.id, id))
        };
        remove().await.unwrap();
        assert!(matches!(remove().await, Err(StepError::Hidden)));
        assert_eq!(seen(&county, county.chair(), case).await.actions.len(), 0);
    }

    async fn the_plan_of_an_earlier_hearing_stands_beside_a_repeat(store) {
        let (county, case) = room(store).await;
        let new = action(county.housing().membership, "Change the locks of both doors");
        county
            .change(county.chair(), move |cx| hearing::add_action(cx, SLUG, case.id, &new))
            .await
            .unwrap();
        let carry = Decision {
            disposition: Some(Disposition::CarryOver),
            given: Given { reason: "Out of time".into(), ..Given::default() },
            ..Decision::default()
        };
        sitting::decide(&county, case.id, carry).await;
        county.change(county.chair(), |cx| meeting::close(cx, SLUG)).await.unwrap();
        county.at("2026-02-13 10:00");
        let next = "2026-02-13";
        let opening = meeting::Opening {
            chair: county.chair().account,
            writer: county.coordinator().account,
        };
        let again = county
            .change(county.chair(), move |cx| {
                meeting::open(cx, next, opening)?;
                marac::workflow::attendance::accept(cx, next, 1)?;
                let Entry::Inside(view) = meeting::outstanding(cx, next)? else { panic!("outside") };
                Ok(view.room.pips[0].listing)
            })
            .await
            .unwrap();
        let entry = county.look(county.chair(), move |cx| hearing::show(cx, next, again)).await;
        let Ok(Entry::Inside(hearing)) = entry else { panic!("outside") };
        assert_eq!(hearing.earlier.len(), 1);
        assert_eq!(hearing.earlier[0].day.to_string(), SLUG);
        assert_eq!(hearing.earlier[0].actions[0].owner.reveal(), "Marcus Reid");
        assert_eq!(hearing.actions.len(), 0);
    }

    async fn writing_ends_with_the_meeting(store) {
        let (county, case) = room(store).await;
        sitting::decide(&county, case.id, sitting::plan_made()).await;
        county.change(county.chair(), |cx| meeting::close(cx, SLUG)).await.unwrap();
        let new = risk(About::Unnamed(Subject::Public));
        let done = county
            .change(county.chair(), move |cx| hearing::add_risk(cx, SLUG, case.id, &new))
            .await;
        assert_eq!(refused(done).problems.len(), 1);
    }
}
