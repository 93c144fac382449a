//! What holds for any input at all. The ordinary tests try these promises with made-up inputs, and the fuzzer (see
//! `Cargo.toml` beside) with what it finds out about the code.

#[path = "day.rs"]
pub mod day;

use alongside::hub::{feed::Feed, reading};
use alongside_domain::{
    call_link,
    matching::case,
    programme::{Programme, roster},
    text,
    views::Step,
};
use alongside_protocol::{
    frames::{FromBrowser, FromServer},
    ids::{At, Epoch},
    topic::Topic,
    words::Words,
};
use uuid::Uuid;

/// Takes any bytes; panics when a promise about them does not hold.
type Reader = fn(&[u8]);

/// Frames that a topic has had before somebody comes back to it.
const SENT: u64 = 7;

/// Everybody who reads untrusted bytes, by the name of the fuzz target.
pub const READERS: [(&str, Reader); 7] = [
    ("frame", frame),
    ("commands", commands),
    ("resume", resume),
    ("roster", roster),
    ("name", name),
    ("call_link", call_link),
    ("plan_case", plan_case),
];

fn text_of(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// FRAME1: what is read is what is meant; written again and read again it is the same.
pub fn frame(bytes: &[u8]) {
    let Some(Ok(frame)) = text_of(bytes).map(reading::read) else {
        return;
    };
    let again = serde_json::to_string(&frame).unwrap();
    assert_eq!(reading::read(&again), Ok(frame));
}

/// ASK3, TOPIC3: a day goes on in order, whatever is asked of it (see `day.rs`).
pub fn commands(bytes: &[u8]) {
    if let Some(text) = text_of(bytes) {
        day::plays_out(text);
    }
}

/// HELLO5: whatever topics and numbers somebody claims to know, they get exactly what they have missed, or all anew;
/// topics that exist read back as written.
pub fn resume(bytes: &[u8]) {
    let Some(text) = text_of(bytes) else { return };
    if let Ok(topic) = text.parse::<Topic>() {
        assert_eq!(topic.to_string().parse(), Ok(topic));
    }
    let Ok(FromBrowser::Hello {
        resume: Some(resume),
        ..
    }) = reading::read(text)
    else {
        return;
    };
    let mut feed = Feed::new(Epoch(Uuid::nil()));
    for _ in 0..SENT {
        feed.step(Topic::Group, At(0), Step::default());
    }
    for (topic, seen) in &resume.topics {
        let Ok(topic) = topic.parse::<Topic>() else {
            continue;
        };
        let sent = if topic == Topic::Group { SENT } else { 0 };
        let known = u64::try_from(*seen).ok().filter(|seen| *seen <= sent);
        let missed = feed.after(topic, *seen).map(|frames| {
            let numbers = frames
                .iter()
                .map(|frame| match serde_json::from_str(frame) {
                    Ok(FromServer::Update { n, .. }) => n,
                    other => panic!("{other:?} is no update"),
                });
            numbers.collect::<Vec<_>>()
        });
        assert_eq!(missed, known.map(|seen| (seen + 1..=sent).collect()));
    }
}

/// ROSTER1: people with fit names, or errors that each name a row and say something, or both; never silence.
pub fn roster(bytes: &[u8]) {
    let Some(text) = text_of(bytes) else { return };
    let read = roster::read(&Programme::default(), text);
    assert!(!read.people.is_empty() || !read.errors.is_empty());
    for error in &read.errors {
        assert!(error.row >= 1 && !error.sentence.text().is_empty());
    }
    for person in &read.people {
        name_is_fit(person.name.text());
    }
}

/// ASK5: a name that is taken is fit to be shown, and stays as it is when it is given again.
pub fn name(bytes: &[u8]) {
    let Some(text) = text_of(bytes) else { return };
    let Ok(kept) = text::line(&Words::new(text), "Name", 60) else {
        return;
    };
    name_is_fit(kept.text());
    assert_eq!(text::line(&kept, "Name", 60).unwrap(), kept);
}

fn name_is_fit(name: &str) {
    let bad =
        |letter: char| letter.is_control() || "\u{200b}\u{202e}\u{2066}\u{feff}".contains(letter);
    assert!(!name.is_empty() && !name.contains(bad), "{name:?}");
    assert!(text::letters(name) <= 60);
}

/// A link that is taken leads to a call and is no script.
pub fn call_link(bytes: &[u8]) {
    if let Some(Ok(Some(link))) = text_of(bytes).map(call_link::read) {
        assert!(link.starts_with("https://") || link.starts_with("http://"));
        assert_eq!(call_link::read(&link).unwrap(), Some(link));
    }
}

/// Any JSON gets an answer that is JSON, or a trouble that says something.
pub fn plan_case(bytes: &[u8]) {
    let Some(text) = text_of(bytes) else { return };
    match case::answer(text) {
        Ok(answer) => assert!(serde_json::from_str::<serde_json::Value>(&answer).is_ok()),
        Err(trouble) => assert!(!trouble.to_string().is_empty()),
    }
}
