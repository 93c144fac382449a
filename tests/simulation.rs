//! Whole days in one thread, by chance: people come, ask, drop, come back and type again; the disk fails, the wires
//! hold and tear, the server dies. Nothing reads the machine's clock or throws its dice, so that every day can be
//! played again from its seed, and a failing one is trimmed to the few steps that matter.
//!
//! What is checked all the time: [`oracle`] (what is shown is what is kept), [`following`] (to those who may read it
//! then, all of it and in order), [`witness`] (acknowledged means kept, once, in order) and [`checks`] (presence is the truth, nobody is alone
//! unnoticed, and in the end everybody sees the same). [`teeth`] shows that each of them notices. Besides, [`quiet`]
//! lays two days side by side that differ in a secret, and [`walk`] walks the tables of access cell by cell.
//!
//! `make simulate SEEDS=100000` plays more days; a plan that failed is played again with `PLAN=file`, and is kept for
//! good in `simulation/plans`.

mod acts;
mod carry;
mod chance;
mod checks;
mod day;
mod disk;
mod following;
mod house;
mod intentions;
mod life;
mod many;
mod oracle;
mod outbox;
mod page;
mod parts;
mod plan;
mod quiet;
mod secrets;
mod server;
mod tally;
mod tamper;
mod teeth;
mod text;
mod trim;
pub mod walk;
mod wire;
mod witness;

use plan::Plan;

/// Days in an ordinary test run; `make simulate SEEDS=...` plays more.
const SEEDS: u64 = 60;

/// So many as are asked for, or as an ordinary run plays.
fn wished(name: &str, usually: u64) -> u64 {
    let wished = std::env::var(name).ok();
    wished
        .and_then(|wished| wished.parse().ok())
        .unwrap_or(usually)
}

/// ASK1, ASK2, TOPIC1-TOPIC4, HELLO4, HELLO5, PRESENCE1, PRESENCE2, ROOM10: whatever happens.
#[test]
fn topic3_whatever_happens_on_a_day_nothing_kept_is_lost_and_nothing_lost_is_shown() {
    if let Ok(file) = std::env::var("ALONGSIDE_PLAN") {
        let text = std::fs::read_to_string(file).unwrap();
        return trim::goes_well(&text.parse::<Plan>().unwrap());
    }
    let seeds = (
        wished("ALONGSIDE_FROM", 0),
        wished("ALONGSIDE_SEEDS", SEEDS),
    );
    let tally = many::go_well("days", seeds, Plan::by_chance);
    let few = seeds.1 < SEEDS;
    assert!(few || tally.put_off > 0, "nothing was put off");
    assert!(few || tally.parted >= SEEDS / 2, "TOPIC6: {tally}");
}

/// Days that failed once, trimmed to what mattered.
#[test]
fn days_that_have_failed_go_well_now() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/simulation/plans");
    let mut played = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        trim::goes_well(&text.parse::<Plan>().unwrap());
        played += 1;
    }
    assert!(played > 0);
}

#[test]
fn the_same_seed_is_the_same_day() {
    let listening = day::Manner {
        listens: true,
        ..day::Manner::default()
    };
    for seed in [3, 5, 8] {
        let heard = |_| {
            let day = trim::play(&Plan::by_chance(seed), listening).unwrap();
            day.people.into_iter().map(|somebody| somebody.frames)
        };
        let [one, other] = [0, 1].map(heard).map(Iterator::collect::<Vec<_>>);
        assert!(one == other, "day {seed} was another one the second time");
        assert!(one.concat().len() > 100, "day {seed} is empty");
    }
}
