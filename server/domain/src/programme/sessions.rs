//! The schedule, what a session starts from, and what the programme remembers of sessions that have ended (END2).

use super::{Command, Event, Person, Programme};
use crate::{
    aggregate::Ask,
    call_link, limits,
    session::{FactPerson, Facts, summary::Summary},
    text,
};
use alongside_protocol::{
    entry::AgendaItem,
    ids::{AgendaItemId, At, PersonId, SessionId},
    programme::{Met, SessionPlan},
    refusal::Refusal,
};
use std::collections::BTreeSet;

#[derive(Debug, Clone)]
pub struct Session {
    pub id: SessionId,
    pub plan: SessionPlan,
    /// What it left behind, once it has ended.
    pub summary: Option<Summary>,
    /// Nothing of it is kept but that it was.
    pub forgotten: bool,
}

impl Session {
    /// When the doors open by themselves (DAY1).
    #[must_use]
    pub fn opens_at(&self) -> At {
        let lead = i32::try_from(self.plan.lead_minutes).unwrap_or(0);
        self.plan.starts_at.plus_minutes(-lead)
    }
}

impl Programme {
    /// How often two people of the roster have been in a breakout together.
    #[must_use]
    pub fn met(&self) -> Vec<Met> {
        let here: BTreeSet<PersonId> = self.people.iter().map(|person| person.id).collect();
        self.met
            .iter()
            .filter(|(pair, _)| pair.iter().all(|person| here.contains(person)))
            .map(|(people, times)| Met {
                people: *people,
                times: *times,
            })
            .collect()
    }

    /// What a session starts from, or `None` when it is not of this programme or was cancelled.
    #[must_use]
    pub fn facts(&self, session: SessionId) -> Option<Facts> {
        let known = self.session(session).filter(|known| !known.forgotten)?;
        let plan = &known.plan;
        let fact = |person: &Person| FactPerson {
            id: person.id,
            name: person.name.clone(),
            pronouns: person.pronouns.clone(),
            role: person.role,
            needs: person.needs.clone(),
        };
        Some(Facts {
            session,
            title: plan.title.clone(),
            programme: self.name.clone(),
            time_zone: self.time_zone.clone(),
            starts_at: plan.starts_at,
            lead_minutes: plan.lead_minutes,
            call_link: plan.call_link.clone(),
            agenda: plan.agenda.clone(),
            people: self.people.iter().map(fact).collect(),
            buddies: self.buddies.clone(),
            rules: self.rules.clone(),
            met: self.met(),
            rehearsal: self.rehearsal,
            companions: self.companions.clone(),
            saved: self.plans.values().flatten().cloned().collect(),
            planned: self.planned(session),
            pairing: self.pairing(),
            new_buddies: self.new_buddies.iter().copied().collect(),
            room_links: self.room_links.clone(),
            kept: self.lives(),
            safety: self.safety.clone(),
            // Roles are the organisation's; the house says it.
            safeguarded: false,
            forgotten: self.forgotten.iter().copied().collect(),
        })
    }
}

pub(super) fn schedule(
    programme: &Programme,
    ask: &Ask<Command>,
    plan: &SessionPlan,
) -> Result<Vec<Event>, Refusal> {
    if programme.sessions.len() >= limits::SESSIONS {
        return Err(Refusal::mend(format!(
            "A programme can have at most {} sessions.",
            limits::SESSIONS
        )));
    }
    let mut dice = ask.dice();
    let session = SessionId(dice.uuid());
    let plan = read(plan, ask.at, &mut || AgendaItemId(dice.uuid()))?;
    Ok(vec![Event::SessionScheduled { session, plan }])
}

pub(super) fn change(
    programme: &Programme,
    ask: &Ask<Command>,
    session: SessionId,
    plan: &SessionPlan,
) -> Result<Vec<Event>, Refusal> {
    let known = open(programme, session)?;
    let mut dice = ask.dice();
    // A start that stays is not measured against the clock: the day may be under way.
    let earliest = ask.at.min(known.plan.starts_at);
    let plan = read(plan, earliest, &mut || AgendaItemId(dice.uuid()))?;
    Ok(if plan == known.plan {
        Vec::new()
    } else {
        vec![Event::SessionChanged { session, plan }]
    })
}

pub(super) fn cancel(programme: &Programme, session: SessionId) -> Result<Vec<Event>, Refusal> {
    open(programme, session)?;
    Ok(vec![Event::SessionCancelled { session }])
}

/// A session that has not ended.
fn open(programme: &Programme, id: SessionId) -> Result<&Session, Refusal> {
    let session = programme.session(id).ok_or_else(Refusal::not_found)?;
    if session.summary.is_some() {
        return Err(Refusal::not_now(
            "This session has ended, so it stays as it was.",
        ));
    }
    Ok(session)
}

pub(super) fn remember(programme: &Programme, summary: &Summary) -> Result<Vec<Event>, Refusal> {
    let known = programme
        .session(summary.session)
        .ok_or_else(Refusal::not_found)?;
    Ok(match known.summary {
        Some(_) => Vec::new(),
        None => vec![Event::SessionEnded {
            summary: summary.clone(),
        }],
    })
}

pub(super) fn forget(programme: &Programme, id: SessionId) -> Result<Vec<Event>, Refusal> {
    let known = programme.session(id).ok_or_else(Refusal::not_found)?;
    Ok(if known.forgotten {
        Vec::new()
    } else {
        vec![Event::SessionForgotten { session: id }]
    })
}

fn read(
    plan: &SessionPlan,
    now: At,
    new_id: &mut impl FnMut() -> AgendaItemId,
) -> Result<SessionPlan, Refusal> {
    // Half a day back is a session that is noted while it runs, or a test of one.
    if plan.starts_at < now.plus_minutes(-12 * 60) {
        return Err(Refusal::mend(
            "The start is in the past. Please check the date and the time.",
        ));
    }
    if plan.starts_at.0 > limits::LATEST_START_MILLIS {
        return Err(Refusal::mend(
            "The start is in a far future. Please check the year.",
        ));
    }
    if !limits::LEAD_MINUTES.contains(&plan.lead_minutes) {
        return Err(Refusal::mend(format!(
            "The doors can open 0 to {} minutes before the start.",
            limits::LEAD_MINUTES.end()
        )));
    }
    let call = plan.call_link.as_deref().unwrap_or_default();
    Ok(SessionPlan {
        title: text::line(&plan.title, "Title", limits::TITLE_LETTERS)?,
        starts_at: plan.starts_at,
        lead_minutes: plan.lead_minutes,
        call_link: call_link::read(call)?,
        agenda: agenda(&plan.agenda, new_id)?,
    })
}

/// New items come with an id of zeros and get their own here; so does a copy of one that is in the list already.
fn agenda(
    items: &[AgendaItem],
    new_id: &mut impl FnMut() -> AgendaItemId,
) -> Result<Vec<AgendaItem>, Refusal> {
    if items.len() > limits::AGENDA_ITEMS {
        return Err(Refusal::mend(format!(
            "An agenda can have at most {} items.",
            limits::AGENDA_ITEMS
        )));
    }
    let mut seen = BTreeSet::new();
    items
        .iter()
        .enumerate()
        .map(|(place, item)| {
            let place = place + 1;
            if !limits::AGENDA_MINUTES.contains(&item.minutes) {
                return Err(Refusal::mend(format!(
                    "Agenda item {place} can last {} to {} minutes.",
                    limits::AGENDA_MINUTES.start(),
                    limits::AGENDA_MINUTES.end()
                )));
            }
            let id = if item.id.0.is_nil() || !seen.insert(item.id) {
                new_id()
            } else {
                item.id
            };
            Ok(AgendaItem {
                id,
                title: text::line(
                    &item.title,
                    &format!("The title of agenda item {place}"),
                    limits::TITLE_LETTERS,
                )?,
                minutes: item.minutes,
                note: text::optional_block(
                    &item.note,
                    &format!("The note of agenda item {place}"),
                    limits::NOTE_LETTERS,
                )?,
            })
        })
        .collect()
}

pub(super) fn scheduled(programme: &mut Programme, id: SessionId, plan: &SessionPlan) {
    programme.sessions.push(Session {
        id,
        plan: plan.clone(),
        summary: None,
        forgotten: false,
    });
    sort(programme);
}

pub(super) fn changed(programme: &mut Programme, id: SessionId, plan: &SessionPlan) {
    for session in programme.sessions.iter_mut().filter(|known| known.id == id) {
        session.plan.clone_from(plan);
    }
    sort(programme);
}

fn sort(programme: &mut Programme) {
    // Those that start together stay in the order in which they were scheduled.
    programme
        .sessions
        .sort_by_key(|session| session.plan.starts_at);
}

pub(super) fn cancelled(programme: &mut Programme, id: SessionId) {
    programme.sessions.retain(|session| session.id != id);
    programme.guests.retain(|guest| guest.session != id);
}

pub(super) fn forgotten(programme: &mut Programme, id: SessionId) {
    for session in programme.sessions.iter_mut().filter(|known| known.id == id) {
        session.forgotten = true;
    }
    programme.guests.retain(|guest| guest.session != id);
}

pub(super) fn ended(programme: &mut Programme, summary: &Summary) {
    // By now everybody concerned has had a session to read it in.
    programme.new_buddies.clear();
    for Met { people, times } in &summary.met {
        let [one, other] = *people;
        let known = programme
            .met
            .entry([one.min(other), one.max(other)])
            .or_default();
        *known = known.saturating_add(*times);
    }
    for session in &mut programme.sessions {
        if session.id == summary.session {
            session.summary = Some(summary.clone());
        }
    }
}
