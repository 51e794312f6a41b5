//! Protected contact in a real browser: shown on a press with a reason, and nowhere on paper.
use super::day::{COORDINATOR, Day};
use crate::support::setup::Setup;

#[tokio::test]
async fn a_hidden_address_is_written_down_and_shown_on_a_press() {
    let day = Day::begin(Setup::default()).await;
    day.be(COORDINATOR).await;
    day.first_case(COORDINATOR).await;
    let name = day.browser.heading().await;
    day.follow("Protected contact", &name).await;
    day.browser.screenshot("protected-ask").await;
    day.browser.choose("To write it down, or see that it is right").await;
    day.press("Show protected contact", &name).await;
    day.browser.fill("Refuge or confidential address", "Flat 2, 9 Wynd Court, NS7 4QT").await;
    day.browser.fill("Safe phone numbers", "07700 900321, evenings").await;
    day.press("Save", &name).await;
    day.browser.sees("Protected contact saved").await;
    day.browser.does_not_see("Wynd").await;
    day.press("Show protected contact", &name).await;
    day.browser.sees("Flat 2, 9 Wynd Court, NS7 4QT").await;
    assert!(!day.browser.title().await.contains("rotected"));
    day.browser.screenshot("protected-shown").await;
    day.follow("Must not be told", &name).await;
    day.browser.fill("Name", "Mick Reid").await;
    day.browser.fill("Who they are", "His brother").await;
    day.press("Add", &name).await;
    day.browser.sees("the same surname").await;
    day.browser.screenshot("untold").await;
    assert_eq!(day.browser.complaints().await, [""; 0]);
    day.follow("Change how they can be reached", "How they can be reached").await;
    day.browser.fill("Safe contact", "At NS7 4QT after 6pm").await;
    day.press("Save", "How they can be reached").await;
    day.browser.sees("Take out the postcode").await;
    day.browser.screenshot("safe-contact").await;
}
