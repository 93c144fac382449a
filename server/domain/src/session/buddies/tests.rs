//! Stories of buddies for today (R10; BUDDY1) and of pairings that do not work (R11; BUDDY2, BUDDY3).

use crate::session::Asked;
use crate::testing::{Play, facts, who};
use alongside_protocol::{
    command::{BuddyCommand, Command},
    entry::{Entry, StandInEntry, StandInState},
    ids::{At, PersonId},
    programme::PairingAsked,
    refusal::Code,
    topic::Topic,
};

const SIX: [&str; 6] = ["Ana", "Bo", "Cem", "Dee", "Eve", "Finley"];

fn shown(play: &Play) -> Vec<StandInEntry> {
    let entries = play.shows(Topic::Facilitators).into_values();
    let only = entries.filter_map(|entry| match entry {
        Entry::StandIn(one) => Some(one),
        _ => None,
    });
    only.collect()
}

fn accepts(play: &mut Play, by: &str) -> StandInEntry {
    let one = shown(play).remove(0);
    let (person, with) = (one.people[0], one.with.clone());
    play.does(by, Command::Buddies(BuddyCommand::StandIn { person, with }));
    one
}

fn me(play: &Play, name: &str) -> (Vec<PersonId>, Vec<PersonId>) {
    match play.entry(Topic::Person(who(name)), "me") {
        Some(Entry::Me(me)) => (me.buddies, me.buddies_today),
        other => panic!("{other:?}"),
    }
}

#[test]
fn buddy1_whose_buddy_is_missing_joins_a_pair_for_today_when_staff_say_so() {
    let mut play = Play::live(&SIX);
    assert_eq!(shown(&play), []);
    play.drops_out("Bo");
    let proposed = shown(&play).remove(0);
    assert_eq!(proposed.people, [who("Ana")]);
    assert_eq!(proposed.missing, [who("Bo")]);
    assert_eq!(
        (proposed.with.len(), proposed.state),
        (2, StandInState::Proposed)
    );
    assert_eq!(me(&play, "Ana"), (vec![who("Bo")], vec![]));

    let one = accepts(&mut play, "Finn");
    assert_eq!(me(&play, "Ana"), (vec![who("Bo")], one.with.clone()));
    assert_eq!(shown(&play)[0].state, StandInState::Today);
    assert!(play.has_seen("Ana", "Bo is not here just now. For today, "));
    let host = if one.with.contains(&who("Cem")) {
        "Cem"
    } else {
        "Eve"
    };
    let other = if host == "Cem" { "Eve" } else { "Cem" };
    assert!(play.has_seen(host, "so Ana joins you and"));
    assert!(!play.has_seen(other, "joins you"), "nobody else is told");
    play.check_replay();
}

#[test]
fn buddy1_it_ends_when_the_buddy_is_back_and_the_programme_never_changed() {
    let mut play = Play::live(&SIX);
    play.drops_out("Bo");
    accepts(&mut play, "Fay");
    let before = play.session.day.facts.clone();
    play.connects("Bo");
    assert_eq!(shown(&play), []);
    assert_eq!(me(&play, "Ana"), (vec![who("Bo")], vec![]));
    assert!(play.has_seen("Ana", "Bo is here, so you are buddies as usual again."));
    assert!(
        play.has_seen("Cem", "Thank you for keeping Ana company")
            || play.has_seen("Eve", "Thank you for keeping Ana company")
    );
    assert_eq!(play.session.day.facts, before);
    play.check_replay();
}

#[test]
fn buddy1_two_whose_buddies_are_missing_are_company_for_each_other() {
    let mut play = Play::live(&SIX);
    play.drops_out("Bo");
    play.drops_out("Dee");
    let proposed = shown(&play);
    assert_eq!(proposed.len(), 1);
    assert_eq!(proposed[0].people.len(), 2);
    accepts(&mut play, "Fay");
    assert_eq!(me(&play, "Cem").1, [who("Ana")]);
    // Bo is back: Ana has her buddy again, and there is a new proposal for Cem.
    play.connects("Bo");
    assert_eq!(me(&play, "Ana").1, []);
    let proposed = shown(&play);
    assert_eq!(
        (proposed.len(), &proposed[0].people),
        (1, &vec![who("Cem")])
    );
}

#[test]
fn buddy1_staff_may_say_no_and_are_asked_again_only_when_somebody_has_come() {
    let mut play = Play::live(&SIX);
    play.drops_out("Bo");
    let person = who("Ana");
    play.does("Fay", Command::Buddies(BuddyCommand::Leave { person }));
    assert_eq!(shown(&play), []);
    play.steps_away("Eve");
    assert_eq!(shown(&play), []);
    play.connects("Bo");
    play.drops_out("Bo");
    assert_eq!(shown(&play).len(), 1);
    accepts(&mut play, "Fay");
    play.does("Fay", Command::Buddies(BuddyCommand::End { person }));
    assert_eq!((shown(&play), me(&play, "Ana").1), (vec![], vec![]));
}

#[test]
fn buddy1_an_old_proposal_is_refused_and_nobody_but_staff_decides() {
    let mut play = Play::live(&SIX);
    play.drops_out("Bo");
    let one = shown(&play).remove(0);
    let person = who("Ana");
    let with = one.with.clone();
    let yes = Command::Buddies(BuddyCommand::StandIn { person, with });
    for name in ["Ana", "Sol"] {
        assert_eq!(play.refused(name, yes.clone()), Code::NotFound);
    }
    assert!(!play.has_seen("Sol", "stand_in"));
    let name = SIX.into_iter().find(|name| one.with.contains(&who(name)));
    play.drops_out(name.unwrap());
    assert_eq!(play.refused("Fay", yes), Code::Stale);
}

#[test]
fn buddy1_buddy_rooms_keep_those_of_today_together() {
    let mut play = Play::live(&SIX);
    play.drops_out("Bo");
    let one = accepts(&mut play, "Fay");
    play.opens_rooms(alongside_protocol::command::PlanKind::Buddies);
    for other in one.with {
        let room = play.session.rooms.room_of(other);
        assert_eq!(room, Some(play.room_of("Ana")));
    }
}

#[test]
fn buddy2_that_a_pairing_does_not_work_is_for_facilitators_and_oneself() {
    let mut play = Play::live(&SIX);
    let mut known = facts(&SIX);
    let person = who("Ana");
    known.pairing = vec![PairingAsked { person, at: At(5) }];
    play.happens(Asked::Facts(Box::new(known)));
    let key = format!("pairing/{person}");
    assert!(play.entry(Topic::Facilitators, &key).is_some());
    for name in ["Bo", "Cem", "Sol"] {
        assert!(!play.has_seen(name, "pairing/"), "{name}");
        assert!(!play.has_seen(name, "\"pairingAsked\":true"), "{name}");
    }
    assert!(play.has_seen("Ana", "\"pairingAsked\":true"));
}

#[test]
fn buddy3_those_with_new_buddies_are_told_alike_and_nobody_else_is() {
    let mut play = Play::live(&SIX);
    let mut known = facts(&SIX);
    known.buddies = vec![
        vec![who("Ana"), who("Cem")],
        vec![who("Bo"), who("Dee")],
        vec![who("Eve"), who("Finley")],
    ];
    known.new_buddies = ["Ana", "Cem", "Bo", "Dee"].map(who).to_vec();
    play.happens(Asked::Facts(Box::new(known)));
    let words = |other: &str| format!("From now on {other} and you are buddies.");
    assert!(play.has_seen("Ana", &words("Cem")) && play.has_seen("Bo", &words("Dee")));
    assert!(!play.has_seen("Eve", "From now on") && !play.has_seen("Bo", &words("Cem")));
}
