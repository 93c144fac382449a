//! What a session gives back to its programme when it ends (END2): who met whom, and no words of anybody.

use super::{Session, follow_up};
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
    /// People to look after (R7): how many, never who.
    pub follow_ups: u32,
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
            follow_ups: self.people.ids().fold(0, |count, person| {
                count + u32::from(!follow_up::concerns(self, person).is_empty())
            }),
        })
    }
}
