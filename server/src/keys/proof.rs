//! The proof in `keys.db`: it opens with the right master key alone, and by it these keys are told from all others.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension};
use sha2::{Digest, Sha256};

use super::{Key, KeysError, KeysId, Wanted, cipher, failure, master};
use crate::limits;

/// What it holds, and what it is bound to.
pub const PROOF: &[u8] = b"alongside";

/// Makes sure that these are the wanted keys and that this is their master key. False when there are none yet, and none
/// are wanted.
pub fn check(folder: &Path, master: &Path, wanted: Wanted) -> Result<bool, KeysError> {
    let path = || folder.display().to_string();
    match (stored(&folder.join("keys.db"))?, wanted) {
        (None, Wanted::Any) => Ok(false),
        (None, _) => Err(KeysError::NoKeys { path: path() }),
        (Some(proof), Wanted::These(keys)) if name(&proof) != keys => {
            Err(KeysError::OtherKeys { path: path() })
        }
        (Some(proof), _) => {
            require_opened(&master::read(master)?, master, &proof)?;
            Ok(true)
        }
    }
}

/// The proof in a file; `None` where no keys have been made yet.
fn stored(file: &Path) -> Result<Option<Vec<u8>>, KeysError> {
    if !file.exists() {
        return Ok(None);
    }
    let found = beside_a_server(file).and_then(|connection| {
        let made = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'proof')";
        match connection.query_row(made, [], |row| row.get(0))? {
            true => read(&connection),
            false => Ok(None),
        }
    });
    found.map_err(|error| failure(&file.display().to_string(), &error))
}

/// Opens a file of keys without making anything in it. Not for reading only: what a power cut left half written has to
/// be taken back first.
pub fn beside_a_server(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(limits::DATABASE_BUSY)?;
    Ok(connection)
}

/// Which keys a file holds; `None` when it is none of ours.
pub fn id_in(connection: &Connection) -> Option<KeysId> {
    Some(name(&read(connection).ok()??))
}

pub fn read(connection: &Connection) -> rusqlite::Result<Option<Vec<u8>>> {
    connection
        .query_row("SELECT wrapped FROM proof", [], |row| row.get(0))
        .optional()
}

/// The proof was made with a nonce by chance, so no two keys have the same.
pub fn name(proof: &[u8]) -> KeysId {
    let mut hash = Sha256::new_with_prefix(b"alongside: which keys");
    hash.update(proof);
    KeysId(hash.finalize().into())
}

pub fn require_opened(key: &Key, master: &Path, proof: &[u8]) -> Result<(), KeysError> {
    match cipher::open(key, PROOF, proof) {
        Some(_) => Ok(()),
        None => Err(KeysError::WrongMaster {
            path: master.display().to_string(),
        }),
    }
}
