//! The program gets hardly any of a processor: it stands still nearly all the time, in short turns. Everything takes long,
//! lines may be cut; nobody loses anything, and whoever was cut off comes back.

use std::process::{Child, Command as Process};
use std::time::{Duration, Instant};

use alongside::log::Sqlite;

use super::kills::{asks, begins, begins_with_a_round, shows_all_that_was_seen, tell};
use super::process::signal;
use super::witness::Witness;
use super::{FEW, check, kept};
use crate::world::World;

/// How many seconds it gets, and how many it waits for them: a twentieth of a processor.
const RUNS: &str = "0.01";
const STANDS: &str = "0.19";
/// At least so long.
const LASTS: Duration = Duration::from_secs(6);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_hardly_any_processor_everything_takes_long_and_nothing_is_lost() {
    let mut world = World::of_the_program(&FEW).await;
    let here = [world.session];
    begins_with_a_round(&mut world, &here).await;
    let mut witness = Witness::default();
    let began = Instant::now();
    let starving = Starving::begins(world.process());
    let mut turns = 0;
    while began.elapsed() < LASTS {
        let mut at_work = Vec::new();
        for name in ["Asha", "Ben", "Chi"] {
            at_work.push(begins(&world, &witness, name, turns).await);
        }
        for work in at_work {
            tell(&mut witness, work.await.unwrap());
        }
        turns += 1;
    }
    starving.ends(&world);
    for name in ["Asha", "Ben", "Chi"] {
        let person = world.arrives(name).await;
        let again = witness.unanswered(person.id());
        tell(&mut witness, asks(person, again, Vec::new()).await);
        assert!(witness.unanswered(world.id(name)).is_empty());
    }
    shows_all_that_was_seen(&world, &witness).await;
    assert!(witness.acknowledged() > 20, "was anybody at work?");
    assert!(world.is_asked_to_end().await.unwrap().success());
    let log = Sqlite::open(world.folder()).unwrap();
    let wrong = witness.against(&kept(&log, world.session).await);
    assert!(wrong.is_empty(), "{wrong:#?}");
    drop(log);
    let (sound, told) = check(world.folder());
    assert!(sound, "{told}");
}

/// Stops a process and lets it go again and again, until it is told to end. It is one process for all turns: each that is
/// started holds for a moment what other tests have locked.
struct Starving(Child);

impl Starving {
    fn begins(process: u32) -> Self {
        let turns = "while kill -STOP $0 && sleep $1 && kill -CONT $0; do sleep $2; done";
        let mut turning = Process::new("sh");
        turning.args(["-c", turns, &process.to_string(), STANDS, RUNS]);
        Self(turning.spawn().unwrap())
    }

    fn ends(mut self, world: &World) {
        let ended = self.0.try_wait().unwrap();
        assert_eq!(ended, None, "it was not starved all the time");
        self.0.kill().unwrap();
        self.0.wait().unwrap();
        signal(world, "-CONT");
    }
}
