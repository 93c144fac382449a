//! The one writer: a thread that owns the only connection that writes.
//!
//! It takes what waits, up to a batch, writes it in one transaction, and answers everybody when the
//! commit has come back from the disk. A hundred sessions thus share one fsync.

use std::io;
use std::path::Path;
use std::thread::{self, JoinHandle};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};

use crate::limits;
use crate::log::chain::{Chain, Hash};
use crate::log::{LogError, Stream};

use super::failure;
use super::place::Place;
use super::reader::unreadable;

/// The async side of the writer. Dropping it waits until the queue is done and the file is closed.
pub struct Writer {
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
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
    pub fn start(connection: Connection, file: &Path) -> io::Result<Self> {
        let (queue, jobs) = mpsc::channel(limits::LOG_QUEUE);
        let desk = Desk {
            connection,
            place: Place::of(file)?,
            refusal: None,
        };
        let thread = thread::Builder::new()
            .name("log".to_owned())
            .spawn(move || desk.run(jobs))?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
        })
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
    connection: Connection,
    place: Place,
    /// Set by the first failure and then the answer to everything: what the disk holds is unknown.
    refusal: Option<LogError>,
}

type Outcomes = Vec<Result<u64, LogError>>;

impl Desk {
    fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut batch = Vec::with_capacity(limits::LOG_BATCH);
        while jobs.blocking_recv_many(&mut batch, limits::LOG_BATCH) > 0 {
            let outcomes = self.settle(&batch);
            for (job, outcome) in batch.drain(..).zip(outcomes) {
                // Whoever gave up waiting reads before going on; see the contract.
                let _ = job.reply.send(outcome);
            }
        }
        if self.refusal.is_none() {
            // Only tidies up: the write-ahead file is as durable as the database.
            let _ = self.empty_write_ahead();
        }
    }

    /// The answer to each job of the batch, in order.
    fn settle(&mut self, batch: &[Job]) -> Outcomes {
        let refusal = match &self.refusal {
            Some(refusal) => refusal.clone(),
            None => match self.write(batch) {
                Ok(outcomes) => return outcomes,
                Err(refusal) => self.refusal.insert(refusal).clone(),
            },
        };
        batch.iter().map(|_| Err(refusal.clone())).collect()
    }

    /// Writes the batch in one transaction. Inside it, a job may be refused alone; an error outside
    /// means that nothing of the batch was acknowledged and nothing more may be.
    fn write(&mut self, batch: &[Job]) -> Result<Outcomes, LogError> {
        self.place.require_unmoved()?;
        let told = |error: rusqlite::Error| failure(&error);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(told)?;
        let mut outcomes = Outcomes::with_capacity(batch.len());
        for job in batch {
            outcomes.push(match &job.wish {
                Wish::Append { expected, bodies } => {
                    match fence(&transaction, job.stream, *expected) {
                        Ok(chain) => {
                            Ok(add(&transaction, job.stream, chain, bodies).map_err(told)?)
                        }
                        Err(alone @ (LogError::Stale { .. } | LogError::Damaged { .. })) => {
                            Err(alone)
                        }
                        Err(failed) => return Err(failed),
                    }
                }
                Wish::Erase => Ok(remove(&transaction, job.stream).map_err(told)?),
            });
        }
        transaction.commit().map_err(told)?;

        if batch.iter().any(Job::is_erasure) {
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
            self.refusal = Some(error.clone());
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
        self.connection
            .execute_batch("VACUUM")
            .map_err(|error| failure(&error))
    }

    /// Moves everything into the database and cuts the write-ahead file to nothing.
    ///
    /// # Errors
    /// [`LogError::StillRead`] when a reader outside this program is in the way.
    fn empty_write_ahead(&self) -> Result<(), LogError> {
        let busy: i64 = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .map_err(|error| failure(&error))?;
        if busy == 0 {
            Ok(())
        } else {
            Err(LogError::StillRead)
        }
    }
}

/// The end of the stream as the database knows it, if the writer knows it too. The last record is
/// asked for as well, so that nobody writes behind a tail that was cut off.
fn fence(transaction: &Transaction<'_>, stream: Stream, expected: u64) -> Result<Chain, LogError> {
    let (last, hash, newest): (u64, Option<Hash>, u64) = transaction
        .prepare_cached(
            "SELECT ifnull((SELECT position FROM head WHERE stream = ?1), 0),
                    (SELECT hash FROM head WHERE stream = ?1),
                    ifnull((SELECT max(position) FROM record WHERE stream = ?1), 0)",
        )
        .and_then(|mut select| {
            select.query_row([stream.key()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
        })
        .map_err(|error| unreadable(&Chain::empty(stream), &error))?;
    if last != newest {
        let position = last.min(newest).saturating_add(1);
        return Err(LogError::Damaged { stream, position });
    }
    if last != expected {
        return Err(LogError::Stale {
            stream,
            expected,
            last,
        });
    }
    Ok(hash.map_or(Chain::empty(stream), |hash| Chain::at(stream, last, hash)))
}

/// Writes the records and moves the head; gives the new last position.
fn add(
    transaction: &Transaction<'_>,
    stream: Stream,
    mut chain: Chain,
    bodies: &[Vec<u8>],
) -> rusqlite::Result<u64> {
    if bodies.is_empty() {
        return Ok(chain.position());
    }
    let key = stream.key();
    let mut insert = transaction.prepare_cached(
        "INSERT INTO record (stream, position, body, hash) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for body in bodies {
        chain.link(body);
        insert.execute((key, chain.position(), body, chain.hash()))?;
    }
    transaction
        .prepare_cached(
            "INSERT INTO head (stream, position, hash) VALUES (?1, ?2, ?3)
             ON CONFLICT (stream) DO UPDATE SET position = excluded.position, hash = excluded.hash",
        )?
        .execute((key, chain.position(), chain.hash()))?;
    Ok(chain.position())
}

/// Deletes all of a stream; its new last position is 0.
fn remove(transaction: &Transaction<'_>, stream: Stream) -> rusqlite::Result<u64> {
    transaction
        .prepare_cached("DELETE FROM record WHERE stream = ?1")?
        .execute([stream.key()])?;
    transaction
        .prepare_cached("DELETE FROM head WHERE stream = ?1")?
        .execute([stream.key()])?;
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::sqlite::open;

    const TUESDAY: Stream = Stream::session(uuid::Uuid::from_u128(7));
    const WEDNESDAY: Stream = Stream::session(uuid::Uuid::from_u128(8));

    fn wait<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap()
            .block_on(future)
    }

    #[test]
    fn a_full_disk_acknowledges_nobody_and_stays_refused_until_reopened() {
        let folder = tempfile::tempdir().unwrap();
        let file = open::database_in(folder.path());
        let small = open::for_writing(&file).unwrap();
        small.pragma_update(None, "max_page_count", 20).unwrap();
        let writer = Writer::start(small, &file).unwrap();
        assert_eq!(
            wait(writer.append(TUESDAY, 0, vec![b"fits".to_vec()])),
            Ok(1)
        );

        let too_much = wait(writer.append(TUESDAY, 1, vec![vec![7; 200_000]]));
        assert_eq!(too_much, Err(LogError::Full));
        let small_again = wait(writer.append(WEDNESDAY, 0, vec![b"would fit".to_vec()]));
        assert_eq!(
            small_again,
            Err(LogError::Full),
            "no second try behind a failed commit"
        );
        drop(writer);

        let writer = Writer::start(open::for_writing(&file).unwrap(), &file).unwrap();
        assert_eq!(
            wait(writer.append(WEDNESDAY, 0, vec![b"fits".to_vec()])),
            Ok(1)
        );
        assert_eq!(
            wait(writer.append(TUESDAY, 1, vec![b"goes on".to_vec()])),
            Ok(2)
        );
    }

    #[test]
    fn whoever_shares_a_failed_commit_is_told_of_the_failure_and_not_of_a_stale_position() {
        let folder = tempfile::tempdir().unwrap();
        let file = open::database_in(folder.path());
        let small = open::for_writing(&file).unwrap();
        small.pragma_update(None, "max_page_count", 20).unwrap();
        let mut desk = Desk {
            connection: small,
            place: Place::of(&file).unwrap(),
            refusal: None,
        };
        let job = |stream, expected, body: Vec<u8>| Job {
            stream,
            wish: Wish::Append {
                expected,
                bodies: vec![body],
            },
            reply: oneshot::channel().0,
        };

        let together = [
            job(WEDNESDAY, 0, b"fits".to_vec()),
            job(WEDNESDAY, 0, b"stale, had the first been kept".to_vec()),
            job(TUESDAY, 0, vec![7; 200_000]),
        ];

        assert_eq!(desk.settle(&together), vec![Err(LogError::Full); 3]);
        let kept: u64 = desk
            .connection
            .query_row("SELECT count(*) FROM record", [], |row| row.get(0))
            .unwrap();
        assert_eq!(kept, 0);
    }
}
