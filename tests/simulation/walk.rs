//! The two tables of access, walked cell by cell over the wires (TRUST 2; ASK3, ASK6, TOPIC1): every role asks for every
//! command in every phase, and every role reads what it may read.
//!
//! What happens must be what the table of the core says, and that table must be `walk/table.txt`, which people can read. `ALONGSIDE_TABLE=write` writes it anew.

pub mod before;
pub mod cells;
mod scene;

pub use cells::name_of;
use cells::{Cell, Table};
use scene::Scene;

/// What the table should be.
const PLACE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../tests/simulation/walk/table.txt"
);

#[test]
fn ask3_every_role_asks_for_every_command_in_every_phase_and_reads_its_topics() {
    let table = walked();
    if std::env::var("ALONGSIDE_TABLE").as_deref() == Ok("write") {
        std::fs::write(PLACE, table.to_string()).unwrap();
    }
    assert!(table.slips.is_empty(), "{:#?}", table.slips);
    let now = std::fs::read_to_string(PLACE).unwrap();
    let differences = table.differences(&now);
    assert!(differences.is_empty(), "{differences:#?}");
    assert!(table.done > 150, "only {} commands were done", table.done);
}

fn walked() -> Table {
    let mut table = Table::default();
    for phase in scene::PHASES {
        for role in scene::ROLES {
            let mut scene = Scene::of(phase, role);
            scene.reads(&mut table);
            scene.asks(&mut table);
        }
    }
    table
}

/// The walk has teeth: with a slip in any one cell the table reads differently, and a trainee who were taken for a
/// facilitator would be found in many.
#[test]
fn ask3_a_slip_in_one_cell_is_noticed() {
    let mut table = Table::default();
    let mut scene = Scene::of(scene::PHASES[2], scene::ROLES[0]);
    scene.asks(&mut table);
    let told = table.to_string();
    assert!(table.differences(&told).is_empty());
    let mut noticed = 0;
    let cells = told.find("buddies").unwrap()..told.find("What each reads").unwrap();
    for (place, letter) in told
        .char_indices()
        .filter(|(place, _)| cells.contains(place))
    {
        let slip = match letter {
            letter if letter == Cell::Denied.letter() => Cell::LetThrough.letter(),
            letter if letter == Cell::LetThrough.letter() => Cell::Denied.letter(),
            _ => continue,
        };
        let slipped = format!(
            "{}{slip}{}",
            &told[..place],
            &told[place + letter.len_utf8()..]
        );
        assert!(!table.differences(&slipped).is_empty(), "{slipped}");
        noticed += 1;
    }
    assert!(noticed > 50, "{told}");
}

#[test]
fn ask3_a_trainee_who_is_taken_for_a_facilitator_is_noticed() {
    let mut table = Table::default();
    let mut scene = Scene::of(scene::PHASES[2], scene::ROLES[1]);
    scene.is_taken_for(scene::ROLES[0]);
    scene.reads(&mut table);
    scene.asks(&mut table);
    assert!(table.slips.len() > 30, "{:#?}", table.slips);
    let should = std::fs::read_to_string(PLACE).unwrap();
    assert!(!table.differences(&should).is_empty(), "their topics");
}
