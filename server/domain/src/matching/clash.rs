//! When no plan exists: the smallest honest statement of which rules cannot hold together (R22).
//!
//! The set is *irreducible*: it is impossible by itself, and possible as soon as any one of it is let go. It is found by
//! leaving out one constraint after the other and keeping out those that are not needed for the impossibility.

use std::collections::BTreeSet;

use super::people::{Person, Room, RuleId, Rules};
use super::reason::Names;

/// Something that must hold and may be let go by staff.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Constraint {
    Apart {
        rule: RuleId,
        people: (Person, Person),
    },
    Together {
        rule: RuleId,
        people: Vec<Person>,
        companion: bool,
    },
    Pin {
        rule: RuleId,
        person: Person,
        room: Room,
    },
    /// The most people a room may have.
    MaxSize(usize),
    /// The fewest people a room may have.
    MinSize(usize),
    /// How many rooms there are.
    Rooms(usize),
}

/// Rules that cannot hold together. For staff only: it speaks of confidential rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Irreducible; empty when no rule is to blame (for example one person who is asked to be a pair).
    pub constraints: Vec<Constraint>,
    /// Those of them that open a plan when they alone are let go. Empty when several clashes exist at once.
    pub ways_out: Vec<Constraint>,
}

impl Clash {
    /// What clashes and what would help, in plain words for staff.
    pub fn sentence(&self, names: &dyn Names) -> String {
        if self.constraints.is_empty() {
            return "There are too few people for nobody to be alone.".to_owned();
        }
        let said: Vec<String> = self
            .constraints
            .iter()
            .map(|each| each.words(names))
            .collect();
        let help = match (self.ways_out.len(), self.constraints.len()) {
            (0, _) => "Another clash stands beside this one.".to_owned(),
            (1, 1) => "Without it, there is a plan.".to_owned(),
            (some, all) if some == all => "Letting go of any one of them opens a plan.".to_owned(),
            _ => {
                let ways: Vec<String> =
                    self.ways_out.iter().map(|each| each.words(names)).collect();
                format!("There is a plan without one of these: {}.", ways.join("; "))
            }
        };
        format!("This cannot all hold together: {}. {help}", said.join("; "))
    }
}

impl Constraint {
    /// Whether both are the same rule, if of different rounds.
    pub(super) fn is_same_rule(&self, other: &Self) -> bool {
        use Constraint::{Apart, MaxSize, MinSize, Pin, Rooms, Together};
        match (self, other) {
            (Apart { rule, .. }, Apart { rule: other, .. })
            | (Together { rule, .. }, Together { rule: other, .. })
            | (Pin { rule, .. }, Pin { rule: other, .. }) => rule == other,
            (MaxSize(_), MaxSize(_)) | (MinSize(_), MinSize(_)) | (Rooms(_), Rooms(_)) => true,
            _ => false,
        }
    }

    /// In a few words, without a stop. For staff who may know of the rules.
    pub fn words(&self, names: &dyn Names) -> String {
        match self {
            Self::Apart { people: (a, b), .. } => {
                format!(
                    "{} and {} are kept apart",
                    names.person(*a),
                    names.person(*b)
                )
            }
            Self::Together {
                people, companion, ..
            } => {
                let all: Vec<String> = people.iter().map(|&each| names.person(each)).collect();
                let why = if *companion {
                    "share a support person"
                } else {
                    "are kept together"
                };
                format!("{} {why}", all.join(" and "))
            }
            Self::Pin { person, room, .. } => {
                format!(
                    "{} is placed in {}",
                    names.person(*person),
                    names.room(*room)
                )
            }
            Self::MaxSize(size) => format!("a room has at most {size} people"),
            Self::MinSize(size) => format!("a room has at least {size} people"),
            Self::Rooms(1) => "there is 1 room".to_owned(),
            Self::Rooms(rooms) => format!("there are {rooms} rooms"),
        }
    }
}

/// The rules of a question as constraints, without those that speak of nobody present.
pub(super) fn constraints_of(rules: &Rules, here: impl Fn(Person) -> bool) -> Vec<Constraint> {
    let mut all = Vec::new();
    for apart in &rules.apart {
        if here(apart.people.0) && here(apart.people.1) {
            all.push(Constraint::Apart {
                rule: apart.id,
                people: apart.people,
            });
        }
    }
    for together in &rules.together {
        let people: Vec<Person> = together
            .people
            .iter()
            .copied()
            .filter(|&each| here(each))
            .collect();
        if people.len() > 1 {
            all.push(Constraint::Together {
                rule: together.id,
                people,
                companion: together.companion,
            });
        }
    }
    for pin in &rules.pins {
        if here(pin.person) {
            all.push(Constraint::Pin {
                rule: pin.id,
                person: pin.person,
                room: pin.room,
            });
        }
    }
    all.sort();
    all
}

/// The clash in a set of constraints that is known to be impossible. `possible` must not call a possible set impossible;
/// the other way round only makes the clash larger than need be.
pub(super) fn clash(all: Vec<Constraint>, possible: impl Fn(&[Constraint]) -> bool) -> Clash {
    let mut left_out = BTreeSet::new();
    let kept = |out: &BTreeSet<usize>| -> Vec<Constraint> {
        let inside = all.iter().enumerate().filter(|(at, _)| !out.contains(at));
        inside.map(|(_, each)| each.clone()).collect()
    };
    for at in 0..all.len() {
        left_out.insert(at);
        if possible(&kept(&left_out)) {
            left_out.remove(&at);
        }
    }
    let ways_out = (0..all.len()).filter(|at| !left_out.contains(at));
    let ways_out = ways_out
        .filter(|&at| possible(&kept(&BTreeSet::from([at]))))
        .map(|at| all[at].clone());
    Clash {
        ways_out: ways_out.collect(),
        constraints: kept(&left_out),
    }
}
