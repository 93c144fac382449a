//! Stories of the programme's rounds in a session: offered one after the other, and anew when they are planned anew.

use super::{
    choosing::{SIX, ask, on_a_day, request, together},
    *,
};
use crate::session::{Asked, Facts};
use alongside_protocol::programme::PlannedRound;

fn round(rooms: [&[&str]; 2]) -> PlannedRound {
    PlannedRound {
        rooms: rooms
            .iter()
            .map(|room| room.iter().map(|name| who(name)).collect())
            .collect(),
        repeats: 0,
    }
}

fn with_rounds() -> Facts {
    let mut known = facts(&SIX);
    known.planned = vec![
        round([&["Asha", "Chi", "Eve"], &["Ben", "Dan", "Flo"]]),
        round([&["Asha", "Dan", "Eve"], &["Ben", "Chi", "Flo"]]),
    ];
    known
}

/// The round that is offered, from the plan to the closing of its rooms.
fn hold_a_round(play: &mut Play) -> PlanEntry {
    let plan = ask(play, request(PlanKind::Programme));
    let (version, notice_seconds) = (plan.version, 5);
    play.does(
        "Fay",
        rooms(RoomCommand::Open {
            version,
            notice_seconds,
        }),
    );
    play.passes(5);
    play.does("Fay", rooms(RoomCommand::Close { notice_seconds: 10 }));
    play.passes(10);
    plan
}

fn rounds_left(play: &Play) -> Option<u32> {
    match play.entry(Topic::Facilitators, "plans") {
        Some(Entry::Plans(plans)) => plans.planned.map(|planned| planned.rounds_left),
        _ => None,
    }
}

#[test]
fn plan5_a_session_offers_its_round_of_the_programme_and_then_the_next() {
    let mut play = on_a_day(with_rounds(), &["Asha", "Ben", "Chi", "Dan", "Eve"]);
    let first = hold_a_round(&mut play);
    assert!(together(&first, &["Asha", "Chi", "Eve"]) && together(&first, &["Ben", "Dan"]));
    let next = ask(&mut play, request(PlanKind::Programme));
    assert!(together(&next, &["Asha", "Dan", "Eve"]) && together(&next, &["Ben", "Chi"]));
}

#[test]
fn plan6_of_a_new_plan_no_round_has_been_held() {
    let mut play = on_a_day(with_rounds(), &SIX);
    hold_a_round(&mut play);
    assert_eq!(rounds_left(&play), Some(1));
    let mut known = with_rounds();
    known.planned = vec![round([&["Asha", "Ben", "Flo"], &["Chi", "Dan", "Eve"]])];
    play.happens(Asked::Facts(Box::new(known.clone())));
    assert_eq!(rounds_left(&play), Some(1));
    let plan = hold_a_round(&mut play);
    assert!(together(&plan, &["Asha", "Ben", "Flo"]));
    assert_eq!(rounds_left(&play), None);

    // Flo leaves the programme: it is the same plan without her, and its round has been held.
    known.people.retain(|person| person.id != who("Flo"));
    for room in known.planned.iter_mut().flat_map(|round| &mut round.rooms) {
        room.retain(|person| *person != who("Flo"));
    }
    play.happens(Asked::Facts(Box::new(known)));
    assert_eq!(rounds_left(&play), None);
}
