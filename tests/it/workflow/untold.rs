//! Who must not be told: the stop at each send, and who is shown beforehand.
use marac::domain::access::Sight;
use marac::domain::actor::Member;
use marac::domain::ids::CaseId;
use marac::domain::notice::{Attempt, Delivery};
use marac::domain::referral::{Account, Described};
use marac::domain::task::Kind;
use marac::domain::untold::{Likeness, Verdict};
use marac::store::{self, StoreError};
use marac::workflow::post::{Prepared, claim, prepare, settle};
use marac::workflow::untold::{self, NewUntold};
use marac::workflow::{Step, StepError, access, agenda};

use crate::support::county::{County, london};
use crate::support::sitting::{self, SLUG, account};
use crate::support::store::on_both;

fn somebody(name: &str, email: &str, phone: &str, employer: &str) -> NewUntold {
    NewUntold {
        name: name.into(),
        email: email.into(),
        phone: phone.into(),
        employer: employer.into(),
        ..NewUntold::default()
    }
}

async fn add(county: &County, case: CaseId, new: NewUntold) {
    let add = county.change(county.coordinator(), move |cx| untold::add(cx, case, &new));
    add.await.unwrap();
}

/// Sends all that is due, and gives the kinds that were held back for somebody.
async fn held(county: &County, who: &Member) -> Vec<String> {
    while let Some(lease) = county.by_itself(claim).await.unwrap() {
        let real = county.service.clock().real_now();
        let prepared = county
            .service
            .look(marac::workflow::Asker::service(county.area, "test.send"), move |cx| {
                prepare(cx, &lease, real)
            });
        let attempt = match prepared.await.unwrap() {
            Prepared::Letter(_) => Attempt::Accepted,
            Prepared::Held(_) => Attempt::Held,
            Prepared::Unwanted(_) | Prepared::Closed(_) => Attempt::Dropped,
        };
        let settle = county.by_itself(move |cx| settle(cx, &lease, attempt, ""));
        settle.await.unwrap();
    }
    let area = county.area;
    let all: Result<_, StoreError> =
        county.database.read(move |view| store::outbox::newest(view, area, 1_000)).await;
    let all = all.unwrap().into_iter();
    let own = all.filter(|it| it.account_id == who.account && it.delivery == Delivery::Held);
    own.map(|it| it.kind).collect()
}

async fn publish(county: &County) {
    county.at("2026-02-12 09:40");
    county.by_itself(agenda::freeze_due).await.unwrap();
    county.change(county.coordinator(), |cx| agenda::publish(cx, SLUG, 1)).await.unwrap();
}

on_both! {
    async fn mail_about_a_case_never_leaves_for_somebody_recorded_on_it(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, account("Jo Lee")).await.case;
        let housing = county.housing();
        add(&county, case, somebody("", "M.Reid@homes.example", "", "")).await;
        publish(&county).await;
        assert!(held(&county, &housing).await.contains(&"agenda_published".to_owned()));
        assert!(held(&county, &county.probation()).await.is_empty());
        let area = county.area;
        let tasks: Result<_, StoreError> =
            county.database.read(move |view| store::task::open(view, area)).await;
        assert!(tasks.unwrap().iter().all(|it| it.kind == Kind::MustNotBeTold));
        let record = county.record(500).await;
        assert!(record.iter().any(|it| it.entry.name == "mail.held"));
    }

    async fn an_alleged_perpetrator_is_stopped_by_name_until_they_are_another_person(store) {
        let county = County::in_store(store).await;
        let lee = Described { name: "HART, Lee".into(), ..Described::default() };
        let referral = Account { perpetrators: vec![lee], ..account("Jo Lee") };
        let case = sitting::list(&county, referral).await.case;
        let police = county.police();
        publish(&county).await;
        assert!(!held(&county, &police).await.is_empty());
        let desk = county.look(county.coordinator(), move |cx| untold::desk(cx, case)).await;
        let alike = desk.unwrap().alike;
        let found = alike.iter().find(|it| it.account == police.account).unwrap();
        assert!(found.likeness == Likeness::Name && found.is_open());
        let of = Some(police.account);
        let check = county.change(county.coordinator(), move |cx| {
            untold::check(cx, case, of, Some(Verdict::Other))
        });
        check.await.unwrap();
        let area = county.area;
        let tasks: Result<_, StoreError> =
            county.database.read(move |view| store::task::open(view, area)).await;
        for task in tasks.unwrap() {
            let (id, seen) = (task.id, task.version);
            let again = county.change(county.coordinator(), move |cx| {
                marac::workflow::post::again(cx, id, seen)
            });
            again.await.unwrap();
        }
        assert!(held(&county, &police).await.is_empty());
    }

    async fn the_same_number_is_never_another_person(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, account("Jo Lee")).await.case;
        add(&county, case, somebody("Mick Dunmore", "", "+44 1632 960101", "")).await;
        let of = Some(county.housing().account);
        let check = |verdict| {
            county.change(county.coordinator(), move |cx| untold::check(cx, case, of, verdict))
        };
        let refused: Step<()> = check(Some(Verdict::Other)).await;
        assert!(matches!(refused, Err(StepError::Refused(_))));
        check(Some(Verdict::Out)).await.unwrap();
    }

    async fn somebody_recorded_is_not_invited(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, account("Jo Lee")).await.case;
        add(&county, case, somebody("", "d.frost@probation.example", "", "")).await;
        let probation = county.probation();
        let (of, now) = (probation.account, county.service.clock().real_now());
        let invite = county.by_itself(move |cx| {
            let link = marac::workflow::sign_in::new_link(
                cx,
                of,
                marac::domain::account::LinkPurpose::Invitation,
                now,
                chrono::TimeDelta::days(7),
            )?;
            let notice = marac::domain::notice::Notice::Invitation { link };
            cx.tell(of, notice, "test", london("2026-02-12 08:34")).map(|_queued| ())
        });
        invite.await.unwrap();
        assert_eq!(held(&county, &probation).await, ["invitation"]);
    }

    async fn a_shared_surname_or_employer_is_shown_beforehand_and_stops_nothing(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, account("Jo Lee")).await.case;
        add(&county, case, somebody("Mick Reid", "", "", "")).await;
        add(&county, case, somebody("Jo Fox", "", "", "a warden, Probation")).await;
        let open = async || {
            let all = move |cx: &mut marac::workflow::Look<'_, '_>| {
                untold::unchecked(cx, &[case], |_| true)
            };
            let found = county.look(county.coordinator(), all).await.unwrap();
            found.iter().map(|it| it.people).sum::<usize>()
        };
        assert_eq!(open().await, 2);
        publish(&county).await;
        assert!(held(&county, &county.housing()).await.is_empty());
        for verdict in [Verdict::Out, Verdict::Other] {
            let of = Some(county.housing().account);
            let check = county.change(county.coordinator(), move |cx| {
                untold::check(cx, case, of, Some(verdict))
            });
            check.await.unwrap();
            assert_eq!(open().await, 1, "{verdict:?}");
        }
    }

    async fn the_list_is_missing_for_all_but_those_who_keep_it(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, account("Jo Lee")).await.case;
        let see = async |who| county.look(who, move |cx| untold::desk(cx, case)).await;
        for who in [county.police(), county.housing(), county.referrer(), county.administrator()] {
            assert!(matches!(see(who).await, Err(StepError::Hidden)));
        }
        for who in [county.chair(), county.coordinator(), county.idva()] {
            see(who).await.unwrap();
        }
        let of = Some(county.housing().account);
        let check = county.change(county.idva(), move |cx| {
            untold::check(cx, case, of, Some(Verdict::Out))
        });
        assert!(matches!(check.await, Err(StepError::Hidden)));
        let seen = county.look(county.police(), move |cx| {
            access::case(cx, case, Sight::Asked).map(|it| it.sight())
        });
        assert_eq!(seen.await.unwrap(), Sight::Asked);
    }
}
