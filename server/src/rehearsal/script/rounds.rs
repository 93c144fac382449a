//! Check-ins, check-outs and other rounds (R5, R6): most answer, some pass, one for facilitators only,
//! one says "come back to me".

use super::{Standpoint, wish};
use crate::rehearsal::{
    cast::{InRounds, Way},
    phrases,
    wish::{Occasion, Pause, Wish},
};
use alongside_protocol::{
    command::{Command, RoundCommand, RoundKind, RoundPurpose, Scale},
    entry::{RoundEntry, Standing},
    people::Audience,
};

pub fn wishes(at: &Standpoint<'_>) -> Vec<Wish> {
    let me = at.seen.me;
    let Some(round) = at.seen.round() else {
        return Vec::new();
    };
    let standing = round.standings.get(&me);
    let open = matches!(standing, Some(Standing::Waiting | Standing::Later));
    if !open {
        return Vec::new();
    }
    let occasion = Occasion::of("answer", round.id.0);
    let (occasion, pause) = match round.kind {
        RoundKind::InTurn if round.turn == Some(me) => {
            let since = round.turn_since.unwrap_or_default();
            (occasion.nth(since.0), Pause::seconds(3, 7))
        }
        RoundKind::InTurn => return Vec::new(),
        RoundKind::AllAtOnce | RoundKind::Quiet if at.part.is(Way::Quiet) => {
            (occasion, Pause::seconds(35, 50))
        }
        RoundKind::AllAtOnce | RoundKind::Quiet => (occasion, Pause::seconds(4, 20)),
    };
    let later = standing == Some(&Standing::Later);
    vec![wish(
        occasion,
        pause,
        Command::Rounds(part_in(at, round, later)),
    )]
}

/// What this person does with their turn.
fn part_in(at: &Standpoint<'_>, round: &RoundEntry, later: bool) -> RoundCommand {
    let checks_out = round.purpose == RoundPurpose::CheckOut;
    match at.part.in_rounds {
        InRounds::Later if round.kind == RoundKind::InTurn && !later => {
            RoundCommand::Later { round: round.id }
        }
        InRounds::Passes if !checks_out => RoundCommand::Pass { round: round.id },
        InRounds::ForFacilitators => answer(at, round, Audience::Facilitators),
        InRounds::Shares | InRounds::Later | InRounds::Passes => answer(at, round, Audience::Group),
    }
}

fn answer(at: &Standpoint<'_>, round: &RoundEntry, audience: Audience) -> RoundCommand {
    let lines = at.part.lines;
    let words = match (round.purpose, round.scale) {
        (RoundPurpose::CheckIn, Scale::OneWord) => lines.check_in_word,
        (RoundPurpose::CheckIn, _) => lines.check_in,
        (RoundPurpose::CheckOut, Scale::OneWord) => lines.check_out_word,
        (RoundPurpose::CheckOut, _) => lines.check_out,
        (RoundPurpose::Other, Scale::OneWord) => at.line(phrases::WORDS, 0),
        (RoundPurpose::Other, _) => at.line(phrases::THOUGHTS, 0),
    };
    RoundCommand::Answer {
        round: round.id,
        value: round.scale.has_steps().then(|| step(at, round)),
        words: words.into(),
        audience,
    }
}

/// Where on a scale of five; people leave a little higher than they arrived, but for one.
fn step(at: &Standpoint<'_>, round: &RoundEntry) -> u8 {
    let thrown = at.chance.own(Occasion::of("step", round.id.0)).below(2);
    let thrown = u8::try_from(thrown).unwrap_or_default();
    match round.purpose {
        RoundPurpose::CheckOut if at.part.is(Way::LeavesLower) => 2,
        RoundPurpose::CheckOut => 4 + thrown,
        RoundPurpose::CheckIn | RoundPurpose::Other => 3 + thrown,
    }
}
