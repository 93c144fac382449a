//! Any number of rooms: people in *columns*, one of each column to a room, and each column walks on at its own pace.
//!
//! In every round, column `c` is shifted by some `f(c)` against the rooms. Two people of different columns meet whenever
//! the shifts of their columns differ by one certain amount; so nobody meets twice as long as, for any two columns, the
//! differences of their shifts are new in every round. Walking evenly, `f(c) = c·t` in round `t`, with all numbers taken
//! from a ring with as many elements as there are rooms, this holds if `(c - d)·(t - u)` is never zero. In a field it
//! never is (the rooms are lines of an affine plane); for 250 rooms of four, ten rounds are right even modulo 250. Where
//! even walking falls short, as with 15 rooms of four, a search finds shifts one round after the other.
//!
//! People of one column never meet on the way, so whole columns can share out among the rooms in further rounds.

use super::Design;
use super::ring::Ring;

/// Steps of the search for shifts, from each of its beginnings.
const STEPS: u32 = 3_000;

/// How many beginnings the search has.
const BEGINNINGS: usize = 8;

/// One shift for every column, round by round.
type Shifts = Vec<Vec<usize>>;

/// Rounds for `rooms * size` points, column after column, at most `want` of them.
pub fn transversal(rooms: usize, size: usize, want: usize) -> Design {
    let rings = [Ring::fields(rooms), Ring::integers(rooms)];
    let even = rings.iter().map(|ring| (ring, evenly(ring, size, want)));
    let searched = rings
        .iter()
        .flat_map(|ring| (0..BEGINNINGS).map(move |from| (ring, searched(ring, size, want, from))));
    let mut best: (&Ring, Shifts) = (&rings[0], Vec::new());
    for (ring, shifts) in even.chain(searched) {
        if best.1.len() >= want.min(rooms) {
            break;
        }
        if shifts.len() > best.1.len() {
            best = (ring, shifts);
        }
    }
    let (ring, shifts) = best;
    let round = |shifts: &Vec<usize>| {
        let seat = |room, (column, &shift)| column * rooms + ring.difference(room, shift);
        let people = |room| {
            shifts
                .iter()
                .enumerate()
                .map(|each| seat(room, each))
                .collect()
        };
        (0..rooms).map(people).collect()
    };
    let mut rounds: Vec<_> = shifts.iter().map(round).collect();
    if rounds.len() < want && rooms.is_multiple_of(size) {
        rounds.extend(within_columns(rooms, size, want - rounds.len()));
    }
    Design {
        points: rooms * size,
        rounds,
    }
}

/// Shifts `c·t`, for rounds `t` taken greedily. As far as the ring has them, columns `c` have invertible differences.
fn evenly(ring: &Ring, size: usize, want: usize) -> Shifts {
    let pace = |number| {
        if size <= ring.independent() {
            ring.diagonal(number)
        } else {
            number % ring.size
        }
    };
    let paces: Vec<usize> = (0..size).map(pace).collect();
    let mut seen = Seen::new(ring, size);
    let walks =
        (0..ring.size).map(|turn| paces.iter().map(|&pace| ring.product(pace, turn)).collect());
    walks
        .filter(|shifts: &Vec<usize>| {
            let fits = (1..size).all(|column| seen.is_new(shifts, column));
            if fits {
                (1..size).for_each(|column| seen.set(shifts, column, true));
            }
            fits
        })
        .take(want)
        .collect()
}

/// Shifts found round by round, depth first. The first column stands still and the second goes on by one.
fn searched(ring: &Ring, size: usize, want: usize, from: usize) -> Shifts {
    let mut search = Search {
        seen: Seen::new(ring, size),
        size,
        rounds: want.min(ring.size),
        from,
        shifts: Vec::new(),
        longest: Vec::new(),
        steps: STEPS,
    };
    search.next_round();
    search.longest
}

struct Search<'a> {
    seen: Seen<'a>,
    size: usize,
    rounds: usize,
    from: usize,
    shifts: Shifts,
    longest: Shifts,
    steps: u32,
}

impl Search<'_> {
    fn next_round(&mut self) -> bool {
        if self.shifts.len() > self.longest.len() {
            self.longest.clone_from(&self.shifts);
        }
        if self.shifts.len() == self.rounds {
            return true;
        }
        let mut shifts = vec![0, self.shifts.len()];
        shifts.truncate(self.size);
        (1..shifts.len()).for_each(|column| self.seen.set(&shifts, column, true));
        let done = self.next_column(&mut shifts);
        (1..shifts.len()).for_each(|column| self.seen.set(&shifts, column, false));
        done
    }

    /// Whether the plan could be completed from here, or the steps are used up.
    fn next_column(&mut self, shifts: &mut Vec<usize>) -> bool {
        let column = shifts.len();
        if column == self.size {
            self.shifts.push(shifts.clone());
            let done = self.next_round();
            self.shifts.pop();
            return done;
        }
        let ring = self.seen.ring.size;
        for choice in 0..ring {
            if self.steps == 0 {
                return true;
            }
            let begin = (self.shifts.len() * (column + self.from) + self.from) % ring;
            shifts.push((begin + choice) % ring);
            if self.seen.is_new(shifts, column) {
                self.steps -= 1;
                self.seen.set(shifts, column, true);
                let done = self.next_column(shifts);
                self.seen.set(shifts, column, false);
                if done {
                    shifts.pop();
                    return true;
                }
            }
            shifts.pop();
        }
        false
    }
}

/// Which differences of shifts any two columns have had.
struct Seen<'a> {
    ring: &'a Ring,
    size: usize,
    had: Vec<bool>,
}

impl<'a> Seen<'a> {
    fn new(ring: &'a Ring, size: usize) -> Self {
        Self {
            ring,
            size,
            had: vec![false; size * size * ring.size],
        }
    }

    fn place(&self, shifts: &[usize], column: usize, other: usize) -> usize {
        let apart = self.ring.difference(shifts[column], shifts[other]);
        (column * self.size + other) * self.ring.size + apart
    }

    /// Whether this column differs from all before it as it never did.
    fn is_new(&self, shifts: &[usize], column: usize) -> bool {
        (0..column).all(|other| !self.had[self.place(shifts, column, other)])
    }

    fn set(&mut self, shifts: &[usize], column: usize, had: bool) {
        for other in 0..column {
            let place = self.place(shifts, column, other);
            self.had[place] = had;
        }
    }
}

/// Every column by itself, by the longest plan for its people.
fn within_columns(rooms: usize, size: usize, want: usize) -> Vec<Vec<Vec<usize>>> {
    let inner = super::designs(rooms, rooms / size, want);
    let rounds = inner.first().map_or(&[][..], |design| &design.rounds);
    let everywhere = |round: &Vec<Vec<usize>>| {
        let column = |column| {
            round
                .iter()
                .map(move |room| room.iter().map(|point| column * rooms + point).collect())
        };
        (0..size).flat_map(column).collect()
    };
    rounds.iter().map(everywhere).collect()
}
