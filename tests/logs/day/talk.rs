//! What is said on that day: in the chat and in threads, in flags, and in rounds.

use alongside_protocol::{
    command::{
        Channel, ChatCommand, Command, FlagCommand, FlagKind, HandWay, PeopleCommand, RoundCommand,
        RoundKind, RoundPurpose, RoundRequest, Scale,
    },
    entry::{Entry, FlagState},
    ids::{FlagId, MessageId, RoundId},
    people::Audience,
    words::Words,
};

use super::{Here, Planted, entry, found};
use crate::cast::Person;

pub fn post(channel: Channel, words: Words) -> Command {
    Command::Chat(ChatCommand::Post {
        channel,
        words,
        reply_to: None,
    })
}

pub async fn in_the_chat(here: &mut Here, planted: &mut Planted) {
    let said = planted.words("command/chat Post words");
    here.asha.does(post(Channel::Main {}, said.clone())).await;
    let message = message(&here.asha, &said).await;
    let words = planted.words("command/chat Edit words");
    here.asha
        .does(Command::Chat(ChatCommand::Edit { message, words }))
        .await;
    let sign = planted.text("command/chat React sign");
    let react = ChatCommand::React {
        message,
        sign,
        on: true,
    };
    here.ben.is_refused(Command::Chat(react)).await;
    let reason = planted.words("command/chat Hide reason");
    here.staff_do(Command::Chat(ChatCommand::Hide { message, reason }))
        .await;
    held(here, planted).await;
    let person = here.asha.id();
    for (channel, place) in [
        (Channel::Thread { person }, "said to facilitators"),
        (Channel::Tech { person }, "said to the assistant"),
    ] {
        here.asha.does(post(channel, planted.words(place))).await;
    }
    for (channel, place) in [
        (Channel::Tech { person }, "said by the assistant"),
        (Channel::Staff {}, "said among staff"),
    ] {
        here.sam.does(post(channel, planted.words(place))).await;
    }
    let raise = PeopleCommand::RaiseHand {
        way: HandWay::ReadOut,
        words: planted.words("command/people RaiseHand words"),
    };
    here.asha.does(Command::People(raise)).await;
}

/// One message is held and let through, one is held and hidden.
async fn held(here: &mut Here, planted: &mut Planted) {
    let person = here.chi.id();
    let hold = |on| Command::Chat(ChatCommand::HoldPerson { person, on });
    here.staff_do(hold(true)).await;
    for place in ["held and let through", "held and hidden"] {
        let words = planted.words(place);
        here.chi.does(post(Channel::Main {}, words.clone())).await;
        let message = message(&here.fola, &words).await;
        let reason = planted.words("a reason");
        let decide = match place {
            "held and hidden" => ChatCommand::Hide { message, reason },
            _ => ChatCommand::Release { message },
        };
        here.staff_do(Command::Chat(decide)).await;
    }
    here.staff_do(hold(false)).await;
}

async fn message(person: &Person, words: &Words) -> MessageId {
    let said = |entry: &Entry| match entry {
        Entry::Message(message) if message.words == *words => Some(message.id),
        _ => None,
    };
    found(person, "the message", |mirror| entry(mirror, said)).await
}

pub async fn flags(here: &mut Here, planted: &mut Planted) {
    let kinds = [
        (
            "command/flags Raise words",
            "command/flags Note words",
            "command/flags Resolve words",
        ),
        (
            "a second flag",
            "a second note",
            "command/flags PassOn words",
        ),
        ("a technical flag", "a technical note", "how it was mended"),
    ];
    for (raised, noted, ended) in kinds {
        let kind = match raised {
            "a technical flag" => FlagKind::Technical,
            _ => FlagKind::NeedSupport,
        };
        let raise = FlagCommand::Raise {
            kind,
            about: Some(here.ben.id()),
            message: None,
            words: planted.words(raised),
        };
        here.asha.does(Command::Flags(raise)).await;
        let flag = open_flag(&here.fola).await;
        let (note, words) = (planted.words(noted), planted.words(ended));
        let ends = match ended {
            "command/flags PassOn words" => FlagCommand::PassOn { flag, words },
            _ => FlagCommand::Resolve { flag, words },
        };
        let note = FlagCommand::Note { flag, words: note };
        for command in [FlagCommand::Claim { flag }, note, ends] {
            here.staff_do(Command::Flags(command)).await;
        }
    }
}

async fn open_flag(person: &Person) -> FlagId {
    let open = |entry: &Entry| match entry {
        Entry::Flag(flag) if flag.state == FlagState::Open => Some(flag.id),
        _ => None,
    };
    found(person, "a flag", |mirror| entry(mirror, open)).await
}

/// A check-in and a check-out, with an answer to all and one to facilitators in each.
pub async fn rounds(here: &mut Here, planted: &mut Planted) {
    let places = [
        [
            "command/rounds RoundRequest prompt",
            "command/rounds Answer words",
            "an answer to all",
        ],
        [
            "a prompt at the end",
            "a check-out to facilitators",
            "a check-out to all",
        ],
    ];
    let purposes = [RoundPurpose::CheckIn, RoundPurpose::CheckOut];
    for (purpose, [prompt, private, shared]) in purposes.into_iter().zip(places) {
        let round = RoundRequest {
            purpose,
            kind: RoundKind::AllAtOnce,
            prompt: planted.words(prompt),
            scale: Scale::FreeText,
            suggested_seconds: None,
        };
        here.staff_do(Command::Rounds(RoundCommand::Start { round }))
            .await;
        let round = running(&here.ben, planted.word(prompt)).await;
        let answer = |words, audience| {
            Command::Rounds(RoundCommand::Answer {
                round,
                value: None,
                words,
                audience,
            })
        };
        // Asha checks in and not out.
        let private = answer(planted.words(private), Audience::Facilitators);
        let by = match purpose {
            RoundPurpose::CheckIn => &mut here.asha,
            _ => &mut here.ben,
        };
        by.does(private).await;
        here.chi
            .does(answer(planted.words(shared), Audience::Group))
            .await;
        here.staff_do(Command::Rounds(RoundCommand::End { round }))
            .await;
    }
}

async fn running(person: &Person, prompt: &str) -> RoundId {
    let id = |entry: &Entry| match entry {
        Entry::Round(round) if round.prompt.text() == prompt => Some(round.id),
        _ => None,
    };
    found(person, "a round", |mirror| entry(mirror, id)).await
}
