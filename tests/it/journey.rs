//! The day of the meeting in a real browser, against the program itself: from a referral to the
//! action that is chased the next morning.
mod certified;
mod county;
mod day;
mod follow_up;
mod hear;
mod interest;
mod letters;
mod passkey;
mod prepare;
mod protected;
mod provider;
mod refer;
mod sign_in;
mod stop;

use crate::support::setup::Setup;
use day::Day;

#[tokio::test]
async fn a_day_is_walked_from_the_referral_to_the_chased_action() {
    walk(Setup::default()).await;
}

#[tokio::test]
async fn the_same_day_is_walked_without_scripts() {
    walk(Setup::default().without_scripts()).await;
}

#[tokio::test]
async fn a_conflict_is_declared_in_the_middle_of_a_meeting() {
    let day = Day::begin(Setup::default()).await;
    day.be(day::CHAIR).await;
    hear::open(&day).await;
    interest::declare(&day).await;
    // A search that finds nothing is answered as one, which browsers complain of.
    let complaints = day.browser.complaints().await;
    assert!(complaints.iter().all(|it| it.contains("/cases/search")), "{complaints:?}");
}

async fn walk(setup: Setup) {
    let day = Day::begin(setup).await;
    let case = refer::send(&day).await;
    prepare::triage(&day, &case).await;
    prepare::pass_the_cut_off(&day, &case).await;
    prepare::return_research(&day, &case).await;
    hear::open(&day).await;
    hear::record(&day, &case).await;
    hear::record_the_others(&day, &case).await;
    hear::close_and_approve(&day).await;
    letters::have_left(&day, &case).await;
    follow_up::finish_one(&day).await;
    follow_up::chase_the_other(&day).await;
    assert_eq!(day.browser.complaints().await, [""; 0]);
}
