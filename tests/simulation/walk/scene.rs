//! One phase of a day with something of everything in it, in which one person asks for all there is.

use std::collections::BTreeSet;

use alongside_domain::{dice::Dice, examples};
use alongside_protocol::{
    command::{Channel, ChatCommand, Command, DayCommand, HandWay, PeopleCommand},
    entry::Phase,
    frames::Outcome,
    people::Role,
    refusal::{Code, Refusal},
    topic::Topic,
};

use super::before;
use super::cells::{Cell, Table, name_of};
use crate::simulation::day::{Day, Manner};
use crate::simulation::plan::{Act, CAST, GUEST, Plan};

pub const PHASES: [Phase; 4] = [Phase::Scheduled, Phase::Arrival, Phase::Live, Phase::Ended];
pub const ROLES: [Role; 4] = [Role::Facilitator, Role::Trainee, Role::Support, Role::Guest];

/// Tries at each command, with other ids.
const TRIES: u8 = 3;

pub struct Scene {
    phase: Phase,
    role: Role,
    name: &'static str,
}

impl Scene {
    pub const fn of(phase: Phase, role: Role) -> Self {
        let name = match role {
            Role::Facilitator => "Finn",
            Role::Trainee => "Ana",
            Role::Support => "Sol",
            Role::Guest => GUEST,
        };
        Self { phase, role, name }
    }

    /// Somebody else in their place: broken on purpose.
    pub const fn is_taken_for(&mut self, other: Role) {
        self.name = Self::of(self.phase, other).name;
    }

    /// Everybody is there, and the day has come this far.
    fn day(&self) -> Day {
        let plan = Plan {
            seed: 1,
            people: CAST.iter().map(|(name, _)| *name).collect(),
            early: self.phase == Phase::Scheduled,
            steps: Vec::new(),
        };
        let manner = Manner {
            even: true,
            listens: true,
            ..Manner::default()
        };
        let mut day = Day::new(plan, manner);
        for (name, _) in CAST {
            acts(&mut day, Act::Comes(name));
        }
        acts(&mut day, Act::Knocks);
        match self.phase {
            Phase::Scheduled => {}
            Phase::Arrival => says(&mut day),
            Phase::Live | Phase::Ended => {
                acts(&mut day, Act::Starts);
                says(&mut day);
                lives(&mut day);
            }
        }
        if self.phase == Phase::Ended {
            asks(&mut day, "Fay", Command::Day(DayCommand::End {}));
        }
        assert_eq!(day.oracle.session.phase(), self.phase);
        day
    }

    /// What this person reads, also when their browser claims to have read everything there is.
    pub fn reads(&mut self, table: &mut Table) {
        let mut day = self.day();
        let all: BTreeSet<Topic> = day
            .people
            .iter()
            .flat_map(|somebody| somebody.pages[0].mirror.topics.keys().copied())
            .collect();
        let me = day.id(self.name);
        let somebody = day.people.iter_mut().find(|somebody| somebody.id == me);
        let page = &mut somebody.unwrap().pages[0];
        let before = page.mirror.topics.clone();
        for topic in all {
            page.mirror.numbers.entry(topic).or_insert(0);
        }
        acts(&mut day, Act::Torn(self.name));
        day.passes(5_000).unwrap();
        let somebody = day.people.iter().find(|somebody| somebody.id == me);
        let page = &somebody.unwrap().pages[0];
        assert!(
            page.is_live() || self.role == Role::Guest,
            "{:?}",
            page.state
        );
        assert!(page.mirror.topics.keys().eq(before.keys()), "{}", self.name);
        let kinds: BTreeSet<String> = before.keys().map(|topic| kind(&day, topic, me)).collect();
        let kinds: Vec<String> = kinds.into_iter().collect();
        table.read(self.role, self.phase, kinds.join(", "));
    }

    /// Asks for everything. What is denied has no effect, and nobody else hears of it.
    pub fn asks(&mut self, table: &mut Table) {
        let mut done = BTreeSet::new();
        for number in 0..TRIES {
            let mut day = self.day();
            let everything = self.commands(&day, number).len();
            for place in 0..everything {
                let mut commands = self.commands(&day, number).into_iter();
                let Some(command) = commands.nth(place) else {
                    break;
                };
                let name = name_of(&command);
                let cell = Cell::of(&command, self.role, self.phase);
                table.take(&name, self.role, self.phase, cell);
                if done.contains(&name) {
                    continue;
                }
                match self.outcome(&mut day, command, cell) {
                    Ok(true) => drop(done.insert(name)),
                    Ok(false) => {}
                    Err(slip) => table.slips.push(slip),
                }
                // Whatever was done may have made another day of it.
                if !self.goes_on(&day) {
                    day = self.day();
                }
            }
        }
        table.done += done.len();
    }

    /// One of each, and what there is for this person to take up.
    fn commands(&self, day: &Day, number: u8) -> Vec<Command> {
        let (me, person, guest) = (day.id(self.name), day.id("Ana"), day.id(GUEST));
        let session = &day.oracle.session;
        let mut commands = examples::one_of_each(session, &mut Dice::new([number; 32]));
        commands.push(Command::People(PeopleCommand::Admit { person: guest }));
        commands.push(Command::People(PeopleCommand::Decline { person: guest }));
        let words = "she is well".into();
        let done = PeopleCommand::FollowedUp { person, words };
        commands.push(Command::People(done));
        let mut said = session.chat.all();
        if let Some(own) = said.find(|message| message.author == me) {
            let (message, words) = (own.id, "better words".into());
            commands.push(Command::Chat(ChatCommand::Edit { message, words }));
            commands.push(Command::Chat(ChatCommand::Withdraw { message }));
        }
        commands
    }

    fn goes_on(&self, day: &Day) -> bool {
        let me = day.id(self.name);
        let somebody = day.people.iter().find(|somebody| somebody.id == me);
        let role = day.oracle.session.people.role(me);
        let is_taken_for = Self::of(self.phase, self.role).name != self.name;
        day.oracle.session.phase() == self.phase
            && (role == Some(self.role) || is_taken_for)
            && somebody.is_some_and(|somebody| somebody.pages[0].is_live())
    }

    /// Whether it was done; an error when that is not what the cell says.
    fn outcome(&self, day: &mut Day, command: Command, cell: Cell) -> Result<bool, String> {
        let asked = format!("{:?} {}: {command:?}", self.phase, self.name);
        let before = self.effects(day);
        let outcome = asks(day, self.name, command);
        let after = self.effects(day);
        let refusal = match outcome {
            Some(Outcome::Refused { refusal }) => refusal,
            Some(Outcome::Kept {}) if cell == Cell::LetThrough => return Ok(true),
            other => return Err(format!("{asked}: {other:?}")),
        };
        // What falls due by itself meanwhile is for others to hear.
        let heard = before.1 == after.1 && before.2 != after.2;
        if before.0 != after.0 || heard {
            return Err(format!("{asked} was refused and had an effect"));
        }
        let as_it_should = match cell {
            Cell::Denied => refusal == Refusal::not_found(),
            Cell::Later => refusal.code == Code::NotNow,
            Cell::LetThrough => !matches!(refusal.code, Code::TooFast | Code::Fault),
        };
        match as_it_should {
            true => Ok(false),
            false => Err(format!("{asked}: {refusal:?}")),
        }
    }

    /// Commands kept, records kept, and what others have heard.
    fn effects(&self, day: &Day) -> (usize, u64, Vec<usize>) {
        let others = day.people.iter().filter(|other| other.name != self.name);
        let heard = others.map(|other| other.frames.len()).collect();
        (day.oracle.asked.len(), day.oracle.position, heard)
    }
}

fn acts(day: &mut Day, act: Act) {
    day.acts(act).unwrap();
    day.passes(200).unwrap();
}

/// Asks, and waits for the answer.
fn asks(day: &mut Day, name: &str, command: Command) -> Option<Outcome> {
    let slow = matches!(
        command,
        Command::Chat(ChatCommand::Post { .. } | ChatCommand::Edit { .. })
    );
    day.passes(if slow { 1_100 } else { 200 }).unwrap();
    day.types(name, vec![command]);
    let (person, page) = day.at_hand(name)?;
    let id = day.people[person].pages[page].last.as_ref()?.0.id;
    day.passes(200).unwrap();
    let page = &day.people[person].pages[page];
    page.mirror.answers.get(&id).cloned()
}

/// Something said in every place there is while people arrive.
fn says(day: &mut Day) {
    for command in before::by_a_trainee(day.id("Ana")) {
        asks(day, "Ana", command);
    }
    for name in ["Finn", "Sol"] {
        asks(day, name, before::post(Channel::Staff {}));
    }
    let (way, words) = (HandWay::Voice, "".into());
    let raise = PeopleCommand::RaiseHand { way, words };
    asks(day, "Ana", Command::People(raise));
}

/// What there is only while a day runs.
fn lives(day: &mut Day) {
    asks(day, "Fay", before::a_round());
    acts(day, Act::Rooms(0));
    day.passes(7_000).unwrap();
    let room = day.oracle.session.rooms.room_of(day.id("Ana"));
    let room = room.expect("rooms are open");
    asks(day, "Ana", before::post(Channel::Room { room }));
}

/// `room`, `thread of others`, and so on.
fn kind(day: &Day, topic: &Topic, me: alongside_protocol::ids::PersonId) -> String {
    let own = day.oracle.session.rooms.room_of(me);
    let (kind, mine) = match topic {
        Topic::Group => ("group", true),
        Topic::Staff => ("staff", true),
        Topic::Facilitators => ("facilitators", true),
        Topic::Room(room) => ("room", own == Some(*room)),
        Topic::Talk(room, _) => ("talk", own == Some(*room)),
        Topic::Thread(person) => ("thread", *person == me),
        Topic::Tech(person) => ("tech", *person == me),
        Topic::Person(person) => ("person", *person == me),
    };
    let of_others = if mine { "" } else { " of others" };
    format!("{kind}{of_others}")
}
