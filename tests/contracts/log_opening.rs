//! Opening the data folder and checking it: an operator gets one clear sentence, and nothing that is
//! not ours is touched.

use std::fs;
use std::path::{Path, PathBuf};

use alongside::log::sqlite::{Damage, OpenError, check};
use alongside::log::{Log, Sqlite, Stream};
use rusqlite::Connection;
use tempfile::TempDir;
use uuid::Uuid;

const TUESDAY: Stream = Stream::session(Uuid::from_u128(0x7e5d));
const SPRING: Stream = Stream::programme(Uuid::from_u128(0x5921));

fn database(folder: &Path) -> PathBuf {
    folder.join("alongside.db")
}

fn append(log: &Sqlite, stream: Stream, words: &[&str]) {
    let bodies = words.iter().map(|word| word.as_bytes().to_vec()).collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(log.append(stream, 0, bodies)).unwrap();
}

fn a_folder_with_two_streams() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let log = Sqlite::open(folder.path()).unwrap();
    append(&log, TUESDAY, &["Ana arrives", "Bo arrives", "Ana passes"]);
    append(&log, SPRING, &["begun"]);
    folder
}

fn refusal(folder: &Path) -> String {
    Sqlite::open(folder)
        .err()
        .expect("opening is refused")
        .to_string()
}

#[test]
fn a_folder_that_is_not_there_is_made() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("data/of/alongside");

    drop(Sqlite::open(&folder).unwrap());

    assert!(database(&folder).is_file());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&folder).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "nobody else may look into it");
    }
}

#[test]
fn a_file_in_the_folders_place_is_told() {
    let parent = tempfile::tempdir().unwrap();
    let file = parent.path().join("data");
    fs::write(&file, "a shopping list").unwrap();

    let sentence = refusal(&file);

    let start = format!("The data folder {} cannot be used (", file.display());
    assert!(sentence.starts_with(&start), "{sentence}");
    assert!(refusal(&file.join("deeper")).contains("cannot be used"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "a shopping list");
}

/// Where even the system's owner may not make a file, whoever runs the tests.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_may_not_be_written_to_is_told() {
    for folder in ["/sys/kernel", "/sys/kernel/alongside"] {
        let sentence = refusal(Path::new(folder));

        let expected = format!(
            "Alongside may not write to {folder}. \
             Please check its permissions or choose another data folder."
        );
        assert_eq!(sentence, expected);
    }
}

#[test]
fn a_second_server_on_the_same_folder_is_told_and_the_first_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let first = Sqlite::open(folder.path()).unwrap();

    let sentence = refusal(folder.path());

    let expected = format!(
        "The data folder {} is in use by another running Alongside. \
         Please stop that one first or choose another folder.",
        folder.path().display()
    );
    assert_eq!(sentence, expected);
    append(&first, TUESDAY, &["Ana arrives"]);
    drop(first);
    assert!(
        Sqlite::open(folder.path()).is_ok(),
        "a stopped server lets go of its folder"
    );
}

#[test]
fn a_database_of_a_newer_version_is_told_and_left_as_it_is() {
    let folder = a_folder_with_two_streams();
    let newer = Connection::open(database(folder.path())).unwrap();
    newer.pragma_update(None, "user_version", 7).unwrap();
    drop(newer);
    let before = fs::read(database(folder.path())).unwrap();

    let sentence = refusal(folder.path());

    let expected = format!(
        "The database {} was made by a newer version of Alongside (schema 7, this program knows 5). \
         Please update the program.",
        database(folder.path()).display()
    );
    assert_eq!(sentence, expected);
    assert_eq!(check(folder.path()).unwrap_err().to_string(), expected);
    assert!(
        fs::read(database(folder.path())).unwrap() == before,
        "the file was changed"
    );
}

#[test]
fn a_file_that_is_no_database_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = database(folder.path());
    fs::write(&file, "Dear diary, ".repeat(1_000)).unwrap();

    let refused = Sqlite::open(folder.path()).err();

    assert_eq!(refused, Some(OpenError::NotOurs { file: file.clone() }));
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        "Dear diary, ".repeat(1_000)
    );
}

#[test]
fn somebody_elses_database_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let theirs = Connection::open(database(folder.path())).unwrap();
    theirs
        .execute_batch("CREATE TABLE recipes (name TEXT); PRAGMA user_version = 1;")
        .unwrap();
    drop(theirs);
    let before = fs::read(database(folder.path())).unwrap();

    let sentence = refusal(folder.path());

    let expected = format!(
        "The file {} is not a database of Alongside. \
         Please move it away or choose another data folder.",
        database(folder.path()).display()
    );
    assert_eq!(sentence, expected);
    assert!(
        fs::read(database(folder.path())).unwrap() == before,
        "the file was changed"
    );
}

#[test]
fn a_sound_database_passes_the_check() {
    let folder = a_folder_with_two_streams();

    let report = check(folder.path()).unwrap();

    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.streams, report.records), (2, 4));
}

#[test]
fn the_check_runs_beside_a_server_and_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let log = Sqlite::open(folder.path()).unwrap();
    append(&log, TUESDAY, &["Ana arrives", "Bo arrives"]);
    assert_eq!(check(folder.path()).unwrap().records, 2);

    let crashed = tempfile::tempdir().unwrap();
    for name in ["alongside.db", "alongside.db-wal"] {
        fs::copy(folder.path().join(name), crashed.path().join(name)).unwrap();
    }

    let report = check(crashed.path()).unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.records, 2);
}

#[test]
fn the_check_names_each_damaged_stream_and_counts_the_sound_records() {
    let folder = a_folder_with_two_streams();
    let meddler = Connection::open(database(folder.path())).unwrap();
    meddler
        .execute(
            "UPDATE record SET body = CAST('Bo passes' AS BLOB) WHERE position = 2",
            [],
        )
        .unwrap();
    meddler
        .execute(
            "UPDATE head SET position = 9 WHERE hex(stream) LIKE '%5921'",
            [],
        )
        .unwrap();
    meddler
        .execute("INSERT INTO head VALUES (x'00', 1, zeroblob(32))", [])
        .unwrap();
    drop(meddler);

    let report = check(folder.path()).unwrap();

    assert_eq!(
        report.damage,
        [
            Damage::Nameless,
            Damage::Stream {
                stream: SPRING,
                position: 2
            },
            Damage::Stream {
                stream: TUESDAY,
                position: 2
            },
        ]
    );
    assert_eq!((report.streams, report.records), (2, 2));
    assert_eq!(
        report.damage[2].to_string(),
        format!("{TUESDAY} is damaged at record 2.")
    );
}

#[test]
fn the_check_finds_a_torn_page() {
    let folder = a_folder_with_two_streams();
    let mut bytes = fs::read(database(folder.path())).unwrap();
    let half_a_page = 4_096 + 2_048;
    bytes[4_096..half_a_page].fill(0);
    fs::write(database(folder.path()), bytes).unwrap();

    let report = check(folder.path()).unwrap();

    assert!(
        report
            .damage
            .iter()
            .any(|found| matches!(found, Damage::File(_))),
        "{report:?}"
    );
}

#[test]
fn a_check_of_nothing_says_that_there_is_nothing() {
    let folder = tempfile::tempdir().unwrap();

    let missing = check(folder.path()).unwrap_err();

    assert_eq!(
        missing,
        OpenError::Missing {
            file: database(folder.path())
        }
    );
    assert!(
        fs::read_dir(folder.path()).unwrap().next().is_none(),
        "the check makes no files"
    );
}
