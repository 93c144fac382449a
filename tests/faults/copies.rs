//! Killed in the middle of a backup, a restore or the step to a new schema: what was there is still there, and doing it
//! again does it (LOG2, LOG6).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use alongside::log::sqlite::{self, OpenError};
use alongside::log::{Log, Sqlite, Stream};
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;
use uuid::Uuid;

use super::moments::raises_and_lowers;
use super::{FEW, a_while, check, database, kept};
use crate::cast::PATIENCE;
use crate::world::{World, server::program};

const TURNS: u32 = 12;
/// Halvings of the time in which a step is done: the last few are within what one start differs from another.
const STEPS: u32 = 16;
const TUESDAY: Stream = Stream::session(Uuid::from_u128(0x7e5d));

fn alongside(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    command.args(arguments).arg("--data").arg(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Starts it and kills it at a moment nobody chose. Returns how long to wait at most with the next one: half as long
/// when this one was done before, so that some are cut off on a quick machine, too.
fn is_cut_off(command: Command, longest_ms: u64) -> u64 {
    if is_killed_after(command, a_while(longest_ms)) {
        longest_ms.div_ceil(2)
    } else {
        longest_ms
    }
}

/// Whether it was done by then.
fn is_killed_after(mut command: Command, time: Duration) -> bool {
    let mut child = command.spawn().unwrap();
    std::thread::sleep(time);
    let was_done = child.try_wait().unwrap().is_some();
    let _ = child.kill();
    child.wait().unwrap();
    was_done
}

async fn a_folder(records: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let log = Sqlite::open(folder.path()).unwrap();
    let bodies = vec![vec![7; 1_600]; records];
    log.append(TUESDAY, 0, bodies).await.unwrap();
    folder
}

fn records(folder: &Path) -> u64 {
    let report = sqlite::check(folder).unwrap();
    assert!(report.is_sound(), "{report:?}");
    report.records
}

#[tokio::test]
async fn a_backup_that_was_killed_leaves_no_file_that_looks_like_one() {
    let (folder, shelf) = (a_folder(3_000).await, tempfile::tempdir().unwrap());
    let file = shelf.path().join("tuesday.db");
    let to = ["backup", "--to", file.to_str().unwrap()];
    let (mut whole, mut longest_ms) = (0, 120);
    for _ in 0..TURNS {
        longest_ms = is_cut_off(alongside(folder.path(), &to), longest_ms);
        if file.exists() {
            whole += 1;
            let new = tempfile::tempdir().unwrap();
            let restored = sqlite::restore(new.path(), &file, None, false).unwrap();
            assert_eq!(restored.report.records, 3_000);
            fs::remove_file(&file).unwrap();
        }
    }
    assert!(whole < TURNS, "was any of them cut off?");
    assert!(alongside(folder.path(), &to).status().unwrap().success());
    assert_eq!(fs::read_dir(shelf.path()).unwrap().count(), 1);
    assert_eq!(records(folder.path()), 3_000);
}

/// A program that is just being started by another test holds what is open here, locks too, until it runs.
async fn is_free(folder: &Path) -> Sqlite {
    let opens = async {
        loop {
            match Sqlite::open(folder) {
                Err(OpenError::InUse { .. }) => tokio::task::yield_now().await,
                other => return other.unwrap(),
            }
        }
    };
    tokio::time::timeout(PATIENCE, opens).await.unwrap()
}

/// The same beside a server that people write to all the time: it goes on, and each whole copy is a beginning of its log.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_was_killed_beside_a_server_disturbs_nobody_and_each_whole_copy_is_sound() {
    let mut world = World::of_the_program(&FEW).await;
    let [asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    let at_work = [asha, ben].map(|person| tokio::spawn(raises_and_lowers(person)));
    let (mut copies, mut longest_ms) = (Vec::new(), 200);
    let mut shelf = tempfile::tempdir().unwrap();
    for turn in 0..=TURNS {
        let (file, keys) = (shelf.path().join("db"), shelf.path().join("keys"));
        let [to, to_keys] = [&file, &keys].map(|path| path.to_str().unwrap());
        let mut command = alongside(world.folder(), &["backup", "--to", to, "--keys", to_keys]);
        if turn < TURNS {
            let killed = tokio::task::spawn_blocking(move || is_cut_off(command, longest_ms));
            longest_ms = killed.await.unwrap();
        } else {
            assert!(command.status().unwrap().success());
            assert!(keys.exists(), "with all its keys");
        }
        if file.exists() {
            let new = tempfile::tempdir().unwrap();
            let keys = keys.exists().then_some(keys.as_path());
            let restored = sqlite::restore(new.path(), &file, keys, false).unwrap();
            assert!(restored.report.is_sound());
            let copy = is_free(new.path()).await;
            copies.push(kept(&copy, world.session).await);
            shelf = tempfile::tempdir().unwrap();
        }
    }
    let turns = usize::try_from(TURNS).unwrap();
    assert!(copies.len() <= turns, "was any of them cut off?");
    for person in at_work {
        assert!(!person.is_finished(), "somebody was disturbed");
        person.abort();
    }
    assert!(world.is_asked_to_end().await.unwrap().success());
    let (sound, told) = check(world.folder());
    assert!(sound, "{told}");
    let log = Sqlite::open(world.folder()).unwrap();
    let all = kept(&log, world.session).await;
    for copy in copies {
        assert_eq!(copy, all[..copy.len()]);
    }
}

#[tokio::test]
async fn a_restore_that_was_killed_leaves_the_old_or_the_new_or_says_so() {
    let (old, new) = (a_folder(1_500).await, a_folder(900).await);
    let file = new.path().join("backup.db");
    sqlite::backup(new.path(), &file).unwrap();
    let from = ["restore", "--replace", "--from", file.to_str().unwrap()];
    let mut longest_ms = 100;
    for _ in 0..TURNS {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(database(old.path()), database(folder.path())).unwrap();
        longest_ms = is_cut_off(alongside(folder.path(), &from), longest_ms);
        match Sqlite::open(folder.path()) {
            Ok(log) => {
                let last = log.read(TUESDAY, 1).await.unwrap().len();
                assert!([1_500, 900].contains(&last), "{last}");
            }
            Err(OpenError::HalfRestored { .. }) => {}
            Err(other) => panic!("{other}"),
        }
        assert!(alongside(folder.path(), &from).status().unwrap().success());
        assert_eq!(records(folder.path()), 900);
        let kept = fs::read_dir(folder.path()).unwrap();
        let aside = kept
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_dir() && database(path).exists() && records(path) == 1_500);
        assert_eq!(aside.count(), 1, "the old one is kept aside, once");
    }
}

fn stored() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/databases/form-1/alongside.db")
}

fn stored_copy() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(stored(), database(folder.path())).unwrap();
    folder
}

/// The version of the schema, read without touching what a kill has left.
fn version(folder: &Path) -> i32 {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = Connection::open_with_flags(database(folder), flags).unwrap();
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0));
    version.unwrap()
}

/// Kills the program so many microseconds after its start on a stored database, and says whether the step was done by
/// then. Either way all that was kept is there, and the next start brings it to the newest version.
fn was_done_after(microseconds: u64, newest: i32) -> bool {
    let folder = stored_copy();
    let folder = folder.path();
    let (old, known) = (version(folder), records(folder));
    assert!(old < newest);
    let time = Duration::from_micros(microseconds);
    let _ = is_killed_after(program(folder, 0), time);
    let (sound, told) = check(folder);
    assert!(sound, "{told}");
    assert!(records(folder) >= known);
    let found = version(folder);
    assert!([old, newest].contains(&found), "half a step: {found}");
    drop(Sqlite::open(folder).unwrap());
    assert_eq!(version(folder), newest);
    assert!(records(folder) >= known);
    found == newest
}

/// Closes in on the moment of the step, so that most of the kills fall near it, on a quick machine and on a busy one.
#[test]
fn a_step_to_a_new_schema_that_was_killed_is_done_or_not_done() {
    let fresh = tempfile::tempdir().unwrap();
    drop(Sqlite::open(fresh.path()).unwrap());
    let newest = version(fresh.path());
    let (mut sooner, mut later) = (0_u64, 400_000_u64);
    while !was_done_after(later, newest) {
        assert!(Duration::from_micros(later) < PATIENCE, "is it ever done?");
        (sooner, later) = (later, 2 * later);
    }
    for _ in 0..STEPS {
        let between = sooner.midpoint(later);
        if was_done_after(between, newest) {
            later = between;
        } else {
            sooner = between;
        }
    }
    // That it was done is known from the first that was.
    assert!(sooner > 0, "was any of them killed before the step?");
}
