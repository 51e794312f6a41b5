//! Reading the form of a referral: what was typed becomes what the referrer says.
use crate::domain::assessment::{Band, Tool};
use crate::domain::checklist::{Checklist, Reply};
use crate::domain::criterion::Criterion;
use crate::domain::person::Particulars;
use crate::domain::referral::{
    Account, Answer, Consent, Described, LawfulBasis, SafetyStep, SharingBasis, Told,
};
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::views::form::Form;
use crate::views::referral::MOST_PEOPLE;

/// The longest line, and the longest texts.
const LINE: usize = 300;
const SHORT: usize = 700;
const TEXT: usize = 2000;
const LONG: usize = 4000;

/// What was typed, with errors beside the fields that cannot be read. Whether enough is there is
/// for the rules to say.
pub(super) fn account(form: &mut Form, checklist: &Checklist, today: Day) -> Account {
    let mut account = Account {
        victim: victim(form, today),
        victim_unknown: form.ticked("victim_unknown"),
        perpetrators: people(form, "perpetrators", "perpetrator"),
        children: people(form, "children", "child"),
        no_children: form.ticked("no_children"),
        others: people(form, "others", "other"),
        no_safe_contact: form.ticked("no_safe_contact"),
        is_criminal: match form.value("crime") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        incident_on: past_day(form, ("happened_on", "the day it happened"), today),
        ..Account::default()
    };
    texts(form, &mut account);
    risk(form, &mut account, checklist);
    sharing(form, &mut account);
    account.criteria = ticked(form, "criterion", Criterion::ALL.iter().map(Criterion::as_str));
    account.done_already = ticked(form, "done", SafetyStep::ALL.iter().map(SafetyStep::as_str));
    account
}

fn texts(form: &mut Form, account: &mut Account) {
    for (field, what, longest, place) in [
        ("safe_contact", "the safe contact", SHORT, &mut account.safe_contact),
        ("must_not_know", "who must not know", LINE, &mut account.must_not_know),
        ("happened", "what happened", LONG, &mut account.happened),
        ("place", "where it happened", LINE, &mut account.place),
        ("history", "what happened before", LONG, &mut account.history),
        ("judgement", "what worries you", TEXT, &mut account.judgement),
        ("afraid_of", "whom the victim is afraid of", LINE, &mut account.afraid_of),
        ("wishes", "what the victim wants", TEXT, &mut account.wishes),
        ("done_notes", "when and by whom", TEXT, &mut account.done_notes),
        ("second_contact", "who else can be asked", LINE, &mut account.second_contact),
    ] {
        *place = private(form, field, what, longest);
    }
    account.crime_reference = plain(form, "crime_reference", "the police reference");
    account.phone = plain(form, "phone", "your phone number");
    account.police_incidents = number(form, "police_incidents", "the number of incidents", 999);
}

fn risk(form: &mut Form, account: &mut Account, checklist: &Checklist) {
    account.answers = checklist.keys().filter_map(|key| answer(form, key)).collect();
    let tool = Tool::parse(form.value("tool")).ok();
    let tool = tool.or_else(|| (!account.answers.is_empty()).then_some(Tool::Dash24));
    account.tool = tool.map(|it| it.as_str().to_owned()).unwrap_or_default();
    if let Some(most) = tool.and_then(Tool::highest_score).filter(|_| tool != Some(Tool::Dash24)) {
        let score = number(form, "tool_score", "the score", u32::from(most));
        account.tool_score = score.and_then(|it| u8::try_from(it).ok());
    }
    account.grade = word(form, "grade", |it| Band::parse(it).is_ok());
}

/// The answer to a question, if it was answered or something was noted about it.
fn answer(form: &mut Form, key: &str) -> Option<Answer> {
    let reply = Reply::parse(form.value(&format!("answer_{key}"))).ok();
    let note = private(form, &format!("note_{key}"), "what you know about this", SHORT);
    (reply.is_some() || !note.is_blank()).then(|| Answer {
        key: key.to_owned(),
        answer: reply.map(|it| it.as_str().to_owned()).unwrap_or_default(),
        note,
    })
}

fn sharing(form: &mut Form, account: &mut Account) {
    account.told = word(form, "told", |it| Told::parse(it).is_ok());
    account.consent = word(form, "consent", |it| Consent::parse(it).is_ok());
    account.sharing = SharingBasis {
        basis: word(form, "basis", |it| LawfulBasis::parse(it).is_ok()),
        why: private(form, "sharing_why", "why sharing is necessary", SHORT),
        decided_by: private(form, "sharing_decided_by", "who decided it", LINE),
    };
}

fn victim(form: &mut Form, today: Day) -> Described {
    let mut victim = described(form, "victim");
    victim.born_on = past_day(form, ("victim_born", "the date of birth"), today);
    victim.particulars.needs = private(form, "victim_needs", "what they need", LINE);
    victim.particulars.ethnicity = plain(form, "victim_ethnicity", "the ethnicity");
    victim.particulars.pregnancy = private(form, "victim_pregnancy", "the pregnancy", LINE);
    victim
}

/// The people of one part who were described at all. A date of birth to come is when a baby is due.
fn people(form: &mut Form, counted: &str, part: &str) -> Vec<Described> {
    let count: usize = form.value(counted).parse().unwrap_or(0);
    let mut people = Vec::new();
    for number in 1..=count.min(MOST_PEOPLE) {
        let prefix = format!("{part}_{number}");
        let mut person = described(form, &prefix);
        person.born_on = form.optional_day(&format!("{prefix}_born"), "the date of birth");
        if person != Described::default() {
            people.push(person);
        }
    }
    people
}

fn described(form: &mut Form, prefix: &str) -> Described {
    let field = |it: &str| format!("{prefix}_{it}");
    let mut line = |it: &str, what: &str| private(form, &field(it), what, LINE);
    let name = line("name", "the name");
    let also_known_as = line("also_known_as", "the other names");
    let address = line("address", "the address");
    let relationship = line("relationship", "how they are related");
    let school_or_work = line("school_or_work", "the school or work");
    let status = line("status", "what is in force");
    let particulars = Particulars {
        also_known_as,
        age: plain(form, &field("age"), "the age"),
        gender: plain(form, &field("gender"), "the gender"),
        address,
        relationship,
        in_household: form.ticked(&field("in_household")),
        school_or_work,
        status,
        ..Particulars::default()
    };
    Described { name, born_on: None, particulars }
}

fn past_day(form: &mut Form, (field, what): (&str, &str), today: Day) -> Option<Day> {
    let day = form.optional_day(field, what)?;
    if day > today {
        let mut sentence = what.to_owned();
        sentence.replace_range(..1, &what[..1].to_uppercase());
        form.refuse_at(field, &format!("{field}-day"), format!("{sentence} must be in the past"));
        return None;
    }
    Some(day)
}

fn private(form: &mut Form, field: &str, what: &str, longest: usize) -> Private {
    Private::new(form.optional(field, what, longest).unwrap_or_default())
}

fn plain(form: &mut Form, field: &str, what: &str) -> String {
    form.optional(field, what, 100).unwrap_or_default()
}

fn word(form: &Form, field: &str, is_known: impl Fn(&str) -> bool) -> String {
    let value = form.value(field);
    if is_known(value) { value.to_owned() } else { String::new() }
}

fn ticked<'a>(form: &Form, prefix: &str, words: impl Iterator<Item = &'a str>) -> Vec<String> {
    words.filter(|it| form.ticked(&format!("{prefix}_{it}"))).map(str::to_owned).collect()
}

fn number(form: &mut Form, field: &str, what: &str, most: u32) -> Option<u32> {
    let typed = form.value(field).to_owned();
    if typed.is_empty() {
        return None;
    }
    let number = typed.parse().ok().filter(|it| *it <= most);
    if number.is_none() {
        form.refuse(field, format!("Enter {what} as a number from 0 to {most}"));
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> (Account, Form) {
        let mut form = Form::new(pairs.iter().copied());
        let checklist = Checklist::included().unwrap();
        let account = account(&mut form, &checklist, "2026-02-12".parse().unwrap());
        (account, form)
    }

    #[test]
    fn what_was_typed_becomes_what_the_referrer_says() {
        let (account, form) = read(&[
            ("victim_name", "Jodie Farrow"),
            ("victim_born", "1994-03-03"),
            ("perpetrators", "2"),
            ("perpetrator_1_name", "Karl Venn"),
            ("perpetrator_1_in_household", "yes"),
            ("children", "1"),
            ("answer_strangle", "yes"),
            ("note_strangle", "On Tuesday"),
            ("criterion_repeat", "yes"),
            ("done_medical", "yes"),
            ("police_incidents", "3"),
            ("crime", "no"),
        ]);
        assert!(!form.failed());
        assert_eq!(account.victim.name.reveal(), "Jodie Farrow");
        assert_eq!(account.perpetrators.len(), 1);
        assert!(account.perpetrators[0].particulars.in_household);
        assert!(account.children.is_empty());
        assert_eq!((account.tool.as_str(), account.answers.len()), ("dash24", 1));
        assert_eq!(account.answers[0].note.reveal(), "On Tuesday");
        assert_eq!(
            (account.criteria, account.done_already),
            (vec!["repeat".into()], vec!["medical".into()])
        );
        assert_eq!((account.police_incidents, account.is_criminal), (Some(3), Some(false)));
    }

    #[test]
    fn what_cannot_be_read_is_said_beside_its_field() {
        let (_, form) = read(&[
            ("victim_born", "2026-02-13"),
            ("happened_on-day", "30"),
            ("happened_on-month", "2"),
            ("happened_on-year", "2026"),
            ("tool", "daq27"),
            ("tool_score", "28"),
            ("police_incidents", "many"),
        ]);
        assert_eq!(form.error("victim_born"), Some("The date of birth must be in the past"));
        assert!(form.error("happened_on").unwrap().contains("as a real date"));
        assert_eq!(form.error("tool_score"), Some("Enter the score as a number from 0 to 27"));
        assert!(form.error("police_incidents").is_some());
    }

    #[test]
    fn the_score_of_another_tool_is_taken_over_and_words_that_are_not_on_offer_are_not() {
        let (account, _) =
            read(&[("tool", "daq27"), ("tool_score", "19"), ("grade", "extreme"), ("told", "yes")]);
        assert_eq!((account.tool_score, account.grade.as_str()), (Some(19), ""));
        assert_eq!(account.told, "yes");
        let (account, _) = read(&[("tool_score", "19")]);
        assert_eq!((account.tool.as_str(), account.tool_score), ("", None));
    }
}
