//! Stories of the plan, before rooms open.

use super::*;

#[test]
fn r13_buddies_have_a_room_each_and_the_odd_ones_are_three() {
    let mut play = Play::live(&FIVE);
    let plan = planned(&mut play, PlanKind::Buddies, 2);
    let mut sizes: Vec<usize> = plan.rooms.iter().map(|room| room.people.len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [2, 3]);
    assert!(plan.unplaced.is_empty());
}

#[test]
fn r10_a_missing_buddy_makes_a_pair_a_triad_for_today() {
    let mut play = Play::live(&["Asha", "Ben", "Chi", "Dan"]);
    play.drops_out("Asha");
    let plan = planned(&mut play, PlanKind::Buddies, 2);
    assert_eq!(plan.rooms.len(), 1);
    assert_eq!(plan.rooms[0].people.len(), 3);
}

#[test]
fn r13_mixed_rooms_bring_together_who_has_not_met() {
    let mut known = facts(&["Asha", "Ben", "Chi", "Dan"]);
    let met = |a, b| Met {
        people: [who(a), who(b)],
        times: 1,
    };
    known.met = vec![
        met("Asha", "Ben"),
        met("Chi", "Dan"),
        met("Asha", "Chi"),
        met("Ben", "Dan"),
    ];
    let mut play = Play::of(known);
    play.passes(60 * 60);
    for name in ["Fay", "Asha", "Ben", "Chi", "Dan"] {
        play.connects(name);
    }
    let plan = planned(&mut play, PlanKind::Mixed, 2);
    let with_asha = plan
        .rooms
        .iter()
        .find(|room| room.people.contains(&who("Asha")))
        .expect("a room");
    assert!(with_asha.people.contains(&who("Dan")));
    assert!(
        plan.notes
            .iter()
            .any(|note| note.sentence.text().contains("have not met yet"))
    );
}

#[test]
fn room1_an_edit_of_an_older_version_is_refused_and_nothing_is_lost() {
    let mut play = Play::live(&FIVE);
    let first = planned(&mut play, PlanKind::Random, 2);
    play.does(
        "Finn",
        rooms(RoomCommand::EditPlan {
            version: first.version,
            rooms: first.rooms.clone(),
            prompt: None,
            minutes: None,
        }),
    );
    let second = plan(&play, Topic::Staff);
    assert_eq!(second.version, first.version + 1);
    let stale = RoomCommand::EditPlan {
        version: first.version,
        rooms: first.rooms,
        prompt: None,
        minutes: None,
    };
    assert_eq!(play.refused("Fay", rooms(stale)), Code::Stale);
    assert_eq!(plan(&play, Topic::Staff), second);
}

#[test]
fn room2_nobody_alone_and_nobody_twice() {
    let mut play = Play::live(&FIVE);
    let plan = planned(&mut play, PlanKind::ByHand, 2);
    let room = |number: usize, people: &[&str]| PlannedRoom {
        people: people.iter().map(|name| who(name)).collect(),
        ..plan.rooms[number].clone()
    };
    let twice = vec![room(0, &["Asha", "Ben"]), room(1, &["Ben", "Chi"])];
    assert_eq!(
        play.refused(
            "Fay",
            rooms(RoomCommand::EditPlan {
                version: plan.version,
                rooms: twice,
                prompt: None,
                minutes: None
            })
        ),
        Code::Mend
    );
    let lonely = vec![room(0, &["Asha", "Ben"]), room(1, &["Chi"])];
    play.does(
        "Fay",
        rooms(RoomCommand::EditPlan {
            version: plan.version,
            rooms: lonely,
            prompt: None,
            minutes: None,
        }),
    );
    let version = play.session.rooms.version;
    assert_eq!(
        play.refused(
            "Fay",
            rooms(RoomCommand::Open {
                version,
                notice_seconds: 30
            })
        ),
        Code::Mend
    );
}

#[test]
fn room2_r11_a_keep_apart_rule_stops_a_plan_and_is_named_to_facilitators_only() {
    let mut known = facts(&FIVE);
    let people = vec![who("Asha"), who("Ben")];
    known.rules.push(Rule {
        id: RuleId(Uuid::from_u128(9)),
        kind: RuleKind::KeepApart,
        people: people.clone(),
    });
    let mut play = Play::of(known);
    play.passes(60 * 60);
    for name in ["Fay", "Sol", "Asha", "Ben", "Chi", "Dan", "Eve"] {
        play.connects(name);
    }
    play.does("Fay", Command::Day(DayCommand::Start {}));
    let plan_made = planned(&mut play, PlanKind::ByHand, 2);
    let together = vec![PlannedRoom {
        people,
        ..plan_made.rooms[0].clone()
    }];
    play.does(
        "Finn",
        rooms(RoomCommand::EditPlan {
            version: plan_made.version,
            rooms: together,
            prompt: None,
            minutes: None,
        }),
    );
    let warns = |topic| {
        plan(&play, topic)
            .notes
            .iter()
            .any(|note| note.sentence.text().contains("kept apart"))
    };
    assert!(warns(Topic::Facilitators));
    assert!(!warns(Topic::Staff));
    let version = play.session.rooms.version;
    assert_eq!(
        play.refused(
            "Fay",
            rooms(RoomCommand::Open {
                version,
                notice_seconds: 30
            })
        ),
        Code::Mend
    );
}
