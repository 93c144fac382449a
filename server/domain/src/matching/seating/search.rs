//! The search for seats: whoever has the fewest rooms left first, and nothing tried twice that is the same in all but
//! name.
//!
//! Empty rooms without a name of their own are opened in order. Blocks that are alike (same size, kept apart from the same
//! others) take rooms in rising order. Single people without any rule are left to the end, where counting is enough. What
//! cannot become a division any more is left early: rooms that nobody may fill up, people who are all kept apart from
//! each other and have too few rooms.

use std::collections::BTreeMap;

use super::{Frame, Seating};

/// Steps before the search gives up: half a second or so.
const STEPS: u32 = 200_000;

/// Groups of people who are all kept apart from each other that are watched.
const CLIQUES: usize = 6;

/// People who sit together.
#[derive(Clone, Debug, Default)]
pub struct Block {
    pub people: Vec<usize>,
    pub pin: Option<usize>,
}

/// Rooms are in the order of the search: first those with a name of their own, because somebody is pinned or wishes to
/// go there.
pub struct Search<'a> {
    frame: &'a Frame,
    blocks: Vec<Block>,
    /// The room in the frame of each room of the search, and how many have a name of their own.
    rooms: Vec<usize>,
    named: usize,
    /// Blocks from which each block is kept apart.
    foes: Vec<Vec<usize>>,
    /// The block before that is alike, and whether there are others alike.
    twin: Vec<(Option<usize>, bool)>,
    cliques: Vec<Vec<usize>>,
    seat: Vec<Option<usize>>,
    people: Vec<usize>,
    /// For room and block: how many foes of the block sit there.
    near: Vec<u32>,
    /// Rooms of which foes keep each block out.
    blocked: Vec<usize>,
    /// How many of those who wait may go to each room.
    reach: Vec<usize>,
    waiting: usize,
    steps: u32,
}

impl<'a> Search<'a> {
    pub fn new(frame: &'a Frame, blocks: Vec<Block>) -> Self {
        let told =
            |room: &usize| frame.pin.contains(&Some(*room)) || frame.wish.contains(&Some(*room));
        let (named, plain): (Vec<usize>, Vec<usize>) = (0..frame.rooms).partition(told);
        let foes = foes(frame, &blocks);
        let all = blocks.len();
        Self {
            frame,
            named: named.len(),
            rooms: named.into_iter().chain(plain).collect(),
            twin: twins(frame, &blocks, &foes),
            cliques: cliques(&foes),
            foes,
            seat: vec![None; all],
            people: vec![0; frame.rooms],
            near: vec![0; all * frame.rooms],
            blocked: vec![0; all],
            reach: vec![frame.people; frame.rooms],
            waiting: frame.people,
            steps: STEPS,
            blocks,
        }
    }

    pub fn run(mut self) -> Seating {
        for block in 0..self.blocks.len() {
            if let Some(pin) = self.blocks[block].pin {
                let Some(room) = self.rooms.iter().position(|&room| room == pin) else {
                    return Seating::Impossible;
                };
                if !self.fits(block, room) {
                    return Seating::Impossible;
                }
                self.place(block, room);
            }
        }
        match self.fill() {
            Some(true) => Seating::Found(self.room_of()),
            Some(false) => Seating::Impossible,
            None => Seating::Unknown,
        }
    }

    fn room_of(&self) -> Vec<usize> {
        let mut room_of = vec![0; self.frame.people];
        for (block, seat) in self.blocks.iter().zip(&self.seat) {
            for &person in &block.people {
                room_of[person] = seat.map_or(0, |room| self.rooms[room]);
            }
        }
        room_of
    }

    /// Whether all who wait can be placed; nothing when the steps are used up.
    fn fill(&mut self) -> Option<bool> {
        self.steps = self.steps.checked_sub(1)?;
        if !self.still_possible() {
            return Some(false);
        }
        let Some(block) = self.hardest() else {
            return Some(self.seat_easy());
        };
        for room in self.rooms_for(block) {
            self.place(block, room);
            if self.fill()? {
                return Some(true);
            }
            self.unplace(block, room);
        }
        Some(false)
    }

    /// Single people without any rule can wait.
    fn easy(&self, block: usize) -> bool {
        self.foes[block].is_empty() && self.size(block) == 1
    }

    /// The block that most rooms are closed to, then the largest.
    fn hardest(&self) -> Option<usize> {
        let open = (0..self.blocks.len()).filter(|&at| self.seat[at].is_none() && !self.easy(at));
        let key = |at: usize| (self.blocked[at], self.size(at), self.foes[at].len());
        open.max_by(|&a, &b| key(a).cmp(&key(b)).then(b.cmp(&a)))
    }

    fn rooms_for(&self, block: usize) -> Vec<usize> {
        let (twin, alike) = self.twin[block];
        let first = twin.and_then(|twin| self.seat[twin]).unwrap_or(0);
        let fresh = |room: usize| self.people[room] == 0 && room >= self.named;
        let first_fresh = (self.named..self.rooms.len()).find(|&room| fresh(room));
        let suits =
            |&room: &usize| self.fits(block, room) && (!fresh(room) || Some(room) == first_fresh);
        let mut rooms: Vec<usize> = (first..self.rooms.len()).filter(suits).collect();
        let wish = self.frame.wish[self.blocks[block].people[0]];
        let may_close = self.frame.may_close;
        rooms.sort_by_key(|&room| {
            let size = self.people[room];
            let wanted = size < self.frame.sizes.0 && (size > 0 || !may_close);
            let opens = may_close && size == 0;
            let size = if alike || opens { usize::MAX } else { size };
            (wish != Some(self.rooms[room]), !(wanted || alike), size)
        });
        rooms
    }

    fn size(&self, block: usize) -> usize {
        self.blocks[block].people.len()
    }

    fn near(&self, room: usize, block: usize) -> u32 {
        self.near[room * self.blocks.len() + block]
    }

    fn fits(&self, block: usize, room: usize) -> bool {
        self.near(room, block) == 0 && self.people[room] + self.size(block) <= self.frame.sizes.1
    }

    fn place(&mut self, block: usize, room: usize) {
        let size = self.size(block);
        self.people[room] += size;
        self.seat[block] = Some(room);
        self.waiting -= size;
        for other in 0..self.rooms.len() {
            if self.near(other, block) == 0 {
                self.reach[other] -= size;
            }
        }
        for at in 0..self.foes[block].len() {
            let foe = self.foes[block][at];
            let near = &mut self.near[room * self.blocks.len() + foe];
            *near += 1;
            if *near == 1 {
                self.blocked[foe] += 1;
                if self.seat[foe].is_none() {
                    self.reach[room] -= self.size(foe);
                }
            }
        }
    }

    fn unplace(&mut self, block: usize, room: usize) {
        let size = self.size(block);
        for at in 0..self.foes[block].len() {
            let foe = self.foes[block][at];
            let near = &mut self.near[room * self.blocks.len() + foe];
            *near -= 1;
            if *near == 0 {
                self.blocked[foe] -= 1;
                if self.seat[foe].is_none() {
                    self.reach[room] += self.size(foe);
                }
            }
        }
        for other in 0..self.rooms.len() {
            if self.near(other, block) == 0 {
                self.reach[other] += size;
            }
        }
        self.waiting += size;
        self.seat[block] = None;
        self.people[room] -= size;
    }

    /// How many people rooms in use still need, and how many more they can take.
    fn need_and_space(&self) -> (usize, usize) {
        let (least, most) = self.frame.sizes;
        let used = |people: &&usize| **people > 0 || !self.frame.may_close;
        let used = self.people.iter().filter(used);
        used.fold((0, 0), |(need, space), &people| {
            let more = most.saturating_sub(people);
            (
                need + least.saturating_sub(people),
                space.saturating_add(more),
            )
        })
    }

    fn still_possible(&self) -> bool {
        let (least, most) = self.frame.sizes;
        let (need, mut space) = self.need_and_space();
        if self.frame.may_close {
            let closed = self.people.iter().filter(|people| **people == 0).count();
            space = space.saturating_add(most.saturating_mul(closed));
        }
        let fillable = |room: usize| {
            let people = self.people[room];
            let used = people > 0 || !self.frame.may_close;
            !used || people + self.reach[room] >= least
        };
        need <= self.waiting
            && self.waiting <= space
            && (0..self.rooms.len()).all(fillable)
            && self.cliques.iter().all(|clique| self.all_apart(clique))
    }

    /// Whether people who are all kept apart from each other can each have a room of their own.
    fn all_apart(&self, clique: &[usize]) -> bool {
        let mut taken = vec![None; self.rooms.len()];
        clique
            .iter()
            .filter(|&&block| self.seat[block].is_none())
            .all(|&block| {
                let mut seen = vec![false; self.rooms.len()];
                self.finds_room(block, &mut taken, &mut seen)
            })
    }

    fn finds_room(&self, block: usize, taken: &mut [Option<usize>], seen: &mut [bool]) -> bool {
        for room in 0..taken.len() {
            if !seen[room] && self.fits(block, room) {
                seen[room] = true;
                if taken[room].is_none_or(|other| self.finds_room(other, taken, seen)) {
                    taken[room] = Some(block);
                    return true;
                }
            }
        }
        false
    }

    /// Seats single people without rules, if counting says that they suffice and find space.
    fn seat_easy(&mut self) -> bool {
        let (least, most) = self.frame.sizes;
        let (need, space) = self.need_and_space();
        let closed: Vec<usize> = (0..self.rooms.len())
            .filter(|&room| self.frame.may_close && self.people[room] == 0)
            .collect();
        let enough = |&opened: &usize| {
            need + opened * least <= self.waiting
                && self.waiting <= space.saturating_add(most.saturating_mul(opened))
        };
        let Some(opened) = (0..=closed.len()).find(enough) else {
            return false;
        };
        let mut used: Vec<usize> = (0..self.rooms.len())
            .filter(|room| !closed.contains(room))
            .collect();
        used.extend(closed.into_iter().take(opened));
        for block in 0..self.blocks.len() {
            if self.seat[block].is_none() {
                let size = |room: &usize| (self.people[*room], *room);
                let Some(room) = used.iter().copied().min_by_key(size) else {
                    return false;
                };
                self.place(block, room);
            }
        }
        true
    }
}

/// Which blocks are kept apart from which.
fn foes(frame: &Frame, blocks: &[Block]) -> Vec<Vec<usize>> {
    let mut of = vec![0; frame.people];
    for (at, block) in blocks.iter().enumerate() {
        for &person in &block.people {
            of[person] = at;
        }
    }
    let foes_of = |block: &Block| {
        let others =
            |&person: &usize| (0..frame.people).filter(move |&other| frame.apart(person, other));
        let mut foes: Vec<usize> = block
            .people
            .iter()
            .flat_map(others)
            .map(|other| of[other])
            .collect();
        foes.sort_unstable();
        foes.dedup();
        foes
    };
    blocks.iter().map(foes_of).collect()
}

/// For every block the one before that is alike in all that matters, and whether any other is.
fn twins(frame: &Frame, blocks: &[Block], foes: &[Vec<usize>]) -> Vec<(Option<usize>, bool)> {
    let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate() {
        if block.pin.is_some() {
            continue;
        }
        let key = (block.people.len(), frame.wish[block.people[0]]);
        // Twins may be kept apart from the same others, or from the same others and each other.
        alike
            .entry((key.0, key.1, false, foes[at].clone()))
            .or_default()
            .push(at);
        let mut with_self = foes[at].clone();
        with_self.push(at);
        with_self.sort_unstable();
        alike
            .entry((key.0, key.1, true, with_self))
            .or_default()
            .push(at);
    }
    let mut twin = vec![(None, false); blocks.len()];
    for same in alike.values().filter(|same| same.len() > 1) {
        for (place, &at) in same.iter().enumerate() {
            twin[at] = (place.checked_sub(1).map(|before| same[before]), true);
        }
    }
    twin
}

/// Some large groups of blocks that are all kept apart from each other.
fn cliques(foes: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    for start in 0..foes.len() {
        let mut clique = vec![start];
        let mut rest = foes[start].clone();
        while let Some(&next) = rest.iter().max_by_key(|&&block| {
            let within = foes[block].iter().filter(|foe| rest.contains(foe)).count();
            (within, usize::MAX - block)
        }) {
            clique.push(next);
            rest.retain(|block| foes[next].contains(block));
        }
        clique.sort_unstable();
        if clique.len() > 2 && !found.contains(&clique) {
            found.push(clique);
        }
    }
    found.sort_by_key(|clique| (usize::MAX - clique.len(), clique.clone()));
    found.truncate(CLIQUES);
    found
}
