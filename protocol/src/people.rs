//! People and how they take part today (R2, R4, R26).

use crate::{ids::At, words::Words};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What somebody is in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Has knocked and is not admitted yet: reads nothing but their own page.
    Guest,
    Trainee,
    Facilitator,
    /// The tech-support assistant.
    Support,
}

impl Role {
    #[must_use]
    pub const fn is_staff(self) -> bool {
        matches!(self, Self::Facilitator | Self::Support)
    }
}

/// Whether a person's browser is there. Noticed by the server, never claimed by the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    NotArrived,
    Live,
    /// Silent for a moment; seat, turn and hand are held.
    Reconnecting,
    /// Gone longer than the grace period.
    Dropped,
    /// Said goodbye for the day.
    Left,
}

/// Presence without video (R26).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    #[default]
    Here,
    ChatOnly,
    NeedMoment,
    SteppedAway,
    /// On the call, but not at this page.
    CallOnly,
    /// At this page, but not on the call.
    HereOnly,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    #[default]
    Voice,
    Chat,
    /// May or may not speak today.
    Unsure,
}

/// Who may read something a person says about themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    Group,
    #[default]
    Facilitators,
}

/// "How I am taking part today" (R2). Nobody is ever asked to justify it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TakingPart {
    pub voice: Voice,
    pub camera_off: bool,
    pub dont_call_on_me: bool,
    pub shared_space: bool,
    pub captions: bool,
    pub larger_text: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub leaving_at: Option<At>,
    #[serde(default)]
    pub words: Words,
    pub audience: Audience,
}

/// What a browser found out about itself on arrival (R1). Staff see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TechCheck {
    /// Milliseconds to the server and back.
    pub round_trip_ms: u32,
    pub sound: Checked,
    pub call: Checked,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Checked {
    Works,
    DoesNotWork,
    NotTried,
}

/// Whom a name can be taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Likeness {
    /// It says what staff are called, such as "Facilitator".
    Office {},
    /// It reads like the name of this member of staff.
    Person { name: Words },
}
