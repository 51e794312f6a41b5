//! Signing in by the directories of two agencies that are certified OpenID providers, none of ours,
//! to the program itself.
use marac::domain::account::LinkPurpose;
use serde_json::json;

use crate::support::certified::CertifiedProvider;
use crate::support::county::County;
use crate::support::http::{Request, Visitor};
use crate::support::installation::{Installation, Server};
use crate::support::setup::Setup;
use crate::support::store::TestStore;

const POLICE: &str = "/sign-in/with/police";
const COUNCIL: &str = "/sign-in/with/council";
const REFUSED: &str = "You are not signed in";

/// The program with the directories of the police and of the council, who call two people the same.
struct Pair {
    police: CertifiedProvider,
    council: CertifiedProvider,
    server: Server,
    installation: Installation,
}

impl Pair {
    fn of(county: County) -> Self {
        let mut installation = Installation::of(county);
        let known =
            |sub: &str, email: &str| json!({ "sub": sub, "email": email, "email_verified": true });
        let officer = |sub: &str, email: &str, roles: &[&str]| {
            let mut officer = known(sub, email);
            officer["amr"] = json!(["pwd", "mfa"]);
            officer["roles"] = json!(roles);
            officer
        };
        let officers = [
            officer("s-1001", "p.nair@police.example", &["Risk.Chair", "Risk.Member"]),
            officer("s-1002", "l.hart@police.example", &["Risk.Member"]),
            officer("s-1003", "s.okafor@council.example", &["Risk.Member"]),
        ];
        let roles = "Risk.Chair = chair, Risk.Member = representative";
        let police = ("police", "police.example", roles);
        let police = CertifiedProvider::of(&mut installation, police, &officers);
        let council = ("council", "council.example", "");
        let people = [known("s-1001", "s.okafor@council.example")];
        let council = CertifiedProvider::of(&mut installation, council, &people);
        Self { police, council, server: installation.start(), installation }
    }

    fn visitor(&self) -> Visitor {
        Visitor::new(&self.installation.address())
    }
}

#[tokio::test]
async fn two_agencies_bring_in_their_own_people_by_certified_providers() {
    let county = County::in_store(TestStore::on_sqlite()).await;
    let chair = county.link(&county.chair(), LinkPurpose::Invitation).await;
    let coordinator = county.link(&county.coordinator(), LinkPurpose::Invitation).await;
    let officer = county.token(county.police()).await;
    let pair = Pair::of(county);
    let (police, council) = (&pair.police, &pair.council);
    let (mut at_police, mut at_council) = (police.visitor(), council.visitor());

    let mut visitor = pair.visitor();
    let by = visitor.get(&chair).await.link("Use your police account instead");
    let joining = police.bring((&mut visitor, &mut at_police), Request::get(&by), "s-1001");
    let (page, was_asked) = joining.await;
    assert_eq!((page.path.as_str(), was_asked), ("/", true));
    assert!(visitor.get("/account").await.shows("Priya Nair"));

    // They are signed in there, so they only pass through.
    let mut visitor = pair.visitor();
    let passing = (&mut visitor, &mut at_police);
    let (page, was_asked) = police.bring(passing, Request::get(POLICE), "").await;
    assert_eq!((page.path.as_str(), was_asked), ("/", false));

    // The council says nothing of a second factor, so the service asks for its own.
    let mut visitor = pair.visitor();
    let by = visitor.get(&coordinator).await.link("Use your council account instead");
    let joining = (&mut visitor, &mut at_council);
    let (page, _) = council.bring(joining, Request::get(&by), "s-1001").await;
    assert_eq!(page.path, "/sign-in/second-factor");

    // Nobody has joined as these two, and one of them has an address of the council.
    for subject in ["s-1002", "s-1003"] {
        let (mut visitor, mut anew) = (pair.visitor(), police.visitor());
        let (page, _) =
            police.bring((&mut visitor, &mut anew), Request::get(POLICE), subject).await;
        assert_eq!((page.status, page.heading()), (403, REFUSED), "{subject}");
    }

    // Whoever adds an account is asked who they are, although they are signed in there.
    let mut visitor = pair.server.visitor(&officer);
    let mut at_police = police.visitor();
    let mut other = pair.visitor();
    police.bring((&mut other, &mut at_police), Request::get(POLICE), "s-1002").await;
    let add = visitor.get("/account/sign-in").await.link("Add your police account");
    let (page, was_asked) =
        police.bring((&mut visitor, &mut at_police), Request::get(&add), "s-1002").await;
    assert!(was_asked && page.shows("Work account added"), "{}", page.text());
    assert!(pair.installation.log().contains("nobody was signed in by a directory"));
}

#[tokio::test]
async fn a_code_is_of_no_use_to_whoever_did_not_ask_for_it() {
    let county = County::in_store(TestStore::on_sqlite()).await;
    let chair = county.link(&county.chair(), LinkPurpose::Invitation).await;
    let pair = Pair::of(county);
    let (mut visitor, mut at_police) = (pair.visitor(), pair.police.visitor());
    let by = visitor.get(&chair).await.link("Use your police account instead");
    pair.police.bring((&mut visitor, &mut at_police), Request::get(&by), "s-1001").await;

    let (mut own, mut thief) = (pair.visitor(), pair.visitor());
    let to = own.send(Request::get(POLICE)).await.location().unwrap();
    let (back, _) = pair.police.through(&mut at_police, &to, "s-1001").await;
    let asked = thief.send(Request::get(POLICE)).await.location().unwrap();
    let stolen = back.replace(&value("state", &back), &value("state", &asked));
    assert_ne!(stolen, back);
    // The provider knows for whom it made the code.
    assert_eq!(thief.get(&stolen).await.heading(), REFUSED);
    assert_eq!(own.get(&back).await.path, "/");
    // What comes from one directory is not taken for the other's.
    let mut both = pair.visitor();
    let asked = both.send(Request::get(COUNCIL)).await.location().unwrap();
    let to = both.send(Request::get(POLICE)).await.location().unwrap();
    let (back, _) = pair.police.through(&mut at_police, &to, "s-1001").await;
    let mixed = back.replace(POLICE, COUNCIL);
    let mixed = mixed.replace(&value("state", &mixed), &value("state", &asked));
    assert_eq!(both.get(&mixed).await.heading(), REFUSED);
}

/// The value of a part of a query, as it is written there.
fn value(name: &str, of: &str) -> String {
    let (_, query) = of.split_once('?').unwrap();
    let part = query.split('&').find_map(|it| it.strip_prefix(&format!("{name}="))).unwrap();
    part.to_owned()
}

#[tokio::test]
async fn an_officer_joins_and_signs_in_by_a_certified_provider_in_a_browser() {
    let county = County::in_store(TestStore::on_sqlite()).await;
    let invitation = county.link(&county.police(), LinkPurpose::Invitation).await;
    let pair = Pair::of(county);
    let address = pair.installation.address();
    let browser = Setup::default().open().await;
    browser.visit(&format!("{address}{invitation}")).await;
    browser.follow("Use your police account instead").await;
    browser.press("Go on as s-1002").await;
    browser.sees("Lee Hart").await;
    browser.visit(&format!("{address}/account/sign-in")).await;
    browser.sees("Your work accounts").await;
    browser.forget().await;
    browser.visit(&format!("{address}/actions")).await;
    // They are still signed in there.
    browser.follow("Sign in with your police account").await;
    browser.sees("Lee Hart").await;
    assert_eq!(browser.heading().await, "Your actions");
}
