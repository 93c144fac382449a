//! A rehearsal (R37): an organiser presses the button, and nine simulated trainees come to the facilitator's day,
//! as clients like everybody else.

use alongside_protocol::{
    command::{
        Command, DayCommand, PlanKind, PlanRequest, RoomCommand, RoundCommand, RoundKind,
        RoundPurpose, RoundRequest, Scale,
    },
    door::Ticket,
    entry::{BreakoutState, Entry, ProposalEntry, SessionEntry, Standing},
    organisation::{ProgrammeRow, Rehearsal},
    people::{Link, Role},
    topic::Topic,
};
use serde_json::json;

use crate::{
    cast::{self, Mirror, Person},
    world::{World, browser::Browser, secret},
};

/// Presses the button and opens the link that comes back.
async fn rehearse(world: &mut World) -> Person {
    let reply = world.organiser.post("/api/rehearsal", &json!({})).await;
    let begun: Rehearsal = reply.read();
    let mut browser = Browser::new(&world.address);
    let entered = browser.post("/api/door/enter", &secret(&begun.link)).await;
    assert_eq!(entered.status, 200, "{}", entered.json);
    let path = format!("/api/session/{}/ticket", begun.session);
    let ticket: Ticket = browser.post(&path, &json!({})).await.read();
    assert_eq!(ticket.role, Role::Facilitator);
    let (live, origin) = world.live();
    let socket = cast::socket_of(&live, &origin, &browser.cookies()).await;
    Person::hello("the facilitator", socket.unwrap(), ticket.ticket, None).await
}

fn session(mirror: &Mirror) -> Option<&SessionEntry> {
    match mirror.group("session")? {
        Entry::Session(session) => Some(session),
        _ => None,
    }
}

fn trainees(mirror: &Mirror, link: Link) -> usize {
    let entries = mirror.entries();
    entries
        .filter(|(_, _, entry)| {
            matches!(entry, Entry::Person(person) if person.role == Role::Trainee && person.link == link)
        })
        .count()
}

fn everybody_had_their_turn(mirror: &Mirror) -> bool {
    let Some(Entry::Round(round)) = mirror.group("round") else {
        return false;
    };
    let waits = |standing: &Standing| matches!(standing, Standing::Waiting | Standing::Later);
    round.order.len() == 9 && !round.standings.values().any(waits)
}

fn breakout(mirror: &Mirror) -> Option<BreakoutState> {
    match mirror.group("breakout")? {
        Entry::Breakout(breakout) => Some(breakout.state),
        _ => None,
    }
}

fn proposal(mirror: &Mirror) -> Option<&ProposalEntry> {
    mirror.entries().find_map(|(_, _, entry)| match entry {
        Entry::Proposal(proposal) => Some(proposal),
        _ => None,
    })
}

async fn checks_in(facilitator: &mut Person) {
    let round = RoundRequest {
        purpose: RoundPurpose::CheckIn,
        kind: RoundKind::InTurn,
        prompt: "How do you arrive?".into(),
        scale: Scale::Battery,
        suggested_seconds: Some(30),
    };
    let start = RoundCommand::Start { round };
    facilitator.does(Command::Rounds(start)).await;
    facilitator
        .until("everybody had their turn", everybody_had_their_turn)
        .await;
    let Some(Entry::Round(round)) = facilitator.look().group("round").cloned() else {
        panic!("there is no round");
    };
    let end = RoundCommand::End { round: round.id };
    facilitator.does(Command::Rounds(end)).await;
}

async fn opens_buddy_rooms(world: &World, facilitator: &mut Person) {
    let request = PlanRequest {
        kind: PlanKind::Buddies,
        size: 2,
        rooms: None,
        saved: None,
        without: Vec::new(),
        prompt: "What helps you to listen?".into(),
        minutes: 10,
    };
    let plan = RoomCommand::Plan { request };
    facilitator.does(Command::Rooms(plan)).await;
    let Some(Entry::Plan(plan)) = facilitator.look().entry(Topic::Staff, "plan").cloned() else {
        panic!("there is no plan");
    };
    assert_eq!(plan.rooms.len(), 4, "three pairs and a triad");
    let open = RoomCommand::Open {
        version: plan.version,
        notice_seconds: 10,
    };
    facilitator.does(Command::Rooms(open)).await;
    world.later(10);
    facilitator
        .until("open rooms", |mirror| {
            breakout(mirror) == Some(BreakoutState::Open)
        })
        .await;
}

#[tokio::test]
async fn a_facilitator_practises_a_check_in_and_a_drop_out_with_nine_simulated_trainees() {
    let mut world = World::new().await;
    let mut facilitator = rehearse(&mut world).await;
    facilitator
        .until("nine people", |mirror| trainees(mirror, Link::Live) == 9)
        .await;
    assert!(session(&facilitator.look()).unwrap().rehearsal);
    facilitator.does(Command::Day(DayCommand::Start {})).await;
    checks_in(&mut facilitator).await;
    opens_buddy_rooms(&world, &mut facilitator).await;

    facilitator
        .until("somebody loses the connection", |mirror| {
            trainees(mirror, Link::Reconnecting) > 0
        })
        .await;
    world
        .passes_until(&facilitator, "a proposal", |mirror| {
            proposal(mirror).is_some()
        })
        .await;
    world
        .passes_until(&facilitator, "everybody is back", |mirror| {
            trainees(mirror, Link::Live) == 9
        })
        .await;
    facilitator.does(Command::Day(DayCommand::End {})).await;
    facilitator
        .until("everybody goes home", |mirror| {
            trainees(mirror, Link::Live) == 0
        })
        .await;
}

#[tokio::test]
async fn a_rehearsal_is_marked_in_the_list_of_programmes_and_there_are_only_a_few_at_once() {
    let mut world = World::new().await;
    for _ in 0..3 {
        let reply = world.organiser.post("/api/rehearsal", &json!({})).await;
        let _: Rehearsal = reply.read();
    }
    let refused = world.organiser.post("/api/rehearsal", &json!({})).await;
    let refusal = refused.refusal();
    assert!(refusal.sentence.contains("3 rehearsals"), "{refusal:?}");
    let programmes: Vec<ProgrammeRow> = world.organiser.get("/api/programmes").await.read();
    let marked = programmes.iter().filter(|programme| programme.rehearsal);
    assert_eq!(marked.count(), 3);
}

#[tokio::test]
async fn only_staff_with_an_account_can_start_a_rehearsal() {
    let world = World::new().await;
    for mut browser in [Browser::new(&world.address), world.browser("Fola")] {
        let reply = browser.post("/api/rehearsal", &json!({})).await;
        assert_eq!(reply.status, 404);
    }
}
