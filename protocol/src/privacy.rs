//! What is kept about people, in the classes of the retention table: who reads it, and how long it lives (TRUST 3).

use crate::{
    ids::{At, PersonId, SessionId},
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A class of what is kept. What people wrote in it is sealed with a key of its own, so that it can go by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// How people take part, hands, moves, and sentences about them.
    Presence,
    /// The main chat, notices to everybody, prompts, share-backs, and the talk of staff.
    MainChat,
    /// Rooms and buddies.
    RoomChat,
    /// What people say to facilitators alone, and the answers.
    PrivateThreads,
    SharedCheckIns,
    PrivateCheckIns,
    /// Technical flags and technical help.
    TechnicalHelp,
    /// Wellbeing flags, their notes, and follow-ups.
    CareFlags,
    /// What feedback without names says, laid together.
    Feedback,
    /// Feedback as it was sent, until it is laid together.
    FeedbackForms,
    /// Names, e-mail addresses, pronouns and needs.
    Names,
    /// What organisers write: titles, agendas, call links.
    Plans,
    /// Buddies, and who has met whom.
    Company,
    /// Who was there for how long.
    Attendance,
    /// Personal links, of which only hashes are kept.
    Links,
    /// Safeguarding records: flags that were passed on, and what the lead wrote about them.
    Safeguarding,
}

/// How long a class lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Life {
    pub since: Since,
    pub days: u32,
}

/// From when on the days of a class are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Since {
    SessionEnd,
    /// The start of the next session; 30 days after the end of this one at the latest.
    NextSession,
    /// The end of the programme's last session.
    ProgrammeEnd,
}

impl Class {
    pub const ALL: [Self; 16] = [
        Self::Presence,
        Self::MainChat,
        Self::RoomChat,
        Self::PrivateThreads,
        Self::SharedCheckIns,
        Self::PrivateCheckIns,
        Self::TechnicalHelp,
        Self::CareFlags,
        Self::Feedback,
        Self::FeedbackForms,
        Self::Names,
        Self::Plans,
        Self::Company,
        Self::Attendance,
        Self::Links,
        Self::Safeguarding,
    ];

    /// Whether each session has its own; otherwise the programme has one.
    #[must_use]
    pub const fn is_of_a_session(self) -> bool {
        !matches!(
            self,
            Self::Names
                | Self::Plans
                | Self::Company
                | Self::Attendance
                | Self::Links
                | Self::Safeguarding
        )
    }

    /// As it is written.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Presence => "presence",
            Self::MainChat => "main_chat",
            Self::RoomChat => "room_chat",
            Self::PrivateThreads => "private_threads",
            Self::SharedCheckIns => "shared_check_ins",
            Self::PrivateCheckIns => "private_check_ins",
            Self::TechnicalHelp => "technical_help",
            Self::CareFlags => "care_flags",
            Self::Feedback => "feedback",
            Self::FeedbackForms => "feedback_forms",
            Self::Names => "names",
            Self::Plans => "plans",
            Self::Company => "company",
            Self::Attendance => "attendance",
            Self::Links => "links",
            Self::Safeguarding => "safeguarding",
        }
    }
}

/// `GET /api/programmes/ID/retention`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RetentionView {
    pub rows: Vec<RetentionRow>,
    /// Nothing is there that should have gone.
    pub nothing_overdue: bool,
    /// When the programme's last session was over, once it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ended_at: Option<At>,
}

/// One class, and what is kept of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RetentionRow {
    pub class: Class,
    pub since: Since,
    pub days: u32,
    /// What it would be, had nobody chosen otherwise.
    pub usual_days: u32,
    /// Why it was made longer, as whoever did it wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<Words>,
    pub kept: Vec<KeptUntil>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub purged_at: Option<At>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeptUntil {
    /// Nothing for what the programme has once for all sessions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub session: Option<SessionId>,
    /// Nothing while the session or the programme is not over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub until: Option<At>,
    /// Flags that were passed on, and safeguarding records, are kept until somebody decides.
    pub held: bool,
}

/// `GET /api/programmes/ID/others`: somebody who is not on the roster and of whom something is kept. They can have
/// their data taken along, or be erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OtherPerson {
    pub id: PersonId,
    pub name: Words,
    /// When they were taken off the roster; nothing for a guest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub removed_at: Option<At>,
    /// When a guest knocked last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub knocked_at: Option<At>,
    /// Where they were, or knocked.
    pub sessions: Vec<SessionId>,
}

/// `POST /api/programmes/ID/erase`, by somebody who has just shown once more who they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Erase {
    pub what: EraseWhat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum EraseWhat {
    Person { person: PersonId },
    Session { session: SessionId },
    Programme {},
}

/// `POST /api/programmes/ID/export`, by somebody who has just shown once more who they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Export {
    pub what: ExportWhat,
    pub form: ExportForm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum ExportWhat {
    Person { person: PersonId },
    Programme {},
}

/// `POST /api/door/my-data`: for somebody who has come in by their link, or as a guest. `GET` tells whether there is such
/// a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MyData {
    pub form: ExportForm,
}

/// For machines, to read, or for a spreadsheet (the programme alone).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportForm {
    Json,
    Page,
    Table,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_written_as_its_code() {
        for class in Class::ALL {
            let written = serde_json::to_value(class).unwrap_or_default();
            assert_eq!(written.as_str(), Some(class.code()));
        }
    }
}
