//! The meeting: opened, the roll called, one case heard by hand, the others quickly, closed, approved.
use super::day::{CHAIR, COORDINATOR, Case, Day};

/// Who is in the room without a screen of their own.
const THERE: &[&str] = &[
    "Marcus Reid",
    "Mina Vale",
    "Femi Adeleke",
    "Kate Doyle",
    "Sam Okafor",
    "Lee Hart",
    "Craig Dunn",
];

/// What is agreed, by whom and until when.
const ACTIONS: &[(&str, &str, &str)] = &[
    ("Change the locks", "Housing Options, Marcus Reid", "Next working day, Friday 13 February"),
    ("Flag the tenancy", "Housing Options, Marcus Reid", "3 working days, Tuesday 17 February"),
    (
        "See Isla at school",
        "Children’s services, Mina Vale",
        "Next working day, Friday 13 February",
    ),
];

/// The chair opens the meeting, calls the roll and accepts the statement.
pub async fn open(day: &Day) {
    day.clock("To 10am, the meeting").await;
    day.be(CHAIR).await;
    day.follow("Open the meeting", "Meeting of Thursday 12 February 2026").await;
    day.press("Open the meeting", "Attendance").await;
    let browser = &day.browser;
    for name in THERE {
        browser.pick(&format!("Attendance of {name}"), "Present").await;
        browser.tick(&format!("{name} accepted the statement")).await;
    }
    browser.pick("Attendance of Nadia Brook", "Apologies, sent information").await;
    browser.pick("Attendance of Dana Wells", "Apologies").await;
    browser.press("Save the roll").await;
    browser.sees("7 present").await;
    browser.tick("I accept this statement").await;
    day.press("Accept and come in", "Outstanding actions").await;
}

/// The case that is followed gets two risks, a decision and three actions.
pub async fn record(day: &Day, case: &Case) {
    let browser = &day.browser;
    browser.follow(&format!("Item 4, {}", case.reference)).await;
    day.arrives(case.name).await;
    browser.press("Hear this case now").await;
    browser.sees("of 8:00").await;
    browser.sees("2 of 11 returned").await;
    browser.sees("She asked for a transfer in January.").await;
    browser.sees("The school is worried about Isla.").await;
    for (about, text) in [
        ("Victim, Maya Whitlock", "He has the keys to her home."),
        ("Child, Isla Whitlock", "He may collect her from school."),
    ] {
        browser.press("Add a risk").await;
        browser.pick("Who is at risk, or from whom", about).await;
        browser.pick("How high it is", "High").await;
        browser.fill("The risk", text).await;
        browser.press(("Add a risk", "Add a risk")).await;
        browser.sees(text).await;
    }
    for (text, owner, due) in ACTIONS {
        agree(day, text, owner, due).await;
    }
    browser.choose(("Risk after discussion", "High")).await;
    browser.fill("What was agreed and why", "A knife and her keys. Safety first.").await;
    browser.pick("What happens with the case", "Heard, plan made").await;
    browser.fill("Why there are no views from the victim", "Not reached in time").await;
    browser.press("Save decision").await;
    browser.sees("The decision is saved").await;
    browser.axe().await;
}

async fn agree(day: &Day, text: &str, owner: &str, due: &str) {
    let browser = &day.browser;
    let risk =
        if text.contains("Isla") { "2: Child, Isla Whitlock" } else { "1: Victim, Maya Whitlock" };
    browser.fill("What will be done", text).await;
    browser.pick("Owner", owner).await;
    browser.pick("Due", due).await;
    browser.pick("Answers which risk", risk).await;
    browser.press("Add an action").await;
    browser.sees(&format!("{text} {owner}")).await;
}

/// The note-taker decides the other cases, without a browser, for there are many.
pub async fn record_the_others(day: &Day, case: &Case) {
    let mut visitor = day.visitor(COORDINATOR).await;
    let page = visitor.get("/meetings/2026-02-12/live").await;
    let items: Vec<_> = page.links().iter().filter(|it| it.text.starts_with("Item ")).collect();
    assert_eq!(items.len(), 15);
    for item in items.into_iter().filter(|it| !it.text.contains(&case.reference)) {
        let page = visitor.get(&item.href).await;
        let mut form = page
            .form("Save decision")
            .choose(("Risk after discussion", "Medium"))
            .fill("What was agreed and why", "The plan stands.")
            .pick("What happens with the case", "Heard, plan made");
        if page.shows("Why there are no views from the victim") {
            form = form.fill("Why there are no views from the victim", "Not reached");
        }
        let saved = form.submit(&mut visitor).await;
        assert!(saved.shows("The decision is saved"), "{:?}", saved.errors());
    }
}

/// The chair closes the meeting and approves its minutes; the clock passes the five minutes.
pub async fn close_and_approve(day: &Day) {
    let last = day.browser.follow_starting("Item 15, ").await;
    day.arrives(&last).await;
    day.follow("To the close", "Close the meeting").await;
    day.press("Close the meeting", "Check and send the minutes").await;
    day.browser.sees("A knife and her keys. Safety first.").await;
    day.browser.tick("These are a true record of the meeting").await;
    day.press("Approve and send", "Who got the minutes").await;
    day.clock("To 11:40am, its close").await;
}
