//! Research: who is asked, what they return and see, and how they are told and chased.
use marac::domain::actor::Member;
use marac::domain::audit::Deed;
use marac::domain::ids::CaseId;
use marac::domain::meeting::AgendaState;
use marac::domain::referral::Account;
use marac::domain::research::{Known, Share, State};
use marac::store::{self, StoreError};
use marac::workflow::research::{self, Answer, DeskCase, Done};
use marac::workflow::triage::{self, When};
use marac::workflow::{StepError, access, agenda, schedule};

use crate::support::county::County;
use crate::support::referring::send;
use crate::support::sitting::{self, SLUG};
use crate::support::store::on_both;
use crate::support::told;

fn adult(victim: &str) -> Account {
    Account { children: vec![], ..sitting::account(victim) }
}

fn answer(text: &str) -> Answer {
    Answer {
        known: Known { victim: !text.is_empty(), ..Known::default() },
        nothing_held: text.is_empty(),
        text: text.into(),
        share: Share::Minuted,
        not_minuted: "".into(),
        chair_only: "".into(),
        offer: "".into(),
    }
}

async fn save(
    county: &County,
    who: Member,
    case: CaseId,
    seen: i32,
    given: Answer,
) -> Result<(), StepError> {
    county
        .change(who, move |cx| {
            research::save(cx, SLUG, case, seen, (given.clone(), Done::Returned))
        })
        .await
}

async fn one(county: &County, who: Member, case: CaseId) -> DeskCase {
    let (_, one) = county.look(who, move |cx| research::desk(cx, SLUG, Some(case))).await.unwrap();
    one.unwrap()
}

fn refused_at<T: std::fmt::Debug>(step: Result<T, StepError>) -> Vec<String> {
    match step {
        Err(StepError::Refused(refused)) => {
            refused.problems.into_iter().map(|it| it.field).collect()
        }
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn each_agency_is_asked_by_its_rule_once_and_the_idva_is_told(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, adult("Pearl Grant")).await;
        let family = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let listing = sitting::listing(&county, family.id).await;
        county.by_itself(move |cx| research::ask(cx, &listing).map(|_| ())).await.unwrap();
        let view = county.look(county.chair(), |cx| research::overview(cx, SLUG)).await.unwrap();
        let asked: Vec<_> =
            view.agencies.iter().map(|it| (it.agency.name.as_str(), it.asked)).collect();
        for (name, count) in [
            ("Northshire Police", 2),
            ("Safe Haven IDVA service", 2),
            ("Children’s services", 1),
            ("Housing Options", 2),
        ] {
            assert!(asked.contains(&(name, count)), "{name} in {asked:?}");
        }
        assert!(asked.iter().all(|it| it.0 != "Riverside surgery"));
        let told = told::messages(&county, "case_accepted").await;
        assert!(told.iter().all(|it| it.account_id == county.idva().account));
        assert_eq!(told.len(), 2);
        let children =
            county.look(county.childrens(), move |cx| research::desk(cx, SLUG, Some(case.case)));
        assert!(matches!(children.await, Err(StepError::Hidden)));
    }

    async fn others_returns_are_seen_once_the_own_is_in(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await.case;
        sitting::give_research(&county, county.housing(), case).await;
        assert!(one(&county, county.probation(), case).await.others.is_empty());
        save(&county, county.probation(), case, 1, answer("On licence until June")).await.unwrap();
        let others = one(&county, county.probation(), case).await.others;
        assert_eq!(others.len(), 1);
        assert_eq!(others[0].agency, "Housing Options");
        assert_eq!(others[0].text.reveal(), "Three call-outs since November");
        let mut chair_only = answer("He is watched");
        chair_only.share = Share::ChairOnly;
        save(&county, county.police(), case, 1, chair_only).await.unwrap();
        let seen = one(&county, county.probation(), case).await.others;
        assert!(seen.iter().all(|it| it.text.reveal() != "He is watched"));
    }

    async fn a_draft_is_not_returned_and_nobody_else_reads_it(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await.case;
        let draft = (answer("Half a sentence"), Done::Draft);
        county
            .change(county.housing(), move |cx| {
                research::save(cx, SLUG, case, 1, draft.clone())
            })
            .await
            .unwrap();
        let own = one(&county, county.housing(), case).await;
        assert_eq!((own.research.state, own.research.returned_at), (State::Asked, None));
        assert_eq!(own.research.text.reveal(), "Half a sentence");
        save(&county, county.probation(), case, 1, answer("")).await.unwrap();
        assert!(one(&county, county.probation(), case).await.others.is_empty());
    }

    async fn what_comes_after_it_is_due_is_marked_late_and_stays_so(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await.case;
        for (time, who, is_late) in [
            ("2026-02-12 09:30", county.housing(), false),
            ("2026-02-12 09:31", county.probation(), true),
        ] {
            county.at(time);
            save(&county, who.clone(), case, 1, answer("Known")).await.unwrap();
            assert_eq!(one(&county, who, case).await.research.is_late, is_late, "{time}");
        }
        save(&county, county.housing(), case, 2, answer("More is known")).await.unwrap();
        assert!(!one(&county, county.housing(), case).await.research.is_late);
    }

    async fn an_answer_soon_after_a_late_question_is_not_late(store) {
        let county = County::in_store(store).await;
        county.by_itself(schedule::keep).await.unwrap();
        county.at("2026-02-12 09:40");
        let urgent = send(&county, county.police(), sitting::account("Tamsin Bright")).await;
        let (id, when) = (urgent.referral, When::Today("He is released at noon".into()));
        let case = county.change(county.coordinator(), move |cx| {
            Ok(triage::accept(cx, id, 1, when.clone())?.case_id)
        });
        let case = case.await.unwrap();
        for (time, who, is_late) in [
            ("2026-02-12 10:10", county.housing(), false),
            ("2026-02-12 10:11", county.probation(), true),
        ] {
            county.at(time);
            save(&county, who.clone(), case, 1, answer("Known")).await.unwrap();
            assert_eq!(one(&county, who, case).await.research.is_late, is_late, "{time}");
        }
    }

    async fn a_return_says_who_is_known_or_that_nothing_is_held(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await.case;
        let known = Known { victim: true, ..Known::default() };
        for (given, field) in [
            (Answer { nothing_held: false, ..answer("") }, "known"),
            (Answer { known: known.clone(), ..answer("") }, "known"),
            (Answer { nothing_held: true, known: Known::default(), ..answer("Text") }, "known"),
            (Answer { known, nothing_held: false, ..answer("") }, "text"),
        ] {
            let done = save(&county, county.housing(), case, 1, given).await;
            assert_eq!(refused_at(done), [field]);
        }
        save(&county, county.housing(), case, 1, answer("")).await.unwrap();
        assert_eq!(one(&county, county.housing(), case).await.research.state, State::NothingHeld);
    }

    async fn two_colleagues_do_not_overwrite_each_other_unseen(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await.case;
        save(&county, county.housing(), case, 1, answer("The first")).await.unwrap();
        let late = save(&county, county.housing(), case, 1, answer("The second")).await;
        let Err(StepError::Stale(stale)) = late else { panic!() };
        assert!(stale.clashes.iter().any(|it| it.field == "text" && it.theirs == "The first"));
    }

    async fn the_first_look_is_noted_once(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await.case;
        let look = || county.change(county.housing(), move |cx| research::open(cx, SLUG, case));
        look().await.unwrap();
        let opened = one(&county, county.housing(), case).await.research.opened_at;
        county.at("2026-02-12 08:50");
        look().await.unwrap();
        assert!(opened.is_some());
        assert_eq!(one(&county, county.housing(), case).await.research.opened_at, opened);
    }

    async fn nothing_held_is_returned_for_many_at_once(store) {
        let county = County::in_store(store).await;
        let one = sitting::list(&county, sitting::account("Tamsin Bright")).await.case;
        let two = sitting::list(&county, adult("Pearl Grant")).await.case;
        save(&county, county.housing(), one, 1, answer("Known")).await.unwrap();
        let none = county
            .change(county.housing(), |cx| research::nothing_held(cx, SLUG, &[]))
            .await;
        assert_eq!(refused_at(none), ["cases"]);
        let returned = county
            .change(county.housing(), move |cx| research::nothing_held(cx, SLUG, &[one, two]))
            .await
            .unwrap();
        assert_eq!(returned, 1);
        let (desk, _) =
            county.look(county.housing(), |cx| research::desk(cx, SLUG, None)).await.unwrap();
        let states: Vec<_> = desk.lines.iter().map(|it| it.research.state).collect();
        assert!(states.contains(&State::Returned) && states.contains(&State::NothingHeld));
        let children = county
            .change(county.childrens(), move |cx| research::nothing_held(cx, SLUG, &[one, two]))
            .await;
        assert!(matches!(children, Err(StepError::Hidden)), "it is asked on one of them only");
    }

    async fn the_coordinator_asks_one_agency_more_or_one_less(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, adult("Pearl Grant")).await.case;
        let children = county.childrens();
        let agency = children.agency;
        let sees = || {
            let look = county.look(county.childrens(), move |cx| {
                access::case(cx, case, marac::domain::access::Sight::Asked).map(|_| ())
            });
            async { look.await.is_ok() }
        };
        assert!(!sees().await);
        county
            .change(county.coordinator(), move |cx| {
                research::add_agency(cx, SLUG, case, agency)
            })
            .await
            .unwrap();
        assert!(sees().await);
        county
            .change(county.coordinator(), move |cx| {
                research::drop_agency(cx, SLUG, case, agency)
            })
            .await
            .unwrap();
        assert!(!sees().await);
        save(&county, county.housing(), case, 1, answer("Known")).await.unwrap();
        let housing = county.housing().agency;
        let answered = county
            .change(county.coordinator(), move |cx| {
                research::drop_agency(cx, SLUG, case, housing)
            })
            .await;
        assert!(matches!(answered, Err(StepError::Refused(_))));
    }

    async fn agencies_are_told_in_the_morning_and_then_at_most_every_ten_minutes(store) {
        let county = County::in_store(store).await;
        county.at("2026-02-11 14:00");
        sitting::list(&county, adult("Pearl Grant")).await;
        for (time, mails) in [
            ("2026-02-12 06:59", 0),
            ("2026-02-12 07:00", 4),
            ("2026-02-12 07:01", 4),
        ] {
            county.at(time);
            county.by_itself(research::digest_due).await.unwrap();
            assert_eq!(told::count(&county, "research_asked").await, mails, "{time}");
        }
        county.at("2026-02-12 07:05");
        sitting::list(&county, adult("Elin Carrow")).await;
        for (time, mails) in [("2026-02-12 07:09", 4), ("2026-02-12 07:10", 8)] {
            county.at(time);
            county.by_itself(research::digest_due).await.unwrap();
            assert_eq!(told::count(&county, "research_asked").await, mails, "{time}");
        }
    }

    async fn what_is_missing_is_chased_at_the_areas_times_once_each(store) {
        let county = County::in_store(store).await;
        county.at("2026-02-12 08:00");
        let case = sitting::list(&county, adult("Pearl Grant")).await.case;
        save(&county, county.housing(), case, 1, answer("")).await.unwrap();
        for (time, mails) in [
            ("2026-02-12 08:29", 0),
            ("2026-02-12 08:30", 3),
            ("2026-02-12 09:14", 3),
            ("2026-02-12 09:15", 6),
            ("2026-02-12 09:20", 6),
        ] {
            county.at(time);
            county.by_itself(research::chase_due).await.unwrap();
            assert_eq!(told::count(&county, "research_reminder").await, mails, "{time}");
        }
        let housing = county.housing().account;
        let told = told::messages(&county, "research_reminder").await;
        assert!(told.iter().all(|it| it.account_id != housing));
    }

    async fn a_look_a_reminder_and_the_agenda_leave_open_forms_as_they_are(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await.case;
        let seen = one(&county, county.housing(), case).await.research.version;
        let meeting = sitting::sitting(&county).await;
        county.change(county.housing(), move |cx| research::open(cx, SLUG, case)).await.unwrap();
        for at in ["2026-02-12 09:00", "2026-02-12 09:16", "2026-02-12 09:41"] {
            county.at(at);
            county.by_itself(agenda::freeze_due).await.unwrap();
            county.by_itself(research::digest_due).await.unwrap();
            county.by_itself(research::chase_due).await.unwrap();
            county.by_itself(agenda::publish_due).await.unwrap();
        }
        let now = one(&county, county.housing(), case).await.research;
        assert!(now.opened_at.is_some() && now.chased_at.is_some());
        assert_eq!(sitting::sitting(&county).await.agenda, AgendaState::Published);
        assert_eq!(sitting::sitting(&county).await.version, meeting.version);
        save(&county, county.housing(), case, seen, answer("Typed since nine")).await.unwrap();
    }

    async fn one_agency_can_be_chased_by_hand_but_not_twice_in_a_row(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, adult("Pearl Grant")).await;
        let agency = county.housing().agency;
        let chase = || county.change(county.coordinator(), move |cx| research::chase_now(cx, SLUG, agency));
        chase().await.unwrap();
        assert_eq!(told::count(&county, "research_reminder").await, 1);
        assert!(matches!(chase().await, Err(StepError::Refused(_))));
        let before = county.recorded(Deed::Denied).await;
        let done =
            county.change(county.housing(), move |cx| research::chase_now(cx, SLUG, agency)).await;
        assert!(matches!(done, Err(StepError::Hidden)));
        assert_eq!(county.recorded(Deed::Denied).await, before + 1);
    }

    async fn after_the_meeting_research_is_closed(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, adult("Pearl Grant")).await.case;
        let meeting = sitting::sitting(&county).await;
        let closed: Result<(), StoreError> = county
            .database
            .write(move |tx| {
                let mut meeting = store::meeting::find(tx, meeting.area_id, meeting.id)?;
                meeting.state = marac::domain::meeting::State::Closed;
                store::meeting::update(tx, &mut meeting)
            })
            .await;
        closed.unwrap();
        let done = save(&county, county.housing(), case, 1, answer("Too late")).await;
        assert!(matches!(done, Err(StepError::Refused(_))));
    }
}
