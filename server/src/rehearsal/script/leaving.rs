//! Going home: when the day is over, or when nobody is left to practise with.

use super::Standpoint;
use crate::{
    limits,
    rehearsal::wish::{Act, Occasion, Pause, Wish},
};
use alongside_protocol::entry::Phase;

pub fn wishes(at: &Standpoint<'_>) -> Vec<Wish> {
    let go_home = |what, pause| Wish {
        occasion: Occasion::once(what),
        pause,
        act: Act::GoHome,
    };
    let mut wishes = Vec::new();
    if at.seen.phase() == Some(Phase::Ended) {
        wishes.push(go_home("the end", Pause::seconds(1, 4)));
    }
    if !at.seen.staff_are_here() {
        let patience = Pause::seconds(0, 0).and_always(limits::REHEARSAL_ALONE_SECONDS);
        wishes.push(go_home("nobody of staff is here", patience));
    }
    wishes
}
