//! SIGKILL at moments that nobody chose, while people in several sessions at once write, privately too, raise hands and
//! flags, answer rounds and say how they take part.
//!
//! `KILLS=2000 cargo nextest run kills`, or `make kills`, does it more often.

use std::sync::{Arc, PoisonError, RwLock};

use alongside::log::{Answer, Kind, Log, Memory, Record, Sqlite, Stream};
use alongside_protocol::{
    command::{
        Channel, ChatCommand, Command, DayCommand, FlagCommand, FlagKind, HandWay, PeopleCommand,
        RoundCommand, RoundKind, RoundPurpose, RoundRequest, Scale,
    },
    entry::Entry,
    frames::FromBrowser,
    ids::{CommandId, PersonId, RoundId, SessionId},
    people::{Audience, TakingPart},
    words::Words,
};
use uuid::Uuid;

use super::witness::{Said, Witness};
use super::{FEW, a_while, check, kept};
use crate::cast::{Mirror, Person};
use crate::stories::resume::post;
use crate::world::World;

/// How often in one run of the tests.
const KILLS: u32 = 200;
/// Days do not last for ever, and a long one takes longer to read: so many kills, then another day.
const KILLS_PER_DAY: u32 = 25;
/// Days at the same time.
const LANES: u32 = 2;
/// How long people are at it before the kill, at most.
const LONGEST_MS: u64 = 160;
/// Now and then it takes longer, so that what they did is in the file of heads too.
const LONGER_MS: u64 = 700;

/// In the first session two at once, in each of the others one: what they all do is kept together, or not at all.
const AT_WORK: [(usize, &str); 4] = [(0, "Asha"), (0, "Ben"), (1, "Chi"), (2, "Fola")];
const SESSIONS: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn log1_kills_at_any_moment_lose_double_and_reorder_nothing() {
    let kills = std::env::var("KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let lanes = (0..LANES).map(|_| {
        tokio::spawn(async move {
            let mut acknowledged = 0;
            let mut left = kills / LANES;
            while left > 0 {
                let today = left.min(KILLS_PER_DAY);
                acknowledged += a_day_with_kills(today).await;
                left -= today;
            }
            acknowledged
        })
    });
    let mut acknowledged = 0;
    for lane in lanes.collect::<Vec<_>>() {
        acknowledged += lane.await.unwrap();
    }
    eprintln!("{kills} kills, {acknowledged} acknowledged, none lost, doubled or reordered");
    assert!(acknowledged > kills as usize, "was anybody at work?");
}

/// How much was acknowledged that day.
async fn a_day_with_kills(kills: u32) -> usize {
    let mut world = World::of_the_program(&FEW).await;
    let mut sessions = vec![world.session];
    while sessions.len() < SESSIONS {
        sessions.push(world.another_session().await);
    }
    let mut witnesses: Vec<Witness> = sessions.iter().map(|_| Witness::default()).collect();
    begins_with_a_round(&mut world, &sessions).await;
    for turn in 0..kills {
        let mut at_work = Vec::new();
        for (place, name) in AT_WORK {
            world.session = sessions[place];
            let work = begins(&world, &witnesses[place], name, turn).await;
            at_work.push((place, work));
        }
        let longest = if turn % 8 == 7 { LONGER_MS } else { LONGEST_MS };
        tokio::time::sleep(a_while(longest)).await;
        world = world.dies_and_starts_again().await;
        for (place, work) in at_work {
            tell(&mut witnesses[place], work.await.unwrap());
        }
    }
    for (place, name) in AT_WORK {
        world.session = sessions[place];
        let person = world.arrives(name).await;
        let again = witnesses[place].unanswered(person.id());
        tell(&mut witnesses[place], asks(person, again, Vec::new()).await);
    }
    for (session, witness) in sessions.iter().zip(&witnesses) {
        world.session = *session;
        shows_all_that_was_seen(&world, witness).await;
    }
    assert!(world.is_asked_to_end().await.unwrap().success());
    let log = Sqlite::open(world.folder()).unwrap();
    for (session, witness) in sessions.iter().zip(&witnesses) {
        let wrong = witness.against(&kept(&log, *session).await);
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
    drop(log);
    let (sound, told) = check(world.folder());
    assert!(sound, "{told}");
    witnesses.iter().map(Witness::acknowledged).sum()
}

/// In each session the day begins, and everybody may answer.
pub async fn begins_with_a_round(world: &mut World, sessions: &[SessionId]) {
    for session in sessions {
        world.session = *session;
        let mut fola = world.arrives("Fola").await;
        fola.does(Command::Day(DayCommand::Start {})).await;
        fola.does(starts_a_round()).await;
    }
    world.session = sessions[0];
}

pub async fn shows_all_that_was_seen(world: &World, witness: &Witness) {
    let fola = world.arrives("Fola").await;
    let shown = words(&fola.look());
    for words in &witness.seen {
        let times = shown.iter().filter(|shown| *shown == words).count();
        assert_eq!(times, 1, "{words} was read by somebody before");
    }
}

pub type Work = (PersonId, Vec<Said>, Vec<String>);

/// Somebody comes, and is at it until all is done or the line is dead.
pub async fn begins(
    world: &World,
    witness: &Witness,
    name: &str,
    turn: u32,
) -> tokio::task::JoinHandle<Work> {
    let person = world.arrives(name).await;
    let again = witness.unanswered(person.id());
    let new = wishes(&person, name, turn);
    tokio::spawn(asks(person, again, new))
}

/// More than anybody gets done before the kill. Nothing of it depends on what happened before, and nothing is too much at
/// once: whether it is kept may not be another matter when it is asked again.
fn wishes(person: &Person, name: &str, turn: u32) -> Vec<Command> {
    let look = person.look();
    let me = look.me.expect("who they are");
    let Some(Entry::Round(round)) = look.group("round") else {
        panic!("a round runs all day")
    };
    let one_go = |number: u32| {
        let words = format!("{name} {turn} {number}");
        let raises = PeopleCommand::RaiseHand {
            way: HandWay::Voice,
            words: "".into(),
        };
        [
            match number {
                0 | 1 => post(&words),
                _ => flag(&words),
            },
            match (number + turn) % 3 {
                0 => takes_part(&words),
                1 if name == "Fola" => Command::Chat(ChatCommand::HoldAll {
                    on: turn.is_multiple_of(2),
                }),
                1 => answer(round.id, &words),
                _ => privately(if name == "Fola" { None } else { Some(me) }, &words),
            },
            Command::People(raises),
            Command::People(PeopleCommand::LowerHand {}),
        ]
    };
    (0..3).flat_map(one_go).collect()
}

fn flag(words: &str) -> Command {
    Command::Flags(FlagCommand::Raise {
        kind: FlagKind::NeedSupport,
        about: None,
        message: None,
        words: words.into(),
    })
}

fn takes_part(words: &str) -> Command {
    Command::People(PeopleCommand::TakePart {
        how: TakingPart {
            camera_off: true,
            words: words.into(),
            ..TakingPart::default()
        },
    })
}

fn answer(round: RoundId, words: &str) -> Command {
    Command::Rounds(RoundCommand::Answer {
        round,
        value: Some(3),
        words: words.into(),
        audience: Audience::Facilitators,
    })
}

/// To the facilitators, or among staff.
fn privately(person: Option<PersonId>, words: &str) -> Command {
    let staff = Channel::Staff {};
    Command::Chat(ChatCommand::Post {
        channel: person.map_or(staff, |person| Channel::Thread { person }),
        words: Words::new(format!("privately {words}")),
        reply_to: None,
    })
}

fn starts_a_round() -> Command {
    let round = RoundRequest {
        purpose: RoundPurpose::Other,
        kind: RoundKind::AllAtOnce,
        prompt: "How is it?".into(),
        scale: Scale::OneToFive,
        suggested_seconds: None,
    };
    Command::Rounds(RoundCommand::Start { round })
}

/// First what got no answer, then what is new, three at a time, until all is answered or the line is dead.
pub async fn asks(mut person: Person, again: Vec<Said>, new: Vec<Command>) -> Work {
    let new = new.into_iter().map(|command| Said {
        id: CommandId(Uuid::new_v4()),
        command,
        answer: None,
    });
    let mut waiting: Vec<Said> = again.into_iter().chain(new).collect();
    let mut said = Vec::new();
    while !waiting.is_empty() && !person.look().over {
        let go: Vec<Said> = waiting.drain(..waiting.len().min(3)).collect();
        for Said { id, command, .. } in &go {
            let (id, command) = (*id, command.clone());
            person.say(&FromBrowser::Ask { id, command }).await;
        }
        let answered =
            |mirror: &Mirror| go.iter().all(|said| mirror.answers.contains_key(&said.id));
        person
            .until("answers, or the end", |mirror| {
                mirror.over || answered(mirror)
            })
            .await;
        said.extend(go);
    }
    let look = person.look();
    for said in &mut said {
        said.answer = look.answers.get(&said.id).cloned();
    }
    (look.me.unwrap(), said, words(&look))
}

pub fn tell(witness: &mut Witness, (by, said, seen): Work) {
    for said in said {
        witness.hears(by, said);
    }
    witness.seen.extend(seen);
}

fn words(mirror: &Mirror) -> Vec<String> {
    let of_message = |entry: &Entry| match entry {
        Entry::Message(message) => Some(message.words.text().to_owned()),
        _ => None,
    };
    mirror
        .entries()
        .filter_map(|(_, _, entry)| of_message(entry))
        .collect()
}

/// A log that says "durable" before anything is: a death takes the last record with it.
#[derive(Default)]
struct Hasty(RwLock<Arc<Memory>>);

impl Hasty {
    fn now(&self) -> Arc<Memory> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    async fn loses_the_last_of(&self, stream: Stream, commands: usize) {
        let (before, after) = (self.now(), Arc::new(Memory::new()));
        for kind in [Kind::Organisation, Kind::Programme, Kind::Session] {
            for known in before.list(kind).await.unwrap() {
                let mut records = before.read(known, 1).await.unwrap();
                if known == stream {
                    let from_people = |record: &Record| {
                        String::from_utf8_lossy(&record.body).contains("\"from\"")
                    };
                    for _ in 0..commands {
                        let last = records.iter().rposition(from_people).unwrap();
                        records.truncate(last);
                    }
                }
                let bodies = records.into_iter().map(|record| record.body).collect();
                after.append(known, 0, bodies).await.unwrap();
            }
        }
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = after;
    }
}

impl Log for Hasty {
    fn append(&self, stream: Stream, expected: u64, bodies: Vec<Vec<u8>>) -> Answer<'_, u64> {
        Box::pin(async move { self.now().append(stream, expected, bodies).await })
    }

    fn read(&self, stream: Stream, from: u64) -> Answer<'_, Vec<Record>> {
        Box::pin(async move { self.now().read(stream, from).await })
    }

    fn list(&self, kind: Kind) -> Answer<'_, Vec<Stream>> {
        Box::pin(async move { self.now().list(kind).await })
    }

    fn erase(&self, stream: Stream) -> Answer<'_, ()> {
        Box::pin(async move { self.now().erase(stream).await })
    }
}

/// Without the sync the same witness, with the same people at work, finds what was lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_does_not_wait_for_the_disk_is_caught() {
    let log = Arc::new(Hasty::default());
    let mut world = World::on(Arc::clone(&log) as Arc<dyn Log>, &FEW).await;
    let session = world.session;
    let mut witness = Witness::default();
    begins_with_a_round(&mut world, &[session]).await;
    for name in ["Asha", "Ben", "Chi"] {
        let work = begins(&world, &witness, name, 0).await;
        tell(&mut witness, work.await.unwrap());
    }
    let stream = Stream::session(world.session.0);
    assert!(
        witness
            .against(&kept(&*log, world.session).await)
            .is_empty()
    );
    log.loses_the_last_of(stream, 2).await;
    let world = world.dies_and_starts_again().await;
    let wrong = witness.against(&kept(&*log, world.session).await);
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(wrong.iter().all(|wrong| wrong.contains("lost")));
}
