//! The feedback form, how many have sent it, and what came of it once it is over (R34).

use crate::{
    command::{FeedbackScale, FeedbackText},
    words::Words,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// There from the first opening on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackEntry {
    pub open: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackResultsEntry {
    /// How many have sent the form.
    pub answers: u32,
    /// Nothing is shown of fewer answers.
    pub at_least: u32,
    /// Once the day has ended, of enough answers, and until its time is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub results: Option<FeedbackResults>,
}

/// What all answers say together: nothing in it tells which ones came from one person, or in which order they came.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackResults {
    /// How often each step was marked, from the lowest on.
    pub scales: BTreeMap<FeedbackScale, Vec<u32>>,
    pub texts: BTreeMap<FeedbackText, Vec<Words>>,
}
