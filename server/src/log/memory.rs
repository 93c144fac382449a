//! A log that forgets with the process: for rehearsals and tests.
//!
//! It keeps the contract of the lasting ones, except that "durable" means "until the process ends".

use std::collections::BTreeMap;
use std::future::ready;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Answer, Kind, Log, LogError, Record, Stream};

/// See the head of this file.
#[derive(Default)]
pub struct Memory {
    streams: Mutex<BTreeMap<Stream, Vec<Vec<u8>>>>,
}

impl Memory {
    pub fn new() -> Self {
        Self::default()
    }

    /// No code that holds the lock can leave a stream half-written, so a poisoned lock is usable.
    fn streams(&self) -> MutexGuard<'_, BTreeMap<Stream, Vec<Vec<u8>>>> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn append_now(
        &self,
        stream: Stream,
        expected: u64,
        bodies: Vec<Vec<u8>>,
    ) -> Result<u64, LogError> {
        let mut streams = self.streams();
        let last = streams.get(&stream).map_or(0, |kept| kept.len() as u64);
        if last != expected {
            return Err(LogError::Stale {
                stream,
                expected,
                last,
            });
        }
        let added = bodies.len() as u64;
        if added > 0 {
            streams.entry(stream).or_default().extend(bodies);
        }
        Ok(last + added)
    }

    fn read_now(&self, stream: Stream, from: u64) -> Vec<Record> {
        let streams = self.streams();
        let kept = streams.get(&stream).into_iter().flatten();
        (1..)
            .zip(kept)
            .filter(|(position, _)| *position >= from)
            .map(|(position, body)| Record {
                position,
                body: body.clone(),
            })
            .collect()
    }
}

impl Log for Memory {
    fn append(&self, stream: Stream, expected: u64, bodies: Vec<Vec<u8>>) -> Answer<'_, u64> {
        Box::pin(async move { self.append_now(stream, expected, bodies) })
    }

    fn read(&self, stream: Stream, from: u64) -> Answer<'_, Vec<Record>> {
        Box::pin(async move { Ok(self.read_now(stream, from)) })
    }

    fn list(&self, kind: Kind) -> Answer<'_, Vec<Stream>> {
        let found = self
            .streams()
            .keys()
            .copied()
            .filter(|stream| stream.kind == kind)
            .collect();
        Box::pin(ready(Ok(found)))
    }

    fn erase(&self, stream: Stream) -> Answer<'_, ()> {
        Box::pin(async move {
            self.streams().remove(&stream);
            Ok(())
        })
    }
}
