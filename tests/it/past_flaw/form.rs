//! Forms that hold more than their page offers.
use super::scene::Still;
use crate::support::county::County;
use crate::support::store::on_both;
use crate::sweep::harvest;
use crate::sweep::role::Who;
use crate::sweep::sample::filled;
use crate::sweep::walker::Walker;
use crate::sweep::world::World;

/// What an account, a place and a case hold besides what their forms offer.
const MORE: [(&str, &str); 16] = [
    ("id", "0198c0de-0000-4000-8000-00000000000a"),
    ("account_id", "0198c0de-0000-4000-8000-00000000000a"),
    ("area_id", "0198c0de-0000-4000-8000-00000000000a"),
    ("role", "Administrator"),
    ("roles", "administrator"),
    ("user[admin]", "1"),
    ("membership[roles][]", "administrator"),
    ("is_admin", "true"),
    ("state", "active"),
    ("suspended", "false"),
    ("email", "taken.over@elsewhere.example"),
    ("password", "purple anchor biscuit"),
    ("created_at", "2020-01-01 00:00:00"),
    ("restriction", "open"),
    ("agency_id", "0198c0de-0000-4000-8000-00000000000a"),
    ("ends_on", "2099-01-01"),
];

on_both! {
    /// Whatever a form held was put into the thing, its rights too.
    async fn redmine_cve_2012_2054_a_form_sets_what_it_does_not_offer(store) {
        let county = County::in_store(store).await;
        let mut housing = county.visitor(county.housing()).await;
        let account = county.housing().account;
        let rest = format!(
            "SELECT email || state || coalesce(password, '') || CAST(created_at AS TEXT) AS text \
             FROM accounts WHERE id = '{account}' UNION ALL \
             SELECT roles || agency_id || area_id || CAST(starts_on AS TEXT) AS text \
             FROM memberships WHERE account_id = '{account}'"
        );
        let before = county.store.texts(&rest);
        let page = housing.get("/account").await;
        let mut form = page.form("Save").fill("Name", "Marcus Anthony Reid");
        for (name, value) in MORE {
            form = form.put(name, value);
        }
        assert_eq!(housing.send(form.request()).await.status, 303);
        assert_eq!(county.store.texts(&rest), before);
        assert_eq!(housing.get("/account").await.value("Name"), "Marcus Anthony Reid");
        assert_eq!(housing.get("/settings/people").await.status, 404);
        // Nor does somebody who manages people raise themselves by a form of their own.
        let own = county.coordinator();
        let mut coordinator = county.visitor(own.clone()).await;
        let page = coordinator.get(&format!("/settings/people/{}", own.membership)).await;
        let form = page.form("Save").put("role", "Administrator");
        assert_eq!(coordinator.send(form.request()).await.status, 422);
        assert_eq!(coordinator.get("/settings/areas").await.status, 404);
    }

    /// A word that was sent chose which method was called.
    async fn openproject_ghsa_9c69_v342_vqr7_a_word_chooses_what_is_called(store) {
        let world = World::in_store(store).await;
        let mut coordinator = Walker::of(&world, Who::Coordinator).await;
        let still = Still::of(&world.county.store);
        let calls = [
            "delete_all", "destroy", "send", "system", "instance_eval", "constructor", "__proto__",
            "toString", "Move\0", "MOVE", "../minutes", "remove;drop", "1", "*",
        ];
        for (method, example, fields) in [
            ("GET", "/meetings/{coming}/agenda/change", "do={it}&items={coming_listing}"),
            ("POST", "/meetings/{coming}/agenda/change", "do={it}&items={coming_listing}&minutes=9"),
            ("POST", "/meetings/{coming}/agenda/places", "step={coming_listing}:{it}"),
            ("GET", "/settings/area/{it}", ""),
            ("POST", "/settings/area/{it}", ""),
            ("POST", "/referrals/{waiting}/decision", "decision={it}&version=1"),
            ("POST", "/actions/{asked_action}/time/decide", "decision={it}&version=1"),
            ("POST", "/audit/search", "reason=concern&kind={it}"),
            ("GET", "/cases/{heard_case}/{it}", ""),
        ] {
            for it in calls {
                let typed: String = url::form_urlencoded::byte_serialize(it.as_bytes()).collect();
                let filled = |text: &str| world.places.path(&text.replace("{it}", &typed));
                let (path, fields) = (filled(example), filled(fields));
                let answer = coordinator.ask(method, &path, &fields).await;
                let is_refused = matches!(answer.status, 400 | 404 | 409 | 422);
                assert!(is_refused, "{method} {path} {fields} answered {}", answer.status);
                still.assert_unchanged(&format!("{method} {path} {fields}"));
            }
        }
        let path = world.places.path("/meetings/{coming}/agenda/change");
        let fields = world.places.path("do=minutes&items={coming_listing}&minutes=9");
        assert_eq!(coordinator.ask("POST", &path, &fields).await.status, 303);
    }

    /// Whoever asked for access in an emergency could shorten the wait that others had set.
    async fn vaultwarden_before_1_30_4_who_asks_sets_the_terms_of_the_wait(store) {
        let world = World::in_store(store).await;
        let mut housing = Walker::of(&world, Who::Representative).await;
        let mut coordinator = Walker::of(&world, Who::Coordinator).await;
        let still = Still::of(&world.county.store);
        // An owner who asked for more time grants it to themselves, and lets minutes go at once.
        for (path, fields) in [
            ("/actions/{asked_action}/time/decide", "decision=grant&version=2"),
            ("/meetings/{leaving}/minutes/sends/release", ""),
            ("/settings/area/times", "minutes_wait=0&correction_hours=0"),
        ] {
            let (path, fields) = (world.places.path(path), world.places.path(fields));
            let answer = housing.ask("POST", &path, &fields).await;
            assert_eq!(housing.fault(&answer), None, "{path}");
        }
        still.assert_unchanged("terms that others set");
        let due = world.places.path(
            "SELECT CAST(due_on AS TEXT) || state AS text FROM actions WHERE id = '{open_action}'"
        );
        let before = world.county.store.texts(&due);
        let page = world.places.path("/actions/{open_action}");
        let page = harvest::open(&mut housing, &page).await.unwrap();
        let ask = page.presses().into_iter().find(|it| it.action.ends_with("/time"));
        let mut ask = filled(&ask.unwrap(), "The locksmith is late");
        for (name, value) in [("decision", "grant"), ("granted", "1"), ("due_on", "2026-12-31")] {
            ask = ask.put(name, value);
        }
        assert_eq!(housing.send_form(&ask).await.status, 303);
        assert_eq!(world.county.store.texts(&due), before);
        // Whoever may decide does.
        let path = world.places.path("/actions/{asked_action}");
        let page = harvest::open(&mut coordinator, &path).await.unwrap();
        let decide = page.presses().into_iter().find(|it| it.action.ends_with("/time/decide"));
        let decide = filled(&decide.unwrap(), "Agreed");
        assert_eq!(coordinator.send_form(&decide).await.status, 303);
    }
}
