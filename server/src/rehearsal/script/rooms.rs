//! In breakout rooms (R13-R18), and when they are about to change (R21).

use super::{Standpoint, say, wish};
use crate::rehearsal::{
    cast::{CAST, Way},
    phrases,
    seen::MyRoom,
    wish::{Occasion, Pause, Wish},
};
use alongside_protocol::{
    command::{Channel, Command, MoveCommand, PlanKind, RoomCommand},
    entry::{BreakoutState, HelpState, MoveAnswer, NoticeKind},
    topic::Topic,
};

/// Seconds between the lines of one person in a room.
const LINE_SECONDS: u32 = 20;

pub fn wishes(at: &Standpoint<'_>) -> Vec<Wish> {
    let mut wishes = moving(at);
    if let Some(mine) = at.seen.my_room() {
        wishes.extend(talk(at, mine));
        wishes.extend(share_back(at, mine));
        wishes.extend(help(at, mine));
        wishes.extend(courtesy(at, mine));
    }
    wishes
}

/// A notice before a move: some go at once, some wait for the countdown, and one or two need a moment first.
fn moving(at: &Standpoint<'_>) -> Vec<Wish> {
    let ask =
        |what, of, pause, command| wish(Occasion::of(what, of), pause, Command::Moves(command));
    let mut wishes = Vec::new();
    if let Some(offer) = at.seen.offer() {
        let accept = MoveCommand::AnswerOffer { accept: true };
        let pause = Pause::seconds(4, 9);
        wishes.push(ask("old room", offer.room.0, pause, accept));
    }
    let Some(planned) = at.seen.my_move() else {
        return wishes;
    };
    let to = planned.to.0;
    match planned.answer {
        MoveAnswer::None if at.part.is(Way::NeedsAMoment) => {
            let pause = Pause::seconds(2, 4);
            wishes.push(ask("moment", to, pause, MoveCommand::Moment {}));
        }
        MoveAnswer::None if at.chance.own(Occasion::of("waits", to)).below(2) == 0 => {
            let pause = Pause::seconds(3, 6);
            wishes.push(ask("ready", to, pause, MoveCommand::Ready {}));
        }
        MoveAnswer::Moment => {
            let pause = Pause::seconds(12, 18);
            wishes.push(ask("ready", to, pause, MoveCommand::Ready {}));
        }
        MoveAnswer::None | MoveAnswer::Stay => {}
    }
    wishes
}

fn channel(mine: MyRoom<'_>) -> Channel {
    Channel::Room { room: mine.room.id }
}

fn talk(at: &Standpoint<'_>, mine: MyRoom<'_>) -> Vec<Wish> {
    let occasion = Occasion::of("room line", mine.room.id.0);
    let lines = if at.part.is(Way::Quiet) {
        1
    } else {
        phrases::IN_ROOMS.len()
    };
    let stages = (0_u32..).zip(phrases::IN_ROOMS).take(lines);
    stages
        .map(|(nth, table)| {
            let pause = Pause::seconds(4 + nth * LINE_SECONDS, 16 + nth * LINE_SECONDS);
            let words = at.line(table, 0);
            say(occasion.nth(nth.into()), pause, channel(mine), words, None)
        })
        .collect()
}

/// The lead writes the note that comes back to the group; then people say that they are done.
fn share_back(at: &Standpoint<'_>, mine: MyRoom<'_>) -> Vec<Wish> {
    let (me, room) = (at.seen.me, mine.room);
    let lead = room.lead.or(room.people.first().copied());
    let ask = |what, pause, command| {
        let occasion = Occasion::of(what, room.id.0);
        wish(occasion, pause, Command::Rooms(command))
    };
    if !mine.inside.share_back.is_empty() {
        if mine.inside.done.contains(&me) {
            return Vec::new();
        }
        let done = RoomCommand::Done {
            room: room.id,
            on: true,
        };
        return vec![ask("done", Pause::seconds(20, 45), done)];
    }
    if lead != Some(me) {
        return Vec::new();
    }
    let note = |what, pause| {
        let words = at.line(phrases::SHARE_BACKS, 0).into();
        let room = room.id;
        ask(what, pause, RoomCommand::ShareBack { room, words })
    };
    if mine.breakout.state == BreakoutState::Closing {
        return vec![note("last note", Pause::seconds(2, 5))];
    }
    vec![note("note", Pause::seconds(70, 95))]
}

/// One of the rooms calls for help; whoever called thanks the one who comes.
fn help(at: &Standpoint<'_>, mine: MyRoom<'_>) -> Vec<Wish> {
    let occasion = Occasion::of("help", mine.breakout.id.0);
    let calls = match mine.breakout.kind {
        PlanKind::Buddies => at.part.is(Way::CallsForHelp),
        _ => at.is_chosen(occasion, CAST.len()),
    };
    match &mine.inside.help {
        None if calls && mine.breakout.state == BreakoutState::Open => {
            let call = RoomCommand::CallHelp {
                room: mine.room.id,
                words: at.line(phrases::CALLS_FOR_HELP, 0).into(),
            };
            vec![wish(occasion, Pause::seconds(28, 40), Command::Rooms(call))]
        }
        Some(help) if help.by == at.seen.me && help.state == HelpState::Coming => {
            let occasion = Occasion::of("help is coming", mine.breakout.id.0);
            let words = "Thank you, we will wait for you.";
            vec![say(
                occasion,
                Pause::seconds(3, 7),
                channel(mine),
                words,
                None,
            )]
        }
        _ => Vec::new(),
    }
}

/// Whoever leads the room greets visitors and answers words from staff.
fn courtesy(at: &Standpoint<'_>, mine: MyRoom<'_>) -> Vec<Wish> {
    let lead = mine.room.lead.or(mine.room.people.first().copied());
    if lead != Some(at.seen.me) {
        return Vec::new();
    }
    let mut wishes = Vec::new();
    for visitor in &mine.inside.visitors {
        let occasion = Occasion::of("visitor", visitor.0);
        let pause = Pause::seconds(3, 7);
        let words = at.line(phrases::TO_VISITORS, 0);
        wishes.push(say(occasion, pause, channel(mine), words, None));
    }
    for notice in at.seen.notices(Topic::Room(mine.room.id)) {
        if notice.kind == NoticeKind::Broadcast && notice.at >= at.seen.since {
            let occasion = Occasion::of("broadcast", notice.id.0);
            let pause = Pause::seconds(5, 10);
            let words = at.line(phrases::TO_BROADCASTS, 0);
            wishes.push(say(occasion, pause, channel(mine), words, None));
        }
    }
    wishes
}
