//! Reading: a few read-only connections of their own, each used off the async threads.
//!
//! Every read happens in one transaction, so that a stream's records and its head belong together
//! while the writer goes on.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, ErrorCode, OptionalExtension};
use tokio::sync::Semaphore;

use crate::limits;
use crate::log::chain::{Chain, Hash};
use crate::log::{Kind, LogError, Record, Stream};

use super::heads::End;
use super::{failure, open};

/// At most [`limits::LOG_READERS`] connections, opened when they are first needed.
pub struct Readers {
    places: Arc<Semaphore>,
    idle: Arc<Idle>,
}

struct Idle {
    file: PathBuf,
    connections: Mutex<Vec<Connection>>,
}

impl Readers {
    pub fn new(file: PathBuf) -> Self {
        Self {
            places: Arc::new(Semaphore::new(limits::LOG_READERS)),
            idle: Arc::new(Idle {
                file,
                connections: Mutex::default(),
            }),
        }
    }

    /// Lends a connection to `work` on a thread that may block.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, LogError> + Send + 'static,
    ) -> Result<T, LogError> {
        let stopped = |error: &dyn ToString| LogError::Broken(error.to_string());
        let place = Arc::clone(&self.places)
            .acquire_owned()
            .await
            .map_err(|e| stopped(&e))?;
        let idle = Arc::clone(&self.idle);
        let reading = move || {
            // The place is held until the work is done, even when nobody waits for it any more.
            let _place = place;
            let mut connection = idle.take()?;
            let outcome = work(&mut connection);
            if outcome.is_ok() {
                idle.give_back(connection);
            }
            outcome
        };
        tokio::task::spawn_blocking(reading)
            .await
            .map_err(|e| stopped(&e))?
    }
}

impl Idle {
    fn take(&self) -> Result<Connection, LogError> {
        let idle = self
            .connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        match idle {
            Some(connection) => Ok(connection),
            None => open::for_reading(&self.file).map_err(|e| LogError::Broken(e.to_string())),
        }
    }

    fn give_back(&self, connection: Connection) {
        self.connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(connection);
    }
}

/// Where a stream ends, as its head tells.
pub type Head = (u64, Vec<u8>);

pub fn head(connection: &Connection, stream: Stream) -> rusqlite::Result<Option<Head>> {
    connection
        .prepare_cached("SELECT position, hash FROM head WHERE stream = ?1")?
        .query_row([stream.key()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// Where all streams end, as far as their heads can be read.
pub fn heads(connection: &Connection) -> Vec<(Stream, End)> {
    let mut heads = Vec::new();
    // Damage is told where the stream is read.
    let _ = connection
        .prepare("SELECT stream, position, hash FROM head")
        .and_then(|mut select| {
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                let name: Vec<u8> = row.get(0)?;
                let end = (row.get(1)?, row.get(2)?);
                heads.extend(Stream::from_key(&name).map(|stream| (stream, end)));
            }
            Ok(())
        });
    heads
}

/// The hash that is stored with a record.
pub fn hash_of(connection: &Connection, stream: Stream, position: u64) -> rusqlite::Result<Hash> {
    connection
        .prepare_cached("SELECT hash FROM record WHERE stream = ?1 AND position = ?2")?
        .query_row((stream.key(), position), |row| row.get(0))
}

/// Reads and verifies the records from `from` on; see [`crate::log::Log::read`].
pub fn read(
    connection: &mut Connection,
    stream: Stream,
    from: u64,
    known: Option<End>,
) -> Result<Vec<Record>, LogError> {
    let mut records = vec![];
    follow(connection, stream, from, known, |record| {
        if record.position >= from {
            records.push(record);
        }
    })?;
    Ok(records)
}

/// Hands every record behind `from - 1` to `see`, and only then tells whether the stream is sound. `known` is an end that
/// it had once, known apart from the database.
pub fn follow(
    connection: &mut Connection,
    stream: Stream,
    from: u64,
    known: Option<End>,
    mut see: impl FnMut(Record),
) -> Result<(), LogError> {
    let transaction = connection.transaction().map_err(|error| failure(&error))?;
    let nothing = Chain::empty(stream);
    let (last, hash) = head(&transaction, stream)
        .map_err(|error| unreadable(&nothing, &error))?
        .unwrap_or((0, nothing.hash().to_vec()));
    let mut chain = anchor(&transaction, stream, from.saturating_sub(1).min(last))?;

    let behind = chain.position();
    let told = |chain: &Chain, error: rusqlite::Error| unreadable(chain, &error);
    let mut select = transaction
        .prepare_cached(
            "SELECT position, body, hash FROM record
             WHERE stream = ?1 AND position > ?2 ORDER BY position",
        )
        .map_err(|error| failure(&error))?;
    let mut rows = select
        .query((stream.key(), behind))
        .map_err(|e| told(&chain, e))?;
    while let Some(row) = rows.next().map_err(|e| told(&chain, e))? {
        let stored = || Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let (position, body, hash): (u64, Vec<u8>, Hash) = stored().map_err(|e| told(&chain, e))?;
        chain.follow(position, &body, &hash)?;
        if let Some((known, hash)) = known
            && known == position
        {
            chain.ends_at(position, &hash)?;
        }
        see(Record { position, body });
    }
    chain.ends_at(last, &hash)?;
    match known {
        Some((known, _)) if known > last => Err(chain.damaged_next()),
        _ => Ok(()),
    }
}

/// The chain as it stood at `position`, by the hash stored there.
fn anchor(connection: &Connection, stream: Stream, position: u64) -> Result<Chain, LogError> {
    if position == 0 {
        return Ok(Chain::empty(stream));
    }
    let before = Chain::at(stream, position.saturating_sub(1), [0; 32]);
    let hash =
        hash_of(connection, stream, position).map_err(|error| unreadable(&before, &error))?;
    Ok(Chain::at(stream, position, hash))
}

/// A row that does not hold what its table says is damage of this stream; a disk that does not
/// answer is a failure of the store.
pub fn unreadable(chain: &Chain, error: &rusqlite::Error) -> LogError {
    match error.sqlite_error_code() {
        None | Some(ErrorCode::DatabaseCorrupt | ErrorCode::TypeMismatch) => chain.damaged_next(),
        Some(_) => failure(error),
    }
}

/// The streams of one kind; see [`crate::log::Log::list`].
pub fn list(connection: &mut Connection, kind: Kind) -> Result<Vec<Stream>, LogError> {
    let keys = names(connection).map_err(|error| failure(&error))?;
    let streams = keys.iter().filter_map(|key| Stream::from_key(key));
    Ok(streams.filter(|stream| stream.kind() == kind).collect())
}

/// Every stored name, of heads and of records: where one of the two is missing or misnamed, the
/// stream must still be found, so that its damage is told instead of passed over.
pub fn names(connection: &Connection) -> rusqlite::Result<BTreeSet<Vec<u8>>> {
    connection
        .prepare_cached(
            "WITH RECURSIVE name(stream) AS (
                 SELECT min(stream) FROM record
                 UNION ALL
                 SELECT (SELECT min(stream) FROM record WHERE stream > name.stream)
                 FROM name WHERE name.stream IS NOT NULL
             )
             SELECT stream FROM name WHERE stream IS NOT NULL
             UNION SELECT stream FROM head",
        )?
        .query_map([], |row| row.get(0))?
        .collect()
}
