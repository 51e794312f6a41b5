//! Sends every form twice: the same again, with other words, and from a page that is older.
use std::collections::BTreeSet;

use super::harvest::{self, Found};
use super::walker::Walker;
use super::world::World;
use crate::support::answer::Answer;
use crate::support::control::{Control, Kind};
use crate::support::form::Form;
use crate::support::store::on_both;

/// What ends something that other forms need: these are sent last.
const ENDS: &[&str] = &[
    "/withdrawal",
    "/remove",
    "/discard",
    "/decision",
    "/publish",
    "/approve",
    "/suspension",
    "/move",
    "/cancel",
    "/finish",
    "/closing",
];

on_both! {
    async fn a_form_that_is_sent_twice_changes_one_thing_once(store) {
        let world = World::in_store(store).await;
        let mut walkers = Walker::all(&world).await;
        walkers.retain(|it| "caorif".contains(it.letter()));
        walkers.sort_by_key(|it| it.letter() != 'c');
        let mut forms = harvest::all(&world, &mut walkers).await;
        forms.retain(|it| !it.is_plain);
        forms.sort_by_key(|it| ENDS.iter().position(|end| it.name().contains(end)).map(|at| at + 1));
        let mut twice = Twice::new(&world);
        for found in &forms {
            twice.of(&mut walkers, found).await;
        }
        println!(
            "{} forms, {} saved, {} overtaken, refused: {}",
            forms.len(), twice.saved, twice.overtaken, twice.refused.join(", ")
        );
        assert!(twice.faults.is_empty(), "\n{}", twice.faults.join("\n"));
    }
}

struct Twice<'a> {
    world: &'a World,
    tables: Vec<String>,
    faults: Vec<String>,
    saved: usize,
    overtaken: usize,
    refused: Vec<String>,
}

impl<'a> Twice<'a> {
    fn new(world: &'a World) -> Self {
        let (tables, faults, refused) = (world.county.store.tables(), Vec::new(), Vec::new());
        Self { world, tables, faults, saved: 0, overtaken: 0, refused }
    }

    fn rows(&self) -> BTreeSet<String> {
        self.world.county.store.rows(&self.tables)
    }

    async fn of(&mut self, walkers: &mut [Walker], found: &Found) {
        let Some(form) =
            harvest::again(&mut walkers[found.walker], &found.page, &found.shape).await
        else {
            return;
        };
        let rival = rival(walkers, found).await;
        let place = |it: &Form| (it.action.clone(), it.sent("version").filter(|it| it != "0"));
        let shown = place(&form);
        let (form, before) = (filled(&form, "First words"), self.rows());
        let walker = &mut walkers[found.walker];
        let first = walker.send_form(&form).await;
        let after = self.rows();
        if !matches!(first.status, 200 | 204 | 303) {
            self.refused.push(format!("{} {}", found.name(), first.status));
            self.check(found, "refused", first.status < 500 && after == before);
            return;
        }
        self.saved += 1;
        let second = walker.send_form(&form).await;
        let same = (second.status, second.location()) == (first.status, first.location());
        self.check(found, "the same answer", same);
        self.check(found, "one change", self.rows() == after);
        if after != before
            && let Some(text) = own_text(&form)
        {
            let other = walker.send_form(&form.clone().put(&text, "Other words")).await;
            self.check(
                found,
                &format!("other words: {}", other.status),
                keeps(&other, "Other words") && keeps(&other, "First words"),
            );
            self.check(found, "no change by other words", self.rows() == after);
        }
        if let Some((at, older)) = rival {
            let late = walkers[at].send_form(&filled(&older, "Late words")).await;
            let is_older = shown.1.is_some() && shown == place(&older);
            if own_text(&older).is_some() && is_older && after != before {
                self.overtaken += 1;
                let both = late.status == 409 && keeps(&late, "Late words");
                self.check(found, &format!("an older page: {}", late.status), both);
            }
            self.check(found, "an older page does not fail", late.status < 500);
        }
    }

    fn check(&mut self, found: &Found, what: &str, holds: bool) {
        if !holds {
            self.faults.push(format!("{} on {}: {what}", found.name(), found.page));
        }
    }
}

/// Somebody else who has the same form open, or the same person in a second window.
async fn rival(walkers: &mut [Walker], found: &Found) -> Option<(usize, Form)> {
    // Those who lead share everything; others have forms of their own.
    let leads = |at: &usize| "co".contains(walkers[*at].letter());
    let shared = leads(&found.walker) && !found.page.starts_with("/account");
    let others = (0..walkers.len()).filter(|it| shared && *it != found.walker && leads(it));
    let all: Vec<usize> = others.chain([found.walker]).collect();
    for at in all {
        if let Some(form) = harvest::again(&mut walkers[at], &found.page, &found.shape).await {
            return Some((at, form));
        }
    }
    None
}

/// Whether an answer refuses, and still holds what was typed.
fn keeps(answer: &Answer, typed: &str) -> bool {
    matches!(answer.status, 409 | 422) && answer.source().contains(typed)
}

/// A form filled in as somebody would.
fn filled(form: &Form, words: &str) -> Form {
    let mut full = form.clone();
    for control in form.controls().iter().filter(|it| it.usable && it.sent) {
        let is_on = |it: &Control| it.name == control.name && it.on;
        match control.kind {
            Kind::Text => full = full.put(&control.name, &typed(control, words)),
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
    full
}

fn typed(control: &Control, words: &str) -> String {
    let name = control.name.as_str();
    let known = [
        ("-day", "27"),
        ("-month", "2"),
        ("-year", "2026"),
        ("email", "new.person@homes.example"),
        ("time", "15:45"),
        ("minutes", "9"),
        ("phone", "01632 960199"),
        ("domain", "new.example"),
        ("place", "1"),
        ("_on", ""),
        ("_at", ""),
    ];
    let found = known.iter().find(|it| name.ends_with(it.0) && !it.1.is_empty());
    match found {
        Some((_, value)) => (*value).to_owned(),
        None if is_words(control) => words.to_owned(),
        None => control.value.clone(),
    }
}

/// Whether a control takes words of any kind.
fn is_words(control: &Control) -> bool {
    let name = control.name.as_str();
    let is_number =
        !control.value.is_empty() && control.value.chars().all(|it| !it.is_alphabetic());
    control.kind == Kind::Text
        && control.usable
        && control.is_shown_again()
        && !is_number
        && ![
            "-day", "-month", "-year", "email", "time", "minutes", "phone", "domain", "place",
            "_on", "_at", "prefix", "age", "_case", "join",
        ]
        .iter()
        .any(|it| name.ends_with(it))
}

/// A field of words, which can hold others.
fn own_text(form: &Form) -> Option<String> {
    form.controls().iter().find(|it| is_words(it) && it.sent).map(|it| it.name.clone())
}
