//! What bears on who may see cases, as the database has it: of a case, and of what it is joined to.
use std::collections::HashMap;

use marac::domain::access::CaseFacts;
use marac::domain::actor::Member;
use marac::domain::case::Restriction;
use marac::domain::ids::CaseId;
use marac::store::{self, StoreError};
use marac::workflow::access;

use crate::support::county::County;
use crate::support::sitting;
use crate::support::store::on_both;

/// Three cases: one joined to the next, and one beside them.
struct Cases {
    joined: CaseId,
    end: CaseId,
    beside: CaseId,
}

impl Cases {
    async fn of(county: &County) -> Self {
        let mut ids = Vec::new();
        for victim in ["Rosie Keane", "Pearl Grant", "Nina Holt"] {
            ids.push(sitting::list(county, sitting::account(victim)).await.case);
        }
        let (joined, end, beside) = (ids[0], ids[1], ids[2]);
        let join = format!("UPDATE cases SET joined_to = '{end}' WHERE id = '{joined}'");
        county.store.execute(&join);
        Self { joined, end, beside }
    }
}

async fn facts(county: &County, of: &[CaseId]) -> HashMap<CaseId, CaseFacts> {
    let of = of.to_vec();
    county.look(county.chair(), move |cx| access::facts(cx, &of)).await.unwrap()
}

/// The cases that are not there for somebody.
async fn absent(county: &County, who: Member) -> Vec<CaseId> {
    let (area, now) = (county.area, county.service.clock().now());
    let found: Result<_, StoreError> =
        county.database.read(move |view| store::access::absent(view, area, who.account, now)).await;
    found.unwrap()
}

fn restrict(county: &County, case: CaseId) {
    county
        .store
        .execute(&format!("UPDATE cases SET restriction = 'restricted' WHERE id = '{case}'"));
}

fn name(county: &County, case: CaseId, who: &Member) {
    let (area, account) = (who.area, who.account);
    county.store.execute(&format!(
        "INSERT INTO case_names (area_id, case_id, account_id, named_by, named_at) VALUES \
         ('{area}', '{case}', '{account}', '{account}', '2026-02-12 08:00:00')"
    ));
}

fn exclude(county: &County, case: CaseId, who: &Member) {
    keep_from(county, case, &format!("'{}', NULL", who.account));
}

/// Keeps a case from an account, or an agency, as the database has them.
fn keep_from(county: &County, case: CaseId, whom: &str) {
    let (id, area) = (uuid::Uuid::new_v4(), county.area);
    county.store.execute(&format!(
        "INSERT INTO exclusions (id, area_id, case_id, account_id, agency_id, interest, reason, \
         recorded_at, state, ruling, version) VALUES ('{id}', '{area}', '{case}', {whom}, \
         'knows_victim', '', '2026-02-12 08:00:00', 'declared', '', 1)"
    ));
}

fn open(county: &County, case: CaseId, who: &Member, confirmed: &str) {
    let (id, area, account) = (uuid::Uuid::new_v4(), who.area, who.account);
    county.store.execute(&format!(
        "INSERT INTO openings (area_id, id, case_id, account_id, need, reason, asked_at, \
         second_id, confirmed_at, ends_at, version) VALUES ('{area}', '{id}', '{case}', \
         '{account}', 'child', '', '2026-02-12 08:00:00', '{account}', {confirmed}, \
         '2026-02-13 08:00:00', 1)"
    ));
}

on_both! {
    async fn what_is_joined_to_a_restricted_case_is_restricted(store) {
        let county = County::in_store(store).await;
        let Cases { joined, end, beside } = Cases::of(&county).await;
        let is_restricted = |it: &CaseFacts| it.restriction == Restriction::Restricted;
        assert!(!facts(&county, &[joined, end, beside]).await.values().any(is_restricted));
        restrict(&county, end);
        assert!(is_restricted(&facts(&county, &[joined]).await[&joined]), "asked for alone");
        let all = facts(&county, &[joined, end, beside]).await;
        assert!(is_restricted(&all[&joined]) && is_restricted(&all[&end]));
        assert!(!is_restricted(&all[&beside]));
    }

    async fn whoever_is_named_on_the_end_is_named_on_what_is_joined_to_it(store) {
        let county = County::in_store(store).await;
        let Cases { joined, end, beside } = Cases::of(&county).await;
        restrict(&county, end);
        restrict(&county, beside);
        name(&county, joined, &county.housing());
        name(&county, end, &county.chair());
        name(&county, beside, &county.idva());
        let all = facts(&county, &[joined, end, beside]).await;
        assert_eq!(all[&joined].named, [county.chair().account]);
        assert_eq!(all[&end].named, [county.chair().account]);
        assert_eq!(all[&beside].named, [county.idva().account]);
        assert_eq!(facts(&county, &[joined]).await[&joined].named, [county.chair().account]);
    }

    async fn whoever_is_kept_from_either_is_kept_from_what_is_joined(store) {
        let county = County::in_store(store).await;
        let Cases { joined, end, beside } = Cases::of(&county).await;
        exclude(&county, joined, &county.housing());
        exclude(&county, end, &county.idva());
        exclude(&county, beside, &county.police());
        for asked in [vec![joined], vec![joined, end, beside]] {
            let mut kept = facts(&county, &asked).await[&joined].excluded.clone();
            kept.sort_unstable();
            let mut both = vec![county.housing().account, county.idva().account];
            both.sort_unstable();
            assert_eq!(kept, both);
        }
        let all = facts(&county, &[joined, end, beside]).await;
        assert_eq!(all[&end].excluded, [county.idva().account]);
        assert_eq!(all[&beside].excluded, [county.police().account]);
    }

    async fn an_agency_that_is_kept_from_a_case_is_kept_from_that_alone(store) {
        let county = County::in_store(store).await;
        let Cases { end, beside, .. } = Cases::of(&county).await;
        keep_from(&county, end, &format!("NULL, '{}'", county.housing().agency));
        keep_from(&county, beside, &format!("NULL, '{}'", county.idva().agency));
        let all = facts(&county, &[end, beside]).await;
        let kept = |case: &CaseId, who: Member| all[case].excluded.contains(&who.account);
        assert!(kept(&end, county.housing()) && !kept(&end, county.idva()));
        assert!(kept(&beside, county.idva()) && !kept(&beside, county.housing()));
    }

    async fn a_restricted_case_and_what_is_joined_to_it_are_absent_for_all_but_those_named(store) {
        let county = County::in_store(store).await;
        let Cases { joined, end, beside } = Cases::of(&county).await;
        restrict(&county, end);
        name(&county, end, &county.chair());
        open(&county, end, &county.housing(), "'2026-02-12 08:00:00'");
        open(&county, end, &county.idva(), "NULL");
        let mut hidden = vec![joined, end];
        hidden.sort_unstable();
        for who in [county.coordinator(), county.idva(), county.administrator()] {
            let mut absent = absent(&county, who).await;
            absent.sort_unstable();
            assert_eq!(absent, hidden);
        }
        for who in [county.chair(), county.housing()] {
            assert!(absent(&county, who).await.is_empty());
        }
        exclude(&county, beside, &county.chair());
        assert_eq!(absent(&county, county.chair()).await, [beside]);
    }

    async fn whoever_was_let_in_by_two_is_let_into_that_case_alone(store) {
        let county = County::in_store(store).await;
        let Cases { joined, end, beside } = Cases::of(&county).await;
        restrict(&county, end);
        restrict(&county, beside);
        open(&county, end, &county.housing(), "'2026-02-12 08:00:00'");
        open(&county, end, &county.idva(), "NULL");
        let all = facts(&county, &[joined, end, beside]).await;
        assert_eq!(all[&joined].let_in, [county.housing().account]);
        assert_eq!(all[&end].let_in, [county.housing().account]);
        assert!(all[&beside].let_in.is_empty());
    }
}
