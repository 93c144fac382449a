//! Stories of reshuffles: who is gone, who is told, and that nobody is left alone.

mod alone;
mod arrange;
mod private;
mod returns;
mod storm;

use crate::testing::{Play, facts, who};
use alongside_protocol::{
    command::{
        Command, DayCommand, HandOrder, MoveCommand, MovePolicy, PlanKind, PlanRequest,
        RoomCommand, Settings,
    },
    entry::{Entry, MoveEntry, OfferEntry, ProposalEntry, ProposalState, WhatHappened},
    ids::{PersonId, ProposalId, RoomId, RuleId},
    programme::{Rule, RuleKind},
    refusal::Code,
    topic::Topic,
};
use uuid::Uuid;

const SIX: [&str; 6] = ["Asha", "Ben", "Chi", "Dan", "Eve", "Flo"];

fn rooms(command: RoomCommand) -> Command {
    Command::Rooms(command)
}

fn moves(command: MoveCommand) -> Command {
    Command::Moves(command)
}

/// Buddy rooms, open: Asha and Ben, Chi and Dan, Eve and Flo.
fn in_buddy_rooms(mut play: Play) -> Play {
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
    play.does(
        "Fay",
        rooms(RoomCommand::Open {
            version,
            notice_seconds: 30,
        }),
    );
    play.passes(30);
    assert!(play.session.rooms.are_open());
    play
}

fn seat(play: &Play, name: &str) -> Option<RoomId> {
    play.session.rooms.seat(who(name))
}

fn proposal_of(play: &Play, topic: Topic) -> Option<ProposalEntry> {
    let newest = play
        .shows(topic)
        .into_values()
        .filter_map(|entry| match entry {
            Entry::Proposal(proposal) => Some(proposal),
            _ => None,
        });
    newest.max_by_key(|proposal| (proposal.state == ProposalState::Open, proposal.at))
}

fn proposal(play: &Play) -> ProposalEntry {
    proposal_of(play, Topic::Staff).expect("a proposal")
}

fn told(play: &Play, name: &str) -> Option<MoveEntry> {
    match play.entry(Topic::Person(who(name)), "move") {
        Some(Entry::Move(entry)) => Some(entry),
        _ => None,
    }
}

fn offer(play: &Play, name: &str) -> Option<OfferEntry> {
    match play.entry(Topic::Person(who(name)), "offer") {
        Some(Entry::Offer(entry)) => Some(entry),
        _ => None,
    }
}

fn apply_by(play: &mut Play, name: &str, id: ProposalId, version: u32) {
    play.does(
        name,
        moves(MoveCommand::Apply {
            proposal: id,
            version,
            option: 0,
        }),
    );
}

fn apply(play: &mut Play) {
    let ProposalEntry { id, version, .. } = proposal(play);
    apply_by(play, "Sol", id, version);
}

fn nobody_is_alone(play: &Play) {
    for room in play.session.rooms.all() {
        assert_ne!(
            room.people.len(),
            1,
            "somebody is alone in {}",
            room.name.text()
        );
    }
}

#[test]
fn move1_move2_a_drop_out_leads_to_one_move_after_the_grace_period() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    play.falls_silent("Asha");
    play.passes(100);
    assert!(
        proposal_of(&play, Topic::Staff).is_none(),
        "within the grace period the seat is held"
    );
    play.passes(30);
    let proposal = proposal(&play);
    assert_eq!(proposal.happened.len(), 1);
    assert_eq!(
        (proposal.happened[0].person, proposal.happened[0].what),
        (who("Asha"), WhatHappened::Dropped)
    );
    let best = &proposal.options[0];
    assert_eq!(best.moves.len(), 1);
    assert_eq!(best.moves[0].person, who("Ben"));
    assert!(
        best.summary
            .text()
            .starts_with("1 person moves, nobody is alone"),
        "{:?}",
        best.summary.text()
    );
    assert!(proposal.options.len() > 1, "alternatives stand beside it");
}

#[test]
fn move4_people_are_told_who_where_and_why_before_they_are_moved() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    play.drops_out("Asha");
    apply(&mut play);
    let notice = told(&play, "Ben").expect("Ben is told");
    assert_eq!(notice.with.len(), 2);
    assert_eq!(
        notice.why.text(),
        "Your room has become empty, and nobody should be alone."
    );
    assert_eq!(notice.at, play.now.plus_seconds(60));
    let before = seat(&play, "Ben");
    play.passes(59);
    assert_eq!(seat(&play, "Ben"), before, "never a surprise");
    play.passes(1);
    assert_eq!(seat(&play, "Ben"), Some(notice.to));
    assert!(told(&play, "Ben").is_none());
    assert_eq!(proposal(&play).state, ProposalState::Done);
    nobody_is_alone(&play);
}

#[test]
fn move1_several_drop_outs_at_once_are_one_proposal() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    play.falls_silent("Asha");
    play.falls_silent("Chi");
    play.passes(120);
    play.steps_away("Eve");
    let proposal = proposal(&play);
    assert_eq!(proposal.happened.len(), 3);
    assert_eq!(
        proposal.options[0].moves.len(),
        2,
        "three people left alone need two moves"
    );
    apply(&mut play);
    play.passes(60);
    nobody_is_alone(&play);
}

#[test]
fn move3_a_proposal_made_for_another_situation_is_refused_as_stale() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    play.drops_out("Asha");
    let ProposalEntry { id, version, .. } = proposal(&play);
    play.steps_away("Chi");
    let code = play.refused(
        "Fay",
        moves(MoveCommand::Apply {
            proposal: id,
            version,
            option: 0,
        }),
    );
    assert_eq!(code, Code::Stale);
    apply(&mut play);
}

#[test]
fn move4_stay_keeps_the_person_and_brings_company_to_them() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    play.drops_out("Asha");
    apply(&mut play);
    play.does("Ben", moves(MoveCommand::Stay {}));
    assert!(told(&play, "Ben").is_none());
    let next = proposal(&play);
    assert_eq!(next.state, ProposalState::Open);
    assert!(
        next.happened
            .iter()
            .any(|change| change.what == WhatHappened::Stayed)
    );
    assert!(
        next.options[0]
            .moves
            .iter()
            .all(|planned| planned.person != who("Ben"))
    );
}

#[test]
fn move4_a_moment_makes_the_countdown_wait_until_they_are_ready() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    play.drops_out("Asha");
    apply(&mut play);
    play.does("Ben", moves(MoveCommand::Moment {}));
    play.passes(300);
    assert_eq!(proposal(&play).waiting, vec![who("Ben")]);
    let notice = told(&play, "Ben").expect("still to come");
    play.does("Ben", moves(MoveCommand::Ready {}));
    assert_eq!(seat(&play, "Ben"), Some(notice.to));
    assert!(proposal(&play).waiting.is_empty());
}

#[test]
fn move5_undo_stops_a_move_that_has_not_happened() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    play.drops_out("Asha");
    apply(&mut play);
    let proposal_id = proposal(&play).id;
    play.does(
        "Fay",
        moves(MoveCommand::Undo {
            proposal: proposal_id,
        }),
    );
    assert!(told(&play, "Ben").is_none());
    assert_eq!(proposal(&play).state, ProposalState::Undone);
}

#[test]
fn move5_undo_brings_people_back_with_notice() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    let home = seat(&play, "Ben");
    play.drops_out("Asha");
    apply(&mut play);
    play.passes(60);
    let proposal_id = proposal(&play).id;
    play.does(
        "Fay",
        moves(MoveCommand::Undo {
            proposal: proposal_id,
        }),
    );
    assert_eq!(told(&play, "Ben").map(|notice| notice.to), home);
}

#[test]
fn move7_the_policy_applies_the_proposal_after_its_countdown() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    let settings = Settings {
        grace_seconds: 20,
        notice_seconds: 10,
        move_policy: MovePolicy::ApplyAfter { seconds: 15 },
        hand_order: HandOrder::FirstCome,
        lobby_chat: false,
    };
    play.does("Fay", Command::Day(DayCommand::Settings { settings }));
    play.drops_out("Asha");
    assert_eq!(proposal(&play).applies_at, Some(play.now.plus_seconds(15)));
    play.passes(15);
    assert!(told(&play, "Ben").is_some());
    play.passes(10);
    nobody_is_alone(&play);
}

#[test]
fn move2_one_person_left_over_is_said_plainly() {
    let mut play = in_buddy_rooms(Play::live(&["Asha", "Ben"]));
    play.drops_out("Asha");
    let proposal = proposal(&play);
    assert!(proposal.options.is_empty());
    assert!(proposal.clash.is_some());
}

#[test]
fn move2_r11_clashing_rules_are_named_to_facilitators_only() {
    let mut facts = facts(&["Asha", "Ben", "Chi", "Dan"]);
    for (number, other) in [(1, "Chi"), (2, "Dan")] {
        let people = vec![who("Ben"), who(other)];
        facts.rules.push(Rule {
            id: RuleId(Uuid::from_u128(number)),
            kind: RuleKind::KeepApart,
            people,
        });
    }
    let mut play = Play::of(facts);
    play.passes(50 * 60);
    for name in ["Fay", "Sol", "Asha", "Ben", "Chi", "Dan"] {
        play.connects(name);
    }
    play.does("Fay", Command::Day(DayCommand::Start {}));
    let mut play = in_buddy_rooms(play);
    play.drops_out("Asha");
    let named = proposal_of(&play, Topic::Facilitators)
        .and_then(|proposal| proposal.clash)
        .expect("why");
    assert!(named.text().contains("Ben"), "{}", named.text());
    let neutral = proposal(&play).clash.expect("a word for the assistant too");
    assert!(!neutral.text().contains("Ben"), "{}", neutral.text());
}

#[test]
fn staff_move_somebody_by_hand_with_the_same_notice() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    let room = seat(&play, "Chi").expect("a room");
    let person: PersonId = who("Asha");
    play.does("Sol", rooms(RoomCommand::Move { person, room }));
    assert!(told(&play, "Asha").is_some());
    let ahead = proposal(&play);
    assert_eq!(
        ahead.state,
        ProposalState::Open,
        "Ben would be alone, and staff hear of it at once"
    );
    play.passes(60);
    assert_eq!(seat(&play, "Asha"), Some(room));
}
