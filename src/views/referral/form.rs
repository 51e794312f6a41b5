//! The form of a referral: one page in sections, from the draft as it was typed.
use serde::Serialize;

use crate::domain::area::Area;
use crate::domain::assessment::{Band, Tool};
use crate::domain::checklist::{Answers, Checklist, Reply};
use crate::domain::criterion::Criterion;
use crate::domain::referral::{Consent, Gap, LawfulBasis, SafetyStep, Told};
use crate::views::form::Form;
use crate::views::page::{Link, Page};

/// The most people of one part that a referral describes.
pub const MOST_PEOPLE: usize = 20;

/// The form.
#[derive(Serialize)]
pub struct ReferralForm {
    /// What was typed.
    pub form: Form,
    /// The draft's identifier.
    pub draft: String,
    /// The draft's version, 0 before it was saved.
    pub version: String,
    /// "Draft saved at 8:42am".
    pub saved: Option<String>,
    /// When it would be heard if it was sent now: "Thursday 12 February at 10am".
    pub heard: Option<String>,
    /// Whom to phone: "the coordinator on …" is in the layout; these are the local services.
    pub numbers: Vec<String>,
    /// How many perpetrators, children and others the form has room for.
    pub counts: Counts,
    /// Alleged perpetrators, at least one.
    pub perpetrators: Vec<PersonFields>,
    /// Children.
    pub children: Vec<PersonFields>,
    /// Other adults at risk.
    pub others: Vec<PersonFields>,
    /// The questions that count.
    pub questions: Vec<Question>,
    /// The questions asked besides.
    pub further: Vec<Question>,
    /// What to know before asking.
    pub introduction: String,
    /// Whose questions these are.
    pub acknowledgement: String,
    /// The score so far.
    pub score: ScoreCard,
    /// The reasons to refer.
    pub criteria: Vec<Tick>,
    /// What has been done at once.
    pub steps: Vec<Tick>,
    /// The risk tools.
    pub tools: Vec<Choice>,
    /// The grades of a tool that has no score.
    pub bands: Vec<Choice>,
    /// Whether it would be a crime.
    pub crime: Vec<Choice>,
    /// Whether the victim knows.
    pub told: Vec<Choice>,
    /// Whether the victim consents.
    pub consent: Vec<Choice>,
    /// On what basis information is shared without consent.
    pub bases: Vec<Choice>,
    /// Answers to a question asked besides.
    pub replies: Vec<Choice>,
    /// What the draft does not say yet, with links to the fields; none before it is saved.
    pub gaps: Vec<Link>,
}

/// How many people of each part the form has room for.
#[derive(Clone, Copy, Serialize)]
pub struct Counts {
    perpetrators: usize,
    children: usize,
    others: usize,
}

/// One of a list: what is posted, and its words.
#[derive(Clone, Serialize)]
pub struct Choice {
    value: String,
    text: String,
}

impl Choice {
    fn new(value: &str, text: &str) -> Self {
        Self { value: value.to_owned(), text: text.to_owned() }
    }
}

/// The field names of one person.
#[derive(Clone, Serialize)]
pub struct PersonFields {
    number: usize,
    key: String,
    name: String,
    also_known_as: String,
    born: String,
    age: String,
    gender: String,
    address: String,
    relationship: String,
    in_household: String,
    school_or_work: String,
    status: String,
}

impl PersonFields {
    /// The fields of the nth person of a part: `perpetrator`, `child` or `other`.
    pub fn new(part: &str, number: usize) -> Self {
        let field = |it: &str| format!("{part}_{number}_{it}");
        Self {
            number,
            key: format!("{part}_{number}"),
            name: field("name"),
            also_known_as: field("also_known_as"),
            born: field("born"),
            age: field("age"),
            gender: field("gender"),
            address: field("address"),
            relationship: field("relationship"),
            in_household: field("in_household"),
            school_or_work: field("school_or_work"),
            status: field("status"),
        }
    }

    fn all(form: &Form, part: &str, counted: &str, least: usize) -> Vec<Self> {
        let count: usize = form.value(counted).parse().unwrap_or(0);
        (1..=count.clamp(least, MOST_PEOPLE)).map(|it| Self::new(part, it)).collect()
    }
}

/// A question of the checklist with what was answered.
#[derive(Clone, Serialize)]
pub struct Question {
    number: u8,
    heading: Option<String>,
    ask: String,
    follow_up: String,
    prompt: Option<String>,
    name: String,
    note_name: String,
    note: String,
    note_error: Option<String>,
    answer: String,
}

impl Question {
    fn new(form: &Form, number: u8, key: &str, ask: &str, follow_up: &str) -> Self {
        let (name, note_name) = (format!("answer_{key}"), format!("note_{key}"));
        Self {
            number,
            heading: None,
            ask: ask.to_owned(),
            follow_up: follow_up.to_owned(),
            prompt: None,
            note: form.value(&note_name).to_owned(),
            note_error: form.error(&note_name).map(str::to_owned),
            answer: form.value(&name).to_owned(),
            name,
            note_name,
        }
    }
}

/// The score so far.
#[derive(Clone, Serialize)]
pub struct ScoreCard {
    score: u8,
    total: usize,
    threshold: u8,
    not_known: usize,
    not_answered: usize,
    /// The first question without an answer.
    open: Option<Link>,
    above: String,
    below: String,
    says: String,
}

impl ScoreCard {
    fn new(checklist: &Checklist, answers: &Answers, area: &Area) -> Self {
        let threshold = area.settings.threshold;
        let score = checklist.score(answers);
        let above = format!("Meets the {} threshold of {threshold}.", area.name);
        let below = format!("Below the {} threshold of {threshold}.", area.name);
        let unanswered = checklist.unanswered(answers);
        let open = unanswered.first().and_then(|number| {
            let question = checklist.questions.iter().find(|it| it.number == *number)?;
            Some(Link {
                href: format!("#answer_{}", question.key),
                text: format!("Go to question {number}"),
            })
        });
        Self {
            score,
            total: checklist.questions.len(),
            threshold,
            not_known: checklist.not_known(answers).len(),
            not_answered: unanswered.len(),
            open,
            says: if score >= threshold { above.clone() } else { below.clone() },
            above,
            below,
        }
    }
}

/// A box to tick with a field of its own.
#[derive(Clone, Serialize)]
pub struct Tick {
    id: String,
    name: String,
    value: &'static str,
    text: String,
    hint: Option<String>,
    checked: bool,
}

impl Tick {
    fn new(form: &Form, name: String, text: &str) -> Self {
        let checked = form.ticked(&name);
        Self { id: name.clone(), name, value: "yes", text: text.to_owned(), hint: None, checked }
    }
}

/// What is known of a draft besides what was typed.
#[derive(Default)]
pub struct DraftState {
    /// Its identifier.
    pub draft: String,
    /// Its version.
    pub version: i32,
    /// "Draft saved at 8:42am".
    pub saved: Option<String>,
    /// When it would be heard.
    pub heard: Option<String>,
    /// What it does not say yet.
    pub gaps: Vec<Gap>,
}

impl ReferralForm {
    /// The form over what was typed, with the area's threshold and numbers.
    pub fn new(form: Form, state: DraftState, checklist: &Checklist, area: &Area) -> Self {
        let answers = answers(&form, checklist);
        let contact = &area.settings.contact;
        let out_of_hours = [&contact.out_of_hours].into_iter().filter(|it| !it.is_empty());
        let gap =
            |it: &Gap| Link { href: format!("#{}", anchor(*it)), text: it.shown().to_owned() };
        let perpetrators = PersonFields::all(&form, "perpetrator", "perpetrators", 1);
        let children = PersonFields::all(&form, "child", "children", 0);
        let others = PersonFields::all(&form, "other", "others", 0);
        Self {
            draft: state.draft,
            version: state.version.to_string(),
            saved: state.saved,
            heard: state.heard,
            numbers: contact.local_numbers.iter().chain(out_of_hours).cloned().collect(),
            counts: Counts {
                perpetrators: perpetrators.len(),
                children: children.len(),
                others: others.len(),
            },
            perpetrators,
            children,
            others,
            questions: questions(&form, checklist),
            further: further(&form, checklist),
            introduction: checklist.introduction.clone(),
            acknowledgement: checklist.acknowledgement.clone(),
            criteria: criteria(&form, checklist.score(&answers), area.settings.threshold),
            score: ScoreCard::new(checklist, &answers, area),
            steps: steps(&form),
            tools: Tool::ALL.iter().map(|it| Choice::new(it.as_str(), it.shown())).collect(),
            bands: Band::ALL.iter().rev().map(|it| Choice::new(it.as_str(), it.shown())).collect(),
            crime: vec![
                Choice::new("yes", "Yes"),
                Choice::new("no", "No"),
                Choice::new("unsure", "Not sure"),
            ],
            told: Told::ALL.iter().map(|it| Choice::new(it.as_str(), it.shown())).collect(),
            consent: Consent::ALL.iter().map(|it| Choice::new(it.as_str(), it.shown())).collect(),
            bases: LawfulBasis::ALL.iter().map(|it| Choice::new(it.as_str(), it.shown())).collect(),
            replies: Reply::ALL.iter().map(|it| Choice::new(it.as_str(), it.shown())).collect(),
            gaps: state.gaps.iter().map(gap).collect(),
            form,
        }
    }
}

/// The field at which a gap is filled.
fn anchor(gap: Gap) -> &'static str {
    match gap {
        Gap::VictimBorn => "victim_born-day",
        Gap::IncidentDay => "happened_on-day",
        Gap::Assessment => "checklist",
        Gap::Criteria => "reasons",
        Gap::DoneAlready => "done",
        other => other.as_str(),
    }
}

fn answers(form: &Form, checklist: &Checklist) -> Answers {
    let reply = |key: &'_ str| Reply::parse(form.value(&format!("answer_{key}"))).ok();
    checklist.keys().filter_map(|key| Some((key, reply(key)?))).collect()
}

fn questions(form: &Form, checklist: &Checklist) -> Vec<Question> {
    let question = |it: &crate::domain::checklist::Question| Question {
        heading: it.heading.clone(),
        prompt: it.prompt.clone(),
        ..Question::new(form, it.number, &it.key, &it.ask, &it.follow_up)
    };
    checklist.questions.iter().map(question).collect()
}

fn further(form: &Form, checklist: &Checklist) -> Vec<Question> {
    let all = checklist.further.iter();
    all.map(|it| Question::new(form, 0, &it.key, &it.ask, &it.follow_up)).collect()
}

fn criteria(form: &Form, score: u8, threshold: u8) -> Vec<Tick> {
    let tick = |it: &Criterion| {
        let name = format!("criterion_{}", it.as_str());
        let mut tick = Tick::new(form, name, it.shown());
        tick.hint = Some(it.rule(threshold));
        if *it == Criterion::VisibleHighRisk && score >= threshold {
            tick.checked = true;
            tick.hint =
                Some(format!("{} Ticked for you: the checklist has {score}.", it.rule(threshold)));
        }
        tick
    };
    Criterion::ALL.iter().map(tick).collect()
}

fn steps(form: &Form) -> Vec<Tick> {
    let tick = |it: &SafetyStep| Tick::new(form, format!("done_{}", it.as_str()), it.shown());
    SafetyStep::ALL.iter().map(tick).collect()
}

impl Page for ReferralForm {
    const TEMPLATE: &'static str = "pages/referral/form";
    const SECTION: &'static str = "referrals";

    fn title(&self) -> String {
        "Refer a case".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let checklist = Checklist::included().unwrap();
    let area = super::sample_area();
    let state = || DraftState {
        draft: "0198c0de-0000-4000-8000-00000000000a".into(),
        ..DraftState::default()
    };
    let empty = ReferralForm::new(Form::new([("tool", "dash24")]), state(), &checklist, &area);
    let saved = DraftState {
        version: 7,
        saved: Some("Draft saved at 8:42am".to_owned()),
        heard: Some("Thursday 12 February at 10am".to_owned()),
        gaps: Gap::ALL.to_vec(),
        ..state()
    };
    let typed = sample_form(&checklist);
    let filled = ReferralForm::new(typed.clone(), saved, &checklist, &area);
    let mut wrong = typed;
    wrong.set("victim_name", "");
    wrong.refuse("victim_name", "Enter the victim’s name, or tick that it is not known");
    wrong.refuse_at("victim_born", "victim_born-month", "Enter the month of the date of birth");
    wrong.refuse("happened", "Enter what happened");
    let wrong = ReferralForm::new(wrong, state(), &checklist, &area);
    vec![Sample::new("empty", &empty), Sample::new("filled", &filled), Sample::new("wrong", &wrong)]
}

/// A form that is nearly complete, of a made-up case.
#[cfg(test)]
fn sample_form(checklist: &Checklist) -> Form {
    let mut form = Form::new([
        ("perpetrators", "2"),
        ("children", "1"),
        ("others", "1"),
        ("victim_name", "Jodie Farrow"),
        ("victim_born-day", "3"),
        ("victim_born-month", ""),
        ("victim_born-year", "1994"),
        ("perpetrator_1_name", "Karl Venn"),
        ("child_1_name", "Ivy Farrow"),
        ("safe_contact", "Through her sister only, 01632 960 122, weekdays before 3pm"),
        ("happened", "He held her by the throat until she passed out. Children in the next room."),
        ("tool", "dash24"),
        ("note_injury", "Bruising to neck and arms, photographed by police on 11 February"),
        ("criterion_professional_judgement", "yes"),
        ("done_medical", "yes"),
        ("told", "no_unsafe"),
    ]);
    for question in &checklist.questions {
        let answer = match question.number {
            5 | 16 | 24 => "not_known",
            13 | 17..=19 | 22 => "no",
            20 => "",
            _ => "yes",
        };
        form.set(&format!("answer_{}", question.key), answer);
    }
    form
}
