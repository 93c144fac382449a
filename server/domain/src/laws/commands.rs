//! One example of every command there is, with ids that exist where there are any.

mod rooms;

use super::{Happening, TRAINEES, one_of};
use crate::{
    dice::Dice,
    testing::{Play, STAFF, START, who},
};
use alongside_protocol::{
    command::{
        Channel, ChatCommand, Command, DayCommand, FlagCommand, FlagKind, HandOrder, HandWay,
        MovePolicy, PeopleCommand, RoundCommand, RoundKind, RoundPurpose, RoundRequest, Scale,
        Settings,
    },
    ids::{AgendaItemId, FlagId, MessageId, PersonId, RoomId, RoundId},
    people::{Audience, Checked, Presence, TakingPart, TechCheck},
    words::Words,
};
use uuid::Uuid;

pub fn ends_the_day(happening: &Happening) -> bool {
    matches!(
        happening,
        Happening::Asks(_, Command::Day(DayCommand::End {}))
            | Happening::Asks(_, Command::People(PeopleCommand::Remove { .. }))
    )
}

pub fn one_of_each(play: &Play, dice: &mut Dice) -> Vec<Command> {
    areas(play, dice).concat()
}

/// A command as it may come up on a busy day: there is more talk than planning.
pub fn by_chance(play: &Play, dice: &mut Dice) -> Command {
    const WEIGHTS: [usize; 14] = [0, 1, 1, 2, 2, 3, 3, 3, 3, 4, 5, 5, 6, 7];
    let area = one_of(dice, &WEIGHTS);
    let commands = &areas(play, dice)[area];
    commands[dice.below(commands.len())].clone()
}

fn areas(play: &Play, dice: &mut Dice) -> [Vec<Command>; 8] {
    [
        day(play, dice).map(Command::Day).to_vec(),
        people(dice).map(Command::People).to_vec(),
        rounds(play, dice).map(Command::Rounds).to_vec(),
        chat(play, dice).into_iter().map(Command::Chat).collect(),
        flags(play, dice).map(Command::Flags).to_vec(),
        rooms::plans(play, dice).map(Command::Rooms).to_vec(),
        rooms::rooms(play, dice).map(Command::Rooms).to_vec(),
        rooms::moves(play, dice).map(Command::Moves).to_vec(),
    ]
}

fn words(dice: &mut Dice) -> Words {
    one_of(
        dice,
        &["", "hm", "a few words", "two\nlines", "\u{202e}\u{200b}"],
    )
    .into()
}

fn person(dice: &mut Dice) -> PersonId {
    let staff = STAFF.iter().map(|(name, _)| *name);
    let names: Vec<_> = staff
        .chain(TRAINEES)
        .chain(TRAINEES)
        .chain(["Gus", "Nobody"])
        .collect();
    who(one_of(dice, &names))
}

/// One that exists, or one that does not.
fn some<T: Copy>(dice: &mut Dice, known: impl Iterator<Item = T>, unknown: T) -> T {
    let known: Vec<_> = known.collect();
    if known.is_empty() || dice.below(12) == 0 {
        return unknown;
    }
    one_of(dice, &known)
}

fn on(dice: &mut Dice) -> bool {
    dice.below(2) == 0
}

fn day(play: &Play, dice: &mut Dice) -> [DayCommand; 7] {
    let items = play.session.day.agenda().iter().map(|item| item.id);
    [
        DayCommand::Open {},
        DayCommand::Start {},
        DayCommand::GoTo {
            item: some(dice, items, AgendaItemId(Uuid::nil())),
        },
        DayCommand::Stretch {
            minutes: one_of(dice, &[-5, 0, 5, i32::MAX, i32::MIN]),
        },
        DayCommand::SetCallLink {
            url: one_of(dice, &["", "https://call.example/1", "javascript:alert(1)"]).to_owned(),
        },
        DayCommand::Settings {
            settings: Settings {
                grace_seconds: one_of(dice, &[20, 120, 600, 0]),
                notice_seconds: one_of(dice, &[5, 60, u32::MAX]),
                move_policy: one_of(
                    dice,
                    &[MovePolicy::Ask {}, MovePolicy::ApplyAfter { seconds: 30 }],
                ),
                hand_order: one_of(dice, &[HandOrder::FirstCome, HandOrder::HeardLeast]),
            },
        },
        DayCommand::End {},
    ]
}

fn people(dice: &mut Dice) -> [PeopleCommand; 13] {
    use Presence::{CallOnly, ChatOnly, Here, HereOnly, NeedMoment, SteppedAway};
    let how = TakingPart {
        words: words(dice),
        audience: one_of(dice, &[Audience::Group, Audience::Facilitators]),
        ..TakingPart::default()
    };
    let check = TechCheck {
        round_trip_ms: 40,
        sound: Checked::Works,
        call: Checked::NotTried,
    };
    let presences = [
        CallOnly,
        ChatOnly,
        Here,
        Here,
        HereOnly,
        NeedMoment,
        SteppedAway,
    ];
    [
        PeopleCommand::TakePart { how },
        PeopleCommand::TechChecked { check },
        PeopleCommand::BePresent {
            presence: one_of(dice, &presences),
            until: on(dice).then_some(START),
        },
        PeopleCommand::Leave {},
        PeopleCommand::RaiseHand {
            way: one_of(dice, &[HandWay::Voice, HandWay::Chat, HandWay::ReadOut]),
            words: words(dice),
        },
        PeopleCommand::LowerHand {},
        PeopleCommand::CallOn {
            person: person(dice),
        },
        PeopleCommand::LowerHandOf {
            person: person(dice),
        },
        PeopleCommand::Admit {
            person: person(dice),
        },
        PeopleCommand::Decline {
            person: person(dice),
        },
        PeopleCommand::MarkDropped {
            person: person(dice),
        },
        PeopleCommand::Remove {
            person: person(dice),
        },
        PeopleCommand::FollowedUp {
            person: person(dice),
            words: words(dice),
        },
    ]
}

fn rounds(play: &Play, dice: &mut Dice) -> [RoundCommand; 9] {
    use Scale::{Battery, FreeText, OneToFive, OneWord, Weather};
    let held = play.session.rounds.all().iter().rev().take(2);
    let round = some(dice, held.map(|round| round.id), RoundId(Uuid::nil()));
    let request = RoundRequest {
        purpose: one_of(
            dice,
            &[
                RoundPurpose::CheckIn,
                RoundPurpose::CheckOut,
                RoundPurpose::Other,
            ],
        ),
        kind: one_of(
            dice,
            &[RoundKind::InTurn, RoundKind::AllAtOnce, RoundKind::Quiet],
        ),
        prompt: "How are you?".into(),
        scale: one_of(dice, &[Battery, FreeText, OneToFive, OneWord, Weather]),
        suggested_seconds: one_of(dice, &[None, Some(60), Some(0)]),
    };
    [
        RoundCommand::Start { round: request },
        RoundCommand::Answer {
            round,
            value: one_of(dice, &[None, Some(1), Some(4), Some(9)]),
            words: words(dice),
            audience: one_of(dice, &[Audience::Group, Audience::Facilitators]),
        },
        RoundCommand::Pass { round },
        RoundCommand::Later { round },
        RoundCommand::OptOut { on: on(dice) },
        RoundCommand::Next { round },
        RoundCommand::PutLater {
            round,
            person: person(dice),
        },
        RoundCommand::Reveal { round },
        RoundCommand::End { round },
    ]
}

fn channel(play: &Play, dice: &mut Dice) -> Channel {
    let rooms = play.session.rooms.all().map(|room| room.id);
    let room = some(dice, rooms, RoomId(Uuid::nil()));
    let person = person(dice);
    let channels = [
        Channel::Main {},
        Channel::Main {},
        Channel::Room { room },
        Channel::Room { room },
        Channel::Thread { person },
        Channel::Tech { person },
        Channel::Staff {},
    ];
    one_of(dice, &channels)
}

fn chat(play: &Play, dice: &mut Dice) -> Vec<ChatCommand> {
    let said: Vec<(MessageId, Channel)> = {
        let messages = play.session.chat.all();
        messages
            .map(|message| (message.id, message.channel))
            .collect()
    };
    let unknown = (MessageId(Uuid::nil()), Channel::Main {});
    let (first, beside) = some(dice, said.iter().copied(), unknown);
    let message = some(dice, said.iter().copied(), unknown).0;
    let post = |channel, words: Words, reply_to| ChatCommand::Post {
        channel,
        words,
        reply_to,
    };
    vec![
        post(Channel::Main {}, "a few words".into(), None),
        post(Channel::Main {}, "and more".into(), None),
        post(channel(play, dice), "just here".into(), None),
        post(channel(play, dice), "and here".into(), None),
        post(channel(play, dice), words(dice), None),
        post(beside, "in reply".into(), Some(first)),
        ChatCommand::Edit {
            message,
            words: words(dice),
        },
        ChatCommand::Withdraw { message },
        ChatCommand::React {
            message: first,
            sign: one_of(dice, &["👍", "❤️", "x"]).to_owned(),
            on: on(dice),
        },
        ChatCommand::Pin {
            message,
            on: on(dice),
        },
        ChatCommand::HoldAll { on: on(dice) },
        ChatCommand::HoldPerson {
            person: person(dice),
            on: on(dice),
        },
        ChatCommand::Release { message },
        ChatCommand::Hide {
            message,
            reason: words(dice),
        },
        ChatCommand::Remove { message },
        ChatCommand::Slow {
            seconds: one_of(dice, &[0, 0, 10, 301]),
        },
        ChatCommand::Pause {
            on: dice.below(4) == 0,
        },
        ChatCommand::Quiet {
            person: person(dice),
            minutes: one_of(dice, &[0, 1, 5, u32::MAX]),
        },
    ]
}

fn flags(play: &Play, dice: &mut Dice) -> [FlagCommand; 8] {
    use FlagKind::{NeedSupport, Technical, ThisMessage, TooMuch, WorriedAboutSomeone};
    let ids: Vec<FlagId> = play.session.flags.ids().collect();
    let flag = some(dice, ids.into_iter(), FlagId(Uuid::nil()));
    let message = some(dice, play.session.chat.ids(), MessageId(Uuid::nil()));
    [
        FlagCommand::Raise {
            kind: one_of(
                dice,
                &[NeedSupport, Technical, TooMuch, WorriedAboutSomeone],
            ),
            about: on(dice).then_some(person(dice)),
            message: None,
            words: words(dice),
        },
        FlagCommand::Raise {
            kind: one_of(dice, &[ThisMessage, Technical]),
            about: None,
            message: Some(message),
            words: words(dice),
        },
        FlagCommand::Withdraw { flag },
        FlagCommand::See { flag },
        FlagCommand::Claim { flag },
        FlagCommand::Note {
            flag,
            words: words(dice),
        },
        FlagCommand::Resolve {
            flag,
            words: words(dice),
        },
        FlagCommand::PassOn {
            flag,
            words: words(dice),
        },
    ]
}
