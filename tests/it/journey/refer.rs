//! The police refer somebody, with sixteen answers of yes.
use super::day::{Case, Day, POLICE};

/// The questions that are answered yes.
const YES: &[&str] = &[
    "1 Did what happened this time leave them injured?",
    "2 Are they in great fear?",
    "3 Is there something in particular that they fear will happen?",
    "4 Are family or friends kept away from them?",
    "5 Are they low in mood, or do they think of ending their life?",
    "6 Have they left this person, or tried to leave, in the last 12 months?",
    "7 Is there a dispute about who sees the children, or when?",
    "8 Are they followed or watched, or called and messaged again and again?",
    "10 Do incidents come closer together than they used to?",
    "11 Is what is done to them more serious than it was?",
    "12 Does this person rule their daily life, or show strong jealousy?",
    "13 Has anything been used as a weapon against them?",
    "14 Have they heard a threat to kill that they believed?",
    "20 Is money a trouble, such as needing this person for it, or a job just lost?",
    "22 Has this person spoken of suicide or tried it?",
    "24 Have the police or courts dealt with this person before?",
];

/// The referral, sent; what the page says of it when it has been.
pub async fn send(day: &Day) -> Case {
    day.be(POLICE).await;
    day.follow("Start a referral", "Refer a case").await;
    people(day).await;
    happened(day).await;
    for question in YES {
        day.browser.choose((*question, "Yes")).await;
    }
    day.browser.tick("Visible high risk").await;
    day.browser.choose(("Does the victim know of this referral?", "Yes")).await;
    day.browser.choose(("Does the victim consent?", "Given")).await;
    day.browser.fill("What the victim wants", "To stay in our home.").await;
    day.browser.axe().await;
    day.press("Send referral", "Referral sent").await;
    let reference = reference(&day.browser.text().await);
    day.follow("Your referrals", "Refer a case").await;
    day.browser.sees(&reference).await;
    Case { reference, name: "Maya Whitlock", initials: "M.W." }
}

async fn people(day: &Day) {
    let browser = &day.browser;
    browser.fill(("Victim", "Name"), "Maya Whitlock").await;
    for (part, text) in [("Day", "4"), ("Month", "9"), ("Year", "1993")] {
        browser.fill(("Victim", part), text).await;
    }
    browser.fill("Safe contact", "Her work phone, 9am to 3pm.").await;
    browser.fill(("Alleged perpetrator 1", "Name"), "Dean Whitlock").await;
    browser.fill(("Alleged perpetrator 1", "How they are related"), "Husband").await;
    browser.press("Add a child").await;
    browser.fill(("Child 1", "Name"), "Isla Whitlock").await;
    browser.fill(("Child 1", "Or age"), "7").await;
}

async fn happened(day: &Day) {
    let browser = &day.browser;
    browser.fill("What happened this time", "He held a knife to her and took her keys.").await;
    for (part, text) in [("Day", "11"), ("Month", "2"), ("Year", "2026")] {
        browser.fill(("When", part), text).await;
    }
    browser.choose(("Would it be a crime if it was reported?", "Yes")).await;
}

/// The reference in some words: the area's prefix and four characters.
fn reference(text: &str) -> String {
    let word = |it: &&str| it.starts_with("NS-") && it.len() == 7;
    text.split_whitespace()
        .find(word)
        .unwrap_or_else(|| panic!("no reference in {text}"))
        .to_owned()
}
