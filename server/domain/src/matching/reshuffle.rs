//! What to change when people drop out, arrive late or come back (R10, R19-R22): as few moves as can be.

mod bound;
mod company;
mod explain;
mod search;
mod table;

use super::clash::{Clash, Constraint, clash, constraints_of};
use super::people::{History, Member, Person, Roll, Room, Rules};
use super::plan::Plan;
use super::seating::{Frame, Seating};
use search::{Answer, Search};
use table::Table;

/// What people do in their rooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// Buddy time: who arrives belongs to their buddy.
    Buddies,
    Groups,
}

/// A room as it was before anything happened, with those who have left since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRoom {
    pub room: Room,
    /// What the room talks about, as the number of the prompt; rooms with the same prompt have the same number.
    pub prompt: u32,
    pub people: Vec<Person>,
    pub lead: Option<Person>,
}

/// An empty room that may be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpareRoom {
    pub room: Room,
    pub prompt: u32,
}

/// Somebody who had dropped out and is back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Returned {
    pub person: Person,
    pub old_room: Option<Room>,
}

/// The rooms that run, and what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reshuffle {
    pub activity: Activity,
    /// Everybody in the rooms, who is back and who is new; others are ignored.
    pub people: Vec<Member>,
    pub rooms: Vec<OpenRoom>,
    pub spare_rooms: Vec<SpareRoom>,
    pub left: Vec<Person>,
    pub joined: Vec<Person>,
    pub returned: Vec<Returned>,
    pub rules: Rules,
    pub history: History,
    /// The buddy pairs (and triad) of the programme.
    pub buddies: Vec<Vec<Person>>,
    /// Most people of a room; firm.
    pub max_size: usize,
    /// Most people a room better has.
    pub preferred_max: usize,
    /// Whether rooms have a lead.
    pub leads: bool,
}

/// Steps of the search for the best answer, and for an alternative; up to 40 people need a few, rarely some hundred.
const STEPS: u32 = 20_000;
const STEPS_ALTERNATIVE: u32 = 4;
const STEPS_CROWD: u32 = 12;

/// More people than this are a crowd: only the best answer is looked for, among the ways that usually have it.
const CROWD: usize = 100;

/// So few people have few alternatives, and there is time to find them.
const FEW: usize = 10;
const STEPS_FEW: u32 = 200;

/// How many seats of the best answer are ruled out in turn to find another.
const TRIED: usize = 3;

/// The rooms after the fewest possible moves, with up to two other good answers.
pub fn reshuffle(question: &Reshuffle) -> Result<Plan, Clash> {
    let (roll, rooms) = table::rolls(question);
    let mut all = constraints_of(&question.rules, |person| roll.index(person).is_some());
    all.push(Constraint::MaxSize(question.max_size));
    all.push(Constraint::Rooms(rooms.len()));
    let table = Table::new(question, &all);
    let free = vec![false; roll.len() * rooms.len()];
    let least = table.moves_at_least();
    let search = || {
        if roll.len() > CROWD {
            return Search::new(&table, &free, STEPS_CROWD).quick();
        }
        Search::new(&table, &free, STEPS)
    };
    let best = match search().run(least..=least + 1) {
        Some(best) => best,
        None => {
            let order: Vec<usize> = (0..roll.len()).collect();
            let mut frame = table.frame.clone();
            frame.wish.clone_from(&table.before);
            let seats = frame.seat(&order);
            let none = || clash(all, |some| is_possible(&roll, &rooms, some, &order));
            if seats == Seating::Impossible {
                return Err(none());
            }
            let best = search().run(least + 2..=roll.len());
            best.or_else(|| fallback(&table, seats)).ok_or_else(none)?
        }
    };
    let mut plan = explain::plan(question, &table, &best);
    if roll.len() <= CROWD {
        let others = alternatives(&table, &best);
        let other = |other| explain::plan(question, &table, other);
        plan.alternatives = others.iter().map(other).collect();
    }
    Ok(plan)
}

fn is_possible(
    roll: &Roll<Person>,
    rooms: &Roll<Room>,
    constraints: &[Constraint],
    order: &[usize],
) -> bool {
    let mut frame = Frame::new(roll, rooms, constraints);
    if !constraints
        .iter()
        .any(|each| matches!(each, Constraint::Rooms(_)))
    {
        frame = frame.with_any_number_of_rooms();
    }
    frame.seat(order) != Seating::Impossible
}

/// Valid seats near those before, for questions too large to search to the end.
fn fallback(table: &Table, seats: Seating) -> Option<Answer> {
    let Seating::Found(room_of) = seats else {
        return None;
    };
    Some((table.cost(&room_of), room_of))
}

/// Other answers: the best ones found when one seat after the other of those already told is ruled out.
fn alternatives(table: &Table, best: &Answer) -> Vec<Answer> {
    let mut told = vec![best.clone()];
    let mut banned = vec![false; table.roll.len() * table.rooms.len()];
    while told.len() < 3 {
        let mut next: Option<(Answer, usize)> = None;
        let Some((_, latest)) = told.last() else {
            break;
        };
        let changed =
            (0..latest.len()).filter(|&person| table.before[person] != Some(latest[person]));
        for person in changed.take(TRIED) {
            let seat = person * table.rooms.len() + latest[person];
            banned[seat] = true;
            let moves = best.0[table::MOVES] as usize;
            let search = || Search::new(table, &banned, STEPS_ALTERNATIVE).quick();
            let other = search().run(moves..=moves);
            let other = other.or_else(|| search().run(moves + 1..=moves + 1));
            let other = other.or_else(|| {
                let few = table.roll.len() <= FEW;
                let search = few.then(|| Search::new(table, &banned, STEPS_FEW))?;
                search.run(moves + 1..=moves + 1)
            });
            banned[seat] = false;
            if let Some(other) = other
                && next.as_ref().is_none_or(|(known, _)| other < *known)
            {
                next = Some((other, seat));
            }
        }
        let Some((answer, seat)) = next else { break };
        banned[seat] = true;
        told.push(answer);
    }
    told.split_off(1)
}
