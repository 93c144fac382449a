//! What people have said and begun before a walk, so that there is something of every kind to ask for.

use alongside_protocol::{
    command::{
        Channel, ChatCommand, Command, FlagCommand, FlagKind, RoundCommand, RoundKind,
        RoundPurpose, RoundRequest, Scale,
    },
    ids::PersonId,
};

pub fn post(channel: Channel) -> Command {
    Command::Chat(ChatCommand::Post {
        channel,
        words: "a few words".into(),
        reply_to: None,
    })
}

/// By a trainee while people arrive: something in every place of theirs, and a flag of both kinds.
pub fn by_a_trainee(person: PersonId) -> Vec<Command> {
    let places = [
        Channel::Main {},
        Channel::Thread { person },
        Channel::Tech { person },
    ];
    let flags = [FlagKind::NeedSupport, FlagKind::Technical].map(|kind| {
        Command::Flags(FlagCommand::Raise {
            kind,
            about: None,
            message: None,
            words: "please look".into(),
        })
    });
    places.map(post).into_iter().chain(flags).collect()
}

/// By a facilitator once the day runs.
pub fn a_round() -> Command {
    let round = RoundRequest {
        purpose: RoundPurpose::CheckIn,
        kind: RoundKind::AllAtOnce,
        prompt: "How are you?".into(),
        scale: Scale::OneToFive,
        suggested_seconds: None,
    };
    Command::Rounds(RoundCommand::Start { round })
}
