//! The disk is full, the database is moved away, or nobody may write to it any more (LOG4, LOG5): nothing more is
//! acknowledged, everybody is told, and when it is over the day goes on with all that was kept.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};

use alongside_protocol::{
    frames::{FromBrowser, Outcome, close},
    ids::CommandId,
    refusal::Code,
};
use uuid::Uuid;

use super::{FEW, database, times};
use crate::cast::Mirror;
use crate::stories::resume::{post, reads};
use crate::world::World;
use crate::world::server::{program, program_with_limits};

/// What is in doubt is answered to nobody; then everybody can read on and is told; then it goes on by itself.
async fn fails_and_goes_on(
    world: World,
    told: &str,
    breaks: impl FnOnce(&Path),
    mends: impl AsyncFnOnce(World) -> World,
) {
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    asha.does(post("before")).await;
    breaks(world.folder());
    let id = CommandId(Uuid::new_v4());
    let command = post("in doubt");
    asha.say(&FromBrowser::Ask { id, command }).await;
    for person in [&asha, &ben] {
        assert_eq!(person.is_closed().await, close::RECONNECT);
    }
    assert!(!asha.look().answers.contains_key(&id), "nobody knows yet");

    let [fola, mut asha, ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    for person in [&fola, &asha, &ben] {
        let trouble = |mirror: &Mirror| mirror.trouble.is_some();
        person.until("what is the matter", trouble).await;
        assert!(reads(&person.look(), "before"), "everybody can read on");
    }
    let trouble = fola.look().trouble.clone().unwrap();
    assert!(trouble.contains(told), "{trouble}");
    let Outcome::Refused { refusal } = asha.ask_as(id, post("in doubt")).await else {
        panic!("nothing can be kept")
    };
    assert_eq!(refusal.code, Code::Fault);

    let world = mends(world).await;
    for person in [&fola, &asha, &ben] {
        person
            .until("the sessions begin anew", |mirror| mirror.over)
            .await;
    }
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    assert_eq!(asha.ask_as(id, post("in doubt")).await, Outcome::Kept {});
    ben.until("her words", |mirror| reads(mirror, "in doubt"))
        .await;
    assert!(ben.look().trouble.is_none());

    let world = world.dies_and_starts_again().await;
    let ben = world.arrives("Ben").await;
    for words in ["before", "in doubt"] {
        assert_eq!(times(&ben.look(), words), 1, "{words}");
    }
}

#[tokio::test]
async fn log5_a_full_disk_is_told_to_everybody_and_the_day_goes_on_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let disk = SmallDisk::mounted_on(folder.path());
    let world = World::of_the_program_in(folder, program, &FEW).await;
    let fills = |folder: &Path| fill(&folder.join("filler"));
    let frees = async |world: World| {
        fs::remove_file(world.folder().join("filler")).unwrap();
        world
    };
    fails_and_goes_on(world, "disk of the server is full", fills, frees).await;
    drop(disk);
}

/// No file may be written to any more. That counts as a fault of the disk, and it takes a new start to go on.
#[tokio::test]
async fn log5_a_disk_that_fails_is_told_to_everybody_and_a_new_start_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::of_the_program_in(folder, program_with_limits, &FEW).await;
    let process = world.process();
    let limits = |_: &Path| set_limit(process, "--fsize=1:");
    let starts_again = async |world: World| world.dies_and_starts_again().await;
    fails_and_goes_on(world, "has to be started again", limits, starts_again).await;
}

#[tokio::test]
async fn log5_a_database_moved_away_and_back_is_told_and_gone_on_with() {
    let world = World::of_the_program(&FEW).await;
    let away = |folder: &Path| folder.join("elsewhere.db");
    let moves = |folder: &Path| fs::rename(database(folder), away(folder)).unwrap();
    let back = async |world: World| {
        fs::rename(away(world.folder()), database(world.folder())).unwrap();
        world
    };
    fails_and_goes_on(world, "moved or removed", moves, back).await;
}

#[tokio::test]
async fn log5_a_database_made_read_only_is_told_and_gone_on_with() {
    let world = World::of_the_program(&FEW).await;
    let locks = |folder: &Path| read_only(folder, true);
    let unlocks = async |world: World| {
        read_only(world.folder(), false);
        world
    };
    fails_and_goes_on(world, "may not write to its database", locks, unlocks).await;
}

fn read_only(folder: &Path, on: bool) {
    let mut permissions = fs::metadata(database(folder)).unwrap().permissions();
    permissions.set_readonly(on);
    fs::set_permissions(database(folder), permissions).unwrap();
}

pub fn set_limit(process: u32, limit: &str) {
    let mut command = Process::new("prlimit");
    let status = command
        .args(["--pid", &process.to_string(), limit])
        .status();
    assert!(status.unwrap().success(), "{limit}");
}

/// Writes until there is no more room.
pub fn fill(file: &Path) {
    let mut filler = fs::File::create(file).unwrap();
    while filler.write_all(&[7; 512]).is_ok() {}
}

/// A disk of a few megabytes in the machine's memory.
pub struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Only who rules the machine may mount.
    pub fn mounted_on(folder: &Path) -> Self {
        let on_disk = |command: &mut Process| {
            let command = command.args(["-t", "tmpfs", "-o", "size=4m,mode=777", "tmpfs"]);
            let done = command.arg(folder).stderr(Stdio::null()).status();
            done.is_ok_and(|status| status.success())
        };
        let mounted = on_disk(&mut Process::new("mount"))
            || on_disk(Process::new("sudo").args(["-n", "mount"]));
        assert!(
            mounted,
            "this story fills a small disk of its own, and mounting one needs root, or sudo without a passphrase"
        );
        Self(folder.to_owned())
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let gone = |command: &mut Process| {
            let command = command.arg("-l").arg(&self.0).stderr(Stdio::null());
            command.status().is_ok_and(|status| status.success())
        };
        let _ =
            gone(&mut Process::new("umount")) || gone(Process::new("sudo").args(["-n", "umount"]));
        let _ = fs::remove_dir(&self.0);
    }
}
