//! Commands about temporary buddies and the rooms of the call.

use super::{on, one_of, person, some};
use crate::{dice::Dice, session::Session};
use alongside_protocol::{
    command::{BuddyCommand, CallCommand},
    words::Words,
};

pub fn buddies(session: &Session, dice: &mut Dice) -> [BuddyCommand; 5] {
    let buddies = &session.buddies;
    let known = buddies.proposed().iter().chain(buddies.today());
    let known = known.filter_map(|one| Some((*one.people.first()?, one.with.clone())));
    let known: Vec<_> = known.collect();
    let nobody = (person(session, dice), Vec::new());
    let (person, with) = match known.is_empty() {
        true => nobody,
        false => known[dice.below(known.len())].clone(),
    };
    let other = Vec::new();
    [
        BuddyCommand::StandIn {
            person,
            with: with.clone(),
        },
        BuddyCommand::StandIn { person, with },
        BuddyCommand::StandIn {
            person,
            with: other,
        },
        BuddyCommand::Leave { person },
        BuddyCommand::End { person },
    ]
}

pub fn call(session: &Session, dice: &mut Dice) -> [CallCommand; 7] {
    let call = &session.call;
    let numbers = call.done().iter().map(|done| done.number);
    let number = some(dice, numbers, u32::MAX);
    let room = match call.rooms().is_empty() {
        true => Words::from("Nowhere"),
        false => call.rooms()[dice.below(call.rooms().len())].clone(),
    };
    [
        CallCommand::Placed {
            person: person(session, dice),
            room: Some(room.clone()),
        },
        CallCommand::Placed {
            person: person(session, dice),
            room: Some(room),
        },
        CallCommand::Placed {
            person: person(session, dice),
            room: one_of(dice, &[None, Some("No such room")]).map(Words::from),
        },
        CallCommand::AllPlaced {},
        CallCommand::RoomsClosed {},
        CallCommand::OnCall {
            person: person(session, dice),
            on: on(dice),
        },
        CallCommand::TakeBack { number },
    ]
}
