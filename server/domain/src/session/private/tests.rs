//! On random days: nothing anybody wrote stays in an event, all of it comes back, and any part may be lost.

use crate::{
    audience,
    laws::{TRAINEES, random_day},
    sealing::{Piece, Seam, Whose},
    session::{Event, Session},
    testing::{Play, post, who},
    views::Views,
};
use alongside_protocol::{
    command::{Channel, Command, DayCommand, HandOrder, HandWay, PeopleCommand},
    ids::PersonId,
    people::Link,
    privacy::Class,
    words::Words,
};
use std::collections::BTreeMap;

/// What the cast and the commands of random days say; ids and codes hold none of it.
const SAID: [&str; 12] = [
    "hm\"",
    "a few words",
    "two\\nlines",
    "call.example",
    "Dee",
    "Ana",
    "Cem",
    "Bo",
    "Eve",
    "Fay",
    "Gus",
    "Room 1",
];

fn take(session: &Session, event: &mut Event) -> Vec<Piece> {
    let mut seam = Seam::take();
    session.private(event, &mut seam);
    seam.pieces()
}

/// Puts those pieces back for which there is a key.
fn put(session: &Session, event: &mut Event, pieces: &[Piece], is_there: impl Fn(&Piece) -> bool) {
    let lost = !pieces.iter().all(&is_there);
    let there = pieces.iter().filter(|piece| is_there(piece));
    let found: BTreeMap<_, _> = there
        .map(|piece| (piece.slot.clone(), piece.value.clone()))
        .collect();
    session.private(event, &mut Seam::put(found, lost));
}

#[test]
fn nothing_anybody_wrote_stays_in_an_event_and_all_of_it_comes_back() {
    let mut pieces_seen = 0;
    for day in 0..12 {
        let mut session = Session::default();
        for (at, event) in random_day(day) {
            let mut without = event.clone();
            let pieces = take(&session, &mut without);
            let written = serde_json::to_string(&without).unwrap();
            for said in SAID {
                assert!(!written.contains(said), "{said:?} stayed in {written}");
            }
            let slots: std::collections::BTreeSet<_> = pieces.iter().map(|one| &one.slot).collect();
            assert_eq!(
                slots.len(),
                pieces.len(),
                "two pieces in one slot: {pieces:?}"
            );
            pieces_seen += pieces.len();

            put(&session, &mut without, &pieces, |_| true);
            assert_eq!(without, event);
            session.apply(at, &event);
        }
    }
    assert!(pieces_seen > 500, "{pieces_seen}");
}

#[test]
fn when_bos_keys_are_gone_the_day_still_reads_and_shows_nothing_of_bo() {
    let bo = Whose::from(who("Bo"));
    for day in 0..12 {
        let (mut session, mut as_it_was) = (Session::default(), Session::default());
        let mut others = 0;
        for (at, mut event) in random_day(day) {
            let was = event.clone();
            let pieces = take(&as_it_was, &mut event);
            as_it_was.apply(at, &was);
            others += pieces.iter().filter(|one| !one.whose.contains(&bo)).count();
            put(&session, &mut event, &pieces, |one| {
                !one.whose.contains(&bo)
            });
            session.apply(at, &event);
        }
        assert!(others > 10);
        let views = Views::of(&session);
        for topic in views.topics() {
            let shown = serde_json::to_string(&views.snapshot(topic)).unwrap();
            assert!(
                !shown.contains("\"Bo\"") && !shown.contains("Bo "),
                "{shown}"
            );
        }
    }
}

#[test]
fn with_no_key_at_all_every_view_stands_with_tombstones() {
    for day in 0..12 {
        let mut session = Session::default();
        for (at, mut event) in random_day(day) {
            let pieces = take(&session, &mut event);
            put(&session, &mut event, &pieces, |_| false);
            session.apply(at, &event);
        }
        let shown: String = Views::of(&session)
            .topics()
            .map(|topic| serde_json::to_string(&Views::of(&session).snapshot(topic)).unwrap())
            .collect();
        for said in SAID {
            assert!(!shown.contains(said), "{said:?}");
        }
        assert!(TRAINEES.len() > 3 && shown.contains("Former participant"));
    }
}

/// A day with hands, somebody who leaves, and Cem, who is removed after having written to facilitators.
fn a_day() -> Play {
    let mut play = Play::live(&TRAINEES);
    let (way, words) = (HandWay::Voice, Words::default());
    play.does(
        "Ana",
        Command::People(PeopleCommand::RaiseHand { way, words }),
    );
    let person = who("Ana");
    play.does("Fay", Command::People(PeopleCommand::CallOn { person }));
    play.passes(600);
    play.does("Bo", Command::People(PeopleCommand::Leave {}));
    let person = who("Cem");
    play.does(
        "Cem",
        post(Channel::Thread { person }, "may I write to you"),
    );
    play.does("Fay", Command::People(PeopleCommand::Remove { person }));
    play.falls_silent("Eve");
    play.passes(600);
    play.does("Fay", Command::Day(DayCommand::End {}));
    play
}

fn is_coming_and_going(event: &Event) -> bool {
    let text = serde_json::to_value(event).unwrap();
    let goes = ["connected", "fell_silent", "dropped", "left_for_today"];
    let people = text["people"]["t"].as_str();
    people.is_some_and(|kind| goes.contains(&kind)) || text.get("hands").is_some()
}

#[test]
fn keep2_without_the_key_of_presence_a_day_reads_as_it_ended_and_nobody_has_come_or_gone() {
    let play = a_day();
    let (mut session, mut as_it_was) = (Session::default(), Session::default());
    let mut seen = 0;
    for (at, event) in &play.kept {
        let mut without = event.clone();
        let pieces = take(&as_it_was, &mut without);
        as_it_was.apply(*at, event);
        if is_coming_and_going(event) {
            seen += 1;
            let open = serde_json::to_string(&without).unwrap();
            let ids = TRAINEES
                .iter()
                .chain(&["Fay"])
                .map(|name| who(name).to_string());
            ids.for_each(|id| assert!(!open.contains(&id), "{open}"));
            let of = pieces.iter().flat_map(|piece| &piece.whose);
            assert!(
                of.into_iter().all(|whose| *whose == Whose::PROGRAMME),
                "{pieces:?}"
            );
        }
        put(&session, &mut without, &pieces, |one| {
            one.class != Class::Presence
        });
        session.apply(*at, &without);
    }
    assert!(seen > 12, "{seen}");
    assert_eq!(session.summary(), play.session.summary());
    let topics = |session: &Session| audience::topics(session, who("Fay"));
    assert_eq!(topics(&session), topics(&play.session));
    let came = |person: &PersonId| session.people.here(*person).unwrap().link != Link::NotArrived;
    let all: Vec<PersonId> = session.people.everybody().map(|one| one.id).collect();
    assert!(!all.iter().any(came));
    assert!(session.hands.queue(HandOrder::FirstCome).is_empty());
}

#[test]
fn keep2_a_day_after_the_end_nobodys_coming_and_going_is_noted() {
    let mut play = a_day();
    play.passes(60 * 60);
    play.falls_silent("Ana");
    play.connects("Ana");
    let noted = play.kept.len();
    assert_eq!(
        play.session.people.here(who("Ana")).unwrap().link,
        Link::Live
    );
    play.passes(24 * 60 * 60);
    play.falls_silent("Ana");
    play.connects("Dee");
    assert_eq!(play.kept.len(), noted);
}
