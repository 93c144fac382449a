//! The keys lie on a disk of their own, as `docs/dpo.md` recommends, and that one is full: whatever needs a new key is
//! not kept, everybody is told, nobody is put out again and again, and it goes on by itself (LOG5).

use std::fs;
use std::path::Path;
use std::process::Command as Process;

use alongside_protocol::{
    frames::{FromBrowser, Outcome, close},
    ids::CommandId,
    refusal::Code,
};
use uuid::Uuid;

use super::disk::{SmallDisk, fill};
use super::{FEW, times};
use crate::cast::Mirror;
use crate::stories::resume::{post, reads};
use crate::world::World;
use crate::world::server::program;

fn program_with_keys_apart(folder: &Path, port: u16) -> Process {
    let mut command = program(folder, port);
    command.arg("--keys").arg(folder.join("keys"));
    command
}

fn is_a_fault(outcome: Option<Outcome>) -> bool {
    matches!(outcome, Some(Outcome::Refused { refusal }) if refusal.code == Code::Fault)
}

#[tokio::test]
async fn log5_keys_that_cannot_be_kept_are_told_to_everybody_and_the_day_goes_on_when_they_can() {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys");
    fs::create_dir(&keys).unwrap();
    let disk = SmallDisk::mounted_on(&keys);
    let world = World::of_the_program_in(folder, program_with_keys_apart, &FEW).await;
    let [mut asha, mut ben] = world.all_arrive(["Asha", "Ben"]).await;
    asha.does(post("before")).await;

    // These are Ben's first words, and want a key.
    fill(&keys.join("filler"));
    let id = CommandId(Uuid::new_v4());
    let command = post("his first words");
    ben.say(&FromBrowser::Ask { id, command }).await;
    for person in [&asha, &ben] {
        assert_eq!(person.is_closed().await, close::RECONNECT);
    }
    let told = ben.look().answers.get(&id).cloned();
    assert!(is_a_fault(told), "it is certain that nothing was kept");

    let [fola, mut asha, mut ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    for person in [&fola, &asha, &ben] {
        let trouble = |mirror: &Mirror| mirror.trouble.is_some();
        person.until("what is the matter", trouble).await;
        assert!(reads(&person.look(), "before"), "everybody can read on");
    }
    let trouble = fola.look().trouble.clone().unwrap();
    assert!(trouble.contains("cannot write its keys"), "{trouble}");
    assert!(is_a_fault(Some(asha.ask(post("not now")).await)));
    assert!(is_a_fault(Some(
        ben.ask_as(id, post("his first words")).await
    )));
    assert!(!asha.look().over && !ben.look().over, "nobody is put out");

    fs::remove_file(keys.join("filler")).unwrap();
    for person in [&fola, &asha, &ben] {
        person
            .until("the session begins anew", |mirror| mirror.over)
            .await;
    }
    let [asha, mut ben] = world.all_arrive(["Asha", "Ben"]).await;
    let again = ben.ask_as(id, post("his first words")).await;
    assert_eq!(again, Outcome::Kept {});
    asha.until("his words", |mirror| reads(mirror, "his first words"))
        .await;
    assert!(asha.look().trouble.is_none());

    let world = world.dies_and_starts_again().await;
    let ben = world.arrives("Ben").await;
    for words in ["before", "his first words"] {
        assert_eq!(times(&ben.look(), words), 1, "{words}");
    }
    drop(disk);
}
