//! Opening the data folder: everything that can be wrong there is told in one clear sentence.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};
use thiserror::Error;

use super::schema;

/// SQLite before 3.51.3 can damage a database in WAL mode when two connections write or checkpoint
/// at once.
const SAFE_SQLITE: i32 = 3_051_003;

/// Why the database could not be opened, in one sentence for an operator.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    #[error("The data folder {} cannot be used ({reason}). Please choose another folder or mend this one.", .folder.display())]
    Folder { folder: PathBuf, reason: String },

    #[error("Alongside may not write to {}. Please check its permissions or choose another data folder.", .path.display())]
    ReadOnly { path: PathBuf },

    #[error("The data folder {} is in use by another running Alongside. Please stop that one first or choose another folder.", .folder.display())]
    InUse { folder: PathBuf },

    #[error("The database {} was made by a newer version of Alongside (schema {found}, this program knows {known}). Please update the program.", .file.display())]
    Newer {
        file: PathBuf,
        found: i32,
        known: i32,
    },

    #[error("The file {} is not a database of Alongside. Please move it away or choose another data folder.", .file.display())]
    NotOurs { file: PathBuf },

    #[error("There is no database at {}. Please check the name of the data folder.", .file.display())]
    Missing { file: PathBuf },

    #[error("A restore into {} was cut off. Please run the same `alongside restore` again.", .folder.display())]
    HalfRestored { folder: PathBuf },

    #[error("The disk that holds {} is full. Please free some space.", .file.display())]
    Full { file: PathBuf },

    #[error("The database {} cannot be opened ({reason}). Please check the disk, or restore a backup.", .file.display())]
    Unusable { file: PathBuf, reason: String },

    #[error(
        "This program was built with SQLite {found}, which can damage databases. Please build it with SQLite 3.51.3 or newer."
    )]
    OldSqlite { found: String },
}

impl OpenError {
    pub fn unusable(file: &Path, reason: impl ToString) -> Self {
        Self::Unusable {
            file: file.to_owned(),
            reason: reason.to_string(),
        }
    }

    fn from_sqlite(file: &Path, error: &rusqlite::Error) -> Self {
        let path = file.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotOurs { file: path },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly { path },
            Some(ErrorCode::DiskFull) => Self::Full { file: path },
            _ => Self::unusable(file, error),
        }
    }

    fn from_system(folder: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly {
                path: folder.to_owned(),
            },
            io::ErrorKind::StorageFull => Self::Full {
                file: folder.to_owned(),
            },
            _ => Self::Folder {
                folder: folder.to_owned(),
                reason: error.to_string(),
            },
        }
    }
}

/// The database's file in a data folder.
pub fn database_in(folder: &Path) -> PathBuf {
    folder.join("alongside.db")
}

/// The keys to what people wrote, apart from the log.
pub fn keys_in(folder: &Path) -> PathBuf {
    folder.join("keys.db")
}

/// Stands in a folder while its database is being replaced.
pub fn mark_in(folder: &Path) -> PathBuf {
    folder.join("alongside.restoring")
}

/// Refuses a folder whose restore was cut off in the middle.
pub fn require_whole(folder: &Path) -> Result<(), OpenError> {
    if mark_in(folder).exists() {
        return Err(OpenError::HalfRestored {
            folder: folder.to_owned(),
        });
    }
    Ok(())
}

/// Refuses a SQLite (by its version number, 3051003 for 3.51.3) that may lose data.
pub fn require_safe_sqlite(number: i32) -> Result<(), OpenError> {
    if number >= SAFE_SQLITE {
        return Ok(());
    }
    let found = format!(
        "{}.{}.{}",
        number / 1_000_000,
        number / 1_000 % 1_000,
        number % 1_000
    );
    Err(OpenError::OldSqlite { found })
}

/// Makes the folder, for this user's eyes only, and makes sure that a power cut cannot take it back.
pub fn make_folder(folder: &Path) -> Result<(), OpenError> {
    let told = |error: io::Error| OpenError::from_system(folder, &error);
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(told)?;
    let absolute = fs::canonicalize(folder).map_err(told)?;
    match absolute.parent() {
        Some(parent) => File::open(parent)
            .and_then(|parent| parent.sync_all())
            .map_err(told),
        None => Ok(()),
    }
}

/// Keeps a second server out of the folder. The system lets go of it even when we are killed.
pub struct Lock {
    _held: File,
}

impl Lock {
    pub fn take(folder: &Path) -> Result<Self, OpenError> {
        let told = |error: io::Error| OpenError::from_system(folder, &error);
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(folder.join("alongside.lock"))
            .map_err(told)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _held: file }),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse {
                folder: folder.to_owned(),
            }),
            Err(TryLockError::Error(error)) => Err(told(error)),
        }
    }
}

/// Opens the file for the one writer, brought to the present schema.
pub fn for_writing(file: &Path) -> Result<Connection, OpenError> {
    let told = |error: rusqlite::Error| OpenError::from_sqlite(file, &error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(file, flags).map_err(told)?;
    // SQLite quietly opens a write-protected file for reading only.
    if connection.is_readonly("main").map_err(told)? {
        return Err(OpenError::ReadOnly {
            path: file.to_owned(),
        });
    }
    // A database that is not ours to change is left exactly as it was.
    require_ours(&connection, file)?;
    schema::prepare_writer(&connection).map_err(told)?;
    match schema::MIGRATIONS.to_latest(&mut connection) {
        Ok(()) => {}
        Err(rusqlite_migration::Error::RusqliteError { err, .. }) => return Err(told(err)),
        Err(error) => return Err(OpenError::unusable(file, error)),
    }
    // What the write-ahead file holds is written to the database and synced there, as the last sync of an earlier
    // run may have failed. A check that runs beside us may be in the way, which does no harm.
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .map_err(told)?;
    Ok(connection)
}

/// Opens an existing database for reading only.
pub fn for_reading(file: &Path) -> Result<Connection, OpenError> {
    let told = |error: rusqlite::Error| OpenError::from_sqlite(file, &error);
    if !file.exists() {
        return Err(OpenError::Missing {
            file: file.to_owned(),
        });
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags).map_err(told)?;
    require_ours(&connection, file)?;
    schema::prepare_reader(&connection).map_err(told)?;
    Ok(connection)
}

/// Passes a database of ours that this program understands, or an empty file.
fn require_ours(connection: &Connection, file: &Path) -> Result<(), OpenError> {
    let told = |error: rusqlite::Error| OpenError::from_sqlite(file, &error);
    let number = |sql| {
        connection
            .query_row(sql, [], |row| row.get::<_, i32>(0))
            .map_err(told)
    };
    let found = number("PRAGMA user_version")?;
    let application = number("PRAGMA application_id")?;
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    if application != schema::APPLICATION && (application != 0 || found != 0 || tables != 0) {
        return Err(OpenError::NotOurs {
            file: file.to_owned(),
        });
    }
    if found > schema::VERSION {
        return Err(OpenError::Newer {
            file: file.to_owned(),
            found,
            known: schema::VERSION,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sqlite_that_can_damage_databases_is_refused_by_its_number() {
        assert_eq!(require_safe_sqlite(rusqlite::version_number()), Ok(()));
        assert_eq!(require_safe_sqlite(3_051_003), Ok(()));

        let old = require_safe_sqlite(3_040_001).unwrap_err();
        assert_eq!(
            old.to_string(),
            "This program was built with SQLite 3.40.1, which can damage databases. \
             Please build it with SQLite 3.51.3 or newer."
        );
        assert!(require_safe_sqlite(3_051_002).is_err());
    }

    #[test]
    fn a_system_that_forbids_writing_is_told_as_such() {
        for kind in [
            io::ErrorKind::PermissionDenied,
            io::ErrorKind::ReadOnlyFilesystem,
        ] {
            let error = OpenError::from_system(Path::new("data"), &kind.into());
            assert_eq!(
                error.to_string(),
                "Alongside may not write to data. \
                 Please check its permissions or choose another data folder."
            );
        }
    }
}
