//! Interests in cases, restricted ones, and what takes a second person.
use marac::domain::actor::Member;
use marac::domain::conflict::{Interest, Need, State};
use marac::domain::due::Due;
use marac::domain::ids::{AccountId, AgencyId, CaseId, DraftId, ExclusionId};
use marac::domain::referral::{Account, Described};
use marac::domain::text::Private;
use marac::store::{self, StoreError};
use marac::workflow::case::{self, CasePage};
use marac::workflow::conflict::{self, Declared, Recorded, Ruling, Where};
use marac::workflow::hearing::AgreedAction;
use marac::workflow::meeting::{self, Door};
use marac::workflow::opening::{self, Asked};
use marac::workflow::{StepError, account, hearing, referral, triage};

use crate::support::county::County;
use crate::support::sitting::{self, SLUG};
use crate::support::store::on_both;
use crate::support::told;

on_both! {
    async fn whoever_declares_an_interest_sees_nothing_of_the_case_whatever_their_role(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        for who in [county.housing(), county.idva(), county.coordinator(), county.police()] {
            assert!(sees(&county, &who, listed.case).await, "{who:?}");
            let standing_in = if who.is(marac::domain::actor::Role::Referrer) {
                None
            } else {
                Some(county.chair().account)
            };
            let went = declare(&county, &who, listed.case, standing_in).await.unwrap();
            assert_eq!(went, Where::Start);
            assert!(!sees(&county, &who, listed.case).await, "{who:?}");
        }
        assert!(sees(&county, &county.chair(), listed.case).await);
        // The chair was told of each; nobody who is kept out was.
        let told = told::messages(&county, "conflict").await;
        assert!(told.iter().any(|it| it.account_id == county.chair().account));
        assert!(told.iter().all(|it| it.account_id != county.housing().account));
    }

    async fn an_agency_that_is_excluded_is_asked_no_more_and_nobody_of_it_sees_the_case(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        let agency = county.housing().agency;
        record(&county, listed.case, &[], Some(agency)).await.unwrap();
        assert!(!sees(&county, &county.housing(), listed.case).await);
        assert!(sees(&county, &county.idva(), listed.case).await);
        let asked = format!(
            "SELECT count(*) AS count FROM research WHERE agency_id = '{agency}' AND state = 'asked'"
        );
        assert_eq!(county.store.count(&asked), 0);
    }

    async fn who_owns_an_open_action_is_kept_out_only_once_somebody_takes_it(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        sitting::open(&county).await;
        let owner = county.housing();
        let action = AgreedAction {
            text: "Change the locks".into(),
            owner: owner.membership,
            due: Due::NextWorkingDay,
            due_on: None,
            risk: None,
        };
        let on = listed.id;
        let agree =
            county.change(county.chair(), move |cx| hearing::add_action(cx, SLUG, on, &action));
        agree.await.unwrap();
        let refused = declare(&county, &owner, listed.case, None).await;
        assert!(matches!(refused, Err(StepError::Refused(_))), "{refused:?}");
        assert!(sees(&county, &owner, listed.case).await);
        let taker = county.probation().account;
        declare(&county, &owner, listed.case, Some(taker)).await.unwrap();
        let owners = county.store.texts("SELECT owner_id AS text FROM actions");
        assert_eq!(owners, [taker.to_string()]);
    }

    async fn a_chair_or_coordinator_names_another_who_leads(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        let coordinator = county.coordinator();
        for nobody in [None, Some(county.housing().account), Some(coordinator.account)] {
            let refused = declare(&county, &coordinator, listed.case, nobody).await;
            assert!(matches!(refused, Err(StepError::Refused(_))), "{refused:?}");
        }
        let chair = county.chair();
        declare(&county, &coordinator, listed.case, Some(chair.account)).await.unwrap();
        // Nobody is left who leads: the chair may go too, and administrators are told.
        assert_eq!(told_of(&county, county.administrator().account).await, 0);
        declare(&county, &chair, listed.case, None).await.unwrap();
        assert!(!sees(&county, &chair, listed.case).await);
        assert_eq!(told_of(&county, county.administrator().account).await, 1);
    }

    async fn the_chair_rules_and_lifting_takes_two(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        let case = listed.case;
        record(&county, case, &[county.housing().account], None).await.unwrap();
        let id = interests(&county, case).await[0].0;
        let leave = rule(&county, county.coordinator(), (case, id), 1, Ruling::Leave).await;
        assert!(matches!(leave, Err(StepError::Refused(_))), "the coordinator does not rule");
        let hidden = rule(&county, county.housing(), (case, id), 1, Ruling::Stay).await;
        assert!(matches!(hidden, Err(StepError::Hidden)));
        rule(&county, county.chair(), (case, id), 1, Ruling::Leave).await.unwrap();
        let stale = rule(&county, county.chair(), (case, id), 1, Ruling::AskToLift).await;
        assert!(matches!(stale, Err(StepError::Stale(_))));
        rule(&county, county.chair(), (case, id), 2, Ruling::AskToLift).await.unwrap();
        assert!(!sees(&county, &county.housing(), case).await);
        let alone = rule(&county, county.chair(), (case, id), 3, Ruling::Lift).await;
        assert!(matches!(alone, Err(StepError::Refused(_))), "one person does not lift alone");
        rule(&county, county.coordinator(), (case, id), 3, Ruling::Lift).await.unwrap();
        assert!(sees(&county, &county.housing(), case).await);
        assert_eq!(interests(&county, case).await, [(id, State::Lifted)]);
    }

    async fn an_administrator_agrees_where_no_second_person_leads_and_sees_nothing(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        let case = listed.case;
        record(&county, case, &[county.housing().account], None).await.unwrap();
        let id = interests(&county, case).await[0].0;
        rule(&county, county.chair(), (case, id), 1, Ruling::AskToLift).await.unwrap();
        let admin = county.administrator();
        assert!(county.look(admin.clone(), conflict::waiting).await.unwrap().is_empty());
        let early = county.change(admin.clone(), move |cx| conflict::agree(cx, id, 2)).await;
        assert!(matches!(early, Err(StepError::Hidden)), "the coordinator could agree");
        declare(&county, &county.coordinator(), case, Some(county.chair().account)).await.unwrap();
        assert_eq!(county.look(admin.clone(), conflict::waiting).await.unwrap().len(), 1);
        // So does whoever the area names to stand in, and nobody else.
        let named = county.person("Ines Grey");
        let hidden = county.look(named.clone(), conflict::waiting).await;
        assert!(matches!(hidden, Err(StepError::Hidden)));
        county.name_stand_in("i.grey@council.example");
        assert_eq!(county.look(named, conflict::waiting).await.unwrap().len(), 1);
        county.change(admin.clone(), move |cx| conflict::agree(cx, id, 2)).await.unwrap();
        assert!(sees(&county, &county.housing(), case).await);
        assert!(!sees(&county, &admin, case).await);
    }

    async fn a_restricted_case_is_there_for_those_named_alone(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        let case = listed.case;
        let named = [county.idva().account];
        let restrict = county
            .change(county.chair(), move |cx| conflict::restrict(cx, case, 1, &named));
        restrict.await.unwrap();
        for (who, is_there) in [
            (county.chair(), true),
            (county.idva(), true),
            (county.coordinator(), false),
            (county.housing(), false),
            (county.police(), false),
        ] {
            assert_eq!(sees(&county, &who, case).await, is_there, "{who:?}");
        }
        record(&county, case, &[county.idva().account], None).await.unwrap();
        assert!(!sees(&county, &county.idva(), case).await, "an interest beats being named");
    }

    async fn lifting_a_restriction_takes_two_who_are_named(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        let (case, named) = (listed.case, [county.coordinator().account]);
        let restrict = county
            .change(county.chair(), move |cx| conflict::restrict(cx, case, 1, &named));
        restrict.await.unwrap();
        let id = interests(&county, case).await[0].0;
        for alone in [Ruling::Leave, Ruling::Stay, Ruling::Lift] {
            let refused = rule(&county, county.chair(), (case, id), 1, alone).await;
            assert!(matches!(refused, Err(StepError::Refused(_))), "{alone:?}");
        }
        rule(&county, county.chair(), (case, id), 1, Ruling::AskToLift).await.unwrap();
        assert!(!sees(&county, &county.housing(), case).await);
        let today = |who| county.look(who, conflict::pending);
        assert_eq!(today(county.coordinator()).await.unwrap().len(), 1);
        let alone = rule(&county, county.chair(), (case, id), 2, Ruling::Lift).await;
        assert!(matches!(alone, Err(StepError::Refused(_))), "one person does not lift alone");
        rule(&county, county.coordinator(), (case, id), 2, Ruling::Lift).await.unwrap();
        assert!(sees(&county, &county.housing(), case).await);
        assert_eq!(county.store.count("SELECT count(*) AS count FROM case_names"), 0);
        // It can be restricted again, to others.
        let again = county
            .change(county.chair(), move |cx| conflict::restrict(cx, case, 3, &[]));
        again.await.unwrap();
        assert!(!sees(&county, &county.coordinator(), case).await);
    }

    async fn whoever_leads_and_may_be_in_a_new_case_does_not_get_it_and_the_chair_rules(store) {
        let county = County::in_store(store).await;
        let perpetrator = |name: &str| Described { name: name.into(), ..Described::default() };
        let account = Account {
            perpetrators: vec![perpetrator("OKAFOR, Sam"), perpetrator("Marcus Reid")],
            ..sitting::account("Rosie Keane")
        };
        let draft = DraftId::from_uuid(uuid::Uuid::new_v4());
        let send = county.change(county.police(), move |cx| {
            referral::send(cx, draft, 0, &Private::default(), account.clone())
        });
        send.await.unwrap();
        let (chair, coordinator) = (county.chair(), county.coordinator());
        let waiting = |who: &Member| county.look(who.clone(), triage::waiting);
        assert!(waiting(&coordinator).await.unwrap().is_empty());
        let case = waiting(&chair).await.unwrap()[0].line.id;
        let pending = county.look(chair.clone(), conflict::pending).await.unwrap();
        assert_eq!(pending[0].exclusion.account_id, Some(coordinator.account));
        assert_eq!(pending[0].exclusion.replacement_id, Some(chair.account));
        assert_eq!(told_of(&county, chair.account).await, 1);
        assert!(county.look(coordinator.clone(), conflict::pending).await.unwrap().is_empty());
        let shown = county.look(chair.clone(), move |cx| conflict::show(cx, case)).await.unwrap();
        let possible = shown.led.unwrap().possible;
        assert!(possible.iter().any(|it| it.who.reveal().starts_with("Marcus Reid")), "{possible:?}");
        let id = pending[0].exclusion.id;
        rule(&county, chair.clone(), (case, id), 1, Ruling::Stay).await.unwrap();
        assert_eq!(waiting(&coordinator).await.unwrap().len(), 1);
        assert!(county.look(chair, conflict::pending).await.unwrap().is_empty());
    }

    async fn whoever_takes_a_name_of_a_case_loses_it_and_their_actions_on_it(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        sitting::open(&county).await;
        let owner = county.coordinator();
        let action = AgreedAction {
            text: "Change the locks".into(),
            owner: owner.membership,
            due: Due::NextWorkingDay,
            due_on: None,
            risk: None,
        };
        let on = listed.id;
        let agree =
            county.change(county.chair(), move |cx| hearing::add_action(cx, SLUG, on, &action));
        agree.await.unwrap();
        let rename = county.change(owner.clone(), |cx| {
            account::change(cx, (&"Rosie Keane".into(), &Private::default()), 1)
        });
        rename.await.unwrap();
        assert!(!sees(&county, &owner, listed.case).await);
        let owners = county.store.texts("SELECT owner_id AS text FROM actions");
        assert_eq!(owners, [county.chair().account.to_string()]);
    }

    async fn two_people_open_a_restricted_case_for_a_time_and_the_chair_is_told(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        let case = listed.case;
        let restrict =
            county.change(county.chair(), move |cx| conflict::restrict(cx, case, 1, &[]));
        restrict.await.unwrap();
        let somebody = county.housing();
        let asked = Asked {
            reference: sitting::reference(&county, listed).await,
            need: Need::Child,
            reason: "The school rang".into(),
            second: county.coordinator().account,
        };
        let nothing = Asked { reference: "NS-2222".to_owned(), ..asked.clone() };
        for it in [nothing, asked] {
            county.change(somebody.clone(), move |cx| opening::ask(cx, &it)).await.unwrap();
        }
        assert!(!sees(&county, &somebody, case).await, "one person does not open it");
        let waiting = county.look(county.coordinator(), opening::waiting).await.unwrap();
        assert_eq!(waiting.len(), 1);
        let id = waiting[0].opening.id;
        for other in [somebody.clone(), county.police(), county.chair()] {
            let hidden = county.change(other, move |cx| opening::agree(cx, id, 1)).await;
            assert!(matches!(hidden, Err(StepError::Hidden)));
        }
        county.change(county.coordinator(), move |cx| opening::agree(cx, id, 1)).await.unwrap();
        assert!(sees(&county, &somebody, case).await);
        assert!(!sees(&county, &county.coordinator(), case).await, "who agrees sees no more");
        assert_eq!(told_of(&county, county.chair().account).await, 1);
        county.at("2026-02-12 16:35");
        assert!(!sees(&county, &somebody, case).await, "it ends");
    }

    async fn the_room_says_only_that_sharing_is_paused(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        let other = sitting::list(&county, sitting::account("Pearl Grant")).await;
        sitting::open(&county).await;
        sitting::enter(&county, county.housing()).await;
        let on = listed.id;
        county.change(county.chair(), move |cx| meeting::hear(cx, SLUG, on)).await.unwrap();
        let chair = Some(county.chair().account);
        let went = declare(&county, &county.housing(), listed.case, None).await;
        assert!(matches!(went, Err(StepError::Refused(_))), "nobody else answers for housing");
        let went = declare(&county, &county.housing(), listed.case, chair).await.unwrap();
        assert_eq!(went, Where::Room(SLUG.to_owned()));
        let went = declare(&county, &county.coordinator(), listed.case, chair).await.unwrap();
        assert_eq!(went, Where::Room(SLUG.to_owned()));
        for who in [county.housing(), county.coordinator()] {
            let door = county.look(who, |cx| meeting::door(cx, SLUG)).await.unwrap();
            assert!(matches!(door, Door::Paused(_)), "{door:?}");
        }
        let next = other.id;
        let press = county.change(county.coordinator(), move |cx| meeting::hear(cx, SLUG, next));
        assert!(matches!(press.await, Err(StepError::Refused(_))));
        county.change(county.chair(), move |cx| meeting::hear(cx, SLUG, next)).await.unwrap();
        let door = county.look(county.housing(), |cx| meeting::door(cx, SLUG)).await.unwrap();
        assert!(matches!(door, Door::Inside(Some(it)) if it == next), "{door:?}");
    }

    async fn closing_loses_nothing_that_whoever_closes_may_not_know_of(store) {
        let county = County::in_store(store).await;
        let kept = sitting::list(&county, sitting::account("Rosie Keane")).await;
        let seen = sitting::list(&county, sitting::account("Pearl Grant")).await;
        let (coordinator, chair) = (county.coordinator(), county.chair());
        declare(&county, &coordinator, kept.case, Some(chair.account)).await.unwrap();
        sitting::open(&county).await;
        sitting::decide(&county, seen.id, sitting::plan_made()).await;
        county.change(coordinator, |cx| meeting::close(cx, SLUG)).await.unwrap();
        let disposition = sitting::listing(&county, kept.id).await.disposition;
        assert_eq!(disposition.as_deref(), Some("carry_over"));
        let again = format!(
            "SELECT count(*) AS count FROM listings WHERE case_id = '{}'", kept.case
        );
        assert_eq!(county.store.count(&again), 2, "it is listed again");
        let minutes = county.store.texts("SELECT content AS text FROM minutes");
        assert!(minutes[0].contains(kept.case.as_str()), "the record has every case");
    }

    async fn a_form_sent_again_is_not_answered_about_a_case_that_is_gone(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        let case = listed.case;
        let housing = county.housing();
        let operation = marac::workflow::Operation::of_form(
            marac::domain::ids::OperationId::from_uuid(uuid::Uuid::new_v4()), "",
        );
        let open = move |cx: &mut marac::workflow::Change<'_, '_>| {
            marac::workflow::research::open(cx, SLUG, case)
        };
        let asker = County::asker(&housing, "test.step");
        county.service.change(asker.clone(), operation.clone(), open).await.unwrap();
        county.service.change(asker.clone(), operation.clone(), open).await.unwrap();
        let chair = Some(county.chair().account);
        declare(&county, &housing, case, chair).await.unwrap();
        let again = county.service.change(asker, operation, open).await;
        assert!(matches!(again, Err(StepError::Hidden)), "{again:?}");
    }
}

async fn sees(county: &County, who: &Member, case: CaseId) -> bool {
    match county.look(who.clone(), move |cx| case::show(cx, case)).await {
        Ok(CasePage::Whole(_) | CasePage::Own(_)) => true,
        Ok(CasePage::Joined(_)) | Err(StepError::Hidden) => false,
        Err(error) => panic!("{error:?}"),
    }
}

fn declared(replacement: Option<AccountId>) -> Declared {
    Declared { interest: Interest::KnowsVictim, reason: "Her cousin".into(), replacement }
}

async fn declare(
    county: &County,
    who: &Member,
    case: CaseId,
    replacement: Option<AccountId>,
) -> Result<Where, StepError> {
    let new = declared(replacement);
    county.change(who.clone(), move |cx| conflict::declare(cx, case, &new)).await
}

/// Records one by the chair, who stands in.
async fn record(
    county: &County,
    case: CaseId,
    people: &[AccountId],
    agency: Option<AgencyId>,
) -> Result<(), StepError> {
    let declared = declared(Some(county.chair().account));
    let new = Recorded { people: people.to_vec(), agency, declared };
    county.change(county.chair(), move |cx| conflict::record(cx, case, &new)).await
}

async fn rule(
    county: &County,
    who: Member,
    on: (CaseId, ExclusionId),
    seen: i32,
    ruling: Ruling,
) -> Result<(), StepError> {
    let why: Private = "They have not spoken for years".into();
    county.change(who, move |cx| conflict::rule(cx, on, seen, (ruling, &why))).await
}

async fn interests(county: &County, case: CaseId) -> Vec<(ExclusionId, State)> {
    let area = county.area;
    let found: Result<_, StoreError> =
        county.database.read(move |view| store::exclusion::of_cases(view, area, &[case])).await;
    found.unwrap().into_iter().map(|it| (it.id, it.state)).collect()
}

async fn told_of(county: &County, who: AccountId) -> usize {
    let told = told::messages(county, "conflict").await;
    told.iter().filter(|it| it.account_id == who).count()
}
