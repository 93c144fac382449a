//! The promises about any input, driven for a short time by made-up inputs: bytes by chance, and good inputs with a few
//! things changed. `cargo fuzz` drives the same for as long as one likes (`tests/fuzz/Cargo.toml` says how).

mod promises;

use alongside_domain::{dice::Dice, examples};
use alongside_protocol::{frames::FromBrowser, ids::CommandId};
use proptest::{collection::vec, prelude::*, sample::select};
use uuid::Uuid;

use promises::{
    READERS, commands,
    day::{Day, GUEST, TRAINEES},
};

/// Good inputs to begin from, one or more of each kind.
const GOOD: [&str; 9] = [
    include_str!("../protocol/examples/hello-again.json"),
    include_str!("../protocol/examples/ask.json"),
    include_str!("../protocol/examples/ping.json"),
    "talk:00000000-0000-0000-0000-00000000a54a:3",
    "Name,Email,Role\r\nAsha,asha@example.org,trainee\n\"Ben \"\"B\"\" Smith\",,facilitator\n",
    "Asha\tasha@example.org\nBen\tben@example.org",
    "Zoë O’Neill-Łukasz 🌱",
    "https://call.example/room?pwd=1",
    r#"{"format":"alongside-breakout-case/1","id":"x","kind":"reshuffle","activity":"groups","people":[{"id":"a"},{"id":"b"},{"id":"c"}],"rooms":[{"room":"r1","prompt":"p","people":["a","b"],"lead":null},{"room":"r2","prompt":"p","people":["c"],"lead":null}],"spare_rooms":["r3"],"event":{"left":["b"],"joined":[],"returned":[]},"max_size":3,"preferred_max":3,"leads":true}"#,
];

/// What breaks readers: ends of ranges, quotes, directions, depth.
const PIECES: [&str; 16] = [
    "\"",
    "\\",
    "{",
    "[[[[[[[[",
    "}",
    ",",
    "\n",
    "\r",
    "\u{feff}",
    "\u{202e}",
    "\0",
    "-1",
    "99999999999999999999",
    "null",
    "\\ud800",
    "=HYPERLINK(",
];

/// Up to eight changes: a piece put in somewhere, and some bytes taken out.
fn with_changes(good: impl Strategy<Value = String>) -> impl Strategy<Value = Vec<u8>> {
    let change = (
        any::<prop::sample::Index>(),
        select(&PIECES[..]),
        0..6_usize,
    );
    (good, vec(change, 0..8)).prop_map(|(good, changes)| {
        let mut bytes = good.into_bytes();
        for (place, piece, taken) in changes {
            let from = place.index(bytes.len() + 1);
            let to = (from + taken).min(bytes.len());
            bytes.splice(from..to, piece.bytes());
        }
        bytes
    })
}

fn nearly_good() -> impl Strategy<Value = Vec<u8>> {
    with_changes(select(&GOOD[..]).prop_map(str::to_owned))
}

/// Commands as people might send them on a day that they make what it is.
fn good_commands(seed: [u8; 32]) -> String {
    let mut dice = Dice::new(seed);
    let mut day = Day::running();
    let mut lines = Vec::new();
    for _ in 0..12 {
        let people: Vec<_> = ["Fay", "Fay", "Sol", GUEST]
            .iter()
            .chain(&TRAINEES)
            .collect();
        let name = people[dice.below(people.len())];
        let id = CommandId(Uuid::from_u128(u128::try_from(lines.len()).unwrap()));
        let command = examples::by_chance(&day.session, &mut dice);
        let frame = serde_json::to_string(&FromBrowser::Ask { id, command }).unwrap();
        let line = match dice.below(6) {
            0 => "50".to_owned(),
            _ => format!("{name} {frame}"),
        };
        day.plays(&line);
        lines.push(line);
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 3_000,
        // What fails is printed in full; a failure worth keeping becomes a good input above, or a test of its own.
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn frame1_no_input_stops_a_reader_or_breaks_its_promise(
        bytes in prop_oneof![4 => nearly_good(), 1 => vec(any::<u8>(), 0..200)],
    ) {
        for (_, reader) in READERS {
            reader(&bytes);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn ask3_no_commands_in_no_order_bring_a_day_out_of_order(
        bytes in with_changes(any::<[u8; 32]>().prop_map(good_commands)),
    ) {
        commands(&bytes);
    }
}

#[test]
fn every_reader_has_its_fuzz_target() {
    for (name, _) in READERS {
        let target = format!(
            "{}/../tests/fuzz/targets/{name}.rs",
            env!("CARGO_MANIFEST_DIR")
        );
        let target = std::fs::read_to_string(target).expect(name);
        assert!(
            target.contains(&format!("promises::{name}(data)")),
            "{name}"
        );
    }
}
