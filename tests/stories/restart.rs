//! The server dies, the disk fails, somebody else writes: nothing acknowledged is lost, nothing is told that is
//! not kept, and the day goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use alongside::log::{Answer, Health, Kind, Log, LogError, Memory, Stream};
use alongside_protocol::{
    command::{Command, DayCommand, HandWay, PeopleCommand},
    entry::{Entry, Phase},
    frames::{FromBrowser, Outcome, close},
    ids::CommandId,
    people::Link,
    refusal::Code,
};
use tokio::sync::watch;
use uuid::Uuid;

use super::resume::{post, reads};
use crate::cast::{Mirror, Person};
use crate::world::{CAST, World};

/// A session whose task has panicked is there again within this (TRUST 5).
const BACK_WITHIN: Duration = Duration::from_secs(2);

fn phase(mirror: &Mirror) -> Option<Phase> {
    match mirror.group("session") {
        Some(Entry::Session(session)) => Some(session.phase),
        _ => None,
    }
}

/// A day that runs, with words in the chat, is killed and goes on.
async fn goes_on_after_a_kill(world: World) {
    let [mut fola, mut asha, ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    let id = CommandId(Uuid::new_v4());
    assert_eq!(
        asha.ask_as(id, post("kept is kept")).await,
        Outcome::Kept {}
    );
    for reader in [&ben, &fola] {
        reader
            .until("her words", |mirror| reads(mirror, "kept is kept"))
            .await;
    }
    let (before, known) = (fola.look().topics.clone(), ben.drop_out());

    let world = world.dies_and_starts_again().await;
    let ben = world.returns("Ben", known.clone()).await;
    assert_ne!(ben.look().epoch, known.epoch, "another owner numbers anew");
    assert_eq!(phase(&ben.look()), Some(Phase::Live));
    assert!(reads(&ben.look(), "kept is kept"));

    // ASK2: a browser that did not get its answer asks again, and nothing happens twice.
    let mut asha = world.arrives("Asha").await;
    assert_eq!(
        asha.ask_as(id, post("kept is kept")).await,
        Outcome::Kept {}
    );
    let Outcome::Refused { refusal } = asha.ask_as(id, post("another thing")).await else {
        panic!("the id was used before the restart")
    };
    assert_eq!(refusal.code, Code::Reused);

    let fola = world.arrives("Fola").await;
    let look = fola.look();
    let (now, then) = (&look.topics, &before);
    assert_eq!(
        now.keys().collect::<Vec<_>>(),
        then.keys().collect::<Vec<_>>()
    );
    let messages = |topics: &std::collections::BTreeMap<_, std::collections::BTreeMap<_, _>>| {
        let all = topics.values().flatten();
        all.filter(|(_, entry)| matches!(entry, Entry::Message(_) | Entry::Agenda(_)))
            .map(|(key, entry): (&String, &Entry)| (key.clone(), entry.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(messages(now), messages(then));
}

#[tokio::test]
async fn the_day_goes_on_after_the_server_was_cut_off() {
    goes_on_after_a_kill(World::new().await).await;
}

#[tokio::test]
async fn the_day_goes_on_after_the_program_was_killed_with_its_folder_on_the_disk() {
    goes_on_after_a_kill(World::of_the_program(&CAST).await).await;
}

#[tokio::test]
async fn deadlines_go_on_after_a_restart_without_anybody_coming() {
    let world = World::new().await;
    let [mut fola, _asha] = world.all_arrive(["Fola", "Asha"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    let world = world.dies_and_starts_again().await;
    let asha = world.id("Asha");
    let link = move |wanted: Link| move |mirror: &Mirror| matches!(mirror.group(&format!("person/{asha}")), Some(Entry::Person(person)) if person.link == wanted);
    // The doors start the owner again; from then on her grace period runs.
    while world.hub().phase(world.session) != Some(Phase::Live) {
        tokio::task::yield_now().await;
    }
    let fola = world.arrives("Fola").await;
    fola.until("Asha is reconnecting", link(Link::Reconnecting))
        .await;
    world.later(121);
    fola.until("Asha has dropped", link(Link::Dropped)).await;
}

#[tokio::test]
async fn the_doors_open_by_themselves() {
    let world = World::new().await;
    while world.hub().phase(world.session) != Some(Phase::Arrival) {
        world.later(1);
        tokio::task::yield_now().await;
    }
}

/// A disk that is full when it is told to be, or makes a task panic.
pub struct Failing {
    log: Memory,
    full: Arc<AtomicBool>,
    pub panics: Arc<AtomicBool>,
    /// The most records that were appended at once.
    most: Arc<AtomicUsize>,
    health: Arc<watch::Sender<Health>>,
}

impl Default for Failing {
    fn default() -> Self {
        Self {
            log: Memory::new(),
            full: Arc::default(),
            panics: Arc::default(),
            most: Arc::default(),
            health: Arc::new(watch::Sender::new(Health::Well)),
        }
    }
}

impl Log for Failing {
    fn append(&self, stream: Stream, expected: u64, bodies: Vec<Vec<u8>>) -> Answer<'_, u64> {
        if self.full.load(Ordering::SeqCst) {
            let before = self.health.send_replace(Health::Failing(LogError::Full));
            let first = before == Health::Well;
            let resting = LogError::Resting(Box::new(LogError::Full));
            return Box::pin(async move { Err(if first { LogError::Full } else { resting }) });
        }
        assert!(
            !self.panics.swap(false, Ordering::SeqCst),
            "a panic in the middle of a session, as this story wants it"
        );
        self.most.fetch_max(bodies.len(), Ordering::SeqCst);
        self.log.append(stream, expected, bodies)
    }

    fn read(&self, stream: Stream, from: u64) -> Answer<'_, Vec<alongside::log::Record>> {
        self.log.read(stream, from)
    }

    fn list(&self, kind: Kind) -> Answer<'_, Vec<Stream>> {
        self.log.list(kind)
    }

    fn health(&self) -> watch::Receiver<Health> {
        self.health.subscribe()
    }

    fn erase(&self, stream: Stream) -> Answer<'_, ()> {
        self.log.erase(stream)
    }
}

/// LOG1. A crash leaves the goodbye and the hand that goes with it, or neither.
#[tokio::test]
async fn an_ask_and_what_follows_from_it_are_kept_in_one_append() {
    let log = Failing::default();
    let most = Arc::clone(&log.most);
    let world = World::on(Arc::new(log), &CAST).await;
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    let hands = |mirror: &Mirror| match mirror.group("hands") {
        Some(Entry::Hands(hands)) => hands.queue.len(),
        _ => 0,
    };
    let raise = PeopleCommand::RaiseHand {
        way: HandWay::Voice,
        words: "".into(),
    };
    asha.does(Command::People(raise)).await;
    ben.until("her hand", |mirror| hands(mirror) == 1).await;
    most.store(0, Ordering::SeqCst);
    asha.does(Command::People(PeopleCommand::Leave {})).await;
    ben.until("no hand", |mirror| hands(mirror) == 0).await;
    assert_eq!(most.load(Ordering::SeqCst), 2);
}

/// LOG4, LOG5: what was in doubt is answered to nobody, everybody is told, and the log alone settles it.
#[tokio::test]
async fn ask1_what_the_disk_did_not_keep_is_told_to_nobody() {
    let log = Failing::default();
    let (full, health) = (Arc::clone(&log.full), Arc::clone(&log.health));
    let world = World::on(Arc::new(log), &CAST).await;
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    asha.does(post("before")).await;
    full.store(true, Ordering::SeqCst);
    let id = CommandId(Uuid::new_v4());
    let command = post("found again");
    asha.say(&FromBrowser::Ask { id, command }).await;
    for person in [&asha, &ben] {
        assert_eq!(person.is_closed().await, close::RECONNECT);
    }
    assert!(!asha.look().answers.contains_key(&id), "nobody knows yet");

    let [mut asha, ben, fola] = world.all_arrive(["Asha", "Ben", "Fola"]).await;
    for person in [&asha, &ben, &fola] {
        assert!(reads(&person.look(), "before"), "everybody can read on");
        let told = |mirror: &Mirror| mirror.trouble.is_some();
        person.until("what is the matter", told).await;
    }
    let told = |person: &Person| person.look().trouble.clone().unwrap();
    assert!(told(&fola).contains("disk of the server is full"));
    assert!(
        !told(&asha).contains("disk"),
        "only staff can do something about it"
    );
    let Outcome::Refused { refusal } = asha.ask_as(id, post("found again")).await else {
        panic!("nothing is kept")
    };
    assert_eq!(refusal.code, Code::Fault);

    full.store(false, Ordering::SeqCst);
    health.send_replace(Health::Well);
    for person in [&asha, &ben] {
        assert_eq!(person.is_closed().await, close::RECONNECT);
    }
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    assert!(!reads(&ben.look(), "found again"));
    assert_eq!(asha.ask_as(id, post("found again")).await, Outcome::Kept {});
    ben.until("what was kept", |mirror| reads(mirror, "found again"))
        .await;
    assert!(ben.look().trouble.is_none() && asha.look().trouble.is_none());
}

#[tokio::test]
async fn an_owner_that_is_no_longer_the_writer_steps_down_and_everybody_comes_back() {
    let log: Arc<dyn Log> = Arc::new(Memory::new());
    let world = World::on(Arc::clone(&log), &CAST).await;
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    asha.does(post("before")).await;
    let stream = Stream::session(world.session.0);
    let records = log.read(stream, 1).await.unwrap();
    let last = records.last().unwrap();
    // Somebody else has become the writer: they keep a record of their own.
    let theirs = br#"{"v":1,"at":1803981000001,"events":[]}"#.to_vec();
    log.append(stream, last.position, vec![theirs])
        .await
        .unwrap();

    asha.say(&FromBrowser::Ask {
        id: CommandId(Uuid::new_v4()),
        command: post("from the old owner"),
    })
    .await;
    assert_eq!(asha.is_closed().await, close::RECONNECT);
    let known = ben.drop_out();
    let mut ben = world.returns("Ben", known).await;
    assert!(reads(&ben.look(), "before"));
    ben.does(post("after")).await;
    assert!(!ben.look().has_received("from the old owner"));
}

#[tokio::test]
async fn a_panic_in_one_session_ends_its_owner_alone_and_the_next_one_has_it_all() {
    let panics = Arc::new(AtomicBool::new(false));
    let log = Failing {
        panics: Arc::clone(&panics),
        ..Failing::default()
    };
    let mut world = World::on(Arc::new(log), &CAST).await;
    let here = world.session;
    world.session = world.another_session().await;
    let mut elsewhere = world.arrives("Fola").await;
    world.session = here;
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    asha.does(post("before")).await;
    panics.store(true, Ordering::SeqCst);
    let id = CommandId(Uuid::new_v4());
    asha.say(&FromBrowser::Ask {
        id,
        command: post("in the middle"),
    })
    .await;
    assert_eq!(asha.is_closed().await, close::RECONNECT);
    assert_eq!(ben.is_closed().await, close::RECONNECT);

    let began = Instant::now();
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    assert!(reads(&ben.look(), "before"));
    assert!(began.elapsed() < BACK_WITHIN, "{:?}", began.elapsed());
    elsewhere.does(post("all is well here")).await;
    assert_eq!(
        asha.ask_as(id, post("in the middle")).await,
        Outcome::Kept {}
    );
    ben.until("what was sent again", |mirror| {
        reads(mirror, "in the middle")
    })
    .await;
}
