//! Reshuffling when people drop out, and the say that people have in it (R19-R21).

use crate::ids::{PersonId, ProposalId, RoomId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum MoveCommand {
    /// Staff: take option number so-and-so (0 is the proposal itself) of the version seen.
    Apply {
        proposal: ProposalId,
        version: u32,
        option: u32,
    },
    /// Staff: these moves instead of the proposal's. Without a proposal: facilitators arrange the open rooms anew.
    Arrange {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        proposal: Option<ProposalId>,
        /// Of the proposal; 0 without one.
        version: u32,
        moves: Vec<Placing>,
    },
    Dismiss {
        proposal: ProposalId,
    },
    /// Staff: somebody still lacks company after a proposal was put aside; suggest something again.
    Suggest {},
    /// Staff: people go back to where they were, or do not move if they have not yet.
    Undo {
        proposal: ProposalId,
    },
    /// The person to be moved: "I stay where I am".
    Stay {},
    /// The person to be moved: "I need a moment"; staff are told, the countdown waits.
    Moment {},
    /// The person to be moved: no need to wait for the countdown.
    Ready {},
    /// Somebody who came back: take me to my old room, or leave me here.
    AnswerOffer {
        accept: bool,
    },
}

/// Somebody and the room they should be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Placing {
    pub person: PersonId,
    pub to: RoomId,
}
