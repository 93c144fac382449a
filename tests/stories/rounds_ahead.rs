//! Facilitators plan the rounds of all remaining sessions from within one of them, and nobody else can (PLAN6).

use alongside_protocol::{
    audit::{AuditFound, Doer},
    command::{Command, DayCommand},
    entry::{BreakoutState, Entry, PlansEntry},
    programme::{ProgrammeCommand, RoundsPlan, RoundsRequest, RoundsView},
    refusal::Code,
    topic::Topic,
};
use serde_json::json;

use super::beside::opens_buddy_rooms;
use crate::cast::Mirror;
use crate::world::World;

fn plans(mirror: &Mirror) -> Option<PlansEntry> {
    match mirror.topics.get(&Topic::Facilitators)?.get("plans")? {
        Entry::Plans(plans) => Some(plans.clone()),
        _ => None,
    }
}

fn offers_rounds(mirror: &Mirror) -> bool {
    plans(mirror).is_some_and(|plans| plans.planned.is_some())
}

fn are_open(mirror: &Mirror) -> bool {
    let breakout = mirror.group("breakout");
    matches!(breakout, Some(Entry::Breakout(breakout)) if breakout.state == BreakoutState::Open)
}

#[tokio::test]
async fn plan6_fola_plans_all_remaining_sessions_and_today_counts() {
    let mut world = World::new().await;
    let next = world.another_session().await;
    let [mut fola, _asha, ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    opens_buddy_rooms(&mut fola, 300).await;
    world.later(300);
    ben.until("an open room", are_open).await;

    let path = format!("/api/session/{}/rounds", world.session);
    let request = RoundsRequest {
        size: 2,
        rounds_each: 1,
    };
    let plan: RoundsPlan = world.browser("Fola").post(&path, &request).await.read();
    let sessions: Vec<_> = plan.sessions.iter().map(|each| each.session).collect();
    assert!(sessions.contains(&next) && sessions.contains(&world.session));
    assert_eq!(
        plan.repeats, 0,
        "nobody meets anybody twice, nor Asha Ben again"
    );
    let rounds = plan.sessions.iter().flat_map(|each| &each.rounds);
    for room in rounds.flat_map(|round| &round.rooms) {
        assert!(!(room.contains(&world.id("Asha")) && room.contains(&world.id("Ben"))));
    }
    assert!(!offers_rounds(&fola.look()), "planning changes nothing");

    let decide = format!("{path}/decide");
    let keep = ProgrammeCommand::KeepRounds {
        sessions: plan.sessions.clone(),
    };
    let view: RoundsView = world.browser("Fola").post(&decide, &keep).await.read();
    assert_eq!(view.kept, plan.sessions);
    fola.until("today's round", offers_rounds).await;
    let view: RoundsView = world.browser("Fola").get(&path).await.read();
    assert_eq!((view.kept, view.sessions.len()), (plan.sessions, 2));

    let search = json!({ "programme": world.programme, "done": "rounds_kept" });
    let found: AuditFound = world.organiser.post("/api/audit", &search).await.read();
    assert_eq!(found.rows.len(), 1);
    let line = &found.rows[0].entry;
    let id = world.id("Fola");
    assert_eq!(
        (line.by, line.session),
        (Doer::Person { id }, Some(world.session))
    );
}

#[tokio::test]
async fn plan6_to_everybody_else_it_does_not_exist_and_facilitators_decide_nothing_else() {
    let world = World::new().await;
    let path = format!("/api/session/{}/rounds", world.session);
    let decide = format!("{path}/decide");
    let request = RoundsRequest {
        size: 3,
        rounds_each: 1,
    };
    for name in ["Sam", "Asha"] {
        let mut browser = world.browser(name);
        assert_eq!(browser.get(&path).await.status, 404, "{name}");
        assert_eq!(browser.post(&path, &request).await.status, 404, "{name}");
        let drop = ProgrammeCommand::DropRounds {};
        assert_eq!(browser.post(&decide, &drop).await.status, 404, "{name}");
    }
    let mut fola = world.browser("Fola");
    let other = ProgrammeCommand::PairBuddies { everybody: true };
    assert_eq!(fola.post(&decide, &other).await.status, 404);
    let small = RoundsRequest {
        size: 1,
        rounds_each: 1,
    };
    let refusal = fola.post(&path, &small).await.refusal();
    assert_eq!(refusal.code, Code::Mend);
}
