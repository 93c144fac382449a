//! Buddies and the rules between people (R9, R11, R22).

use super::*;
use crate::limits;

#[test]
fn plan1_everybody_has_a_buddy_and_an_odd_number_makes_one_triad() {
    let mut story = Story::with(&["Alex", "Bo", "Cass", "Dev", "Eli", "Finn", "Gia"]);
    story
        .organise(Organise::PairBuddies { everybody: true })
        .unwrap();
    let mut sizes: Vec<usize> = story.buddies().iter().map(Vec::len).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [2, 2, 3]);
}

#[test]
fn r9_pairing_everybody_anew_brings_other_buddies() {
    let mut story = Story::with(&["Alex", "Bo", "Cass", "Dev"]);
    story
        .set_buddies(&[&["Alex", "Bo"], &["Cass", "Dev"]])
        .unwrap();
    story
        .organise(Organise::PairBuddies { everybody: true })
        .unwrap();
    assert!(
        story
            .buddies()
            .iter()
            .all(|pair| pair != &["Alex", "Bo"] && pair != &["Cass", "Dev"])
    );
}

#[test]
fn plan1_pairing_those_without_a_buddy_leaves_the_others_as_they_are() {
    let mut story = Story::with(&["Alex", "Bo", "Cass", "Dev"]);
    story.set_buddies(&[&["Alex", "Bo"]]).unwrap();
    story
        .organise(Organise::PairBuddies { everybody: false })
        .unwrap();
    assert_eq!(story.buddies(), [["Alex", "Bo"], ["Cass", "Dev"]]);
    assert_eq!(
        story
            .organise(Organise::PairBuddies { everybody: false })
            .unwrap(),
        []
    );
}

#[test]
fn r11_whoever_loses_their_buddy_is_without_one_until_staff_decide() {
    let mut story = Story::with(&["Alex", "Bo", "Cass", "Dev", "Eli"]);
    story
        .set_buddies(&[&["Alex", "Bo"], &["Cass", "Dev", "Eli"]])
        .unwrap();
    let (bo, eli) = (story.id("Bo"), story.id("Eli"));
    story
        .organise(Organise::RemovePerson { person: bo })
        .unwrap();
    story
        .organise(Organise::ChangePerson {
            person: eli,
            to: person("Eli", Role::Support),
        })
        .unwrap();
    assert_eq!(story.buddies(), [["Cass", "Dev"]]);
}

#[test]
fn plan2_rules_that_forbid_every_pairing_are_named() {
    let mut story = Story::with(&["Alex", "Bo"]);
    story.keep(RuleKind::KeepApart, &["Alex", "Bo"]).unwrap();
    let refused = story
        .organise(Organise::PairBuddies { everybody: true })
        .unwrap_err();
    assert!(
        refused.contains("Alex") && refused.contains("Bo"),
        "{refused}"
    );
}

#[test]
fn buddies_set_by_hand_are_checked() {
    let mut story = Story::with(&["Alex", "Bo", "Cass", "Dev"]);
    story.keep(RuleKind::KeepApart, &["Alex", "Bo"]).unwrap();
    for (groups, word) in [
        (&[&["Alex"][..]][..], "two people, or three"),
        (&[&["Alex", "Bo", "Cass", "Dev"]], "two people, or three"),
        (&[&["Alex", "Cass"], &["Cass", "Dev"]], "two places"),
        (&[&["Alex", "Alex"]], "two places"),
        (&[&["Alex", "Fay"]], "not a trainee"),
        (&[&["Alex", "Bo"]], "kept apart"),
    ] {
        let refused = story.set_buddies(groups).unwrap_err();
        assert!(refused.contains(word), "{refused}");
    }
    story.set_buddies(&[&["Cass", "Alex"]]).unwrap();
    assert_eq!(story.buddies(), [["Alex", "Cass"]]);
}

#[test]
fn plan2_a_rule_against_a_chain_of_others_is_refused_by_name() {
    let mut story = Story::with(&["Alex", "Bo", "Cass"]);
    story.keep(RuleKind::KeepTogether, &["Alex", "Bo"]).unwrap();
    story.keep(RuleKind::KeepTogether, &["Bo", "Cass"]).unwrap();
    let refused = story
        .keep(RuleKind::KeepApart, &["Alex", "Cass"])
        .unwrap_err();
    assert!(refused.contains("Alex and Cass") || refused.contains("Cass and Alex"));
    assert_eq!(
        story.keep(RuleKind::KeepTogether, &["Cass", "Bo"]).unwrap(),
        [],
        "it is there already"
    );
}

#[test]
fn a_rule_is_about_two_trainees_at_least_and_goes_with_them() {
    let mut story = Story::with(&["Alex", "Bo", "Cass"]);
    assert!(story.keep(RuleKind::KeepApart, &["Alex", "Alex"]).is_err());
    assert!(story.keep(RuleKind::KeepApart, &["Alex", "Fay"]).is_err());
    story.keep(RuleKind::KeepApart, &["Alex", "Bo"]).unwrap();
    story
        .keep(RuleKind::KeepApart, &["Alex", "Bo", "Cass"])
        .unwrap();
    let bo = story.id("Bo");
    story
        .organise(Organise::RemovePerson { person: bo })
        .unwrap();
    assert_eq!(story.programme.rules().len(), 1);
    let rule = story.programme.rules()[0].id;
    story.organise(Organise::DropRule { rule }).unwrap();
    assert!(story.organise(Organise::DropRule { rule }).is_err());
}

proptest! {
    /// However people come, go and are paired: buddies are twos and threes of trainees, nobody is in two places,
    /// and no two who are kept apart are together.
    #[test]
    fn plan1_buddies_always_hold_together(steps in prop::collection::vec((0_u8..7, 0_usize..8, 0_usize..8), 1..40)) {
        let names = ["Alex", "Bo", "Cass", "Dev", "Eli", "Finn", "Gia", "Hal"];
        let mut story = Story::with(&names);
        let everybody: Vec<PersonId> = story.ids(&names);
        for (step, one, other) in steps {
            let (one, other) = (everybody[one], everybody[other]);
            let _ = story.organise(match step {
                0 => Organise::RemovePerson { person: one },
                1 => Organise::AddRule { kind: RuleKind::KeepApart, people: vec![one, other] },
                2 => Organise::AddRule { kind: RuleKind::KeepTogether, people: vec![one, other] },
                3 => Organise::SetBuddies { buddies: vec![vec![one, other]] },
                4 => Organise::PairBuddies { everybody: true },
                5 => Organise::PairBuddies { everybody: false },
                _ => Organise::ChangePerson { person: one, to: person("Jo", Role::Support) },
            });
            let programme = &story.programme;
            let mut seen = std::collections::BTreeSet::new();
            for group in programme.buddies() {
                prop_assert!(limits::BUDDIES.contains(&group.len()));
                prop_assert!(rules::kept_apart(programme.rules(), group).is_none());
                for id in group {
                    prop_assert!(seen.insert(*id));
                    prop_assert_eq!(programme.person(*id).unwrap().role, Role::Trainee);
                }
            }
        }
    }
}
