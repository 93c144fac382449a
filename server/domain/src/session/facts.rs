//! What a session starts from: facts of its programme, taken along so that a session can run by itself.

use alongside_protocol::{
    command::{PlanKind, PlannedRoom},
    entry::AgendaItem,
    ids::{At, PersonId, PlanId, SessionId},
    people::Role,
    privacy::{Class, Life},
    programme::{Companion, Met, PairingAsked, PlannedRound, RoomLink, Rule},
    safety::Safety,
    words::Words,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    pub session: SessionId,
    pub title: Words,
    pub programme: Words,
    /// IANA name.
    pub time_zone: String,
    pub starts_at: At,
    /// Minutes before the start at which the doors open.
    pub lead_minutes: u32,
    pub call_link: Option<String>,
    pub agenda: Vec<AgendaItem>,
    pub people: Vec<FactPerson>,
    /// Pairs, and one triad when odd.
    pub buddies: Vec<Vec<PersonId>>,
    /// Private to facilitators and organisers (R11).
    pub rules: Vec<Rule>,
    /// Who has been in a breakout together in earlier sessions.
    pub met: Vec<Met>,
    pub rehearsal: bool,
    /// Whose pairing is not working for them: for facilitators alone (R11).
    #[serde(default)]
    pub pairing: Vec<PairingAsked>,
    /// People whose buddies are new since the last session.
    #[serde(default)]
    pub new_buddies: Vec<PersonId>,
    /// Calls of rooms, by the name of the room (R39).
    #[serde(default)]
    pub room_links: Vec<RoomLink>,
    /// How long what is written lives.
    #[serde(default)]
    pub kept: BTreeMap<Class, Life>,
    /// Interpreters, supporters and assistants.
    #[serde(default)]
    pub companions: Vec<Companion>,
    /// Plans of rooms that were saved in sessions of this programme.
    #[serde(default)]
    pub saved: Vec<SavedPlan>,
    /// What the plan of the whole programme says for this session, round by round.
    #[serde(default)]
    pub planned: Vec<PlannedRound>,
    /// What is kept ready for a moment when nobody is there.
    #[serde(default)]
    pub safety: Safety,
    /// Whether somebody reads what is passed on to safeguarding.
    #[serde(default)]
    pub safeguarded: bool,
    /// Those who were erased: guests among them are no part of the day any more, either.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forgotten: Vec<PersonId>,
}

/// A plan of rooms under a name, to be used again for whoever is there then (ROOM12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedPlan {
    pub id: PlanId,
    pub name: Words,
    pub kind: PlanKind,
    pub prompt: Words,
    pub minutes: u32,
    pub rooms: Vec<PlannedRoom>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactPerson {
    pub id: PersonId,
    pub name: Words,
    pub pronouns: Words,
    pub role: Role,
    pub needs: Words,
}

impl Facts {
    #[must_use]
    pub fn opens_at(&self) -> At {
        self.starts_at
            .plus_minutes(-i32::try_from(self.lead_minutes).unwrap_or(0))
    }
}
