//! A gateway that is broken on purpose, for showing that its faults are noticed.

use axum::extract::ws::{Message, Utf8Bytes};

use super::day::Day;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tamper {
    /// Every tenth update of the group is lost.
    DropsUpdates,
    /// What facilitators read reaches everybody.
    Leaks,
    /// Dead wires go on answering pings, so that nobody's going is noticed.
    Immortal,
    /// One word is changed on the way.
    Changes,
}

/// What goes on to the page instead; nothing when it is lost.
pub fn tampered(day: &Day, text: &str) -> Option<String> {
    match day.manner.tamper {
        Some(Tamper::DropsUpdates)
            if text.contains("\"t\":\"update\",\"topic\":\"group\"")
                && text.contains("0,\"at\"") =>
        {
            None
        }
        Some(Tamper::Changes) => Some(text.replace("\"Ana\"", "\"Anna\"")),
        _ => Some(text.to_owned()),
    }
}

impl Day {
    /// What goes to a facilitator alone goes to the first trainee as well.
    pub fn leaks(&mut self, wire: usize, at: u64, text: &Utf8Bytes) -> Result<(), String> {
        if !text.contains("\"topic\":\"facilitators\"") || self.wires[wire].person != self.id("Fay")
        {
            return Ok(());
        }
        let ana = self.id("Ana");
        let theirs = |wire: &super::day::Wire| wire.person == ana && wire.epoch.is_some();
        match self.wires.iter().rposition(theirs) {
            Some(other) => self.sends(other, at, Message::Text(text.clone())),
            None => Ok(()),
        }
    }
}
