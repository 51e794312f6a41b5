//! One writing connection on its own thread: steps that wait are committed together.
//!
//! Each step runs in a savepoint of its own, so one that fails takes nothing with it. Nobody is
//! answered before the commit they share is durable, and if it fails, all of them fail.
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::thread;

use diesel::connection::TransactionManager;
use diesel::r2d2::ManageConnection;
use tokio::sync::oneshot;

use super::audit::AuditKey;
use super::connection::{AnyConnection, Session, Tx, begin_writing};
use super::door::Manager;
use super::{OpenError, StoreError};

/// The most steps that one commit carries, so that the first does not wait for ever.
const MOST: usize = 64;

/// The sending end of the queue to the writing thread.
pub(in crate::store) struct Group {
    queue: Option<mpsc::Sender<Box<dyn Waiting>>>,
    thread: Option<thread::JoinHandle<()>>,
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
    pub(in crate::store) fn start(manager: Manager, key: Arc<AuditKey>) -> Result<Self, OpenError> {
        let (queue, waiting) = mpsc::channel();
        let writer = Writer { manager, key, connection: None };
        let thread = thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || writer.run(&waiting))
            .map_err(OpenError::Thread)?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// Runs a step on the thread.
    pub(in crate::store) async fn run<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let step = Step { work, done: None, answer };
        let sent = self.queue.as_ref().map(|queue| queue.send(Box::new(step)));
        if !matches!(sent, Some(Ok(()))) {
            return Err(StoreError::Interrupted.into());
        }
        answered.await.unwrap_or_else(|_dropped| Err(StoreError::Interrupted.into()))
    }
}

/// A step in the queue.
trait Waiting: Send {
    /// Does the work; says whether what it did is to be kept.
    fn run(&mut self, conn: &mut AnyConnection, key: &AuditKey) -> Keep;
    /// Answers whoever waits, now that the commit is durable or has failed.
    fn answer(self: Box<Self>, committed: Result<(), String>);
}

/// Whether what a step did is to be kept.
#[derive(PartialEq, Eq)]
enum Keep {
    Yes,
    No,
}

struct Step<T, E, F> {
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
    fn run(&mut self, conn: &mut AnyConnection, key: &AuditKey) -> Keep {
        let work = AssertUnwindSafe(|| (self.work)(&mut Session::new(conn, key)));
        self.done = catch_unwind(work).ok();
        if matches!(self.done, Some(Ok(_))) { Keep::Yes } else { Keep::No }
    }

    fn answer(self: Box<Self>, committed: Result<(), String>) {
        let answer = match (self.done, committed) {
            (Some(Ok(_)) | None, Err(why)) => Err(StoreError::Commit(why).into()),
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
    connection: Option<AnyConnection>,
}

impl Writer {
    fn run(mut self, waiting: &mpsc::Receiver<Box<dyn Waiting>>) {
        while let Ok(first) = waiting.recv() {
            let mut steps = vec![first];
            let committed = self.commit(&mut steps, waiting);
            if committed.is_err() {
                // After any failure of the connection itself, a new one is opened and checked.
                self.connection = None;
            }
            for step in steps {
                step.answer(committed.clone());
            }
        }
    }

    /// Runs the first step and whatever waits behind it, and commits them together.
    fn commit(
        &mut self,
        steps: &mut Vec<Box<dyn Waiting>>,
        waiting: &mpsc::Receiver<Box<dyn Waiting>>,
    ) -> Result<(), String> {
        let key = Arc::clone(&self.key);
        let conn = self.begin()?;
        let mut next = 0;
        while let Some(step) = steps.get_mut(next) {
            run_in_savepoint(step.as_mut(), conn, &key)?;
            next += 1;
            if steps.len() < MOST {
                steps.extend(waiting.try_recv());
            }
        }
        AnyConnection::commit_transaction(conn).map_err(|error| error.to_string())
    }

    /// Begins a transaction; on a new connection when the old one turns out to be gone.
    fn begin(&mut self) -> Result<&mut AnyConnection, String> {
        if let Some(mut open) = self.connection.take()
            && begin_writing(&mut open).is_ok()
        {
            return Ok(self.connection.insert(open));
        }
        let mut new = self.manager.connect().map_err(|error| error.to_string())?;
        begin_writing(&mut new).map_err(|error| error.to_string())?;
        Ok(self.connection.insert(new))
    }
}

fn run_in_savepoint(
    step: &mut dyn Waiting,
    conn: &mut AnyConnection,
    key: &AuditKey,
) -> Result<(), String> {
    AnyConnection::begin_transaction(conn).map_err(|error| error.to_string())?;
    let ended = match step.run(conn, key) {
        Keep::Yes => AnyConnection::commit_transaction(conn),
        Keep::No => AnyConnection::rollback_transaction(conn),
    };
    ended.map_err(|error| error.to_string())
}
