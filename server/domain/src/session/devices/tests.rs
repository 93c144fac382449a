//! Stories of second devices.

use super::*;
use crate::{
    session::Asked,
    testing::{Play, who},
};
use alongside_protocol::{
    command::{Command, DayCommand, PeopleCommand},
    entry::Entry,
    topic::Topic,
};
use uuid::Uuid;

const PHONE: DeviceId = DeviceId(Uuid::from_u128(0xf0e));

fn comes(play: &mut Play, device: DeviceId, name: &str) -> Result<(), Refusal> {
    let person = who(name);
    play.happen(Asked::DeviceCame { device, person })
}

fn answers(device: DeviceId, agree: bool) -> Command {
    Command::People(PeopleCommand::AnswerDevice { device, agree })
}

fn answer_of(play: &Play, device: DeviceId) -> Option<Answer> {
    play.session.devices.get(device).map(|device| device.answer)
}

fn shown(play: &Play, topic: Topic) -> Option<DeviceState> {
    match play.entry(topic, &format!("device/{PHONE}")) {
        Some(Entry::Device(device)) => Some(device.state),
        _ => None,
    }
}

#[test]
fn device1_the_first_device_and_staff_are_asked_and_nobody_else_hears_of_it() {
    let mut play = Play::live(&["Ana", "Bo"]);
    let seen = play.seen[&who("Bo")].len();
    comes(&mut play, PHONE, "Ana").unwrap();
    assert_eq!(answer_of(&play, PHONE), Some(Answer::Waiting));
    assert_eq!(
        shown(&play, Topic::Person(who("Ana"))),
        Some(DeviceState::Waiting)
    );
    assert_eq!(shown(&play, Topic::Staff), Some(DeviceState::Waiting));
    assert_eq!(play.seen[&who("Bo")].len(), seen, "not a frame");
    assert_eq!(play.refused("Bo", answers(PHONE, true)), Code::NotFound);

    play.does("Ana", answers(PHONE, true));
    assert_eq!(answer_of(&play, PHONE), Some(Answer::Agreed));
    assert_eq!(shown(&play, Topic::Staff), None, "no news any more");
    assert_eq!(play.refused("Ana", answers(PHONE, false)), Code::NotNow);
}

#[test]
fn device2_not_me_turns_it_away_and_staff_read_that_for_a_while() {
    let mut play = Play::live(&["Ana", "Bo"]);
    comes(&mut play, PHONE, "Ana").unwrap();
    play.does("Ana", answers(PHONE, false));
    let by = who("Ana");
    assert_eq!(answer_of(&play, PHONE), Some(Answer::TurnedAway { by }));
    assert_eq!(shown(&play, Topic::Staff), Some(DeviceState::TurnedAway));
    play.passes(11 * 60);
    assert_eq!(answer_of(&play, PHONE), None);
    assert_eq!(shown(&play, Topic::Staff), None);
    play.check_replay();
}

#[test]
fn device1_the_assistant_answers_for_trainees_and_not_for_facilitators() {
    let mut play = Play::live(&["Ana"]);
    comes(&mut play, PHONE, "Ana").unwrap();
    play.does("Sol", answers(PHONE, true));
    let laptop = DeviceId(Uuid::from_u128(0x1a9));
    comes(&mut play, laptop, "Fay").unwrap();
    assert_eq!(play.refused("Sol", answers(laptop, true)), Code::NotFound);
    play.does("Finn", answers(laptop, false));
}

#[test]
fn device3_a_first_device_that_has_gone_is_not_waited_for() {
    let mut play = Play::live(&["Ana", "Bo"]);
    comes(&mut play, PHONE, "Ana").unwrap();
    play.happens(Asked::DeviceLooks { device: PHONE });
    assert_eq!(answer_of(&play, PHONE), Some(Answer::Waiting));
    play.falls_silent("Ana");
    play.happens(Asked::Restarted);
    play.happens(Asked::DeviceLooks { device: PHONE });
    assert_eq!(
        answer_of(&play, PHONE),
        Some(Answer::Waiting),
        "she may be back at once"
    );
    play.passes(limits::DEVICE_GONE_SECONDS);
    play.happens(Asked::DeviceLooks { device: PHONE });
    assert_eq!(answer_of(&play, PHONE), Some(Answer::Agreed));

    let other = DeviceId(Uuid::from_u128(2));
    comes(&mut play, other, "Ana").unwrap();
    assert_eq!(answer_of(&play, other), None, "nobody is live: no waiting");
}

#[test]
fn device1_so_many_devices_wait_for_an_answer_and_no_more() {
    let mut play = Play::live(&["Ana"]);
    for number in 0..limits::DEVICES_WAITING {
        let device = DeviceId(Uuid::from_u128(number as u128));
        comes(&mut play, device, "Ana").unwrap();
    }
    let refused = comes(&mut play, PHONE, "Ana").unwrap_err();
    assert_eq!(refused.code, Code::TooFast);
}

#[test]
fn device2_nobody_is_asked_about_somebody_who_was_removed_or_after_the_end() {
    let mut play = Play::live(&["Ana", "Bo"]);
    comes(&mut play, PHONE, "Ana").unwrap();
    let person = who("Ana");
    play.does("Sol", Command::People(PeopleCommand::Remove { person }));
    assert_eq!(answer_of(&play, PHONE), None);
    assert_eq!(shown(&play, Topic::Staff), None);
    comes(&mut play, PHONE, "Ana").unwrap();
    assert_eq!(answer_of(&play, PHONE), None);
    play.does("Fay", Command::Day(DayCommand::End {}));
    comes(&mut play, PHONE, "Bo").unwrap();
    assert_eq!(answer_of(&play, PHONE), None);
}
