//! Opening the database anew after a failure, and making sure that it is well before anything is acknowledged.
//!
//! Everything that was kept moves from the write-ahead file into the database and is synced there; then a trial of
//! some size is committed, so that a disk with room for one small record does not count as well.

use rusqlite::Connection;

use crate::limits;
use crate::log::LogError;

use super::failure;
use super::open::{self, OpenError};
use super::place::Place;

/// The database at its place, opened anew.
///
/// # Errors
/// Why it is not well yet.
pub fn anew(place: &Place) -> Result<Connection, LogError> {
    place.require_usable()?;
    let connection = open::for_writing(place.file()).map_err(from_opening)?;
    empty_write_ahead(&connection)?;
    try_out(&connection).map_err(|error| failure(&error))?;
    empty_write_ahead(&connection)?;
    Ok(connection)
}

/// Commits something and takes it away again.
fn try_out(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .execute_batch("DROP TABLE IF EXISTS trial; CREATE TABLE trial (filler BLOB) STRICT;")?;
    connection.execute(
        "INSERT INTO trial (filler) VALUES (zeroblob(?1))",
        [limits::LOG_TRIAL_BYTES],
    )?;
    connection.execute_batch("DROP TABLE trial;")
}

/// Moves everything into the database and cuts the write-ahead file to nothing.
///
/// # Errors
/// [`LogError::StillRead`] when a reader outside this program is in the way.
pub fn empty_write_ahead(connection: &Connection) -> Result<(), LogError> {
    let busy: i64 = connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
        .map_err(|error| failure(&error))?;
    if busy == 0 {
        Ok(())
    } else {
        Err(LogError::StillRead)
    }
}

fn from_opening(error: OpenError) -> LogError {
    match error {
        OpenError::Full { .. } => LogError::Full,
        OpenError::ReadOnly { .. } => LogError::ReadOnly,
        other => LogError::Broken(other.to_string()),
    }
}
