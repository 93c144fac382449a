//! Where each stream ends, once more, in a small file beside the database. A database that has lost its last records and is
//! whole in itself (a write-ahead file cut between two commits, an older copy put back) is told by it.
//!
//! ```text
//!   a commit is durable ──note──> memory ──a moment later, on a thread of its own──> entries behind the file, synced
//!   an erasure ──forget: the file is written anew without──> and only then are the records deleted
//! ```
//!
//! So the file may lag behind the database and never runs ahead of it, at whatever moment the program or the machine dies:
//! no honest crash looks like damage. What was kept in the last moment before a crash is the one tail it cannot miss.
//! The last entry of a stream counts, and one that is torn counts for nothing. The file is also written anew at each
//! opening, when it has grown, and after every failure. A database without it, of an older version or restored, gets one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::limits;
use crate::log::chain::{Chain, Hash};
use crate::log::{LogError, Stream};

use super::copy::{named, new_file, sync_folder_of};
use super::reader;

/// The last position of a stream, and the hash of its record.
pub type End = (u64, Hash);
pub type Ends = BTreeMap<Stream, End>;

const NAME: usize = 17;
/// Name, position, hash, and the beginning of a hash over these.
const ENTRY: usize = NAME + 8 + 32 + 8;

/// The file in a data folder.
pub fn heads_in(folder: &Path) -> PathBuf {
    folder.join("alongside.heads")
}

/// What the file in this folder says; nothing where there is none. It may be asked beside a server.
pub fn read(folder: &Path) -> Ends {
    let bytes = fs::read(heads_in(folder)).unwrap_or_default();
    bytes.chunks_exact(ENTRY).filter_map(read_entry).collect()
}

fn entry(stream: Stream, (position, hash): End) -> [u8; ENTRY] {
    let mut entry = [0; ENTRY];
    let (told, check) = entry.split_at_mut(ENTRY - 8);
    told[..NAME].copy_from_slice(&stream.key());
    told[NAME..NAME + 8].copy_from_slice(&position.to_be_bytes());
    told[NAME + 8..].copy_from_slice(&hash);
    check.copy_from_slice(&Sha256::digest(&*told)[..8]);
    entry
}

fn read_entry(entry: &[u8]) -> Option<(Stream, End)> {
    let (told, check) = entry.split_at_checked(ENTRY - 8)?;
    let (name, end) = told.split_at_checked(NAME)?;
    let (position, hash) = end.split_at_checked(8)?;
    let is_whole = Sha256::digest(told)[..8] == *check;
    let end = (
        u64::from_be_bytes(position.try_into().ok()?),
        hash.try_into().ok()?,
    );
    is_whole.then_some((Stream::from_key(name)?, end))
}

/// Where the streams of an open database end, as far as that is known.
pub struct Heads {
    // Taken in this order: whoever writes takes the page first, so that nothing is written behind what was forgotten.
    page: Mutex<Page>,
    known: Mutex<Known>,
    changed: Condvar,
}

#[derive(Default)]
struct Known {
    ends: Ends,
    /// Those that the file does not know yet.
    fresh: BTreeSet<Stream>,
    stopping: bool,
}

/// The file as it is written.
struct Page {
    path: PathBuf,
    /// Nothing until it has been written anew, at first and after a failure.
    open: Option<File>,
    bytes: usize,
    /// How long it was when it was written anew.
    at_first: usize,
}

/// Writes what is noted, until it is dropped; then everything is in the file.
pub struct Clerk {
    heads: Arc<Heads>,
    thread: Option<JoinHandle<()>>,
}

impl Heads {
    /// What the file in `folder` says and the database does not contradict, and what is new there.
    fn open(folder: &Path, connection: &Connection) -> Self {
        let mut ends = read(folder);
        for (stream, end) in reader::heads(connection) {
            let goes_on = ends.get(&stream).is_none_or(|(position, hash)| {
                *position < end.0
                    && reader::hash_of(connection, stream, *position).ok() == Some(*hash)
            });
            if goes_on {
                ends.insert(stream, end);
            }
        }
        let page = Page {
            path: heads_in(folder),
            open: None,
            bytes: 0,
            at_first: 0,
        };
        let known = Known {
            fresh: ends.keys().copied().collect(),
            ends,
            stopping: false,
        };
        Self {
            page: Mutex::new(page),
            known: Mutex::new(known),
            changed: Condvar::new(),
        }
    }

    pub fn of(&self, stream: Stream) -> Option<End> {
        self.known().ends.get(&stream).copied()
    }

    pub fn ends(&self) -> Ends {
        self.known().ends.clone()
    }

    /// # Errors
    /// [`LogError::Damaged`] when more was kept of this stream than is there.
    pub fn require_whole(&self, chain: Chain) -> Result<Chain, LogError> {
        match self.of(chain.stream()) {
            Some((position, _)) if position > chain.position() => Err(chain.damaged_next()),
            _ => Ok(chain),
        }
    }

    /// Says where streams end now. Only what is durable may be said.
    pub fn note(&self, chains: impl IntoIterator<Item = Chain>) {
        let mut known = self.known();
        for chain in chains {
            let end = (chain.position(), *chain.hash());
            known.ends.insert(chain.stream(), end);
            known.fresh.insert(chain.stream());
        }
        self.changed.notify_one();
    }

    /// Forgets streams that are to be erased, durably.
    ///
    /// # Errors
    /// When the file cannot be written; then nothing may be erased yet.
    pub fn forget(&self, streams: impl Iterator<Item = Stream>) -> Result<(), LogError> {
        let streams: Vec<_> = streams.collect();
        if streams.is_empty() {
            return Ok(());
        }
        let mut page = self.page();
        let mut known = self.known();
        for stream in &streams {
            known.ends.remove(stream);
            known.fresh.remove(stream);
        }
        drop(known);
        page.write_anew(&self.ends())
            .map_err(|error| failure(&error))
    }

    /// Writes what the file does not know yet; it is kept for another time when that fails.
    fn write(&self) -> io::Result<()> {
        let mut page = self.page();
        let mut known = self.known();
        let fresh = std::mem::take(&mut known.fresh);
        let new = fresh
            .iter()
            .filter_map(|stream| Some(entry(*stream, *known.ends.get(stream)?)));
        let new = new.collect::<Vec<_>>().concat();
        drop(known);
        let written = page.write(&new, || self.ends());
        if written.is_err() {
            self.known().fresh.extend(fresh);
        }
        written
    }

    fn run(&self) {
        let mut was_well = true;
        loop {
            let nothing = |known: &mut Known| known.fresh.is_empty() && !known.stopping;
            let known = self.changed.wait_while(self.known(), nothing);
            let known = known.unwrap_or_else(PoisonError::into_inner);
            // A moment's commits are written together.
            let goes_on = |known: &mut Known| !known.stopping;
            let waited = self
                .changed
                .wait_timeout_while(known, limits::LOG_HEADS_EVERY, goes_on);
            let (known, _) = waited.unwrap_or_else(PoisonError::into_inner);
            let stopping = known.stopping;
            drop(known);
            let written = self.write();
            if let (Err(error), true) = (&written, was_well) {
                tracing::warn!(%error, "the ends of the log are not noted; it is tried again");
            }
            was_well = written.is_ok();
            if stopping {
                return;
            }
        }
    }

    fn page(&self) -> MutexGuard<'_, Page> {
        self.page.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn failure(error: &io::Error) -> LogError {
    use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem, StorageFull};
    match error.kind() {
        StorageFull => LogError::Full,
        PermissionDenied | ReadOnlyFilesystem => LogError::ReadOnly,
        _ => LogError::Broken(error.to_string()),
    }
}

impl Page {
    /// Adds entries behind the others, or writes `all` of it anew; durable when it comes back.
    fn write(&mut self, new: &[u8], all: impl FnOnce() -> Ends) -> io::Result<()> {
        let is_long = self.bytes > limits::LOG_HEADS_BYTES.max(4 * self.at_first);
        // Given back only after success: what a failure has left in the file is not written behind.
        match self.open.take().filter(|_| !is_long) {
            Some(mut file) => {
                file.write_all(new)?;
                file.sync_data()?;
                self.bytes += new.len();
                self.open = Some(file);
                Ok(())
            }
            None => self.write_anew(&all()),
        }
    }

    fn write_anew(&mut self, all: &Ends) -> io::Result<()> {
        self.open = None;
        let entries = all.iter().map(|(stream, end)| entry(*stream, *end));
        let entries = entries.collect::<Vec<_>>().concat();
        let part = named(&self.path, "part");
        let mut file = new_file(&part)?;
        file.write_all(&entries)?;
        file.sync_all()?;
        fs::rename(&part, &self.path)?;
        sync_folder_of(&self.path)?;
        self.bytes = entries.len();
        self.at_first = entries.len();
        self.open = Some(file);
        Ok(())
    }
}

impl Clerk {
    /// # Errors
    /// When the system gives no thread.
    pub fn start(folder: &Path, connection: &Connection) -> io::Result<Self> {
        let heads = Arc::new(Heads::open(folder, connection));
        let at_work = Arc::clone(&heads);
        let thread = thread::Builder::new()
            .name("heads".to_owned())
            .spawn(move || at_work.run())?;
        Ok(Self {
            heads,
            thread: Some(thread),
        })
    }

    pub fn heads(&self) -> Arc<Heads> {
        Arc::clone(&self.heads)
    }
}

impl Drop for Clerk {
    fn drop(&mut self) {
        self.heads.known().stopping = true;
        self.heads.changed.notify_one();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
