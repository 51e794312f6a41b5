//! What is decided about a referral, and what triage is shown.
use marac::domain::access::Sight;
use marac::domain::actor::Member;
use marac::domain::case::Case;
use marac::domain::ids::ReferralId;
use marac::domain::matching::Likeness;
use marac::domain::person::{Part, Person};
use marac::domain::referral::{Account, DeclineReason, Described, Stage};
use marac::domain::repeat::Finding;
use marac::store::{self, StoreError};
use marac::workflow::triage::{self, Decline, Joining, Triage, When};
use marac::workflow::{Step, StepError, access, case};

use crate::support::county::County;
use crate::support::referring::{accept, find, mails, send};
use crate::support::sitting::account;
use crate::support::store::on_both;

async fn shown(county: &County, id: ReferralId) -> Triage {
    county.look(county.coordinator(), move |cx| triage::show(cx, id)).await.unwrap()
}

async fn accepted_on(county: &County, id: ReferralId, when: When) -> String {
    let seen = find(county, id).await.version;
    let step = county.change(county.coordinator(), move |cx| {
        let listing = triage::accept(cx, id, seen, when.clone())?;
        Ok((listing.meeting_id, listing.is_emergency))
    });
    let (meeting, is_emergency) = step.await.unwrap();
    let area = county.area;
    let found: Result<_, StoreError> =
        county.database.read(move |view| store::meeting::find(view, area, meeting)).await;
    format!("{}{}", found.unwrap().slug, if is_emergency { " urgent" } else { "" })
}

/// The same victim, with a date of birth, because of somebody.
fn because_of(name: &str, born: Option<&str>) -> Account {
    let born_on = born.and_then(|it| it.parse().ok());
    let perpetrators = vec![Described { name: name.into(), born_on, ..Described::default() }];
    Account { perpetrators, ..account("Jo Lee") }
}

fn by(county: &County) -> Member {
    county.police()
}

/// Under a reference as typed, with nothing said about the victims.
fn to(reference: &str) -> Joining {
    Joining { reference: reference.to_owned(), same_as: String::new() }
}

/// Under a reference, with its victim said to be the same person.
fn sure_of(reference: &str) -> Joining {
    Joining { same_as: reference.to_owned(), ..to(reference) }
}

async fn join(county: &County, id: ReferralId, to: &Joining) -> Step<()> {
    let (seen, to) = (find(county, id).await.version, to.clone());
    county.change(county.coordinator(), move |cx| triage::join(cx, id, seen, &to)).await
}

fn field(step: Step<()>) -> String {
    let Err(StepError::Refused(refused)) = step else { panic!("not refused: {step:?}") };
    refused.problems[0].field.clone()
}

/// The case of a referral, with its people.
async fn case_of(county: &County, id: ReferralId) -> (Case, Vec<Person>) {
    let (area, case) = (county.area, find(county, id).await.case_id);
    let found: Result<_, StoreError> = county
        .database
        .read(move |view| {
            let people = store::person::of_cases(view, area, &[case])?;
            Ok((store::case::find(view, area, case)?, people))
        })
        .await;
    found.unwrap()
}

on_both! {
    async fn a_referral_in_time_is_heard_today_and_one_at_the_cut_off_tomorrow(store) {
        let county = County::in_store(store).await;
        county.at("2026-02-12 08:59");
        let early = send(&county, by(&county), account("Jo Lee")).await.referral;
        county.at("2026-02-12 09:00");
        let late = send(&county, by(&county), account("Ann Fox")).await.referral;
        assert_eq!(accepted_on(&county, early, When::ByRule).await, "2026-02-12");
        assert_eq!(accepted_on(&county, late, When::ByRule).await, "2026-02-13");
    }

    async fn what_cannot_wait_goes_on_today_with_a_reason(store) {
        let county = County::in_store(store).await;
        county.by_itself(marac::workflow::schedule::keep).await.unwrap();
        county.at("2026-02-12 09:30");
        let id = send(&county, by(&county), account("Jo Lee")).await.referral;
        let blank = county.change(county.coordinator(), move |cx| {
            triage::accept(cx, id, 1, When::Today(" ".into())).map(|_listing| ())
        });
        let Err(StepError::Refused(refused)) = blank.await else { panic!("not refused") };
        assert_eq!(refused.problems[0].field, "urgent_reason");
        let found = shown(&county, id).await;
        assert_eq!(found.today.unwrap().meeting.slug, "2026-02-12");
        assert_eq!(found.hearing.unwrap().meeting.slug, "2026-02-13");
        let when = When::Today("He is released at noon".into());
        assert_eq!(accepted_on(&county, id, when).await, "2026-02-12 urgent");
    }

    async fn the_place_and_the_finish_are_foretold(store) {
        let county = County::in_store(store).await;
        let first = send(&county, by(&county), account("Jo Lee")).await.referral;
        accept(&county, first).await;
        let adult = Account { children: vec![], ..account("Ann Fox") };
        let second = send(&county, by(&county), adult).await.referral;
        let place = shown(&county, second).await.hearing.unwrap().place;
        assert_eq!((place.number, place.of), (2, 2));
        accept(&county, second).await;
        let third = send(&county, by(&county), account("Una Reed")).await.referral;
        let place = shown(&county, third).await.hearing.unwrap().place;
        assert!((1..=2).contains(&place.number), "children come first: {place:?}");
        assert_eq!(place.of, 3);
    }

    async fn declining_needs_advice_and_tells_the_referrer(store) {
        let county = County::in_store(store).await;
        let id = send(&county, county.referrer(), account("Jo Lee")).await.referral;
        let why = |advice: &str| Decline {
            reason: DeclineReason::BelowThreshold,
            advice: advice.into(),
            rationale: "Score 3, no pattern".into(),
        };
        let blank = why("");
        let step = county.change(county.coordinator(), move |cx| triage::decline(cx, id, 1, &blank));
        let Err(StepError::Refused(refused)) = step.await else { panic!("not refused") };
        assert_eq!(refused.problems[0].field, "advice");
        let whole = why("Refer to outreach");
        let step = county.change(county.coordinator(), move |cx| triage::decline(cx, id, 1, &whole));
        step.await.unwrap();
        let kept = find(&county, id).await;
        assert_eq!((kept.stage, kept.decision_reason.as_str()), (Stage::Declined, "below_threshold"));
        assert_eq!(mails(&county, "referral_decided"), 1);
    }

    async fn a_decision_made_without_what_was_added_since_is_stale(store) {
        let county = County::in_store(store).await;
        let id = send(&county, county.referrer(), account("Jo Lee")).await.referral;
        let news = county.change(county.referrer(), move |cx| {
            marac::workflow::referral::add_update(cx, id, &"He has a gun".into())
        });
        news.await.unwrap();
        let step = county.change(county.coordinator(), move |cx| {
            triage::accept(cx, id, 1, When::ByRule).map(|_listing| ())
        });
        let Err(StepError::Stale(stale)) = step.await else { panic!("not stale") };
        assert!(stale.clashes.iter().any(|it| it.theirs == "He has a gun"));
    }

    async fn a_decided_referral_is_not_decided_again(store) {
        let county = County::in_store(store).await;
        let id = send(&county, by(&county), account("Jo Lee")).await.referral;
        accept(&county, id).await;
        let seen = find(&county, id).await.version;
        let step = county.change(county.coordinator(), move |cx| {
            triage::accept(cx, id, seen, When::ByRule).map(|_listing| ())
        });
        assert!(matches!(step.await, Err(StepError::Refused(_))));
        assert_eq!(county.store.count("SELECT count(*) AS count FROM listings"), 1);
    }

    async fn a_repeat_is_found_in_another_case_and_says_when(store) {
        let county = County::in_store(store).await;
        county.at("2025-11-03 08:00");
        let first = send(&county, by(&county), because_of("Dean Holt", Some("1980-01-02"))).await;
        accept(&county, first.referral).await;
        county.at("2026-02-12 08:34");
        let again = send(&county, by(&county), because_of("HOLT, Dean", Some("1980-01-02"))).await;
        let found = shown(&county, again.referral).await;
        let Finding::Repeat(repeat) = &found.past.finding else { panic!("not a repeat") };
        assert_eq!((repeat.times, repeat.likeness), (2, Likeness::Same));
        assert!(found.past.finding.reason().contains("3 November 2025"));
        assert_eq!(found.past.matches[0].reference, first.reference);
        let other = send(&county, by(&county), because_of("Kyle Marsh", None)).await;
        let found = shown(&county, other.referral).await;
        assert_eq!(found.past.finding, Finding::First);
        assert_eq!(found.past.matches.len(), 2);
    }

    async fn a_missing_date_of_birth_makes_a_match_possible_only(store) {
        let county = County::in_store(store).await;
        send(&county, by(&county), because_of("Dean Holt", Some("1980-01-02"))).await;
        let mut unsure = because_of("Dean Holt", None);
        unsure.victim.born_on = None;
        let id = send(&county, by(&county), unsure).await.referral;
        let found = shown(&county, id).await.past.matches;
        let likeness = (found[0].victim, found[0].perpetrator);
        assert_eq!(likeness, (Some(Likeness::Possible), Some(Likeness::Possible)));
    }

    async fn joining_moves_the_referral_and_its_people_under_the_earlier_reference(store) {
        let county = County::in_store(store).await;
        county.at("2025-11-03 08:00");
        let first = send(&county, by(&county), because_of("Dean Holt", None)).await;
        accept(&county, first.referral).await;
        county.at("2026-02-12 08:34");
        let mut later = because_of("Kyle Marsh", None);
        later.children.truncate(1);
        later.safe_contact = "Only through her sister".into();
        let second = send(&county, by(&county), later).await;
        let (id, typed) = (second.referral, first.reference.to_lowercase());
        let wrong = county.change(county.coordinator(), move |cx| triage::join(cx, id, 1, &to("NS-0000")));
        assert_eq!(field(wrong.await), "join");
        join(&county, id, &to(&typed)).await.unwrap();
        let (kept, earlier) = (find(&county, id).await, find(&county, first.referral).await);
        assert_eq!((kept.stage, kept.case_id), (Stage::Joined, earlier.case_id));
        let reference = second.reference.clone();
        let found = county.look(county.coordinator(), move |cx| case::find(cx, &reference)).await;
        assert_eq!(found.unwrap(), earlier.case_id);
        let area = county.area;
        let people: Result<_, StoreError> = county
            .database
            .read(move |view| store::person::of_cases(view, area, &[kept.case_id]))
            .await;
        let people = people.unwrap();
        let of = |part| people.iter().filter(|it| it.part == part).count();
        assert_eq!((of(Part::Victim), of(Part::Perpetrator), of(Part::Child)), (1, 2, 2));
        assert_eq!(county.store.count("SELECT count(*) AS count FROM people"), 5);
        assert_eq!(county.store.count("SELECT count(*) AS count FROM listings"), 2);
    }

    async fn a_case_of_another_victim_is_joined_only_after_comparing_and_keeps_both(store) {
        let county = County::in_store(store).await;
        let mut known = because_of("Dean Holt", None);
        known.victim.particulars.address = "1 Old Road".into();
        let first = send(&county, by(&county), known).await;
        let mut other = Account { no_safe_contact: true, ..account("Ann Fox") };
        other.victim.born_on = "1970-02-03".parse().ok();
        other.victim.particulars.address = "2 New Road".into();
        other.safe_contact = "".into();
        county.at("2026-02-12 08:40");
        let second = send(&county, by(&county), other).await;
        let (id, reference) = (second.referral, first.reference.clone());
        assert_eq!(field(join(&county, id, &to(&reference)).await), "join");
        let wrong = Joining { same_as: second.reference.clone(), ..to(&reference) };
        assert_eq!(field(join(&county, id, &wrong).await), "join");
        let typed = reference.clone();
        let compared =
            county.look(county.coordinator(), move |cx| triage::compare(cx, id, &typed)).await.unwrap();
        assert_eq!(compared.likeness, None);
        let names = [&compared.own, &compared.earlier].map(|it| it.victim.reveal());
        assert_eq!(names, ["Ann Fox", "Jo Lee"]);
        let (_, before) = case_of(&county, first.referral).await;
        assert!(before.iter().any(|it| it.name.reveal() == "Jo Lee"));
        join(&county, id, &sure_of(&reference)).await.unwrap();
        let (case, people) = case_of(&county, id).await;
        let victim = people.iter().find(|it| it.part == Part::Victim).unwrap();
        assert_eq!(victim.name.reveal(), "Jo Lee");
        let more = &victim.particulars;
        assert_eq!(more.also_known_as.reveal(), "Ann Fox");
        assert_eq!(more.address.reveal(), "2 New Road");
        assert_eq!(more.replaced.reveal(), "Born: 1 May 1996\nAddress: 1 Old Road");
        let contact = case.safe_contact.reveal();
        assert!(contact.starts_with("none known on 12 February 2026"), "{contact}");
        assert!(contact.ends_with("Her work phone, weekdays 9am to 3pm"), "{contact}");
    }

    async fn a_possible_match_is_joined_once_whoever_joins_says_they_are_one(store) {
        let county = County::in_store(store).await;
        let first = send(&county, by(&county), account("Jo Lee")).await;
        let mut unsure = account("Jo Lee");
        unsure.victim.born_on = None;
        let id = send(&county, by(&county), unsure).await.referral;
        assert_eq!(field(join(&county, id, &to(&first.reference)).await), "same_as");
        join(&county, id, &sure_of(&first.reference)).await.unwrap();
        assert_eq!(find(&county, id).await.stage, Stage::Joined);
    }

    async fn what_a_joined_referral_makes_necessary_is_asked_for_the_coming_meeting(store) {
        let county = County::in_store(store).await;
        let adults = Account { children: vec![], ..account("Jo Lee") };
        let first = send(&county, by(&county), adults).await;
        accept(&county, first.referral).await;
        let count = "SELECT count(*) AS count FROM research";
        let (asked, told) = (county.store.count(count), mails(&county, "case_accepted"));
        let second = send(&county, by(&county), account("Jo Lee")).await;
        join(&county, second.referral, &to(&first.reference)).await.unwrap();
        assert_eq!(county.store.count("SELECT count(*) AS count FROM listings"), 1);
        assert_eq!(county.store.count(count), asked + 1);
        assert_eq!(mails(&county, "case_accepted"), told + 1);
        let case = find(&county, first.referral).await.case_id;
        let seen = county.look(county.childrens(), move |cx| access::case(cx, case, Sight::Asked));
        assert!(seen.await.is_ok());
    }

    async fn no_referral_stays_on_a_case_without_people(store) {
        let county = County::in_store(store).await;
        let mut sent = Vec::new();
        for _ in 0..3 {
            sent.push(send(&county, by(&county), account("Jo Lee")).await);
        }
        let [one, two, three] = &sent[..] else { panic!("not three") };
        join(&county, two.referral, &to(&one.reference)).await.unwrap();
        assert_eq!(field(join(&county, one.referral, &to(&three.reference)).await), "join");
        join(&county, three.referral, &to(&two.reference)).await.unwrap();
        let (case, people) = case_of(&county, three.referral).await;
        assert_eq!((case.reference, people.len()), (one.reference.clone(), 4));
    }

    async fn a_chain_of_joined_cases_is_followed_to_its_end(store) {
        let county = County::in_store(store).await;
        let mut sent = Vec::new();
        for _ in 0..4 {
            sent.push(send(&county, by(&county), account("Jo Lee")).await);
        }
        let cases = [0, 1, 2].map(|it| find(&county, sent[it].referral));
        let cases = futures_util::future::join_all(cases).await;
        let written: Result<(), StoreError> = county
            .database
            .write(move |tx| {
                for pair in cases.windows(2) {
                    let mut case = store::case::find(tx, pair[0].area_id, pair[0].case_id)?;
                    case.joined_to = Some(pair[1].case_id);
                    store::case::update(tx, &mut case)?;
                }
                Ok(())
            })
            .await;
        written.unwrap();
        join(&county, sent[3].referral, &to(&sent[0].reference)).await.unwrap();
        let end = case_of(&county, sent[2].referral).await.0.id;
        assert_eq!(find(&county, sent[3].referral).await.case_id, end);
        let typed = sent[0].reference.clone();
        let found = county.look(county.coordinator(), move |cx| case::find(cx, &typed)).await;
        assert_eq!(found.unwrap(), end);
    }

    async fn nobody_but_those_who_lead_the_meeting_triages(store) {
        let county = County::in_store(store).await;
        let id = send(&county, by(&county), account("Jo Lee")).await.referral;
        for who in [county.police(), county.idva(), county.referrer(), county.administrator()] {
            let list = county.look(who.clone(), triage::waiting).await;
            assert!(matches!(list, Err(StepError::Hidden)));
            let one = county.look(who.clone(), move |cx| triage::show(cx, id)).await;
            assert!(matches!(one, Err(StepError::Hidden)));
            let step = county.change(who, move |cx| {
                triage::accept(cx, id, 1, When::ByRule).map(|_listing| ())
            });
            assert!(matches!(step.await, Err(StepError::Hidden)));
        }
    }

    async fn the_oldest_waits_first_and_an_open_question_last(store) {
        let county = County::in_store(store).await;
        let mut ids = Vec::new();
        for (time, name) in [("07:10", "Jo Lee"), ("07:20", "Ann Fox"), ("07:30", "Una Reed")] {
            county.at(&format!("2026-02-12 {time}"));
            ids.push(send(&county, by(&county), account(name)).await.referral);
        }
        let asked = ids[0];
        let step = county.change(county.coordinator(), move |cx| {
            triage::ask(cx, asked, 1, &"Where is he now?".into())
        });
        step.await.unwrap();
        let waiting = county.look(county.chair(), triage::waiting).await.unwrap();
        let order: Vec<ReferralId> = waiting.iter().map(|it| it.referral.id).collect();
        assert_eq!(order, [ids[1], ids[2], ids[0]]);
        let next = county.look(county.chair(), triage::next).await.unwrap();
        assert_eq!(next, Some(ids[1]));
    }
}
