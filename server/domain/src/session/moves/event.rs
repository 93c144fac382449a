//! What can have happened while people are moved about.

use super::{Choice, Situation};
use alongside_protocol::{
    entry::{Change, MoveAnswer, PlannedMove, WhatHappened},
    ids::{At, PersonId, ProposalId, RoomId},
    words::Words,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum MovesEvent {
    /// Out of the room, by a lost connection, a word of theirs, or goodbye.
    SteppedOut {
        person: PersonId,
        room: RoomId,
        what: WhatHappened,
    },
    Offered {
        person: PersonId,
        room: RoomId,
    },
    /// Still no answer after `limits::OFFER_SECONDS`.
    OfferUnanswered {
        person: PersonId,
    },
    OfferAnswered {
        person: PersonId,
        room: RoomId,
        accept: bool,
    },
    Proposed(Box<Proposed>),
    /// Nothing needs to change any more.
    Lapsed {
        proposal: ProposalId,
    },
    /// People are told now and moved at the moment named.
    Applied {
        proposal: ProposalId,
        option: u32,
        by: Option<PersonId>,
        at: At,
    },
    /// Staff want a suggestion after all.
    AskedAgain {
        by: PersonId,
    },
    /// Staff chose these moves themselves.
    Arranged {
        proposal: ProposalId,
        choice: Choice,
        by: PersonId,
        at: At,
    },
    Dismissed {
        proposal: ProposalId,
        by: PersonId,
    },
    Undone {
        proposal: ProposalId,
        by: PersonId,
        back: Vec<PlannedMove>,
        at: At,
    },
    /// Staff move somebody by hand.
    ToBeMoved {
        person: PersonId,
        to: RoomId,
        at: At,
    },
    /// `none` says that they are ready.
    Answered {
        person: PersonId,
        answer: MoveAnswer,
    },
    Moved {
        person: PersonId,
        to: RoomId,
    },
    /// The move would no longer give anybody company.
    MoveDropped {
        person: PersonId,
    },
    Finished {
        proposal: ProposalId,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    pub proposal: ProposalId,
    pub version: u32,
    pub happened: Vec<Change>,
    pub options: Vec<Choice>,
    pub clash: Option<Words>,
    pub applies_at: Option<At>,
    pub basis: Situation,
    #[serde(default)]
    pub private: bool,
}
