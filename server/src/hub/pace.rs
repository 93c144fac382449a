//! How fast one person may ask, over all their tabs and reconnects (ASK4).
//!
//! Twice, because a page that comes back says again what has no answer yet: how fast somebody may say anything, on the
//! socket, where a flood ends; and how fast they may ask for something new, in front of the core, once it is known
//! that it is new (ASK2).

use std::num::NonZeroU32;
use std::time::Duration;

use alongside_protocol::{
    command::{ChatCommand, Command},
    ids::PersonId,
    refusal::{Code, Refusal},
};
use governor::{
    Quota, RateLimiter, clock::Clock as Ticking, middleware::NoOpMiddleware,
    state::keyed::DashMapStateStore,
};

use crate::{clock::Clock, limits};

/// See the head of this file.
#[derive(Debug)]
pub struct Pace {
    said: Limiter,
    commands: Limiter,
    messages: Limiter,
    tickets: Limiter,
}

type Limiter =
    RateLimiter<PersonId, DashMapStateStore<PersonId>, ServerTime, NoOpMiddleware<Duration>>;

/// Limits count in server time, as everything does.
#[derive(Debug, Clone)]
struct ServerTime(Clock);

impl Ticking for ServerTime {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.now().0).unwrap_or_default())
    }
}

impl Pace {
    #[must_use]
    pub fn new(clock: &Clock) -> Self {
        let limiter = |a_second: u32, at_once: u32| {
            let some = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
            let quota = Quota::per_second(some(a_second)).allow_burst(some(at_once));
            RateLimiter::dashmap_with_clock(quota, ServerTime(clock.clone()))
        };
        Self {
            said: limiter(limits::SAID_PER_SECOND, limits::SAID_AT_ONCE),
            commands: limiter(limits::COMMANDS_PER_SECOND, limits::COMMANDS_AT_ONCE),
            messages: limiter(limits::CHAT_PER_SECOND, limits::CHAT_AT_ONCE),
            tickets: limiter(limits::TICKETS_PER_SECOND, limits::TICKETS_AT_ONCE),
        }
    }

    /// Whether this person may say anything at all just now.
    ///
    /// # Errors
    /// A refusal when they say too much at once.
    pub fn hears(&self, person: PersonId) -> Result<(), Refusal> {
        self.said.check_key(&person).map_err(|_| a_lot())
    }

    /// Whether this person may ask for something new just now.
    ///
    /// # Errors
    /// A refusal when they ask too fast.
    pub fn check(&self, person: PersonId, command: &Command) -> Result<(), Refusal> {
        self.commands.check_key(&person).map_err(|_| a_lot())?;
        // Changing a message is saying something, too.
        let posts = matches!(
            command,
            Command::Chat(ChatCommand::Post { .. } | ChatCommand::Edit { .. })
        );
        if posts && self.messages.check_key(&person).is_err() {
            return Err(too_fast(
                "That was several messages at once. Please wait a second and send this one again.",
            ));
        }
        Ok(())
    }

    /// # Errors
    /// A refusal when this person fetches tickets too fast.
    pub fn check_ticket(&self, person: PersonId) -> Result<(), Refusal> {
        self.tickets.check_key(&person).map_err(|_| {
            too_fast("This page was opened many times at once. Please wait a few seconds.")
        })
    }

    /// Forgets those who have not asked for a while.
    pub fn tidy(&self) {
        self.said.retain_recent();
        self.commands.retain_recent();
        self.messages.retain_recent();
        self.tickets.retain_recent();
    }
}

/// For a person who has too many commands unanswered.
#[must_use]
pub fn too_many() -> Refusal {
    too_fast("Several things you asked for are still on their way. Please try again in a moment.")
}

fn a_lot() -> Refusal {
    too_fast("That was a lot at once. Please wait a second and try again.")
}

fn too_fast(sentence: &'static str) -> Refusal {
    Refusal::new(Code::TooFast, sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alongside_protocol::{
        command::{Channel, PeopleCommand},
        ids::At,
        words::Words,
    };
    use uuid::Uuid;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    #[test]
    fn ask4_thirty_commands_at_once_are_let_through_and_then_it_is_too_fast() {
        let pace = Pace::new(&Clock::starting_at(At(0)));
        let lower = Command::People(PeopleCommand::LowerHand {});
        let passed = (0..100)
            .filter(|_| pace.check(person(1), &lower).is_ok())
            .count();
        assert!((30..35).contains(&passed), "{passed}");
        assert!(
            pace.check(person(2), &lower).is_ok(),
            "others are not slowed down"
        );
    }

    #[test]
    fn ask4_whoever_has_asked_all_they_may_can_still_say_again_what_has_no_answer() {
        let pace = Pace::new(&Clock::starting_at(At(0)));
        let lower = Command::People(PeopleCommand::LowerHand {});
        while pace.hears(person(1)).is_ok() && pace.check(person(1), &lower).is_ok() {}
        for _ in 0..limits::UNANSWERED * limits::TABS {
            assert_eq!(pace.hears(person(1)), Ok(()));
        }
        let flood = (0..1_000).filter(|_| pace.hears(person(1)).is_ok());
        assert!(flood.count() < 30, "a flood is a flood, whatever it says");
    }

    #[test]
    fn ask4_five_messages_at_once_are_let_through() {
        let pace = Pace::new(&Clock::starting_at(At(0)));
        let post = Command::Chat(ChatCommand::Post {
            channel: Channel::Main {},
            words: Words::new("Hello"),
            reply_to: None,
        });
        let passed = (0..20)
            .filter(|_| pace.check(person(1), &post).is_ok())
            .count();
        assert!((5..7).contains(&passed), "{passed}");
    }
}
