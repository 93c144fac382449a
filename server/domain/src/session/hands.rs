//! One queue of hands across voice and chat, in the same order on every screen (R27; HAND1).
//!
//! A hand keeps its place through a lost connection and goes when the person is dropped.
//! What should be read out is for facilitators; that a hand is up is for everybody.

use super::{Ask, Decided, Event, Session};
use crate::{limits, sealing::NOBODY, text, views::Thing};
use alongside_protocol::{
    command::{HandOrder, HandWay, PeopleCommand},
    entry::Phase,
    ids::{At, PersonId},
    people::Role,
    refusal::Refusal,
    words::Words,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default)]
pub struct Hands {
    up: BTreeMap<PersonId, Raised>,
    /// How often each person has been called on today.
    heard: BTreeMap<PersonId, u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    pub person: PersonId,
    pub way: HandWay,
    pub at: At,
    /// What should be read out; empty for the other ways.
    pub words: Words,
}

impl Hands {
    /// The hands that are up, in the order in which they will be called on.
    #[must_use]
    pub fn queue(&self, order: HandOrder) -> Vec<&Raised> {
        let mut queue: Vec<_> = self.up.values().collect();
        queue.sort_unstable_by_key(|hand| {
            let heard = match order {
                HandOrder::FirstCome => 0,
                HandOrder::HeardLeast => self.heard.get(&hand.person).copied().unwrap_or(0),
            };
            (heard, hand.at, hand.person)
        });
        queue
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum HandsEvent {
    /// A hand that is up already keeps its place and changes its way.
    Raised {
        person: PersonId,
        way: HandWay,
        words: Words,
    },
    /// Taken down by the person, by staff, or because the person is gone.
    Lowered {
        person: PersonId,
        by: Option<PersonId>,
    },
    CalledOn {
        person: PersonId,
        by: PersonId,
    },
}

/// # Errors
/// A refusal when there is no such hand, or words need mending.
pub fn decide(session: &Session, _ask: &Ask, by: PersonId, command: &PeopleCommand) -> Decided {
    match command {
        PeopleCommand::RaiseHand { way, words } => raise(session, by, *way, words),
        PeopleCommand::LowerHand {} => Ok(lower(session, by, by)),
        PeopleCommand::LowerHandOf { person } => {
            trainee(session, *person)?;
            Ok(lower(session, *person, by))
        }
        PeopleCommand::CallOn { person } => {
            trainee(session, *person)?;
            if !session.hands.up.contains_key(person) {
                return Err(Refusal::not_now("This hand is no longer up."));
            }
            let person = *person;
            Ok(vec![Event::Hands(HandsEvent::CalledOn { person, by })])
        }
        _ => Err(Refusal::not_found()),
    }
}

fn raise(session: &Session, person: PersonId, way: HandWay, words: &Words) -> Decided {
    let present = |member: &super::people::Member| member.is_present();
    if !session.people.here(person).is_some_and(present) {
        return Err(Refusal::not_now(
            "You are marked as gone. Say that you are here again, then raise your hand.",
        ));
    }
    let words = match way {
        HandWay::ReadOut => text::block(words, "What we should read out", limits::NOTE_LETTERS)?,
        HandWay::Voice | HandWay::Chat => Words::default(),
    };
    let up = session.hands.up.get(&person);
    if up.is_some_and(|hand| hand.way == way && hand.words == words) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Hands(HandsEvent::Raised {
        person,
        way,
        words,
    })])
}

fn lower(session: &Session, person: PersonId, by: PersonId) -> Vec<Event> {
    let by = Some(by);
    let up = session.hands.up.contains_key(&person);
    up.then_some(Event::Hands(HandsEvent::Lowered { person, by }))
        .into_iter()
        .collect()
}

fn trainee(session: &Session, person: PersonId) -> Result<(), Refusal> {
    match session.people.role(person) {
        Some(Role::Trainee) => Ok(()),
        _ => Err(Refusal::not_found()),
    }
}

/// Hands of people who are gone go down, and all of them when the day ends.
#[must_use]
pub fn due(session: &Session, _ask: &Ask) -> Vec<Event> {
    let over = session.phase() == Phase::Ended;
    let present = |person: &PersonId| {
        let member = session.people.here(*person);
        member.is_some_and(super::people::Member::is_present)
    };
    let gone = session.hands.up.keys();
    gone.filter(|person| over || !present(person))
        .map(|person| {
            let (person, by) = (*person, None);
            Event::Hands(HandsEvent::Lowered { person, by })
        })
        .collect()
}

pub fn apply(session: &mut Session, at: At, event: &HandsEvent) {
    if whose(event) == NOBODY {
        return;
    }
    let hands = &mut session.hands;
    match event {
        HandsEvent::Raised { person, way, words } => {
            let at = hands.up.get(person).map_or(at, |hand| hand.at);
            let hand = Raised {
                person: *person,
                way: *way,
                at,
                words: words.clone(),
            };
            hands.up.insert(*person, hand);
        }
        HandsEvent::Lowered { person, .. } => {
            hands.up.remove(person);
        }
        HandsEvent::CalledOn { person, .. } => {
            hands.up.remove(person);
            *hands.heard.entry(*person).or_default() += 1;
        }
    }
    session.touch(Thing::Hands);
}

const fn whose(event: &HandsEvent) -> PersonId {
    match event {
        HandsEvent::Raised { person, .. }
        | HandsEvent::Lowered { person, .. }
        | HandsEvent::CalledOn { person, .. } => *person,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Play, who};
    use alongside_protocol::{
        command::{Command, DayCommand},
        entry::Entry,
        refusal::Code,
        topic::Topic,
    };

    fn raise_hand(way: HandWay, words: &str) -> Command {
        let words = words.into();
        Command::People(PeopleCommand::RaiseHand { way, words })
    }

    fn call_on(name: &str) -> Command {
        let person = who(name);
        Command::People(PeopleCommand::CallOn { person })
    }

    fn queue(play: &Play) -> Vec<PersonId> {
        match play.entry(Topic::Group, "hands") {
            Some(Entry::Hands(hands)) => hands.queue.iter().map(|hand| hand.person).collect(),
            other => panic!("hands are not shown but {other:?}"),
        }
    }

    fn hands_up(play: &mut Play, names: &[&str]) {
        for name in names {
            play.passes(1);
            play.does(name, raise_hand(HandWay::Voice, ""));
        }
    }

    #[test]
    fn hand1_a_hand_keeps_its_place_through_a_lost_connection_and_goes_with_a_drop_out() {
        let mut play = Play::live(&["Ana", "Bo", "Cem"]);
        hands_up(&mut play, &["Cem", "Ana", "Bo"]);
        play.falls_silent("Cem");
        play.passes(60);
        play.connects("Cem");
        play.does("Ana", raise_hand(HandWay::Chat, ""));
        assert_eq!(queue(&play), [who("Cem"), who("Ana"), who("Bo")]);
        play.drops_out("Ana");
        assert_eq!(queue(&play), [who("Cem"), who("Bo")]);
        play.does("Fay", Command::Day(DayCommand::End {}));
        assert!(queue(&play).is_empty());
        play.check_replay();
    }

    #[test]
    fn hand1_those_heard_least_come_first_when_staff_say_so() {
        let mut play = Play::live(&["Ana", "Bo"]);
        hands_up(&mut play, &["Ana"]);
        play.does("Fay", call_on("Ana"));
        hands_up(&mut play, &["Ana", "Bo"]);
        assert_eq!(queue(&play), [who("Ana"), who("Bo")]);
        let mut settings = play.session.day.settings.clone();
        settings.hand_order = HandOrder::HeardLeast;
        play.does("Fay", Command::Day(DayCommand::Settings { settings }));
        assert_eq!(queue(&play), [who("Bo"), who("Ana")]);
        play.does("Bo", Command::People(PeopleCommand::LowerHand {}));
        assert_eq!(play.refused("Fay", call_on("Bo")), Code::NotNow);
        assert_eq!(play.refused("Sol", call_on("Ana")), Code::NotFound);
    }

    #[test]
    fn hand1_what_should_be_read_out_is_for_facilitators() {
        let mut play = Play::live(&["Ana", "Bo"]);
        let nothing = raise_hand(HandWay::ReadOut, " ");
        assert_eq!(play.refused("Ana", nothing), Code::Mend);
        play.does("Ana", raise_hand(HandWay::ReadOut, "my voice shakes today"));
        assert!(play.has_seen("Fay", "my voice shakes today"));
        for other in ["Bo", "Sol"] {
            assert!(!play.has_seen(other, "my voice shakes today"));
        }
        play.does("Fay", call_on("Ana"));
        let read_out = format!("read_out/{}", who("Ana"));
        assert_eq!(play.entry(Topic::Facilitators, &read_out), None);
    }
}
