//! Made-up cohorts of real size: 21 to 40 people after some sessions, with absences, buddies who know each other well,
//! rules, pins and people who do not want to lead.

use serde_json::{Value, json};

use crate::worlds::{Chance, name};

/// How often each two have met so far.
struct Met(Vec<Vec<u32>>);

impl Met {
    fn room(&mut self, people: &[usize]) {
        for (at, &a) in people.iter().enumerate() {
            for &b in &people[at + 1..] {
                self.0[a.min(b)][a.max(b)] += 1;
            }
        }
    }

    fn repeats(&self, people: &[usize]) -> u32 {
        let with = |at: usize| people[at + 1..].iter().map(move |&b| (people[at], b));
        let pairs = (0..people.len()).flat_map(with);
        pairs.map(|(a, b)| self.0[a.min(b)][a.max(b)]).sum()
    }
}

/// Sessions in rooms of about four, each a little mixed, and buddies who met more often.
fn met(chance: &mut Chance, people: usize) -> Met {
    let mut met = Met(vec![vec![0; people]; people]);
    for _ in 0..chance.below(16) {
        let here: Vec<usize> = (0..people).filter(|_| chance.below(10) > 0).collect();
        let rooms = here.len() / (3 + chance.below(3));
        let mut best: Option<(u32, Vec<Vec<usize>>)> = None;
        for _ in 0..=chance.below(12) {
            let mut order = here.clone();
            chance.shuffle(&mut order);
            let seats: Vec<Vec<usize>> = (0..rooms)
                .map(|room| order.iter().copied().skip(room).step_by(rooms).collect())
                .collect();
            let repeats = seats.iter().map(|room| met.repeats(room)).sum();
            if best.as_ref().is_none_or(|(fewest, _)| repeats < *fewest) {
                best = Some((repeats, seats));
            }
        }
        for room in best.into_iter().flat_map(|(_, seats)| seats) {
            met.room(&room);
        }
    }
    for pair in 0..people / 2 {
        for _ in 0..chance.below(5) {
            met.room(&[2 * pair, 2 * pair + 1]);
        }
    }
    met
}

/// One round for a cohort.
pub fn cohort(seed: u64) -> Value {
    let chance = &mut Chance::new(seed);
    let people = 21 + chance.below(20);
    let met = met(chance, people);
    let (speaks, leads) = (4 + chance.below(6), 3 + chance.below(7));
    let everybody: Vec<Value> = (0..people)
        .map(|each| {
            let voice = if chance.tenths(speaks) { "voice" } else { *chance.one(&["chat", "unsure"]) };
            let often = *chance.one(&[0, 0, 0, 1, 2, 3, 5]);
            json!({"id": name(each), "voice": voice, "lead": chance.tenths(leads), "times_led": often})
        })
        .collect();
    let history: Vec<Value> = (0..people)
        .flat_map(|a| (a + 1..people).map(move |b| (a, b)))
        .filter(|&(a, b)| met.0[a][b] > 0)
        .map(|(a, b)| json!({"people": [name(a), name(b)], "times": met.0[a][b]}))
        .collect();
    let mut order: Vec<usize> = (0..people).collect();
    chance.shuffle(&mut order);
    let absent = chance.below(4);
    let (gone, here) = order.split_at(absent);
    let rooms = (here.len() / (3 + chance.below(3))).clamp(2, 13);
    let loose = chance.tenths(3);
    let least = (here.len() / rooms)
        .saturating_sub(usize::from(loose))
        .max(2);
    let most = here.len().div_ceil(rooms) + usize::from(loose && chance.tenths(5));
    // Rules bind different people, so that there is always a way.
    let apart: Vec<Value> = (0..chance.below(9))
        .map(|rule| json!({"id": format!("apart-{rule}"), "people": [name(here[rule]), name(here[rule + 8])]}))
        .collect();
    let bound = |at: usize| {
        json!([
            name(here[here.len() - 1 - 2 * at]),
            name(here[here.len() - 2 - 2 * at])
        ])
    };
    let together: Vec<Value> = (0..chance.below(2))
        .map(|_| json!({"id": "together-1", "people": bound(0)}))
        .collect();
    let companions: Vec<Value> = (0..chance.below(2))
        .map(|_| json!({"id": "interpreter-1", "role": "interpreter", "with": bound(1)}))
        .collect();
    let pins: Vec<Value> = (0..chance.below(3))
        .map(|pin| json!({"id": format!("pin-{pin}"), "person": name(here[pin]), "round": 1, "room": format!("r{pin:02}")}))
        .collect();
    let mut present: Vec<String> = here.iter().map(|&each| name(each)).collect();
    present.sort_unstable();
    assert_eq!(present.len() + gone.len(), people);
    let names: Vec<String> = (0..rooms).map(|room| format!("r{room:02}")).collect();
    json!({
        "format": "alongside-breakout-case/1", "id": format!("cohort-{seed}"), "kind": "groups", "people": everybody,
        "history": history, "keep_apart": apart, "keep_together": together, "companions": companions, "pins": pins,
        "rounds": [{"round": 1, "rooms": names, "min_size": least, "max_size": most, "present": present}],
    })
}
