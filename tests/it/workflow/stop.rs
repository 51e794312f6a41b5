//! The stop button: reports, closing, opening, and mail that waits.
use marac::domain::access::Sight;
use marac::domain::actor::Member;
use marac::domain::ids::{CaseId, StopId};
use marac::domain::text::Private;
use marac::workflow::post::{Prepared, claim, is_due, prepare};
use marac::workflow::stop::{self, What};
use marac::workflow::{Asker, Step, StepError, access};

use crate::support::county::County;
use crate::support::sitting::{self, account};
use crate::support::store::on_both;
use crate::support::told;

async fn close(county: &County, who: Member, what: What) -> Step<()> {
    let words: Private = "Until it is clear".into();
    county.change(who, move |cx| stop::stop(cx, &what, &words)).await
}

async fn standing(county: &County, who: Member) -> (StopId, i32) {
    let board = county.look(who, stop::board).await.unwrap();
    let stop = &board.stops[0].stop;
    (stop.id, stop.version)
}

async fn lift(county: &County, who: Member, (id, seen): (StopId, i32)) -> Step<()> {
    county.change(who, move |cx| stop::lift(cx, id, seen)).await
}

async fn sees(county: &County, who: Member, case: CaseId) -> Step<Sight> {
    county.look(who, move |cx| access::case(cx, case, Sight::Asked).map(|it| it.sight())).await
}

on_both! {
    async fn a_report_is_told_to_those_who_can_close_without_its_words(store) {
        let county = County::in_store(store).await;
        let blank = county.change(county.police(), |cx| stop::report(cx, &Private::default()));
        assert!(matches!(blank.await, Err(StepError::Refused(_))));
        let words: Private = "The agenda hangs in the corridor".into();
        let report = county.change(county.person("Olive Moss"), move |cx| stop::report(cx, &words));
        report.await.unwrap();
        let mut told: Vec<_> = told::messages(&county, "exposure_reported")
            .await
            .into_iter()
            .map(|it| it.account_id)
            .collect();
        let mut expected =
            [county.chair(), county.coordinator(), county.administrator()].map(|it| it.account);
        told.sort_unstable();
        expected.sort_unstable();
        assert_eq!(told, expected);
        let board = county.look(county.chair(), stop::board).await.unwrap();
        let read = board.reports[0].words.as_ref().unwrap();
        assert_eq!(read.reveal(), "The agenda hangs in the corridor");
        let board = county.look(county.administrator(), stop::board).await.unwrap();
        assert!(board.reports[0].words.is_none(), "an administrator sees no case");
        let notices = county.store.texts("SELECT notice AS text FROM messages");
        assert!(notices.iter().all(|it| !it.contains("corridor")));
    }

    async fn mail_of_a_closed_area_is_not_even_leased(store) {
        let county = County::in_store(store).await;
        sitting::list(&county, account("Jo Lee")).await;
        assert!(county.by_itself(is_due).await.unwrap());
        let early = county.by_itself(claim).await.unwrap().unwrap();
        close(&county, county.administrator(), What::Area).await.unwrap();
        assert!(!county.by_itself(is_due).await.unwrap());
        assert_eq!(county.by_itself(claim).await.unwrap(), None);
        let real = county.service.clock().real_now();
        let prepared = county.service.look(
            Asker::service(county.area, "test.send"),
            move |cx| prepare(cx, &early, real),
        );
        assert!(matches!(prepared.await.unwrap(), Prepared::Closed(_)), "leased before");
        let stop = standing(&county, county.chair()).await;
        lift(&county, county.chair(), stop).await.unwrap();
        assert!(!county.by_itself(is_due).await.unwrap(), "one person is not enough");
        let stop = standing(&county, county.chair()).await;
        let again = lift(&county, county.chair(), stop).await;
        assert!(matches!(again, Err(StepError::Refused(_))));
        lift(&county, county.coordinator(), stop).await.unwrap();
        assert!(county.by_itself(is_due).await.unwrap());
        let board = county.look(county.chair(), stop::board).await.unwrap();
        assert!(board.stops.is_empty());
    }

    async fn a_closed_case_is_there_for_nobody_and_its_mail_waits(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, account("Jo Lee")).await;
        let other = sitting::list(&county, account("Ann Fox")).await.case;
        let reference = sitting::reference(&county, listed).await;
        let nothing = close(&county, county.administrator(), What::Case(reference.clone())).await;
        assert!(matches!(nothing, Err(StepError::Refused(_))), "who sees no case closes none");
        close(&county, county.coordinator(), What::Case(reference)).await.unwrap();
        for who in [county.chair(), county.coordinator(), county.police(), county.idva()] {
            let seen = sees(&county, who.clone(), listed.case).await;
            assert!(matches!(seen, Err(StepError::Closed)), "{seen:?}");
            assert!(sees(&county, who, other).await.unwrap() >= Sight::Asked);
        }
        for who in [county.referrer(), county.administrator()] {
            let seen = sees(&county, who, listed.case).await;
            assert!(matches!(seen, Err(StepError::Hidden)));
        }
        let mut waits = 0;
        while let Some(lease) = county.by_itself(claim).await.unwrap() {
            let real = county.service.clock().real_now();
            let prepared = county.service.look(
                Asker::service(county.area, "test.send"),
                move |cx| prepare(cx, &lease, real),
            );
            waits += usize::from(matches!(prepared.await.unwrap(), Prepared::Closed(_)));
        }
        assert!(waits > 0);
        let stop = standing(&county, county.chair()).await;
        lift(&county, county.chair(), stop).await.unwrap();
        assert!(sees(&county, county.police(), listed.case).await.unwrap() >= Sight::Asked);
    }

    async fn only_those_who_lead_or_administer_close_and_a_named_stand_in_opens(store) {
        let county = County::in_store(store).await;
        for who in [county.police(), county.idva(), county.referrer(), county.person("Ines Grey")] {
            let step = close(&county, who.clone(), What::Area).await;
            assert!(matches!(step, Err(StepError::Hidden)));
            assert!(matches!(county.look(who, stop::board).await, Err(StepError::Hidden)));
        }
        close(&county, county.chair(), What::Area).await.unwrap();
        let stop = standing(&county, county.chair()).await;
        lift(&county, county.chair(), stop).await.unwrap();
        county.name_stand_in("i.grey@council.example");
        let auditor = county.person("Ines Grey");
        let board = county.look(auditor.clone(), stop::board).await.unwrap();
        assert!(!board.may_stop);
        let stop = standing(&county, auditor.clone()).await;
        lift(&county, auditor.clone(), stop).await.unwrap();
        assert!(matches!(close(&county, auditor, What::Area).await, Err(StepError::Hidden)));
    }
}
