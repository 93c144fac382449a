//! Stories of plans to choose from: saved ones, the programme's, and the least bad when rules clash.

use super::*;
use crate::{session::Asked, testing::Seen};
use alongside_protocol::{
    entry::{ClashEntry, PlansEntry},
    ids::{CompanionId, PersonId, PlanId},
    programme::{Companion, CompanionRole},
};

pub(super) const SIX: [&str; 6] = ["Asha", "Ben", "Chi", "Dan", "Eve", "Flo"];

pub(super) fn request(kind: PlanKind) -> PlanRequest {
    PlanRequest {
        kind,
        size: 3,
        rooms: None,
        saved: None,
        without: Vec::new(),
        prompt: "Talk".into(),
        minutes: 10,
    }
}

pub(super) fn ask(play: &mut Play, request: PlanRequest) -> PlanEntry {
    play.does("Fay", rooms(RoomCommand::Plan { request }));
    plan(play, Topic::Facilitators)
}

fn saved(play: &Play) -> Vec<(PlanId, String)> {
    match play.entry(Topic::Facilitators, "plans") {
        Some(Entry::Plans(PlansEntry { saved, .. })) => saved
            .into_iter()
            .map(|row| (row.id, row.name.text().to_owned()))
            .collect(),
        _ => Vec::new(),
    }
}

pub(super) fn together(plan: &PlanEntry, names: &[&str]) -> bool {
    let mut rooms = plan.rooms.iter();
    rooms.any(|room| names.iter().all(|name| room.people.contains(&who(name))))
}

pub(super) fn on_a_day(known: crate::session::Facts, names: &[&str]) -> Play {
    let mut play = Play::of(known);
    play.passes(60 * 60);
    for name in ["Fay", "Finn", "Sol"].iter().chain(names) {
        play.connects(name);
    }
    play.does("Fay", Command::Day(DayCommand::Start {}));
    play
}

#[test]
fn room12_a_saved_plan_is_used_again_for_whoever_is_there() {
    let mut play = Play::live(&SIX);
    let first = ask(&mut play, request(PlanKind::Random));
    let (version, name) = (first.version, "Week one".into());
    play.does("Fay", rooms(RoomCommand::SavePlan { version, name }));
    let kept = play.session.rooms.for_programme().expect("to hand over").0;
    play.does("Fay", rooms(RoomCommand::DropPlan {}));

    // In another session of the programme Asha is missing and Gus is new.
    let mut known = facts(&["Asha", "Ben", "Chi", "Dan", "Eve", "Flo", "Gus"]);
    known.saved = kept;
    let mut later = on_a_day(known, &["Ben", "Chi", "Dan", "Eve", "Flo", "Gus"]);
    let (id, name) = saved(&later).remove(0);
    assert_eq!(name, "Week one");
    let again = ask(
        &mut later,
        PlanRequest {
            saved: Some(id),
            ..request(PlanKind::Saved)
        },
    );
    assert!(again.unplaced.is_empty());
    for room in &first.rooms {
        let here: Vec<PersonId> = room
            .people
            .iter()
            .copied()
            .filter(|id| *id != who("Asha"))
            .collect();
        let kept = again
            .rooms
            .iter()
            .any(|other| here.iter().all(|id| other.people.contains(id)));
        assert!(kept, "those who were planned together still are");
    }
    assert!(!saved(&later).is_empty());
    later.does("Finn", rooms(RoomCommand::ForgetPlan { plan: id }));
    assert!(saved(&later).is_empty());
    assert!(!later.has_seen("Sol", "Week one") && !later.has_seen("Ben", "Week one"));
    later.check_replay();
}

#[test]
fn room12_a_name_is_there_once() {
    let mut play = Play::live(&SIX);
    for _ in 0..2 {
        let version = ask(&mut play, request(PlanKind::Random)).version;
        let name = "Week one".into();
        play.does("Fay", rooms(RoomCommand::SavePlan { version, name }));
    }
    assert_eq!(saved(&play).len(), 1);
}

/// Ben may be with nobody of the two who are left.
fn impossible() -> Play {
    let mut known = facts(&["Asha", "Ben", "Chi", "Dan"]);
    for (number, other) in [(1, "Asha"), (2, "Chi"), (3, "Dan")] {
        known.rules.push(Rule {
            id: RuleId(Uuid::from_u128(number)),
            kind: RuleKind::KeepApart,
            people: vec![who("Ben"), who(other)],
        });
    }
    on_a_day(known, &["Asha", "Ben", "Chi", "Dan"])
}

fn clash(play: &Play) -> Option<ClashEntry> {
    match play.entry(Topic::Facilitators, "clash") {
        Some(Entry::Clash(clash)) => Some(clash),
        _ => None,
    }
}

#[test]
fn room13_rules_that_clash_are_named_to_facilitators_with_the_least_bad_plans() {
    let mut play = impossible();
    let request = PlanRequest {
        size: 2,
        ..request(PlanKind::Mixed)
    };
    play.does("Fay", rooms(RoomCommand::Plan { request }));
    let told = clash(&play).expect("a clash");
    assert!(
        told.sentence.text().contains("Ben"),
        "{}",
        told.sentence.text()
    );
    assert!(!told.choices.is_empty());
    let of_rules = |seen: &Seen| format!("{seen:?}").contains("kept apart");
    for name in ["Sol", "Asha", "Ben"] {
        let seen = play.seen.get(&who(name)).map_or(&[][..], Vec::as_slice);
        assert!(!seen.iter().any(of_rules), "{name} can tell");
    }

    let chosen = told.choices[0].request.clone();
    let without = chosen.without.clone();
    assert!(!without.is_empty());
    let plan = ask(&mut play, chosen);
    assert!(clash(&play).is_none());
    assert_eq!(
        plan.without.len(),
        without.len(),
        "what was let go stands beside it"
    );
    let mut notes = plan.notes.iter();
    assert!(
        !notes.any(|note| note.warning && note.sentence.text().contains("kept apart")),
        "and is not warned of a second time"
    );
    let (version, notice_seconds) = (plan.version, 5);
    play.does(
        "Fay",
        rooms(RoomCommand::Open {
            version,
            notice_seconds,
        }),
    );
    play.passes(5);
    assert!(play.session.rooms.are_open());
    assert!(
        !play
            .shows(Topic::Facilitators)
            .keys()
            .any(|key| key.starts_with("proposal/")),
        "what was chosen deliberately is not proposed away"
    );
    play.check_replay();
}

#[test]
fn room13_moves_that_break_a_rule_are_for_facilitators_to_choose() {
    let mut play = impossible();
    let chosen = {
        let request = PlanRequest {
            size: 2,
            ..request(PlanKind::Mixed)
        };
        play.does("Fay", rooms(RoomCommand::Plan { request }));
        clash(&play).expect("a clash").choices[0].request.clone()
    };
    let version = ask(&mut play, chosen).version;
    let notice_seconds = 5;
    play.does(
        "Fay",
        rooms(RoomCommand::Open {
            version,
            notice_seconds,
        }),
    );
    play.passes(5);
    let ben = play
        .session
        .rooms
        .get(room_of(&play, "Ben"))
        .expect("a room")
        .people
        .clone();
    let other = ben
        .into_iter()
        .find(|id| *id != who("Ben"))
        .expect("company");
    let other = play.session.people.name(other).to_owned();
    play.steps_away(&other);
    let shown = |topic| {
        let entries = play.shows(topic).into_values();
        let mut proposals = entries.filter_map(|entry| match entry {
            Entry::Proposal(proposal) => Some(proposal),
            _ => None,
        });
        proposals.next().expect("a proposal")
    };
    let (sol, fay) = (shown(Topic::Staff), shown(Topic::Facilitators));
    assert!(sol.options.is_empty() && !fay.options.is_empty());
    assert!(fay.options.iter().all(|option| option.breaks.is_some()));
    let apply = Command::Moves(alongside_protocol::command::MoveCommand::Apply {
        proposal: fay.id,
        version: fay.version,
        option: 0,
    });
    assert_eq!(play.refused("Sol", apply.clone()), Code::Mend);
    play.does("Fay", apply);
    play.passes(60);
    let room = play
        .session
        .rooms
        .get(room_of(&play, "Ben"))
        .expect("a room");
    assert!(room.people.len() > 1, "Ben has company");
    assert!(
        !play.shows(Topic::Facilitators).values().any(|entry| matches!(
            entry,
            Entry::Proposal(proposal) if proposal.state == alongside_protocol::entry::ProposalState::Open
        ))
    );
}

#[test]
fn plan4_two_who_share_a_companion_stay_together_and_it_counts_as_nobody() {
    let mut known = facts(&SIX);
    known.companions = vec![Companion {
        id: CompanionId(Uuid::from_u128(5)),
        role: CompanionRole::Interpreter,
        name: "Mo".into(),
        with: vec![who("Asha"), who("Dan")],
    }];
    let mut play = on_a_day(known.clone(), &SIX);
    let plan = ask(&mut play, request(PlanKind::Mixed));
    assert!(together(&plan, &["Asha", "Dan"]));
    assert!(
        play.has_seen("Chi", "\"Mo\""),
        "everybody sees who comes along"
    );
    let why = |plan: &PlanEntry, name: &str| {
        let of = plan.why.iter().find(|why| why.person == who(name));
        of.expect("a reason").sentence.text().to_owned()
    };
    assert_eq!(why(&plan, "Asha"), "Asha and Dan share the same companion.");

    // With a companion alone somebody is alone.
    known.companions[0].with = vec![who("Asha")];
    play.happens(Asked::Facts(Box::new(known)));
    let mut alone = plan.rooms.clone();
    alone[0].people = vec![who("Asha")];
    alone.truncate(1);
    play.does(
        "Fay",
        rooms(RoomCommand::EditPlan {
            version: plan.version,
            rooms: alone,
            prompt: None,
            minutes: None,
        }),
    );
    let warned = super::plan(&play, Topic::Staff).notes;
    assert!(
        warned
            .iter()
            .any(|note| note.sentence.text() == "Asha would be alone in Room 1.")
    );
}

#[test]
fn r13_the_preview_says_what_it_costs_and_why_each_sits_there() {
    let mut known = facts(&SIX);
    known.met = vec![Met {
        people: [who("Asha"), who("Chi")],
        times: 2,
    }];
    let mut play = on_a_day(known, &SIX);
    let plan = ask(
        &mut play,
        PlanRequest {
            rooms: Some(2),
            ..request(PlanKind::ByHand)
        },
    );
    let mut rooms_now = plan.rooms.clone();
    rooms_now[0].people = ["Asha", "Chi", "Ben", "Dan", "Eve"].map(who).to_vec();
    rooms_now[0].prompt = Some("What helps?".into());
    rooms_now[1].people = vec![who("Flo")];
    play.does(
        "Fay",
        rooms(RoomCommand::EditPlan {
            version: plan.version,
            rooms: rooms_now,
            prompt: Some("Another prompt".into()),
            minutes: Some(25),
        }),
    );
    let plan = super::plan(&play, Topic::Facilitators);
    assert_eq!(
        plan.cost.text(),
        "1 pair has met before, 1 person is alone."
    );
    assert_eq!((plan.prompt.text(), plan.minutes), ("Another prompt", 25));
    let said = |text: &str| {
        plan.notes
            .iter()
            .any(|note| note.warning && note.sentence.text() == text)
    };
    assert!(said("Asha and Chi have met twice before."));
    assert!(said("Flo would be alone in Room 2."));
    assert!(said("There are 5 people in Room 1, more than planned."));
    assert_eq!(plan.why.len(), 6);
    assert!(
        plan.why
            .iter()
            .any(|why| why.sentence.text() == "Asha and Ben are buddies.")
    );
}
