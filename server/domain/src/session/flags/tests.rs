//! Stories of flags.

mod keeping;

use crate::{
    session::Asked,
    testing::{Play, chat, facts, raise, who},
};
use alongside_protocol::{
    command::{Channel, ChatCommand, Command, DayCommand, FlagCommand, FlagKind, PlanKind, Watch},
    entry::{Entry, FlagEntry, FlagState, MyFlagEntry, NoticeKind, Waits},
    ids::FlagId,
    refusal::Code,
    safety::{Contact, NeededEntry, Safety},
    topic::Topic,
};

const MAIN: Channel = Channel::Main {};

fn care(command: FlagCommand) -> Command {
    Command::Flags(command)
}

fn claim(flag: FlagId) -> Command {
    care(FlagCommand::Claim { flag })
}

fn resolve(flag: FlagId, words: &str) -> Command {
    let words = words.into();
    care(FlagCommand::Resolve { flag, words })
}

fn pass_on(flag: FlagId) -> Command {
    let words = "please ring tonight".into();
    care(FlagCommand::PassOn { flag, words })
}

fn ready() -> Safety {
    let contact = |name: &str, phone: &str| Contact {
        name: name.into(),
        phone: phone.into(),
        hours: "day and night".into(),
    };
    Safety {
        contacts: vec![contact("Listening line", "116 123")],
        safeguarding: Some(contact("Morag", "0300 000")),
        exit_to: Some("https://weather.example/today".to_owned()),
    }
}

fn queued(play: &Play, topic: Topic, flag: FlagId) -> Option<FlagEntry> {
    match play.entry(topic, &format!("flag/{flag}")) {
        Some(Entry::Flag(entry)) => Some(entry),
        _ => None,
    }
}

fn care_for(play: &Play, flag: FlagId) -> FlagEntry {
    queued(play, Topic::Facilitators, flag).expect("facilitators see it")
}

fn own(play: &Play, name: &str, flag: FlagId) -> MyFlagEntry {
    match play.entry(Topic::Person(who(name)), &format!("my_flag/{flag}")) {
        Some(Entry::MyFlag(entry)) => entry,
        other => panic!("{name} sees {other:?} of the flag"),
    }
}

#[test]
fn flag1_a_wellbeing_flag_reaches_facilitators_and_nobody_else() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let others = |play: &Play| {
        let not_for =
            |topic: &Topic| *topic != Topic::Facilitators && *topic != Topic::Person(who("Ana"));
        play.steps
            .iter()
            .filter(|(topic, _)| not_for(topic))
            .count()
    };
    let before = others(&play);
    let flag = play.flags("Ana", FlagKind::NeedSupport, "I am not well");
    play.does("Fay", claim(flag));
    play.does("Fay", resolve(flag, "we talked"));
    assert_eq!(others(&play), before);
    for command in [
        claim(flag),
        resolve(flag, ""),
        care(FlagCommand::See { flag }),
        pass_on(flag),
    ] {
        assert_eq!(play.refused("Sol", command.clone()), Code::NotFound);
        assert_eq!(play.refused("Bo", command), Code::NotFound);
    }
    assert!(!play.has_seen("Sol", "I am not well") && !play.has_seen("Bo", "I am not well"));
}

#[test]
fn flag1_a_technical_flag_reaches_all_staff_and_never_carries_a_message() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let message = play.says("Bo", MAIN, "something tender");
    let kind = FlagKind::Technical;
    let flag = play.flags_message("Ana", kind, Some(message), "no sound");
    let entry = queued(&play, Topic::Staff, flag).expect("staff see it");
    assert!(entry.quotes.is_empty());
    play.does("Sol", claim(flag));
    play.does("Sol", resolve(flag, "new headset"));
    assert_eq!(own(&play, "Ana", flag).state, FlagState::Resolved);
}

#[test]
fn flag2_the_raiser_sees_who_cares_but_no_notes() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let flag = play.flags("Ana", FlagKind::TooMuch, "");
    play.does("Finn", care(FlagCommand::See { flag }));
    play.does("Fay", claim(flag));
    let words = "she seems tired".into();
    play.does("Fay", care(FlagCommand::Note { flag, words }));
    let mine = own(&play, "Ana", flag);
    assert_eq!(mine.seen_by, [who("Finn"), who("Fay")]);
    assert_eq!(mine.claimed_by, Some(who("Fay")));
    assert!(play.has_seen("Finn", "she seems tired") && !play.has_seen("Ana", "she seems tired"));
}

#[test]
fn flag4_unclaimed_for_a_minute_it_is_overdue_also_after_the_end() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let first = play.flags("Ana", FlagKind::NeedSupport, "");
    play.passes(59);
    assert!(!care_for(&play, first).overdue);
    play.passes(1);
    assert!(care_for(&play, first).overdue);
    let second = play.flags("Bo", FlagKind::NeedSupport, "");
    play.does("Fay", Command::Day(DayCommand::End {}));
    play.passes(60);
    assert!(care_for(&play, second).overdue);
    let withdraw = care(FlagCommand::Withdraw { flag: second });
    assert_eq!(play.refused("Bo", withdraw), Code::NotNow);
    play.does("Fay", claim(second));
    assert!(!care_for(&play, second).overdue);
    play.does("Fay", resolve(second, "rang him"));
    assert_eq!(care_for(&play, second).state, FlagState::Resolved);
}

#[test]
fn flag7_with_no_facilitator_there_the_raiser_reads_at_once_that_nobody_has_seen_it() {
    let mut play = Play::live(&["Ana", "Bo"]);
    play.falls_silent("Fay");
    let watched = play.flags("Bo", FlagKind::NeedSupport, "");
    assert_eq!(own(&play, "Bo", watched).waits, None, "Finn is there");
    play.falls_silent("Finn");
    let flag = play.flags("Ana", FlagKind::NeedSupport, "");
    assert_eq!(own(&play, "Ana", flag).waits, Some(Waits::Unseen));
    let technical = play.flags("Ana", FlagKind::Technical, "");
    assert_eq!(own(&play, "Ana", technical).waits, None, "Sol is there");
    play.connects("Fay");
    play.does("Fay", care(FlagCommand::See { flag }));
    assert_eq!(own(&play, "Ana", flag).waits, None);
    play.check_replay();
}

#[test]
fn flag7_unseen_for_a_minute_or_unclaimed_for_three_the_raiser_is_told() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let unseen = play.flags("Ana", FlagKind::NeedSupport, "");
    let seen = play.flags("Bo", FlagKind::TooMuch, "");
    play.does("Fay", care(FlagCommand::See { flag: seen }));
    play.passes(59);
    assert_eq!(own(&play, "Ana", unseen).waits, None);
    play.passes(1);
    assert_eq!(own(&play, "Ana", unseen).waits, Some(Waits::Unseen));
    assert_eq!(own(&play, "Bo", seen).waits, None);
    play.passes(120);
    assert_eq!(own(&play, "Bo", seen).waits, Some(Waits::Unclaimed));
    for flag in [unseen, seen] {
        play.does("Fay", claim(flag));
    }
    assert_eq!(own(&play, "Ana", unseen).waits, None);
    assert_eq!(own(&play, "Bo", seen).waits, None);
    play.check_replay();
}

#[test]
fn flag7_the_contacts_are_there_for_everybody_in_the_group_and_not_at_the_door() {
    let mut known = facts(&["Ana", "Bo"]);
    known.safety = ready();
    let mut play = Play::of(known);
    play.passes(60 * 60);
    play.connects("Ana");
    play.happens(Asked::Knock {
        person: who("Gus"),
        name: "Gus".into(),
    });
    play.connects("Gus");
    assert!(play.has_seen("Ana", "116 123") && !play.has_seen("Gus", "116 123"));
    assert!(play.has_seen("Gus", "https://weather.example"));
    assert!(
        !play.has_seen("Ana", "0300 000"),
        "whom staff call is theirs"
    );
    play.connects("Fay");
    play.connects("Sol");
    assert!(play.has_seen("Fay", "0300 000") && !play.has_seen("Sol", "0300 000"));
}

#[test]
fn flag8_an_overdue_flag_alerts_all_staff_and_the_assistant_reads_nothing_of_it() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let needed = |play: &Play| play.entry(Topic::Staff, "needed");
    let began = play.now;
    let flag = play.flags("Ana", FlagKind::NeedSupport, "I am not well");
    play.passes(59);
    assert_eq!(needed(&play), None);
    play.passes(1);
    let since = began.plus_seconds(60);
    assert_eq!(needed(&play), Some(Entry::Needed(NeededEntry { since })));
    let second = play.flags("Bo", FlagKind::TooMuch, "");
    play.passes(60);
    assert_eq!(needed(&play), Some(Entry::Needed(NeededEntry { since })));
    assert!(!play.has_seen("Sol", "I am not well") && !play.has_seen("Bo", "needed"));
    play.does("Fay", claim(flag));
    play.does("Finn", claim(second));
    assert_eq!(needed(&play), None);
    play.flags("Ana", FlagKind::Technical, "");
    play.passes(60);
    assert_eq!(needed(&play), None, "the assistant sees what is technical");
    play.check_replay();
}

#[test]
fn flag8_after_three_minutes_facilitators_are_told_whom_to_call() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let flag = play.flags("Ana", FlagKind::NeedSupport, "");
    let technical = play.flags("Bo", FlagKind::Technical, "");
    play.passes(179);
    assert!(!care_for(&play, flag).escalated);
    play.passes(1);
    assert!(care_for(&play, flag).escalated);
    let entry = queued(&play, Topic::Staff, technical).expect("staff see it");
    assert!(entry.overdue && !entry.escalated);
    play.does("Fay", claim(flag));
    assert!(!care_for(&play, flag).escalated);
    play.drops_out("Fay");
    assert!(care_for(&play, flag).escalated, "it has waited long enough");
    play.check_replay();
}

#[test]
fn flag5_a_flagged_message_takes_two_before_it_along_from_the_same_place() {
    let mut play = Play::live(&["Ana", "Bo"]);
    for words in ["one", "two", "three"] {
        play.says("Ana", MAIN, words);
        play.passes(1);
    }
    play.says("Ana", Channel::Thread { person: who("Ana") }, "elsewhere");
    let meant = play.says("Ana", MAIN, "four");
    play.passes(1);
    play.says("Ana", MAIN, "five");
    let kind = FlagKind::ThisMessage;
    let flag = play.flags_message("Bo", kind, Some(meant), "this hurts");
    let words = |play: &Play| -> Vec<String> {
        let quotes = care_for(play, flag).quotes;
        quotes
            .iter()
            .map(|quote| quote.words.text().to_owned())
            .collect()
    };
    assert_eq!(words(&play), ["two", "three", "four"]);
    play.does("Ana", chat(ChatCommand::Withdraw { message: meant }));
    assert_eq!(words(&play), ["two", "three", "four"]);
    play.does("Fay", chat(ChatCommand::Remove { message: meant }));
    assert_eq!(words(&play), ["two", "three", ""]);
    assert_eq!(play.refused("Bo", raise(kind, None, "which")), Code::Mend);
}

#[test]
fn flag5_nobody_can_flag_a_message_they_cannot_read() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let thread = Channel::Thread { person: who("Ana") };
    let message = Some(play.says("Ana", thread, "not for Bo"));
    let flag = raise(FlagKind::ThisMessage, message, "");
    assert_eq!(play.refused("Bo", flag.clone()), Code::NotFound);
    assert_eq!(play.refused("Sol", flag.clone()), Code::NotFound);
    play.does("Ana", flag);
}

#[test]
fn flag5_those_in_a_confidential_room_are_told_that_something_was_shared() {
    let mut play = Play::live(&["Ana", "Bo", "Cem", "Dee"]);
    play.opens_rooms(PlanKind::Buddies);
    let room = play.room_of("Ana");
    play.says("Ana", Channel::Room { room }, "can I tell you something");
    play.passes(1);
    let meant = play.says("Ana", Channel::Room { room }, "I cannot go on");
    let kind = FlagKind::ThisMessage;
    let flag = play.flags_message("Bo", kind, Some(meant), "please help");
    assert_eq!(care_for(&play, flag).quotes.len(), 2);
    assert_eq!(care_for(&play, flag).room, Some(room));
    let notices = |topic| {
        let entries = play.shows(topic).into_values();
        let shared = |entry| matches!(entry, Entry::Notice(notice) if notice.kind == NoticeKind::Shared && notice.by.is_none());
        entries.filter(|entry| shared(entry.clone())).count()
    };
    for there in ["Ana", "Bo"] {
        assert_eq!(notices(Topic::Person(who(there))), 1);
    }
    assert_eq!(
        notices(Topic::Room(room)),
        0,
        "whoever comes later reads nothing of it"
    );
    assert_eq!(notices(Topic::Group), 0);
    assert!(play.has_seen("Fay", "I cannot go on"));
    for other in ["Cem", "Dee", "Sol"] {
        assert!(!play.has_seen(other, "I cannot go on"));
        assert!(!play.has_seen(other, "shared with the facilitators"));
    }
    play.check_replay();
}

#[test]
fn flag5_a_room_without_that_promise_is_not_told() {
    let mut play = Play::live(&["Ana", "Bo", "Cem", "Dee"]);
    play.opens_rooms(PlanKind::Random);
    let room = play.room_of("Ana");
    play.watches("Fay", room, Watch::Monitor);
    let meant = play.says("Ana", Channel::Room { room }, "hm");
    play.flags_message("Ana", FlagKind::ThisMessage, Some(meant), "");
    assert!(!play.has_seen("Ana", "shared with the facilitators"));
}

#[test]
fn flag6_withdrawing_leaves_that_there_was_one() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let flag = play.flags("Ana", FlagKind::WorriedAboutSomeone, "about Bo");
    let withdraw = care(FlagCommand::Withdraw { flag });
    assert_eq!(play.refused("Bo", withdraw.clone()), Code::NotFound);
    play.does("Ana", withdraw.clone());
    let entry = care_for(&play, flag);
    assert_eq!(entry.state, FlagState::Withdrawn);
    assert!(entry.words.is_empty() && !entry.overdue);
    play.passes(120);
    assert!(!care_for(&play, flag).overdue);
    assert_eq!(play.refused("Ana", withdraw), Code::NotNow);
    assert_eq!(play.refused("Fay", claim(flag)), Code::NotNow);
}
