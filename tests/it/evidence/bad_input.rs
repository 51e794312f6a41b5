//! Sends every form of the county with bad values in every field, and in ways that no browser has.
//!
//! Each post is a form that saves, with one thing wrong with it, under an operation of its own. What
//! is refused must leave every row as it was and name its field; what saves must keep what was
//! typed. The rows are put back after each save, so that every post meets the same county.
use std::collections::BTreeSet;

use super::bad_answer::{self, Field};
use super::bad_request::{self, Odd};
use super::bad_value::{self, BadValue};
use super::figure;
use crate::support::answer::Answer;
use crate::support::form::Form;
use crate::support::http::Request;
use crate::support::snapshot::Snapshot;
use crate::support::store::on_both;
use crate::sweep::harvest::{self, Found};
use crate::sweep::sample;
use crate::sweep::walker::Walker;
use crate::sweep::world::World;

on_both! {
    async fn every_form_takes_bad_input_whole_or_not_at_all(store) {
        let name = store.name();
        let world = World::in_store(store).await;
        let mut walkers = Walker::all(&world).await;
        walkers.retain(|it| "caorifx".contains(it.letter()));
        walkers.sort_by_key(|it| it.letter() != 'c');
        let mut forms = harvest::all(&world, &mut walkers).await;
        // What is sent before them ends what other forms need, and wrong passwords end signing in.
        forms.sort_by_key(|it| (sample::before(it).is_some(), !it.name().starts_with("/sign-in")));
        let mut trial = Trial::new(name == "sqlite");
        let mut kept = Snapshot::of(&world.county.store);
        for found in &forms {
            if sample::before(found).is_some() {
                sample::prepare(&mut walkers, &forms, found).await;
                kept = Snapshot::of(&world.county.store);
            }
            trial.of(&mut walkers, found, &kept).await;
        }
        let Trial { faults, sent, saved, fields, .. } = trial;
        figure::print(&format!("day.bad_input_forms.{name}"), forms.len(), "forms");
        figure::print(&format!("day.bad_input_fields.{name}"), fields, "fields");
        figure::print_of(&format!("day.bad_input_saved.{name}"), saved, "posts", sent);
        figure::print_of(&format!("day.bad_input_faults.{name}"), faults.len(), "posts", sent);
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    }
}

/// Forms that only a device fills in rightly: an app's code, and what a passkey answers. They are
/// sent wrongly in `web::factor`.
const BY_A_DEVICE: &[&str] = &["/sign-in/passkey", "/account/app", "/account/passkeys/new"];

struct Trial {
    values: Vec<BadValue>,
    faults: Vec<String>,
    sent: usize,
    saved: usize,
    fields: usize,
    /// How many posts there could have been so far.
    at: usize,
    /// One of so many is sent: no divisor of the number of values, so that each comes up.
    stride: usize,
}

/// A form that is tried.
struct Tried<'a> {
    found: &'a Found,
    /// As it is shown.
    shown: Form,
    /// As it saves.
    form: Form,
    kept: &'a Snapshot<'a>,
    /// The fields whose words are in the rows when the form has been saved.
    stored: BTreeSet<String>,
}

/// What became of a post.
enum Outcome {
    /// It was saved, with these rows changed.
    Saved(Vec<String>),
    /// Whoever was signed in was sent to do so.
    SentAway,
    /// It was not.
    Refused(Box<Answer>),
}

impl Trial {
    fn new(is_first: bool) -> Self {
        let (values, faults) = (bad_value::all(), Vec::new());
        let stride = figure::times(131, 9);
        // The two databases get different posts.
        let at = if is_first { 0 } else { stride / 2 };
        Self { values, faults, sent: 0, saved: 0, fields: 0, at, stride }
    }

    /// Tries one form. All is as before afterwards.
    async fn of(&mut self, walkers: &mut [Walker], found: &Found, kept: &Snapshot<'_>) {
        let sample = match sample::saving(&mut walkers[found.walker], found, kept).await {
            Ok(sample) => sample,
            Err(_) if BY_A_DEVICE.contains(&found.name()) => return,
            Err(refused) => return self.faults.push(refused),
        };
        let (shown, form) = (sample.shown, sample.form);
        let mut tried = Tried { found, shown, form, kept, stored: BTreeSet::new() };
        tried.stored = tried.stored(walkers).await;
        // The buttons that only keep a referral keep what "Save" keeps.
        let only_keeps = found.name().contains("/form do=")
            && !["do=send", "do=save"].iter().any(|it| found.name().ends_with(it));
        let stride = self.stride;
        self.stride = if only_keeps { stride * 11 } else { stride };
        for field in Field::all(&tried.shown) {
            self.fields += 1;
            self.fill(walkers, &tried, &field).await;
        }
        self.stride = stride;
        for odd in bad_request::all((&tried.shown, &tried.form), walkers, found) {
            if self.comes_up() {
                self.send_odd(walkers, &tried, odd).await;
            }
        }
    }

    /// Puts every value into one field.
    async fn fill(&mut self, walkers: &[Walker], tried: &Tried<'_>, field: &Field) {
        for at in 0..self.values.len() {
            if !self.comes_up() {
                continue;
            }
            let (form, request) = bad_request::with(&tried.form, &field.name, &self.values[at]);
            let what = format!("{}: {}", field.name, self.values[at].what);
            let text = self.values[at].text.clone();
            let faults = match self.send(walkers, tried, &what, request).await {
                Outcome::Refused(answer) => {
                    bad_answer::faults((&tried.shown, &form), (field, &text), *answer)
                }
                Outcome::SentAway => vec!["was sent to sign in".to_owned()],
                Outcome::Saved(rows) if rows.is_empty() || !tried.stored.contains(&field.name) => {
                    continue;
                }
                Outcome::Saved(rows) => bad_answer::lost(&rows, &text),
            };
            self.note(tried, &what, faults);
        }
    }

    async fn send_odd(&mut self, walkers: &[Walker], tried: &Tried<'_>, odd: Odd) {
        let fault = match self.send(walkers, tried, &odd.what, odd.request).await {
            Outcome::Saved(_) if odd.is_refused => "it was not refused".to_owned(),
            Outcome::Refused(answer) if answer.status >= 500 => {
                format!("answered {}", answer.status)
            }
            _ => return,
        };
        self.note(tried, &odd.what, vec![fault]);
    }

    /// Sends a post, looks at the rows, and puts them back.
    async fn send(
        &mut self,
        walkers: &[Walker],
        tried: &Tried<'_>,
        what: &str,
        request: Request,
    ) -> Outcome {
        self.sent += 1;
        let answer = walkers[tried.found.walker].clone().send_request(request).await;
        let changes = tried.kept.changes();
        // A form without an operation may have ended a session, and those are not watched.
        if !changes.is_empty() || tried.found.is_plain {
            tried.kept.restore_from(&changes);
        }
        let status = answer.status;
        let is_let_in = walkers[tried.found.walker].letter() != 'x';
        if is_let_in && answer.location().as_deref() == Some("/sign-in") {
            return Outcome::SentAway;
        }
        if matches!(status, 200 | 204 | 303) {
            self.saved += 1;
            return Outcome::Saved(changes);
        }
        if !changes.is_empty() {
            self.note(tried, what, vec![format!("answered {status} and changed {changes:#?}")]);
        }
        Outcome::Refused(Box::new(answer))
    }

    fn note(&mut self, tried: &Tried<'_>, what: &str, faults: Vec<String>) {
        let name = tried.found.name();
        self.faults.extend(faults.into_iter().map(|it| format!("{name}, {what}: {it}")));
    }

    /// Whether the next post is one of those that are sent.
    fn comes_up(&mut self) -> bool {
        self.at += 1;
        self.at.is_multiple_of(self.stride)
    }
}

impl Tried<'_> {
    /// The fields that are stored as they are, learnt by words of its own in each.
    async fn stored(&self, walkers: &[Walker]) -> BTreeSet<String> {
        let words = self.shown.controls().iter().filter(|it| sample::is_words(it) && it.sent);
        let words: Vec<&str> = words.map(|it| it.name.as_str()).collect();
        let mut form = bad_request::fresh(&self.form);
        for (at, name) in words.iter().enumerate() {
            form = form.put(name, &format!("Words {at} of it"));
        }
        walkers[self.found.walker].clone().send_form(&form).await;
        let rows = self.kept.changes();
        self.kept.restore_from(&rows);
        let is_stored =
            |at: usize| bad_answer::lost(&rows, &format!("Words {at} of it")).is_empty();
        let stored = words.iter().enumerate().filter(|(at, _)| is_stored(*at));
        stored.map(|(_, name)| (*name).to_owned()).collect()
    }
}
