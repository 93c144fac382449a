//! Keep-apart and keep-together rules (R11, R22): private to facilitators and organisers.
//!
//! A rule that cannot hold beside the others is refused and the other rule is named.

use super::{Command, Event, Programme};
use crate::{aggregate::Ask, limits};
use alongside_protocol::{
    ids::{PersonId, RuleId},
    people::Role,
    programme::{Rule, RuleKind},
    refusal::Refusal,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn add(
    programme: &Programme,
    ask: &Ask<Command>,
    kind: RuleKind,
    people: &[PersonId],
) -> Result<Vec<Event>, Refusal> {
    let people: Vec<PersonId> = people
        .iter()
        .copied()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    if !limits::RULE_PEOPLE.contains(&people.len()) {
        return Err(Refusal::mend(format!(
            "A rule is about {} to {} people. Please choose them from the list.",
            limits::RULE_PEOPLE.start(),
            limits::RULE_PEOPLE.end()
        )));
    }
    if programme.rules.len() >= limits::RULES {
        return Err(Refusal::mend(format!(
            "A programme can have at most {} rules. Please drop one that is no longer needed.",
            limits::RULES
        )));
    }
    for person in &people {
        trainee(programme, *person)?;
    }
    let rule = Rule {
        id: RuleId(ask.dice().uuid()),
        kind,
        people,
    };
    let same = |known: &Rule| known.kind == rule.kind && known.people == rule.people;
    if programme.rules.iter().any(same) {
        return Ok(Vec::new());
    }
    if let Some((one, other)) = clash(programme.rules.iter().chain([&rule])) {
        return Err(Refusal::mend(format!(
            "{} and {} would have to be both apart and together. Please drop one of the two rules first.",
            programme.called(one),
            programme.called(other)
        )));
    }
    let buddies = still_allowed(programme, &rule);
    let mut events = vec![Event::RuleAdded { rule }];
    if buddies != programme.buddies {
        events.push(Event::BuddiesSet { buddies });
    }
    Ok(events)
}

pub(super) fn drop(programme: &Programme, id: RuleId) -> Result<Vec<Event>, Refusal> {
    if programme.rules.iter().any(|rule| rule.id == id) {
        return Ok(vec![Event::RuleDropped { rule: id }]);
    }
    Err(Refusal::not_found())
}

/// # Errors
/// A refusal when the person is not a trainee of this programme: rooms are made of trainees.
pub(super) fn trainee(programme: &Programme, id: PersonId) -> Result<(), Refusal> {
    let person = programme.person(id).ok_or_else(Refusal::not_found)?;
    if person.role == Role::Trainee {
        return Ok(());
    }
    Err(Refusal::mend(format!(
        "{} is not a trainee. Rules and buddies are for trainees.",
        person.name.text()
    )))
}

/// Two people whom some rule keeps apart though a chain of others keeps them together, if there are any.
fn clash<'a>(rules: impl Iterator<Item = &'a Rule> + Clone) -> Option<(PersonId, PersonId)> {
    let mut circles: BTreeMap<PersonId, PersonId> = BTreeMap::new();
    for rule in rules
        .clone()
        .filter(|rule| rule.kind == RuleKind::KeepTogether)
    {
        for two in rule.people.windows(2) {
            if let [one, other] = two {
                let (one, other) = (circle(&circles, *one), circle(&circles, *other));
                if one != other {
                    circles.insert(one, other);
                }
            }
        }
    }
    rules
        .filter(|rule| rule.kind == RuleKind::KeepApart)
        .flat_map(|rule| pairs(&rule.people))
        .find(|(one, other)| circle(&circles, *one) == circle(&circles, *other))
}

/// The person who stands for everybody in the same circle.
fn circle(circles: &BTreeMap<PersonId, PersonId>, mut person: PersonId) -> PersonId {
    while let Some(next) = circles.get(&person) {
        person = *next;
    }
    person
}

/// Each two of them.
pub(super) fn pairs(people: &[PersonId]) -> impl Iterator<Item = (PersonId, PersonId)> + '_ {
    people.iter().enumerate().flat_map(|(place, one)| {
        people
            .iter()
            .skip(place + 1)
            .map(move |other| (*one, *other))
    })
}

/// The first two of a group whom a rule keeps apart.
pub(super) fn kept_apart(rules: &[Rule], group: &[PersonId]) -> Option<(PersonId, PersonId)> {
    let apart = |rule: &&Rule| rule.kind == RuleKind::KeepApart;
    rules
        .iter()
        .filter(apart)
        .flat_map(|rule| pairs(&rule.people))
        .find(|(one, other)| group.contains(one) && group.contains(other))
}

/// Buddies whom the new rule keeps apart are buddies no longer; the page then shows who has none.
fn still_allowed(programme: &Programme, rule: &Rule) -> Vec<Vec<PersonId>> {
    let rule = std::slice::from_ref(rule);
    programme
        .buddies
        .iter()
        .filter(|group| kept_apart(rule, group).is_none())
        .cloned()
        .collect()
}

impl Programme {
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }
}
