//! A small made-up county on either database, with a clock that moves when told and people to act as.
//!
//! ```ignore
//! on_both! {
//!     async fn a_referral_is_received(store) {
//!         let county = County::in_store(store).await;
//!         county.at("2026-02-12 08:40");
//!         let id = county.change(county.police(), |cx| referral::submit(cx, …)).await.unwrap();
//!         let mut visitor = county.visitor(county.coordinator()).await;   // signed in, real server
//!         let page = visitor.get("/referrals").await;
//!     }
//! }
//! ```
//! It begins at 8:34am on Thursday 12 February 2026, by the default settings: referrals close at
//! 9am, the meeting is at 10am.
use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::{NaiveDateTime, TimeDelta, TimeZone};
use marac::domain::account::{Account, LinkPurpose, Membership, State};
use marac::domain::actor::{Actor, Member, Role};
use marac::domain::agency::{Agency, AskRule, Kind};
use marac::domain::area::{Area, AreaSettings};
use marac::domain::audit::{Deed, Recorded};
use marac::domain::ids::{AccountId, AgencyId, AreaId, MembershipId, OperationId};
use marac::domain::session::{Confirmed, Factors, SessionLimits};
use marac::domain::text::Private;
use marac::domain::time::Instant;
use marac::platform::clock::{Clock, FixedClock};
use marac::platform::config;
use marac::platform::key::Purpose;
use marac::platform::passkey::Passkeys;
use marac::platform::password::{Cost, Passwords};
use marac::platform::provider::Providers;
use marac::platform::random::Random;
use marac::store::{self, Database, StoreError};
use marac::views::engine::Engine;
use marac::web::{App, AppSettings, Listening};
use marac::workflow::{Asker, Change, Look, Operation, Service, Step, Tools, sign_in};
use secrecy::ExposeSecret;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::directory::{self, Directory};
use super::http::Visitor;
use super::key::key;
use super::site::Site;
use super::store::TestStore;

/// The county.
pub struct County {
    /// Its store.
    pub store: TestStore,
    /// Its open database.
    pub database: Database,
    /// The service over it.
    pub service: Service,
    /// Its clock.
    pub clock: FixedClock,
    /// Its area.
    pub area: AreaId,
    second_factor: Vec<Role>,
    proxies: u8,
    directories: BTreeMap<String, config::Provider>,
    random: Random,
    people: Vec<Member>,
    site: OnceLock<Site>,
}

/// Name, address, agency, roles. The first of each role is who the short names give.
const PEOPLE: &[(&str, &str, usize, &[Role])] = &[
    ("Priya Nair", "p.nair@police.example", 0, &[Role::Chair]),
    ("Sam Okafor", "s.okafor@council.example", 2, &[Role::Coordinator]),
    ("Lee Hart", "l.hart@police.example", 0, &[Role::Representative]),
    ("Aisha Rahman", "a.rahman@safehaven.example", 1, &[Role::Idva]),
    ("Mina Vale", "m.vale@council.example", 2, &[Role::Representative]),
    ("Marcus Reid", "m.reid@homes.example", 3, &[Role::Representative]),
    ("Dana Frost", "d.frost@probation.example", 4, &[Role::Representative]),
    ("Rowan Pike", "r.pike@surgery.example", 5, &[Role::Referrer]),
    ("Alex Stone", "a.stone@council.example", 2, &[Role::Administrator]),
    ("Olive Moss", "o.moss@police.example", 0, &[Role::Observer]),
    ("Ines Grey", "i.grey@council.example", 2, &[Role::Auditor]),
];

const AGENCIES: &[(&str, Kind, AskRule)] = &[
    ("Northshire Police", Kind::Police, AskRule::Every),
    ("Safe Haven IDVA service", Kind::Idva, AskRule::Every),
    ("Children’s services", Kind::ChildrensSocialCare, AskRule::Children),
    ("Housing Options", Kind::Housing, AskRule::Every),
    ("Probation", Kind::Probation, AskRule::Every),
    ("Riverside surgery", Kind::PrimaryCare, AskRule::ByHand),
];

impl County {
    /// A county in a store, with nothing but its agencies and people.
    pub async fn in_store(store: TestStore) -> Self {
        let database = store.open();
        let clock = FixedClock::at(london("2026-02-12 08:34"));
        let random = Random::seeded(20_260_212);
        let tools = Tools::new(key(), random.clone(), "https://risk.northshire.example".to_owned())
            .unwrap();
        let service = Service::new(database.clone(), Clock::Fixed(clock.clone()), tools);
        let area = AreaId::from_uuid(random.uuid());
        let people = found(&database, &random, area).await;
        let (second_factor, proxies, site) = (Vec::new(), 0, OnceLock::new());
        let directories = BTreeMap::new();
        Self {
            store,
            database,
            service,
            clock,
            area,
            second_factor,
            proxies,
            directories,
            random,
            people,
            site,
        }
    }

    /// The same, where some roles need a second factor to sign in; nobody does otherwise.
    pub fn with_second_factor(self, second_factor: &[Role]) -> Self {
        Self { second_factor: second_factor.to_vec(), ..self }
    }

    /// The same with a directory, whose people with mail of a domain sign in there; `roles` as the
    /// configuration has them.
    pub fn with_directory(
        mut self,
        key: &str,
        directory: &Directory,
        (domain, roles): (&str, &str),
    ) -> Self {
        let (issuer, (client_id, client_secret)) = (directory.issuer(), directory::CLIENT);
        let settings = serde_json::json!({
            "name": key, "issuer": issuer, "client_id": client_id,
            "client_secret": client_secret, "domains": domain, "roles": roles,
        });
        self.directories.insert(key.to_owned(), serde_json::from_value(settings).unwrap());
        self
    }

    /// The same behind a proxy, which says from which address each visitor comes.
    pub fn behind_a_proxy(self) -> Self {
        Self { proxies: 1, ..self }
    }

    /// Moves the clock to a local time, such as `2026-02-12 09:31`.
    pub fn at(&self, local: &str) {
        self.clock.move_to(london(local));
    }

    /// The path of a link for somebody's password, good for an hour.
    pub async fn link(&self, who: &Member, purpose: LinkPurpose) -> String {
        let (account, now) = (who.account, self.service.clock().real_now());
        let hour = TimeDelta::minutes(60);
        let made = self.by_itself(move |cx| sign_in::new_link(cx, account, purpose, now, hour));
        let link = made.await.unwrap();
        format!("/password/{}", sign_in::link_token(self.service.tools(), link))
    }

    /// Names somebody to stand in where a decision takes two people.
    pub fn name_stand_in(&self, email: &str) {
        let settings = self.store.texts("SELECT settings AS text FROM areas").remove(0);
        let named = settings.replace("\"stand_in\":\"\"", &format!("\"stand_in\":\"{email}\""));
        assert_ne!(settings, named);
        self.store.execute(&format!("UPDATE areas SET settings = '{}'", named.replace('\'', "''")));
    }

    /// Somebody by name.
    pub fn person(&self, name: &str) -> Member {
        self.people.iter().find(|it| it.name.reveal() == name).expect(name).clone()
    }

    fn first(&self, role: Role) -> Member {
        self.people.iter().find(|it| it.is(role)).unwrap().clone()
    }

    /// The chair, of the police.
    pub fn chair(&self) -> Member {
        self.first(Role::Chair)
    }

    /// The coordinator, of the council.
    pub fn coordinator(&self) -> Member {
        self.first(Role::Coordinator)
    }

    /// The police's representative.
    pub fn police(&self) -> Member {
        self.person("Lee Hart")
    }

    /// The IDVA.
    pub fn idva(&self) -> Member {
        self.first(Role::Idva)
    }

    /// The representative of children's services, who are asked on cases with children.
    pub fn childrens(&self) -> Member {
        self.person("Mina Vale")
    }

    /// Housing's representative.
    pub fn housing(&self) -> Member {
        self.person("Marcus Reid")
    }

    /// Probation's representative.
    pub fn probation(&self) -> Member {
        self.person("Dana Frost")
    }

    /// Somebody who sends referrals and attends nothing.
    pub fn referrer(&self) -> Member {
        self.first(Role::Referrer)
    }

    /// The administrator, who sees no case.
    pub fn administrator(&self) -> Member {
        self.first(Role::Administrator)
    }

    /// Who is asking, for steps that are called by hand.
    pub fn asker(who: &Member, name: &'static str) -> Asker {
        Asker {
            actor: Actor::Member(who.clone()),
            name,
            subject: String::new(),
            request: "test".to_owned(),
            confirmed: Confirmed::Lately,
        }
    }

    /// Carries out a step as somebody, as a new operation.
    pub async fn change<T, F>(&self, who: Member, step: F) -> Step<T>
    where
        F: Fn(&mut Change<'_, '_>) -> Step<T> + Send + Sync + 'static,
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        let id = OperationId::from_uuid(self.random.uuid());
        let operation = Operation::of_form(id, "");
        self.service.change(Self::asker(&who, "test.step"), operation, step).await
    }

    /// Carries out a step as the service itself, as the jobs do.
    pub async fn by_itself<T, F>(&self, step: F) -> Step<T>
    where
        F: Fn(&mut Change<'_, '_>) -> Step<T> + Send + Sync + 'static,
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        let asker = Asker::service(self.area, "test.job");
        self.service.change(asker, Operation::OfItself, step).await
    }

    /// Looks something up as somebody.
    pub async fn look<T, F>(&self, who: Member, look: F) -> Step<T>
    where
        F: Fn(&mut Look<'_, '_>) -> Step<T> + Send + Sync + 'static,
        T: Send + 'static,
    {
        self.service.look(Self::asker(&who, "test.look"), look).await
    }

    /// The newest rows of the area's record, newest first.
    pub async fn record(&self, most: i64) -> Vec<Recorded> {
        let area = self.area;
        let newest = self.database.read(move |view| store::audit::newest(view, Some(area), most));
        let newest: Result<_, StoreError> = newest.await;
        newest.unwrap()
    }

    /// How many rows of a kind the area's record has.
    pub async fn recorded(&self, deed: Deed) -> usize {
        self.record(10_000).await.iter().filter(|it| it.entry.deed == deed).count()
    }

    /// The pages, served for as long as the county lasts.
    pub fn site(&self) -> &Site {
        self.site.get_or_init(|| {
            let (app, directories) = (self.app(), self.directories.clone());
            Site::serve(move |listener| {
                let address = listener.local_addr()?;
                let back = |path: &str| format!("http://{address}{path}");
                let app = app.with_providers(Providers::new(&directories, back).unwrap());
                drop(listener);
                let listening = Listening { address, certificate: None, workers: 1 };
                Ok(marac::web::listen(app, &listening)?.0)
            })
        })
    }

    /// A visitor with no browser, signed in as somebody.
    pub async fn visitor(&self, who: Member) -> Visitor {
        self.site().visitor().with_session(&self.token(who).await)
    }

    /// The token of a session of somebody's that begins now, as the cookie carries it.
    pub async fn token(&self, who: Member) -> String {
        // Sessions go by the real time, which does not notice where a test moves the clock.
        let clock = self.service.clock();
        let (now, ahead) = (clock.now(), clock.now() - clock.real_now());
        self.clock.pass(ahead);
        self.clock.move_to(now);
        let token =
            self.service.begin_session(who.account, Factors::Two.into()).await.unwrap().unwrap();
        token.expose_secret().to_owned()
    }

    /// Gives somebody a password.
    pub async fn give_password(&self, who: &Member, password: &str) {
        let hash = self.passwords().hash(password.into()).await.unwrap();
        let id = who.account;
        let set: Result<(), StoreError> = self
            .database
            .write(move |tx| {
                let mut account = store::account::find(tx, id)?;
                account.password = Some(Private::new(hash.clone()));
                store::account::update(tx, &mut account)
            })
            .await;
        set.unwrap();
    }

    fn passwords(&self) -> Passwords {
        let cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };
        Passwords::start(cost, self.random.clone()).unwrap()
    }

    /// Closes the county and leaves its store, for another program to open.
    pub fn leave(self) -> TestStore {
        self.store
    }

    fn app(&self) -> App {
        let settings = AppSettings {
            limits: SessionLimits {
                idle: TimeDelta::minutes(20),
                idle_in_meeting: TimeDelta::minutes(60),
                whole: TimeDelta::hours(12),
                fresh: TimeDelta::minutes(15),
            },
            warning: TimeDelta::minutes(2),
            second_factor: self.second_factor.clone(),
            passkeys: Passkeys::at(&"http://localhost".parse().unwrap()),
            is_secure: false,
            trusted_proxies: self.proxies,
            tries_for_account: 5,
            // A test is everybody, from one address.
            tries_from_address: 10_000,
            try_window: TimeDelta::minutes(15),
            invitation: TimeDelta::days(7),
            reset: TimeDelta::minutes(60),
        };
        App::new(
            self.service.clone(),
            self.passwords(),
            Engine::new().unwrap(),
            settings,
            key().derive(Purpose::Csrf),
        )
    }
}

/// A local time of the county as an instant.
pub fn london(local: &str) -> Instant {
    let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
    chrono_tz::Europe::London.from_local_datetime(&local).earliest().unwrap().to_utc()
}

/// Writes the area, its agencies and its people.
async fn found(database: &Database, random: &Random, area: AreaId) -> Vec<Member> {
    let now = london("2026-01-02 09:00");
    let settings = AreaSettings { reference_prefix: "NS".to_owned(), ..AreaSettings::default() };
    let statement = settings.words.confidentiality_statement.clone();
    let place = Area {
        id: area,
        name: "Northshire".to_owned(),
        prefix: "NS".to_owned(),
        settings,
        statement_version: 1,
        version: 1,
        created_at: now,
    };
    let agencies: Vec<Agency> = AGENCIES
        .iter()
        .map(|(name, kind, ask_rule)| Agency {
            area_id: area,
            id: AgencyId::from_uuid(random.uuid()),
            name: (*name).to_owned(),
            kind: *kind,
            ask_rule: *ask_rule,
            lead_id: None,
            phone: "01632 960100".to_owned(),
            active: true,
            version: 1,
            created_at: now,
        })
        .collect();
    let people: Vec<(Account, Membership)> =
        PEOPLE.iter().map(|it| person(random, (area, now), &agencies, it)).collect();
    let members = people.iter().map(|(it, at)| at.member(it.name.clone())).collect();
    let written: Result<(), StoreError> = database
        .write(move |tx| {
            store::area::insert(tx, &place)?;
            store::statement::insert(tx, area, 1, &statement, (None, now))?;
            for agency in &agencies {
                store::agency::insert(tx, agency)?;
            }
            for (account, membership) in &people {
                store::account::insert(tx, account)?;
                store::membership::insert(tx, membership)?;
            }
            Ok(())
        })
        .await;
    written.unwrap();
    members
}

fn person(
    random: &Random,
    (area, now): (AreaId, Instant),
    agencies: &[Agency],
    (name, email, agency, roles): &(&str, &str, usize, &[Role]),
) -> (Account, Membership) {
    let account = Account {
        id: AccountId::from_uuid(random.uuid()),
        email: (*email).into(),
        name: (*name).into(),
        phone: "01632 960101".into(),
        password: None,
        state: State::Active,
        version: 1,
        created_at: now,
        signed_in_at: None,
    };
    let membership = Membership {
        area_id: area,
        id: MembershipId::from_uuid(random.uuid()),
        account_id: account.id,
        agency_id: agencies[*agency].id,
        roles: roles.to_vec(),
        job_title: "Worker".to_owned(),
        starts_on: now.date_naive(),
        ends_on: None,
        suspended: false,
        version: 1,
        created_at: now,
    };
    (account, membership)
}
