//! What happens on a simulated day: who is there, and one thing after another. A plan is a text that can be read
//! aloud, shortened and played again; it means the same each time.

use alongside_domain::dice::Dice;
use alongside_protocol::people::Role;

use super::chance::{between, dice, one_of};
use super::disk::Fault;
use super::secrets::Secret;

/// Everybody who may be on a day, in this order; the first is always there, and so are the first two trainees.
pub const CAST: [(&str, Role); 8] = [
    ("Fay", Role::Facilitator),
    ("Finn", Role::Facilitator),
    ("Sol", Role::Support),
    ("Ana", Role::Trainee),
    ("Bo", Role::Trainee),
    ("Cem", Role::Trainee),
    ("Dee", Role::Trainee),
    ("Eve", Role::Trainee),
];
/// Comes by knocking.
pub const GUEST: &str = "Gus";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub seed: u64,
    /// Names out of [`CAST`].
    pub people: Vec<&'static str>,
    /// The day begins an hour before the doors open by themselves.
    pub early: bool,
    pub steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Milliseconds since the step before.
    pub after: u64,
    pub act: Act,
}

/// One thing that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Opens a page; a second one when there is one already.
    Comes(&'static str),
    /// Closes all pages.
    Goes(&'static str),
    /// Opens the page anew: what it knew is forgotten.
    Reloads(&'static str),
    /// The line goes dead, and nobody is told.
    Cut(&'static str),
    /// The line is torn, and both sides notice.
    Torn(&'static str),
    /// All lines of the building go dead at once.
    Blackout,
    /// For so many milliseconds nothing gets through; then everything does, in order.
    Held(&'static str, u64),
    /// For so many milliseconds the page reads nothing.
    Stuck(&'static str, u64),
    /// Asks for something; the number says what.
    Asks(&'static str, u64),
    /// Types the last command again: the same thing under the same id.
    Repeats(&'static str),
    /// Uses the id of the last command for another one.
    Reuses(&'static str),
    /// What both of two days have in common before a secret.
    Prepares(Secret),
    /// A secret, on the one day; and on the other, what stands in its place.
    Whispers(Secret),
    KeepsQuiet(Secret),
    /// Sends what cannot be read.
    Garbles(&'static str, u64),
    /// Asks for many things at once.
    Hurries(&'static str, u64),
    /// The first facilitator starts the day.
    Starts,
    /// The first facilitator opens breakout rooms; the number says of which kind.
    Rooms(u64),
    Knocks,
    /// The programme says something new.
    Changes(u64),
    /// Opens all the pages there is room for, which is one too many.
    Crowds(&'static str),
    /// A page of another version says hello.
    Outdated(&'static str),
    /// A second device of theirs asks to come in.
    Device(&'static str),
    /// The personal link is revoked.
    ShutOut(&'static str),
    Fails(Fault),
    /// The disk keeps nothing for so many milliseconds, and says so.
    Rests(u64),
    /// Another server writes to the session.
    Usurped,
    /// The server dies, and starts again after so many milliseconds.
    Crashes(u64),
    /// The server is asked to stop, and starts again after so many milliseconds.
    Restarts(u64),
    /// Nothing else for so many seconds.
    Quiet(u64),
}

impl Plan {
    /// A day by chance: three to eight people, thirty to eighty steps after they have come.
    pub fn by_chance(seed: u64) -> Self {
        let mut dice = dice(seed, "plan", &[]);
        let rare = |dice: &mut _| between(dice, 0, 2) == 0;
        let mut people = vec!["Fay"];
        people.extend(["Finn", "Sol"].into_iter().filter(|_| rare(&mut dice)));
        let trainees = usize::try_from(between(&mut dice, 2, 5)).unwrap();
        people.extend(CAST[3..3 + trainees].iter().map(|(name, _)| *name));
        let mut steps: Vec<Step> = Vec::new();
        for name in &people {
            let after = between(&mut dice, 0, 300);
            steps.push(Step {
                after,
                act: Act::Comes(name),
            });
        }
        if dice.below(8) != 0 {
            steps.push(Step {
                after: 1_000,
                act: Act::Starts,
            });
        }
        if dice.below(2) == 0 {
            let kind = between(&mut dice, 0, 3);
            steps.push(Step {
                after: 500,
                act: Act::Rooms(kind),
            });
            steps.push(Step {
                after: 100,
                act: Act::Quiet(6),
            });
        }
        for number in 0..between(&mut dice, 30, 80) {
            let after = pause(&mut dice);
            let act = act(seed, number, &people);
            steps.push(Step { after, act });
        }
        let mut plan = Self {
            seed,
            people,
            early: false,
            steps,
        };
        if seed.is_multiple_of(2) {
            plan.takes_in_what_is_rare(&mut dice);
        }
        plan
    }

    /// What seldom happens to anybody, happens on every other day.
    fn takes_in_what_is_rare(&mut self, dice: &mut Dice) {
        let come = self.people.len();
        for _ in 0..between(dice, 1, 3) {
            let who = one_of(dice, &self.people);
            let act = match dice.below(5) {
                0 => Act::Crowds(who),
                1 => Act::Outdated(who),
                _ => Act::Device(who),
            };
            let place = come + dice.below(self.steps.len() - come);
            self.steps.insert(place, Step { after: 200, act });
        }
        self.early = dice.below(8) == 0;
        if self.early {
            self.steps.retain(|step| step.act != Act::Starts);
        }
    }
}

impl Plan {
    /// The secret of a plan that is played twice, once with it and once without.
    pub fn secret(&self) -> Option<Secret> {
        self.steps.iter().find_map(|step| match step.act {
            Act::Whispers(secret) => Some(secret),
            _ => None,
        })
    }

    /// The same on both of the days.
    pub fn whispered_or_kept(&self) -> Option<Secret> {
        self.steps.iter().find_map(|step| match step.act {
            Act::Whispers(secret) | Act::KeepsQuiet(secret) => Some(secret),
            _ => None,
        })
    }

    /// When each step happens, in milliseconds of the day. On an `even` day all ordinary steps have moments that are
    /// divided by ten, and a whisper has one of its own, so that it changes nobody else's chance.
    pub fn moments(&self, even: bool) -> Vec<u64> {
        let mut at = 0;
        let mut moments = Vec::with_capacity(self.steps.len());
        for Step { after, act } in &self.steps {
            at += after;
            if even {
                at = at / 10 * 10;
            }
            let whispers = matches!(act, Act::Whispers(_) | Act::KeepsQuiet(_));
            moments.push(at + 5 * u64::from(whispers));
            if let Act::Quiet(seconds) = act {
                at += seconds * 1_000;
            }
        }
        moments
    }
}

fn pause(dice: &mut Dice) -> u64 {
    match dice.below(10) {
        0..5 => between(dice, 0, 30),
        5..9 => between(dice, 30, 1_500),
        _ => between(dice, 1_500, 9_000),
    }
}

fn act(seed: u64, number: u64, people: &[&'static str]) -> Act {
    let mut dice = dice(seed, "act", &[number]);
    let dice = &mut dice;
    let who = if dice.below(25) == 0 {
        GUEST
    } else {
        one_of(dice, people)
    };
    match dice.below(100) {
        0..54 => Act::Asks(who, between(dice, 0, 99_999)),
        54..58 => Act::Repeats(who),
        58 => Act::Reuses(who),
        59..66 => Act::Comes(who),
        66..68 => Act::Goes(who),
        68..70 => Act::Reloads(who),
        70 if dice.below(4) == 0 => Act::Blackout,
        70..73 => Act::Cut(who),
        73..76 => Act::Torn(who),
        76..79 => Act::Held(who, one_of(dice, &[200, 3_000, 9_000, 15_000, 22_000])),
        79 => Act::Stuck(who, one_of(dice, &[500, 4_000, 12_000])),
        80 => Act::Garbles(who, between(dice, 0, 99)),
        81 => Act::Hurries(who, between(dice, 0, 99_999)),
        82 => Act::Knocks,
        83 => Act::Rooms(between(dice, 0, 3)),
        84 | 85 => Act::Changes(between(dice, 0, 99_999)),
        86 if dice.below(3) == 0 => Act::ShutOut(who),
        86..89 => Act::Fails(fault(dice)),
        89 => Act::Rests(one_of(dice, &[50, 4_000, 30_000])),
        90 if dice.below(3) == 0 => Act::Usurped,
        90..94 => Act::Crashes(one_of(dice, &[1, 50, 1_000, 8_000, 150_000])),
        94 => Act::Restarts(one_of(dice, &[100, 2_000])),
        _ => Act::Quiet(one_of(dice, &[5, 15, 25, 45, 70, 130, 400])),
    }
}

fn fault(dice: &mut Dice) -> Fault {
    use Fault::{FailsKept, FailsLost, Panics, Refuses, Stalls, Unreadable};
    one_of(
        dice,
        &[
            Refuses, Refuses, FailsKept, FailsLost, Stalls, Stalls, Panics, Unreadable,
        ],
    )
}
