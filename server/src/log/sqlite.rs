//! The embedded log: one SQLite file in the data folder.
//!
//! ```text
//!   append, erase ──> bounded queue ──> writer thread: up to 512 requests, one transaction, one fsync
//!   read, list    ──> a few read-only connections, off the async threads
//! ```
//!
//! An answer to `append` means that the commit came back from the disk. When a commit fails, nobody
//! knows what the disk holds, so nothing is acknowledged, nothing is tried again, and the log
//! refuses everything until it is opened anew; the hash chains then tell what was kept.
//! Dropping a [`Sqlite`] finishes the queue, empties the write-ahead file and releases the folder.

mod check;
mod open;
mod place;
mod reader;
mod schema;
mod writer;

use std::path::Path;

use super::{Answer, Kind, Log, LogError, Record, Stream};

pub use check::{Damage, Report, check};
pub use open::OpenError;

/// See the head of this file. Everything that waits on the disk does so outside the async threads.
pub struct Sqlite {
    // Dropped in this order: readers let go, the writer finishes, and the lock goes last.
    readers: reader::Readers,
    writer: writer::Writer,
    _lock: open::Lock,
}

impl Sqlite {
    /// Opens the database in `folder`, making both when they are not there yet. It blocks.
    ///
    /// # Errors
    /// Each [`OpenError`] is one sentence for an operator.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        open::require_safe_sqlite(rusqlite::version_number())?;
        open::make_folder(folder)?;
        let lock = open::Lock::take(folder)?;
        let file = open::database_in(folder);
        let connection = open::for_writing(&file)?;
        let writer = writer::Writer::start(connection, &file)
            .map_err(|error| OpenError::unusable(&file, error))?;
        Ok(Self {
            readers: reader::Readers::new(file),
            writer,
            _lock: lock,
        })
    }
}

impl Log for Sqlite {
    fn append(&self, stream: Stream, expected: u64, bodies: Vec<Vec<u8>>) -> Answer<'_, u64> {
        Box::pin(self.writer.append(stream, expected, bodies))
    }

    fn read(&self, stream: Stream, from: u64) -> Answer<'_, Vec<Record>> {
        Box::pin(
            self.readers
                .run(move |connection| reader::read(connection, stream, from)),
        )
    }

    fn list(&self, kind: Kind) -> Answer<'_, Vec<Stream>> {
        Box::pin(
            self.readers
                .run(move |connection| reader::list(connection, kind)),
        )
    }

    fn erase(&self, stream: Stream) -> Answer<'_, ()> {
        Box::pin(self.writer.erase(stream))
    }
}

/// What SQLite's own failures mean to an operator. Its messages never hold bound values.
fn failure(error: &rusqlite::Error) -> LogError {
    use rusqlite::ErrorCode::{DiskFull, ReadOnly};
    match error.sqlite_error_code() {
        Some(DiskFull) => LogError::Full,
        Some(ReadOnly) => LogError::ReadOnly,
        _ => LogError::Broken(error.to_string()),
    }
}
