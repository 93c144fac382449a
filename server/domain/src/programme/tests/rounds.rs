//! Companions, the rounds of a whole programme, and plans that sessions hand over.

use super::*;
use crate::session::SavedPlan;
use alongside_protocol::{
    command::PlanKind,
    ids::PlanId,
    programme::{CompanionRole, Met, RoundsPlan, RoundsRequest},
};

const NINE: [&str; 9] = [
    "Alex", "Bo", "Cass", "Dev", "Eli", "Finn", "Gia", "Hana", "Ines",
];

fn with_sessions(sessions: i32) -> Story {
    let mut story = Story::with(&NINE);
    for week in 0..sessions {
        let plan = SessionPlan {
            title: "Listening".into(),
            starts_at: NOW.plus_minutes(60 * 24 * 7 * (week + 1)),
            lead_minutes: 15,
            call_link: None,
            agenda: Vec::new(),
        };
        story.organise(Organise::Schedule { plan }).unwrap();
    }
    story
}

fn planned(story: &Story) -> RoundsPlan {
    let request = RoundsRequest {
        size: 3,
        rounds_each: 1,
    };
    super::super::rounds::plan(&story.programme, &request, None).unwrap()
}

#[test]
fn plan5_all_sessions_are_planned_at_once_and_kept_as_shown() {
    let mut story = with_sessions(3);
    let plan = planned(&story);
    assert_eq!((plan.sessions.len(), plan.repeats), (3, 0));
    assert!(
        story.programme.rounds().is_empty(),
        "planning changes nothing"
    );
    let sessions = plan.sessions.clone();
    let keep = Organise::KeepRounds { sessions };
    story.organise(keep.clone()).unwrap();
    assert_eq!(story.programme.rounds(), plan.sessions);
    assert_eq!(story.organise(keep).unwrap(), []);
    let first = plan.sessions[0].session;
    let facts = story.programme.facts(first).unwrap();
    assert_eq!(facts.planned, plan.sessions[0].rounds);
    story.organise(Organise::DropRounds {}).unwrap();
    assert!(story.programme.rounds().is_empty());
}

#[test]
fn plan6_who_shares_a_room_today_has_met_until_the_programme_knows_it_by_itself() {
    let story = with_sessions(1);
    let request = RoundsRequest {
        size: 3,
        rounds_each: 1,
    };
    let together = |plan: &RoundsPlan, one, other| {
        let mut rooms = plan.sessions[0].rounds[0].rooms.iter();
        rooms.any(|room| room.contains(&one) && room.contains(&other))
    };
    let room = planned(&story).sessions[0].rounds[0].rooms[0].clone();
    let today = super::super::rounds::Today {
        session: story.programme.sessions()[0].id,
        met: vec![Met {
            people: [room[0], room[1]],
            times: 1,
        }],
    };
    let plan = |today: &super::super::rounds::Today| {
        super::super::rounds::plan(&story.programme, &request, Some(today)).unwrap()
    };
    assert!(!together(&plan(&today), room[0], room[1]));
    // Of a session that is over, or is none of ours, the programme has its own memory.
    let elsewhere = super::super::rounds::Today {
        session: SessionId(Uuid::from_u128(77)),
        ..today
    };
    assert!(together(&plan(&elsewhere), room[0], room[1]));
}

#[test]
fn plan5_rounds_made_for_other_people_or_rules_are_not_kept() {
    let mut story = with_sessions(2);
    let plan = planned(&story);
    let room = plan.sessions[0].rounds[0].rooms[0].clone();
    let people = vec![room[0], room[1]];
    let kind = RuleKind::KeepApart;
    story.organise(Organise::AddRule { kind, people }).unwrap();
    let sessions = plan.sessions;
    let refused = story
        .organise(Organise::KeepRounds { sessions })
        .unwrap_err();
    assert!(refused.contains("plan the rounds again"), "{refused}");
}

#[test]
fn plan4_people_who_share_a_companion_are_together_in_every_round() {
    let mut story = with_sessions(3);
    let with = vec![story.id("Alex"), story.id("Gia")];
    let add = Organise::AddCompanion {
        role: CompanionRole::Interpreter,
        name: "Mo".into(),
        with: with.clone(),
    };
    story.organise(add).unwrap();
    for session in planned(&story).sessions {
        for round in session.rounds {
            let mut rooms = round.rooms.iter();
            assert!(rooms.any(|room| with.iter().all(|person| room.contains(person))));
        }
    }
    let alex = story.id("Alex");
    story
        .organise(Organise::RemovePerson { person: alex })
        .unwrap();
    assert_eq!(story.programme.companions()[0].with, [with[1]]);
    let companion = story.programme.companions()[0].id;
    story
        .organise(Organise::DropCompanion { companion })
        .unwrap();
    assert!(story.programme.companions().is_empty());
}

#[test]
fn plan4_two_who_are_kept_apart_share_no_companion() {
    let mut story = with_sessions(1);
    let with = vec![story.id("Alex"), story.id("Bo")];
    let kind = RuleKind::KeepApart;
    let people = with.clone();
    story.organise(Organise::AddRule { kind, people }).unwrap();
    let add = Organise::AddCompanion {
        role: CompanionRole::Supporter,
        name: Words::default(),
        with,
    };
    assert!(story.organise(add).unwrap_err().contains("kept apart"));
}

#[test]
fn room12_what_a_session_says_twice_is_known_once_and_what_was_deleted_stays_so() {
    let mut story = with_sessions(1);
    let saved = SavedPlan {
        id: PlanId(Uuid::from_u128(7)),
        name: "Week one".into(),
        kind: PlanKind::Mixed,
        prompt: Words::default(),
        minutes: 10,
        rooms: Vec::new(),
    };
    let keep = |forgotten: Vec<PlanId>| Command::KeepPlans {
        saved: vec![saved.clone()],
        forgotten,
    };
    assert_eq!(story.ask(keep(Vec::new())).unwrap().len(), 1);
    assert_eq!(story.ask(keep(Vec::new())).unwrap(), []);
    assert_eq!(story.ask(keep(vec![saved.id])).unwrap().len(), 1);
    assert_eq!(
        story.ask(keep(Vec::new())).unwrap(),
        [],
        "it does not come back"
    );
    let session = story.programme.sessions()[0].id;
    assert!(story.programme.facts(session).unwrap().saved.is_empty());
}
