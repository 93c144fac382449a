//! Names of things. All are random, so that counts never show on the wire.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

id! {
    /// A member of staff with an account.
    StaffId,
    /// A browser in which a member of staff is signed in.
    BrowserId,
    PasskeyId,
    /// A person in a programme, or a guest of one session.
    PersonId,
    ProgrammeId,
    /// A training meeting (a login is a *pass*, never a session).
    SessionId,
    /// One run of the server over one session; numbering of topics starts again with it.
    Epoch,
    /// Chosen by the asker; the same command again gives the same answer.
    CommandId,
    AgendaItemId,
    RoundId,
    /// A breakout room.
    RoomId,
    /// One opening of breakout rooms.
    BreakoutId,
    MessageId,
    FlagId,
    NoticeId,
    ProposalId,
    /// A keep-apart or keep-together rule, or what goes with a shared companion.
    RuleId,
    /// An interpreter, supporter or personal assistant who comes along with somebody.
    CompanionId,
    /// A plan of rooms that staff have saved under a name.
    PlanId,
    /// An invitation of staff.
    InvitationId,
    /// A safeguarding record.
    ConcernId,
    /// A browser in which somebody wants to come in while they are live in another.
    DeviceId,
    /// One load of a page.
    TabId,
}

/// A moment in server time: milliseconds since 1970-01-01 UTC.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS,
)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct At(pub i64);

impl At {
    #[must_use]
    pub const fn plus_seconds(self, seconds: u32) -> Self {
        Self(self.0.saturating_add(seconds as i64 * 1000))
    }

    #[must_use]
    pub const fn plus_minutes(self, minutes: i32) -> Self {
        Self(self.0.saturating_add(minutes as i64 * 60_000))
    }
}
