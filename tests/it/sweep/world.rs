//! A county with something in every state, and an area beside it, for the sweeps.
use marac::domain::account::LinkPurpose;
use marac::domain::actor::Member;
use marac::domain::agency::MailRule;
use marac::domain::conflict::{Interest, Need};
use marac::domain::ids::{ActionId, CaseId, ExclusionId, MessageId};
use marac::domain::notice::Attempt;
use marac::domain::session::Factors;
use marac::domain::support::{Method, Outcome};
use marac::domain::text::Private;
use marac::platform::passkey::Kept;
use marac::platform::provider::Shown;
use marac::workflow::attendance::{self, Guest};
use marac::workflow::conflict::{self, Declared, Recorded, Ruling};
use marac::workflow::opening::{self, Asked};
use marac::workflow::post::{claim, settle};
use marac::workflow::research::Done;
use marac::workflow::schedule::{self, NewMeeting, NewTime};
use marac::workflow::support::{self, NewContact};
use marac::workflow::triage::When;
use marac::workflow::{
    action, identity, mail_domain, minutes, passkey, referral, sign_in, stop, triage, untold,
};

use super::day::{Day, Team};
use super::place::Places;
use crate::support::county::{County, london};
use crate::support::directory::Directory;
use crate::support::referring;
use crate::support::sitting::{self, Listed};
use crate::support::store::TestStore;

/// The county, and what its things are called in addresses.
pub struct World {
    /// The county.
    pub county: County,
    /// The person of the other area, who is everything there.
    pub stranger: Option<Member>,
    /// What its things are called.
    pub places: Places,
    /// The directory of the police.
    directory: Directory,
}

impl World {
    /// The chair's password.
    pub const PASSWORD: &str = "purple anchor biscuit";

    /// The county at 10:05am on Thursday 12 February 2026, in the middle of its meeting.
    pub async fn in_store(store: TestStore) -> Self {
        let county = County::in_store(store).await;
        let directory = Directory::of(&county.clock, &[]);
        let county = county.with_directory("police", &directory, ("police.example", ""));
        let mut world = Self { county, stranger: None, places: Places::default(), directory };
        let county = &world.county;
        county.at("2026-02-05 07:30");
        county.by_itself(schedule::keep).await.unwrap();
        world.past().await;
        world.today().await;
        world.office().await;
        world.other_area().await;
        world.county.at("2026-02-12 10:05");
        world.kept_out().await;
        world
    }

    /// The first answer of a query.
    pub(super) fn one(&self, query: &str) -> String {
        self.county.store.texts(query).into_iter().next().expect(query)
    }

    fn team(&self) -> Team {
        let county = &self.county;
        Team {
            police: county.police(),
            coordinator: county.coordinator(),
            chair: county.chair(),
            owner: county.housing(),
        }
    }

    fn room(&self) -> Vec<Member> {
        let county = &self.county;
        vec![county.chair(), county.coordinator(), county.police(), county.housing(), county.idva()]
    }

    /// Meetings whose minutes are final, stopped, a draft, corrected and about to leave.
    async fn past(&mut self) {
        let (team, room) = (self.team(), self.room());
        for (slug, victim, case, listing) in [
            ("2026-02-05", "Ruth Adler", "final_case", "final_listing"),
            ("2026-02-06", "Pearl Grant", "stopped_case", "stopped_listing"),
            ("2026-02-09", "Nadia Holt", "drafted_case", "drafted_listing"),
            ("2026-02-10", "Freya Marsh", "corrected_case", "corrected_listing"),
            ("2026-02-11", "Orla Keane", "leaving_case", "leaving_listing"),
        ] {
            let day = Day { county: &self.county, team: &team, slug };
            let held = day.held(victim, &room).await;
            match slug {
                "2026-02-09" => {}
                "2026-02-11" => self.county.at("2026-02-12 10:02"),
                _ => day.at("11:01"),
            }
            if slug != "2026-02-09" {
                day.approve().await;
            }
            if slug == "2026-02-06" {
                let stop =
                    self.county.change(team.chair.clone(), |cx| minutes::stop(cx, "2026-02-06"));
                stop.await.unwrap();
            }
            if slug == "2026-02-10" {
                let note: Private = "The bail date was wrong".into();
                let correct = self.county.change(team.chair.clone(), move |cx| {
                    minutes::correct(cx, "2026-02-10", &note)
                });
                correct.await.unwrap();
            }
            self.places.name(case, held.case.to_string());
            self.places.name(listing, held.id.to_string());
        }
        for (name, slug) in [
            ("final", "2026-02-05"),
            ("stopped", "2026-02-06"),
            ("drafted", "2026-02-09"),
            ("corrected", "2026-02-10"),
            ("leaving", "2026-02-11"),
        ] {
            self.places.name(name, slug);
        }
        self.actions().await;
    }

    /// One open, one closed, one whose owner asked for more time.
    async fn actions(&mut self) {
        let of = |world: &Self, case: &str| {
            let case = world.places.path(case);
            let id = world.one(&format!(
                "SELECT id AS text FROM actions WHERE case_id = '{case}' AND kind = 'agreed'"
            ));
            ActionId::parse(&id).unwrap()
        };
        let (open, closed, asked) =
            (of(self, "{final_case}"), of(self, "{stopped_case}"), of(self, "{drafted_case}"));
        let housing = self.county.housing();
        let outcome: Private = "The locks are new".into();
        let close = self.county.change(housing.clone(), move |cx| {
            action::close(cx, closed, 1, marac::domain::action::State::Done, &outcome)
        });
        close.await.unwrap();
        let ask = self.county.change(housing, move |cx| {
            action::ask(cx, asked, 1, "2026-02-27".parse().unwrap(), &"The locksmith is ill".into())
        });
        ask.await.unwrap();
        self.places.name("open_action", open.to_string());
        self.places.name("closed_action", closed.to_string());
        self.places.name("asked_action", asked.to_string());
    }

    /// Today's meeting with a case being heard and one to come; an extra one; tomorrow's.
    async fn today(&mut self) {
        let (team, room) = (self.team(), self.room());
        let live = Day { county: &self.county, team: &team, slug: "2026-02-12" };
        live.at("08:30");
        let heard = live.list("Tamsin Bright", When::ByRule).await;
        let next = live.list("Edith Crane", When::ByRule).await;
        let (police, housing) = (self.county.police(), self.county.housing());
        live.research(police.clone(), heard, "Tamsin", Done::Returned).await;
        live.research(housing.clone(), heard, "Tamsin", Done::Returned).await;
        live.research(police.clone(), next, "Edith", Done::Returned).await;
        let extra = NewMeeting {
            when: NewTime {
                day: "2026-02-12".parse().unwrap(),
                time: "15:00".parse().unwrap(),
                reason: "An urgent case".to_owned(),
            },
            place: String::new(),
        };
        let call =
            self.county.change(team.coordinator.clone(), move |cx| schedule::call(cx, &extra));
        let extra = call.await.unwrap();
        self.county.at("2026-02-12 09:30");
        let tomorrow = Day { slug: "2026-02-13", ..live };
        let coming = tomorrow.list("Hazel Finch", When::ByRule).await;
        tomorrow.research(police, coming, "Hazel", Done::Returned).await;
        tomorrow.research(housing, coming, "Hazel", Done::Draft).await;
        // A second case, so that there is an order to change.
        tomorrow.list("Nora Dale", When::ByRule).await;
        live.open(&room).await;
        let observer = self.county.person("Olive Moss");
        let guest = Guest::Account(observer.account);
        let add = self.county.change(team.coordinator.clone(), move |cx| {
            attendance::add_guest(cx, "2026-02-12", &guest)
        });
        add.await.unwrap();
        for person in [observer, self.county.childrens()] {
            sitting::enter(&self.county, person).await;
        }
        live.hear(heard.id).await;
        self.referrals().await;
        self.support(heard).await;
        self.untold(heard).await;
        self.closed().await;
        self.places.name("live", "2026-02-12");
        self.places.name("extra", extra.clone());
        self.places.name("coming", "2026-02-13");
        for (listed, case, listing) in [
            (heard, "heard_case", "heard_listing"),
            (next, "next_case", "next_listing"),
            (coming, "coming_case", "coming_listing"),
        ] {
            self.places.name(case, listed.case.to_string());
            self.places.name(listing, listed.id.to_string());
        }
        for (name, table) in [("said", "contributions"), ("risk", "risks"), ("agreed", "actions")] {
            let id = self
                .one(&format!("SELECT id AS text FROM {table} WHERE listing_id = '{}'", heard.id));
            self.places.name(name, id);
        }
    }

    /// One that waits, one with a question, and a draft of housing's.
    async fn referrals(&mut self) {
        let county = &self.county;
        let waiting =
            referring::send(county, county.referrer(), sitting::account("Willa Jones")).await;
        let asked =
            referring::send(county, county.referrer(), sitting::account("Mabel Shaw")).await;
        let id = asked.referral;
        let ask = county.change(county.coordinator(), move |cx| {
            triage::ask(cx, id, 1, &"Is it safe to phone?".into())
        });
        ask.await.unwrap();
        let draft = referring::draft();
        let save = county.change(county.housing(), move |cx| {
            referral::save(cx, draft, &"victim_name=Ida+Brook".into(), 0).map(|_saved| ())
        });
        save.await.unwrap();
        let case = self.one(&format!(
            "SELECT case_id AS text FROM referrals WHERE id = '{}'",
            waiting.referral
        ));
        self.places.name("waiting_case", case.clone());
        self.places.name("waiting", waiting.referral.to_string());
        self.places.name("asked", asked.referral.to_string());
        self.places.name("draft", draft.to_string());
    }

    /// A case of its own that is closed.
    async fn closed(&mut self) {
        let county = &self.county;
        let sent = referring::send(county, county.referrer(), sitting::account("Alma Frost")).await;
        let reference = self.one(&format!(
            "SELECT reference AS text FROM cases WHERE id = (SELECT case_id FROM referrals WHERE id = '{}')",
            sent.referral
        ));
        let what = stop::What::Case(reference);
        let close =
            county.change(county.chair(), move |cx| stop::stop(cx, &what, &Private::default()));
        close.await.unwrap();
        let id = self.one("SELECT id AS text FROM stops");
        self.places.name("stop", id);
    }

    async fn untold(&mut self, on: Listed) {
        let new = untold::NewUntold { name: "Mick Dunmore".into(), ..Default::default() };
        let add = self.county.change(self.county.idva(), move |cx| untold::add(cx, on.case, &new));
        add.await.unwrap();
        let id = self.one("SELECT id AS text FROM untold");
        self.places.name("untold", id);
    }

    async fn support(&self, on: Listed) {
        let contact = NewContact {
            tried_at: london("2026-02-12 09:00"),
            method: Method::Phone,
            outcome: Outcome::NoAnswer,
            note: "Rang out".into(),
        };
        let contact = self
            .county
            .change(self.county.idva(), move |cx| support::record_contact(cx, on.case, &contact));
        contact.await.unwrap();
    }

    /// The chair chooses a password.
    async fn password(&self) {
        let chair = self.county.chair().account;
        let link = self.county.by_itself(move |cx| {
            let now = marac::platform::clock::Clock::system().now();
            sign_in::new_link(cx, chair, LinkPurpose::Reset, now, chrono::TimeDelta::days(7))
        });
        let token = sign_in::link_token(self.county.service.tools(), link.await.unwrap());
        let mut visitor = self.county.site().visitor();
        let page = visitor.get(&format!("/password/{token}")).await;
        let form = page.form("Save and sign in").fill("Password", Self::PASSWORD);
        let form = form.fill("The same password again", Self::PASSWORD);
        assert_eq!(form.submit(&mut visitor).await.path, "/");
    }

    /// An interest in the case being heard, and a restricted case that only the coordinator knows:
    /// an interest in it waits to be lifted by an administrator, and a request for it by the chair.
    async fn kept_out(&mut self) {
        let county = &self.county;
        let coordinator = county.coordinator();
        let heard = CaseId::parse(&self.places.path("{heard_case}")).unwrap();
        let interest = Recorded {
            people: vec![county.probation().account],
            agency: None,
            declared: Declared {
                interest: Interest::KnowsVictim,
                reason: "They are neighbours".into(),
                replacement: Some(coordinator.account),
            },
        };
        let of_heard = interest.clone();
        let recorded =
            county.change(coordinator.clone(), move |cx| conflict::record(cx, heard, &of_heard));
        recorded.await.unwrap();
        let sealed = sitting::list(county, sitting::account("Tess Vane")).await;
        let (case, owner) = (sealed.case, coordinator.clone());
        let sealing = county.change(owner.clone(), move |cx| {
            conflict::record(cx, case, &interest)?;
            conflict::restrict(cx, case, 1, &[])
        });
        sealing.await.unwrap();
        let interests =
            "SELECT id AS text FROM exclusions WHERE account_id IS NOT NULL AND case_id = ";
        let lifting = self.one(&format!("{interests}'{case}'"));
        let id = ExclusionId::parse(&lifting).unwrap();
        let lift = county.change(owner, move |cx| {
            conflict::rule(cx, (case, id), 1, (Ruling::AskToLift, &"They have moved away".into()))
        });
        lift.await.unwrap();
        let asked = Asked {
            reference: sitting::reference(county, sealed).await,
            need: Need::Danger,
            reason: "He was seen near the school".into(),
            second: county.chair().account,
        };
        county.change(county.police(), move |cx| opening::ask(cx, &asked)).await.unwrap();
        let interest = self.one(&format!("{interests}'{heard}'"));
        let opening = self.one("SELECT id AS text FROM openings");
        self.places.name("interest", interest);
        self.places.name("lifting", lifting);
        self.places.name("opening", opening);
    }

    /// A mail domain, returned mail with its task, an invitation.
    async fn office(&mut self) {
        let county = &self.county;
        let add = county.change(county.coordinator(), |cx| {
            mail_domain::add(cx, "homes.example", MailRule::Secure, "Agreed in writing")
        });
        add.await.unwrap();
        let agree = county.change(county.chair(), |cx| {
            mail_domain::change(cx, "homes.example", (MailRule::Secure, "Agreed in writing"), 1)
        });
        agree.await.unwrap();
        let ask = county.change(county.chair(), |cx| {
            mail_domain::add(cx, "care.example", MailRule::Secure, "Agreed in writing")
        });
        ask.await.unwrap();
        let lease = county.by_itself(claim).await.unwrap().expect("mail that waits");
        let message: MessageId = lease.message;
        county
            .by_itself(move |cx| settle(cx, &lease, Attempt::Refused, "no such mailbox"))
            .await
            .unwrap();
        let account = county.probation().account;
        let link = county.by_itself(move |cx| {
            let lasts = chrono::TimeDelta::days(7);
            let now = marac::platform::clock::Clock::system().now();
            let id = sign_in::new_link(cx, account, LinkPurpose::Reset, now, lasts)?;
            Ok(id)
        });
        let token = sign_in::link_token(county.service.tools(), link.await.unwrap());
        let (housing, police) = (county.housing(), county.police());
        let task = self.one("SELECT id AS text FROM tasks WHERE done_at IS NULL");
        self.places.name("domain", "homes.example");
        self.places.name("asked_domain", "care.example");
        self.places.name("message", message.to_string());
        self.places.name("task", task.clone());
        self.places.name("token", token.clone());
        self.places.name("membership", housing.membership.to_string());
        self.places.name("agency", police.agency.to_string());
        let page = self.county.site().visitor().get("/sign-in").await.source();
        let (_, file) = page.split_once("/assets/").unwrap();
        self.places.name("section", "times");
        self.places.name("file", file.split('"').next().unwrap());
        self.password().await;
        let chair = self.county.chair().account;
        let session = format!("SELECT id AS text FROM sessions WHERE account_id = '{chair}'");
        let session = self.one(&session);
        self.places.name("session", session);
        let chair = self.county.chair();
        let made = Kept { credential_id: "AAAA".to_owned(), credential: "{}".to_owned() };
        let now = self.county.service.clock().real_now();
        let add = self
            .county
            .change(chair, move |cx| passkey::add(cx, (&"Work phone".into(), &made), now));
        add.await.unwrap();
        let passkey = self.one("SELECT id AS text FROM passkeys");
        self.places.name("passkey", passkey);
        self.places.name("directory", "police");
        self.work_account().await;
    }

    /// The chair signs in by the directory of the police, too.
    async fn work_account(&self) {
        let shown = Shown {
            issuer: self.directory.issuer(),
            subject: "s-1001".into(),
            roles: None,
            factors: Factors::One,
        };
        let (chair, now) = (self.county.chair(), self.county.service.clock().real_now());
        let add = self.county.change(chair, move |cx| identity::add(cx, &shown, now));
        add.await.unwrap();
    }
}
