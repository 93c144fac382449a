//! What a browser knows, by the same rules as the real one: snapshots replace, updates set and take away, numbers
//! go up by one, closed topics are forgotten.

use std::collections::BTreeMap;
use std::time::Instant;

use alongside_protocol::{
    entry::Entry,
    frames::{FromServer, Outcome, Resume},
    ids::{At, CommandId, Epoch, PersonId, RoomId},
    topic::Topic,
};
use tokio_tungstenite::tungstenite::Message;

/// The server's last words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bye {
    pub code: u16,
    pub sentence: String,
    pub after_ms: Option<u32>,
}

/// See the head of this file.
#[derive(Debug, Clone, Default)]
pub struct Mirror {
    pub me: Option<PersonId>,
    pub epoch: Option<Epoch>,
    pub now: At,
    /// Everything a hello brings has come.
    pub live: bool,
    pub topics: BTreeMap<Topic, BTreeMap<String, Entry>>,
    pub numbers: BTreeMap<Topic, i64>,
    /// A snapshot whose last part has not come: its topic, its number, and its entries so far.
    coming: Option<(Topic, u64, BTreeMap<String, Entry>)>,
    pub answers: BTreeMap<CommandId, Outcome>,
    /// Every text frame of this connection, as it came.
    pub frames: Vec<String>,
    /// When each of them came.
    pub heard: Vec<Instant>,
    pub pongs: usize,
    /// How often the server asked whether this browser is there.
    pub nudges: usize,
    /// Why nothing can be kept at present.
    pub trouble: Option<String>,
    pub bye: Option<Bye>,
    /// The code of the close frame.
    pub code: Option<u16>,
    /// The socket is gone.
    pub over: bool,
}

impl Mirror {
    pub fn hear(&mut self, message: &Message) {
        match message {
            Message::Text(text) => {
                self.frames.push(text.to_string());
                self.heard.push(Instant::now());
                let frame = serde_json::from_str(text)
                    .unwrap_or_else(|error| panic!("a frame that no browser can read: {error}"));
                self.apply(frame);
            }
            Message::Ping(_) => self.nudges += 1,
            Message::Close(Some(close)) => self.code = Some(close.code.into()),
            _ => {}
        }
    }

    pub fn apply(&mut self, frame: FromServer) {
        self.breaks_no_snapshot(&frame);
        match frame {
            FromServer::Welcome { me, epoch, now, .. } => {
                self.me = Some(me);
                // Numbers of another epoch mean nothing in this one (HELLO5).
                if self.epoch.replace(epoch) != Some(epoch) {
                    self.numbers.clear();
                }
                self.now = now;
            }
            FromServer::Snapshot {
                topic,
                n,
                entries,
                more,
            } => self.takes_part((topic, n), entries, more),
            FromServer::Update {
                topic,
                n,
                set,
                gone,
                ..
            } => {
                let n = i64::try_from(n).unwrap();
                let last = self.numbers.insert(topic, n);
                assert_eq!(last, Some(n - 1), "TOPIC2: {topic} goes up by one");
                let entries = self
                    .topics
                    .get_mut(&topic)
                    .expect("an update follows a snapshot");
                for key in gone {
                    assert!(
                        entries.remove(&key).is_some(),
                        "{topic}: {key} was not there"
                    );
                }
                entries.extend(set);
            }
            FromServer::Closed { topic } => {
                self.topics.remove(&topic);
                self.numbers.remove(&topic);
            }
            FromServer::Live {} => {
                self.live = true;
                let told = &self.numbers;
                self.topics.retain(|topic, _| told.contains_key(topic));
            }
            FromServer::Answer { id, result } => {
                self.answers.insert(id, result);
            }
            FromServer::Pong { now, .. } => {
                self.now = now;
                self.pongs += 1;
            }
            FromServer::Trouble { sentence } => self.trouble = Some(sentence),
            FromServer::Bye {
                code,
                sentence,
                after_ms,
            } => {
                self.bye = Some(Bye {
                    code,
                    sentence,
                    after_ms,
                });
            }
        }
    }

    fn breaks_no_snapshot(&self, frame: &FromServer) {
        let breaks = matches!(
            frame,
            FromServer::Update { .. } | FromServer::Closed { .. } | FromServer::Live {}
        );
        assert!(
            !breaks || self.coming.is_none(),
            "TOPIC6: nothing comes between the parts of a snapshot"
        );
    }

    fn takes_part(
        &mut self,
        (topic, n): (Topic, u64),
        entries: BTreeMap<String, Entry>,
        more: bool,
    ) {
        let begun = self.coming.take();
        let (begun, of, mut all) = begun.unwrap_or((topic, n, BTreeMap::new()));
        assert_eq!(
            (begun, of),
            (topic, n),
            "TOPIC6: parts follow on one another"
        );
        for (key, entry) in entries {
            let twice = all.insert(key, entry);
            assert_eq!(twice, None, "TOPIC6: each entry stands in one part");
        }
        if more {
            self.coming = Some((topic, n, all));
        } else {
            self.topics.insert(topic, all);
            self.numbers.insert(topic, i64::try_from(n).unwrap());
        }
    }

    /// What a browser keeps when it connects anew.
    pub fn come_back(self) -> Self {
        Self {
            epoch: self.epoch,
            topics: self.topics,
            numbers: self.numbers,
            ..Self::default()
        }
    }

    pub fn resume(&self) -> Resume {
        Resume {
            epoch: self.epoch.expect("a browser that has been welcomed"),
            topics: self
                .numbers
                .iter()
                .map(|(topic, n)| (topic.to_string(), *n))
                .collect(),
        }
    }

    pub fn entry(&self, topic: Topic, key: &str) -> Option<&Entry> {
        self.topics.get(&topic)?.get(key)
    }

    /// An entry in the topic of the group.
    pub fn group(&self, key: &str) -> Option<&Entry> {
        self.entry(Topic::Group, key)
    }

    /// The breakout room somebody is in.
    pub fn room_of(&self, person: PersonId) -> Option<RoomId> {
        match self.group(&format!("person/{person}")) {
            Some(Entry::Person(person)) => person.room,
            _ => None,
        }
    }

    /// An entry in the person's own topic.
    pub fn own(&self, key: &str) -> Option<&Entry> {
        self.entry(Topic::Person(self.me?), key)
    }

    /// All entries, wherever they stand.
    pub fn entries(&self) -> impl Iterator<Item = (&Topic, &String, &Entry)> {
        self.topics.iter().flat_map(|(topic, entries)| {
            entries.iter().map(move |(key, entry)| (topic, key, entry))
        })
    }

    /// Whether any frame of this connection held these words.
    pub fn has_received(&self, words: &str) -> bool {
        self.frames.iter().any(|frame| frame.contains(words))
    }

    pub fn last_frames(&self) -> String {
        let from = self.frames.len().saturating_sub(8);
        self.frames[from..].join("\n")
    }
}
