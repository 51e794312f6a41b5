//! The stop button in a real browser: reported by one, closed by another, opened again by two.
use super::day::{CHAIR, COORDINATOR, Day, POLICE};
use crate::support::setup::Setup;

const REPORT: &str = "Report that something is exposed";
const BOARD: &str = "Close a case or the whole area, or open it again";

#[tokio::test]
async fn an_area_is_closed_at_once_and_opened_again_by_two() {
    close_and_open(Setup::default()).await;
}

#[tokio::test]
async fn the_same_is_done_without_scripts() {
    close_and_open(Setup::default().without_scripts()).await;
}

async fn close_and_open(setup: Setup) {
    let day = Day::begin(setup).await;
    day.be(POLICE).await;
    let home = day.browser.heading().await;
    day.follow(REPORT, REPORT).await;
    day.browser.fill("What did you see?", "The agenda hangs in the corridor.").await;
    day.browser.screenshot("stop-report").await;
    day.press("Report it", REPORT).await;
    day.browser.sees("The chair, the coordinator and the administrator are told").await;
    day.be(COORDINATOR).await;
    day.follow(REPORT, REPORT).await;
    day.follow(BOARD, "Close and open").await;
    day.browser.sees("The agenda hangs in the corridor.").await;
    let area = "The whole area: every page and all email, for everybody. Two people open it again";
    day.browser.choose(area).await;
    day.browser.screenshot("stop-board").await;
    day.press("Close it now", "Close and open").await;
    day.browser.sees("The whole area is closed").await;
    day.browser.screenshot("stop-closed").await;
    day.be(POLICE).await;
    assert_eq!(day.browser.heading().await, "Closed for now");
    day.browser.screenshot("stop-calm").await;
    day.be(COORDINATOR).await;
    day.follow(REPORT, REPORT).await;
    day.follow(BOARD, "Close and open").await;
    day.press("Ask to open it again The whole area", "Close and open").await;
    day.browser.sees("asked to open it again").await;
    day.be(POLICE).await;
    assert_eq!(day.browser.heading().await, "Closed for now");
    day.be(CHAIR).await;
    day.follow(REPORT, REPORT).await;
    day.follow(BOARD, "Close and open").await;
    day.press("Agree to open it again The whole area", "Close and open").await;
    day.be(POLICE).await;
    assert_eq!(day.browser.heading().await, home);
}

#[tokio::test]
async fn a_case_is_closed_while_somebody_else_reads_it() {
    let day = Day::begin(Setup::default()).await;
    let mut other = day.visitor(COORDINATOR).await;
    day.be(CHAIR).await;
    let reference = day.first_case(CHAIR).await;
    let path = day.browser.path().await;
    assert_eq!(other.get(&path).await.status, 200);
    day.follow(REPORT, REPORT).await;
    day.follow(BOARD, "Close and open").await;
    day.browser.choose("One case").await;
    day.browser.fill("Its reference", &reference.to_lowercase()).await;
    day.browser.fill("Why", "Until we know who has the papers").await;
    day.browser.screenshot("stop-case").await;
    day.press("Close it now", "Close and open").await;
    day.browser.sees(&format!("Case {reference} is closed")).await;
    let calm = other.get(&path).await;
    assert_eq!((calm.status, calm.heading()), (423, "Closed for now"));
    day.follow("Cases", "Cases").await;
    day.browser.does_not_see(&reference).await;
    day.follow(REPORT, REPORT).await;
    day.follow(BOARD, "Close and open").await;
    day.press(&format!("Open it again Case {reference}"), "Close and open").await;
    assert_eq!(other.get(&path).await.status, 200);
    assert_eq!(day.browser.complaints().await, [""; 0]);
}
