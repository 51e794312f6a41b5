//! An area beside the county.
use marac::domain::actor::Role;
use marac::domain::agency::Kind;
use marac::domain::area::Nation;
use marac::domain::ids::{AccountId, AreaId};
use marac::store::{self, StoreError};
use marac::workflow::installation::{self, NewArea};
use marac::workflow::referral;
use marac::workflow::research::Done;
use marac::workflow::schedule::{self, NewMeeting, NewTime};
use marac::workflow::triage::When;

use super::day::{Day, Team};
use super::world::World;
use crate::support::referring;

impl World {
    /// Another area, whose one person held a meeting on a Saturday.
    #[expect(clippy::too_many_lines, reason = "one thing after the other, each of its kind")]
    pub(super) async fn other_area(&mut self) {
        let county = &self.county;
        let account = AccountId::from_uuid(uuid::Uuid::new_v4());
        county.store.execute(&format!(
            "INSERT INTO accounts (id, email, name, phone, state, version, created_at) VALUES \
             ('{account}', 'w.brook@south.example', 'Wendy Brook', '', 'active', 1, \
             '2026-01-02 09:00:00')"
        ));
        county.at("2026-02-07 07:00");
        let area: AreaId = county
            .change(county.administrator(), move |cx| {
                let new = NewArea {
                    name: "Southshire".to_owned(),
                    prefix: "SS".to_owned(),
                    nation: Nation::default(),
                    agency: "Southshire Council".to_owned(),
                    agency_kind: Kind::Police,
                };
                installation::add_area(cx, account, &new)
            })
            .await
            .unwrap();
        let here: Result<_, StoreError> = county
            .database
            .write(move |tx| {
                let mut all = store::membership::of_account(tx, account)?;
                let mut one = all.remove(0);
                one.roles = vec![Role::Chair, Role::Coordinator, Role::Representative, Role::Idva];
                store::membership::update(tx, &mut one)?;
                Ok(one)
            })
            .await;
        let here = here.unwrap().member("Wendy Brook".into());
        let extra = NewMeeting {
            when: NewTime {
                day: "2026-02-07".parse().unwrap(),
                time: "10:00".parse().unwrap(),
                reason: "An urgent case".to_owned(),
            },
            place: String::new(),
        };
        county.change(here.clone(), move |cx| schedule::call(cx, &extra)).await.unwrap();
        let team = Team {
            police: here.clone(),
            coordinator: here.clone(),
            chair: here.clone(),
            owner: here.clone(),
        };
        let day = Day { county, team: &team, slug: "2026-02-07" };
        day.at("08:30");
        let case = day.list("Greta Lunn", When::Today("Tonight".into())).await;
        day.research(here.clone(), case, "Greta", Done::Returned).await;
        day.open(std::slice::from_ref(&here)).await;
        day.hear(case.id).await;
        let draft = referring::draft();
        let save = county.change(here.clone(), move |cx| {
            referral::save(cx, draft, &"victim_name=Ann".into(), 0).map(|_saved| ())
        });
        save.await.unwrap();
        self.stranger = Some(here.clone());
        self.places.name("other", "2026-02-07");
        self.places.name("other_case", case.case.to_string());
        self.places.name("other_listing", case.id.to_string());
        self.places.name("other_draft", draft.to_string());
        self.places.name("other_membership", here.membership.to_string());
        self.places.name("other_agency", here.agency.to_string());
        for (name, table) in [
            ("other_referral", "referrals"),
            ("other_action", "actions"),
            ("other_said", "contributions"),
            ("other_risk", "risks"),
            ("other_message", "messages"),
        ] {
            let id = self.one(&format!("SELECT id AS text FROM {table} WHERE area_id = '{area}'"));
            self.places.name(name, id);
        }
    }
}
