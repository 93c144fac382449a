//! Commands about breakout rooms and the moves between them.

use super::{on, one_of, person, some, words};
use crate::{dice::Dice, session::Session};
use alongside_protocol::{
    command::{MoveCommand, Placing, PlanKind, PlanRequest, PlannedRoom, RoomCommand, Watch},
    ids::{PlanId, ProposalId, RoomId},
};
use uuid::Uuid;

pub fn plans(session: &Session, dice: &mut Dice) -> [RoomCommand; 10] {
    use PlanKind::{Buddies, ByHand, Mixed, Programme, Random, Saved};
    let version = session.rooms.version;
    let planned = PlannedRoom {
        id: RoomId(Uuid::from_u128(9)),
        name: "Oak".into(),
        people: vec![person(session, dice), person(session, dice)],
        lead: None,
        call_link: None,
        prompt: None,
    };
    let plans = session.rooms.saved_plans(session);
    let saved: Vec<PlanId> = plans.iter().map(|plan| plan.id).collect();
    let saved = some(dice, saved.into_iter(), PlanId(Uuid::nil()));
    [
        RoomCommand::Plan {
            request: PlanRequest {
                kind: one_of(
                    dice,
                    &[Buddies, Buddies, ByHand, Mixed, Random, Saved, Programme],
                ),
                size: one_of(dice, &[2, 3, 0, u32::MAX]),
                rooms: one_of(dice, &[None, None, Some(2), Some(0), Some(u32::MAX)]),
                saved: on(dice).then_some(saved),
                without: Vec::new(),
                prompt: words(dice),
                minutes: one_of(dice, &[1, 10, u32::MAX]),
            },
        },
        RoomCommand::EditPlan {
            version,
            rooms: vec![planned],
            prompt: on(dice).then(|| words(dice)),
            minutes: one_of(dice, &[None, Some(5), Some(0)]),
        },
        RoomCommand::SavePlan {
            version,
            name: one_of(dice, &["Week one", "Week two", ""]).into(),
        },
        RoomCommand::ForgetPlan { plan: saved },
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

pub fn rooms(session: &Session, dice: &mut Dice) -> [RoomCommand; 16] {
    let ids: Vec<RoomId> = session.rooms.all().map(|room| room.id).collect();
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
            person: person(session, dice),
        },
        RoomCommand::Lock {
            room,
            on: dice.below(3) == 0,
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
            person: person(session, dice),
            room,
        },
        RoomCommand::Move {
            person: person(session, dice),
            room: RoomId(Uuid::nil()),
        },
    ]
}

pub fn moves(session: &Session, dice: &mut Dice) -> [MoveCommand; 10] {
    let ids: Vec<ProposalId> = session.moves.ids().collect();
    let proposal = some(dice, ids.into_iter(), ProposalId(Uuid::nil()));
    let rooms: Vec<RoomId> = session.rooms.all().map(|room| room.id).collect();
    let placing = Placing {
        person: person(session, dice),
        to: some(dice, rooms.into_iter(), RoomId(Uuid::nil())),
    };
    [
        MoveCommand::Apply {
            proposal,
            version: one_of(dice, &[1, 2, 3, u32::MAX]),
            option: one_of(dice, &[0, 0, 1, u32::MAX]),
        },
        MoveCommand::Arrange {
            proposal: on(dice).then_some(proposal),
            version: one_of(dice, &[0, 1, 2]),
            moves: vec![placing],
        },
        MoveCommand::Dismiss { proposal },
        MoveCommand::Suggest {},
        MoveCommand::Undo { proposal },
        MoveCommand::Stay {},
        MoveCommand::Moment {},
        MoveCommand::Ready {},
        MoveCommand::AnswerOffer { accept: true },
        MoveCommand::AnswerOffer { accept: false },
    ]
}
