//! One example of every command there is, with ids that exist where there are any: what people may ask on a random
//! day. For tests alone.
//!
//! A new command needs its example here: a test asks for one of each that the protocol knows.

mod call;
pub mod cast;
mod feedback;
mod rooms;

use crate::{dice::Dice, session::Session};
use alongside_protocol::{
    command::{
        Channel, ChatCommand, Command, DayCommand, FlagCommand, FlagKind, HandOrder, HandWay,
        MovePolicy, PeopleCommand, RoundCommand, RoundKind, RoundPurpose, RoundRequest, Scale,
        Settings,
    },
    ids::{AgendaItemId, DeviceId, FlagId, MessageId, PersonId, RoomId, RoundId},
    people::{Audience, Checked, Presence, TakingPart, TechCheck},
    words::Words,
};
use uuid::Uuid;

/// Whatever can be asked, once.
#[must_use]
pub fn one_of_each(session: &Session, dice: &mut Dice) -> Vec<Command> {
    areas(session, dice).concat()
}

/// A command as it may come up on a busy day: there is more talk than planning.
#[must_use]
pub fn by_chance(session: &Session, dice: &mut Dice) -> Command {
    const WEIGHTS: [usize; 20] = [0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10, 10];
    let area = one_of(dice, &WEIGHTS);
    let commands = &areas(session, dice)[area];
    commands[dice.below(commands.len())].clone()
}

fn areas(session: &Session, dice: &mut Dice) -> [Vec<Command>; 11] {
    [
        day(session, dice).map(Command::Day).to_vec(),
        people(session, dice).map(Command::People).to_vec(),
        rounds(session, dice).map(Command::Rounds).to_vec(),
        chat(session, dice).into_iter().map(Command::Chat).collect(),
        flags(session, dice).map(Command::Flags).to_vec(),
        rooms::plans(session, dice).map(Command::Rooms).to_vec(),
        rooms::rooms(session, dice).map(Command::Rooms).to_vec(),
        rooms::moves(session, dice).map(Command::Moves).to_vec(),
        call::buddies(session, dice).map(Command::Buddies).to_vec(),
        call::call(session, dice).map(Command::Call).to_vec(),
        feedback::feedback(dice).map(Command::Feedback).to_vec(),
    ]
}

fn one_of<T: Copy>(dice: &mut Dice, of: &[T]) -> T {
    of[dice.below(of.len())]
}

fn words(dice: &mut Dice) -> Words {
    one_of(
        dice,
        &["", "hm", "a few words", "two\nlines", "\u{202e}\u{200b}"],
    )
    .into()
}

fn person(session: &Session, dice: &mut Dice) -> PersonId {
    some(dice, session.people.ids(), PersonId(Uuid::nil()))
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

fn day(session: &Session, dice: &mut Dice) -> [DayCommand; 7] {
    let items = session.day.agenda().iter().map(|item| item.id);
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
                lobby_chat: on(dice),
            },
        },
        DayCommand::End {},
    ]
}

fn people(session: &Session, dice: &mut Dice) -> [PeopleCommand; 15] {
    use Presence::{CallOnly, ChatOnly, Here, HereOnly, NeedMoment, SteppedAway};
    let how = TakingPart {
        words: words(dice),
        audience: one_of(dice, &[Audience::Group, Audience::Facilitators]),
        ..TakingPart::default()
    };
    let facts = session.day.facts.as_ref();
    let soon = facts.map(|facts| facts.starts_at).unwrap_or_default();
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
            until: on(dice).then_some(soon),
        },
        PeopleCommand::Leave {},
        PeopleCommand::RaiseHand {
            way: one_of(dice, &[HandWay::Voice, HandWay::Chat, HandWay::ReadOut]),
            words: words(dice),
        },
        PeopleCommand::LowerHand {},
        PeopleCommand::CallOn {
            person: person(session, dice),
        },
        PeopleCommand::LowerHandOf {
            person: person(session, dice),
        },
        PeopleCommand::Admit {
            person: person(session, dice),
        },
        PeopleCommand::Decline {
            person: person(session, dice),
        },
        PeopleCommand::DeclineAll { until: soon },
        PeopleCommand::AnswerDevice {
            device: some(dice, session.devices.ids(), DeviceId(Uuid::nil())),
            agree: on(dice),
        },
        PeopleCommand::MarkDropped {
            person: person(session, dice),
        },
        PeopleCommand::Remove {
            person: person(session, dice),
        },
        PeopleCommand::FollowedUp {
            person: person(session, dice),
            words: words(dice),
        },
    ]
}

fn rounds(session: &Session, dice: &mut Dice) -> [RoundCommand; 9] {
    use Scale::{Battery, FreeText, OneToFive, OneWord, Weather};
    let held = session.rounds.all().iter().rev().take(2);
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
            person: person(session, dice),
        },
        RoundCommand::Reveal { round },
        RoundCommand::End { round },
    ]
}

fn channel(session: &Session, dice: &mut Dice) -> Channel {
    let rooms = session.rooms.all().map(|room| room.id);
    let room = some(dice, rooms, RoomId(Uuid::nil()));
    let person = person(session, dice);
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

fn chat(session: &Session, dice: &mut Dice) -> Vec<ChatCommand> {
    let said: Vec<(MessageId, Channel)> = {
        let messages = session.chat.all();
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
        post(channel(session, dice), "just here".into(), None),
        post(channel(session, dice), "and here".into(), None),
        post(channel(session, dice), words(dice), None),
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
            person: person(session, dice),
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
            person: person(session, dice),
            minutes: one_of(dice, &[0, 1, 5, u32::MAX]),
        },
    ]
}

fn flags(session: &Session, dice: &mut Dice) -> [FlagCommand; 8] {
    use FlagKind::{NeedSupport, Technical, ThisMessage, TooMuch, WorriedAboutSomeone};
    let ids: Vec<FlagId> = session.flags.ids().collect();
    let flag = some(dice, ids.into_iter(), FlagId(Uuid::nil()));
    let message = some(dice, session.chat.ids(), MessageId(Uuid::nil()));
    [
        FlagCommand::Raise {
            kind: one_of(
                dice,
                &[NeedSupport, Technical, TooMuch, WorriedAboutSomeone],
            ),
            about: on(dice).then_some(person(session, dice)),
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
