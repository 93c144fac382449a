//! A rule of ours breaks down over a command. Whoever asked is told, everybody comes back, and however often a browser
//! asks for it again, nobody is put out a second time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use alongside::{
    clock::{Chance, Clock},
    log::Memory,
    vault::Vault,
};
use alongside_protocol::{
    frames::{FromBrowser, Outcome, close},
    ids::{At, CommandId},
    refusal::Code,
};
use uuid::Uuid;

use super::resume::{post, reads};
use crate::world::{CAST, MORNING, World};

/// Chance that breaks down when dice are thrown for an ask, for as long as it is wished.
struct Breaks(Arc<AtomicBool>);

impl Chance for Breaks {
    fn fill(&self, _: At, bytes: &mut [u8]) {
        assert!(!self.0.load(Ordering::SeqCst), "a mistake of ours");
        for part in bytes.chunks_mut(16) {
            part.copy_from_slice(&Uuid::new_v4().as_bytes()[..part.len()]);
        }
    }
}

#[tokio::test]
async fn ask2_a_command_that_breaks_a_rule_of_ours_puts_everybody_out_once_and_is_then_only_answered()
 {
    let breaks = Arc::new(AtomicBool::new(false));
    let clock = Clock::with(MORNING, Breaks(Arc::clone(&breaks)));
    let vault = Vault::forgetful(Arc::new(Memory::new()), clock).unwrap();
    let world = World::in_vault(vault, &CAST).await;
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    asha.does(post("before")).await;

    breaks.store(true, Ordering::SeqCst);
    let (id, command) = (CommandId(Uuid::new_v4()), post("the last straw"));
    asha.say(&FromBrowser::Ask {
        id,
        command: command.clone(),
    })
    .await;
    for person in [&asha, &ben] {
        assert_eq!(person.is_closed().await, close::RECONNECT);
    }
    let told = asha.look().answers.get(&id).cloned();
    assert!(is_certain(told), "she is told before the line goes");
    breaks.store(false, Ordering::SeqCst);

    let [mut asha, mut ben] = world.all_arrive(["Asha", "Ben"]).await;
    breaks.store(true, Ordering::SeqCst);
    for _ in 0..3 {
        let told = asha.ask_as(id, command.clone()).await;
        assert!(is_certain(Some(told)));
    }
    breaks.store(false, Ordering::SeqCst);
    ben.does(post("all is well")).await;
    asha.until("his words", |mirror| reads(mirror, "all is well"))
        .await;
    assert!(reads(&asha.look(), "before") && !asha.look().has_received("the last straw"));
    assert!(!ben.look().over && !asha.look().over);
}

/// A browser settles such an answer also for a command whose first answer it never had.
fn is_certain(told: Option<Outcome>) -> bool {
    matches!(told, Some(Outcome::Refused { refusal }) if refusal.code == Code::NotNow)
}
