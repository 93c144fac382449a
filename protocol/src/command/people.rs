//! Arriving, presence, hands, leaving (R1-R4, R19, R26, R27).

use crate::{
    ids::{At, DeviceId, PersonId},
    people::{Presence, TakingPart, TechCheck},
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
pub enum PeopleCommand {
    TakePart {
        how: TakingPart,
    },
    TechChecked {
        check: TechCheck,
    },
    /// Stepping away from a breakout room counts as leaving it for now (R19).
    BePresent {
        presence: Presence,
        /// When they mean to be back; only with `stepped_away`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        until: Option<At>,
    },
    /// Goodbye for today.
    Leave {},
    RaiseHand {
        way: HandWay,
        /// What should be read out, with `read_out`.
        #[serde(default)]
        words: Words,
    },
    LowerHand {},
    /// Staff: call on the next or any raised hand; it counts as heard.
    CallOn {
        person: PersonId,
    },
    LowerHandOf {
        person: PersonId,
    },
    /// Staff: a guest who knocked comes in.
    Admit {
        person: PersonId,
    },
    Decline {
        person: PersonId,
    },
    /// Staff: nobody comes in of those who have knocked until then.
    DeclineAll {
        until: At,
    },
    /// "Is this you on another device?", answered by the person themselves or by staff.
    AnswerDevice {
        device: DeviceId,
        agree: bool,
    },
    /// Staff noticed on the call that somebody is gone (R19).
    MarkDropped {
        person: PersonId,
    },
    /// Takes a person out of the session: every tab of theirs closes.
    Remove {
        person: PersonId,
    },
    /// Facilitators: a follow-up has been taken care of, with a note.
    FollowedUp {
        person: PersonId,
        words: Words,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HandWay {
    Voice,
    Chat,
    /// "Please read this out for me."
    ReadOut,
}
