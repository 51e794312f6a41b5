//! Every form as somebody would fill it in, so that it saves.
use super::harvest::{self, Found};
use super::walker::Walker;
use super::world::World;
use crate::support::control::{Control, Kind};
use crate::support::form::Form;
use crate::support::snapshot::Snapshot;

/// A form that saves, and where it was filled in.
pub struct Sample {
    /// The page that has it.
    pub page: String,
    /// Its place among the forms of its shape on that page.
    pub at: usize,
    /// The form as it is shown.
    pub shown: Form,
    /// The form filled in and not sent.
    pub form: Form,
}

/// Forms that save only when others have been sent before: those are sent from all their pages.
const BEFORE: &[(&str, &str)] =
    &[("/risks/…/remove", "/actions/…/remove"), ("/closing", "/live/…/decision")];

/// What must be sent before a form saves.
pub fn before(found: &Found) -> Option<&'static str> {
    BEFORE.iter().find(|it| found.name().ends_with(it.0)).map(|it| it.1)
}

/// Sends what must be sent before a form saves.
pub async fn prepare(walkers: &mut [Walker], forms: &[Found], found: &Found) {
    let Some(wanted) = before(found) else { return };
    for first in forms.iter().filter(|it| it.name().ends_with(wanted)) {
        for page in &first.pages {
            let walker = &mut walkers[first.walker];
            for form in harvest::again(walker, page, &first.shape).await {
                walker.send_form(&filled(&form, "Said before")).await;
            }
        }
    }
}

/// The first page on which a form saves when it is filled in. All is as before afterwards.
pub async fn saving(
    walker: &mut Walker,
    found: &Found,
    kept: &Snapshot<'_>,
) -> Result<Sample, String> {
    let mut refused = format!("{} is on no page any more", found.name());
    for page in &found.pages {
        let forms = harvest::again(walker, page, &found.shape).await;
        if forms.is_empty() {
            let answer = walker.ask("GET", page, "").await;
            refused =
                format!("{refused}: {page} answers {} {:?}", answer.status, answer.location());
        }
        for (at, shown) in forms.into_iter().enumerate() {
            let mut form = filled(&shown, "First words");
            for field in ["reference", "stop_case"] {
                if form.sent(field).is_some() {
                    form = form.put(field, &kept.one(REFERENCE));
                }
            }
            let answer = walker.clone().send_form(&form).await;
            kept.restore();
            if matches!(answer.status, 200 | 204 | 303) {
                return Ok(Sample { page: page.clone(), at, shown, form });
            }
            let status = answer.status;
            refused = format!("{} on {page}: {status} {:?}", found.name(), answer.page().errors());
        }
    }
    Err(refused)
}

/// The form of a sample as its page shows it now.
pub async fn again(walker: &mut Walker, found: &Found, sample: &Sample) -> Option<Form> {
    harvest::again(walker, &sample.page, &found.shape).await.into_iter().nth(sample.at)
}

/// A reference of the area.
const REFERENCE: &str = "SELECT reference AS text FROM cases WHERE reference LIKE 'NS-%'";

/// A form filled in as somebody would.
pub fn filled(form: &Form, words: &str) -> Form {
    let mut full = form.clone();
    for control in form.controls().iter().filter(|it| it.usable && it.sent) {
        let is_on = |it: &Control| it.name == control.name && it.on;
        match control.kind {
            Kind::Text => full = full.put(&control.name, &typed(control, words)),
            // Whoever is expected has come.
            Kind::List if control.name.starts_with("presence-") => {
                full = full.put(&control.name, "present");
            }
            // The area has no other chair.
            Kind::List if control.name == "substitute" => {}
            // Nobody stands in for themselves, and for who leads only another who does.
            Kind::List if control.name == "replacement" => {
                let chair = control.options.iter().find(|it| it.0.starts_with("Priya Nair"));
                if let Some(option) = chair.or(control.options.last()) {
                    full = full.put(&control.name, &option.1);
                }
            }
            Kind::List if control.value.is_empty() => {
                if let Some(option) = control.options.iter().find(|it| !it.1.is_empty()) {
                    full = full.put(&control.name, &option.1);
                }
            }
            Kind::Radio | Kind::Check
                if !form.controls().iter().any(is_on) && full.sent(&control.name).is_none() =>
            {
                full = full.put(&control.name, &control.value);
            }
            _ => {}
        }
    }
    if form.action == "/sign-in" { full.put("email", "p.nair@police.example") } else { full }
}

/// What is typed into fields by the end of their names.
const TYPED: &[(&str, &str)] = &[
    ("-day", "27"),
    ("-month", "2"),
    ("-year", "2026"),
    ("email", "new.person@homes.example"),
    ("time", "15:45"),
    ("minutes", "9"),
    ("phone", "01632 960199"),
    ("domain", "new.example"),
    ("place", "1"),
    ("prefix", "QX"),
    ("incidents", "2"),
    ("password", World::PASSWORD),
    ("current", World::PASSWORD),
    ("new", World::PASSWORD),
    ("again", World::PASSWORD),
];

fn typed(control: &Control, words: &str) -> String {
    let name = control.name.as_str();
    // What has happened lies before the day, what is to happen after it.
    let is_past = ["born", "happened", "incident", "tried"].iter().any(|it| name.contains(it));
    if is_past && name.ends_with("-day") {
        return "3".to_owned();
    }
    let found = TYPED.iter().find(|it| name.ends_with(it.0));
    match found {
        Some((_, value)) => (*value).to_owned(),
        None if is_words(control) => words.to_owned(),
        None => control.value.clone(),
    }
}

/// Whether a control takes words of any kind.
pub fn is_words(control: &Control) -> bool {
    let name = control.name.as_str();
    let is_number =
        !control.value.is_empty() && control.value.chars().all(|it| !it.is_alphabetic());
    let is_known = TYPED.iter().any(|it| name.ends_with(it.0));
    control.kind == Kind::Text
        && control.usable
        && control.is_shown_again()
        && !is_number
        && !is_known
        && !["_on", "_at", "until", "age", "_case", "join"].iter().any(|it| name.ends_with(it))
}

/// A field of words, which can hold others.
pub fn own_text(form: &Form) -> Option<String> {
    form.controls().iter().find(|it| is_words(it) && it.sent).map(|it| it.name.clone())
}
