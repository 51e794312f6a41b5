//! Actions over a real store: who may close, give and prolong them, and what is kept.
use marac::domain::action::{Action, EventKind, State};
use marac::domain::actor::Member;
use marac::domain::audit::Deed;
use marac::domain::due::Due;
use marac::domain::ids::{ActionId, AgencyId};
use marac::domain::referral::Account;
use marac::domain::text::Private;
use marac::store::{self, StoreError};
use marac::workflow::action::{self, Decision, Detail, Whose};
use marac::workflow::hearing::{self, AgreedAction};
use marac::workflow::membership::{self, Terms};
use marac::workflow::today::{self, Start};
use marac::workflow::{Step, StepError, access};

use crate::support::county::County;
use crate::support::sitting::{self, Listed, SLUG};
use crate::support::store::on_both;

/// A case in an open meeting, with one action of somebody's, due on the next working day.
pub async fn agreed(county: &County, owner: &Member) -> (Listed, Action) {
    agreed_on(county, owner, sitting::account("Tamsin Bright")).await
}

/// The same, on a case of one's choice.
async fn agreed_on(county: &County, owner: &Member, about: Account) -> (Listed, Action) {
    let case = sitting::list(county, about).await;
    sitting::open(county).await;
    let new = AgreedAction {
        text: "Fit locks and a video doorbell".into(),
        owner: owner.membership,
        due: Due::NextWorkingDay,
        due_on: None,
        risk: None,
    };
    county
        .change(county.coordinator(), move |cx| hearing::add_action(cx, SLUG, case.id, &new))
        .await
        .unwrap();
    let area = county.area;
    let found: Result<Vec<Action>, StoreError> =
        county.database.read(move |view| store::action::of_cases(view, area, &[case.case])).await;
    (case, found.unwrap().remove(0))
}

async fn detail(county: &County, who: Member, id: ActionId) -> Step<Detail> {
    county.look(who, move |cx| action::detail(cx, id)).await
}

async fn close(county: &County, who: Member, id: ActionId, seen: i32, outcome: &str) -> Step<()> {
    let outcome = Private::from(outcome);
    county.change(who, move |cx| action::close(cx, id, seen, State::Done, &outcome)).await
}

fn field(step: Step<()>) -> String {
    let Err(StepError::Refused(refused)) = step else { panic!("not refused: {step:?}") };
    refused.problems[0].field.clone()
}

/// How many actions are nobody's for somebody: as listed, and as counted.
async fn nobodys(county: &County, who: Member) -> (usize, usize) {
    let board = county.look(who, |cx| action::board(cx, Whose::Nobody)).await.unwrap();
    (board.lines.len(), board.tally.nobody)
}

/// Moves somebody to another agency of the area.
pub async fn move_to(county: &County, who: &Member, agency: AgencyId) {
    let id = who.membership;
    let step = county.change(county.coordinator(), move |cx| {
        let now = membership::show(cx, id)?.colleague.membership;
        let terms = Terms {
            agency,
            roles: now.roles,
            job_title: now.job_title,
            starts_on: now.starts_on,
            ends_on: now.ends_on,
        };
        membership::change(cx, id, &terms, now.version)
    });
    step.await.unwrap();
}

on_both! {
    async fn an_owner_closes_an_action_once_with_a_sentence(store) {
        let county = County::in_store(store).await;
        let (_, action) = agreed(&county, &county.housing()).await;
        assert_eq!(field(close(&county, county.housing(), action.id, 1, " ").await), "outcome");
        close(&county, county.housing(), action.id, 1, "Fitted").await.unwrap();
        let again = close(&county, county.housing(), action.id, 1, "Not fitted").await;
        let Err(StepError::Stale(stale)) = again else { panic!("not stale") };
        assert!(stale.clashes.iter().any(|it| it.theirs == "Done: Fitted"));
        assert_eq!(field(close(&county, county.housing(), action.id, 2, "Again").await), "");
        let detail = detail(&county, county.housing(), action.id).await.unwrap();
        assert_eq!(detail.action.state, State::Done);
        assert_eq!(detail.action.closed_by, Some(county.housing().account));
        let past: Vec<_> = detail.past.iter().map(|it| it.event.kind).collect();
        assert_eq!(past, [EventKind::Closed, EventKind::Agreed]);
    }

    async fn another_agency_may_see_an_action_on_its_case_and_not_close_it(store) {
        let county = County::in_store(store).await;
        let (_, action) = agreed(&county, &county.housing()).await;
        let seen = detail(&county, county.probation(), action.id).await.unwrap();
        assert!(!seen.may_update && !seen.may_decide);
        let done = close(&county, county.probation(), action.id, 1, "Fitted").await;
        assert!(matches!(done, Err(StepError::Hidden)));
        assert!(detail(&county, county.coordinator(), action.id).await.unwrap().may_update);
    }

    async fn an_action_is_hidden_from_whoever_has_no_part_with_one_row_like_a_random_one(store) {
        let county = County::in_store(store).await;
        let (_, action) = agreed(&county, &county.housing()).await;
        let random = ActionId::from_uuid(uuid::Uuid::new_v4());
        let before = county.recorded(Deed::Denied).await;
        for (who, id) in [
            (county.administrator(), action.id),
            (county.referrer(), action.id),
            (county.person("Olive Moss"), action.id),
            (county.coordinator(), random),
        ] {
            assert!(matches!(detail(&county, who, id).await, Err(StepError::Hidden)));
        }
        assert_eq!(county.recorded(Deed::Denied).await, before + 4);
    }

    async fn more_time_leaves_an_action_due_until_it_is_granted_and_keeps_the_first_day(store) {
        let county = County::in_store(store).await;
        let (_, action) = agreed(&county, &county.housing()).await;
        let (id, first) = (action.id, action.due_on);
        let until = first + chrono::Days::new(7);
        let ask = |day| {
            county.change(county.housing(), move |cx| {
                action::ask(cx, id, 1, day, &"The landlord is away".into())
            })
        };
        assert_eq!(field(ask(first).await), "asked_due_on");
        ask(until).await.unwrap();
        let asked = detail(&county, county.coordinator(), id).await.unwrap();
        assert_eq!((asked.action.due_on, asked.action.asked_due_on), (first, Some(until)));
        let decide = |who, seen, decision| {
            county.change(who, move |cx| action::decide(cx, id, seen, decision, &"".into()))
        };
        let own = decide(county.housing(), 2, Decision::Grant).await;
        assert!(matches!(own, Err(StepError::Hidden)));
        let refused = decide(county.chair(), 2, Decision::Refuse).await;
        assert_eq!(field(refused), "decision_note");
        decide(county.chair(), 2, Decision::Grant).await.unwrap();
        let given = detail(&county, county.housing(), id).await.unwrap().action;
        assert_eq!((given.due_on, given.first_due_on, given.asked_due_on), (until, first, None));
        assert_eq!(field(decide(county.chair(), 3, Decision::Grant).await), "");
    }

    async fn an_action_is_given_only_within_the_agency_that_owns_it(store) {
        let county = County::in_store(store).await;
        let (_, action) = agreed(&county, &county.housing()).await;
        let id = action.id;
        for to in [county.probation(), county.housing()] {
            let given =
                county.change(county.housing(), move |cx| action::give(cx, id, 1, to.account));
            assert_eq!(field(given.await), "owner");
        }
    }

    async fn an_agency_that_was_not_asked_still_sees_the_action_that_it_closed(store) {
        let county = County::in_store(store).await;
        let adults = Account { children: vec![], ..sitting::account("Tamsin Bright") };
        let (case, action) = agreed_on(&county, &county.childrens(), adults).await;
        let id = action.id;
        close(&county, county.childrens(), id, 1, "Told the school").await.unwrap();
        let seen = detail(&county, county.childrens(), id).await.unwrap();
        assert_eq!((seen.action.state, seen.past.len()), (State::Done, 2));
        let step = county.change(county.childrens(), move |cx| {
            action::reopen(cx, id, 2, &"Pressed by mistake".into())
        });
        step.await.unwrap();
        close(&county, county.childrens(), id, 3, "Told the school").await.unwrap();
        let facts = county.look(county.childrens(), move |cx| access::facts(cx, &[case.case]));
        let facts = facts.await.unwrap().remove(&case.case).unwrap();
        assert_eq!(facts.acting, []);
        assert!(!facts.listings[0].asked.contains(&county.childrens().agency));
    }

    async fn what_somebody_leaves_is_nobodys_until_it_is_given_to_a_colleague(store) {
        let county = County::in_store(store).await;
        let (_, action) = agreed(&county, &county.housing()).await;
        let id = action.id;
        let (marcus, dana) = (county.housing(), county.probation());
        let gone = marcus.membership;
        county.change(county.coordinator(), move |cx| membership::suspend(cx, gone)).await.unwrap();
        move_to(&county, &dana, marcus.agency).await;
        let dana = Member { agency: marcus.agency, ..dana };
        let left = || async {
            let view = county.look(county.coordinator(), move |cx| membership::show(cx, gone));
            view.await.unwrap().left
        };
        for who in [dana.clone(), county.coordinator()] {
            assert_eq!(nobodys(&county, who).await, (1, 1));
        }
        assert_eq!(nobodys(&county, county.police()).await, (0, 0));
        assert_eq!(left().await, 1);
        let start = county.look(dana.clone(), today::start).await.unwrap();
        assert!(matches!(start, Start::Agency(home) if home.nobodys == 1));
        let start = county.look(county.coordinator(), today::start).await.unwrap();
        assert!(matches!(start, Start::Leading(today) if today.nobodys == 1));
        let to = dana.account;
        county.change(dana.clone(), move |cx| action::give(cx, id, 1, to)).await.unwrap();
        assert_eq!((nobodys(&county, dana.clone()).await, left().await), ((0, 0), 0));
        move_to(&county, &dana, county.probation().agency).await;
        assert_eq!(nobodys(&county, county.coordinator()).await, (1, 1));
        let done = close(&county, county.probation(), id, 2, "Fitted").await;
        assert!(matches!(done, Err(StepError::Hidden)), "it stayed with the agency");
    }

    async fn lists_hold_ones_own_the_agencys_and_for_those_who_lead_all(store) {
        let county = County::in_store(store).await;
        agreed(&county, &county.housing()).await;
        let board = |who: Member, whose| county.look(who, move |cx| action::board(cx, whose));
        let mine = board(county.housing(), Whose::Mine).await.unwrap();
        assert_eq!((mine.lines.len(), mine.tally.team, mine.tally.all), (1, 1, None));
        assert_eq!(board(county.probation(), Whose::Team).await.unwrap().lines.len(), 0);
        assert!(matches!(board(county.housing(), Whose::All).await, Err(StepError::Hidden)));
        let all = board(county.chair(), Whose::All).await.unwrap();
        assert_eq!((all.lines.len(), all.tally.all), (1, Some(1)));
        assert!(all.lines[0].may_update);
    }
}
