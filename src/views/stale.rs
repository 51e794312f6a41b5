//! A save that came too late: somebody else has saved the same thing since it was opened.
use serde::Serialize;

use super::form::Form;
use super::page::Page;
use crate::domain::text::Private;

/// Both versions, so that nothing that anybody typed is lost.
#[derive(Clone, Serialize)]
pub struct Stale {
    /// What has changed, as the start of a sentence: "The decision on NS-7K4Q".
    pub what: String,
    /// Who saved it, if the reader may know.
    pub by: Option<Private>,
    /// When: "10:36am today".
    pub at: String,
    /// Where the form posts to.
    pub action: String,
    /// Where what is saved is shown.
    pub back: String,
    /// The version that is saved now.
    pub version: String,
    /// The fields that differ; [`Stale::compare`] finds them.
    pub fields: Vec<Difference>,
    /// Everything else that was posted, to be posted again as it was.
    pub kept: Vec<Kept>,
}

/// One field as it is saved, and as it was posted.
#[derive(Clone, Serialize)]
pub struct Difference {
    name: String,
    label: String,
    theirs: Private,
    mine: Private,
    /// The words of what was chosen, where it is not a text that can be changed here.
    chosen: Option<Private>,
}

/// A name and value to post again.
#[derive(Clone, Serialize)]
pub struct Kept {
    name: String,
    value: Private,
}

/// A field as it is saved.
pub struct Saved<'a> {
    /// The field's name.
    pub name: &'a str,
    /// Its words on the form.
    pub label: &'a str,
    /// What is saved, as the form would post it.
    pub value: &'a str,
    /// For a choice, the values on offer with their words; none for a text.
    pub choices: &'a [(&'a str, &'a str)],
}

/// What each form carries besides its fields; the page makes its own.
const CARRIED: [&str; 3] = ["csrf", "operation", "version"];

impl Stale {
    /// Sorts what was posted: a field that differs from what is saved is shown beside it; all else
    /// is kept, to be posted again.
    pub fn compare(&mut self, posted: &Form, saved: &[Saved<'_>]) {
        let differs = |it: &&Saved<'_>| posted.value(it.name) != it.value;
        self.fields = saved.iter().filter(differs).map(|it| it.beside(posted)).collect();
        let shown = |name: &str| self.fields.iter().any(|it| it.name == name);
        let kept = posted.pairs().filter(|(name, _)| !CARRIED.contains(name) && !shown(name));
        self.kept = kept
            .map(|(name, value)| Kept { name: name.to_owned(), value: Private::new(value) })
            .collect();
    }
}

impl Saved<'_> {
    fn beside(&self, posted: &Form) -> Difference {
        let mine = posted.value(self.name);
        let words = |value: &str| {
            let choice = self.choices.iter().find(|it| it.0 == value);
            Private::new(choice.map_or("", |it| it.1))
        };
        let text = self.choices.is_empty();
        Difference {
            name: self.name.to_owned(),
            label: self.label.to_owned(),
            theirs: if text { Private::new(self.value) } else { words(self.value) },
            mine: Private::new(mine),
            chosen: (!text).then(|| words(mine)),
        }
    }
}

impl Page for Stale {
    const TEMPLATE: &'static str = "pages/stale/index";

    fn title(&self) -> String {
        format!("{} has changed", self.what)
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let same = tests::page();
    let mut page = Stale { by: Some("Sam Okafor".into()), ..same.clone() };
    page.compare(&tests::posted(), &tests::SAVED);
    vec![Sample::new("both", &page), Sample::new("no difference", &same)]
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) const SAVED: [Saved<'_>; 3] = [
        Saved {
            name: "risk",
            label: "Risk after discussion",
            value: "medium",
            choices: &[("high", "High"), ("medium", "Medium")],
        },
        Saved {
            name: "why",
            label: "What was agreed and why",
            value: "Medium. He is in custody.",
            choices: &[],
        },
        Saved { name: "note", label: "Note", value: "the same", choices: &[] },
    ];

    pub(super) fn posted() -> Form {
        Form::new([
            ("csrf", "sample"),
            ("operation", "id"),
            ("version", "3"),
            ("risk", "high"),
            ("why", "High. Weapon and threat to kill.\n\nIDVA to keep daily contact."),
            ("note", "the same"),
            ("agency", "a"),
            ("agency", "b"),
        ])
    }

    pub(super) fn page() -> Stale {
        Stale {
            what: "The decision on NS-7K4Q".to_owned(),
            by: None,
            at: "10:36am today".to_owned(),
            action: "/meetings/2026-02-12/items/1/decision".to_owned(),
            back: "/meetings/2026-02-12/items/1".to_owned(),
            version: "4".to_owned(),
            fields: vec![],
            kept: vec![],
        }
    }

    #[test]
    fn fields_that_differ_are_shown_and_all_else_is_kept() {
        let mut page = page();
        page.compare(&posted(), &SAVED);
        let fields: Vec<_> = page.fields.iter().map(|it| (&*it.name, it.theirs.reveal())).collect();
        assert_eq!(fields, [("risk", "Medium"), ("why", "Medium. He is in custody.")]);
        assert_eq!(page.fields[0].chosen.as_ref().map(Private::reveal), Some("High"));
        let kept: Vec<_> = page.kept.iter().map(|it| (&*it.name, it.value.reveal())).collect();
        assert_eq!(kept, [("note", "the same"), ("agency", "a"), ("agency", "b")]);
    }
}
