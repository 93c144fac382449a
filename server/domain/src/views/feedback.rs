//! What is shown of feedback: to the group that there is a form, to facilitators how many have sent it, and what all
//! answers say together once the day is over. Never who, when, or in which order (FEEDBACK3).

use super::Place;
use crate::{limits, session::Session};
use alongside_protocol::{
    entry::{Entry, FeedbackEntry, FeedbackResultsEntry},
    topic::Topic,
};

pub fn feedback(session: &Session) -> Vec<(Place, Entry)> {
    let feedback = &session.feedback;
    let Some(open) = feedback.open() else {
        return Vec::new();
    };
    let results = FeedbackResultsEntry {
        answers: feedback.answers(),
        at_least: u32::try_from(limits::FEEDBACK_ANSWERS).unwrap_or(u32::MAX),
        results: feedback.results().cloned(),
    };
    vec![
        (
            (Topic::Group, "feedback".to_owned()),
            Entry::Feedback(FeedbackEntry { open }),
        ),
        (
            (Topic::Facilitators, "feedback_results".to_owned()),
            Entry::FeedbackResults(results),
        ),
    ]
}
