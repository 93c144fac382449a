//! What the scenes have in common: a day, rooms by hand or for buddies, somebody who writes.

use super::{WITNESSES, WRITTEN};
use crate::{
    laws::TRAINEES,
    session::Facts,
    testing::{Play, facts, raise, who},
};
use alongside_protocol::{
    command::{
        Channel, Command, DayCommand, FeedbackCommand, FeedbackForm, FeedbackText, FlagCommand,
        FlagKind, PeopleCommand, PlanKind, PlanRequest, PlannedRoom, RoomCommand, RoundCommand,
        RoundKind, RoundPurpose, RoundRequest, Scale,
    },
    people::{Audience, TakingPart},
    safety::Contact,
};

/// What is looked at: who wrote, and how more people come to read it.
pub struct Scene {
    pub play: Play,
    pub writer: &'static str,
    pub later: fn(&mut Play),
}

pub fn scene(play: Play, writer: &'static str) -> Scene {
    let later = |_: &mut Play| ();
    Scene {
        play,
        writer,
        later,
    }
}

pub fn day() -> Play {
    Play::live(&TRAINEES)
}

/// Dee and Ana are together in a room; Cem is in another.
pub fn rooms(kind: PlanKind) -> Play {
    let mut play = day();
    match kind {
        PlanKind::Buddies => play.opens_rooms(kind),
        _ => opens_by_hand(&mut play),
    }
    play
}

pub fn opens_by_hand(play: &mut Play) {
    plans(play, PlanKind::ByHand, "talk");
    let made = play.session.rooms.plan.clone().expect("a plan");
    let together = [vec!["Dee", "Ana"], vec!["Cem", "Bo", "Eve"]];
    let room = |(room, people): (&PlannedRoom, Vec<&str>)| PlannedRoom {
        people: people.into_iter().map(who).collect(),
        ..room.clone()
    };
    edits(play, made.rooms.iter().zip(together).map(room).collect());
    opens(play);
    play.passes(30);
}

pub fn plans(play: &mut Play, kind: PlanKind, prompt: &str) {
    let request = PlanRequest {
        kind,
        size: 2,
        rooms: None,
        saved: None,
        without: Vec::new(),
        prompt: prompt.into(),
        minutes: 20,
    };
    play.does("Fay", Command::Rooms(RoomCommand::Plan { request }));
}

pub fn edits(play: &mut Play, rooms: Vec<PlannedRoom>) {
    let edit = RoomCommand::EditPlan {
        version: play.session.rooms.version,
        rooms,
        prompt: None,
        minutes: None,
    };
    play.does("Fay", Command::Rooms(edit));
}

pub fn says(mut play: Play, channel: Channel) -> Scene {
    play.says("Dee", channel, WRITTEN);
    scene(play, "Dee")
}

pub fn in_room(play: Play) -> Scene {
    let room = play.room_of("Dee");
    says(play, Channel::Room { room })
}

pub fn does(mut play: Play, writer: &'static str, command: Command) -> Scene {
    play.does(writer, command);
    scene(play, writer)
}

pub fn in_rooms(kind: PlanKind, writer: &'static str, command: fn(&Play) -> RoomCommand) -> Scene {
    let play = rooms(kind);
    let command = Command::Rooms(command(&play));
    does(play, writer, command)
}

pub fn closes(play: &mut Play) {
    let close = RoomCommand::Close { notice_seconds: 10 };
    play.does("Fay", Command::Rooms(close));
    play.passes(10);
}

pub fn known(fill: impl FnOnce(&mut Facts)) -> Scene {
    let mut facts = facts(&TRAINEES);
    fill(&mut facts);
    let mut play = Play::of(facts);
    play.passes(60 * 60);
    for (name, _) in WITNESSES {
        play.connects(name);
    }
    // Organisers write it, and they are not in the session.
    scene(play, "")
}

pub fn of_round(kind: RoundKind, audience: Audience) -> Scene {
    let mut play = day();
    let round = RoundRequest {
        purpose: RoundPurpose::Other,
        kind,
        prompt: "How are you?".into(),
        scale: Scale::FreeText,
        suggested_seconds: None,
    };
    play.does("Fay", Command::Rounds(RoundCommand::Start { round }));
    let round = play.session.rounds.running().expect("it runs").id;
    let answer = RoundCommand::Answer {
        round,
        value: None,
        words: WRITTEN.into(),
        audience,
    };
    does(play, "Dee", Command::Rounds(answer))
}

pub fn flag(kind: FlagKind) -> Scene {
    does(day(), "Dee", raise(kind, None, WRITTEN))
}

pub fn noted(kind: FlagKind, pass_on: bool) -> Scene {
    let mut play = day();
    let flag = play.flags("Dee", kind, "");
    play.does("Fay", Command::Flags(FlagCommand::Claim { flag }));
    let words = WRITTEN.into();
    let command = match pass_on {
        true => FlagCommand::PassOn { flag, words },
        false => FlagCommand::Note { flag, words },
    };
    does(play, "Fay", Command::Flags(command))
}

pub fn contact() -> Contact {
    Contact {
        name: WRITTEN.into(),
        phone: "1".into(),
        hours: "".into(),
    }
}

pub fn planned(prompt: &str) -> Play {
    let mut play = day();
    plans(&mut play, PlanKind::Random, prompt);
    play
}

pub fn opens(play: &mut Play) {
    let open = RoomCommand::Open {
        version: play.session.rooms.version,
        notice_seconds: 30,
    };
    play.does("Fay", Command::Rooms(open));
}

pub fn taking_part(audience: Audience) -> Scene {
    let how = TakingPart {
        words: WRITTEN.into(),
        audience,
        ..TakingPart::default()
    };
    does(
        day(),
        "Dee",
        Command::People(PeopleCommand::TakePart { how }),
    )
}

/// Everybody sends the form, and Dee writes in it.
pub fn sent_by_all() -> Scene {
    let mut play = day();
    play.does("Fay", Command::Feedback(FeedbackCommand::Open {}));
    for name in TRAINEES {
        let words = if name == "Dee" { WRITTEN } else { "well" };
        let form = FeedbackForm {
            texts: [(FeedbackText::MostUseful, words.into())].into(),
            ..FeedbackForm::default()
        };
        play.does(name, Command::Feedback(FeedbackCommand::Answer { form }));
    }
    scene(play, "Dee")
}

pub fn ends(play: &mut Play) {
    play.does("Fay", Command::Day(DayCommand::End {}));
}
