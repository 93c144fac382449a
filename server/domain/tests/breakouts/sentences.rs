//! What people read: plain sentences with names, and never a private rule before trainees.

use alongside_domain::matching::{
    Activity, Apart, Audience, Grouping, Member, Mix, Names, OpenRoom, Pairing, Partner, Person,
    Pin, Plan, Reshuffle, Returned, Room, RuleId, Together, Voice, group, pair_buddies, reshuffle,
};

const ASHA: Person = Person(1);
const BEN: Person = Person(2);
const CERI: Person = Person(3);
const DEV: Person = Person(4);
const ELIN: Person = Person(5);
const FARAH: Person = Person(6);

struct Called;

impl Names for Called {
    fn person(&self, person: Person) -> String {
        ["Nobody", "Asha", "Ben", "Ceri", "Dev", "Elin", "Farah"][person.0 as usize].to_owned()
    }

    fn room(&self, room: Room) -> String {
        format!("room {}", room.0)
    }
}

/// Buddy time in rooms 1, 2, ... with these people in them.
fn buddy_time(rooms: &[&[Person]]) -> Reshuffle {
    let open = rooms.iter().zip(1..).map(|(people, number)| OpenRoom {
        room: Room(number),
        prompt: 0,
        people: people.to_vec(),
        lead: None,
    });
    Reshuffle {
        activity: Activity::Buddies,
        people: rooms
            .iter()
            .flat_map(|people| people.iter())
            .map(|&person| Member::new(person))
            .collect(),
        rooms: open.collect(),
        spare_rooms: Vec::new(),
        left: Vec::new(),
        joined: Vec::new(),
        returned: Vec::new(),
        rules: Default::default(),
        history: Default::default(),
        buddies: rooms.iter().map(|people| people.to_vec()).collect(),
        max_size: 3,
        preferred_max: 3,
        leads: false,
    }
}

fn read(plan: &Plan, audience: Audience) -> Vec<String> {
    let told = plan
        .reasons
        .iter()
        .filter(|because| because.audience() == audience);
    told.map(|because| because.sentence(&Called)).collect()
}

#[test]
fn two_who_lost_their_buddies_keep_each_other_company() {
    let mut question = buddy_time(&[&[ASHA, BEN], &[CERI, DEV], &[ELIN, FARAH]]);
    question.left = vec![BEN, DEV];
    let plan = reshuffle(&question).unwrap();
    assert_eq!(plan.summary(), "1 person moves, nobody is alone.");
    assert_eq!(
        read(&plan, Audience::Everyone),
        [
            "Asha would have been alone.",
            "Asha keeps Ceri company.",
            "Asha and Ceri have not met yet."
        ]
    );
    assert_eq!(plan.alternatives.len(), 2);
    assert_eq!(
        plan.alternatives[0].moves[0].person, CERI,
        "the other room may close instead"
    );
}

#[test]
fn a_missing_buddy_makes_a_triad_and_who_returns_gets_the_old_room() {
    let mut question = buddy_time(&[&[ASHA, BEN], &[CERI, DEV]]);
    question.left = vec![BEN];
    let triad = reshuffle(&question).unwrap();
    assert_eq!(triad.group_of(ASHA).unwrap().people, [ASHA, CERI, DEV]);

    let mut question = buddy_time(&[&[ASHA], &[CERI, DEV]]);
    question.buddies = vec![vec![ASHA, BEN], vec![CERI, DEV]];
    question.people.push(Member::new(BEN));
    question.returned = vec![Returned {
        person: BEN,
        old_room: Some(Room(1)),
    }];
    let back = reshuffle(&question).unwrap();
    assert_eq!(back.summary(), "Nobody moves, nobody is alone.");
    assert_eq!(
        read(&back, Audience::Everyone),
        [
            "Ben comes back to room 1.",
            "Ben keeps Asha company.",
            "Ben and Asha are buddies."
        ]
    );
}

#[test]
fn nobody_hears_from_the_engine_that_two_are_kept_apart() {
    let mut question = buddy_time(&[&[ASHA, BEN, CERI], &[DEV, ELIN]]);
    question.rules.apart.push(Apart {
        id: RuleId(1),
        people: (ASHA, BEN),
    });
    let plan = reshuffle(&question).unwrap();
    assert_eq!(plan.moves.len(), 1);
    let told = read(&plan, Audience::Everyone).join(" ");
    assert!(
        told.contains("moves so that everybody has company"),
        "{told}"
    );
    assert!(!told.contains("apart"), "{told}");
    assert!(!plan.summary().contains("kept"), "{}", plan.summary());
    assert!(
        read(&plan, Audience::Staff)
            .iter()
            .any(|sentence| sentence.contains("kept") || sentence.contains("apart"))
    );
}

#[test]
fn a_clash_names_the_rules_and_says_what_would_help() {
    let mut question = buddy_time(&[&[ASHA, BEN], &[CERI, DEV]]);
    question.max_size = 2;
    question.rules.apart.push(Apart {
        id: RuleId(1),
        people: (ASHA, BEN),
    });
    question.rules.pins.push(Pin {
        id: RuleId(2),
        person: ASHA,
        room: Room(1),
    });
    question.rules.pins.push(Pin {
        id: RuleId(3),
        person: BEN,
        room: Room(1),
    });
    let clash = reshuffle(&question).unwrap_err();
    assert_eq!(clash.constraints.len(), 3);
    assert_eq!(
        clash.sentence(&Called),
        "This cannot all hold together: Asha and Ben are kept apart; Asha is placed in room 1; Ben is placed in room 1. \
         Letting go of any one of them opens a plan."
    );
}

#[test]
fn fresh_rooms_say_who_has_met_and_keep_support_people_private() {
    let people: Vec<Member> = [ASHA, BEN, CERI, DEV].map(Member::new).to_vec();
    let mut question = Grouping::new(people, vec![Room(1), Room(2)], 7);
    question.history.add(ASHA, CERI, 2);
    question.history.add(BEN, DEV, 1);
    question.history.add(ASHA, DEV, 1);
    question.rules.together.push(Together {
        id: RuleId(1),
        people: vec![BEN, DEV],
        companion: true,
    });
    let plan = group(&question).unwrap();
    assert_eq!(plan.summary(), "1 pair has met before.");
    assert_eq!(
        read(&plan, Audience::Everyone),
        ["Asha and Ceri have met twice before."]
    );
    assert!(
        read(&plan, Audience::Staff)
            .contains(&"Ben and Dev share the same support person.".to_owned())
    );
}

#[test]
fn rooms_by_chance_differ_with_the_seed_and_are_even() {
    let people: Vec<Member> = (10..35).map(|each| Member::new(Person(each))).collect();
    let rooms: Vec<Room> = (0..7).map(Room).collect();
    let drawn = |seed| {
        group(&Grouping {
            mix: Mix::Random,
            ..Grouping::new(people.clone(), rooms.clone(), seed)
        })
        .unwrap()
    };
    assert_eq!(drawn(1), drawn(1));
    assert_ne!(drawn(1).groups, drawn(2).groups);
    assert!(
        drawn(3)
            .groups
            .iter()
            .all(|group| (3..=4).contains(&group.people.len()))
    );
}

#[test]
fn wishes_are_for_staff_alone() {
    let mut people: Vec<Partner> = [ASHA, BEN, CERI, DEV].map(Partner::new).to_vec();
    people[0].wishes = vec![CERI];
    people[1].voice = Voice::Chat;
    let plan = pair_buddies(&Pairing {
        people,
        current: vec![vec![ASHA, BEN]],
        ..Pairing::default()
    })
    .unwrap();
    assert_eq!(plan.summary(), "Everybody has a buddy.");
    assert_eq!(
        read(&plan, Audience::Everyone),
        ["Asha and Ben stay buddies."]
    );

    let people: Vec<Partner> = [ASHA, BEN, CERI, DEV]
        .map(|each| Partner {
            wishes: if each == ASHA { vec![CERI] } else { Vec::new() },
            ..Partner::new(each)
        })
        .to_vec();
    let plan = pair_buddies(&Pairing {
        people,
        ..Pairing::default()
    })
    .unwrap();
    assert_eq!(
        read(&plan, Audience::Staff),
        ["Asha wished for Ceri as buddy."]
    );
    assert_eq!(read(&plan, Audience::Everyone), Vec::<String>::new());
}
