//! The first minute: the tech check, how they take part today, a hello in the lobby (R1, R2).

use super::{Standpoint, person, say};
use crate::rehearsal::wish::{Occasion, Pause, Wish};
use alongside_protocol::{
    command::{Channel, PeopleCommand},
    entry::Phase,
    people::TakingPart,
};

pub fn wishes(at: &Standpoint<'_>) -> Vec<Wish> {
    let mut wishes = Vec::new();
    let Some(me) = at.seen.about_me() else {
        return wishes;
    };
    if !me.tech_checked {
        wishes.push(person(
            Occasion::once("tech check"),
            Pause::seconds(2, 4),
            PeopleCommand::TechChecked {
                check: at.part.tech,
            },
        ));
    }
    let how = at.part.taking_part();
    if me.taking_part == TakingPart::default() && how != me.taking_part {
        wishes.push(person(
            Occasion::once("taking part"),
            Pause::seconds(4, 8),
            PeopleCommand::TakePart { how },
        ));
    }
    if at.seen.phase() == Some(Phase::Arrival) && !at.part.lines.hello.is_empty() {
        wishes.push(say(
            Occasion::once("hello"),
            Pause::seconds(6, 14),
            Channel::Main {},
            at.part.lines.hello,
            None,
        ));
    }
    wishes
}
