//! Safeguarding records: flags that were passed on, and what the safeguarding lead adds to them (TRUST 3).

use crate::{
    command::FlagKind,
    ids::{At, ConcernId},
    privacy::ExportForm,
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A flag as it was when it was passed on, with names, so that it can be read by itself for years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PassedOn {
    pub kind: FlagKind,
    pub raised_at: At,
    pub by: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub about: Option<Words>,
    /// The breakout room the raiser was in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub room: Option<Words>,
    pub words: Words,
    /// The message that was meant, and a little of what stood before it.
    pub quotes: Vec<Said>,
    pub passed_on_by: Words,
    pub passed_on_at: At,
}

/// Somebody's words, with their name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Said {
    pub by: Words,
    pub words: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub at: Option<At>,
}

/// One line of `GET /api/programmes/ID/safeguarding`: that there is a record, and nothing of what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConcernRow {
    pub id: ConcernId,
    pub recorded_at: At,
    /// Title of the session it comes from, as far as it is still known.
    pub session: Words,
    pub state: ConcernState,
    /// When somebody should look whether it is still needed.
    pub review_at: At,
    pub entries: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConcernState {
    Open,
    Closed,
    /// Its key is destroyed; that there was one stays.
    LetGo,
}

/// `GET /api/programmes/ID/safeguarding/CONCERN`, for the safeguarding lead alone; reading stands in the audit trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConcernView {
    pub row: ConcernRow,
    /// Nothing once it has been let go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub passed_on: Option<PassedOn>,
    /// What facilitators noted on the flag, before and after it was passed on.
    pub notes: Vec<Said>,
    /// What the lead has added, in its order. Nothing is ever changed.
    pub entries: Vec<ConcernEntry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConcernEntry {
    pub at: At,
    pub by: Words,
    pub act: ConcernAct,
    pub reason: Words,
    pub words: Words,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConcernAct {
    Added,
    Closed,
    Reopened,
    LetGo,
}

/// `POST /api/programmes/ID/safeguarding/CONCERN`. Each wants a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConcernCommand {
    pub act: ConcernAct,
    pub reason: Words,
    /// What was done or decided; may be left out.
    #[serde(default)]
    pub words: Words,
}

/// `POST /api/programmes/ID/safeguarding/CONCERN/export`: after a step-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExportConcern {
    pub form: ExportForm,
}
