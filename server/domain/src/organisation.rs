//! The organisation: staff accounts and who is signed in.
//!
//! ```text
//!   nobody --first owner, by the printed link--> staff with names and passphrases --sign in--> passes
//! ```
//!
//! Passphrases come here as argon2id hashes; the slow work and the secrets stay outside the core.
//! Programmes are not listed here: each has its own history, and the log knows which there are.

use crate::{
    aggregate::{Aggregate, Ask, Fingerprint, Pass},
    limits, text,
};
use alongside_protocol::{
    ids::{At, StaffId},
    refusal::Refusal,
    words::Words,
};
use serde::{Deserialize, Serialize};

/// What may be asked of the organisation.
#[derive(Debug, Clone)]
pub enum Command {
    /// The printed link was right: the first member of staff chooses a name and is signed in.
    Found {
        name: Words,
        hash: PassphraseHash,
        pass: Pass,
    },
    /// Name and passphrase were right.
    SignIn {
        staff: StaffId,
        pass: Pass,
    },
    SignOut {
        key: Fingerprint,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Event {
    StaffJoined {
        staff: StaffId,
        name: Words,
        hash: PassphraseHash,
    },
    SignedIn {
        staff: StaffId,
        pass: Pass,
    },
    SignedOut {
        key: Fingerprint,
    },
}

/// An argon2id hash in its usual text form. It does not print.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PassphraseHash(pub String);

impl std::fmt::Debug for PassphraseHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[hash]")
    }
}

/// A member of staff with an account.
#[derive(Debug, Clone)]
pub struct Staff {
    pub id: StaffId,
    pub name: Words,
    pub hash: PassphraseHash,
    passes: Vec<Pass>,
}

#[derive(Debug, Default)]
pub struct Organisation {
    staff: Vec<Staff>,
}

impl Organisation {
    /// Whether the first owner has still to come.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.staff.is_empty()
    }

    /// The account of this name; capital letters and spacing make no difference.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Staff> {
        let name = text::folded(name);
        self.staff
            .iter()
            .find(|staff| text::folded(staff.name.text()) == name)
    }

    /// Who is signed in with this pass at this moment.
    #[must_use]
    pub fn by_pass(&self, key: Fingerprint, now: At) -> Option<&Staff> {
        self.staff.iter().find(|staff| {
            staff
                .passes
                .iter()
                .any(|pass| pass.key == key && pass.until > now)
        })
    }

    fn found(
        &self,
        ask: &Ask<Command>,
        name: &Words,
        hash: &PassphraseHash,
        pass: Pass,
    ) -> Result<Vec<Event>, Refusal> {
        if !self.is_new() {
            // A used link looks like a wrong one.
            return Err(Refusal::not_found());
        }
        let staff = StaffId(ask.dice().uuid());
        Ok(vec![
            Event::StaffJoined {
                staff,
                name: text::line(name, "Name", limits::NAME_LETTERS)?,
                hash: hash.clone(),
            },
            Event::SignedIn { staff, pass },
        ])
    }
}

impl Aggregate for Organisation {
    type Command = Command;
    type Event = Event;

    fn decide(&self, ask: &Ask<Command>) -> Result<Vec<Event>, Refusal> {
        match &ask.command {
            Command::Found { name, hash, pass } => self.found(ask, name, hash, *pass),
            Command::SignIn { staff, pass } => {
                let known = self.staff.iter().any(|member| member.id == *staff);
                let signed_in = Event::SignedIn {
                    staff: *staff,
                    pass: *pass,
                };
                known
                    .then(|| vec![signed_in])
                    .ok_or_else(Refusal::not_found)
            }
            Command::SignOut { key } => Ok(self
                .by_pass(*key, ask.at)
                .map(|_| Event::SignedOut { key: *key })
                .into_iter()
                .collect()),
        }
    }

    fn apply(&mut self, at: At, event: &Event) {
        match event {
            Event::StaffJoined { staff, name, hash } => self.staff.push(Staff {
                id: *staff,
                name: name.clone(),
                hash: hash.clone(),
                passes: Vec::new(),
            }),
            Event::SignedIn { staff, pass } => {
                for member in self.staff.iter_mut().filter(|member| member.id == *staff) {
                    hold(&mut member.passes, *pass, at);
                }
            }
            Event::SignedOut { key } => {
                for member in &mut self.staff {
                    member.passes.retain(|pass| pass.key != *key);
                }
            }
        }
    }
}

/// Adds a pass; those that have run out go, and the oldest make room.
pub(crate) fn hold(passes: &mut Vec<Pass>, pass: Pass, now: At) {
    passes.retain(|held| held.until > now);
    while passes.len() >= limits::PASSES {
        passes.remove(0);
    }
    passes.push(pass);
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: At = At(1_800_000_000_000);

    fn pass(mark: u8) -> Pass {
        Pass {
            key: Fingerprint([mark; 32]),
            until: NOW.plus_minutes(60),
        }
    }

    fn ask(house: &mut Organisation, command: Command) -> Result<Vec<Event>, Refusal> {
        let events = house.decide(&Ask {
            at: NOW,
            seed: [1; 32],
            command,
        })?;
        for event in &events {
            house.apply(NOW, event);
        }
        Ok(events)
    }

    fn found(house: &mut Organisation, name: &str) -> Result<Vec<Event>, Refusal> {
        ask(
            house,
            Command::Found {
                name: name.into(),
                hash: PassphraseHash("hash".into()),
                pass: pass(1),
            },
        )
    }

    #[test]
    fn morag_becomes_the_first_owner_and_nobody_else_can() {
        let mut house = Organisation::default();
        assert!(house.is_new());
        found(&mut house, " Morag ").unwrap();
        assert!(!house.is_new());
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
        ask(
            &mut house,
            Command::SignIn {
                staff: morag,
                pass: pass(2),
            },
        )
        .unwrap();
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
            ask(
                &mut house,
                Command::SignIn {
                    staff,
                    pass: pass(mark),
                },
            )
            .unwrap();
        }
        assert!(house.by_pass(pass(1).key, NOW).is_none());
        assert!(house.by_pass(pass(2).key, NOW).is_some());
    }
}
