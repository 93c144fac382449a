//! Forgetting that is real (TRUST 3): a canary in every field that Cora can fill, and nowhere once she is erased.

use std::path::Path;
use std::sync::Arc;

use alongside::{
    clock::Clock,
    keys::{Keys, Wanted},
    log::{Sqlite, sqlite},
    vault::Vault,
};
use alongside_protocol::{
    command::{
        Channel, ChatCommand, Command, DayCommand, FlagCommand, FlagKind, HandWay, PeopleCommand,
        PlanKind, PlanRequest, RoomCommand, RoundCommand, RoundKind, RoundPurpose, RoundRequest,
        Scale,
    },
    entry::{BreakoutState, Entry, MessageEntry},
    ids::{PersonId, RoomId, RoundId},
    people::{Audience, Role, TakingPart},
    programme::{NewPerson, ProgrammeCommand},
    words::Words,
};
use serde_json::{Value, json};

use super::resume::post;
use crate::cast::{Mirror, Person};
use crate::world::{CAST, MORNING, World};

const CANARY: &str = "canary";

fn words(of: &str) -> Words {
    Words::new(format!("{CANARY} {of}"))
}

/// In every file below the folder: the database, its write-ahead file, free pages, keys, backups.
fn stands_in_a_file(folder: &Path, text: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return stands_in_a_file(&path, text);
        }
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(text.len()).any(|window| window == text)
    })
}

fn on_disk(folder: &Path) -> Vault {
    let log = Arc::new(Sqlite::open(folder).unwrap());
    let keys = Keys::open(folder, &folder.join("master.key"), Wanted::Any).unwrap();
    Vault::new(log, Arc::new(keys), Clock::starting_at(MORNING))
}

/// Chi is Cora from here on: all that the roster says of her is a canary.
async fn becomes_cora(world: &mut World) -> PersonId {
    let cora = world.id("Chi");
    let to = NewPerson {
        name: words("Cora"),
        email: Words::new("canary@place.example"),
        role: Role::Trainee,
        pronouns: words("she"),
        needs: words("captions"),
    };
    let change = ProgrammeCommand::ChangePerson { person: cora, to };
    world.organise(change).await;
    cora
}

fn round_of(mirror: &Mirror) -> Option<RoundId> {
    match mirror.group("round") {
        Some(Entry::Round(round)) => Some(round.id),
        _ => None,
    }
}

fn room_of(mirror: &Mirror, cora: PersonId) -> Option<RoomId> {
    match mirror.group(&format!("person/{cora}")) {
        Some(Entry::Person(person)) => person.room,
        _ => None,
    }
}

fn message(mirror: &Mirror, text: &str) -> Option<MessageEntry> {
    mirror.entries().find_map(|(_, _, entry)| match entry {
        Entry::Message(message) if message.words.text().contains(text) => Some(message.clone()),
        _ => None,
    })
}

/// Cora answers a round, for all or for facilitators only.
async fn answers(fola: &mut Person, chi: &mut Person, purpose: RoundPurpose, audience: Audience) {
    let round = RoundRequest {
        purpose,
        kind: RoundKind::AllAtOnce,
        prompt: Words::new("How are you?"),
        scale: Scale::FreeText,
        suggested_seconds: None,
    };
    fola.does(Command::Rounds(RoundCommand::Start { round }))
        .await;
    let round = round_of(&fola.look()).unwrap();
    chi.does(Command::Rounds(RoundCommand::Answer {
        round,
        value: None,
        words: words("check-in"),
        audience,
    }))
    .await;
    fola.does(Command::Rounds(RoundCommand::End { round }))
        .await;
}

async fn says_everything(world: &World, fola: &mut Person, chi: &mut Person, cora: PersonId) {
    let ask = |command| Command::People(command);
    let how = TakingPart {
        words: words("how I take part"),
        ..TakingPart::default()
    };
    chi.does(ask(PeopleCommand::TakePart { how })).await;
    let way = HandWay::ReadOut;
    let hand = PeopleCommand::RaiseHand {
        way,
        words: words("read this out"),
    };
    chi.does(ask(hand)).await;
    for channel in [
        Channel::Main {},
        Channel::Thread { person: cora },
        Channel::Tech { person: cora },
    ] {
        chi.does(Command::Chat(ChatCommand::Post {
            channel,
            words: words("to somebody"),
            reply_to: None,
        }))
        .await;
    }
    let said = message(&chi.look(), "to somebody").unwrap();
    chi.does(Command::Chat(ChatCommand::Edit {
        message: said.id,
        words: words("edited"),
    }))
    .await;
    for kind in [FlagKind::NeedSupport, FlagKind::Technical] {
        let raise = FlagCommand::Raise {
            kind,
            about: None,
            message: None,
            words: words("flag"),
        };
        chi.does(Command::Flags(raise)).await;
    }
    answers(fola, chi, RoundPurpose::CheckIn, Audience::Group).await;
    answers(fola, chi, RoundPurpose::Other, Audience::Facilitators).await;
    in_a_room(world, fola, chi, cora).await;
}

async fn in_a_room(world: &World, fola: &mut Person, chi: &mut Person, cora: PersonId) {
    let request = PlanRequest {
        kind: PlanKind::Random,
        size: 2,
        rooms: None,
        saved: None,
        without: Vec::new(),
        prompt: Words::new("What helps?"),
        minutes: 20,
    };
    fola.does(Command::Rooms(RoomCommand::Plan { request }))
        .await;
    let open = RoomCommand::Open {
        version: 1,
        notice_seconds: 5,
    };
    fola.does(Command::Rooms(open)).await;
    let is_open = |mirror: &Mirror| match mirror.group("breakout") {
        Some(Entry::Breakout(breakout)) => breakout.state == BreakoutState::Open,
        _ => false,
    };
    world.passes_until(chi, "open rooms", is_open).await;
    let room = room_of(&chi.look(), cora).unwrap();
    let said = ChatCommand::Post {
        channel: Channel::Room { room },
        words: words("in the room"),
        reply_to: None,
    };
    chi.does(Command::Chat(said)).await;
    let share = RoomCommand::ShareBack {
        room,
        words: words("share-back"),
    };
    chi.does(Command::Rooms(share)).await;
    let help = RoomCommand::CallHelp {
        room,
        words: words("help"),
    };
    chi.does(Command::Rooms(help)).await;
}

async fn erases(world: &mut World, what: Value) -> u16 {
    let path = format!("/api/programmes/{}/erase", world.programme);
    world.organiser.step_up().await;
    let erase = json!({ "what": what });
    world.organiser.post(&path, &erase).await.status
}

/// Everything an organiser can take away.
async fn everything_there_is(world: &mut World) -> String {
    let path = format!("/api/programmes/{}", world.programme);
    let mut all = world.organiser.get(&path).await.json.to_string();
    world.organiser.step_up().await;
    for form in ["json", "table"] {
        let export = json!({ "what": { "t": "programme" }, "form": form });
        let reply = world
            .organiser
            .post(&format!("{path}/export"), &export)
            .await;
        all.push_str(&reply.text);
    }
    for path in ["/api/audit", "/api/audit/table"] {
        all.push_str(&world.organiser.post(path, &json!({})).await.text);
    }
    all
}

/// KEEP1, KEEP3.
#[tokio::test]
async fn what_cora_wrote_is_nowhere_once_she_is_erased_and_everybody_else_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let vault = on_disk(folder.path());
    let backups = tempfile::tempdir().unwrap();
    let mut world = World::in_vault(vault, &CAST).await;
    let cora = becomes_cora(&mut world).await;
    let [mut fola, mut chi, mut ben] = world.all_arrive(["Fola", "Chi", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    ben.does(post("Ben says hello")).await;
    says_everything(&world, &mut fola, &mut chi, cora).await;
    assert!(fola.look().has_received(CANARY), "it is there to be found");
    assert!(everything_there_is(&mut world).await.contains(CANARY));
    // Sealed from the first moment: not even a copy made before the erasure holds a word of hers.
    assert!(!stands_in_a_file(folder.path(), CANARY.as_bytes()));
    sqlite::backup(folder.path(), &backups.path().join("alongside.db")).unwrap();
    sqlite::backup_keys(folder.path(), &backups.path().join("keys.db")).unwrap();
    assert!(
        stands_in_a_file(folder.path(), cora.0.as_bytes()),
        "her keys"
    );

    assert_eq!(
        erases(&mut world, json!({ "t": "person", "person": cora })).await,
        200
    );

    assert!(!everything_there_is(&mut world).await.contains(CANARY));
    let [fola, ben] = world.all_arrive(["Fola", "Ben"]).await;
    for person in [&fola, &ben] {
        let shown = person.look().last_frames();
        assert!(!person.look().has_received(CANARY), "{shown}");
        assert!(person.look().has_received("Ben says hello"));
        assert!(person.look().has_received("[no longer kept]"));
    }
    assert_eq!(world.asks_for_a_ticket("Chi").await.status, 404);
    drop((fola, ben));

    let keys = world.keys();
    let mut world = world.dies_and_starts_again().await;
    assert!(!everything_there_is(&mut world).await.contains(CANARY));
    let ben = world.arrives("Ben").await;
    assert!(!ben.look().has_received(CANARY) && ben.look().has_received("Ben says hello"));
    assert!(!stands_in_a_file(folder.path(), CANARY.as_bytes()));
    let wrapped = rusqlite::Connection::open(folder.path().join("keys.db")).unwrap();
    let hers: u32 = wrapped
        .query_row(
            "SELECT count(*) FROM key WHERE whose = ?1",
            [cora.0.as_bytes()],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(hers, 0);
    drop((ben, world));

    // Database and keys come back from copies made before; the ledger is of today.
    for file in ["master.key", "erasures.jsonl"] {
        std::fs::copy(folder.path().join(file), backups.path().join(file)).unwrap();
    }
    let mut world = World::again_in(on_disk(backups.path()), keys).await;
    world.organiser.sign_in().await;
    let all = everything_there_is(&mut world).await;
    assert!(!all.contains(CANARY) && all.contains("Ben"), "{all}");
    assert!(!world.arrives("Ben").await.look().has_received(CANARY));
}

#[tokio::test]
async fn an_erased_session_and_an_erased_programme_are_gone_and_come_back_from_no_copy() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = World::in_vault(on_disk(folder.path()), &CAST).await;
    let mut asha = world.arrives("Asha").await;
    asha.does(post("a word of Asha")).await;
    let session = world.session;
    assert_eq!(
        erases(&mut world, json!({ "t": "session", "session": session })).await,
        200
    );
    assert_eq!(world.asks_for_a_ticket("Asha").await.status, 404);
    assert!(
        !stands_in_a_file(folder.path(), b"\"posted\""),
        "its stream is erased"
    );
    let wish = json!({ "what": { "t": "programme" } });
    let path = format!("/api/programmes/{}/erase", world.programme);
    world.later(300);
    assert_eq!(world.organiser.post(&path, &wish).await.status, 403);
    assert_eq!(erases(&mut world, json!({ "t": "programme" })).await, 200);
    let path = format!("/api/programmes/{}", world.programme);
    assert_eq!(world.organiser.get(&path).await.status, 404);
    assert_eq!(
        world.browser("Asha").get("/api/door/home").await.status,
        404
    );
    assert!(!stands_in_a_file(folder.path(), b"session_scheduled"));
}

/// KEEP2.
#[tokio::test]
async fn what_has_had_its_time_goes_by_itself_and_the_organiser_sees_it() {
    let mut world = World::new().await;
    let [mut fola, mut asha] = world.all_arrive(["Fola", "Asha"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    asha.does(post("until next month")).await;
    answers(&mut fola, &mut asha, RoundPurpose::CheckIn, Audience::Group).await;
    fola.does(Command::Day(DayCommand::End {})).await;
    drop((fola, asha));
    let kept = |view: &Value, class: &str| {
        let rows = view["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["class"] == class).unwrap();
        !row["kept"].as_array().unwrap().is_empty()
    };
    let view = until(&mut world, |view| kept(view, "shared_check_ins")).await;
    assert!(kept(&view, "main_chat") && view["nothingOverdue"] == true);

    world.later(8 * 24 * 60 * 60);
    let view = until(&mut world, |view| !kept(view, "shared_check_ins")).await;
    assert!(kept(&view, "main_chat") && view["nothingOverdue"] == true);
    let asha = world.arrives("Asha").await;
    assert!(asha.look().has_received("until next month"));
    assert!(!asha.look().has_received("canary check-in"));
    drop(asha);

    let shorter = ProgrammeCommand::Retain {
        class: alongside_protocol::privacy::Class::MainChat,
        days: 3,
        reason: Words::default(),
    };
    world.organiser.step_up().await;
    world.organise(shorter).await;
    let view = until(&mut world, |view| !kept(view, "main_chat")).await;
    assert!(
        view["rows"]
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["purgedAt"].is_number())
    );
    let purged = world
        .organiser
        .post("/api/audit", &json!({ "done": "purged" }))
        .await;
    assert!(purged.json["rows"].as_array().unwrap().len() > 2);
}

/// The organiser's page, once it shows what is waited for.
async fn until(world: &mut World, shows: impl Fn(&Value) -> bool) -> Value {
    let path = format!("/api/programmes/{}/retention", world.programme);
    let look = async {
        loop {
            let view = world.organiser.get(&path).await.json;
            if shows(&view) {
                return view;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), look)
        .await
        .expect("the page to show it")
}
