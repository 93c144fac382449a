//! Breakout rooms for one round (R13): random, or mixed so that the fewest people meet somebody again.
//!
//! A complete search seats everybody by the rules alone; mixing then improves the seats by annealing with a seed, in
//! whole numbers only, so that every machine gives the same rooms. Plans for a whole programme are made round by round
//! by the caller, who adds each round to the history.

mod anneal;
mod exact;

use super::clash::{Clash, Constraint, clash, constraints_of};
use super::comfort::best_lead;
use super::people::{History, Member, Person, Roll, Room, Rules, pairs};
use super::plan::{Group, Plan, named};
use super::reason::{Because, Reason};
use super::seating::{Frame, Seating};
use anneal::Table;

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
    /// How many changes are tried at most; [`Grouping::USUAL_TRIES`] takes a moment even for a slow build.
    pub tries: u32,
}

impl Grouping {
    /// Enough for the best rooms of nearly every group of up to 25 people.
    pub const USUAL_TRIES: u32 = 20_000;

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

const LEVELS: [&str; 5] = [
    "repeats",
    "unled_rooms",
    "uneven",
    "discomfort",
    "lead_load",
];

/// Divides everybody present among the rooms.
pub fn group(question: &Grouping) -> Result<Plan, Clash> {
    let roll = Roll::new(question.people.iter().map(|each| each.id));
    let rooms = Roll::new(question.rooms.iter().copied());
    let mut all = constraints_of(&question.rules, |person| roll.index(person).is_some());
    all.push(Constraint::MaxSize(question.max_size));
    all.push(Constraint::MinSize(question.min_size));
    all.push(Constraint::Rooms(rooms.len()));
    let frame = frame(&roll, &rooms, &all);
    let order = anneal::shuffled(roll.len(), question.seed);
    let Some(seats) = first_seats(&frame, &order) else {
        let possible = |some: &[Constraint]| {
            self::frame(&roll, &rooms, some).seat(&order) != Seating::Impossible
        };
        return Err(clash(all, possible));
    };
    let mut members = question.people.clone();
    members.sort_by_key(|each| each.id);
    members.dedup_by_key(|each| each.id);
    let table = Table::new(&members, &question.history, frame);
    let seats = match question.mix {
        Mix::Random => table.rooms(&seats),
        Mix::FewestRepeats => table.perfect(table.improve(&seats, question.seed, question.tries)),
    };
    Ok(plan(question, &rooms, &members, &table, &seats))
}

fn frame(roll: &Roll<Person>, rooms: &Roll<Room>, constraints: &[Constraint]) -> Frame {
    let mut frame = Frame::new(roll, rooms, constraints);
    frame.may_close = false;
    if constraints
        .iter()
        .any(|each| matches!(each, Constraint::Rooms(_)))
    {
        frame
    } else {
        frame.with_any_number_of_rooms()
    }
}

/// Seats that keep the rules, as even as can be: first with sizes that differ by at most one, then as the rules allow.
fn first_seats(frame: &Frame, order: &[usize]) -> Option<Vec<usize>> {
    let (least, most) = even_sizes(frame.people, frame.rooms);
    let mut even = frame.clone();
    even.sizes = (least.max(frame.sizes.0), most.min(frame.sizes.1));
    [&even, frame]
        .into_iter()
        .find_map(|frame| match frame.seat(order) {
            Seating::Found(seats) => Some(seats),
            Seating::Impossible | Seating::Unknown => None,
        })
}

fn plan(
    question: &Grouping,
    rooms: &Roll<Room>,
    members: &[Member],
    table: &Table,
    seats: &[Vec<usize>],
) -> Plan {
    let mut reasons = Vec::new();
    let mut groups = Vec::new();
    for (room, people) in seats.iter().enumerate() {
        let mut people = people.clone();
        people.sort_unstable();
        let lead = best_lead(&people, members);
        for (a, b) in pairs(&people) {
            let (a, b) = (members[a].id, members[b].id);
            reasons.push(Because {
                about: a,
                reason: company(question, a, b),
            });
        }
        for pin in question
            .rules
            .pins
            .iter()
            .filter(|pin| pin.room == rooms.id(room))
        {
            if people.iter().any(|&each| members[each].id == pin.person) {
                reasons.push(Because {
                    about: pin.person,
                    reason: Reason::Pinned(pin.room),
                });
            }
        }
        if let Some(lead) = lead {
            let reason = Reason::Leads(members[lead].times_led);
            reasons.push(Because {
                about: members[lead].id,
                reason,
            });
        }
        groups.push(Group {
            room: Some(rooms.id(room)),
            people: people.iter().map(|&each| members[each].id).collect(),
            lead: lead.map(|each| members[each].id),
        });
    }
    Plan {
        groups,
        reasons,
        levels: named(LEVELS, table.levels(seats)),
        ..Plan::default()
    }
}

/// Why these two may share a room: a rule of staff, or how often they have met.
fn company(question: &Grouping, a: Person, b: Person) -> Reason {
    let rule = question
        .rules
        .together
        .iter()
        .find(|rule| rule.people.contains(&a) && rule.people.contains(&b));
    match (rule, question.history.times(a, b)) {
        (Some(rule), _) if rule.companion => Reason::ShareCompanion(b),
        (Some(_), _) => Reason::KeptTogether(b),
        (None, 0) => Reason::NotMetYet(b),
        (None, times) => Reason::MetTimes(b, times),
    }
}
