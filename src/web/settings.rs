//! What the pages of settings share: the way between them.
use super::visit::Visit;
use crate::domain::access::{Duty, may};
use crate::domain::word::UnknownWord;
use crate::views::form::Form;
use crate::views::settings::{Choice, Tab};

/// The pages of settings that a visitor may open, with the one that is open.
pub(super) fn tabs(visit: &Visit, open: &str) -> Vec<Tab> {
    let pages = [
        (Duty::ManageSettings, "/settings", "Area"),
        (Duty::ManagePeople, "/settings/agencies", "Agencies"),
        (Duty::ManagePeople, "/settings/people", "People"),
        (Duty::ManageMail, "/settings/mail-domains", "Mail domains"),
        (Duty::AddArea, "/settings/areas", "Areas"),
        (Duty::SearchRecord, "/audit", "Record"),
    ];
    let allowed = pages.into_iter().filter(|it| may(visit.member(), it.0));
    allowed.map(|(_, href, text)| Tab { href, text, current: text == open }).collect()
}

/// A closed list of words as choices.
pub(super) fn choices<T>(
    all: &[T],
    value: fn(&T) -> &'static str,
    text: fn(&T) -> &'static str,
) -> Vec<Choice> {
    all.iter().map(|it| Choice::new(value(it), text(it))).collect()
}

/// The same as pairs, for a save that came too late.
pub(super) fn pairs(choices: &[Choice]) -> Vec<(&str, &str)> {
    choices.iter().map(|it| (it.value.as_str(), it.text.as_str())).collect()
}

/// One of a closed list of words, or an error beside the field that says to select `what`.
pub(super) fn word<T>(
    form: &mut Form,
    field: &str,
    what: &str,
    read: fn(&str) -> Result<T, UnknownWord>,
) -> Option<T> {
    form.choice(field, what, |text| read(text).ok())
}
