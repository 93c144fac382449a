//! What a person sees about themselves, and nobody else does.

use crate::{
    ids::{At, PersonId, ProposalId, RoomId},
    people::{Role, TakingPart},
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MeEntry {
    pub id: PersonId,
    pub name: Words,
    pub role: Role,
    /// False for a guest who has knocked and is not let in yet.
    pub admitted: bool,
    /// This guest may write to staff while they wait.
    #[serde(default)]
    pub lobby_chat: bool,
    pub taking_part: TakingPart,
    pub opted_out: bool,
    pub buddies: Vec<PersonId>,
    /// Company for today, as a buddy is missing.
    #[serde(default)]
    pub buddies_today: Vec<PersonId>,
    /// The buddies are new since the last session.
    #[serde(default)]
    pub buddies_new: bool,
    /// This person has said that the pairing is not working for them, and it has not been settled yet.
    #[serde(default)]
    pub pairing_asked: bool,
    /// Writing in the main chat is paused for this person until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub quiet_until: Option<At>,
    /// Messages of this person are read by a facilitator before they are shown.
    pub held: bool,
    /// Today's tech check, once done.
    pub tech_checked: bool,
    /// This person has answered or passed in a check-out.
    pub checked_out: bool,
    /// This person is on the roster, and so may send the feedback form.
    #[serde(default)]
    pub feedback_asked: bool,
    /// This person has sent the feedback form.
    #[serde(default)]
    pub feedback_given: bool,
}

/// A move that is about to happen to this person (R21).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MoveEntry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub proposal: Option<ProposalId>,
    pub to: RoomId,
    pub to_name: Words,
    pub with: Vec<PersonId>,
    pub why: Words,
    pub at: At,
    pub answer: MoveAnswer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MoveAnswer {
    #[default]
    None,
    Stay,
    Moment,
}

/// "Would you like to go back to your room?"
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferEntry {
    pub room: RoomId,
    pub room_name: Words,
    pub with: Vec<PersonId>,
}
