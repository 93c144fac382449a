//! SIGKILL at moments that nobody chose, while three people write, raise hands and say how they take part.
//!
//! `KILLS=2000 cargo nextest run kills`, or `make kills`, does it more often.

use std::sync::{Arc, PoisonError, RwLock};

use alongside::log::{Answer, Kind, Log, Memory, Record, Sqlite, Stream};
use alongside_protocol::{
    command::{Command, HandWay, PeopleCommand},
    entry::Entry,
    frames::FromBrowser,
    ids::{CommandId, PersonId},
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

const AT_WORK: [&str; 3] = ["Asha", "Ben", "Chi"];

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
    let mut witness = Witness::default();
    for turn in 0..kills {
        let at_work = everybody_begins(&world, &witness, turn).await;
        let longest = if turn % 8 == 7 { LONGER_MS } else { LONGEST_MS };
        tokio::time::sleep(a_while(longest)).await;
        world = world.dies_and_starts_again().await;
        for work in at_work {
            tell(&mut witness, work.await.unwrap());
        }
    }
    for name in AT_WORK {
        let person = world.arrives(name).await;
        let again = witness.unanswered(person.id());
        tell(&mut witness, asks(person, again, Vec::new()).await);
    }
    let fola = world.arrives("Fola").await;
    let shown = words(&fola.look());
    for words in &witness.seen {
        let times = shown.iter().filter(|shown| *shown == words).count();
        assert_eq!(times, 1, "{words} was read by somebody before");
    }
    drop(fola);
    assert!(world.is_asked_to_end().await.unwrap().success());
    let log = Sqlite::open(world.folder()).unwrap();
    let wrong = witness.against(&kept(&log, world.session).await);
    assert!(wrong.is_empty(), "{wrong:#?}");
    drop(log);
    let (sound, told) = check(world.folder());
    assert!(sound, "{told}");
    witness.acknowledged()
}

type Work = (PersonId, Vec<Said>, Vec<String>);

async fn everybody_begins(
    world: &World,
    witness: &Witness,
    turn: u32,
) -> Vec<tokio::task::JoinHandle<Work>> {
    let mut at_work = Vec::new();
    for name in AT_WORK {
        let person = world.arrives(name).await;
        let again = witness.unanswered(person.id());
        at_work.push(tokio::spawn(asks(person, again, wishes(name, turn))));
    }
    at_work
}

/// More than anybody gets done before the kill.
fn wishes(name: &str, turn: u32) -> Vec<Command> {
    let one_go = |number: u32| {
        [
            post(&format!("{name} {turn} {number}")),
            Command::People(PeopleCommand::RaiseHand {
                way: HandWay::Voice,
                words: "".into(),
            }),
            Command::People(PeopleCommand::LowerHand {}),
        ]
    };
    (0..5).flat_map(one_go).collect()
}

/// First what got no answer, then what is new, three at a time, until all is answered or the line is dead.
async fn asks(mut person: Person, again: Vec<Said>, new: Vec<Command>) -> Work {
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

fn tell(witness: &mut Witness, (by, said, seen): Work) {
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
    let world = World::on(Arc::clone(&log) as Arc<dyn Log>, &FEW).await;
    let mut witness = Witness::default();
    for work in everybody_begins(&world, &witness, 0).await {
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
