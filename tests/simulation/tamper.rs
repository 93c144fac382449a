//! A gateway that is broken on purpose, for showing that its faults are noticed.

use alongside_protocol::{
    frames::{FromBrowser, FromServer},
    topic::Topic,
};
use axum::extract::ws::{Message, Utf8Bytes};
use tokio::time::Instant;

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
    /// Of two commands of one wire the second is taken up first.
    Overtakes,
    /// Where a tail begins one update is missing.
    CutsTails,
    /// Where a tail ends one update is missing.
    ShortensTails,
    /// A tail begins one update too early.
    LengthensTails,
    /// A topic that somebody has just lost is shown to them once more.
    KeepsOpen,
    /// Of snapshots in parts, all but the last are lost.
    DropsParts,
    /// And the last is.
    DropsLastParts,
}

/// How a snapshot of the group begins.
const GROUP: &str = "{\"t\":\"snapshot\",\"topic\":\"group\"";

/// What goes on to the page instead.
pub fn tampered(day: &Day, text: &str) -> String {
    match day.manner.tamper {
        Some(Tamper::Changes) => text.replace("\"Ana\"", "\"Anna\""),
        _ => text.to_owned(),
    }
}

fn is(text: &str, kind: &str) -> bool {
    text.starts_with(&format!("{{\"t\":\"{kind}\""))
}

impl Day {
    /// Whether this frame is lost on its way.
    pub fn is_lost(&self, text: &str) -> bool {
        self.manner.tamper == Some(Tamper::DropsUpdates)
            && text.contains("\"t\":\"update\",\"topic\":\"group\"")
            && text.contains("0,\"at\"")
    }

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

    /// A command reaches the server.
    pub fn brings(&mut self, wire: usize, message: Message) {
        let overtakes = self.manner.tamper == Some(Tamper::Overtakes);
        let wire = &mut self.wires[wire];
        match wire.overtaken.take() {
            None if overtakes => wire.overtaken = Some(message),
            overtaken => {
                wire.cable.push(message);
                overtaken.into_iter().for_each(|last| wire.cable.push(last));
            }
        }
    }

    /// The hello as the server reads it.
    pub fn misread(&self, mut hello: FromBrowser) -> FromBrowser {
        if self.manner.tamper == Some(Tamper::LengthensTails)
            && let FromBrowser::Hello {
                resume: Some(resume),
                ..
            } = &mut hello
        {
            for n in resume.topics.values_mut().filter(|n| **n > 0) {
                *n -= 1;
            }
        }
        hello
    }

    /// What the server has sent at one moment.
    pub fn spoils(&self, wire: usize, sent: &mut Vec<(Instant, Message)>) {
        sent.retain(|(_, message)| !self.is_dropped(message.to_text().unwrap_or_default()));
        let text = |message: &Message| message.to_text().unwrap_or_default().to_owned();
        let texts: Vec<String> = sent.iter().map(|(_, message)| text(message)).collect();
        let welcome = texts.iter().position(|text| is(text, "welcome"));
        let mut tail = welcome.into_iter().flat_map(|welcome| {
            let hello = texts.iter().enumerate().skip(welcome);
            let hello = hello.take_while(|(_, text)| !is(text, "live"));
            hello
                .filter(|(_, text)| is(text, "update"))
                .map(|(place, _)| place)
        });
        let spoilt = match self.manner.tamper {
            Some(Tamper::CutsTails) => tail.next(),
            Some(Tamper::ShortensTails) => tail.last(),
            Some(Tamper::KeepsOpen) => {
                let closed = texts.iter().position(|text| is(text, "closed"));
                let again = closed.and_then(|place| self.once_more(wire, &texts[place]));
                if let (Some(place), Some(again)) = (closed, again) {
                    sent[place].1 = Message::text(again);
                }
                None
            }
            _ => None,
        };
        if let Some(place) = spoilt {
            sent.remove(place);
        }
    }

    /// Whether the server never sends this.
    fn is_dropped(&self, text: &str) -> bool {
        let more = text.ends_with("\"more\":true}");
        match self.manner.tamper {
            Some(Tamper::DropsParts) => more,
            Some(Tamper::DropsLastParts) => text.starts_with(GROUP) && !more,
            _ => false,
        }
    }

    /// A snapshot of a topic in place of its end.
    fn once_more(&self, wire: usize, closed: &str) -> Option<String> {
        let topic: Topic = match serde_json::from_str(closed) {
            Ok(FromServer::Closed { topic }) => topic,
            _ => return None,
        };
        let begun = self.oracle.begun(self.wires[wire].epoch?).ok()?;
        let snapshot = FromServer::Snapshot {
            topic,
            n: self.oracle.number(topic, begun, self.oracle.appends),
            entries: self.oracle.entries(topic),
            more: false,
        };
        serde_json::to_string(&snapshot).ok()
    }
}
