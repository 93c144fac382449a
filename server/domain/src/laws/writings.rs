//! The table of who reads what is written where, and as what it is kept (READ1), held against what happens: in every
//! place of a session somebody writes a word that stands nowhere else, and it is looked for on everybody's screen
//! and in what is sealed.

mod scenes;
mod stage;

use crate::{
    audience,
    sealing::Seam,
    session::Session,
    testing::{Play, who},
};
use alongside_protocol::{
    command::FlagKind,
    privacy::Class,
    writing::{Reader, Writing},
};
use scenes::{of_rooms, of_the_programme, people, talk};
use stage::flag;
use std::collections::BTreeSet;

/// Stands in no other word.
const WRITTEN: &str = "https://quince.example";

/// Dee writes, and Ana, her buddy, is in the room with her. Fay visits rooms, where anybody does.
const WITNESSES: [(&str, &[Reader]); 6] = [
    ("Ana", &[Reader::Everybody, Reader::Room]),
    ("Cem", &[Reader::Everybody]),
    (
        "Fay",
        &[Reader::Everybody, Reader::Facilitators, Reader::Visitors],
    ),
    ("Finn", &[Reader::Everybody, Reader::Facilitators]),
    ("Sol", &[Reader::Everybody, Reader::Support]),
    ("Dee", &[Reader::Everybody, Reader::Room, Reader::Person]),
];

fn readers(play: &Play) -> BTreeSet<&'static str> {
    let sees = |name: &&str| {
        let topics = audience::topics(&play.session, who(name));
        topics.into_iter().any(|topic| {
            let shown = serde_json::to_string(&play.shows(topic)).expect("entries can be sent");
            shown.contains(WRITTEN)
        })
    };
    let names = WITNESSES.iter().map(|(name, _)| *name);
    names.filter(sees).collect()
}

/// In which class the word is sealed; every time it is.
fn classes(play: &Play) -> BTreeSet<&'static str> {
    let mut state = Session::default();
    let mut found = BTreeSet::new();
    for (at, event) in &play.kept {
        let mut seam = Seam::take();
        state.private(&mut event.clone(), &mut seam);
        for piece in seam.pieces() {
            if piece.value.0.to_string().contains(WRITTEN) {
                found.insert(piece.class.code());
            }
        }
        state.apply(*at, event);
    }
    found
}

fn expected(now: &[Reader], writer: &str) -> BTreeSet<&'static str> {
    let reads = |(_, is): &&(&str, &[Reader])| now.iter().any(|reader| is.contains(reader));
    let names = WITNESSES.iter().filter(reads).map(|(name, _)| *name);
    names.filter(|name| *name != writer).collect()
}

/// What is laid together at the end is kept as it came until then, and not much longer.
fn until_then(writing: Writing) -> Option<Class> {
    matches!(writing, Writing::Feedback).then_some(Class::FeedbackForms)
}

/// These never come into a session: they are said over HTTP to the programme, and their pages show them.
const OF_PAGES: [Writing; 4] = [
    Writing::Pairing,
    Writing::PersonEmail,
    Writing::RetentionReason,
    Writing::SafeguardingRecord,
];

#[test]
fn read1_what_is_written_is_read_by_those_whom_the_table_names_and_kept_as_it_says() {
    for writing in Writing::ALL.iter().copied() {
        let scenes = [talk, people, of_rooms, of_the_programme];
        let Some(mut scene) = scenes.iter().find_map(|scene| scene(writing)) else {
            assert!(
                OF_PAGES.contains(&writing),
                "nobody writes {writing:?} here"
            );
            continue;
        };
        let reads = writing.reads();
        let others = |play: &Play, writer: &str| -> BTreeSet<_> {
            readers(play)
                .into_iter()
                .filter(|name| *name != writer)
                .collect()
        };
        if reads.not_before.is_some() {
            assert!(others(&scene.play, scene.writer).is_empty(), "{writing:?}");
            (scene.later)(&mut scene.play);
        }
        let named = expected(&reads.now, scene.writer);
        assert_eq!(others(&scene.play, scene.writer), named, "{writing:?}");
        let mut class = BTreeSet::from([reads.class.code()]);
        class.extend(until_then(writing).map(Class::code));
        assert_eq!(classes(&scene.play), class, "{writing:?}");
        if reads.everybody_when.is_some() {
            (scene.later)(&mut scene.play);
            let everybody = expected(&[Reader::Everybody], scene.writer);
            assert_eq!(
                others(&scene.play, scene.writer),
                everybody,
                "{writing:?} later"
            );
        }
    }
}

/// The checker must be able to fail.
#[test]
fn read1_a_table_that_names_the_wrong_readers_or_class_is_noticed() {
    let scene = flag(FlagKind::NeedSupport);
    assert_ne!(readers(&scene.play), expected(&[Reader::Everybody], "Dee"));
    assert_ne!(classes(&scene.play), [Class::MainChat.code()].into());
}
