//! Who is connected with which sockets, and what each may read at present.
//!
//! What a person may read is remembered with the number from which on they may: a tail that begins before that
//! is not theirs, even if they may read the topic now.

use std::collections::{BTreeMap, BTreeSet};

use alongside_protocol::{
    ids::{PersonId, TabId},
    topic::Topic,
};

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
    tabs: Vec<(ConnectionId, Option<TabId>)>,
    /// Each topic, and the number it was at when the person began to read it.
    readable: BTreeMap<Topic, u64>,
}

/// Whether a socket has been taken in (TAB1).
#[derive(Debug, PartialEq, Eq)]
pub enum Added {
    Seated,
    /// The same tab came back before its last socket was known to be dead; that one is no longer here.
    InPlaceOf(ConnectionId),
    /// There are as many tabs as there may be, and they stay.
    Full,
}

impl Seat {
    fn connections(&self) -> Vec<ConnectionId> {
        self.tabs
            .iter()
            .map(|(connection, _)| *connection)
            .collect()
    }
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
            .is_some_and(|seat| !seat.tabs.is_empty())
    }

    /// Whether this socket of theirs has been taken in and is still here.
    #[must_use]
    pub fn holds(&self, person: PersonId, connection: ConnectionId) -> bool {
        self.seats.get(&person).is_some_and(|seat| {
            let mut tabs = seat.tabs.iter();
            tabs.any(|(known, _)| *known == connection)
        })
    }

    #[must_use]
    pub fn nobody(&self) -> bool {
        self.seats.values().all(|seat| seat.tabs.is_empty())
    }

    /// Everybody's sockets.
    #[must_use]
    pub fn connections(&self) -> Vec<(PersonId, Vec<ConnectionId>)> {
        let seats = self.seats.iter();
        seats
            .map(|(person, seat)| (*person, seat.connections()))
            .collect()
    }

    /// Takes in a socket, if there is room (TRUST 2: at most three tabs).
    pub fn add(&mut self, person: PersonId, connection: ConnectionId, tab: Option<TabId>) -> Added {
        let seat = self.seats.entry(person).or_default();
        let same = |(_, known): &(ConnectionId, Option<TabId>)| tab.is_some() && *known == tab;
        let last = seat.tabs.iter().position(same);
        let last = last.map(|place| seat.tabs.remove(place).0);
        if seat.tabs.len() >= limits::TABS {
            return Added::Full;
        }
        seat.tabs.push((connection, tab));
        last.map_or(Added::Seated, Added::InPlaceOf)
    }

    /// Lets a socket go. True when it was the last of a person who was connected.
    pub fn remove(&mut self, person: PersonId, connection: ConnectionId) -> bool {
        let Some(seat) = self.seats.get_mut(&person) else {
            return false;
        };
        let before = seat.tabs.len();
        seat.tabs.retain(|(known, _)| *known != connection);
        before > 0 && seat.tabs.is_empty()
    }

    /// Lets all sockets of a person go.
    pub fn clear(&mut self, person: PersonId) -> Vec<ConnectionId> {
        self.seats
            .get_mut(&person)
            .map(|seat| {
                let connections = seat.connections();
                seat.tabs.clear();
                connections
            })
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
            connections: seat.connections(),
            out: topics.is_empty(),
            closed,
            opened,
        };
        if changed.out {
            seat.tabs.clear();
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

    const fn tab(number: u128) -> Option<TabId> {
        Some(TabId(Uuid::from_u128(number)))
    }

    #[test]
    fn presence2_a_person_is_there_as_long_as_one_tab_is() {
        let mut seats = Seats::default();
        assert_eq!(seats.add(ASHA, ConnectionId(1), None), Added::Seated);
        assert_eq!(seats.add(ASHA, ConnectionId(2), None), Added::Seated);
        assert!(!seats.remove(ASHA, ConnectionId(1)));
        assert!(seats.is_connected(ASHA));
        assert!(seats.remove(ASHA, ConnectionId(2)));
        assert!(
            !seats.remove(ASHA, ConnectionId(2)),
            "a socket goes only once"
        );
    }

    #[test]
    fn tab1_there_is_no_room_for_a_fourth_tab_and_the_others_stay() {
        let mut seats = Seats::default();
        for number in 1..=3 {
            let added = seats.add(ASHA, ConnectionId(number), tab(number.into()));
            assert_eq!(added, Added::Seated);
        }
        assert_eq!(seats.add(ASHA, ConnectionId(4), tab(4)), Added::Full);
        assert!(!seats.remove(ASHA, ConnectionId(4)), "it was never here");
        assert_eq!(seats.connections()[0].1.len(), 3);
    }

    #[test]
    fn tab1_a_tab_that_comes_back_takes_its_own_place_and_no_others() {
        let mut seats = Seats::default();
        for number in 1..=3 {
            seats.add(ASHA, ConnectionId(number), tab(number.into()));
        }
        let back = seats.add(ASHA, ConnectionId(4), tab(2));
        assert_eq!(back, Added::InPlaceOf(ConnectionId(2)));
        assert_eq!(seats.add(ASHA, ConnectionId(5), None), Added::Full);
    }

    #[test]
    fn what_was_said_while_somebody_could_not_read_is_no_part_of_their_tail() {
        let (mut seats, mut feed) = (Seats::default(), Feed::new(Epoch(Uuid::nil())));
        let say = |feed: &mut Feed| drop(feed.step(Topic::Staff, At(0), Step::default()));
        seats.add(ASHA, ConnectionId(1), None);
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
