//! A meeting opened, gone through and closed, with everything that follows by itself.
use marac::domain::action::{Action, Kind};
use marac::domain::attendance::Presence;
use marac::domain::disposition::{Disposition, Given};
use marac::domain::due::Due;
use marac::domain::ids::{AccountId, ListingId, MembershipId};
use marac::domain::listing::{Listing, RiskLevel};
use marac::domain::meeting::State;
use marac::domain::notice::Message;
use marac::domain::pace::Pace;
use marac::domain::research;
use marac::store::{self, StoreError};
use marac::workflow::StepError;
use marac::workflow::hearing::{self, About, AgreedAction, Decision, NewRisk};
use marac::workflow::meeting::{self, Door, Entry, Heard, Opening};

use crate::support::county::{County, london};
use crate::support::sitting::{self, Listed, SLUG};
use crate::support::store::on_both;

async fn actions(county: &County, case: Listed) -> Vec<Action> {
    let area = county.area;
    let found: Result<_, StoreError> =
        county.database.read(move |view| store::action::of_cases(view, area, &[case.case])).await;
    found.unwrap()
}

async fn listings(county: &County, case: Listed) -> Vec<Listing> {
    let area = county.area;
    let found: Result<_, StoreError> =
        county.database.read(move |view| store::listing::of_cases(view, area, &[case.case])).await;
    found.unwrap()
}

async fn mail(county: &County, kind: &str) -> Vec<Message> {
    let area = county.area;
    let found: Result<Vec<Message>, StoreError> =
        county.database.read(move |view| store::outbox::newest(view, area, 500)).await;
    found.unwrap().into_iter().filter(|it| it.kind == kind).collect()
}

fn action(owner: MembershipId) -> AgreedAction {
    AgreedAction {
        text: "Fit locks and a video doorbell".into(),
        owner,
        due: Due::NextWorkingDay,
        due_on: None,
        risk: None,
    }
}

async fn agree(county: &County, on: ListingId, owner: MembershipId) {
    let new = action(owner);
    county
        .change(county.coordinator(), move |cx| hearing::add_action(cx, SLUG, on, &new))
        .await
        .unwrap();
}

fn carried_over() -> Decision {
    Decision {
        disposition: Some(Disposition::CarryOver),
        given: Given { reason: "Out of time".into(), ..Given::default() },
        ..Decision::default()
    }
}

fn opening(county: &County) -> Opening {
    Opening { chair: county.chair().account, writer: county.coordinator().account }
}

on_both! {
    async fn a_meeting_opens_once_on_its_day_by_those_who_record_it(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let opening = opening(&county);
        let early = county
            .change(county.chair(), move |cx| meeting::open(cx, "2026-02-13", opening))
            .await;
        assert!(matches!(early, Err(StepError::Refused(_))));
        let police = county.change(county.police(), move |cx| meeting::open(cx, SLUG, opening));
        assert!(matches!(police.await, Err(StepError::Hidden)));
        for who in [county.chair(), county.coordinator()] {
            county.change(who, move |cx| meeting::open(cx, SLUG, opening)).await.unwrap();
        }
        let meeting = sitting::sitting(&county).await;
        assert_eq!((meeting.state, meeting.opened_at), (State::Open, Some(london("2026-02-12 08:34"))));
        assert_eq!(meeting.chair_id, Some(county.chair().account));
    }

    async fn only_a_chair_is_named_to_chair(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let wrong = Opening {
            chair: county.coordinator().account,
            writer: county.police().account,
        };
        let done = county.change(county.chair(), move |cx| meeting::open(cx, SLUG, wrong)).await;
        let Err(StepError::Refused(refused)) = done else { panic!("not refused") };
        let fields: Vec<&str> = refused.problems.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(fields, ["chair", "writer"]);
    }

    async fn nobody_gets_in_without_the_statement(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        county.at("2026-02-12 10:00");
        let opening = opening(&county);
        county.change(county.chair(), move |cx| meeting::open(cx, SLUG, opening)).await.unwrap();
        let entry = county.look(county.chair(), move |cx| hearing::show(cx, SLUG, case.id)).await;
        assert!(matches!(entry, Ok(Entry::Outside)));
        let heard = county.change(county.chair(), move |cx| meeting::hear(cx, SLUG, case.id)).await;
        assert!(matches!(heard, Err(StepError::Refused(_))));
        sitting::enter(&county, county.chair()).await;
        let entry = county.look(county.chair(), move |cx| hearing::show(cx, SLUG, case.id)).await;
        assert!(matches!(entry, Ok(Entry::Inside(_))));
    }

    async fn going_on_stamps_both_cases_and_marks_the_one_left_undecided(store) {
        let county = County::in_store(store).await;
        let first = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let second = sitting::list(&county, sitting::account("Ruth Adler")).await;
        sitting::open(&county).await;
        county.at("2026-02-12 10:06");
        let hear = |to: ListingId| {
            county.change(county.chair(), move |cx| meeting::hear(cx, SLUG, to))
        };
        assert_eq!(hear(first.id).await.unwrap(), Heard::default());
        county.at("2026-02-12 10:15");
        assert!(hear(second.id).await.unwrap().undecided.is_some());
        assert_eq!(hear(second.id).await.unwrap(), Heard::default());
        let (one, two) =
            (sitting::listing(&county, first.id).await, sitting::listing(&county, second.id).await);
        assert_eq!(one.heard_from, Some(london("2026-02-12 10:06")));
        assert_eq!(one.heard_to, Some(london("2026-02-12 10:15")));
        assert_eq!((two.heard_from, two.heard_to), (one.heard_to, None));
        assert_eq!((one.version, two.version), (1, 1), "stamps are no edits");
        county.at("2026-02-12 10:20");
        hear(first.id).await.unwrap();
        let one = sitting::listing(&county, first.id).await;
        assert_eq!((one.heard_from, one.heard_to), (Some(london("2026-02-12 10:06")), None));
    }

    async fn leads_see_how_far_behind_they_are_and_agencies_do_not(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        sitting::enter(&county, county.police()).await;
        county.at("2026-02-12 10:09");
        county.change(county.chair(), move |cx| meeting::hear(cx, SLUG, case.id)).await.unwrap();
        for (who, expected) in [(county.chair(), Some(Pace::Behind(4))), (county.police(), None)] {
            let entry = county.look(who, move |cx| hearing::show(cx, SLUG, case.id)).await.unwrap();
            let Entry::Inside(hearing) = entry else { panic!("outside") };
            assert_eq!(hearing.room.pace, expected);
            assert_eq!(hearing.recording.is_some(), expected.is_some());
        }
    }

    async fn a_close_is_refused_with_links_to_all_that_is_missing(store) {
        let county = County::in_store(store).await;
        let first = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let second = sitting::list(&county, sitting::account("Ruth Adler")).await;
        sitting::open(&county).await;
        sitting::decide(&county, second.id, sitting::plan_made()).await;
        let risk = NewRisk {
            about: About::Unnamed(marac::domain::hearing::Subject::Staff),
            text: "Threatened a housing officer".into(),
            level: RiskLevel::Medium,
            no_action_reason: "".into(),
        };
        county
            .change(county.chair(), move |cx| hearing::add_risk(cx, SLUG, second.id, &risk))
            .await
            .unwrap();
        let done = county.change(county.chair(), |cx| meeting::close(cx, SLUG)).await;
        let Err(StepError::Refused(refused)) = done else { panic!("not refused") };
        let mut links: Vec<String> =
            refused.problems.iter().filter_map(|it| it.link.clone()).collect();
        links.sort();
        let missing: Vec<bool> = [
            format!("/meetings/{SLUG}/live/{}#disposition", first.id),
            format!("/meetings/{SLUG}/live/{}?risk=", second.id),
        ]
        .iter()
        .map(|link| links.iter().any(|it| it.starts_with(link)))
        .collect();
        assert_eq!((links.len(), missing), (2, vec![true, true]));
        assert_eq!(sitting::sitting(&county).await.state, State::Open);
    }

    async fn a_close_asks_the_idva_tells_owners_and_drafts_minutes_once(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        agree(&county, case.id, county.housing().membership).await;
        agree(&county, case.id, county.housing().membership).await;
        sitting::decide(&county, case.id, sitting::plan_made()).await;
        county.at("2026-02-12 11:00");
        for _ in 0..2 {
            county.change(county.chair(), |cx| meeting::close(cx, SLUG)).await.unwrap();
        }
        let all = actions(&county, case).await;
        let told: Vec<&Action> = all.iter().filter(|it| it.kind == Kind::Feedback).collect();
        assert_eq!((all.len(), told.len()), (3, 1));
        assert_eq!(told[0].owner_id, county.idva().account);
        assert_eq!(told[0].due_on.to_string(), "2026-02-13");
        let assigned = mail(&county, "actions_assigned").await;
        let mut to: Vec<AccountId> = assigned.iter().map(|it| it.account_id).collect();
        let mut owners = vec![county.housing().account, county.idva().account];
        to.sort();
        owners.sort();
        assert_eq!(to, owners);
        assert!(assigned.iter().all(|it| it.not_before == london("2026-02-12 11:10")));
        let (area, meeting) = (county.area, sitting::sitting(&county).await);
        assert_eq!((meeting.state, meeting.current_id), (State::Closed, None));
        let minutes: Result<_, StoreError> = county
            .database
            .read(move |view| store::minutes::of_meeting(view, area, meeting.id))
            .await;
        assert_eq!(minutes.unwrap().len(), 1);
        let door = county.look(county.chair(), |cx| meeting::door(cx, SLUG)).await.unwrap();
        assert!(matches!(door, Door::Over));
    }

    async fn an_area_that_tells_nobody_early_sends_no_mail_of_actions(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let id = county.area;
        let changed: Result<(), StoreError> = county
            .database
            .write(move |tx| {
                let mut area = store::area::find(tx, id)?;
                area.settings.mails.clear();
                store::area::update(tx, &mut area)
            })
            .await;
        changed.unwrap();
        sitting::open(&county).await;
        sitting::decide(&county, case.id, sitting::plan_made()).await;
        county.change(county.chair(), |cx| meeting::close(cx, SLUG)).await.unwrap();
        assert_eq!(mail(&county, "actions_assigned").await.len(), 0);
    }

    async fn a_case_carried_over_lists_itself_with_its_research_and_is_nobody_to_tell(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::give_research(&county, county.police(), case.case).await;
        sitting::open(&county).await;
        sitting::decide(&county, case.id, carried_over()).await;
        county.change(county.chair(), |cx| meeting::close(cx, SLUG)).await.unwrap();
        let all = listings(&county, case).await;
        let next = all.iter().find(|it| it.previous_id == Some(case.id)).unwrap();
        assert_eq!(all.len(), 2);
        let (area, id) = (county.area, next.id);
        let research: Result<Vec<research::Research>, StoreError> = county
            .database
            .read(move |view| store::research::of_listings(view, area, &[id]))
            .await;
        let police = county.police().agency;
        let carried = research.unwrap().into_iter().find(|it| it.agency_id == police).unwrap();
        assert_eq!(carried.text.reveal(), "Three call-outs since November");
        assert_eq!(actions(&county, case).await.len(), 0);
    }

    async fn whoever_was_expected_and_never_came_was_absent(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        sitting::enter(&county, county.police()).await;
        sitting::decide(&county, case.id, sitting::plan_made()).await;
        county.change(county.chair(), |cx| meeting::close(cx, SLUG)).await.unwrap();
        let (area, meeting) = (county.area, sitting::sitting(&county).await.id);
        let rows: Result<Vec<_>, StoreError> = county
            .database
            .read(move |view| store::attendance::of_meeting(view, area, meeting))
            .await;
        let rows = rows.unwrap();
        let is = |presence| rows.iter().filter(|it| it.presence == presence).count();
        assert_eq!((is(Presence::Present), is(Presence::Absent), is(Presence::Expected)), (3, 4, 0));
    }

    async fn actions_of_earlier_meetings_stand_in_the_opening_and_todays_do_not(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        agree(&county, case.id, county.housing().membership).await;
        sitting::decide(&county, case.id, sitting::plan_made()).await;
        let view = |who, slug: &'static str| {
            county.look(who, move |cx| meeting::outstanding(cx, slug))
        };
        let Ok(Entry::Inside(today)) = view(county.chair(), SLUG).await else { panic!("outside") };
        assert_eq!(today.agencies.len(), 0);
        county.change(county.chair(), |cx| meeting::close(cx, SLUG)).await.unwrap();
        county.at("2026-02-13 10:00");
        let opening = opening(&county);
        let next = "2026-02-13";
        county.change(county.chair(), move |cx| meeting::open(cx, next, opening)).await.unwrap();
        county
            .change(county.chair(), move |cx| {
                marac::workflow::attendance::accept(cx, next, 1)
            })
            .await
            .unwrap();
        let Ok(Entry::Inside(later)) = view(county.chair(), next).await else { panic!("outside") };
        let agencies: Vec<&str> = later.agencies.iter().map(|it| it.agency.as_str()).collect();
        assert_eq!(agencies, ["Housing Options", "Safe Haven IDVA service"]);
    }

    async fn nobody_but_those_who_record_closes(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        for who in [county.police(), county.idva(), county.administrator()] {
            let done = county.change(who, |cx| meeting::close(cx, SLUG)).await;
            assert!(matches!(done, Err(StepError::Hidden)));
        }
    }
}
