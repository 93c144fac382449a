//! The bus of one process: the gateway is right here, so a note is a call.

use super::{Bus, Note};
use crate::hub::gateway::Gateway;

/// Hands notes to the one gateway of a session.
pub struct Local(pub Gateway);

impl Bus for Local {
    fn tell(&mut self, note: Note) {
        match note {
            Note::Frame { topic, frame } => self.0.frame(topic, &frame),
            Note::Seat {
                connection,
                frames,
                topics,
            } => self.0.seat(connection, frames, topics),
            Note::Shut {
                connections,
                topics,
            } => self.0.shut(&connections, &topics),
            Note::Open {
                connections,
                frames,
                topics,
            } => self.0.open(&connections, &frames, &topics),
            Note::Answer { connection, frame } => self.0.answer(connection, frame),
            Note::Tell { connections, frame } => self.0.say(&connections, &frame),
            Note::Bye { connections, code } => self.0.bye(&connections, code),
            Note::Gone { connection } => self.0.gone(connection),
        }
    }
}
