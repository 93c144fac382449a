//! Every command, by everybody, in every phase: always answered, and staff commands only for staff (ASK3, ASK6).

use super::{GUEST, TRAINEES, dice, everybody};
use crate::{
    examples,
    session::{Ask, Asked, table},
    testing::{Play, who},
};
use alongside_protocol::{
    command::{
        ChatCommand, Command, DayCommand, FeedbackCommand, FlagCommand, MoveCommand, PeopleCommand,
        PlanKind, RoomCommand, RoundCommand,
    },
    entry::Phase,
    refusal::Code,
};

/// What only staff may ever ask for, written down here once more so that no slip in the table goes unseen.
fn for_staff(command: &Command) -> bool {
    match command {
        Command::Day(_) => true,
        Command::People(command) => matches!(
            command,
            PeopleCommand::CallOn { .. }
                | PeopleCommand::LowerHandOf { .. }
                | PeopleCommand::Admit { .. }
                | PeopleCommand::Decline { .. }
                | PeopleCommand::DeclineAll { .. }
                | PeopleCommand::MarkDropped { .. }
                | PeopleCommand::Remove { .. }
                | PeopleCommand::FollowedUp { .. }
        ),
        Command::Rounds(command) => matches!(
            command,
            RoundCommand::Start { .. }
                | RoundCommand::Next { .. }
                | RoundCommand::PutLater { .. }
                | RoundCommand::Reveal { .. }
                | RoundCommand::End { .. }
        ),
        Command::Chat(command) => !matches!(
            command,
            ChatCommand::Post { .. }
                | ChatCommand::Edit { .. }
                | ChatCommand::Withdraw { .. }
                | ChatCommand::React { .. }
        ),
        Command::Flags(command) => !matches!(
            command,
            FlagCommand::Raise { .. } | FlagCommand::Withdraw { .. }
        ),
        Command::Rooms(command) => !matches!(
            command,
            RoomCommand::ShareBack { .. }
                | RoomCommand::CallHelp { .. }
                | RoomCommand::CancelHelp { .. }
                | RoomCommand::Done { .. }
        ),
        Command::Moves(command) => matches!(
            command,
            MoveCommand::Apply { .. }
                | MoveCommand::Arrange { .. }
                | MoveCommand::Dismiss { .. }
                | MoveCommand::Suggest {}
                | MoveCommand::Undo { .. }
        ),
        Command::Buddies(_) | Command::Call(_) => true,
        Command::Feedback(command) => !matches!(command, FeedbackCommand::Answer { .. }),
    }
}

/// Not for the assistant: what is said in confidence, and how the group is led.
fn for_facilitators(command: &Command) -> bool {
    match command {
        Command::Day(command) => !matches!(command, DayCommand::SetCallLink { .. }),
        Command::People(command) => matches!(
            command,
            PeopleCommand::CallOn { .. }
                | PeopleCommand::LowerHandOf { .. }
                | PeopleCommand::FollowedUp { .. }
        ),
        Command::Rounds(_) | Command::Chat(_) | Command::Feedback(_) => for_staff(command),
        Command::Flags(command) => matches!(command, FlagCommand::PassOn { .. }),
        Command::Rooms(command) => matches!(
            command,
            RoomCommand::Plan { .. }
                | RoomCommand::EditPlan { .. }
                | RoomCommand::DropPlan {}
                | RoomCommand::Open { .. }
                | RoomCommand::CallOff {}
                | RoomCommand::Stretch { .. }
                | RoomCommand::Close { .. }
                | RoomCommand::SetWatch { .. }
                | RoomCommand::SetPrompt { .. }
                | RoomCommand::SetLead { .. }
                | RoomCommand::SavePlan { .. }
                | RoomCommand::ForgetPlan { .. }
                | RoomCommand::Lock { .. }
        ),
        Command::Buddies(_) => true,
        Command::Moves(_) | Command::Call(_) => false,
    }
}

/// A day with something of everything in it.
fn busy() -> Play {
    let mut play = Play::live(&TRAINEES);
    play.happens(Asked::Knock {
        person: who(GUEST),
        name: "Gus".into(),
    });
    play.opens_rooms(PlanKind::Random);
    for seed in 0..600 {
        let next = super::happening(&play, seed);
        if !super::ends_the_day(&next) {
            let _ = super::happens(&mut play, next);
        }
    }
    play
}

/// What they would be told; deciding changes nothing.
fn answer(play: &Play, name: &str, command: &Command) -> Result<(), Code> {
    let ask = Ask {
        at: play.now,
        seed: [7; 32],
        asked: Asked::Command {
            by: who(name),
            command: command.clone(),
        },
    };
    let decided = play.session.decide(&ask);
    decided.map(|_| ()).map_err(|refusal| refusal.code)
}

fn try_all(play: &Play) {
    for seed in 0..12 {
        let commands = examples::one_of_each(&play.session, &mut dice(seed));
        for (name, command) in everybody()
            .into_iter()
            .chain(["Nobody"])
            .flat_map(|name| commands.iter().map(move |command| (name, command)))
        {
            let answer = answer(play, name, command);
            let is = |names: &[&str]| names.contains(&name);
            let outside = is(&["Nobody"]);
            let trainee = for_staff(command) && !is(&["Fay", "Finn", "Sol"]);
            let assistant = for_facilitators(command) && is(&["Sol"]);
            if outside || trainee || assistant {
                assert_eq!(answer, Err(Code::NotFound), "{name}: {command:?}");
            } else if play.session.phase() == Phase::Ended && !is(&["Fay", "Finn", "Sol"]) {
                assert!(answer.is_err(), "after the end {name}: {command:?}");
            }
        }
    }
}

#[test]
fn ask3_before_the_doors_open_everybody_gets_an_answer_and_nobody_more_than_their_due() {
    try_all(&Play::scheduled(&TRAINEES));
}

#[test]
fn ask3_during_arrival_everybody_gets_an_answer_and_nobody_more_than_their_due() {
    try_all(&Play::arrival(&TRAINEES));
}

#[test]
fn ask3_on_a_busy_day_everybody_gets_an_answer_and_nobody_more_than_their_due() {
    try_all(&busy());
}

#[test]
fn ask6_after_the_end_trainees_can_ask_for_nothing_more() {
    let mut play = busy();
    play.does("Fay", Command::Day(DayCommand::End {}));
    try_all(&play);
}

#[test]
fn ask3_the_table_knows_no_staff_command_that_a_trainee_may_ask() {
    let play = busy();
    for command in examples::one_of_each(&play.session, &mut dice(1)) {
        let trainee = alongside_protocol::people::Role::Trainee;
        let may = table::row_of(&command).who.contains(&trainee);
        assert_eq!(may, !for_staff(&command), "{command:?}");
    }
}
