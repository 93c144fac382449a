//! What lies on the disk at any moment, while people write and sessions are erased, is what a kill or a snapshot of the
//! disk would leave: it is sound, and where its streams once ended is never further on than they end (LOG3).

use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use alongside::log::{Kind, Log, Sqlite, sqlite};
use alongside_protocol::{
    command::{Command, HandWay, PeopleCommand},
    ids::{ProgrammeId, SessionId},
};
use serde_json::json;
use tempfile::TempDir;

use super::process::signal;
use super::{FEW, a_while};
use crate::cast::Person;
use crate::stories::resume::post;
use crate::world::{World, browser::Browser};

/// While people write, and so far apart at most.
const MOMENTS: u32 = 20;
const APART_MS: u64 = 300;
/// Sessions, each copied again and again while it is erased, so far apart at most.
const ERASED: usize = 5;
const CLOSE_MS: u64 = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn log3_what_lies_on_the_disk_at_any_moment_is_no_cut_log() {
    let mut world = World::of_the_program(&FEW).await;
    let here = world.session;
    let mut going = Vec::new();
    for number in 0..ERASED {
        world.session = world.another_session().await;
        going.push(world.session);
        let goes = post(&format!("goes away {number}"));
        world.arrives("Asha").await.does(goes).await;
    }
    world.session = here;
    let [asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    let at_work = [asha, ben].map(|person| tokio::spawn(raises_and_lowers(person)));
    let mut moments = Vec::new();
    for _ in 0..MOMENTS {
        tokio::time::sleep(a_while(APART_MS)).await;
        moments.push(as_it_lies(&world));
    }
    world.organiser.step_up().await;
    for session in going {
        let erasing = tokio::spawn(erases(world.organiser.clone(), world.programme, session));
        while !erasing.is_finished() {
            tokio::time::sleep(a_while(CLOSE_MS)).await;
            moments.push(as_it_lies(&world));
        }
        erasing.await.unwrap();
    }
    for person in at_work {
        person.abort();
    }
    let mut seen = BTreeSet::new();
    for (moment, copy) in moments.iter().enumerate() {
        let report = sqlite::check(copy.path()).unwrap();
        assert!(report.is_sound(), "{moment}: {report:?}");
        let log = Sqlite::open(copy.path()).unwrap();
        for stream in log.list(Kind::Session).await.unwrap() {
            log.read(stream, 1).await.unwrap();
        }
        seen.insert((report.streams, report.records));
    }
    assert!(seen.len() > 20, "hardly anything happened: {seen:?}");
}

/// The program stands still for as long as its files are copied.
fn as_it_lies(world: &World) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    signal(world, "-STOP");
    for name in ["alongside.db", "alongside.db-wal", "alongside.heads"] {
        let from = world.folder().join(name);
        if from.exists() {
            fs::copy(from, copy.path().join(name)).unwrap();
        }
    }
    signal(world, "-CONT");
    copy
}

pub async fn raises_and_lowers(mut person: Person) {
    loop {
        let words = "".into();
        let way = HandWay::Voice;
        for command in [
            PeopleCommand::RaiseHand { way, words },
            PeopleCommand::LowerHand {},
        ] {
            person.ask(Command::People(command)).await;
            // Within the pace that is taken.
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

async fn erases(mut organiser: Browser, programme: ProgrammeId, session: SessionId) {
    let path = format!("/api/programmes/{programme}/erase");
    let wish = json!({ "what": { "t": "session", "session": session } });
    let erased = organiser.post(&path, &wish).await;
    assert_eq!(erased.status, 200, "{}", erased.json);
}
