//! What a simulated trainee may come to want: a thing to do, how long they take over it, and a name for the occasion.

use alongside_domain::dice::{Dice, Seed};
use alongside_protocol::{command::Command, ids::At};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// An occasion, so that a thing is done once for each: "my turn" of that round, "line 2" in that room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occasion {
    pub what: &'static str,
    pub of: Uuid,
    pub nth: i64,
}

impl Occasion {
    /// One that comes once a session.
    #[must_use]
    pub const fn once(what: &'static str) -> Self {
        Self::of(what, Uuid::nil())
    }

    #[must_use]
    pub const fn of(what: &'static str, of: Uuid) -> Self {
        Self { what, of, nth: 0 }
    }

    #[must_use]
    pub const fn nth(self, nth: i64) -> Self {
        Self { nth, ..self }
    }
}

/// Something to do, on an occasion, after a pause.
#[derive(Debug, Clone)]
pub struct Wish {
    pub occasion: Occasion,
    pub pause: Pause,
    pub act: Act,
}

#[derive(Debug, Clone)]
pub enum Act {
    Ask(Box<Command>),
    /// Closes the socket and comes back after a while.
    HangUp {
        away: Pause,
    },
    /// Closes the socket and does not come back.
    GoHome,
}

/// How long somebody takes: a time that is always kept, and one that goes with the pace of the rehearsal.
#[derive(Debug, Clone, Copy)]
pub struct Pause {
    fixed_millis: i64,
    from_millis: i64,
    to_millis: i64,
}

impl Pause {
    /// Somewhere between so many seconds, at a lively pace.
    #[must_use]
    pub const fn seconds(from: u32, to: u32) -> Self {
        Self {
            fixed_millis: 0,
            from_millis: from as i64 * 1_000,
            to_millis: to as i64 * 1_000,
        }
    }

    /// So many seconds more, whatever the pace.
    #[must_use]
    pub const fn and_always(self, seconds: u32) -> Self {
        Self {
            fixed_millis: self.fixed_millis + seconds as i64 * 1_000,
            ..self
        }
    }

    /// When it is over, having begun at `from`.
    #[must_use]
    pub fn over(self, from: At, pace: Pace, dice: &mut Dice) -> At {
        let span = usize::try_from(self.to_millis - self.from_millis).unwrap_or(0);
        let thrown = i64::try_from(dice.below(span + 1)).unwrap_or(0);
        let lively = (self.from_millis + thrown) * i64::from(pace.0) / 100;
        At(from.0 + self.fixed_millis + lively)
    }
}

/// Percent of the time people take at a lively pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace(pub u32);

impl Pace {
    pub const LIVELY: Self = Self(100);
}

/// The dice of one simulated trainee, and those that the whole cast shares: all see the same throw of the latter,
/// so that one of them drops out, and not none or two.
#[derive(Debug, Clone, Copy)]
pub struct Chance {
    own: Seed,
    shared: Seed,
}

impl Chance {
    #[must_use]
    pub fn new(shared: Seed, place: usize) -> Self {
        let own = Sha256::new()
            .chain_update(shared)
            .chain_update(place.to_be_bytes())
            .finalize();
        Self {
            own: own.into(),
            shared,
        }
    }

    #[must_use]
    pub fn own(&self, occasion: Occasion) -> Dice {
        dice(self.own, occasion)
    }

    #[must_use]
    pub fn shared(&self, occasion: Occasion) -> Dice {
        dice(self.shared, occasion)
    }
}

/// The same occasion throws the same dice, however often it is looked at.
fn dice(seed: Seed, occasion: Occasion) -> Dice {
    let mixed = Sha256::new()
        .chain_update(seed)
        .chain_update(occasion.what)
        .chain_update(occasion.of)
        .chain_update(occasion.nth.to_be_bytes())
        .finalize();
    Dice::new(mixed.into())
}
