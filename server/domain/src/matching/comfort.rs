//! What makes a room comfortable and who best leads it; the same for fresh rooms and for reshuffled ones.

use super::people::{Member, Voice};

/// 3 when nobody is sure to speak; 2 for one who writes among voices only; 2 for a pair where a voice is not sure.
pub(super) fn discomfort(voices: impl Iterator<Item = Voice>) -> u32 {
    let (mut voice, mut chat, mut unsure) = (0, 0, 0);
    for each in voices {
        match each {
            Voice::Voice => voice += 1,
            Voice::Chat => chat += 1,
            Voice::Unsure => unsure += 1,
        }
    }
    points(voice, chat, unsure)
}

/// The discomfort of a room by how many speak, write only, and may do either.
pub(super) fn points(voice: u32, chat: u32, unsure: u32) -> u32 {
    let all = voice + chat + unsure;
    let silent = if voice == 0 && all > 0 { 3 } else { 0 };
    let lone_writer = if chat == 1 && voice > 0 && unsure == 0 {
        2
    } else {
        0
    };
    let unsure_pair = if all == 2 && voice < 2 { 2 } else { 0 };
    silent + lone_writer + unsure_pair
}

/// The willing member who has led least, by place in `people`; the first of equals.
pub(super) fn best_lead(people: &[usize], members: &[Member]) -> Option<usize> {
    let willing = people.iter().copied().filter(|&each| members[each].lead);
    willing.min_by_key(|&each| (members[each].times_led, each))
}
