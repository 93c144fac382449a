//! An independent judge of answers: is an answer valid, and what does it count on every level.
//!
//! Written from the description of the case format alone, on plain JSON, so that an error of the engine is not shared.

// By its path, as the tests of the program read this judge too.
#[path = "checker/reshuffle.rs"]
mod reshuffle;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub use reshuffle::Now;

/// The levels of an answer, or the rule it breaks.
pub type Verdict = Result<Vec<u64>, String>;

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub fn texts(value: &Value) -> Vec<&str> {
    list(value).iter().filter_map(Value::as_str).collect()
}

pub fn pairs<T: Copy>(of: &[T]) -> Vec<(T, T)> {
    (0..of.len())
        .flat_map(|a| (a + 1..of.len()).map(move |b| (of[a], of[b])))
        .collect()
}

fn ordered<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    if a < b { (a, b) } else { (b, a) }
}

/// Judges an answer of any kind.
pub fn judge(case: &Value, answer: &Value) -> Verdict {
    let judge = Judge::new(case);
    match case["kind"].as_str().unwrap() {
        "buddies" => judge.buddies(answer),
        "groups" => judge.groups(answer),
        _ => judge.reshuffle(answer),
    }
}

/// A case with its look-ups ready.
pub struct Judge<'a> {
    case: &'a Value,
    people: BTreeMap<&'a str, &'a Value>,
    history: BTreeMap<(&'a str, &'a str), u64>,
    /// Everybody in a rule of togetherness, with the whole group that rules join them to.
    tied: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Judge<'a> {
    pub fn new(case: &'a Value) -> Self {
        let people = list(&case["people"])
            .iter()
            .map(|each| (each["id"].as_str().unwrap(), each))
            .collect();
        let met = |each: &'a Value| {
            let both = texts(&each["people"]);
            (ordered(both[0], both[1]), each["times"].as_u64().unwrap())
        };
        let history = list(&case["history"]).iter().map(met).collect();
        let mut tied: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for rule in together(case) {
            let mut whole: BTreeSet<&str> = rule.iter().copied().collect();
            for each in &rule {
                whole.extend(tied.get(each).into_iter().flatten());
            }
            for each in whole.clone() {
                tied.insert(each, whole.clone());
            }
        }
        Self {
            case,
            people,
            history,
            tied,
        }
    }

    fn is_tied(&self, a: &str, b: &str) -> bool {
        self.tied.get(a).is_some_and(|whole| whole.contains(b))
    }

    fn voice(&self, person: &str) -> &str {
        self.people[person]["voice"].as_str().unwrap_or("voice")
    }

    fn leads(&self, person: &str) -> bool {
        self.people[person]["lead"].as_bool().unwrap_or(true)
    }

    fn led(&self, person: &str) -> u64 {
        self.people[person]["times_led"].as_u64().unwrap_or(0)
    }

    /// Keep apart and keep together, for people by the name of their room.
    fn rules_hold(&self, room_of: &BTreeMap<&str, &str>) -> Result<(), String> {
        for rule in list(&self.case["keep_apart"]) {
            let both = texts(&rule["people"]);
            if room_of.contains_key(both[0]) && room_of.get(both[0]) == room_of.get(both[1]) {
                return Err(format!("{} is broken", rule["id"]));
            }
        }
        for rule in together(self.case) {
            let rooms: BTreeSet<_> = rule.iter().filter_map(|each| room_of.get(each)).collect();
            if rooms.len() > 1 {
                return Err(format!("{rule:?} are not together"));
            }
        }
        Ok(())
    }

    fn discomfort(&self, people: &[&str]) -> u64 {
        let count = |voice: &str| {
            people
                .iter()
                .filter(|each| self.voice(each) == voice)
                .count()
        };
        let mut points = 0;
        if count("voice") == 0 {
            points += 3;
        }
        if people.len() > 1 && count("chat") == 1 && count("voice") + 1 == people.len() {
            points += 2;
        }
        if people.len() == 2 && count("voice") < 2 {
            points += 2;
        }
        points
    }

    fn buddies(&self, answer: &Value) -> Verdict {
        let units: Vec<Vec<&str>> = list(&answer["buddies"]).iter().map(texts).collect();
        let names: Vec<String> = (0..units.len()).map(|at| at.to_string()).collect();
        everybody_once(
            units.iter().flatten().copied(),
            &self.people.keys().copied().collect(),
        )?;
        let triads = units.iter().filter(|unit| unit.len() == 3).count();
        if units.iter().any(|unit| !(2..=3).contains(&unit.len()))
            || triads != self.people.len() % 2
        {
            return Err("the sizes are wrong".to_owned());
        }
        let room_of: BTreeMap<&str, &str> = units
            .iter()
            .zip(&names)
            .flat_map(|(unit, name)| unit.iter().map(move |&each| (each, name.as_str())))
            .collect();
        self.rules_hold(&room_of)?;
        let apart = |a: &str, b: &str| room_of[a] != room_of[b];
        let mut levels = vec![0; 6];
        for (a, b) in list(&self.case["current_buddies"])
            .iter()
            .flat_map(|unit| pairs(&texts(unit)))
        {
            let here = room_of.contains_key(a) && room_of.contains_key(b);
            levels[0] += u64::from(here && apart(a, b));
        }
        for (a, b) in list(&self.case["former_buddies"])
            .iter()
            .flat_map(|unit| pairs(&texts(unit)))
        {
            let here = room_of.contains_key(a) && room_of.contains_key(b);
            levels[1] += u64::from(here && !apart(a, b));
        }
        for unit in &units {
            for (a, b) in pairs(unit) {
                let (p, q) = (self.people[a], self.people[b]);
                for field in ["languages", "free"] {
                    let (one, other) = (texts(&p[field]), texts(&q[field]));
                    let known = !one.is_empty() && !other.is_empty();
                    levels[2] += u64::from(known && !one.iter().any(|each| other.contains(each)));
                }
                let same = p["workplace"].is_string() && p["workplace"] == q["workplace"];
                levels[4] += if same { 3 } else { 0 };
                let mut voices = [self.voice(a), self.voice(b)];
                voices.sort_unstable();
                levels[4] += u64::from(voices == ["chat", "voice"]);
            }
            if unit.len() == 3 {
                levels[3] += unit
                    .iter()
                    .filter(|each| self.people[**each]["triad_ok"] == false)
                    .count() as u64;
            }
        }
        for (&person, facts) in &self.people {
            let wishes = texts(&facts["wishes"])
                .into_iter()
                .filter(|wish| room_of.contains_key(wish));
            levels[5] += wishes.filter(|wish| apart(person, wish)).count() as u64;
        }
        Ok(levels)
    }

    fn groups(&self, answer: &Value) -> Verdict {
        let mut levels = vec![0; 5];
        let mut met = self.history.clone();
        let mut led: BTreeMap<&str, u64> = BTreeMap::new();
        for (round, given) in list(&self.case["rounds"])
            .iter()
            .zip(list(&answer["rounds"]))
        {
            let rooms = rooms(&given["rooms"]);
            let mut asked = texts(&round["rooms"]);
            asked.sort_unstable();
            let mut used: Vec<&str> = rooms.iter().map(|room| room.name).collect();
            used.sort_unstable();
            if asked != used || round["round"] != given["round"] {
                return Err("other rooms or rounds than asked".to_owned());
            }
            let present = texts(&round["present"]);
            let here: BTreeSet<&str> = if present.is_empty() {
                self.people.keys().copied().collect()
            } else {
                present.into_iter().collect()
            };
            let room_of = room_of(&rooms);
            everybody_once(
                rooms.iter().flat_map(|room| room.people.iter().copied()),
                &here,
            )?;
            self.rules_hold(&room_of)?;
            for pin in list(&self.case["pins"])
                .iter()
                .filter(|pin| pin["round"] == round["round"])
            {
                pin_holds(pin, &room_of)?;
            }
            let sizes = rooms.iter().map(|room| room.people.len() as u64);
            let (least, most) = (sizes.clone().min().unwrap(), sizes.max().unwrap());
            if least < 2
                || least < round["min_size"].as_u64().unwrap()
                || most > round["max_size"].as_u64().unwrap()
            {
                return Err("a room has a size that is not allowed".to_owned());
            }
            levels[2] += most.saturating_sub(least + 1);
            for room in &rooms {
                levels[3] += self.discomfort(&room.people);
                for (a, b) in pairs(&room.people) {
                    let times = met.entry(ordered(a, b)).or_default();
                    levels[0] += if self.is_tied(a, b) { 0 } else { *times };
                    *times += 1;
                }
                match room.lead {
                    None => levels[1] += 1,
                    Some(lead) => {
                        self.lead_is_right(room)?;
                        let before = led.entry(lead).or_insert(self.led(lead));
                        levels[4] += *before;
                        *before += 1;
                    }
                }
            }
        }
        Ok(levels)
    }

    fn lead_is_right(&self, room: &Room) -> Result<(), String> {
        match room.lead {
            Some(lead) if !room.people.contains(&lead) || !self.leads(lead) => {
                Err(format!("{lead} cannot lead"))
            }
            _ => Ok(()),
        }
    }
}

/// A room of an answer.
struct Room<'a> {
    name: &'a str,
    people: Vec<&'a str>,
    lead: Option<&'a str>,
}

fn rooms(value: &Value) -> Vec<Room<'_>> {
    let mut all = Vec::new();
    for each in list(value) {
        let lead = each["lead"].as_str();
        all.push(Room {
            name: each["room"].as_str().unwrap(),
            people: texts(&each["people"]),
            lead,
        });
    }
    let names: BTreeSet<&str> = all.iter().map(|room| room.name).collect();
    assert_eq!(names.len(), all.len(), "a room stands twice in the answer");
    all
}

fn room_of<'a>(rooms: &[Room<'a>]) -> BTreeMap<&'a str, &'a str> {
    rooms
        .iter()
        .flat_map(|room| room.people.iter().map(|&each| (each, room.name)))
        .collect()
}

/// Everything that ties people: keep-together rules and shared companions.
fn together(case: &Value) -> Vec<Vec<&str>> {
    let rules = list(&case["keep_together"])
        .iter()
        .map(|rule| texts(&rule["people"]));
    rules
        .chain(
            list(&case["companions"])
                .iter()
                .map(|each| texts(&each["with"])),
        )
        .collect()
}

fn pin_holds(pin: &Value, room_of: &BTreeMap<&str, &str>) -> Result<(), String> {
    let person = pin["person"].as_str().unwrap();
    match room_of.get(person) {
        Some(room) if pin["room"] != **room => Err(format!("{} is broken", pin["id"])),
        _ => Ok(()),
    }
}

fn everybody_once<'a>(
    placed: impl Iterator<Item = &'a str>,
    here: &BTreeSet<&str>,
) -> Result<(), String> {
    let mut placed: Vec<&str> = placed.collect();
    placed.sort_unstable();
    let here: Vec<&str> = here.iter().copied().collect();
    if placed == here {
        Ok(())
    } else {
        Err("not everybody is in exactly one place".to_owned())
    }
}
