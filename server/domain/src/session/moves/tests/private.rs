//! Keep-apart rules while rooms are open: kept at once, and nothing the assistant could learn of (R11).

use super::*;
use crate::session::{Asked, Facts};

fn with_rule(names: &[&str], one: &str, other: &str) -> Facts {
    let mut known = facts(names);
    known.rules.push(Rule {
        id: RuleId(Uuid::from_u128(1)),
        kind: RuleKind::KeepApart,
        people: vec![who(one), who(other)],
    });
    known
}

fn rule_comes(play: &mut Play, one: &str, other: &str) {
    play.happens(Asked::Facts(Box::new(with_rule(&SIX, one, other))));
}

fn for_facilitators(play: &Play) -> ProposalEntry {
    proposal_of(play, Topic::Facilitators).expect("a proposal for facilitators")
}

#[test]
fn move8_a_rule_added_during_breakouts_leads_to_a_proposal_that_keeps_it() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    rule_comes(&mut play, "Asha", "Ben");
    let ProposalEntry { id, version, .. } = for_facilitators(&play);
    apply_by(&mut play, "Fay", id, version);
    play.passes(60);
    assert_ne!(seat(&play, "Asha"), seat(&play, "Ben"));
    nobody_is_alone(&play);
}

/// Until a facilitator applies it the assistant gets not a byte, and then what any arrangement of theirs shows.
#[test]
fn move8_the_assistant_hears_of_what_only_a_rule_asks_for_once_it_is_applied() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    let before = play.steps.len();
    rule_comes(&mut play, "Asha", "Ben");
    assert!(
        play.steps[before..]
            .iter()
            .all(|(topic, _)| *topic == Topic::Facilitators)
    );
    let ProposalEntry { id, version, .. } = for_facilitators(&play);
    let dismiss = moves(MoveCommand::Dismiss { proposal: id });
    assert_eq!(play.refused("Sol", dismiss), Code::NotFound);
    apply_by(&mut play, "Fay", id, version);
    let shown = proposal(&play);
    assert_eq!((shown.happened, shown.version), (Vec::new(), 1));
    for option in shown.options {
        for reason in option.reasons {
            assert!(!reason.text().contains("apart"), "{}", reason.text());
        }
    }
}

#[test]
fn move8_what_a_rule_asks_for_is_never_applied_without_a_facilitator() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    let settings = Settings {
        grace_seconds: 20,
        notice_seconds: 10,
        move_policy: MovePolicy::ApplyAfter { seconds: 15 },
        hand_order: HandOrder::FirstCome,
        lobby_chat: false,
    };
    play.does("Fay", Command::Day(DayCommand::Settings { settings }));
    rule_comes(&mut play, "Asha", "Ben");
    play.passes(100);
    assert_eq!(for_facilitators(&play).state, ProposalState::Open);
}

#[test]
fn move8_a_rule_about_others_changes_nothing_of_a_proposal_that_is_open() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    play.drops_out("Asha");
    let shown = proposal(&play);
    let other = if shown.options[0].moves[0].to == seat(&play, "Chi").expect("a room") {
        "Flo"
    } else {
        "Dan"
    };
    rule_comes(&mut play, "Ben", other);
    if proposal(&play).options == shown.options {
        assert_eq!(proposal(&play), shown, "not even another version");
    }
}

/// Whatever stands against a move by hand, the assistant reads one sentence (ASK3); facilitators read what it is.
#[test]
fn move8_a_refused_move_says_the_same_for_a_rule_as_for_a_full_room() {
    let names = [
        "Asha", "Ben", "Chi", "Dan", "Eve", "Flo", "Gus", "Hana", "Ines", "Jo",
    ];
    let mut play = Play::of(with_rule(&names, "Ben", "Chi"));
    play.passes(60 * 60);
    for name in names.iter().chain(&["Fay", "Sol"]) {
        play.connects(name);
    }
    play.does("Fay", Command::Day(DayCommand::Start {}));
    let mut play = in_buddy_rooms(play);
    let to = |play: &Play, name: &str, of: &str| {
        let room = seat(play, of).expect("a room");
        rooms(RoomCommand::Move {
            person: who(name),
            room,
        })
    };
    let said = |play: &mut Play, by: &str, name: &str, of: &str| {
        let ask = to(play, name, of);
        play.tries(by, ask).expect_err("refused").sentence
    };
    let by_rule = said(&mut play, "Sol", "Ben", "Chi");
    assert!(said(&mut play, "Fay", "Ben", "Chi").contains("kept apart"));
    for name in ["Eve", "Flo", "Gus"] {
        let ask = to(&play, name, "Chi");
        play.does("Sol", ask);
    }
    play.passes(60);
    assert_eq!(said(&mut play, "Sol", "Hana", "Chi"), by_rule);
    assert!(said(&mut play, "Fay", "Hana", "Chi").contains("full"));
}
