//! What is shown of notices: in the topic of those they are for.

use super::Place;
use crate::session::{Session, notices::NoticeTo};
use alongside_protocol::{
    entry::{Entry, NoticeEntry},
    ids::NoticeId,
    topic::Topic,
};

pub fn notice(session: &Session, id: NoticeId) -> Vec<(Place, Entry)> {
    let Some((at, notice)) = session.notices.get(id) else {
        return Vec::new();
    };
    let (topics, rooms) = match &notice.to {
        NoticeTo::Everybody => (vec![Topic::Group], Vec::new()),
        NoticeTo::Rooms(rooms) => (
            rooms.iter().copied().map(Topic::Room).collect(),
            rooms.clone(),
        ),
        NoticeTo::Person(person) => (vec![Topic::Person(*person)], Vec::new()),
    };
    let entry = Entry::Notice(NoticeEntry {
        id,
        kind: notice.kind,
        at: *at,
        by: notice.by,
        words: notice.words.clone(),
        rooms,
    });
    topics
        .into_iter()
        .map(|topic| ((topic, format!("notice/{id}")), entry.clone()))
        .collect()
}
