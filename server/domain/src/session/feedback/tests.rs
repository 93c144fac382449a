//! The form is opened, sent once by each, and what it says is laid together at the end.

use crate::{
    limits,
    sealing::{Piece, Seam, Whose},
    session::{Asked, Event, Session, feedback::FeedbackEvent},
    testing::{Play, who},
    views::Views,
};
use alongside_protocol::{
    command::{
        Command, DayCommand, FeedbackCommand, FeedbackForm, FeedbackScale, FeedbackText,
        PeopleCommand,
    },
    entry::{Entry, FeedbackResultsEntry},
    privacy::Class,
    refusal::Code,
    topic::Topic,
    words::Words,
};
use std::collections::BTreeSet;

const CAST: [&str; 6] = ["Ana", "Bo", "Cem", "Dee", "Eve", "Flo"];

fn feedback(command: FeedbackCommand) -> Command {
    Command::Feedback(command)
}

fn open() -> Command {
    feedback(FeedbackCommand::Open {})
}

fn close() -> Command {
    feedback(FeedbackCommand::Close {})
}

fn form(overall: u8, why: &str) -> FeedbackForm {
    FeedbackForm {
        scales: [(FeedbackScale::Overall, overall)].into(),
        texts: [(FeedbackText::Why, why.into())].into(),
    }
}

fn sends(form: FeedbackForm) -> Command {
    feedback(FeedbackCommand::Answer { form })
}

fn ends(play: &mut Play) {
    play.does("Fay", Command::Day(DayCommand::End {}));
}

fn results(play: &Play) -> FeedbackResultsEntry {
    match play.entry(Topic::Facilitators, "feedback_results") {
        Some(Entry::FeedbackResults(entry)) => entry,
        other => panic!("no results: {other:?}"),
    }
}

/// Everybody named has sent a form of their own, with so many steps and words in each question.
fn sent_by(names: &[&str]) -> Play {
    let mut play = Play::live(&CAST);
    play.does("Fay", open());
    for (name, overall) in names.iter().zip([5, 4, 4, 1, 5, 3]) {
        let mut form = form(overall, &format!("why of {name}"));
        let improve = Words::new(format!("better by {name}"));
        form.texts.insert(FeedbackText::Improve, improve);
        play.does(name, sends(form));
        play.passes(10);
    }
    play
}

#[test]
fn feedback1_the_form_is_there_while_a_facilitator_has_it_open_and_the_end_closes_it() {
    let mut play = Play::arrival(&CAST);
    assert_eq!(play.refused("Fay", open()), Code::NotNow);
    play.does("Fay", Command::Day(DayCommand::Start {}));
    let ana = || sends(form(4, ""));
    assert_eq!(play.refused("Ana", ana()), Code::NotNow);
    for name in ["Ana", "Sol"] {
        assert_eq!(play.refused(name, open()), Code::NotFound);
    }
    let is_open = |play: &Play| match play.entry(Topic::Group, "feedback") {
        Some(Entry::Feedback(entry)) => Some(entry.open),
        _ => None,
    };
    assert_eq!(is_open(&play), None);
    play.does("Fay", open());
    assert_eq!(is_open(&play), Some(true));
    play.does("Finn", close());
    assert_eq!(play.refused("Ana", ana()), Code::NotNow);
    play.does("Finn", open());
    for name in ["Fay", "Finn", "Sol"] {
        assert_eq!(play.refused(name, ana()), Code::NotFound);
    }
    play.does("Ana", ana());
    ends(&mut play);
    assert_eq!(is_open(&play), Some(false));
    assert!(play.tries("Bo", ana()).is_err());
    assert_eq!(play.refused("Fay", open()), Code::NotNow);
    play.check_replay();
}

#[test]
fn feedback2_each_person_is_counted_once_and_the_second_time_is_told_so() {
    let mut play = Play::live(&CAST);
    play.does("Fay", open());
    play.does("Ana", sends(form(5, "the first")));
    let again = play.tries("Ana", sends(form(1, "the second")));
    let refusal = again.expect_err("it was sent already");
    assert_eq!(refusal.code, Code::NotNow);
    assert!(refusal.sentence.contains("not counted"), "{refusal:?}");
    assert_eq!(results(&play).answers, 1);
    play.does("Fay", close());
    play.does("Fay", open());
    assert_eq!(play.refused("Ana", sends(form(1, ""))), Code::NotNow);
    let me = |name| match play.entry(Topic::Person(who(name)), "me") {
        Some(Entry::Me(me)) => me.feedback_given,
        _ => panic!("they are here"),
    };
    assert!(me("Ana") && !me("Bo"));
}

#[test]
fn feedback2_any_question_may_be_left_out_but_not_all_of_them() {
    let mut play = Play::live(&CAST);
    play.does("Fay", open());
    for nothing in [FeedbackForm::default(), {
        let mut blank = FeedbackForm::default();
        blank.texts.insert(FeedbackText::Why, " \u{200b}".into());
        blank
    }] {
        assert_eq!(play.refused("Ana", sends(nothing)), Code::Mend);
    }
    for mark in [0, 6] {
        assert_eq!(play.refused("Ana", sends(form(mark, "why"))), Code::Mend);
    }
    let mut pace = FeedbackForm::default();
    pace.scales.insert(FeedbackScale::Pace, 4);
    assert_eq!(play.refused("Ana", sends(pace.clone())), Code::Mend);
    pace.scales.insert(FeedbackScale::Pace, 3);
    play.does("Ana", sends(pace));
    let long = "x".repeat(limits::NOTE_LETTERS + 1);
    assert_eq!(play.refused("Bo", sends(form(3, &long))), Code::Mend);
}

#[test]
fn feedback3_of_four_answers_nothing_is_shown_and_of_five_what_they_say_together() {
    let mut four = sent_by(&CAST[..4]);
    ends(&mut four);
    let shown = results(&four);
    assert_eq!((shown.answers, shown.at_least, shown.results), (4, 5, None));
    assert!(!four.has_seen("Fay", "why of"));

    let mut five = sent_by(&CAST[..5]);
    let before = results(&five);
    assert_eq!((before.answers, before.results), (5, None));
    assert!(!five.has_seen("Fay", "why of"), "while the day runs");
    ends(&mut five);
    let results = results(&five).results.expect("there are five");
    assert_eq!(results.scales[&FeedbackScale::Overall], [1, 0, 0, 2, 2]);
    let said: BTreeSet<_> = results.texts[&FeedbackText::Why].iter().collect();
    assert_eq!(said.len(), 5);
    for name in CAST.into_iter().chain(["Sol"]) {
        assert!(!five.has_seen(name, "why of"), "{name}");
    }
    five.check_replay();
}

/// Whose words stand where, question by question.
fn orders(play: &Play) -> [Vec<String>; 2] {
    let results = results(play).results.expect("there are enough");
    [FeedbackText::Why, FeedbackText::Improve].map(|question| {
        let words = results.texts[&question].iter();
        let writer = |words: &Words| words.text().rsplit(' ').next().unwrap_or("").to_owned();
        words.map(writer).collect()
    })
}

#[test]
fn feedback3_the_order_of_words_is_that_of_no_arrival_and_of_no_other_question() {
    let (mut alike, mut as_they_came) = (0, 0);
    for pause in 0..40 {
        let mut play = sent_by(&CAST);
        // Chance comes with the ask, and so with how many there were before.
        for _ in 0..pause {
            play.passes(1);
        }
        ends(&mut play);
        let [why, improve] = orders(&play);
        alike += u32::from(why == improve);
        as_they_came += u32::from(why == CAST) + u32::from(improve == CAST);
    }
    assert!(alike < 3 && as_they_came < 3, "{alike} {as_they_came}");
}

#[test]
fn feedback3_the_order_in_which_forms_came_changes_nothing_that_is_shown() {
    // The same forms, by the same chance, in this order.
    let told = |order: [u8; 5]| {
        let mut play = Play::live(&CAST);
        play.does("Fay", open());
        for (name, number) in CAST.iter().zip(order) {
            play.does(name, sends(form(number, &format!("{number} it is"))));
        }
        ends(&mut play);
        results(&play)
    };
    let one = told([1, 2, 3, 4, 5]);
    assert_eq!(one.results.as_ref().map(|all| all.texts.len()), Some(1));
    for order in [[5, 4, 3, 2, 1], [2, 4, 1, 5, 3], [3, 1, 2, 5, 4]] {
        assert_eq!(one, told(order));
    }
}

#[test]
fn feedback3_of_a_question_that_fewer_than_five_have_answered_nothing_is_shown_or_kept() {
    let mut play = Play::live(&CAST);
    play.does("Fay", open());
    for (name, number) in CAST.iter().zip(0..6) {
        let mut form = FeedbackForm::default();
        form.scales.insert(FeedbackScale::Online, 3);
        form.texts.insert(FeedbackText::Why, "well".into());
        if number < 4 {
            form.scales.insert(FeedbackScale::Safety, 1);
            let improve = "only four of us".into();
            form.texts.insert(FeedbackText::Improve, improve);
        }
        play.does(name, sends(form));
    }
    ends(&mut play);
    let all = results(&play).results.expect("there are six");
    assert!(all.scales.keys().eq([&FeedbackScale::Online]), "{all:?}");
    assert!(all.texts.keys().eq([&FeedbackText::Why]));
    let is_gathered =
        |event: &Event| matches!(event, Event::Feedback(FeedbackEvent::Gathered { .. }));
    let kept = play.kept.iter().find(|(_, event)| is_gathered(event));
    let kept = serde_json::to_string(&kept.expect("it is laid together").1).unwrap();
    assert!(!kept.contains("safety") && !kept.contains("only four"));
}

#[test]
fn feedback4_one_sealed_form_is_as_long_as_any_other() {
    let length = |form: FeedbackForm| {
        let mut play = Play::live(&CAST);
        play.does("Fay", open());
        play.does("Ana", sends(form));
        let mut state = Session::default();
        let mut lengths = Vec::new();
        for (at, event) in &play.kept {
            for piece in taken(&state, &mut event.clone()) {
                if piece.class == Class::FeedbackForms {
                    lengths.push(piece.value.0.to_string().len());
                }
            }
            state.apply(*at, event);
        }
        lengths
    };
    let short = length(form(1, ""));
    let mut long = form(5, "line one\nline \"two\" \u{1f33b}");
    for text in FeedbackText::ALL {
        long.texts
            .insert(text, Words::new("caf\u{e9} ".repeat(150)));
    }
    assert_eq!(short.len(), 1);
    assert_eq!(short, length(long));
}

#[test]
fn feedback1_whoever_came_by_knocking_is_not_asked_and_cannot_be_counted_twice() {
    let mut play = Play::live(&CAST);
    let person = who("Gus");
    let name = "Gus".into();
    play.happens(Asked::Knock { person, name });
    play.does("Fay", Command::People(PeopleCommand::Admit { person }));
    play.does("Fay", open());
    assert_eq!(play.refused("Gus", sends(form(5, ""))), Code::NotNow);
    let asked = |name| match play.entry(Topic::Person(who(name)), "me") {
        Some(Entry::Me(me)) => me.feedback_asked,
        _ => panic!("they are here"),
    };
    assert!(asked("Ana") && !asked("Gus") && !asked("Fay"));
}

#[test]
fn feedback3_a_day_that_nobody_ends_is_laid_together_when_it_counts_as_over() {
    let mut play = sent_by(&CAST[..5]);
    play.passes(25 * 60 * 60);
    let shown = results(&play).results.expect("there are five");
    assert_eq!(shown.texts[&FeedbackText::Why].len(), 5);
    assert_eq!(play.refused("Flo", sends(form(3, ""))), Code::NotNow);
    assert_eq!(play.refused("Fay", open()), Code::NotNow);
    ends(&mut play);
    assert_eq!(results(&play).results, Some(shown));
    play.check_replay();
}

fn taken(state: &Session, event: &mut Event) -> Vec<Piece> {
    let mut seam = Seam::take();
    state.private(event, &mut seam);
    seam.pieces()
}

#[test]
fn feedback4_nothing_is_sealed_with_a_key_of_whoever_wrote_it_and_a_day_later_nothing_joins_it() {
    let mut play = sent_by(&CAST);
    ends(&mut play);
    let (mut state, mut a_day_later) = (Session::default(), Session::default());
    for (at, event) in &play.kept {
        let mut kept = event.clone();
        let pieces = taken(&state, &mut kept);
        state.apply(*at, event);
        if let Event::Feedback(_) = event {
            let whose: BTreeSet<_> = pieces.iter().flat_map(|piece| &piece.whose).collect();
            assert!(whose.iter().all(|whose| **whose == Whose::PROGRAMME));
            let open = serde_json::to_string(&kept).unwrap();
            for name in CAST {
                assert!(!open.contains(&who(name).to_string()), "{open}");
            }
            assert!(
                !open.contains("why of") && !open.contains("overall"),
                "{open}"
            );
        }
        // The keys of who was there, and of forms as they came, have gone.
        let goes = |piece: &Piece| matches!(piece.class, Class::Presence | Class::FeedbackForms);
        let lost = pieces.iter().any(goes);
        let left = pieces.into_iter().filter(|piece| !goes(piece));
        let found = left.map(|piece| (piece.slot, piece.value)).collect();
        state.private(&mut kept, &mut Seam::put(found, lost));
        if let Event::Feedback(FeedbackEvent::Answered { form, .. }) = &kept {
            assert_eq!(*form, FeedbackForm::default());
        }
        a_day_later.apply(*at, &kept);
    }
    let shown = Views::of(&a_day_later).snapshot(Topic::Facilitators);
    let entry = shown.get("feedback_results").cloned();
    assert_eq!(entry, Some(Entry::FeedbackResults(results(&play))));
    assert!(
        !CAST
            .iter()
            .any(|name| a_day_later.feedback.given_by(who(name)))
    );
}

#[test]
fn feedback2_large_words_of_one_person_leave_room_for_those_of_others() {
    let mut play = Play::live(&CAST);
    play.does("Fay", open());
    // A letter of many bytes, as often as letters may be written.
    let large = "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466}".repeat(900);
    let everywhere = FeedbackText::ALL.map(|text| (text, Words::new(large.clone())));
    let full = FeedbackForm {
        scales: [(FeedbackScale::Safety, 5)].into(),
        texts: everywhere.into(),
    };
    assert_eq!(play.refused("Ana", sends(full)), Code::Mend);
    play.does("Ana", sends(form(5, "all well")));
}
