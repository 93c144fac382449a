//! The program as an operator meets it: what it prints, what it refuses in one sentence, how it ends.

mod plan;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use alongside_protocol::{
    command::{Command as Ask, DayCommand},
    frames::close,
};

use crate::world::{CAST, World, browser::Browser, secret, server::program};

/// The program's one sentence on stderr when it cannot start.
fn refuses(folder: &Path, port: u16) -> String {
    let output = program(folder, port)
        .stderr(std::process::Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty(), "nothing listens");
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.lines().count(), 1, "one sentence: {told}");
    told
}

fn alongside(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    command.args(arguments).output().unwrap()
}

fn check(folder: &Path) -> Output {
    alongside(&["check", "--data", folder.to_str().unwrap()])
}

#[test]
fn a_port_that_is_taken_is_told_with_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let folder = tempfile::tempdir().unwrap();
    let told = refuses(folder.path(), port);
    assert!(
        told.contains(&format!("Port {port} is already in use")),
        "{told}"
    );
    assert!(told.contains("--port"));
}

#[test]
fn a_folder_that_is_a_file_and_a_database_that_is_not_ours_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.txt");
    fs::write(&file, "mine").unwrap();
    assert!(refuses(&file, 0).contains("notes.txt"));
    fs::write(
        folder.path().join("alongside.db"),
        "not a database, but long enough to be looked at",
    )
    .unwrap();
    let told = refuses(folder.path(), 0);
    assert!(told.contains("is not a database of Alongside"), "{told}");
}

#[tokio::test]
async fn a_folder_in_use_is_told_and_a_killed_server_leaves_a_sound_one() {
    let world = World::of_the_program(&CAST).await;
    let mut fola = world.arrives("Fola").await;
    fola.does(Ask::Day(DayCommand::Start {})).await;
    let told = refuses(world.folder(), 0);
    assert!(
        told.contains("in use by another running Alongside"),
        "{told}"
    );

    let beside = check(world.folder());
    assert!(beside.status.success(), "a check may run beside a server");
    let world = world.dies_and_starts_again().await;
    let output = check(world.folder());
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}");
    assert!(told.contains("streams are as they were written"), "{told}");
}

#[tokio::test]
async fn asked_to_end_it_says_goodbye_and_ends_well() {
    let mut world = World::of_the_program(&CAST).await;
    let everybody = world.all_arrive(["Asha", "Ben", "Fola"]).await;
    let ended = world.is_asked_to_end();
    let mut moments = BTreeSet::new();
    for person in &everybody {
        assert_eq!(person.is_closed().await, close::RECONNECT);
        let bye = person.look().bye.clone().unwrap();
        assert_eq!(bye.code, close::RECONNECT);
        moments.insert(bye.after_ms.unwrap());
    }
    assert_eq!(moments.len(), 3, "CLOSE3: each at a moment of their own");
    assert_eq!(ended.await.unwrap().code(), Some(0));
    let left: Vec<_> = fs::read_dir(world.folder())
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .filter(|name| name.to_string_lossy().ends_with("-wal"))
        .collect();
    assert!(
        left.is_empty(),
        "the write-ahead file is emptied into the database"
    );
}

#[test]
fn the_help_names_every_command_and_how_to_begin() {
    let output = alongside(&["--help"]);
    let help = String::from_utf8(output.stdout).unwrap();
    for word in ["serve", "check", "version", "alongside serve"] {
        assert!(help.contains(word), "{word} is missing in:\n{help}");
    }
    let output = alongside(&["version"]);
    let version = String::from_utf8(output.stdout).unwrap();
    assert!(version.starts_with(concat!("alongside ", env!("CARGO_PKG_VERSION"))));
    assert!(!check(Path::new("/nowhere/at/all")).status.success());
}

#[tokio::test]
async fn rehearsing_prints_where_it_listens_and_then_a_link_for_each_of_the_two_roles() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_alongside"))
        .args(["rehearse", "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next = |what: &str| {
        let found =
            lines.find_map(|line| Some(line.unwrap().trim().strip_prefix(what)?.to_owned()));
        found.unwrap().trim().to_owned()
    };
    let address = next("listening on http://");
    for (what, role) in [("facilitator:", "facilitator"), ("assistant:", "support")] {
        let mut browser = Browser::new(&address);
        let entered = browser.post("/api/door/enter", &secret(&next(what))).await;
        assert_eq!(entered.json["role"], role);
        assert_eq!(entered.json["programme"], "Rehearsal");
    }
    child.kill().unwrap();
    child.wait().unwrap();
}
