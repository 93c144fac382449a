//! A log that was cut behind a whole record is whole in itself; where its streams once ended stands beside it, and tells
//! (LOG3). No honest crash looks like it, whenever it comes.

use std::fs;
use std::path::{Path, PathBuf};

use alongside::log::sqlite::{CopyError, backup, check, restore};
use alongside::log::{Kind, Log, LogError, Sqlite, Stream};
use rusqlite::Connection;
use tempfile::TempDir;
use uuid::Uuid;

const TUESDAY: Stream = Stream::session(Uuid::from_u128(0x7e5d));
const WEDNESDAY: Stream = Stream::session(Uuid::from_u128(0x3ed5));

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

fn write(folder: &Path, stream: Stream, positions: std::ops::RangeInclusive<u64>) {
    let log = Sqlite::open(folder).unwrap();
    for position in positions {
        let body = format!("{stream}, number {position}").into_bytes();
        let kept = wait(log.append(stream, position - 1, vec![body]));
        assert_eq!(kept, Ok(position));
    }
}

/// Five records on Tuesday, three on Wednesday.
fn a_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), TUESDAY, 1..=5);
    write(folder.path(), WEDNESDAY, 1..=3);
    folder
}

fn file(folder: &Path, end: &str) -> PathBuf {
    folder.join(format!("alongside.{end}"))
}

/// Takes away all behind a record, and the database knows nothing of it.
pub fn cut(folder: &Path, stream: Stream, left: u64) {
    let name = [&[stream_letter(stream)], stream.id().as_bytes().as_slice()].concat();
    let meddler = Connection::open(file(folder, "db")).unwrap();
    let left = i64::try_from(left).unwrap();
    for statement in [
        "DELETE FROM record WHERE stream = ?1 AND position > ?2",
        "DELETE FROM head WHERE stream = ?1 AND position > ?2",
        "INSERT INTO head (stream, position, hash)
         SELECT stream, position, hash FROM record WHERE stream = ?1 AND position = ?2",
    ] {
        meddler.execute(statement, (&name, left)).unwrap();
    }
}

fn stream_letter(stream: Stream) -> u8 {
    stream.to_string().as_bytes()[0]
}

fn records(folder: &Path, stream: Stream) -> Result<usize, LogError> {
    let log = Sqlite::open(folder).unwrap();
    wait(log.read(stream, 1)).map(|records| records.len())
}

fn told(folder: &Path) -> Vec<String> {
    let report = check(folder).unwrap();
    report.damage.iter().map(ToString::to_string).collect()
}

fn copied(from: &Path, ends: &[&str]) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for end in ends {
        if file(from, end).exists() {
            fs::copy(file(from, end), file(copy.path(), end)).unwrap();
        }
    }
    copy
}

const CUT: &str = "ends at record 3 and once had 5: the last 2 are missing.";

#[test]
fn log3_a_tail_cut_behind_a_whole_record_is_named_and_nobody_writes_behind_it() {
    let folder = a_folder();
    let folder = folder.path();
    cut(folder, TUESDAY, 3);
    for _ in 0..2 {
        assert_eq!(told(folder), [format!("{TUESDAY} {CUT}")]);
        let log = Sqlite::open(folder).unwrap();
        let damaged = LogError::Damaged {
            stream: TUESDAY,
            position: 4,
        };
        for from in [1, 3, 9] {
            assert_eq!(wait(log.read(TUESDAY, from)), Err(damaged.clone()));
        }
        let behind = wait(log.append(TUESDAY, 3, vec![b"behind it".to_vec()]));
        assert_eq!(behind, Err(damaged));
        assert_eq!(wait(log.read(WEDNESDAY, 1)).unwrap().len(), 3);
    }
    write(folder, WEDNESDAY, 4..=4);
    assert_eq!(told(folder), [format!("{TUESDAY} {CUT}")]);
}

#[test]
fn log3_a_stream_that_lost_everything_is_still_listed_and_told() {
    let folder = a_folder();
    let folder = folder.path();
    cut(folder, TUESDAY, 0);
    let damaged = LogError::Damaged {
        stream: TUESDAY,
        position: 1,
    };
    assert_eq!(records(folder, TUESDAY), Err(damaged));
    let log = Sqlite::open(folder).unwrap();
    assert!(wait(log.list(Kind::Session)).unwrap().contains(&TUESDAY));
    let told = told(folder);
    assert!(told[0].contains("ends at record 0"), "{told:?}");
}

/// Not only cut, but another one since.
#[test]
fn log3_another_history_of_the_same_length_is_named() {
    let (folder, other) = (a_folder(), tempfile::tempdir().unwrap());
    let log = Sqlite::open(other.path()).unwrap();
    let bodies = vec![b"another".to_vec(); 7];
    wait(log.append(TUESDAY, 0, bodies)).unwrap();
    drop(log);
    fs::copy(file(other.path(), "db"), file(folder.path(), "db")).unwrap();
    let told = told(folder.path());
    let named = format!("{TUESDAY} is damaged at record 5.");
    assert!(told.contains(&named), "{told:?}");
    let damaged = LogError::Damaged {
        stream: TUESDAY,
        position: 5,
    };
    assert_eq!(records(folder.path(), TUESDAY), Err(damaged));
}

#[test]
fn log6_an_older_copy_put_back_by_hand_is_named_and_by_a_restore_it_is_gone_on_with() {
    let (folder, shelf) = (a_folder(), tempfile::tempdir().unwrap());
    let (folder, older) = (folder.path(), shelf.path().join("older.db"));
    backup(folder, &older).unwrap();
    write(folder, TUESDAY, 6..=8);
    fs::copy(&older, file(folder, "db")).unwrap();
    let told_of_it = told(folder);
    assert!(
        told_of_it[0].contains("the last 3 are missing"),
        "{told_of_it:?}"
    );
    restore(folder, &older, None, true).unwrap();
    assert!(told(folder).is_empty());
    write(folder, TUESDAY, 6..=6);
    assert_eq!(records(folder, TUESDAY), Ok(6));
    assert!(told(folder).is_empty());
}

/// Nobody takes a cut database for a good backup; who wants to go on with what is left can.
#[test]
fn log6_a_cut_database_gets_no_backup_that_looks_sound_and_what_is_left_can_be_restored() {
    let (folder, shelf) = (a_folder(), tempfile::tempdir().unwrap());
    let (folder, copy) = (folder.path(), shelf.path().join("copy.db"));
    cut(folder, TUESDAY, 3);
    let Err(CopyError::Damaged { file: left }) = backup(folder, &copy) else {
        panic!("what is missing was not noticed")
    };
    assert!(!copy.exists());
    restore(folder, &left, None, true).unwrap();
    assert_eq!(records(folder, TUESDAY), Ok(3));
    assert!(told(folder).is_empty());
}

#[test]
fn keep2_what_is_erased_is_not_missed_whenever_the_machine_dies() {
    let folder = a_folder();
    let folder = folder.path();
    let log = Sqlite::open(folder).unwrap();
    let before = copied(folder, &["db", "db-wal"]);
    wait(log.erase(TUESDAY)).unwrap();
    let after = copied(folder, &["db", "db-wal", "heads"]);
    assert!(told(folder).is_empty(), "beside a server");
    assert_eq!(records(after.path(), TUESDAY), Ok(0));
    // Dead between the two steps: forgotten, and not yet deleted.
    let between = copied(before.path(), &["db", "db-wal"]);
    fs::copy(file(after.path(), "heads"), file(between.path(), "heads")).unwrap();
    assert_eq!(records(between.path(), TUESDAY), Ok(5));
    let again = wait(log.append(TUESDAY, 0, vec![b"anew".to_vec()]));
    assert_eq!(again, Ok(1));
    drop(log);
    for folder in [folder, after.path(), between.path()] {
        assert!(told(folder).is_empty());
    }
    assert!(wait(Sqlite::open(after.path()).unwrap().list(Kind::Session)).unwrap() == [WEDNESDAY]);
}

/// The file of heads torn anywhere, changed in any bit, of any earlier moment, or not there at all.
#[test]
fn log3_a_sound_database_is_never_taken_for_a_cut_one() {
    let folder = a_folder();
    let folder = folder.path();
    let heads = fs::read(file(folder, "heads")).unwrap();
    let mut torn: Vec<Vec<u8>> = (0..heads.len()).map(|end| heads[..end].to_vec()).collect();
    torn.extend((0..heads.len() * 8).step_by(5).map(|bit| {
        let mut changed = heads.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        changed
    }));
    write(folder, TUESDAY, 6..=6);
    torn.push(heads);
    for heads in torn {
        fs::write(file(folder, "heads"), heads).unwrap();
        assert!(told(folder).is_empty());
    }
    // As an older version left it; from its first opening on a cut is noticed.
    fs::remove_file(file(folder, "heads")).unwrap();
    assert!(told(folder).is_empty());
    assert_eq!(records(folder, TUESDAY), Ok(6));
    cut(folder, TUESDAY, 5);
    assert_eq!(told(folder).len(), 1);
}

/// A file of heads that cannot be written holds nobody up; an erasure waits for it, as it would be missed later.
#[test]
fn log4_without_its_file_of_heads_the_log_goes_on_and_nothing_is_erased() {
    let folder = a_folder();
    let folder = folder.path();
    fs::remove_file(file(folder, "heads")).unwrap();
    // A folder in the way of the file.
    fs::create_dir(file(folder, "heads")).unwrap();
    write(folder, TUESDAY, 6..=9);
    let log = Sqlite::open(folder).unwrap();
    assert!(wait(log.erase(TUESDAY)).is_err());
    let goes_on = wait(log.append(WEDNESDAY, 3, vec![b"and on".to_vec()]));
    assert_eq!(goes_on, Ok(4));
    drop(log);
    assert_eq!(records(folder, TUESDAY), Ok(9));
    fs::remove_dir(file(folder, "heads")).unwrap();
    let log = Sqlite::open(folder).unwrap();
    wait(log.erase(TUESDAY)).unwrap();
    drop(log);
    assert_eq!(records(folder, TUESDAY), Ok(0));
}
