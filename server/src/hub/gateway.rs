//! The readers of one session in this process: who reads which topic, and the lines to them.
//!
//! It decides nothing. Who may read what comes from the owner; a frame is passed on as it is, shared by all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use alongside_protocol::topic::Topic;
use axum::extract::ws::Utf8Bytes;
use dashmap::DashMap;

use super::line::Line;
use crate::bus::ConnectionId;

/// All sockets of this process.
#[derive(Debug, Default)]
pub struct Lines {
    next: AtomicU64,
    lines: DashMap<ConnectionId, Line>,
}

impl Lines {
    /// Takes a new socket in and names it.
    pub fn add(&self, line: Line) -> ConnectionId {
        let id = ConnectionId(self.next.fetch_add(1, Ordering::Relaxed));
        self.lines.insert(id, line);
        id
    }

    pub fn remove(&self, connection: ConnectionId) {
        self.lines.remove(&connection);
    }

    /// Says goodbye to everybody, those who came first before the others.
    pub fn close_all(&self, code: u16) {
        let lines = self.lines.iter().map(|line| (*line.key(), line.clone()));
        let in_order: BTreeMap<ConnectionId, Line> = lines.collect();
        for line in in_order.values() {
            line.close(code);
        }
    }

    /// All sockets, in the order in which they came.
    #[must_use]
    pub fn connections(&self) -> BTreeSet<ConnectionId> {
        self.lines.iter().map(|line| *line.key()).collect()
    }

    #[must_use]
    pub fn count(&self) -> usize {
        self.lines.len()
    }

    fn get(&self, connection: ConnectionId) -> Option<Line> {
        self.lines.get(&connection).map(|line| line.clone())
    }
}

/// See the head of this file.
#[derive(Debug)]
pub struct Gateway {
    lines: Arc<Lines>,
    readers: BTreeMap<Topic, Vec<(ConnectionId, Line)>>,
    seated: BTreeMap<ConnectionId, (Line, BTreeSet<Topic>)>,
}

impl Gateway {
    #[must_use]
    pub fn new(lines: Arc<Lines>) -> Self {
        Self {
            lines,
            readers: BTreeMap::new(),
            seated: BTreeMap::new(),
        }
    }

    pub fn frame(&self, topic: Topic, frame: &Utf8Bytes) {
        for (_, line) in self.readers.get(&topic).into_iter().flatten() {
            line.send(frame.clone());
        }
    }

    /// A socket that has closed in the meantime is passed over; its owner hears of it soon.
    pub fn seat(&mut self, connection: ConnectionId, frames: Vec<Utf8Bytes>, topics: Vec<Topic>) {
        let Some(line) = self.lines.get(connection) else {
            return;
        };
        line.send_whole(frames);
        for topic in &topics {
            self.readers
                .entry(*topic)
                .or_default()
                .push((connection, line.clone()));
        }
        self.seated
            .insert(connection, (line, topics.into_iter().collect()));
    }

    pub fn shut(&mut self, connections: &[ConnectionId], topics: &[(Topic, Utf8Bytes)]) {
        for connection in connections {
            let Some((line, reads)) = self.seated.get_mut(connection) else {
                continue;
            };
            for (topic, frame) in topics {
                reads.remove(topic);
                forget(&mut self.readers, *topic, *connection);
                line.send(frame.clone());
            }
        }
    }

    /// The frames are what these topics show at present.
    pub fn open(&mut self, connections: &[ConnectionId], frames: &[Utf8Bytes], topics: &[Topic]) {
        for connection in connections {
            let Some((line, reads)) = self.seated.get_mut(connection) else {
                continue;
            };
            line.send_whole(frames.to_vec());
            for topic in topics {
                if reads.insert(*topic) {
                    let readers = self.readers.entry(*topic).or_default();
                    readers.push((*connection, line.clone()));
                }
            }
        }
    }

    pub fn answer(&self, connection: ConnectionId, frame: Utf8Bytes) {
        if let Some((line, _)) = self.seated.get(&connection) {
            line.answer(frame);
        }
    }

    /// One frame to each of these.
    pub fn say(&self, connections: &[ConnectionId], frame: &Utf8Bytes) {
        for connection in connections {
            if let Some((line, _)) = self.seated.get(connection) {
                line.send(frame.clone());
            }
        }
    }

    /// Nothing more reaches these, not even what follows at once.
    pub fn bye(&mut self, connections: &[ConnectionId], code: u16) {
        for connection in connections {
            if let Some(line) = self.lines.get(*connection) {
                line.close(code);
            }
            self.gone(*connection);
        }
    }

    pub fn gone(&mut self, connection: ConnectionId) {
        let Some((_, topics)) = self.seated.remove(&connection) else {
            return;
        };
        for topic in topics {
            forget(&mut self.readers, topic, connection);
        }
    }
}

fn forget(
    readers: &mut BTreeMap<Topic, Vec<(ConnectionId, Line)>>,
    topic: Topic,
    connection: ConnectionId,
) {
    if let Some(lines) = readers.get_mut(&topic) {
        lines.retain(|(reader, _)| *reader != connection);
        if lines.is_empty() {
            readers.remove(&topic);
        }
    }
}
