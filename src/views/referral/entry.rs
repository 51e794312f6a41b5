//! What a referrer wrote, as names and values to read.
use serde::Serialize;

use crate::domain::area_clock::AreaClock;
use crate::domain::assessment::Band;
use crate::domain::checklist::{Checklist, Reply};
use crate::domain::criterion::Criterion;
use crate::domain::referral::{
    Account, Consent, Described, LawfulBasis, Note, Referral, SafetyStep, Told,
};
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::views::format;

/// A name and its value; line breaks are kept.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    key: String,
    value: Private,
    href: Option<String>,
    action: String,
    says: String,
}

impl Entry {
    /// A name and its value.
    pub fn new(key: &str, value: impl Into<String>) -> Self {
        let value = Private::new(value);
        Self { key: key.to_owned(), value, href: None, action: String::new(), says: String::new() }
    }

    /// The same with a link beside it.
    #[must_use]
    pub fn with_link(mut self, href: &str, action: &str, says: &str) -> Self {
        self.href = Some(href.to_owned());
        action.clone_into(&mut self.action);
        says.clone_into(&mut self.says);
        self
    }

    fn shown(key: &str, text: &Private) -> Option<Self> {
        (!text.is_blank()).then(|| Self::new(key, text.reveal()))
    }
}

/// A question of the checklist with its answer.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerRow {
    number: u8,
    ask: String,
    reply: &'static str,
    is_yes: bool,
    note: Private,
}

/// A note between referrer and coordinator.
#[derive(Clone, Debug, Serialize)]
pub struct NoteRow {
    title: &'static str,
    text: Private,
    when: String,
}

impl NoteRow {
    /// A note with when it was written, in words.
    pub fn new(note: &Note, when: String) -> Self {
        Self { title: note.kind.shown(), text: note.text.clone(), when }
    }
}

/// "18 of 24", "High", or "Not assessed".
pub fn score_of(referral: &Referral) -> String {
    match (referral.score, referral.account.highest_score()) {
        (Some(score), Some(most)) => format!("{score} of {most}"),
        _ => Band::parse(&referral.account.grade)
            .map_or("Not assessed".to_owned(), |it| it.shown().to_owned()),
    }
}

/// What a referral says, but for the checklist's answers; what it does not say is left out.
pub fn entries(referral: &Referral, criteria: &[Criterion], clock: AreaClock) -> Vec<Entry> {
    let account = &referral.account;
    let received = clock.day_of(referral.received_at);
    let reasons: Vec<&str> = criteria.iter().map(Criterion::shown).collect();
    let mut all = vec![Entry::new("What happened", account.happened.reveal())];
    all.extend(account.incident_on.map(|it| Entry::new("When", format::date(it))));
    all.extend(Entry::shown("Where", &account.place));
    all.extend(
        account.is_criminal.map(|it| Entry::new("Would be a crime", if it { "Yes" } else { "No" })),
    );
    all.push(Entry::new(
        "Reasons",
        if reasons.is_empty() { "None given".into() } else { format::clauses(&reasons) },
    ));
    all.extend(Entry::shown("What worries the referrer", &account.judgement));
    all.push(Entry::new("Risk assessment", assessment(referral)));
    all.extend(people(account, received));
    all.extend(Entry::shown("What happened before", &account.history));
    all.extend(account.police_incidents.map(|it| {
        let count = format::count(it.into(), "incident", "incidents");
        Entry::new("Reported to the police", format!("{count} in 12 months"))
    }));
    all.extend(Entry::shown("Police reference", &Private::new(account.crime_reference.clone())));
    all.extend(wishes(account));
    all.extend(done(account));
    all.extend(Entry::shown("Phone today", &Private::new(account.phone.clone())));
    all.extend(Entry::shown("Second contact", &account.second_contact));
    all
}

fn assessment(referral: &Referral) -> String {
    let tool = referral.account.assessed_with().map(|it| it.shown().to_owned());
    match tool {
        Some(tool) => format!("{}, {tool}", score_of(referral)),
        None => "Not assessed".to_owned(),
    }
}

fn people(account: &Account, on: Day) -> Vec<Entry> {
    let lines = |key: &str, all: &[Described]| {
        let lines: Vec<String> = all.iter().map(|it| person(it, on)).collect();
        (!lines.is_empty()).then(|| Entry::new(key, lines.join("\n")))
    };
    let children = match &account.children[..] {
        [] if account.no_children => Some(Entry::new("Children", "None")),
        all => lines("Children", all),
    };
    [
        Some(Entry::new("Victim", person(&account.victim, on))),
        lines("Alleged perpetrator", &account.perpetrators),
        children,
        lines("Other adults at risk", &account.others),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Somebody in a line: what is known of them.
fn person(it: &Described, on: Day) -> String {
    let more = &it.particulars;
    let name = if it.name.is_blank() { "Name not known" } else { it.name.reveal() };
    let born = it.born_on.map(|born| match format::age(born, on) {
        Some(age) => format!("born {} ({age})", format::date_without_weekday(born)),
        None => format!("due {}", format::date_without_weekday(born)),
    });
    let said = |before: &str, text: &str| {
        (!text.trim().is_empty()).then(|| format!("{before}{}", text.trim()))
    };
    let parts = [
        said("also known as ", more.also_known_as.reveal()),
        born.or_else(|| said("age ", &more.age)),
        said("", &format::lower_first(more.relationship.reveal())),
        said("", &more.gender),
        said("", more.address.reveal()),
        more.in_household.then(|| "lives with the victim".to_owned()),
        said("pregnant: ", more.pregnancy.reveal()),
        said("needs: ", more.needs.reveal()),
        said("", more.school_or_work.reveal()),
        said("", more.status.reveal()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { name.to_owned() } else { format!("{name}, {}", parts.join("; ")) }
}

fn wishes(account: &Account) -> Vec<Entry> {
    let told = Told::parse(&account.told).map_or("Not recorded", |it| it.shown());
    let consent = Consent::parse(&account.consent).map_or("Not recorded", |it| it.shown());
    let basis = LawfulBasis::parse(&account.sharing.basis).ok();
    let mut all: Vec<Entry> = Entry::shown("What the victim wants", &account.wishes)
        .into_iter()
        .chain(Entry::shown("Afraid of", &account.afraid_of))
        .collect();
    all.push(Entry::new("Told about the referral", told));
    all.push(Entry::new("Consent", consent));
    all.extend(basis.map(|it| Entry::new("Lawful basis", it.shown())));
    all.extend(Entry::shown("Why sharing is necessary", &account.sharing.why));
    all.extend(Entry::shown("Sharing decided by", &account.sharing.decided_by));
    all
}

fn done(account: &Account) -> Option<Entry> {
    let steps = account.done_already.iter().filter_map(|it| SafetyStep::parse(it).ok());
    let mut lines: Vec<&str> = steps.map(|it| it.shown()).collect();
    if !account.done_notes.is_blank() {
        lines.push(account.done_notes.reveal());
    }
    (!lines.is_empty()).then(|| Entry::new("Done already", lines.join("\n")))
}

/// The answers to the checklist, yes first; none for another tool.
pub fn answers(account: &Account, checklist: &Checklist) -> Vec<AnswerRow> {
    let counted = checklist.questions.iter().map(|it| (it.number, &it.key, &it.ask));
    let further = checklist.further.iter().map(|it| (0, &it.key, &it.ask));
    let row = |(number, key, ask): (u8, &String, &String)| {
        let answer = account.answers.iter().find(|it| it.key == *key)?;
        let reply = Reply::parse(&answer.answer).ok()?;
        Some(AnswerRow {
            number,
            ask: ask.clone(),
            reply: reply.shown(),
            is_yes: reply == Reply::Yes,
            note: answer.note.clone(),
        })
    };
    let mut rows: Vec<AnswerRow> = counted.chain(further).filter_map(row).collect();
    rows.sort_by_key(|it| !it.is_yes);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_said_in_a_line_with_what_is_known() {
        let on = "2026-02-12".parse().unwrap();
        let mut known = Described {
            name: "Karl Venn".into(),
            born_on: "1988-02-13".parse().ok(),
            ..Described::default()
        };
        known.particulars.relationship = "ex-partner".into();
        assert_eq!(person(&known, on), "Karl Venn, born 13 February 1988 (37); ex-partner");
        assert_eq!(person(&Described::default(), on), "Name not known");
        known.born_on = "2026-06-01".parse().ok();
        assert!(person(&known, on).contains("due 1 June 2026"));
    }
}
