//! The county in the middle of a meeting with many cases: each referred, researched and heard,
//! with five actions agreed.
use marac::domain::due::Due;
use marac::domain::hearing::Subject;
use marac::domain::ids::{ListingId, MembershipId};
use marac::domain::listing::RiskLevel;
use marac::domain::referral::{Account, Described};
use marac::domain::text::Private;
use marac::workflow::hearing::{self, About, AgreedAction, NewRisk};
use marac::workflow::{meeting, schedule};

use super::history;
use crate::support::county::County;
use crate::support::referring;
use crate::support::sitting::{self, Listed};
use crate::support::store::TestStore;
use crate::sweep::day::{Day, Team};

/// Yesterday's meeting, whose minutes are approved.
pub const YESTERDAY: &str = "2026-02-11";

/// The county at 10:05am on Thursday 12 February 2026, with so many cases at yesterday's meeting, so
/// many at today's, which is being held, and so many referrals that wait.
pub async fn morning(store: TestStore, cases: usize) -> (County, Vec<Listed>) {
    let county = County::in_store(store).await;
    county.at("2026-02-05 07:30");
    county.by_itself(schedule::keep).await.unwrap();
    history::seed(&county).await;
    let named = |first: &str| -> Vec<Account> {
        (0..cases).map(|it| account(&format!("{first} of case {it}"))).collect()
    };
    held(&county, YESTERDAY, &named("Rosie")).await;
    let listed = hear(&county, sitting::SLUG, &todays(cases)).await;
    for waiting in named("Willa") {
        referring::send(&county, county.police(), waiting).await;
    }
    county.at("2026-02-12 10:05");
    (county, listed)
}

/// A meeting from its cases to its approved minutes.
pub async fn held(county: &County, slug: &'static str, cases: &[Account]) -> Vec<Listed> {
    let listed = hear(county, slug, cases).await;
    let team = team(county);
    let day = Day { county, team: &team, slug };
    for case in &listed {
        day.decide(case.id).await;
    }
    day.at("11:00");
    county.change(team.chair.clone(), move |cx| meeting::close(cx, slug)).await.unwrap();
    day.approve().await;
    listed
}

/// A meeting that is being held, with every case heard.
async fn hear(county: &County, slug: &'static str, cases: &[Account]) -> Vec<Listed> {
    let team = team(county);
    let day = Day { county, team: &team, slug };
    day.at("08:30");
    let mut listed = Vec::new();
    for case in cases {
        let on = sitting::list(county, case.clone()).await;
        for who in [county.police(), county.housing()] {
            let done = marac::workflow::research::Done::Returned;
            day.research(who, on, "Rosie", done).await;
        }
        listed.push(on);
    }
    day.open(&[county.chair(), county.coordinator(), county.police(), county.housing()]).await;
    let owners = [county.police().membership, county.housing().membership];
    for case in &listed {
        agree(county, slug, case.id, owners).await;
    }
    listed
}

/// A risk and five actions.
async fn agree(county: &County, slug: &'static str, on: ListingId, owners: [MembershipId; 2]) {
    let risk = NewRisk {
        about: About::Unnamed(Subject::Staff),
        text: "Threatened a visitor".into(),
        level: RiskLevel::High,
        no_action_reason: "The visits have ended".into(),
    };
    let step = county.change(county.coordinator(), move |cx| {
        meeting::hear(cx, slug, on)?;
        hearing::add_risk(cx, slug, on, &risk)?;
        for number in 0..5 {
            let action = AgreedAction {
                text: Private::new(format!("Mark the address, and ask the neighbours, {number}")),
                owner: owners[number % 2],
                due: Due::NextWorkingDay,
                due_on: None,
                risk: None,
            };
            hearing::add_action(cx, slug, on, &action)?;
        }
        Ok(())
    });
    step.await.unwrap();
}

fn team(county: &County) -> Team {
    Team {
        police: county.police(),
        coordinator: county.coordinator(),
        chair: county.chair(),
        owner: county.housing(),
    }
}

/// Half of them have a namesake of another age in a past of thousands of cases, half have none.
fn todays(cases: usize) -> Vec<Account> {
    let new = |it: usize| account(&format!("Nessa of case {it}"));
    let known = |it: usize| history::account(5_000 + 37 * it);
    (0..cases).map(|it| if it % 2 == 0 { known(it) } else { new(it) }).collect()
}

/// What the police write about somebody whom nobody else resembles.
fn account(victim: &str) -> Account {
    let perpetrator = Described {
        name: Private::new(format!("{victim} Dunmore")),
        born_on: "1990-03-02".parse().ok(),
        ..Described::default()
    };
    Account { perpetrators: vec![perpetrator], ..sitting::account(victim) }
}
