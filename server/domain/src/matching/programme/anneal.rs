//! Better rooms in all rounds at once, by small changes: people swap places or, where sizes allow, go over.
//!
//! Annealing weighs the levels softly to get past dead ends, and remembers the best seats by the true order of levels.
//! Half of the changes start with somebody who meets anybody again: when a plan is nearly free of repeats, few others help.

use crate::matching::chance::Chance;

use super::seats::{APART, Change, Levels, Seats};

/// How much one unit of each level weighs while annealing.
const WEIGHTS: Levels = [36, 24, 16, 12, 4];

/// How long to search, and how boldly.
#[derive(Clone, Copy)]
pub struct Effort {
    /// Changes that are weighed at most.
    pub steps: u64,
    /// Temperature at the start and at the end, in 65536ths of a unit of weight.
    pub heat: (i64, i64),
    pub seed: u64,
    /// Never lets two meet who are kept apart. Bold searches may on their way; but where their rule costs many repeats,
    /// they would stay there.
    pub strict: bool,
}

/// How often the temperature falls.
pub const STAGES: u64 = 64;

/// The best seats found from here; done as soon as they count no more than `floor`.
pub fn improved<'a>(start: &Seats<'a>, floor: &Levels, effort: Effort) -> Seats<'a> {
    let mut chance = Chance::new(effort.seed);
    let mut now = start.clone();
    let mut best = (start.levels, start.rooms.clone());
    let rounds = rounds_to_change(&now);
    let mut change = Change::default();
    for stage in 0..STAGES {
        let heat = cooled(effort.heat, stage);
        for _ in 0..effort.steps / STAGES {
            if now.levels <= *floor || rounds.is_empty() {
                return now;
            }
            change.round = rounds[chance.below(rounds.len())];
            if !draw(&now, &mut change, &mut chance) {
                continue;
            }
            let levels = now.difference(&change);
            let worse = weight(&levels);
            if effort.strict && levels[APART] > 0 {
                continue;
            }
            if worse > 0 && worse << 32 > heat * chance.patience() {
                continue;
            }
            // The best seats are noted when they are left, not at every step towards them.
            if now.levels < best.0 && is_worse(&levels) {
                best.0 = now.levels;
                best.1.clone_from(&now.rooms);
            }
            now.apply(&change, &levels);
        }
    }
    if now.levels < best.0 {
        return now;
    }
    Seats::new(start.facts, best.1)
}

/// Rounds in which anybody can change places.
pub fn rounds_to_change(seats: &Seats) -> Vec<usize> {
    let open =
        |&round: &usize| seats.rooms[round].len() > 1 && !seats.facts.rounds[round].free.is_empty();
    (0..seats.rooms.len()).filter(open).collect()
}

/// From the first temperature to the last in equal ratios, told by halving the way again and again, without logarithms.
pub fn cooled((hot, cold): (i64, i64), stage: u64) -> i64 {
    let (mut hot, mut cold) = (hot.max(1) << 8, cold.max(1) << 8);
    let mut at = stage;
    let mut span = STAGES;
    while span > 1 {
        let middle = (hot * cold).isqrt();
        span /= 2;
        if at >= span {
            at -= span;
            hot = middle;
        } else {
            cold = middle;
        }
    }
    hot >> 8
}

pub fn weight(levels: &Levels) -> i64 {
    levels
        .iter()
        .zip(WEIGHTS)
        .map(|(count, weight)| count * weight)
        .sum()
}

/// Whether the first level that changes gets worse.
fn is_worse(levels: &Levels) -> bool {
    levels
        .iter()
        .find(|&&count| count != 0)
        .is_some_and(|&count| count > 0)
}

/// A change of the round that keeps sizes, pins and who belongs together; false when this draw does not give one.
pub fn draw(seats: &Seats, change: &mut Change, chance: &mut Chance) -> bool {
    let facts = &seats.facts.rounds[change.round];
    let rooms = &seats.rooms[change.round];
    change.over = facts.free[chance.below(facts.free.len())];
    let person = facts.blocks[change.over][0];
    if !seats.is_unhappy(change.round, person) && chance.below(2) == 0 {
        return false;
    }
    change.from = seats.room_of(change.round, person);
    change.to = chance.below(rooms.len());
    change.back.clear();
    if change.to == change.from {
        return false;
    }
    let fits = |room: usize, come: usize, go: usize| {
        let size = rooms[room].len() + come - go;
        (facts.sizes.0..=facts.sizes.1).contains(&size)
    };
    let over = facts.blocks[change.over].len();
    if fits(change.from, 0, over) && fits(change.to, over, 0) && chance.below(3) == 0 {
        return true;
    }
    let mut back = 0;
    while back < over {
        let other = rooms[change.to][chance.below(rooms[change.to].len())];
        let Some(block) = facts.block_of[other] else {
            return false;
        };
        if facts.pin[block].is_some() || change.back.contains(&block) {
            return false;
        }
        change.back.push(block);
        back += facts.blocks[block].len();
    }
    fits(change.from, back, over) && fits(change.to, over, back)
}

#[cfg(test)]
mod tests {
    use super::super::facts::Facts;
    use super::*;
    use crate::matching::people::{Apart, History, Member, Person, Room, RuleId, Rules, Together};
    use crate::matching::programme::{Programme, Sitting};

    /// Twelve people in rooms of three, of whom one is away each time; two are tied, two kept apart, some have met.
    fn facts() -> Facts {
        let people: Vec<Member> = (0..12).map(|each| Member::new(Person(each))).collect();
        let sitting = |away: u128| Sitting {
            present: (0..12).filter(|&each| each != away).map(Person).collect(),
            rooms: (0..4).map(Room).collect(),
            min_size: 2,
            max_size: 4,
            pins: Vec::new(),
        };
        let mut history = History::default();
        history.add_room(&[Person(0), Person(1), Person(2), Person(3)]);
        history.add_room(&[Person(0), Person(1), Person(8)]);
        Facts::new(&Programme {
            people,
            rounds: (0..5).map(sitting).collect(),
            rules: Rules {
                apart: vec![Apart {
                    id: RuleId(1),
                    people: (Person(4), Person(9)),
                }],
                together: vec![Together {
                    id: RuleId(2),
                    people: vec![Person(6), Person(7)],
                    companion: false,
                }],
                pins: Vec::new(),
            },
            history,
            seed: 0,
        })
    }

    #[test]
    fn what_changes_count_is_what_counting_anew_says() {
        let facts = facts();
        let rooms = facts.rounds.iter().map(|round| {
            let mut rooms = vec![Vec::new(); 4];
            for (at, block) in round.blocks.iter().enumerate() {
                rooms[at % 4].extend(block);
            }
            rooms
        });
        let mut seats = Seats::new(&facts, rooms.collect());
        let mut chance = Chance::new(7);
        let mut change = Change::default();
        for _ in 0..5_000 {
            change.round = chance.below(5);
            if draw(&seats, &mut change, &mut chance) {
                let levels = seats.difference(&change);
                seats.apply(&change, &levels);
                assert_eq!(seats.levels, Seats::new(&facts, seats.rooms.clone()).levels);
            }
        }
    }
}
