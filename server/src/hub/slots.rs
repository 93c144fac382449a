//! When browsers come back after a planned restart: one after the other, a hundred a second (CLOSE3).
//!
//! All moments are given out at once, in the order in which the sockets were opened. Were each socket to take the next
//! one when it is woken, its moment would tell whom the server had something for just before (TOPIC5).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::{bus::ConnectionId, limits};

#[derive(Debug, Default)]
pub struct Slots {
    /// The places of all who are here when the server is asked to stop; nobody knows of a restart before.
    given: OnceLock<BTreeMap<ConnectionId, u32>>,
    /// Places given out so far.
    places: AtomicU32,
}

impl Slots {
    /// The server is about to stop, and these are connected.
    pub fn give(&self, connections: BTreeSet<ConnectionId>) {
        let places = connections.into_iter().map(|id| (id, self.next()));
        let _ = self.given.set(places.collect());
    }

    #[must_use]
    pub fn are_given(&self) -> bool {
        self.given.get().is_some()
    }

    /// When this socket's browser should come back, in milliseconds, if the server is about to stop. A socket that has
    /// come too late to be counted comes after the others.
    #[must_use]
    pub fn of(&self, connection: Option<ConnectionId>) -> Option<u32> {
        let given = self.given.get()?;
        let counted = connection.and_then(|id| given.get(&id).copied());
        let place = counted.unwrap_or_else(|| self.next());
        let place = place % limits::RESTART_SLOTS;
        Some(limits::RESTART_MS + place * limits::RESTART_SLOT_MS)
    }

    fn next(&self) -> u32 {
        self.places.fetch_add(1, Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close3_moments_follow_the_order_of_coming_and_not_of_asking() {
        let slots = Slots::default();
        assert_eq!(slots.of(Some(ConnectionId(4))), None);
        slots.give([9, 4, 7].map(ConnectionId).into());
        let moments = [7, 9, 4, 12].map(|id| slots.of(Some(ConnectionId(id))));
        assert_eq!(moments, [1_010, 1_020, 1_000, 1_030].map(Some));
        assert_eq!(slots.of(None), Some(1_040));
    }
}
