//! The one writer: a thread that owns the only connection that writes.
//!
//! It takes what waits, up to a batch, writes it in one transaction, and answers everybody when the
//! commit has come back from the disk. A hundred sessions thus share one fsync.
//!
//! ```text
//!   well ──a commit fails──> that batch: nobody knows. From then on: refused, certainly not written
//!    ^                          |
//!    +──opened anew, all that was kept written to the database and synced, a trial commit──+
//! ```
//!
//! A failed commit is never tried again (LOG4). After a failed sync nobody can trust what the system's
//! memory says of the file, so only a new start of the program ends such a failure.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Instant;

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::{mpsc, oneshot, watch};

use crate::limits;
use crate::log::{Health, LogError, Stream};

use super::heads::Heads;
use super::place::Place;
use super::{failure, mend, rows};

/// The async side of the writer. Dropping it waits until the queue is done and the file is closed.
pub struct Writer {
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    health: watch::Receiver<Health>,
}

struct Job {
    stream: Stream,
    wish: Wish,
    reply: oneshot::Sender<Result<u64, LogError>>,
}

impl Job {
    fn is_erasure(&self) -> bool {
        matches!(self.wish, Wish::Erase)
    }
}

enum Wish {
    Append { expected: u64, bodies: Vec<Vec<u8>> },
    Erase,
}

impl Writer {
    pub fn start(connection: Connection, file: &Path, heads: Arc<Heads>) -> io::Result<Self> {
        let (queue, jobs) = mpsc::channel(limits::LOG_QUEUE);
        let desk = Desk::new(connection, file, heads)?;
        let health = desk.health.subscribe();
        let thread = thread::Builder::new()
            .name("log".to_owned())
            .spawn(move || desk.run(jobs))?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
            health,
        })
    }

    pub fn health(&self) -> watch::Receiver<Health> {
        self.health.clone()
    }

    pub async fn append(
        &self,
        stream: Stream,
        expected: u64,
        bodies: Vec<Vec<u8>>,
    ) -> Result<u64, LogError> {
        self.ask(stream, Wish::Append { expected, bodies }).await
    }

    pub async fn erase(&self, stream: Stream) -> Result<(), LogError> {
        self.ask(stream, Wish::Erase).await.map(|_| ())
    }

    /// Waits for a place in the queue, and then for the answer.
    async fn ask(&self, stream: Stream, wish: Wish) -> Result<u64, LogError> {
        let stopped = || LogError::Broken("its writer has stopped".to_owned());
        let queue = self.queue.as_ref().ok_or_else(stopped)?;
        let (reply, answer) = oneshot::channel();
        queue
            .send(Job {
                stream,
                wish,
                reply,
            })
            .await
            .map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            // A writer that panicked has nothing left to finish.
            let _ = thread.join();
        }
    }
}

/// What the thread works with.
struct Desk {
    /// Nothing while it is being opened anew.
    connection: Option<Connection>,
    place: Place,
    heads: Arc<Heads>,
    /// Set by the first failure and then the answer to everything, until the log is well again.
    health: watch::Sender<Health>,
    /// When to look next whether it is.
    mend_at: Instant,
}

type Outcomes = Vec<Result<u64, LogError>>;

impl Desk {
    fn new(connection: Connection, file: &Path, heads: Arc<Heads>) -> io::Result<Self> {
        Ok(Self {
            connection: Some(connection),
            place: Place::of(file)?,
            heads,
            health: watch::Sender::new(Health::Well),
            mend_at: Instant::now(),
        })
    }

    fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut batch = Vec::with_capacity(limits::LOG_BATCH);
        while self.take(&mut jobs, &mut batch) {
            let outcomes = self.settle(&batch);
            for (job, outcome) in batch.drain(..).zip(outcomes) {
                // Whoever gave up waiting reads before going on; see the contract.
                let _ = job.reply.send(outcome);
            }
        }
        if self.failing().is_none() {
            // Only tidies up: the write-ahead file is as durable as the database.
            let _ = self.empty_write_ahead();
        }
    }

    /// Waits for jobs; false when there will be no more. While failing it looks in between whether that is over.
    fn take(&mut self, jobs: &mut mpsc::Receiver<Job>, batch: &mut Vec<Job>) -> bool {
        while self.failing().is_some() {
            match jobs.try_recv() {
                Ok(job) => {
                    batch.push(job);
                    return true;
                }
                Err(mpsc::error::TryRecvError::Disconnected) => return false,
                Err(mpsc::error::TryRecvError::Empty) => thread::sleep(limits::LOG_LOOK_AGAIN),
            }
            if self.mend_at <= Instant::now() {
                self.mend();
                self.mend_at = Instant::now() + limits::LOG_MEND_EVERY;
            }
        }
        jobs.blocking_recv_many(batch, limits::LOG_BATCH) > 0
    }

    /// Why nothing is kept at present.
    fn failing(&self) -> Option<LogError> {
        match &*self.health.borrow() {
            Health::Well => None,
            Health::Failing(why) => Some(why.clone()),
        }
    }

    fn fail(&mut self, why: LogError) {
        tracing::error!(error = %why, "the log keeps nothing from here on");
        self.mend_at = Instant::now() + limits::LOG_MEND_EVERY;
        self.health.send_replace(Health::Failing(why));
    }

    fn mend(&mut self) {
        if matches!(self.failing(), None | Some(LogError::Broken(_))) {
            return;
        }
        // What this connection believes is not to be trusted any more.
        self.connection = None;
        match mend::anew(&self.place) {
            Ok(connection) => {
                self.connection = Some(connection);
                self.health.send_replace(Health::Well);
                tracing::info!("the log is well again");
            }
            Err(error) => tracing::debug!(%error, "the log cannot be opened yet"),
        }
    }

    /// The answer to each job of the batch, in order.
    fn settle(&mut self, batch: &[Job]) -> Outcomes {
        let told = match self.failing() {
            Some(why) => LogError::Resting(Box::new(why)),
            None => match self.write(batch) {
                Ok(outcomes) => return outcomes,
                Err(why) => {
                    // Before anybody has an answer, so that whoever gets one sees the reason.
                    self.fail(why.clone());
                    why
                }
            },
        };
        batch.iter().map(|_| Err(told.clone())).collect()
    }

    /// Writes the batch in one transaction. Inside it, a job may be refused alone; an error outside
    /// means that nothing of the batch was acknowledged and nothing more may be.
    fn write(&mut self, batch: &[Job]) -> Result<Outcomes, LogError> {
        self.place.require_usable()?;
        // Before anything is erased, so that a death in between leaves no end of what is gone.
        let erased = batch.iter().filter(|job| job.is_erasure());
        let not_forgotten = self.heads.forget(erased.map(|job| job.stream)).err();
        let told = |error: rusqlite::Error| failure(&error);
        let connection = self.connection.as_mut().ok_or_else(closed)?;
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(told)?;
        let mut outcomes = Outcomes::with_capacity(batch.len());
        let mut ends = BTreeMap::new();
        for job in batch {
            let stream = job.stream;
            outcomes.push(match &job.wish {
                Wish::Append { expected, bodies } => {
                    let fence = rows::fence(&transaction, stream, *expected);
                    match fence.and_then(|chain| self.heads.require_whole(chain)) {
                        Ok(chain) => {
                            let chain = rows::add(&transaction, chain, bodies).map_err(told)?;
                            if !bodies.is_empty() {
                                ends.insert(stream, chain);
                            }
                            Ok(chain.position())
                        }
                        Err(alone @ (LogError::Stale { .. } | LogError::Damaged { .. })) => {
                            Err(alone)
                        }
                        Err(failed) => return Err(failed),
                    }
                }
                Wish::Erase => match &not_forgotten {
                    Some(why) => Err(why.clone()),
                    None => {
                        ends.remove(&stream);
                        Ok(rows::remove(&transaction, stream).map_err(told)?)
                    }
                },
            });
        }
        transaction.commit().map_err(told)?;
        self.heads.note(ends.into_values());

        if not_forgotten.is_none() && batch.iter().any(Job::is_erasure) {
            self.wipe(batch, &mut outcomes);
        }
        Ok(outcomes)
    }

    /// Removes the traces of what was just deleted, and tells those who asked for it how that went.
    fn wipe(&mut self, batch: &[Job], outcomes: &mut Outcomes) {
        let Err(error) = self.rewrite().and_then(|()| self.empty_write_ahead()) else {
            return;
        };
        // Being in the way or out of space takes nothing back; after anything else, who knows.
        if !matches!(error, LogError::StillRead | LogError::Full) {
            self.fail(error.clone());
        }
        for (_, outcome) in batch
            .iter()
            .zip(outcomes)
            .filter(|(job, _)| job.is_erasure())
        {
            *outcome = Err(error.clone());
        }
    }

    /// Writes the whole database anew. `secure_delete` overwrites a deleted record where it last lay,
    /// but not the copies left in a page's gap when the page was once split or merged. It takes about
    /// a second for 100 MB, while appends wait: erase in quiet hours, and together.
    fn rewrite(&self) -> Result<(), LogError> {
        let connection = self.connection.as_ref().ok_or_else(closed)?;
        connection
            .execute_batch("VACUUM")
            .map_err(|error| failure(&error))
    }

    fn empty_write_ahead(&self) -> Result<(), LogError> {
        mend::empty_write_ahead(self.connection.as_ref().ok_or_else(closed)?)
    }
}

fn closed() -> LogError {
    LogError::Broken("it is closed".to_owned())
}
