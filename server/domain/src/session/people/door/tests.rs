//! Stories at the door.

use crate::{
    limits,
    session::Asked,
    testing::{Play, who},
};
use alongside_protocol::{
    command::{Channel, ChatCommand, Command, DayCommand, PeopleCommand, Settings},
    entry::Entry,
    ids::PersonId,
    people::Role,
    refusal::{Code, Refusal},
    topic::Topic,
    words::Words,
};
use uuid::Uuid;

fn knocks(play: &mut Play, person: PersonId, name: &str) -> Result<(), Refusal> {
    let name = Words::new(name);
    play.happen(Asked::Knock { person, name })
}

fn waits(play: &Play, person: PersonId) -> bool {
    play.session.people.role(person) == Some(Role::Guest)
}

/// Knocks without a page behind them.
fn false_knocks(play: &mut Play, count: usize) {
    for number in 0..count {
        let person = PersonId(Uuid::from_u128(1_000 + number as u128));
        knocks(play, person, &format!("Nobody {number}")).unwrap();
    }
}

#[test]
fn knock1_false_knocks_make_room_for_somebody_true_and_never_the_other_way_round() {
    let mut play = Play::live(&["Ana"]);
    let robin = who("Robin");
    knocks(&mut play, robin, "Robin").unwrap();
    play.connects("Robin");
    false_knocks(&mut play, 3 * limits::KNOCKS_WAITING);
    assert!(waits(&play, robin), "whoever has a page open stays");
    let kim = who("Kim");
    knocks(&mut play, kim, "Kim").unwrap();
    play.connects("Kim");
    play.does("Sol", Command::People(PeopleCommand::Admit { person: kim }));
    play.passes(60 * 10);
    let guests = play
        .session
        .people
        .everybody()
        .filter(|one| one.role == Role::Guest);
    assert_eq!(
        guests.count(),
        1,
        "Robin; the others have gone by themselves"
    );
}

#[test]
fn knock2_staff_clear_the_door_at_once_and_whoever_knocks_meanwhile_stays() {
    let mut play = Play::live(&["Ana"]);
    false_knocks(&mut play, 5);
    let until = play.now;
    play.passes(1);
    let robin = who("Robin");
    knocks(&mut play, robin, "Robin").unwrap();
    let all = Command::People(PeopleCommand::DeclineAll { until });
    assert_eq!(play.refused("Ana", all.clone()), Code::NotFound);
    play.does("Sol", all);
    assert!(waits(&play, robin));
    let first = PersonId(Uuid::from_u128(1_000));
    assert!(!waits(&play, first));
    let again = knocks(&mut play, first, "Nobody 0").unwrap_err();
    assert_eq!(again.code, Code::NotNow, "declined is declined");
}

#[test]
fn knock1_a_guest_whose_page_was_closed_may_knock_again() {
    let mut play = Play::live(&["Ana"]);
    let robin = who("Robin");
    knocks(&mut play, robin, "Robin").unwrap();
    play.connects("Robin");
    play.falls_silent("Robin");
    play.passes(60 * 11);
    assert!(!waits(&play, robin));
    knocks(&mut play, robin, "Robin").unwrap();
    assert!(waits(&play, robin));
    play.check_replay();
}

#[test]
fn name2_nobody_knocks_as_somebody_of_the_staff() {
    let mut play = Play::live(&["Ana"]);
    let robin = who("Robin");
    for name in [
        "Fay",
        "F\u{430}y",
        "F\u{e1}y",
        "Sol",
        "Facilitator",
        "Tech support",
    ] {
        let refusal = knocks(&mut play, robin, name).unwrap_err();
        assert_eq!(refusal.code, Code::Mend, "{name}");
    }
    knocks(&mut play, robin, "Fayola").unwrap();
}

#[test]
fn knock3_staff_are_told_when_somebody_of_the_roster_seems_to_have_lost_their_link() {
    let mut play = Play::live(&["Ana"]);
    let guest = PersonId(Uuid::from_u128(77));
    knocks(&mut play, guest, "  ANA ").unwrap();
    let Some(Entry::Knock(knock)) = play.entry(Topic::Staff, &format!("knock/{guest}")) else {
        panic!("staff see who knocks");
    };
    assert_eq!(knock.resembles, Some(who("Ana")));
    let of_ana = who("Ana").to_string();
    let own = play.shows(Topic::Person(guest));
    assert!(!serde_json::to_string(&own).unwrap().contains(&of_ana));
}

fn lobby_chat(play: &Play, on: bool) -> Command {
    let settings = Settings {
        lobby_chat: on,
        ..play.session.day.settings.clone()
    };
    Command::Day(DayCommand::Settings { settings })
}

fn writes(person: PersonId, words: &str) -> Command {
    Command::Chat(ChatCommand::Post {
        channel: Channel::Tech { person },
        words: Words::new(words),
        reply_to: None,
    })
}

#[test]
fn lobby2_a_guest_and_staff_write_to_each_other_when_a_facilitator_has_chosen_it() {
    let mut play = Play::live(&["Ana"]);
    let (robin, kim) = (who("Robin"), who("Kim"));
    for (person, name) in [(robin, "Robin"), (kim, "Kim")] {
        knocks(&mut play, person, name).unwrap();
        play.connects(name);
    }
    assert_eq!(
        play.refused("Robin", writes(robin, "may I?")),
        Code::NotFound,
        "off at first"
    );
    play.does("Fay", lobby_chat(&play, true));
    play.does("Robin", writes(robin, "my link is lost"));
    play.does("Sol", writes(robin, "one moment"));
    assert!(play.has_seen("Sol", "my link is lost") && play.has_seen("Robin", "one moment"));
    for other in ["Ana", "Kim"] {
        assert!(!play.has_seen(other, "my link is lost") && !play.has_seen(other, "one moment"));
    }
    assert_eq!(play.refused("Kim", writes(robin, "hello")), Code::NotFound);
    assert_eq!(play.refused("Ana", writes(robin, "hello")), Code::NotFound);
    let main = Command::Chat(ChatCommand::Post {
        channel: Channel::Main {},
        words: Words::new("hello all"),
        reply_to: None,
    });
    assert_eq!(play.refused("Robin", main), Code::NotFound);
    play.does("Fay", lobby_chat(&play, false));
    assert_eq!(
        play.refused("Robin", writes(robin, "still there?")),
        Code::NotFound
    );
    play.check_replay();
}

#[test]
fn lobby1_a_guest_reads_their_own_name_and_nothing_of_the_day() {
    let mut play = Play::live(&["Ana"]);
    let guest = PersonId(Uuid::from_u128(77));
    knocks(&mut play, guest, "Robin").unwrap();
    let own = serde_json::to_string(&play.shows(Topic::Person(guest))).unwrap();
    assert!(own.contains("Robin"));
    for hidden in ["Listening", "Peer support", "Ana", "Fay", "Check-in"] {
        assert!(!own.contains(hidden), "{hidden} in {own}");
    }
}
