//! Short ways to say what people in stories ask for most.

use super::Play;
use alongside_protocol::{
    command::{
        Channel, ChatCommand, Command, FlagCommand, FlagKind, PlanKind, PlanRequest, RoomCommand,
        Watch,
    },
    ids::{FlagId, MessageId, RoomId},
};

pub fn chat(command: ChatCommand) -> Command {
    Command::Chat(command)
}

pub fn post(channel: Channel, words: &str) -> Command {
    chat(ChatCommand::Post {
        channel,
        words: words.into(),
        reply_to: None,
    })
}

pub fn raise(kind: FlagKind, message: Option<MessageId>, words: &str) -> Command {
    Command::Flags(FlagCommand::Raise {
        kind,
        about: None,
        message,
        words: words.into(),
    })
}

impl Play {
    /// Posts, and gives the id of the message.
    #[track_caller]
    pub fn says(&mut self, name: &str, channel: Channel, words: &str) -> MessageId {
        let before: Vec<_> = self.session.chat.ids().collect();
        self.does(name, post(channel, words));
        let new = |id: &MessageId| !before.contains(id);
        self.session.chat.ids().find(new).expect("it was posted")
    }

    /// Raises a flag, and gives its id.
    #[track_caller]
    pub fn flags(&mut self, name: &str, kind: FlagKind, words: &str) -> FlagId {
        self.flags_message(name, kind, None, words)
    }

    #[track_caller]
    pub fn flags_message(
        &mut self,
        name: &str,
        kind: FlagKind,
        message: Option<MessageId>,
        words: &str,
    ) -> FlagId {
        let before: Vec<_> = self.session.flags.ids().collect();
        self.does(name, raise(kind, message, words));
        let new = |id: &FlagId| !before.contains(id);
        self.session.flags.ids().find(new).expect("it was raised")
    }

    /// Rooms of this kind are planned, opened and joined.
    #[track_caller]
    pub fn opens_rooms(&mut self, kind: PlanKind) {
        let request = PlanRequest {
            kind,
            size: 2,
            rooms: None,
            saved: None,
            without: Vec::new(),
            prompt: "What helped you last week?".into(),
            minutes: 20,
        };
        self.does("Fay", Command::Rooms(RoomCommand::Plan { request }));
        let open = RoomCommand::Open {
            version: self.session.rooms.version,
            notice_seconds: 30,
        };
        self.does("Fay", Command::Rooms(open));
        self.passes(30);
    }

    /// The room this person is in.
    #[track_caller]
    pub fn room_of(&self, name: &str) -> RoomId {
        let room = self.session.rooms.room_of(super::who(name));
        room.expect("they are in a room")
    }

    #[track_caller]
    pub fn watches(&mut self, name: &str, room: RoomId, watch: Watch) {
        self.does(name, Command::Rooms(RoomCommand::SetWatch { room, watch }));
    }
}
