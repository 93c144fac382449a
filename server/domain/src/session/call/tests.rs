//! Stories of the move list (R38; CALL1-CALL3).

use crate::testing::{Play, who};
use alongside_protocol::{
    command::{CallCommand, Command, PlanKind, RoomCommand},
    entry::{CallEntry, CallStepKind, Entry},
    refusal::Code,
    topic::Topic,
    words::Words,
};

const SIX: [&str; 6] = ["Ana", "Bo", "Cem", "Dee", "Eve", "Finley"];

fn list(play: &Play) -> CallEntry {
    match play.entry(Topic::Staff, "call") {
        Some(Entry::Call(entry)) => entry,
        other => panic!("no list: {other:?}"),
    }
}

fn call(command: CallCommand) -> Command {
    Command::Call(command)
}

fn placed(name: &str, room: Option<Words>) -> Command {
    let person = who(name);
    call(CallCommand::Placed { person, room })
}

fn room_name(play: &Play, name: &str) -> Words {
    let room = play.session.rooms.seat(who(name)).expect("seated");
    play.session.rooms.get(room).expect("known").name.clone()
}

/// Sol does the first step of the list.
fn ticks_first(play: &mut Play) {
    let step = list(play).steps.remove(0);
    let person = step.person.expect("a step about one person");
    let room = step.to;
    play.does("Sol", call(CallCommand::Placed { person, room }));
}

#[test]
fn call1_there_is_one_step_for_each_person_and_none_when_all_are_done() {
    let mut play = Play::live(&SIX);
    play.opens_rooms(PlanKind::Buddies);
    let steps = list(&play).steps;
    assert_eq!(steps.len(), 6);
    assert!(steps.iter().all(|step| step.kind == CallStepKind::Assign));
    for pair in steps.chunks(2) {
        assert_eq!(pair[0].to, pair[1].to, "nobody waits alone for long");
    }
    for left in (0..6).rev() {
        ticks_first(&mut play);
        assert_eq!(list(&play).steps.len(), left);
    }
    play.check_replay();
}

#[test]
fn call1_rooms_that_were_assigned_beforehand_are_one_tick_and_closing_is_one_step() {
    let mut play = Play::live(&SIX);
    play.opens_rooms(PlanKind::Buddies);
    play.does("Sol", call(CallCommand::AllPlaced {}));
    assert_eq!((list(&play).steps.len(), list(&play).placed), (0, 6));
    play.does(
        "Fay",
        Command::Rooms(RoomCommand::Close { notice_seconds: 10 }),
    );
    play.passes(10);
    let steps = list(&play).steps;
    assert_eq!(steps.len(), 1);
    assert_eq!(steps[0].kind, CallStepKind::CloseRooms);
    play.does("Sol", call(CallCommand::RoomsClosed {}));
    assert_eq!((list(&play).steps.len(), list(&play).placed), (0, 0));
}

#[test]
fn call2_a_reshuffle_while_half_is_ticked_makes_the_list_anew_from_what_was_ticked() {
    let mut play = Play::live(&SIX);
    play.opens_rooms(PlanKind::Buddies);
    for name in ["Ana", "Bo", "Cem"] {
        play.does("Sol", placed(name, Some(room_name(&play, name))));
    }
    let before = room_name(&play, "Ana");
    play.drops_out("Bo");
    let proposal = play.session.moves.ids().last().expect("proposed");
    let apply = alongside_protocol::command::MoveCommand::Apply {
        proposal,
        version: play.session.moves.get(proposal).expect("known").version,
        option: 0,
    };
    play.does("Fay", Command::Moves(apply));
    play.passes(60);
    let now = room_name(&play, "Ana");
    assert_ne!(now, before);
    let steps = list(&play).steps;
    let of = |name: &str| steps.iter().find(|step| step.person == Some(who(name)));
    let ana = of("Ana").expect("Ana has to be moved");
    assert_eq!(
        (ana.kind, &ana.from, &ana.to),
        (CallStepKind::Move, &Some(before), &Some(now))
    );
    // Bo may still sit in that room of the call, alone.
    assert_eq!(
        of("Bo").expect("Bo is there still").kind,
        CallStepKind::BringBack
    );
    assert!(of("Cem").is_none());
    play.check_replay();
}

#[test]
fn call2_a_tick_can_be_taken_back_and_says_who_made_it() {
    let mut play = Play::live(&SIX);
    play.opens_rooms(PlanKind::Buddies);
    play.does("Sol", placed("Ana", Some(room_name(&play, "Ana"))));
    let done = list(&play).done;
    assert_eq!(
        (done.len(), done[0].by, done[0].person),
        (1, who("Sol"), Some(who("Ana")))
    );
    let number = done[0].number;
    play.does("Fay", call(CallCommand::TakeBack { number }));
    assert_eq!((list(&play).steps.len(), list(&play).done.len()), (6, 0));
    assert_eq!(
        play.refused("Sol", call(CallCommand::TakeBack { number })),
        Code::Stale
    );
}

#[test]
fn call2_a_tick_that_comes_late_is_still_the_truth_about_the_call() {
    let mut play = Play::live(&SIX);
    play.opens_rooms(PlanKind::Buddies);
    let room = room_name(&play, "Ana");
    play.does(
        "Fay",
        Command::Rooms(RoomCommand::Close { notice_seconds: 10 }),
    );
    play.passes(10);
    play.does("Sol", placed("Ana", Some(room)));
    assert_eq!(list(&play).steps[0].kind, CallStepKind::CloseRooms);
    let nowhere = placed("Ana", Some("Nowhere".into()));
    assert_eq!(play.refused("Sol", nowhere), Code::NotFound);
    let staff = placed("Fay", None);
    assert_eq!(play.refused("Sol", staff), Code::NotFound);
}

#[test]
fn call3_who_is_not_on_the_call_or_has_a_call_of_their_own_has_no_step() {
    let mut play = Play::live(&SIX);
    play.opens_rooms(PlanKind::Buddies);
    let off = |on| {
        call(CallCommand::OnCall {
            person: who("Ana"),
            on,
        })
    };
    play.does("Sol", off(false));
    assert_eq!(
        (list(&play).steps.len(), list(&play).off),
        (5, vec![who("Ana")])
    );
    play.does("Sol", off(true));
    assert_eq!(list(&play).steps.len(), 6);
    let set = RoomCommand::SetCallLink {
        room: play.room_of("Ana"),
        url: "https://call.example/ana".into(),
    };
    play.does("Sol", Command::Rooms(set));
    assert_eq!(list(&play).steps.len(), 4);
    assert_eq!(play.refused("Ana", off(false)), Code::NotFound);
    assert_eq!(play.entry(Topic::Group, "call"), None);
}

#[test]
fn call1_an_empty_room_of_the_plan_opens_as_a_spare_one() {
    let mut play = Play::live(&SIX);
    let request = alongside_protocol::command::PlanRequest {
        kind: PlanKind::Random,
        size: 3,
        rooms: None,
        saved: None,
        without: Vec::new(),
        prompt: Words::default(),
        minutes: 10,
    };
    play.does("Fay", Command::Rooms(RoomCommand::Plan { request }));
    let plan = play.session.rooms.plan.clone().expect("a plan");
    let mut rooms = plan.rooms;
    rooms.push(alongside_protocol::command::PlannedRoom {
        id: alongside_protocol::ids::RoomId(uuid::Uuid::from_u128(77)),
        name: "Spare 1".into(),
        people: Vec::new(),
        lead: None,
        call_link: None,
        prompt: None,
    });
    let version = plan.version;
    play.does(
        "Fay",
        Command::Rooms(RoomCommand::EditPlan {
            version,
            rooms,
            prompt: None,
            minutes: None,
        }),
    );
    let open = RoomCommand::Open {
        version: version + 1,
        notice_seconds: 5,
    };
    play.does("Fay", Command::Rooms(open));
    play.passes(5);
    assert!(list(&play).rooms.contains(&"Spare 1".into()));
    assert_eq!(list(&play).steps.len(), 6);
}
