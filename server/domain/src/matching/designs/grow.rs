//! A plan for more people: a newcomer joins one room in every round, and no two of these rooms share a person.
//!
//! The search takes the rounds one after the other, depth first, and gives up none of them, then one, then two.

use super::Design;

/// Steps of the search for one number of rounds given up.
const STEPS: u32 = 20_000;

/// The plan with newcomers up to `people`, each in rooms nobody joined before them, at most `want` rounds.
pub fn grown(design: Design, people: usize, want: usize) -> Design {
    let size = design
        .rounds
        .iter()
        .flatten()
        .map(Vec::len)
        .min()
        .unwrap_or(0);
    (design.points..people).fold(design, |design, _| with_one_more(design, size, want))
}

fn with_one_more(design: Design, size: usize, want: usize) -> Design {
    let rounds = design.rounds.len();
    let newcomer = design.points;
    let rooms = (rounds.saturating_sub(want)..=rounds).find_map(|skips| {
        let mut search = Search {
            design: &design,
            size,
            met: vec![false; design.points],
            steps: STEPS,
        };
        search.join(0, skips)
    });
    let mut grown = Vec::new();
    for (mut round, room) in design.rounds.into_iter().zip(rooms.unwrap_or_default()) {
        if let Some(room) = room.and_then(|room| round.get_mut(room)) {
            room.push(newcomer);
            grown.push(round);
        }
    }
    Design {
        points: newcomer + 1,
        rounds: grown,
    }
}

struct Search<'a> {
    design: &'a Design,
    /// Rooms of this size have not been joined yet.
    size: usize,
    met: Vec<bool>,
    steps: u32,
}

impl Search<'_> {
    /// The room to join, from this round on, with nothing for rounds given up; last round first while it is built.
    fn join(&mut self, round: usize, skips: usize) -> Option<Vec<Option<usize>>> {
        self.steps = self.steps.checked_sub(1)?;
        let Some(rooms) = self.design.rounds.get(round) else {
            return Some(Vec::new());
        };
        let mut found = None;
        for (at, room) in rooms.iter().enumerate() {
            let free = room.len() == self.size && room.iter().all(|&point| !self.met[point]);
            if free && found.is_none() {
                room.iter().for_each(|&point| self.met[point] = true);
                found = self.join(round + 1, skips).map(|rest| (Some(at), rest));
                room.iter().for_each(|&point| self.met[point] = false);
            }
        }
        if found.is_none() && skips > 0 {
            found = self.join(round + 1, skips - 1).map(|rest| (None, rest));
        }
        found.map(|(room, rest)| std::iter::once(room).chain(rest).collect())
    }
}
