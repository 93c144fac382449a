//! Stories of people who would be alone: before rooms open, while they are open, and while they close.

use super::*;
use alongside_protocol::entry::{BreakoutState, Lonely, MonitorEntry};

/// Buddy rooms are announced for half a minute.
fn announced(names: &[&str]) -> Play {
    let mut play = Play::live(names);
    let settings = Settings {
        grace_seconds: 20,
        notice_seconds: 60,
        move_policy: MovePolicy::Ask {},
        hand_order: HandOrder::FirstCome,
        lobby_chat: false,
    };
    play.does("Fay", Command::Day(DayCommand::Settings { settings }));
    let request = PlanRequest {
        kind: PlanKind::Buddies,
        size: 2,
        rooms: None,
        saved: None,
        without: Vec::new(),
        prompt: "How are you?".into(),
        minutes: 20,
    };
    play.does("Fay", rooms(RoomCommand::Plan { request }));
    let version = play.session.rooms.version;
    let notice_seconds = 30;
    play.does(
        "Fay",
        rooms(RoomCommand::Open {
            version,
            notice_seconds,
        }),
    );
    play
}

fn lonely(play: &Play, name: &str) -> Option<Lonely> {
    let room = seat(play, name).expect("a room");
    match play.entry(Topic::Staff, &format!("monitor/{room}")) {
        Some(Entry::Monitor(MonitorEntry { lonely, .. })) => lonely,
        other => panic!("no monitor but {other:?}"),
    }
}

#[test]
fn room3_room10_a_partner_who_drops_before_the_rooms_open_leaves_nobody_alone() {
    let mut play = announced(&SIX);
    play.drops_out("Asha");
    assert_eq!(
        proposal(&play).state,
        ProposalState::Open,
        "staff may decide"
    );
    play.passes(10);
    assert_eq!(
        play.session.rooms.state(),
        BreakoutState::Announced,
        "people see first where they go now"
    );
    assert!(play.has_seen(
        "Ben",
        "Your room has become empty, and nobody should be alone. You go to"
    ));
    nobody_is_alone(&play);
    play.passes(10);
    assert!(play.session.rooms.are_open());
    nobody_is_alone(&play);
    assert!(seat(&play, "Ben").is_some());
    assert_eq!(proposal(&play).state, ProposalState::Done);
}

#[test]
fn room10_what_staff_decide_before_the_rooms_open_holds_at_once() {
    let mut play = announced(&SIX);
    let home = seat(&play, "Ben");
    play.drops_out("Asha");
    apply(&mut play);
    assert_ne!(seat(&play, "Ben"), home);
    play.passes(10);
    assert!(play.session.rooms.are_open(), "and nothing is put off");
}

#[test]
fn room10_whoever_cannot_have_company_stays_with_the_group() {
    let mut play = announced(&["Asha", "Ben"]);
    play.drops_out("Asha");
    play.passes(10);
    assert_eq!(seat(&play, "Ben"), None);
    let left = proposal(&play);
    assert_eq!(left.happened[0].what, WhatHappened::Dropped);
    assert!(left.clash.is_some());
    assert!(
        left.happened
            .iter()
            .any(|change| change.what == WhatHappened::LeftWithoutCompany)
    );
}

#[test]
fn day3_a_latecomer_while_rooms_are_announced_gets_a_place_too() {
    let mut play = Play::scheduled(&SIX);
    play.passes(60 * 60);
    for name in ["Fay", "Sol", "Asha", "Ben", "Chi", "Dan"] {
        play.connects(name);
    }
    play.does("Fay", Command::Day(DayCommand::Start {}));
    let request = PlanRequest {
        kind: PlanKind::Buddies,
        size: 2,
        rooms: None,
        saved: None,
        without: Vec::new(),
        prompt: "How are you?".into(),
        minutes: 20,
    };
    play.does("Fay", rooms(RoomCommand::Plan { request }));
    let version = play.session.rooms.version;
    let notice_seconds = 30;
    play.does(
        "Fay",
        rooms(RoomCommand::Open {
            version,
            notice_seconds,
        }),
    );
    play.connects("Eve");
    play.passes(30);
    assert_eq!(proposal(&play).options[0].moves[0].person, who("Eve"));
}

#[test]
fn room10_staff_are_alerted_after_half_a_minute_and_again_until_it_is_mended() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    play.drops_out("Asha");
    let ProposalEntry { id, .. } = proposal(&play);
    play.does("Fay", moves(MoveCommand::Dismiss { proposal: id }));
    let alerts = |play: &Play| lonely(play, "Ben").expect("Ben is alone").alerts;
    assert_eq!(
        lonely(&play, "Ben").map(|lonely| lonely.person),
        Some(who("Ben"))
    );
    play.passes(200);
    let told = alerts(&play);
    assert!(told >= 3, "alerted {told} times");
    play.passes(60);
    assert_eq!(alerts(&play), told + 1);

    play.does("Sol", moves(MoveCommand::Suggest {}));
    apply(&mut play);
    play.passes(60);
    assert!(lonely(&play, "Ben").is_none(), "mended");
    assert_eq!(
        play.refused("Sol", moves(MoveCommand::Suggest {})),
        Code::NotNow
    );
    play.check_replay();
}

#[test]
fn room10_whoever_waits_for_a_lost_connection_counts_as_alone() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    play.falls_silent("Asha");
    play.passes(29);
    assert_eq!(lonely(&play, "Ben").map(|lonely| lonely.alerts), Some(0));
    play.passes(1);
    assert_eq!(lonely(&play, "Ben").map(|lonely| lonely.alerts), Some(1));
    play.connects("Asha");
    assert!(lonely(&play, "Ben").is_none());
}

/// Closing may take five minutes: long enough to be alone, and to be given company (ROOM4).
#[test]
fn move1_a_drop_out_while_rooms_close_still_leads_to_a_proposal() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    let notice_seconds = 300;
    play.does("Fay", rooms(RoomCommand::Close { notice_seconds }));
    play.steps_away("Asha");
    apply(&mut play);
    play.passes(60);
    nobody_is_alone(&play);
    play.steps_away("Chi");
    play.passes(180);
    play.steps_away("Eve");
    assert_ne!(
        proposal(&play).state,
        ProposalState::Open,
        "too late for anybody to move"
    );
}
