//! What is wrong with the answer to a form with a bad value in one field.
use std::collections::BTreeSet;

use url::form_urlencoded::byte_serialize;

use crate::support::answer::Answer;
use crate::support::control::{Control, Kind};
use crate::support::form::Form;
use crate::support::page::Page;

/// Something that a form sends.
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it is to a person; none for what a button sends.
    kind: Option<Kind>,
}

impl Field {
    /// The fields of a form; of those that are there for each of several things, the first.
    pub fn all(form: &Form) -> Vec<Self> {
        let controls = form.controls().iter().filter(|it| it.sent);
        let pressed = form.pressed().map(|it| (it.0, None));
        let named = controls.map(|it| (it.name.as_str(), Some(it.kind))).chain(pressed);
        let mut seen = BTreeSet::new();
        let is_new = |it: &(&str, Option<Kind>)| {
            !matches!(it.0, "csrf" | "operation" | "") && seen.insert(shape(it.0))
        };
        named.filter(is_new).map(|it| Self { name: it.0.to_owned(), kind: it.1 }).collect()
    }

    /// Whether a person types it.
    fn is_typed(&self) -> bool {
        self.kind == Some(Kind::Text)
    }

    /// Whether a page's summary of errors leads to it.
    fn is_named(&self, page: &Page) -> bool {
        let targets = page.summary();
        let is_secret = ["password", "again", "current", "new"].contains(&self.name.as_str());
        let is_of_two = is_secret || self.name.starts_with("starts-");
        if is_of_two || self.name.starts_with("day.") {
            // Which of two is wrong cannot be known, or must not be said.
            return !targets.is_empty();
        }
        targets.iter().any(|(_, href)| stem(href.trim_start_matches('#')) == stem(&self.name))
    }
}

/// A name without identifiers.
fn shape(name: &str) -> String {
    let is_id = |it: &str| it.len() == 36 && it.matches('-').count() == 4;
    let at =
        name.char_indices().map(|it| it.0).find(|at| name.get(*at..at + 36).is_some_and(is_id));
    at.map_or(name.to_owned(), |at| name[..at].to_owned())
}

/// The boxes of a day have one message between them.
fn stem(name: &str) -> &str {
    ["-day", "-month", "-year"].iter().find_map(|it| name.strip_suffix(it)).unwrap_or(name)
}

/// What is said where a password was wrong too often, whatever stands in the field.
const TOO_MANY_TRIES: &str = "There were too many tries";

/// What is wrong with the answer to a form that was not saved: as it was shown, and as it was sent.
pub fn faults(
    (shown, form): (&Form, &Form),
    (field, text): (&Field, &str),
    answer: Answer,
) -> Vec<String> {
    let status = answer.status;
    match status {
        422 => {}
        // What nobody can type: another version, an identifier of nothing.
        404 | 409 if !field.is_typed() => return Vec::new(),
        // What no button of the page sends.
        400 if field.kind.is_none() => return Vec::new(),
        // More than any form holds: nothing of it is read.
        413 if text.len() > 512 * 1024 => return Vec::new(),
        _ => return vec![format!("answered {status}")],
    }
    let (page, mut faults) = Page::with_faults(answer);
    let errors = page.errors().join("; ");
    if page.errors().is_empty() {
        faults.push("no summary of errors".to_owned());
    } else if field.is_typed() && !field.is_named(&page) && !errors.starts_with(TOO_MANY_TRIES) {
        faults.push(format!("“{errors}” does not name it"));
    }
    faults.extend(page.summary().iter().filter_map(|it| not_beside(&page, it)));
    let typed = shown.controls().iter().filter(|it| it.kind == Kind::Text && !it.name.is_empty());
    for control in typed.filter(|it| it.is_shown_again()) {
        faults.extend(not_kept(form, &page, control));
    }
    faults
}

/// A line of the summary must stand beside the field it leads to.
fn not_beside(page: &Page, (text, href): &(String, String)) -> Option<String> {
    let field = href.strip_prefix('#')?;
    let beside = if stem(field) == field {
        page.texts(".govuk-error-message").iter().any(|it| it.ends_with(text.as_str()))
    } else {
        !page.texts(&format!("[id='{}-error']", stem(field))).is_empty()
    };
    (!beside).then(|| format!("“{text}” is not beside its field"))
}

/// What was typed must be there again.
fn not_kept(form: &Form, page: &Page, control: &Control) -> Option<String> {
    let typed = lines(&form.sent(&control.name).unwrap_or_default()).replace('\0', "\u{fffd}");
    let kept = page.controls().iter().filter(|it| it.name == control.name);
    let is_kept = kept.map(|it| lines(&it.value)).any(|it| it == typed.trim());
    (!is_kept).then(|| format!("{} is not kept", control.name))
}

/// What is wrong when something was saved and these rows are new: its letters must be in them. A
/// copy of all that was sent is kept with the operation, whether it was taken or not.
pub fn lost(rows: &[String], text: &str) -> Vec<String> {
    let saved = rows.iter().filter(|it| !it.starts_with("operations: "));
    let rows = letters(&saved.cloned().collect::<String>());
    let text = lines(text);
    let forms = [text.clone(), text.replace('\n', "\r\n")];
    let forms = forms.iter().map(|it| byte_serialize(it.as_bytes()).collect::<String>());
    let as_json = serde_json::to_string(&text).unwrap_or_default();
    let is_there = forms.chain([text, as_json]).any(|it| rows.contains(&letters(&it)));
    if is_there { Vec::new() } else { vec!["saved, and not what was typed".to_owned()] }
}

/// A text with line ends of one kind.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

fn letters(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}
