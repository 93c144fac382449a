//! Who may ask for what, and when: the first of the two lists that decide everything (TRUST 2).
//!
//! One row a command. Whether the *particular* message, room or flag is theirs to act on is the feature's question;
//! its denial looks like this one (ASK3).

use super::Session;
use alongside_protocol::{
    command::{
        BuddyCommand, CallCommand, ChatCommand, Command, DayCommand, FeedbackCommand, FlagCommand,
        MoveCommand, PeopleCommand, RoomCommand, RoundCommand,
    },
    entry::Phase,
    ids::PersonId,
    people::Role,
    refusal::Refusal,
};

/// Roles that may ask, and phases in which it makes sense.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub who: &'static [Role],
    pub when: &'static [Phase],
}

const TRAINEES: &[Role] = &[Role::Trainee];
const EVERYBODY: &[Role] = &[Role::Trainee, Role::Facilitator, Role::Support];
const STAFF: &[Role] = &[Role::Facilitator, Role::Support];
const FACILITATORS: &[Role] = &[Role::Facilitator];
const ANYBODY: &[Role] = &[Role::Guest, Role::Trainee, Role::Facilitator, Role::Support];

const BEFORE: &[Phase] = &[Phase::Scheduled, Phase::Arrival];
const OPEN: &[Phase] = &[Phase::Arrival, Phase::Live];
const UNTIL_END: &[Phase] = &[Phase::Scheduled, Phase::Arrival, Phase::Live];
const LIVE: &[Phase] = &[Phase::Live];
const AFTER_TOO: &[Phase] = &[Phase::Arrival, Phase::Live, Phase::Ended];
const ENDED: &[Phase] = &[Phase::Live, Phase::Ended];

const fn row(who: &'static [Role], when: &'static [Phase]) -> Row {
    Row { who, when }
}

/// The row of a command.
#[must_use]
pub fn row_of(command: &Command) -> Row {
    match command {
        Command::Day(command) => day(command),
        Command::People(command) => people(command),
        Command::Rounds(command) => rounds(command),
        Command::Chat(command) => chat(command),
        Command::Flags(command) => flags(command),
        Command::Rooms(command) => rooms(command),
        Command::Moves(command) => moves(command),
        Command::Buddies(command) => buddies(command),
        Command::Call(command) => call(command),
        Command::Feedback(command) => feedback(command),
    }
}

fn day(command: &DayCommand) -> Row {
    use DayCommand::{End, GoTo, Open, SetCallLink, Settings, Start, Stretch};
    match command {
        Open {} => row(FACILITATORS, &[Phase::Scheduled]),
        Start {} => row(FACILITATORS, BEFORE),
        GoTo { .. } | Stretch { .. } => row(FACILITATORS, LIVE),
        Settings { .. } => row(FACILITATORS, UNTIL_END),
        SetCallLink { .. } => row(STAFF, UNTIL_END),
        End {} => row(FACILITATORS, OPEN),
    }
}

fn people(command: &PeopleCommand) -> Row {
    use PeopleCommand::{
        Admit, AnswerDevice, BePresent, CallOn, Decline, DeclineAll, FollowedUp, Leave, LowerHand,
        LowerHandOf, MarkDropped, RaiseHand, Remove, TakePart, TechChecked,
    };
    match command {
        TakePart { .. } => row(EVERYBODY, UNTIL_END),
        TechChecked { .. } => row(ANYBODY, UNTIL_END),
        BePresent { .. } | Leave {} => row(EVERYBODY, OPEN),
        RaiseHand { .. } | LowerHand {} => row(TRAINEES, OPEN),
        CallOn { .. } | LowerHandOf { .. } => row(FACILITATORS, OPEN),
        Admit { .. } | Decline { .. } | DeclineAll { .. } => row(STAFF, UNTIL_END),
        Remove { .. } => row(STAFF, UNTIL_END),
        AnswerDevice { .. } => row(EVERYBODY, UNTIL_END),
        MarkDropped { .. } => row(STAFF, OPEN),
        FollowedUp { .. } => row(FACILITATORS, ENDED),
    }
}

fn rounds(command: &RoundCommand) -> Row {
    use RoundCommand::{Answer, End, Later, Next, OptOut, Pass, PutLater, Reveal, Start};
    match command {
        Start { .. } => row(FACILITATORS, OPEN),
        Next { .. } | PutLater { .. } | Reveal { .. } | End { .. } => row(FACILITATORS, OPEN),
        Answer { .. } | Pass { .. } | Later { .. } => row(TRAINEES, OPEN),
        OptOut { .. } => row(TRAINEES, UNTIL_END),
    }
}

fn chat(command: &ChatCommand) -> Row {
    use ChatCommand::{
        Edit, Hide, HoldAll, HoldPerson, Pause, Pin, Post, Quiet, React, Release, Remove, Slow,
        Withdraw,
    };
    match command {
        // A guest only where the lobby chat is on, which is the feature's question.
        Post { .. } => row(ANYBODY, AFTER_TOO),
        Edit { .. } | Withdraw { .. } | React { .. } => row(EVERYBODY, AFTER_TOO),
        Pin { .. } | Release { .. } | Hide { .. } | Remove { .. } => row(FACILITATORS, AFTER_TOO),
        HoldAll { .. } | HoldPerson { .. } | Slow { .. } | Pause { .. } | Quiet { .. } => {
            row(FACILITATORS, OPEN)
        }
    }
}

fn flags(command: &FlagCommand) -> Row {
    use FlagCommand::{Claim, Note, PassOn, Raise, Resolve, See, Withdraw};
    match command {
        Raise { .. } => row(EVERYBODY, OPEN),
        Withdraw { .. } => row(EVERYBODY, AFTER_TOO),
        See { .. } | Claim { .. } | Note { .. } | Resolve { .. } => row(STAFF, AFTER_TOO),
        PassOn { .. } => row(FACILITATORS, AFTER_TOO),
    }
}

fn rooms(command: &RoomCommand) -> Row {
    use RoomCommand::{
        CallHelp, CallOff, CancelHelp, Close, Done, DropPlan, EditPlan, EndVisit, ForgetPlan, Lock,
        Move, Open, Plan, SavePlan, SetCallLink, SetLead, SetPrompt, SetWatch, SettleHelp,
        ShareBack, Stretch, TakeHelp, Tell, Visit,
    };
    match command {
        Plan { .. } | EditPlan { .. } | DropPlan {} => row(FACILITATORS, OPEN),
        SavePlan { .. } | ForgetPlan { .. } => row(FACILITATORS, OPEN),
        Open { .. } | CallOff {} | Stretch { .. } | Close { .. } => row(FACILITATORS, LIVE),
        SetWatch { .. } | SetPrompt { .. } | SetLead { .. } | Lock { .. } => {
            row(FACILITATORS, LIVE)
        }
        // What the assistant is for: moving people, mending links, and a word to them.
        Tell { .. } | SetCallLink { .. } | Visit { .. } | EndVisit { .. } | Move { .. } => {
            row(STAFF, LIVE)
        }
        TakeHelp { .. } | SettleHelp { .. } => row(STAFF, LIVE),
        ShareBack { .. } | CallHelp { .. } | CancelHelp { .. } | Done { .. } => row(TRAINEES, LIVE),
    }
}

fn moves(command: &MoveCommand) -> Row {
    use MoveCommand::{AnswerOffer, Apply, Arrange, Dismiss, Moment, Ready, Stay, Suggest, Undo};
    match command {
        Apply { .. } | Arrange { .. } | Dismiss { .. } => row(STAFF, LIVE),
        Suggest {} | Undo { .. } => row(STAFF, LIVE),
        Stay {} | Moment {} | Ready {} | AnswerOffer { .. } => row(TRAINEES, LIVE),
    }
}

fn buddies(command: &BuddyCommand) -> Row {
    use BuddyCommand::{End, Leave, StandIn};
    match command {
        // Whom it is to be may follow from private rules (R11), and the assistant groups nobody.
        StandIn { .. } | Leave { .. } | End { .. } => row(FACILITATORS, LIVE),
    }
}

fn call(command: &CallCommand) -> Row {
    use CallCommand::{AllPlaced, OnCall, Placed, RoomsClosed, TakeBack};
    match command {
        // The rooms of the call may still be open when the day is over.
        Placed { .. } | AllPlaced {} | RoomsClosed {} | OnCall { .. } | TakeBack { .. } => {
            row(STAFF, AFTER_TOO)
        }
    }
}

fn feedback(command: &FeedbackCommand) -> Row {
    use FeedbackCommand::{Answer, Close, Open};
    match command {
        Open {} | Close {} => row(FACILITATORS, LIVE),
        Answer { .. } => row(TRAINEES, LIVE),
    }
}

/// Lets a command through, or says why not.
///
/// # Errors
/// The uniform denial for those who may never ask this; the phase is named to those who may, but not now.
pub fn permit(session: &Session, by: PersonId, command: &Command) -> Result<(), Refusal> {
    let member = session.people.here(by).ok_or_else(Refusal::not_found)?;
    let row = row_of(command);
    if !row.who.contains(&member.role) {
        return Err(Refusal::not_found());
    }
    if row.when.contains(&session.phase()) {
        return Ok(());
    }
    Err(Refusal::not_now(match session.phase() {
        Phase::Scheduled => "The doors are not open yet. This will work once they are.",
        Phase::Arrival => "The day has not started yet. This will work once it has.",
        Phase::Live => "The day is already under way.",
        Phase::Ended => "The session is over, so this can no longer be changed.",
    }))
}
