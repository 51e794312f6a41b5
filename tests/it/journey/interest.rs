//! A conflict of interest, declared in the middle of a meeting.
use super::day::{CHAIR, COORDINATOR, Day};

const ON: &str = "Go on with the meeting";

/// The coordinator knows the victim of the case that is heard: from then on it is not there for them,
/// and their screen says only that sharing is paused, until the chair goes on.
pub async fn declare(day: &Day) {
    let browser = &day.browser;
    let reference = browser.follow_starting("Item 1, ").await;
    let reference: String = reference.chars().take_while(|it| !it.is_whitespace()).collect();
    browser.press("Hear this case now").await;
    browser.sees("of 8:00").await;
    day.be(COORDINATOR).await;
    day.follow(ON, &reference).await;
    day.follow("Declare an interest", "Interests in this case").await;
    browser.choose(("What ties you to it", "I know the victim")).await;
    browser.fill("Say it in a sentence", "She is my cousin.").await;
    browser.pick("Who takes it from you", "Priya Nair, Northshire Police").await;
    browser.screenshot("interest-declare").await;
    day.press("Declare an interest", "The chair has paused sharing").await;
    browser.does_not_see(&reference).await;
    browser.screenshot("interest-paused").await;
    day.follow("Cases", "Cases").await;
    browser.does_not_see(&reference).await;
    browser.fill("Find a case by its reference", &reference).await;
    browser.press("Find").await;
    browser.sees("No case was found").await;
    rule(day, &reference).await;
    day.be(COORDINATOR).await;
    browser.follow(ON).await;
    browser.sees("Item 1 of").await;
    browser.does_not_see(&reference).await;
}

/// The chair rules that they leave, and takes the meeting on.
async fn rule(day: &Day, reference: &str) {
    let browser = &day.browser;
    day.be(CHAIR).await;
    day.follow(ON, reference).await;
    day.follow("Declare an interest", "Interests in this case").await;
    browser.screenshot("interest-led").await;
    browser.follow_starting("Sam Okafor").await;
    day.arrives("Sam Okafor").await;
    browser.choose("They leave, and the case stays away from them").await;
    browser.fill("Why", "They grew up together.").await;
    browser.screenshot("interest-ruling").await;
    browser.press("Save").await;
    browser.sees("Ruled to leave").await;
    day.follow("Today", "Thursday 12 February 2026").await;
    browser.follow(ON).await;
    browser.follow_starting("Item 2, ").await;
    browser.press("Hear this case now").await;
    browser.sees("of 8:00").await;
}
