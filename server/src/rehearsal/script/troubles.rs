//! What a facilitator practises for: hands, flags, lost connections, people who slip away (R19, R25-R27).

use super::{Standpoint, person, say, wish};
use crate::rehearsal::{
    cast::{CAST, Way},
    phrases,
    wish::{Act, Occasion, Pause, Wish},
};
use alongside_domain::limits::REHEARSAL_GRACE_SECONDS;
use alongside_protocol::{
    command::{
        Channel, Command, FlagCommand, FlagKind, HandWay, PeopleCommand, PlanKind, RoundPurpose,
    },
    entry::{FlagState, Phase},
    ids::{MessageId, PersonId},
    people::{Checked, Presence, TechCheck},
    topic::Topic,
};

/// Hands one person raises in a day.
const HANDS: i64 = 4;

pub fn wishes(at: &Standpoint<'_>) -> Vec<Wish> {
    let mut wishes = sound(at);
    wishes.extend(drop_out(at));
    wishes.extend(slip_away(at));
    if at.seen.phase() == Some(Phase::Live) {
        wishes.extend(wellbeing(at));
    }
    if at.is_free() {
        wishes.extend(hand(at));
        wishes.extend(grumble(at));
        wishes.extend(blink(at));
    }
    wishes
}

fn flag(
    occasion: Occasion,
    pause: Pause,
    kind: FlagKind,
    about: Option<PersonId>,
    message: Option<MessageId>,
    words: &str,
) -> Wish {
    let words = words.into();
    let raise = FlagCommand::Raise {
        kind,
        about,
        message,
        words,
    };
    wish(occasion, pause, Command::Flags(raise))
}

/// A technical flag soon after arriving; when it is resolved, all is well.
fn sound(at: &Standpoint<'_>) -> Vec<Wish> {
    if !at.part.is(Way::SoundTrouble) {
        return Vec::new();
    }
    let mine = at
        .seen
        .my_flags()
        .find(|flag| flag.kind == FlagKind::Technical);
    let Some(flagged) = mine else {
        let occasion = Occasion::once("sound flag");
        let (pause, kind) = (Pause::seconds(14, 20), FlagKind::Technical);
        let words = "I can see everybody, but I hear nothing.";
        return vec![flag(occasion, pause, kind, None, None, words)];
    };
    if flagged.state != FlagState::Resolved {
        return Vec::new();
    }
    let check = TechCheck {
        sound: Checked::Works,
        ..at.part.tech
    };
    let checked = PeopleCommand::TechChecked { check };
    let me = at.seen.me;
    vec![
        person(Occasion::once("sound works"), Pause::seconds(4, 8), checked),
        say(
            Occasion::once("sound thanks"),
            Pause::seconds(5, 10),
            Channel::Tech { person: me },
            "That did it, I can hear you all now. Thank you.",
            None,
        ),
    ]
}

/// Flags that only facilitators see, spread over the day.
fn wellbeing(at: &Standpoint<'_>) -> Vec<Wish> {
    let mut wishes = Vec::new();
    let once = Occasion::once;
    if at.part.is(Way::NeedsSupport) {
        let (pause, kind) = (Pause::seconds(100, 140), FlagKind::NeedSupport);
        let words = "Could one of you write to me? The topic is close to home.";
        wishes.push(flag(once("needs support"), pause, kind, None, None, words));
    }
    if at.part.is(Way::Worries) {
        let (pause, kind) = (Pause::seconds(200, 260), FlagKind::WorriedAboutSomeone);
        let about = quiet_one(at);
        let words = "They have been so quiet today. Maybe somebody can ask how they are.";
        wishes.push(flag(once("worries"), pause, kind, about, None, words));
    }
    if at.part.is(Way::FindsItTooMuch) {
        let (pause, kind) = (Pause::seconds(420, 480), FlagKind::TooMuch);
        let words = "I need a short break from this, then I am back.";
        wishes.push(flag(once("too much"), pause, kind, None, None, words));
    }
    let uneasy = at.seen.messages(Topic::Group);
    let uneasy = uneasy
        .iter()
        .find(|message| message.words.text() == phrases::GRUMBLE);
    if let Some(message) = uneasy.filter(|_| at.part.is(Way::FlagsGrumbling)) {
        let (pause, kind) = (Pause::seconds(12, 20), FlagKind::ThisMessage);
        let words = "This made me feel slow. Could you have a look?";
        let (occasion, message) = (once("uneasy"), Some(message.id));
        wishes.push(flag(occasion, pause, kind, None, message, words));
    }
    wishes
}

fn quiet_one(at: &Standpoint<'_>) -> Option<PersonId> {
    let quiet = CAST.iter().find(|part| part.is(Way::Quiet))?;
    let mut people = at.seen.people();
    let found = people.find(|person| person.name.text() == quiet.name)?;
    Some(found.id)
}

fn grumble(at: &Standpoint<'_>) -> Option<Wish> {
    if !at.part.is(Way::Grumbles) {
        return None;
    }
    let pause = Pause::seconds(170, 200);
    let occasion = Occasion::once("grumble");
    Some(say(
        occasion,
        pause,
        Channel::Main {},
        phrases::GRUMBLE,
        None,
    ))
}

fn hand(at: &Standpoint<'_>) -> Option<Wish> {
    let way = if at.part.is(Way::RaisesHand) {
        HandWay::Voice
    } else if at.part.is(Way::ReadsOut) {
        HandWay::ReadOut
    } else {
        return None;
    };
    let next = at.next_of(Occasion::once("hand"));
    let up = at.seen.hands()?.queue.iter();
    let mut mine = up.filter(|hand| hand.person == at.seen.me);
    if next.nth >= HANDS || mine.next().is_some() {
        return None;
    }
    let words = match way {
        HandWay::ReadOut => at.line(phrases::TO_READ_OUT, usize::try_from(next.nth).ok()?),
        HandWay::Voice | HandWay::Chat => "",
    };
    let pause = match (way, next.nth) {
        (HandWay::Voice, 0) => Pause::seconds(30, 60),
        (_, 0) => Pause::seconds(80, 110),
        _ => Pause::seconds(240, 360),
    };
    let words = words.into();
    Some(person(next, pause, PeopleCommand::RaiseHand { way, words }))
}

/// A connection that is lost for less than the grace period, once.
fn blink(at: &Standpoint<'_>) -> Option<Wish> {
    at.part.is(Way::Blinks).then_some(Wish {
        occasion: Occasion::once("blink"),
        pause: Pause::seconds(60, 80),
        act: Act::HangUp {
            away: Pause::seconds(6, 9),
        },
    })
}

/// In each breakout one person is lost for longer than the grace period, and returns.
fn drop_out(at: &Standpoint<'_>) -> Option<Wish> {
    let breakout = at.seen.my_room()?.breakout;
    let occasion = Occasion::of("drop out", breakout.id.0);
    let drops = match breakout.kind {
        PlanKind::Buddies => at.part.is(Way::DropsOut),
        _ => at.is_chosen(occasion, CAST.len()),
    };
    drops.then_some(Wish {
        occasion,
        pause: Pause::seconds(30, 45),
        act: Act::HangUp {
            away: Pause::seconds(45, 60).and_always(REHEARSAL_GRACE_SECONDS),
        },
    })
}

/// Steps away for a while in the middle of the day, and is gone for a while when the check-out begins.
fn slip_away(at: &Standpoint<'_>) -> Option<Wish> {
    if !at.part.is(Way::SlipsAway) {
        return None;
    }
    if let Some(round) = at.seen.round()
        && round.purpose == RoundPurpose::CheckOut
    {
        return Some(Wish {
            occasion: Occasion::once("vanishes"),
            pause: Pause::seconds(1, 3),
            act: Act::HangUp {
                away: Pause::seconds(40, 60).and_always(REHEARSAL_GRACE_SECONDS),
            },
        });
    }
    let be = |what, pause, presence, until| {
        let command = PeopleCommand::BePresent { presence, until };
        Some(person(Occasion::once(what), pause, command))
    };
    let presence = at.seen.person(at.seen.me)?.presence;
    if presence == Presence::SteppedAway {
        return be("is back", Pause::seconds(60, 90), Presence::Here, None);
    }
    let until = Some(at.now.plus_minutes(3));
    at.is_free().then(|| {
        be(
            "steps away",
            Pause::seconds(120, 150),
            Presence::SteppedAway,
            until,
        )
    })?
}
