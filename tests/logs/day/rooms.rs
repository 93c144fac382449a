//! Breakout rooms with words in everything about them.

use alongside_protocol::{
    command::{
        CallCommand, Channel, Command, PlanKind, PlanRequest, PlannedRoom, RoomCommand, Watch,
    },
    entry::{BreakoutState, Entry, PlanEntry},
    ids::RoomId,
};

use super::talk::post;
use super::{Here, Planted, entry, found};
use crate::cast::{Mirror, Person};
use crate::world::World;

pub async fn open_and_close(world: &World, here: &mut Here, planted: &mut Planted) {
    let plan = a_plan(here, planted).await;
    let open = RoomCommand::Open {
        version: plan.version,
        notice_seconds: 5,
    };
    here.staff_do(Command::Rooms(open)).await;
    let is_open = |mirror: &Mirror| {
        let breakout = mirror.group("breakout");
        matches!(breakout, Some(Entry::Breakout(breakout)) if breakout.state == BreakoutState::Open)
    };
    here.asha.until("the rooms", is_open).await;
    let room = room_of(world, &here.asha).await;
    inside(here, planted, room).await;
    // A room of the call goes by the name of ours.
    let name = planted.word("command/rooms PlannedRoom name").to_owned();
    planted.also("command/call Placed room", &name);
    let placed = CallCommand::Placed {
        person: here.asha.id(),
        room: Some(name.as_str().into()),
    };
    here.staff_do(Command::Call(placed)).await;
    let close = RoomCommand::Close { notice_seconds: 10 };
    here.staff_do(Command::Rooms(close)).await;
}

async fn a_plan(here: &mut Here, planted: &mut Planted) -> PlanEntry {
    let request = PlanRequest {
        kind: PlanKind::Random,
        size: 2,
        rooms: None,
        saved: None,
        without: Vec::new(),
        prompt: planted.words("command/rooms PlanRequest prompt"),
        minutes: 20,
    };
    here.staff_do(Command::Rooms(RoomCommand::Plan { request }))
        .await;
    let plan = plan(&here.fola, 0).await;
    let rooms = plan.rooms.iter().map(|room| {
        let link = planted.text("command/rooms PlannedRoom call_link");
        PlannedRoom {
            name: planted.words("command/rooms PlannedRoom name"),
            prompt: Some(planted.words("command/rooms PlannedRoom prompt")),
            call_link: Some(format!("https://call.example/{link}")),
            ..room.clone()
        }
    });
    let edit = RoomCommand::EditPlan {
        version: plan.version,
        rooms: rooms.collect(),
        prompt: Some(planted.words("command/rooms EditPlan prompt")),
        minutes: None,
    };
    here.staff_do(Command::Rooms(edit)).await;
    let plan = self::plan(&here.fola, plan.version).await;
    let save = RoomCommand::SavePlan {
        version: plan.version,
        name: planted.words("command/rooms SavePlan name"),
    };
    here.staff_do(Command::Rooms(save)).await;
    plan
}

/// The plan behind this version.
async fn plan(person: &Person, after: u32) -> PlanEntry {
    let newer = |entry: &Entry| match entry {
        Entry::Plan(plan) if plan.version > after => Some(plan.clone()),
        _ => None,
    };
    found(person, "a plan", |mirror| entry(mirror, newer)).await
}

async fn room_of(world: &World, person: &Person) -> RoomId {
    let asha = world.id("Asha");
    found(person, "their room", |mirror| mirror.room_of(asha)).await
}

async fn inside(here: &mut Here, planted: &mut Planted, room: RoomId) {
    let url = planted.text("command/rooms SetCallLink url");
    let of_staff = [
        RoomCommand::Tell {
            rooms: vec![room],
            words: planted.words("command/rooms Tell words"),
        },
        RoomCommand::Tell {
            rooms: Vec::new(),
            words: planted.words("told to all rooms"),
        },
        RoomCommand::SetPrompt {
            room,
            words: planted.words("command/rooms SetPrompt words"),
        },
        RoomCommand::SetCallLink {
            room,
            url: format!("https://call.example/{url}"),
        },
    ];
    for command in of_staff {
        here.staff_do(Command::Rooms(command)).await;
    }
    let of_members = [
        RoomCommand::ShareBack {
            room,
            words: planted.words("command/rooms ShareBack words"),
        },
        RoomCommand::CallHelp {
            room,
            words: planted.words("command/rooms CallHelp words"),
        },
    ];
    for command in of_members {
        here.asha.does(Command::Rooms(command)).await;
    }
    let said = |words| post(Channel::Room { room }, words);
    here.asha.does(said(planted.words("said in a room"))).await;
    let watched = |watch| Command::Rooms(RoomCommand::SetWatch { room, watch });
    here.staff_do(watched(Watch::DropIn)).await;
    here.staff_do(Command::Rooms(RoomCommand::Visit { room }))
        .await;
    here.fola
        .does(said(planted.words("said in a room that is visited")))
        .await;
    here.staff_do(Command::Rooms(RoomCommand::EndVisit { room }))
        .await;
    here.staff_do(watched(Watch::Monitor)).await;
    here.asha
        .does(said(planted.words("said in a room that is watched")))
        .await;
}
