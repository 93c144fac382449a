//! The ledger of erasures: `erasures.jsonl`, one line for each, never changed and never taken back.
//!
//! It stands beside the keys. When a database or keys come back from an older copy, the ledger says what has to go
//! again before the port opens. It names ids alone.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use alongside_domain::sealing::Whose;
use alongside_protocol::ids::{At, InvitationId, PersonId, ProgrammeId, SessionId, StaffId};
use serde::{Deserialize, Serialize};

use super::{KeysError, Scope};

/// What has been erased for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "erased", rename_all = "snake_case")]
pub enum Erased {
    Person {
        programme: ProgrammeId,
        person: PersonId,
    },
    Session {
        programme: ProgrammeId,
        session: SessionId,
    },
    Programme {
        programme: ProgrammeId,
    },
    /// An account of staff.
    Staff {
        staff: StaffId,
    },
    /// What was written on the invitation by which an account came.
    Invitation {
        invitation: InvitationId,
    },
}

impl Erased {
    /// The keys that go with it.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        match *self {
            Self::Person { programme, person } => Scope::Person(programme, person),
            Self::Session { programme, session } => Scope::Session(programme, session),
            Self::Programme { programme } => Scope::Programme(programme),
            Self::Staff { staff } => Scope::OfHouse(Whose(staff.0)),
            Self::Invitation { invitation } => Scope::OfHouse(Whose(invitation.0)),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Line {
    at: At,
    #[serde(flatten)]
    erased: Erased,
}

pub struct Ledger {
    erased: Vec<Erased>,
    /// Nowhere for keys that are forgotten with the process.
    file: Option<(PathBuf, File)>,
}

impl Ledger {
    pub const fn in_memory() -> Self {
        Self {
            erased: Vec::new(),
            file: None,
        }
    }

    pub fn open(folder: &Path) -> Result<Self, KeysError> {
        let path = ledger_in(folder);
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut text = Vec::new();
        let mut file = options
            .open(&path)
            .map_err(|error| unusable(&path, &error))?;
        file.read_to_end(&mut text)
            .map_err(|error| unusable(&path, &error))?;
        // A power cut must not take its name back once something stands in it.
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| unusable(&path, &error))?;
        Ok(Self {
            erased: lines(&text).into_iter().map(|line| line.erased).collect(),
            file: Some((path, file)),
        })
    }

    pub fn erased(&self) -> &[Erased] {
        &self.erased
    }

    /// Durable before it returns; what stands there already is not written twice.
    pub fn note(&mut self, erased: Erased, at: At) -> Result<(), KeysError> {
        if self.erased.contains(&erased) {
            return Ok(());
        }
        if let Some((path, file)) = &mut self.file {
            // Begins with a line break, in case the line before was torn.
            let mut line = b"\n".to_vec();
            line.extend(serde_json::to_vec(&Line { at, erased }).unwrap_or_default());
            line.push(b'\n');
            file.write_all(&line)
                .and_then(|()| file.sync_all())
                .map_err(|error| unusable(path, &error))?;
        }
        self.erased.push(erased);
        Ok(())
    }
}

/// The ledger's file beside the keys in a folder.
#[must_use]
pub fn ledger_in(folder: &Path) -> PathBuf {
    folder.join("erasures.jsonl")
}

/// All of the ledger in `folder` for a copy; nothing when nothing was ever erased.
///
/// # Errors
/// When it is there and cannot be read.
pub fn text(folder: &Path) -> Result<Vec<u8>, KeysError> {
    let path = ledger_in(folder);
    match std::fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        read => read.map_err(|error| unusable(&path, &error)),
    }
}

/// Adds to the ledger in `folder` what a copy of it knows; nothing that stands there is lost. It blocks.
///
/// # Errors
/// When it cannot be read or written; merging again is safe.
pub fn merge(folder: &Path, copy: &[u8]) -> Result<(), KeysError> {
    let mut ledger = Ledger::open(folder)?;
    for Line { at, erased } in lines(copy) {
        ledger.note(erased, at)?;
    }
    Ok(())
}

fn lines(text: &[u8]) -> Vec<Line> {
    let mut whole = Vec::new();
    for line in text
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        match serde_json::from_slice(line) {
            Ok(line) => whole.push(line),
            // A line is whole before anything is erased, so a torn one was never acknowledged.
            Err(_) => tracing::warn!("a line of the ledger of erasures is torn; it is passed over"),
        }
    }
    whole
}

fn unusable(path: &Path, error: &std::io::Error) -> KeysError {
    KeysError::Unusable {
        path: path.display().to_string(),
        reason: error.to_string(),
    }
}
