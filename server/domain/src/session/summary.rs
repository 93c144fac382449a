//! What a session gives back to its programme when it ends (END2): who met whom, who was there for how long, and no
//! words of anybody.

use super::{Session, follow_up};
use alongside_protocol::{
    ids::{At, PersonId, SessionId},
    programme::Met,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub session: SessionId,
    pub ended_at: At,
    /// Pairs that shared an open breakout room, with how many breakouts of the day they shared one in.
    pub met: Vec<Met>,
    /// People to look after (R7): how many, never who.
    pub follow_ups: u32,
    /// Minutes for which each trainee was there.
    #[serde(default)]
    pub attendance: BTreeMap<PersonId, u32>,
}

impl Session {
    /// The summary of a session that has ended.
    #[must_use]
    pub fn summary(&self) -> Option<Summary> {
        let ended_at = self.day.ended_at?;
        Some(Summary {
            session: self.day.session()?,
            ended_at,
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
            attendance: self
                .people
                .trainees_ever()
                .filter(|member| member.was_here())
                .map(|member| {
                    let counted = member.attended;
                    let minutes = counted.unwrap_or_else(|| member.minutes_here(ended_at));
                    (member.id, minutes)
                })
                .collect(),
        })
    }
}
