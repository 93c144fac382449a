//! Topics: what people may read is cut into these, and every reader of one gets the very same bytes.

use crate::ids::{PersonId, RoomId};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{fmt, str::FromStr};
use ts_rs::TS;
use uuid::Uuid;

/// Written on the wire as `group`, `room:ID`, `talk:ID:STINT` and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub enum Topic {
    /// Everybody admitted.
    Group,
    /// Facilitators and the tech-support assistant.
    Staff,
    Facilitators,
    /// What a breakout room shows to those in it, except its talk.
    Room(RoomId),
    /// The chat of one stint of a room. A stint ends whenever somebody new may read,
    /// so that a room shows from one's arrival in it and never what was said before.
    Talk(RoomId, u32),
    /// One person and the facilitators.
    Thread(PersonId),
    /// One person and all staff, for technical help.
    Tech(PersonId),
    /// One person alone.
    Person(PersonId),
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Group => f.write_str("group"),
            Self::Staff => f.write_str("staff"),
            Self::Facilitators => f.write_str("facilitators"),
            Self::Room(room) => write!(f, "room:{room}"),
            Self::Talk(room, stint) => write!(f, "talk:{room}:{stint}"),
            Self::Thread(person) => write!(f, "thread:{person}"),
            Self::Tech(person) => write!(f, "tech:{person}"),
            Self::Person(person) => write!(f, "person:{person}"),
        }
    }
}

/// The text names no topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchTopic;

impl fmt::Display for NoSuchTopic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such topic")
    }
}

impl FromStr for Topic {
    type Err = NoSuchTopic;

    fn from_str(text: &str) -> Result<Self, NoSuchTopic> {
        let id = |text: &str| Uuid::parse_str(text).map_err(|_| NoSuchTopic);
        match text.split_once(':') {
            None => match text {
                "group" => Ok(Self::Group),
                "staff" => Ok(Self::Staff),
                "facilitators" => Ok(Self::Facilitators),
                _ => Err(NoSuchTopic),
            },
            Some(("room", rest)) => Ok(Self::Room(RoomId(id(rest)?))),
            Some(("talk", rest)) => {
                let (room, stint) = rest.split_once(':').ok_or(NoSuchTopic)?;
                Ok(Self::Talk(
                    RoomId(id(room)?),
                    stint.parse().map_err(|_| NoSuchTopic)?,
                ))
            }
            Some(("thread", rest)) => Ok(Self::Thread(PersonId(id(rest)?))),
            Some(("tech", rest)) => Ok(Self::Tech(PersonId(id(rest)?))),
            Some(("person", rest)) => Ok(Self::Person(PersonId(id(rest)?))),
            Some(_) => Err(NoSuchTopic),
        }
    }
}

impl Serialize for Topic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Topic {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_reads_back_as_it_was_written() {
        let (room, person) = (RoomId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        for topic in [
            Topic::Group,
            Topic::Staff,
            Topic::Facilitators,
            Topic::Room(room),
            Topic::Talk(room, 3),
            Topic::Thread(person),
            Topic::Tech(person),
            Topic::Person(person),
        ] {
            assert_eq!(topic.to_string().parse(), Ok(topic));
        }
        assert_eq!("talk:x".parse::<Topic>(), Err(NoSuchTopic));
        assert_eq!("everything".parse::<Topic>(), Err(NoSuchTopic));
    }
}
