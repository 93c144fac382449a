//! A refusal is an answer for a person: a stable code and a plain sentence. It is not a fault.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use ts_rs::TS;

/// Why something asked for was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Refusal {
    pub code: Code,
    /// What is the matter and how to mend it, in one or two sentences.
    pub sentence: Cow<'static, str>,
}

/// What kind of refusal it is; the client may act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// Not yours to do, or no such thing: the two look the same.
    NotFound,
    /// Right in itself, but not at this point of the day.
    NotNow,
    /// The words or numbers given need mending.
    Mend,
    /// Based on a state that has changed since; look again.
    Stale,
    /// Too much at once; the sentence says when to try again.
    TooFast,
    /// The same command id came with another body.
    Reused,
    /// Staff are to show once more who they are; then it can be asked again.
    StepUp,
    /// The server could not keep it; nothing was done, trying again may help.
    Fault,
}

impl Refusal {
    pub fn new(code: Code, sentence: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            sentence: sentence.into(),
        }
    }

    /// The uniform denial: what may not be seen does not exist.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(
            Code::NotFound,
            "We could not find that. It may have gone, or it may not be yours to use.",
        )
    }

    pub fn not_now(sentence: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Code::NotNow, sentence)
    }

    pub fn mend(sentence: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Code::Mend, sentence)
    }

    pub fn stale(sentence: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Code::Stale, sentence)
    }

    #[must_use]
    pub fn step_up() -> Self {
        Self::new(
            Code::StepUp,
            "Before this can be done, please show once more that it is you.",
        )
    }

    /// The disk failed in the middle: it may or may not have been kept.
    #[must_use]
    pub fn unsure() -> Self {
        Self::new(
            Code::Fault,
            "Sorry, we could not make sure that this was kept. Please look again in a moment before you try once more.",
        )
    }

    #[must_use]
    pub fn fault() -> Self {
        Self::new(
            Code::Fault,
            "Sorry, we could not keep that just now. Nothing was changed. Please try again in a moment.",
        )
    }
}
