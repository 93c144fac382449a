//! Commands about breakout rooms and the moves between them.

use super::{on, person, some, words};
use crate::{dice::Dice, laws::one_of, testing::Play};
use alongside_protocol::{
    command::{MoveCommand, PlanKind, PlanRequest, PlannedRoom, RoomCommand, Watch},
    ids::{ProposalId, RoomId},
};
use uuid::Uuid;

pub fn plans(play: &Play, dice: &mut Dice) -> [RoomCommand; 8] {
    use PlanKind::{Buddies, ByHand, Mixed, Random};
    let version = play.session.rooms.version;
    let planned = PlannedRoom {
        id: RoomId(Uuid::from_u128(9)),
        name: "Oak".into(),
        people: vec![person(dice), person(dice)],
        lead: None,
        call_link: None,
    };
    [
        RoomCommand::Plan {
            request: PlanRequest {
                kind: one_of(dice, &[Buddies, Buddies, ByHand, Mixed, Random]),
                size: one_of(dice, &[2, 3, 0, u32::MAX]),
                prompt: words(dice),
                minutes: one_of(dice, &[1, 10, u32::MAX]),
            },
        },
        RoomCommand::EditPlan {
            version,
            rooms: vec![planned],
        },
        RoomCommand::DropPlan {},
        RoomCommand::Open {
            version,
            notice_seconds: one_of(dice, &[5, 5, u32::MAX]),
        },
        RoomCommand::Open {
            version: version.wrapping_sub(1),
            notice_seconds: 5,
        },
        RoomCommand::CallOff {},
        RoomCommand::Stretch {
            minutes: one_of(dice, &[-5, 5, i32::MAX, i32::MIN]),
        },
        RoomCommand::Close {
            notice_seconds: one_of(dice, &[10, 60, 0, u32::MAX]),
        },
    ]
}

pub fn rooms(play: &Play, dice: &mut Dice) -> [RoomCommand; 15] {
    let ids: Vec<RoomId> = play.session.rooms.all().map(|room| room.id).collect();
    let room = some(dice, ids.iter().copied(), RoomId(Uuid::nil()));
    [
        RoomCommand::Tell {
            rooms: if on(dice) { Vec::new() } else { vec![room] },
            words: words(dice),
        },
        RoomCommand::SetWatch {
            room,
            watch: one_of(dice, &[Watch::HandsOff, Watch::DropIn, Watch::Monitor]),
        },
        RoomCommand::Visit { room },
        RoomCommand::EndVisit { room },
        RoomCommand::SetLead {
            room,
            person: person(dice),
        },
        RoomCommand::SetPrompt {
            room,
            words: words(dice),
        },
        RoomCommand::SetCallLink {
            room,
            url: "https://call.example/2".to_owned(),
        },
        RoomCommand::ShareBack {
            room,
            words: words(dice),
        },
        RoomCommand::CallHelp {
            room,
            words: words(dice),
        },
        RoomCommand::CancelHelp { room },
        RoomCommand::TakeHelp { room },
        RoomCommand::SettleHelp { room },
        RoomCommand::Done { room, on: on(dice) },
        RoomCommand::Move {
            person: person(dice),
            room,
        },
        RoomCommand::Move {
            person: person(dice),
            room: RoomId(Uuid::nil()),
        },
    ]
}

pub fn moves(play: &Play, dice: &mut Dice) -> [MoveCommand; 8] {
    let ids: Vec<ProposalId> = play.session.moves.ids().collect();
    let proposal = some(dice, ids.into_iter(), ProposalId(Uuid::nil()));
    [
        MoveCommand::Apply {
            proposal,
            version: one_of(dice, &[1, 2, 3, u32::MAX]),
            option: one_of(dice, &[0, 0, 1, u32::MAX]),
        },
        MoveCommand::Dismiss { proposal },
        MoveCommand::Undo { proposal },
        MoveCommand::Stay {},
        MoveCommand::Moment {},
        MoveCommand::Ready {},
        MoveCommand::AnswerOffer { accept: true },
        MoveCommand::AnswerOffer { accept: false },
    ]
}
