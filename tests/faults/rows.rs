//! What lies on the disk is not what was written: a bit has flipped, or the write-ahead file is cut (LOG3).

use std::fs;
use std::path::{Path, PathBuf};

use alongside::log::{Kind, Log, Sqlite, Stream, sqlite};
use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;

use super::{FEW, check, database, kept};
use crate::cast::PATIENCE;
use crate::contracts::heads::cut;
use crate::stories::resume::{post, reads};
use crate::world::{World, server::telling_everything};

#[tokio::test]
async fn log3_a_flipped_bit_is_named_and_the_other_sessions_run_on() {
    let changes = |folder: &Path, damaged| flip_a_bit(folder, damaged, 3);
    others_run_on(changes, "is damaged at record 3.").await;
}

/// What is left is as it was written; only that there was more of it is known.
#[tokio::test]
async fn log3_a_tail_cut_behind_a_whole_record_is_named_and_the_other_sessions_run_on() {
    let changes = |folder: &Path, damaged| cut(folder, damaged, 3);
    others_run_on(changes, "ends at record 3 and once had").await;
}

/// Something happens to one of two sessions on the disk, and is told so by `alongside check`.
async fn others_run_on(changes: impl Fn(&Path, Stream), told_of_it: &str) {
    let mut world = World::of_the_program(&FEW).await;
    let damaged = world.session;
    world
        .arrives("Asha")
        .await
        .does(post("in the morning"))
        .await;
    world.session = world.another_session().await;
    let sound = world.session;
    world
        .arrives("Asha")
        .await
        .does(post("in the afternoon"))
        .await;
    assert!(world.is_asked_to_end().await.unwrap().success());
    changes(world.folder(), Stream::session(damaged.0));

    let (is_sound, told) = check(world.folder());
    assert!(!is_sound);
    let named = format!("session:{} {told_of_it}", damaged.0);
    assert!(told.contains(&named), "{told}");
    let mut world = world.dies_and_starts_again().await;
    let mut asha = world.arrives("Asha").await;
    assert!(reads(&asha.look(), "in the afternoon"));
    asha.does(post("and on it goes")).await;
    world.session = damaged;
    let refused = world.asks_for_a_ticket("Asha").await;
    assert_eq!(refused.status, 503, "nobody is shown half of it");
    let told = refused.refusal().sentence;
    assert!(told.starts_with("This session cannot be shown"), "{told}");
    world.session = sound;
    let ben = world.arrives("Ben").await;
    assert!(reads(&ben.look(), "and on it goes"));
}

/// One programme beside another: it is named, it lets nobody in, and of the other nothing is lost.
#[tokio::test]
async fn log3_a_damaged_programme_is_named_and_the_others_run_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = World::of_the_program_in(folder, telling_everything, &FEW).await;
    world.arrives("Asha").await.does(post("before")).await;
    let other = world.gathers_another(&FEW).await;
    assert!(world.is_asked_to_end().await.unwrap().success());
    flip_a_bit(world.folder(), Stream::programme(other.programme.0), 2);

    let named = format!("programme:{}", other.programme.0);
    let (is_sound, told) = check(world.folder());
    assert!(!is_sound);
    let damage = format!("{named} is damaged at record 2.");
    assert!(told.contains(&damage), "{told}");
    let mut world = world.dies_and_starts_again().await;
    let mut asha = world.arrives("Asha").await;
    assert!(reads(&asha.look(), "before"));
    asha.does(post("and on it goes")).await;
    let list = world.organiser.get("/api/programmes").await;
    assert!(list.text.contains(&world.programme.to_string()));
    assert!(!list.text.contains(&other.programme.to_string()));
    let damaged = format!("/api/programmes/{}", other.programme);
    assert_eq!(world.organiser.get(&damaged).await.status, 404);
    let ticket = format!("/api/session/{}/ticket", other.session);
    for (_, browser) in other.people.into_values() {
        let mut browser = browser.at(&world.address);
        assert_eq!(browser.post(&ticket, &json!({})).await.status, 404);
    }
    let told = world.told();
    let tells = |line: &str| line.contains("a programme cannot be opened") && line.contains(&named);
    assert!(told.lines().any(tells), "{told}");
    // What is made now is made beside it.
    let new = world.gathers_another(&FEW).await;
    assert_ne!(new.programme, other.programme);
}

fn flip_a_bit(folder: &Path, stream: Stream, position: u64) {
    let mut key = match stream.kind() {
        Kind::Programme => vec![b'p'],
        _ => vec![b's'],
    };
    key.extend(stream.id().as_bytes());
    let meddler = Connection::open(database(folder)).unwrap();
    let of_it = (&key, i64::try_from(position).unwrap());
    let select = "SELECT body FROM record WHERE stream = ?1 AND position = ?2";
    let mut body: Vec<u8> = meddler.query_row(select, of_it, |row| row.get(0)).unwrap();
    let middle = body.len() / 2;
    body[middle] ^= 4;
    let update = "UPDATE record SET body = ?3 WHERE stream = ?1 AND position = ?2";
    let changed = meddler.execute(update, (of_it.0, of_it.1, body)).unwrap();
    assert_eq!(changed, 1);
}

/// Wherever it was cut, what is left is a beginning of what there was: nothing is made up, and nothing is half there. Where
/// the file of heads is left too, what is missing is known.
#[tokio::test]
async fn log3_a_write_ahead_file_cut_anywhere_leaves_a_beginning_and_what_is_missing_is_named() {
    let world = World::of_the_program(&FEW).await;
    let mut asha = world.arrives("Asha").await;
    for number in 0..5 {
        asha.does(post(&format!("word {number}"))).await;
    }
    let left = Left::by(&world).await;
    let wal = fs::read(left.file("db-wal")).unwrap();
    let (all, whole) = left.with(wal.clone(), &world, &["db"]).await;
    assert!(whole.len() >= 5);
    left.knows(all, &world).await;
    for cut in (0..wal.len()).rev().step_by(wal.len() / 40) {
        let beginning = left.with(wal[..cut].to_vec(), &world, &["db"]).await;
        assert_eq!(beginning.1, whole[..beginning.1.len()], "cut at {cut}");
        let (folder, told) = left.checked(wal[..cut].to_vec());
        let missing = format!("{} and once had {all}", beginning.0);
        let named = told.contains(&format!(
            "session:{} ends at record {missing}",
            world.session
        ));
        assert_eq!(named, beginning.0 < all, "cut at {cut}: {told}");
        let log = Sqlite::open(folder.path()).unwrap();
        let read = log.read(Stream::session(world.session.0), 1).await;
        assert_eq!(read.is_err(), named, "cut at {cut}");
    }
}

/// What a program that is still running has written, as a power cut would leave it.
struct Left(TempDir);

impl Left {
    async fn by(world: &World) -> Self {
        let left = Self(tempfile::tempdir().unwrap());
        for end in ["db", "db-wal"] {
            fs::copy(
                world.folder().join(format!("alongside.{end}")),
                left.file(end),
            )
            .unwrap();
        }
        left
    }

    fn file(&self, end: &str) -> PathBuf {
        self.0.path().join(format!("alongside.{end}"))
    }

    /// A copy with another write-ahead file.
    fn copied(&self, wal: Vec<u8>, ends: &[&str]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for end in ends {
            fs::copy(
                self.file(end),
                folder.path().join(format!("alongside.{end}")),
            )
            .unwrap();
        }
        fs::write(folder.path().join("alongside.db-wal"), wal).unwrap();
        folder
    }

    /// The session's records, and the commands in them, as a sound database without any heads holds them.
    async fn with(&self, wal: Vec<u8>, world: &World, ends: &[&str]) -> (usize, Kept) {
        let folder = self.copied(wal, ends);
        let log = Sqlite::open(folder.path()).unwrap();
        let records = log.read(Stream::session(world.session.0), 1).await.unwrap();
        let report = sqlite::check(folder.path()).unwrap();
        assert!(report.is_sound(), "{report:?}");
        (records.len(), kept(&log as &dyn Log, world.session).await)
    }

    /// What `alongside check` says of it with its heads.
    fn checked(&self, wal: Vec<u8>) -> (TempDir, String) {
        let folder = self.copied(wal, &["db", "heads"]);
        let (_, told) = check(folder.path());
        (folder, told)
    }

    /// Waits until the program has noted that the session has so many records.
    async fn knows(&self, records: usize, world: &World) {
        let waits = async {
            let known = format!("once had {records}");
            let heads = world.folder().join("alongside.heads");
            // It is written a moment after the records, the first time too.
            while fs::copy(&heads, self.file("heads")).is_err()
                || !self.checked(Vec::new()).1.contains(&known)
            {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, waits)
            .await
            .expect("in its heads");
    }
}

type Kept = Vec<alongside_protocol::ids::CommandId>;
