//! Safeguarding records (SAFE1-SAFE5): flags that were passed on, as they were then, and what the lead adds.
//!
//! ```text
//!   a session hands over a flag --> Open --add--> Open ... --close--> Closed --reopen--> Open
//!                                                            |--let go, once its review is due--> LetGo
//! ```
//!
//! Nothing of a record is ever changed: each act is an entry with its author, its moment and a reason.

use super::{Event, Programme};
use crate::{dice::Dice, limits, text};
use alongside_protocol::{
    ids::{At, ConcernId, FlagId, SessionId, StaffId},
    privacy::Class,
    refusal::Refusal,
    safeguarding::{ConcernAct, ConcernCommand, ConcernState, PassedOn, Said},
    words::Words,
};

/// A flag that was passed on, as a session hands it over. It may do so again, when there are more notes on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    pub flag: FlagId,
    pub passed_on: PassedOn,
    pub notes: Vec<Said>,
}

#[derive(Debug, Clone)]
pub struct Concern {
    pub id: ConcernId,
    pub flag: FlagId,
    pub session: SessionId,
    pub recorded_at: At,
    pub state: ConcernState,
    pub passed_on: Option<PassedOn>,
    pub notes: Vec<Said>,
    pub entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
pub struct Entry {
    pub at: At,
    pub by: StaffId,
    pub act: ConcernAct,
    pub reason: Words,
    pub words: Words,
}

impl Programme {
    /// The newest first.
    pub fn concerns(&self) -> impl Iterator<Item = &Concern> {
        self.concerns.iter().rev()
    }

    #[must_use]
    pub fn concern(&self, id: ConcernId) -> Option<&Concern> {
        self.concerns.iter().find(|known| known.id == id)
    }

    /// When somebody should look whether the record is still needed.
    #[must_use]
    pub fn review_at(&self, concern: &Concern) -> At {
        let days = i64::from(self.life(Class::Safeguarding).days);
        At(concern
            .recorded_at
            .0
            .saturating_add(days.saturating_mul(24 * 60 * 60_000)))
    }

    /// Whether somebody still has to look after what was passed on with this flag.
    #[must_use]
    pub fn holds(&self, flag: FlagId) -> bool {
        let record = self.concerns.iter().find(|known| known.flag == flag);
        record.is_none_or(|record| record.state == ConcernState::Open)
    }
}

/// What is known already changes nothing.
pub(super) fn hand_over(
    programme: &Programme,
    mut dice: Dice,
    session: SessionId,
    handed: &[Handed],
) -> Vec<Event> {
    let mut events = Vec::new();
    for one in handed {
        let known = programme
            .concerns
            .iter()
            .find(|known| known.flag == one.flag);
        match known {
            None if programme.concerns.len().saturating_add(events.len()) < limits::CONCERNS => {
                events.push(Event::ConcernRecorded {
                    concern: ConcernId(dice.uuid()),
                    flag: one.flag,
                    session,
                    passed_on: Some(one.passed_on.clone()),
                    notes: one.notes.clone(),
                });
            }
            Some(known) if known.state != ConcernState::LetGo => {
                let new = one.notes.get(known.notes.len()..).unwrap_or_default();
                if !new.is_empty() {
                    events.push(Event::ConcernNoted {
                        concern: known.id,
                        notes: new.to_vec(),
                    });
                }
            }
            None | Some(_) => {}
        }
    }
    events
}

pub(super) fn act(
    programme: &Programme,
    at: At,
    by: StaffId,
    id: ConcernId,
    command: &ConcernCommand,
) -> Result<Vec<Event>, Refusal> {
    let known = programme.concern(id).ok_or_else(Refusal::not_found)?;
    fits(programme, at, known, command.act)?;
    Ok(vec![Event::ConcernActed {
        concern: id,
        by,
        act: command.act,
        reason: text::block(&command.reason, "The reason", limits::NOTE_LETTERS)?,
        words: text::optional_block(
            &command.words,
            "What was done or decided",
            limits::MESSAGE_LETTERS,
        )?,
    }])
}

fn fits(programme: &Programme, at: At, known: &Concern, act: ConcernAct) -> Result<(), Refusal> {
    use ConcernAct as A;
    use ConcernState as S;
    match (act, known.state) {
        (_, S::LetGo) => Err(Refusal::not_now("This record has been let go.")),
        (A::Added, _) if known.entries.len() >= limits::CONCERN_ENTRIES => Err(Refusal::not_now(
            "There is very much in this record already. Please keep the rest where your organisation keeps its files.",
        )),
        (A::Closed, S::Closed) => Err(Refusal::not_now("This record is closed already.")),
        (A::Reopened, S::Open) => Err(Refusal::not_now("This record is open already.")),
        (A::LetGo, S::Open) => Err(Refusal::not_now("Please close the record first.")),
        (A::LetGo, S::Closed) if at < programme.review_at(known) => Err(Refusal::not_now(
            "This record is kept until its review. It can be let go then.",
        )),
        _ => Ok(()),
    }
}

pub(super) fn apply(programme: &mut Programme, at: At, event: &Event) {
    match event {
        Event::ConcernRecorded {
            concern,
            flag,
            session,
            passed_on,
            notes,
        } => programme.concerns.push(Concern {
            id: *concern,
            flag: *flag,
            session: *session,
            recorded_at: at,
            state: ConcernState::Open,
            passed_on: passed_on.clone(),
            notes: notes.clone(),
            entries: Vec::new(),
        }),
        Event::ConcernNoted { concern, notes } => {
            if let Some(known) = found(programme, *concern) {
                known.notes.extend_from_slice(notes);
            }
        }
        Event::ConcernActed {
            concern,
            by,
            act,
            reason,
            words,
        } => {
            if let Some(known) = found(programme, *concern) {
                known.take(Entry {
                    at,
                    by: *by,
                    act: *act,
                    reason: reason.clone(),
                    words: words.clone(),
                });
            }
        }
        _ => {}
    }
}

impl Concern {
    fn take(&mut self, entry: Entry) {
        match entry.act {
            ConcernAct::Added => {}
            ConcernAct::Closed => self.state = ConcernState::Closed,
            ConcernAct::Reopened => self.state = ConcernState::Open,
            ConcernAct::LetGo => self.state = ConcernState::LetGo,
        }
        self.entries.push(entry);
    }
}

fn found(programme: &mut Programme, id: ConcernId) -> Option<&mut Concern> {
    programme.concerns.iter_mut().find(|known| known.id == id)
}
