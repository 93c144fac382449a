//! Stories of accounts and passes; of roles and invitations below.

mod chance;
mod invitations;
mod provider;
mod roles;
mod sign_in;

use super::{Command, Event, Organisation, PassphraseHash, Proof};
use crate::{
    aggregate::{Aggregate, Ask, Fingerprint, Pass},
    limits,
};
use alongside_protocol::{
    ids::{At, StaffId},
    refusal::Refusal,
};

const NOW: At = At(1_800_000_000_000);

fn pass(mark: u8) -> Pass {
    Pass {
        key: Fingerprint([mark; 32]),
        until: NOW.plus_minutes(60),
    }
}

fn ask(house: &mut Organisation, command: Command) -> Result<Vec<Event>, Refusal> {
    ask_at(house, NOW, command)
}

fn ask_at(house: &mut Organisation, at: At, command: Command) -> Result<Vec<Event>, Refusal> {
    let events = house.decide(&Ask {
        at,
        seed: [1; 32],
        command,
    })?;
    for event in &events {
        house.apply(at, event);
    }
    Ok(events)
}

/// The right passphrase, in a browser like any other.
fn sign_in(house: &mut Organisation, staff: StaffId, mark: u8) {
    let command = Command::SignIn {
        staff,
        proof: Proof::Passphrase {
            hash: PassphraseHash("hash".into()),
            second: None,
        },
        pass: pass(mark),
        mark: Fingerprint([mark; 32]),
    };
    ask(house, command).unwrap();
}

fn found(house: &mut Organisation, name: &str) -> Result<Vec<Event>, Refusal> {
    ask(
        house,
        Command::Found {
            name: name.into(),
            hash: PassphraseHash("hash".into()),
            pass: pass(1),
            mark: Fingerprint([1; 32]),
        },
    )
}

#[test]
fn morag_becomes_the_first_owner_and_nobody_else_can() {
    let mut house = Organisation::default();
    assert!(house.needs_owner());
    found(&mut house, " Morag ").unwrap();
    assert!(!house.needs_owner());
    assert_eq!(
        house.by_pass(pass(1).key, NOW).unwrap().name.text(),
        "Morag"
    );
    assert_eq!(house.by_name("MORAG").unwrap().name.text(), "Morag");
    assert_eq!(
        found(&mut house, "Mallory").unwrap_err(),
        Refusal::not_found()
    );
}

#[test]
fn a_first_owner_needs_a_name_that_can_be_seen() {
    assert!(found(&mut Organisation::default(), "\u{200b}\u{7}").is_err());
}

#[test]
fn a_pass_ends_with_signing_out_and_with_its_time() {
    let mut house = Organisation::default();
    found(&mut house, "Morag").unwrap();
    let morag = house.by_name("Morag").unwrap().id;
    sign_in(&mut house, morag, 2);
    assert!(house.by_pass(pass(2).key, NOW.plus_minutes(60)).is_none());
    ask(&mut house, Command::SignOut { key: pass(2).key }).unwrap();
    assert!(house.by_pass(pass(2).key, NOW).is_none());
    assert!(house.by_pass(pass(1).key, NOW).is_some());
    assert_eq!(
        ask(&mut house, Command::SignOut { key: pass(2).key }).unwrap(),
        []
    );
}

#[test]
fn only_so_many_browsers_stay_signed_in() {
    let mut house = Organisation::default();
    found(&mut house, "Morag").unwrap();
    let staff = house.by_name("Morag").unwrap().id;
    for mark in 2..=u8::try_from(limits::PASSES + 1).unwrap() {
        sign_in(&mut house, staff, mark);
    }
    assert!(house.by_pass(pass(1).key, NOW).is_none());
    assert!(house.by_pass(pass(2).key, NOW).is_some());
}
