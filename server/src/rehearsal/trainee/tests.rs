use super::practice::{Practice, who};
use crate::rehearsal::cast::CAST;
use alongside_protocol::{
    command::{
        Channel, ChatCommand, Command, DayCommand, FlagCommand, FlagKind, HandWay, MoveCommand,
        PeopleCommand, PlanKind, PlanRequest, RoomCommand, RoundCommand, RoundKind, RoundPurpose,
        RoundRequest, Scale,
    },
    entry::{
        Entry, ProposalEntry, ProposalState, RoundEntry, Standing, TrueStanding, WhatHappened,
    },
    people::{Checked, Link, TakingPart},
    topic::Topic,
};

fn round(purpose: RoundPurpose, kind: RoundKind, scale: Scale) -> Command {
    Command::Rounds(RoundCommand::Start {
        round: RoundRequest {
            purpose,
            kind,
            prompt: "How do you arrive today?".into(),
            scale,
            suggested_seconds: None,
        },
    })
}

fn running(practice: &Practice) -> RoundEntry {
    match practice.entry(Topic::Group, "round") {
        Some(Entry::Round(round)) => round,
        other => panic!("no round but {other:?}"),
    }
}

fn standing(practice: &Practice, name: &str) -> Standing {
    running(practice).standings[&who(name)]
}

fn end_round(practice: &mut Practice) {
    let round = running(practice).id;
    practice.facilitator(Command::Rounds(RoundCommand::End { round }));
}

fn open_rooms(practice: &mut Practice, kind: PlanKind) {
    let request = PlanRequest {
        kind,
        size: 3,
        rooms: None,
        saved: None,
        without: Vec::new(),
        prompt: "What helps you to listen?".into(),
        minutes: 10,
    };
    practice.facilitator(Command::Rooms(RoomCommand::Plan { request }));
    let Some(Entry::Plan(plan)) = practice.entry(Topic::Staff, "plan") else {
        panic!("no plan");
    };
    practice.facilitator(Command::Rooms(RoomCommand::Open {
        version: plan.version,
        notice_seconds: 10,
    }));
}

fn proposal(practice: &Practice) -> Option<ProposalEntry> {
    practice.views(Topic::Staff).find_map(|entry| match entry {
        Entry::Proposal(proposal) if proposal.state == ProposalState::Open => Some(proposal),
        _ => None,
    })
}

fn link(practice: &Practice, name: &str) -> Link {
    match practice.entry(Topic::Group, &format!("person/{}", who(name))) {
        Some(Entry::Person(person)) => person.link,
        other => panic!("{name} is not shown but {other:?}"),
    }
}

#[test]
fn nine_people_arrive_one_after_the_other_and_get_ready() {
    let mut practice = Practice::begins(1);
    let here = |practice: &Practice| {
        let names = CAST.iter().map(|part| part.name);
        names
            .filter(|name| link(practice, name) == Link::Live)
            .count()
    };
    practice.passes(10);
    assert_eq!(here(&practice), 3);
    practice.passes(50);
    assert_eq!(here(&practice), CAST.len());
    for part in &CAST {
        let Some(Entry::Tech(tech)) =
            practice.entry(Topic::Staff, &format!("tech/{}", who(part.name)))
        else {
            panic!("no tech check of {}", part.name);
        };
        assert_eq!(tech.check, Some(part.tech));
        let said = part.taking_part() != TakingPart::default();
        let took_part =
            |command: &Command| matches!(command, Command::People(PeopleCommand::TakePart { .. }));
        assert_eq!(practice.times(part.name, took_part), usize::from(said));
    }
}

#[test]
fn in_turn_everybody_has_their_own_way_and_the_round_comes_to_an_end() {
    let mut practice = Practice::live(2);
    practice.facilitator(round(
        RoundPurpose::CheckIn,
        RoundKind::InTurn,
        Scale::OneToFive,
    ));
    practice.passes(90);
    for part in &CAST {
        let standing = standing(&practice, part.name);
        assert!(
            matches!(standing, Standing::Shared | Standing::Passed),
            "{} is {standing:?}",
            part.name
        );
    }
    let Some(Entry::RoundDetail(detail)) = practice.entry(Topic::Facilitators, "round_detail")
    else {
        panic!("no detail");
    };
    assert_eq!(detail.standings[&who("Bruno")], TrueStanding::Passed);
    assert_eq!(detail.standings[&who("Chidi")], TrueStanding::Private);
    let later = |command: &Command| matches!(command, Command::Rounds(RoundCommand::Later { .. }));
    assert_eq!(practice.times("Dilnoza", later), 1);
}

#[test]
fn all_at_once_the_quiet_one_takes_the_longest() {
    let mut practice = Practice::live(3);
    practice.facilitator(round(
        RoundPurpose::CheckIn,
        RoundKind::AllAtOnce,
        Scale::OneWord,
    ));
    practice.passes(25);
    for part in CAST.iter().filter(|part| part.name != "Ivo") {
        assert_eq!(
            standing(&practice, part.name),
            Standing::Done,
            "{}",
            part.name
        );
    }
    assert_eq!(standing(&practice, "Ivo"), Standing::Waiting);
    practice.passes(30);
    assert_eq!(standing(&practice, "Ivo"), Standing::Done);
}

#[test]
fn in_buddy_rooms_somebody_drops_out_and_the_one_left_behind_asks_for_a_moment() {
    let mut practice = Practice::live(4);
    open_rooms(&mut practice, PlanKind::Buddies);
    practice.passes(80);
    assert_eq!(link(&practice, "Greta"), Link::Dropped);
    let proposal = proposal(&practice).expect("a proposal for the one left behind");
    let happened = proposal.happened.first().unwrap();
    assert_eq!(
        (happened.person, happened.what),
        (who("Greta"), WhatHappened::Dropped)
    );
    let apply = MoveCommand::Apply {
        proposal: proposal.id,
        version: proposal.version,
        option: 0,
    };
    practice.facilitator(Command::Moves(apply));
    practice.passes(30);
    let asked =
        |wanted: MoveCommand| move |command: &Command| *command == Command::Moves(wanted.clone());
    assert_eq!(practice.times("Hana", asked(MoveCommand::Moment {})), 1);
    assert_eq!(practice.times("Hana", asked(MoveCommand::Ready {})), 1);
    practice.passes(60);
    assert_eq!(link(&practice, "Greta"), Link::Live, "and Greta is back");
}

#[test]
fn rooms_talk_write_what_they_bring_back_call_for_help_and_say_that_they_are_done() {
    let mut practice = Practice::live(5);
    open_rooms(&mut practice, PlanKind::Mixed);
    practice.passes(170);
    let rooms = practice
        .views(Topic::Group)
        .filter(|entry| matches!(entry, Entry::Room(_)))
        .count();
    let count = |is: fn(&RoomCommand) -> bool| {
        let asked = practice.asked.iter();
        asked
            .filter(|(_, command)| matches!(command, Command::Rooms(command) if is(command)))
            .count()
    };
    assert_eq!(rooms, 3);
    assert_eq!(
        count(|command| matches!(command, RoomCommand::CallHelp { .. })),
        1
    );
    assert!(count(|command| matches!(command, RoomCommand::ShareBack { .. })) >= rooms);
    assert!(count(|command| matches!(command, RoomCommand::Done { .. })) >= 6);
    let dropped = practice
        .hung_up
        .iter()
        .filter(|(_, until)| *until > practice.now)
        .count();
    assert!(dropped <= 1, "one at a time");
}

#[test]
fn a_closing_notice_is_enough_to_write_the_note() {
    let mut practice = Practice::live(6);
    open_rooms(&mut practice, PlanKind::Mixed);
    practice.passes(20);
    let notice_seconds = 20;
    practice.facilitator(Command::Rooms(RoomCommand::Close { notice_seconds }));
    practice.passes(notice_seconds);
    let notes = practice
        .views(Topic::Group)
        .filter(|entry| matches!(entry, Entry::ShareBack(_)));
    assert_eq!(notes.count(), 3);
}

#[test]
fn the_day_has_hands_flags_a_lost_connection_and_somebody_who_steps_away() {
    let mut practice = Practice::live(7);
    practice.passes(600);
    let hand = |way: HandWay| move |command: &Command| matches!(command, Command::People(PeopleCommand::RaiseHand { way: raised, .. }) if *raised == way);
    assert_eq!(
        practice.times("Amara", hand(HandWay::Voice)),
        1,
        "it is still up"
    );
    assert_eq!(practice.times("Elif", hand(HandWay::ReadOut)), 1);
    for name in ["Farid", "Hana", "Chidi", "Dilnoza"] {
        let flag = |command: &Command| matches!(command, Command::Flags(FlagCommand::Raise { .. }));
        assert!(practice.times(name, flag) >= 1, "{name} raised no flag");
    }
    assert_eq!(
        practice
            .hung_up
            .iter()
            .filter(|(name, _)| *name == "Farid")
            .count(),
        1
    );
    let presence =
        |command: &Command| matches!(command, Command::People(PeopleCommand::BePresent { .. }));
    assert_eq!(practice.times("Ivo", presence), 2, "away, and back");
}

#[test]
fn at_the_end_people_check_out_one_vanishes_and_returns_and_everybody_goes_home() {
    let mut practice = Practice::live(8);
    practice.facilitator(round(
        RoundPurpose::CheckOut,
        RoundKind::InTurn,
        Scale::OneToFive,
    ));
    practice.passes(10);
    assert_eq!(link(&practice, "Ivo"), Link::Reconnecting);
    practice.passes(140);
    for part in &CAST {
        assert_ne!(
            standing(&practice, part.name),
            Standing::Waiting,
            "{}",
            part.name
        );
    }
    end_round(&mut practice);
    practice.facilitator(Command::Day(DayCommand::End {}));
    practice.passes(10);
    assert!(practice.everybody_went_home());
}

#[test]
fn nobody_stays_when_nobody_of_staff_is_there_for_ten_minutes() {
    let mut practice = Practice::live(9);
    practice.facilitator_goes();
    practice.passes(9 * 60);
    practice.facilitator_comes();
    practice.passes(9 * 60);
    assert!(!practice.everybody_went_home());
    practice.facilitator_goes();
    practice.passes(12 * 60);
    assert!(practice.everybody_went_home());
}

#[test]
fn the_same_seed_plays_the_same_and_another_one_differs() {
    let play = |seed| {
        let mut practice = Practice::live(seed);
        open_rooms(&mut practice, PlanKind::Random);
        practice.passes(300);
        format!("{:?}", practice.asked)
    };
    assert_eq!(play(10), play(10));
    assert_ne!(play(10), play(11));
}

#[test]
fn what_the_cast_asks_for_is_granted() {
    let mut practice = Practice::live(12);
    practice.facilitator(round(
        RoundPurpose::CheckIn,
        RoundKind::InTurn,
        Scale::Weather,
    ));
    practice.passes(120);
    end_round(&mut practice);
    open_rooms(&mut practice, PlanKind::Buddies);
    practice.passes(240);
    practice.facilitator(round(
        RoundPurpose::Other,
        RoundKind::Quiet,
        Scale::FreeText,
    ));
    practice.passes(120);
    assert_eq!(practice.refused, []);
}

#[test]
fn whoever_is_written_to_privately_answers_and_nobody_else_does() {
    let mut practice = Practice::live(13);
    let channel = Channel::Thread {
        person: who("Hana"),
    };
    practice.facilitator(Command::Chat(ChatCommand::Post {
        channel,
        words: "How are you doing, Hana?".into(),
        reply_to: None,
    }));
    practice.passes(20);
    let in_thread = |(_, command): &&(&str, Command)| {
        matches!(
            command,
            Command::Chat(ChatCommand::Post {
                channel: Channel::Thread { .. },
                ..
            })
        )
    };
    let answers: Vec<_> = practice.asked.iter().filter(in_thread).collect();
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0].0, "Hana");
}

#[test]
fn a_grumble_in_the_main_chat_is_flagged_by_somebody_else() {
    let mut practice = Practice::live(14);
    practice.passes(260);
    let flag = practice
        .views(Topic::Facilitators)
        .find_map(|entry| match entry {
            Entry::Flag(flag) if flag.kind == FlagKind::ThisMessage => Some(flag),
            _ => None,
        });
    let flag = flag.expect("a flag about a message");
    assert_eq!(flag.by, who("Elif"));
    assert!(flag.quotes.iter().any(|quote| quote.author == who("Bruno")));
}

#[test]
fn a_technical_flag_is_thanked_for_when_it_is_resolved() {
    let mut practice = Practice::live(15);
    let flag = practice.views(Topic::Staff).find_map(|entry| match entry {
        Entry::Flag(flag) => Some(flag.id),
        _ => None,
    });
    let (flag, words) = (flag.expect("a technical flag"), "Try the headphones.");
    practice.facilitator(Command::Flags(FlagCommand::Claim { flag }));
    let words = words.into();
    practice.facilitator(Command::Flags(FlagCommand::Resolve { flag, words }));
    practice.passes(15);
    let Some(Entry::Tech(tech)) = practice.entry(Topic::Staff, &format!("tech/{}", who("Farid")))
    else {
        panic!("no tech check");
    };
    assert_eq!(tech.check.map(|check| check.sound), Some(Checked::Works));
}
