//! Who is connected with which sockets, and what each may read at present.
//!
//! What a person may read is remembered with the number from which on they may: a tail that begins before that
//! is not theirs, even if they may read the topic now.

use std::collections::{BTreeMap, BTreeSet};

use alongside_protocol::{ids::PersonId, topic::Topic};

use super::feed::Feed;
use crate::{bus::ConnectionId, limits};

/// Everybody who has been connected since the owner began.
#[derive(Debug, Default)]
pub struct Seats {
    seats: BTreeMap<PersonId, Seat>,
}

#[derive(Debug, Default)]
struct Seat {
    /// The oldest first.
    connections: Vec<ConnectionId>,
    /// Each topic, and the number it was at when the person began to read it.
    readable: BTreeMap<Topic, u64>,
}

/// How the topics of one person have changed.
#[derive(Debug, PartialEq, Eq)]
pub struct Changed {
    pub connections: Vec<ConnectionId>,
    pub closed: Vec<Topic>,
    pub opened: Vec<Topic>,
    /// They may read nothing at all any more.
    pub out: bool,
}

impl Seats {
    #[must_use]
    pub fn is_connected(&self, person: PersonId) -> bool {
        self.seats
            .get(&person)
            .is_some_and(|seat| !seat.connections.is_empty())
    }

    #[must_use]
    pub fn nobody(&self) -> bool {
        self.seats.values().all(|seat| seat.connections.is_empty())
    }

    /// Takes in a socket. The oldest of too many is named, and is no longer here (TRUST 2: at most three tabs).
    pub fn add(&mut self, person: PersonId, connection: ConnectionId) -> Option<ConnectionId> {
        let seat = self.seats.entry(person).or_default();
        seat.connections.push(connection);
        (seat.connections.len() > limits::TABS).then(|| seat.connections.remove(0))
    }

    /// Lets a socket go. True when it was the last of a person who was connected.
    pub fn remove(&mut self, person: PersonId, connection: ConnectionId) -> bool {
        let Some(seat) = self.seats.get_mut(&person) else {
            return false;
        };
        let before = seat.connections.len();
        seat.connections.retain(|known| *known != connection);
        before > 0 && seat.connections.is_empty()
    }

    /// Lets all sockets of a person go.
    pub fn clear(&mut self, person: PersonId) -> Vec<ConnectionId> {
        self.seats
            .get_mut(&person)
            .map(|seat| std::mem::take(&mut seat.connections))
            .unwrap_or_default()
    }

    /// Whether frames of this topic after number `seen` are all the person's to read.
    #[must_use]
    pub fn may_resume(&self, person: PersonId, topic: Topic, seen: i64) -> bool {
        self.seats
            .get(&person)
            .and_then(|seat| seat.readable.get(&topic))
            .is_some_and(|since| u64::try_from(seen).is_ok_and(|seen| seen >= *since))
    }

    /// Compares what a person may read now with what they read so far, and remembers it.
    pub fn change(
        &mut self,
        person: PersonId,
        topics: &BTreeSet<Topic>,
        feed: &Feed,
    ) -> Option<Changed> {
        let seat = self.seats.get_mut(&person)?;
        let closed: Vec<Topic> = seat
            .readable
            .keys()
            .filter(|topic| !topics.contains(topic))
            .copied()
            .collect();
        for topic in &closed {
            seat.readable.remove(topic);
        }
        let mut opened = Vec::new();
        for topic in topics {
            if !seat.readable.contains_key(topic) {
                seat.readable.insert(*topic, feed.n(*topic));
                opened.push(*topic);
            }
        }
        let changed = Changed {
            connections: seat.connections.clone(),
            out: topics.is_empty(),
            closed,
            opened,
        };
        if changed.out {
            seat.connections.clear();
        }
        (!changed.closed.is_empty() || !changed.opened.is_empty()).then_some(changed)
    }

    /// Everybody who has been here, connected or not.
    pub fn people(&self) -> Vec<PersonId> {
        self.seats.keys().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alongside_domain::views::Step;
    use alongside_protocol::ids::{At, Epoch};
    use uuid::Uuid;

    const ASHA: PersonId = PersonId(Uuid::from_u128(1));

    #[test]
    fn presence2_a_person_is_there_as_long_as_one_tab_is() {
        let mut seats = Seats::default();
        assert_eq!(seats.add(ASHA, ConnectionId(1)), None);
        assert_eq!(seats.add(ASHA, ConnectionId(2)), None);
        assert!(!seats.remove(ASHA, ConnectionId(1)));
        assert!(seats.is_connected(ASHA));
        assert!(seats.remove(ASHA, ConnectionId(2)));
        assert!(
            !seats.remove(ASHA, ConnectionId(2)),
            "a socket goes only once"
        );
    }

    #[test]
    fn a_fourth_tab_takes_the_place_of_the_first() {
        let mut seats = Seats::default();
        for tab in 1..=3 {
            assert_eq!(seats.add(ASHA, ConnectionId(tab)), None);
        }
        assert_eq!(seats.add(ASHA, ConnectionId(4)), Some(ConnectionId(1)));
    }

    #[test]
    fn what_was_said_while_somebody_could_not_read_is_no_part_of_their_tail() {
        let (mut seats, mut feed) = (Seats::default(), Feed::new(Epoch(Uuid::nil())));
        let say = |feed: &mut Feed| drop(feed.step(Topic::Staff, At(0), Step::default()));
        seats.add(ASHA, ConnectionId(1));
        seats.change(ASHA, &BTreeSet::from([Topic::Staff, Topic::Group]), &feed);
        say(&mut feed);
        assert!(seats.may_resume(ASHA, Topic::Staff, 0));

        let lost = seats.change(ASHA, &BTreeSet::from([Topic::Group]), &feed);
        assert_eq!(lost.unwrap().closed, [Topic::Staff]);
        say(&mut feed);
        let won = seats.change(ASHA, &BTreeSet::from([Topic::Staff, Topic::Group]), &feed);
        assert_eq!(won.unwrap().opened, [Topic::Staff]);
        assert!(!seats.may_resume(ASHA, Topic::Staff, 1));
        assert!(seats.may_resume(ASHA, Topic::Staff, 2));
    }
}
