//! Keys that do not belong to the database, and backups of them: refused in a sentence instead of shown as forgotten,
//! and no restore takes an erasure back (KEEP1, KEEP3), and keys that are damaged (LOG7).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use alongside_protocol::{
    ids::PersonId,
    people::Role,
    programme::{NewPerson, ProgrammeCommand},
    refusal::Code,
    words::Words,
};
use serde_json::json;
use uuid::Uuid;

use super::{FEW, check};
use crate::stories::resume::{post, reads};
use crate::world::{World, server::program};

fn run(command: &str, folder: &Path, more: &[&str]) -> Output {
    let mut run = Command::new(env!("CARGO_BIN_EXE_alongside"));
    run.args([command, "--data"]).arg(folder).args(more);
    if command == "serve" {
        run.args(["--port", "0"]);
    }
    run.stdin(Stdio::null()).output().unwrap()
}

/// The one sentence with which the server refuses to start; a check tells the same.
fn refuses(folder: &Path, more: &[&str]) -> String {
    let served = run("serve", folder, more);
    assert_eq!(served.status.code(), Some(1));
    assert!(served.stdout.is_empty(), "nothing listens");
    let told = String::from_utf8(served.stderr).unwrap();
    assert_eq!(told.lines().count(), 1, "{told}");
    let checked = run("check", folder, more);
    assert_eq!(checked.status.code(), Some(1));
    assert_eq!(String::from_utf8(checked.stderr).unwrap(), told);
    told
}

async fn erases(world: &mut World, person: PersonId) {
    let path = format!("/api/programmes/{}/erase", world.programme);
    let what = json!({ "t": "person", "person": person });
    let erase = json!({ "what": what });
    world.organiser.sign_in().await;
    world.organiser.step_up().await;
    assert_eq!(world.organiser.post(&path, &erase).await.status, 200);
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The database and its keys to two files of this name.
fn backs_up(world: &World, shelf: &Path, name: &str) {
    let (log, keys) = files(shelf, name);
    let told = run(
        "backup",
        world.folder(),
        &["--to", text(&log), "--keys", text(&keys)],
    );
    assert!(told.status.success(), "{told:?}");
}

fn restores(folder: &Path, shelf: &Path, name: &str) -> String {
    let (log, keys) = files(shelf, name);
    let from = ["--from", text(&log), "--keys", text(&keys), "--replace"];
    let told = run("restore", folder, &from);
    assert!(told.status.success(), "{told:?}");
    String::from_utf8(told.stdout).unwrap()
}

fn files(shelf: &Path, name: &str) -> (PathBuf, PathBuf) {
    (
        shelf.join(format!("{name}.db")),
        shelf.join(format!("{name}.keys")),
    )
}

fn keys_of(folder: &Path, person: PersonId) -> u32 {
    let keys = rusqlite::Connection::open(folder.join("keys.db")).unwrap();
    let count = "SELECT count(*) FROM key WHERE whose = ?1";
    keys.query_row(count, [person.0.as_bytes()], |row| row.get(0))
        .unwrap()
}

#[tokio::test]
async fn with_keys_that_are_not_its_own_the_server_says_so_and_does_not_start_while_a_true_erasure_opens()
 {
    let mut world = World::of_the_program(&FEW).await;
    let [mut asha, mut ben] = world.all_arrive(["Asha", "Ben"]).await;
    asha.does(post("Asha says hello")).await;
    ben.does(post("Ben says hello")).await;
    drop((asha, ben));
    let asha = world.id("Asha");
    erases(&mut world, asha).await;
    assert!(world.is_asked_to_end().await.unwrap().success());

    let (nothing, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let told = refuses(world.folder(), &["--keys", text(nothing.path())]);
    assert!(told.contains("There are no keys"), "{told}");
    assert!(told.contains("--keys"), "{told}");
    assert_eq!(
        fs::read_dir(nothing.path()).unwrap().count(),
        0,
        "untouched"
    );

    let another = World::of_the_program(&FEW).await;
    for file in ["keys.db", "master.key"] {
        fs::copy(another.folder().join(file), other.path().join(file)).unwrap();
    }
    drop(another);
    let told = refuses(world.folder(), &["--keys", text(other.path())]);
    assert!(told.contains("belong to another database"), "{told}");

    let master = other.path().join("master.key");
    let told = refuses(world.folder(), &["--master-key", text(&master)]);
    assert!(told.contains("does not belong to these keys"), "{told}");

    assert!(run("check", world.folder(), &[]).status.success());
    let world = world.dies_and_starts_again().await;
    let ben = world.arrives("Ben").await;
    ben.until("his words", |mirror| reads(mirror, "Ben says hello"))
        .await;
    assert!(reads(&ben.look(), "[no longer kept]"));
    assert!(!ben.look().has_received("Asha says hello"));
}

#[tokio::test]
async fn a_backup_of_keys_brings_the_ledger_along_and_a_restore_loses_no_later_erasure() {
    let mut world = World::of_the_program(&FEW).await;
    let [mut asha, mut ben] = world.all_arrive(["Asha", "Ben"]).await;
    asha.does(post("Asha says hello")).await;
    ben.does(post("Ben says hello")).await;
    drop((asha, ben));
    let (asha, ben) = (world.id("Asha"), world.id("Ben"));
    let shelf = tempfile::tempdir().unwrap();
    let at = |name: &str| shelf.path().join(name);
    backs_up(&world, shelf.path(), "first");
    assert!(keys_of(world.folder(), asha) > 0);
    erases(&mut world, asha).await;
    backs_up(&world, shelf.path(), "second");
    erases(&mut world, ben).await;
    assert!(world.is_asked_to_end().await.unwrap().success());
    fs::copy(world.folder().join("master.key"), at("master.key")).unwrap();

    // On a new machine: everything from before Asha was erased, and the ledger of the later backup.
    fs::rename(
        at("second.keys.erasures.jsonl"),
        at("first.keys.erasures.jsonl"),
    )
    .unwrap();
    let new = tempfile::tempdir().unwrap();
    let told = restores(new.path(), shelf.path(), "first");
    assert!(!told.contains("no ledger"), "{told}");
    fs::copy(at("master.key"), new.path().join("master.key")).unwrap();
    assert!(keys_of(new.path(), asha) > 0, "the backup is from before");
    starts_and_ends(new.path());
    assert_eq!(keys_of(new.path(), asha), 0);
    assert!(keys_of(new.path(), ben) > 0);

    // On the old machine: the ledger there knows of Ben, the backup's does not.
    let told = restores(world.folder(), shelf.path(), "second");
    assert!(
        told.contains("no ledger of erasures beside the keys"),
        "{told}"
    );
    restores(world.folder(), shelf.path(), "first");
    starts_and_ends(world.folder());
    assert_eq!(
        (keys_of(world.folder(), asha), keys_of(world.folder(), ben)),
        (0, 0)
    );
    assert!(run("check", world.folder(), &[]).status.success());
}

#[tokio::test]
async fn keys_of_another_database_are_not_restored() {
    let (world, another) = (
        World::of_the_program(&FEW).await,
        World::of_the_program(&FEW).await,
    );
    let shelf = tempfile::tempdir().unwrap();
    backs_up(&world, shelf.path(), "one");
    backs_up(&another, shelf.path(), "two");
    let new = tempfile::tempdir().unwrap();
    let log = shelf.path().join("one.db");
    let keys = shelf.path().join("two.keys");
    let more = ["--from", text(&log), "--keys", text(&keys)];
    let told = run("restore", new.path(), &more);
    assert_eq!(told.status.code(), Some(1));
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(
        told.contains("belong to another database than the backup"),
        "{told}"
    );
    assert!(!new.path().join("alongside.db").exists() && !new.path().join("keys.db").exists());
}

/// A start applies the ledger before the port opens.
fn starts_and_ends(folder: &Path) {
    let mut child = program(folder, 0).spawn().unwrap();
    let out = std::io::BufReader::new(child.stdout.take().unwrap());
    let listens =
        std::io::BufRead::lines(out).any(|line| line.unwrap().starts_with("listening on"));
    assert!(listens);
    child.kill().unwrap();
    child.wait().unwrap();
}

/// All keys of this person in a session (nil: on the roster) are damaged on the disk.
fn damage(folder: &Path, session: Uuid, person: PersonId) {
    let keys = rusqlite::Connection::open(folder.join("keys.db")).unwrap();
    let sql = "UPDATE key SET wrapped = zeroblob(72) WHERE session = ?1 AND whose = ?2";
    let damaged = keys.execute(sql, [session.as_bytes(), person.0.as_bytes()]);
    assert!(damaged.unwrap() > 0);
}

#[tokio::test]
async fn log7_what_an_organiser_changes_with_a_damaged_key_is_refused_and_the_rest_goes_on() {
    let mut world = World::of_the_program(&FEW).await;
    let (asha, ben) = (world.id("Asha"), world.id("Ben"));
    assert!(world.is_asked_to_end().await.unwrap().success());
    damage(world.folder(), Uuid::nil(), asha);

    let mut world = world.dies_and_starts_again().await;
    let path = format!("/api/programmes/{}", world.programme);
    for (person, status) in [(asha, 503), (ben, 200)] {
        let to = NewPerson {
            name: Words::new("Another name"),
            email: Words::default(),
            role: Role::Trainee,
            pronouns: Words::default(),
            needs: Words::default(),
        };
        let change = ProgrammeCommand::ChangePerson { person, to };
        let answer = world.organiser.post(&path, &change).await;
        assert_eq!(answer.status, status, "{}", answer.text);
    }
}

#[tokio::test]
async fn log7_damaged_keys_lose_what_they_sealed_are_named_and_the_day_goes_on() {
    let mut world = World::of_the_program(&FEW).await;
    let [mut asha, mut ben] = world.all_arrive(["Asha", "Ben"]).await;
    asha.does(post("of Asha")).await;
    ben.does(post("of Ben")).await;
    drop((asha, ben));
    assert!(world.is_asked_to_end().await.unwrap().success());
    damage(world.folder(), world.session.0, world.id("Asha"));

    let world = world.dies_and_starts_again().await;
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    assert!(reads(&ben.look(), "of Ben"));
    assert!(!ben.look().has_received("of Asha"), "nobody can read it");
    // What could not be read again is not kept, and she is told so.
    assert_eq!(asha.is_refused(post("more of Asha")).await, Code::Fault);
    let mut ben = world.arrives("Ben").await;
    ben.does(post("more of Ben")).await;
    let (sound, _) = check(world.folder());
    assert!(!sound);
}
