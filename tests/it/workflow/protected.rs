//! Protected contact and safe-contact advice.
use chrono::TimeDelta;
use marac::domain::access::Sight;
use marac::domain::actor::Member;
use marac::domain::audit::Deed;
use marac::domain::ids::CaseId;
use marac::domain::protected::{Details, Reason};
use marac::domain::research::{Known, Share};
use marac::domain::text::Private;
use marac::workflow::research::{Answer, Done};
use marac::workflow::triage::{self, Joining};
use marac::workflow::{Step, StepError, case, protected, research};

use crate::support::county::County;
use crate::support::referring;
use crate::support::sitting::{self, account};
use crate::support::store::on_both;
use crate::support::told;

fn details() -> Details {
    Details {
        address: "Flat 2, 9 Wynd Court, Ottersby NS7 4QT".into(),
        phones: "07700 900 321 after 6pm".into(),
        ..Details::default()
    }
}

async fn show(county: &County, who: Member, case: CaseId, why: Option<Reason>) -> Step<()> {
    county.change(who, move |cx| protected::show(cx, case, why)).await
}

/// A case on the agenda whose protected contact the IDVA wrote down.
async fn hidden(county: &County) -> CaseId {
    let case = sitting::list(county, account("Jo Lee")).await.case;
    write(county, case, details()).await;
    case
}

async fn write(county: &County, case: CaseId, details: Details) {
    show(county, county.idva(), case, Some(Reason::Check)).await.unwrap();
    let save =
        county.change(county.idva(), move |cx| protected::save(cx, case, 0, &details.clone()));
    save.await.unwrap();
}

fn fields(step: Step<()>) -> Vec<String> {
    let Err(StepError::Refused(refused)) = step else { panic!("{step:?} is not refused") };
    refused.problems.into_iter().map(|it| it.field).collect()
}

on_both! {
    async fn it_is_shown_for_a_reason_that_holds_a_quarter_of_an_hour(store) {
        let county = County::in_store(store).await;
        let case = hidden(&county).await;
        let chair = county.chair();
        let read = async || county.look(county.chair(), move |cx| protected::shown(cx, case)).await;
        assert!(matches!(read().await, Err(StepError::Refused(_))));
        assert_eq!(fields(show(&county, chair.clone(), case, None).await), ["reason"]);
        show(&county, chair.clone(), case, Some(Reason::Danger)).await.unwrap();
        assert_eq!(read().await.unwrap().unwrap().details(), details());
        county.clock.pass(TimeDelta::seconds(899));
        show(&county, chair.clone(), case, None).await.unwrap();
        county.clock.pass(TimeDelta::seconds(1));
        assert_eq!(fields(show(&county, chair.clone(), case, None).await), ["reason"]);
        assert!(matches!(read().await, Err(StepError::Refused(_))));
        let desk = county.look(county.idva(), move |cx| protected::desk(cx, case)).await.unwrap();
        let shown: Vec<(&str, Reason)> =
            desk.shows.iter().map(|it| (it.name.reveal(), it.reason)).collect();
        let danger = ("Priya Nair", Reason::Danger);
        assert_eq!(shown, [danger, danger, ("Aisha Rahman", Reason::Check)]);
    }

    async fn each_show_is_on_record_before_it_is_read(store) {
        let county = County::in_store(store).await;
        let case = hidden(&county).await;
        show(&county, county.coordinator(), case, Some(Reason::Reach)).await.unwrap();
        let newest = county.record(2).await;
        let shown = newest.iter().find(|it| it.entry.name == "protected.show").unwrap();
        assert_eq!((shown.entry.deed, &shown.entry.cases), (Deed::Change, &vec![case]));
        assert!(shown.entry.subject.ends_with(" reach"));
        county.look(county.coordinator(), move |cx| protected::shown(cx, case)).await.unwrap();
        let newest = county.record(1).await.remove(0).entry;
        assert_eq!((newest.deed, newest.cases), (Deed::Read, vec![case]));
    }

    async fn it_is_missing_for_everybody_whom_the_matrix_does_not_name(store) {
        let county = County::in_store(store).await;
        let case = hidden(&county).await;
        for who in [
            county.police(),
            county.housing(),
            county.referrer(),
            county.administrator(),
            county.person("Olive Moss"),
            county.person("Ines Grey"),
        ] {
            let step = show(&county, who.clone(), case, Some(Reason::Danger)).await;
            assert!(matches!(step, Err(StepError::Hidden)), "{:?}", who.roles);
            let desk = county.look(who, move |cx| protected::desk(cx, case)).await;
            assert!(matches!(desk, Err(StepError::Hidden)));
        }
        let save = county.change(county.chair(), move |cx| {
            protected::show(cx, case, Some(Reason::Check))?;
            protected::save(cx, case, 1, &Details::default())
        });
        assert!(matches!(save.await, Err(StepError::Hidden)), "a chair reads and does not write");
    }

    async fn a_representative_sees_it_while_the_coordinator_lets_them(store) {
        let county = County::in_store(store).await;
        let case = hidden(&county).await;
        let (police, coordinator) = (county.police(), county.coordinator());
        let account = police.account;
        for who in [county.idva(), county.chair()] {
            let step = county.change(who, move |cx| protected::give(cx, case, Some(account)));
            assert!(matches!(step.await, Err(StepError::Hidden)));
        }
        let referrer = county.referrer().account;
        let step = county
            .change(coordinator.clone(), move |cx| protected::give(cx, case, Some(referrer)));
        assert_eq!(fields(step.await), ["account"]);
        let give = move |cx: &mut marac::workflow::Change<'_, '_>| {
            protected::give(cx, case, Some(account))
        };
        county.change(coordinator.clone(), give).await.unwrap();
        show(&county, police.clone(), case, Some(Reason::Safety)).await.unwrap();
        let read = county.look(police.clone(), move |cx| protected::shown(cx, case)).await;
        assert_eq!(read.unwrap().unwrap().details(), details());
        let desk = county.look(police.clone(), move |cx| protected::desk(cx, case)).await.unwrap();
        assert!(!desk.may_keep && desk.lending.is_none());
        county.change(coordinator, move |cx| protected::take(cx, case, account)).await.unwrap();
        let step = show(&county, police, case, Some(Reason::Safety)).await;
        assert!(matches!(step, Err(StepError::Hidden)));
    }

    async fn who_may_know_is_told_that_a_text_holds_what_is_protected(store) {
        let county = County::in_store(store).await;
        let case = hidden(&county).await;
        let advise = async |text: &str, seen: i32| {
            let text = Private::from(text);
            let step = county
                .change(county.coordinator(), move |cx| case::advise(cx, case, seen, &text));
            step.await
        };
        assert_eq!(fields(advise("Call 07700-900321", 1).await), ["safe_contact"]);
        assert_eq!(fields(advise("She is at ns7 4qt", 1).await), ["safe_contact"]);
        advise("Call 07700 900 999, never NS1 1AA", 1).await.unwrap();
    }

    async fn who_may_not_know_is_refused_every_number_alike(store) {
        let county = County::in_store(store).await;
        let hidden = hidden(&county).await;
        let plain = sitting::list(&county, account("Ann Fox")).await.case;
        let mut told = Vec::new();
        for (case, number) in [(hidden, "07700 900 321"), (hidden, "07700 900 999"), (plain, "07700 900 321")] {
            let answer = Answer {
                known: Known { victim: true, ..Known::default() },
                nothing_held: false,
                text: "Known since May".into(),
                share: Share::Minuted,
                not_minuted: Private::new(format!("She answers on {number}")),
                chair_only: Private::default(),
                offer: Private::default(),
            };
            let step = county.change(county.housing(), move |cx| {
                research::save(cx, sitting::SLUG, case, 1, (answer.clone(), Done::Returned))
            });
            let Err(StepError::Refused(refused)) = step.await else { panic!("not refused") };
            told.push(refused);
        }
        assert!(told[0] == told[1] && told[1] == told[2]);
        assert_eq!(told[0].problems[0].field, "not_minuted");
    }

    async fn those_who_are_about_to_act_are_told_that_the_advice_changed(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, account("Jo Lee")).await;
        sitting::open(&county).await;
        let (case, housing) = (listed.case, county.housing());
        let new = marac::workflow::hearing::AgreedAction {
            text: "Change the locks".into(),
            owner: housing.membership,
            due: marac::domain::due::Due::Today,
            due_on: None,
            risk: None,
        };
        let id = listed.id;
        let agree = county.change(county.chair(), move |cx| {
            marac::workflow::hearing::add_action(cx, sitting::SLUG, id, &new)
        });
        agree.await.unwrap();
        let text: Private = "Only through her sister now".into();
        let advise = county.change(county.idva(), move |cx| case::advise(cx, case, 1, &text));
        advise.await.unwrap();
        let messages = told::messages(&county, "safe_contact_changed").await;
        assert_eq!(messages.len(), 1);
        assert_eq!(messages[0].account_id, housing.account);
        let late: Private = "Her work".into();
        let step = county.change(county.chair(), move |cx| case::advise(cx, case, 1, &late));
        let Err(StepError::Stale(stale)) = step.await else { panic!("not stale") };
        assert_eq!(stale.clashes[0].theirs, "Only through her sister now");
        for who in [county.housing(), county.police(), county.administrator()] {
            let text: Private = "x".into();
            let step = county.change(who, move |cx| case::advise(cx, case, 2, &text));
            assert!(matches!(step.await, Err(StepError::Hidden)));
        }
    }

    async fn joining_a_case_brings_what_is_protected_under_the_earlier_one(store) {
        let county = County::in_store(store).await;
        let earlier = hidden(&county).await;
        let reference = county
            .look(county.coordinator(), move |cx| {
                marac::workflow::access::case(cx, earlier, Sight::Asked).map(|it| it.reference.clone())
            })
            .await
            .unwrap();
        let sent = referring::send(&county, county.police(), account("Jo Lee")).await;
        let (referral, later) = (sent.referral, referring::find(&county, sent.referral).await.case_id);
        let newer = Details { address: "1 New Road, NS9 9ZZ".into(), ..Details::default() };
        let save = county.change(county.coordinator(), move |cx| {
            protected::show(cx, later, Some(Reason::Check))?;
            protected::save(cx, later, 0, &newer)
        });
        save.await.unwrap();
        let to = Joining { same_as: reference.clone(), reference };
        let join =
            county.change(county.coordinator(), move |cx| triage::join(cx, referral, 1, &to));
        join.await.unwrap();
        show(&county, county.idva(), earlier, Some(Reason::Reach)).await.unwrap();
        let found = county.look(county.idva(), move |cx| protected::shown(cx, earlier)).await;
        let found = found.unwrap().unwrap();
        assert!(found.address.reveal().starts_with("1 New Road, NS9 9ZZ\nSaid before: Flat 2"));
        assert_eq!(found.phones.reveal(), "07700 900 321 after 6pm");
        let left = county.store.count("SELECT count(*) AS count FROM protected_contacts");
        assert_eq!(left, 1);
    }
}
