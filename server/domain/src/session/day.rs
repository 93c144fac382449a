//! The day: what the programme says about it, doors, start, agenda, settings, end (R1, R30; DAY1-DAY3).

use super::{Ask, Decided, Event, FactPerson, Facts, Session, buddies, feedback, people, rooms};
use crate::{call_link, limits, programme::room_links, views::Thing};
use alongside_protocol::{
    command::{DayCommand, HandOrder, MovePolicy, Settings},
    entry::{AgendaItem, Phase},
    ids::{AgendaItemId, At, PersonId, SessionId},
    people::Role,
    refusal::Refusal,
    words::Words,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone)]
pub struct Day {
    pub phase: Phase,
    /// Known from the first event on.
    pub facts: Option<Facts>,
    pub call_link: Option<String>,
    pub started_at: Option<At>,
    pub ended_at: Option<At>,
    pub current: Option<AgendaItemId>,
    pub current_ends_at: Option<At>,
    pub settings: Settings,
}

impl Default for Day {
    fn default() -> Self {
        Self {
            phase: Phase::Scheduled,
            facts: None,
            call_link: None,
            started_at: None,
            ended_at: None,
            current: None,
            current_ends_at: None,
            settings: Settings {
                grace_seconds: limits::GRACE_SECONDS,
                notice_seconds: limits::NOTICE_SECONDS,
                move_policy: MovePolicy::Ask {},
                hand_order: HandOrder::FirstCome,
                lobby_chat: false,
            },
        }
    }
}

impl Day {
    #[must_use]
    pub fn session(&self) -> Option<SessionId> {
        self.facts.as_ref().map(|facts| facts.session)
    }

    #[must_use]
    pub fn agenda(&self) -> &[AgendaItem] {
        self.facts.as_ref().map_or(&[], |facts| &facts.agenda)
    }

    /// The others of a person's pair or triad.
    #[must_use]
    pub fn buddies_of(&self, person: PersonId) -> Vec<PersonId> {
        let units = self.facts.as_ref().map_or(&[][..], |facts| &facts.buddies);
        let unit = units.iter().find(|unit| unit.contains(&person));
        unit.into_iter()
            .flatten()
            .copied()
            .filter(|other| *other != person)
            .collect()
    }

    /// When a person said that their pairing is not working for them, if it has not been settled.
    #[must_use]
    pub fn pairing_asked(&self, person: PersonId) -> Option<At> {
        let mut asked = self.facts.iter().flat_map(|facts| &facts.pairing);
        asked
            .find(|asked| asked.person == person)
            .map(|asked| asked.at)
    }

    #[must_use]
    pub fn has_new_buddies(&self, person: PersonId) -> bool {
        let mut new = self.facts.iter().flat_map(|facts| &facts.new_buddies);
        new.any(|new| *new == person)
    }

    /// The call that the programme has for a room of this name (R39).
    #[must_use]
    pub fn room_link(&self, room: &Words) -> Option<String> {
        room_links::of(&self.facts.as_ref()?.room_links, room)
    }

    fn item(&self, id: AgendaItemId) -> Option<&AgendaItem> {
        self.agenda().iter().find(|item| item.id == id)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum DayEvent {
    FactsKnown { facts: Box<Facts> },
    DoorsOpened { by: Option<PersonId> },
    Started { by: PersonId },
    WentTo { item: AgendaItemId, ends_at: At },
    Stretched { ends_at: At },
    CallLinkSet { url: Option<String> },
    SettingsSet { settings: Settings },
    Ended { by: PersonId },
}

/// The programme's facts, if they say anything new.
#[must_use]
pub fn facts(session: &Session, ask: &Ask, facts: &Facts) -> Vec<Event> {
    let known = session.day.facts.as_ref();
    let mut facts = facts.clone();
    if session.day.phase == Phase::Ended
        && let Some(known) = known
    {
        // A day that is over stays as it was, except that people may have lost their part in it.
        facts = Facts {
            people: those_left(known, &facts),
            forgotten: facts.forgotten,
            ..known.clone()
        };
    }
    if known == Some(&facts) {
        return Vec::new();
    }
    let told = buddies::new_ones(session, ask, &facts);
    let known = Event::Day(DayEvent::FactsKnown {
        facts: Box::new(facts),
    });
    std::iter::once(known).chain(told).collect()
}

/// Nobody is let into a day that is over, and nobody gains a role in it.
fn those_left(known: &Facts, now: &Facts) -> Vec<FactPerson> {
    let mut people = known.people.clone();
    people.retain_mut(|person| {
        let today = now.people.iter().find(|today| today.id == person.id);
        if let Some(today) = today
            && (today.role == Role::Trainee || person.role == Role::Facilitator)
        {
            person.role = today.role;
        }
        today.is_some()
    });
    people
}

/// # Errors
/// A refusal when the agenda has no such item or a number or link needs mending.
pub fn decide(session: &Session, ask: &Ask, by: PersonId, command: &DayCommand) -> Decided {
    let day = &session.day;
    let event = match command {
        DayCommand::Open {} => DayEvent::DoorsOpened { by: Some(by) },
        DayCommand::Start {} => return Ok(start(session, ask, by)),
        DayCommand::GoTo { item } => {
            let item = day.item(*item).ok_or_else(Refusal::not_found)?;
            DayEvent::WentTo {
                item: item.id,
                ends_at: ask.at.plus_minutes(minutes(item)),
            }
        }
        DayCommand::Stretch { minutes } => stretch(day, ask, *minutes)?,
        DayCommand::SetCallLink { url } => DayEvent::CallLinkSet {
            url: call_link::read(url)?,
        },
        DayCommand::Settings { settings } => DayEvent::SettingsSet {
            settings: check(settings)?,
        },
        DayCommand::End {} => return Ok(end(session, ask, by)),
    };
    Ok(vec![Event::Day(event)])
}

fn minutes(item: &AgendaItem) -> i32 {
    i32::try_from(item.minutes).unwrap_or(i32::MAX)
}

fn start(session: &Session, ask: &Ask, by: PersonId) -> Vec<Event> {
    let mut events = Vec::new();
    if session.phase() == Phase::Scheduled {
        events.push(Event::Day(DayEvent::DoorsOpened { by: Some(by) }));
    }
    events.push(Event::Day(DayEvent::Started { by }));
    if let Some(first) = session.day.agenda().first() {
        events.push(Event::Day(DayEvent::WentTo {
            item: first.id,
            ends_at: ask.at.plus_minutes(minutes(first)),
        }));
    }
    events
}

/// What was sent as feedback is laid together in the same moment.
fn end(session: &Session, ask: &Ask, by: PersonId) -> Vec<Event> {
    let ended = Event::Day(DayEvent::Ended { by });
    let gathered = feedback::gathered(session, ask);
    std::iter::once(ended).chain(gathered).collect()
}

fn stretch(day: &Day, ask: &Ask, minutes: i32) -> Result<DayEvent, Refusal> {
    let ends_at = day
        .current_ends_at
        .ok_or_else(|| Refusal::not_now("Nothing on the agenda has begun yet."))?;
    if minutes == 0 || minutes.unsigned_abs() > limits::STRETCH_MINUTES {
        return Err(Refusal::mend(format!(
            "Please choose between 1 and {} minutes.",
            limits::STRETCH_MINUTES
        )));
    }
    Ok(DayEvent::Stretched {
        ends_at: ends_at.max(ask.at).plus_minutes(minutes).max(ask.at),
    })
}

/// In a rehearsal somebody practises in minutes what takes hours in earnest (R37).
fn rehearse(settings: &mut Settings) {
    settings.grace_seconds = limits::REHEARSAL_GRACE_SECONDS;
    settings.notice_seconds = limits::REHEARSAL_NOTICE_SECONDS;
}

fn check(settings: &Settings) -> Result<Settings, Refusal> {
    let within = |value: u32, (from, to): (u32, u32), what: &str| {
        if (from..=to).contains(&value) {
            return Ok(());
        }
        Err(Refusal::mend(format!(
            "{what} can be between {from} and {to} seconds."
        )))
    };
    within(
        settings.grace_seconds,
        limits::GRACE_RANGE,
        "The grace period",
    )?;
    within(
        settings.notice_seconds,
        limits::NOTICE_RANGE,
        "The notice before a move",
    )?;
    if let MovePolicy::ApplyAfter { seconds } = settings.move_policy {
        within(
            seconds,
            limits::APPLY_AFTER_RANGE,
            "The wait before a proposal is applied",
        )?;
    }
    Ok(settings.clone())
}

/// The doors open by themselves (DAY1).
#[must_use]
pub fn due(session: &Session, ask: &Ask) -> Vec<Event> {
    match deadline(session) {
        Some(at) if at <= ask.at => vec![Event::Day(DayEvent::DoorsOpened { by: None })],
        _ => Vec::new(),
    }
}

#[must_use]
pub fn deadline(session: &Session) -> Option<At> {
    (session.day.phase == Phase::Scheduled)
        .then(|| session.day.facts.as_ref().map(Facts::opens_at))
        .flatten()
}

pub fn apply(session: &mut Session, at: At, event: &DayEvent) {
    match event {
        DayEvent::FactsKnown { facts } => {
            if session
                .day
                .facts
                .as_ref()
                .is_none_or(|known| known.call_link != facts.call_link)
            {
                session.day.call_link.clone_from(&facts.call_link);
            }
            if facts.rehearsal && session.day.facts.is_none() {
                rehearse(&mut session.day.settings);
            }
            people::learn(session, at, facts);
            rooms::planned_anew(session, facts);
            session.day.facts = Some((**facts).clone());
            for thing in [
                Thing::Agenda,
                Thing::Settings,
                Thing::Hands,
                Thing::ChatRules,
                Thing::Plan,
                Thing::StandIns,
                Thing::Pairings,
                Thing::Plans,
                Thing::Companions,
                Thing::Safety,
            ] {
                session.touch(thing);
            }
        }
        DayEvent::DoorsOpened { .. } => session.day.phase = Phase::Arrival,
        DayEvent::Started { .. } => {
            session.day.phase = Phase::Live;
            session.day.started_at = Some(at);
        }
        DayEvent::WentTo { item, ends_at } => {
            session.day.current = Some(*item);
            session.day.current_ends_at = Some(*ends_at);
            session.touch(Thing::Agenda);
        }
        DayEvent::Stretched { ends_at } => {
            session.day.current_ends_at = Some(*ends_at);
            session.touch(Thing::Agenda);
        }
        DayEvent::CallLinkSet { url } => session.day.call_link.clone_from(url),
        DayEvent::SettingsSet { settings } => {
            if session.day.settings.lobby_chat != settings.lobby_chat {
                people::lobby_chat_changes(session);
            }
            session.day.settings = settings.clone();
            session.touch(Thing::Settings);
            session.touch(Thing::Hands);
        }
        DayEvent::Ended { .. } => {
            session.day.phase = Phase::Ended;
            session.day.ended_at = Some(at);
            session.touch_audiences();
        }
    }
    session.touch(Thing::Day);
}
