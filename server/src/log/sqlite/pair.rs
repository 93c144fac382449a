//! Which keys the words in a database are sealed with: it notes their name when it is first served with them, so that
//! other keys are told apart from keys that were destroyed.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension};

use super::open::{self, OpenError};
use crate::keys::{KeysId, Wanted};

/// The keys that the database in `folder` can be read with. It blocks.
///
/// # Errors
/// When there is no database that could be read.
pub fn wanted_keys(folder: &Path) -> Result<Wanted, OpenError> {
    wanted(&open::database_in(folder))
}

/// The same for a database under any name.
pub fn wanted(file: &Path) -> Result<Wanted, OpenError> {
    let connection = open::for_reading(file)?;
    let noted = noted(&connection).map_err(|error| OpenError::unusable(file, error))?;
    // Where rows cannot be read there is something in them; which, is told with their stream.
    let holds = |question| holds(&connection, question).unwrap_or(true);
    Ok(match noted {
        Some(keys) if holds("SELECT EXISTS (SELECT 1 FROM record)") => Wanted::These(keys),
        None if holds(SEALED) => Wanted::Existing,
        Some(_) | None => Wanted::Any,
    })
}

/// Some record has sealed parts (kept.rs).
const SEALED: &str =
    "SELECT EXISTS (SELECT 1 FROM record WHERE instr(body, CAST('\"sealed\":' AS BLOB)) > 0)";

/// Notes the keys for good, durable before it returns.
pub fn note(file: &Path, keys: KeysId) -> Result<(), OpenError> {
    let told = |error: rusqlite::Error| OpenError::unusable(file, error);
    if noted(&open::for_reading(file)?).map_err(told)? == Some(keys) {
        return Ok(());
    }
    open::for_writing(file)?
        .execute(
            "INSERT INTO sealed_with (one, keys) VALUES (1, ?1)
             ON CONFLICT (one) DO UPDATE SET keys = excluded.keys",
            [keys.0],
        )
        .map(drop)
        .map_err(told)
}

/// What older versions made has no such table.
fn noted(connection: &Connection) -> rusqlite::Result<Option<KeysId>> {
    let table = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'sealed_with')";
    if !holds(connection, table)? {
        return Ok(None);
    }
    connection
        .query_row("SELECT keys FROM sealed_with", [], |row| {
            row.get(0).map(KeysId)
        })
        .optional()
}

fn holds(connection: &Connection, question: &str) -> rusqlite::Result<bool> {
    connection.query_row(question, [], |row| row.get(0))
}
