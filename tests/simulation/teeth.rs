//! Each checker has teeth: something is broken on purpose, and the checker that should notice does.

use std::sync::Arc;

use serde_json::Value;

use super::day::{Day, Manner};
use super::disk::Lie;
use super::oracle::Oracle;
use super::plan::Plan;
use super::tamper::Tamper;
use super::trim::{play, trim};

/// Plays days with something broken until one of them fails as it should.
#[track_caller]
fn is_noticed(manner: Manner, says: &str) -> Plan {
    let mut heard = Vec::new();
    for seed in 0..120 {
        let plan = Plan::by_chance(seed);
        match play(&plan, manner) {
            Err(why) if why.contains(says) => return plan,
            Err(why) => heard.push(why),
            Ok(_) => {}
        }
    }
    panic!("nobody noticed; instead: {heard:#?}");
}

fn lie(lie: Lie) -> Manner {
    Manner {
        lie: Some(lie),
        ..Manner::default()
    }
}

fn tamper(tamper: Tamper) -> Manner {
    Manner {
        tamper: Some(tamper),
        ..Manner::default()
    }
}

#[test]
fn ask1_a_disk_that_forgets_what_it_has_answered_is_noticed() {
    is_noticed(
        lie(Lie::Forgets),
        "what was acknowledged is not in the log (ASK1)",
    );
}

#[test]
fn ask1_a_disk_that_answers_before_it_keeps_is_noticed() {
    is_noticed(lie(Lie::AnswersEarly), "before it was kept (ASK1)");
}

#[test]
fn ask2_a_server_that_forgets_whose_command_it_was_is_noticed() {
    is_noticed(lie(Lie::LosesIds), "took effect twice");
}

#[test]
fn ask1_a_command_that_overtakes_another_is_noticed() {
    is_noticed(
        tamper(Tamper::Overtakes),
        "commands of one connection were kept in another order",
    );
}

/// Two records of one person change places in the log, one pair after the other.
#[test]
fn ask1_nearly_any_two_commands_that_change_places_are_noticed() {
    let (mut pairs, mut noticed) = (0, 0);
    for seed in 0..12 {
        let day = play(&Plan::by_chance(seed), Manner::default()).unwrap();
        let log = day.log();
        day.witness.compares(&log).unwrap();
        let mut asked: Vec<_> = day.oracle.asked.iter().collect();
        asked.sort_by_key(|((person, _), (position, _))| (*person, *position));
        for two in asked.windows(2) {
            let [((one, _), (first, _)), ((other, _), (second, _))] = [two[0], two[1]];
            if one != other {
                continue;
            }
            let (first, second) = (places(&log, *first), places(&log, *second));
            let mut swapped = log.clone();
            swapped[first.0][first.1].clone_from(&log[second.0][second.1]);
            swapped[second.0][second.1].clone_from(&log[first.0][first.1]);
            pairs += 1;
            noticed += u32::from(day.witness.compares(&swapped).is_err());
        }
    }
    assert!(pairs > 100, "{pairs}");
    assert!(noticed * 20 > pairs * 19, "{noticed} of {pairs}");
}

/// Which append a record is in, and which of its records it is.
fn places(log: &[Vec<Vec<u8>>], position: u64) -> (usize, usize) {
    let mut all =
        (0..log.len()).flat_map(|append| (0..log[append].len()).map(move |one| (append, one)));
    all.nth(usize::try_from(position).unwrap() - 1).unwrap()
}

#[test]
fn hello4_a_tail_with_a_gap_is_noticed() {
    is_noticed(tamper(Tamper::CutsTails), "nor its snapshot (HELLO4)");
}

#[test]
fn hello4_a_tail_that_ends_too_early_is_noticed() {
    is_noticed(tamper(Tamper::ShortensTails), "nor its snapshot (HELLO4)");
}

#[test]
fn hello4_a_tail_that_begins_too_early_is_noticed() {
    is_noticed(tamper(Tamper::LengthensTails), "nor its snapshot (HELLO4)");
}

#[test]
fn hello5_topic4_a_topic_that_is_shown_once_more_when_it_was_just_lost_is_noticed() {
    is_noticed(tamper(Tamper::KeepsOpen), "may not read it (TOPIC1)");
}

#[test]
fn topic2_an_update_that_is_lost_on_the_way_is_noticed() {
    is_noticed(tamper(Tamper::DropsUpdates), "goes up by one");
}

#[test]
fn topic1_a_topic_that_reaches_somebody_else_is_noticed() {
    is_noticed(tamper(Tamper::Leaks), "may not read it (TOPIC1)");
}

#[test]
fn topic3_a_word_that_is_changed_on_the_way_is_noticed() {
    is_noticed(tamper(Tamper::Changes), "is not what");
}

#[test]
fn topic6_a_part_of_a_snapshot_that_is_lost_is_noticed() {
    is_noticed(tamper(Tamper::DropsParts), "is not the whole");
    is_noticed(
        tamper(Tamper::DropsLastParts),
        "between the parts of group (TOPIC6)",
    );
}

/// Ana's line goes dead on a quiet day, and her page is closed.
const DEAD: &str = "seed 1 people Fay Ana Bo
    +0 comes Fay
    +100 comes Ana
    +40000 cut Ana
    +0 goes Ana
    +60000 quiet 0";

#[test]
fn presence1_a_connection_whose_end_goes_unseen_is_noticed() {
    let plan = DEAD.parse().unwrap();
    play(&plan, Manner::default()).unwrap();
    let why = play(&plan, tamper(Tamper::Immortal)).err().unwrap();
    assert!(why.contains("ms of silence"), "{why}");
}

/// Ana and Bo are in a room; Bo's line goes dead, and his page is closed.
const ALONE: &str = "seed 1 people Fay Ana Bo
    +0 comes Fay
    +100 comes Ana
    +100 comes Bo
    +2000 starts
    +2000 rooms 0
    +9000 cut Bo
    +0 goes Bo
    +60000 quiet 0";

fn without_events(body: &[u8]) -> Vec<u8> {
    let mut record: Value = serde_json::from_slice(body).unwrap();
    record["events"] = Value::Array(Vec::new());
    serde_json::to_vec(&record).unwrap()
}

#[test]
fn room10_an_alert_that_never_came_is_noticed() {
    let mut day = Day::new(ALONE.parse().unwrap(), Manner::default());
    day.plays().unwrap();
    day.checks().unwrap();
    let keys = Arc::clone(&day.keys);
    let mut deaf = Oracle::new(day.session(), keys, Default::default());
    let mut alerts = 0;
    for mut bodies in day.log() {
        for body in &mut bodies {
            if String::from_utf8_lossy(body).contains("alone_alerted") {
                *body = without_events(body);
                alerts += 1;
            }
        }
        deaf.read(&bodies).unwrap();
    }
    assert!(alerts > 0, "there was an alert");
    day.oracle = deaf;
    let why = day.checks().unwrap_err();
    assert!(why.contains("staff were not alerted"), "{why}");
}

#[test]
fn a_failing_day_is_trimmed_to_the_few_steps_that_matter() {
    let broken = lie(Lie::LosesIds);
    let plan = is_noticed(broken, "took effect twice");
    let short = trim(&plan, |plan| play(plan, broken).is_err());
    assert!(short.steps.len() < 10, "{short}");
    let again: Plan = short.to_string().parse().unwrap();
    assert!(play(&again, broken).is_err());
}
