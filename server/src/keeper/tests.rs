use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use alongside_domain::{
    aggregate::{Fingerprint, Pass},
    organisation::{Command, Organisation, PassphraseHash, Proof},
};
use alongside_protocol::ids::{At, StaffId};

use super::*;
use crate::clock::Clock;
use crate::log::{Answer, Kind, Log, Memory, Record};

const NOW: At = At(1_800_000_000_000);

fn ask(command: Command) -> Ask<Command> {
    Ask {
        at: NOW,
        seed: [5; 32],
        command,
    }
}

fn pass(mark: u8) -> Pass {
    Pass {
        key: Fingerprint([mark; 32]),
        until: NOW.plus_minutes(10),
    }
}

fn found() -> Ask<Command> {
    ask(Command::Found {
        name: "Morag".into(),
        hash: PassphraseHash("hash".into()),
        pass: pass(1),
        mark: Fingerprint([1; 32]),
    })
}

/// A log, with keys that are forgotten with the test.
fn vault(log: impl Log) -> Vault {
    Vault::forgetful(Arc::new(log), Clock::starting_at(NOW)).unwrap()
}

async fn load(vault: &Vault) -> Keeper<Organisation> {
    Keeper::load(vault.clone(), Stream::organisation())
        .await
        .unwrap()
}

fn morag(keeper: &Keeper<Organisation>) -> Option<StaffId> {
    keeper.look(|house| house.by_name("Morag").map(|staff| staff.id))
}

#[tokio::test]
async fn what_was_asked_is_there_after_a_restart() {
    let log = vault(Memory::new());
    load(&log).await.ask(&found()).await.unwrap();
    assert!(morag(&load(&log).await).is_some());
}

#[tokio::test]
async fn a_refusal_leaves_nothing_behind() {
    let log = vault(Memory::new());
    let keeper = load(&log).await;
    keeper.ask(&found()).await.unwrap();
    let again = keeper.ask(&found()).await;
    assert!(matches!(again, Err(Trouble::Refused(_))));
    let kept = log.log.read(Stream::organisation(), 1).await.unwrap();
    assert_eq!(kept.len(), 1, "what one ask led to is one record");
}

#[tokio::test]
async fn one_who_was_overtaken_reads_on_and_decides_anew() {
    let log = vault(Memory::new());
    let (one, other) = (load(&log).await, load(&log).await);
    one.ask(&found()).await.unwrap();
    // The other still believes that nobody has come; it must not make a second first owner.
    let refused = other.ask(&found()).await;
    assert!(matches!(refused, Err(Trouble::Refused(_))));
    assert_eq!(morag(&one), morag(&other));
}

#[tokio::test]
async fn asks_at_the_same_moment_take_turns() {
    let log = vault(Memory::new());
    let keeper = Arc::new(load(&log).await);
    keeper.ask(&found()).await.unwrap();
    let staff = morag(&keeper).unwrap();
    let asks = (2..9).map(|mark| {
        let keeper = Arc::clone(&keeper);
        tokio::spawn(async move {
            let sign_in = ask(Command::SignIn {
                staff,
                proof: Proof::Passphrase {
                    hash: PassphraseHash("hash".into()),
                    second: None,
                },
                pass: pass(mark),
                mark: pass(mark).key,
            });
            keeper.ask(&sign_in).await.unwrap();
        })
    });
    for ask in asks.collect::<Vec<_>>() {
        ask.await.unwrap();
    }
    let signed_in = |mark| keeper.look(|house| house.by_pass(pass(mark).key, NOW).is_some());
    assert!((1..9).all(signed_in));
}

/// Keeps what it is given and then says that it could not.
struct Doubtful {
    log: Memory,
    fails: AtomicBool,
}

impl Log for Doubtful {
    fn append(&self, stream: Stream, expected: u64, bodies: Vec<Vec<u8>>) -> Answer<'_, u64> {
        Box::pin(async move {
            let kept = self.log.append(stream, expected, bodies).await;
            if self.fails.load(Ordering::SeqCst) {
                return Err(LogError::Full);
            }
            kept
        })
    }

    fn read(&self, stream: Stream, from: u64) -> Answer<'_, Vec<Record>> {
        self.log.read(stream, from)
    }

    fn list(&self, kind: Kind) -> Answer<'_, Vec<Stream>> {
        self.log.list(kind)
    }

    fn erase(&self, stream: Stream) -> Answer<'_, ()> {
        self.log.erase(stream)
    }
}

#[tokio::test]
async fn after_a_fault_the_log_says_what_was_kept() {
    let log = Arc::new(Doubtful {
        log: Memory::new(),
        fails: AtomicBool::new(true),
    });
    let shared = Vault::forgetful(Arc::clone(&log) as _, Clock::starting_at(NOW)).unwrap();
    let keeper = load(&shared).await;
    assert!(matches!(keeper.ask(&found()).await, Err(Trouble::Log(_))));
    assert_eq!(morag(&keeper), None, "nobody is shown what may not be kept");
    log.fails.store(false, Ordering::SeqCst);
    assert!(matches!(
        keeper.ask(&found()).await,
        Err(Trouble::Refused(_))
    ));
    assert!(morag(&keeper).is_some());
    assert_ne!(keeper.late(), [], "whoever has to know of it is told later");
    assert_eq!(keeper.late(), [], "once");
    assert_eq!(load(&shared).await.late(), [], "a start is nothing new");
}

#[tokio::test]
async fn a_record_of_a_newer_version_is_told_and_not_skipped() {
    let log = vault(Memory::new());
    let newer = br#"{"at":1,"event":{"t":"from_the_future"}}"#.to_vec();
    log.log
        .append(Stream::organisation(), 0, vec![newer])
        .await
        .unwrap();
    let loaded = Keeper::<Organisation>::load(log, Stream::organisation()).await;
    assert!(matches!(
        loaded.err(),
        Some(Trouble::Unreadable { position: 1, .. })
    ));
}
