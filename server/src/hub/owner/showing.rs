//! What an owner tells its readers: steps of topics, topics that open or shut, and the answer to a hello.

use std::{collections::BTreeSet, sync::Arc};

use alongside_domain::{
    audience, limits as core_limits, programme::Out, session::Touched, views::Thing,
};
use alongside_protocol::{
    frames::{FromServer, Limits, Resume, close},
    ids::{At, PersonId},
    topic::Topic,
};
use axum::extract::ws::Utf8Bytes;

use super::Owner;
use crate::{
    bus::{Bus, ConnectionId, Note},
    hub::{feed::encode, parts, seats::Changed},
    limits,
};

impl<B: Bus> Owner<B> {
    /// Shows what has changed. Whoever loses a topic loses it before the change is shown, and whoever gains one
    /// gets its snapshot after (TOPIC4).
    pub(super) fn show(&mut self, at: At) {
        let touched = self.session.take_touched();
        let steps = self.views.show(&self.session, &touched.things);
        let frames: Vec<(Topic, Utf8Bytes)> = steps
            .into_iter()
            .map(|(topic, step)| (topic, self.feed.step(topic, at, step)))
            .collect();
        let changes = if moves_readers(&touched) {
            self.readers_moved()
        } else {
            Vec::new()
        };
        for changed in &changes {
            self.shut(changed);
        }
        for (topic, frame) in frames {
            self.desk.bus.tell(Note::Frame { topic, frame });
        }
        for changed in changes {
            self.open(changed);
        }
        if touched.audiences {
            self.shut_out(at);
        }
        if touched.things.contains(&Thing::Day) {
            self.give_back();
        }
        if touched.things.contains(&Thing::Plans) {
            self.hand_over_plans();
        }
        let of_flag = |thing: &Thing| matches!(thing, Thing::Flag(_));
        if touched.things.iter().any(of_flag) {
            self.hand_over_flags();
        }
    }

    fn readers_moved(&mut self) -> Vec<Changed> {
        let mut changes = Vec::new();
        for person in self.seats.people() {
            let topics = audience::topics(&self.session, person);
            self.note_reading(person, &topics);
            changes.extend(self.seats.change(person, &topics, &self.feed));
        }
        changes
    }

    fn shut(&mut self, changed: &Changed) {
        let connections = changed.connections.clone();
        let note = if changed.out {
            Note::Bye {
                connections,
                code: close::REMOVED,
            }
        } else {
            let closed = |topic: &Topic| (*topic, encode(&FromServer::Closed { topic: *topic }));
            Note::Shut {
                connections,
                topics: changed.closed.iter().map(closed).collect(),
            }
        };
        self.desk.bus.tell(note);
    }

    fn open(&mut self, changed: Changed) {
        if changed.opened.is_empty() || changed.connections.is_empty() {
            return;
        }
        let snapshots = changed.opened.iter().map(|topic| self.snapshot(*topic));
        self.desk.bus.tell(Note::Open {
            connections: changed.connections,
            frames: snapshots.flatten().collect(),
            topics: changed.opened,
        });
    }

    fn snapshot(&self, topic: Topic) -> Vec<Utf8Bytes> {
        parts::of_snapshot(topic, self.feed.n(topic), self.views.snapshot(topic))
    }

    /// Answers a hello: `welcome`, `closed` for what the browser had and may no longer read (TOPIC4), each topic's
    /// tail or snapshot, `live` (HELLO4).
    pub(super) fn seat(
        &mut self,
        connection: ConnectionId,
        person: PersonId,
        resume: Option<&Resume>,
    ) {
        let topics = audience::topics(&self.session, person);
        self.seats.change(person, &topics, &self.feed);
        self.note_reading(person, &topics);
        let mut frames = vec![self.welcome(person)];
        frames.extend(resume.into_iter().flat_map(|resume| lost(resume, &topics)));
        let resume = resume.filter(|resume| resume.epoch == self.feed.epoch);
        for topic in &topics {
            match self.tail(person, *topic, resume) {
                Some(tail) => frames.extend(tail),
                None => frames.extend(self.snapshot(*topic)),
            }
        }
        frames.push(encode(&FromServer::Live {}));
        self.desk.bus.tell(Note::Seat {
            connection,
            frames,
            topics: topics.into_iter().collect(),
        });
    }

    fn tail(
        &self,
        person: PersonId,
        topic: Topic,
        resume: Option<&Resume>,
    ) -> Option<Vec<Utf8Bytes>> {
        let seen = *resume?.topics.get(&topic.to_string())?;
        if u64::try_from(seen).is_ok_and(|seen| seen > self.feed.n(topic)) {
            tracing::error!(session = %self.desk.id, "a browser has seen frames that were never sent");
        }
        if !self.seats.may_resume(person, topic, seen) {
            return None;
        }
        self.feed.after(topic, seen)
    }

    fn welcome(&self, me: PersonId) -> Utf8Bytes {
        encode(&FromServer::Welcome {
            session: self.desk.id,
            me,
            epoch: self.feed.epoch,
            now: self.moment(),
            beat_seconds: limits::BEAT_SECONDS,
            limits: Limits {
                message_letters: letters(core_limits::MESSAGE_LETTERS),
                note_letters: letters(core_limits::NOTE_LETTERS),
                name_letters: letters(core_limits::NAME_LETTERS),
                unanswered: letters(limits::UNANSWERED),
                frame_bytes: letters(limits::COMMAND_BYTES),
            },
        })
    }

    /// Plans of rooms that were saved here are for the whole programme (ROOM12). They too are said again at each start.
    pub(super) fn hand_over_plans(&self) {
        if let Some((saved, forgotten)) = self.session.rooms.for_programme() {
            let id = self.desk.id;
            self.desk.schedule.keep_plans(id, saved, forgotten);
        }
    }

    /// Flags that were passed on, and what is noted on them, reach the programme (SAFE1). They too are said again.
    pub(super) fn hand_over_flags(&self) {
        let handed = self.session.passed_on();
        if !handed.is_empty() {
            self.desk.schedule.hand_over(self.desk.id, handed);
        }
    }

    /// Whoever has been removed since then is out of the whole programme, and whoever knocked and has gone leaves
    /// nothing behind. It is said again at each start.
    pub(super) fn shut_out(&self, since: At) {
        let Some(hub) = self.desk.hub.upgrade() else {
            return;
        };
        let people = &self.session.people;
        for member in people.ids().filter_map(|id| people.known(id)) {
            if let Some(at) = member.shut_out_at.filter(|at| *at >= since) {
                let (schedule, hub) = (&self.desk.schedule, Arc::clone(&hub));
                let out = Out {
                    person: member.id,
                    at,
                    may_return: member.lapsed,
                };
                schedule.shut_out(hub, self.desk.id, out);
            }
        }
    }

    /// A session that is over gives back what its programme should remember (END2). It is said again at each
    /// start, as the programme may not have heard it the first time.
    pub(super) fn give_back(&self) {
        self.desk.phase.send_replace(self.session.phase());
        if let Some(summary) = self.session.summary() {
            self.desk.schedule.remember(summary);
        }
    }
}

/// What a browser still shows and may no longer read is closed, whether or not there ever was such a topic (TOPIC4).
fn lost(resume: &Resume, topics: &BTreeSet<Topic>) -> Vec<Utf8Bytes> {
    let shown = resume.topics.keys().filter_map(|topic| topic.parse().ok());
    shown
        .filter(|topic| !topics.contains(topic))
        .map(|topic| encode(&FromServer::Closed { topic }))
        .collect()
}

/// Whether somebody may now read other topics than before.
fn moves_readers(touched: &Touched) -> bool {
    touched.audiences
        || touched
            .things
            .iter()
            .any(|thing| matches!(thing, Thing::Day | Thing::Breakout | Thing::Room(_)))
}

fn letters(limit: usize) -> u32 {
    u32::try_from(limit).unwrap_or(u32::MAX)
}
