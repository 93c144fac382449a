//! The roster: all or none, and no two people who could be mixed up.

use super::*;

#[test]
fn nothing_can_be_asked_of_a_programme_that_was_never_made() {
    let mut nothing = Story {
        programme: Programme::default(),
        asked: 0,
        now: NOW,
    };
    assert!(
        nothing
            .organise(Organise::PairBuddies { everybody: true })
            .is_err()
    );
}

#[test]
fn roster2_people_are_added_all_or_none() {
    let mut story = Story::with(&["Alex"]);
    let people = vec![
        person("Bo", Role::Trainee),
        person("Cass", Role::Trainee),
        person("  alex ", Role::Trainee),
    ];
    let refused = story.organise(Organise::AddPeople { people }).unwrap_err();
    assert!(refused.starts_with("Person 3 of 3: The name alex is already on the roster."));
    assert!(refused.ends_with("Nobody was added."));
    assert_eq!(story.programme.people().len(), 2);
}

#[test]
fn nobody_is_put_on_the_roster_as_a_guest() {
    let mut story = Story::with(&[]);
    let people = vec![person("Gus", Role::Guest)];
    assert!(story.organise(Organise::AddPeople { people }).is_err());
}

#[test]
fn somebody_may_keep_their_own_name_when_changed_but_not_take_anothers() {
    let mut story = Story::with(&["Alex", "Bo"]);
    let alex = story.id("Alex");
    let mut to = person("Alex", Role::Trainee);
    to.pronouns = "they/them".into();
    assert_eq!(
        story
            .organise(Organise::ChangePerson {
                person: alex,
                to: to.clone()
            })
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        story
            .organise(Organise::ChangePerson {
                person: alex,
                to: to.clone()
            })
            .unwrap(),
        []
    );
    to.name = "BO".into();
    assert!(
        story
            .organise(Organise::ChangePerson { person: alex, to })
            .is_err()
    );
}
