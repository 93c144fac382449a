//! Small made-up worlds, drawn from a seed: cases of every kind with rules, history and mishaps.

use alongside_domain::dice::{Dice, Seed};
use serde_json::{Value, json};

/// How large and how hard a world is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub people: usize,
    pub rooms: usize,
    /// Keep-apart rules.
    pub apart: usize,
    /// Keep-together rules and pins.
    pub bound: usize,
}

/// Chance with a few convenient throws.
pub struct Chance(Dice);

impl Chance {
    pub fn new(seed: u64) -> Self {
        let mut bytes: Seed = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Self(Dice::new(bytes))
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0.below(end)
    }

    /// True so many times in ten.
    pub fn tenths(&mut self, times: usize) -> bool {
        self.below(10) < times
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        self.0.shuffle(items);
    }
}

/// How many worlds a test tries: so many, or as many as `ALONGSIDE_WORLDS` says.
#[allow(clippy::disallowed_methods, reason = "a test is no part of the core")]
pub fn many(usual: u32) -> u32 {
    let asked = std::env::var("ALONGSIDE_WORLDS").ok();
    asked.and_then(|many| many.parse().ok()).unwrap_or(usual)
}

pub fn name(person: usize) -> String {
    format!("p{person:02}")
}

/// People with the facts of all kinds, their history, and rules among them.
fn population(chance: &mut Chance, size: Size) -> Value {
    let people: Vec<Value> = (0..size.people)
        .map(|each| {
            let wishes: Vec<String> = (0..chance.below(3)).map(|_| name(chance.below(size.people))).collect();
            json!({
                "id": name(each), "voice": chance.one(&["voice", "voice", "chat", "unsure"]),
                "lead": chance.tenths(7), "times_led": chance.below(4), "triad_ok": chance.tenths(6),
                "languages": [chance.one(&["en", "en", "cy"])], "free": [chance.one(&["mon", "tue"])],
                "workplace": chance.one(&["helpline", "clinic", "day centre"]), "wishes": wishes,
            })
        })
        .collect();
    let mut history = Vec::new();
    for a in 0..size.people {
        for b in a + 1..size.people {
            if chance.tenths(5) {
                history.push(json!({"people": [name(a), name(b)], "times": 1 + chance.below(3)}));
            }
        }
    }
    let apart: Vec<Value> = (0..size.apart)
        .map(|rule| {
            let (a, b) = two(chance, size.people);
            json!({"id": format!("apart-{rule}"), "people": [name(a), name(b)]})
        })
        .collect();
    let together: Vec<Value> = (0..size.bound)
        .map(|rule| {
            let (a, b) = two(chance, size.people);
            json!({"id": format!("together-{rule}"), "people": [name(a), name(b)]})
        })
        .collect();
    json!({
        "format": "alongside-breakout-case/1", "id": "world", "people": people, "history": history,
        "keep_apart": apart, "keep_together": together,
    })
}

fn two(chance: &mut Chance, people: usize) -> (usize, usize) {
    let a = chance.below(people);
    (a, (a + 1 + chance.below(people - 1)) % people)
}

fn couples(chance: &mut Chance, people: usize) -> Vec<Vec<String>> {
    let mut order: Vec<usize> = (0..people).collect();
    chance.shuffle(&mut order);
    order
        .chunks(2)
        .map(|unit| unit.iter().map(|&each| name(each)).collect())
        .collect()
}

pub fn buddies(seed: u64, size: Size) -> Value {
    let chance = &mut Chance::new(seed);
    let mut case = population(chance, size);
    case["kind"] = json!("buddies");
    case["former_buddies"] = json!(
        couples(chance, size.people)
            .into_iter()
            .filter(|u| u.len() == 2)
            .collect::<Vec<_>>()
    );
    if chance.tenths(5) {
        case["current_buddies"] = json!(couples(chance, size.people));
    }
    case
}

pub fn groups(seed: u64, size: Size) -> Value {
    let chance = &mut Chance::new(seed);
    let mut case = population(chance, size);
    case["kind"] = json!("groups");
    let rooms: Vec<String> = (0..size.rooms).map(|room| format!("r{room}")).collect();
    let least = (size.people / size.rooms)
        .saturating_sub(chance.below(2))
        .max(2);
    let most = size.people.div_ceil(size.rooms) + chance.below(2);
    if chance.tenths(3) {
        let pin = json!({"id": "pin-1", "person": name(chance.below(size.people)), "round": 1, "room": "r0"});
        case["pins"] = json!([pin]);
    }
    case["rounds"] = json!([{"round": 1, "rooms": rooms, "min_size": least, "max_size": most}]);
    case
}

/// Rooms that run, of which people leave, and to which others come.
pub fn reshuffle(seed: u64, size: Size) -> Value {
    let chance = &mut Chance::new(seed);
    let mut case = population(chance, size);
    case["kind"] = json!("reshuffle");
    case["activity"] = json!(chance.one(&["buddies", "groups"]));
    case["leads"] = json!(chance.tenths(5));
    case["buddies"] = json!(couples(chance, size.people));
    let spare = chance.below(2);
    let open = (size.rooms - spare).max(1);
    let mut rooms: Vec<Vec<usize>> = vec![Vec::new(); open];
    let (mut left, mut joined, mut returned) = (Vec::new(), Vec::new(), Vec::new());
    for person in 0..size.people {
        let room = chance.below(open);
        match chance.below(12) {
            0 => joined.push(name(person)),
            1 | 2 => returned.push(json!({"person": name(person), "old_room": format!("r{}", chance.below(size.rooms))})),
            fate => {
                rooms[room].push(person);
                if fate < 6 {
                    left.push(name(person));
                }
            }
        }
    }
    let prompts = ["what helped me", "my boundaries"];
    let running = |(at, people): (usize, &Vec<usize>), chance: &mut Chance| {
        let names: Vec<String> = people.iter().map(|&each| name(each)).collect();
        let willing: Vec<&String> = names
            .iter()
            .filter(|each| case["people"][each[1..].parse::<usize>().unwrap()]["lead"] == true)
            .collect();
        let lead = if willing.is_empty() {
            Value::Null
        } else {
            json!(chance.one(&willing))
        };
        json!({"room": format!("r{at}"), "prompt": chance.one(&prompts), "people": names, "lead": lead})
    };
    let open_rooms: Vec<Value> = rooms
        .iter()
        .enumerate()
        .map(|each| running(each, chance))
        .collect();
    let spare_rooms: Vec<Value> = (open..size.rooms)
        .map(|at| json!({"room": format!("r{at}"), "prompt": chance.one(&prompts)}))
        .collect();
    case["rooms"] = json!(open_rooms);
    case["spare_rooms"] = json!(spare_rooms);
    case["event"] = json!({"left": left, "joined": joined, "returned": returned});
    let most = 3 + chance.below(2);
    case["max_size"] = json!(most);
    case["preferred_max"] = json!(most - chance.below(2));
    if chance.tenths(2) {
        let pin = json!({"id": "pin-1", "person": name(chance.below(size.people)), "room": "r0"});
        case["pins"] = json!([pin]);
    }
    case
}

/// Adds what is rare in a world: a shared interpreter and a supporter of one, three who belong together, pins that may
/// clash or name no room at all, triads among buddies, and buddies who have left.
pub fn with_rarities(mut case: Value, seed: u64) -> Value {
    let chance = &mut Chance::new(!seed);
    let people = case["people"].as_array().map_or(0, Vec::len);
    let mut order: Vec<String> = (0..people).map(name).collect();
    chance.shuffle(&mut order);
    if chance.tenths(4) {
        case["companions"] = json!([
            {"id": "interpreter-1", "role": "interpreter", "with": order[..2]},
            {"id": "supporter-1", "role": "supporter", "with": order[..1]},
        ]);
    }
    if chance.tenths(3) && people > 4 {
        let three = json!({"id": "together-three", "people": order[1..4]});
        push(&mut case, "keep_together", three);
    }
    for pin in 0..chance.below(3) {
        let room = chance.one(&["r0", "r1", "r1", "elsewhere"]);
        let pin = json!({"id": format!("pin-rare-{pin}"), "person": chance.one(&order), "round": 1, "room": room});
        push(&mut case, "pins", pin);
    }
    for field in ["buddies", "current_buddies"] {
        let units = case.get_mut(field).and_then(Value::as_array_mut);
        let Some(units) = units.filter(|_| chance.tenths(5)) else {
            continue;
        };
        if let Some(last) = units.pop_if(|last| last.as_array().map_or(0, Vec::len) == 1) {
            let third = last[0].clone();
            units[0].as_array_mut().unwrap().push(third);
        }
        units.push(json!([order[0], "somebody who has left"]));
    }
    case
}

fn push(case: &mut Value, field: &str, rule: Value) {
    let rules = case
        .as_object_mut()
        .unwrap()
        .entry(field)
        .or_insert(json!([]));
    rules.as_array_mut().unwrap().push(rule);
}
