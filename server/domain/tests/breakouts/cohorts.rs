//! Whole cohorts as they are met in a programme: people, what they have been through together, rooms that run, and a
//! moment at which some leave and others come. Drawn from a seed; of any size.

use serde_json::{Value, json};

use crate::worlds::Chance;

/// What happens at one moment to rooms that run.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    pub people: usize,
    /// People of a room before it happens; 2 is buddy time.
    pub room: usize,
    pub left: usize,
    pub joined: usize,
    pub returned: usize,
}

pub fn id(person: usize) -> String {
    format!("p{person:04}")
}

/// Somebody's facts, as the public examples have them.
fn someone(chance: &mut Chance, person: usize, people: usize) -> Value {
    let times = [
        "mon-eve",
        "tue-lunch",
        "wed-eve",
        "thu-morning",
        "sat-morning",
    ];
    let free: Vec<&str> = times.into_iter().filter(|_| chance.tenths(4)).collect();
    let places = ["helpline", "clinic-a", "clinic-b", "day-centre", "ward-3"];
    let mut facts = json!({
        "id": id(person), "voice": chance.one(&["voice", "voice", "voice", "unsure", "chat"]),
        "lead": chance.tenths(6), "times_led": chance.below(4), "triad_ok": chance.tenths(6),
        "languages": if chance.tenths(8) { json!(["en"]) } else { json!(["ar", "de"]) },
        "free": free,
        "wishes": (0..chance.below(3)).map(|_| id(chance.below(people))).collect::<Vec<_>>(),
    });
    if chance.tenths(6) {
        facts["workplace"] = json!(chance.one(&places));
    }
    facts
}

fn cohort(chance: &mut Chance, people: usize) -> Value {
    let everybody: Vec<Value> = (0..people)
        .map(|each| someone(chance, each, people))
        .collect();
    let apart: Vec<Value> = (0..people / 4)
        .map(|rule| {
            let a = chance.below(people);
            let b = (a + 1 + chance.below(people - 1)) % people;
            json!({"id": format!("apart-{rule}"), "people": [id(a), id(b)]})
        })
        .collect();
    json!({
        "format": "alongside-breakout-case/1", "id": "cohort", "people": everybody, "keep_apart": apart
    })
}

/// People in an order of chance, in groups of a size; what is left over joins the last.
fn drawn(chance: &mut Chance, people: usize, size: usize) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..people).collect();
    chance.shuffle(&mut order);
    let mut groups: Vec<Vec<usize>> = order.chunks(size).map(<[usize]>::to_vec).collect();
    if let Some(last) = groups.pop_if(|last| last.len() < size) {
        match groups.last_mut() {
            Some(group) => group.extend(last),
            None => groups.push(last),
        }
    }
    groups
}

fn ids(groups: &[Vec<usize>]) -> Vec<Vec<String>> {
    let names = |group: &Vec<usize>| group.iter().map(|&each| id(each)).collect();
    groups.iter().map(names).collect()
}

/// Buddies for a programme; when it `runs` already, a tenth of the people are new and their pairs are gone.
pub fn pairing(seed: u64, people: usize, runs: bool) -> Value {
    let chance = &mut Chance::new(seed);
    let mut case = cohort(chance, people);
    case["kind"] = json!("buddies");
    let former = drawn(chance, people, 2)
        .into_iter()
        .filter(|unit| unit.len() == 2);
    case["former_buddies"] = json!(ids(&former.take(people / 4).collect::<Vec<_>>()));
    if runs {
        let mut current = drawn(chance, people, 2);
        for unit in &mut current {
            for each in unit {
                if chance.tenths(1) {
                    *each += people;
                }
            }
        }
        case["current_buddies"] = json!(ids(&current));
    }
    case
}

/// Rooms that run, and the moment.
pub fn moment(seed: u64, moment: Moment) -> Value {
    let chance = &mut Chance::new(seed);
    let mut case = cohort(chance, moment.people);
    case["kind"] = json!("reshuffle");
    case["activity"] = json!(if moment.room == 2 {
        "buddies"
    } else {
        "groups"
    });
    let couples = drawn(chance, moment.people, 2);
    let mut groups = if moment.room == 2 {
        couples.clone()
    } else {
        drawn(chance, moment.people, moment.room)
    };
    case["buddies"] = json!(ids(&couples));
    case["history"] = history(chance, moment.people, &couples);
    let mut order: Vec<usize> = (0..moment.people).collect();
    chance.shuffle(&mut order);
    let (joined, rest) = order.split_at(moment.joined);
    let (returned, rest) = rest.split_at(moment.returned);
    let left: Vec<String> = rest
        .iter()
        .take(moment.left)
        .map(|&each| id(each))
        .collect();
    let old = |person: usize| groups.iter().position(|group| group.contains(&person));
    let back: Vec<Value> = returned
        .iter()
        .map(|&each| json!({"person": id(each), "old_room": old(each).map(|room| format!("r{room}"))}))
        .collect();
    for group in &mut groups {
        group.retain(|each| !joined.contains(each) && !returned.contains(each));
    }
    part_nobody_of(&mut case, &groups);
    case["rooms"] = rooms(chance, &case, &groups);
    case["spare_rooms"] = json!([{"room": "spare", "prompt": "my boundaries"}]);
    let joined: Vec<String> = joined.iter().map(|&each| id(each)).collect();
    case["event"] = json!({"left": left, "joined": joined, "returned": back});
    case["leads"] = json!(moment.room > 2);
    case["max_size"] = json!(moment.room + 1);
    case["preferred_max"] = json!(moment.room.max(3));
    case
}

/// Rooms that run were planned with the rules, so no two in one room are to be kept apart.
fn part_nobody_of(case: &mut Value, groups: &[Vec<usize>]) {
    let names = ids(groups);
    let together = |rule: &Value| {
        let both =
            |room: &&Vec<String>| (0..2).all(|at| room.iter().any(|id| rule["people"][at] == **id));
        names.iter().find(both).is_some()
    };
    if let Some(rules) = case["keep_apart"].as_array_mut() {
        rules.retain(|rule| !together(rule));
    }
}

/// Buddies have met often; of the others about half have met, in large cohorts some dozen each.
fn history(chance: &mut Chance, people: usize, couples: &[Vec<usize>]) -> Value {
    let mut met = vec![0_u32; people * people];
    for _ in 0..people * people.min(50) / 4 {
        let (a, b) = (chance.below(people), chance.below(people));
        met[a.min(b) * people + a.max(b)] += 1;
    }
    for unit in couples {
        if let [a, b, ..] = unit[..] {
            met[a.min(b) * people + a.max(b)] += 3;
        }
    }
    let known = (0..people).flat_map(|a| (a + 1..people).map(move |b| (a, b)));
    let known = known.filter(|(a, b)| met[a * people + b] > 0);
    known
        .map(|(a, b)| json!({"people": [id(a), id(b)], "times": met[a * people + b]}))
        .collect()
}

fn rooms(chance: &mut Chance, case: &Value, groups: &[Vec<usize>]) -> Value {
    let prompts = ["what helped me", "my boundaries"];
    let room = |(at, group): (usize, &Vec<usize>)| {
        let willing: Vec<usize> = group
            .iter()
            .copied()
            .filter(|&each| case["people"][each]["lead"] == true)
            .collect();
        let lead = if willing.is_empty() {
            Value::Null
        } else {
            json!(id(*chance.one(&willing)))
        };
        let people: Vec<String> = group.iter().map(|&each| id(each)).collect();
        json!({"room": format!("r{at}"), "prompt": prompts[at % 2], "people": people, "lead": lead})
    };
    groups.iter().enumerate().map(room).collect()
}
