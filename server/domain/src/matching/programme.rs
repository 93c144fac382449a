//! A whole programme at once: who sits with whom in all rounds that are still to come (R13).
//!
//! Planning one round after the other runs into corners: the last rounds find everybody already met. So all rounds are
//! planned together. The plan begins with a *design*, a plan known to have no repeat ([`super::designs`]), where there is
//! one of this size; people are given its points so that rules and history fall on pairs who never meet ([`naming`]). Where
//! rules or absences cut into it, and where no design exists, small changes over all rounds repair it ([`anneal`]) until it
//! reaches a floor that no plan can go below ([`bound`]) or the steps are used up. Who leads is then settled for all rounds
//! together ([`leads`]).

mod anneal;
mod begin;
mod bound;
mod facts;
mod fair;
mod leads;
mod naming;
mod plan;
mod search;
mod seats;

pub use plan::plan_programme;

use super::clash::Clash;
use super::people::{History, Member, Person, Pin, Room, Rules};
use super::plan::{Level, Plan};

/// One round of a programme. All rooms are used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// Who is here, companions not among them.
    pub present: Vec<Person>,
    pub rooms: Vec<Room>,
    /// Fewest people of a room; never fewer than 2.
    pub min_size: usize,
    /// Most people of a room.
    pub max_size: usize,
    pub pins: Vec<Pin>,
}

/// The rounds to plan, in their order, and what all of them share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Everybody in the programme.
    pub people: Vec<Member>,
    pub rounds: Vec<Sitting>,
    /// For all rounds; pins stand with their round.
    pub rules: Rules,
    pub history: History,
    /// Chance, from outside.
    pub seed: u64,
}

/// A plan for every round, in order; each tells its reasons as they will be when its turn comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammePlan {
    pub rounds: Vec<Plan>,
    /// The price of all rounds together, most important level first.
    pub levels: Vec<Level>,
}

/// The rules that clash, and in which round, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundClash {
    pub round: usize,
    pub clash: Clash,
}
