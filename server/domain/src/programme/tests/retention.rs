//! What goes when, and who may change it.

use super::{NOW, Story};
use crate::{
    limits,
    programme::{Command, retention::usual},
    session::summary::Summary,
};
use alongside_protocol::{
    ids::{At, SessionId},
    privacy::Class,
    programme::ProgrammeCommand as Organise,
};

const DAY: i32 = 24 * 60;

fn ended(story: &mut Story, session: SessionId) {
    let summary = Summary {
        session,
        ended_at: NOW,
        met: Vec::new(),
        follow_ups: 0,
        attendance: Default::default(),
    };
    story.ask(Command::Remember { summary }).unwrap();
}

fn goes(story: &Story, class: Class, session: SessionId, now: At) -> Option<At> {
    let dues = story.programme.dues(now);
    let due = dues.iter().find(|due| {
        due.class == class && due.session == class.is_of_a_session().then_some(session)
    });
    due.map(|due| due.at)
}

#[test]
fn after_the_session_each_class_has_its_time_and_the_programme_waits_for_its_last() {
    let mut story = Story::with(&["Alex", "Bo"]);
    let (first, second) = (story.schedule(), story.schedule());
    assert_eq!(
        goes(&story, Class::MainChat, first, NOW),
        None,
        "not over yet"
    );
    ended(&mut story, first);
    let after = |days: i32| Some(NOW.plus_minutes(days * DAY));
    assert_eq!(goes(&story, Class::Presence, first, NOW), after(1));
    assert_eq!(goes(&story, Class::RoomChat, first, NOW), after(7));
    assert_eq!(goes(&story, Class::MainChat, first, NOW), after(30));
    assert_eq!(
        goes(&story, Class::Names, first, NOW),
        None,
        "one is to come"
    );
    ended(&mut story, second);
    assert_eq!(goes(&story, Class::Links, first, NOW), after(14));
    assert_eq!(goes(&story, Class::CareFlags, first, NOW), after(90));
    assert_eq!(goes(&story, Class::Names, first, NOW), after(365));
}

#[test]
fn what_facilitators_alone_read_goes_a_week_after_the_next_session_or_after_30_days() {
    let mut story = Story::with(&["Alex", "Bo"]);
    let only = story.schedule();
    ended(&mut story, only);
    let latest = NOW.plus_minutes(30 * DAY);
    assert_eq!(
        goes(&story, Class::PrivateCheckIns, only, NOW),
        Some(latest)
    );

    let mut plan = story.programme.session(only).unwrap().plan.clone();
    plan.starts_at = plan.starts_at.plus_minutes(10 * DAY);
    let next_start = plan.starts_at;
    story.organise(Organise::Schedule { plan }).unwrap();
    let expected = next_start.plus_minutes(7 * DAY).min(latest);
    assert_eq!(
        goes(&story, Class::PrivateCheckIns, only, NOW),
        Some(expected)
    );
}

#[test]
fn a_session_that_nobody_ended_is_over_a_day_after_its_start() {
    let mut story = Story::with(&["Alex", "Bo"]);
    let session = story.schedule();
    let start = story.programme.session(session).unwrap().plan.starts_at;
    let later = start.plus_minutes(limits::NEVER_ENDED_MINUTES);
    assert_eq!(goes(&story, Class::Presence, session, start), None);
    let due = goes(&story, Class::Presence, session, later);
    assert_eq!(due, Some(later.plus_minutes(DAY)));
}

#[test]
fn a_programme_that_is_still_being_set_up_keeps_its_links_for_a_year() {
    let story = Story::with(&["Alex", "Bo"]);
    assert_eq!(story.programme.ended_at(NOW.plus_minutes(300 * DAY)), None);
    let later = NOW.plus_minutes(365 * DAY);
    assert_eq!(story.programme.ended_at(later), Some(later));
}

#[test]
fn shortening_is_done_at_once_and_lengthening_wants_a_reason() {
    let mut story = Story::with(&["Alex", "Bo"]);
    let mut set = |days, reason: &str| {
        story.organise(Organise::Retain {
            class: Class::MainChat,
            days,
            reason: reason.into(),
        })
    };
    set(3, "").unwrap();
    assert!(set(30, " ").is_err());
    set(30, "The board asked for it").unwrap();
    assert!(set(0, "").is_err());
    assert!(set(*limits::RETENTION_DAYS.end() + 1, "for ever").is_err());
    assert_eq!(story.programme.life(Class::MainChat).days, 30);
}

#[test]
fn feedback4_forms_as_they_were_sent_cannot_be_kept_longer_for_any_reason() {
    let mut story = Story::with(&["Alex", "Bo"]);
    let longer = Organise::Retain {
        class: Class::FeedbackForms,
        days: 2,
        reason: "The board asked for it".into(),
    };
    assert!(story.organise(longer).is_err());
    assert_eq!(story.programme.life(Class::FeedbackForms).days, 1);
}

#[test]
fn no_class_lives_longer_than_a_year_by_itself_but_safeguarding_records() {
    let others = |class: &Class| *class != Class::Safeguarding;
    for class in Class::ALL.into_iter().filter(others) {
        assert!((1..=365).contains(&usual(class).days), "{class:?}");
    }
}
