//! Two days that differ in one secret are the same day to all who may not know it: the same bytes, in the same order,
//! at the same moments, on every wire (TOPIC5, ROUND2, FLAG1, CHAT4, BUDDY2).
//!
//! Everything else that happens is chosen on the day without the secret and happens on both. The days are even
//! ones: nothing takes time but what the plan says.

use alongside_protocol::topic::Topic;

use super::day::{Day, Manner, Somebody};
use super::many;
use super::plan::{Act, Plan, Step};
use super::secrets::{FACILITATORS, Secret};
use super::tally::Tally;
use super::trim::{play, played};
use super::wished;

/// Pairs of days in an ordinary test run: as many as it takes until each kind of secret has happened.
const PAIRS: u64 = 30;

/// A flag that nobody has claimed becomes overdue after so many milliseconds (FLAG4).
const OVERDUE: u64 = 60_000;
/// The longest that a stopping server takes.
const STOPPING: u64 = 15_000;

/// A day with a place for a secret: everybody has come, and something has happened already.
fn calm(seed: u64, secret: Secret) -> Plan {
    let mut plan = Plan::by_chance(seed);
    // What strikes the next record would strike another one; and of what those who know ask for in a hurry, something
    // may be about the secret and take the dice that another thing gets on the other day.
    let is_hers = |name: &str| name == "Ana" || secret.known_to().contains(&name);
    plan.steps.retain(|step| match step.act {
        Act::Fails(_) | Act::Rests(_) | Act::Usurped => false,
        Act::Hurries(name, _) => !is_hers(name),
        _ => true,
    });
    if !plan.people.contains(&secret.teller()) {
        plan.people.push(secret.teller());
    }
    let place = plan.people.len() + 2 + usize::try_from(seed % 24).unwrap();
    let place = place.min(plan.steps.len());
    let later = plan.steps.split_off(place);
    // Rooms open five seconds after they were asked for.
    let prepared = if secret == Secret::Help { 7_000 } else { 1_500 };
    let secretly = [
        (0, Act::Comes("Ana")),
        (0, Act::Comes("Fay")),
        (0, Act::Comes(secret.teller())),
        (800, Act::Prepares(secret)),
        (prepared, Act::Whispers(secret)),
    ];
    let steps = secretly.map(|(after, act)| Step { after, act });
    plan.steps.extend(steps.into_iter().chain(later));
    without_outages_when_it_is_overdue(plan)
}

/// An alarm that falls due while the server is down comes when it starts, together with much else, and would draw
/// chance away from that. Which ids are thrown then is not for anybody to see; here two days must throw the same.
fn without_outages_when_it_is_overdue(mut plan: Plan) -> Plan {
    let moments = plan.moments(true);
    let whispered = plan.steps.iter().position(is_the_place);
    let due = whispered.map_or(0, |place| moments[place] + OVERDUE);
    let mut moments = moments.into_iter();
    plan.steps.retain(|step| {
        let at = moments.next().unwrap_or_default();
        let over = match step.act {
            Act::Crashes(milliseconds) => at + milliseconds,
            Act::Restarts(milliseconds) => at + STOPPING + milliseconds,
            _ => return true,
        };
        !(at..=over + 1_000).contains(&due)
    });
    plan
}

fn secret_of(seed: u64) -> Secret {
    Secret::ALL[usize::try_from(seed).unwrap() % Secret::ALL.len()]
}

fn is_the_place(step: &Step) -> bool {
    matches!(step.act, Act::KeepsQuiet(_) | Act::Whispers(_))
}

/// The same day with something else in the place of the secret.
fn with(plan: &Plan, act: Act) -> Plan {
    let mut plan = plan.clone();
    for step in plan.steps.iter_mut().filter(|step| is_the_place(step)) {
        step.act = act;
    }
    plan
}

/// Who may not know of it, from the day without it.
fn others(without: &Day, secret: Secret) -> Vec<&'static str> {
    // What all have said is laid together when the day has ended (FEEDBACK3).
    let laid_together = without.oracle.session.feedback.results().is_some();
    let all_read = secret == Secret::FeedbackSaid && laid_together;
    let room = without.whispered_in.filter(|_| secret == Secret::Help);
    let room = room.map(|room| format!("\"{}\"", Topic::Room(room)));
    let may_know = |somebody: &&Somebody| {
        let mut frames = somebody.frames.iter();
        let is_in = |room: &String| frames.any(|(_, frame)| frame.contains(room));
        secret.known_to().contains(&somebody.name)
            || (all_read && FACILITATORS.contains(&somebody.name))
            || room.as_ref().is_some_and(is_in)
    };
    let people = without.people.iter();
    let others = people.filter(|somebody| !may_know(somebody));
    others.map(|somebody| somebody.name).collect()
}

/// What reached these, and when.
fn heard<'a>(day: &'a Day, names: &[&'static str]) -> Vec<(&'static str, &'a [(u64, String)])> {
    let people = day.people.iter();
    let these = people.filter(|somebody| names.contains(&somebody.name));
    these
        .map(|somebody| (somebody.name, &somebody.frames[..]))
        .collect()
}

/// Both days: without the secret, and with `act` in its place.
fn pair(plan: &Plan, secret: Secret, act: Act) -> Result<(Day, Day), String> {
    let even = Manner {
        even: true,
        listens: true,
        ..Manner::default()
    };
    let without = play(&with(plan, Act::KeepsQuiet(secret)), even)?;
    let again = Manner {
        again: true,
        ..even
    };
    let mut day = Day::new(with(plan, act), again);
    day.chosen.clone_from(&without.chosen);
    Ok((without, played(day)?))
}

/// Plays both days and lays them side by side.
///
/// # Errors
/// Who can tell that there was a secret, and from what; or what else went wrong.
pub fn compared(plan: &Plan, secret: Secret) -> Result<Tally, String> {
    let (without, mut with) = pair(plan, secret, Act::Whispers(secret))?;
    let others = others(&without, secret);
    let mut compared = 0;
    for ((name, one), (_, other)) in heard(&without, &others)
        .into_iter()
        .zip(heard(&with, &others))
    {
        compared += one.len() as u64;
        if one != other {
            let difference = difference(one, other);
            return Err(format!("{secret}: {name} can tell\n{difference}"));
        }
    }
    // Keys and seals are new each time, so that logs are not alike anyway.
    let state = |day: &Day| format!("{:?}", day.oracle.session);
    let happened = state(&with) != state(&without);
    let mut tally = std::mem::take(&mut with.tally);
    tally.compares(secret, happened, compared);
    Ok(tally)
}

/// The first frame that differs, on both days.
fn difference(one: &[(u64, String)], other: &[(u64, String)]) -> String {
    let same = one
        .iter()
        .zip(other)
        .take_while(|(one, other)| one == other);
    let place = same.count();
    format!("{:?}\n{:?}", one.get(place), other.get(place))
}

#[test]
fn topic5_a_secret_changes_no_byte_that_reaches_anybody_else() {
    let pairs = wished("ALONGSIDE_PAIRS", PAIRS);
    let from = wished("ALONGSIDE_FROM", 0);
    let tally = many::go_well("pairs of days", (from, pairs), |seed| {
        calm(seed, secret_of(seed))
    });
    assert!(tally.told > pairs / 3 && tally.compared > 1_000, "{tally}");
    // On some days nobody is where the secret would happen: of a few other days than the usual, that may be all of a kind.
    let enough = if from == 0 { PAIRS } else { 10 * PAIRS };
    let never = Secret::ALL.into_iter();
    let never: Vec<_> = never
        .filter(|secret| !tally.secrets.contains(secret))
        .collect();
    assert!(pairs < enough || never.is_empty(), "{never:?}\n{tally}");
}

/// Days on which somebody reads nothing while something private waits for them, and others see when they are given up
/// (CLOSE2).
#[test]
fn topic5_close2_whoever_reads_nothing_is_given_up_at_the_same_moment_whatever_waits_for_them() {
    let days = (0..2_000).map(|seed| (secret_of(seed), seed));
    let days = days.map(|(secret, seed)| (secret, calm(seed, secret)));
    let reads_nothing = |(secret, plan): &(Secret, Plan)| {
        let knows =
            |act: &Act| matches!(act, Act::Stuck(name, _) if secret.known_to().contains(name));
        plan.steps.iter().any(|step| knows(&step.act))
    };
    let mut compared_days = 0;
    for (secret, plan) in days.filter(reads_nothing).take(8) {
        compared(&plan, secret).unwrap();
        compared_days += 1;
    }
    assert_eq!(compared_days, 8);
}

/// The comparison has teeth: what is said to everybody is no secret, and it shows.
#[test]
fn topic5_what_everybody_may_see_is_noticed() {
    let secret = Secret::Thread;
    let noticed = (0..6).filter(|seed| {
        let plan = calm(*seed, secret);
        let (without, with) = pair(&plan, secret, Act::Torn("Ana")).unwrap();
        let others = others(&without, secret);
        heard(&without, &others) != heard(&with, &others)
    });
    assert!(noticed.count() > 2);
}
