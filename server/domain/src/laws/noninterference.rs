//! Two days that differ only in something private are the same day to all who may not know it.
//!
//! Everything else that happens is chosen from the day *without* the secret and happens on both.
//! Compared is every step of every topic of others, all that reached their screens, and every answer they got. One
//! exception is on purpose: when a flag waits too long all staff read that a facilitator is needed (FLAG8).

use super::{Happening, PAIRS, TRAINEES, beginning, cases, happening, happens};
use crate::{
    session::{Asked, Facts},
    testing::{Play, Seen, chat, post, raise, who},
    views::Step,
};
use alongside_protocol::{
    command::{
        Channel, ChatCommand, Command, FeedbackCommand, FeedbackForm, FeedbackScale, FeedbackText,
        FlagCommand, FlagKind, RoundCommand, RoundKind, RoundPurpose, RoundRequest, Scale,
    },
    ids::{FlagId, RoundId, RuleId},
    people::Audience,
    programme::{PairingAsked, Rule, RuleKind},
    topic::Topic,
};
use proptest::prelude::*;

/// Something that Ana, or staff about her, do and others must not notice.
#[derive(Debug, Clone, Copy)]
enum Secret {
    AnswerNotPass,
    WellbeingFlag,
    HeldMessage,
    PrivateThread,
    FacilitatorsNote,
    PairingNotWorking,
    /// She sends the form, or does not: facilitators read one more answer.
    Feedback,
    /// She sends the form, and says one thing or another.
    FeedbackSaid,
}

const SECRETS: [Secret; 8] = [
    Secret::AnswerNotPass,
    Secret::WellbeingFlag,
    Secret::HeldMessage,
    Secret::PrivateThread,
    Secret::FacilitatorsNote,
    Secret::PairingNotWorking,
    Secret::Feedback,
    Secret::FeedbackSaid,
];

/// Everybody else must not be able to tell.
fn knowing(secret: Secret) -> &'static [&'static str] {
    match secret {
        Secret::FacilitatorsNote => &["Fay", "Finn"],
        // Nobody at all before the day has ended.
        Secret::FeedbackSaid => &[],
        _ => &["Ana", "Fay", "Finn"],
    }
}

fn starts_a_round(play: &mut Play, kind: RoundKind) -> RoundId {
    if let Some(round) = play.session.rounds.running() {
        let round = round.id;
        play.does("Fay", Command::Rounds(RoundCommand::End { round }));
    }
    let round = RoundRequest {
        purpose: RoundPurpose::CheckOut,
        kind,
        prompt: "How are you leaving?".into(),
        scale: Scale::OneToFive,
        suggested_seconds: None,
    };
    play.does("Fay", Command::Rounds(RoundCommand::Start { round }));
    play.session.rounds.running().expect("it runs").id
}

/// What both days have in common before the secret.
fn prepare(play: &mut Play, secret: Secret, kind: RoundKind) {
    play.connects("Fay");
    play.is("Fay", Default::default());
    play.connects("Ana");
    play.is("Ana", Default::default());
    match secret {
        Secret::AnswerNotPass => {
            let opt_out = RoundCommand::OptOut { on: false };
            play.does("Ana", Command::Rounds(opt_out));
            starts_a_round(play, kind);
        }
        Secret::HeldMessage => {
            let person = who("Ana");
            let rules = [
                ChatCommand::HoldPerson { person, on: true },
                ChatCommand::Quiet { person, minutes: 0 },
                ChatCommand::Pause { on: false },
                ChatCommand::Slow { seconds: 0 },
            ];
            for rule in rules {
                play.does("Fay", chat(rule));
            }
        }
        Secret::FacilitatorsNote => play.does("Ana", raise(FlagKind::TooMuch, None, "")),
        Secret::Feedback | Secret::FeedbackSaid => opens_the_form(play),
        Secret::WellbeingFlag | Secret::PrivateThread | Secret::PairingNotWorking => {}
    }
}

/// Ana has not sent it yet.
fn opens_the_form(play: &mut Play) {
    play.does("Fay", Command::Feedback(FeedbackCommand::Open {}));
}

fn sends(step: u8, why: &str) -> Command {
    let form = FeedbackForm {
        scales: [(FeedbackScale::Safety, step)].into(),
        texts: [(FeedbackText::Why, why.into())].into(),
    };
    Command::Feedback(FeedbackCommand::Answer { form })
}

/// One of Ana's flags that the assistant does not see.
fn wellbeing_flag(play: &Play) -> FlagId {
    let mut flags = play.session.flags.ids();
    let of_ana = |flag: &FlagId| {
        let flag = play.session.flags.get(*flag);
        flag.is_some_and(|flag| flag.by == who("Ana") && flag.kind.is_wellbeing())
    };
    flags.find(of_ana).expect("there is one")
}

/// The day with the secret, and the day without it: one ask each.
fn diverge(with: &mut Play, without: &mut Play, secret: Secret) {
    let thread = Channel::Thread { person: who("Ana") };
    match secret {
        Secret::AnswerNotPass => {
            let round = without.session.rounds.running().expect("it runs").id;
            let answer = RoundCommand::Answer {
                round,
                value: Some(1),
                words: "not well".into(),
                audience: Audience::Facilitators,
            };
            with.does("Ana", Command::Rounds(answer));
            without.does("Ana", Command::Rounds(RoundCommand::Pass { round }));
            return;
        }
        Secret::WellbeingFlag => with.does("Ana", raise(FlagKind::NeedSupport, None, "help")),
        Secret::HeldMessage => with.does("Ana", post(Channel::Main {}, "may I")),
        Secret::PrivateThread => with.does("Ana", post(thread, "may I")),
        Secret::FacilitatorsNote => {
            let flag = wellbeing_flag(without);
            let words = "we noticed".into();
            with.does("Fay", Command::Flags(FlagCommand::Note { flag, words }));
        }
        Secret::Feedback => with.does("Ana", sends(1, "not well")),
        Secret::FeedbackSaid => {
            with.does("Ana", sends(1, "not well"));
            without.does("Ana", sends(5, "very well"));
            return;
        }
        Secret::PairingNotWorking => {
            let mut facts = with.session.day.facts.clone().expect("they are known");
            let (person, at) = (who("Ana"), with.now);
            facts.pairing.push(PairingAsked { person, at });
            with.happens(Asked::Facts(Box::new(facts)));
        }
    }
    without.happens(Asked::Clock);
}

/// After the secret Ana does nothing that her own secret would change for herself.
fn is_fair(happening: &Happening) -> bool {
    !matches!(happening, Happening::Asks("Ana", Command::Chat(_)))
}

/// She can send the form once, so not before.
fn gives_it_away(happening: &Happening) -> bool {
    matches!(happening, Happening::Asks("Ana", Command::Feedback(_)))
}

/// What stands in a step besides the call for a facilitator.
fn but_the_call(step: &Step) -> Step {
    let mut step = step.clone();
    step.set.remove("needed");
    step.gone.retain(|key| key != "needed");
    step
}

fn steps_of_others(play: &Play, from: usize, secret: Secret) -> Vec<(Topic, Step)> {
    let ana = who("Ana");
    let known = match secret {
        Secret::FacilitatorsNote => vec![Topic::Facilitators],
        Secret::FeedbackSaid => Vec::new(),
        _ => vec![Topic::Facilitators, Topic::Person(ana), Topic::Thread(ana)],
    };
    let steps = play.steps[from..].iter();
    let others = steps.filter(|(topic, _)| !known.contains(topic));
    let compared = others.map(|(topic, step)| match topic {
        Topic::Staff => (*topic, but_the_call(step)),
        _ => (*topic, step.clone()),
    });
    compared
        .filter(|(_, step)| *step != Step::default())
        .collect()
}

fn screen(play: &Play, name: &str) -> Vec<Seen> {
    let seen = play.seen.get(&who(name)).into_iter().flatten().cloned();
    let compared = seen.filter_map(|seen| match seen {
        Seen::Update(Topic::Staff, step) => {
            let step = but_the_call(&step);
            (step != Step::default()).then_some(Seen::Update(Topic::Staff, step))
        }
        Seen::Snapshot(Topic::Staff, mut shown) => {
            shown.remove("needed");
            Some(Seen::Snapshot(Topic::Staff, shown))
        }
        seen => Some(seen),
    });
    compared.collect()
}

proptest! {
    #![proptest_config(cases(PAIRS))]

    #[test]
    fn topic5_what_is_private_changes_nothing_for_others(
        secret in proptest::sample::select(&SECRETS[..]),
        kind in proptest::sample::select(&[RoundKind::InTurn, RoundKind::AllAtOnce, RoundKind::Quiet][..]),
        which in 1..4_u8,
        before in proptest::collection::vec(any::<u32>(), 0..25),
        after in proptest::collection::vec(any::<u32>(), 1..40),
    ) {
        let mut without = beginning(which);
        for seed in before {
            let next = happening(&without, seed);
            if !super::ends_the_day(&next) && !gives_it_away(&next) {
                let _ = happens(&mut without, next);
            }
        }
        prepare(&mut without, secret, kind);
        let mut with = without.clone();
        let from = without.steps.len();
        diverge(&mut with, &mut without, secret);
        for seed in after {
            let next = happening(&without, seed);
            let is_over = matches!(secret, Secret::FeedbackSaid) && super::ends_the_day(&next);
            if !is_fair(&next) || is_over {
                continue;
            }
            let asked_by_others = match &next {
                Happening::Asks(name, _) => !knowing(secret).contains(name),
                _ => true,
            };
            let (one, other) = (happens(&mut with, next.clone()), happens(&mut without, next));
            if asked_by_others {
                prop_assert_eq!(one, other);
            }
        }
        prop_assert_eq!(steps_of_others(&with, from, secret), steps_of_others(&without, from, secret));
        for name in super::everybody() {
            if !knowing(secret).contains(&name) {
                prop_assert!(screen(&with, name) == screen(&without, name), "{} can tell", name);
            }
        }
    }
}

/// A day on which a keep-apart rule comes, and the same day without it: all but facilitators see the same, as long as
/// nobody acts on it (R11).
fn leaves_rooms_alone(happening: &Happening) -> bool {
    match happening {
        Happening::Asks(_, command) => matches!(
            command,
            Command::Chat(_) | Command::Flags(_) | Command::Rounds(_)
        ),
        Happening::World(_) => false,
        Happening::Passes(seconds) => *seconds < 60,
    }
}

fn keep_apart(play: &Play, one: &str, other: &str) -> Facts {
    let mut facts = play.session.day.facts.clone().expect("the day is known");
    facts.rules.push(Rule {
        id: RuleId(uuid::Uuid::from_u128(77)),
        kind: RuleKind::KeepApart,
        people: vec![who(one), who(other)],
    });
    facts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn move8_topic5_a_keep_apart_rule_shows_nothing_to_anybody_but_facilitators(
        pair in proptest::sample::select(&[("Ana", "Bo"), ("Dee", "Ana"), ("Cem", "Eve")][..]),
        which in 1..4_u8,
        after in proptest::collection::vec(any::<u32>(), 1..40),
    ) {
        let mut without = beginning(which);
        let mut with = without.clone();
        let from = with.steps.len();
        let facts = keep_apart(&with, pair.0, pair.1);
        with.happens(Asked::Facts(Box::new(facts)));
        without.happens(Asked::Clock);
        for seed in after {
            let next = happening(&without, seed);
            if leaves_rooms_alone(&next) {
                let _ = happens(&mut with, next.clone());
                let _ = happens(&mut without, next);
            }
        }
        prop_assert_eq!(
            steps_of_others(&with, from, Secret::FacilitatorsNote),
            steps_of_others(&without, from, Secret::FacilitatorsNote)
        );
        for name in super::everybody() {
            if !["Fay", "Finn"].contains(&name) {
                prop_assert!(screen(&with, name) == screen(&without, name), "{} can tell", name);
            }
        }
    }
}

/// The checker must be able to fail: an answer to the group is no secret, and it says so.
#[test]
fn topic5_the_comparison_notices_what_is_not_private() {
    let mut with = Play::live(&TRAINEES);
    starts_a_round(&mut with, RoundKind::InTurn);
    let mut without = with.clone();
    let from = with.steps.len();
    with.does("Ana", post(Channel::Main {}, "hello"));
    without.happens(Asked::Clock);
    assert_ne!(
        steps_of_others(&with, from, Secret::PrivateThread),
        steps_of_others(&without, from, Secret::PrivateThread)
    );
    assert!(screen(&with, "Bo") != screen(&without, "Bo"));
}
