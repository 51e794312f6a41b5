//! After the meeting: one action is done, the other is chased the next morning.
use super::day::{CHAIR, CHILDRENS, Day};
use super::letters;

/// Children's services say what came of their action.
pub async fn finish_one(day: &Day) {
    day.be(CHILDRENS).await;
    day.follow("Actions", "Your actions").await;
    day.follow("Update: See Isla at school", "Your actions").await;
    day.browser.choose(("What happened?", "Done")).await;
    day.browser.fill("Tell the meeting in a sentence", "Seen on Thursday with her teacher.").await;
    day.press("Save update", "Your actions").await;
    day.browser.does_not_see("See Isla at school").await;
}

/// At 8am the owner of the action that is open and due is written to, the other is not. As his
/// agency's lead contact, the owner also hears of what it has left overdue.
pub async fn chase_the_other(day: &Day) {
    day.clock("To 8am tomorrow").await;
    let mut visitor = day.visitor(CHAIR).await;
    let mut letters = letters::all(&mut visitor).await;
    letters.retain(|it| it.at.starts_with("8am on Friday 13 February 2026"));
    let to = |name: &str| letters.iter().filter(|it| it.to == name).collect::<Vec<_>>();
    let links: Vec<&str> = to("Marcus Reid").iter().map(|it| it.link.as_str()).collect();
    let mut chased = to("Marcus Reid");
    chased.retain(|it| it.link.starts_with("1 action is due today"));
    assert_eq!(chased.len(), 1, "{links:?}");
    assert!(to("Mina Vale").is_empty());
    day.follow("Mail", "Mail").await;
    day.follow(&chased[0].link, "1 action is due today").await;
}
