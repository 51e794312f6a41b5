//! The service, as pages and jobs see it: they ask for steps, never for tables.
use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::Notify;

use super::tools::Tools;
use super::{Change, Cx, Look, Operation, Step, StepError};
use crate::domain::actor::Actor;
use crate::domain::audit::{Deed, Entry};
use crate::domain::ids::{AreaId, CaseId};
use crate::domain::session::Confirmed;
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::platform::clock::Clock;
use crate::store::operation::Done;
use crate::store::{self, Database, StoreError, Tx};

/// Who asks, for what, in which request.
#[derive(Clone, Debug)]
pub struct Asker {
    /// Who.
    pub actor: Actor,
    /// The page or step, as the record names it.
    pub name: &'static str,
    /// The identifiers in the address that was asked for; never free text.
    pub subject: String,
    /// The request's identifier.
    pub request: String,
    /// Whether they showed lately who they are.
    pub confirmed: Confirmed,
}

impl Asker {
    /// The service itself, in one area.
    pub fn service(area: AreaId, name: &'static str) -> Self {
        let actor = Actor::Service(area);
        let (subject, request) = (String::new(), String::new());
        Self { actor, name, subject, request, confirmed: Confirmed::Lately }
    }
}

/// The service.
#[derive(Clone)]
pub struct Service {
    pub(super) database: Database,
    pub(super) clock: Clock,
    pub(super) tools: Arc<Tools>,
    mail: Arc<Notify>,
}

/// How often a step is tried when others are in its way.
const TRIES: u32 = 4;

impl Service {
    /// A service over a database.
    pub fn new(database: Database, clock: Clock, tools: Tools) -> Self {
        Self { database, clock, tools: Arc::new(tools), mail: Arc::new(Notify::new()) }
    }

    /// The clock that steps go by.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// What steps work with.
    pub fn tools(&self) -> &Tools {
        &self.tools
    }

    /// Rings when mail may have been queued.
    pub fn mail_bell(&self) -> Arc<Notify> {
        Arc::clone(&self.mail)
    }

    /// Carries out a step that changes something, once however often it is sent. It is durable
    /// when this returns.
    ///
    /// # Errors
    /// Fails as the step does; nothing of it is kept then.
    pub async fn change<T, F>(&self, asker: Asker, operation: Operation, step: F) -> Step<T>
    where
        F: Fn(&mut Change<'_, '_>) -> Step<T> + Send + Sync + 'static,
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        let step = Arc::new(step);
        let mut tries = 1;
        let done = loop {
            let attempt = Attempt {
                asker: asker.clone(),
                operation: operation.clone(),
                now: self.clock.now(),
                tools: Arc::clone(&self.tools),
                step: Arc::clone(&step),
            };
            match self.database.write(move |tx| attempt.carry_out(tx)).await {
                Err(StepError::Failed(error)) if error.is_brief() && tries < TRIES => {
                    tries += 1;
                }
                other => break other,
            }
        };
        if done.is_ok() {
            self.mail.notify_one();
        }
        self.note_denial(&asker, done).await
    }

    /// Looks something up. What it shows of cases is in the record before this returns.
    ///
    /// # Errors
    /// Fails as the step does, or when the record cannot be written.
    pub async fn look<T, F>(&self, asker: Asker, look: F) -> Step<T>
    where
        F: Fn(&mut Look<'_, '_>) -> Step<T> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let (now, tools, by) = (self.clock.now(), Arc::clone(&self.tools), asker.clone());
        let looked = self
            .database
            .read(move |view| {
                let mut cx =
                    Cx::new(view, &by.actor, now, &tools, &by.request).confirmed(by.confirmed);
                let value = look(&mut cx)?;
                Ok::<_, StepError>((value, cx.into_entries(by.name)))
            })
            .await;
        let (value, entries) = self.note_denial(&asker, looked).await?;
        if !entries.is_empty() {
            self.write_entries(entries).await?;
        }
        Ok(value)
    }

    /// Writes one row when somebody asked for what they may not have, or what does not exist.
    async fn note_denial<T>(&self, asker: &Asker, done: Step<T>) -> Step<T> {
        if matches!(done, Err(StepError::Hidden | StepError::Closed)) {
            self.write_entries(vec![denial(asker, self.clock.now())]).await?;
        }
        done
    }

    /// Writes one row for an address that no page answers.
    ///
    /// # Errors
    /// Fails when the record cannot be written.
    pub async fn note_nothing_there(&self, asker: &Asker) -> Step<()> {
        self.write_entries(vec![denial(asker, self.clock.now())]).await
    }

    /// The parts that do not work now: `database: reading` or `database: writing`.
    pub async fn failing_parts(&self) -> Vec<String> {
        let mut failing = Vec::new();
        let read = self.database.read(|view| store::area::list(view).map(drop)).await;
        let write = self.database.write(|_tx| Ok::<_, StoreError>(())).await;
        if read.is_err() {
            failing.push("database: reading".to_owned());
        }
        if write.is_err() {
            failing.push("database: writing".to_owned());
        }
        failing
    }

    /// Waits until the disk fails; says how it did. Nothing is saved any more then until the program
    /// was started afresh.
    pub async fn failed_disk(&self) -> String {
        self.database.failed().await
    }

    pub(super) async fn write_entries(&self, entries: Vec<Entry>) -> Step<()> {
        let tools = Arc::clone(&self.tools);
        self.database
            .write_grouped(move |tx| Change::write_entries(tx, &tools, entries.clone()))
            .await
            .map_err(StepError::Failed)
    }
}

fn denial(asker: &Asker, now: Instant) -> Entry {
    let (subject, request) = (asker.subject.clone(), asker.request.clone());
    Entry { subject, request, ..Entry::by(&asker.actor, Deed::Denied, asker.name, now) }
}

/// One attempt at a step.
struct Attempt<F> {
    asker: Asker,
    operation: Operation,
    now: Instant,
    tools: Arc<Tools>,
    step: Arc<F>,
}

impl<F> Attempt<F> {
    fn carry_out<T>(&self, tx: &mut Tx<'_>) -> Step<T>
    where
        F: Fn(&mut Change<'_, '_>) -> Step<T>,
        T: Serialize + DeserializeOwned,
    {
        store::audit::hold(tx, self.asker.actor.area())?;
        let before = self.done_before(tx)?;
        if let Some(done) = &before
            && self.is_repeat(done)
        {
            self.still_there(tx, done)?;
            return serde_json::from_str(&done.answer)
                .map_err(|error| StepError::Failed(StoreError::Unreadable(error)));
        }
        let Asker { actor, request, confirmed, .. } = &self.asker;
        let mut cx = Cx::new(tx, actor, self.now, &self.tools, request).confirmed(*confirmed);
        let value = (self.step)(&mut cx)?;
        if let Some(done) = before {
            return Err(StepError::SavedBefore(self.sent_before(done)));
        }
        let entries = cx.into_entries(self.asker.name);
        let touched: BTreeSet<CaseId> = entries.iter().flat_map(|it| it.cases.clone()).collect();
        Change::write_entries(tx, &self.tools, entries)?;
        let cases = self.there(tx, touched)?;
        self.keep(tx, &value, cases)?;
        Ok(value)
    }

    fn done_before(&self, tx: &mut Tx<'_>) -> Step<Option<Done>> {
        match (&self.operation, self.asker.actor.area()) {
            (Operation::Form { id, .. }, Some(area)) => Ok(store::operation::find(tx, area, *id)?),
            _ => Ok(None),
        }
    }

    /// Nobody gets an answer again that is only about cases that are not there for them any more.
    fn still_there(&self, tx: &mut Tx<'_>, done: &Done) -> Step<()> {
        let there = self.there(tx, done.cases.iter().copied().collect())?;
        let is_gone = there.is_empty() && !done.cases.is_empty();
        if is_gone { Err(StepError::Hidden) } else { Ok(()) }
    }

    /// Those of some cases that are there for whoever asks.
    fn there(&self, tx: &mut Tx<'_>, cases: BTreeSet<CaseId>) -> Step<BTreeSet<CaseId>> {
        if cases.is_empty() {
            return Ok(cases);
        }
        let asker = &self.asker;
        let mut cx = Cx::new(tx, &asker.actor, self.now, &self.tools, &asker.request);
        let absent = cx.absent()?;
        Ok(cases.into_iter().filter(|it| !absent.contains(it)).collect())
    }

    fn is_repeat(&self, done: &Done) -> bool {
        self.is_own(done) && self.operation.digest().is_some_and(|it| it == done.digest)
    }

    /// What the same person sent to the same step; nobody gets to see what another sent.
    fn sent_before(&self, done: Done) -> Private {
        if self.is_own(&done) { done.filled_in } else { Private::default() }
    }

    fn is_own(&self, done: &Done) -> bool {
        self.asker.actor.account() == Some(done.account_id) && done.step == self.asker.name
    }

    fn keep<T: Serialize>(&self, tx: &mut Tx<'_>, value: &T, cases: BTreeSet<CaseId>) -> Step<()> {
        let (Operation::Form { id, .. }, Some(digest)) = (&self.operation, self.operation.digest())
        else {
            return Ok(());
        };
        let Actor::Member(member) = &self.asker.actor else { return Ok(()) };
        let answer = serde_json::to_string(value).map_err(StoreError::Unreadable)?;
        let done = Done {
            area_id: member.area,
            id: *id,
            account_id: member.account,
            step: self.asker.name.to_owned(),
            digest,
            filled_in: self.operation.to_keep(),
            answer,
            cases: cases.into_iter().collect(),
            made_at: self.now,
        };
        match store::operation::insert(tx, &done) {
            // Another server is carrying out the same operation: its answer will be found.
            Err(StoreError::Taken) => Err(StoreError::Busy.into()),
            other => Ok(other?),
        }
    }
}
