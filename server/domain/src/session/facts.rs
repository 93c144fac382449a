//! What a session starts from: facts of its programme, taken along so that a session can run by itself.

use alongside_protocol::{
    entry::AgendaItem,
    ids::{At, PersonId, SessionId},
    people::Role,
    programme::{Met, Rule},
    words::Words,
};
use serde::{Deserialize, Serialize};

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
