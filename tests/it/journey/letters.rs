//! The letters of the day, as the demo keeps them.
use super::day::{CHAIR, Case, Day};
use crate::support::http::{Request, Visitor};

/// Each participant, owner of an action and sender of information, and nobody else: both IDVAs are
/// to tell victims what came of it.
const PARTICIPANTS: &[&str] = &[
    "Aisha Rahman",
    "Beth Lowry",
    "Craig Dunn",
    "Femi Adeleke",
    "Kate Doyle",
    "Lee Hart",
    "Marcus Reid",
    "Mina Vale",
    "Nadia Brook",
    "Priya Nair",
    "Sam Okafor",
];

/// A letter in the list.
pub struct Letter {
    /// The words of its link: its subject and whom it is to.
    pub link: String,
    /// Whom it is to.
    pub to: String,
    /// When it left, in words.
    pub at: String,
    href: String,
}

/// All letters that have left, newest first.
pub async fn all(visitor: &mut Visitor) -> Vec<Letter> {
    let page = visitor.get("/demo/mail").await;
    let letter = |row: &Vec<String>| Letter {
        link: row[0].clone(),
        to: row[1].split(" <").next().unwrap().to_owned(),
        at: row[2].clone(),
        href: page.links().iter().find(|it| it.text == row[0]).unwrap().href.clone(),
    };
    page.table("Letters, newest first").rows.iter().map(letter).collect()
}

/// The minutes have left to each who was there, with what each may see.
pub async fn have_left(day: &Day, case: &Case) {
    let mut visitor = day.visitor(CHAIR).await;
    let mut letters = all(&mut visitor).await;
    letters.retain(|it| it.at.starts_with("11:40am on Thursday 12"));
    letters.sort_by(|a, b| a.to.cmp(&b.to));
    let to: Vec<&str> = letters.iter().map(|it| it.to.as_str()).collect();
    assert_eq!(to, PARTICIPANTS);
    for letter in &letters {
        read(&mut visitor, letter, case).await;
    }
    day.follow("Mail", "Mail").await;
    let own = letters.iter().find(|it| it.to == "Marcus Reid").unwrap();
    day.follow(&own.link, "2 actions for you").await;
    day.browser.sees("Change the locks").await;
}

async fn read(visitor: &mut Visitor, letter: &Letter, case: &Case) {
    let page = visitor.get(&letter.href).await;
    let text = page.texts("pre").concat();
    let html = visitor.send(Request::get(&format!("{}/html", letter.href))).await.source();
    let to = &letter.to;
    for never in [case.name, "Whitlock", "worried about Isla", "transfer in January", "Not reached"]
    {
        assert!(!text.contains(never) && !html.contains(never), "“{never}” to {to}:\n{text}");
    }
    let sees_it = !matches!(to.as_str(), "Femi Adeleke" | "Kate Doyle");
    for part in [case.reference.as_str(), case.initials, "A knife and her keys"] {
        assert_eq!(text.contains(part), sees_it, "“{part}” to {to}:\n{text}");
        assert_eq!(html.contains(part), sees_it, "“{part}” to {to}:\n{html}");
    }
    let own = match to.as_str() {
        "Marcus Reid" => &["YOUR 2 ACTIONS", "Change the locks", "Flag the tenancy", "CASES"][..],
        "Mina Vale" => &["YOUR 1 ACTION", "See Isla at school", "CASES"],
        "Aisha Rahman" | "Beth Lowry" => &["YOUR ", "ACTION", "Tell the victim, safely", "CASES"],
        "Femi Adeleke" => &["The minutes of the meeting on 12 February are ready"],
        _ => &["You have no actions", "CASES"],
    };
    let mut rest = text.as_str();
    for next in own {
        let at = rest.find(next).unwrap_or_else(|| panic!("“{next}” is not next to {to}:\n{text}"));
        rest = &rest[at..];
    }
    if to == "Femi Adeleke" {
        assert!(!text.contains("NS-") && !html.contains("NS-"), "{text}");
    }
}
