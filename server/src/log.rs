//! The one persistence: an append-only log per aggregate.
//!
//! Everything Alongside must not forget is a record in a stream. A stream belongs to one aggregate
//! and has one writer, its owner. The writer says which record it believes to be the last one; if
//! the log knows a later one, somebody else has become the writer, the append is refused as
//! [`LogError::Stale`], and the old writer steps down. That is the fence.
//!
//! ```text
//!   owner ── append(stream, expected, bodies) ──> durable ──> new last position
//!   owner ── read(stream, 1) ──> every record, its hash chain verified, or "damaged at N"
//! ```
//!
//! A record's body is opaque here: what it means is the domain's business, and sealing private
//! words happens before they arrive. Two implementations keep the same contract
//! (`tests/contracts/log.rs`): [`Memory`] forgets with the process, [`Sqlite`] is the embedded default.

mod chain;
mod memory;
pub mod sqlite;

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use thiserror::Error;
use tokio::sync::watch;
use uuid::Uuid;

pub use memory::Memory;
pub use sqlite::Sqlite;

/// What a [`Log`] gives back: a boxed future, so that the log can be shared as `Arc<dyn Log>`.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, LogError>> + Send + 'a>>;

/// An append-only store of streams, shared as `Arc<dyn Log>`.
///
/// Its futures need a tokio runtime. Dropping the future of an `append` or `erase` does not take
/// the request back: it may still happen, so whoever gives up must read before writing again.
pub trait Log: Send + Sync + 'static {
    /// Adds `bodies` behind position `expected`, all of them or none, and resolves with the new last
    /// position once they are durable (a crash cannot take them back).
    ///
    /// `expected` is the position of the last record the writer knows, 0 for a new stream. An empty
    /// `bodies` only asks whether the writer is still up to date.
    ///
    /// # Errors
    /// [`LogError::Stale`] when the stream's last position is another one, and [`LogError::Resting`] while the log
    /// keeps nothing: nothing was written. After any other error it is unknown whether the records were kept: read
    /// before going on.
    fn append(&self, stream: Stream, expected: u64, bodies: Vec<Vec<u8>>) -> Answer<'_, u64>;

    /// The records from position `from` to the end, in order; 0 and 1 both mean all of them.
    /// A stream nobody has written to is empty, and so is everything behind its end.
    ///
    /// # Errors
    /// [`LogError::Damaged`] names the first record that is not what was written. Other streams
    /// read on.
    fn read(&self, stream: Stream, from: u64) -> Answer<'_, Vec<Record>>;

    /// The streams of this kind that hold at least one record, in a fixed order.
    ///
    /// # Errors
    /// Only when the store itself fails.
    fn list(&self, kind: Kind) -> Answer<'_, Vec<Stream>>;

    /// How the log is, as a value that can be watched. One that always keeps what it is given needs no more than
    /// this.
    fn health(&self) -> watch::Receiver<Health> {
        watch::channel(Health::Well).1
    }

    /// Forgets a stream for good, so that its text is in no file any more. The stream is then empty
    /// and starts again at position 1. Erasing an empty stream succeeds, so it can be repeated.
    ///
    /// # Errors
    /// Any error means that traces may be left: erase again.
    fn erase(&self, stream: Stream) -> Answer<'_, ()>;
}

/// Whether a log keeps what it is given (LOG5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    Well,
    /// It keeps nothing, and answers every append with [`LogError::Resting`].
    Failing(LogError),
}

/// The three kinds of aggregate, and the audit trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Organisation,
    Programme,
    Session,
    /// One month of the audit trail.
    Audit,
}

impl Kind {
    const ALL: [Self; 4] = [
        Self::Organisation,
        Self::Programme,
        Self::Session,
        Self::Audit,
    ];

    const fn letter(self) -> u8 {
        match self {
            Self::Organisation => b'o',
            Self::Programme => b'p',
            Self::Session => b's',
            Self::Audit => b'a',
        }
    }
}

/// Names one aggregate's history. It prints as `organisation`, `programme:UUID` or `session:UUID`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stream {
    kind: Kind,
    id: Uuid,
}

impl Stream {
    /// The one stream of staff accounts and settings.
    pub const fn organisation() -> Self {
        Self {
            kind: Kind::Organisation,
            id: Uuid::nil(),
        }
    }

    pub const fn programme(id: Uuid) -> Self {
        Self {
            kind: Kind::Programme,
            id,
        }
    }

    pub const fn session(id: Uuid) -> Self {
        Self {
            kind: Kind::Session,
            id,
        }
    }

    /// The audit trail of one month, by its number.
    pub const fn audit(month: Uuid) -> Self {
        Self {
            kind: Kind::Audit,
            id: month,
        }
    }

    pub const fn kind(self) -> Kind {
        self.kind
    }

    /// The aggregate's id; nil for the organisation, of which there is one.
    pub const fn id(self) -> Uuid {
        self.id
    }

    /// The stream's name as it is stored and hashed: its kind in one byte, then its id.
    pub(crate) fn key(self) -> [u8; 17] {
        let mut key = [0; 17];
        key[0] = self.kind.letter();
        key[1..].copy_from_slice(self.id.as_bytes());
        key
    }

    /// The stream of a stored name, or nothing when no stream is called so.
    fn from_key(key: &[u8]) -> Option<Self> {
        let (letter, id) = key.split_first()?;
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| kind.letter() == *letter)?;
        Some(Self {
            kind,
            id: Uuid::from_slice(id).ok()?,
        })
    }
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Organisation => f.write_str("organisation"),
            Kind::Programme => write!(f, "programme:{}", self.id),
            Kind::Session => write!(f, "session:{}", self.id),
            Kind::Audit => write!(f, "audit:{}", self.id.as_u128()),
        }
    }
}

/// One thing that happened, as bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// 1, 2, 3 ... without gaps.
    pub position: u64,
    pub body: Vec<u8>,
}

/// A body may hold what a person wrote, so it never prints.
impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record {} [{} bytes]", self.position, self.body.len())
    }
}

/// Why the log could not do what it was asked. The sentences are for an operator.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LogError {
    /// The fence: the writer does not know the last record, so it is no longer the owner.
    #[error("{stream} is at record {last}, not at {expected}: somebody else has written to it.")]
    Stale {
        stream: Stream,
        expected: u64,
        last: u64,
    },

    /// What is stored is not what was written; only this stream is affected.
    #[error(
        "{stream} is damaged at record {position}. Please restore it from a backup; everything else goes on."
    )]
    Damaged { stream: Stream, position: u64 },

    /// The log keeps nothing since an earlier failure; nothing was written.
    #[error("{0}")]
    Resting(Box<LogError>),

    #[error(
        "The disk that holds the database is full. Please free some space; Alongside then goes on by itself."
    )]
    Full,

    #[error(
        "The database cannot be written to any more. Please check its permissions; Alongside then goes on by itself."
    )]
    ReadOnly,

    #[error(
        "The database file has been moved or removed while Alongside was running. Please put the same file back; Alongside then goes on by itself. With another file it has to be started again."
    )]
    Gone,

    #[error(
        "Another program holds the database. Please close that program; Alongside then goes on by itself."
    )]
    Busy,

    /// The store failed; the text is SQLite's or the system's and holds nothing a person wrote.
    #[error("The database failed ({0}). Please check the disk and then restart Alongside.")]
    Broken(String),

    /// The text is erased, but the write-ahead file could not be emptied of it yet.
    #[error(
        "Another program is reading the database, so erased text could not be wiped from its write-ahead file yet. Please close that program and erase again."
    )]
    StillRead,
}
