//! Putting a backup in the place of the database: nothing is lost, and nothing is half done.
//!
//! ```text
//!   verify ──> copy beside ──> verify the copy ──> mark ──> old files aside ──> copy in place ──> unmark
//! ```
//!
//! Between mark and unmark no server starts on the folder, as a write-ahead file of the old database beside the new
//! one would damage it. Whoever was cut off there restores again. What was there before is kept aside each time.
//!
//! Keys come from a backup of their own, or stay as they are. Either way the ledger of erasures stays and learns what
//! the backup's ledger knows, and the next start erases again what it names before the port opens.

use std::collections::{BTreeMap, btree_map::Entry};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::Connection;

use super::check::{Report, check_file};
use super::copy::{self, CopyError, named, sync_folder_of};
use super::heads::heads_in;
use super::{open, pair};
use crate::keys::{self, Wanted};

/// What was done.
#[derive(Debug)]
pub struct Restored {
    pub report: Report,
    /// Where what was there before is kept.
    pub aside: Vec<PathBuf>,
    /// Keys were restored, and there was no ledger of erasures beside them.
    pub without_ledger: bool,
}

/// Where the database lies, and where its keys.
#[derive(Debug, Clone, Copy)]
pub struct Folders<'a> {
    pub data: &'a Path,
    pub keys: &'a Path,
}

impl<'a> From<&'a Path> for Folders<'a> {
    fn from(folder: &'a Path) -> Self {
        Self {
            data: folder,
            keys: folder,
        }
    }
}

/// A copy that is ready, and the name it is to have.
struct Ready {
    part: PathBuf,
    place: PathBuf,
}

/// Restores the backup `from`, and the keys in the file `keys` with it. It blocks.
///
/// # Errors
/// See [`CopyError`]. Also while a server uses the folder.
pub fn restore<'a>(
    folders: impl Into<Folders<'a>>,
    from: &Path,
    keys: Option<&Path>,
    replace: bool,
) -> Result<Restored, CopyError> {
    let folders = folders.into();
    let folder = folders.data;
    let report = check_file(from)?;
    if !report.is_sound() {
        return Err(CopyError::DamagedBackup {
            file: from.to_owned(),
        });
    }
    let opened = keys.map(copy::open_keys).transpose()?;
    open::make_folder(folder)?;
    open::make_folder(folders.keys)?;
    let _lock = open::Lock::take(folder)?;
    let mark = open::mark_in(folder);
    let (database, keys_place) = (open::database_in(folder), open::keys_in(folders.keys));
    let taken = database.exists() || opened.is_some() && keys_place.exists();
    if taken && !replace && !mark.exists() {
        return Err(CopyError::Occupied {
            folder: folder.to_owned(),
        });
    }
    require_fitting(from, keys.unwrap_or(&keys_place))?;
    let copied = self::ready(&open::for_reading(from)?, database)?;
    let mut ready = vec![verified(copied, from, &report)?];
    if let Some(opened) = opened {
        let copied = self::ready(&opened, keys_place)?;
        copy::open_keys(&copied.part)?;
        ready.push(copied);
    }
    let ledger = keys.map(copy::ledger_of);
    let without_ledger = ledger.as_ref().is_some_and(|ledger| !ledger.exists());
    if let Some(ledger) = ledger.filter(|ledger| ledger.exists()) {
        let known = fs::read(&ledger).map_err(|error| CopyError::failed(&ledger, error))?;
        keys::merge_ledgers(folders.keys, &known)?;
    }
    // Where streams ended is made anew of what is restored.
    let old = [heads_in(folder)];
    let aside =
        put_in_place(&mark, &ready, &old).map_err(|error| CopyError::failed(folder, error))?;
    Ok(Restored {
        report,
        aside,
        without_ledger,
    })
}

/// Refuses keys of another database, as nothing could be read with them. Where there are none the start says so.
fn require_fitting(from: &Path, keys: &Path) -> Result<(), CopyError> {
    let there = keys.exists().then(|| copy::open_keys(keys)).transpose()?;
    let there = there.as_ref().and_then(keys::id_in);
    match (pair::wanted(from)?, there) {
        (Wanted::These(wanted), Some(there)) if wanted != there => Err(CopyError::OtherKeys {
            file: keys.to_owned(),
        }),
        _ => Ok(()),
    }
}

fn put_in_place(mark: &Path, ready: &[Ready], old: &[PathBuf]) -> io::Result<Vec<PathBuf>> {
    File::create(mark)?.sync_all()?;
    sync_folder_of(mark)?;
    let aside = put_aside(ready, old)?;
    for Ready { part, place } in ready {
        fs::rename(part, place)?;
        sync_folder_of(place)?;
    }
    fs::remove_file(mark)?;
    sync_folder_of(mark)?;
    Ok(aside)
}

fn ready(source: &Connection, place: PathBuf) -> Result<Ready, CopyError> {
    let part = named(&place, "restoring");
    copy::copy(source, &part)?;
    Ok(Ready { part, place })
}

/// A disk may read another thing the second time.
fn verified(ready: Ready, from: &Path, report: &Report) -> Result<Ready, CopyError> {
    let copied = check_file(&ready.part)?;
    if copied.is_sound() && copied.records == report.records {
        return Ok(ready);
    }
    let _ = fs::remove_file(&ready.part);
    Err(CopyError::DamagedBackup {
        file: from.to_owned(),
    })
}

/// Moves what is to be replaced, what belongs to it, and what is old, into a folder of its own where it lies.
fn put_aside(ready: &[Ready], old: &[PathBuf]) -> io::Result<Vec<PathBuf>> {
    let mut folders: BTreeMap<&Path, PathBuf> = BTreeMap::new();
    for place in ready.iter().map(|ready| &ready.place).chain(old) {
        let beside = place.parent().unwrap_or(Path::new("."));
        for end in ["-wal", "-shm", "-journal", ""] {
            let mut file = place.as_os_str().to_owned();
            file.push(end);
            let file = PathBuf::from(file);
            let Some(name) = file.file_name().filter(|_| file.exists()) else {
                continue;
            };
            let aside = match folders.entry(beside) {
                Entry::Occupied(made) => made.into_mut(),
                Entry::Vacant(none) => none.insert(new_folder(beside)?),
            };
            fs::rename(&file, aside.join(name))?;
        }
    }
    for aside in folders.values() {
        sync_folder_of(&aside.join("files"))?;
        sync_folder_of(aside)?;
    }
    Ok(folders.into_values().collect())
}

/// A folder that was not there before, named after the moment.
fn new_folder(folder: &Path) -> io::Result<PathBuf> {
    let moment = Timestamp::now().strftime("%Y-%m-%d-%H%M%S").to_string();
    let mut turn = 1;
    loop {
        let name = match turn {
            1 => format!("before-restore-{moment}"),
            _ => format!("before-restore-{moment}-{turn}"),
        };
        let aside = folder.join(name);
        match fs::create_dir(&aside) {
            Ok(()) => return Ok(aside),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => turn += 1,
            Err(error) => return Err(error),
        }
    }
}
