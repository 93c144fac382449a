//! What the cast may want to do, by what they see. Each file below is about one part of the day.

mod arriving;
mod leaving;
mod rooms;
mod rounds;
mod talking;
mod troubles;

use super::{
    cast::Part,
    seen::Seen,
    wish::{Act, Chance, Occasion, Pause, Wish},
};
use alongside_protocol::{
    command::{Channel, ChatCommand, Command, PeopleCommand},
    entry::Phase,
    ids::{At, MessageId},
};
use std::collections::BTreeSet;

/// From where one of the cast looks at the session.
#[derive(Debug, Clone, Copy)]
pub struct Standpoint<'a> {
    pub part: &'static Part,
    /// In the cast; people with different places find different words.
    pub place: usize,
    pub now: At,
    pub seen: &'a Seen,
    pub chance: &'a Chance,
    /// What this person has done so far.
    pub done: &'a BTreeSet<Occasion>,
}

/// Everything this person would do sooner or later if nothing changed.
#[must_use]
pub fn wishes(at: &Standpoint<'_>) -> Vec<Wish> {
    let mut wishes = leaving::wishes(at);
    let admitted = at.seen.about_me().is_some_and(|me| me.admitted);
    if !admitted || !matches!(at.seen.phase(), Some(Phase::Arrival | Phase::Live)) {
        return wishes;
    }
    wishes.extend(arriving::wishes(at));
    wishes.extend(talking::wishes(at));
    wishes.extend(troubles::wishes(at));
    if at.seen.phase() == Some(Phase::Live) {
        wishes.extend(rooms::wishes(at));
    }
    wishes.extend(rounds::wishes(at));
    wishes
}

impl Standpoint<'_> {
    fn is_done(&self, occasion: Occasion) -> bool {
        self.done.contains(&occasion)
    }

    /// The first of a row of occasions that is still to come.
    fn next_of(&self, occasion: Occasion) -> Occasion {
        let done = (0..).map(|nth| occasion.nth(nth));
        done.into_iter()
            .find(|occasion| !self.is_done(*occasion))
            .unwrap_or(occasion)
    }

    /// Whether this one of the cast is the one chosen for an occasion that concerns somebody of them.
    fn is_chosen(&self, occasion: Occasion, of: usize) -> bool {
        self.chance.shared(occasion).below(of) == self.place
    }

    /// The day has begun, and nothing else asks for attention: no room, no round.
    fn is_free(&self) -> bool {
        self.seen.phase() == Some(Phase::Live)
            && self.seen.my_room().is_none()
            && self.seen.round().is_none()
    }

    /// A line of a table, another one for each place and each time.
    fn line(&self, table: &'static [&'static str], nth: usize) -> &'static str {
        let place = (self.place + nth * 4) % table.len().max(1);
        table.get(place).copied().unwrap_or_default()
    }
}

fn wish(occasion: Occasion, pause: Pause, command: Command) -> Wish {
    Wish {
        occasion,
        pause,
        act: Act::Ask(Box::new(command)),
    }
}

fn person(occasion: Occasion, pause: Pause, command: PeopleCommand) -> Wish {
    wish(occasion, pause, Command::People(command))
}

/// Words in a channel, perhaps as a reply.
fn say(
    occasion: Occasion,
    pause: Pause,
    channel: Channel,
    words: &str,
    reply_to: Option<MessageId>,
) -> Wish {
    let words = words.into();
    let post = ChatCommand::Post {
        channel,
        words,
        reply_to,
    };
    wish(occasion, pause, Command::Chat(post))
}
