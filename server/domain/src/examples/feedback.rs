//! Commands about feedback without names.

use super::{one_of, words};
use crate::dice::Dice;
use alongside_protocol::command::{FeedbackCommand, FeedbackForm, FeedbackScale, FeedbackText};

/// It is opened and sent more often than closed.
pub fn feedback(dice: &mut Dice) -> [FeedbackCommand; 5] {
    [
        FeedbackCommand::Open {},
        FeedbackCommand::Answer { form: form(dice) },
        FeedbackCommand::Answer { form: form(dice) },
        FeedbackCommand::Answer { form: form(dice) },
        FeedbackCommand::Close {},
    ]
}

/// Now and then one that cannot be kept, or in which nothing is said.
fn form(dice: &mut Dice) -> FeedbackForm {
    let scale = one_of(dice, &FeedbackScale::ALL);
    let mark = one_of(dice, &[1, 2, 3, 3, 4, 0]);
    let marked = dice.below(3) > 0;
    let text = one_of(dice, &FeedbackText::ALL);
    FeedbackForm {
        scales: marked.then_some((scale, mark)).into_iter().collect(),
        texts: [(text, words(dice))].into(),
    }
}
