//! Whatever happens to the connections of people in rooms, nobody stays alone who could have company.

use super::*;
use proptest::prelude::*;

const EIGHT: [&str; 8] = ["Asha", "Ben", "Chi", "Dan", "Eve", "Flo", "Gus", "Hana"];

#[derive(Debug, Clone, Copy)]
enum Weather {
    DropsOut(usize),
    StepsAway(usize),
    ComesBack(usize),
    AcceptsOffer(usize),
    DeclinesOffer(usize),
    Stays(usize),
    AsksForAMoment(usize),
    IsReady(usize),
    TimePasses(u32),
}

fn weather() -> impl Strategy<Value = Weather> {
    let person = 0..EIGHT.len();
    prop_oneof![
        person.clone().prop_map(Weather::DropsOut),
        person.clone().prop_map(Weather::StepsAway),
        person.clone().prop_map(Weather::ComesBack),
        person.clone().prop_map(Weather::ComesBack),
        person.clone().prop_map(Weather::AcceptsOffer),
        person.clone().prop_map(Weather::DeclinesOffer),
        person.clone().prop_map(Weather::Stays),
        person.clone().prop_map(Weather::AsksForAMoment),
        person.prop_map(Weather::IsReady),
        (1_u32..90).prop_map(Weather::TimePasses),
    ]
}

fn happens(play: &mut Play, weather: Weather) {
    let tries = |play: &mut Play, person: usize, command: MoveCommand| {
        // Refusals are part of the weather: there may be no offer or no move to answer.
        let _ = play.tries(EIGHT[person], moves(command));
    };
    match weather {
        Weather::DropsOut(person) => play.falls_silent(EIGHT[person]),
        Weather::StepsAway(person) => play.steps_away(EIGHT[person]),
        Weather::ComesBack(person) => {
            play.connects(EIGHT[person]);
            play.is(EIGHT[person], alongside_protocol::people::Presence::Here);
        }
        Weather::AcceptsOffer(person) => {
            tries(play, person, MoveCommand::AnswerOffer { accept: true })
        }
        Weather::DeclinesOffer(person) => {
            tries(play, person, MoveCommand::AnswerOffer { accept: false })
        }
        Weather::Stays(person) => tries(play, person, MoveCommand::Stay {}),
        Weather::AsksForAMoment(person) => tries(play, person, MoveCommand::Moment {}),
        Weather::IsReady(person) => tries(play, person, MoveCommand::Ready {}),
        Weather::TimePasses(seconds) => play.passes(seconds),
    }
}

fn prompt_play(kind: PlanKind) -> Play {
    let mut play = Play::live(&EIGHT);
    let settings = Settings {
        grace_seconds: 20,
        notice_seconds: 10,
        move_policy: MovePolicy::ApplyAfter { seconds: 10 },
        hand_order: HandOrder::FirstCome,
        lobby_chat: false,
    };
    play.does("Fay", Command::Day(DayCommand::Settings { settings }));
    let request = PlanRequest {
        kind,
        size: 2,
        rooms: None,
        saved: None,
        without: Vec::new(),
        prompt: "Talk".into(),
        minutes: 180,
    };
    play.does("Fay", rooms(RoomCommand::Plan { request }));
    let version = play.session.rooms.version;
    play.does(
        "Fay",
        rooms(RoomCommand::Open {
            version,
            notice_seconds: 10,
        }),
    );
    play.passes(10);
    play
}

fn everybody_is_in_one_room_at_most(play: &Play) {
    for name in EIGHT {
        let rooms = play.session.rooms.all();
        let in_rooms = rooms.filter(|room| room.people.contains(&who(name)));
        assert!(in_rooms.count() <= 1, "{name} is in two rooms");
    }
}

fn settles_without_anybody_alone(mut play: Play, storm: Vec<Weather>) {
    for weather in storm {
        happens(&mut play, weather);
        everybody_is_in_one_room_at_most(&play);
    }
    for name in EIGHT {
        let _ = play.tries(name, moves(MoveCommand::Ready {}));
    }
    play.passes(10 * 60);
    let inside: usize = play.session.rooms.all().map(|room| room.people.len()).sum();
    for room in play.session.rooms.all() {
        assert!(
            room.people.len() != 1 || inside == 1,
            "somebody is alone in {} while others have company",
            room.name.text()
        );
    }
    play.check_replay();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn move2_a_storm_of_drop_outs_over_buddy_rooms_leaves_nobody_alone(
        storm in prop::collection::vec(weather(), 1..40),
    ) {
        settles_without_anybody_alone(prompt_play(PlanKind::Buddies), storm);
    }

    #[test]
    fn move2_a_storm_of_drop_outs_over_mixed_rooms_leaves_nobody_alone(
        storm in prop::collection::vec(weather(), 1..40),
    ) {
        settles_without_anybody_alone(prompt_play(PlanKind::Mixed), storm);
    }
}

/// A storm that once left the entry of an earlier proposal behind the truth (TOPIC3).
#[test]
fn topic3_a_proposal_is_shown_anew_when_another_one_takes_over_who_it_waited_for() {
    use Weather::{AsksForAMoment, DropsOut, StepsAway, TimePasses};
    for storm in [
        vec![
            DropsOut(2),
            TimePasses(30),
            DropsOut(0),
            AsksForAMoment(3),
            TimePasses(30),
        ],
        vec![
            DropsOut(0),
            StepsAway(7),
            TimePasses(10),
            AsksForAMoment(3),
            StepsAway(2),
            TimePasses(20),
        ],
    ] {
        for kind in [PlanKind::Buddies, PlanKind::Mixed] {
            settles_without_anybody_alone(prompt_play(kind), storm.clone());
        }
    }
}
