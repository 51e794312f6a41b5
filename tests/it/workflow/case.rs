//! How much of a case each reader gets, and finding one.
use marac::domain::access::Sight;
use marac::domain::actor::Member;
use marac::domain::audit::Deed;
use marac::domain::ids::CaseId;
use marac::workflow::case::{self, CasePage, CaseView, What};
use marac::workflow::{StepError, support};

use crate::support::county::County;
use crate::support::referring::{find, send};
use crate::support::sitting::{self, account};
use crate::support::store::on_both;

async fn whole(county: &County, who: Member, id: CaseId) -> CaseView {
    match county.look(who, move |cx| case::show(cx, id)).await.unwrap() {
        CasePage::Whole(view) => *view,
        _ => panic!("not the case"),
    }
}

on_both! {
    async fn an_agency_sees_no_other_return_before_its_own_is_in(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, account("Jo Lee")).await;
        sitting::give_research(&county, county.police(), listed.case).await;
        let asked = whole(&county, county.housing(), listed.case).await;
        assert_eq!(asked.sight, Sight::Asked);
        let agencies: Vec<&str> = asked.research.iter().map(|it| it.agency.as_str()).collect();
        assert_eq!(agencies, ["Housing Options"]);
        let told = |it: &What| matches!(it, What::Referred(.., Some(_)) | What::Returned(..));
        assert!(!asked.history.iter().any(|it| told(&it.what)));
        sitting::give_research(&county, county.housing(), listed.case).await;
        let shared = whole(&county, county.housing(), listed.case).await;
        assert_eq!(shared.sight, Sight::Shared);
        let police = shared.research.iter().find(|it| it.agency == "Northshire Police").unwrap();
        assert!(!police.research.text.is_blank() && police.research.chair_only.is_blank());
        let chair = whole(&county, county.chair(), listed.case).await;
        let police = chair.research.iter().find(|it| it.agency == "Northshire Police").unwrap();
        assert!(!police.research.chair_only.is_blank());
    }

    async fn whoever_only_referred_a_case_sees_their_referral_of_it(store) {
        let county = County::in_store(store).await;
        let sent = send(&county, county.referrer(), account("Jo Lee")).await;
        let id = find(&county, sent.referral).await.case_id;
        let page = county.look(county.referrer(), move |cx| case::show(cx, id)).await.unwrap();
        let CasePage::Own(lines) = page else { panic!("more than their own") };
        assert_eq!((lines.len(), lines[0].id), (1, sent.referral));
    }

    async fn before_it_is_accepted_a_case_is_hidden_from_agencies_and_always_from_some(store) {
        let county = County::in_store(store).await;
        let sent = send(&county, county.referrer(), account("Jo Lee")).await;
        let id = find(&county, sent.referral).await.case_id;
        for who in [county.housing(), county.idva(), county.administrator()] {
            let before = county.recorded(Deed::Denied).await;
            let page = county.look(who, move |cx| case::show(cx, id)).await;
            assert!(matches!(page, Err(StepError::Hidden)));
            assert_eq!(county.recorded(Deed::Denied).await, before + 1);
        }
    }

    async fn every_look_at_a_case_leaves_a_row_that_names_it(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, account("Jo Lee")).await;
        whole(&county, county.chair(), listed.case).await;
        let newest = county.record(1).await;
        assert_eq!((newest[0].entry.deed, &newest[0].entry.cases), (Deed::Read, &vec![listed.case]));
    }

    async fn a_case_is_found_by_what_people_type_by_whoever_may_see_it(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, account("Jo Lee")).await;
        let reference = whole(&county, county.chair(), listed.case).await.line.reference;
        for typed in [reference.clone(), reference.to_lowercase().replace('-', " ")] {
            let found = county.look(county.housing(), move |cx| case::find(cx, &typed)).await;
            assert_eq!(found.unwrap(), listed.case);
        }
        for (who, typed) in [
            (county.referrer(), reference.as_str()),
            (county.administrator(), reference.as_str()),
            (county.chair(), "NS-2222"),
            (county.chair(), "Jo Lee"),
        ] {
            let (before, typed) = (county.recorded(Deed::Denied).await, typed.to_owned());
            let found = county.look(who, move |cx| case::find(cx, &typed)).await;
            assert!(matches!(found, Err(StepError::Hidden)));
            assert_eq!(county.recorded(Deed::Denied).await, before + 1);
        }
    }

    async fn the_history_holds_what_was_done_and_support_only_for_those_who_may(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, account("Jo Lee")).await;
        let (id, text) = (listed.id, "To stay in her home");
        let views = county.change(county.idva(), move |cx| {
            support::record_views(cx, id, 0, &text.into(), &"".into())
        });
        views.await.unwrap();
        let has_views = |view: &CaseView| {
            view.history.iter().any(|it| matches!(it.what, What::Views(..)))
        };
        let chair = whole(&county, county.chair(), listed.case).await;
        assert!(has_views(&chair) && has_views(&whole(&county, county.idva(), listed.case).await));
        assert!(!has_views(&whole(&county, county.housing(), listed.case).await));
        let kinds = |it: &What| matches!(it, What::Referred(..) | What::Decided(..) | What::Listed(..));
        assert_eq!(chair.history.iter().filter(|it| kinds(&it.what)).count(), 3);
        assert!(chair.history.is_sorted_by_key(|it| std::cmp::Reverse(it.at)));
    }

    async fn the_newest_cases_are_listed_for_those_who_lead(store) {
        let county = County::in_store(store).await;
        let first = sitting::list(&county, account("Jo Lee")).await;
        county.at("2026-02-12 08:40");
        let second = sitting::list(&county, account("Ann Fox")).await;
        let recent = county.look(county.coordinator(), case::recent).await.unwrap();
        let order: Vec<CaseId> = recent.iter().map(|it| it.line.id).collect();
        assert_eq!(order, [second.case, first.case]);
        assert_eq!(recent[0].children, 2);
        let denied = county.look(county.housing(), case::recent).await;
        assert!(matches!(denied, Err(StepError::Hidden)));
    }
}
