//! Whoever an area names to stand in, where a decision takes two people.
use std::collections::BTreeSet;

use marac::domain::agency::MailRule;
use marac::domain::area::Section;
use marac::domain::conflict::Need;
use marac::domain::notice::{Attempt, Message};
use marac::workflow::mail_domain::{self, Decided};
use marac::workflow::opening::{self, Asked};
use marac::workflow::post::{self, Prepared};
use marac::workflow::{Asker, StepError, area, conflict};

use crate::support::county::County;
use crate::support::sitting;
use crate::support::store::on_both;
use crate::support::told;

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

    async fn whoever_agrees_agrees_to_what_they_saw(store) {
        let county = County::in_store(store).await;
        let blocked = county.change(county.chair(), |cx| {
            mail_domain::add(cx, "homes.example", MailRule::Blocked, "It was sold")
        });
        assert_eq!(blocked.await.unwrap(), Decided::Now);
        let ask = |rule| {
            let seen = county.store.count("SELECT CAST(version AS BIGINT) AS count FROM mail_domains WHERE domain = 'homes.example'");
            let seen = i32::try_from(seen).unwrap();
            county.change(county.chair(), move |cx| {
                mail_domain::change(cx, "homes.example", (rule, "They wrote to us"), seen)
            })
        };
        assert_eq!(ask(MailRule::Notice).await.unwrap(), Decided::Asked);
        let seen = county.look(county.coordinator(), mail_domain::waiting).await.unwrap();
        assert_eq!(seen[0].rule, MailRule::Notice);
        assert_eq!(ask(MailRule::Secure).await.unwrap(), Decided::Asked);
        let version = seen[0].version;
        let agree = county.change(county.coordinator(), move |cx| {
            mail_domain::agree(cx, "homes.example", version)
        });
        assert!(matches!(agree.await, Err(StepError::Stale(_))));
    }

    async fn only_somebody_who_signs_in_there_is_named(store) {
        let county = County::in_store(store).await;
        let set = |who: &str| {
            let typed = vec![("contact.stand_in".to_owned(), who.to_owned())];
            county.change(county.coordinator(), move |cx| {
                area::change(cx, Section::Contact, &typed, 1)
            })
        };
        assert!(matches!(set("nobody@council.example").await, Err(StepError::Refused(_))));
        set(NAMED).await.unwrap();
        let told = |it: Vec<Message>| it.into_iter().map(|it| it.account_id).collect::<BTreeSet<_>>();
        let others = [county.chair(), county.administrator(), county.person("Ines Grey")];
        let others = others.map(|it| it.account).into_iter().collect::<BTreeSet<_>>();
        assert_eq!(told(told::messages(&county, "stand_in_named").await), others);
        let letters = letters(&county).await;
        let of = |who: &str| letters.iter().find(|it| it.0 == who).map(|it| it.1.as_str());
        assert_eq!(of(NAMED), Some("You are named to stand in"));
        assert_eq!(of("p.nair@police.example"), Some("Somebody is named to stand in"));
    }

    async fn a_name_that_was_taken_out_again_is_told_to_nobody(store) {
        let county = County::in_store(store).await;
        for (version, who) in [(1, NAMED), (2, "")] {
            let typed = vec![("contact.stand_in".to_owned(), who.to_owned())];
            let set = county.change(county.coordinator(), move |cx| {
                area::change(cx, Section::Contact, &typed, version)
            });
            set.await.unwrap();
        }
        assert!(letters(&county).await.is_empty());
    }

    async fn they_are_told_what_waits_for_them(store) {
        let county = County::in_store(store).await;
        county.name_stand_in(NAMED);
        let listed = sitting::list(&county, sitting::account("Rosie Keane")).await;
        let case = listed.case;
        let restrict = county.change(county.chair(), move |cx| conflict::restrict(cx, case, 1, &[]));
        restrict.await.unwrap();
        let asked = Asked {
            reference: sitting::reference(&county, listed).await,
            need: Need::Child,
            reason: "The school rang".into(),
            second: county.person("Ines Grey").account,
        };
        let ask = county.change(county.housing(), move |cx| opening::ask(cx, &asked));
        ask.await.unwrap();
        county.at("2026-02-12 09:30");
        let letters = letters(&county).await;
        assert!(letters.iter().any(|it| it.0 == NAMED), "{letters:?}");
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

/// The letters that are due: to whom, and what about.
async fn letters(county: &County) -> Vec<(String, String)> {
    let (mut letters, real) = (Vec::new(), county.service.clock().real_now());
    while let Some(lease) = county.by_itself(post::claim).await.unwrap() {
        let service = Asker::service(county.area, "mail.send");
        let look = county.service.look(service, move |cx| post::prepare(cx, &lease, real));
        if let Prepared::Letter(letter) = look.await.unwrap() {
            letters.push((letter.reader.address.reveal().to_owned(), letter.subject()));
        }
        let rest = county.by_itself(move |cx| post::settle(cx, &lease, Attempt::Accepted, ""));
        rest.await.unwrap();
    }
    letters
}
