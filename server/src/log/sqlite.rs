//! The embedded log: one SQLite file in the data folder.
//!
//! ```text
//!   append, erase ──> bounded queue ──> writer thread: up to 512 requests, one transaction, one fsync
//!   read, list    ──> a few read-only connections, off the async threads
//! ```
//!
//! An answer to `append` means that the commit came back from the disk. When a commit fails, nobody
//! knows what the disk holds, so nothing is acknowledged, nothing is tried again, and the log
//! refuses everything until it is opened anew: by itself when the disk was full, say, and by a new start
//! of the program when the disk itself failed. The hash chains then tell what was kept.
//! Dropping a [`Sqlite`] finishes the queue, empties the write-ahead file and releases the folder.

mod check;
mod copy;
mod heads;
mod mend;
mod open;
mod pair;
mod place;
mod reader;
mod restore;
mod rows;
mod schema;
mod writer;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tokio::sync::watch;

use super::{Answer, Health, Kind, Log, LogError, Record, Stream};
use crate::keys::{KeysId, Wanted};

pub use check::{Damage, Report, check};
pub use copy::{CopyError, backup, backup_keys};
pub use open::OpenError;
pub use pair::wanted_keys;
pub use restore::{Folders, Restored, restore};

/// See the head of this file. Everything that waits on the disk does so outside the async threads.
pub struct Sqlite {
    // Dropped in this order: readers let go, the writer finishes, its clerk notes that, and the lock goes last.
    readers: reader::Readers,
    writer: writer::Writer,
    clerk: heads::Clerk,
    file: PathBuf,
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
        open::require_whole(folder)?;
        let file = open::database_in(folder);
        let connection = open::for_writing(&file)?;
        let unusable = |error| OpenError::unusable(&file, error);
        let clerk = heads::Clerk::start(folder, &connection).map_err(unusable)?;
        let writer = writer::Writer::start(connection, &file, clerk.heads()).map_err(unusable)?;
        Ok(Self {
            readers: reader::Readers::new(file.clone()),
            writer,
            clerk,
            file,
            _lock: lock,
        })
    }

    /// The keys that what people wrote is sealed with. It blocks.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn wanted_keys(&self) -> Result<Wanted, OpenError> {
        pair::wanted(&self.file)
    }

    /// From now on the database is read with these keys alone. For the start, before anything is written; it blocks.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn is_sealed_with(&self, keys: KeysId) -> Result<(), OpenError> {
        pair::note(&self.file, keys)
    }
}

impl Log for Sqlite {
    fn append(&self, stream: Stream, expected: u64, bodies: Vec<Vec<u8>>) -> Answer<'_, u64> {
        Box::pin(self.writer.append(stream, expected, bodies))
    }

    fn read(&self, stream: Stream, from: u64) -> Answer<'_, Vec<Record>> {
        let heads = self.clerk.heads();
        tracing::debug!(%stream, from, "a stream is read");
        let read = move |connection: &mut Connection| {
            let known = heads.of(stream);
            match reader::read(connection, stream, from, known) {
                // It was erased, or written on after an erasure, while it was read.
                Err(LogError::Damaged { .. }) if heads.of(stream) != known => {
                    reader::read(connection, stream, from, heads.of(stream))
                }
                read => read,
            }
        };
        Box::pin(self.readers.run(read))
    }

    fn list(&self, kind: Kind) -> Answer<'_, Vec<Stream>> {
        let heads = self.clerk.heads();
        let list = move |connection: &mut Connection| {
            let mut streams: BTreeSet<_> = reader::list(connection, kind)?.into_iter().collect();
            // One that has lost all of its records has to be found, so that it is told.
            let known = heads.ends().into_keys();
            streams.extend(known.filter(|stream| stream.kind() == kind));
            Ok(streams.into_iter().collect())
        };
        Box::pin(self.readers.run(list))
    }

    fn health(&self) -> watch::Receiver<Health> {
        self.writer.health()
    }

    fn erase(&self, stream: Stream) -> Answer<'_, ()> {
        Box::pin(self.writer.erase(stream))
    }
}

/// What SQLite's own failures mean to an operator. Its messages never hold bound values.
fn failure(error: &rusqlite::Error) -> LogError {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked, DiskFull, ReadOnly};
    match error.sqlite_error_code() {
        Some(DiskFull) => LogError::Full,
        Some(ReadOnly) => LogError::ReadOnly,
        Some(DatabaseBusy | DatabaseLocked) => LogError::Busy,
        _ => LogError::Broken(error.to_string()),
    }
}
