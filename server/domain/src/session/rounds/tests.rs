//! Stories of rounds.

use crate::testing::{Play, who};
use alongside_protocol::{
    command::{Command, DayCommand, RoundCommand, RoundKind, RoundPurpose, RoundRequest, Scale},
    entry::{AnswerEntry, Entry, RoundEntry, RoundState, Standing, TrueStanding},
    ids::{PersonId, RoundId},
    people::Audience,
    refusal::Code,
    topic::Topic,
};

fn start(play: &mut Play, purpose: RoundPurpose, kind: RoundKind) -> RoundId {
    let round = RoundRequest {
        purpose,
        kind,
        prompt: "How are you arriving?".into(),
        scale: Scale::OneToFive,
        suggested_seconds: Some(60),
    };
    play.does("Fay", Command::Rounds(RoundCommand::Start { round }));
    seen(play).id
}

fn in_turn(play: &mut Play) -> RoundId {
    start(play, RoundPurpose::CheckIn, RoundKind::InTurn)
}

fn says(round: RoundId, value: u8, words: &str, audience: Audience) -> Command {
    Command::Rounds(RoundCommand::Answer {
        round,
        value: Some(value),
        words: words.into(),
        audience,
    })
}

fn shares(round: RoundId, words: &str) -> Command {
    says(round, 3, words, Audience::Group)
}

fn passes(round: RoundId) -> Command {
    Command::Rounds(RoundCommand::Pass { round })
}

fn later(round: RoundId) -> Command {
    Command::Rounds(RoundCommand::Later { round })
}

fn next(round: RoundId) -> Command {
    Command::Rounds(RoundCommand::Next { round })
}

fn opt_out(on: bool) -> Command {
    Command::Rounds(RoundCommand::OptOut { on })
}

fn seen(play: &Play) -> RoundEntry {
    match play.entry(Topic::Group, "round") {
        Some(Entry::Round(round)) => round,
        other => panic!("no round is shown but {other:?}"),
    }
}

fn truth(play: &Play, name: &str) -> Option<TrueStanding> {
    match play.entry(Topic::Facilitators, "round_detail") {
        Some(Entry::RoundDetail(detail)) => detail.standings.get(&who(name)).copied(),
        _ => None,
    }
}

fn answer(play: &Play, topic: Topic, round: RoundId, name: &str) -> Option<AnswerEntry> {
    match play.entry(topic, &format!("answer/{round}/{}", who(name))) {
        Some(Entry::Answer(answer)) => Some(answer),
        _ => None,
    }
}

fn names(names: &[&str]) -> Vec<PersonId> {
    names.iter().map(|name| who(name)).collect()
}

#[test]
fn round1_the_order_is_that_of_arrival_and_leaves_out_who_opted_out_or_is_not_there() {
    let mut play = Play::live(&["Dee", "Ana", "Cem", "Bo"]);
    play.does("Cem", opt_out(true));
    play.steps_away("Bo");
    let round = in_turn(&mut play);
    assert_eq!(seen(&play).order, names(&["Dee", "Ana"]));
    assert_eq!(seen(&play).turn, Some(who("Dee")));
    let again = RoundCommand::End { round };
    assert_eq!(
        play.refused("Ana", Command::Rounds(again.clone())),
        Code::NotFound
    );
    play.does("Finn", Command::Rounds(again));
    assert_eq!(seen(&play).state, RoundState::Ended);
    assert_eq!(play.refused("Dee", shares(round, "hello")), Code::NotNow);
}

#[test]
fn round1_one_round_runs_at_a_time() {
    let mut play = Play::live(&["Ana", "Bo"]);
    in_turn(&mut play);
    let round = RoundRequest {
        purpose: RoundPurpose::Other,
        kind: RoundKind::Quiet,
        prompt: "And now?".into(),
        scale: Scale::FreeText,
        suggested_seconds: None,
    };
    let second = Command::Rounds(RoundCommand::Start { round });
    assert_eq!(play.refused("Fay", second), Code::NotNow);
}

#[test]
fn round6_the_turn_moves_on_by_itself_and_never_by_a_timer() {
    let mut play = Play::live(&["Ana", "Bo", "Cem"]);
    let round = in_turn(&mut play);
    play.passes(3_600);
    assert_eq!(seen(&play).turn, Some(who("Ana")));
    play.does("Ana", shares(round, "sunny"));
    assert_eq!(seen(&play).turn, Some(who("Bo")));
    play.does("Bo", passes(round));
    play.does("Cem", shares(round, "tired"));
    assert_eq!(seen(&play).turn, None);
    assert_eq!(seen(&play).state, RoundState::Running);
    assert_eq!(play.refused("Fay", next(round)), Code::NotNow);
    play.does("Ana", shares(round, "sunny with clouds"));
    let changed = answer(&play, Topic::Group, round, "Ana").map(|answer| answer.words);
    assert_eq!(changed, Some("sunny with clouds".into()));
    assert_eq!(seen(&play).turn, None);
}

#[test]
fn round2_a_private_answer_is_a_pass_to_everybody_but_facilitators() {
    let mut play = Play::live(&["Ana", "Bo", "Cem"]);
    let round = in_turn(&mut play);
    play.does(
        "Ana",
        says(round, 1, "a hard night", Audience::Facilitators),
    );
    play.does("Bo", passes(round));
    let standings = seen(&play).standings;
    assert_eq!(standings[&who("Ana")], Standing::Passed);
    assert_eq!(standings[&who("Bo")], Standing::Passed);
    assert_eq!(truth(&play, "Ana"), Some(TrueStanding::Private));
    assert_eq!(truth(&play, "Bo"), Some(TrueStanding::Passed));
    assert!(answer(&play, Topic::Facilitators, round, "Ana").is_some());
    assert!(answer(&play, Topic::Person(who("Ana")), round, "Ana").is_some());
    assert!(play.has_seen("Fay", "a hard night") && play.has_seen("Ana", "a hard night"));
    for other in ["Bo", "Cem", "Sol"] {
        assert!(!play.has_seen(other, "a hard night"), "{other} has seen it");
    }
}

#[test]
fn round2_what_was_shared_can_be_taken_back_into_private() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let round = in_turn(&mut play);
    play.does("Ana", shares(round, "too much said"));
    play.does(
        "Ana",
        says(round, 2, "for you only", Audience::Facilitators),
    );
    assert!(answer(&play, Topic::Group, round, "Ana").is_none());
    assert_eq!(seen(&play).standings[&who("Ana")], Standing::Passed);
}

#[test]
fn round3_come_back_to_me_gives_a_later_turn() {
    let mut play = Play::live(&["Ana", "Bo", "Cem"]);
    let round = in_turn(&mut play);
    play.does("Ana", later(round));
    assert_eq!(seen(&play).order, names(&["Bo", "Cem", "Ana"]));
    assert_eq!(seen(&play).standings[&who("Ana")], Standing::Later);
    play.does("Bo", passes(round));
    play.does("Cem", passes(round));
    assert_eq!(seen(&play).turn, Some(who("Ana")));
    assert_eq!(play.refused("Ana", later(round)), Code::NotNow);
    play.does("Ana", shares(round, "ready now"));
    assert_eq!(play.refused("Ana", later(round)), Code::NotNow);
}

#[test]
fn round3_a_lost_connection_keeps_the_turn_and_a_drop_out_gets_it_later() {
    let mut play = Play::live(&["Ana", "Bo", "Cem"]);
    let round = in_turn(&mut play);
    play.falls_silent("Ana");
    play.passes(119);
    assert_eq!(seen(&play).turn, Some(who("Ana")));
    play.passes(1);
    assert_eq!(seen(&play).turn, Some(who("Bo")));
    assert_eq!(seen(&play).standings[&who("Ana")], Standing::Later);
    play.drops_out("Cem");
    play.does("Bo", shares(round, "here"));
    assert_eq!(seen(&play).turn, None);
    play.connects("Cem");
    assert_eq!(seen(&play).turn, Some(who("Cem")));
    play.connects("Ana");
    play.does("Cem", passes(round));
    assert_eq!(seen(&play).turn, Some(who("Ana")));
    assert_eq!(seen(&play).order, names(&["Bo", "Cem", "Ana"]));
    play.check_replay();
}

#[test]
fn round3_a_short_absence_before_the_turn_keeps_the_place() {
    let mut play = Play::live(&["Ana", "Bo", "Cem"]);
    let round = in_turn(&mut play);
    play.drops_out("Bo");
    play.connects("Bo");
    play.does("Ana", passes(round));
    assert_eq!(seen(&play).turn, Some(who("Bo")));
}

#[test]
fn round3_a_latecomer_is_asked_last_and_a_removed_person_not_at_all() {
    let mut play = Play::scheduled(&["Ana", "Bo", "Cem"]);
    play.passes(3_600);
    for name in ["Fay", "Ana", "Bo"] {
        play.connects(name);
    }
    play.does("Fay", Command::Day(DayCommand::Start {}));
    let round = in_turn(&mut play);
    play.connects("Cem");
    assert_eq!(seen(&play).order, names(&["Ana", "Bo", "Cem"]));
    let person = who("Ana");
    let remove = alongside_protocol::command::PeopleCommand::Remove { person };
    play.does("Fay", Command::People(remove));
    assert_eq!(seen(&play).order, names(&["Bo", "Cem"]));
    assert_eq!(seen(&play).turn, Some(who("Bo")));
    play.does("Bo", passes(round));
    assert_eq!(seen(&play).turn, Some(who("Cem")));
}

#[test]
fn round3_next_loses_nobodys_turn() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let round = in_turn(&mut play);
    play.does("Fay", next(round));
    assert_eq!(seen(&play).turn, Some(who("Bo")));
    play.does("Bo", shares(round, "fine"));
    assert_eq!(seen(&play).turn, Some(who("Ana")));
    play.does("Fay", next(round));
    assert_eq!(seen(&play).turn, None);
    play.does("Fay", next(round));
    assert_eq!(seen(&play).turn, Some(who("Ana")));
}

#[test]
fn round4_before_the_reveal_only_who_is_done_shows() {
    let mut play = Play::live(&["Ana", "Bo", "Cem"]);
    let round = start(&mut play, RoundPurpose::Other, RoundKind::AllAtOnce);
    play.does("Ana", shares(round, "hopeful"));
    play.does("Bo", passes(round));
    let standings = seen(&play).standings;
    assert_eq!(standings[&who("Ana")], Standing::Done);
    assert_eq!(standings[&who("Bo")], Standing::Done);
    assert_eq!(standings[&who("Cem")], Standing::Waiting);
    assert!(!play.has_seen("Cem", "hopeful") && play.has_seen("Fay", "hopeful"));
    let reveal = Command::Rounds(RoundCommand::Reveal { round });
    play.does("Fay", reveal.clone());
    assert!(play.has_seen("Cem", "hopeful"));
    assert_eq!(seen(&play).standings[&who("Bo")], Standing::Passed);
    play.does("Cem", shares(round, "late but here"));
    assert!(play.has_seen("Ana", "late but here"));
    assert_eq!(play.refused("Fay", reveal), Code::NotNow);
}

#[test]
fn round4_a_quiet_round_stays_quiet_after_its_end() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let round = start(&mut play, RoundPurpose::CheckOut, RoundKind::Quiet);
    play.does("Ana", shares(round, "only for you"));
    play.does("Bo", passes(round));
    let reveal = Command::Rounds(RoundCommand::Reveal { round });
    assert_eq!(play.refused("Fay", reveal), Code::NotNow);
    play.does("Fay", Command::Rounds(RoundCommand::End { round }));
    assert_eq!(seen(&play).standings[&who("Ana")], Standing::Done);
    assert_eq!(truth(&play, "Ana"), Some(TrueStanding::Private));
    assert!(!play.has_seen("Bo", "only for you"));
    play.check_replay();
}

#[test]
fn round5_opting_out_takes_one_out_and_opting_in_puts_one_last() {
    let mut play = Play::live(&["Ana", "Bo", "Cem"]);
    let round = in_turn(&mut play);
    play.does("Ana", opt_out(true));
    assert_eq!(seen(&play).order, names(&["Bo", "Cem"]));
    assert_eq!(seen(&play).turn, Some(who("Bo")));
    assert_eq!(play.refused("Ana", shares(round, "hm")), Code::NotNow);
    play.does("Ana", opt_out(false));
    assert_eq!(seen(&play).order, names(&["Bo", "Cem", "Ana"]));
    play.does("Cem", opt_out(true));
    play.does("Fay", Command::Rounds(RoundCommand::End { round }));
    in_turn(&mut play);
    assert_eq!(seen(&play).order, names(&["Ana", "Bo"]));
}

#[test]
fn day2_the_end_of_the_day_ends_the_round() {
    let mut play = Play::live(&["Ana", "Bo"]);
    in_turn(&mut play);
    play.does("Fay", Command::Day(DayCommand::End {}));
    assert_eq!(seen(&play).state, RoundState::Ended);
    assert_eq!(seen(&play).turn, None);
}

#[test]
fn an_answer_needs_something_in_it_unless_it_was_said_aloud() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let round = in_turn(&mut play);
    let empty = |audience| {
        Command::Rounds(RoundCommand::Answer {
            round,
            value: None,
            words: "".into(),
            audience,
        })
    };
    let private = empty(Audience::Facilitators);
    assert_eq!(play.refused("Ana", private), Code::Mend);
    let too_high = says(round, 6, "", Audience::Group);
    assert_eq!(play.refused("Ana", too_high), Code::Mend);
    play.does("Ana", empty(Audience::Group));
    assert_eq!(truth(&play, "Ana"), Some(TrueStanding::Shared));
}
