//! Things that one person does privately and most others must not be able to tell: what is prepared for them on both
//! days, what happens on the one, and what in its place on the other.
//!
//! In place of a secret the same browser pings at the same moment: that a browser spoke is no secret, what it said is.

use std::fmt;
use std::str::FromStr;

use alongside_protocol::{
    command::{
        Channel, ChatCommand, Command, FeedbackCommand, FeedbackForm, FeedbackScale, FeedbackText,
        FlagCommand, FlagKind, RoomCommand, RoundCommand, RoundKind, RoundPurpose, RoundRequest,
        Scale,
    },
    frames::FromBrowser,
    ids::{At, CommandId, FlagId},
    people::Audience,
    programme::PairingAsked,
    words::Words,
};

use super::chance::dice;
use super::day::Day;
use super::page::State;

/// Who reads what is for facilitators.
pub const FACILITATORS: [&str; 2] = ["Fay", "Finn"];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secret {
    /// Ana raises a flag about how she is, or none.
    Flag,
    /// Ana writes to the facilitators, or does not.
    Thread,
    /// Ana answers a round for facilitators only, or passes.
    Answer,
    /// Fay writes a note beside Ana's flag, or none.
    Note,
    /// Ana writes what is held back, or nothing.
    Held,
    /// Ana has told the programme that her pairing does not work for her, or has not.
    Pairing,
    /// Ana sends the feedback form, or does not.
    Feedback,
    /// Ana sends the feedback form, and says one thing in it or another.
    FeedbackSaid,
    /// Sol writes to the staff, or does not.
    StaffWord,
    /// Ana calls somebody to her breakout room, or does not.
    Help,
}

impl Secret {
    pub const ALL: [Self; 10] = [
        Self::Flag,
        Self::Thread,
        Self::Answer,
        Self::Note,
        Self::Held,
        Self::Pairing,
        Self::Feedback,
        Self::FeedbackSaid,
        Self::StaffWord,
        Self::Help,
    ];

    /// Everybody else must not be able to tell; but those who are in Ana's room hear whom she calls (ROOM7).
    pub const fn known_to(self) -> &'static [&'static str] {
        match self {
            Self::Note => &FACILITATORS,
            // When nobody has claimed it the assistant is told that a facilitator is needed (FLAG8).
            Self::Flag => &["Ana", "Fay", "Finn", "Sol"],
            // Nobody reads what a single form says, not even she does (FEEDBACK2).
            Self::FeedbackSaid => &[],
            Self::StaffWord => &["Fay", "Finn", "Sol"],
            Self::Help => &["Ana", "Fay", "Finn", "Sol"],
            _ => &["Ana", "Fay", "Finn"],
        }
    }

    /// Whoever has a secret asks for nothing that it would change for themselves, and whoever knows of it does nothing
    /// about it: what others see of that is theirs to see.
    pub fn touches(self, name: &str, command: &Command) -> bool {
        match command {
            Command::Chat(_) | Command::Feedback(_) => name == "Ana" || name == self.teller(),
            Command::Rooms(
                RoomCommand::CallHelp { .. }
                | RoomCommand::CancelHelp { .. }
                | RoomCommand::TakeHelp { .. }
                | RoomCommand::SettleHelp { .. }
                | RoomCommand::Visit { .. },
            ) => self == Self::Help && self.known_to().contains(&name),
            _ => false,
        }
    }

    /// Whose browser it comes from.
    pub const fn teller(self) -> &'static str {
        match self {
            Self::Note => "Fay",
            Self::StaffWord => "Sol",
            _ => "Ana",
        }
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl FromStr for Secret {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut all = Self::ALL.into_iter();
        all.find(|secret| secret.to_string() == text).ok_or(())
    }
}

impl Day {
    /// What both days have in common before a secret.
    pub fn prepares(&mut self, secret: Secret) {
        match secret {
            Secret::Answer => self.prepares_a_round(),
            Secret::Held => {
                let person = self.id("Ana");
                let rules = [
                    ChatCommand::HoldPerson { person, on: true },
                    ChatCommand::Quiet { person, minutes: 0 },
                    ChatCommand::Pause { on: false },
                    ChatCommand::Slow { seconds: 0 },
                ];
                self.types("Fay", rules.map(Command::Chat).to_vec());
            }
            Secret::Note => self.types("Ana", vec![raises(FlagKind::TooMuch)]),
            Secret::Feedback | Secret::FeedbackSaid => {
                let open = Command::Feedback(FeedbackCommand::Open {});
                self.types("Fay", vec![open]);
            }
            Secret::Help => self.opens_rooms(0),
            Secret::Flag | Secret::Thread | Secret::Pairing | Secret::StaffWord => {}
        }
    }

    fn prepares_a_round(&mut self) {
        let opt_out = RoundCommand::OptOut { on: false };
        self.types("Ana", vec![Command::Rounds(opt_out)]);
        let mut commands = Vec::new();
        if let Some(round) = self.oracle.session.rounds.running() {
            commands.push(RoundCommand::End { round: round.id });
        }
        let kinds = [RoundKind::InTurn, RoundKind::AllAtOnce, RoundKind::Quiet];
        let kind = dice(self.plan.seed, "round", &[]).below(kinds.len());
        commands.push(RoundCommand::Start {
            round: RoundRequest {
                purpose: RoundPurpose::CheckOut,
                kind: kinds[kind],
                prompt: "How are you leaving?".into(),
                scale: Scale::OneToFive,
                suggested_seconds: None,
            },
        });
        let commands = commands.into_iter().map(Command::Rounds).collect();
        self.types("Fay", commands);
    }

    /// The secret happens, or what stands in its place on the other day.
    pub fn whispers(&mut self, secret: Secret, aloud: bool) {
        if secret == Secret::Pairing {
            return self.asks_for_another_pairing(aloud);
        }
        let Some(page) = self.at_hand(secret.teller()) else {
            return;
        };
        let State::Live(wire) = self.page(page).state else {
            return;
        };
        self.whispered_in = self.oracle.session.rooms.room_of(self.id("Ana"));
        let id = CommandId(dice(self.plan.seed, "whisper", &[]).uuid());
        let frame = match self.command_of(secret, aloud) {
            Some(command) => FromBrowser::Ask { id, command },
            None => FromBrowser::Ping { sent: At(1) },
        };
        self.says(wire, &frame);
    }

    fn command_of(&self, secret: Secret, aloud: bool) -> Option<Command> {
        let words = Words::new("not well");
        let post = |channel| {
            Command::Chat(ChatCommand::Post {
                channel,
                words: words.clone(),
                reply_to: None,
            })
        };
        let person = self.id("Ana");
        let command = match secret {
            Secret::Answer => {
                let round = self.oracle.session.rounds.running()?.id;
                let answer = RoundCommand::Answer {
                    round,
                    value: Some(1),
                    words,
                    audience: Audience::Facilitators,
                };
                let pass = RoundCommand::Pass { round };
                return Some(Command::Rounds(if aloud { answer } else { pass }));
            }
            Secret::Flag => raises(FlagKind::NeedSupport),
            Secret::Thread => post(Channel::Thread { person }),
            Secret::Held => {
                let is_held = self.oracle.session.chat.holds(person);
                is_held.then(|| post(Channel::Main {}))?
            }
            Secret::Note => {
                let flag = self.flag_of_ana()?;
                Command::Flags(FlagCommand::Note { flag, words })
            }
            Secret::Feedback => sends(1, words),
            Secret::FeedbackSaid => {
                return Some(match aloud {
                    true => sends(1, words),
                    false => sends(5, "very well".into()),
                });
            }
            Secret::StaffWord => post(Channel::Staff {}),
            Secret::Help => {
                let room = self.whispered_in?;
                Command::Rooms(RoomCommand::CallHelp { room, words })
            }
            Secret::Pairing => return None,
        };
        aloud.then_some(command)
    }

    /// One that the assistant does not see.
    fn flag_of_ana(&self) -> Option<FlagId> {
        let flags = &self.oracle.session.flags;
        let of_ana = |flag: &FlagId| {
            let flag = flags.get(*flag);
            flag.is_some_and(|flag| flag.by == self.id("Ana") && flag.kind.is_wellbeing())
        };
        flags.ids().find(of_ana)
    }

    fn asks_for_another_pairing(&mut self, aloud: bool) {
        if !aloud {
            return;
        }
        let (person, at) = (self.id("Ana"), self.oracle.last);
        let session = {
            let mut facts = self.programmes.facts.lock().unwrap();
            facts.pairing.push(PairingAsked { person, at });
            facts.session
        };
        if let Some(server) = &self.server {
            server.hears_of_new_facts(session);
        }
    }
}

fn sends(step: u8, why: Words) -> Command {
    let form = FeedbackForm {
        scales: [(FeedbackScale::Safety, step)].into(),
        texts: [(FeedbackText::Why, why)].into(),
    };
    Command::Feedback(FeedbackCommand::Answer { form })
}

fn raises(kind: FlagKind) -> Command {
    Command::Flags(FlagCommand::Raise {
        kind,
        about: None,
        message: None,
        words: "not well".into(),
    })
}
