//! What a session gives back to its programme when it ends (END2): who met whom, and no words of anybody.

use super::Session;
use alongside_protocol::{
    ids::{At, SessionId},
    programme::Met,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub session: SessionId,
    pub ended_at: At,
    /// Pairs that shared an open breakout room, with how many breakouts of the day they shared one in.
    pub met: Vec<Met>,
}

impl Session {
    /// The summary of a session that has ended.
    #[must_use]
    pub fn summary(&self) -> Option<Summary> {
        Some(Summary {
            session: self.day.session()?,
            ended_at: self.day.ended_at?,
            met: self
                .rooms
                .met
                .iter()
                .map(|((a, b), times)| Met {
                    people: [*a, *b],
                    times: *times,
                })
                .collect(),
        })
    }
}
