//! Roles of staff and invitations (R4, R47). Bodies of the HTTP calls.

use crate::{
    entry::Phase,
    ids::{At, InvitationId, ProgrammeId, SessionId, StaffId},
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What an account may do, and where: the whole house, or one programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Right {
    /// Makes programmes, and invites, grants and takes everywhere.
    Owner {},
    /// Everything about a programme but what is said in it.
    Organiser { programme: ProgrammeId },
    /// Facilitates its sessions.
    Facilitator { programme: ProgrammeId },
    /// The tech-support assistant of its sessions.
    Support { programme: ProgrammeId },
    /// Reads its safeguarding records, and nobody else does.
    SafeguardingLead { programme: ProgrammeId },
}

impl Right {
    /// `None` for the whole house.
    #[must_use]
    pub const fn programme(self) -> Option<ProgrammeId> {
        match self {
            Self::Owner {} => None,
            Self::Organiser { programme }
            | Self::Facilitator { programme }
            | Self::Support { programme }
            | Self::SafeguardingLead { programme } => Some(programme),
        }
    }
}

/// `GET /api/staff` for owners, `GET /api/programmes/ID/staff` for organisers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StaffView {
    pub people: Vec<StaffRow>,
    /// Open invitations, the newest first.
    pub invitations: Vec<InvitationRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StaffRow {
    pub id: StaffId,
    pub name: Words,
    /// For an organiser those in their programme.
    pub rights: Vec<Right>,
    pub suspended: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InvitationRow {
    pub id: InvitationId,
    pub right: Right,
    /// For whom it is meant, as the inviter wrote it.
    pub label: Words,
    pub by: Words,
    pub until: At,
}

/// `POST /api/staff/invite`: after a step-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Invite {
    pub right: Right,
    #[serde(default)]
    pub label: Words,
}

/// The link is shown this once; only its hash is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Invited {
    pub link: String,
    pub until: At,
}

/// `POST /api/staff`. Granting wants a step-up; taking away is quick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum StaffCommand {
    Grant {
        staff: StaffId,
        right: Right,
    },
    Take {
        staff: StaffId,
        right: Right,
    },
    /// The account is signed out everywhere and lets nobody in until it is restored.
    Suspend {
        staff: StaffId,
    },
    Restore {
        staff: StaffId,
    },
    Revoke {
        invitation: InvitationId,
    },
}

/// `POST /api/staff/erase`, by an owner after a step-up: an account that is suspended, or has no role (any more).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EraseAccount {
    pub staff: StaffId,
}

/// `POST /api/invite/look`: what the link offers. Looking has no effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InvitationKey {
    pub secret: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    pub right: Right,
    /// The programme's name; nothing for the house.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub programme: Option<Words>,
    pub by: Words,
    pub until: At,
    /// The account this browser is signed in with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub me: Option<Words>,
    /// What the provider is called, if a new account can be opened by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub provider: Option<String>,
}

/// `POST /api/invite/accept`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AcceptInvitation {
    pub secret: String,
    pub account: Joining,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Joining {
    /// With the account this browser is signed in with.
    Mine {},
    New {
        name: Words,
        passphrase: Words,
    },
}

/// One line of `GET /api/staff/live`: a session that is open or runs, and nothing from inside it (R47).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LiveSession {
    pub programme: ProgrammeId,
    pub programme_name: Words,
    pub session: SessionId,
    pub title: Words,
    pub starts_at: At,
    pub phase: Phase,
    /// How many of the staff are there.
    pub staff: u32,
    /// How many things wait for staff for too long or call for help, of whatever kind.
    pub alarms: u32,
}
