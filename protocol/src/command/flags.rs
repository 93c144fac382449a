//! Raising a flag, and looking after it (R25).

use crate::{
    ids::{FlagId, MessageId, PersonId},
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
pub enum FlagCommand {
    Raise {
        kind: FlagKind,
        /// Whom one is worried about, if one wishes to say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        about: Option<PersonId>,
        /// The message meant, with `message`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        message: Option<MessageId>,
        #[serde(default)]
        words: Words,
    },
    Withdraw {
        flag: FlagId,
    },
    /// Staff have it before their eyes: the raiser sees "seen by".
    See {
        flag: FlagId,
    },
    /// One person takes it; another may take it over.
    Claim {
        flag: FlagId,
    },
    Note {
        flag: FlagId,
        words: Words,
    },
    Resolve {
        flag: FlagId,
        words: Words,
    },
    /// To the safeguarding lead.
    PassOn {
        flag: FlagId,
        words: Words,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FlagKind {
    NeedSupport,
    WorriedAboutSomeone,
    ThisMessage,
    /// The only kind that the tech-support assistant sees.
    Technical,
    TooMuch,
}

impl FlagKind {
    /// Whether the flag is about somebody's wellbeing, and so not for the assistant.
    #[must_use]
    pub const fn is_wellbeing(self) -> bool {
        !matches!(self, Self::Technical)
    }
}
