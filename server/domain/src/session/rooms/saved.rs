//! Plans under a name, for this session and later ones of the programme (ROOM12).
//!
//! They are kept here first and handed to the programme by the owner of the session, which may say so more than once.

use super::{Rooms, RoomsEvent, plan};
use crate::{
    dice::Dice,
    limits,
    session::{Ask, Decided, Event, SavedPlan, Session},
    text,
};
use alongside_protocol::{ids::PlanId, refusal::Refusal, words::Words};

impl Rooms {
    /// Plans that can be used now: the programme's and those saved today, without what was put away.
    #[must_use]
    pub fn saved_plans(&self, session: &Session) -> Vec<SavedPlan> {
        let facts = session.day.facts.as_ref();
        let known = facts.map_or(&[][..], |facts| &facts.saved);
        let new = self
            .saved
            .iter()
            .filter(|saved| known.iter().all(|known| known.id != saved.id));
        known
            .iter()
            .chain(new)
            .filter(|saved| !self.forgotten.contains(&saved.id))
            .cloned()
            .collect()
    }

    /// What the programme should know of: plans saved here, and plans put away here.
    #[must_use]
    pub fn for_programme(&self) -> Option<(Vec<SavedPlan>, Vec<PlanId>)> {
        let said = !self.saved.is_empty() || !self.forgotten.is_empty();
        said.then(|| (self.saved.clone(), self.forgotten.iter().copied().collect()))
    }
}

/// A plan saved under the name of another one takes its place.
///
/// # Errors
/// Stale when the plan has changed since; a refusal when the name needs mending or there are too many.
pub fn save(session: &Session, ask: &Ask, version: u32, name: &Words) -> Decided {
    let plan = plan::current(session, version)?;
    let name = text::line(name, "The name of the plan", limits::NAME_LETTERS)?;
    let saved = session.rooms.saved_plans(session);
    let same: Vec<PlanId> = saved
        .iter()
        .filter(|known| text::folded(known.name.text()) == text::folded(name.text()))
        .map(|known| known.id)
        .collect();
    if saved.len() - same.len() >= limits::SAVED_PLANS {
        return Err(Refusal::mend(format!(
            "There are {} saved plans already. Please delete one that is no longer needed.",
            saved.len()
        )));
    }
    let put_away = same
        .into_iter()
        .map(|plan| Event::Rooms(RoomsEvent::PlanForgotten { plan }));
    let saved = SavedPlan {
        id: PlanId(Dice::new(ask.seed).uuid()),
        name,
        kind: plan.kind,
        prompt: plan.prompt.clone(),
        minutes: plan.minutes,
        rooms: plan.rooms.clone(),
    };
    Ok(put_away
        .chain([Event::Rooms(RoomsEvent::PlanSaved { saved })])
        .collect())
}

/// # Errors
/// The uniform denial when there is no such plan.
pub fn forget(session: &Session, plan: PlanId) -> Decided {
    let saved = session.rooms.saved_plans(session);
    if saved.iter().all(|saved| saved.id != plan) {
        return Err(Refusal::not_found());
    }
    Ok(vec![Event::Rooms(RoomsEvent::PlanForgotten { plan })])
}
