//! People: arriving, presence, connection, leaving (R1-R4, R19, R26; ARRIVE1-ARRIVE3, PRESENCE1, PRESENCE2).
//!
//! ```text
//!   NotArrived --connected--> Live <--connected-- Reconnecting --grace over--> Dropped
//!                              |  --silent-->          ^                         |
//!                              +--leave--> Left        +------- connected ------+ (to Live)
//! ```

mod apply;
mod door;

pub use apply::{apply, learn, lobby_chat_changes};
pub use door::knock;

use super::{Ask, Decided, Event, Session, devices, follow_up, hands};
use crate::{limits, text};
use alongside_protocol::{
    command::PeopleCommand,
    entry::Phase,
    ids::{At, PersonId},
    people::{Link, Presence, Role, TakingPart, TechCheck},
    refusal::Refusal,
    words::Words,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default)]
pub struct People {
    members: BTreeMap<PersonId, Member>,
    /// It has been counted who was there today.
    counted: bool,
}

#[derive(Debug, Clone)]
pub struct Member {
    pub id: PersonId,
    pub name: Words,
    pub pronouns: Words,
    pub needs: Words,
    pub role: Role,
    pub link: Link,
    pub link_since: At,
    /// How often the connection has been lost today.
    pub losses: u32,
    pub arrived_at: Option<At>,
    /// Minutes for which they were there, once the day is over and that is counted.
    pub attended: Option<u32>,
    /// Milliseconds of earlier times here today; the present one began with `here_since`.
    pub was_here: i64,
    pub here_since: Option<At>,
    pub presence: Presence,
    pub until: Option<At>,
    pub taking_part: TakingPart,
    pub tech_check: Option<TechCheck>,
    /// Removed, declined, or no longer on the roster.
    pub gone: bool,
    /// Came in by knocking, not from the roster.
    pub knocked_at: Option<At>,
    /// Has knocked and gone again without having been answered.
    pub lapsed: bool,
    /// Removed by staff, or gone from the door: the programme shuts them out too.
    pub shut_out_at: Option<At>,
}

impl Member {
    /// In the session at this moment, or only briefly out of touch.
    #[must_use]
    pub fn is_present(&self) -> bool {
        !self.gone && matches!(self.link, Link::Live | Link::Reconnecting)
    }

    /// Whether they have been there at all today.
    #[must_use]
    pub const fn was_here(&self) -> bool {
        self.arrived_at.is_some() || self.attended.is_some()
    }

    /// Whole minutes of today until this moment, brief losses of the connection included.
    #[must_use]
    pub fn minutes_here(&self, until: At) -> u32 {
        let now = self
            .here_since
            .map_or(0, |since| until.0.saturating_sub(since.0));
        u32::try_from(self.was_here.saturating_add(now).max(0) / 60_000).unwrap_or(u32::MAX)
    }

    /// Present, and not stepped away.
    #[must_use]
    pub fn is_taking_part(&self) -> bool {
        self.is_present() && self.presence != Presence::SteppedAway
    }
}

impl People {
    /// Somebody who is part of this session, arrived or not.
    #[must_use]
    pub fn here(&self, person: PersonId) -> Option<&Member> {
        self.members.get(&person).filter(|member| !member.gone)
    }

    /// Everybody there ever was, also those removed.
    #[must_use]
    pub fn known(&self, person: PersonId) -> Option<&Member> {
        self.members.get(&person)
    }

    pub fn ids(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.members.keys().copied()
    }

    pub fn everybody(&self) -> impl Iterator<Item = &Member> {
        self.members.values().filter(|member| !member.gone)
    }

    pub fn trainees(&self) -> impl Iterator<Item = &Member> {
        self.everybody()
            .filter(|member| member.role == Role::Trainee)
    }

    /// Trainees who are or were here: what was said with somebody does not go when they do.
    pub fn trainees_ever(&self) -> impl Iterator<Item = &Member> {
        let was_here = |member: &&Member| !member.gone || member.was_here();
        let trainees = self.members.values().filter(was_here);
        trainees.filter(|member| member.role == Role::Trainee)
    }

    /// Those who may need technical help: trainees, and whoever waits at the door.
    pub fn helped(&self) -> impl Iterator<Item = &Member> {
        let guests = self.everybody().filter(|member| member.role == Role::Guest);
        self.trainees_ever().chain(guests)
    }

    pub fn staff(&self) -> impl Iterator<Item = &Member> {
        self.everybody().filter(|member| member.role.is_staff())
    }

    #[must_use]
    pub fn role(&self, person: PersonId) -> Option<Role> {
        self.here(person).map(|member| member.role)
    }

    /// For sentences: the name, or a kind word for somebody unknown.
    #[must_use]
    pub fn name(&self, person: PersonId) -> &str {
        self.members
            .get(&person)
            .map_or("somebody", |member| member.name.text())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum PeopleEvent {
    Knocked {
        person: PersonId,
        name: Words,
    },
    Admitted {
        person: PersonId,
        by: PersonId,
    },
    Declined {
        person: PersonId,
        by: PersonId,
    },
    /// Has knocked, and their page has not been open for long.
    Lapsed {
        person: PersonId,
    },
    Removed {
        person: PersonId,
        by: PersonId,
    },
    Connected {
        person: PersonId,
    },
    FellSilent {
        person: PersonId,
    },
    /// The grace period is over, or staff noticed it on the call.
    Dropped {
        person: PersonId,
        by: Option<PersonId>,
    },
    LeftForToday {
        person: PersonId,
    },
    TookPart {
        person: PersonId,
        how: TakingPart,
    },
    TechChecked {
        person: PersonId,
        check: TechCheck,
    },
    PresenceSet {
        person: PersonId,
        presence: Presence,
        until: Option<At>,
    },
    /// The day is over; these trainees were there, for so many minutes. It outlives what it was counted from.
    Attended {
        minutes: BTreeMap<PersonId, u32>,
    },
}

/// # Errors
/// A refusal when the person meant is not there to be acted on, or words need mending.
pub fn decide(session: &Session, ask: &Ask, by: PersonId, command: &PeopleCommand) -> Decided {
    let event = match command {
        PeopleCommand::TakePart { how } => PeopleEvent::TookPart {
            person: by,
            how: clean(ask.at, how)?,
        },
        PeopleCommand::TechChecked { check } => PeopleEvent::TechChecked {
            person: by,
            check: *check,
        },
        PeopleCommand::BePresent { presence, until } => PeopleEvent::PresenceSet {
            person: by,
            presence: *presence,
            until: near(ask.at, *until)?
                .filter(|until| *presence == Presence::SteppedAway && *until > ask.at),
        },
        PeopleCommand::Leave {} => PeopleEvent::LeftForToday { person: by },
        PeopleCommand::Admit { person } => PeopleEvent::Admitted {
            person: door::guest(session, *person)?,
            by,
        },
        PeopleCommand::Decline { person } => PeopleEvent::Declined {
            person: door::guest(session, *person)?,
            by,
        },
        PeopleCommand::DeclineAll { until } => return Ok(door::decline_all(session, by, *until)),
        PeopleCommand::AnswerDevice { device, agree } => {
            return devices::answer(session, by, *device, *agree);
        }
        PeopleCommand::MarkDropped { person } => PeopleEvent::Dropped {
            person: present_trainee(session, *person)?,
            by: Some(by),
        },
        PeopleCommand::Remove { person } => PeopleEvent::Removed {
            person: removable(session, *person)?,
            by,
        },
        PeopleCommand::RaiseHand { .. }
        | PeopleCommand::LowerHand {}
        | PeopleCommand::CallOn { .. }
        | PeopleCommand::LowerHandOf { .. } => return hands::decide(session, ask, by, command),
        PeopleCommand::FollowedUp { person, words } => {
            return follow_up::decide(session, by, *person, words);
        }
    };
    Ok(vec![Event::People(event)])
}

fn clean(now: At, how: &TakingPart) -> Result<TakingPart, Refusal> {
    let words = text::optional_block(&how.words, "Your note", limits::NOTE_LETTERS)?;
    Ok(TakingPart {
        words,
        leaving_at: near(now, how.leaving_at)?,
        ..how.clone()
    })
}

/// A moment of this day. Others see it, and a browser that cannot write a moment as a time would show them nothing.
fn near(now: At, moment: Option<At>) -> Result<Option<At>, Refusal> {
    let day = now.plus_minutes(-limits::MOMENT_MINUTES)..=now.plus_minutes(limits::MOMENT_MINUTES);
    match moment {
        Some(moment) if !day.contains(&moment) => {
            Err(Refusal::mend("Please choose a time of today."))
        }
        fine => Ok(fine),
    }
}

fn present_trainee(session: &Session, person: PersonId) -> Result<PersonId, Refusal> {
    let member = session
        .people
        .here(person)
        .filter(|member| member.role == Role::Trainee)
        .ok_or_else(Refusal::not_found)?;
    if member.is_present() {
        return Ok(person);
    }
    Err(Refusal::not_now("This person is already marked as gone."))
}

fn removable(session: &Session, person: PersonId) -> Result<PersonId, Refusal> {
    match session.people.role(person) {
        Some(Role::Trainee | Role::Guest) => Ok(person),
        _ => Err(Refusal::not_found()),
    }
}

/// Who looks at a day that is long over is nobody's business: what is kept of coming and going has gone by then.
fn is_noted(session: &Session, ask: &Ask) -> bool {
    let ended = session.day.ended_at;
    ended.is_none_or(|ended| ask.at < ended.plus_minutes(limits::PRESENCE_AFTER_END_MINUTES))
}

/// The first socket of a person is live.
#[must_use]
pub fn connected(session: &Session, ask: &Ask, person: PersonId) -> Vec<Event> {
    match session.people.here(person) {
        Some(member) if member.link != Link::Live && is_noted(session, ask) => {
            vec![Event::People(PeopleEvent::Connected { person })]
        }
        _ => Vec::new(),
    }
}

/// The last socket of a person has gone.
#[must_use]
pub fn silent(session: &Session, ask: &Ask, person: PersonId) -> Vec<Event> {
    match session.people.here(person) {
        Some(member) if member.link == Link::Live && is_noted(session, ask) => {
            vec![Event::People(PeopleEvent::FellSilent { person })]
        }
        _ => Vec::new(),
    }
}

/// After a restart of the server nobody is connected until they come back.
#[must_use]
pub fn restarted(session: &Session, ask: &Ask) -> Vec<Event> {
    session
        .people
        .everybody()
        .flat_map(|member| silent(session, ask, member.id))
        .collect()
}

/// The grace period of somebody is over (PRESENCE1), or the day is, and it is counted who was there.
#[must_use]
pub fn due(session: &Session, ask: &Ask) -> Vec<Event> {
    let over = out_of_touch(session).find(|member| grace_ends(session, member) <= ask.at);
    let dropped = over.map(|member| PeopleEvent::Dropped {
        person: member.id,
        by: None,
    });
    let event = dropped
        .or_else(|| door::lapses(session, ask.at))
        .or_else(|| attended(session));
    event.map(Event::People).into_iter().collect()
}

fn attended(session: &Session) -> Option<PeopleEvent> {
    let ended = session.day.ended_at.filter(|_| !session.people.counted)?;
    let were_here = session.people.trainees_ever();
    let minutes = were_here
        .filter(|member| member.was_here())
        .map(|member| (member.id, member.minutes_here(ended)))
        .collect();
    Some(PeopleEvent::Attended { minutes })
}

#[must_use]
pub fn deadline(session: &Session) -> Option<At> {
    out_of_touch(session)
        .map(|member| grace_ends(session, member))
        .chain(door::absent(session).map(door::patience_ends))
        .min()
}

fn out_of_touch(session: &Session) -> impl Iterator<Item = &Member> {
    let over = session.phase() == Phase::Ended;
    session
        .people
        .everybody()
        .filter(move |member| !over && member.link == Link::Reconnecting)
        .filter(|member| member.role != Role::Guest)
}

fn grace_ends(session: &Session, member: &Member) -> At {
    member
        .link_since
        .plus_seconds(session.day.settings.grace_seconds)
}

#[cfg(test)]
mod tests;
