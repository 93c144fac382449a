//! Who may write where, and when (CHAT1, CHAT6).

use crate::{
    audience,
    session::{Session, people::Member},
};
use alongside_protocol::{
    command::Channel,
    entry::Phase,
    ids::{At, PersonId},
    people::Role,
    refusal::{Code, Refusal},
    topic::Topic,
};

/// The topic in which something said here now is shown.
///
/// # Errors
/// The uniform denial where the person may not write; a plain reason where they may, but not now.
pub fn may_write(session: &Session, by: PersonId, channel: &Channel) -> Result<Topic, Refusal> {
    let member = session.people.here(by).ok_or_else(Refusal::not_found)?;
    let topic = topic_for(session, member, channel).ok_or_else(Refusal::not_found)?;
    still_open(session, channel)?;
    not_locked_out(session, by, channel)?;
    // After the end staff write, whether or not it is still noted that they are there.
    if member.is_present() || session.phase() == Phase::Ended {
        return Ok(topic);
    }
    Err(Refusal::not_now(
        "You are marked as gone. Say that you are here again, then write.",
    ))
}

fn topic_for(session: &Session, member: &Member, channel: &Channel) -> Option<Topic> {
    let (me, role) = (member.id, member.role);
    let trainee = |person| session.people.role(person) == Some(Role::Trainee);
    // TRUST 2, Lobby: only where a facilitator has chosen it.
    let at_the_door = |person| {
        session.day.settings.lobby_chat && session.people.role(person) == Some(Role::Guest)
    };
    match *channel {
        Channel::Main {} => (role != Role::Guest).then_some(Topic::Group),
        Channel::Room { room } => {
            let talk = Topic::Talk(room, session.rooms.stint(room)?);
            Some(talk).filter(|talk| audience::topics(session, me).contains(talk))
        }
        Channel::Thread { person } => {
            let may = trainee(person) && (person == me || role == Role::Facilitator);
            may.then_some(Topic::Thread(person))
        }
        Channel::Tech { person } => {
            let helped = trainee(person) || at_the_door(person);
            let may = helped && (person == me || role.is_staff());
            may.then_some(Topic::Tech(person))
        }
        Channel::Staff {} => role.is_staff().then_some(Topic::Staff),
    }
}

/// In a locked room only those who are in it write (ROOM11).
fn not_locked_out(session: &Session, by: PersonId, channel: &Channel) -> Result<(), Refusal> {
    let Channel::Room { room } = channel else {
        return Ok(());
    };
    let locked = session.rooms.get(*room).is_some_and(|room| room.locked);
    if !locked || session.rooms.room_of(by) == Some(*room) {
        return Ok(());
    }
    Err(Refusal::not_now(
        "This room is locked, so only those in it write here. A facilitator can unlock it.",
    ))
}

/// After the end only staff go on, among themselves (ASK6).
///
/// # Errors
/// A refusal that says that the session is over.
pub fn still_open(session: &Session, channel: &Channel) -> Result<(), Refusal> {
    if session.phase() == Phase::Ended && *channel != (Channel::Staff {}) {
        return Err(Refusal::not_now(
            "The session is over, so nothing more can be changed in this chat.",
        ));
    }
    Ok(())
}

/// Pausing and quieting concern trainees in the main chat (CHAT6).
///
/// # Errors
/// A refusal that says until when.
pub fn not_silenced(
    session: &Session,
    now: At,
    by: PersonId,
    channel: &Channel,
) -> Result<(), Refusal> {
    if !moderated(session, by, channel) {
        return Ok(());
    }
    if let Some(until) = session.chat.quiet_until(by) {
        return Err(Refusal::not_now(format!(
            "A facilitator has asked you to pause in the main chat. You can write here again {}. \
             Your private chat with the facilitators stays open.",
            from_now(now, until)
        )));
    }
    if session.chat.rules.paused {
        return Err(Refusal::not_now(
            "The main chat is paused until a facilitator opens it again. \
             Your private chat with the facilitators stays open.",
        ));
    }
    Ok(())
}

/// Slow mode: one message a person in so many seconds.
///
/// # Errors
/// A refusal that says until when.
pub fn not_too_soon(
    session: &Session,
    now: At,
    by: PersonId,
    channel: &Channel,
) -> Result<(), Refusal> {
    let seconds = session.chat.rules.slow_seconds;
    let last = session.chat.last_in_main.get(&by);
    let Some(last) = last.filter(|_| seconds > 0 && moderated(session, by, channel)) else {
        return Ok(());
    };
    let until = last.plus_seconds(seconds);
    if until <= now {
        return Ok(());
    }
    Err(Refusal::new(
        Code::TooFast,
        format!(
            "The chat is in slow mode, one message every {seconds} seconds. You can write again {}.",
            from_now(now, until)
        ),
    ))
}

/// Whether what this person writes here waits for a facilitator to read it.
pub fn is_held(session: &Session, by: PersonId, channel: &Channel) -> bool {
    moderated(session, by, channel) && (session.chat.rules.held || session.chat.holds(by))
}

fn moderated(session: &Session, by: PersonId, channel: &Channel) -> bool {
    *channel == (Channel::Main {}) && session.people.role(by) == Some(Role::Trainee)
}

fn from_now(now: At, until: At) -> String {
    let seconds = until.0.saturating_sub(now.0).max(0).saturating_add(999) / 1000;
    match seconds {
        ..=1 => "in a second".to_owned(),
        2..=90 => format!("in {seconds} seconds"),
        _ => format!("in {} minutes", (seconds + 59) / 60),
    }
}
