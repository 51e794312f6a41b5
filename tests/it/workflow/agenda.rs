//! Agendas: their order, closing, publishing, and what people change by hand.
use marac::domain::actor::Member;
use marac::domain::area::OptionalMail;
use marac::domain::audit::Deed;
use marac::domain::ids::ListingId;
use marac::domain::meeting::{AgendaChangeKind, AgendaState};
use marac::domain::notice::Notice;
use marac::domain::referral::Account;
use marac::domain::text::Private;
use marac::store::{self, StoreError};
use marac::workflow::StepError;
use marac::workflow::agenda::{self, AgendaView, Move, ReadingView, Shown};

use crate::support::county::County;
use crate::support::sitting::{self, Listed, SLUG};
use crate::support::store::on_both;
use crate::support::told;

/// Somebody without children.
fn adult(victim: &str) -> Account {
    Account { children: vec![], ..sitting::account(victim) }
}

fn of_somebody_else(account: Account, perpetrator: &str) -> Account {
    let mut account = account;
    account.perpetrators[0].name = perpetrator.into();
    account
}

/// Two adults and a family; the family is listed last.
async fn three(county: &County) -> [Listed; 3] {
    let one = sitting::list(county, of_somebody_else(adult("Pearl Grant"), "Ned Grant")).await;
    let two = sitting::list(county, of_somebody_else(adult("Kasia Adamska"), "Jan Adamski")).await;
    let family = sitting::list(county, sitting::account("Tamsin Bright")).await;
    [one, two, family]
}

async fn shown(county: &County, who: Member) -> Shown {
    county.look(who, |cx| agenda::show(cx, SLUG)).await.unwrap()
}

async fn leading(county: &County) -> AgendaView {
    match shown(county, county.chair()).await {
        Shown::Leading(view) => *view,
        Shown::Reading(_) => panic!("the chair arranges"),
    }
}

async fn reading(county: &County, who: Member) -> ReadingView {
    match shown(county, who).await {
        Shown::Reading(view) => *view,
        Shown::Leading(_) => panic!("an agency only reads"),
    }
}

async fn ids(county: &County) -> Vec<ListingId> {
    leading(county).await.agenda.items.into_iter().map(|it| it.listing.id).collect()
}

async fn kinds(county: &County) -> Vec<(AgendaChangeKind, i32)> {
    let (_, changes) =
        county.look(county.coordinator(), |cx| agenda::history(cx, SLUG)).await.unwrap();
    changes.into_iter().map(|it| (it.change.kind, it.change.agenda_version)).collect()
}

fn because(text: &str) -> Private {
    Private::new(text)
}

on_both! {
    async fn cases_with_children_come_first_with_their_times_and_a_break(store) {
        let county = County::in_store(store).await;
        let [one, two, family] = three(&county).await;
        let view = leading(&county).await;
        assert_eq!(view.agenda.items[0].listing.id, family.id);
        let rest: Vec<_> = view.agenda.items[1..].iter().map(|it| it.listing.id).collect();
        assert!(rest.contains(&one.id) && rest.contains(&two.id));
        let times: Vec<String> = view
            .agenda
            .items
            .iter()
            .map(|it| it.window.from.format("%H:%M").to_string())
            .collect();
        assert_eq!(times, ["10:05", "10:21", "10:29"]);
        assert_eq!(view.agenda.timetable.finish().format("%H:%M").to_string(), "10:37");
        assert_eq!(view.agenda.items[0].children, 2);
        assert_eq!(view.needed.len(), 2);
        assert_eq!(view.needed[1].agencies, ["Children’s services"]);
    }

    async fn the_cut_off_makes_the_first_version_once(store) {
        let county = County::in_store(store).await;
        three(&county).await;
        for (time, state, version) in [
            ("2026-02-12 08:59", AgendaState::Draft, 0),
            ("2026-02-12 09:00", AgendaState::Frozen, 1),
            ("2026-02-12 09:01", AgendaState::Frozen, 1),
        ] {
            county.at(time);
            county.by_itself(agenda::freeze_due).await.unwrap();
            let meeting = sitting::sitting(&county).await;
            assert_eq!((meeting.agenda, meeting.agenda_version), (state, version), "{time}");
        }
    }

    async fn referrals_can_be_closed_before_their_time(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, adult("Pearl Grant")).await;
        county.change(county.coordinator(), |cx| agenda::close(cx, SLUG, 1)).await.unwrap();
        county.at("2026-02-12 08:40");
        let later = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let listing = sitting::listing(&county, later.id).await;
        assert_ne!(listing.meeting_id, sitting::sitting(&county).await.id);
        let again = county.change(county.coordinator(), |cx| agenda::close(cx, SLUG, 2)).await;
        assert!(matches!(again, Err(StepError::Refused(_))));
    }

    async fn an_agenda_publishes_itself_at_its_time_once_and_tells_who_is_concerned(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, adult("Pearl Grant")).await;
        for time in ["2026-02-12 09:39", "2026-02-12 09:40", "2026-02-12 09:41"] {
            county.at(time);
            county.by_itself(agenda::freeze_due).await.unwrap();
            county.by_itself(agenda::publish_due).await.unwrap();
        }
        let mut told: Vec<_> = told::messages(&county, "agenda_published").await;
        told.retain(|it| it.not_before.format("%H:%M").to_string() == "09:40");
        let who: Vec<_> = told.iter().map(|it| it.account_id).collect();
        assert_eq!(who.len(), 6);
        assert!(who.contains(&county.chair().account) && who.contains(&county.housing().account));
        assert!(!who.contains(&county.childrens().account), "it is asked about no case");
    }

    async fn what_changes_after_closing_makes_a_version_and_is_told_on_a_press(store) {
        let county = County::in_store(store).await;
        let [one, ..] = three(&county).await;
        county.at("2026-02-12 09:05");
        county.by_itself(agenda::freeze_due).await.unwrap();
        county.change(county.coordinator(), |cx| agenda::publish(cx, SLUG, 1)).await.unwrap();
        let nothing = county.change(county.coordinator(), |cx| agenda::publish(cx, SLUG, 1)).await;
        assert!(matches!(nothing, Err(StepError::Refused(_))));
        county
            .change(county.coordinator(), move |cx| {
                agenda::set_minutes(cx, SLUG, &[one.id], Some(15))
            })
            .await
            .unwrap();
        assert_eq!(kinds(&county).await.last(), Some(&(AgendaChangeKind::Retimed, 2)));
        assert_eq!(leading(&county).await.marks.get(&one.id), Some(&AgendaChangeKind::Retimed));
        let stale = county.change(county.coordinator(), |cx| agenda::publish(cx, SLUG, 1)).await;
        assert!(matches!(stale, Err(StepError::Stale(_))));
        let view =
            county.look(county.coordinator(), |cx| agenda::publish_view(cx, SLUG)).await.unwrap();
        assert_eq!((view.changes.len(), view.cases), (1, 3));
        county.change(county.coordinator(), |cx| agenda::publish(cx, SLUG, 2)).await.unwrap();
        let changed = told::messages(&county, "agenda_changed").await;
        assert_eq!(changed.len(), 7);
        let Notice::AgendaChanged { since, .. } = changed[0].notice else { panic!() };
        assert_eq!(since, 1);
    }

    async fn changes_are_mailed_at_most_every_ten_minutes_where_the_area_wants_it(store) {
        let county = County::in_store(store).await;
        let [one, ..] = three(&county).await;
        county.at("2026-02-12 09:40");
        county.by_itself(agenda::publish_due).await.unwrap();
        county
            .change(county.coordinator(), move |cx| {
                agenda::set_minutes(cx, SLUG, &[one.id], Some(15))
            })
            .await
            .unwrap();
        county.at("2026-02-12 09:55");
        county.by_itself(agenda::tell_changes).await.unwrap();
        assert_eq!(told::count(&county, "agenda_changed").await, 0, "the area has not asked");
        let area = county.area;
        let saved: Result<(), StoreError> = county
            .database
            .write(move |tx| {
                let mut area = store::area::find(tx, area)?;
                area.settings.mails.insert(OptionalMail::AgendaChanged);
                store::area::update(tx, &mut area)
            })
            .await;
        saved.unwrap();
        for (time, mails) in
            [("2026-02-12 09:49", 0), ("2026-02-12 09:50", 7), ("2026-02-12 09:51", 7)]
        {
            county.at(time);
            county.by_itself(agenda::tell_changes).await.unwrap();
            assert_eq!(told::count(&county, "agenda_changed").await, mails, "{time}");
        }
    }

    async fn an_item_that_is_moved_stays_there_until_the_order_is_put_back(store) {
        let county = County::in_store(store).await;
        three(&county).await;
        let before = ids(&county).await;
        let (first, second, last) = (before[0], before[1], before[2]);
        let by = county.coordinator();
        county
            .change(by.clone(), move |cx| agenda::move_items(cx, SLUG, &[last], Move::Up))
            .await
            .unwrap();
        assert_eq!(ids(&county).await, [first, last, before[1]]);
        county
            .change(by.clone(), move |cx| agenda::move_items(cx, SLUG, &[first], Move::To(3)))
            .await
            .unwrap();
        assert_eq!(ids(&county).await, [last, before[1], first]);
        county
            .change(by.clone(), move |cx| {
                agenda::move_items(cx, SLUG, &[first, second], Move::Up)
            })
            .await
            .unwrap();
        assert_eq!(ids(&county).await[2], last);
        county.change(by, |cx| agenda::reset_order(cx, SLUG)).await.unwrap();
        assert_eq!(ids(&county).await, before);
        let moved = kinds(&county).await.iter().filter(|it| it.0 == AgendaChangeKind::Moved).count();
        assert!(moved >= 4);
    }

    async fn a_case_that_is_put_off_goes_to_the_next_meeting_and_leaves_a_line(store) {
        let county = County::in_store(store).await;
        let [one, ..] = three(&county).await;
        let unsaid = county
            .change(county.chair(), move |cx| agenda::defer(cx, SLUG, &[one.id], &because(" ")))
            .await;
        assert!(matches!(unsaid, Err(StepError::Refused(_))));
        county.at("2026-02-12 08:36");
        county
            .change(county.chair(), move |cx| {
                agenda::defer(cx, SLUG, &[one.id], &because("Waiting for medical report"))
            })
            .await
            .unwrap();
        let view = leading(&county).await;
        assert_eq!(view.agenda.items.len(), 2);
        assert_eq!(view.away[0].case_id, one.case);
        assert_eq!(view.away[0].now_on, "2026-02-13".parse().ok());
        assert_eq!(view.away[0].change.reason.reveal(), "Waiting for medical report");
        assert_eq!(kinds(&county).await.last(), Some(&(AgendaChangeKind::Deferred, 0)));
    }

    async fn a_case_that_is_taken_off_is_hidden_from_agencies_and_can_come_back_late(store) {
        let county = County::in_store(store).await;
        let [one, ..] = three(&county).await;
        county
            .change(county.chair(), move |cx| {
                agenda::remove(cx, SLUG, &[one.id], &because("Withdrawn"))
            })
            .await
            .unwrap();
        assert_eq!(reading(&county, county.housing()).await.items.len(), 2);
        let candidates =
            county.look(county.chair(), |cx| agenda::candidates(cx, SLUG)).await.unwrap();
        assert_eq!(candidates.candidates[0].listing, one.id);
        county.at("2026-02-12 09:10");
        county.by_itself(agenda::freeze_due).await.unwrap();
        let unsaid = county
            .change(county.chair(), move |cx| agenda::add(cx, SLUG, one.id, &because("")))
            .await;
        assert!(matches!(unsaid, Err(StepError::Refused(_))));
        county
            .change(county.chair(), move |cx| {
                agenda::add(cx, SLUG, one.id, &because("He is released today"))
            })
            .await
            .unwrap();
        assert_eq!(reading(&county, county.housing()).await.items.len(), 3);
        assert_eq!(kinds(&county).await.last(), Some(&(AgendaChangeKind::AddedLate, 2)));
        let twice = county
            .change(county.chair(), move |cx| agenda::add(cx, SLUG, one.id, &because("Again")))
            .await;
        assert!(matches!(twice, Err(StepError::Refused(_))));
    }

    async fn an_agency_sees_its_own_cases_numbered_for_it_and_quarter_hours(store) {
        let county = County::in_store(store).await;
        let [_, _, family] = three(&county).await;
        let housing = reading(&county, county.housing()).await;
        let numbers: Vec<_> = housing.items.iter().map(|it| it.number).collect();
        assert_eq!(numbers, [1, 2, 3]);
        let children = reading(&county, county.childrens()).await;
        assert_eq!(children.items.len(), 1);
        assert_eq!(children.items[0].item.listing.id, family.id);
        let window = children.window.unwrap();
        assert_eq!(window.from.format("%H:%M").to_string(), "10:00");
        assert_eq!(window.until.format("%H:%M").to_string(), "10:15");
    }

    async fn two_cases_with_the_same_alleged_perpetrator_are_linked(store) {
        let county = County::in_store(store).await;
        let one = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let other = sitting::list(&county, adult("Elin Carrow")).await;
        let view = leading(&county).await;
        assert_eq!(view.agenda.item(one.id).unwrap().linked, [other.id]);
        assert_eq!(view.agenda.item(other.id).unwrap().linked, [one.id]);
    }

    async fn agendas_are_not_for_everybody_to_change_or_see(store) {
        let county = County::in_store(store).await;
        let [one, ..] = three(&county).await;
        let before = county.recorded(Deed::Denied).await;
        for who in [county.housing(), county.idva(), county.referrer(), county.administrator()] {
            let done = county
                .change(who, move |cx| agenda::move_items(cx, SLUG, &[one.id], Move::Up))
                .await;
            assert!(matches!(done, Err(StepError::Hidden)));
        }
        for who in [county.referrer(), county.administrator()] {
            assert!(county.look(who, |cx| agenda::show(cx, SLUG)).await.is_err());
        }
        assert_eq!(county.recorded(Deed::Denied).await, before + 6);
        let elsewhere = ListingId::from_uuid(uuid::Uuid::new_v4());
        let unknown = county
            .change(county.chair(), move |cx| {
                agenda::move_items(cx, SLUG, &[elsewhere], Move::Up)
            })
            .await;
        assert!(matches!(unknown, Err(StepError::Hidden)));
    }
}
