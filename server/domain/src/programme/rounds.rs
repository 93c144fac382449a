//! The breakout rounds of all sessions that are still to come, planned at once (R13; PLAN5), and saved plans (ROOM12).
//!
//! Planning changes nothing: what it answers is looked at and then kept as it was shown. Each session takes its rounds
//! along in its facts and fits them to whoever is there.

use super::{Event, Programme, Session, buddies, rules};
use crate::{
    limits,
    matching::{self, History, Member, Room, Rules, Sitting, Together, even_sizes, plan_programme},
    session::SavedPlan,
};
use alongside_protocol::{
    ids::{PersonId, PlanId, SessionId},
    people::Role,
    programme::{
        Met, NamedSession, PlannedRound, PlannedSession, RoundsPlan, RoundsRequest, RoundsView,
    },
    refusal::Refusal,
};
use std::collections::{BTreeMap, BTreeSet};

/// Who has shared a room in a session that has not ended. The programme learns of it only when the session ends (END2).
#[derive(Debug, Clone)]
pub struct Today {
    pub session: SessionId,
    pub met: Vec<Met>,
}

/// The rounds of all sessions that have not ended, with the fewest people meeting again.
///
/// # Errors
/// A refusal when there are too few people or sessions, numbers need mending, or rules clash.
pub fn plan(
    programme: &Programme,
    request: &RoundsRequest,
    today: Option<&Today>,
) -> Result<RoundsPlan, Refusal> {
    within(request.size, limits::ROOM_SIZE_RANGE, "people per room")?;
    within(
        request.rounds_each,
        limits::ROUNDS_EACH,
        "rounds in each session",
    )?;
    let people: Vec<PersonId> = trainees(programme).collect();
    if people.len() < 4 {
        return Err(Refusal::not_now(
            "Rounds need at least four trainees on the roster.",
        ));
    }
    let sessions: Vec<SessionId> = remaining(programme).map(|session| session.id).collect();
    if sessions.is_empty() {
        return Err(Refusal::not_now(
            "There is no session left to plan for. Please plan the sessions first.",
        ));
    }
    let size = usize::try_from(request.size).unwrap_or(2).max(2);
    let each = usize::try_from(request.rounds_each).unwrap_or(1);
    let rooms = (people.len() / size).max(1);
    let history = history(
        programme,
        today.filter(|now| sessions.contains(&now.session)),
    );
    let mut rounds = all(programme, &people, rooms, (sessions.len() * each, history))?.into_iter();
    let sessions: Vec<PlannedSession> = sessions
        .into_iter()
        .map(|session| PlannedSession {
            session,
            rounds: rounds.by_ref().take(each).collect(),
        })
        .collect();
    let repeats = sessions.iter().flat_map(|session| &session.rounds);
    Ok(RoundsPlan {
        repeats: repeats.map(|round| round.repeats).sum(),
        sessions,
    })
}

/// All rounds together, by the engine.
fn all(
    programme: &Programme,
    people: &[PersonId],
    rooms: usize,
    (rounds, history): (usize, History),
) -> Result<Vec<PlannedRound>, Refusal> {
    let present: Vec<_> = people.iter().copied().map(buddies::engine).collect();
    let (min_size, max_size) = even_sizes(people.len(), rooms);
    let sitting = Sitting {
        present: present.clone(),
        rooms: (0_u128..).take(rooms).map(Room).collect(),
        min_size,
        max_size,
        pins: Vec::new(),
    };
    let question = matching::Programme {
        people: present.into_iter().map(Member::new).collect(),
        rounds: vec![sitting; rounds],
        rules: engine_rules(programme),
        history,
        // Always the same: whoever asks twice should see the same rounds.
        seed: 0,
    };
    let plan = plan_programme(&question).map_err(|refused| {
        Refusal::not_now(format!(
            "{} Please change a rule or the size of the rooms.",
            refused.clash.sentence(programme)
        ))
    })?;
    let round = |plan: &matching::Plan| PlannedRound {
        repeats: plan.count("repeats"),
        rooms: plan
            .groups
            .iter()
            .map(|group| group.people.iter().copied().map(buddies::ours).collect())
            .collect(),
    };
    Ok(plan.rounds.iter().map(round).collect())
}

fn history(programme: &Programme, today: Option<&Today>) -> History {
    let mut history = History::default();
    let today = today.into_iter().flat_map(|now| &now.met);
    for met in programme.met().iter().chain(today) {
        let [one, other] = met.people.map(buddies::engine);
        history.add(one, other, met.times);
    }
    history
}

fn engine_rules(programme: &Programme) -> Rules {
    let mut rules = buddies::engine_rules(&programme.rules);
    let shared = programme
        .companions
        .iter()
        .filter(|each| each.with.len() > 1);
    rules.together.extend(shared.map(|each| Together {
        id: crate::matching::RuleId(each.id.0.as_u128()),
        people: each.with.iter().copied().map(buddies::engine).collect(),
        companion: true,
    }));
    rules
}

fn within(value: u32, (from, to): (u32, u32), what: &str) -> Result<(), Refusal> {
    if (from..=to).contains(&value) {
        return Ok(());
    }
    Err(Refusal::mend(format!(
        "Please choose between {from} and {to} {what}."
    )))
}

fn trainees(programme: &Programme) -> impl Iterator<Item = PersonId> + '_ {
    let people = programme.people.iter();
    people
        .filter(|person| person.role == Role::Trainee)
        .map(|person| person.id)
}

fn remaining(programme: &Programme) -> impl Iterator<Item = &Session> {
    let sessions = programme.sessions.iter();
    sessions.filter(|session| session.summary.is_none())
}

/// Keeps rounds as they were shown; none puts an earlier plan away.
pub(super) fn keep(
    programme: &Programme,
    sessions: &[PlannedSession],
) -> Result<Vec<Event>, Refusal> {
    let known: BTreeMap<SessionId, ()> = remaining(programme).map(|each| (each.id, ())).collect();
    let (_, most) = limits::ROUNDS_EACH;
    for session in sessions {
        if !known.contains_key(&session.session) {
            return Err(Refusal::stale(
                "The sessions have changed in the meantime. Please plan the rounds again.",
            ));
        }
        if session.rounds.len() > usize::try_from(most).unwrap_or(1) {
            return Err(Refusal::mend(format!(
                "A session can have at most {most} planned rounds."
            )));
        }
        for round in &session.rounds {
            sound(programme, round)?;
        }
    }
    Ok(if sessions == programme.rounds {
        Vec::new()
    } else {
        vec![Event::RoundsKept {
            sessions: sessions.to_vec(),
        }]
    })
}

/// Nobody twice, nobody alone, nobody with somebody they are to be kept apart from.
fn sound(programme: &Programme, round: &PlannedRound) -> Result<(), Refusal> {
    let stale = || {
        Refusal::stale(
            "The people or rules have changed in the meantime. Please plan the rounds again.",
        )
    };
    let mut seen = BTreeSet::new();
    for room in &round.rooms {
        let apart = rules::kept_apart(&programme.rules, room).is_some();
        if room.len() < 2 || apart || round.rooms.len() > limits::ROOMS {
            return Err(stale());
        }
        for person in room {
            rules::trainee(programme, *person).map_err(|_| stale())?;
            if !seen.insert(*person) {
                return Err(stale());
            }
        }
    }
    Ok(())
}

/// Takes over what a session says of its plans; what is known already is nothing new.
pub(super) fn plans(
    programme: &Programme,
    saved: &[SavedPlan],
    forgotten: &[PlanId],
) -> Vec<Event> {
    let new = saved
        .iter()
        .filter(|saved| !programme.plans.contains_key(&saved.id) && !forgotten.contains(&saved.id));
    let gone = forgotten
        .iter()
        .filter(|plan| !matches!(programme.plans.get(plan), Some(None)));
    let new = new.map(|saved| Event::PlanSaved {
        saved: saved.clone(),
    });
    new.chain(gone.map(|plan| Event::PlanForgotten { plan: *plan }))
        .collect()
}

/// Somebody has left: they are in no round any more.
pub(super) fn forget(programme: &mut Programme, gone: PersonId) {
    let rounds = programme
        .rounds
        .iter_mut()
        .flat_map(|session| &mut session.rounds);
    for room in rounds.flat_map(|round| &mut round.rooms) {
        room.retain(|person| *person != gone);
    }
}

impl Programme {
    /// The rounds of one session.
    pub(super) fn planned(&self, session: SessionId) -> Vec<PlannedRound> {
        let of = self.rounds.iter().find(|each| each.session == session);
        of.map(|each| each.rounds.clone()).unwrap_or_default()
    }

    /// What a plan of the remaining rounds is read with, for people who have no pages of the programme.
    #[must_use]
    pub fn rounds_view(&self) -> RoundsView {
        let sessions = remaining(self).map(|session| NamedSession {
            id: session.id,
            title: session.plan.title.clone(),
        });
        RoundsView {
            sessions: sessions.collect(),
            people: self.named(),
            kept: self.rounds(),
        }
    }

    /// The rounds of all sessions that have not ended.
    #[must_use]
    pub fn rounds(&self) -> Vec<PlannedSession> {
        let left = |each: &&PlannedSession| {
            let session = self.session(each.session);
            session.is_some_and(|session| session.summary.is_none())
        };
        self.rounds.iter().filter(left).cloned().collect()
    }
}
