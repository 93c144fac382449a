//! A database made by an earlier version opens in this one, and the day in it goes on (LOG2).
//!
//! `tests/databases` holds one for each form of records there has been, left in the middle of a day.
//! When the form changes, the new one is stored with `ALONGSIDE_DATABASE=store cargo test old_databases`,
//! and the old ones stay as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use alongside::clock::Clock;
use alongside::kept::FORM;
use alongside::keys as sealing;
use alongside::log::{Log, Sqlite};
use alongside::vault::Vault;
use alongside_protocol::{
    command::{
        ChatCommand, Command, DayCommand, FlagCommand, FlagKind, HandWay, PeopleCommand, PlanKind,
        PlanRequest, RoomCommand, RoundCommand, RoundKind, RoundPurpose, RoundRequest, Scale,
    },
    entry::{Entry, FlagState},
    people::Audience,
    topic::Topic,
};

use super::day::party::{flag, held};
use super::resume::{post, reads};
use crate::cast::Person;
use crate::world::{CAST, MORNING, World, keys::Keys};

const GREETING: &str = "Good morning, I am in Caerdydd \u{1F33B}";
const PRIVATE: &str = "I slept badly and would rather not say it to all";
const WORRY: &str = "Ben sounded very low just now";
const HEAVY: &str = "May I say something heavy";

fn stored(form: u32) -> PathBuf {
    let databases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/databases");
    databases.join(format!("form-{form}"))
}

/// Left with a round that runs, a flag in somebody's care, a message held, and a plan of rooms.
async fn half_a_day(world: &World) {
    let [mut fola, mut asha, mut ben, mut chi] =
        world.all_arrive(["Fola", "Asha", "Ben", "Chi"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    asha.does(post(GREETING)).await;
    ben.does(Command::People(PeopleCommand::RaiseHand {
        way: HandWay::Voice,
        words: "".into(),
    }))
    .await;
    check_in(&mut fola, [&mut asha, &mut ben, &mut chi]).await;
    let raise = FlagCommand::Raise {
        kind: FlagKind::WorriedAboutSomeone,
        about: Some(world.id("Ben")),
        message: None,
        words: WORRY.into(),
    };
    chi.does(Command::Flags(raise)).await;
    fola.until("the flag", |mirror| flag(mirror).is_some())
        .await;
    let claimed = flag(&fola.look()).unwrap().id;
    fola.does(Command::Flags(FlagCommand::Claim { flag: claimed }))
        .await;
    fola.does(Command::Chat(ChatCommand::HoldAll { on: true }))
        .await;
    ben.does(post(HEAVY)).await;
    let request = PlanRequest {
        kind: PlanKind::Buddies,
        size: 2,
        rooms: None,
        saved: None,
        without: Vec::new(),
        prompt: "What helps you listen?".into(),
        minutes: 20,
    };
    fola.does(Command::Rooms(RoomCommand::Plan { request }))
        .await;
    fola.until("the held message", |mirror| held(mirror).is_some())
        .await;
}

async fn check_in(fola: &mut Person, everybody: [&mut Person; 3]) {
    let round = RoundRequest {
        purpose: RoundPurpose::CheckIn,
        kind: RoundKind::AllAtOnce,
        prompt: "How do you arrive?".into(),
        scale: Scale::OneToFive,
        suggested_seconds: None,
    };
    fola.does(Command::Rounds(RoundCommand::Start { round }))
        .await;
    fola.until("the round", |mirror| mirror.group("round").is_some())
        .await;
    let Some(Entry::Round(round)) = fola.look().group("round").cloned() else {
        panic!("a round is shown as one")
    };
    let answer = RoundCommand::Answer {
        round: round.id,
        value: Some(2),
        words: PRIVATE.into(),
        audience: Audience::Facilitators,
    };
    let [asha, ben, _] = everybody;
    asha.does(Command::Rounds(answer)).await;
    ben.does(Command::Rounds(RoundCommand::Pass { round: round.id }))
        .await;
}

/// What opens the words in a database: those of form 1 and 2 are from before words were sealed, and have none.
const KEYS: [&str; 2] = ["keys.db", "master.key"];

fn keys_in(folder: &Path) -> sealing::Keys {
    sealing::Keys::open(folder, &folder.join("master.key"), sealing::Wanted::Any).unwrap()
}

/// Copies the files of a running log and closes the copy well, so that one file is left.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
    drop(Sqlite::open(to).unwrap());
}

async fn store(form: u32) {
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let [running, closed, sealed] = &folders;
    let log: Arc<dyn Log> = Arc::new(Sqlite::open(running.path()).unwrap());
    let clock = Clock::starting_at(MORNING);
    let vault = Vault::new(log, Arc::new(keys_in(sealed.path())), clock);
    let world = World::in_vault(vault, &CAST).await;
    half_a_day(&world).await;
    copy(running.path(), closed.path());
    let folder = stored(form);
    fs::create_dir_all(&folder).unwrap();
    let database = "alongside.db";
    fs::copy(closed.path().join(database), folder.join(database)).unwrap();
    for file in KEYS {
        fs::copy(sealed.path().join(file), folder.join(file)).unwrap();
    }
    let keys = serde_json::to_string_pretty(&world.keys()).unwrap();
    fs::write(folder.join("keys.json"), keys).unwrap();
}

async fn is_played_on(form: u32) {
    let folder = tempfile::tempdir().unwrap();
    for file in ["alongside.db"].iter().chain(&KEYS) {
        let of_that_form = stored(form).join(file);
        if of_that_form.exists() {
            fs::copy(of_that_form, folder.path().join(file)).unwrap();
        }
    }
    let keys = fs::read_to_string(stored(form).join("keys.json")).unwrap();
    let keys: Keys = serde_json::from_str(&keys).unwrap();
    let log: Arc<dyn Log> = Arc::new(Sqlite::open(folder.path()).unwrap());
    let clock = Clock::starting_at(MORNING.plus_minutes(30));
    let vault = Vault::new(log, Arc::new(keys_in(folder.path())), clock);
    let world = World::again_in(vault, keys).await;

    let [mut fola, mut asha, ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    for person in [&fola, &asha, &ben] {
        assert!(reads(&person.look(), GREETING));
        assert!(person.look().group("round").is_some());
    }
    let receivers = [
        fola.look().has_received(PRIVATE),
        asha.look().has_received(PRIVATE),
        ben.look().has_received(PRIVATE),
    ];
    assert_eq!(
        receivers,
        [true, true, false],
        "facilitators and the writer"
    );
    let raised = flag(&fola.look()).expect("the flag is still there");
    assert_eq!(
        (raised.state, raised.words.text()),
        (FlagState::Claimed, WORRY)
    );

    let message = held(&fola.look()).expect("the message is still held");
    fola.does(Command::Chat(ChatCommand::Release { message }))
        .await;
    asha.until("what was held", |mirror| reads(mirror, HEAVY))
        .await;
    let plan = fola.look().entry(Topic::Staff, "plan").cloned();
    assert!(matches!(plan, Some(Entry::Plan(plan)) if !plan.rooms.is_empty()));
    fola.does(Command::Chat(ChatCommand::HoldAll { on: false }))
        .await;
    asha.does(post("and on it goes")).await;

    drop((fola, asha, ben));
    let world = world.dies_and_starts_again().await;
    let asha = world.arrives("Asha").await;
    for words in [GREETING, HEAVY, "and on it goes"] {
        assert!(reads(&asha.look(), words));
    }
}

#[tokio::test]
async fn log2_databases_of_every_form_are_played_on() {
    if std::env::var("ALONGSIDE_DATABASE").is_ok_and(|wish| wish == "store") {
        store(FORM).await;
    }
    for form in 1..=FORM {
        is_played_on(form).await;
    }
}
