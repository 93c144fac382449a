//! Check-in, check-out and other rounds (R5-R8).

use crate::{
    ids::{PersonId, RoundId},
    people::Audience,
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum RoundCommand {
    Start {
        round: RoundRequest,
    },
    /// Answers, or says anew what was answered before, for as long as the round runs.
    Answer {
        round: RoundId,
        /// 1 (lowest) to 5 (highest) where the scale has steps.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        value: Option<u8>,
        #[serde(default)]
        words: Words,
        audience: Audience,
    },
    /// Never needs a reason, and looks ordinary (R6).
    Pass {
        round: RoundId,
    },
    /// "Come back to me."
    Later {
        round: RoundId,
    },
    /// No rounds for me today (R7).
    OptOut {
        on: bool,
    },
    /// Staff: the turn goes on to the next person.
    Next {
        round: RoundId,
    },
    /// Staff: this person's turn comes later.
    PutLater {
        round: RoundId,
        person: PersonId,
    },
    /// Staff: show what everybody wrote (all at once).
    Reveal {
        round: RoundId,
    },
    End {
        round: RoundId,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoundRequest {
    pub purpose: RoundPurpose,
    pub kind: RoundKind,
    pub prompt: Words,
    pub scale: Scale,
    /// A suggestion that is shown, never enforced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub suggested_seconds: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoundPurpose {
    CheckIn,
    CheckOut,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoundKind {
    /// One after the other, in an order that everybody sees.
    InTurn,
    /// Everybody writes, then all is shown.
    AllAtOnce,
    /// Answers go to facilitators only.
    Quiet,
}

/// What kind of answer is asked for. All scales but words have five steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    OneWord,
    OneToFive,
    Weather,
    Battery,
    FreeText,
}

impl Scale {
    #[must_use]
    pub const fn has_steps(self) -> bool {
        matches!(self, Self::OneToFive | Self::Weather | Self::Battery)
    }
}
