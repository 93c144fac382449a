//! What the day shows to the group and to staff.

use super::Place;
use crate::session::{Facts, Session};
use alongside_protocol::{
    entry::{AgendaEntry, Entry, SessionEntry, SettingsEntry},
    people::Role,
    topic::Topic,
    words::Words,
};

pub fn day(session: &Session) -> Vec<(Place, Entry)> {
    let Some(facts) = &session.day.facts else {
        return Vec::new();
    };
    let entry = entry(session, facts);
    // A guest sees that somebody will let them in: no title, no call link, no agenda (TRUST 2, Lobby).
    let outside = Entry::Session(SessionEntry {
        title: Words::default(),
        programme: Words::default(),
        call_link: None,
        ..entry.clone()
    });
    let guests = session
        .people
        .everybody()
        .filter(|member| member.role == Role::Guest);
    let mut entries: Vec<_> = guests
        .map(|guest| {
            (
                (Topic::Person(guest.id), "session".to_owned()),
                outside.clone(),
            )
        })
        .collect();
    entries.push(((Topic::Group, "session".to_owned()), Entry::Session(entry)));
    entries
}

fn entry(session: &Session, facts: &Facts) -> SessionEntry {
    let day = &session.day;
    SessionEntry {
        id: facts.session,
        title: facts.title.clone(),
        programme: facts.programme.clone(),
        time_zone: facts.time_zone.clone(),
        phase: day.phase,
        opens_at: facts.opens_at(),
        starts_at: facts.starts_at,
        started_at: day.started_at,
        ended_at: day.ended_at,
        call_link: day.call_link.clone(),
        rehearsal: facts.rehearsal,
        kept: (!facts.kept.is_empty()).then(|| facts.kept.clone()),
    }
}

pub fn agenda(session: &Session) -> Vec<(Place, Entry)> {
    let day = &session.day;
    let entry = AgendaEntry {
        items: day.agenda().to_vec(),
        current: day.current,
        current_ends_at: day.current_ends_at,
    };
    vec![((Topic::Group, "agenda".to_owned()), Entry::Agenda(entry))]
}

pub fn settings(session: &Session) -> Vec<(Place, Entry)> {
    let settings = &session.day.settings;
    let entry = SettingsEntry {
        grace_seconds: settings.grace_seconds,
        notice_seconds: settings.notice_seconds,
        move_policy: settings.move_policy,
        hand_order: settings.hand_order,
        lobby_chat: settings.lobby_chat,
    };
    vec![(
        (Topic::Staff, "settings".to_owned()),
        Entry::Settings(entry),
    )]
}
