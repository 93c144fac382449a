//! Who to look after when the day is over (R7; END1).
//!
//! While the day runs the list is worked out from what is so now. At its end it is written down once,
//! because everybody then closes their browser and would look as if they had vanished.

use super::{Ask, Decided, Event, Session, people::Member};
use crate::{limits, text, views::Thing};
use alongside_protocol::{
    entry::{Concern, Phase},
    ids::{At, PersonId},
    people::{Link, Role},
    refusal::Refusal,
    words::Words,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default)]
pub struct FollowUps {
    /// The list as the day left it.
    noted: Option<BTreeMap<PersonId, Vec<Concern>>>,
    done: BTreeMap<PersonId, Done>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub by: PersonId,
    pub note: Words,
}

impl FollowUps {
    #[must_use]
    pub fn done(&self, person: PersonId) -> Option<&Done> {
        self.done.get(&person)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum FollowUpEvent {
    /// The day is over; these are the people to look after, and why.
    Noted {
        people: BTreeMap<PersonId, Vec<Concern>>,
    },
    FollowedUp {
        person: PersonId,
        by: PersonId,
        words: Words,
    },
}

/// Why somebody should be looked after; empty for most people.
#[must_use]
pub fn concerns(session: &Session, person: PersonId) -> Vec<Concern> {
    if let Some(noted) = &session.follow_up.noted {
        return noted.get(&person).cloned().unwrap_or_default();
    }
    session
        .people
        .here(person)
        .map(|member| worked_out(session, member, false))
        .unwrap_or_default()
}

fn worked_out(session: &Session, member: &Member, over: bool) -> Vec<Concern> {
    if member.role != Role::Trainee || member.arrived_at.is_none() {
        return Vec::new();
    }
    let rounds = &session.rounds;
    let mut concerns = Vec::new();
    if let (Some(arrived), Some(left)) = rounds.arrived_and_left(member.id)
        && left < arrived
    {
        concerns.push(Concern::LeftLower);
    }
    if rounds.checked_out(member.id) || !(over || rounds.check_out_held()) {
        return concerns;
    }
    match member.link {
        Link::Left => concerns.push(Concern::LeftEarly),
        Link::Dropped => concerns.push(Concern::VanishedBeforeCheckOut),
        // While a round runs everybody may still be about to check out.
        _ if rounds.check_out_held() && (over || rounds.running().is_none()) => {
            concerns.push(Concern::NotCheckedOut);
        }
        _ => {}
    }
    concerns
}

/// # Errors
/// A refusal when this person is not on the list, or the note needs mending.
pub fn decide(session: &Session, by: PersonId, person: PersonId, words: &Words) -> Decided {
    if concerns(session, person).is_empty() {
        return Err(Refusal::not_found());
    }
    let words = text::optional_block(words, "Your note", limits::NOTE_LETTERS)?;
    Ok(vec![Event::FollowUp(FollowUpEvent::FollowedUp {
        person,
        by,
        words,
    })])
}

/// The list is written down when the day has ended.
#[must_use]
pub fn due(session: &Session, _ask: &Ask) -> Vec<Event> {
    if session.phase() != Phase::Ended || session.follow_up.noted.is_some() {
        return Vec::new();
    }
    let people = session
        .people
        .trainees()
        .map(|trainee| (trainee.id, worked_out(session, trainee, true)))
        .filter(|(_, concerns)| !concerns.is_empty())
        .collect();
    vec![Event::FollowUp(FollowUpEvent::Noted { people })]
}

pub fn apply(session: &mut Session, _at: At, event: &FollowUpEvent) {
    match event {
        FollowUpEvent::Noted { people } => {
            session.follow_up.noted = Some(people.clone());
            touch_all(session);
        }
        FollowUpEvent::FollowedUp { person, by, words } => {
            let done = Done {
                by: *by,
                note: words.clone(),
            };
            session.follow_up.done.insert(*person, done);
            session.touch(Thing::FollowUp(*person));
        }
    }
}

/// Something happened that the whole list depends on.
pub fn touch_all(session: &mut Session) {
    for person in session.people.ids().collect::<Vec<_>>() {
        session.touch(Thing::FollowUp(person));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Play, who};
    use alongside_protocol::{
        command::{
            Command, DayCommand, PeopleCommand, RoundCommand, RoundKind, RoundPurpose,
            RoundRequest, Scale,
        },
        entry::Entry,
        people::Audience,
        refusal::Code,
        topic::Topic,
    };

    fn round(play: &mut Play, purpose: RoundPurpose, values: &[(&str, u8)]) {
        let round = RoundRequest {
            purpose,
            kind: RoundKind::AllAtOnce,
            prompt: "How is your battery?".into(),
            scale: Scale::Battery,
            suggested_seconds: None,
        };
        play.does("Fay", Command::Rounds(RoundCommand::Start { round }));
        let round = play.session.rounds.running().expect("it runs").id;
        for (name, value) in values {
            let answer = RoundCommand::Answer {
                round,
                value: Some(*value),
                words: Words::default(),
                audience: Audience::Facilitators,
            };
            play.does(name, Command::Rounds(answer));
        }
        play.does("Fay", Command::Rounds(RoundCommand::End { round }));
    }

    fn listed(play: &Play, name: &str) -> Vec<Concern> {
        match play.entry(Topic::Facilitators, &format!("follow_up/{}", who(name))) {
            Some(Entry::FollowUp(entry)) => entry.concerns,
            _ => Vec::new(),
        }
    }

    fn followed_up(name: &str) -> Command {
        Command::People(PeopleCommand::FollowedUp {
            person: who(name),
            words: "rang her".into(),
        })
    }

    #[test]
    fn end1_those_to_look_after_are_listed_and_stay_listed_after_the_end() {
        let mut play = Play::live(&["Ana", "Bo", "Cem", "Dee", "Eve"]);
        round(&mut play, RoundPurpose::CheckIn, &[("Ana", 4), ("Bo", 3)]);
        play.drops_out("Cem");
        play.does("Dee", Command::People(PeopleCommand::Leave {}));
        assert_eq!(listed(&play, "Cem"), []);
        round(&mut play, RoundPurpose::CheckOut, &[("Ana", 2), ("Bo", 3)]);
        play.does("Fay", Command::Day(DayCommand::End {}));
        for name in ["Ana", "Bo", "Eve"] {
            play.drops_out(name);
        }
        assert_eq!(listed(&play, "Ana"), [Concern::LeftLower]);
        assert_eq!(listed(&play, "Bo"), []);
        assert_eq!(listed(&play, "Cem"), [Concern::VanishedBeforeCheckOut]);
        assert_eq!(listed(&play, "Dee"), [Concern::LeftEarly]);
        assert_eq!(listed(&play, "Eve"), [Concern::NotCheckedOut]);
        play.does("Finn", followed_up("Ana"));
        assert_eq!(play.refused("Finn", followed_up("Bo")), Code::NotFound);
        assert_eq!(play.refused("Sol", followed_up("Ana")), Code::NotFound);
        assert!(play.has_seen("Fay", "rang her") && !play.has_seen("Sol", "rang her"));
        play.check_replay();
    }

    #[test]
    fn end1_who_vanished_and_came_back_to_check_out_is_not_listed() {
        let mut play = Play::live(&["Ana", "Bo"]);
        play.drops_out("Bo");
        round(&mut play, RoundPurpose::CheckOut, &[("Ana", 5)]);
        assert_eq!(listed(&play, "Bo"), [Concern::VanishedBeforeCheckOut]);
        play.connects("Bo");
        assert_eq!(listed(&play, "Bo"), [Concern::NotCheckedOut]);
        round(&mut play, RoundPurpose::CheckOut, &[("Bo", 5)]);
        assert_eq!(listed(&play, "Bo"), []);
    }
}
