//! What people write, their names, what lets them in and where they come from stand in no log, whoever writes the log and
//! however much is asked of it (TRUST 2): a word of its own is planted in everything that can be written, used or guessed, and
//! all that is told at TRACE is read.

mod day;
mod fields;
mod planted;
pub mod recorder;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, atomic::Ordering};

use alongside::told;
use alongside_protocol::{
    command::Channel,
    frames::{FromBrowser, close},
    ids::CommandId,
};
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use uuid::Uuid;

use crate::cast::Person;
use crate::stories::restart::Failing;
use crate::world::{
    CAST, World,
    server::{STDERR, telling_everything},
};
use planted::Planted;
use recorder::Recorder;

/// In this process: all events and spans, of ours and of whatever we stand on, with all their fields; also when a task
/// panics with words of a person in its hands.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_planted_anywhere_is_told_at_trace() {
    let told = Recorder::listens();
    let log = Failing::default();
    let panics = Arc::clone(&log.panics);
    let mut world = World::on(Arc::new(log), &CAST).await;
    let (mut planted, mut here) = day::goes_by(&mut world).await;
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(told::of_panic));
    panics.store(true, Ordering::SeqCst);
    is_in_doubt(&mut here.fola, planted.text("in the middle of a panic")).await;
    let word = planted.text("in the message of a panic");
    let panicked = tokio::spawn(async move { panic!("{word}") }).await;
    assert!(panicked.is_err());
    std::panic::set_hook(hook);
    drop(here);
    day::goes_away(&mut world, &planted).await;
    let all = told.text();
    assert_eq!(all.matches("a task panicked").count(), 2, "nobody listens");
    planted.are_not_in(&all).unwrap();
    slips(&told, &planted);
}

/// Said, and then the line is cut before there is an answer.
async fn is_in_doubt(person: &mut Person, words: String) {
    let command = day::post(Channel::Staff {}, words.as_str().into());
    let id = CommandId(Uuid::new_v4());
    person.say(&FromBrowser::Ask { id, command }).await;
    assert_eq!(person.is_closed().await, close::RECONNECT);
}

/// It has teeth: one slip anywhere, in words, in a field or in a span, of ours or of a dependency, is found.
fn slips(told: &Recorder, planted: &Planted) {
    let word = planted.some();
    told.forget();
    tracing::trace!(target: "a_dependency", "read {} bytes: {word}", word.len());
    assert!(planted.are_not_in(&told.text()).is_err());
    told.forget();
    tracing::debug!(room = word, "opened");
    assert!(planted.are_not_in(&told.text()).is_err());
    told.forget();
    let _span = tracing::info_span!("session", who = ?word).entered();
    assert!(planted.are_not_in(&told.text()).is_err());
}

/// The program itself, with all that it prints for an operator who asks for everything: on such a day, killed in the middle
/// of it, without its database for a while, and with what its other commands print about the same folder. The first owner's
/// link is printed on purpose, on stdout, and is good once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_prints_nothing_that_was_planted() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = World::of_the_program_in(folder, telling_everything, &CAST).await;
    let (mut planted, here) = day::goes_by(&mut world).await;
    drop(here);
    master_key(&world, &mut planted);
    let mut printed = world.said();
    let mut world = world.dies_and_starts_again().await;
    loses_its_database(&world, &mut planted).await;
    day::goes_away(&mut world, &planted).await;
    printed += &beside(world.folder());
    printed += &world.said();
    let told = world.folder().join(STDERR);
    let ended = world.is_asked_to_end().await.unwrap();
    assert!(ended.success());
    let told = fs::read_to_string(told).unwrap();
    assert!(
        told.contains("stopping") && told.contains("the log is well again"),
        "{told}"
    );
    planted.are_not_in(&told).unwrap();
    planted
        .are_not_in(&printed.replace(&world.address, ""))
        .unwrap();
}

/// The key that wraps the others, in every form in which it could be written.
fn master_key(world: &World, planted: &mut Planted) {
    let key = fs::read(world.folder().join("master.key")).unwrap();
    assert_eq!(key.len(), 32);
    for written in [
        BASE64_STANDARD_NO_PAD.encode(&key),
        key.iter().map(|byte| format!("{byte:02x}")).collect(),
        format!("{key:?}").trim_matches(['[', ']']).to_owned(),
    ] {
        planted.also("the master key", &written);
    }
}

/// Nothing can be kept until it is back.
async fn loses_its_database(world: &World, planted: &mut Planted) {
    let place = |name: &str| world.folder().join(name);
    let (database, away) = (place("alongside.db"), place("elsewhere.db"));
    let mut fola = world.arrives("Fola").await;
    fs::rename(&database, &away).unwrap();
    is_in_doubt(&mut fola, planted.text("while nothing can be kept")).await;
    let fola = world.arrives("Fola").await;
    fola.until("what is the matter", |mirror| mirror.trouble.is_some())
        .await;
    fs::rename(&away, &database).unwrap();
    fola.until("the sessions begin anew", |mirror| mirror.over)
        .await;
}

/// What the other commands print about this folder while it is served, and about a copy of it.
fn beside(folder: &Path) -> String {
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("copy.db");
    let keys = elsewhere.path().join("copy.keys.db");
    let new = elsewhere.path().join("new");
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let (folder, copy, keys, new) = (path(folder), path(&copy), path(&keys), path(&new));
    let commands: [&[&str]; 4] = [
        &["check", "--data", &folder],
        &["backup", "--data", &folder, "--to", &copy, "--keys", &keys],
        &["restore", "--data", &new, "--from", &copy, "--keys", &keys],
        &["check", "--data", "/nowhere", "--keys", &keys],
    ];
    let print = |arguments: &&[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
        let Output { stdout, stderr, .. } = command
            .args(*arguments)
            .env("ALONGSIDE_LOG", "trace")
            .output()
            .unwrap();
        String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned()
    };
    let printed: Vec<String> = commands.iter().map(print).collect();
    assert!(printed.iter().all(|text| !text.is_empty()), "{printed:#?}");
    printed.concat()
}

/// And by the way on which the program itself tells things: what would be printed is what is read.
#[test]
fn a_slip_on_the_programs_own_way_to_its_log_is_found() {
    let mut planted = Planted::default();
    let (slip, other) = (planted.text("a message"), planted.text("of a dependency"));
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join(STDERR);
    let listener = told::to(Some("trace"), fs::File::create(&place).unwrap(), false);
    tracing::subscriber::with_default(listener, || {
        tracing::trace!(target: "hyper::proto", "{other}");
        tracing::trace!(target: "alongside::hub", words = slip, "somebody has said something");
    });
    let found = planted.are_not_in(&fs::read_to_string(place).unwrap());
    assert_eq!(found, Err("told to the log: a message".to_owned()));
}
