//! A programme's data for its organiser: roster, attendance, who has met whom, and its part of the audit trail.
//! Nothing that was said in a session is in it.

use alongside_domain::programme::Programme;
use alongside_protocol::{
    audit::AuditEntry,
    ids::{At, PersonId, ProgrammeId, SessionId},
    programme::Met,
    refusal::Refusal,
    words::Words,
};
use serde::Serialize;
use std::collections::BTreeMap;

use crate::audit::csv;
use crate::house::House;
use crate::keeper::Trouble;
use crate::limits;

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProgrammeData {
    pub made_at: At,
    pub id: ProgrammeId,
    pub name: Words,
    pub time_zone: String,
    pub people: Vec<alongside_domain::programme::Person>,
    pub sessions: Vec<HeldSession>,
    pub buddies: Vec<Vec<PersonId>>,
    pub met: Vec<Met>,
    pub audit: Vec<AuditEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HeldSession {
    pub id: SessionId,
    pub title: Words,
    pub starts_at: At,
    pub ended_at: Option<At>,
    /// Minutes by person.
    pub attendance: BTreeMap<PersonId, u32>,
}

/// # Errors
/// A refusal when there is no such programme, or a fault of the log.
pub async fn of(house: &House, id: ProgrammeId) -> Result<ProgrammeData, Trouble> {
    let (audit, _) = house
        .audit
        .find(limits::AUDIT_EXPORT_LINES, |entry| {
            entry.programme == Some(id)
        })
        .await?;
    let made_at = house.clock.now();
    let data = |known: &Programme| ProgrammeData {
        made_at,
        id,
        name: known.name().clone(),
        time_zone: known.time_zone().to_owned(),
        people: known.people().to_vec(),
        sessions: known.sessions().iter().map(held).collect(),
        buddies: known.buddies().to_vec(),
        met: known.met(),
        audit,
    };
    let data = house.programmes.look(id, data);
    Ok(data.ok_or_else(Refusal::not_found)?)
}

fn held(session: &alongside_domain::programme::Session) -> HeldSession {
    let summary = session.summary.as_ref();
    HeldSession {
        id: session.id,
        title: session.plan.title.clone(),
        starts_at: session.plan.starts_at,
        ended_at: summary.map(|summary| summary.ended_at),
        attendance: summary
            .map(|summary| summary.attendance.clone())
            .unwrap_or_default(),
    }
}

impl ProgrammeData {
    /// The roster with everybody's minutes, one column a session.
    #[must_use]
    pub fn table(&self) -> String {
        let mut heading = vec!["Name", "E-mail", "Role", "Pronouns", "Needs"];
        heading.extend(self.sessions.iter().map(|session| session.title.text()));
        let minutes: Vec<Vec<String>> =
            self.people.iter().map(|one| self.minutes(one.id)).collect();
        let rows = self.people.iter().zip(&minutes).map(|(one, minutes)| {
            let mut row = vec![
                one.name.text(),
                one.email.text(),
                role(one.role),
                one.pronouns.text(),
                one.needs.text(),
            ];
            row.extend(minutes.iter().map(String::as_str));
            row
        });
        csv::table([heading].into_iter().chain(rows))
    }

    fn minutes(&self, person: PersonId) -> Vec<String> {
        let of = |session: &HeldSession| session.attendance.get(&person).copied();
        let minutes = self.sessions.iter().map(of);
        minutes
            .map(|minutes| {
                minutes
                    .map(|minutes| minutes.to_string())
                    .unwrap_or_default()
            })
            .collect()
    }
}

const fn role(role: alongside_protocol::people::Role) -> &'static str {
    use alongside_protocol::people::Role::{Facilitator, Guest, Support, Trainee};
    match role {
        Trainee => "trainee",
        Facilitator => "facilitator",
        Support => "support",
        Guest => "guest",
    }
}
