//! Rehearsals (R37): a session with simulated trainees, so that facilitators can practise.

pub mod cast;
pub mod phrases;
pub mod script;
pub mod seen;
pub mod trainee;
pub mod wish;
