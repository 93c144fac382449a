//! Links and passes.

use super::*;
use crate::limits;

fn door(command: DoorCommand) -> Command {
    Command::Door(command)
}

fn enters(link: u8, with: u8) -> Command {
    door(DoorCommand::Enter {
        key: Key::Link(key(link)),
        pass: pass(with),
        instead: None,
    })
}

/// Alex has link 1 and is in with pass 2.
fn alex_is_in() -> (Story, SessionId, PersonId) {
    let mut story = Story::with(&["Alex"]);
    let (session, alex) = (story.schedule(), story.id("Alex"));
    story.issue(alex, 1);
    story.ask(enters(1, 2)).unwrap();
    (story, session, alex)
}

impl Story {
    fn issue(&mut self, person: PersonId, link: u8) {
        let links = vec![(person, key(link))];
        self.ask(Command::IssueLinks { links }).unwrap();
    }

    fn by_code(&mut self, person: PersonId, number: u8, with: u8) {
        let code = code(number, number);
        self.ask(door(DoorCommand::MakeCode { person, code }))
            .unwrap();
        self.ask(enters_by_code(code, with)).unwrap();
    }

    fn is_in(&self, session: SessionId, with: u8) -> bool {
        let comes = self.programme.comes_to(session, key(with), self.now);
        comes.is_some()
    }
}

fn code(first: u8, second: u8) -> CodeHash {
    CodeHash {
        first: key(first),
        whole: key(second),
    }
}

fn enters_by_code(code: CodeHash, with: u8) -> Command {
    door(DoorCommand::Enter {
        key: Key::Code(code),
        pass: pass(with),
        instead: None,
    })
}

#[test]
fn code1_a_code_lets_in_once_and_a_new_one_ends_the_old() {
    let (mut story, session, alex) = alex_is_in();
    let make = |code| door(DoorCommand::MakeCode { person: alex, code });
    story.ask(make(code(10, 11))).unwrap();
    story.ask(make(code(12, 13))).unwrap();
    assert_eq!(story.programme.by_code(&code(10, 11), NOW), None);
    assert_eq!(story.programme.by_code(&code(12, 13), NOW), Some(alex));
    let wrong = story.ask(enters_by_code(code(10, 11), 3));
    story.ask(enters_by_code(code(12, 13), 3)).unwrap();
    assert!(story.is_in(session, 3) && story.is_in(session, 2));
    let again = story.ask(enters_by_code(code(12, 13), 4));
    assert!(again.is_err());
    assert_eq!(again, wrong, "used and replaced are answered alike");
}

#[test]
fn code2_a_code_is_dead_after_five_wrong_tries_or_ten_minutes() {
    let (mut story, _, alex) = alex_is_in();
    let make = |code| door(DoorCommand::MakeCode { person: alex, code });
    let try_it = |code| door(DoorCommand::TryCode { code });
    story.ask(make(code(10, 11))).unwrap();
    for number in 0..limits::CODE_TRIES {
        assert_eq!(story.programme.by_code(&code(10, 11), NOW), Some(alex));
        let events = story.ask(try_it(code(10, 99))).unwrap();
        let locked = number + 1 == limits::CODE_TRIES;
        let missed = Event::CodeMissed {
            person: alex,
            locked,
        };
        assert_eq!(events, [missed]);
    }
    assert_eq!(story.programme.by_code(&code(10, 11), NOW), None);
    assert_eq!(story.ask(try_it(code(10, 98))).unwrap(), [], "dead is dead");

    story.ask(make(code(20, 21))).unwrap();
    assert_eq!(
        story.ask(try_it(code(30, 99))).unwrap(),
        [],
        "not meant for it"
    );
    assert_eq!(
        story.ask(try_it(code(20, 21))).unwrap(),
        [],
        "right counts nothing"
    );
    let later = NOW.plus_minutes(limits::CODE_MINUTES);
    assert_eq!(story.programme.by_code(&code(20, 21), later), None);
}

#[test]
fn door3_a_new_link_ends_the_code_and_whoever_waits() {
    let (mut story, _, alex) = alex_is_in();
    let hash = code(10, 11);
    story
        .ask(door(DoorCommand::MakeCode {
            person: alex,
            code: hash,
        }))
        .unwrap();
    story.ask(waits(alex, 5)).unwrap();
    assert!(story.programme.by_waiting(key(5), NOW).is_some());
    story.issue(alex, 3);
    assert_eq!(story.programme.by_code(&hash, NOW), None);
    assert_eq!(story.programme.by_waiting(key(5), NOW), None);
}

fn waits(person: PersonId, with: u8) -> Command {
    door(DoorCommand::Wait {
        key: Key::Link(key(1)),
        waiting: Waiting {
            person,
            pass: pass(with),
            device: DeviceId(Uuid::from_u128(1)),
            session: SessionId(Uuid::from_u128(2)),
        },
    })
}

#[test]
fn device1_a_browser_that_waits_opens_nothing_until_it_is_let_in() {
    let (mut story, session, alex) = alex_is_in();
    story.ask(waits(alex, 5)).unwrap();
    story.ask(waits(alex, 6)).unwrap();
    assert!(!story.is_in(session, 5) && !story.is_in(session, 6));
    let answer = |with, until| {
        door(DoorCommand::AnswerWaiting {
            key: key(with),
            until,
        })
    };
    story.ask(answer(5, Some(NOW.plus_minutes(60)))).unwrap();
    story.ask(answer(6, None)).unwrap();
    assert!(story.is_in(session, 5) && !story.is_in(session, 6));
    assert!(story.is_in(session, 2), "the first device stays");
    assert!(story.ask(answer(6, Some(NOW.plus_minutes(60)))).is_err());
}

#[test]
fn door8_a_worn_pass_gets_another_and_ends_when_that_is_shown() {
    let (mut story, session, _) = alex_is_in();
    let fresh = NOW.plus_minutes(61);
    assert!(story.programme.is_worn(key(2), fresh));
    let rotate = |with| {
        door(DoorCommand::Rotate {
            old: key(2),
            pass: pass(with),
        })
    };
    story.ask(rotate(3)).unwrap();
    assert!(
        story.is_in(session, 2) && story.is_in(session, 3),
        "the cookie may be lost"
    );
    assert!(!story.programme.is_worn(key(2), fresh), "once is enough");
    story.ask(rotate(4)).unwrap();
    assert!(story.programme.has_replaced(key(3)));
    story
        .ask(door(DoorCommand::Settle { key: key(3) }))
        .unwrap();
    assert!(story.is_in(session, 3));
    assert!(
        !story.is_in(session, 2) && !story.is_in(session, 4),
        "a copy is of no use"
    );
    assert!(!story.programme.has_replaced(key(3)));
}

#[test]
fn door8_entering_again_in_the_same_browser_replaces_its_pass() {
    let (mut story, session, _) = alex_is_in();
    let again = door(DoorCommand::Enter {
        key: Key::Link(key(1)),
        pass: pass(3),
        instead: Some(key(2)),
    });
    story.ask(again).unwrap();
    assert!(story.is_in(session, 3) && !story.is_in(session, 2));
}

#[test]
fn device4_a_link_made_anew_by_its_owner_leaves_their_browser_in_and_every_other_out() {
    let (mut story, session, person) = alex_is_in();
    story.ask(enters(1, 3)).unwrap();
    let renews = |kept| {
        let link = key(4);
        door(DoorCommand::RenewLink { person, link, kept })
    };
    story.ask(renews(Some(key(3)))).unwrap();
    assert!(story.is_in(session, 3) && !story.is_in(session, 2));
    assert!(story.ask(enters(1, 5)).is_err(), "the old link");
    story.ask(enters(4, 5)).unwrap();
    assert!(story.ask(renews(Some(key(9)))).is_err());
    assert!(story.ask(renews(None)).is_err(), "without an account");
}

#[test]
fn door7_links_stop_by_themselves_two_weeks_after_the_programme() {
    let (mut story, session, alex) = alex_is_in();
    let until = story.programme.links_until();
    let start = story.programme.session(session).unwrap().plan.starts_at;
    assert_eq!(
        until,
        start.plus_minutes(15 * 24 * 60),
        "a day to end it, and fourteen"
    );
    let just_before = At(until.0 - 1);
    assert_eq!(story.programme.by_link(key(1), just_before), Some(alex));
    assert_eq!(story.programme.by_link(key(1), until), None);
    story.now = until;
    assert!(story.ask(enters(1, 5)).is_err());
    assert!(!story.is_in(session, 2));
}

#[test]
fn close1_removal_from_a_session_ends_link_code_and_passes_once() {
    let (mut story, session, alex) = alex_is_in();
    story.now = NOW.plus_minutes(1);
    let out = door(DoorCommand::ShutOut(Out {
        person: alex,
        at: story.now,
        may_return: false,
    }));
    story.ask(out.clone()).unwrap();
    assert!(!story.is_in(session, 2));
    assert!(story.ask(enters(1, 5)).is_err());
    assert_eq!(story.programme.link_state(alex), LinkState::Revoked);
    story.now = NOW.plus_minutes(2);
    story.issue(alex, 7);
    assert_eq!(
        story.ask(out).unwrap(),
        [],
        "said again it does nothing to the new link"
    );
    story.ask(enters(7, 8)).unwrap();
}

#[test]
fn a_new_link_ends_the_old_one_and_its_passes() {
    let mut story = Story::with(&["Alex"]);
    let session = story.schedule();
    let alex = story.id("Alex");
    assert_eq!(story.programme.link_state(alex), LinkState::None);
    story
        .ask(Command::IssueLinks {
            links: vec![(alex, key(1))],
        })
        .unwrap();
    story.ask(enters(1, 2)).unwrap();
    assert_eq!(
        story.programme.comes_to(session, key(2), NOW),
        Some((alex, Role::Trainee))
    );
    assert_eq!(
        story
            .programme
            .comes_to(session, key(2), NOW.plus_minutes(60)),
        None
    );
    story
        .ask(Command::IssueLinks {
            links: vec![(alex, key(3))],
        })
        .unwrap();
    assert_eq!(story.programme.comes_to(session, key(2), NOW), None);
    let wrong = story.ask(enters(9, 4));
    assert_eq!(story.ask(enters(1, 4)), wrong);
    story
        .organise(Organise::RevokeLink { person: alex })
        .unwrap();
    assert_eq!(story.ask(enters(3, 4)), wrong);
    assert_eq!(story.programme.link_state(alex), LinkState::Revoked);
}

#[test]
fn arrive1_a_guest_comes_to_one_session_as_a_guest() {
    let mut story = Story::with(&[]);
    let (one, other) = (story.schedule(), story.schedule());
    let gus = PersonId(Uuid::from_u128(7));
    story
        .ask(Command::Door(DoorCommand::Knock {
            session: one,
            person: gus,
            pass: pass(1),
        }))
        .unwrap();
    assert_eq!(
        story.programme.comes_to(one, key(1), NOW),
        Some((gus, Role::Guest))
    );
    assert_eq!(story.programme.comes_to(other, key(1), NOW), None);
    story
        .organise(Organise::CancelSession { session: one })
        .unwrap();
    assert_eq!(story.programme.by_pass(key(1), NOW), None);
}

#[test]
fn knock1_a_guest_who_has_gone_leaves_nothing_behind() {
    let mut story = Story::with(&[]);
    let session = story.schedule();
    let gus = PersonId(Uuid::from_u128(7));
    let knock = DoorCommand::Knock {
        session,
        person: gus,
        pass: pass(1),
    };
    story.ask(door(knock)).unwrap();
    let out = |may_return| {
        door(DoorCommand::ShutOut(Out {
            person: gus,
            at: NOW,
            may_return,
        }))
    };
    assert_eq!(
        story.ask(out(false)).unwrap(),
        [],
        "who was removed stays known as such"
    );
    story.ask(out(true)).unwrap();
    assert!(!story.is_in(session, 1));
    assert_eq!(story.ask(out(true)).unwrap(), []);
}

/// REMOVE1: nobody needs to have had a link.
#[test]
fn remove1_whoever_came_by_a_code_alone_is_shut_out_too_and_may_get_another() {
    for by_organiser in [false, true] {
        let mut story = Story::with(&["Alex"]);
        let session = story.schedule();
        let alex = story.id("Alex");
        story.by_code(alex, 4, 2);
        assert!(story.is_in(session, 2));
        story.now = NOW.plus_minutes(1);
        let shut = match by_organiser {
            true => Command::Organise(Organise::RevokeLink { person: alex }),
            false => door(DoorCommand::ShutOut(Out {
                person: alex,
                at: story.now,
                may_return: false,
            })),
        };
        story.ask(shut.clone()).unwrap();
        assert!(!story.is_in(session, 2));
        assert_eq!(story.ask(shut.clone()).unwrap(), []);
        story.now = NOW.plus_minutes(2);
        story.by_code(alex, 5, 3);
        if !by_organiser {
            assert_eq!(story.ask(shut).unwrap(), [], "said again, as at each start");
            assert!(story.is_in(session, 3));
        }
    }
}
