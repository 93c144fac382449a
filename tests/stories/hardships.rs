//! The worst moments: everybody gone at once, all staff gone with a flag unread, the server dead in the middle of a
//! move, a laptop that slept through the morning. People find the day as it is, and nothing has been forgotten.

use std::sync::Arc;

use alongside::log::Memory;
use alongside_protocol::{
    command::{Channel, Command, DayCommand, FlagCommand, FlagKind, MoveCommand},
    entry::{BreakoutState, FlagState},
    people::Link,
};

use super::day::{
    buddy_rooms,
    party::{Party, breakout, flag, link, open_proposal},
};
use super::resume::{post, reads};
use crate::world::World;

#[tokio::test]
async fn everybody_leaves_at_once_and_finds_their_room_again() {
    let mut party = Party::arrives(Arc::new(Memory::new())).await;
    party.does("Fola", Command::Day(DayCommand::Start {})).await;
    buddy_rooms(&mut party).await;
    let room = party.room_of("Asha");
    // The network of the whole building: nobody is there, not even staff, and it comes back within the grace period.
    let party = party.loses_the_network_for(60).await;
    assert_eq!(party.room_of("Asha"), room);
    assert_eq!(open_proposal(&party.look("Fola")), None, "nobody is moved");
}

#[tokio::test]
async fn flag4_with_all_staff_gone_a_flag_waits_and_is_overdue_when_they_are_back() {
    let world = World::new().await;
    let [mut fola, grace, mut asha] = world.all_arrive(["Fola", "Grace", "Asha"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    let staff = [fola.id(), grace.id()];
    drop((fola.drop_out(), grace.drop_out()));
    asha.until("both out of touch", |mirror| {
        staff
            .iter()
            .all(|id| link(mirror, *id) == Some(Link::Reconnecting))
    })
    .await;
    let raise = FlagCommand::Raise {
        kind: FlagKind::NeedSupport,
        about: None,
        message: None,
        words: "I am not all right".into(),
    };
    asha.does(Command::Flags(raise)).await;
    world.later(600);
    let fola = world.arrives("Fola").await;
    fola.until("the flag, overdue", |mirror| {
        flag(mirror).is_some_and(|flag| flag.state == FlagState::Open && flag.overdue)
    })
    .await;
}

#[tokio::test]
async fn a_laptop_that_slept_for_two_hours_comes_back_to_the_present() {
    let world = World::new().await;
    let [mut fola, ben] = world.all_arrive(["Fola", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    fola.does(post("before the lid was closed")).await;
    ben.until("her words", |mirror| {
        reads(mirror, "before the lid was closed")
    })
    .await;
    let known = ben.drop_out();
    world.later(2 * 60 * 60);
    fola.does(post("two hours later")).await;
    let ben = world.returns("Ben", known).await;
    let fresh = world.arrives("Ben").await;
    ben.until("the second tab's arrival", |mirror| {
        mirror.numbers == fresh.look().numbers
    })
    .await;
    assert_eq!(ben.look().topics, fresh.look().topics, "TOPIC3");
    assert!(reads(&ben.look(), "two hours later"));
}

#[tokio::test]
async fn move1_a_death_in_the_middle_of_a_reshuffle_moves_people_once_and_on_time() {
    let mut party = Party::arrives(Arc::new(Memory::new())).await;
    party.does("Fola", Command::Day(DayCommand::Start {})).await;
    buddy_rooms(&mut party).await;
    let (gone, left) = party.a_pair();
    let lost = party.id(&gone);
    party.drops_out(&gone);
    party
        .until("Fola", "who is out of touch", |mirror| {
            link(mirror, lost) == Some(Link::Reconnecting)
        })
        .await;
    party.later(121);
    party
        .until("Fola", "a proposal", |mirror| {
            open_proposal(mirror).is_some()
        })
        .await;
    let proposal = open_proposal(&party.look("Fola")).unwrap();

    let mut party = party.goes_on_after_a_kill().await;
    let again = open_proposal(&party.look("Fola")).expect("the proposal still stands");
    assert_eq!((again.id, &again.options), (proposal.id, &proposal.options));
    let apply = MoveCommand::Apply {
        proposal: again.id,
        version: again.version,
        option: 0,
    };
    party.does("Fola", Command::Moves(apply)).await;
    party
        .until(&left, "where they will go", |mirror| {
            mirror.own("move").is_some()
        })
        .await;

    let mut party = party.goes_on_after_a_kill().await;
    assert!(
        party.look(&left).own("move").is_some(),
        "the countdown goes on"
    );
    party.later(61);
    party
        .until(&left, "the new room", |mirror| mirror.own("move").is_none())
        .await;
    let to = proposal.options[0].moves[0].to;
    let moved = party.id(&left);
    party
        .until("Fola", "them in it", |mirror| {
            mirror.room_of(moved) == Some(to)
        })
        .await;
    assert_eq!(breakout(&party.look(&left)), Some(BreakoutState::Open));
    party.says(&left, Channel::Main {}, "I am here").await;
}
