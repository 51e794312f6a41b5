//! The made-up county of Northshire: its agencies, its people, its rules and its mail domains.
//! Phone numbers are from the ranges that Ofcom keeps for drama, addresses end in `.example`.
use chrono::TimeDelta;

use super::today::local;
use crate::domain::account::{Account, Membership, State};
use crate::domain::actor::Role::{
    self, Administrator, Auditor, Chair, Coordinator, Idva, Observer, Referrer, Representative,
};
use crate::domain::agency::{Agency, AskRule, Kind, MailDomain, MailRule};
use crate::domain::area::{Area, AreaSettings, Contact, DayPlan, Words};
use crate::domain::ids::{AccountId, AgencyId, AreaId, MembershipId};
use crate::domain::time::{Instant, TimeOfDay};
use crate::platform::random::Random;
use crate::store::{self, Database, StoreError};

/// Name, kind, when it is asked, phone.
const AGENCIES: &[(&str, Kind, AskRule, &str)] = &[
    ("Northshire Police", Kind::Police, AskRule::Every, "01632 960110"),
    ("Safe Haven IDVA service", Kind::Idva, AskRule::Every, "01632 960120"),
    ("Children’s services", Kind::ChildrensSocialCare, AskRule::Children, "01632 960131"),
    ("Housing Options", Kind::Housing, AskRule::Every, "01632 960132"),
    ("Adult social care", Kind::AdultSocialCare, AskRule::Every, "01632 960133"),
    ("Riverside NHS safeguarding", Kind::PrimaryCare, AskRule::Every, "01632 960140"),
    ("Riverside NHS mental health", Kind::MentalHealth, AskRule::Every, "01632 960141"),
    ("Riverside NHS maternity", Kind::SecondaryCare, AskRule::Pregnancy, "01632 960142"),
    ("Probation", Kind::Probation, AskRule::Every, "01632 960150"),
    ("Substance misuse service", Kind::SubstanceMisuse, AskRule::Every, "01632 960160"),
    ("Fire and rescue", Kind::Fire, AskRule::Every, "01632 960170"),
    ("Education", Kind::Education, AskRule::Children, "01632 960134"),
];

/// Name, address, post, agency, role.
type Entry = (&'static str, &'static str, &'static str, usize, Role);

/// Whoever chairs and coordinates stands first: meetings name those who have been there longest.
const PEOPLE: &[Entry] = &[
    ("Priya Nair", "p.nair@northshire-police", "Detective chief inspector", 0, Chair),
    ("Sam Okafor", "s.okafor@northshire-police", "Meeting coordinator", 0, Coordinator),
    ("Grace Lindley", "g.lindley@northshire", "Head of safeguarding", 2, Chair),
    ("Lee Hart", "l.hart@northshire-police", "Detective sergeant", 0, Representative),
    ("Jo Marsh", "j.marsh@northshire-police", "Response officer", 0, Referrer),
    ("Aisha Rahman", "a.rahman@safe-haven", "IDVA", 1, Idva),
    ("Beth Lowry", "b.lowry@safe-haven", "IDVA", 1, Idva),
    ("Mina Vale", "m.vale@northshire", "Team manager", 2, Representative),
    ("Marcus Reid", "m.reid@northshire", "Housing manager", 3, Representative),
    ("Ruth Cole", "r.cole@millbrook-homes", "Tenancy officer", 3, Representative),
    ("Tom Adeyemi", "t.adeyemi@northshire", "Senior social worker", 4, Representative),
    ("Olive Moss", "o.moss@northshire", "Social work student", 4, Observer),
    ("Helen Sharpe", "h.sharpe@riverside-nhs", "Named nurse", 5, Representative),
    ("Imran Qureshi", "i.qureshi@riverside-nhs", "Emergency department sister", 5, Referrer),
    ("Nadia Brook", "n.brook@riverside-nhs", "Mental health practitioner", 6, Representative),
    ("Kate Doyle", "k.doyle@riverside-nhs", "Specialist midwife", 7, Representative),
    ("Dana Wells", "d.wells@northshire-probation", "Probation officer", 8, Representative),
    ("Owen Price", "o.price@northshire-probation", "Senior probation officer", 8, Representative),
    ("Femi Adeleke", "f.adeleke@turning-tide", "Recovery worker", 9, Representative),
    ("Craig Dunn", "c.dunn@northshire-fire", "Community safety officer", 10, Representative),
    ("Lena Hughes", "l.hughes@northshire", "Education safeguarding lead", 11, Representative),
    ("Paul Whitaker", "p.whitaker@northshire", "Deputy head teacher", 11, Referrer),
    ("Carys Penn", "c.penn@safe-haven", "Service manager", 1, Representative),
    ("Alex Stone", "a.stone@northshire", "Systems manager", 4, Administrator),
    ("Ines Grey", "i.grey@northshire", "Information governance officer", 4, Auditor),
];

/// Domain, what may go there, why.
const DOMAINS: &[(&str, MailRule, &str)] = &[
    ("northshire-police.example", MailRule::Secure, "Forced TLS, checked with the force’s IT"),
    ("northshire.example", MailRule::Secure, "Council mail, forced TLS, tested both ways"),
    ("riverside-nhs.example", MailRule::Secure, "Accredited to the NHS secure email standard"),
    ("safe-haven.example", MailRule::Secure, "Forced TLS since the service moved its mail"),
    ("northshire-probation.example", MailRule::Secure, "Government mail, forced TLS"),
    ("northshire-fire.example", MailRule::Secure, "Forced TLS, confirmed in writing"),
    ("turning-tide.example", MailRule::Notice, "TLS is not forced yet: notices with a link only"),
    ("millbrook-homes.example", MailRule::Secure, "Forced TLS, confirmed by the association"),
];

/// The county as its builder knows it.
#[derive(Clone)]
pub(super) struct County {
    pub(super) area: Area,
    pub(super) agencies: Vec<Agency>,
    pub(super) people: Vec<(Account, Membership)>,
}

impl County {
    /// Somebody by name; the first of all if there is none.
    pub(super) fn person(&self, name: &str) -> &(Account, Membership) {
        let found = self.people.iter().find(|it| it.0.name.reveal() == name);
        found.unwrap_or(&self.people[0])
    }

    /// Those who answer for an agency.
    pub(super) fn answering(&self, agency: AgencyId) -> Vec<&(Account, Membership)> {
        let answers = |it: &&(Account, Membership)| {
            it.1.agency_id == agency
                && it.1.roles.iter().any(|role| matches!(role, Representative | Idva))
        };
        self.people.iter().filter(answers).collect()
    }
}

/// When the county set the service up.
pub(super) fn founded() -> Instant {
    local("2024-01-08 09:00")
}

/// Writes the county with its agencies and people.
pub(super) async fn found(database: &Database, random: &Random) -> Result<County, StoreError> {
    let county = described(random);
    let written = county.clone();
    database
        .write(move |tx| {
            let (area, now) = (&written.area, founded());
            store::area::insert(tx, area)?;
            let statement = &area.settings.words.confidentiality_statement;
            store::statement::insert(tx, area.id, 1, statement, (None, now))?;
            for agency in &written.agencies {
                store::agency::insert(tx, agency)?;
            }
            for (account, membership) in &written.people {
                store::account::insert(tx, account)?;
                store::membership::insert(tx, membership)?;
            }
            for rule in domains(&written) {
                store::mail_domain::insert(tx, &rule)?;
            }
            Ok::<_, StoreError>(())
        })
        .await?;
    Ok(county)
}

fn described(random: &Random) -> County {
    let area = area(AreaId::from_uuid(random.uuid()));
    let agency = |it: &(&str, Kind, AskRule, &str)| Agency {
        area_id: area.id,
        id: AgencyId::from_uuid(random.uuid()),
        name: it.0.to_owned(),
        kind: it.1,
        ask_rule: it.2,
        lead_id: None,
        phone: it.3.to_owned(),
        active: true,
        version: 1,
        created_at: founded(),
    };
    let mut agencies: Vec<Agency> = AGENCIES.iter().map(agency).collect();
    let people: Vec<_> =
        (0..).zip(PEOPLE).map(|(place, it)| person(random, &agencies, place, it)).collect();
    for agency in &mut agencies {
        let theirs = people
            .iter()
            .find(|it| it.1.agency_id == agency.id && it.1.roles.contains(&Representative));
        agency.lead_id = theirs.map(|it| it.1.id);
    }
    County { area, agencies, people }
}

fn area(id: AreaId) -> Area {
    let settings = AreaSettings {
        reference_prefix: "NS".to_owned(),
        day: DayPlan {
            place: "Civic Centre room 2 and online".to_owned(),
            join_link: "https://meet.northshire.example/daily".to_owned(),
            room_until: TimeOfDay::from_hms_opt(12, 30, 0),
            ..DayPlan::default()
        },
        contact: Contact {
            coordinator_phone: "01632 960145".to_owned(),
            stand_in: String::new(),
            out_of_hours: "Police control room, 01632 960199".to_owned(),
            local_numbers: vec![
                "Safe Haven IDVA service, 01632 960120".to_owned(),
                "Children’s services front door, 01632 960130".to_owned(),
                "Adult safeguarding, 01632 960133".to_owned(),
            ],
        },
        words: Words {
            sharing_agreement: "Share only under the Northshire information sharing agreement"
                .to_owned(),
            ..Words::default()
        },
        ..AreaSettings::default()
    };
    Area {
        id,
        name: "Northshire".to_owned(),
        prefix: "NS".to_owned(),
        settings,
        statement_version: 1,
        version: 1,
        created_at: founded(),
    }
}

fn person(
    random: &Random,
    agencies: &[Agency],
    place: i32,
    (name, email, post, agency, role): &Entry,
) -> (Account, Membership) {
    let joined = founded() + TimeDelta::minutes(place.into());
    let account = Account {
        id: AccountId::from_uuid(random.uuid()),
        email: format!("{email}.example").as_str().into(),
        name: (*name).into(),
        phone: format!("07700 9002{place:02}").as_str().into(),
        password: None,
        state: State::Active,
        version: 1,
        created_at: joined,
        signed_in_at: None,
    };
    let agency = &agencies[*agency];
    let membership = Membership {
        area_id: agency.area_id,
        id: MembershipId::from_uuid(random.uuid()),
        account_id: account.id,
        agency_id: agency.id,
        roles: vec![*role],
        job_title: (*post).to_owned(),
        starts_on: joined.date_naive(),
        ends_on: None,
        suspended: false,
        version: 1,
        created_at: joined,
    };
    (account, membership)
}

/// Decided by the coordinator in the county's first week.
fn domains(county: &County) -> impl Iterator<Item = MailDomain> + '_ {
    DOMAINS.iter().map(|(domain, rule, reason)| MailDomain {
        area_id: county.area.id,
        domain: (*domain).to_owned(),
        rule: *rule,
        reason: (*reason).to_owned(),
        set_by: county.people[1].0.id,
        set_at: founded() + TimeDelta::days(3),
        version: 1,
    })
}
