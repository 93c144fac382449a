//! "This pairing isn't working for me", and what becomes of it (R11; BUDDY2, BUDDY3).

use super::*;
use crate::programme::pairing::Said;

const SIX: [&str; 6] = ["Alex", "Bo", "Cass", "Dev", "Eli", "Finn"];

fn three_pairs() -> Story {
    let mut story = Story::with(&SIX);
    story
        .set_buddies(&[&["Alex", "Bo"], &["Cass", "Dev"], &["Eli", "Finn"]])
        .unwrap();
    story
}

fn says(story: &mut Story, name: &str, words: &str) -> Result<Vec<Event>, String> {
    let person = story.id(name);
    let said = Said::NotWorking(words.into());
    story.ask(Command::Pairing { person, said })
}

#[test]
fn buddy3_new_buddies_change_the_fewest_people_and_never_the_same_pair() {
    let mut story = three_pairs();
    says(&mut story, "Alex", "we do not fit").unwrap();
    let alex = story.id("Alex");
    let view = story.programme.pairing_view(alex).unwrap();
    assert_eq!(view.words, Some("we do not fit".into()));
    assert_eq!(view.changed.len(), 2, "four people change, two stay");
    assert!(!view.buddies.contains(&view.was[0]));
    assert!(!view.reasons.is_empty() && view.impossible.is_none());

    let repair = Organise::RePair {
        person: alex,
        was: view.was,
        buddies: view.buddies.clone(),
    };
    story.organise(repair).unwrap();
    assert_eq!(story.programme.buddies(), view.buddies);
    assert_eq!(story.programme.pairing(), []);
    let session = schedule(&mut story);
    let mut new = story.programme.facts(session).unwrap().new_buddies;
    let mut changed: Vec<PersonId> = view.changed.into_iter().flatten().collect();
    new.sort_unstable();
    changed.sort_unstable();
    assert_eq!(new, changed);
}

fn schedule(story: &mut Story) -> SessionId {
    let plan = SessionPlan {
        title: "Listening".into(),
        starts_at: NOW,
        lead_minutes: 15,
        call_link: None,
        agenda: Vec::new(),
    };
    story.organise(Organise::Schedule { plan }).unwrap();
    story.programme.sessions()[0].id
}

#[test]
fn buddy3_a_preview_that_is_out_of_date_is_refused() {
    let mut story = three_pairs();
    says(&mut story, "Alex", "").unwrap();
    let view = story.programme.pairing_view(story.id("Alex")).unwrap();
    story
        .set_buddies(&[&["Alex", "Cass"], &["Bo", "Dev"], &["Eli", "Finn"]])
        .unwrap();
    let repair = Organise::RePair {
        person: story.id("Alex"),
        was: view.was,
        buddies: view.buddies,
    };
    assert!(story.organise(repair).unwrap_err().contains("changed"));
    assert_eq!(story.programme.pairing().len(), 1);
}

#[test]
fn buddy3_where_rules_leave_no_other_way_it_says_so_without_naming_them() {
    let mut story = Story::with(&["Alex", "Bo"]);
    story.set_buddies(&[&["Alex", "Bo"]]).unwrap();
    says(&mut story, "Alex", "").unwrap();
    let view = story.programme.pairing_view(story.id("Alex")).unwrap();
    let sentence = view.impossible.unwrap();
    assert!(sentence.text().contains("no other buddy for Alex"));
    assert!(view.buddies.is_empty());
}

#[test]
fn buddy2_what_was_said_can_be_taken_back_or_talked_over_and_outlives_a_session() {
    let mut story = three_pairs();
    let session = schedule(&mut story);
    says(&mut story, "Alex", "please").unwrap();
    let facts = story.programme.facts(session).unwrap();
    assert_eq!(facts.pairing[0].person, story.id("Alex"));
    let text = serde_json::to_string(&facts).unwrap();
    assert!(!text.contains("please"), "sessions learn that, not what");

    let person = story.id("Alex");
    let said = Said::TakenBack;
    story.ask(Command::Pairing { person, said }).unwrap();
    assert!(story.programme.pairing_view(person).is_none());

    says(&mut story, "Alex", "after all").unwrap();
    story.organise(Organise::SettlePairing { person }).unwrap();
    assert_eq!(story.programme.pairing(), []);
    assert!(
        story
            .programme
            .facts(session)
            .unwrap()
            .new_buddies
            .is_empty()
    );
}

#[test]
fn buddy2_only_somebody_with_a_buddy_can_say_so() {
    let mut story = three_pairs();
    assert!(says(&mut story, "Fay", "").is_err());
    let finn = story.id("Finn");
    story
        .organise(Organise::RemovePerson { person: finn })
        .unwrap();
    assert!(
        says(&mut story, "Eli", "")
            .unwrap_err()
            .contains("no buddy")
    );
}

#[test]
fn call4_room_links_are_web_addresses_known_by_the_name_of_the_room() {
    let mut story = Story::with(&[]);
    let link = |room: &str, url: &str| alongside_protocol::programme::RoomLink {
        room: room.into(),
        url: url.to_owned(),
    };
    let mut set = |links| story.organise(Organise::SetRoomLinks { links });
    assert!(set(vec![link("Room 1", "javascript:alert(1)")]).is_err());
    let twice = vec![link("Room 1", ""), link("room 1", "https://call.example/1")];
    assert!(set(twice).unwrap_err().contains("twice"));
    let good = vec![
        link("Room 1", "https://call.example/1"),
        link("Room 2", " "),
    ];
    set(good).unwrap();
    assert_eq!(
        story.programme.room_links(),
        [link("Room 1", "https://call.example/1")]
    );
}
