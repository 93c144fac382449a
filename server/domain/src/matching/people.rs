//! The words every question of the engine is asked in: people, rooms, private rules, and who has met whom.
//!
//! Ids are plain 128-bit numbers so that a UUID maps in and out without a table; the engine only compares them.

use std::collections::{BTreeMap, BTreeSet};

/// A trainee, by any number that is unique within the question (for example `uuid.as_u128()`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person(pub u128);

/// A breakout room, by any number that is unique within the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Room(pub u128);

/// A rule made by staff, by any number that is unique within the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u128);

/// How somebody takes part today, as far as it matters for company.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voice {
    /// Speaks.
    #[default]
    Voice,
    /// Writes only.
    Chat,
    /// May or may not speak today.
    Unsure,
}

/// Somebody who is to sit in a breakout room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    pub id: Person,
    pub voice: Voice,
    /// Willing to lead a discussion.
    pub lead: bool,
    /// How often they have led before in this programme.
    pub times_led: u32,
}

impl Member {
    /// Somebody who speaks, is willing to lead and never has.
    pub fn new(id: Person) -> Self {
        Self {
            id,
            voice: Voice::Voice,
            lead: true,
            times_led: 0,
        }
    }
}

/// Two people who must never share a room nor be buddies. Confidential: only staff may know (R11).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    pub id: RuleId,
    pub people: (Person, Person),
}

/// People who are always in the same room when present; in pairing, they are buddies. Confidential (R11).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    pub id: RuleId,
    pub people: Vec<Person>,
    /// They share an interpreter, supporter or personal assistant, who is not counted among the people of a room.
    pub companion: bool,
}

/// Somebody whom staff placed in a certain room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    pub id: RuleId,
    pub person: Person,
    pub room: Room,
}

/// Everything that must hold. Rules about people who are not in the question are ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    pub apart: Vec<Apart>,
    pub together: Vec<Together>,
    /// Of no meaning in pairing.
    pub pins: Vec<Pin>,
}

impl Rules {
    /// Who belongs together, directly or through others, also through people who are absent today: their meetings are
    /// nobody's choice, so they are not counted.
    pub(super) fn ties(&self) -> Ties {
        let mut ties = Ties::default();
        for rule in &self.together {
            ties.bind(&rule.people);
        }
        ties
    }
}

/// People in bundles of those who belong together.
#[derive(Debug, Default)]
pub(super) struct Ties {
    bundle: BTreeMap<Person, usize>,
}

impl Ties {
    fn bind(&mut self, people: &[Person]) {
        let fresh = self.bundle.len();
        let old: BTreeSet<usize> = people
            .iter()
            .filter_map(|each| self.bundle.get(each).copied())
            .collect();
        let one = old.first().copied().unwrap_or(fresh);
        for bundle in self.bundle.values_mut() {
            if old.contains(bundle) {
                *bundle = one;
            }
        }
        for &person in people {
            self.bundle.insert(person, one);
        }
    }

    /// Whether the two belong together.
    pub fn tied(&self, a: Person, b: Person) -> bool {
        self.bundle
            .get(&a)
            .is_some_and(|bundle| self.bundle.get(&b) == Some(bundle))
    }
}

/// How often two people have been in a breakout together, buddy breakouts included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    met: BTreeMap<(Person, Person), u32>,
}

impl History {
    /// Adds meetings of two people to those already known.
    pub fn add(&mut self, a: Person, b: Person, times: u32) {
        if a != b {
            let known = self.met.entry(in_order(a, b)).or_default();
            *known = known.saturating_add(times);
        }
    }

    /// Remembers that these people shared a room once.
    pub fn add_room(&mut self, people: &[Person]) {
        for (a, b) in pairs(people) {
            self.add(a, b, 1);
        }
    }

    /// All who have met, with how often.
    pub(super) fn meetings(&self) -> impl Iterator<Item = (Person, Person, u32)> {
        self.met.iter().map(|(&(a, b), &times)| (a, b, times))
    }

    /// Everybody who has met somebody, each two once.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (Person, Person)> + '_ {
        let met = self.meetings().filter(|(.., times)| *times > 0);
        met.map(|(a, b, _)| (a, b))
    }

    /// How often the two have met; 0 when never.
    pub fn times(&self, a: Person, b: Person) -> u32 {
        self.met.get(&in_order(a, b)).copied().unwrap_or(0)
    }
}

/// The two with the lower first, so that a pair has one name.
pub(super) fn in_order<T: Ord>(a: T, b: T) -> (T, T) {
    if a <= b { (a, b) } else { (b, a) }
}

/// Every pair of a list, each once.
pub(super) fn pairs<T: Copy>(list: &[T]) -> impl Iterator<Item = (T, T)> + '_ {
    list.iter()
        .enumerate()
        .flat_map(|(at, &a)| list.iter().skip(at + 1).map(move |&b| (a, b)))
}

/// The people of a question in the order of their ids, so that everything inside can speak of them by index.
#[derive(Clone, Debug)]
pub(super) struct Roll<T> {
    ids: Vec<T>,
}

impl<T: Ord + Copy> Roll<T> {
    pub fn new(ids: impl IntoIterator<Item = T>) -> Self {
        let ids: BTreeSet<T> = ids.into_iter().collect();
        Self {
            ids: ids.into_iter().collect(),
        }
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn id(&self, index: usize) -> T {
        self.ids[index]
    }

    pub fn ids(&self) -> &[T] {
        &self.ids
    }

    /// The index of an id, or nothing when it is not on the roll.
    pub fn index(&self, id: T) -> Option<usize> {
        self.ids.binary_search(&id).ok()
    }

    /// Both indices of a pair of different ids that are on the roll.
    pub fn pair(&self, a: T, b: T) -> Option<(usize, usize)> {
        match (self.index(a), self.index(b)) {
            (Some(a), Some(b)) if a != b => Some((a, b)),
            _ => None,
        }
    }
}
