//! Whether a round can be divided at all, one way to do it, and otherwise which rules clash.

use super::anneal::Annealing;
use super::table::{APART, Table};
use super::{Grouping, even_sizes};
use crate::matching::clash::{Clash, Constraint, clash, constraints_of};
use crate::matching::people::{Member, Person, Roll, Room};
use crate::matching::seating::{Frame, Seating};

/// Starts of annealing that look for a way where the complete search ran out of steps, and tries of each.
const STARTS: usize = 8;
const TRIES: u32 = 200_000;

/// A round with the constraints that are in force in it.
pub struct Asked {
    pub roll: Roll<Person>,
    pub rooms: Roll<Room>,
    pub constraints: Vec<Constraint>,
}

impl Asked {
    pub fn new(question: &Grouping) -> Self {
        let roll = Roll::new(question.people.iter().map(|each| each.id));
        let rooms = Roll::new(question.rooms.iter().copied());
        let here = |person| roll.index(person).is_some();
        let mut constraints = constraints_of(&question.rules, here);
        // What comes first is let go first: the largest size says most plainly what is wrong.
        constraints.push(Constraint::Rooms(rooms.len()));
        constraints.push(Constraint::MinSize(question.min_size));
        constraints.push(Constraint::MaxSize(question.max_size));
        Self {
            roll,
            rooms,
            constraints,
        }
    }

    /// What some constraints mean; without the one on rooms there may be any number of them.
    pub fn frame(&self, constraints: &[Constraint]) -> Frame {
        let mut frame = Frame::new(&self.roll, &self.rooms, constraints);
        frame.may_close = false;
        let limited = |each: &Constraint| matches!(each, Constraint::Rooms(_));
        if constraints.iter().any(limited) {
            frame
        } else {
            frame.with_any_number_of_rooms()
        }
    }

    /// Whether the round is possible with those of its constraints that `some` names.
    fn possible(&self, some: &[Constraint]) -> bool {
        let named = |each: &&Constraint| some.iter().any(|other| other.is_same_rule(each));
        let kept: Vec<Constraint> = self.constraints.iter().filter(named).cloned().collect();
        let order: Vec<usize> = (0..self.roll.len()).collect();
        self.frame(&kept).seat(&order) != Seating::Impossible
    }
}

/// What clashes in rounds of which at least one is impossible. A rule is in force in all rounds or in none.
pub fn clash_of(rounds: &[&Asked]) -> Clash {
    let mut all: Vec<Constraint> = Vec::new();
    for each in rounds.iter().flat_map(|round| &round.constraints) {
        if !all.iter().any(|known| known.is_same_rule(each)) {
            all.push(each.clone());
        }
    }
    let mut clash = clash(all, |some| rounds.iter().all(|round| round.possible(some)));
    clash.constraints.sort();
    clash.ways_out.sort();
    clash
}

/// What clashes in a programme of which round `worst` is impossible; sizes and rooms are told as they are in that round.
pub(in crate::matching) fn clash_of_rounds(rounds: &[Grouping], worst: usize) -> Clash {
    let mut asked: Vec<Asked> = rounds.iter().map(Asked::new).collect();
    if worst < asked.len() {
        asked.swap(0, worst);
    }
    clash_of(&asked.iter().collect::<Vec<_>>())
}

/// Seats that keep the rules, as even as can be: first with sizes that differ by at most one, then as the rules allow.
pub fn first_seats(frame: &Frame, order: &[usize]) -> Option<Vec<usize>> {
    let (least, most) = even_sizes(frame.people, frame.rooms);
    let mut even = frame.clone();
    even.sizes = (least.max(frame.sizes.0), most.min(frame.sizes.1));
    if let Seating::Found(seats) = even.seat(order) {
        return Some(seats);
    }
    match frame.seat(order) {
        Seating::Found(seats) => Some(seats),
        Seating::Impossible => None,
        Seating::Unknown => by_chance(frame, order),
    }
}

/// Seats that keep all rules, from seats that may put people together who are kept apart.
fn by_chance(frame: &Frame, order: &[usize]) -> Option<Vec<usize>> {
    let mut easier = frame.clone();
    easier.apart.fill(false);
    let Seating::Found(seats) = easier.seat(order) else {
        return None;
    };
    let nobody = Member::new(Person(0));
    let table = Table::new(&vec![nobody; frame.people], frame, |_, _| 0);
    let mut bound = table.levels(&table.seated(&seats));
    bound[APART] = 0;
    let mut search = Annealing::new(&table, table.seated(&seats), bound, 0);
    for number in 0..STARTS {
        if search.best.0[APART] > 0 {
            search.start(number, TRIES);
        }
    }
    (search.best.0[APART] == 0).then(|| table.room_of(&search.best.1))
}
