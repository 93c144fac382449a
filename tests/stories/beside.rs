//! Beside the call: the file for Zoom, the move list, and what is said about a pairing; each to those it is for.

use alongside_protocol::{
    command::{CallCommand, Command, DayCommand, PlanKind, PlanRequest, RoomCommand},
    entry::{CallEntry, Entry},
    ids::PersonId,
    programme::{MetView, NewPerson, PairingView, PreAssignment, ProgrammeCommand},
    refusal::Code,
    topic::Topic,
    words::Words,
};
use serde_json::json;

use super::resume::{post, reads};
use crate::cast::{Mirror, Person};
use crate::world::{CAST, World};

fn entry(mirror: &Mirror, topic: Topic, key: &str) -> Option<Entry> {
    mirror.topics.get(&topic)?.get(key).cloned()
}

fn list(mirror: &Mirror) -> Option<CallEntry> {
    match entry(mirror, Topic::Staff, "call")? {
        Entry::Call(list) => Some(list),
        _ => None,
    }
}

pub async fn opens_buddy_rooms(fola: &mut Person, notice_seconds: u32) {
    let request = PlanRequest {
        kind: PlanKind::Buddies,
        size: 2,
        rooms: None,
        saved: None,
        without: Vec::new(),
        prompt: Words::default(),
        minutes: 20,
    };
    fola.does(Command::Rooms(RoomCommand::Plan { request }))
        .await;
    fola.until("the plan", |mirror| {
        mirror.topics[&Topic::Staff].contains_key("plan")
    })
    .await;
    let version = match entry(&fola.look(), Topic::Staff, "plan") {
        Some(Entry::Plan(plan)) => plan.version,
        _ => panic!("a plan"),
    };
    let open = RoomCommand::Open {
        version,
        notice_seconds,
    };
    fola.does(Command::Rooms(open)).await;
    fola.until("the list", |mirror| list(mirror).is_some())
        .await;
}

#[tokio::test]
async fn call2_ticks_are_shared_by_staff_and_outlive_a_restart() {
    let world = World::new().await;
    let [mut fola, mut sam, asha, _ben] = world.all_arrive(["Fola", "Sam", "Asha", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    opens_buddy_rooms(&mut fola, 300).await;
    let step = list(&fola.look()).unwrap().steps.remove(0);
    let placed = CallCommand::Placed {
        person: step.person.unwrap(),
        room: step.to,
    };
    sam.does(Command::Call(placed)).await;
    let ticked = |mirror: &Mirror| list(mirror).is_some_and(|list| list.done.len() == 1);
    fola.until("Sam's tick", ticked).await;
    let before = list(&fola.look());
    assert!(!asha.look().frames.concat().contains("\"t\":\"call\""));

    let world = world.dies_and_starts_again().await;
    let sam = world.arrives("Sam").await;
    assert_eq!(list(&sam.look()), before);
}

#[tokio::test]
async fn zoom1_facilitators_get_the_file_and_to_everybody_else_there_is_none() {
    let mut world = World::new().await;
    let asha_now = NewPerson {
        name: "Asha".into(),
        email: "asha@example.org".into(),
        role: alongside_protocol::people::Role::Trainee,
        pronouns: Words::default(),
        needs: Words::default(),
    };
    let ben_now = NewPerson {
        name: "Ben".into(),
        email: Words::default(),
        ..asha_now.clone()
    };
    for (name, to) in [("Asha", asha_now), ("Ben", ben_now)] {
        let person = world.id(name);
        world
            .organise(ProgrammeCommand::ChangePerson { person, to })
            .await;
    }
    let [mut fola, _asha, _ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    let path = format!("/api/session/{}/zoom", world.session);
    let early = world.browser("Fola").get(&path).await.refusal();
    assert_eq!(early.code, Code::NotNow);
    opens_buddy_rooms(&mut fola, 300).await;

    let spare = format!("{path}?spare=2");
    let made: PreAssignment = world.browser("Fola").get(&spare).await.read();
    assert!(
        made.csv
            .starts_with("Pre-assign Room Name,Email Address\r\nRoom ")
    );
    assert!(made.csv.ends_with(",asha@example.org\r\n"));
    assert_eq!(made.without_email[0].name, "Ben".into());
    assert_eq!(made.by_hand, ["Spare 1".into(), "Spare 2".into()]);
    assert_eq!(
        world
            .browser("Fola")
            .get(&format!("{path}.csv"))
            .await
            .status,
        200
    );
    for name in ["Sam", "Asha"] {
        for tail in ["", ".csv", "?spare=1"] {
            let reply = world.browser(name).get(&format!("{path}{tail}")).await;
            assert_eq!(reply.status, 404, "{name}");
        }
        let met = format!("/api/session/{}/met", world.session);
        assert_eq!(world.browser(name).get(&met).await.status, 404, "{name}");
    }
}

fn asked(mirror: &Mirror, person: PersonId) -> bool {
    entry(mirror, Topic::Facilitators, &format!("pairing/{person}")).is_some()
}

#[tokio::test]
async fn buddy2_what_asha_says_about_her_pairing_reaches_facilitators_alone() {
    let world = World::new().await;
    let [mut fola, asha, ben, sam] = world.all_arrive(["Fola", "Asha", "Ben", "Sam"]).await;
    fola.does(post("before")).await;
    let mut before = Vec::new();
    for person in [&ben, &sam] {
        person
            .until("words", |mirror| reads(mirror, "before"))
            .await;
        before.push(person.look().frames.len());
    }
    let path = format!("/api/session/{}/pairing", world.session);
    let said = json!({ "words": "canary-of-the-pairing" });
    for name in ["Sam", "Fola"] {
        assert_eq!(world.browser(name).post(&path, &said).await.status, 404);
    }
    let reply = world.browser("Asha").post(&path, &said).await;
    assert_eq!(reply.status, 200, "{}", reply.json);
    let id = world.id("Asha");
    fola.until("what Asha said", |mirror| asked(mirror, id))
        .await;
    asha.until("that it is said", |mirror| {
        matches!(entry(mirror, Topic::Person(id), "me"), Some(Entry::Me(me)) if me.pairing_asked)
    })
    .await;

    let read = format!("{path}/{id}");
    let view: PairingView = world.browser("Fola").get(&read).await.read();
    assert_eq!(view.words, Some("canary-of-the-pairing".into()));
    for name in ["Ben", "Sam", "Asha"] {
        assert_eq!(world.browser(name).get(&read).await.status, 404, "{name}");
        let settle = ProgrammeCommand::SettlePairing { person: id };
        let decide = format!("{path}/decide");
        assert_eq!(world.browser(name).post(&decide, &settle).await.status, 404);
    }
    // Organisers see that somebody asked, and never what was written.
    let mut organiser = world.organiser.clone();
    let programme = format!("/api/programmes/{}", world.programme);
    let preview = organiser.get(&format!("{programme}/pairing/{id}")).await;
    assert!(preview.status == 200 && !preview.json.to_string().contains("canary"));
    assert!(
        !organiser
            .get(&programme)
            .await
            .json
            .to_string()
            .contains("canary")
    );

    fola.does(post("after")).await;
    for (person, before) in [&ben, &sam].into_iter().zip(before) {
        person.until("words", |mirror| reads(mirror, "after")).await;
        let frames = person.look().frames[before..].to_vec();
        assert_eq!(frames.len(), 1, "{}: {frames:?}", person.name);
    }
}

/// What Fola is shown when she looks at Asha's pairing.
async fn looks_at(world: &World, fola: &Person, who: PersonId) -> PairingView {
    fola.until("what Asha said", |mirror| asked(mirror, who))
        .await;
    let path = format!("/api/session/{}/pairing/{who}", world.session);
    let view: PairingView = world.browser("Fola").get(&path).await.read();
    assert_eq!(view.changed.len(), 2, "the fewest people change");
    view
}

/// Fola makes these the buddies: once, and not by any other change of the programme.
async fn re_pairs(world: &World, person: PersonId, view: &PairingView) {
    let decide = format!("/api/session/{}/pairing/decide", world.session);
    let other = ProgrammeCommand::SetBuddies {
        buddies: Vec::new(),
    };
    let reply = world.browser("Fola").post(&decide, &other).await;
    assert_eq!(reply.status, 404);
    let re_pair = ProgrammeCommand::RePair {
        person,
        was: view.was.clone(),
        buddies: view.buddies.clone(),
    };
    let reply = world.browser("Fola").post(&decide, &re_pair).await;
    assert_eq!(reply.status, 200);
    let stale = world.browser("Fola").post(&decide, &re_pair).await;
    assert_eq!(stale.refusal().code, Code::Stale);
}

/// Asha's buddy of before reads the same words, with another name, and nothing of who asked.
async fn former_buddy_is_told(world: &World, asha: PersonId, view: &PairingView) {
    let pair = view.was.iter().find(|pair| pair.contains(&asha)).unwrap();
    let former = *pair.iter().find(|other| **other != asha).unwrap();
    let (name, _) = CAST
        .iter()
        .take(9)
        .find(|(name, _)| world.id(name) == former)
        .unwrap();
    let ben = world.arrives(name).await;
    ben.until("the news", |mirror| mirror.has_received("From now on"))
        .await;
    let ben = ben.look().frames.concat();
    for private in ["not for me", "pairing/", "\"pairingAsked\":true"] {
        assert!(!ben.contains(private), "{private}");
    }
}

#[tokio::test]
async fn buddy3_new_buddies_are_told_to_those_concerned_and_not_who_asked() {
    let world = World::on(
        std::sync::Arc::new(alongside::log::Memory::new()),
        &CAST[..9],
    )
    .await;
    let [fola, asha] = world.all_arrive(["Fola", "Asha"]).await;
    let path = format!("/api/session/{}/pairing", world.session);
    let said = json!({ "words": "not for me" });
    assert_eq!(world.browser("Asha").post(&path, &said).await.status, 200);
    let id = world.id("Asha");
    let view = looks_at(&world, &fola, id).await;
    re_pairs(&world, id, &view).await;
    asha.until("the news", |mirror| mirror.has_received("From now on"))
        .await;
    fola.until("that it is settled", |mirror| !asked(mirror, id))
        .await;
    former_buddy_is_told(&world, id, &view).await;

    let path = format!("/api/session/{}/met", world.session);
    let met: MetView = world.browser("Fola").get(&path).await.read();
    assert_eq!((met.people.len(), met.met.len()), (6, 0));
}
