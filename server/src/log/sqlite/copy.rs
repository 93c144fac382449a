//! A copy of a database as it was at one moment, made in steps while a server writes on.
//!
//! All steps read from one snapshot, so the server's commits do not make the copy begin again, and never wait for it.
//! A copy counts only once it is whole, verified and durable; until then it has another name.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use thiserror::Error;

use super::check::{Known, Report, check_as};
use super::open::{self, OpenError};
use crate::keys::{self, KeysError};
use crate::limits;

/// Why there is no copy, or nothing was restored, in one sentence for an operator.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum CopyError {
    #[error("{0}")]
    Open(#[from] OpenError),

    #[error("{0}")]
    Keys(#[from] KeysError),

    #[error("The keys in {} belong to another database than the backup, so nothing was changed. Please restore it together with its own, with --keys.", .file.display())]
    OtherKeys { file: PathBuf },

    #[error("There is a file {} already. Please choose another name or move it away.", .file.display())]
    Exists { file: PathBuf },

    #[error("{} could not be written ({reason}). Nothing else was changed.", .file.display())]
    Failed { file: PathBuf, reason: String },

    #[error("The database is damaged, and so is its copy, which is kept as {}. Please see what `alongside check` says.", .file.display())]
    Damaged { file: PathBuf },

    #[error("The backup {} is damaged, so it was not restored and nothing was changed. Please take another one.", .file.display())]
    DamagedBackup { file: PathBuf },

    #[error("{} holds no keys that could be used. Please check the name.", .file.display())]
    NoKeys { file: PathBuf },

    #[error("There is a database in {} already. With --replace it is kept aside and the backup takes its place.", .folder.display())]
    Occupied { folder: PathBuf },
}

impl CopyError {
    pub fn failed(file: &Path, reason: impl ToString) -> Self {
        Self::Failed {
            file: file.to_owned(),
            reason: reason.to_string(),
        }
    }
}

/// Copies the database in `folder` to the file `to`, and verifies the copy. It may run beside a server, and it
/// blocks.
///
/// # Errors
/// See [`CopyError`]; then there is no file `to`.
pub fn backup(folder: &Path, to: &Path) -> Result<Report, CopyError> {
    require_new(to)?;
    let part = named(to, "part");
    let known = Known::of(folder);
    let source = open::for_reading(&open::database_in(folder))?;
    copy(&source, &part)?;
    let report = check_as(&part, &known)?;
    let name = if report.is_sound() {
        to.to_owned()
    } else {
        named(to, "damaged")
    };
    give_name(&part, &name)?;
    if report.is_sound() {
        Ok(report)
    } else {
        Err(CopyError::Damaged { file: name })
    }
}

/// Copies the keys in `folder`, each wrapped with the master key, to the file `to`, and the ledger of erasures to a
/// file beside it. They are for another shelf than the database: who has only one of the two has no words. It may run
/// beside a server, and it blocks.
///
/// The ledger comes last, so that whatever was erased meanwhile stands in it.
///
/// # Errors
/// See [`CopyError`]; then there is no file `to`.
pub fn backup_keys(folder: &Path, to: &Path) -> Result<(), CopyError> {
    let ledger = ledger_of(to);
    require_new(to)?;
    require_new(&ledger)?;
    let part = named(to, "part");
    let all = in_memory(&open_keys(&open::keys_in(folder))?);
    copy(
        &all.map_err(|error| CopyError::failed(&part, error))?,
        &part,
    )?;
    open_keys(&part)?;
    let part_of_ledger = named(&ledger, "part");
    new_file(&part_of_ledger)
        .and_then(|mut file| {
            let text = keys::ledger_text(folder).map_err(io::Error::other)?;
            file.write_all(&text).and_then(|()| file.sync_all())
        })
        .map_err(|error| CopyError::failed(&ledger, error))?;
    give_name(&part_of_ledger, &ledger)?;
    give_name(&part, to)
}

/// Where the ledger of erasures lies beside a backup of the keys.
#[must_use]
pub fn ledger_of(keys: &Path) -> PathBuf {
    named(keys, "erasures.jsonl")
}

/// All of a file of keys, at once: a server cannot write a new key while somebody reads there, and so must not wait for
/// the disk that a backup goes to.
fn in_memory(keys: &Connection) -> rusqlite::Result<Connection> {
    let mut all = Connection::open_in_memory()?;
    let pages = Backup::new(keys, &mut all)?.step(-1)?;
    match pages {
        StepResult::Done => Ok(all),
        _ => Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY),
            None,
        )),
    }
}

/// Opens a file of keys for reading, and makes sure that it is one and is whole.
pub fn open_keys(file: &Path) -> Result<Connection, CopyError> {
    let sound = || -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags)?;
        connection.busy_timeout(limits::DATABASE_BUSY)?;
        connection.query_row("SELECT count(*) FROM key", [], |_| Ok(()))?;
        connection.query_row(
            "SELECT 1 FROM pragma_integrity_check WHERE integrity_check = 'ok'",
            [],
            |_| Ok(()),
        )?;
        Ok(connection)
    };
    sound().map_err(|_| CopyError::NoKeys {
        file: file.to_owned(),
    })
}

fn require_new(file: &Path) -> Result<(), CopyError> {
    if file.exists() {
        return Err(CopyError::Exists {
            file: file.to_owned(),
        });
    }
    Ok(())
}

fn give_name(part: &Path, name: &Path) -> Result<(), CopyError> {
    fs::rename(part, name)
        .and_then(|()| sync_folder_of(name))
        .map_err(|error| CopyError::failed(name, error))
}

/// Copies one database to a new file for this user's eyes only, durable when it comes back.
pub fn copy(source: &Connection, to: &Path) -> Result<(), CopyError> {
    let failed = |error: io::Error| CopyError::failed(to, error);
    new_file(to).map_err(failed)?;
    copy_pages(source, to).map_err(|error| CopyError::failed(to, error))?;
    File::open(to)
        .and_then(|file| file.sync_all())
        .map_err(failed)
}

/// An empty file for this user's eyes only, in the place of what a copy that was cut off may have left.
pub fn new_file(to: &Path) -> io::Result<File> {
    match fs::remove_file(to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut new = OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    new.open(to)
}

fn copy_pages(source: &Connection, to: &Path) -> rusqlite::Result<()> {
    // One snapshot for all steps.
    let snapshot = source.unchecked_transaction()?;
    snapshot.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut target = Connection::open_with_flags(to, flags)?;
    {
        let backup = Backup::new(source, &mut target)?;
        while backup.step(limits::BACKUP_PAGES)? != StepResult::Done {
            thread::sleep(limits::BACKUP_PAUSE);
        }
    }
    // One file, with nothing beside it.
    target.pragma_update(None, "journal_mode", "DELETE")?;
    target.close().map_err(|(_, error)| error)
}

/// The same name with a word behind it.
pub fn named(file: &Path, word: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(word);
    PathBuf::from(name)
}

/// Makes sure that a power cut cannot take a new name back.
pub fn sync_folder_of(file: &Path) -> io::Result<()> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    File::open(folder)?.sync_all()
}
