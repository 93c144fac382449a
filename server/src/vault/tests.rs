use alongside_domain::{
    aggregate::{Aggregate, Ask},
    programme::{Command, Programme},
};
use alongside_protocol::{
    ids::ProgrammeId,
    people::Role,
    programme::{NewPerson, ProgrammeCommand},
    words::Words,
};

use super::*;
use crate::keeper::Keeper;
use crate::keys::Scope;
use crate::log::{Memory, sqlite};

const NOW: At = At(1_800_000_000_000);
const SPRING: ProgrammeId = ProgrammeId(Uuid::from_u128(1));
const STREAM: Stream = Stream::programme(SPRING.0);

async fn ask(keeper: &Keeper<Programme>, mark: u8, command: Command) {
    let ask = Ask {
        at: NOW,
        seed: [mark; 32],
        command,
    };
    keeper.ask(&ask).await.unwrap();
}

/// Sam and Alex are on the roster of a programme.
async fn spring(vault: &Vault) -> Keeper<Programme> {
    let keeper = Keeper::load(vault.clone(), STREAM).await.unwrap();
    let make = Command::Make {
        programme: SPRING,
        name: "Spring of peers".into(),
        time_zone: "Europe/London".into(),
        rehearsal: false,
    };
    ask(&keeper, 1, make).await;
    let people = ["Sam Canary", "Alex Canary"].map(|name| NewPerson {
        name: name.into(),
        email: "canary@place.example".into(),
        role: Role::Trainee,
        pronouns: "they/canary".into(),
        needs: "a canary of needs".into(),
    });
    for (mark, mut person) in (2..).zip(people) {
        person.email = Words::new(format!("{mark}{}", person.email.text()));
        let add = ProgrammeCommand::AddPeople {
            people: vec![person],
        };
        ask(&keeper, mark, Command::Organise(add)).await;
    }
    keeper
}

fn names(keeper: &Keeper<Programme>) -> Vec<String> {
    let names = |programme: &Programme| {
        let people = programme.people().iter();
        people.map(|one| one.name.text().to_owned()).collect()
    };
    keeper.look(names)
}

#[tokio::test]
async fn what_is_kept_holds_no_words_and_reads_back_with_its_keys() {
    let vault = Vault::forgetful(Arc::new(Memory::new()), Clock::starting_at(NOW)).unwrap();
    spring(&vault).await;
    for record in vault.log.read(STREAM, 1).await.unwrap() {
        let text = String::from_utf8(record.body).unwrap();
        assert!(
            !text.to_lowercase().contains("canary") && !text.contains("Spring"),
            "{text}"
        );
    }
    let again = Keeper::load(vault.clone(), STREAM).await.unwrap();
    assert_eq!(names(&again), ["Sam Canary", "Alex Canary"]);
}

#[tokio::test]
async fn when_sams_keys_are_gone_sam_is_a_tombstone_and_the_chain_still_holds() {
    let folder = tempfile::tempdir().unwrap();
    let log = Arc::new(crate::log::Sqlite::open(folder.path()).unwrap());
    let vault = Vault::forgetful(log, Clock::starting_at(NOW)).unwrap();
    let keeper = spring(&vault).await;
    let sam = keeper.look(|programme| programme.people()[0].id);
    vault
        .keys
        .destroy(vec![Scope::Person(SPRING, sam)])
        .await
        .unwrap();
    keeper.reload().await.unwrap();
    assert_eq!(names(&keeper), ["Former participant", "Alex Canary"]);
    assert!(keeper.look(|programme| programme.people()[0].email.is_empty()));
    drop((keeper, vault));
    assert!(sqlite::check(folder.path()).unwrap().is_sound());
}

#[tokio::test]
async fn a_log_without_its_keys_shows_no_words() {
    let log: Arc<dyn Log> = Arc::new(Memory::new());
    spring(&Vault::forgetful(Arc::clone(&log), Clock::starting_at(NOW)).unwrap()).await;
    let stolen = Vault::forgetful(log, Clock::starting_at(NOW)).unwrap();
    let keeper = Keeper::<Programme>::load(stolen, STREAM).await.unwrap();
    assert_eq!(names(&keeper), ["Former participant", "Former participant"]);
    assert_eq!(
        keeper.look(|programme| programme.name().text().to_owned()),
        "[no longer kept]"
    );
}

#[tokio::test]
async fn sealed_words_open_at_their_own_place_alone() {
    let vault = Vault::forgetful(Arc::new(Memory::new()), Clock::starting_at(NOW)).unwrap();
    spring(&vault).await;
    let moved: Vec<Vec<u8>> = vault
        .log
        .read(STREAM, 2)
        .await
        .unwrap()
        .into_iter()
        .map(|one| one.body)
        .collect();
    let other = Stream::programme(Uuid::from_u128(9));
    vault.log.append(other, 0, moved).await.unwrap();
    let found = vault
        .read::<<Programme as Aggregate>::Event>(other, SPRING.0, 1)
        .await
        .unwrap();
    for record in found {
        let kept = record.whole(|_, event, seam| Programme::private(event, seam));
        let text = serde_json::to_string(&kept.events).unwrap();
        assert!(
            !text.contains("Canary") && text.contains("Former participant"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn records_from_before_there_was_sealing_read_as_they_are() {
    let vault = Vault::forgetful(Arc::new(Memory::new()), Clock::starting_at(NOW)).unwrap();
    let old = format!(
        r#"{{"at":1,"event":{{"t":"made","programme":"{SPRING}","name":"Autumn","time_zone":"Europe/London","rehearsal":false}}}}"#
    );
    vault
        .log
        .append(STREAM, 0, vec![old.into_bytes()])
        .await
        .unwrap();
    let keeper = Keeper::<Programme>::load(vault, STREAM).await.unwrap();
    assert_eq!(
        keeper.look(|programme| programme.name().text().to_owned()),
        "Autumn"
    );
}
