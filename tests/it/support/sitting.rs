//! Cases on the county's meeting of Thursday 12 February 2026, and people in its room.
use marac::domain::actor::Member;
use marac::domain::disposition::{Disposition, Given};
use marac::domain::ids::{CaseId, DraftId, ListingId};
use marac::domain::listing::{Listing, RiskLevel};
use marac::domain::meeting::Meeting;
use marac::domain::person::Particulars;
use marac::domain::referral::{Account, Described};
use marac::domain::research::{Known, Share};
use marac::domain::text::Private;
use marac::store::{self, StoreError};
use marac::workflow::hearing::Decision;
use marac::workflow::meeting::Opening;
use marac::workflow::research::{Answer, Done};
use marac::workflow::triage::When;
use marac::workflow::{attendance, hearing, meeting, referral, research, triage};

use super::county::County;

/// The place of the meeting in URLs.
pub const SLUG: &str = "2026-02-12";

/// What the police write about somebody with two children.
pub fn account(victim: &str) -> Account {
    let child = |name: &str, age: &str| Described {
        name: name.into(),
        particulars: Particulars { age: age.to_owned(), ..Particulars::default() },
        ..Described::default()
    };
    Account {
        victim: Described {
            name: victim.into(),
            born_on: "1996-05-01".parse().ok(),
            ..Described::default()
        },
        perpetrators: vec![Described { name: "Craig Dunmore".into(), ..Described::default() }],
        children: vec![child("Isla", "8"), child("Wren", "5")],
        safe_contact: "Her work phone, weekdays 9am to 3pm".into(),
        happened: "He forced the back door and held a knife.".into(),
        wishes: "To stay in our home.".into(),
        incident_on: "2026-02-10".parse().ok(),
        tool: "dash24".to_owned(),
        ..Account::default()
    }
}

/// A listed case.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// The listing.
    pub id: ListingId,
    /// The case.
    pub case: CaseId,
}

/// Refers somebody by the police and accepts the case onto the meeting of its time.
pub async fn list(county: &County, account: Account) -> Listed {
    let draft = DraftId::from_uuid(uuid::Uuid::new_v4());
    let sent = county
        .change(county.police(), move |cx| {
            referral::send(cx, draft, 0, &Private::default(), account.clone())
        })
        .await
        .unwrap();
    let listing = county
        .change(county.coordinator(), move |cx| {
            let listing = triage::accept(cx, sent.referral, 1, When::ByRule)?;
            Ok((listing.id, listing.case_id))
        })
        .await
        .unwrap();
    Listed { id: listing.0, case: listing.1 }
}

/// Opens the meeting at its time, with the chair and the coordinator in the room.
pub async fn open(county: &County) {
    county.at("2026-02-12 10:00");
    let opening = Opening { chair: county.chair().account, writer: county.coordinator().account };
    county.change(county.chair(), move |cx| meeting::open(cx, SLUG, opening)).await.unwrap();
    for person in [county.chair(), county.coordinator()] {
        enter(county, person).await;
    }
}

/// Lets somebody accept the statement on their own screen.
pub async fn enter(county: &County, who: Member) {
    county.change(who, |cx| attendance::accept(cx, SLUG, 1)).await.unwrap();
}

/// Returns research for somebody's agency: one text for each way of sharing it.
pub async fn give_research(county: &County, who: Member, case: CaseId) {
    let answer = Answer {
        known: Known { victim: true, ..Known::default() },
        nothing_held: false,
        text: "Three call-outs since November".into(),
        share: Share::Minuted,
        not_minuted: "An informant says he has a knife".into(),
        chair_only: "Surveillance is under way".into(),
        offer: "Mark the address".into(),
    };
    county
        .change(who, move |cx| research::save(cx, SLUG, case, 1, (answer.clone(), Done::Returned)))
        .await
        .unwrap();
}

/// A decision with a plan made, where nobody recorded the victim's views.
pub fn plan_made() -> Decision {
    Decision {
        risk_level: Some(RiskLevel::High),
        text: "High. Weapon and threat to kill.".into(),
        disposition: Some(Disposition::HeardPlanMade),
        given: Given::default(),
        none_reason: "Not reached before the meeting".into(),
    }
}

/// Saves a decision on a listing that nobody decided on before.
pub async fn decide(county: &County, on: ListingId, decision: Decision) {
    let seen = listing(county, on).await.version;
    county
        .change(county.coordinator(), move |cx| hearing::decide(cx, SLUG, on, seen, &decision))
        .await
        .unwrap();
}

/// A listing as it is kept.
pub async fn listing(county: &County, id: ListingId) -> Listing {
    let area = county.area;
    let found: Result<_, StoreError> =
        county.database.read(move |view| store::listing::find(view, area, id)).await;
    found.unwrap()
}

/// What people call a case aloud.
pub async fn reference(county: &County, case: Listed) -> String {
    let area = county.area;
    let found: Result<_, StoreError> =
        county.database.read(move |view| store::case::find(view, area, case.case)).await;
    found.unwrap().reference
}

/// The meeting as it is kept.
pub async fn sitting(county: &County) -> Meeting {
    let area = county.area;
    let found: Result<_, StoreError> =
        county.database.read(move |view| store::meeting::by_slug(view, area, SLUG)).await;
    found.unwrap()
}
