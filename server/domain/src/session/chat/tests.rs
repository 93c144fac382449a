//! Stories of the chat.

use crate::{
    limits,
    testing::{Play, chat, post, who},
};
use alongside_protocol::{
    command::{Channel, ChatCommand, Command, DayCommand, PeopleCommand, PlanKind, Watch},
    entry::{Act, Entry, MessageEntry, MessageState},
    ids::MessageId,
    refusal::Code,
    topic::Topic,
};

const MAIN: Channel = Channel::Main {};

fn shown(play: &Play, topic: Topic, message: MessageId) -> Option<MessageEntry> {
    match play.entry(topic, &format!("message/{message}")) {
        Some(Entry::Message(entry)) => Some(entry),
        _ => None,
    }
}

fn hide(message: MessageId, reason: &str) -> Command {
    let reason = reason.into();
    chat(ChatCommand::Hide { message, reason })
}

fn react(message: MessageId, sign: &str, on: bool) -> Command {
    let sign = sign.to_owned();
    chat(ChatCommand::React { message, sign, on })
}

fn edit(message: MessageId, words: &str) -> Command {
    let words = words.into();
    chat(ChatCommand::Edit { message, words })
}

fn trail(play: &Play) -> Vec<Act> {
    let entries = play.shows(Topic::Facilitators);
    (0..)
        .map_while(|number| match entries.get(&format!("act/{number}")) {
            Some(Entry::Act(entry)) => Some(entry.act),
            _ => None,
        })
        .collect()
}

#[test]
fn chat1_each_place_has_its_people() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let thread = Channel::Thread { person: who("Ana") };
    let tech = Channel::Tech { person: who("Ana") };
    play.says("Ana", thread, "only for facilitators");
    play.says("Ana", tech, "my sound is gone");
    play.says("Fay", Channel::Staff {}, "who takes the second half");
    play.says("Sol", tech, "have you tried the headset");
    for (name, words, sees) in [
        ("Finn", "only for facilitators", true),
        ("Sol", "only for facilitators", false),
        ("Bo", "only for facilitators", false),
        ("Sol", "my sound is gone", true),
        ("Bo", "my sound is gone", false),
        ("Ana", "who takes the second half", false),
        ("Ana", "have you tried the headset", true),
    ] {
        assert_eq!(play.has_seen(name, words), sees, "{name}: {words}");
    }
    for (name, channel) in [
        ("Bo", thread),
        ("Bo", tech),
        ("Sol", thread),
        ("Ana", Channel::Staff {}),
        ("Fay", Channel::Thread { person: who("Sol") }),
    ] {
        assert_eq!(play.refused(name, post(channel, "hm")), Code::NotFound);
    }
}

#[test]
fn chat2_a_room_shows_from_ones_arrival_in_it() {
    let mut play = Play::live(&["Ana", "Bo", "Cem", "Dee"]);
    play.opens_rooms(PlanKind::Random);
    let room = play.room_of("Ana");
    let channel = Channel::Room { room };
    play.says("Ana", channel, "before you came");
    play.watches("Fay", room, Watch::Monitor);
    play.says("Ana", channel, "after you came");
    for (name, words, sees) in [
        ("Fay", "before you came", false),
        ("Fay", "after you came", true),
        ("Sol", "after you came", false),
    ] {
        assert_eq!(play.has_seen(name, words), sees, "{name}: {words}");
    }
    play.says("Fay", channel, "I am reading along");
    let other = ["Bo", "Cem", "Dee"]
        .into_iter()
        .find(|name| play.room_of(name) != room);
    let other = other.expect("there are two rooms");
    assert_eq!(play.refused(other, post(channel, "hm")), Code::NotFound);
    assert_eq!(play.refused("Sol", post(channel, "hm")), Code::NotFound);
    play.watches("Fay", room, Watch::HandsOff);
    assert_eq!(play.refused("Fay", post(channel, "hm")), Code::NotFound);
    play.check_replay();
}

#[test]
fn chat3_one_can_edit_and_withdraw_ones_own_and_nobody_elses() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let message = play.says("Ana", MAIN, "good mornig");
    let withdraw = chat(ChatCommand::Withdraw { message });
    assert_eq!(play.refused("Bo", edit(message, "mine")), Code::NotFound);
    assert_eq!(play.refused("Fay", withdraw.clone()), Code::NotFound);
    play.does("Ana", edit(message, "good morning"));
    play.does("Bo", react(message, "❤️", true));
    let entry = shown(&play, Topic::Group, message).expect("it is shown");
    assert!(entry.edited && entry.reactions.len() == 1);
    play.does("Ana", withdraw.clone());
    let mark = shown(&play, Topic::Group, message).expect("a mark stays");
    assert_eq!(mark.state, MessageState::Withdrawn);
    assert!(mark.words.is_empty() && mark.reactions.is_empty());
    assert_eq!(play.refused("Ana", withdraw), Code::NotNow);
}

#[test]
fn chat3_replies_stay_in_their_place_and_reactions_in_their_set() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let thread = Channel::Thread { person: who("Ana") };
    let private = play.says("Ana", thread, "just between us");
    let public = play.says("Ana", MAIN, "hello all");
    let reply = |channel, to| {
        chat(ChatCommand::Post {
            channel,
            words: "yes".into(),
            reply_to: Some(to),
        })
    };
    assert_eq!(play.refused("Ana", reply(MAIN, private)), Code::NotFound);
    assert_eq!(play.refused("Bo", reply(MAIN, private)), Code::NotFound);
    play.does("Bo", reply(MAIN, public));
    assert_eq!(play.refused("Bo", react(public, "🖕", true)), Code::Mend);
    assert_eq!(
        play.refused("Bo", react(private, "👍", true)),
        Code::NotFound
    );
}

#[test]
fn chat4_a_held_message_appears_at_the_moment_of_release() {
    let mut play = Play::live(&["Ana", "Bo"]);
    play.does("Fay", chat(ChatCommand::HoldAll { on: true }));
    let message = play.says("Ana", MAIN, "may I say this");
    play.says("Fay", MAIN, "we read along for a while");
    let reply = ChatCommand::Post {
        channel: MAIN,
        words: "no".into(),
        reply_to: Some(message),
    };
    assert_eq!(play.refused("Bo", chat(reply)), Code::NotFound);
    assert!(play.has_seen("Finn", "may I say this") && play.has_seen("Ana", "may I say this"));
    for other in ["Bo", "Sol"] {
        assert!(!play.has_seen(other, "may I say this"));
    }
    play.passes(40);
    play.does("Finn", chat(ChatCommand::Release { message }));
    let entry = shown(&play, Topic::Group, message).expect("it is shown");
    assert_eq!((entry.at, entry.state), (play.now, MessageState::Shown));
    assert_eq!(shown(&play, Topic::Facilitators, message), None);
    assert_eq!(play.refused("Ana", edit(message, "else")), Code::NotNow);
    play.check_replay();
}

#[test]
fn chat4_a_held_message_taken_back_or_declined_leaves_no_mark_with_others() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let person = who("Ana");
    let hold = ChatCommand::HoldPerson { person, on: true };
    play.does("Fay", chat(hold));
    let steps = |play: &Play| {
        let group = |(topic, _): &&(Topic, _)| *topic == Topic::Group;
        play.steps.iter().filter(group).count()
    };
    let before = steps(&play);
    let one = play.says("Ana", MAIN, "one");
    let two = play.says("Ana", MAIN, "two");
    let three = play.says("Ana", MAIN, "three");
    play.does("Ana", edit(one, "one and a half"));
    play.does("Ana", chat(ChatCommand::Withdraw { message: one }));
    play.does("Fay", hide(two, "It names your brother."));
    play.does("Fay", chat(ChatCommand::Remove { message: three }));
    assert_eq!(steps(&play), before);
    let own = |message| shown(&play, Topic::Person(who("Ana")), message);
    assert_eq!(own(one).map(|m| m.state), Some(MessageState::Withdrawn));
    assert_eq!(
        own(two).and_then(|m| m.reason),
        Some("It names your brother.".into())
    );
    assert_eq!(own(three).map(|m| m.state), Some(MessageState::Removed));
}

#[test]
fn chat5_the_author_learns_why_and_facilitators_keep_what_was_hidden() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let message = play.says("Ana", MAIN, "my neighbour Joan drinks");
    play.does("Fay", hide(message, "It names somebody who is not here."));
    let mark = shown(&play, Topic::Group, message).expect("a mark stays");
    assert!(mark.words.is_empty() && mark.reason.is_none());
    let own = shown(&play, Topic::Person(who("Ana")), message).expect("told");
    assert!(own.words.is_empty() && own.reason.is_some());
    let kept = shown(&play, Topic::Facilitators, message).expect("kept");
    assert_eq!(kept.words, "my neighbour Joan drinks".into());
    assert!(!play.has_seen("Bo", "somebody who is not here"));
    play.does("Fay", chat(ChatCommand::Remove { message }));
    assert_eq!(shown(&play, Topic::Facilitators, message), None);
    assert_eq!(trail(&play), [Act::Hid, Act::RemovedMessage]);
    assert_eq!(
        play.refused("Sol", hide(message, "why not")),
        Code::NotFound
    );
}

#[test]
fn chat5_everything_moderation_does_stands_in_the_trail() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let person = who("Bo");
    for command in [
        ChatCommand::Slow { seconds: 30 },
        ChatCommand::Pause { on: true },
        ChatCommand::Pause { on: true },
        ChatCommand::Pause { on: false },
        ChatCommand::Quiet { person, minutes: 5 },
        ChatCommand::Quiet { person, minutes: 0 },
    ] {
        play.does("Fay", chat(command));
    }
    play.does("Fay", Command::People(PeopleCommand::Remove { person }));
    let acts = [
        Act::Slowed,
        Act::Paused,
        Act::Resumed,
        Act::Quieted,
        Act::Unquieted,
        Act::RemovedPerson,
    ];
    assert_eq!(trail(&play), acts);
}

#[test]
fn chat6_pause_slow_mode_and_quieting_say_until_when() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let sentence = |play: &mut Play| {
        let refused = play.tries("Ana", post(MAIN, "hello"));
        refused.expect_err("refused").sentence.into_owned()
    };
    play.does("Fay", chat(ChatCommand::Slow { seconds: 30 }));
    play.says("Ana", MAIN, "first");
    assert!(sentence(&mut play).contains("in 30 seconds"));
    play.passes(30);
    play.says("Ana", MAIN, "second");
    play.says("Fay", MAIN, "not for staff");
    play.says("Fay", MAIN, "at all");
    let person = who("Ana");
    let quiet = ChatCommand::Quiet {
        person,
        minutes: 10,
    };
    play.does("Fay", chat(quiet));
    assert!(sentence(&mut play).contains("in 10 minutes"));
    let message = play.says("Ana", Channel::Thread { person }, "why");
    play.does("Ana", edit(message, "why me"));
    play.passes(599);
    assert!(sentence(&mut play).contains("in a second"));
    play.passes(1);
    assert_eq!(play.session.chat.quiet_until(person), None);
    play.says("Ana", MAIN, "thank you");
    play.does("Fay", chat(ChatCommand::Pause { on: true }));
    assert!(sentence(&mut play).contains("until a facilitator opens it again"));
    let own = play.session.chat.all().find(|m| m.words == "second".into());
    let own = own.expect("it is there").id;
    assert_eq!(play.refused("Ana", edit(own, "round it")), Code::NotNow);
}

#[test]
fn pins_are_few_and_only_where_the_group_or_a_room_talks() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let thread = Channel::Thread { person: who("Ana") };
    let private = play.says("Fay", thread, "hello Ana");
    let pin = |message| chat(ChatCommand::Pin { message, on: true });
    assert_eq!(play.refused("Fay", pin(private)), Code::NotNow);
    for number in 0..limits::PINNED {
        let message = play.says("Fay", MAIN, &format!("note {number}"));
        play.does("Fay", pin(message));
    }
    let more = play.says("Fay", MAIN, "one too many");
    assert_eq!(play.refused("Fay", pin(more)), Code::NotNow);
    assert_eq!(play.refused("Ana", pin(more)), Code::NotFound);
}

#[test]
fn ask6_after_the_end_only_staff_go_on_among_themselves() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let message = play.says("Ana", MAIN, "goodbye");
    play.does("Fay", Command::Day(DayCommand::End {}));
    let withdraw = chat(ChatCommand::Withdraw { message });
    for command in [post(MAIN, "hm"), react(message, "👍", true), withdraw] {
        assert_eq!(play.refused("Ana", command), Code::NotNow);
    }
    assert_eq!(play.refused("Fay", post(MAIN, "hm")), Code::NotNow);
    play.says("Sol", Channel::Staff {}, "well done all");
}

#[test]
fn who_is_marked_as_gone_says_so_before_writing() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let person = who("Ana");
    play.does(
        "Sol",
        Command::People(PeopleCommand::MarkDropped { person }),
    );
    assert_eq!(play.refused("Ana", post(MAIN, "I am here")), Code::NotNow);
    play.is("Ana", Default::default());
    play.says("Ana", MAIN, "I am here");
}

#[test]
fn one_person_cannot_fill_the_chat_for_all() {
    let mut play = Play::live(&["Ana", "Bo"]);
    play.compared_every = 1_000;
    for number in 1..limits::MESSAGES_EACH {
        play.does("Ana", post(MAIN, &format!("number {number}")));
    }
    play.says("Ana", MAIN, "the last one");
    assert_eq!(play.refused("Ana", post(MAIN, "no more")), Code::NotNow);
    play.says("Bo", MAIN, "still room for others");
}

#[test]
fn large_letters_of_one_person_do_not_fill_the_chat_for_all() {
    let mut play = Play::live(&["Ana", "Bo"]);
    // One letter to the eye, 25 bytes to a socket.
    let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}";
    let long = family.repeat(600);
    let fit = limits::CHAT_BYTES_EACH / long.len();
    for _ in 0..fit {
        play.says("Ana", MAIN, &long);
        play.passes(2);
    }
    assert_eq!(play.refused("Ana", post(MAIN, &long)), Code::NotNow);
    let short = play.says("Ana", MAIN, "a few words");
    assert_eq!(play.refused("Ana", edit(short, &long)), Code::NotNow);
    play.says("Bo", MAIN, "still room for others");
}
