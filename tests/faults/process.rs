//! The process is stopped for a while, or gets no more files from the system.

use std::process::Command as Process;
use std::time::Duration;

use alongside_protocol::{
    entry::Entry,
    frames::{FromBrowser, Outcome},
    ids::CommandId,
    people::Link,
};
use tokio::net::TcpStream;
use uuid::Uuid;

use super::disk::set_limit;
use super::{FEW, times};
use crate::cast::Mirror;
use crate::stories::resume::{post, reads};
use crate::world::World;

/// Longer than a socket may be silent (FRAME2), shorter than the grace after which somebody counts as dropped.
const STOPPED: Duration = Duration::from_secs(30);

pub fn signal(world: &World, name: &str) {
    let process = world.process().to_string();
    let status = Process::new("kill").args([name, &process]).status();
    assert!(status.unwrap().success());
}

#[tokio::test]
async fn a_server_stopped_for_half_a_minute_goes_on_where_it_was() {
    let world = World::of_the_program(&FEW).await;
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    asha.does(post("before")).await;
    signal(&world, "-STOP");
    let id = CommandId(Uuid::new_v4());
    let command = post("meanwhile");
    asha.say(&FromBrowser::Ask { id, command }).await;
    tokio::time::sleep(STOPPED).await;
    signal(&world, "-CONT");

    let answered = |mirror: &Mirror| mirror.over || mirror.answers.contains_key(&id);
    asha.until("an answer, or the end", answered).await;
    drop((asha, ben));
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    assert_eq!(asha.ask_as(id, post("meanwhile")).await, Outcome::Kept {});
    ben.until("her words", |mirror| reads(mirror, "meanwhile"))
        .await;
    let look = ben.look();
    assert_eq!((times(&look, "before"), times(&look, "meanwhile")), (1, 1));
    let dropped =
        |entry: &Entry| matches!(entry, Entry::Person(person) if person.link == Link::Dropped);
    assert!(!look.entries().any(|(_, _, entry)| dropped(entry)));
}

#[tokio::test]
async fn a_server_without_any_more_files_serves_those_who_are_there_and_takes_others_in_later() {
    let world = World::of_the_program(&FEW).await;
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    asha.does(post("before")).await;
    let process = world.process();
    let open = std::fs::read_dir(format!("/proc/{process}/fd"))
        .unwrap()
        .count();
    set_limit(process, &format!("--nofile={}:", open + 4));
    let mut crowd = Vec::new();
    for _ in 0..40 {
        crowd.push(TcpStream::connect(&world.address).await.unwrap());
    }
    asha.does(post("in the crowd")).await;
    ben.until("her words", |mirror| reads(mirror, "in the crowd"))
        .await;
    drop(crowd);
    set_limit(process, "--nofile=1024:");
    let chi = world.arrives("Chi").await;
    assert!(reads(&chi.look(), "in the crowd"));
    assert!(chi.look().trouble.is_none());
}
