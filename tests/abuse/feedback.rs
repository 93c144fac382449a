//! Somebody who wants to be heard more than once at the end of the day.

use alongside_protocol::{
    command::{Command, DayCommand},
    frames::{FromBrowser, Outcome},
    ids::CommandId,
    refusal::Code,
};
use uuid::Uuid;

use super::FEW;
use crate::stories::feedback::{counted, opens, sends};
use crate::world::World;

/// As many at once as may be unanswered, from each of three tabs.
const AT_ONCE: u128 = 8;

#[tokio::test]
async fn feedback2_from_three_tabs_at_once_and_again_and_again_one_is_counted() {
    let world = World::of_the_program(&FEW).await;
    let [mut fola, mut ben] = world.all_arrive(["Fola", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    fola.does(opens()).await;
    let mut tabs = world.all_arrive(["Asha", "Asha", "Asha"]).await;
    for number in 0..AT_ONCE {
        for (tab, place) in tabs.iter_mut().zip(0..) {
            let id = CommandId(Uuid::from_u128(number * 10 + place));
            let command = sends(&format!("wish {number} of tab {place}"));
            tab.say(&FromBrowser::Ask { id, command }).await;
        }
    }
    let mut kept = 0;
    for tab in &tabs {
        tab.until("all answers", |mirror| mirror.answers.len() == 8)
            .await;
        for answer in tab.look().answers.values() {
            match answer {
                Outcome::Kept {} => kept += 1,
                Outcome::Refused { refusal } => {
                    assert!(
                        matches!(refusal.code, Code::NotNow | Code::TooFast),
                        "{refusal:?}"
                    );
                }
            }
        }
    }
    assert_eq!(kept, 1);
    ben.does(sends("mine")).await;
    fola.until("two people's answers", |mirror| counted(mirror) == 2)
        .await;
    let seen = |words: &str| fola.look().has_received(words);
    assert!(!seen("wish") && !seen("mine"), "not while the day runs");
}
