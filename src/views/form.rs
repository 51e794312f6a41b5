//! A form as it was posted, what is wrong with it, and the values read from it.
//!
//! A page shows a form by handing it to its template: each field shows what was typed and its own
//! error, and the summary at the top links to each field that has one.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

mod reading;

/// The values of a form in the order in which they were posted, and the errors found.
///
/// What was typed is about people, so it never prints itself.
#[derive(Clone, Default)]
pub struct Form {
    values: Vec<(String, String)>,
    secret: BTreeSet<&'static str>,
    errors: Vec<FieldError>,
}

/// What is wrong with one field, or with the form as a whole.
#[derive(Clone, Serialize)]
struct FieldError {
    /// The name of the field; blank for the form as a whole.
    field: String,
    /// The id of the element that the summary links to.
    target: String,
    /// What to do, as a sentence without a full stop.
    message: String,
}

impl Form {
    /// A form that nobody has filled in.
    pub fn empty() -> Self {
        Self::default()
    }

    /// A form from the names and values of a request, or of something saved. Values are put in
    /// order: line ends become newlines, and blanks around them go.
    pub fn new<N: Into<String>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let values =
            pairs.into_iter().map(|(name, value)| (name.into(), tidy(value.as_ref()))).collect();
        Self { values, ..Self::default() }
    }

    /// Marks fields whose values are never shown again, such as passwords.
    #[must_use]
    pub fn never_shown(mut self, fields: &[&'static str]) -> Self {
        self.secret.extend(fields);
        self
    }

    /// Gives a field a value, instead of any that it has.
    pub fn set(&mut self, field: &str, value: &str) {
        self.values.retain(|(name, _)| name != field);
        self.values.push((field.to_owned(), tidy(value)));
    }

    /// The first value of a field, or blank.
    pub fn value(&self, field: &str) -> &str {
        let found = self.values.iter().find(|(name, _)| name == field);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// All values of a field, in the order posted.
    pub fn values<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// Every name and value, in the order posted, but for those never shown.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values
            .iter()
            .filter(|(name, _)| !self.secret.contains(name.as_str()))
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether anything is wrong.
    pub fn failed(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Puts an error beside a field: a sentence that says what to do, without a full stop. The first
    /// stays, since only one is shown there.
    pub fn refuse(&mut self, field: &str, message: impl Into<String>) {
        if self.error(field).is_none() {
            self.refuse_at(field, field, message);
        }
    }

    /// Puts an error beside a field, with the summary linking to one element of it.
    pub fn refuse_at(&mut self, field: &str, target: &str, message: impl Into<String>) {
        self.errors.push(FieldError {
            field: field.to_owned(),
            target: target.to_owned(),
            message: message.into(),
        });
    }

    /// Says what is wrong with the form as a whole.
    pub fn refuse_whole(&mut self, message: impl Into<String>) {
        self.refuse_at("", "", message);
    }

    /// Puts beside each field what another form, which was saved, holds there instead.
    pub fn compare(&mut self, saved: &Self) {
        let names: BTreeSet<&str> = self.pairs().chain(saved.pairs()).map(|it| it.0).collect();
        let differs = |name: &&str| !self.values(name).eq(saved.values(name));
        let unseen = |name: &&str| ["version", "do"].contains(name) || self.secret.contains(name);
        let differing: Vec<String> =
            names.into_iter().filter(|it| differs(it) && !unseen(it)).map(str::to_owned).collect();
        for name in differing {
            // The boxes of a day have one message between them.
            let day = ["-day", "-month", "-year"].iter().find_map(|it| name.strip_suffix(it));
            match day {
                Some(field) if self.error(field).is_none() => {
                    self.refuse_at(field, &name, "You sent another date before, which was saved");
                }
                Some(_) => {}
                None => self.refuse(&name, saved_words(saved.value(&name))),
            }
        }
    }

    /// The first error of a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        self.errors.iter().find(|it| it.field == field).map(|it| it.message.as_str())
    }
}

/// What was saved of a field. What a list or a button sends is no word to show.
fn saved_words(saved: &str) -> String {
    let is_words = saved.chars().any(char::is_whitespace) || saved.chars().count() > 40;
    match saved {
        "" => "You sent this blank before, which was saved".to_owned(),
        _ if is_words || !saved.contains('-') && !saved.contains('_') => {
            format!("You sent “{saved}” before, which was saved")
        }
        _ => "You sent another answer before, which was saved".to_owned(),
    }
}

/// One kind of line end, and no blanks at either end.
fn tidy(value: &str) -> String {
    value.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

impl fmt::Debug for Form {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = self.errors.len();
        write!(out, "Form({} values [redacted], {errors} errors)", self.values.len())
    }
}

/// `values` (name to list of values), `errors` (field to its first error), `targets` (field to the
/// elements of it that are wrong), `summary` (all errors in order) and `failed`.
impl Serialize for Form {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut values: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, value) in self.pairs() {
            values.entry(name).or_default().push(value);
        }
        let mut errors: BTreeMap<&str, &str> = BTreeMap::new();
        let mut targets: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for it in &self.errors {
            errors.entry(&it.field).or_insert(&it.message);
            targets.entry(&it.field).or_default().push(&it.target);
        }
        let mut form = to.serialize_struct("Form", 5)?;
        form.serialize_field("values", &values)?;
        form.serialize_field("errors", &errors)?;
        form.serialize_field("targets", &targets)?;
        form.serialize_field("summary", &self.errors)?;
        form.serialize_field("failed", &self.failed())?;
        form.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_and_what_is_wrong_reach_the_template() {
        let mut form = Form::new([("name", " Zoë\r\nO’Brien "), ("tick", "a"), ("tick", "b")]);
        form.refuse("name", "Enter a shorter name");
        form.refuse_whole("Somebody else changed this");
        let shown = serde_json::to_value(&form).unwrap();
        assert_eq!(shown["values"]["name"][0], "Zoë\nO’Brien");
        assert_eq!(shown["values"]["tick"], serde_json::json!(["a", "b"]));
        assert_eq!(shown["errors"]["name"], "Enter a shorter name");
        assert_eq!(shown["summary"][0]["target"], "name");
        assert_eq!(shown["summary"][1]["target"], "");
        assert_eq!(shown["failed"], true);
    }

    #[test]
    fn a_password_is_never_shown_again() {
        let form = Form::new([("email", "a@b.example"), ("password", "correct horse")])
            .never_shown(&["password"]);
        let shown = serde_json::to_string(&form).unwrap();
        assert!(shown.contains("a@b.example") && !shown.contains("horse"), "{shown}");
        assert!(form.pairs().all(|(name, _)| name != "password"));
    }

    #[test]
    fn what_was_saved_stands_beside_each_field_that_differs() {
        let pairs = |text, risk, day| {
            [("text", text), ("risk", risk), ("on-day", day), ("on-month", "2"), ("version", day)]
        };
        let mut form = Form::new(pairs("Fit new locks", "very-high", "3"));
        form.compare(&Form::new(pairs("Fit locks", "high-or-so", "4")));
        assert_eq!(form.error("text"), Some("You sent “Fit locks” before, which was saved"));
        assert_eq!(form.error("risk"), Some("You sent another answer before, which was saved"));
        assert_eq!(form.error("on"), Some("You sent another date before, which was saved"));
        assert_eq!((form.errors.len(), form.value("text")), (3, "Fit new locks"));
        let mut same = Form::new(pairs("Fit locks", "", "3"));
        same.compare(&Form::new(pairs("Fit locks", "", "3")));
        assert!(!same.failed());
    }

    #[test]
    fn a_form_never_prints_what_was_typed() {
        let form = Form::new([("name", "Somebody")]);
        assert!(!format!("{form:?}").contains("Somebody"));
    }
}
