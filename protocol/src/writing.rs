//! Every place where somebody writes: who reads it there, and in which class of the retention table it is kept.
//!
//! The line that stands at every input is made from this table in the browser (READ1). It is not a second truth:
//! `server/domain/src/laws/writings.rs` writes in each of these places and looks who gets to see it, and how it is sealed.

use crate::privacy::Class;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! writings {
    ($($(#[$about:meta])* $name:ident),+ $(,)?) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        pub enum Writing {
            $($(#[$about])* $name),+
        }

        impl Writing {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

writings![
    MainChat,
    RoomChat,
    /// A facilitator is visiting the room.
    VisitedRoomChat,
    /// Staff read along.
    WatchedRoomChat,
    /// Buddies, and other rooms that promise it.
    ConfidentialRoomChat,
    /// Between a person and the facilitators.
    Thread,
    /// Between a person and all staff.
    TechThread,
    StaffChat,
    SharedAnswer,
    /// Also every answer of a quiet round.
    PrivateAnswer,
    HowITakePart,
    HowITakePartPrivately,
    /// Words of a hand, to be read out.
    ReadOut,
    ShareBack,
    ConfidentialShareBack,
    HelpCall,
    CareFlag,
    TechnicalFlag,
    Pairing,
    KnockName,
    CareNote,
    TechnicalNote,
    /// What the safeguarding lead should know.
    PassedOnNote,
    FollowUp,
    /// Without a name, at the end of the day.
    Feedback,
    HideReason,
    Broadcast,
    /// Words of staff to some of the rooms.
    BroadcastToRooms,
    RoundPrompt,
    PlanPrompt,
    RoomPrompt,
    RoomName,
    SavedPlanName,
    CallLink,
    RoomCallLink,
    PersonName,
    PersonEmail,
    PersonNeeds,
    CompanionName,
    ProgrammeName,
    SessionPlan,
    RoomLinks,
    RetentionReason,
    Contacts,
    SafeguardingContact,
    ExitAddress,
    SafeguardingRecord,
];

/// Somebody who reads what was written. Whoever wrote it is not named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// Everybody admitted, staff included.
    Everybody,
    /// Those in the room.
    Room,
    /// Facilitators as long as they are in the room.
    Visitors,
    Facilitators,
    Support,
    /// The person a conversation is with, or whom it concerns.
    Person,
    Organisers,
    SafeguardingLead,
}

/// When more people may read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    RoomsClosed,
    RoomsAnnounced,
    LetIn,
}

/// Until when nobody reads it; then it bears no names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NotBefore {
    SessionEnded,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Reads {
    pub now: Vec<Reader>,
    /// From then on everybody in the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub everybody_when: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub not_before: Option<NotBefore>,
    pub class: Class,
}

impl Writing {
    /// The table. A new place does not compile without its row.
    #[must_use]
    pub fn reads(self) -> Reads {
        use Reader::{
            Everybody, Facilitators, Organisers, Person, Room, SafeguardingLead, Support, Visitors,
        };
        let (now, class): (&[Reader], Class) = match self {
            Self::MainChat | Self::RoundPrompt | Self::Broadcast => (&[Everybody], Class::MainChat),
            Self::RoomChat | Self::ConfidentialRoomChat => (&[Room], Class::RoomChat),
            Self::VisitedRoomChat => (&[Room, Visitors], Class::RoomChat),
            Self::WatchedRoomChat => (&[Room, Facilitators], Class::RoomChat),
            Self::Thread => (&[Person, Facilitators], Class::PrivateThreads),
            Self::TechThread => (&[Person, Support, Facilitators], Class::TechnicalHelp),
            Self::StaffChat => (&[Facilitators, Support], Class::MainChat),
            Self::SharedAnswer => (&[Everybody], Class::SharedCheckIns),
            Self::PrivateAnswer => (&[Facilitators], Class::PrivateCheckIns),
            Self::HowITakePart => (&[Everybody], Class::Presence),
            Self::HowITakePartPrivately | Self::ReadOut => (&[Facilitators], Class::Presence),
            Self::ShareBack => (&[Room, Facilitators, Support], Class::MainChat),
            Self::BroadcastToRooms | Self::ConfidentialShareBack => (&[Room], Class::MainChat),
            Self::HelpCall | Self::RoomPrompt | Self::RoomCallLink => {
                (&[Room, Facilitators, Support], Class::RoomChat)
            }
            Self::CareFlag | Self::Pairing | Self::CareNote | Self::FollowUp => {
                (&[Facilitators], Class::CareFlags)
            }
            Self::Feedback => (&[Facilitators], Class::Feedback),
            Self::PassedOnNote => (&[Facilitators, SafeguardingLead], Class::CareFlags),
            Self::TechnicalFlag | Self::TechnicalNote => {
                (&[Facilitators, Support], Class::TechnicalHelp)
            }
            Self::HideReason => (&[Person, Facilitators], Class::MainChat),
            Self::PlanPrompt | Self::RoomName => (&[Facilitators, Support], Class::RoomChat),
            Self::SavedPlanName => (&[Facilitators], Class::Plans),
            Self::CallLink => (&[Everybody], Class::Plans),
            Self::KnockName => (&[Facilitators, Support, Organisers], Class::Names),
            Self::PersonName | Self::CompanionName => (&[Everybody, Organisers], Class::Names),
            Self::PersonEmail | Self::PersonNeeds => (&[Facilitators, Organisers], Class::Names),
            Self::ProgrammeName | Self::SessionPlan | Self::Contacts | Self::ExitAddress => {
                (&[Everybody, Organisers], Class::Plans)
            }
            Self::RoomLinks => (&[Room, Facilitators, Support, Organisers], Class::Plans),
            Self::SafeguardingRecord => (&[SafeguardingLead], Class::Safeguarding),
            Self::RetentionReason => (&[Organisers], Class::Plans),
            Self::SafeguardingContact => (&[Facilitators, Organisers], Class::Plans),
        };
        Reads {
            now: now.to_vec(),
            everybody_when: self.everybody_when(),
            not_before: matches!(self, Self::Feedback).then_some(NotBefore::SessionEnded),
            class,
        }
    }

    const fn everybody_when(self) -> Option<Moment> {
        match self {
            Self::ShareBack | Self::ConfidentialShareBack => Some(Moment::RoomsClosed),
            Self::PlanPrompt | Self::RoomName => Some(Moment::RoomsAnnounced),
            Self::KnockName => Some(Moment::LetIn),
            _ => None,
        }
    }
}
