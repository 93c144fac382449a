//! The rows of one stream inside the writer's transaction: where it ends, adding behind that, and deleting all of it.

use rusqlite::Transaction;

use crate::log::chain::{Chain, Hash};
use crate::log::{LogError, Stream};

use super::reader::unreadable;

/// The end of the stream as the database knows it, if the writer knows it too. The last record is
/// asked for as well, so that nobody writes behind a tail that was cut off.
pub fn fence(
    transaction: &Transaction<'_>,
    stream: Stream,
    expected: u64,
) -> Result<Chain, LogError> {
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

/// Writes the records and moves the head; gives the chain as it is then.
pub fn add(
    transaction: &Transaction<'_>,
    mut chain: Chain,
    bodies: &[Vec<u8>],
) -> rusqlite::Result<Chain> {
    if bodies.is_empty() {
        return Ok(chain);
    }
    let key = chain.stream().key();
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
    Ok(chain)
}

/// Deletes all of a stream; its new last position is 0.
pub fn remove(transaction: &Transaction<'_>, stream: Stream) -> rusqlite::Result<u64> {
    transaction
        .prepare_cached("DELETE FROM record WHERE stream = ?1")?
        .execute([stream.key()])?;
    transaction
        .prepare_cached("DELETE FROM head WHERE stream = ?1")?
        .execute([stream.key()])?;
    Ok(0)
}
