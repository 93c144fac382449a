//! Breakout rooms for one round (R13): random, or mixed so that the fewest people meet somebody again.
//!
//! A complete search seats everybody by the rules alone; mixing then improves the seats by annealing with a seed, and
//! proves them the best, or betters them, where all rooms that could be can be written down. It counts steps and not
//! time, so that every machine gives the same rooms. Whole programmes are planned in [`super::programme`].

mod anneal;
mod best;
mod bound;
mod cover;
mod exact;
mod feasible;
mod legal;
mod prices;
mod seats;
mod table;

use super::chance::Chance;
use super::clash::Clash;
use super::comfort::best_lead;
use super::people::{History, Member, Person, Roll, Room, Rules};
use super::plan::{Group, Plan, named};
use super::told::because;
use feasible::Asked;
pub(super) use feasible::clash_of_rounds;
use table::Table;
pub(super) use table::{discomfort_of, one_voice, uneven};

/// How rooms are mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mix {
    /// By chance: only the rules and even sizes count.
    Random,
    /// Fewest repeated meetings, then led rooms, even sizes, comfort and fair leads.
    FewestRepeats,
}

/// Who is to be divided among which rooms. All rooms are used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouping {
    /// Everybody present, companions not among them.
    pub people: Vec<Member>,
    pub rooms: Vec<Room>,
    /// Fewest people of a room; never fewer than 2.
    pub min_size: usize,
    /// Most people of a room.
    pub max_size: usize,
    pub rules: Rules,
    pub history: History,
    pub mix: Mix,
    /// Chance, from outside.
    pub seed: u64,
    /// How many changes are tried at most while annealing.
    pub tries: u32,
}

impl Grouping {
    /// Enough for the best rooms of nearly every group of up to 40 people: a quarter of a second at the most.
    pub const USUAL_TRIES: u32 = 5_200_000;

    /// Rooms as even as can be, mixed for the fewest repeats.
    pub fn new(people: Vec<Member>, rooms: Vec<Room>, seed: u64) -> Self {
        let (min_size, max_size) = even_sizes(people.len(), rooms.len());
        Self {
            people,
            rooms,
            min_size,
            max_size,
            rules: Rules::default(),
            history: History::default(),
            mix: Mix::FewestRepeats,
            seed,
            tries: Self::USUAL_TRIES,
        }
    }
}

/// The sizes of rooms that differ by at most one person, smallest and largest.
pub fn even_sizes(people: usize, rooms: usize) -> (usize, usize) {
    let rooms = rooms.max(1);
    (people / rooms, people.div_ceil(rooms))
}

pub(super) const LEVELS: [&str; 5] = [
    "repeats",
    "unled_rooms",
    "uneven",
    "discomfort",
    "lead_load",
];

/// Divides everybody present among the rooms.
pub fn group(question: &Grouping) -> Result<Plan, Clash> {
    let asked = Asked::new(question);
    let mut order: Vec<usize> = (0..asked.roll.len()).collect();
    Chance::new(question.seed).shuffle(&mut order);
    let frame = asked.frame(&asked.constraints);
    let Some(seats) = feasible::first_seats(&frame, &order) else {
        return Err(feasible::clash_of(&[&asked]));
    };
    let mut members = question.people.clone();
    members.sort_by_key(|each| each.id);
    members.dedup_by_key(|each| each.id);
    let met = met(question, &asked.roll);
    let table = Table::new(&members, &frame, |a, b| met[a * members.len() + b]);
    let mut best = table.seated(&seats);
    if question.mix == Mix::FewestRepeats {
        best = best::rooms(&table, best, question.seed, question.tries);
    }
    Ok(plan(question, &asked.rooms, &members, &table, &best))
}

/// How often each two have met as far as it counts: a square table, row by row.
fn met(question: &Grouping, roll: &Roll<Person>) -> Vec<u32> {
    let ties = question.rules.ties();
    let mut met = vec![0; roll.len() * roll.len()];
    for (a, b, times) in question.history.meetings() {
        if let Some((one, other)) = roll.pair(a, b).filter(|_| !ties.tied(a, b)) {
            met[one * roll.len() + other] = times;
            met[other * roll.len() + one] = times;
        }
    }
    met
}

fn plan(
    question: &Grouping,
    rooms: &Roll<Room>,
    members: &[Member],
    table: &Table,
    seats: &[Vec<usize>],
) -> Plan {
    let [_, levels @ ..] = table
        .levels(seats)
        .map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    let mut reasons = Vec::new();
    let mut groups = Vec::new();
    for (room, people) in table.people_in(seats).into_iter().enumerate() {
        let lead = best_lead(&people, members);
        let group = Group {
            room: Some(rooms.id(room)),
            people: people.iter().map(|&each| members[each].id).collect(),
            lead: lead.map(|each| members[each].id),
        };
        let led = lead.map_or(0, |each| members[each].times_led);
        let pins = &question.rules.pins;
        reasons.extend(because(
            &group,
            &question.rules,
            pins,
            &question.history,
            led,
        ));
        groups.push(group);
    }
    Plan {
        groups,
        reasons,
        levels: named(LEVELS, levels),
        ..Plan::default()
    }
}
