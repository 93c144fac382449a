//! The tables, and the settings every connection needs.
//!
//! `record` holds what happened. `head` holds, apart from it, where each stream ends: it is the
//! fence of an append, and the witness when a tail has been cut off.

use std::sync::LazyLock;

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::limits;

/// Marks a file as ours in its header ("Alon"), so that we never grow tables in somebody else's.
pub const APPLICATION: i32 = 0x416c_6f6e;

/// The version of the schema this program writes; it stands in `PRAGMA user_version`.
pub const VERSION: i32 = STEPS.len() as i32;

/// One step a version. A released step never changes; a new version adds one.
const STEPS: &[M<'_>] = &[
    M::up(
        "PRAGMA application_id = 0x416c6f6e;
         CREATE TABLE head (
             stream   BLOB    NOT NULL PRIMARY KEY,
             position INTEGER NOT NULL CHECK (position > 0),
             hash     BLOB    NOT NULL CHECK (length(hash) = 32)
         ) STRICT, WITHOUT ROWID;
         CREATE TABLE record (
             stream   BLOB    NOT NULL,
             position INTEGER NOT NULL CHECK (position > 0),
             body     BLOB    NOT NULL,
             hash     BLOB    NOT NULL CHECK (length(hash) = 32),
             PRIMARY KEY (stream, position)
         ) STRICT, WITHOUT ROWID;",
    ),
    // From here on records may be of form 2 (kept.rs), which a program that knows version 1 alone cannot read.
    M::up("-- The tables stay as they are."),
    // Which keys the records are sealed with (pair.rs).
    M::up(
        "CREATE TABLE sealed_with (
             one  INTEGER PRIMARY KEY CHECK (one = 1),
             keys BLOB    NOT NULL CHECK (length(keys) = 32)
         ) STRICT;",
    ),
    // From here on records may be of form 3 (kept.rs), of which an earlier program would read less than they say.
    M::up("-- The tables stay as they are."),
    // From here on ends of streams are noted beside the database (heads.rs), also when one is erased; a program that knows
    // version 4 alone would not do that, and be taken for a loss.
    M::up("-- The tables stay as they are."),
];

pub static MIGRATIONS: LazyLock<Migrations<'static>> =
    LazyLock::new(|| Migrations::from_slice(STEPS));

/// FULL makes a commit wait for the disk; `secure_delete` overwrites what is erased.
pub fn prepare_writer(connection: &Connection) -> rusqlite::Result<()> {
    prepare_reader(connection)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "wal_autocheckpoint", limits::WAL_PAGES)?;
    connection.pragma_update(None, "journal_size_limit", limits::WAL_BYTES)
}

/// A damaged or hostile schema must not be able to run functions.
pub fn prepare_reader(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(limits::DATABASE_BUSY)?;
    connection.pragma_update(None, "trusted_schema", "OFF")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A kill leaves what the system still has in memory, a power cut does not: no test of ours can pull a plug, so what
    /// waits for the disk is looked at here.
    #[test]
    fn log1_a_writer_waits_for_the_disk_and_overwrites_what_is_erased() {
        let folder = tempfile::tempdir().unwrap();
        let connection = Connection::open(folder.path().join("log.db")).unwrap();
        prepare_writer(&connection).unwrap();
        let number = |name: &str| {
            let read = connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
            read.unwrap()
        };
        for (name, value) in [
            ("synchronous", 2),
            ("secure_delete", 1),
            ("foreign_keys", 1),
            ("trusted_schema", 0),
            ("wal_autocheckpoint", i64::from(limits::WAL_PAGES)),
        ] {
            assert_eq!(number(name), value, "{name}");
        }
        let mode = connection.pragma_query_value(None, "journal_mode", |row| row.get(0));
        assert_eq!(mode, Ok("wal".to_owned()));
    }
}
