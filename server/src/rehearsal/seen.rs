//! What a simulated trainee's page shows: the same frames a browser gets, put into the same order.
//!
//! Everything a simulated trainee does is decided from this alone; they know nothing that a trainee would not see.

use alongside_protocol::{
    entry::{
        BreakoutEntry, BreakoutState, Entry, HandsEntry, InsideEntry, MeEntry, MessageEntry,
        MessageState, MoveEntry, MyFlagEntry, NoticeEntry, OfferEntry, PersonEntry, Phase,
        RoomEntry, RoundEntry, RoundState, SessionEntry,
    },
    frames::{FromServer, Key},
    ids::{At, PersonId},
    people::Link,
    topic::Topic,
};
use std::collections::BTreeMap;

/// The entries of all topics this person may read.
#[derive(Debug, Clone)]
pub struct Seen {
    pub me: PersonId,
    /// When this page was opened: what was said before is not answered.
    pub since: At,
    topics: BTreeMap<Topic, BTreeMap<Key, Entry>>,
    /// Of a snapshot whose last part has not come (TOPIC6).
    coming: BTreeMap<Key, Entry>,
}

/// The breakout room this person is in, while it is open.
#[derive(Debug, Clone, Copy)]
pub struct MyRoom<'a> {
    pub breakout: &'a BreakoutEntry,
    pub room: &'a RoomEntry,
    pub inside: &'a InsideEntry,
}

impl Seen {
    #[must_use]
    pub const fn new(me: PersonId, since: At) -> Self {
        Self {
            me,
            since,
            topics: BTreeMap::new(),
            coming: BTreeMap::new(),
        }
    }

    /// Takes in what the server sent; frames that show nothing change nothing.
    pub fn hear(&mut self, frame: FromServer) {
        match frame {
            FromServer::Snapshot {
                topic,
                entries,
                more,
                ..
            } => {
                self.coming.extend(entries);
                if !more {
                    self.topics.insert(topic, std::mem::take(&mut self.coming));
                }
            }
            FromServer::Update {
                topic, set, gone, ..
            } => {
                let shown = self.topics.entry(topic).or_default();
                shown.extend(set);
                for key in gone {
                    shown.remove(&key);
                }
            }
            FromServer::Closed { topic } => {
                self.topics.remove(&topic);
            }
            FromServer::Welcome { .. }
            | FromServer::Live {}
            | FromServer::Answer { .. }
            | FromServer::Pong { .. }
            | FromServer::Trouble { .. }
            | FromServer::Bye { .. } => {}
        }
    }

    fn entry(&self, topic: Topic, key: &str) -> Option<&Entry> {
        self.topics.get(&topic)?.get(key)
    }

    fn mine(&self) -> impl Iterator<Item = &Entry> {
        let own = self.topics.get(&Topic::Person(self.me));
        own.into_iter().flat_map(BTreeMap::values)
    }

    #[must_use]
    pub fn session(&self) -> Option<&SessionEntry> {
        match self.entry(Topic::Group, "session")? {
            Entry::Session(session) => Some(session),
            _ => None,
        }
    }

    #[must_use]
    pub fn phase(&self) -> Option<Phase> {
        Some(self.session()?.phase)
    }

    #[must_use]
    pub fn about_me(&self) -> Option<&MeEntry> {
        match self.entry(Topic::Person(self.me), "me")? {
            Entry::Me(me) => Some(me),
            _ => None,
        }
    }

    pub fn people(&self) -> impl Iterator<Item = &PersonEntry> {
        let group = self.topics.get(&Topic::Group);
        let entries = group.into_iter().flat_map(BTreeMap::values);
        entries.filter_map(|entry| match entry {
            Entry::Person(person) => Some(person),
            _ => None,
        })
    }

    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&PersonEntry> {
        self.people().find(|person| person.id == id)
    }

    #[must_use]
    pub fn is_staff(&self, id: PersonId) -> bool {
        self.person(id).is_some_and(|person| person.role.is_staff())
    }

    /// Whether anybody of staff is connected.
    #[must_use]
    pub fn staff_are_here(&self) -> bool {
        self.people()
            .any(|person| person.role.is_staff() && person.link == Link::Live)
    }

    /// The round people can take part in now.
    #[must_use]
    pub fn round(&self) -> Option<&RoundEntry> {
        match self.entry(Topic::Group, "round")? {
            Entry::Round(round) if round.state != RoundState::Ended => Some(round),
            _ => None,
        }
    }

    /// The room I am in, while the rooms are open.
    #[must_use]
    pub fn my_room(&self) -> Option<MyRoom<'_>> {
        let breakout = match self.entry(Topic::Group, "breakout")? {
            Entry::Breakout(breakout) => breakout,
            _ => return None,
        };
        if !matches!(breakout.state, BreakoutState::Open | BreakoutState::Closing) {
            return None;
        }
        let mut group = self.topics.get(&Topic::Group)?.values();
        let room = group.find_map(|entry| match entry {
            Entry::Room(room) if room.people.contains(&self.me) => Some(room),
            _ => None,
        })?;
        match self.entry(Topic::Room(room.id), &format!("inside/{}", room.id))? {
            Entry::Inside(inside) => Some(MyRoom {
                breakout,
                room,
                inside,
            }),
            _ => None,
        }
    }

    #[must_use]
    pub fn hands(&self) -> Option<&HandsEntry> {
        match self.entry(Topic::Group, "hands")? {
            Entry::Hands(hands) => Some(hands),
            _ => None,
        }
    }

    /// A move that is announced to me.
    #[must_use]
    pub fn my_move(&self) -> Option<&MoveEntry> {
        self.mine().find_map(|entry| match entry {
            Entry::Move(planned) => Some(planned),
            _ => None,
        })
    }

    /// "Would you like to go back to your room?"
    #[must_use]
    pub fn offer(&self) -> Option<&OfferEntry> {
        self.mine().find_map(|entry| match entry {
            Entry::Offer(offer) => Some(offer),
            _ => None,
        })
    }

    pub fn my_flags(&self) -> impl Iterator<Item = &MyFlagEntry> {
        self.mine().filter_map(|entry| match entry {
            Entry::MyFlag(flag) => Some(flag),
            _ => None,
        })
    }

    /// Words from staff to the room I am in.
    pub fn notices(&self, topic: Topic) -> impl Iterator<Item = &NoticeEntry> {
        let shown = self.topics.get(&topic);
        let entries = shown.into_iter().flat_map(BTreeMap::values);
        entries.filter_map(|entry| match entry {
            Entry::Notice(notice) => Some(notice),
            _ => None,
        })
    }

    /// The messages of a topic that can be read, the oldest first.
    #[must_use]
    pub fn messages(&self, topic: Topic) -> Vec<&MessageEntry> {
        let shown = self.topics.get(&topic);
        let entries = shown.into_iter().flat_map(BTreeMap::values);
        let mut messages: Vec<_> = entries
            .filter_map(|entry| match entry {
                Entry::Message(message) if message.state == MessageState::Shown => Some(message),
                _ => None,
            })
            .collect();
        messages.sort_unstable_by_key(|message| (message.at, message.id));
        messages
    }

    /// Whether trainees may write in the main chat at present.
    #[must_use]
    pub fn main_chat_is_paused(&self) -> bool {
        matches!(
            self.entry(Topic::Group, "chat_rules"),
            Some(Entry::ChatRules(rules)) if rules.paused
        )
    }
}
