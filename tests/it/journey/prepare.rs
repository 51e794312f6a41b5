//! Before the meeting: triage, the cut-off, research.
use super::day::{CHILDRENS, COORDINATOR, Case, Day, HOUSING};

/// The coordinator adds the referral to today's meeting.
pub async fn triage(day: &Day, case: &Case) {
    day.be(COORDINATOR).await;
    day.follow(&case.reference, case.name).await;
    day.browser.sees("16 of 24").await;
    day.browser.sees("Item 4 of 15").await;
    day.browser.choose("Add to today").await;
    day.press("Confirm and see next", "Jodie Farrow").await;
    day.browser.sees("Added to the agenda").await;
}

/// Referrals close. Among the cases with children it stands after the repeat, the higher score and
/// the same score of an earlier incident, and before the lower score. The opening takes 9 minutes
/// with its four overdue actions, the three cases before it 24.
pub async fn pass_the_cut_off(day: &Day, case: &Case) {
    day.clock("To 9am, referrals close").await;
    day.browser.sees("15 cases are on the agenda, which is closed for referrals").await;
    day.follow("Agenda", "Agenda").await;
    let text = day.browser.text().await;
    let mut rest = text.as_str();
    let item = format!("10:33am {} {}", case.reference, case.name);
    for next in
        ["Rosie Keane", "19 of 24", "10:25am", "Tamsin Bright", &item, "16 of 24", "15 of 24"]
    {
        let at = rest.find(next).unwrap_or_else(|| panic!("“{next}” is not next in\n{rest}"));
        rest = &rest[at + next.len()..];
    }
}

/// Two agencies return what they know.
pub async fn return_research(day: &Day, case: &Case) {
    day.be(HOUSING).await;
    day.follow("Return research", "Research for Housing Options").await;
    let line = format!("{} {}, 32 To do", case.reference, case.initials);
    day.follow(&line, "Research for Housing Options").await;
    answer(day, "Housing Options", "She asked for a transfer in January.").await;
    day.be(CHILDRENS).await;
    day.follow("Return research", "Research for Children’s services").await;
    answer(day, "Children’s services", "The school is worried about Isla.").await;
}

async fn answer(day: &Day, agency: &str, text: &str) {
    let question = format!("Who is known to {agency}?");
    day.browser.tick((question.as_str(), "Victim")).await;
    day.browser.fill("What does the meeting need to know?", text).await;
    day.browser.choose(("How far may this go?", "Read out and minuted")).await;
    day.press("Return and open next case", "Research").await;
}
