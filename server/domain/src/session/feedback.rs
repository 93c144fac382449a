//! Feedback without names, at the end of the day (R34; FEEDBACK1-FEEDBACK5).
//!
//! ```text
//!   form of one person ──> as it came, sealed at one length               goes a day after the end
//!            all forms ──the day ends──> counts, and words in an order thrown anew for each question
//! ```
//!
//! Which answers belong together is known only as long as forms are kept as they came. What stays is laid together,
//! of each question that at least five people have answered.

use super::{Ask, Decided, Event, Session};
use crate::{dice::Dice, limits, sealing::NOBODY, text, views::Thing};
use alongside_protocol::{
    command::{FeedbackCommand, FeedbackForm, FeedbackScale, FeedbackText},
    entry::{FeedbackResults, Phase},
    ids::{At, PersonId},
    people::Role,
    refusal::Refusal,
    words::Words,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Default)]
pub struct Feedback {
    /// Nothing until it is first opened.
    open: Option<bool>,
    given: BTreeSet<PersonId>,
    forms: Vec<FeedbackForm>,
    gathered: Option<Gathered>,
}

#[derive(Debug, Clone)]
struct Gathered {
    answers: u32,
    results: Option<FeedbackResults>,
}

impl Feedback {
    /// Whether the form is open; nothing when there has been none.
    #[must_use]
    pub const fn open(&self) -> Option<bool> {
        self.open
    }

    #[must_use]
    pub fn given_by(&self, person: PersonId) -> bool {
        self.given.contains(&person)
    }

    #[must_use]
    pub fn answers(&self) -> u32 {
        let counted = self.gathered.as_ref().map(|gathered| gathered.answers);
        counted.unwrap_or_else(|| number(self.forms.len()))
    }

    /// What all answers say together, once the day is over and there are enough of them.
    #[must_use]
    pub fn results(&self) -> Option<&FeedbackResults> {
        self.gathered.as_ref()?.results.as_ref()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum FeedbackEvent {
    Opened {
        by: PersonId,
    },
    Closed {
        by: PersonId,
    },
    Answered {
        person: PersonId,
        form: FeedbackForm,
    },
    /// The day has ended: all answers, laid together.
    Gathered {
        answers: u32,
        /// Nothing of fewer than there have to be.
        results: Option<FeedbackResults>,
    },
}

/// # Errors
/// A refusal when the form is not open, was sent already, or needs mending.
pub fn decide(session: &Session, by: PersonId, command: &FeedbackCommand) -> Decided {
    let is_open = session.feedback.open == Some(true);
    let is_over = session.feedback.gathered.is_some();
    let event = match command {
        FeedbackCommand::Open {} if is_open => return Ok(Vec::new()),
        FeedbackCommand::Open {} if is_over => {
            return Err(Refusal::not_now(
                "This day counts as over, so the form cannot be opened any more.",
            ));
        }
        FeedbackCommand::Open {} => FeedbackEvent::Opened { by },
        FeedbackCommand::Close {} if !is_open => return Ok(Vec::new()),
        FeedbackCommand::Close {} => FeedbackEvent::Closed { by },
        FeedbackCommand::Answer { form } => answered(session, by, form)?,
    };
    Ok(vec![Event::Feedback(event)])
}

fn answered(
    session: &Session,
    person: PersonId,
    form: &FeedbackForm,
) -> Result<FeedbackEvent, Refusal> {
    let feedback = &session.feedback;
    if !is_asked(session, person) {
        return Err(Refusal::not_now(
            "The feedback form is for people on the roster, so that each is counted once. Yours was not sent.",
        ));
    }
    if feedback.given_by(person) {
        return Err(Refusal::not_now(
            "You have sent your feedback already, and it is kept. Each person can send it once, so this one was not counted.",
        ));
    }
    if feedback.open != Some(true) {
        return Err(Refusal::not_now(
            "The feedback form is closed just now. Yours was not sent.",
        ));
    }
    let form = FeedbackForm {
        scales: marks(&form.scales)?,
        texts: texts(&form.texts)?,
    };
    if form == FeedbackForm::default() {
        return Err(Refusal::mend(
            "Every question is left out. Please answer at least one; which one is up to you.",
        ));
    }
    room(&feedback.forms, &form)?;
    Ok(FeedbackEvent::Answered { person, form })
}

fn marks(marks: &BTreeMap<FeedbackScale, u8>) -> Result<BTreeMap<FeedbackScale, u8>, Refusal> {
    for (scale, mark) in marks {
        let steps = scale.steps();
        if !(1..=steps).contains(mark) {
            return Err(Refusal::mend(format!(
                "Please choose one of the {steps} steps, or leave the question out."
            )));
        }
    }
    Ok(marks.clone())
}

/// Those in which something is written.
fn texts(texts: &BTreeMap<FeedbackText, Words>) -> Result<BTreeMap<FeedbackText, Words>, Refusal> {
    let mut kept = BTreeMap::new();
    for (question, words) in texts {
        let words = text::optional_block(words, "An answer", limits::NOTE_LETTERS)?;
        if !words.is_empty() {
            kept.insert(*question, words);
        }
    }
    Ok(kept)
}

/// Facilitators get all of it in one frame, and nobody may take up the room of the others.
fn room(before: &[FeedbackForm], form: &FeedbackForm) -> Result<(), Refusal> {
    let bytes = written(form).len();
    if bytes > limits::FEEDBACK_BYTES_EACH {
        return Err(Refusal::mend(
            "Your answers are longer than we can keep. Please shorten them a little; nothing was cut.",
        ));
    }
    let taken: usize = before.iter().map(|form| written(form).len()).sum();
    if !form.texts.is_empty() && taken + bytes > limits::FEEDBACK_BYTES {
        return Err(Refusal::mend(
            "There is no room for more words in this session's feedback. You can still send the questions that need none.",
        ));
    }
    Ok(())
}

/// As it is kept and sent. Our own types always become JSON.
fn written(form: &FeedbackForm) -> String {
    serde_json::to_string(form).unwrap_or_default()
}

/// Coming by knocking, the same person could come twice.
#[must_use]
pub fn is_asked(session: &Session, person: PersonId) -> bool {
    let member = session.people.here(person);
    member.is_some_and(|member| member.role == Role::Trainee && member.knocked_at.is_none())
}

/// A form with what makes it as long as any other: how long a sealed one is must not tell which it was.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SealedForm {
    pub form: FeedbackForm,
    filled_up: String,
}

impl SealedForm {
    #[must_use]
    pub fn of(form: FeedbackForm) -> Self {
        let rest = limits::FEEDBACK_BYTES_EACH.saturating_sub(written(&form).len());
        Self {
            form,
            filled_up: " ".repeat(rest),
        }
    }
}

/// When a day that nobody has ended counts as over.
#[must_use]
pub fn deadline(session: &Session) -> Option<At> {
    let facts = session.day.facts.as_ref()?;
    let waits = session.phase() == Phase::Live
        && session.feedback.open.is_some()
        && session.feedback.gathered.is_none();
    waits.then(|| facts.starts_at.plus_minutes(limits::NEVER_ENDED_MINUTES))
}

/// What was sent is laid together then too, before it goes.
#[must_use]
pub fn due(session: &Session, ask: &Ask) -> Vec<Event> {
    match deadline(session) {
        Some(at) if at <= ask.at => gathered(session, ask).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// When the day ends: everything that was sent, laid together. Nothing when the form was never open, or it was done.
#[must_use]
pub fn gathered(session: &Session, ask: &Ask) -> Option<Event> {
    let feedback = &session.feedback;
    if feedback.gathered.is_some() {
        return None;
    }
    feedback.open?;
    let enough = feedback.forms.len() >= limits::FEEDBACK_ANSWERS;
    let results = enough.then(|| laid_together(&feedback.forms, &mut Dice::new(ask.seed)));
    let answers = number(feedback.forms.len());
    Some(Event::Feedback(FeedbackEvent::Gathered {
        answers,
        results,
    }))
}

/// Each question by itself, if enough people have answered it: how often each step was marked, and the words in an
/// order of their own.
fn laid_together(forms: &[FeedbackForm], dice: &mut Dice) -> FeedbackResults {
    let mut results = FeedbackResults::default();
    for form in forms {
        for (scale, mark) in &form.scales {
            let steps = vec![0; usize::from(scale.steps())];
            let counts = results.scales.entry(*scale).or_insert(steps);
            let step = usize::from(*mark).checked_sub(1);
            if let Some(count) = step.and_then(|step| counts.get_mut(step)) {
                *count += 1;
            }
        }
        for (question, words) in &form.texts {
            let all = results.texts.entry(*question).or_default();
            all.push(words.clone());
        }
    }
    let few = |answers: usize| answers < limits::FEEDBACK_ANSWERS;
    let marks = |counts: &[u32]| counts.iter().sum::<u32>() as usize;
    results.scales.retain(|_, counts| !few(marks(counts)));
    results.texts.retain(|_, words| !few(words.len()));
    for words in results.texts.values_mut() {
        // Whatever order they came in, they start out in the same one.
        words.sort_unstable();
        dice.shuffle(words);
    }
    results
}

pub fn apply(session: &mut Session, event: &FeedbackEvent) {
    match event {
        FeedbackEvent::Opened { .. } => session.feedback.open = Some(true),
        FeedbackEvent::Closed { .. } => session.feedback.open = Some(false),
        // Whose it was and what it said has had its time.
        FeedbackEvent::Answered { person, .. } if *person == NOBODY => {}
        FeedbackEvent::Answered { person, form } => {
            session.feedback.given.insert(*person);
            session.feedback.forms.push(form.clone());
            session.touch(Thing::Person(*person));
        }
        FeedbackEvent::Gathered { answers, results } => {
            session.feedback.open = Some(false);
            session.feedback.forms.clear();
            session.feedback.gathered = Some(Gathered {
                answers: *answers,
                results: results.clone(),
            });
        }
    }
    session.touch(Thing::Feedback);
}

#[cfg(test)]
mod tests;
