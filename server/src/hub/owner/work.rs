//! One ask and all that follows from it, as one (LOG1): decided, kept together, and only then shown.
//!
//! ```text
//!   decide ──> apply ──> decide what follows ──> apply ──> … ──> seal, append (once, durable) ──> show ──> answer
//! ```
//!
//! The state runs ahead of the log for as long as the append takes, and nobody can look at it meanwhile. When the
//! append fails, that state is thrown away with its owner, and the next owner reads what the log has kept. So a
//! crash leaves an ask with all its consequences or without any.

use std::panic::{AssertUnwindSafe, catch_unwind};

use alongside_domain::{
    sealing::Seam,
    session::{Ask, Asked, Event},
};
use alongside_protocol::{
    frames::Outcome,
    ids::At,
    refusal::{Code, Refusal},
};

use super::{Owner, StepDown, later};
use crate::{
    bus::Bus,
    kept::{From, Kept},
    limits,
    log::{LogError, Stream},
    vault::Draft,
};

impl<B: Bus> Owner<B> {
    /// The order of work. While the log keeps nothing, nothing is asked of it.
    pub(super) async fn ask(
        &mut self,
        from: Option<From>,
        asked: Asked,
    ) -> Result<Outcome, StepDown> {
        if self.is_resting() {
            return Ok(not_kept());
        }
        let at = self.moment();
        let mut drafts = Vec::new();
        // A mistake of ours in a rule must not be made again and again by a browser that got no answer.
        let worked = catch_unwind(AssertUnwindSafe(|| self.work(at, from, asked, &mut drafts)));
        let outcome = worked.map_err(|_| match &from {
            Some(from) => StepDown::telling(self.desk.stumbles.note(from)),
            None => StepDown::silent(),
        })?;
        if !drafts.is_empty() {
            let lines = self.lines_of(at, &drafts);
            self.append(drafts).await?;
            self.desk.schedule.note(lines);
            self.show(at);
        }
        Ok(outcome)
    }

    /// Everything that happens now, applied to the state and taken down in `drafts`.
    fn work(
        &mut self,
        at: At,
        from: Option<From>,
        asked: Asked,
        drafts: &mut Vec<Draft<Event>>,
    ) -> Outcome {
        let seed = self.desk.clock.seed();
        let events = match self.session.decide(&Ask { at, seed, asked }) {
            Ok(events) => events,
            Err(refusal) => return self.refused(from, refusal),
        };
        if !events.is_empty() || from.is_some() {
            self.take(Kept::new(at, from, events), drafts);
        }
        self.draw_consequences(at, drafts);
        Outcome::Kept {}
    }

    fn draw_consequences(&mut self, at: At, drafts: &mut Vec<Draft<Event>>) {
        self.not_before = later(at);
        for _ in 0..limits::CONSEQUENCES {
            let (seed, asked) = (self.desk.clock.seed(), Asked::Clock);
            match self.session.decide(&Ask { at, seed, asked }) {
                Ok(events) if events.is_empty() => {
                    let all_done = self.session.next_deadline().is_none_or(|next| next > at);
                    if all_done {
                        self.not_before = At(i64::MIN);
                    }
                    return;
                }
                Ok(events) => self.take(Kept::new(at, None, events), drafts),
                Err(_) => return,
            }
        }
        tracing::error!(session = %self.desk.id, "consequences without an end");
    }

    fn take(&mut self, kept: Kept<Event>, drafts: &mut Vec<Draft<Event>>) {
        let without_words = |event: &mut Event, seam: &mut Seam| self.session.private(event, seam);
        drafts.push(Draft::new(kept.clone(), without_words));
        self.apply(&kept);
    }

    fn refused(&mut self, from: Option<From>, refusal: Refusal) -> Outcome {
        // What came too fast has not been answered: the same command is decided anew when it comes again (ASK4).
        let is_answer = refusal.code != Code::TooFast;
        let outcome = Outcome::Refused { refusal };
        if let Some(from) = from.filter(|_| is_answer) {
            self.answers.keep(from, outcome.clone());
        }
        outcome
    }

    /// Comes back when all of it is durable.
    async fn append(&mut self, drafts: Vec<Draft<Event>>) -> Result<(), StepDown> {
        let stream = Stream::session(self.desk.id.0);
        let (vault, programme) = (&self.desk.vault, self.desk.programme.0);
        let bodies = match vault.bodies(stream, programme, self.position, drafts).await {
            Ok(bodies) => bodies,
            Err(error) => {
                tracing::error!(session = %self.desk.id, %error, "not sealed; stepping down");
                return Err(StepDown::telling(not_kept()));
            }
        };
        match vault.log.append(stream, self.position, bodies).await {
            Ok(position) => {
                self.position = position;
                Ok(())
            }
            Err(error @ LogError::Stale { .. }) => {
                tracing::warn!(session = %self.desk.id, %error, "stepping down");
                Err(StepDown::silent())
            }
            // It is certain that nothing was written.
            Err(LogError::Resting(_)) => Err(StepDown::telling(not_kept())),
            // It is not known whether it was kept, so nobody is told either way: a browser asks again under the
            // same id, and the next owner knows.
            Err(error) => {
                tracing::error!(session = %self.desk.id, %error, "not kept; stepping down");
                Err(StepDown::silent())
            }
        }
    }
}

fn not_kept() -> Outcome {
    let refusal = Refusal::fault();
    Outcome::Refused { refusal }
}
