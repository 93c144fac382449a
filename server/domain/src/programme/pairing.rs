//! "This pairing isn't working for me" (R11; BUDDY2, BUDDY3): said once, kept here until facilitators have settled it,
//! and new buddies with the fewest people changed.
//!
//! ```text
//!   asked --(withdrawn | talked over)--> settled
//!     \------ new buddies -------------> settled, and those concerned read that theirs are new
//! ```
//!
//! What somebody wrote stays in the programme. Sessions learn who has asked and when, and show it to facilitators.

use super::{Event, Programme, buddies, rules};
use crate::{
    limits,
    matching::{Apart, Audience, Because, Plan, RuleId, pair_buddies},
    text,
};
use alongside_protocol::{
    ids::{At, PersonId},
    programme::{Named, PairingAsked, PairingView},
    refusal::Refusal,
    words::Words,
};
use std::collections::BTreeSet;

/// What somebody has said.
#[derive(Debug, Clone)]
pub struct Asked {
    pub at: At,
    pub words: Words,
}

impl Programme {
    /// Whose pairing is not working for them, the first to say so first.
    #[must_use]
    pub fn pairing(&self) -> Vec<PairingAsked> {
        let asked = self.pairing.iter().map(|(person, asked)| PairingAsked {
            person: *person,
            at: asked.at,
        });
        let mut all: Vec<PairingAsked> = asked.collect();
        all.sort_by_key(|asked| (asked.at, asked.person));
        all
    }

    /// What this person has said, and new buddies with the fewest people changed; `None` when they have said nothing.
    #[must_use]
    pub fn pairing_view(&self, person: PersonId) -> Option<PairingView> {
        let asked = self.pairing.get(&person)?;
        let (plan, impossible) = match other_buddies(self, person) {
            Ok(plan) => (Some(plan), None),
            Err(sentence) => (None, Some(Words::new(sentence))),
        };
        let groups = plan.iter().flat_map(buddies::groups);
        let buddies: Vec<Vec<PersonId>> = groups.collect();
        let changed: Vec<Vec<PersonId>> = buddies
            .iter()
            .filter(|group| !self.buddies.contains(group))
            .cloned()
            .collect();
        Some(PairingView {
            person,
            at: asked.at,
            words: Some(asked.words.clone()),
            was: self.buddies.clone(),
            reasons: plan
                .map(|plan| reasons(self, &plan, &changed))
                .unwrap_or_default(),
            buddies,
            changed,
            impossible,
            people: self.named(),
        })
    }

    /// Everybody on the roster by name.
    #[must_use]
    pub fn named(&self) -> Vec<Named> {
        let named = self.people.iter().map(|person| Named {
            id: person.id,
            name: person.name.clone(),
        });
        named.collect()
    }
}

/// # Errors
/// A sentence for staff when rules leave no other way.
fn other_buddies(programme: &Programme, person: PersonId) -> Result<Plan, String> {
    let now = programme
        .buddies
        .iter()
        .find(|group| group.contains(&person));
    let parted = now.into_iter().flatten().filter(|other| **other != person);
    let apart = parted.map(|other| Apart {
        id: RuleId(u128::MAX),
        people: (buddies::engine(person), buddies::engine(*other)),
    });
    let mut question = buddies::question(programme);
    question.rules.apart.extend(apart);
    pair_buddies(&question).map_err(|_| {
        format!(
            "There is no other buddy for {} with the rules as they are. You could look at the rules, or talk it over.",
            programme.called(person)
        )
    })
}

/// Why the new pairs are as they are; rules and wishes are for staff, and only staff read this.
fn reasons(programme: &Programme, plan: &Plan, changed: &[Vec<PersonId>]) -> Vec<Words> {
    let new: BTreeSet<PersonId> = changed.iter().flatten().copied().collect();
    let about = plan
        .reasons
        .iter()
        .filter(|each| new.contains(&buddies::ours(each.about)));
    let mut sentences: Vec<Words> = vec![Words::new(plan.summary())];
    let mut about: Vec<&Because> = about.collect();
    about.sort_by_key(|each| each.audience() != Audience::Everyone);
    sentences.extend(
        about
            .iter()
            .map(|each| Words::new(each.sentence(programme))),
    );
    sentences.dedup();
    sentences
}

pub(super) fn ask(
    programme: &Programme,
    person: PersonId,
    words: &Words,
) -> Result<Vec<Event>, Refusal> {
    rules::trainee(programme, person).map_err(|_| Refusal::not_found())?;
    let paired = programme
        .buddies
        .iter()
        .any(|group| group.contains(&person));
    if !paired {
        return Err(Refusal::not_now(
            "You have no buddy at the moment. The facilitators can see that.",
        ));
    }
    let words = text::optional_block(words, "Your words", limits::NOTE_LETTERS)?;
    let known = programme.pairing.get(&person);
    Ok(if known.is_some_and(|known| known.words == words) {
        Vec::new()
    } else {
        vec![Event::PairingAsked { person, words }]
    })
}

/// Taken back by the person, or talked over with facilitators.
pub(super) fn settle(programme: &Programme, person: PersonId) -> Result<Vec<Event>, Refusal> {
    let asked = programme.pairing.contains_key(&person);
    let settled = Event::PairingSettled {
        person,
        renewed: Vec::new(),
    };
    Ok(if asked { vec![settled] } else { Vec::new() })
}

/// New buddies, for somebody who has asked. `was` is what staff looked at when they decided.
pub(super) fn re_pair(
    programme: &Programme,
    person: PersonId,
    was: &[Vec<PersonId>],
    to: &[Vec<PersonId>],
) -> Result<Vec<Event>, Refusal> {
    if !programme.pairing.contains_key(&person) || was != programme.buddies {
        return Err(Refusal::stale(
            "The buddies have changed in the meantime. Please look at them as they are now.",
        ));
    }
    let mut events = buddies::set(programme, to)?;
    let renewed = events.iter().flat_map(|event| match event {
        Event::BuddiesSet { buddies } => renewed(&programme.buddies, buddies),
        _ => Vec::new(),
    });
    let renewed = renewed.collect();
    events.push(Event::PairingSettled { person, renewed });
    Ok(events)
}

/// People of groups that are new.
fn renewed(was: &[Vec<PersonId>], now: &[Vec<PersonId>]) -> Vec<PersonId> {
    let new = now.iter().filter(|group| !was.contains(group));
    new.flatten().copied().collect()
}

pub(super) fn asked(programme: &mut Programme, at: At, person: PersonId, words: &Words) {
    let words = words.clone();
    programme.pairing.insert(person, Asked { at, words });
}

pub(super) fn settled(programme: &mut Programme, person: PersonId, renewed: &[PersonId]) {
    programme.pairing.remove(&person);
    programme.new_buddies.extend(renewed.iter().copied());
}

/// What a person may ask about their own pairing.
#[derive(Debug, Clone)]
pub enum Said {
    NotWorking(Words),
    TakenBack,
}

pub(super) fn said(
    programme: &Programme,
    person: PersonId,
    said: &Said,
) -> Result<Vec<Event>, Refusal> {
    match said {
        Said::NotWorking(words) => ask(programme, person, words),
        Said::TakenBack => settle(programme, person),
    }
}
