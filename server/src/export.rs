//! A person's own data, and a programme's (TRUST 3): as JSON for machines and as a page to read.
//!
//! What a person wrote is found by whose it is: the pieces that are sealed with their key alone, and what was said
//! to them in their own threads. So nothing of other people's can be in it by mistake, and nothing of theirs is
//! left out.

pub mod concern;
pub mod page;
pub mod programme;

use std::collections::BTreeSet;

use alongside_domain::{
    programme::Programme,
    sealing::{Piece, Seam, Whose},
    session::Session,
};
use alongside_protocol::{
    ids::{At, PersonId, ProgrammeId, SessionId},
    people::Role,
    privacy::Class,
    refusal::Refusal,
    words::Words,
};
use serde::Serialize;
use serde_json::Value;

use crate::house::House;
use crate::keeper::Trouble;

/// Everything that is kept of one person in one programme.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnData {
    pub made_at: At,
    pub programme: Words,
    pub time_zone: String,
    pub person: PersonId,
    pub name: Words,
    pub email: Words,
    pub pronouns: Words,
    pub needs: Words,
    pub role: Role,
    pub sessions: Vec<OwnSession>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnSession {
    pub title: Words,
    pub starts_at: At,
    /// Minutes for which they were there, once the session has ended.
    pub minutes: Option<u32>,
    pub entries: Vec<OwnEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnEntry {
    pub at: At,
    pub class: Class,
    /// Which part of what was written, such as `words` or `value`.
    pub part: String,
    /// Written to them, not by them.
    pub received: bool,
    pub value: Value,
}

/// What there is of a person who is on the roster.
///
/// # Errors
/// A refusal when they are not, or a fault.
pub async fn of_person(
    house: &House,
    programme: ProgrammeId,
    person: PersonId,
) -> Result<OwnData, Trouble> {
    let now = house.clock.now();
    let begin = |known: &Programme| {
        let one = known.person(person)?;
        Some(OwnData {
            made_at: now,
            programme: known.name().clone(),
            time_zone: known.time_zone().to_owned(),
            person,
            name: one.name.clone(),
            email: one.email.clone(),
            pronouns: one.pronouns.clone(),
            needs: one.needs.clone(),
            role: one.role,
            sessions: Vec::new(),
        })
    };
    let data = house.programmes.look(programme, begin).flatten();
    let mut data = data.ok_or_else(Refusal::not_found)?;
    for session in house.sessions_of(programme) {
        let entries = entries(house, programme, session, person).await?;
        let row = |known: &Programme| {
            let known = known.session(session)?;
            let attendance = known.summary.as_ref().map(|summary| &summary.attendance);
            Some(OwnSession {
                title: known.plan.title.clone(),
                starts_at: known.plan.starts_at,
                minutes: attendance.and_then(|minutes| minutes.get(&person).copied()),
                entries,
            })
        };
        data.sessions
            .extend(house.programmes.look(programme, row).flatten());
    }
    Ok(data)
}

/// What a person wrote in a session, and what was written to them alone.
async fn entries(
    house: &House,
    programme: ProgrammeId,
    session: SessionId,
    person: PersonId,
) -> Result<Vec<OwnEntry>, Trouble> {
    let mut day = Session::default();
    let mut entries = Vec::new();
    let walk = |at, event: &mut alongside_domain::session::Event, seam: &mut Seam| {
        day.private(event, seam);
        let mut taken = Seam::take();
        let mut copy = event.clone();
        day.private(&mut copy, &mut taken);
        entries.extend(
            taken
                .pieces()
                .into_iter()
                .filter_map(|piece| own(at, piece, person)),
        );
        day.apply(at, event);
    };
    house.each_event(programme, session, walk).await?;
    Ok(entries)
}

fn own(at: At, piece: Piece, person: PersonId) -> Option<OwnEntry> {
    let own: BTreeSet<Whose> = [person.into()].into();
    let in_thread = matches!(piece.class, Class::PrivateThreads | Class::TechnicalHelp);
    let to_them = in_thread && piece.slot == "words" && piece.whose.is_superset(&own);
    let is_theirs = piece.whose == own && !matches!(piece.class, Class::Names | Class::Attendance);
    let value = piece.value.0;
    let empty = value.is_null() || value.as_str().is_some_and(str::is_empty);
    if empty || !(is_theirs || to_them) {
        return None;
    }
    Some(OwnEntry {
        at,
        class: piece.class,
        part: piece.slot,
        received: !is_theirs,
        value,
    })
}
