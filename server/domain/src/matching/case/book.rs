//! From the text ids of a case to the numbers of the engine and back.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::asked::{Case, Doing, Round, Someone, Speaks, Two};
use crate::limits;
use crate::matching::grouping::{Grouping, Mix};
use crate::matching::pairing::{Pairing, Partner};
use crate::matching::people::{
    Apart, History, Member, Person, Pin, Room, RuleId, Rules, Together, Voice,
};
use crate::matching::programme::{Programme, Sitting};
use crate::matching::reason::Names;
use crate::matching::reshuffle::{Activity, OpenRoom, Reshuffle, Returned, SpareRoom};

/// All ids of a case in their order: the number of an id is its place, so that the order of lists means nothing.
pub struct Book {
    people: Vec<String>,
    names: BTreeMap<String, String>,
    rooms: Vec<String>,
    rules: Vec<String>,
    prompts: Vec<String>,
}

impl Book {
    pub fn of(case: &Case) -> Self {
        let event = &case.event;
        let people = case.people.iter().map(|each| &each.id);
        let people = people.chain(case.rooms.iter().flat_map(|room| &room.people));
        let people = people.chain(&event.left).chain(&event.joined);
        let people = people.chain(event.returned.iter().map(|back| &back.person));
        let rooms = case
            .rooms
            .iter()
            .chain(&case.spare_rooms)
            .map(|each| &each.room);
        let rooms = rooms.chain(case.rounds.iter().flat_map(|round| &round.rooms));
        let rooms = rooms.chain(case.pins.iter().map(|pin| &pin.room));
        let rules = case.keep_apart.iter().map(|each| &each.id);
        let rules = rules.chain(case.keep_together.iter().map(|each| &each.id));
        let rules = rules.chain(case.companions.iter().map(|each| &each.id));
        let rules = rules.chain(case.pins.iter().map(|each| &each.id));
        let prompts = case
            .rooms
            .iter()
            .chain(&case.spare_rooms)
            .filter_map(|each| each.prompt.as_ref());
        let named = case
            .people
            .iter()
            .filter_map(|each| Some((each.id.clone(), each.name.clone()?)));
        Self {
            people: in_order(people),
            names: named.collect(),
            rooms: in_order(rooms),
            rules: in_order(rules),
            prompts: in_order(prompts),
        }
    }

    pub fn person_id(&self, person: Person) -> &str {
        look_up(&self.people, person.0)
    }

    pub fn room_id(&self, room: Room) -> &str {
        look_up(&self.rooms, room.0)
    }

    pub fn rule_id(&self, rule: RuleId) -> &str {
        look_up(&self.rules, rule.0)
    }

    pub fn people(&self, people: &[Person]) -> Vec<&str> {
        people.iter().map(|&each| self.person_id(each)).collect()
    }

    pub fn pairing(&self, case: &Case) -> Pairing {
        let partner = |each: &Someone| Partner {
            id: self.person(&each.id),
            voice: voice(each.voice),
            languages: each.languages.clone(),
            free: each.free.clone(),
            workplace: each.workplace.clone().filter(|name| !name.is_empty()),
            wishes: self.all(&each.wishes),
            triad_ok: each.triad_ok,
        };
        Pairing {
            people: case.people.iter().map(partner).collect(),
            rules: self.rules(case, None),
            former: case
                .former_buddies
                .iter()
                .map(|Two([a, b])| (self.person(a), self.person(b)))
                .collect(),
            current: case
                .current_buddies
                .iter()
                .map(|unit| self.all(unit))
                .collect(),
        }
    }

    /// One round by itself.
    pub fn grouping(&self, case: &Case, round: &Round) -> Grouping {
        let here = |each: &&Someone| round.present.is_empty() || round.present.contains(&each.id);
        let people = case.people.iter().filter(here);
        Grouping {
            people: people.map(|each| self.member(each)).collect(),
            rooms: round.rooms.iter().map(|room| self.room(room)).collect(),
            min_size: size(round.min_size),
            max_size: size(round.max_size),
            rules: self.rules(case, Some(&round.round)),
            history: self.history(case),
            mix: Mix::FewestRepeats,
            seed: 0,
            tries: Grouping::USUAL_TRIES,
        }
    }

    /// All rounds together.
    pub fn programme(&self, case: &Case) -> Programme {
        let everybody: Vec<Person> = case
            .people
            .iter()
            .map(|each| self.person(&each.id))
            .collect();
        let sitting = |round: &Round| Sitting {
            present: match &round.present[..] {
                [] => everybody.clone(),
                some => self.all(some),
            },
            rooms: round.rooms.iter().map(|room| self.room(room)).collect(),
            min_size: size(round.min_size),
            max_size: size(round.max_size),
            pins: self.rules(case, Some(&round.round)).pins,
        };
        Programme {
            people: case.people.iter().map(|each| self.member(each)).collect(),
            rounds: case.rounds.iter().map(sitting).collect(),
            rules: Rules {
                pins: Vec::new(),
                ..self.rules(case, None)
            },
            history: self.history(case),
            seed: 0,
        }
    }

    pub fn reshuffle(&self, case: &Case) -> Reshuffle {
        let prompt = |prompt: &Option<String>| {
            prompt
                .as_ref()
                .map_or(0, |text| 1 + place(&self.prompts, text) as u32)
        };
        let open = case.rooms.iter().map(|each| OpenRoom {
            room: self.room(&each.room),
            prompt: prompt(&each.prompt),
            people: self.all(&each.people),
            lead: each.lead.as_ref().map(|lead| self.person(lead)),
        });
        let spare = case.spare_rooms.iter();
        let spare = spare.map(|each| SpareRoom {
            room: self.room(&each.room),
            prompt: prompt(&each.prompt),
        });
        let returned = case.event.returned.iter().map(|back| Returned {
            person: self.person(&back.person),
            old_room: back.old_room.as_ref().map(|room| self.room(room)),
        });
        let max_size = size(case.max_size.unwrap_or(usize::MAX));
        Reshuffle {
            activity: match case.activity {
                Doing::Buddies => Activity::Buddies,
                Doing::Groups => Activity::Groups,
            },
            people: case.people.iter().map(|each| self.member(each)).collect(),
            rooms: open.collect(),
            spare_rooms: spare.collect(),
            left: self.all(&case.event.left),
            joined: self.all(&case.event.joined),
            returned: returned.collect(),
            rules: self.rules(case, None),
            history: self.history(case),
            buddies: case.buddies.iter().map(|unit| self.all(unit)).collect(),
            max_size,
            preferred_max: case.preferred_max.map_or(max_size, size),
            leads: case.leads,
        }
    }

    pub fn history(&self, case: &Case) -> History {
        let mut history = History::default();
        for met in &case.history {
            history.add(
                self.person(&met.people.0[0]),
                self.person(&met.people.0[1]),
                met.times,
            );
        }
        history
    }

    /// The rules, with the pins of this round alone when a round is given.
    fn rules(&self, case: &Case, round: Option<&Value>) -> Rules {
        let rule = |id: &String| RuleId(place(&self.rules, id) as u128);
        let together = case
            .keep_together
            .iter()
            .map(|each| (&each.id, &each.people, false));
        let shared = case.companions.iter().filter(|each| each.with.len() > 1);
        let shared = shared.map(|each| (&each.id, &each.with, true));
        let pins = case
            .pins
            .iter()
            .filter(|pin| round.is_none_or(|round| text(round) == text(&pin.round)));
        Rules {
            apart: case
                .keep_apart
                .iter()
                .map(|each| Apart {
                    id: rule(&each.id),
                    people: (
                        self.person(&each.people.0[0]),
                        self.person(&each.people.0[1]),
                    ),
                })
                .collect(),
            together: together
                .chain(shared)
                .map(|(id, people, companion)| Together {
                    id: rule(id),
                    people: self.known(people),
                    companion,
                })
                .collect(),
            pins: pins
                .map(|pin| Pin {
                    id: rule(&pin.id),
                    person: self.person(&pin.person),
                    room: self.room(&pin.room),
                })
                .collect(),
        }
    }

    fn member(&self, each: &Someone) -> Member {
        Member {
            id: self.person(&each.id),
            voice: voice(each.voice),
            lead: each.lead,
            times_led: each.times_led,
        }
    }

    fn person(&self, id: &str) -> Person {
        Person(place(&self.people, id) as u128)
    }

    fn all(&self, ids: &[String]) -> Vec<Person> {
        ids.iter().map(|id| self.person(id)).collect()
    }

    /// Without those who are not of this case, who would else all be one and tie others together.
    fn known(&self, ids: &[String]) -> Vec<Person> {
        let known = ids
            .iter()
            .filter(|id| self.people.binary_search(id).is_ok());
        known.map(|id| self.person(id)).collect()
    }

    fn room(&self, id: &str) -> Room {
        Room(place(&self.rooms, id) as u128)
    }
}

impl Names for Book {
    fn person(&self, person: Person) -> String {
        let id = self.person_id(person);
        self.names.get(id).map_or(id, String::as_str).to_owned()
    }

    fn room(&self, room: Room) -> String {
        self.room_id(room).to_owned()
    }
}

/// A size as far as it matters: nobody can tell rooms for everybody from larger ones.
fn size(asked: usize) -> usize {
    asked.min(limits::CASE_PEOPLE + 1)
}

fn voice(speaks: Speaks) -> Voice {
    match speaks {
        Speaks::Voice => Voice::Voice,
        Speaks::Chat => Voice::Chat,
        Speaks::Unsure => Voice::Unsure,
    }
}

/// A round may be called 1 or "1".
pub(super) fn text(round: &Value) -> String {
    round
        .as_str()
        .map_or_else(|| round.to_string(), str::to_owned)
}

fn in_order<'a>(ids: impl Iterator<Item = &'a String>) -> Vec<String> {
    ids.cloned()
        .collect::<BTreeSet<String>>()
        .into_iter()
        .collect()
}

/// The place of an id; past the end for one that is not of this case, which the engine then ignores.
fn place(ids: &[String], id: &str) -> usize {
    ids.binary_search_by(|each| each.as_str().cmp(id))
        .unwrap_or(ids.len())
}

fn look_up(ids: &[String], place: u128) -> &str {
    usize::try_from(place)
        .ok()
        .and_then(|place| ids.get(place))
        .map_or("", String::as_str)
}
