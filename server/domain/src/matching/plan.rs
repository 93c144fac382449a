//! What the engine answers: who sits where, who has to move for it, and why.

use super::people::{Person, Room};
use super::reason::{Because, Reason};

/// One buddy pair or triad, or one breakout room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Nothing in a plan of buddies.
    pub room: Option<Room>,
    /// In the order of their ids.
    pub people: Vec<Person>,
    /// A willing member, when the question asks for leads and there is one.
    pub lead: Option<Person>,
}

/// Somebody who sits in one room now and would sit in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    pub person: Person,
    pub from: Room,
    pub to: Room,
}

/// One count that the plan keeps low; 0 is perfect. The names are those of the public case format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    pub name: &'static str,
    pub count: u32,
}

/// An arrangement that breaks no rule and leaves nobody alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub groups: Vec<Group>,
    /// Only a reshuffle has moves. Arrivals are not moves.
    pub moves: Vec<Move>,
    pub reasons: Vec<Because>,
    /// The price, most important level first.
    pub levels: Vec<Level>,
    /// Other good answers, at most two, only after a reshuffle. They have no alternatives themselves.
    pub alternatives: Vec<Plan>,
}

impl Plan {
    /// The count of a level; 0 for a level this kind of plan does not have.
    pub fn count(&self, name: &str) -> u32 {
        self.levels
            .iter()
            .find(|level| level.name == name)
            .map_or(0, |level| level.count)
    }

    /// Where somebody sits.
    pub fn group_of(&self, person: Person) -> Option<&Group> {
        self.groups
            .iter()
            .find(|group| group.people.contains(&person))
    }

    /// The price in one sentence, as people think of it. Names nobody and no private rule.
    pub fn summary(&self) -> String {
        let has = |name: &str| self.levels.iter().any(|level| level.name == name);
        let mut parts = Vec::new();
        if has("moves") {
            parts.push(match self.count("moves") {
                0 => "Nobody moves".to_owned(),
                1 => "1 person moves".to_owned(),
                many => format!("{many} people move"),
            });
            parts.push("nobody is alone".to_owned());
        } else if has("repeats") {
            let met = |because: &&Because| matches!(because.reason, Reason::MetTimes(..));
            parts.push(match self.reasons.iter().filter(met).count() {
                0 => "Nobody meets somebody they have met before".to_owned(),
                1 => "1 pair has met before".to_owned(),
                many => format!("{many} pairs have met before"),
            });
        } else {
            parts.push("Everybody has a buddy".to_owned());
        }
        for (name, one, several) in NOTES {
            match self.count(name) {
                0 => {}
                1 => parts.push((*one).to_owned()),
                many => parts.push(several.replace('#', &many.to_string())),
            }
        }
        format!("{}.", parts.join(", "))
    }
}

/// What is worth a word when it is not zero; `#` is the count.
const NOTES: &[(&str, &str, &str)] = &[
    (
        "broken_links",
        "1 buddy link changes",
        "# buddy links change",
    ),
    (
        "repeat_buddies",
        "1 pair were buddies before",
        "# pairs were buddies before",
    ),
    (
        "out_of_reach",
        "1 pair shares no time or no language",
        "# pairs lack a shared time or language",
    ),
    (
        "buddies_split",
        "1 pair of buddies is apart",
        "# pairs of buddies are apart",
    ),
    (
        "returned_elsewhere",
        "1 person returns to another room",
        "# people return to another room",
    ),
    ("unled_rooms", "1 room has no lead", "# rooms have no lead"),
];

/// Levels with their names, in order.
pub(super) fn named<const N: usize>(names: [&'static str; N], counts: [u32; N]) -> Vec<Level> {
    names
        .into_iter()
        .zip(counts)
        .map(|(name, count)| Level { name, count })
        .collect()
}
