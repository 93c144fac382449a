//! Who looks after a flag, and what becomes of it when they no longer can (FLAG3).

use super::{care_for, claim, own, pass_on, queued, resolve};
use crate::{
    session::Asked,
    testing::{Play, facts, who},
};
use alongside_protocol::{
    command::{Command, DayCommand, FlagKind},
    entry::FlagState,
    people::Role,
    refusal::Code,
    topic::Topic,
};

#[test]
fn flag3_one_person_looks_after_a_flag_and_another_may_take_it_over() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let flag = play.flags("Ana", FlagKind::NeedSupport, "");
    assert_eq!(play.refused("Fay", resolve(flag, "")), Code::NotNow);
    play.passes(20);
    play.does("Fay", claim(flag));
    play.does("Finn", claim(flag));
    assert_eq!(play.refused("Fay", pass_on(flag)), Code::NotNow);
    play.does("Finn", pass_on(flag));
    let entry = care_for(&play, flag);
    assert_eq!(entry.state, FlagState::PassedOn);
    assert_eq!(entry.claimed_after_seconds, Some(20));
    assert_eq!(entry.notes.len(), 1);
    for command in [claim(flag), resolve(flag, "")] {
        assert_eq!(play.refused("Finn", command), Code::NotNow);
    }
    play.check_replay();
}

#[test]
fn flag3_a_flag_whose_keeper_drops_out_waits_again_and_the_others_are_alarmed() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let flag = play.flags("Ana", FlagKind::NeedSupport, "");
    play.does("Fay", claim(flag));
    play.falls_silent("Fay");
    play.passes(60);
    assert_eq!(care_for(&play, flag).state, FlagState::Claimed);
    play.passes(60);
    let waiting = care_for(&play, flag);
    assert_eq!((waiting.state, waiting.claimed_by), (FlagState::Open, None));
    assert!(waiting.overdue, "it has waited long enough already");
    assert_eq!(own(&play, "Ana", flag).state, FlagState::Open);
    play.does("Finn", claim(flag));
    play.does("Fay", Command::Day(DayCommand::End {}));
    play.drops_out("Finn");
    assert_eq!(care_for(&play, flag).claimed_by, Some(who("Finn")));
    play.check_replay();
}

#[test]
fn flag3_a_flag_whose_keeper_may_not_act_on_it_any_more_waits_again() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let wellbeing = play.flags("Ana", FlagKind::NeedSupport, "");
    let technical = play.flags("Bo", FlagKind::Technical, "");
    for flag in [wellbeing, technical] {
        play.does("Fay", claim(flag));
    }
    let mut changed = facts(&["Ana", "Bo"]);
    for person in &mut changed.people {
        if person.id == who("Fay") {
            person.role = Role::Support;
        }
    }
    play.happens(Asked::Facts(Box::new(changed)));
    assert_eq!(care_for(&play, wellbeing).claimed_by, None);
    let entry = queued(&play, Topic::Staff, technical).expect("staff see it");
    assert_eq!(entry.claimed_by, Some(who("Fay")));
    play.does("Finn", claim(wellbeing));
    play.check_replay();
}
