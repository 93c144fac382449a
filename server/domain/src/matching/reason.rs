//! Why somebody sits where they sit, as data, and one plain sentence for each reason.
//!
//! Rules about who is kept apart or together are confidential (R11), and so are wishes: their sentences are for staff
//! only. A screen for trainees shows the sentences whose [`Reason::audience`] is [`Audience::Everyone`], and no others.

use super::people::{Person, Room};

/// Who may read a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Everyone,
    /// Facilitators and organisers.
    Staff,
}

/// A reason and whom it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Because {
    pub about: Person,
    pub reason: Reason,
}

/// One reason. The person it is about stands in [`Because`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The two have never been in a breakout together.
    NotMetYet(Person),
    /// The two have been in a breakout together this often.
    MetTimes(Person, u32),
    /// The two are buddies and share the room.
    WithBuddy(Person),
    /// The two were buddies until now and stay it.
    StayBuddies(Person),
    /// They were buddies in an earlier programme.
    BuddiesBefore(Person),
    /// They share a time to meet.
    BothFree(Person),
    /// They share no time to meet, or no language.
    HardToMeet(Person),
    /// The first wished for the second.
    WishedFor(Person),
    /// The number of people is odd, so three are buddies.
    OddNumber,
    /// A rule keeps the two together.
    KeptTogether(Person),
    /// The two share an interpreter, supporter or assistant.
    ShareCompanion(Person),
    /// A rule keeps the two apart, and they would have shared a room.
    KeptApart(Person),
    /// Staff chose this room for them.
    Pinned(Room),
    /// They would have been alone.
    WasAlone,
    /// They keep company to somebody who would have been alone.
    KeepsCompany(Person),
    /// They go with somebody who changes rooms.
    GoesAlong,
    /// Their room had become too full.
    RoomTooFull,
    /// They come back to the room they had left.
    ReturnsToOldRoom(Room),
    /// They come back, and their old room is not possible.
    OldRoomNotPossible(Room),
    /// They have just arrived.
    JustArrived,
    /// They lead the room; they have led this often before.
    Leads(u32),
}

/// How the people and rooms of a question are called.
pub trait Names {
    fn person(&self, person: Person) -> String;
    fn room(&self, room: Room) -> String;
}

impl Reason {
    /// Who may read the sentence of this reason.
    pub fn audience(self) -> Audience {
        match self {
            Self::KeptTogether(_)
            | Self::ShareCompanion(_)
            | Self::KeptApart(_)
            | Self::Pinned(_)
            | Self::WishedFor(_)
            | Self::HardToMeet(_)
            | Self::BuddiesBefore(_)
            | Self::Leads(_) => Audience::Staff,
            Self::NotMetYet(_)
            | Self::MetTimes(..)
            | Self::WithBuddy(_)
            | Self::StayBuddies(_)
            | Self::BothFree(_)
            | Self::OddNumber
            | Self::WasAlone
            | Self::KeepsCompany(_)
            | Self::GoesAlong
            | Self::RoomTooFull
            | Self::ReturnsToOldRoom(_)
            | Self::OldRoomNotPossible(_)
            | Self::JustArrived => Audience::Everyone,
        }
    }
}

impl Because {
    /// Who may read the sentence.
    pub fn audience(self) -> Audience {
        self.reason.audience()
    }

    /// One plain sentence. Check [`Because::audience`] before showing it to anybody.
    pub fn sentence(self, names: &dyn Names) -> String {
        let name = names.person(self.about);
        let both = |other: Person| format!("{name} and {}", names.person(other));
        match self.reason {
            Reason::NotMetYet(other) => format!("{} have not met yet.", both(other)),
            Reason::MetTimes(other, 1) => format!("{} have met once before.", both(other)),
            Reason::MetTimes(other, 2) => format!("{} have met twice before.", both(other)),
            Reason::MetTimes(other, times) => {
                format!("{} have met {times} times before.", both(other))
            }
            Reason::WithBuddy(other) => format!("{} are buddies.", both(other)),
            Reason::StayBuddies(other) => format!("{} stay buddies.", both(other)),
            Reason::BuddiesBefore(other) => {
                format!("{} were buddies in an earlier programme.", both(other))
            }
            Reason::BothFree(other) => format!("{} are free at the same time.", both(other)),
            Reason::HardToMeet(other) => {
                format!("{} share no free time or no language.", both(other))
            }
            Reason::WishedFor(other) => {
                format!("{name} wished for {} as buddy.", names.person(other))
            }
            Reason::OddNumber => {
                format!("The number of people is odd, so {name} is in a group of three.")
            }
            Reason::KeptTogether(other) => format!("A rule keeps {} together.", both(other)),
            Reason::ShareCompanion(other) => {
                format!("{} share the same support person.", both(other))
            }
            Reason::KeptApart(other) => format!("A rule keeps {} apart.", both(other)),
            Reason::Pinned(room) => format!("Staff chose {} for {name}.", names.room(room)),
            Reason::WasAlone => format!("{name} would have been alone."),
            Reason::KeepsCompany(other) => format!("{name} keeps {} company.", names.person(other)),
            Reason::GoesAlong => format!("{name} moves so that everybody has company."),
            Reason::RoomTooFull => format!("The room of {name} had become too full."),
            Reason::ReturnsToOldRoom(room) => format!("{name} comes back to {}.", names.room(room)),
            Reason::OldRoomNotPossible(room) => {
                format!(
                    "{name} comes back; {} is not possible just now.",
                    names.room(room)
                )
            }
            Reason::JustArrived => format!("{name} has just arrived."),
            Reason::Leads(0) => format!("{name} is willing to lead and has not led yet."),
            Reason::Leads(1) => format!("{name} is willing to lead and has led once before."),
            Reason::Leads(times) => {
                format!("{name} is willing to lead and has led {times} times before.")
            }
        }
    }
}
