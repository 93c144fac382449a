//! The audit trail: who did what to whom and when, never a text.

use crate::{
    ids::{At, PersonId, ProgrammeId, SessionId, StaffId},
    privacy::Class,
    staff::Right,
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Doer {
    Staff {
        id: StaffId,
    },
    /// Somebody in a programme: a facilitator, an assistant, a trainee.
    Person {
        id: PersonId,
    },
    /// Nobody: time had come.
    Server {},
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    SignedIn,
    SignedOut,
    /// A passphrase, a code or a passkey was wrong.
    SignInFailed,
    SignedOutElsewhere,
    /// They showed once more who they are.
    SteppedUp,
    /// What was asked for once more was wrong.
    StepUpFailed,
    PassphraseChanged,
    PasskeyAdded,
    PasskeyRemoved,
    /// A passkey said what only a copy of it would say.
    PasskeyCopied,
    ProviderLinked,
    ProviderUnlinked,
    AppSetUp,
    AppRemoved,
    RecoveryCodesMade,
    RecoveryCodeUsed,
    ProgrammeMade,
    PeopleAdded,
    PersonChanged,
    /// Somebody on the roster became facilitator or tech support.
    MadeStaff,
    PersonRemoved,
    LinksIssued,
    LinkRevoked,
    /// Somebody made their own link anew.
    LinkRenewed,
    /// A code to be read out.
    CodeMade,
    CameInByCode,
    /// Too many wrong tries: the code is dead.
    CodeLocked,
    /// A second device, by the person themselves or by staff.
    DeviceLetIn,
    DeviceTurnedAway,
    SessionCancelled,
    /// The plan of all remaining breakout rounds was kept, or put away.
    RoundsKept,
    RoundsDropped,
    RetentionShortened,
    RetentionLengthened,
    ExportedPerson,
    ExportedOwnData,
    ExportedProgramme,
    ExportedAudit,
    /// The file for Zoom, with the addresses of the roster.
    ExportedAddresses,
    /// Somebody asked for an export that is not theirs.
    ExportDenied,
    ErasedPerson,
    ErasedSession,
    ErasedProgramme,
    Purged,
    Admitted,
    Declined,
    RemovedFromSession,
    ReleasedMessage,
    HidMessage,
    RemovedMessage,
    HeldChat,
    HeldPerson,
    SlowedChat,
    PausedChat,
    QuietedPerson,
    SawFlag,
    ClaimedFlag,
    NotedFlag,
    ResolvedFlag,
    PassedFlagOn,
    SetRoomWatch,
    VisitedRoom,
    /// Private things of this class stood on their screen.
    ReadPrivate,
    StaffInvited,
    InvitationRevoked,
    InvitationAccepted,
    RoleGranted,
    RoleTaken,
    AccountSuspended,
    AccountRestored,
    ErasedAccount,
    /// A safeguarding record was added to, closed, opened again or let go.
    AddedToRecord,
    ClosedRecord,
    ReopenedRecord,
    LetRecordGo,
    ExportedRecord,
}

/// One line of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    pub at: At,
    pub by: Doer,
    pub done: Done,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub programme: Option<ProgrammeId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub session: Option<SessionId>,
    /// Whom it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub class: Option<Class>,
    /// Whose account it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub staff: Option<StaffId>,
    /// What was granted or taken, or invited to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub right: Option<Right>,
}

impl AuditEntry {
    #[must_use]
    pub const fn new(at: At, by: Doer, done: Done) -> Self {
        Self {
            at,
            by,
            done,
            programme: None,
            session: None,
            person: None,
            class: None,
            staff: None,
            right: None,
        }
    }

    #[must_use]
    pub const fn in_programme(mut self, programme: ProgrammeId) -> Self {
        self.programme = Some(programme);
        self
    }

    #[must_use]
    pub const fn in_session(mut self, session: SessionId) -> Self {
        self.session = Some(session);
        self
    }

    #[must_use]
    pub const fn about(mut self, person: PersonId) -> Self {
        self.person = Some(person);
        self
    }

    #[must_use]
    pub const fn of(mut self, class: Class) -> Self {
        self.class = Some(class);
        self
    }
}

/// A line as it is shown: ids as names, as far as they are still known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditRow {
    pub entry: AuditEntry,
    /// Empty for the server.
    pub by: Words,
    pub programme: Words,
    pub session: Words,
    pub person: Words,
}

/// `POST /api/audit`: what to look for. Nothing said means everything.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuditSearch {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub programme: Option<ProgrammeId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub done: Option<Done>,
    /// A part of a name: of whoever did it or whom it concerns.
    #[serde(default)]
    pub name: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub until: Option<At>,
}

/// The newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditFound {
    pub rows: Vec<AuditRow>,
    /// There are older ones too; a narrower search shows them.
    pub more: bool,
}
