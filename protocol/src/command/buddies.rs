//! Temporary buddies for a day on which somebody's buddy is missing (R10).

use crate::ids::PersonId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Each names the first of the people without their buddy, as the entry `stand_in/PERSON` does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum BuddyCommand {
    /// Facilitators: these are buddies for today; `with` is what was proposed.
    StandIn {
        person: PersonId,
        with: Vec<PersonId>,
    },
    /// Facilitators: no, not today.
    Leave { person: PersonId },
    /// Facilitators: the temporary buddies end before the missing one is back.
    End { person: PersonId },
}
