//! What a simulated trainee does now, given what they see: a pure decision, repeatable from its seed.
//!
//! ```text
//!   what is seen --script--> wishes --> those not yet fulfilled --> the one whose pause is over first
//! ```
//!
//! A wish waits from the moment it comes up. One that no longer comes up (the turn went on, the room closed)
//! is forgotten; one that was fulfilled is never fulfilled again.

use super::{
    cast::{CAST, Part},
    script::{self, Standpoint},
    seen::Seen,
    wish::{Act, Chance, Occasion, Pace, Wish},
};
use alongside_domain::dice::Seed;
use alongside_protocol::{command::Command, ids::At};
use std::collections::{BTreeMap, BTreeSet};

/// One of the cast, with what they remember.
#[derive(Debug)]
pub struct Trainee {
    pub part: &'static Part,
    place: usize,
    pace: Pace,
    chance: Chance,
    waiting: BTreeMap<Occasion, At>,
    done: BTreeSet<Occasion>,
}

/// What comes next.
#[derive(Debug, Clone)]
pub enum Next {
    Ask(Box<Command>),
    /// The socket closes, and they are back then.
    HangUp {
        until: At,
    },
    GoHome,
    /// Nothing before that moment, unless something else is seen.
    Wait(At),
    /// Nothing, unless something else is seen.
    Watch,
}

impl Trainee {
    /// Everybody of the cast, in the order in which they arrive.
    pub fn all(seed: Seed, pace: Pace) -> impl Iterator<Item = Self> {
        CAST.iter().enumerate().map(move |(place, part)| Self {
            part,
            place,
            pace,
            chance: Chance::new(seed, place),
            waiting: BTreeMap::new(),
            done: BTreeSet::new(),
        })
    }

    /// When they come through the door, if the rehearsal begins now.
    #[must_use]
    pub fn arrives(&self, begins: At) -> At {
        let lively = i64::from(self.part.arrives_seconds) * 1_000;
        At(begins.0 + lively * i64::from(self.pace.0) / 100)
    }

    /// What they do now. Whatever comes out as done is remembered as done.
    pub fn next(&mut self, seen: &Seen, now: At) -> Next {
        let wishes = script::wishes(&Standpoint {
            part: self.part,
            place: self.place,
            now,
            seen,
            chance: &self.chance,
            done: &self.done,
        });
        let open: Vec<(At, Wish)> = wishes
            .into_iter()
            .filter(|wish| !self.done.contains(&wish.occasion))
            .map(|wish| {
                let since = self.waiting.get(&wish.occasion).copied().unwrap_or(now);
                (since, wish)
            })
            .collect();
        self.waiting = open
            .iter()
            .map(|(since, wish)| (wish.occasion, *since))
            .collect();
        let due = |(since, wish): (At, Wish)| {
            let dice = &mut self.chance.own(wish.occasion);
            (wish.pause.over(since, self.pace, dice), wish)
        };
        match open.into_iter().map(due).min_by_key(|(due, _)| *due) {
            Some((due, wish)) if due <= now => self.fulfil(wish, now),
            Some((due, _)) => Next::Wait(due),
            None => Next::Watch,
        }
    }

    fn fulfil(&mut self, wish: Wish, now: At) -> Next {
        self.done.insert(wish.occasion);
        self.waiting.remove(&wish.occasion);
        match wish.act {
            Act::Ask(command) => Next::Ask(command),
            Act::HangUp { away } => {
                // What they were about to do is not done the moment they are back.
                self.waiting.clear();
                let dice = &mut self.chance.own(wish.occasion.nth(-1));
                let until = away.over(now, self.pace, dice);
                Next::HangUp { until }
            }
            Act::GoHome => Next::GoHome,
        }
    }
}

#[cfg(test)]
mod practice;
#[cfg(test)]
mod tests;
