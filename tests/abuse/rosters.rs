//! Rosters and numbers that cannot be, over HTTP and the socket of the real program: each is answered by row, field or
//! range, and nothing of it is kept.

use alongside_protocol::{
    command::{Command, DayCommand, PlanKind, PlanRequest, RoomCommand},
    programme::{ProgrammeView, RosterRead},
    refusal::Code,
    words::Words,
};
use serde_json::json;

use super::FEW;
use crate::world::World;

async fn reads_roster(world: &mut World, text: &str) -> RosterRead {
    let path = format!("/api/programmes/{}/roster", world.programme);
    let text = json!({ "text": text });
    world.organiser.post(&path, &text).await.read()
}

async fn people(world: &mut World) -> usize {
    let path = format!("/api/programmes/{}", world.programme);
    let view: ProgrammeView = world.organiser.get(&path).await.read();
    view.people.len()
}

#[tokio::test]
async fn roster1_what_is_no_roster_is_told_by_row_and_nobody_of_it_is_added() {
    let mut world = World::of_the_program(&FEW).await;
    let before = people(&mut world).await;
    let utf16: String = "name\nBo".chars().flat_map(|each| [each, '\0']).collect();
    let columns = "x,".repeat(5_000);
    for (text, says) in [
        ("Bo\n".repeat(100_000).as_str(), "at most 1000 people"),
        ("", ""),
        ("\u{feff}\n\n", ""),
        (utf16.as_str(), "CSV UTF-8"),
        (columns.as_str(), ""),
        ("name,role\nBo,queen", ""),
        ("name,e-mail\nBo,not an address", ""),
    ] {
        let read = reads_roster(&mut world, text).await;
        let error = read.errors.first();
        let error = error.unwrap_or_else(|| panic!("nothing is said of {:.20}", text));
        assert!(error.sentence.text().contains(says), "{error:?}");
    }
    let twice = reads_roster(&mut world, "\u{feff}name\nBo\nBo").await;
    assert_eq!(twice.errors[0].row, 3, "the byte order mark is no letter");
    let path = format!("/api/programmes/{}/roster", world.programme);
    let larger = json!({ "text": "Bo Somebody of the Hill\n".repeat(100_000) });
    let larger = world.organiser.post(&path, &larger).await;
    assert_eq!(larger.status, 413, "{}", larger.json);
    assert_eq!(people(&mut world).await, before);
}

#[tokio::test]
async fn numbers_out_of_range_are_told_with_the_range_and_change_nothing() {
    let world = World::of_the_program(&FEW).await;
    let [mut fola, mut ben] = world.all_arrive(["Fola", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    let before = ben.has_heard_all().await;
    for minutes in [i32::MIN, -1_000_000_000, 1_000_000_000, i32::MAX] {
        let stretch = Command::Day(DayCommand::Stretch { minutes });
        assert_eq!(fola.is_refused(stretch).await, Code::Mend, "{minutes}");
    }
    for (size, minutes) in [(2, 0), (2, 1_000_000_000), (0, 20), (1_000_000, 20)] {
        let request = PlanRequest {
            kind: PlanKind::Random,
            size,
            rooms: None,
            saved: None,
            without: Vec::new(),
            prompt: Words::default(),
            minutes,
        };
        let plan = Command::Rooms(RoomCommand::Plan { request });
        assert_eq!(fola.is_refused(plan).await, Code::Mend, "{size}, {minutes}");
    }
    assert_eq!(ben.has_heard_all().await, before, "not a byte to others");
    assert!(!fola.look().over);
}
