//! Made-up programmes of several rounds, drawn from a seed.

use serde_json::{Value, json};

use crate::worlds::{self, Chance, Size, name};

/// Everybody in rooms as even as can be, and no rules.
pub fn programme(people: usize, rooms: usize, rounds: usize) -> Value {
    let everybody: Vec<Value> = (0..people).map(|each| json!({"id": name(each)})).collect();
    let names: Vec<String> = (0..rooms).map(|room| format!("r{room}")).collect();
    let (least, most) = (people / rooms, people.div_ceil(rooms));
    let round =
        |round| json!({"round": round, "rooms": names, "min_size": least, "max_size": most});
    json!({
        "format": "alongside-breakout-case/1", "id": "programme", "kind": "groups", "people": everybody,
        "rounds": (1..=rounds).map(round).collect::<Vec<_>>(),
    })
}

/// A programme of a size for which a plan without repeats is known, a few people kept apart.
pub fn designed_programme(seed: u64) -> Value {
    let chance = &mut Chance::new(seed);
    let &(people, rooms, rounds) = chance.one(&[
        (16, 8, 10),
        (18, 6, 6),
        (19, 5, 4),
        (21, 7, 8),
        (22, 8, 9),
        (23, 8, 9),
        (24, 8, 10),
        (24, 6, 6),
        (25, 9, 10),
        (28, 7, 8),
        (30, 10, 12),
        (32, 8, 8),
        (35, 7, 6),
        (36, 9, 10),
        (39, 13, 16),
        (40, 10, 12),
        (40, 20, 30),
    ]);
    let mut case = programme(people, rooms, rounds);
    let apart = |rule: usize| json!({"id": format!("apart-{rule}"), "people": [name(2 * rule), name(2 * rule + 1)]});
    case["keep_apart"] = json!((0..chance.below(4)).map(apart).collect::<Vec<_>>());
    case
}

/// A programme with everything that makes planning hard.
pub fn hard_programme(seed: u64, size: Size) -> Value {
    let mut case = worlds::groups(seed, size);
    let chance = &mut Chance::new(seed ^ 1);
    let mut rounds = Vec::new();
    let mut pins = Vec::new();
    for round in 1..=2 + chance.below(4) {
        let mut here: Vec<String> = (0..size.people).map(name).collect();
        here.retain(|_| !chance.tenths(1));
        let rooms = size.rooms - chance.below(2);
        let least = (here.len() / rooms).saturating_sub(chance.below(2));
        let most = here.len().div_ceil(rooms) + chance.below(2);
        if chance.tenths(3) {
            pins.push(json!({"id": format!("pin-{round}"), "person": name(chance.below(size.people)), "round": round, "room": "r0"}));
        }
        let names: Vec<String> = (0..rooms).map(|room| format!("r{room}")).collect();
        rounds.push(json!({"round": round, "rooms": names, "min_size": least, "max_size": most, "present": here}));
    }
    case["rounds"] = json!(rounds);
    case["pins"] = json!(pins);
    case
}

/// Two rounds of a few people, so that every plan can be tried.
pub fn tiny_programme(seed: u64, people: usize) -> Value {
    let chance = &mut Chance::new(seed);
    let size = Size {
        people,
        rooms: 2,
        apart: chance.below(2),
        bound: 0,
    };
    let mut case = worlds::groups(seed, size);
    let mut second = case["rounds"][0].clone();
    second["round"] = json!(2);
    case["rounds"] = json!([case["rounds"][0], second]);
    case
}
