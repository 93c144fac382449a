//! The schedule, and what is remembered (END2).

use super::*;
use alongside_protocol::programme::Met;

#[test]
fn a_plan_that_cannot_be_is_refused_in_plain_words() {
    let mut story = Story::with(&[]);
    for (wrong, word) in [
        (
            SessionPlan {
                title: " ".into(),
                ..plan()
            },
            "Title is still empty",
        ),
        (
            SessionPlan {
                starts_at: NOW.plus_minutes(-13 * 60),
                ..plan()
            },
            "in the past",
        ),
        (
            SessionPlan {
                starts_at: At(i64::MAX),
                ..plan()
            },
            "far future",
        ),
        (
            SessionPlan {
                lead_minutes: 121,
                ..plan()
            },
            "0 to 120 minutes",
        ),
        (
            SessionPlan {
                call_link: Some("javascript:alert(1)".into()),
                ..plan()
            },
            "https://",
        ),
        (
            SessionPlan {
                agenda: vec![item("Break", 0)],
                ..plan()
            },
            "Agenda item 1 can last",
        ),
        (
            SessionPlan {
                agenda: vec![item("Break", 5); 41],
                ..plan()
            },
            "at most 40 items",
        ),
    ] {
        let refused = story
            .organise(Organise::Schedule { plan: wrong })
            .unwrap_err();
        assert!(refused.contains(word), "{refused}");
    }
}

#[test]
fn new_items_of_an_agenda_get_ids_and_keep_them() {
    let mut story = Story::with(&[]);
    let session = story.schedule();
    let agenda = vec![item("Check-in", 20), item("Break", 10)];
    let with_agenda = SessionPlan { agenda, ..plan() };
    story
        .organise(Organise::ChangeSession {
            session,
            plan: with_agenda,
        })
        .unwrap();
    let kept = story.programme.session(session).unwrap().plan.clone();
    assert!(kept.agenda.iter().all(|item| !item.id.0.is_nil()));
    assert_eq!(
        story
            .organise(Organise::ChangeSession {
                session,
                plan: kept
            })
            .unwrap(),
        []
    );
}

#[test]
fn a_session_under_way_can_still_be_changed() {
    let mut story = Story::with(&[]);
    let session = story.schedule();
    story.now = NOW.plus_minutes(20 * 60);
    let call_link = Some("https://call.example/new".into());
    let moved = SessionPlan {
        call_link,
        ..plan()
    };
    story
        .organise(Organise::ChangeSession {
            session,
            plan: moved,
        })
        .unwrap();
}

fn met(people: [PersonId; 2]) -> Met {
    Met { people, times: 1 }
}

#[test]
fn end2_who_met_whom_is_remembered_once_for_each_session() {
    let mut story = Story::with(&["Alex", "Bo", "Cass"]);
    let (alex, bo, cass) = (story.id("Alex"), story.id("Bo"), story.id("Cass"));
    for times in 1..=2 {
        let session = story.schedule();
        let summary = Summary {
            session,
            ended_at: NOW,
            met: vec![met([bo, alex]), met([bo, cass])],
            attendance: Default::default(),
            follow_ups: 1,
        };
        let remember = Command::Remember { summary };
        story.ask(remember.clone()).unwrap();
        assert_eq!(story.ask(remember).unwrap(), []);
        let met = story.programme.met();
        assert_eq!(met.len(), 2);
        assert!(met.iter().all(|pair| pair.times == times));
        assert!(story.organise(Organise::CancelSession { session }).is_err());
    }
    story
        .organise(Organise::RemovePerson { person: cass })
        .unwrap();
    let next = story.schedule();
    let facts = story.programme.facts(next).unwrap();
    assert_eq!(facts.met.len(), 1);
    assert_eq!(facts.people.len(), 3);
}

proptest! {
    /// Events survive being written down and read again.
    #[test]
    fn events_come_back_from_the_log(title in "\\PC{1,20}", marks in prop::collection::vec(any::<u8>(), 1..4)) {
        let mut story = Story::with(&["Alex"]);
        let alex = story.id("Alex");
        let mut events = story.ask(Command::IssueLinks { links: vec![(alex, key(marks[0]))] }).unwrap();
        let named = SessionPlan { title: Words::new(title), ..plan() };
        events.extend(story.organise(Organise::Schedule { plan: named }).unwrap_or_default());
        for event in events {
            let written = serde_json::to_string(&event).unwrap();
            prop_assert_eq!(serde_json::from_str::<Event>(&written).unwrap(), event);
        }
    }
}
