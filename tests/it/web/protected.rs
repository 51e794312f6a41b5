//! The page of protected contact, and the form of the advice on safe contact.
use chrono::TimeDelta;
use secrecy::SecretString;

use crate::support::county::County;
use crate::support::http::Request;
use crate::support::sitting::{self, account};
use crate::support::store::on_both;

const OTHER: &str = "0198c0de-0000-4000-8000-00000000000a";

on_both! {
    async fn it_is_shown_in_the_answer_to_a_press_and_at_no_address(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, account("Jo Lee")).await.case;
        let here = format!("/cases/{case}/protected");
        let mut idva = county.visitor(county.idva()).await;
        let page = idva.get(&format!("/cases/{case}")).await;
        assert!(page.links().iter().any(|it| it.href == here));
        let page = idva.get(&here).await;
        assert!(page.title().starts_with("Case NS-") && !page.title().contains("rotected"));
        let refused = page.form("Show protected contact").submit(&mut idva).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.error("Why do you need it?"), Some("Select why you need it"));
        let shown = refused.form("Show protected contact").choose("To reach the victim safely");
        let answer = idva.send(shown.request()).await;
        assert!(answer.header("cache-control").contains("no-store"));
        let shown = answer.page();
        assert!(shown.shows("Write it down"));
        let form = shown.form("Save").fill("Refuge or confidential address", "9 Wynd Court NS7 4QT");
        let old = form.clone().put("operation", OTHER);
        let saved = form.submit(&mut idva).await;
        assert!(saved.shows("Protected contact saved") && !saved.shows("Wynd"));
        assert!(!idva.get(&here).await.shows("Wynd"));
        // A reason was given within the last quarter of an hour.
        let again = idva.get(&here).await.form("Show protected contact").submit(&mut idva).await;
        assert!(again.shows("9 Wynd Court NS7 4QT") && again.status == 200);
        let stale = old.fill("Safe phone numbers", "07700 900321").submit(&mut idva).await;
        assert_eq!(stale.status, 409);
        assert!(stale.shows("9 Wynd Court NS7 4QT"));
        assert_eq!(stale.value("Safe phone numbers"), "07700 900321");
        let saved = stale.form("Save").submit(&mut idva).await;
        assert!(saved.shows("Protected contact saved"));
        let kept = "SELECT count(*) AS count FROM operations WHERE filled_in LIKE '%Wynd%' \
                    OR filled_in LIKE '%900321%' OR answer LIKE '%Wynd%'";
        assert_eq!(county.store.count(kept), 0);
    }

    async fn who_types_for_longer_than_a_reason_holds_loses_nothing(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, account("Jo Lee")).await.case;
        let here = format!("/cases/{case}/protected");
        let token = county.token(county.idva()).await;
        let mut idva = county.site().visitor().with_session(&token);
        let page = idva.get(&here).await;
        let page = page.form("Show protected contact").choose("Somebody is in danger now");
        let form = page.submit(&mut idva).await.form("Save").fill("Workplace", "The bakery");
        county.clock.pass(TimeDelta::minutes(16));
        let again = form.clone().submit(&mut idva).await;
        assert_eq!((again.status, again.heading()), (403, "Confirm it is you"));
        let (asker, token) = (County::asker(&county.idva(), "test"), SecretString::from(token));
        county.service.has_confirmed(&asker, &token).await.unwrap();
        let late = form.submit(&mut idva).await;
        assert_eq!((late.status, late.value("Workplace").as_str()), (422, "The bakery"));
        let form = late.form("Save").choose("To write it down, or see that it is right");
        assert!(form.submit(&mut idva).await.shows("Protected contact saved"));
        let page = idva.get(&here).await.form("Show protected contact").submit(&mut idva).await;
        assert!(page.shows("The bakery"));
        let repeat = page.form("Save").fill("Workplace", "The mill");
        repeat.clone().submit(&mut idva).await;
        let other = repeat.fill("Workplace", "The shop").submit(&mut idva).await;
        assert_eq!(other.status, 409);
        assert_eq!(other.value("Workplace"), "The shop");
    }

    async fn a_representative_finds_nothing_until_the_coordinator_lets_them(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, account("Jo Lee")).await.case;
        let here = format!("/cases/{case}/protected");
        let mut police = county.visitor(county.police()).await;
        assert_eq!(police.get(&here).await.status, 404);
        assert!(!police.get(&format!("/cases/{case}")).await.shows("Protected contact"));
        let mut coordinator = county.visitor(county.coordinator()).await;
        let form = coordinator.get(&here).await.form("Let them see it");
        let wrong = form.clone().submit(&mut coordinator).await;
        assert_eq!(wrong.status, 422);
        let form = form.put("operation", OTHER).put("account", police_account(&county).as_str());
        let page = form.submit(&mut coordinator).await;
        assert!(page.shows("They may see it now") && page.shows("Lee Hart"));
        assert_eq!(police.get(&here).await.status, 200);
        let page = page.form("Stop Lee Hart, Northshire Police").submit(&mut coordinator).await;
        assert!(page.shows("They see it no longer"));
        assert_eq!(police.get(&here).await.status, 404);
        let random = format!("/cases/{}/protected", uuid::Uuid::new_v4());
        let (one, other) = (police.send(Request::get(&here)).await, police.send(Request::get(&random)).await);
        assert_eq!((one.status, one.body.len()), (other.status, other.body.len()));
    }

    async fn the_advice_is_changed_on_its_own_form_and_stands_where_people_act(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, account("Jo Lee")).await.case;
        let mut chair = county.visitor(county.chair()).await;
        let page = chair.get(&format!("/cases/{case}/safe-contact")).await;
        assert_eq!(page.value("Safe contact"), "Her work phone, weekdays 9am to 3pm");
        let form = page.form("Save").fill("Safe contact", "Only through her sister");
        let old = form.clone().fill("Safe contact", "At work").put("operation", OTHER);
        let page = form.submit(&mut chair).await;
        assert!(page.shows("Safe contact saved") && page.shows("Only through her sister"));
        let stale = old.submit(&mut chair).await;
        assert!(stale.status == 409 && stale.shows("Only through her sister"));
        let mut housing = county.visitor(county.housing()).await;
        let desk = housing.get(&format!("/research/2026-02-12/{case}")).await;
        assert!(desk.shows("Safe contact: Only through her sister"));
        assert_eq!(housing.get(&format!("/cases/{case}/safe-contact")).await.status, 404);
        assert!(!housing.get(&format!("/cases/{case}")).await.shows("Change how they"));
    }
}

fn police_account(county: &County) -> String {
    county.police().account.to_string()
}
