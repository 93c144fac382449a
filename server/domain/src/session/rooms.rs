//! Breakout rooms (R9, R10, R13-R18; ROOM1-ROOM9).
//!
//! ```text
//!   plan --open--> Announced --notice over--> Open --time up or close--> Closing --notice over--> Closed
//!     ^--call off----+                          ^--------stretch-----------+
//! ```
//!
//! Who is *in* a room is decided here and in `moves`, and nowhere else; the call beside us only follows.
//! Every time somebody may begin or no longer read a room's talk, a new *stint* begins, so that a room shows from
//! one's arrival in it and never what was said before, or while one was away (CHAT2).

pub mod alone;
mod apply;
mod clash;
pub mod company;
mod edit;
mod event;
mod fitted;
mod help;
mod lock;
mod opening;
mod plan;
mod room;
mod running;
mod saved;
pub(in crate::session) mod today;

pub use apply::apply;
pub(in crate::session) use apply::{enter, leave};
pub use clash::{PlanClash, rule_of};
pub use event::{RoomSetup, RoomsEvent};
pub(in crate::session) use fitted::planned_anew;
pub use opening::{apart_by, apart_in};
pub use plan::{Plan, PlanReason};
pub use room::{Breakout, Room};

use super::{Ask, Decided, Event, SavedPlan, Session, moves};
use crate::limits;
use alongside_protocol::{
    command::RoomCommand,
    entry::{BreakoutState, Phase},
    ids::{At, PersonId, PlanId, RoomId},
    refusal::Refusal,
    topic::Topic,
    words::Words,
};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Default)]
pub struct Rooms {
    /// The preview that staff look at.
    pub plan: Option<Plan>,
    /// Why there is none, when rules clash.
    pub clash: Option<PlanClash>,
    /// Plans saved in this session, and plans (also of others) that were put away here.
    saved: Vec<SavedPlan>,
    forgotten: BTreeSet<PlanId>,
    /// Rounds of the programme's plan that have been held today.
    pub rounds_held: usize,
    /// The version of the newest plan there ever was.
    pub version: u32,
    /// The present breakout, or the last one.
    pub breakout: Option<Breakout>,
    rooms: BTreeMap<RoomId, Room>,
    /// What rooms brought back, also of earlier breakouts of the day.
    pub share_backs: BTreeMap<RoomId, ShareBack>,
    /// How often two people have shared an open room today; the smaller id first.
    pub met: BTreeMap<(PersonId, PersonId), u32>,
    /// Every room that has been open today. Its talk stands under its id, so no later room may have the same one.
    opened: BTreeSet<RoomId>,
    /// How often somebody has led a room today.
    pub led: BTreeMap<PersonId, u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareBack {
    pub room_name: Words,
    pub people: Vec<PersonId>,
    pub words: Words,
}

impl Rooms {
    /// Every room that is or was shown today.
    pub fn ids(&self) -> impl Iterator<Item = RoomId> + '_ {
        let past = self
            .share_backs
            .keys()
            .filter(|id| !self.rooms.contains_key(id));
        self.rooms.keys().chain(past).copied()
    }

    /// The rooms of the present breakout.
    pub fn all(&self) -> impl Iterator<Item = &Room> {
        self.rooms.values()
    }

    #[must_use]
    pub fn get(&self, room: RoomId) -> Option<&Room> {
        self.rooms.get(&room)
    }

    #[must_use]
    pub fn state(&self) -> BreakoutState {
        self.breakout
            .as_ref()
            .map_or(BreakoutState::Closed, |breakout| breakout.state)
    }

    /// Whether people are (or are about to be) in rooms, so that a drop-out matters.
    #[must_use]
    pub fn are_up(&self) -> bool {
        self.state() != BreakoutState::Closed
    }

    /// Whether people are in their rooms now.
    #[must_use]
    pub fn are_open(&self) -> bool {
        matches!(self.state(), BreakoutState::Open | BreakoutState::Closing)
    }

    /// The room a person is in, or is announced to be in.
    #[must_use]
    pub fn seat(&self, person: PersonId) -> Option<RoomId> {
        self.rooms
            .values()
            .find(|room| room.people.contains(&person))
            .map(|room| room.id)
    }

    /// The open breakout room a person is in.
    #[must_use]
    pub fn room_of(&self, person: PersonId) -> Option<RoomId> {
        self.seat(person).filter(|_| self.are_open())
    }

    /// The stint in which something said now is said.
    #[must_use]
    pub fn stint(&self, room: RoomId) -> Option<u32> {
        self.get(room).filter(|_| self.are_open()).map(Room::stint)
    }

    /// Whether staff never read this room (R12).
    #[must_use]
    pub fn is_confidential(&self, room: RoomId) -> bool {
        self.rooms.contains_key(&room)
            && self
                .breakout
                .as_ref()
                .is_some_and(|breakout| breakout.confidential)
    }

    /// What a member of a room may read of it.
    #[must_use]
    pub fn topics_of_member(&self, person: PersonId) -> Vec<Topic> {
        let Some(room) = self.room_of(person).and_then(|room| self.get(room)) else {
            return Vec::new();
        };
        let mut topics = vec![Topic::Room(room.id)];
        topics.extend(
            room.stints_of(person)
                .map(|stint| Topic::Talk(room.id, stint)),
        );
        topics
    }

    /// The talk a facilitator may read now: rooms on monitor, and rooms they visit, never confidential ones.
    #[must_use]
    pub fn talk_open_to_facilitator(&self, person: PersonId) -> Vec<Topic> {
        let readable = self
            .rooms
            .values()
            .filter(|room| self.are_open() && !self.is_confidential(room.id));
        readable
            .flat_map(|room| {
                room.stints_for_facilitator(person)
                    .map(|stint| Topic::Talk(room.id, stint))
            })
            .collect()
    }

    pub(in crate::session) fn room_mut(&mut self, room: RoomId) -> Option<&mut Room> {
        self.rooms.get_mut(&room)
    }
}

/// # Errors
/// A refusal that says what stands in the way and how to mend it.
pub fn decide(session: &Session, ask: &Ask, by: PersonId, command: &RoomCommand) -> Decided {
    match command {
        RoomCommand::Plan { request } => plan::make(session, ask, request),
        RoomCommand::EditPlan {
            version,
            rooms,
            prompt,
            minutes,
        } => edit::edit(session, *version, rooms, prompt.as_ref(), *minutes),
        RoomCommand::SavePlan { version, name } => saved::save(session, ask, *version, name),
        RoomCommand::ForgetPlan { plan } => saved::forget(session, *plan),
        RoomCommand::DropPlan {} => plan::drop(session),
        RoomCommand::Open {
            version,
            notice_seconds,
        } => opening::open(session, ask, by, *version, *notice_seconds),
        RoomCommand::Move { person, room } => moves::by_hand(session, ask, by, *person, *room),
        _ => running::decide(session, ask, by, command),
    }
}

/// Rooms open, get their closing notice and close when it is time (ROOM3, ROOM4); meanwhile nobody in them waits for
/// help that does not come, or is alone unseen (ROOM7, ROOM10).
#[must_use]
pub fn due(session: &Session, ask: &Ask) -> Vec<Event> {
    let Some(breakout) = &session.rooms.breakout else {
        return Vec::new();
    };
    let over = session.phase() == Phase::Ended;
    let event = match breakout.state {
        BreakoutState::Closed => return Vec::new(),
        _ if over => RoomsEvent::Closed,
        BreakoutState::Announced if breakout.opens_at <= ask.at => {
            let first = moves::before_opening(session, ask);
            if !first.is_empty() {
                return first;
            }
            RoomsEvent::Opened {
                ends_at: ask.at.plus_minutes(breakout.minutes),
            }
        }
        BreakoutState::Open if breakout.ends_at <= ask.at => RoomsEvent::Closing {
            closes_at: ask.at.plus_seconds(limits::CLOSING_SECONDS),
        },
        BreakoutState::Closing if breakout.closes_at.is_none_or(|at| at <= ask.at) => {
            RoomsEvent::Closed
        }
        _ => {
            let lonely = || alone::due(session, ask);
            return help::due(session).map_or_else(lonely, |event| vec![Event::Rooms(event)]);
        }
    };
    vec![Event::Rooms(event)]
}

#[must_use]
pub fn deadline(session: &Session) -> Option<At> {
    let breakout = session.rooms.breakout.as_ref()?;
    let turn = match breakout.state {
        BreakoutState::Announced => Some(breakout.opens_at),
        BreakoutState::Open => Some(breakout.ends_at),
        BreakoutState::Closing => breakout.closes_at,
        BreakoutState::Closed => None,
    };
    turn.into_iter().chain(alone::deadline(session)).min()
}

/// The room, or the uniform denial.
fn find(session: &Session, room: RoomId) -> Result<&Room, Refusal> {
    session
        .rooms
        .get(room)
        .filter(|_| session.rooms.are_up())
        .ok_or_else(Refusal::not_found)
}

#[cfg(test)]
mod tests;
