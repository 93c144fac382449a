//! Copies of the database that can be relied on, made beside a server that writes (LOG6).

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use alongside::log::sqlite::{CopyError, OpenError, backup, backup_keys, check, restore};
use alongside::log::{Log, Sqlite, Stream};
use tempfile::TempDir;
use uuid::Uuid;

const TUESDAY: Stream = Stream::session(Uuid::from_u128(0x7e5d));

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

fn body(position: u64) -> Vec<u8> {
    format!("Ana says something, number {position}. ")
        .repeat(40)
        .into_bytes()
}

fn write(log: &Sqlite, positions: std::ops::RangeInclusive<u64>) {
    for position in positions {
        let kept = wait(log.append(TUESDAY, position - 1, vec![body(position)]));
        assert_eq!(kept, Ok(position));
    }
}

fn records(folder: &Path) -> u64 {
    let log = Sqlite::open(folder).unwrap();
    let records = wait(log.read(TUESDAY, 1)).unwrap();
    for record in &records {
        assert!(record.body == body(record.position));
    }
    records.len() as u64
}

fn a_folder(count: u64) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&Sqlite::open(folder.path()).unwrap(), 1..=count);
    folder
}

#[test]
fn log6_a_backup_made_while_the_server_writes_holds_all_that_was_acknowledged_before_it_began() {
    let (running, shelf) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let log = Sqlite::open(running.path()).unwrap();
    let bodies = (1..=1_500).map(body).collect();
    wait(log.append(TUESDAY, 0, bodies)).unwrap();
    let enough = AtomicBool::new(false);
    let file = shelf.path().join("tuesday.db");
    let (copied, last) = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut last = 1_500;
            while !enough.load(Ordering::SeqCst) {
                last += 1;
                write(&log, last..=last);
            }
            last
        });
        let copied = backup(running.path(), &file).unwrap();
        enough.store(true, Ordering::SeqCst);
        (copied, writer.join().unwrap())
    });
    assert!(copied.is_sound());
    assert!((1_500..=last).contains(&copied.records), "{copied:?}");
    assert!(last > 1_500, "the server wrote meanwhile");
    assert_eq!(fs::read_dir(shelf.path()).unwrap().count(), 1, "one file");

    let new = tempfile::tempdir().unwrap();
    let restored = restore(new.path(), &file, None, false).unwrap();
    assert!(restored.aside.is_empty());
    assert_eq!(records(new.path()), copied.records);
}

#[test]
fn log6_a_file_that_is_there_is_not_written_over() {
    let folder = a_folder(3);
    let file = folder.path().join("notes.txt");
    fs::write(&file, "mine").unwrap();
    let refused = backup(folder.path(), &file);
    assert_eq!(refused, Err(CopyError::Exists { file: file.clone() }));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn log6_a_damaged_database_gets_no_backup_that_looks_sound() {
    let folder = a_folder(9);
    let meddler = rusqlite::Connection::open(folder.path().join("alongside.db")).unwrap();
    meddler
        .execute("UPDATE record SET body = x'00' WHERE position = 4", [])
        .unwrap();
    drop(meddler);
    let (file, damaged) = (
        folder.path().join("copy.db"),
        folder.path().join("copy.db.damaged"),
    );
    let refused = backup(folder.path(), &file);
    let kept = CopyError::Damaged {
        file: damaged.clone(),
    };
    assert_eq!(refused, Err(kept));
    assert!(!file.exists() && damaged.exists());

    let new = tempfile::tempdir().unwrap();
    let refused = restore(new.path(), &damaged, None, false).unwrap_err();
    assert_eq!(refused, CopyError::DamagedBackup { file: damaged });
    assert_eq!(fs::read_dir(new.path()).unwrap().count(), 0);
}

#[test]
fn log6_a_database_is_only_replaced_when_asked_and_kept_aside() {
    let (monday, tuesday) = (a_folder(3), a_folder(7));
    let file = monday.path().join("backup.db");
    backup(monday.path(), &file).unwrap();
    // Left by a server that was killed: a write-ahead file that belongs to the old database alone.
    let killed = tempfile::tempdir().unwrap();
    {
        let log = Sqlite::open(tuesday.path()).unwrap();
        write(&log, 8..=9);
        for name in ["alongside.db", "alongside.db-wal"] {
            fs::copy(tuesday.path().join(name), killed.path().join(name)).unwrap();
        }
    }

    let refused = restore(killed.path(), &file, None, false).unwrap_err();
    let folder = killed.path().to_owned();
    assert_eq!(refused, CopyError::Occupied { folder });
    assert_eq!(records(killed.path()), 9, "nothing was changed");

    let restored = restore(killed.path(), &file, None, true).unwrap();
    assert_eq!(records(killed.path()), 3);
    assert_eq!(records(&restored.aside[0]), 9, "nothing is lost");
}

#[test]
fn log6_nothing_is_restored_under_a_running_server() {
    let (folder, shelf) = (a_folder(3), tempfile::tempdir().unwrap());
    let file = shelf.path().join("backup.db");
    backup(folder.path(), &file).unwrap();
    let log = Sqlite::open(folder.path()).unwrap();
    let refused = restore(folder.path(), &file, None, true).unwrap_err();
    assert!(matches!(refused, CopyError::Open(OpenError::InUse { .. })));
    write(&log, 4..=4);
}

#[test]
fn log6_a_restore_that_was_cut_off_lets_no_server_start_until_it_is_done_again() {
    let (folder, shelf) = (a_folder(3), tempfile::tempdir().unwrap());
    let file = shelf.path().join("backup.db");
    backup(folder.path(), &file).unwrap();
    // Cut off between the old database and the new one.
    fs::write(folder.path().join("alongside.restoring"), "").unwrap();
    fs::remove_file(folder.path().join("alongside.db")).unwrap();
    let told = Sqlite::open(folder.path()).err().unwrap().to_string();
    assert!(told.contains("was cut off"), "{told}");

    restore(folder.path(), &file, None, false).unwrap();
    assert_eq!(records(folder.path()), 3);
    assert!(check(folder.path()).unwrap().is_sound());
}

/// A file of keys as it lies beside the log.
fn some_keys(file: &Path, count: u32) {
    let keys = rusqlite::Connection::open(file).unwrap();
    keys.execute_batch("CREATE TABLE key (wrapped BLOB NOT NULL) STRICT")
        .unwrap();
    for number in 0..count {
        keys.execute(
            "INSERT INTO key VALUES (?1)",
            [vec![7; number as usize + 1]],
        )
        .unwrap();
    }
}

fn count_keys(file: &Path) -> u32 {
    let keys = rusqlite::Connection::open(file).unwrap();
    let count = keys.query_row("SELECT count(*) FROM key", [], |row| row.get(0));
    count.unwrap()
}

#[test]
fn log6_keys_are_copied_to_a_file_of_their_own_and_restored_from_it() {
    let (folder, shelf) = (a_folder(3), tempfile::tempdir().unwrap());
    some_keys(&folder.path().join("keys.db"), 5);
    let (log, keys) = (shelf.path().join("log.db"), shelf.path().join("keys.db"));
    backup(folder.path(), &log).unwrap();
    backup_keys(folder.path(), &keys).unwrap();

    let new = tempfile::tempdir().unwrap();
    restore(new.path(), &log, Some(&keys), false).unwrap();
    assert_eq!(records(new.path()), 3);
    assert_eq!(count_keys(&new.path().join("keys.db")), 5);

    // A database is no file of keys, and nothing is changed by the mistake.
    let refused = restore(new.path(), &log, Some(&log), true).unwrap_err();
    assert_eq!(refused, CopyError::NoKeys { file: log.clone() });
    assert_eq!(count_keys(&new.path().join("keys.db")), 5);
    // Without keys in the backup, those in the folder stay.
    let aside = restore(new.path(), &log, None, true).unwrap().aside;
    assert!(new.path().join("keys.db").exists() && !aside[0].join("keys.db").exists());
}
