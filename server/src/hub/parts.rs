//! Snapshots in parts (TOPIC6): a weak line carries one large frame too slowly for either side to tell it from a dead
//! line, so that whoever has one would come back for the same frame for ever.

use std::collections::BTreeMap;
use std::io;

use alongside_protocol::{
    entry::Entry,
    frames::{FromServer, Key},
    topic::Topic,
};
use axum::extract::ws::Utf8Bytes;

use super::feed::encode;
use crate::limits;

/// All that a topic shows at number `n`, as the frames that say so.
#[must_use]
pub fn of_snapshot(topic: Topic, n: u64, entries: BTreeMap<Key, Entry>) -> Vec<Utf8Bytes> {
    let part = |entries, more| {
        encode(&FromServer::Snapshot {
            topic,
            n,
            entries,
            more,
        })
    };
    let mut frames = Vec::new();
    let (mut next, mut bytes) = (BTreeMap::new(), 0);
    for (key, entry) in entries {
        let more = encoded_bytes(&key, &entry);
        if bytes + more > limits::PART_BYTES && !next.is_empty() {
            frames.push(part(std::mem::take(&mut next), true));
            bytes = 0;
        }
        next.insert(key, entry);
        bytes += more;
    }
    frames.push(part(next, false));
    frames
}

/// With the signs around and between them.
fn encoded_bytes(key: &str, entry: &Entry) -> usize {
    let mut count = Count(0);
    // Nothing can fail: what is written is only counted.
    let _ = serde_json::to_writer(&mut count, entry);
    count.0 + key.len() + "\"\":,".len()
}

struct Count(usize);

impl io::Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alongside_protocol::{
        entry::{NoticeEntry, NoticeKind},
        ids::{At, NoticeId},
        words::Words,
    };
    use proptest::prelude::*;
    use uuid::Uuid;

    fn notices(letters: &[usize]) -> BTreeMap<Key, Entry> {
        let notice = |(number, letters): (usize, &usize)| {
            let notice = NoticeEntry {
                id: NoticeId(Uuid::from_u128(number as u128)),
                kind: NoticeKind::Broadcast,
                at: At(0),
                by: None,
                words: Words::new("\"".repeat(*letters)),
                rooms: Vec::new(),
            };
            (format!("notice/{number:05}"), Entry::Notice(notice))
        };
        letters.iter().enumerate().map(notice).collect()
    }

    /// The entries of each part, and whether others follow.
    fn read(frames: &[Utf8Bytes]) -> Vec<(BTreeMap<Key, Entry>, bool)> {
        let part = |frame: &Utf8Bytes| match serde_json::from_str(frame).unwrap() {
            FromServer::Snapshot {
                topic: Topic::Group,
                n: 7,
                entries,
                more,
            } => (entries, more),
            other => panic!("no part of this snapshot: {other:?}"),
        };
        frames.iter().map(part).collect()
    }

    #[test]
    fn topic6_a_small_snapshot_is_one_frame_that_names_no_others() {
        for entries in [notices(&[]), notices(&[10, 20])] {
            let frames = of_snapshot(Topic::Group, 7, entries.clone());
            assert_eq!(read(&frames), [(entries, false)]);
            assert!(!frames[0].contains("more"));
        }
    }

    #[test]
    fn topic6_an_entry_that_is_larger_than_a_part_is_a_part_of_its_own() {
        let frames = of_snapshot(Topic::Group, 7, notices(&[10, limits::PART_BYTES, 10]));
        let sizes = read(&frames).into_iter();
        let sizes: Vec<_> = sizes.map(|(entries, more)| (entries.len(), more)).collect();
        assert_eq!(sizes, [(1, true), (1, true), (1, false)]);
    }

    proptest! {
        // Encoding a million letters takes a moment in a debug build.
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn topic6_the_parts_together_are_the_snapshot_and_none_is_large(
            letters in proptest::collection::vec(0_usize..12_000, 0..40),
        ) {
            let entries = notices(&letters);
            let frames = of_snapshot(Topic::Group, 7, entries.clone());
            let around = "{'t':'snapshot','topic':'group','n':7,'entries':{},'more':true}".len();
            let parts = read(&frames);
            for (frame, (entries, _)) in frames.iter().zip(&parts) {
                let fits = frame.len() <= limits::PART_BYTES + around;
                prop_assert!(fits || entries.len() == 1, "{} bytes", frame.len());
            }
            let more: Vec<bool> = parts.iter().map(|(_, more)| *more).collect();
            let last = more.iter().position(|more| !more);
            prop_assert_eq!(last, Some(more.len() - 1));
            let keys = parts.iter().flat_map(|(entries, _)| entries.keys());
            prop_assert!(keys.eq(entries.keys()), "each key once, in order");
            let all: BTreeMap<_, _> = parts.into_iter().flat_map(|(entries, _)| entries).collect();
            prop_assert_eq!(all, entries);
        }
    }
}
