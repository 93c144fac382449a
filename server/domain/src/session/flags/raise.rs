//! Raising a flag, with the message meant and a little of what stood before it (FLAG5), and taking it back (FLAG6).

use super::{FlagsEvent, may_act};
use crate::{
    dice::Dice,
    limits,
    session::{
        Ask, Decided, Event, Session,
        chat::{self, Message},
        notices::{self, NoticeTo},
    },
    text,
};
use alongside_protocol::{
    command::{Channel, FlagKind},
    entry::{MessageState, NoticeKind, Phase, Quote},
    ids::{FlagId, MessageId, PersonId},
    people::{Link, Role},
    refusal::Refusal,
    words::Words,
};

pub fn decide(
    session: &Session,
    ask: &Ask,
    by: PersonId,
    kind: FlagKind,
    about: Option<PersonId>,
    message: Option<MessageId>,
    words: &Words,
) -> Decided {
    let words = text::optional_block(words, "What you would like to say", limits::NOTE_LETTERS)?;
    if about.is_some_and(|person| !is_in_the_group(session, person)) {
        return Err(Refusal::not_found());
    }
    let raised = session.flags.raised.values();
    if raised.filter(|flag| flag.by == by).count() >= limits::FLAGS_EACH {
        return Err(Refusal::not_now(
            "You have raised very many flags today. Please write to the facilitators in your private chat; they will see it.",
        ));
    }
    let meant = match message {
        // The assistant reads technical flags, and never what people say to each other.
        Some(_) if !kind.is_wellbeing() => None,
        Some(message) => Some(chat::readable(session, by, message)?),
        None if kind == FlagKind::ThisMessage => {
            return Err(Refusal::mend("Please choose the message you mean."));
        }
        None => None,
    };
    let quotes = meant.map_or_else(Vec::new, |meant| quotes(session, meant));
    let mut dice = Dice::new(ask.seed);
    let flag = FlagId(dice.uuid());
    let told = meant.map_or_else(Vec::new, |meant| {
        tell(session, &mut dice, meant, quotes.len())
    });
    let mut events = vec![Event::Flags(FlagsEvent::Raised {
        flag,
        by,
        kind,
        about,
        room: session.rooms.room_of(by),
        words,
        quotes,
        nobody_there: !somebody_could_act(session, by, kind),
    })];
    events.extend(told);
    Ok(events)
}

/// Somebody else who may act on such a flag has the page open now.
fn somebody_could_act(session: &Session, by: PersonId, kind: FlagKind) -> bool {
    let mut people = session.people.everybody();
    people.any(|member| {
        may_act(member.role, kind) && member.id != by && !member.gone && member.link == Link::Live
    })
}

fn is_in_the_group(session: &Session, person: PersonId) -> bool {
    let member = session.people.known(person);
    member.is_some_and(|member| member.role != Role::Guest)
}

/// The message and up to two before it. They stand in the same topic, so whoever reads one reads all.
fn quotes(session: &Session, meant: &Message) -> Vec<Quote> {
    let mut said: Vec<&Message> = session
        .chat
        .all()
        .filter(|message| message.topic == meant.topic && message.state == MessageState::Shown)
        .filter(|message| message.place() <= meant.place())
        .collect();
    said.sort_unstable_by_key(|message| message.place());
    let before = limits::QUOTES_BEFORE + usize::from(meant.state == MessageState::Shown);
    let from = said.len().saturating_sub(before);
    said.into_iter()
        .skip(from)
        .map(|message| Quote {
            message: message.id,
            author: message.author,
            words: message.words.clone(),
        })
        .collect()
}

/// Those who are in a confidential room now are told how much of it was shared, but not by whom (R12).
/// Whoever comes in later has no part in it and reads nothing of it.
fn tell(session: &Session, dice: &mut Dice, meant: &Message, quoted: usize) -> Vec<Event> {
    let Channel::Room { room } = meant.channel else {
        return Vec::new();
    };
    let people = session.rooms.get(room).map_or(&[][..], |room| &room.people);
    if !session.rooms.is_confidential(room) || quoted == 0 {
        return Vec::new();
    }
    let words = Words::new(match quoted {
        1 => "A message written in this room has been shared with the facilitators, and nothing else.".to_owned(),
        more => format!(
            "A message written in this room has been shared with the facilitators, together with what stood just before it: {more} messages in all, and nothing else."
        ),
    });
    let told = people.iter().map(|person| {
        let to = NoticeTo::Person(*person);
        notices::give(dice, NoticeKind::Shared, None, words.clone(), to)
    });
    told.collect()
}

/// The raiser takes the flag back.
pub fn withdraw(session: &Session, by: PersonId, flag: FlagId) -> Decided {
    let own = session.flags.get(flag);
    let own = own
        .filter(|flag| flag.by == by)
        .ok_or_else(Refusal::not_found)?;
    let over = session.phase() == Phase::Ended;
    if over && session.people.role(by) == Some(Role::Trainee) {
        return Err(Refusal::not_now(
            "The session is over. The facilitators still look after your flag.",
        ));
    }
    if !own.is_open() {
        return Err(Refusal::not_now("This flag has been looked after already."));
    }
    Ok(vec![Event::Flags(FlagsEvent::Withdrawn { flag })])
}
