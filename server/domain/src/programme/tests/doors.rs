//! Links and passes.

use super::*;

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
    story
        .ask(Command::Enter {
            link: key(1),
            pass: pass(2),
        })
        .unwrap();
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
    let wrong = story.ask(Command::Enter {
        link: key(9),
        pass: pass(4),
    });
    assert_eq!(
        story.ask(Command::Enter {
            link: key(1),
            pass: pass(4)
        }),
        wrong
    );
    story
        .organise(Organise::RevokeLink { person: alex })
        .unwrap();
    assert_eq!(
        story.ask(Command::Enter {
            link: key(3),
            pass: pass(4)
        }),
        wrong
    );
    assert_eq!(story.programme.link_state(alex), LinkState::Revoked);
}

#[test]
fn arrive1_a_guest_comes_to_one_session_as_a_guest() {
    let mut story = Story::with(&[]);
    let (one, other) = (story.schedule(), story.schedule());
    let gus = PersonId(Uuid::from_u128(7));
    story
        .ask(Command::Knock {
            session: one,
            person: gus,
            pass: pass(1),
        })
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
