//! One writing connection on its own thread: steps that wait are committed together.
//!
//! Each step runs in a savepoint of its own, so one that fails takes nothing with it. Nobody is
//! answered before the commit they share is durable, and if it fails, all of them fail.
//!
//! When the disk is full, changes are refused and the record is still written, into the room that
//! was held back for it. When the disk fails, the thread ends: what a later commit says could not be
//! believed, since the system may have forgotten what it did not write.
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::thread;

use diesel::connection::TransactionManager;
use diesel::r2d2::ManageConnection;
use tokio::sync::{oneshot, watch};

use super::audit::AuditKey;
use super::connection::{AnyConnection, Session, Tx, begin_writing};
use super::door::Manager;
use super::reserve::Reserve;
use super::{OpenError, StoreError};

/// The most steps that one commit carries, so that the first does not wait for ever.
const MOST: usize = 64;

/// The sending end of the queue to the writing thread.
pub(in crate::store) struct Group {
    queue: Option<mpsc::Sender<Box<dyn Waiting>>>,
    thread: Option<thread::JoinHandle<()>>,
    failed: watch::Receiver<Option<String>>,
}

/// What a step is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Purpose {
    /// Something is changed, which waits until the disk has room.
    Change,
    /// Something that readers need goes on record, disk full or not.
    Record,
}

impl Drop for Group {
    /// Waits until what was taken on is written and the connection is closed.
    fn drop(&mut self) {
        self.queue = None;
        let Some(thread) = self.thread.take() else { return };
        // The last owner may be a step on the thread itself, which cannot wait for its own end.
        if thread::current().id() != thread.thread().id() {
            drop(thread.join());
        }
    }
}

impl Group {
    /// Starts the thread.
    pub(in crate::store) fn start(
        manager: Manager,
        key: Arc<AuditKey>,
        reserve: Reserve,
    ) -> Result<Self, OpenError> {
        let (queue, waiting) = mpsc::channel();
        let (fail, failed) = watch::channel(None);
        let writer = Writer { manager, key, reserve, connection: None, fail };
        let thread = thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || writer.run(&waiting))
            .map_err(OpenError::Thread)?;
        Ok(Self { queue: Some(queue), thread: Some(thread), failed })
    }

    /// Waits until the disk fails, after which nothing is written any more; says how it did.
    pub(in crate::store) async fn failed(&self) -> String {
        let mut failed = self.failed.clone();
        // A thread that ended without a word has failed as well.
        drop(failed.wait_for(Option::is_some).await);
        self.why()
    }

    fn why(&self) -> String {
        self.failed.borrow().clone().unwrap_or_else(|| "the writing thread stopped".to_owned())
    }

    /// Runs a step on the thread.
    pub(in crate::store) async fn run<T, E, F>(&self, purpose: Purpose, work: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let step = Step { purpose, work, done: None, answer };
        let sent = self.queue.as_ref().map(|queue| queue.send(Box::new(step)));
        if !matches!(sent, Some(Ok(()))) {
            return Err(StoreError::Disk(self.why()).into());
        }
        answered.await.unwrap_or_else(|_dropped| Err(StoreError::Disk(self.why()).into()))
    }
}

/// A step in the queue.
trait Waiting: Send {
    /// What it is for.
    fn purpose(&self) -> Purpose;
    /// Does the work; says whether what it did is to be kept.
    fn run(&mut self, conn: &mut AnyConnection, key: &AuditKey) -> Keep;
    /// Answers whoever waits, now that the commit is durable or has failed.
    fn answer(self: Box<Self>, committed: Result<(), Failure>);
}

/// Why a commit failed, for all who shared it.
#[derive(Clone)]
enum Failure {
    Held,
    Full,
    Disk(String),
    Other(String),
}

impl Failure {
    fn of(error: &impl ToString) -> Self {
        let words = error.to_string();
        match StoreError::told(&words) {
            Some(StoreError::Held) => Self::Held,
            Some(StoreError::Full) => Self::Full,
            Some(StoreError::Disk(why)) => Self::Disk(why),
            _ => Self::Other(words),
        }
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Held => Self::Held,
            Failure::Full => Self::Full,
            Failure::Disk(why) => Self::Disk(why),
            Failure::Other(why) => Self::Commit(why),
        }
    }
}

/// Whether what a step did is to be kept.
#[derive(PartialEq, Eq)]
enum Keep {
    Yes,
    No,
}

struct Step<T, E, F> {
    purpose: Purpose,
    work: F,
    done: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Waiting for Step<T, E, F>
where
    F: Fn(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn purpose(&self) -> Purpose {
        self.purpose
    }

    fn run(&mut self, conn: &mut AnyConnection, key: &AuditKey) -> Keep {
        let work = AssertUnwindSafe(|| (self.work)(&mut Session::new(conn, key)));
        self.done = catch_unwind(work).ok();
        if matches!(self.done, Some(Ok(_))) { Keep::Yes } else { Keep::No }
    }

    fn answer(self: Box<Self>, committed: Result<(), Failure>) {
        let answer = match (self.done, committed) {
            (Some(Ok(_)) | None, Err(why)) => Err(StoreError::from(why).into()),
            (Some(done), _) => done,
            (None, Ok(())) => Err(StoreError::Interrupted.into()),
        };
        // Whoever asked may have gone away; what was done stays done.
        let _heard = self.answer.send(answer);
    }
}

struct Writer {
    manager: Manager,
    key: Arc<AuditKey>,
    reserve: Reserve,
    connection: Option<AnyConnection>,
    fail: watch::Sender<Option<String>>,
}

type Steps = Vec<Box<dyn Waiting>>;

impl Writer {
    fn run(mut self, waiting: &mpsc::Receiver<Box<dyn Waiting>>) {
        // From the start on, not only from the first change.
        let _held = self.reserve.is_held();
        while let Ok(first) = waiting.recv() {
            let mut steps = vec![first];
            let mut committed = self.commit(&mut steps, waiting);
            if matches!(committed, Err(Failure::Full)) && self.reserve.let_go() {
                refuse_changes(&mut steps);
                committed = self.commit(&mut steps, waiting);
            }
            for step in steps {
                step.answer(committed.clone());
            }
            if let Err(Failure::Disk(why)) = committed {
                self.fail.send_replace(Some(why));
                return;
            }
        }
    }

    /// Runs the first steps and whatever waits behind them, and commits them together.
    fn commit(
        &mut self,
        steps: &mut Steps,
        waiting: &mpsc::Receiver<Box<dyn Waiting>>,
    ) -> Result<(), Failure> {
        let committed = self.run_and_commit(steps, waiting);
        if committed.is_err() {
            // They wait for the same, and have waited for as long.
            steps.extend(waiting.try_iter());
        }
        committed
    }

    fn run_and_commit(
        &mut self,
        steps: &mut Steps,
        waiting: &mpsc::Receiver<Box<dyn Waiting>>,
    ) -> Result<(), Failure> {
        let mut conn = self.begin()?;
        let mut next = 0;
        while next < steps.len() {
            if steps[next].purpose() == Purpose::Record || self.reserve.is_held() {
                run_in_savepoint(steps[next].as_mut(), &mut conn, &self.key)?;
                next += 1;
            } else {
                steps.remove(next).answer(Err(Failure::Full));
            }
            if steps.len() < MOST {
                steps.extend(waiting.try_recv());
            }
        }
        AnyConnection::commit_transaction(&mut conn).map_err(|error| Failure::of(&error))?;
        // After any failure of the connection itself, a new one is opened and checked.
        self.connection = Some(conn);
        Ok(())
    }

    /// A connection in a transaction; a new one when the old one turns out to be gone.
    fn begin(&mut self) -> Result<AnyConnection, Failure> {
        if let Some(mut open) = self.connection.take() {
            match begin_writing(&mut open).map_err(|error| Failure::of(&error)) {
                Ok(()) => return Ok(open),
                Err(Failure::Other(_gone)) => {}
                Err(failure) => return Err(failure),
            }
        }
        let mut new = self.manager.connect().map_err(|error| Failure::of(&error))?;
        begin_writing(&mut new).map_err(|error| Failure::of(&error))?;
        Ok(new)
    }
}

/// Refuses the changes among some steps, since the disk is full.
fn refuse_changes(steps: &mut Steps) {
    for change in steps.extract_if(.., |it| it.purpose() == Purpose::Change) {
        change.answer(Err(Failure::Full));
    }
}

fn run_in_savepoint(
    step: &mut dyn Waiting,
    conn: &mut AnyConnection,
    key: &AuditKey,
) -> Result<(), Failure> {
    AnyConnection::begin_transaction(conn).map_err(|error| Failure::of(&error))?;
    let ended = match step.run(conn, key) {
        Keep::Yes => AnyConnection::commit_transaction(conn),
        Keep::No => AnyConnection::rollback_transaction(conn),
    };
    ended.map_err(|error| Failure::of(&error))
}
