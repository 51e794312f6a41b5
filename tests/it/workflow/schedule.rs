//! Meetings that exist by themselves, and what people change about them.
use marac::domain::area::AreaSettings;
use marac::domain::audit::Deed;
use marac::domain::meeting::{Kind, Meeting, State};
use marac::store::{self, StoreError};
use marac::workflow::schedule::{self, Named, NewMeeting, NewTime};
use marac::workflow::today::{self, Start, Today};
use marac::workflow::{Change, Look, StepError, agenda, meeting, research, support};

use crate::support::county::{County, london};
use crate::support::sitting::{self, SLUG};
use crate::support::store::on_both;
use crate::support::told;

async fn all(county: &County) -> Vec<Meeting> {
    let area = county.area;
    let today = "2026-02-12".parse().unwrap();
    let found: Result<_, StoreError> =
        county.database.read(move |view| store::meeting::from_day(view, area, today)).await;
    found.unwrap()
}

async fn one(county: &County, slug: &str) -> Meeting {
    all(county).await.into_iter().find(|it| it.slug == slug).expect(slug)
}

/// Today as the coordinator sees it.
async fn leading(county: &County) -> Today {
    match county.look(county.coordinator(), today::start).await.unwrap() {
        Start::Leading(today) => *today,
        other => panic!("not the page of those who lead: {other:?}"),
    }
}

async fn keep(county: &County) {
    county.by_itself(schedule::keep).await.unwrap();
}

async fn set(county: &County, change: fn(&mut AreaSettings)) {
    let area = county.area;
    let saved: Result<(), StoreError> = county
        .database
        .write(move |tx| {
            let mut area = store::area::find(tx, area)?;
            change(&mut area.settings);
            store::area::update(tx, &mut area)
        })
        .await;
    saved.unwrap();
}

fn at(day: &str, time: &str, reason: &str) -> NewTime {
    NewTime {
        day: day.parse().unwrap(),
        time: format!("{time}:00").parse().unwrap(),
        reason: reason.to_owned(),
    }
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
    async fn today_and_the_next_ten_meeting_days_have_their_meeting_once(store) {
        let county = County::in_store(store).await;
        keep(&county).await;
        keep(&county).await;
        let meetings = all(&county).await;
        assert_eq!(meetings.len(), 11);
        assert_eq!((&*meetings[0].slug, &*meetings[10].slug), ("2026-02-12", "2026-02-26"));
        assert_eq!(meetings[0].starts_at, london("2026-02-12 10:00"));
        assert_eq!(meetings[0].cutoff_at, Some(london("2026-02-12 09:00")));
        assert_eq!(meetings[0].chair_id, Some(county.chair().account));
        assert_eq!(meetings[0].minute_taker_id, Some(county.coordinator().account));
    }

    async fn a_meeting_that_has_begun_today_is_not_made_afterwards(store) {
        let county = County::in_store(store).await;
        county.at("2026-02-12 10:00");
        keep(&county).await;
        assert_eq!(all(&county).await[0].slug, "2026-02-13");
    }

    async fn a_referral_is_heard_by_the_minute_it_came(store) {
        let county = County::in_store(store).await;
        for (received, slug) in [
            ("2026-02-12 08:59", "2026-02-12"),
            ("2026-02-12 09:00", "2026-02-13"),
            ("2026-02-13 17:00", "2026-02-16"),
        ] {
            let received = london(received);
            let heard = county
                .by_itself(move |cx| Ok(schedule::meeting_for(cx, received)?.slug))
                .await
                .unwrap();
            assert_eq!(heard, slug);
        }
    }

    async fn meetings_follow_the_settings_until_somebody_touches_them(store) {
        let county = County::in_store(store).await;
        keep(&county).await;
        let moved = at("2026-02-16", "14:00", "The room is needed");
        county
            .change(county.coordinator(), move |cx| {
                schedule::move_to(cx, "2026-02-16", 1, &moved)
            })
            .await
            .unwrap();
        set(&county, |it| {
            it.day.starts_at = "11:00:00".parse().unwrap();
            it.budget.minutes_per_case = 10;
        })
        .await;
        keep(&county).await;
        let tomorrow = one(&county, "2026-02-13").await;
        assert_eq!(tomorrow.starts_at, london("2026-02-13 11:00"));
        assert_eq!(tomorrow.minutes_per_case, 10);
        assert_eq!(one(&county, "2026-02-16").await.starts_at, london("2026-02-16 14:00"));
    }

    async fn a_day_taken_off_the_rule_passes_its_cases_on_and_comes_back_with_it(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        set(&county, |it| it.day.weekdays.retain(|day| *day != chrono::Weekday::Thu)).await;
        keep(&county).await;
        assert_eq!(one(&county, SLUG).await.state, State::Cancelled);
        let listing = sitting::listing(&county, case.id).await;
        assert_eq!(listing.meeting_id, one(&county, "2026-02-13").await.id);
        set(&county, |it| it.day.weekdays.push(chrono::Weekday::Thu)).await;
        keep(&county).await;
        assert_eq!(one(&county, SLUG).await.state, State::Scheduled);
    }

    async fn a_cancelled_meeting_passes_its_cases_with_their_research_and_tells_everybody(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::give_research(&county, county.housing(), case.case).await;
        county
            .change(county.chair(), |cx| schedule::cancel(cx, SLUG, 1, "The building is closed"))
            .await
            .unwrap();
        let (listing, next) =
            (sitting::listing(&county, case.id).await, one(&county, "2026-02-13").await);
        assert_eq!(listing.meeting_id, next.id);
        let (desk, _) = county
            .look(county.housing(), |cx| research::desk(cx, "2026-02-13", None))
            .await
            .unwrap();
        assert!(desk.lines[0].research.is_in());
        assert_eq!(told::count(&county, "meeting_changed").await, 7);
        keep(&county).await;
        assert_eq!(one(&county, SLUG).await.state, State::Cancelled);
    }

    async fn cancelling_needs_a_reason_and_the_version_that_was_seen(store) {
        let county = County::in_store(store).await;
        keep(&county).await;
        let unsaid = county.change(county.chair(), |cx| schedule::cancel(cx, SLUG, 1, " ")).await;
        assert_eq!(refused_at(unsaid), ["reason"]);
        let late = county.change(county.chair(), |cx| schedule::cancel(cx, SLUG, 9, "Ice")).await;
        assert!(matches!(late, Err(StepError::Stale(_))));
        assert_eq!(one(&county, SLUG).await.state, State::Scheduled);
    }

    async fn a_moved_meeting_takes_its_times_along_and_is_not_made_again(store) {
        let county = County::in_store(store).await;
        keep(&county).await;
        let to = at("2026-02-13", "14:00", "The chair is in court");
        let slug = county
            .change(county.coordinator(), move |cx| schedule::move_to(cx, SLUG, 1, &to))
            .await
            .unwrap();
        assert_eq!(slug, "2026-02-13-1400");
        keep(&county).await;
        let moved = one(&county, &slug).await;
        assert_eq!(moved.cutoff_at, Some(london("2026-02-13 13:00")));
        assert_eq!(moved.research_due_at, london("2026-02-13 13:30"));
        assert_eq!(moved.publish_at, london("2026-02-13 13:40"));
        assert!(all(&county).await.iter().all(|it| it.slug != SLUG));
        assert_eq!(told::count(&county, "meeting_changed").await, 7);
    }

    async fn an_extra_meeting_may_be_on_any_day_and_takes_no_referrals_by_itself(store) {
        let county = County::in_store(store).await;
        let call = |time, place: &str| NewMeeting {
            when: at("2026-02-14", time, "Two cases cannot wait for Monday"),
            place: place.to_owned(),
        };
        for (new, slug) in [
            (call("09:00", "Room 4"), "2026-02-14"),
            (call("14:00", ""), "2026-02-14-1400"),
        ] {
            let called =
                county.change(county.chair(), move |cx| schedule::call(cx, &new)).await.unwrap();
            assert_eq!(called, slug);
        }
        let extra = one(&county, "2026-02-14").await;
        assert_eq!((extra.kind, extra.cutoff_at, &*extra.place), (Kind::Extra, None, "Room 4"));
        let again = call("14:00", "");
        let again = county.change(county.chair(), move |cx| schedule::call(cx, &again)).await;
        assert_eq!(refused_at(again), ["time"]);
        let past = NewMeeting { when: at("2026-02-11", "09:00", ""), place: String::new() };
        let past = county.change(county.chair(), move |cx| schedule::call(cx, &past)).await;
        assert_eq!(refused_at(past), ["day", "reason"]);
    }

    async fn only_a_chair_can_be_named_to_chair(store) {
        let county = County::in_store(store).await;
        keep(&county).await;
        let wrong = Named {
            chair: Some(county.coordinator().account),
            substitute: None,
            minute_taker: Some(county.housing().account),
        };
        let done =
            county.change(county.chair(), move |cx| schedule::name(cx, SLUG, 1, wrong)).await;
        assert_eq!(refused_at(done), ["chair", "minute_taker"]);
        let right =
            Named { chair: Some(county.chair().account), substitute: None, minute_taker: None };
        county
            .change(county.coordinator(), move |cx| schedule::name(cx, SLUG, 1, right))
            .await
            .unwrap();
        assert_eq!(one(&county, SLUG).await.minute_taker_id, None);
    }

    async fn meetings_are_not_for_everybody_to_change(store) {
        let county = County::in_store(store).await;
        keep(&county).await;
        let before = county.recorded(Deed::Denied).await;
        for who in [county.housing(), county.idva(), county.referrer(), county.administrator()] {
            let done = county.change(who, |cx| schedule::cancel(cx, SLUG, 1, "Ice")).await;
            assert!(matches!(done, Err(StepError::Hidden)));
        }
        assert_eq!(county.recorded(Deed::Denied).await, before + 4);
        assert!(county.look(county.referrer(), schedule::list).await.is_err());
        let list = county.look(county.housing(), schedule::list).await.unwrap();
        assert!(!list.may_schedule);
        assert_eq!((list.today.len(), list.coming.len(), list.past.len()), (1, 10, 0));
    }

    async fn a_meeting_that_was_not_held_stays_in_sight_until_its_cases_pass_on(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        assert!(leading(&county).await.unfinished.is_empty(), "its day is not over");
        county.at("2026-02-13 08:00");
        keep(&county).await;
        let left = leading(&county).await.unfinished.remove(0);
        assert_eq!((left.meeting.slug.as_str(), left.cases), (SLUG, 1));
        assert_eq!(left.next_day, "2026-02-13".parse().ok());
        let board = county.look(county.idva(), support::board).await.unwrap();
        assert_eq!(board.waiting[0].line.id, case.case);
        let next = |cx: &mut Look<'_, '_>| agenda::candidates(cx, "2026-02-13");
        let offered = county.look(county.coordinator(), next).await.unwrap().candidates;
        assert_eq!((offered[0].listing, offered[0].day), (case.id, "2026-02-12".parse().ok()));
        let pass_on = |cx: &mut Change<'_, '_>| {
            let seen = schedule::by_slug(cx, SLUG)?.version;
            schedule::cancel(cx, SLUG, seen, "Nobody could come")
        };
        county.change(county.coordinator(), pass_on).await.unwrap();
        assert!(leading(&county).await.unfinished.is_empty());
        let listed = sitting::listing(&county, case.id).await;
        assert_eq!(listed.meeting_id, one(&county, "2026-02-13").await.id);
    }

    async fn a_case_of_a_meeting_that_was_not_held_can_be_added_by_itself(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await.id;
        county.at("2026-02-13 08:00");
        keep(&county).await;
        let add = move |cx: &mut Change<'_, '_>| agenda::add(cx, "2026-02-13", case, &"".into());
        county.change(county.coordinator(), add).await.unwrap();
        assert!(leading(&county).await.unfinished.is_empty(), "no case waits there");
    }

    async fn a_meeting_left_open_over_midnight_stays_in_sight_until_it_is_closed(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        county.at("2026-02-13 08:00");
        let left = leading(&county).await.unfinished.remove(0);
        assert_eq!((left.meeting.state, left.cases), (State::Open, 1));
        let waiting = |board: support::Board| board.waiting.len();
        assert_eq!(county.look(county.idva(), support::board).await.map(waiting).unwrap(), 1);
        sitting::decide(&county, case.id, sitting::plan_made()).await;
        assert_eq!(county.look(county.idva(), support::board).await.map(waiting).unwrap(), 0);
        assert_eq!(leading(&county).await.unfinished.len(), 1);
        county.change(county.chair(), |cx| meeting::close(cx, SLUG)).await.unwrap();
        assert!(leading(&county).await.unfinished.is_empty());
    }

    async fn a_case_taken_off_an_agenda_is_offered_for_every_other_until_it_is_listed(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await.id;
        assert_eq!(leading(&county).await.unlisted, 0);
        let remove = move |cx: &mut Change<'_, '_>| agenda::remove(cx, SLUG, &[case], &"Details missing".into());
        county.change(county.coordinator(), remove).await.unwrap();
        county.at("2026-02-13 08:00");
        keep(&county).await;
        assert_eq!(leading(&county).await.unlisted, 1);
        let offered = |cx: &mut Look<'_, '_>| agenda::candidates(cx, "2026-02-16");
        let offered = county.look(county.coordinator(), offered).await.unwrap().candidates;
        assert_eq!((offered[0].listing, offered[0].day), (case, None));
        let add = move |cx: &mut Change<'_, '_>| agenda::add(cx, "2026-02-16", case, &"".into());
        county.change(county.coordinator(), add).await.unwrap();
        assert_eq!(leading(&county).await.unlisted, 0);
        let none = |cx: &mut Look<'_, '_>| agenda::candidates(cx, "2026-02-16");
        assert!(county.look(county.coordinator(), none).await.unwrap().candidates.is_empty());
    }
}
