//! Buddies for the whole programme: pairs, and one triad when the number is odd (R9-R11).
//!
//! Who goes with whom is worked out by the matching engine; what staff set by hand is only checked.

use super::{Command, Event, Programme, rules};
use crate::{
    aggregate::Ask,
    limits,
    matching::{
        Apart, Names, Pairing, Partner, Person, Plan, Room, RuleId, Rules, Together, pair_buddies,
    },
};
use alongside_protocol::{
    ids::PersonId,
    people::Role,
    programme::{Rule, RuleKind},
    refusal::Refusal,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Everybody anew, with other buddies than now where that is possible; or so that those without a buddy get one and
/// the fewest others change.
pub(super) fn pair(
    programme: &Programme,
    _ask: &Ask<Command>,
    everybody: bool,
) -> Result<Vec<Event>, Refusal> {
    let trainees: Vec<PersonId> = trainees(programme).collect();
    if trainees.len() < *limits::BUDDIES.start() {
        return Err(Refusal::not_now(
            "Buddies need at least two trainees on the roster.",
        ));
    }
    let paired: BTreeSet<PersonId> = programme.buddies.iter().flatten().copied().collect();
    if !everybody && trainees.iter().all(|person| paired.contains(person)) {
        return Ok(Vec::new());
    }
    let mut asked = question(programme);
    if everybody {
        let pairs = programme
            .buddies
            .iter()
            .flat_map(|group| rules::pairs(group));
        let former = pairs.map(|(one, other)| (engine(one), engine(other)));
        asked.former = former.collect();
        asked.current = Vec::new();
    }
    let plan = pair_buddies(&asked).map_err(|clash| Refusal::mend(clash.sentence(programme)))?;
    Ok(vec![Event::BuddiesSet {
        buddies: groups(&plan).collect(),
    }])
}

/// Everybody with the pairs as they are, to be changed as little as can be.
pub(super) fn question(programme: &Programme) -> Pairing {
    let group = |group: &Vec<PersonId>| group.iter().map(|id| engine(*id)).collect();
    Pairing {
        people: trainees(programme)
            .map(|id| Partner::new(engine(id)))
            .collect(),
        rules: engine_rules(&programme.rules),
        former: Vec::new(),
        current: programme.buddies.iter().map(group).collect(),
    }
}

/// The groups of a plan, as the programme keeps them.
pub(super) fn groups(plan: &Plan) -> impl Iterator<Item = Vec<PersonId>> + '_ {
    plan.groups.iter().map(|group| {
        let mut people: Vec<PersonId> = group.people.iter().copied().map(ours).collect();
        people.sort_unstable();
        people
    })
}

pub(super) fn set(programme: &Programme, buddies: &[Vec<PersonId>]) -> Result<Vec<Event>, Refusal> {
    let mut seen = BTreeSet::new();
    let mut groups = Vec::with_capacity(buddies.len().min(limits::PEOPLE));
    for group in buddies {
        let size = group.len();
        if !limits::BUDDIES.contains(&size) {
            return Err(Refusal::mend(
                "Buddies are two people, or three where somebody would be left over.",
            ));
        }
        for person in group {
            rules::trainee(programme, *person)?;
            if !seen.insert(*person) {
                return Err(Refusal::mend(format!(
                    "{} would be in two places. Everybody has one pair or one group of three.",
                    programme.called(*person)
                )));
            }
        }
        if let Some((one, other)) = rules::kept_apart(&programme.rules, group) {
            return Err(Refusal::mend(format!(
                "{} and {} are kept apart by a rule, so they cannot be buddies.",
                programme.called(one),
                programme.called(other)
            )));
        }
        let mut group = group.clone();
        group.sort_unstable();
        groups.push(group);
    }
    Ok(if groups == programme.buddies {
        Vec::new()
    } else {
        vec![Event::BuddiesSet { buddies: groups }]
    })
}

/// Somebody has left: a triad goes on as a pair, and the other of a pair is without a buddy.
pub(super) fn without(programme: &mut Programme, gone: PersonId) {
    for group in &mut programme.buddies {
        group.retain(|person| *person != gone);
    }
    programme
        .buddies
        .retain(|group| limits::BUDDIES.contains(&group.len()));
}

fn trainees(programme: &Programme) -> impl Iterator<Item = PersonId> + '_ {
    let people = programme.people.iter();
    people
        .filter(|person| person.role == Role::Trainee)
        .map(|person| person.id)
}

pub(super) fn engine(id: PersonId) -> Person {
    Person(id.0.as_u128())
}

pub(super) fn ours(id: Person) -> PersonId {
    PersonId(Uuid::from_u128(id.0))
}

/// Our rules as the engine has them: keeping several people apart is keeping each two of them apart.
pub(super) fn engine_rules(rules: &[Rule]) -> Rules {
    let mut said = Rules::default();
    for rule in rules {
        let id = RuleId(rule.id.0.as_u128());
        match rule.kind {
            RuleKind::KeepApart => {
                said.apart
                    .extend(rules::pairs(&rule.people).map(|(one, other)| Apart {
                        id,
                        people: (engine(one), engine(other)),
                    }))
            }
            RuleKind::KeepTogether => said.together.push(Together {
                id,
                people: rule.people.iter().map(|person| engine(*person)).collect(),
                companion: false,
            }),
        }
    }
    said
}

impl Names for Programme {
    fn person(&self, person: Person) -> String {
        self.called(ours(person)).to_owned()
    }

    /// Buddies have no rooms, so no sentence about them names one.
    fn room(&self, _room: Room) -> String {
        "a room".to_owned()
    }
}

impl Programme {
    /// For sentences: the name, or a kind word for somebody who has left.
    pub(super) fn called(&self, id: PersonId) -> &str {
        self.person(id)
            .map_or("somebody", |person| person.name.text())
    }
}
