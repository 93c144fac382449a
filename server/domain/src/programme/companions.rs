//! Companions: interpreters, supporters and personal assistants who come along with somebody (PLAN4).
//!
//! They are no participants: they have no link, are in no list of people, and never count as company. People who share
//! one are kept together in rooms.

use super::{Command, Event, Programme, rules};
use crate::{aggregate::Ask, limits, text};
use alongside_protocol::{
    ids::{CompanionId, PersonId},
    programme::{Companion, CompanionRole},
    refusal::Refusal,
    words::Words,
};
use std::collections::BTreeSet;

pub(super) fn add(
    programme: &Programme,
    ask: &Ask<Command>,
    role: CompanionRole,
    name: &Words,
    with: &[PersonId],
) -> Result<Vec<Event>, Refusal> {
    let name = text::optional_line(name, "Name", limits::NAME_LETTERS)?;
    let with: BTreeSet<PersonId> = with.iter().copied().collect();
    let with: Vec<PersonId> = with.into_iter().collect();
    if !limits::COMPANION_PEOPLE.contains(&with.len()) {
        return Err(Refusal::mend(format!(
            "A companion is there for {} to {} people. Please choose them from the list.",
            limits::COMPANION_PEOPLE.start(),
            limits::COMPANION_PEOPLE.end()
        )));
    }
    if programme.companions.len() >= limits::COMPANIONS {
        return Err(Refusal::mend(format!(
            "A programme can have at most {} companions.",
            limits::COMPANIONS
        )));
    }
    for person in &with {
        rules::trainee(programme, *person)?;
    }
    if let Some((one, other)) = rules::kept_apart(&programme.rules, &with) {
        return Err(Refusal::mend(format!(
            "{} and {} are kept apart by a rule, so they cannot share a companion.",
            programme.called(one),
            programme.called(other)
        )));
    }
    let companion = Companion {
        id: CompanionId(ask.dice().uuid()),
        role,
        name,
        with,
    };
    Ok(vec![Event::CompanionAdded { companion }])
}

pub(super) fn drop(programme: &Programme, id: CompanionId) -> Result<Vec<Event>, Refusal> {
    if programme.companions.iter().any(|known| known.id == id) {
        return Ok(vec![Event::CompanionDropped { companion: id }]);
    }
    Err(Refusal::not_found())
}

pub(super) fn dropped(programme: &mut Programme, id: CompanionId) {
    programme.companions.retain(|known| known.id != id);
}

/// A companion of nobody is no companion.
pub(super) fn forget(programme: &mut Programme, gone: PersonId) {
    for companion in &mut programme.companions {
        companion.with.retain(|person| *person != gone);
    }
    programme
        .companions
        .retain(|companion| !companion.with.is_empty());
}

impl Programme {
    /// Who comes along with whom.
    #[must_use]
    pub fn companions(&self) -> &[Companion] {
        &self.companions
    }
}
