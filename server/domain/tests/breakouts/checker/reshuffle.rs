//! The judge of reshuffles: who is here now, and what a change counts.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    Judge, Room, Verdict, everybody_once, list, ordered, pairs, pin_holds, room_of, rooms, texts,
};

impl<'a> Judge<'a> {
    pub(super) fn reshuffle(&self, answer: &Value) -> Verdict {
        let now = Now::of(self.case);
        let rooms: Vec<Room> = rooms(&answer["rooms"]);
        let room_of = room_of(&rooms);
        everybody_once(
            rooms.iter().flat_map(|room| room.people.iter().copied()),
            &now.here,
        )?;
        self.rules_hold(&room_of)?;
        for pin in list(&self.case["pins"]) {
            pin_holds(pin, &room_of)?;
        }
        let most = self.case["max_size"].as_u64().unwrap();
        for room in &rooms {
            let size = room.people.len() as u64;
            if size < 2 || size > most || !now.prompt.contains_key(room.name) {
                return Err(format!("{} may not have {size} people", room.name));
            }
            self.lead_is_right(room)?;
        }
        let mut levels = now.seats(&room_of);
        let lasting = self.lasting_links(&now);
        levels[1] = lasting
            .into_iter()
            .filter(|(a, b)| room_of[a] != room_of[b])
            .count() as u64;
        let known = self.who_knows_whom();
        let preferred = self.case["preferred_max"].as_u64().unwrap_or(most);
        for room in &rooms {
            let stranger =
                |&(a, b): &(&str, &str)| !known.contains(&ordered(a, b)) && !self.is_tied(a, b);
            levels[4] += pairs(&room.people).into_iter().filter(stranger).count() as u64;
            levels[5] += (room.people.len() as u64).saturating_sub(preferred);
            levels[7] += self.discomfort(&room.people);
            if self.case["leads"] == true {
                let old = now.lead.get(room.name).copied();
                match room.lead {
                    None => levels[6] += 1,
                    Some(lead) if Some(lead) != old => levels[9] += self.led(lead),
                    Some(_) => {}
                }
                let there = old.is_some_and(|old| room.people.contains(&old));
                levels[8] += u64::from(there && room.lead != old);
            }
        }
        Ok(levels)
    }

    fn who_knows_whom(&self) -> BTreeSet<(&'a str, &'a str)> {
        let met = self
            .history
            .iter()
            .filter(|(_, times)| **times > 0)
            .map(|(both, _)| *both);
        let rooms = list(&self.case["rooms"])
            .iter()
            .map(|room| texts(&room["people"]));
        let buddies = list(&self.case["buddies"]).iter().map(texts);
        met.chain(
            rooms
                .chain(buddies)
                .flat_map(|people| pairs(&people))
                .map(|(a, b)| ordered(a, b)),
        )
        .collect()
    }

    fn lasting_links(&self, now: &Now<'a>) -> Vec<(&'a str, &'a str)> {
        let links = list(&self.case["buddies"])
            .iter()
            .flat_map(|unit| pairs(&texts(unit)));
        links
            .filter(|(a, b)| now.here.contains(a) && now.here.contains(b))
            .filter(|(a, b)| {
                let shared = now.before.contains_key(a) && now.before.get(a) == now.before.get(b);
                shared
                    || self.case["activity"] == "buddies"
                        && (now.new.contains(a) || now.new.contains(b))
            })
            .collect()
    }
}

/// Who is here after the event, and what stood before it.
pub struct Now<'a> {
    pub here: BTreeSet<&'a str>,
    pub before: BTreeMap<&'a str, &'a str>,
    new: BTreeSet<&'a str>,
    back: BTreeMap<&'a str, &'a str>,
    pub prompt: BTreeMap<&'a str, &'a Value>,
    pub lead: BTreeMap<&'a str, &'a str>,
}

impl<'a> Now<'a> {
    pub fn of(case: &'a Value) -> Self {
        let gone = texts(&case["event"]["left"]);
        let mut before = BTreeMap::new();
        let mut lead = BTreeMap::new();
        for room in list(&case["rooms"]) {
            let name = room["room"].as_str().unwrap();
            before.extend(
                texts(&room["people"])
                    .into_iter()
                    .filter(|each| !gone.contains(each))
                    .map(|each| (each, name)),
            );
            lead.extend(room["lead"].as_str().map(|lead| (name, lead)));
        }
        let returned = list(&case["event"]["returned"]).iter();
        let back: BTreeMap<&str, &str> = returned
            .map(|each| {
                (
                    each["person"].as_str().unwrap(),
                    each["old_room"].as_str().unwrap_or(""),
                )
            })
            .collect();
        let new: BTreeSet<&str> = texts(&case["event"]["joined"])
            .into_iter()
            .chain(back.keys().copied())
            .collect();
        let all_rooms = list(&case["rooms"])
            .iter()
            .chain(list(&case["spare_rooms"]));
        Self {
            here: before.keys().copied().chain(new.iter().copied()).collect(),
            prompt: all_rooms
                .map(|room| (room["room"].as_str().unwrap(), &room["prompt"]))
                .collect(),
            before,
            new,
            back,
            lead,
        }
    }

    /// The levels that ask where each person sits: moves, returned elsewhere, prompt changes.
    fn seats(&self, room_of: &BTreeMap<&str, &str>) -> Vec<u64> {
        let mut levels = vec![0; 10];
        for (person, old) in &self.before {
            if room_of[person] != *old {
                levels[0] += 1;
                levels[3] += u64::from(self.prompt[room_of[person]] != self.prompt[old]);
            }
        }
        for (person, old) in &self.back {
            if room_of[person] != *old {
                levels[2] += 1;
                let known = self.prompt.get(old);
                levels[3] +=
                    u64::from(known.is_some_and(|prompt| *prompt != self.prompt[room_of[person]]));
            }
        }
        levels
    }
}
