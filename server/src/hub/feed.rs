//! Topics as numbered frames: each has its own 1, 2, 3 ... (TOPIC2) and keeps its last frames for those who
//! come back (HELLO4). A new owner begins a new epoch, so old numbers mean nothing to it (HELLO5).

use std::collections::{BTreeMap, VecDeque};

use alongside_domain::views::Step;
use alongside_protocol::{
    frames::FromServer,
    ids::{At, Epoch},
    topic::Topic,
};
use axum::extract::ws::Utf8Bytes;

use crate::limits;

/// The numbered frames of all topics of a session.
#[derive(Debug)]
pub struct Feed {
    pub epoch: Epoch,
    topics: BTreeMap<Topic, Tail>,
}

#[derive(Debug, Default)]
struct Tail {
    /// The number of the last frame.
    n: u64,
    frames: VecDeque<Utf8Bytes>,
    bytes: usize,
}

impl Feed {
    #[must_use]
    pub const fn new(epoch: Epoch) -> Self {
        Self {
            epoch,
            topics: BTreeMap::new(),
        }
    }

    /// Numbers a step and encodes it, once for all its readers.
    pub fn step(&mut self, topic: Topic, at: At, step: Step) -> Utf8Bytes {
        let tail = self.topics.entry(topic).or_default();
        tail.n += 1;
        let frame = encode(&FromServer::Update {
            topic,
            n: tail.n,
            at,
            set: step.set,
            gone: step.gone,
        });
        tail.push(frame.clone());
        frame
    }

    /// The last number of a topic; 0 when nothing has changed since the owner began.
    #[must_use]
    pub fn n(&self, topic: Topic) -> u64 {
        self.topics.get(&topic).map_or(0, |tail| tail.n)
    }

    /// All frames after number `seen`, or nothing when they are not all here any more or never were.
    #[must_use]
    pub fn after(&self, topic: Topic, seen: i64) -> Option<Vec<Utf8Bytes>> {
        let seen = u64::try_from(seen).ok()?;
        let missed = usize::try_from(self.n(topic).checked_sub(seen)?).ok()?;
        let Some(tail) = self.topics.get(&topic) else {
            return Some(Vec::new());
        };
        let known = tail.frames.len().checked_sub(missed)?;
        Some(tail.frames.iter().skip(known).cloned().collect())
    }
}

impl Tail {
    fn push(&mut self, frame: Utf8Bytes) {
        self.bytes += frame.len();
        self.frames.push_back(frame);
        while self.frames.len() > limits::TAIL_FRAMES || self.bytes > limits::TAIL_BYTES {
            let Some(oldest) = self.frames.pop_front() else {
                break;
            };
            self.bytes -= oldest.len();
        }
    }
}

/// One frame as it goes over the wire.
#[must_use]
pub fn encode(frame: &FromServer) -> Utf8Bytes {
    match serde_json::to_string(frame) {
        Ok(text) => Utf8Bytes::from(text),
        Err(error) => {
            // Our own types always encode. An empty frame makes the browser come back for a snapshot.
            tracing::error!(%error, "a frame could not be encoded");
            Utf8Bytes::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn feed(steps: usize) -> Feed {
        let mut feed = Feed::new(Epoch(Uuid::nil()));
        for _ in 0..steps {
            feed.step(Topic::Group, At(0), Step::default());
        }
        feed
    }

    #[test]
    fn whoever_comes_back_gets_exactly_what_they_missed() {
        let feed = feed(5);
        let missed = feed.after(Topic::Group, 3).unwrap();
        let numbers: Vec<_> = missed.iter().map(|frame| frame.as_str()).collect();
        assert_eq!(numbers.len(), 2);
        assert!(numbers[0].contains("\"n\":4") && numbers[1].contains("\"n\":5"));
        assert_eq!(feed.after(Topic::Group, 5), Some(Vec::new()));
        assert_eq!(feed.after(Topic::Staff, 0), Some(Vec::new()));
    }

    #[test]
    fn hello5_numbers_that_cannot_be_are_no_tail() {
        let feed = feed(5);
        for seen in [-1, i64::MIN, 6, i64::MAX] {
            assert_eq!(feed.after(Topic::Group, seen), None, "{seen}");
        }
    }

    #[test]
    fn hello5_a_tail_that_is_no_longer_whole_is_no_tail() {
        let feed = feed(limits::TAIL_FRAMES + 10);
        assert_eq!(feed.after(Topic::Group, 9), None);
        assert_eq!(
            feed.after(Topic::Group, 10).unwrap().len(),
            limits::TAIL_FRAMES
        );
    }
}
