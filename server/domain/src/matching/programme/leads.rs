//! Who leads which room, for a whole programme: as few rooms without lead as can be, and nobody leads more than need be.
//!
//! A person who has led `k` times costs `k` when leading again, so the cost of a person grows faster and faster and an
//! even load is best. Rooms are given to willing members one after the other. A better division exists if and only if
//! there is a *chain*: somebody hands a room to a willing member of it, who hands on another room, and so on to somebody
//! who has led at least two times less than the first (Harvey, Ladner, Lovasz and Tamir, "semi-matchings"). So the room
//! just given is handed on along the chain to the person reached who has led least, and the division stays the best.

/// The lead of each room, by person; `willing` lists who may lead each room, `led` how often each person led before.
pub fn leads(willing: &[Vec<usize>], led: &[u32]) -> Vec<Option<usize>> {
    let mut anybody = vec![false; led.len()];
    willing
        .iter()
        .flatten()
        .for_each(|&each| anybody[each] = true);
    let mut division = Division {
        willing,
        anybody: (0..led.len()).filter(|&each| anybody[each]).collect(),
        led: led.to_vec(),
        rooms_of: vec![Vec::new(); led.len()],
        lead_of: vec![None; willing.len()],
    };
    for room in 0..willing.len() {
        division.give(room);
    }
    division.lead_of
}

/// What these leads count.
pub fn load(leads: &[Option<usize>], led: &[u32]) -> i64 {
    let mut led = led.to_vec();
    let mut sum = 0;
    for &lead in leads.iter().flatten() {
        sum += i64::from(led[lead]);
        led[lead] = led[lead].saturating_add(1);
    }
    sum
}

struct Division<'a> {
    willing: &'a [Vec<usize>],
    /// Who may lead any room.
    anybody: Vec<usize>,
    /// With the rooms given so far.
    led: Vec<u32>,
    rooms_of: Vec<Vec<usize>>,
    lead_of: Vec<Option<usize>>,
}

impl Division<'_> {
    /// Gives a room to the one who has led least of all who can be reached by handing on rooms.
    fn give(&mut self, room: usize) {
        // Nobody can be reached who has led less than the least of all.
        let least = self.anybody.iter().map(|&each| self.led[each]).min();
        let willing = &self.willing[room];
        if let Some(&lead) = willing.iter().find(|&&each| Some(self.led[each]) == least) {
            self.led[lead] = self.led[lead].saturating_add(1);
            self.rooms_of[lead].push(room);
            self.lead_of[room] = Some(lead);
            return;
        }
        let mut reached: Vec<(usize, Option<usize>)> = Vec::new();
        let mut seen = vec![false; self.led.len()];
        let mut next = 0;
        self.reach(room, None, &mut reached, &mut seen);
        while let Some(&(person, _)) = reached.get(next) {
            for at in 0..self.rooms_of[person].len() {
                self.reach(
                    self.rooms_of[person][at],
                    Some(next),
                    &mut reached,
                    &mut seen,
                );
            }
            next += 1;
        }
        let Some(mut at) = (0..reached.len()).min_by_key(|&at| (self.led[reached[at].0], at))
        else {
            return;
        };
        let last = reached[at].0;
        self.led[last] = self.led[last].saturating_add(1);
        // Back along the chain: each takes over the room through which they were reached.
        loop {
            let (person, before) = reached[at];
            let taken = match before {
                None => Some(room),
                Some(before) => self.rooms_of[reached[before].0]
                    .iter()
                    .copied()
                    .find(|&each| self.willing[each].contains(&person)),
            };
            let Some(taken) = taken else { return };
            if let Some(old) = self.lead_of[taken] {
                self.rooms_of[old].retain(|&each| each != taken);
            }
            self.lead_of[taken] = Some(person);
            self.rooms_of[person].push(taken);
            let Some(before) = before else { return };
            at = before;
        }
    }

    fn reach(
        &self,
        room: usize,
        from: Option<usize>,
        reached: &mut Vec<(usize, Option<usize>)>,
        seen: &mut [bool],
    ) {
        for &person in &self.willing[room] {
            if !std::mem::replace(&mut seen[person], true) {
                reached.push((person, from));
            }
        }
    }
}
