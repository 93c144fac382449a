//! What people want when something waits for them: whoever is to be moved says what they think of it, whoever's turn
//! it is answers, staff look after what lies before them. Chance alone would seldom answer anything in time.

use alongside_domain::{
    dice::Dice,
    session::{Session, devices::Answer, follow_up, people::Member, rounds::Round},
};
use alongside_protocol::{
    command::{
        ChatCommand, Command, DayCommand, FeedbackCommand, FeedbackForm, FeedbackScale,
        FeedbackText, FlagCommand, MoveCommand, PeopleCommand, Placing, RoomCommand, RoundCommand,
    },
    entry::{BreakoutState, FlagState, MessageState, Phase, ProposalState},
    ids::{DeviceId, PersonId},
    people::{Audience, Presence, Role},
    words::Words,
};

use super::chance::one_of;

/// One of the things this person may well want now; nothing when nothing waits for them.
pub fn of(session: &Session, me: PersonId, dice: &mut Dice) -> Option<Command> {
    let member = session.people.here(me)?;
    let wishes = match member.role {
        Role::Trainee => for_oneself(session, member, dice),
        Role::Facilitator | Role::Support => for_others(session, member.role, dice),
        Role::Guest => Vec::new(),
    };
    let number = dice.below(wishes.len());
    wishes.into_iter().nth(number)
}

fn for_oneself(session: &Session, me: &Member, dice: &mut Dice) -> Vec<Command> {
    let mut wishes = Vec::new();
    if session.moves.pending.contains_key(&me.id) {
        let answers = [
            MoveCommand::Stay {},
            MoveCommand::Moment {},
            MoveCommand::Ready {},
        ];
        wishes.extend(answers.map(Command::Moves));
    }
    if session.moves.offers.contains_key(&me.id) {
        let accept = dice.below(2) == 0;
        wishes.push(Command::Moves(MoveCommand::AnswerOffer { accept }));
    }
    if let Some(round) = session.rounds.running() {
        let (round, audience) = (
            round.id,
            one_of(dice, &[Audience::Group, Audience::Facilitators]),
        );
        let answer = RoundCommand::Answer {
            round,
            value: Some(3),
            words: "so and so".into(),
            audience,
        };
        wishes.extend([answer, RoundCommand::Pass { round }].map(Command::Rounds));
    }
    if let Some(room) = session.rooms.room_of(me.id) {
        let wish = match dice.below(3) {
            0 => RoomCommand::CallHelp {
                room,
                words: "please come".into(),
            },
            1 => RoomCommand::ShareBack {
                room,
                words: "what we found".into(),
            },
            _ => RoomCommand::Done { room, on: true },
        };
        wishes.push(Command::Rooms(wish));
    }
    if session.feedback.open() == Some(true) {
        let form = feedback(dice);
        wishes.push(Command::Feedback(FeedbackCommand::Answer { form }));
    }
    wishes.extend(for_devices(session, |person| person == me.id, dice));
    if me.presence == Presence::SteppedAway {
        let (presence, until) = (Presence::Here, None);
        let back = PeopleCommand::BePresent { presence, until };
        wishes.push(Command::People(back));
    }
    wishes
}

fn feedback(dice: &mut Dice) -> FeedbackForm {
    let mark = one_of(dice, &[1, 2, 3]);
    let words = one_of(dice, &["", "a good day", "too long"]);
    FeedbackForm {
        scales: [(one_of(dice, &FeedbackScale::ALL), mark)].into(),
        texts: [(one_of(dice, &FeedbackText::ALL), words.into())].into(),
    }
}

fn for_others(session: &Session, role: Role, dice: &mut Dice) -> Vec<Command> {
    let mut wishes = Vec::new();
    let proposals = session.moves.ids().filter_map(|id| session.moves.get(id));
    for proposal in proposals.filter(|proposal| proposal.state == ProposalState::Open) {
        let apply = MoveCommand::Apply {
            proposal: proposal.id,
            version: proposal.version,
            option: 0,
        };
        wishes.push(Command::Moves(apply));
    }
    wishes.extend(for_moves(session).into_iter().map(Command::Moves));
    wishes.extend(for_rooms(session).into_iter().map(Command::Rooms));
    for room in session.rooms.all().filter(|room| room.help.is_some()) {
        let wish = match dice.below(2) {
            0 => RoomCommand::TakeHelp { room: room.id },
            _ => RoomCommand::SettleHelp { room: room.id },
        };
        wishes.push(Command::Rooms(wish));
    }
    let guests = session.people.everybody();
    for guest in guests.filter(|member| member.role == Role::Guest && !member.gone) {
        let person = guest.id;
        wishes.push(Command::People(PeopleCommand::Admit { person }));
    }
    wishes.extend(for_devices(session, |_| true, dice));
    if role == Role::Facilitator {
        wishes.extend(for_facilitators(session));
    }
    wishes
}

/// Whoever may say whether a device is theirs says something.
fn for_devices(session: &Session, of: impl Fn(PersonId) -> bool, dice: &mut Dice) -> Vec<Command> {
    let devices = &session.devices;
    let waits = |id: &DeviceId| {
        let device = devices.get(*id);
        device.is_some_and(|device| device.answer == Answer::Waiting && of(device.person))
    };
    let waiting: Vec<DeviceId> = devices.ids().filter(waits).collect();
    let answer = |device| {
        let agree = dice.below(2) == 0;
        Command::People(PeopleCommand::AnswerDevice { device, agree })
    };
    waiting.into_iter().map(answer).collect()
}

fn for_facilitators(session: &Session) -> Vec<Command> {
    let mut wishes = Vec::new();
    match (session.phase(), session.feedback.open()) {
        (Phase::Live, Some(true)) => {
            wishes.push(Command::Feedback(FeedbackCommand::Close {}));
        }
        (Phase::Live, _) => wishes.push(Command::Feedback(FeedbackCommand::Open {})),
        _ => {}
    }
    if session.phase() == Phase::Scheduled {
        wishes.extend([DayCommand::Open {}, DayCommand::Start {}].map(Command::Day));
    }
    for flag in session.flags.ids() {
        let words = Words::from("looked after");
        match session.flags.get(flag).map(|flag| flag.state) {
            Some(FlagState::Open) => wishes.push(Command::Flags(FlagCommand::Claim { flag })),
            Some(FlagState::Claimed) => {
                let pass_on = FlagCommand::PassOn {
                    flag,
                    words: words.clone(),
                };
                let resolve = FlagCommand::Resolve { flag, words };
                wishes.extend([resolve, pass_on].map(Command::Flags));
            }
            _ => {}
        }
    }
    for person in session.people.ids() {
        if !follow_up::concerns(session, person).is_empty() {
            let words = "we have spoken".into();
            wishes.push(Command::People(PeopleCommand::FollowedUp { person, words }));
        }
    }
    let order = session.day.settings.hand_order;
    for hand in session.hands.queue(order) {
        let person = hand.person;
        wishes.push(Command::People(PeopleCommand::CallOn { person }));
    }
    if let Some(round) = session.rounds.running() {
        wishes.extend(for_a_round(round).into_iter().map(Command::Rounds));
    }
    wishes.extend(for_plans(session).into_iter().map(Command::Rooms));
    for message in session.chat.all() {
        if message.state == MessageState::Held {
            let message = message.id;
            wishes.push(Command::Chat(ChatCommand::Release { message }));
        }
    }
    wishes
}

/// Whoever has the turn does not say anything, and so the round goes on.
fn for_a_round(round: &Round) -> Vec<RoundCommand> {
    let round_id = round.id;
    let put_later = round.turn.map(|person| RoundCommand::PutLater {
        round: round_id,
        person,
    });
    let mut wishes = vec![
        RoundCommand::Next { round: round_id },
        RoundCommand::Reveal { round: round_id },
        RoundCommand::End { round: round_id },
    ];
    wishes.extend(put_later);
    wishes
}

fn for_moves(session: &Session) -> Vec<MoveCommand> {
    let mut wishes = Vec::new();
    for proposal in session.moves.ids() {
        match session.moves.get(proposal).map(|proposal| proposal.state) {
            Some(ProposalState::Open) => wishes.push(MoveCommand::Dismiss { proposal }),
            Some(ProposalState::Announced | ProposalState::Done) => {
                wishes.push(MoveCommand::Undo { proposal });
            }
            _ => {}
        }
    }
    let mut rooms = session.rooms.all();
    if let (Some(from), Some(to)) = (rooms.next(), rooms.last())
        && let Some(person) = from.people.first()
    {
        let (person, to) = (*person, to.id);
        wishes.push(MoveCommand::Arrange {
            proposal: None,
            version: 0,
            moves: vec![Placing { person, to }],
        });
    }
    wishes
}

fn for_rooms(session: &Session) -> Vec<RoomCommand> {
    let mut wishes = Vec::new();
    if session.rooms.are_open() {
        for room in session.rooms.all().map(|room| room.id) {
            let (visit, end) = (RoomCommand::Visit { room }, RoomCommand::EndVisit { room });
            wishes.extend([visit, end]);
        }
    }
    let mut rooms = session.rooms.all();
    if let (Some(from), Some(to)) = (rooms.next(), rooms.last())
        && let Some(person) = from.people.first()
    {
        let (person, room) = (*person, to.id);
        wishes.push(RoomCommand::Move { person, room });
    }
    wishes
}

fn for_plans(session: &Session) -> Vec<RoomCommand> {
    let mut wishes = Vec::new();
    if let Some(plan) = &session.rooms.plan {
        wishes.push(RoomCommand::EditPlan {
            version: plan.version,
            rooms: plan.rooms.clone(),
            prompt: None,
            minutes: Some(15),
        });
        wishes.push(RoomCommand::SavePlan {
            version: plan.version,
            name: "Week one".into(),
        });
    }
    if session.rooms.state() == BreakoutState::Announced {
        wishes.push(RoomCommand::CallOff {});
    }
    let saved = session.rooms.saved_plans(session).into_iter();
    wishes.extend(saved.map(|plan| RoomCommand::ForgetPlan { plan: plan.id }));
    wishes
}
