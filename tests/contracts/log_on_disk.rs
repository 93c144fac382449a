//! What only a log on disk can promise: it outlives its process, notices when the disk has changed
//! a single bit, and leaves no trace of what was erased.

use std::fs;
use std::future::Future;
use std::path::Path;
use std::task::{Context, Waker};

use alongside::limits::LOG_MEND_EVERY;
use alongside::log::{Health, Kind, Log, LogError, Sqlite, Stream};
use rusqlite::Connection;
use tempfile::TempDir;
use uuid::Uuid;

const TUESDAY: Stream = Stream::session(Uuid::from_u128(0x7e5d));
const WEDNESDAY: Stream = Stream::session(Uuid::from_u128(0x3ed5));
const SPRING: Stream = Stream::programme(Uuid::from_u128(0x5921));
const STREAMS: [Stream; 4] = [Stream::organisation(), SPRING, TUESDAY, WEDNESDAY];

/// One runtime per test, on this thread, so that dropping the log happens outside of it.
fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

fn body(stream: Stream, position: u64) -> Vec<u8> {
    format!("{stream}: Ana says something, number {position}").into_bytes()
}

/// Writes `count` records to each of the four streams, taking turns, and closes the log.
fn a_folder_with_a_history(count: u64) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let log = Sqlite::open(folder.path()).unwrap();
    for position in 1..=count {
        for stream in STREAMS {
            let appended = wait(log.append(stream, position - 1, vec![body(stream, position)]));
            assert_eq!(appended, Ok(position));
        }
    }
    folder
}

fn told(log: &Sqlite, stream: Stream) -> Result<Vec<Vec<u8>>, LogError> {
    let records = wait(log.read(stream, 1))?;
    Ok(records.into_iter().map(|record| record.body).collect())
}

fn as_written(stream: Stream, count: u64) -> Vec<Vec<u8>> {
    (1..=count).map(|position| body(stream, position)).collect()
}

fn database(folder: &Path) -> std::path::PathBuf {
    folder.join("alongside.db")
}

/// Where `text` stands in the closed database file.
fn offset_of(folder: &Path, text: &[u8]) -> usize {
    let bytes = fs::read(database(folder)).unwrap();
    bytes
        .windows(text.len())
        .position(|window| window == text)
        .expect("the text is in the file")
}

fn flip(folder: &Path, byte: usize, bit: usize) {
    let mut bytes = fs::read(database(folder)).unwrap();
    bytes[byte] ^= 1 << bit;
    fs::write(database(folder), bytes).unwrap();
}

/// Copies the files of a running log, as a crash would leave them on the disk.
fn as_left_by_a_crash(folder: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for name in ["alongside.db", "alongside.db-wal"] {
        fs::copy(folder.join(name), copy.path().join(name)).unwrap();
    }
    copy
}

#[test]
fn what_was_appended_survives_a_restart() {
    let folder = a_folder_with_a_history(5);

    let log = Sqlite::open(folder.path()).unwrap();

    for stream in STREAMS {
        assert_eq!(told(&log, stream), Ok(as_written(stream, 5)));
    }
    assert_eq!(wait(log.list(Kind::Session)), Ok(vec![WEDNESDAY, TUESDAY]));
    assert_eq!(wait(log.append(TUESDAY, 5, vec![body(TUESDAY, 6)])), Ok(6));
}

#[test]
fn what_was_acknowledged_survives_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let log = Sqlite::open(folder.path()).unwrap();
    wait(log.append(TUESDAY, 0, vec![body(TUESDAY, 1), body(TUESDAY, 2)])).unwrap();

    let crashed = as_left_by_a_crash(folder.path());

    let again = Sqlite::open(crashed.path()).unwrap();
    assert_eq!(told(&again, TUESDAY), Ok(as_written(TUESDAY, 2)));
}

#[test]
fn closing_finishes_what_is_queued_and_empties_the_write_ahead_file() {
    let folder = tempfile::tempdir().unwrap();
    let log = Sqlite::open(folder.path()).unwrap();
    for position in 1..=300 {
        // Asked once, so that it is queued, and then nobody waits for the answer.
        let mut asked = log.append(TUESDAY, position - 1, vec![body(TUESDAY, position)]);
        let _ = asked.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    }

    drop(log);

    let wal = fs::metadata(folder.path().join("alongside.db-wal")).map_or(0, |wal| wal.len());
    assert_eq!(wal, 0);
    let again = Sqlite::open(folder.path()).unwrap();
    assert_eq!(told(&again, TUESDAY), Ok(as_written(TUESDAY, 300)));
}

/// LOG3.
#[test]
fn a_flipped_bit_is_named_while_the_other_streams_read_on() {
    let folder = a_folder_with_a_history(9);
    let place = offset_of(folder.path(), &body(TUESDAY, 4));
    flip(folder.path(), place + 20, 3);

    let log = Sqlite::open(folder.path()).unwrap();

    let damaged = LogError::Damaged {
        stream: TUESDAY,
        position: 4,
    };
    let sentence = damaged.to_string();
    assert_eq!(told(&log, TUESDAY), Err(damaged));
    for stream in [Stream::organisation(), SPRING, WEDNESDAY] {
        assert_eq!(told(&log, stream), Ok(as_written(stream, 9)));
        assert_eq!(wait(log.append(stream, 9, vec![body(stream, 10)])), Ok(10));
    }
    assert!(
        sentence.starts_with(&format!("{TUESDAY} is damaged at record 4.")),
        "{sentence}"
    );
}

/// Every byte of the file is somebody's: a record, a hash, a head, a page's own bookkeeping. Whatever
/// is hit, a stream is either told as it was written or not at all.
#[test]
fn no_flipped_bit_anywhere_makes_the_log_tell_something_else() {
    let folder = a_folder_with_a_history(6);
    let sound = fs::read(database(folder.path())).unwrap();
    let mut noticed = 0;
    let stride = 61; // a prime, so that all parts of all pages are visited
    for (turn, byte) in (0..sound.len()).step_by(stride).enumerate() {
        fs::write(database(folder.path()), &sound).unwrap();
        flip(folder.path(), byte, turn % 8);
        let Ok(log) = Sqlite::open(folder.path()) else {
            noticed += 1;
            continue;
        };
        for stream in STREAMS {
            match told(&log, stream) {
                Ok(bodies) => {
                    assert_eq!(
                        bodies,
                        as_written(stream, 6),
                        "bit {} of byte {byte}",
                        turn % 8
                    );
                }
                Err(_) => noticed += 1,
            }
        }
    }
    assert!(
        noticed > 50,
        "only {noticed} flips were noticed: does the test still hit the records?"
    );
}

#[test]
fn a_cut_tail_is_noticed_when_reading_and_nobody_writes_behind_it() {
    let folder = a_folder_with_a_history(5);
    let meddler = Connection::open(database(folder.path())).unwrap();
    let cut = "DELETE FROM record WHERE position > 3 AND hex(stream) LIKE '%7E5D'";
    assert_eq!(meddler.execute(cut, []).unwrap(), 2);
    drop(meddler);

    let log = Sqlite::open(folder.path()).unwrap();

    let damaged = LogError::Damaged {
        stream: TUESDAY,
        position: 4,
    };
    assert_eq!(told(&log, TUESDAY), Err(damaged.clone()));
    for last in [3, 5] {
        let behind = wait(log.append(TUESDAY, last, vec![b"Bo goes on".to_vec()]));
        assert_eq!(behind, Err(damaged.clone()));
    }
    assert_eq!(told(&log, WEDNESDAY), Ok(as_written(WEDNESDAY, 5)));
}

#[test]
fn a_stream_that_lost_its_head_is_still_listed_and_told_as_damaged() {
    let folder = a_folder_with_a_history(2);
    let meddler = Connection::open(database(folder.path())).unwrap();
    meddler
        .execute("DELETE FROM head WHERE hex(stream) LIKE '%7E5D'", [])
        .unwrap();
    drop(meddler);

    let log = Sqlite::open(folder.path()).unwrap();

    assert_eq!(wait(log.list(Kind::Session)), Ok(vec![WEDNESDAY, TUESDAY]));
    assert_eq!(
        told(&log, TUESDAY),
        Err(LogError::Damaged {
            stream: TUESDAY,
            position: 1
        })
    );
}

/// Records of all lengths from forty streams lie between each other, so that pages are split and
/// merged all the time, before the erasing and in between. Such moves leave copies behind.
#[test]
fn erased_text_is_in_no_file_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let log = Sqlite::open(folder.path()).unwrap();
    let (secret, kept) = (
        b"I am worried about my sister",
        b"Good morning to everybody, you",
    );
    let streams: Vec<_> = (1..=40)
        .map(|id: u128| Stream::session(Uuid::from_u128(id << 90)))
        .collect();
    let mut last = vec![0; streams.len()];
    let mut dice: u64 = 5;
    let mut somebody_says = |last: &mut Vec<u64>, among: &[usize]| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let speaker = among[(dice >> 33) as usize % among.len()];
        let text = if speaker.is_multiple_of(2) {
            &secret[..]
        } else {
            &kept[..]
        };
        let times = [1, 2, 7, 30, 200][(dice >> 50) as usize % 5];
        let body = text.repeat(times);
        last[speaker] = wait(log.append(streams[speaker], last[speaker], vec![body])).unwrap();
    };
    let everybody: Vec<_> = (0..streams.len()).collect();
    let others: Vec<_> = (1..streams.len()).step_by(2).collect();
    for _ in 0..600 {
        somebody_says(&mut last, &everybody);
    }
    assert!(
        found_in_files(folder.path(), secret) > 0,
        "the search finds what is there"
    );

    for private in (0..streams.len()).step_by(2) {
        wait(log.erase(streams[private])).unwrap();
        somebody_says(&mut last, &others);
    }

    assert_eq!(
        found_in_files(folder.path(), secret),
        0,
        "while the log is open"
    );
    assert!(found_in_files(folder.path(), kept) > 0);
    for other in others {
        assert_eq!(
            told(&log, streams[other]).unwrap().len() as u64,
            last[other]
        );
    }
    drop(log);
    assert_eq!(
        found_in_files(folder.path(), secret),
        0,
        "after it was closed"
    );
}

fn found_in_files(folder: &Path, text: &[u8]) -> usize {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| fs::read(file.unwrap().path()).unwrap());
    files
        .map(|bytes| {
            bytes
                .windows(text.len())
                .filter(|window| *window == text)
                .count()
        })
        .sum()
}

#[test]
fn an_erasure_that_cannot_wipe_everything_says_so_and_can_be_repeated() {
    let folder = a_folder_with_a_history(3);
    let log = Sqlite::open(folder.path()).unwrap();
    wait(log.append(TUESDAY, 3, vec![body(TUESDAY, 4)])).unwrap();
    let outsider = Connection::open(database(folder.path())).unwrap();
    outsider
        .execute_batch("BEGIN; SELECT count(*) FROM record;")
        .unwrap();

    assert_eq!(wait(log.erase(TUESDAY)), Err(LogError::StillRead));
    assert_eq!(
        told(&log, WEDNESDAY),
        Ok(as_written(WEDNESDAY, 3)),
        "the others go on"
    );

    drop(outsider);
    assert_eq!(wait(log.erase(TUESDAY)), Ok(()));
    assert_eq!(found_in_files(folder.path(), &body(TUESDAY, 4)), 0);
}

#[test]
fn a_database_removed_while_running_is_noticed_before_anything_is_acknowledged() {
    let folder = a_folder_with_a_history(1);
    let log = Sqlite::open(folder.path()).unwrap();
    let elsewhere = folder.path().join("moved.db");
    fs::rename(database(folder.path()), &elsewhere).unwrap();

    let lost = wait(log.append(TUESDAY, 1, vec![body(TUESDAY, 2)]));

    assert_eq!(lost, Err(LogError::Gone));
    let still = wait(log.append(TUESDAY, 1, vec![body(TUESDAY, 2)]));
    assert_eq!(still, Err(LogError::Resting(Box::new(LogError::Gone))));
    fs::rename(&elsewhere, database(folder.path())).unwrap();
    is_well_again(&log);
    let kept = wait(log.append(TUESDAY, 1, vec![body(TUESDAY, 2)]));
    assert_eq!(kept, Ok(2), "the same file is back, so it goes on");
    drop(log);
    let again = Sqlite::open(folder.path()).unwrap();
    assert_eq!(told(&again, TUESDAY), Ok(as_written(TUESDAY, 2)));
}

fn is_well_again(log: &Sqlite) {
    let mut health = log.health();
    wait(health.wait_for(|health| *health == Health::Well)).unwrap();
}

/// LOG4. SQLite could still write to it, and no new start could.
#[test]
fn a_database_made_read_only_while_running_is_noticed_and_goes_on_when_it_may() {
    let folder = a_folder_with_a_history(1);
    let log = Sqlite::open(folder.path()).unwrap();
    let may_write = |may: bool| {
        let mut permissions = fs::metadata(database(folder.path())).unwrap().permissions();
        permissions.set_readonly(!may);
        fs::set_permissions(database(folder.path()), permissions).unwrap();
    };
    may_write(false);
    let refused = wait(log.append(TUESDAY, 1, vec![body(TUESDAY, 2)]));
    assert_eq!(refused, Err(LogError::ReadOnly));
    may_write(true);
    is_well_again(&log);
    assert_eq!(wait(log.append(TUESDAY, 1, vec![body(TUESDAY, 2)])), Ok(2));
    assert_eq!(told(&log, TUESDAY), Ok(as_written(TUESDAY, 2)));
}

/// LOG4. Another database in its place is another history: only a new start may read it.
#[test]
fn another_file_in_the_databases_place_is_not_gone_on_with() {
    let folder = a_folder_with_a_history(1);
    let log = Sqlite::open(folder.path()).unwrap();
    let copy = folder.path().join("copy.db");
    fs::copy(database(folder.path()), &copy).unwrap();
    fs::rename(&copy, database(folder.path())).unwrap();
    let refused = wait(log.append(TUESDAY, 1, vec![body(TUESDAY, 2)]));
    assert_eq!(refused, Err(LogError::Gone));
    std::thread::sleep(LOG_MEND_EVERY + LOG_MEND_EVERY / 2);
    let still = wait(log.append(TUESDAY, 1, vec![body(TUESDAY, 2)]));
    assert_eq!(still, Err(LogError::Resting(Box::new(LogError::Gone))));
}
