//! Words to everybody, to rooms or to one person: broadcasts, visits, changes of watch, something shared (R12, R15, R17).
//!
//! A notice is given once and never changes (ROOM8). Features make one with [`give`] beside their own events.

use super::{Event, Session};
use crate::{dice::Dice, views::Thing};
use alongside_protocol::{
    entry::NoticeKind,
    ids::{At, NoticeId, PersonId, RoomId},
    words::Words,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default)]
pub struct Notices {
    given: BTreeMap<NoticeId, (At, Notice)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub id: NoticeId,
    pub kind: NoticeKind,
    /// Who is named as giving it, if anybody is.
    pub by: Option<PersonId>,
    pub words: Words,
    pub to: NoticeTo,
}

/// Whom a notice is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeTo {
    Everybody,
    /// Those who are in these rooms.
    Rooms(Vec<RoomId>),
    Person(PersonId),
}

impl Notices {
    pub fn ids(&self) -> impl Iterator<Item = NoticeId> + '_ {
        self.given.keys().copied()
    }

    /// The notice, and when it was given.
    #[must_use]
    pub fn get(&self, id: NoticeId) -> Option<&(At, Notice)> {
        self.given.get(&id)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum NoticesEvent {
    Given { notice: Notice },
}

/// The event of a notice. Its id comes from the dice of the ask, after any other ids drawn from them:
/// an id drawn twice from one seed would tell those who read the notice the id of something they may not see.
#[must_use]
pub fn give(
    dice: &mut Dice,
    kind: NoticeKind,
    by: Option<PersonId>,
    words: Words,
    to: NoticeTo,
) -> Event {
    Event::Notices(NoticesEvent::Given {
        notice: Notice {
            id: NoticeId(dice.uuid()),
            kind,
            by,
            words,
            to,
        },
    })
}

pub fn apply(session: &mut Session, at: At, event: &NoticesEvent) {
    let NoticesEvent::Given { notice } = event;
    session
        .notices
        .given
        .insert(notice.id, (at, notice.clone()));
    session.touch(Thing::Notice(notice.id));
}
