//! Whoever an area names to stand in, where a decision takes two people.
use marac::domain::agency::MailRule;
use marac::domain::conflict::Need;
use marac::workflow::mail_domain::{self, Decided};
use marac::workflow::opening::{self, Asked};
use marac::workflow::{StepError, conflict};

use crate::support::county::County;
use crate::support::sitting;
use crate::support::store::on_both;

/// An auditor of the county, who has no say in anything by their role.
const NAMED: &str = "i.grey@council.example";

on_both! {
    async fn they_agree_to_more_mail_and_nobody_else_from_outside_does(store) {
        let county = County::in_store(store).await;
        let named = county.person("Ines Grey");
        let asked = county.change(county.chair(), |cx| {
            mail_domain::add(cx, "homes.example", MailRule::Secure, "They wrote to us")
        });
        assert_eq!(asked.await.unwrap(), Decided::Asked);
        let agree = |who| county.change(who, |cx| mail_domain::agree(cx, "homes.example", 1));
        for other in [named.clone(), county.administrator(), county.housing(), county.chair()] {
            assert!(county.look(other.clone(), mail_domain::waiting).await.unwrap().is_empty());
            assert!(matches!(agree(other).await, Err(StepError::Hidden)));
        }
        county.name_stand_in(NAMED);
        let waiting = county.look(named.clone(), mail_domain::waiting).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].rule), (1, MailRule::Secure));
        agree(named.clone()).await.unwrap();
        let domains = county.look(county.chair(), mail_domain::list).await.unwrap();
        let rules: Vec<_> = domains.iter().map(|it| (&*it.rule.domain, it.rule.rule)).collect();
        assert!(rules.contains(&("homes.example", MailRule::Secure)), "{rules:?}");
        assert!(matches!(agree(named).await, Err(StepError::Hidden)), "it waits no more");
    }

    async fn what_they_asked_for_themself_waits_for_somebody_else(store) {
        let county = County::in_store(store).await;
        county.name_stand_in("s.okafor@council.example");
        let asked = county.change(county.coordinator(), |cx| {
            mail_domain::add(cx, "homes.example", MailRule::Secure, "They wrote to us")
        });
        asked.await.unwrap();
        let own = county.change(county.coordinator(), |cx| {
            mail_domain::agree(cx, "homes.example", 1)
        });
        assert!(matches!(own.await, Err(StepError::Hidden)));
        let other = county.change(county.chair(), |cx| mail_domain::agree(cx, "homes.example", 9));
        assert!(matches!(other.await, Err(StepError::Stale(_))));
    }

    async fn they_let_somebody_into_a_restricted_case_that_they_do_not_see(store) {
        let county = County::in_store(store).await;
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        let case = listed.case;
        let restrict = county.change(county.chair(), move |cx| conflict::restrict(cx, case, 1, &[]));
        restrict.await.unwrap();
        let (named, somebody) = (county.person("Ines Grey"), county.housing());
        let asked = Asked {
            reference: sitting::reference(&county, listed).await,
            need: Need::Child,
            reason: "The school rang".into(),
            second: named.account,
        };
        let ask = || {
            let asked = asked.clone();
            county.change(somebody.clone(), move |cx| opening::ask(cx, &asked))
        };
        assert!(matches!(ask().await, Err(StepError::Refused(_))), "they are not named yet");
        county.name_stand_in(NAMED);
        ask().await.unwrap();
        let waiting = county.look(named.clone(), opening::waiting).await.unwrap();
        let id = waiting[0].opening.id;
        county.change(named.clone(), move |cx| opening::agree(cx, id, 1)).await.unwrap();
        let sees = |who| county.look(who, move |cx| marac::workflow::case::show(cx, case));
        sees(somebody).await.unwrap();
        assert!(matches!(sees(named).await, Err(StepError::Hidden)));
    }
}
