//! Sends every form twice: the same again, with other words, and from a page that is older.
use super::harvest::{self, Found};
use super::sample::{self, Sample, filled, own_text};
use super::walker::Walker;
use super::world::World;
use crate::support::answer::Answer;
use crate::support::form::Form;
use crate::support::snapshot::Snapshot;
use crate::support::store::on_both;

on_both! {
    async fn a_form_that_is_sent_twice_changes_one_thing_once(store) {
        let world = World::in_store(store).await;
        let mut walkers = Walker::all(&world).await;
        walkers.retain(|it| "caorif".contains(it.letter()));
        walkers.sort_by_key(|it| it.letter() != 'c');
        let mut forms = harvest::all(&world, &mut walkers).await;
        forms.retain(|it| !it.is_plain);
        // What is sent before them ends what other forms need.
        forms.sort_by_key(|it| sample::before(it).is_some());
        let mut twice = Twice { faults: Vec::new(), overtaken: 0 };
        let mut kept = Snapshot::of(&world.county.store);
        for found in &forms {
            if sample::before(found).is_some() {
                sample::prepare(&mut walkers, &forms, found).await;
                kept = Snapshot::of(&world.county.store);
            }
            twice.of(&mut walkers, found, &kept).await;
        }
        println!("{} forms, {} overtaken", forms.len(), twice.overtaken);
        assert!(twice.faults.is_empty(), "\n{}", twice.faults.join("\n"));
    }
}

struct Twice {
    faults: Vec<String>,
    overtaken: usize,
}

impl Twice {
    /// Tries one form. All is as before afterwards.
    async fn of(&mut self, walkers: &mut [Walker], found: &Found, kept: &Snapshot<'_>) {
        match sample::saving(&mut walkers[found.walker], found, kept).await {
            Ok(sample) => self.send(walkers, (found, &sample), kept).await,
            Err(refused) => self.faults.push(refused),
        }
        kept.restore();
    }

    async fn send(
        &mut self,
        walkers: &mut [Walker],
        (found, sample): (&Found, &Sample),
        kept: &Snapshot<'_>,
    ) {
        let form = sample.form.clone();
        let rival = rival(walkers, found, sample).await;
        let place = |it: &Form| (it.action.clone(), it.sent("version").filter(|it| it != "0"));
        let shown = place(&form);
        let walker = &mut walkers[found.walker];
        let first = walker.send_form(&form).await;
        let after = kept.changes();
        let second = walker.send_form(&form).await;
        let same = (second.status, second.location()) == (first.status, first.location());
        self.check(found, "the same answer", same);
        // A password is hashed anew each time.
        let is_hashed = found.name() == "/account/password";
        self.check(found, "one change", is_hashed || kept.changes() == after);
        if !after.is_empty()
            && let Some(text) = own_text(&form)
        {
            let other = walker.send_form(&form.clone().put(&text, "Other words")).await;
            let what = format!("other words: {}", other.status);
            let both = keeps(&other, "Other words") && keeps(&other, "First words");
            self.check(found, &what, both);
            self.check(found, "no change by other words", kept.changes() == after);
        }
        if let Some((at, older)) = rival {
            let late = walkers[at].send_form(&filled(&older, "Late words")).await;
            let is_older = shown.1.is_some() && shown == place(&older);
            if own_text(&older).is_some() && is_older && !after.is_empty() {
                self.overtaken += 1;
                // A meeting that has been moved has another address.
                let is_gone = late.status == 404 && found.name().ends_with("/move");
                let both = is_gone || late.status == 409 && keeps(&late, "Late words");
                self.check(found, &format!("an older page: {}", late.status), both);
            }
            self.check(found, "an older page does not fail", late.status < 500);
        }
    }

    fn check(&mut self, found: &Found, what: &str, holds: bool) {
        if !holds {
            self.faults.push(format!("{}: {what}", found.name()));
        }
    }
}

/// Somebody else who has the same form open, or the same person in a second window.
async fn rival(walkers: &mut [Walker], found: &Found, sample: &Sample) -> Option<(usize, Form)> {
    // Those who lead share everything; others have forms of their own.
    let leads = |at: &usize| "co".contains(walkers[*at].letter());
    let shared = leads(&found.walker) && !sample.page.starts_with("/account");
    let others = (0..walkers.len()).filter(|it| shared && *it != found.walker && leads(it));
    let all: Vec<usize> = others.chain([found.walker]).collect();
    for at in all {
        if let Some(form) = sample::again(&mut walkers[at], found, sample).await {
            return Some((at, form));
        }
    }
    None
}

/// Whether an answer refuses, and still holds what was typed.
fn keeps(answer: &Answer, typed: &str) -> bool {
    matches!(answer.status, 409 | 422) && answer.source().contains(typed)
}
