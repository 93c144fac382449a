//! A chat that is nearly full tells nobody how much others write where they cannot read (CHAT7, TOPIC5).

use crate::session::Asked;
use crate::{
    limits,
    testing::{Play, chat, post, who},
};
use alongside_protocol::command::{Channel, ChatCommand};
use alongside_protocol::refusal::Code;
use alongside_protocol::topic::Topic;

const MAIN: Channel = Channel::Main {};

/// One letter to the eye, 25 bytes to a socket.
const FAMILY: &str = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}";

/// Enough people to fill the main chat, besides Ana and Bo.
const WRITERS: [&str; 20] = [
    "W01", "W02", "W03", "W04", "W05", "W06", "W07", "W08", "W09", "W10", "W11", "W12", "W13",
    "W14", "W15", "W16", "W17", "W18", "W19", "W20",
];

/// So many bytes in few letters.
fn words(bytes: usize) -> String {
    let letters = FAMILY.repeat(bytes / FAMILY.len());
    letters + &"x".repeat(bytes % FAMILY.len())
}

fn free_in_main(play: &Play) -> usize {
    let shown = play
        .session
        .chat
        .all()
        .filter(|message| message.was_shown && message.topic == Topic::Group);
    let bytes: usize = shown.map(|message| message.words.text().len()).sum();
    limits::CHAT_BYTES - bytes
}

/// A day on which not even one more long message fits into the main chat.
fn nearly_full() -> Play {
    let trainees: Vec<&str> = ["Ana", "Bo"].into_iter().chain(WRITERS).collect();
    let mut play = Play::live(&trainees);
    play.compared_every = 1_000;
    let long = words(15_000);
    for number in 0.. {
        if free_in_main(&play) < long.len() {
            break;
        }
        play.does(WRITERS[number % WRITERS.len()], post(MAIN, &long));
    }
    play
}

#[test]
fn chat7_topic5_what_others_write_in_private_fills_nothing_for_anybody_else() {
    let full = nearly_full();
    let ana = who("Ana");
    let in_private = [
        ("Ana", Channel::Thread { person: ana }),
        ("Ana", Channel::Tech { person: ana }),
        ("Ana", MAIN),
        ("Fay", Channel::Thread { person: ana }),
        ("Sol", Channel::Staff {}),
    ];
    for (name, channel) in in_private {
        let mut without = full.clone();
        if channel == MAIN {
            let hold = ChatCommand::HoldPerson {
                person: ana,
                on: true,
            };
            without.does("Fay", chat(hold));
        }
        let mut with = without.clone();
        with.does(name, post(channel, &words(free_in_main(&with))));
        without.happens(Asked::Clock);
        let free = free_in_main(&without);
        for (bytes, fits) in [(free + 1, false), (free, true), (1, false)] {
            let said = post(MAIN, &words(bytes));
            let answer = without.tries("Bo", said.clone());
            assert_eq!(answer.is_ok(), fits, "{bytes} bytes");
            assert_eq!(with.tries("Bo", said), answer, "{name} in {channel:?}");
        }
    }
}

#[test]
fn chat7_what_was_held_back_is_released_only_where_it_fits() {
    let mut play = nearly_full();
    let person = who("Ana");
    let hold = ChatCommand::HoldPerson { person, on: true };
    play.does("Fay", chat(hold));
    let free = words(free_in_main(&play));
    let held = play.says("Ana", MAIN, &free);
    play.does("Bo", post(MAIN, &free));
    let release = chat(ChatCommand::Release { message: held });
    assert_eq!(play.refused("Fay", release), Code::NotNow);
}

#[test]
fn chat7_what_waits_for_review_is_bounded_for_each_person() {
    let trainees: Vec<&str> = ["Ana", "Bo"].into_iter().chain(WRITERS).collect();
    let mut play = Play::live(&trainees);
    play.does("Fay", chat(ChatCommand::HoldAll { on: true }));
    let long = words(15_000);
    let fit = limits::CHAT_BYTES / trainees.len() / long.len();
    for _ in 0..fit {
        play.does("Ana", post(MAIN, &long));
    }
    assert_eq!(play.refused("Ana", post(MAIN, &long)), Code::NotNow);
    play.does("Bo", post(MAIN, &long));
}
