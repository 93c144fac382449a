//! What a person sees about themselves.

use super::Place;
use crate::session::{Session, feedback, people::Member};
use alongside_protocol::{
    entry::{Entry, MeEntry},
    people::Role,
    topic::Topic,
};

pub fn me(session: &Session, member: &Member) -> Vec<(Place, Entry)> {
    let id = member.id;
    let me = MeEntry {
        id,
        name: member.name.clone(),
        role: member.role,
        admitted: member.role != Role::Guest,
        lobby_chat: member.role == Role::Guest && session.day.settings.lobby_chat,
        taking_part: member.taking_part.clone(),
        opted_out: session.rounds.opted_out(id),
        buddies: session.day.buddies_of(id),
        buddies_today: session.buddies.company_of(id),
        buddies_new: session.day.has_new_buddies(id),
        pairing_asked: session.day.pairing_asked(id).is_some(),
        quiet_until: session.chat.quiet_until(id),
        held: session.chat.holds(id),
        tech_checked: member.tech_check.is_some(),
        checked_out: session.rounds.checked_out(id),
        feedback_asked: feedback::is_asked(session, id),
        feedback_given: session.feedback.given_by(id),
    };
    vec![((Topic::Person(id), "me".to_owned()), Entry::Me(me))]
}
