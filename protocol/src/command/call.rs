//! The call beside us has rooms too, and staff move people there by hand (R38): what they say they have done.
//!
//! A room of the call goes by its name, because that is all that staff see of it there.

use crate::{ids::PersonId, words::Words};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum CallCommand {
    /// Staff: on the call this person is in this room now, or in the main room when none is named.
    Placed {
        person: PersonId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        room: Option<Words>,
    },
    /// Staff: all steps are done at once, as with rooms that were assigned beforehand.
    AllPlaced {},
    /// Staff: the rooms of the call are closed, and everybody is in its main room.
    RoomsClosed {},
    /// Staff: this person is (not) on the call.
    OnCall { person: PersonId, on: bool },
    /// Staff: what was ticked under this number has not been done after all.
    TakeBack { number: u32 },
}
