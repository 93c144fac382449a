//! A word of its own in every place where somebody who is to be erased can write. It is driven by the table of places: a
//! new one does not compile before it says how the word gets there, or why nobody who takes part writes in it.

use alongside_protocol::{
    command::{
        Channel, ChatCommand, Command, FlagCommand, FlagKind, HandWay, PeopleCommand, PlanKind,
        PlanRequest, PlannedRoom, RoomCommand, RoundCommand, RoundKind, RoundPurpose, RoundRequest,
        Scale, Watch,
    },
    entry::{BreakoutState, Entry},
    ids::{PersonId, RoundId},
    people::{Audience, TakingPart},
    programme::{CompanionRole, NewPerson, ProgrammeCommand},
    topic::Topic,
    words::Words,
    writing::Writing,
};
use serde_json::json;

use crate::cast::{Mirror, Person};
use crate::world::World;

pub const CANARY: &str = "canary";

/// Stands in no other place.
pub fn word(of: Writing) -> String {
    let code = serde_json::to_value(of).unwrap();
    format!("{CANARY}-{}.", code.as_str().unwrap())
}

/// How somebody's word gets into a place.
#[derive(Debug, Clone, Copy)]
pub enum How {
    Posts(To),
    InARoom(PlanKind, InRoom),
    Answers(Audience),
    TakesPart(Audience),
    ReadsOut,
    Raises(FlagKind),
    /// Over HTTP; only whoever is on the roster has buddies.
    OfTheirPairing,
    /// An organiser writes it about them.
    OnTheRoster(Field),
    /// They came without a link.
    AtTheDoor,
    /// Nobody who takes part writes there, for this reason.
    NotTheirs(&'static str),
}

#[derive(Debug, Clone, Copy)]
pub enum To {
    Group,
    Facilitators,
    Support,
}

#[derive(Debug, Clone, Copy)]
pub enum InRoom {
    Says,
    SaysToVisitor,
    SaysWatched,
    SharesBack,
    CallsHelp,
}

#[derive(Debug, Clone, Copy)]
pub enum Field {
    Name,
    Email,
    Needs,
    Companion,
}

pub const fn how(writing: Writing) -> How {
    use InRoom::{CallsHelp, Says, SaysToVisitor, SaysWatched, SharesBack};
    use PlanKind::{Buddies, ByHand};
    match writing {
        Writing::MainChat => How::Posts(To::Group),
        Writing::Thread => How::Posts(To::Facilitators),
        Writing::TechThread => How::Posts(To::Support),
        Writing::RoomChat => How::InARoom(ByHand, Says),
        Writing::VisitedRoomChat => How::InARoom(ByHand, SaysToVisitor),
        Writing::WatchedRoomChat => How::InARoom(ByHand, SaysWatched),
        Writing::ShareBack => How::InARoom(ByHand, SharesBack),
        Writing::ConfidentialRoomChat => How::InARoom(Buddies, Says),
        Writing::ConfidentialShareBack => How::InARoom(Buddies, SharesBack),
        Writing::HelpCall => How::InARoom(Buddies, CallsHelp),
        Writing::SharedAnswer => How::Answers(Audience::Group),
        Writing::PrivateAnswer => How::Answers(Audience::Facilitators),
        Writing::HowITakePart => How::TakesPart(Audience::Group),
        Writing::HowITakePartPrivately => How::TakesPart(Audience::Facilitators),
        Writing::ReadOut => How::ReadsOut,
        Writing::CareFlag => How::Raises(FlagKind::NeedSupport),
        Writing::TechnicalFlag => How::Raises(FlagKind::Technical),
        Writing::Pairing => How::OfTheirPairing,
        Writing::PersonName => How::OnTheRoster(Field::Name),
        Writing::PersonEmail => How::OnTheRoster(Field::Email),
        Writing::PersonNeeds => How::OnTheRoster(Field::Needs),
        Writing::CompanionName => How::OnTheRoster(Field::Companion),
        Writing::KnockName => How::AtTheDoor,
        Writing::StaffChat
        | Writing::CareNote
        | Writing::TechnicalNote
        | Writing::FollowUp
        | Writing::HideReason
        | Writing::Broadcast
        | Writing::BroadcastToRooms
        | Writing::RoundPrompt
        | Writing::PlanPrompt
        | Writing::RoomPrompt
        | Writing::RoomName
        | Writing::SavedPlanName
        | Writing::CallLink
        | Writing::RoomCallLink => How::NotTheirs("staff write it in the session"),
        Writing::ProgrammeName
        | Writing::SessionPlan
        | Writing::RoomLinks
        | Writing::RetentionReason
        | Writing::Contacts
        | Writing::SafeguardingContact
        | Writing::ExitAddress => How::NotTheirs("organisers write it about the programme"),
        Writing::Feedback => How::NotTheirs("once it is sent it is nobody's (FEEDBACK5)"),
        Writing::PassedOnNote | Writing::SafeguardingRecord => How::NotTheirs(
            "it is in a record with a key of its own, which outlives those who are in it",
        ),
    }
}

/// Somebody who is to be erased, on a day with Fola and Ben.
pub struct Scene<'a> {
    pub world: &'a mut World,
    pub fola: Person,
    pub ben: Person,
    pub who: Person,
    pub id: PersonId,
    pub guest: bool,
    pub card: NewPerson,
    /// The kind of rooms that are open.
    pub rooms: Option<PlanKind>,
}

impl Scene<'_> {
    /// Writes in this place, if that is theirs to do; whether it was.
    pub async fn writes(&mut self, writing: Writing) -> bool {
        let how = how(writing);
        let words = Words::new(word(writing));
        if !matches!(how, How::InARoom(..)) {
            self.closes_rooms().await;
        }
        match how {
            How::Posts(to) => self.posts(self.channel(to), words).await,
            How::InARoom(kind, act) => self.in_a_room(kind, act, words).await,
            How::Answers(audience) => answers(&mut self.fola, &mut self.who, words, audience).await,
            How::TakesPart(audience) => {
                let how = TakingPart {
                    words,
                    audience,
                    ..TakingPart::default()
                };
                self.does(Command::People(PeopleCommand::TakePart { how }))
                    .await;
            }
            How::ReadsOut => {
                let way = HandWay::ReadOut;
                let hand = PeopleCommand::RaiseHand { way, words };
                self.does(Command::People(hand)).await;
            }
            How::Raises(kind) => {
                let raise = FlagCommand::Raise {
                    kind,
                    about: None,
                    message: None,
                    words,
                };
                self.does(Command::Flags(raise)).await;
            }
            How::OfTheirPairing if !self.guest => self.says_it_is_not_working(words).await,
            How::OnTheRoster(field) if !self.guest => self.is_written_down(field, words).await,
            // That is how they came.
            How::AtTheDoor => return self.guest,
            How::OfTheirPairing | How::OnTheRoster(_) | How::NotTheirs(_) => return false,
        }
        true
    }

    async fn does(&mut self, command: Command) {
        self.who.does(command).await;
    }

    const fn channel(&self, to: To) -> Channel {
        let person = self.id;
        match to {
            To::Group => Channel::Main {},
            To::Facilitators => Channel::Thread { person },
            To::Support => Channel::Tech { person },
        }
    }

    async fn posts(&mut self, channel: Channel, words: Words) {
        let post = ChatCommand::Post {
            channel,
            words,
            reply_to: None,
        };
        self.does(Command::Chat(post)).await;
    }

    async fn in_a_room(&mut self, kind: PlanKind, act: InRoom, words: Words) {
        if self.rooms != Some(kind) {
            self.closes_rooms().await;
            self.opens_rooms(kind).await;
        }
        let room = self.who.look().room_of(self.id).expect("a room of theirs");
        let watch = |watch| Command::Rooms(RoomCommand::SetWatch { room, watch });
        match act {
            InRoom::SaysToVisitor => {
                self.fola.does(watch(Watch::DropIn)).await;
                let visit = RoomCommand::Visit { room };
                self.fola.does(Command::Rooms(visit)).await;
            }
            InRoom::SaysWatched => self.fola.does(watch(Watch::Monitor)).await,
            InRoom::Says | InRoom::SharesBack | InRoom::CallsHelp => {}
        }
        match act {
            InRoom::Says | InRoom::SaysToVisitor | InRoom::SaysWatched => {
                self.posts(Channel::Room { room }, words).await;
            }
            InRoom::SharesBack => {
                self.does(Command::Rooms(RoomCommand::ShareBack { room, words }))
                    .await;
            }
            InRoom::CallsHelp => {
                self.does(Command::Rooms(RoomCommand::CallHelp { room, words }))
                    .await;
            }
        }
    }

    /// One room, for them and Ben.
    async fn opens_rooms(&mut self, kind: PlanKind) {
        let request = PlanRequest {
            kind,
            size: 2,
            rooms: None,
            saved: None,
            without: Vec::new(),
            prompt: Words::new("What helps?"),
            minutes: 20,
        };
        let plan = RoomCommand::Plan { request };
        self.fola.does(Command::Rooms(plan)).await;
        let plan = match self.fola.look().entry(Topic::Staff, "plan") {
            Some(Entry::Plan(plan)) => plan.clone(),
            other => panic!("no plan: {other:?}"),
        };
        let together = PlannedRoom {
            people: vec![self.id, self.world.id("Ben")],
            ..plan.rooms[0].clone()
        };
        let edit = RoomCommand::EditPlan {
            version: plan.version,
            rooms: vec![together],
            prompt: None,
            minutes: None,
        };
        self.fola.does(Command::Rooms(edit)).await;
        let open = RoomCommand::Open {
            version: plan.version + 1,
            notice_seconds: 5,
        };
        self.fola.does(Command::Rooms(open)).await;
        self.rooms_are(BreakoutState::Open).await;
        self.rooms = Some(kind);
    }

    async fn closes_rooms(&mut self) {
        if self.rooms.take().is_some() {
            let close = RoomCommand::Close { notice_seconds: 10 };
            self.fola.does(Command::Rooms(close)).await;
            self.rooms_are(BreakoutState::Closed).await;
        }
    }

    async fn rooms_are(&self, state: BreakoutState) {
        let are = |mirror: &Mirror| match mirror.group("breakout") {
            Some(Entry::Breakout(breakout)) => breakout.state == state,
            _ => state == BreakoutState::Closed,
        };
        self.world.passes_until(&self.who, "the rooms", are).await;
    }

    async fn says_it_is_not_working(&self, words: Words) {
        let path = format!("/api/session/{}/pairing", self.world.session);
        let words = json!({ "words": words.text() });
        let said = self.world.browser("Chi").post(&path, &words).await;
        assert_eq!(said.status, 200, "{}", said.json);
    }

    async fn is_written_down(&mut self, field: Field, words: Words) {
        match field {
            Field::Name => self.card.name = words,
            Field::Email => self.card.email = Words::new(format!("{}@place.example", words.text())),
            Field::Needs => {
                self.card.pronouns = words.clone();
                self.card.needs = words;
            }
            Field::Companion => {
                let (role, with) = (CompanionRole::Interpreter, vec![self.id]);
                let name = words;
                let add = ProgrammeCommand::AddCompanion { role, name, with };
                self.world.organise(add).await;
                return;
            }
        }
        let change = ProgrammeCommand::ChangePerson {
            person: self.id,
            to: self.card.clone(),
        };
        self.world.organise(change).await;
    }
}

fn round_of(mirror: &Mirror) -> Option<RoundId> {
    match mirror.group("round") {
        Some(Entry::Round(round)) => Some(round.id),
        _ => None,
    }
}

/// Somebody answers a check-in, for all or for facilitators only.
pub async fn answers(fola: &mut Person, who: &mut Person, words: Words, audience: Audience) {
    let round = RoundRequest {
        purpose: RoundPurpose::CheckIn,
        kind: RoundKind::AllAtOnce,
        prompt: Words::new("How are you?"),
        scale: Scale::FreeText,
        suggested_seconds: None,
    };
    fola.does(Command::Rounds(RoundCommand::Start { round }))
        .await;
    let round = round_of(&fola.look()).unwrap();
    who.until("the round", |mirror| round_of(mirror) == Some(round))
        .await;
    who.does(Command::Rounds(RoundCommand::Answer {
        round,
        value: None,
        words,
        audience,
    }))
    .await;
    fola.does(Command::Rounds(RoundCommand::End { round }))
        .await;
}
