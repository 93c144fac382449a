//! Commands that come too late: after the end, after a move, from an old page.

use alongside_protocol::{
    command::{Command, DayCommand},
    frames::{FromBrowser, Outcome},
    ids::CommandId,
};
use uuid::Uuid;

use super::FEW;
use crate::stories::resume::post;
use crate::world::World;

#[tokio::test]
async fn ask6_ten_thousand_commands_after_the_end_do_nothing_at_all() {
    let world = World::of_the_program(&FEW).await;
    let [mut fola, mut asha, mut ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    fola.does(Command::Day(DayCommand::End {})).await;
    let seen = ben.has_heard_all().await;
    assert!(ben.look().has_received("\"phase\":\"ended\""));

    for number in 0..10_000 {
        let id = CommandId(Uuid::from_u128(number));
        let command = post("too late");
        asha.say(&FromBrowser::Ask { id, command }).await;
    }
    asha.until("all answers", |mirror| mirror.answers.len() == 10_000)
        .await;
    let refused = |answer: &Outcome| matches!(answer, Outcome::Refused { .. });
    assert!(asha.look().answers.values().all(refused));
    assert!(!asha.look().over, "refused, and still there to read");
    assert_eq!(ben.has_heard_all().await, seen, "not a byte to others");
}
