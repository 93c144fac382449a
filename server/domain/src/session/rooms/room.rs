//! One breakout, and one room of it.

use alongside_protocol::{
    command::{PlanKind, Watch},
    entry::{BreakoutState, Help, Lonely},
    ids::{At, BreakoutId, PersonId, RoomId, RuleId},
    words::Words,
};
use std::collections::BTreeSet;

#[derive(Debug, Clone)]
pub struct Breakout {
    pub id: BreakoutId,
    pub kind: PlanKind,
    pub state: BreakoutState,
    pub prompt: Words,
    /// Staff never read the talk of its rooms (R12).
    pub confidential: bool,
    pub minutes: i32,
    pub opens_at: At,
    pub ends_at: At,
    pub closes_at: Option<At>,
    /// Trainees whom staff left without a room on purpose, or who chose to stay outside.
    pub outside: BTreeSet<PersonId>,
    /// Pairs that have shared a room in this breakout, so that each counts once.
    pub met: BTreeSet<(PersonId, PersonId)>,
    /// The next round of the programme's plan.
    pub programme: bool,
    /// Rules that facilitators have let go for this breakout, deliberately (R22).
    pub without: BTreeSet<RuleId>,
    /// The largest room as it was planned.
    pub largest: usize,
}

#[derive(Debug, Clone)]
pub struct Room {
    pub id: RoomId,
    pub name: Words,
    pub prompt: Words,
    pub call_link: Option<String>,
    /// In the order of their coming.
    pub people: Vec<PersonId>,
    pub lead: Option<PersonId>,
    pub watch: Watch,
    pub visitors: BTreeSet<PersonId>,
    pub last_visit_at: Option<At>,
    pub share_back: Words,
    pub help: Option<Help>,
    pub done: BTreeSet<PersonId>,
    /// Nobody comes in or is moved out.
    pub locked: bool,
    /// The only one who is there, once the room is open.
    pub lonely: Option<Lonely>,
    stints: Vec<Stint>,
}

/// A stretch of a room's talk during which the same people could read it.
#[derive(Debug, Clone)]
struct Stint {
    people: BTreeSet<PersonId>,
    monitored: bool,
    visitors: BTreeSet<PersonId>,
}

impl Room {
    #[must_use]
    pub fn new(id: RoomId, name: Words, prompt: Words) -> Self {
        Self {
            id,
            name,
            prompt,
            call_link: None,
            people: Vec::new(),
            lead: None,
            watch: Watch::default(),
            visitors: BTreeSet::new(),
            last_visit_at: None,
            share_back: Words::default(),
            help: None,
            done: BTreeSet::new(),
            locked: false,
            lonely: None,
            stints: Vec::new(),
        }
    }

    /// The number of the present stint, counted from 1.
    #[must_use]
    pub fn stint(&self) -> u32 {
        u32::try_from(self.stints.len()).unwrap_or(u32::MAX)
    }

    /// Somebody may read from now on who could not before, or may no longer.
    pub fn begin_stint(&mut self) {
        self.stints.push(Stint {
            people: self.people.iter().copied().collect(),
            monitored: self.watch == Watch::Monitor,
            visitors: if self.watch == Watch::HandsOff {
                BTreeSet::new()
            } else {
                self.visitors.clone()
            },
        });
    }

    pub fn stints_of(&self, person: PersonId) -> impl Iterator<Item = u32> + '_ {
        self.numbered()
            .filter(move |(_, stint)| stint.people.contains(&person))
            .map(|(number, _)| number)
    }

    /// Stints in which the room was read along with, for as long as it still is.
    pub fn stints_for_facilitator(&self, person: PersonId) -> impl Iterator<Item = u32> + '_ {
        let visiting = self.visitors.contains(&person) && self.watch != Watch::HandsOff;
        self.numbered()
            .filter(move |(_, stint)| {
                (stint.monitored && self.watch == Watch::Monitor)
                    || (visiting && stint.visitors.contains(&person))
            })
            .map(|(number, _)| number)
    }

    fn numbered(&self) -> impl Iterator<Item = (u32, &Stint)> {
        (1..).zip(&self.stints)
    }
}
