//! Questions that wait for an answer: each for a short time, once, and only so many.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use alongside_protocol::{
    ids::At,
    refusal::{Code, Refusal},
};

use crate::limits;

/// See the head of this file.
pub struct Waiting<K, T> {
    held: Mutex<BTreeMap<K, (At, T)>>,
    most: usize,
    seconds: u32,
}

impl<K: Ord, T> Waiting<K, T> {
    pub const fn new(most: usize) -> Self {
        Self::lasting(limits::QUESTION_SECONDS, most)
    }

    /// Questions that may be answered for so long.
    pub const fn lasting(seconds: u32, most: usize) -> Self {
        Self {
            held: Mutex::new(BTreeMap::new()),
            most,
            seconds,
        }
    }

    /// Asked from now on; an earlier question of the same key is taken back.
    ///
    /// # Errors
    /// A refusal while too many wait.
    pub fn ask(&self, key: K, what: T, now: At) -> Result<(), Refusal> {
        let mut held = self.held();
        if held.len() >= self.most {
            held.retain(|_, (until, _)| *until > now);
        }
        if held.len() >= self.most {
            return Err(Refusal::new(
                Code::TooFast,
                "Many people are signing in at this moment. Please try again in a minute.",
            ));
        }
        held.insert(key, (now.plus_seconds(self.seconds), what));
        Ok(())
    }

    /// The question, if it is still open; it is closed with this.
    pub fn take(&self, key: &K, now: At) -> Option<T> {
        self.take_if(key, now, |_| true)
    }

    /// The same, if it fits; otherwise it stays as it was.
    pub fn take_if(&self, key: &K, now: At, fits: impl FnOnce(&T) -> bool) -> Option<T> {
        let mut held = self.held();
        let (until, what) = held.get(key)?;
        if *until > now && !fits(what) {
            return None;
        }
        let (until, what) = held.remove(key)?;
        (until > now).then_some(what)
    }

    /// A failed look leaves the questions as they were.
    fn held(&self) -> MutexGuard<'_, BTreeMap<K, (At, T)>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Ord, T: Clone> Waiting<K, T> {
    /// The question, which stays open.
    pub fn look(&self, key: &K, now: At) -> Option<T> {
        let held = self.held();
        let (until, what) = held.get(key)?;
        (*until > now).then(|| what.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign5_a_question_is_answered_once_and_in_time() {
        let waiting = Waiting::new(2);
        waiting.ask(1, "one", At(0)).unwrap();
        assert_eq!(waiting.look(&1, At(0)), Some("one"));
        assert_eq!(waiting.take(&1, At(0)), Some("one"));
        assert_eq!(waiting.take(&1, At(0)), None);
        waiting.ask(2, "two", At(0)).unwrap();
        let late = At(0).plus_seconds(limits::QUESTION_SECONDS);
        assert_eq!(waiting.take(&2, late), None);
    }

    #[test]
    fn sign10_a_question_that_somebody_else_answers_stays_open() {
        let waiting = Waiting::lasting(10, 2);
        waiting.ask(1, "mine", At(0)).unwrap();
        assert_eq!(waiting.take_if(&1, At(0), |what| *what == "theirs"), None);
        let in_time = At(0).plus_seconds(9);
        assert_eq!(waiting.take_if(&1, in_time, |_| true), Some("mine"));
    }

    #[test]
    fn only_so_many_questions_wait() {
        let waiting = Waiting::new(2);
        waiting.ask(1, (), At(0)).unwrap();
        waiting.ask(2, (), At(0)).unwrap();
        assert_eq!(waiting.ask(3, (), At(0)).unwrap_err().code, Code::TooFast);
        let later = At(0).plus_seconds(limits::QUESTION_SECONDS);
        waiting.ask(3, (), later).unwrap();
    }
}
