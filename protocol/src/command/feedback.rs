//! Feedback without names, at the end of the day (R34).

use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum FeedbackCommand {
    /// Staff: trainees find the form on their page, and again after it was closed.
    Open {},
    /// Staff: nobody can send the form any more. It closes by itself when the day ends.
    Close {},
    /// Once for each person; it can be neither changed nor taken back, as nobody knows which one it was.
    Answer { form: FeedbackForm },
}

/// Any question may be left out, but not all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FeedbackForm {
    #[serde(default)]
    pub scales: BTreeMap<FeedbackScale, u8>,
    #[serde(default)]
    pub texts: BTreeMap<FeedbackText, Words>,
}

/// What is marked from 1 (lowest) up to as many steps as the scale has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackScale {
    Overall,
    Relevance,
    Facilitators,
    Involvement,
    Safety,
    Online,
    /// 1 too slow, 2 right, 3 too fast.
    Pace,
    /// 1 no, 2 unsure, 3 yes.
    Recommend,
}

impl FeedbackScale {
    pub const ALL: [Self; 8] = [
        Self::Overall,
        Self::Relevance,
        Self::Facilitators,
        Self::Involvement,
        Self::Safety,
        Self::Online,
        Self::Pace,
        Self::Recommend,
    ];

    #[must_use]
    pub const fn steps(self) -> u8 {
        match self {
            Self::Pace | Self::Recommend => 3,
            _ => 5,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackText {
    /// Why they rate the day as they do.
    Why,
    MostUseful,
    /// What they will do differently.
    Differently,
    Improve,
}

impl FeedbackText {
    pub const ALL: [Self; 4] = [
        Self::Why,
        Self::MostUseful,
        Self::Differently,
        Self::Improve,
    ];
}
