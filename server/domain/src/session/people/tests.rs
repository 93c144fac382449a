//! Stories of arriving.

use crate::{
    audience,
    session::Asked,
    testing::{Play, START, Seen, facts, who},
};
use alongside_protocol::{
    command::{Channel, ChatCommand, Command, DayCommand, PeopleCommand},
    entry::{Entry, Phase},
    ids::At,
    people::{Audience, Checked, Presence, Role, TakingPart, TechCheck},
    refusal::Code,
    topic::Topic,
};

fn takes_part(words: &str, audience: Audience) -> Command {
    let how = TakingPart {
        camera_off: true,
        words: words.into(),
        audience,
        ..TakingPart::default()
    };
    Command::People(PeopleCommand::TakePart { how })
}

#[test]
fn day1_the_doors_open_by_themselves_or_earlier_when_a_facilitator_opens_them() {
    let mut play = Play::scheduled(&["Ana"]);
    play.passes(45 * 60 - 1);
    assert_eq!(play.session.phase(), Phase::Scheduled);
    let mut earlier = play.clone();
    play.passes(1);
    assert_eq!(play.now, START.plus_minutes(-15));
    assert_eq!(play.session.phase(), Phase::Arrival);
    earlier.does("Fay", Command::Day(DayCommand::Open {}));
    assert_eq!(earlier.session.phase(), Phase::Arrival);
}

#[test]
fn arrive2_how_one_takes_part_is_shown_to_whom_one_chooses_and_can_change() {
    let mut play = Play::live(&["Ana", "Bo"]);
    play.does("Ana", takes_part("noisy house", Audience::Facilitators));
    assert!(play.has_seen("Fay", "noisy house"));
    assert!(!play.has_seen("Bo", "noisy house") && !play.has_seen("Sol", "noisy house"));
    play.does("Ana", takes_part("camera off, all ears", Audience::Group));
    assert!(play.has_seen("Bo", "camera off, all ears"));
    play.does("Ana", takes_part("not today", Audience::Facilitators));
    let key = format!("person/{}", who("Ana"));
    let Some(Entry::Person(shown)) = play.entry(Topic::Group, &key) else {
        panic!("Ana is not shown");
    };
    assert_eq!(shown.taking_part, None);
}

#[test]
fn arrive3_staff_see_the_tech_check_and_the_group_does_not() {
    let mut play = Play::arrival(&["Ana", "Bo"]);
    let check = TechCheck {
        round_trip_ms: 4_711,
        sound: Checked::DoesNotWork,
        call: Checked::NotTried,
    };
    let command = PeopleCommand::TechChecked { check };
    play.does("Ana", Command::People(command));
    assert!(play.has_seen("Sol", "4711") && play.has_seen("Fay", "4711"));
    assert!(!play.has_seen("Bo", "4711"));
}

#[test]
fn topic1_all_readers_of_a_topic_get_the_very_same() {
    let mut play = Play::live(&["Ana", "Bo"]);
    play.does("Ana", takes_part("here for all", Audience::Group));
    play.drops_out("Bo");
    let group = |name: &str| -> Vec<Seen> {
        let of_group = |seen: &&Seen| matches!(seen, Seen::Update(Topic::Group, _));
        play.seen[&who(name)]
            .iter()
            .filter(of_group)
            .cloned()
            .collect()
    };
    assert!(group("Ana").len() > 3);
    for name in ["Bo", "Fay", "Sol"] {
        assert_eq!(group(name), group("Ana"));
    }
}

#[test]
fn frame1_moments_that_no_clock_can_show_reach_nobody() {
    let mut play = Play::live(&["Ana", "Bo"]);
    for moment in [i64::MAX, i64::MIN, 0, START.plus_minutes(3 * 24 * 60).0] {
        let how = TakingPart {
            leaving_at: Some(At(moment)),
            audience: Audience::Group,
            ..TakingPart::default()
        };
        let leaving = Command::People(PeopleCommand::TakePart { how });
        assert_eq!(play.refused("Ana", leaving), Code::Mend);
        let away = Command::People(PeopleCommand::BePresent {
            presence: Presence::SteppedAway,
            until: Some(At(moment)),
        });
        assert_eq!(play.refused("Ana", away), Code::Mend);
    }
}

/// Whoever loses their part in the programme loses the private things of days that are over, and nobody gains any.
#[test]
fn topic4_after_the_end_a_role_can_be_lost_and_not_gained() {
    let mut known = facts(&["Asha", "Ben"]);
    let mut play = Play::live(&["Asha", "Ben"]);
    play.does("Fay", Command::Day(DayCommand::End {}));
    for person in &mut known.people {
        if person.id == who("Fay") {
            person.role = Role::Trainee;
        } else if person.id == who("Ben") {
            person.role = Role::Facilitator;
        }
    }
    known.people.extend(
        facts(&["Chi"])
            .people
            .into_iter()
            .filter(|person| person.id == who("Chi")),
    );
    known.people.retain(|person| person.id != who("Finn"));
    play.happens(Asked::Facts(Box::new(known)));
    let reads = |name: &str| audience::topics(&play.session, who(name));
    assert!(!reads("Fay").contains(&Topic::Facilitators));
    assert!(!reads("Ben").contains(&Topic::Facilitators));
    assert!(reads("Finn").is_empty() && reads("Chi").is_empty());
}

/// What somebody said to the facilitators does not go when they do.
#[test]
fn chat1_a_thread_stays_with_the_facilitators_when_its_person_is_removed() {
    let mut play = Play::live(&["Asha", "Ben"]);
    let channel = Channel::Thread {
        person: who("Asha"),
    };
    let post = ChatCommand::Post {
        channel,
        words: "please ring me".into(),
        reply_to: None,
    };
    play.does("Asha", Command::Chat(post));
    play.does(
        "Fay",
        Command::People(PeopleCommand::Remove {
            person: who("Asha"),
        }),
    );
    assert!(audience::topics(&play.session, who("Fay")).contains(&Topic::Thread(who("Asha"))));
    assert!(audience::topics(&play.session, who("Asha")).is_empty());
    assert_eq!(play.shows(Topic::Thread(who("Asha"))).len(), 1);
}
