//! What people with bad intentions, broken programs and crowds do, against the real program (TRUST 5): each is
//! refused or limited, nothing happens to anybody else, and the next person is served as if nothing were.

mod ahead;
mod attacker;
mod bytes;
mod crowds;
mod doors;
mod exports;
mod feedback;
mod late;
mod network;
mod removed;
mod rooms;
mod rosters;
mod walk;
mod weather;

use std::time::Duration;

use alongside_protocol::people::Role;

use crate::cast::{Mirror, Person};
use crate::stories::resume::{post, reads};

/// A facilitator and two trainees are enough for most of it.
const FEW: [(&str, Role); 3] = [
    ("Fola", Role::Facilitator),
    ("Asha", Role::Trainee),
    ("Ben", Role::Trainee),
];

/// A promise of TRUST 5: whoever comes is in within a second. Five times that on a busy machine, where other tests run
/// beside this one; the figure itself is for the benchmark.
const SOON: Duration = Duration::from_secs(5);

/// Asha says something, and Ben reads it: the session goes on.
async fn goes_on(asha: &mut Person, ben: &Person, words: &str) {
    asha.does(post(words)).await;
    ben.until("the next message", |mirror: &Mirror| reads(mirror, words))
        .await;
}
