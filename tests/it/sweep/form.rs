//! Sends every form blank, too long, forged, with days that do not exist and letters that hide.
use super::harvest::{self, Found};
use super::walker::Walker;
use super::world::World;
use crate::support::answer::Answer;
use crate::support::control::{Control, Kind};
use crate::support::form::Form;
use crate::support::page::Page;
use crate::support::store::on_both;

/// Texts that people paste and attackers send.
const TEXTS: &[(&str, &str)] = &[
    ("a NUL", "be\0fore"),
    ("lone marks", "\u{301}\u{308}"),
    ("right to left", "\u{202e}txet\u{202c} \u{200f}name"),
    ("markup", "<script>alert(1)</script><b>\"'&{{name}}"),
    ("emoji", "👩\u{200d}👧 🏳\u{fe0f}\u{200d}🌈 𝕏"),
];

/// Day, month and year of days that do not exist, and of years that nobody means.
const DAYS: &[(&str, &str, &str)] =
    &[("31", "4", "2026"), ("29", "2", "2026"), ("1", "1", "0"), ("31", "12", "9999")];

on_both! {
    async fn every_form_answers_bad_input_beside_its_fields(store) {
        let world = World::in_store(store).await;
        let mut walkers = Walker::all(&world).await;
        walkers.retain(|it| "caorif".contains(it.letter()));
        walkers.sort_by_key(|it| it.letter() != 'c');
        let forms = harvest::all(&world, &mut walkers).await;
        let mut trial = Trial { faults: Vec::new(), sent: 0 };
        let tables = world.county.store.tables();
        for found in &forms {
            // The other buttons of a referral only keep it.
            let keeps = found.name().contains("/form do=") && !found.name().ends_with("do=send");
            if found.is_plain || keeps {
                continue;
            }
            let before = world.county.store.rows(&tables);
            trial.of(&mut walkers[found.walker], found).await;
            let after = world.county.store.rows(&tables);
            let changed: Vec<_> = after.symmetric_difference(&before).collect();
            if !changed.is_empty() {
                trial.faults.push(format!("{} changed {changed:#?}", found.name()));
            }
        }
        println!("{} forms, sent {} times", forms.len(), trial.sent);
        assert!(trial.faults.is_empty(), "\n{}", trial.faults.join("\n"));
    }
}

struct Trial {
    faults: Vec<String>,
    sent: usize,
}

impl Trial {
    /// All trials of one form. Each goes under an operation that was used before, so that nothing
    /// of it is kept and the form stays as it is.
    async fn of(&mut self, walker: &mut Walker, found: &Found) {
        let Some(form) = harvest::again(walker, &found.page, &found.shape).await else {
            self.faults.push(format!("{} is not on {} any more", found.name(), found.page));
            return;
        };
        for (what, bad) in trials(&form) {
            self.sent += 1;
            let answer = walker.try_form(&bad).await;
            for fault in faults(&form, &bad, answer) {
                self.faults.push(format!("{} on {}, {what}: {fault}", found.name(), found.page));
            }
        }
    }
}

/// A form filled in wrongly in every way.
fn trials(form: &Form) -> Vec<(String, Form)> {
    let texts: Vec<&Control> = form.controls().iter().filter(|it| is_text(it)).collect();
    let put_all =
        |value: &str| texts.iter().fold(form.clone(), |form, it| form.put(&it.name, value));
    let mut trials = vec![("nothing but its buttons".to_owned(), blank(form))];
    if !texts.is_empty() {
        trials.push(("blank".to_owned(), put_all("")));
        let long = "a long word ".repeat(834);
        trials.push(("too long".to_owned(), put_all(&long)));
        trials.push(("one too long".to_owned(), form.clone().put(&texts[0].name, &long)));
        trials.extend(TEXTS.iter().map(|(what, text)| ((*what).to_owned(), put_all(text))));
    }
    let mut names: Vec<&str> =
        form.controls().iter().filter(|it| !is_text(it)).map(|it| it.name.as_str()).collect();
    names.dedup();
    names.retain(|it| !matches!(*it, "csrf" | "operation" | ""));
    for name in names.iter().take(8) {
        trials.push((format!("{name} forged"), form.clone().put(name, "forged")));
    }
    trials.push((
        "all forged".to_owned(),
        names.iter().fold(form.clone(), |form, it| form.put(it, "forged")),
    ));
    if texts.iter().any(|it| it.name.ends_with("-day")) {
        trials.extend(DAYS.iter().map(|day| (format!("{day:?}"), dated(form, day))));
    }
    trials
}

/// Only what a page sends unseen.
fn blank(form: &Form) -> Form {
    let seen = form.controls().iter().filter(|it| it.kind != Kind::Hidden);
    seen.map(|it| it.name.clone()).fold(form.clone(), |form, name| form.without_controls(&name))
}

fn dated(form: &Form, (day, month, year): &(&str, &str, &str)) -> Form {
    let mut dated = form.clone();
    for control in form.controls() {
        for (part, value) in [("-day", day), ("-month", month), ("-year", year)] {
            if control.name.ends_with(part) {
                dated = dated.put(&control.name, value);
            }
        }
    }
    dated
}

fn is_text(control: &Control) -> bool {
    control.kind == Kind::Text && !control.name.is_empty()
}

/// What is wrong with the answer to a form.
fn faults(form: &Form, bad: &Form, answer: Answer) -> Vec<String> {
    let status = answer.status;
    match status {
        200 | 204 | 303 | 400 | 404 | 409 => return Vec::new(),
        // More than any form holds, which nobody types: nothing of it is read.
        413 if bad.request().body.len() > 512 * 1024 => return Vec::new(),
        422 => {}
        _ => return vec![format!("answered {status}")],
    }
    let (page, mut faults) = Page::with_faults(answer);
    if page.errors().is_empty() {
        faults.push("no summary of errors".to_owned());
    }
    for (text, href) in page.summary() {
        // The boxes of a day have one message between them.
        let field = ["-day", "-month", "-year"].iter().find_map(|it| href.strip_suffix(it));
        let beside = match field {
            Some(field) => {
                !page.texts(&format!("[id='{}-error']", field.trim_start_matches('#'))).is_empty()
            }
            None => page.texts(".govuk-error-message").iter().any(|it| it.ends_with(&text)),
        };
        if href.starts_with('#') && !beside {
            faults.push(format!("“{text}” is not beside its field"));
        }
    }
    for control in form.controls().iter().filter(|it| is_text(it) && it.is_shown_again()) {
        let typed = bad.sent(&control.name).unwrap_or_default();
        let typed = typed.replace("\r\n", "\n").replace('\0', "\u{fffd}");
        let kept = page.controls().iter().filter(|it| it.name == control.name);
        if !kept.map(|it| it.value.trim().replace("\r\n", "\n")).any(|it| it == typed.trim()) {
            faults.push(format!("{} is not kept", control.name));
        }
    }
    faults
}
