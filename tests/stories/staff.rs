//! Staff with accounts in a live session: coming in without a link, losing the role with the console open, passing
//! flags on to the safeguarding lead, and how a session looks from outside.

use std::time::{Duration, Instant};

use alongside_protocol::{
    command::{Command, DayCommand, FlagCommand, FlagKind},
    entry::{Entry, FlagState, NoticeKind},
    frames::close,
    ids::FlagId,
    safeguarding::{ConcernRow, ConcernView},
    staff::{LiveSession, Right},
};
use serde_json::{Value, json};

use super::resume::{post, reads};
use crate::cast::Person;
use crate::world::World;

/// TRUST 2: what is taken is gone within a second.
const WITHIN: Duration = Duration::from_secs(1);

#[tokio::test]
async fn staff4_nia_runs_a_session_with_her_account_until_the_role_is_taken() {
    let mut world = World::new().await;
    let programme = world.programme;
    let right = Right::Facilitator { programme };
    world.comes_by_invitation("Nia", right).await;
    let [mut nia, mut asha] = world.all_arrive(["Nia", "Asha"]).await;
    assert_eq!(nia.id(), world.id("Nia"));
    nia.does(Command::Day(DayCommand::Start {})).await;
    let unused = world.ticket("Nia").await;

    let staff = world.account("Nia").await;
    let take = json!({ "t": "take", "staff": staff, "right": right });
    assert_eq!(world.organiser.post("/api/staff", &take).await.status, 200);
    let taken = Instant::now();
    assert_eq!(nia.is_closed().await, close::REMOVED);
    assert!(taken.elapsed() < WITHIN, "{:?}", taken.elapsed());
    assert_eq!(world.asks_for_a_ticket("Nia").await.status, 404);
    let late = world.says_hello("Nia", unused, None).await;
    assert_eq!(late.is_closed().await, close::TICKET, "the old ticket");
    asha.does(post("all is well here")).await;
}

#[tokio::test]
async fn staff3_suspending_an_account_closes_what_it_has_open_in_sessions() {
    let mut world = World::new().await;
    let programme = world.programme;
    world
        .comes_by_invitation("Nia", Right::Support { programme })
        .await;
    let nia = world.arrives("Nia").await;
    let suspend = json!({ "t": "suspend", "staff": world.account("Nia").await });
    assert_eq!(
        world.organiser.post("/api/staff", &suspend).await.status,
        200
    );
    let suspended = Instant::now();
    assert_eq!(nia.is_closed().await, close::REMOVED);
    assert!(suspended.elapsed() < WITHIN, "{:?}", suspended.elapsed());
    assert_eq!(world.asks_for_a_ticket("Nia").await.status, 404);
    let me = world.browser("Nia").get("/api/staff/me").await;
    assert_eq!(me.status, 404);
}

/// Asha raises a flag, Fola takes it and passes it on.
pub async fn passed_on(fola: &mut Person, asha: &mut Person) -> FlagId {
    asha.does(Command::Flags(FlagCommand::Raise {
        kind: FlagKind::NeedSupport,
        about: None,
        message: None,
        words: "canary-of-the-flag".into(),
    }))
    .await;
    fola.until("the flag", |mirror| {
        mirror.has_received("canary-of-the-flag")
    })
    .await;
    let flag = fola.look().entries().find_map(|(_, _, entry)| match entry {
        Entry::Flag(flag) => Some(flag.id),
        _ => None,
    });
    let flag = flag.unwrap();
    fola.does(Command::Flags(FlagCommand::Claim { flag })).await;
    let words = "canary-of-the-note".into();
    fola.does(Command::Flags(FlagCommand::PassOn { flag, words }))
        .await;
    flag
}

/// Asked again until it is there: it reaches the programme in its own time.
pub async fn records(world: &World, name: &str) -> Vec<ConcernRow> {
    let path = format!("/api/programmes/{}/safeguarding", world.programme);
    let asking = async {
        loop {
            let rows: Vec<ConcernRow> = world.browser(name).get(&path).await.read();
            if !rows.is_empty() {
                return rows;
            }
            tokio::task::yield_now().await;
        }
    };
    let asked = tokio::time::timeout(crate::cast::PATIENCE, asking).await;
    asked.expect("a record")
}

#[tokio::test]
async fn safe1_a_flag_that_is_passed_on_reaches_the_lead_and_facilitators_see_only_that() {
    let mut world = World::new().await;
    let programme = world.programme;
    world
        .comes_by_invitation("Lena", Right::SafeguardingLead { programme })
        .await;
    let [mut fola, mut asha] = world.all_arrive(["Fola", "Asha"]).await;
    let flag = passed_on(&mut fola, &mut asha).await;
    let state =
        |entry: &Entry| matches!(entry, Entry::Flag(flag) if flag.state == FlagState::PassedOn);
    fola.until("passed on", |mirror| {
        mirror.entries().any(|(_, _, entry)| state(entry))
    })
    .await;
    let info =
        |entry: &Entry| matches!(entry, Entry::Notice(notice) if notice.kind == NoticeKind::Info);
    assert!(
        !fola.look().entries().any(|(_, _, entry)| info(entry)),
        "there is a lead"
    );

    let rows = records(&world, "Lena").await;
    assert_eq!(rows.len(), 1);
    let path = format!("/api/programmes/{programme}/safeguarding/{}", rows[0].id);
    let mut lena = world.browser("Lena");
    let view: ConcernView = lena.get(&path).await.read();
    let told = view.passed_on.unwrap();
    assert_eq!((told.by.text(), told.passed_on_by.text()), ("Asha", "Fola"));
    assert_eq!(told.words.text(), "canary-of-the-flag");
    assert_eq!(view.notes[0].words.text(), "canary-of-the-note");
    assert_eq!(world.browser("Fola").get(&path).await.status, 404);
    assert_eq!(world.organiser.get(&path).await.status, 404);
    assert_eq!(
        world
            .browser("Lena")
            .get(&format!("/api/programmes/{programme}"))
            .await
            .status,
        404
    );

    // A note that comes later reaches the record too, and the lead's entry does not reach the session.
    let words = "she rang back".into();
    fola.does(Command::Flags(FlagCommand::Note { flag, words }))
        .await;
    let act = json!({ "act": "added", "reason": "canary-of-the-lead", "words": "" });
    assert_eq!(lena.post(&path, &act).await.status, 200);
    asha.does(post("after")).await;
    fola.until("what was said after", |mirror| reads(mirror, "after"))
        .await;
    assert!(!fola.look().has_received("canary-of-the-lead"));
}

#[tokio::test]
async fn safe2_whoever_passes_a_flag_on_is_told_that_nobody_reads_it() {
    let world = World::new().await;
    let [mut fola, grace, mut asha] = world.all_arrive(["Fola", "Grace", "Asha"]).await;
    passed_on(&mut fola, &mut asha).await;
    fola.until("a word about it", |mirror| {
        mirror.has_received("no safeguarding lead yet")
    })
    .await;
    asha.does(post("after")).await;
    grace
        .until("what was said after", |mirror| reads(mirror, "after"))
        .await;
    for other in [&grace, &asha] {
        assert!(!other.look().has_received("no safeguarding lead yet"));
    }
}

#[tokio::test]
async fn staff6_an_organiser_sees_that_a_session_runs_and_that_something_waits_and_no_more() {
    let mut world = World::new().await;
    let at_a_glance = |reply: crate::world::browser::Reply| {
        for private in ["Asha", "canary", "need_support", "flag"] {
            assert!(!reply.text.contains(private), "{}", reply.text);
        }
        reply.read::<Vec<LiveSession>>()
    };
    let rows = at_a_glance(world.organiser.get("/api/staff/live").await);
    assert!(rows.is_empty(), "nobody has opened it");
    let [mut fola, mut asha] = world.all_arrive(["Fola", "Asha"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    let rows = at_a_glance(world.organiser.get("/api/staff/live").await);
    assert_eq!((rows.len(), rows[0].staff, rows[0].alarms), (1, 1, 0));
    asha.does(Command::Flags(FlagCommand::Raise {
        kind: FlagKind::NeedSupport,
        about: None,
        message: None,
        words: "canary-of-the-flag".into(),
    }))
    .await;
    let overdue = |entry: &Entry| matches!(entry, Entry::Flag(flag) if flag.overdue);
    world
        .passes_until(&fola, "an alarm", |mirror| {
            mirror.entries().any(|(_, _, entry)| overdue(entry))
        })
        .await;
    let rows = at_a_glance(world.organiser.get("/api/staff/live").await);
    assert_eq!(rows[0].alarms, 1);
    let refused: Value = world.browser("Fola").get("/api/staff/live").await.json;
    assert_eq!(refused["code"], "not_found");
}
