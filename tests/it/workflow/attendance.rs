//! Who is in the room: expected people, the roll, guests, and the statement on the own screen.
use marac::domain::attendance::{Attendance, Presence};
use marac::domain::ids::AttendanceId;
use marac::domain::text::Private;
use marac::store::{self, StoreError};
use marac::workflow::StepError;
use marac::workflow::attendance::{self, Guest, Mark, Seen};
use marac::workflow::meeting::{self, Door, Entry};

use crate::support::county::County;
use crate::support::sitting::{self, SLUG};
use crate::support::store::on_both;

async fn rows(county: &County) -> Vec<Attendance> {
    let (area, meeting) = (county.area, sitting::sitting(county).await.id);
    let found: Result<_, StoreError> =
        county.database.read(move |view| store::attendance::of_meeting(view, area, meeting)).await;
    found.unwrap()
}

async fn row(county: &County, name: &str) -> Attendance {
    rows(county).await.into_iter().find(|it| it.name.reveal() == name).expect(name)
}

fn says(presence: Presence, accepted: bool) -> Seen {
    Seen { presence, accepted }
}

fn mark(id: AttendanceId, was: Seen, is: Seen) -> Mark {
    Mark { id, was, is }
}

const NOT_YET: Seen = Seen { presence: Presence::Expected, accepted: false };

on_both! {
    async fn those_of_asked_agencies_the_leads_and_the_idvas_are_expected(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        let mut names: Vec<String> =
            rows(&county).await.iter().map(|it| it.name.reveal().to_owned()).collect();
        names.sort();
        let expected = [
            "Aisha Rahman", "Dana Frost", "Lee Hart", "Marcus Reid", "Mina Vale", "Priya Nair",
            "Sam Okafor",
        ];
        assert_eq!(names, expected);
    }

    async fn accepting_on_the_own_screen_lets_somebody_in_and_says_they_are_there(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        let door = county.look(county.police(), |cx| meeting::door(cx, SLUG)).await.unwrap();
        assert!(matches!(door, Door::Statement));
        sitting::enter(&county, county.police()).await;
        sitting::enter(&county, county.police()).await;
        let lee = row(&county, "Lee Hart").await;
        assert_eq!((lee.presence, lee.statement_version), (Presence::Present, Some(1)));
        assert_eq!(lee.acknowledged_by, lee.account_id);
        county.change(county.chair(), move |cx| meeting::hear(cx, SLUG, case.id)).await.unwrap();
        sitting::enter(&county, county.housing()).await;
        assert_eq!(row(&county, "Marcus Reid").await.presence, Presence::Late);
    }

    async fn a_statement_that_changed_since_it_was_read_is_not_accepted(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        let done = county.change(county.police(), |cx| attendance::accept(cx, SLUG, 2)).await;
        assert!(matches!(done, Err(StepError::Refused(_))));
        assert_eq!(row(&county, "Lee Hart").await.presence, Presence::Expected);
    }

    async fn an_observer_comes_in_only_when_they_are_let_in(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        let olive = county.person("Olive Moss");
        let account = olive.account;
        let done = county.change(olive.clone(), |cx| attendance::accept(cx, SLUG, 1)).await;
        assert!(matches!(done, Err(StepError::Hidden)));
        let guest = Guest::Account(account);
        county
            .change(county.chair(), move |cx| attendance::add_guest(cx, SLUG, &guest))
            .await
            .unwrap();
        sitting::enter(&county, olive).await;
        assert!(row(&county, "Olive Moss").await.is_observer);
    }

    async fn a_guest_is_added_once_by_name_and_agency(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        let agency = county.police().agency;
        let add = || {
            let name = Private::new("Jo Field");
            let guest = Guest::Named { name, agency, observes: true };
            county.change(county.chair(), move |cx| attendance::add_guest(cx, SLUG, &guest))
        };
        add().await.unwrap();
        let StepError::Refused(refused) = add().await.unwrap_err() else { panic!("not refused") };
        assert_eq!(refused.problems[0].field, "name");
        let jo = row(&county, "Jo Field").await;
        assert!(jo.is_observer && jo.is_present() && jo.acknowledged_at.is_none());
    }

    async fn the_roll_saves_what_was_changed_and_lets_meanwhile_acceptance_stand(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        let (lee, dana) = (row(&county, "Lee Hart").await, row(&county, "Dana Frost").await);
        sitting::enter(&county, county.police()).await;
        let marks = [
            mark(lee.id, NOT_YET, says(Presence::Present, false)),
            mark(dana.id, NOT_YET, says(Presence::InformationSent, false)),
        ];
        county
            .change(county.chair(), move |cx| attendance::call(cx, SLUG, &marks))
            .await
            .unwrap();
        let lee = row(&county, "Lee Hart").await;
        assert!(lee.is_present() && lee.acknowledged_at.is_some());
        assert_eq!(row(&county, "Dana Frost").await.presence, Presence::InformationSent);
    }

    async fn the_roll_ticks_the_statement_for_those_who_are_there_alone(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        let lee = row(&county, "Lee Hart").await.id;
        let absent = [mark(lee, NOT_YET, says(Presence::Absent, true))];
        let done = county
            .change(county.chair(), move |cx| attendance::call(cx, SLUG, &absent))
            .await;
        let Err(StepError::Refused(refused)) = done else { panic!("not refused") };
        assert_eq!(refused.problems[0].field, format!("accepted-{lee}"));
        let there = says(Presence::Present, true);
        let marks = [mark(lee, NOT_YET, there)];
        county.change(county.chair(), move |cx| attendance::call(cx, SLUG, &marks)).await.unwrap();
        let entry = county.look(county.police(), |cx| meeting::outstanding(cx, SLUG)).await;
        assert!(matches!(entry, Ok(Entry::Inside(_))));
        let marks = [mark(lee, there, says(Presence::Apologies, false))];
        county.change(county.chair(), move |cx| attendance::call(cx, SLUG, &marks)).await.unwrap();
        assert_eq!(row(&county, "Lee Hart").await.acknowledged_at, None);
    }

    async fn two_rolls_that_say_different_things_clash(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        let lee = row(&county, "Lee Hart").await.id;
        let first = [mark(lee, NOT_YET, says(Presence::Apologies, false))];
        county.change(county.chair(), move |cx| attendance::call(cx, SLUG, &first)).await.unwrap();
        let second = [mark(lee, NOT_YET, says(Presence::Absent, false))];
        let done = county
            .change(county.coordinator(), move |cx| attendance::call(cx, SLUG, &second))
            .await;
        let Err(StepError::Stale(stale)) = done else { panic!("not stale") };
        assert_eq!(stale.clashes[0].theirs, "apologies");
    }

    async fn nobody_but_those_who_record_calls_the_roll_or_sees_it_whole(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::open(&county).await;
        let lee = row(&county, "Lee Hart").await.id;
        let marks = [mark(lee, NOT_YET, says(Presence::Present, true))];
        for who in [county.police(), county.idva(), county.referrer(), county.administrator()] {
            let done = county.change(who, move |cx| attendance::call(cx, SLUG, &marks)).await;
            assert!(matches!(done, Err(StepError::Hidden)));
        }
        let roll = county.look(county.police(), |cx| attendance::roll(cx, SLUG)).await.unwrap();
        let Entry::Inside(roll) = roll else { panic!("outside") };
        assert!(roll.lines.is_empty() && roll.others.is_empty() && roll.mine.is_some());
        let roll = county.look(county.referrer(), |cx| attendance::roll(cx, SLUG)).await;
        assert!(matches!(roll, Err(StepError::Hidden)));
    }
}
