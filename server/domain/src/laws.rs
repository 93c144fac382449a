//! Laws that hold whatever people do, tried on random days.
//!
//! - Snapshot and updates are the snapshot now (TOPIC3), after every step: [`crate::testing`] checks it in every play.
//! - The log read back gives the same views.
//! - What is private changes nothing for those who may not know it: [`noninterference`] (TOPIC5, ROUND2, FLAG1, CHAT4).
//! - Not even a full chat tells how much others write in private: [`fullness`] (CHAT7).
//! - The table at every input says who reads what is written there, and as what it is kept: [`writings`] (READ1).
//! - Every command by everybody in every phase is answered, and staff commands are for staff: [`roles`].

mod fullness;
mod noninterference;
mod roles;
mod writings;

use crate::{
    dice::Dice,
    examples,
    session::{Asked, Event, table},
    testing::{Play, STAFF, who},
};
use alongside_protocol::{
    command::{Command, DayCommand, PeopleCommand, PlanKind},
    ids::At,
    people::Link,
    refusal::Refusal,
};
use proptest::prelude::*;

/// Random days in each run; more when `PROPTEST_CASES` asks for more.
const DAYS: u32 = 1_000;
/// Pairs of days that differ in something private alone, in each run; more when asked for as above.
const PAIRS: u32 = 1_000;
/// Every how many steps a random day is compared with one rendered afresh, and always at its end. A difference
/// stays until its thing is shown again, so it is found on one of so many days.
const COMPARED_EVERY: u32 = 8;

pub(crate) const TRAINEES: [&str; 5] = ["Dee", "Ana", "Cem", "Bo", "Eve"];
/// Comes by knocking.
const GUEST: &str = "Gus";

fn everybody() -> Vec<&'static str> {
    let staff = STAFF.iter().map(|(name, _)| *name);
    staff.chain(TRAINEES).chain([GUEST]).collect()
}

/// So many in a test run, and more when `PROPTEST_CASES` asks for more.
fn cases(usually: u32) -> ProptestConfig {
    let wished = ProptestConfig::default().cases;
    ProptestConfig::with_cases(wished.max(usually))
}

/// One thing that happens on a random day.
#[derive(Debug, Clone)]
enum Happening {
    Asks(&'static str, Command),
    World(Asked),
    Passes(u32),
}

fn dice(seed: u32) -> Dice {
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&seed.to_be_bytes());
    Dice::new(bytes)
}

fn one_of<T: Copy>(dice: &mut Dice, of: &[T]) -> T {
    of[dice.below(of.len())]
}

/// What happens next on this day, by chance; mostly something that the person may do.
fn happening(play: &Play, seed: u32) -> Happening {
    let mut dice = dice(seed);
    let names = everybody();
    let name = one_of(&mut dice, &names);
    let person = who(name);
    match dice.below(20) {
        // Those who went come back, or the day would soon be empty.
        0..3 => {
            let people = play.session.people.everybody();
            let absent: Vec<_> = people.filter(|person| person.link != Link::Live).collect();
            let back = absent.get(dice.below(absent.len()));
            let person = back.map_or(person, |member| member.id);
            Happening::World(Asked::Connected { person })
        }
        5 => Happening::World(Asked::Silent { person }),
        6 => Happening::Passes(one_of(&mut dice, &[1, 10, 45, 130, 400])),
        7 => Happening::World(Asked::Knock {
            person: who(GUEST),
            name: "Gus".into(),
        }),
        8 if dice.below(10) == 0 => Happening::World(Asked::Restarted),
        _ => {
            let command = examples::by_chance(&play.session, &mut dice);
            let may = |name: &&&str| {
                let role = play.session.people.role(who(name));
                role.is_some_and(|role| table::row_of(&command).who.contains(&role))
            };
            let able: Vec<_> = names.iter().filter(may).copied().collect();
            let name = match able.is_empty() || dice.below(8) == 0 {
                true => name,
                false => one_of(&mut dice, &able),
            };
            Happening::Asks(name, command)
        }
    }
}

/// After this there would be little left of a day to try laws on.
fn ends_the_day(happening: &Happening) -> bool {
    matches!(
        happening,
        Happening::Asks(_, Command::Day(DayCommand::End {}))
            | Happening::Asks(_, Command::People(PeopleCommand::Remove { .. }))
    )
}

/// Lets it happen; the answer is for the person who asked.
fn happens(play: &mut Play, happening: Happening) -> Result<(), Refusal> {
    match happening {
        Happening::Asks(name, command) => play.tries(name, command),
        Happening::World(asked) => play.happen(asked),
        Happening::Passes(seconds) => {
            play.passes(seconds);
            Ok(())
        }
    }
}

/// Days that begin differently, so that chance need not open the doors and the rooms.
fn beginning(which: u8) -> Play {
    let mut play = match which {
        0 => Play::scheduled(&TRAINEES),
        _ => Play::live(&TRAINEES),
    };
    play.compared_every = COMPARED_EVERY;
    match which {
        2 => play.opens_rooms(PlanKind::Buddies),
        3 => play.opens_rooms(PlanKind::Random),
        _ => {}
    }
    play
}

proptest! {
    #![proptest_config(cases(DAYS))]

    /// TOPIC3 and TOPIC4 after every step, and the same day when it is read back from its log.
    #[test]
    fn topic3_any_day_shows_what_it_says_it_shows(
        which in 0..4_u8,
        seeds in proptest::collection::vec(any::<u32>(), 1..80),
    ) {
        let mut play = beginning(which);
        for seed in seeds {
            let next = happening(&play, seed);
            let _ = happens(&mut play, next);
        }
        play.check_views();
        play.check_replay();
    }
}

/// What happened on a day that begins with open rooms; each number is another day.
pub(crate) fn random_day(day: u8) -> Vec<(At, Event)> {
    let mut play = beginning(2 + day % 2);
    for seed in 0..80 {
        let next = happening(&play, u32::from(day) * 1_000 + seed);
        let _ = happens(&mut play, next);
    }
    play.kept
}

/// Random days must get somewhere, or the laws are tried on nothing.
#[test]
fn random_days_are_full() {
    let mut kept = Vec::new();
    for day in 0..40 {
        kept.extend(random_day(day).into_iter().map(|(_, event)| event));
    }
    let count = |is: fn(&Event) -> bool| kept.iter().filter(|event| is(event)).count();
    assert!(count(|event| matches!(event, Event::Chat(_))) > 60);
    assert!(count(|event| matches!(event, Event::Rounds(_))) > 20);
    assert!(count(|event| matches!(event, Event::Flags(_))) > 20);
    assert!(count(|event| matches!(event, Event::Hands(_))) > 10);
    assert!(count(|event| matches!(event, Event::Moves(_))) > 40);
    assert!(count(|event| matches!(event, Event::Notices(_))) > 0);
    assert!(count(|event| matches!(event, Event::Buddies(_))) > 20);
    assert!(count(|event| matches!(event, Event::Call(_))) > 20);
    assert!(count(|event| matches!(event, Event::Feedback(_))) > 20);
}
