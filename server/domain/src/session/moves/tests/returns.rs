//! Stories of people who come back, or come late.

use super::*;

#[test]
fn move6_whoever_comes_back_is_offered_the_old_room_and_never_put_there() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    let home = seat(&play, "Asha").expect("a room");
    play.drops_out("Asha");
    play.connects("Asha");
    let made = offer(&play, "Asha").expect("an offer");
    assert_eq!((made.room, made.with), (home, vec![who("Ben")]));
    assert_eq!(seat(&play, "Asha"), None);
    play.does("Asha", moves(MoveCommand::AnswerOffer { accept: true }));
    assert_eq!(seat(&play, "Asha"), Some(home));
    assert!(
        proposal_of(&play, Topic::Staff).is_none(),
        "nothing is needed any more"
    );
    nobody_is_alone(&play);
}

#[test]
fn move6_a_return_just_before_the_move_keeps_the_pair_together() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    let home = seat(&play, "Asha");
    play.drops_out("Asha");
    apply(&mut play);
    play.passes(55);
    play.connects("Asha");
    play.does("Asha", moves(MoveCommand::AnswerOffer { accept: true }));
    assert!(told(&play, "Ben").is_none(), "Ben has company again");
    play.passes(60);
    assert_eq!((seat(&play, "Asha"), seat(&play, "Ben")), (home, home));
}

#[test]
fn move6_an_offer_without_an_answer_becomes_part_of_a_proposal() {
    let mut play = in_buddy_rooms(Play::live(&["Asha", "Ben", "Chi", "Dan", "Eve"]));
    play.drops_out("Eve");
    assert!(
        proposal_of(&play, Topic::Staff).is_none(),
        "the other two still have each other"
    );
    play.connects("Eve");
    assert!(offer(&play, "Eve").is_some());
    play.passes(61);
    assert_eq!(proposal(&play).options[0].moves[0].person, who("Eve"));
}

#[test]
fn day3_a_latecomer_during_breakouts_leads_to_a_proposal_and_a_place() {
    let mut play = Play::scheduled(&SIX);
    play.passes(60 * 60);
    for name in ["Fay", "Sol", "Asha", "Ben", "Chi", "Dan"] {
        play.connects(name);
    }
    play.does("Fay", Command::Day(DayCommand::Start {}));
    let mut play = in_buddy_rooms(play);
    play.connects("Eve");
    let late = proposal(&play);
    assert_eq!(late.happened[0].what, WhatHappened::ArrivedLate);
    assert_eq!(late.options[0].moves.len(), 1);
    apply(&mut play);
    play.passes(60);
    assert!(seat(&play, "Eve").is_some());
}

#[test]
fn everybody_leaves_and_returns_and_each_is_back_in_company() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    for name in SIX {
        play.falls_silent(name);
    }
    play.passes(120);
    for name in SIX {
        play.connects(name);
    }
    play.passes(120);
    let open = proposal(&play);
    assert_eq!(
        open.options[0].moves.len(),
        6,
        "everybody has a place again"
    );
    apply(&mut play);
    play.passes(60);
    nobody_is_alone(&play);
    assert!(SIX.iter().all(|name| seat(&play, name).is_some()));
    play.check_replay();
}

#[test]
fn move6_an_old_room_that_has_become_empty_since_is_not_entered_alone() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    play.drops_out("Asha");
    play.connects("Asha");
    assert!(offer(&play, "Asha").is_some());
    play.steps_away("Ben");
    let back = moves(MoveCommand::AnswerOffer { accept: true });
    assert_eq!(play.refused("Asha", back), Code::NotNow);
    play.passes(61);
    let placed = &proposal(&play).options[0].moves;
    assert!(placed.iter().any(|planned| planned.person == who("Asha")));
}

#[test]
fn move1_nobody_waits_for_a_latecomer_who_asked_for_a_moment_and_is_gone() {
    let mut play = Play::scheduled(&SIX);
    play.passes(60 * 60);
    for name in ["Fay", "Sol", "Asha", "Ben", "Chi", "Dan"] {
        play.connects(name);
    }
    play.does("Fay", Command::Day(DayCommand::Start {}));
    let mut play = in_buddy_rooms(play);
    play.connects("Eve");
    apply(&mut play);
    let to = told(&play, "Eve").expect("a move").to;
    play.does("Eve", moves(MoveCommand::Moment {}));
    let [first, other] = play.session.rooms.get(to).expect("a room").people[..] else {
        panic!("a pair");
    };
    let name = |id| play.session.people.name(id).to_owned();
    let (first, other) = (name(first), name(other));
    play.steps_away(&first);
    play.drops_out("Eve");
    assert!(told(&play, "Eve").is_none());
    let open = proposal(&play);
    assert_eq!(open.state, ProposalState::Open);
    assert_eq!(open.options[0].moves[0].person, who(&other));
}
