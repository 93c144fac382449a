//! Tickets: what a browser shows in its first frame (HELLO2).
//!
//! A ticket is 256 random bits for one person in one session, good for one hello within 30 seconds.
//! It says who it is; what they may do is decided afresh at the hello.

use alongside_domain::aggregate::Fingerprint;
use alongside_protocol::ids::{At, BrowserId, PersonId, SessionId, StaffId};
use dashmap::{DashMap, Entry};

use crate::{clock::Clock, limits};

/// Who comes with a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearer {
    pub person: PersonId,
    pub session: SessionId,
    pub by: By,
}

/// What somebody comes by. What is opened with it ends with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Account(SignIn),
    /// Of a link, a code or a knock.
    Pass(Fingerprint),
}

impl By {
    #[must_use]
    pub const fn pass(self) -> Option<Fingerprint> {
        match self {
            Self::Pass(key) => Some(key),
            Self::Account(_) => None,
        }
    }

    #[must_use]
    pub const fn account(self) -> Option<SignIn> {
        match self {
            Self::Account(by) => Some(by),
            Self::Pass(_) => None,
        }
    }
}

/// A browser in which somebody is signed in to their account: what is opened with it ends with it (SIGN7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignIn {
    pub staff: StaffId,
    pub browser: BrowserId,
}

/// The tickets that have not been used yet.
#[derive(Debug, Default)]
pub struct Tickets {
    unused: DashMap<[u8; 32], (Bearer, At)>,
}

impl Tickets {
    /// A new ticket, or nothing when too many are waiting to be used.
    #[must_use]
    pub fn issue(&self, clock: &Clock, bearer: Bearer) -> Option<String> {
        let now = clock.now();
        if self.unused.len() >= limits::TICKETS {
            self.unused.retain(|_, (_, until)| *until > now);
        }
        if self.unused.len() >= limits::TICKETS {
            return None;
        }
        let secret = clock.secret();
        let until = now.plus_seconds(limits::TICKET_LIFE_SECONDS);
        self.unused.insert(secret, (bearer, until));
        Some(secret.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Takes back what this person has not used yet: the pass it was issued for has ended (DOOR3).
    pub fn take_back(&self, person: PersonId) {
        self.unused.retain(|_, (bearer, _)| bearer.person != person);
    }

    /// Uses a ticket up. Of two who come with the same one, exactly one gets in.
    #[must_use]
    pub fn redeem(&self, clock: &Clock, ticket: &str) -> Option<Bearer> {
        let Entry::Occupied(found) = self.unused.entry(read(ticket)?) else {
            return None;
        };
        let (bearer, until) = found.remove();
        (until > clock.now()).then_some(bearer)
    }
}

fn read(ticket: &str) -> Option<[u8; 32]> {
    let mut secret = [0; 32];
    if ticket.len() != 64 || !ticket.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (place, byte) in secret.iter_mut().enumerate() {
        *byte = u8::from_str_radix(ticket.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(secret)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use uuid::Uuid;

    fn asha() -> Bearer {
        Bearer {
            person: PersonId(Uuid::from_u128(1)),
            session: SessionId(Uuid::from_u128(2)),
            by: By::Pass(Fingerprint([3; 32])),
        }
    }

    #[test]
    fn hello2_a_ticket_is_good_once() {
        let (clock, tickets) = (Clock::starting_at(At(0)), Tickets::default());
        let ticket = tickets.issue(&clock, asha()).unwrap();
        assert_eq!(tickets.redeem(&clock, &ticket), Some(asha()));
        assert_eq!(tickets.redeem(&clock, &ticket), None);
    }

    #[test]
    fn door3_a_ticket_ends_with_the_pass_it_was_issued_for() {
        let (clock, tickets) = (Clock::starting_at(At(0)), Tickets::default());
        let ticket = tickets.issue(&clock, asha()).unwrap();
        let ben = Bearer {
            person: PersonId(Uuid::from_u128(3)),
            ..asha()
        };
        let of_ben = tickets.issue(&clock, ben).unwrap();
        tickets.take_back(asha().person);
        assert_eq!(tickets.redeem(&clock, &ticket), None);
        assert_eq!(tickets.redeem(&clock, &of_ben), Some(ben));
    }

    #[test]
    fn hello2_a_late_ticket_is_none() {
        let (clock, tickets) = (Clock::starting_at(At(0)), Tickets::default());
        let ticket = tickets.issue(&clock, asha()).unwrap();
        clock.jump(Duration::from_secs(31));
        assert_eq!(tickets.redeem(&clock, &ticket), None);
    }

    #[test]
    fn what_is_no_ticket_is_refused() {
        let (clock, tickets) = (Clock::starting_at(At(0)), Tickets::default());
        for text in ["", "00", &"z".repeat(64), &"é".repeat(32), &"0".repeat(64)] {
            assert_eq!(tickets.redeem(&clock, text), None);
        }
    }

    #[test]
    fn unused_tickets_are_bounded_and_make_room_when_they_are_late() {
        let (clock, tickets) = (Clock::starting_at(At(0)), Tickets::default());
        for _ in 0..limits::TICKETS {
            assert!(tickets.issue(&clock, asha()).is_some());
        }
        assert_eq!(tickets.issue(&clock, asha()), None);
        clock.jump(Duration::from_secs(31));
        assert!(tickets.issue(&clock, asha()).is_some());
    }
}
