//! Buddies for the whole programme (R9) and new buddies when people leave or arrive (R11).
//!
//! All levels of a link fold into one whole number, each level worth more than everything below it together, and one
//! minimum-cost perfect matching gives the exact optimum. When the number is odd, one triad is tried after the other in
//! the order of a lower bound: whoever of the three is dropped, the rest must still be matched.

mod crowd;
mod traits;
pub(super) mod units;

use std::collections::BTreeMap;

use super::clash::{Clash, Constraint, clash, constraints_of};
use super::people::{Person, Roll, Rules, Voice, in_order, pairs};
use super::plan::{Group, Plan, named};
use super::reason::{Because, Reason};
use traits::Traits;
use units::Board;

/// Somebody who needs a buddy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    pub id: Person,
    pub voice: Voice,
    /// Languages they speak; empty means it is not known and does not matter.
    pub languages: Vec<String>,
    /// Times they can meet; empty means it is not known and does not matter.
    pub free: Vec<String>,
    pub workplace: Option<String>,
    /// People they would like as buddy. Private to staff.
    pub wishes: Vec<Person>,
    /// Whether a group of three suits them.
    pub triad_ok: bool,
}

impl Partner {
    /// Somebody of whom nothing is known yet.
    pub fn new(id: Person) -> Self {
        Self {
            id,
            voice: Voice::Voice,
            languages: Vec::new(),
            free: Vec::new(),
            workplace: None,
            wishes: Vec::new(),
            triad_ok: true,
        }
    }
}

/// Who is to be paired, and what is already there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairing {
    pub people: Vec<Partner>,
    pub rules: Rules,
    /// Pairs who were buddies in an earlier programme.
    pub former: Vec<(Person, Person)>,
    /// The pairs and triads in force, which change as little as possible. May name people who have left.
    pub current: Vec<Vec<Person>>,
}

const LEVELS: [&str; 6] = [
    "broken_links",
    "repeat_buddies",
    "out_of_reach",
    "triad_unwilling",
    "mismatch",
    "unmet_wishes",
];
const OUT_OF_REACH: usize = 2;
const TRIAD_UNWILLING: usize = 3;
const MISMATCH: usize = 4;

/// Pairs everybody, with exactly one triad when the number of people is odd.
pub fn pair_buddies(question: &Pairing) -> Result<Plan, Clash> {
    let links = Links::of(question);
    let all = constraints_of(&question.rules, |person| links.roll.index(person).is_some());
    let weights = links.weights();
    match links.board(&weights, &all).cheapest() {
        Some(units) => Ok(links.plan(question, &units)),
        None => {
            let all_alike = Weights {
                link: vec![0; weights.link.len()],
                unwilling: vec![0; links.roll.len()],
            };
            Err(clash(all, |some| {
                links.board(&all_alike, some).cheapest().is_some()
            }))
        }
    }
}

/// What every possible link would count, by index of the two people.
struct Links<'a> {
    roll: Roll<Person>,
    people: Vec<&'a Partner>,
    former: BTreeMap<(usize, usize), u32>,
    current: BTreeMap<(usize, usize), u32>,
}

struct Weights {
    /// Row by row for every two people.
    link: Vec<i128>,
    /// What it counts that somebody sits in the triad.
    unwilling: Vec<i128>,
}

impl<'a> Links<'a> {
    fn of(question: &'a Pairing) -> Self {
        let roll = Roll::new(question.people.iter().map(|each| each.id));
        let by_id: BTreeMap<Person, &Partner> =
            question.people.iter().map(|each| (each.id, each)).collect();
        let count = |links: &mut dyn Iterator<Item = (Person, Person)>| {
            let mut counts = BTreeMap::new();
            for (a, b) in links.filter_map(|(a, b)| roll.pair(a, b)) {
                *counts.entry(in_order(a, b)).or_insert(0) += 1;
            }
            counts
        };
        let former = count(&mut question.former.iter().copied());
        let current = count(&mut question.current.iter().flat_map(|unit| pairs(unit)));
        Self {
            people: by_id.into_values().collect(),
            former,
            current,
            roll,
        }
    }

    /// The levels of one link; what is to be kept or fulfilled counts below zero.
    fn link(&self, a: usize, b: usize) -> [i128; 6] {
        let (p, q) = (self.people[a], self.people[b]);
        let known = |counts: &BTreeMap<_, u32>| {
            i128::from(counts.get(&in_order(a, b)).copied().unwrap_or(0))
        };
        let same_workplace = p.workplace.is_some() && p.workplace == q.workplace;
        let wishes = wishes_for(p, q.id) + wishes_for(q, p.id);
        [
            -known(&self.current),
            known(&self.former),
            i128::from(strangers(&p.languages, &q.languages))
                + i128::from(strangers(&p.free, &q.free)),
            0,
            if same_workplace { 3 } else { 0 } + i128::from(traits::one_writes(p.voice, q.voice)),
            -i128::from(wishes),
        ]
    }

    /// Folds the levels: one unit of a level outweighs the largest total of all later levels.
    fn weights(&self) -> Weights {
        let size = self.roll.len();
        let everyone: Vec<usize> = (0..size).collect();
        let traits = Traits::of(&self.people);
        let known = self.known();
        let (mut low, mut high) = ([0; 6], [0, 0, 2, 1, 4, 0]);
        for at in known.values() {
            for level in 0..6 {
                low[level] = low[level].min(at[level]);
                high[level] = high[level].max(at[level]);
            }
        }
        let links = size as i128 / 2 + 3;
        let mut worth = [1; 6];
        for at in (0..5).rev() {
            worth[at] = worth[at + 1] * ((high[at + 1] - low[at + 1]) * links + 4);
        }
        let fold = |link: &[i128; 6]| -> i128 { (0..6).map(|at| link[at] * worth[at]).sum() };
        let least = fold(&low);
        let mut link = vec![0; size * size];
        for (a, b) in pairs(&everyone) {
            let (out_of_reach, mismatch) = traits.apart(a, b);
            let number = out_of_reach * worth[OUT_OF_REACH] + mismatch * worth[MISMATCH] - least;
            link[a * size + b] = number;
            link[b * size + a] = number;
        }
        for (&(a, b), at) in &known {
            link[a * size + b] += fold(at);
            link[b * size + a] += fold(at);
        }
        let unwilling = |each: &&Partner| {
            if each.triad_ok {
                0
            } else {
                worth[TRIAD_UNWILLING]
            }
        };
        Weights {
            link,
            unwilling: self.people.iter().map(unwilling).collect(),
        }
    }

    /// The levels of the few links of which something is known: they are or were buddies, or one wished for the other.
    fn known(&self) -> BTreeMap<(usize, usize), [i128; 6]> {
        let mut known: BTreeMap<(usize, usize), [i128; 6]> = BTreeMap::new();
        for (&pair, &times) in &self.current {
            known.entry(pair).or_default()[0] -= i128::from(times);
        }
        for (&pair, &times) in &self.former {
            known.entry(pair).or_default()[1] += i128::from(times);
        }
        for each in &self.people {
            for &wish in &each.wishes {
                if let Some((a, b)) = self.roll.pair(each.id, wish) {
                    known.entry(in_order(a, b)).or_default()[5] -= 1;
                }
            }
        }
        known
    }

    /// The weights with everything ruled out that a constraint rules out.
    fn board(&self, weights: &Weights, constraints: &[Constraint]) -> Board {
        let mut board = Board::new(weights.link.clone(), weights.unwilling.clone());
        for each in constraints {
            match each {
                Constraint::Apart { people: (a, b), .. } => {
                    if let Some((a, b)) = self.roll.pair(*a, *b) {
                        board.forbid(a, b);
                    }
                }
                Constraint::Together { people, .. } => {
                    let tied: Vec<usize> = people
                        .iter()
                        .filter_map(|&each| self.roll.index(each))
                        .collect();
                    board.tie(&tied);
                }
                Constraint::Pin { .. }
                | Constraint::MaxSize(_)
                | Constraint::MinSize(_)
                | Constraint::Rooms(_) => {}
            }
        }
        board
    }

    fn plan(&self, question: &Pairing, units: &[Vec<usize>]) -> Plan {
        let mut levels = [0_u32; 6];
        let mut reasons = Vec::new();
        let mut kept = 0;
        let mut fulfilled = 0;
        for unit in units {
            for (a, b) in pairs(unit) {
                let link = self.link(a, b);
                kept += -link[0];
                fulfilled += -link[5];
                for at in [1, 2, 4] {
                    levels[at] += link[at] as u32;
                }
                self.explain(question, a, b, &mut reasons);
            }
            if unit.len() == 3 {
                for &each in unit {
                    levels[TRIAD_UNWILLING] += u32::from(!self.people[each].triad_ok);
                    reasons.push(Because {
                        about: self.roll.id(each),
                        reason: Reason::OddNumber,
                    });
                }
            }
        }
        let wished = |each: &&Partner| {
            let real = |&&wish: &&Person| wish != each.id && self.roll.index(wish).is_some();
            each.wishes.iter().filter(real).count() as u32
        };
        levels[0] = self.current.values().sum::<u32>() - kept as u32;
        levels[5] = self.people.iter().map(wished).sum::<u32>() - fulfilled as u32;
        let group = |unit: &Vec<usize>| Group {
            room: None,
            people: unit.iter().map(|&each| self.roll.id(each)).collect(),
            lead: None,
        };
        Plan {
            groups: units.iter().map(group).collect(),
            reasons,
            levels: named(LEVELS, levels),
            ..Plan::default()
        }
    }

    /// The reasons of one link, each told once and about the first of the two, except wishes.
    fn explain(&self, question: &Pairing, a: usize, b: usize, reasons: &mut Vec<Because>) {
        let (p, q) = (self.people[a], self.people[b]);
        let [current, former, out_of_reach, ..] = self.link(a, b);
        let mut tell = |about: &Partner, reason| {
            reasons.push(Because {
                about: about.id,
                reason,
            })
        };
        if current < 0 {
            tell(p, Reason::StayBuddies(q.id));
        }
        for together in &question.rules.together {
            if together.people.contains(&p.id) && together.people.contains(&q.id) {
                let shared = together.companion;
                tell(
                    p,
                    if shared {
                        Reason::ShareCompanion(q.id)
                    } else {
                        Reason::KeptTogether(q.id)
                    },
                );
            }
        }
        for (one, other) in [(p, q), (q, p)] {
            if wishes_for(one, other.id) > 0 {
                tell(one, Reason::WishedFor(other.id));
            }
        }
        if former > 0 {
            tell(p, Reason::BuddiesBefore(q.id));
        }
        if out_of_reach > 0 {
            tell(p, Reason::HardToMeet(q.id));
        } else if !p.free.is_empty() && !q.free.is_empty() {
            tell(p, Reason::BothFree(q.id));
        }
    }
}

fn wishes_for(one: &Partner, other: Person) -> u32 {
    one.wishes.iter().filter(|&&wish| wish == other).count() as u32
}

/// Whether both lists are known and share nothing.
fn strangers(a: &[String], b: &[String]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|each| b.contains(each))
}
