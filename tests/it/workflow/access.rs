//! The way to a case: as far as somebody sees it, closed for the time being, or not there.
use marac::domain::access::{ActionFacts, CaseFacts, Duty, Sight, Wish};
use marac::domain::actor::Member;
use marac::domain::ids::{AccountId, CaseId, DraftId};
use marac::domain::text::Private;
use marac::workflow::stop::{self, What};
use marac::workflow::{Step, StepError, access, referral};

use crate::support::county::County;
use crate::support::sitting;
use crate::support::store::on_both;

async fn case(county: &County, who: Member, id: CaseId, least: Sight) -> Step<Sight> {
    county.look(who, move |cx| Ok(access::case(cx, id, least)?.sight())).await
}

/// What comes of somebody's wish on a case.
async fn wish(
    county: &County,
    who: Member,
    id: CaseId,
    wish: for<'a> fn(&'a CaseFacts, &'a ActionFacts<'a>) -> Wish<'a>,
) -> Step<()> {
    let agency = county.housing().agency;
    county
        .look(who, move |cx| {
            let case = access::facts(cx, &[id])?.remove(&id).unwrap();
            let owner = AccountId::from_uuid(uuid::Uuid::nil());
            access::require(cx, wish(&case, &ActionFacts { case: &case, agency, owner }))
        })
        .await
}

on_both! {
    async fn whoever_sent_a_referral_sees_no_more_of_the_case_than_that(store) {
        let county = County::in_store(store).await;
        let draft = DraftId::from_uuid(uuid::Uuid::new_v4());
        let account = sitting::account("Rosie Keane");
        let send = county.change(county.referrer(), move |cx| {
            referral::send(cx, draft, 0, &Private::default(), account.clone())
        });
        send.await.unwrap();
        let id = county.store.texts("SELECT case_id AS text FROM referrals").remove(0);
        let id = CaseId::parse(&id).unwrap();
        let own = case(&county, county.referrer(), id, Sight::OwnReferral).await;
        assert_eq!(own.unwrap(), Sight::OwnReferral);
        for least in [Sight::Asked, Sight::Shared, Sight::Everything] {
            let more = case(&county, county.referrer(), id, least).await;
            assert!(matches!(more, Err(StepError::Hidden)), "{least:?}");
        }
        let other = case(&county, county.childrens(), id, Sight::Nothing).await;
        assert!(matches!(other, Err(StepError::Hidden)), "nothing is no sight");
    }

    async fn those_who_work_in_a_closed_case_are_told_and_nobody_else(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        let id = listed.case;
        let reference = sitting::reference(&county, listed).await;
        let see: for<'a> fn(&'a CaseFacts, &'a ActionFacts<'a>) -> Wish<'a> =
            |case, _| Wish::See(Sight::Asked, case);
        let record: for<'a> fn(&'a CaseFacts, &'a ActionFacts<'a>) -> Wish<'a> =
            |case, _| Wish::Change(Duty::Record, case);
        let action: for<'a> fn(&'a CaseFacts, &'a ActionFacts<'a>) -> Wish<'a> =
            |_, action| Wish::SeeAction(action);
        wish(&county, county.housing(), id, see).await.unwrap();
        let early = wish(&county, county.housing(), id, record).await;
        assert!(matches!(early, Err(StepError::Hidden)), "it is not closed, and not for them");
        let close = county.change(county.chair(), move |cx| {
            stop::stop(cx, &What::Case(reference.clone()), &"Papers on a table".into())
        });
        close.await.unwrap();
        for wanted in [see, record, action] {
            let told = wish(&county, county.coordinator(), id, wanted).await;
            assert!(matches!(told, Err(StepError::Closed)));
            let hidden = wish(&county, county.administrator(), id, wanted).await;
            assert!(matches!(hidden, Err(StepError::Hidden)));
        }
        for wanted in [see, action] {
            let told = wish(&county, county.housing(), id, wanted).await;
            assert!(matches!(told, Err(StepError::Closed)));
        }
        let never = wish(&county, county.housing(), id, record).await;
        assert!(matches!(never, Err(StepError::Hidden)), "they would not when it opens");
        for (who, least) in [(county.housing(), Sight::Asked), (county.chair(), Sight::Everything)] {
            let told = case(&county, who, id, least).await;
            assert!(matches!(told, Err(StepError::Closed)));
        }
        let more = case(&county, county.housing(), id, Sight::Everything).await;
        assert!(matches!(more, Err(StepError::Hidden)), "it is more than they see");
    }

    async fn the_service_itself_is_kept_from_nothing(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        let id = listed.case;
        let by_itself = county.by_itself(move |cx| {
            access::require(cx, Wish::Duty(Duty::Triage))?;
            access::there(cx, id)
        });
        by_itself.await.unwrap();
        let nobody = county.look(county.administrator(), move |cx| access::there(cx, id)).await;
        assert!(matches!(nobody, Err(StepError::Hidden)));
    }
}
