//! What comes over one wire, held against how snapshots come in parts (TOPIC6): none is large, they follow on one
//! another, and each entry stands in one of them.

use alongside::limits;
use alongside_protocol::{
    frames::{FromServer, Key},
    topic::Topic,
};

/// What stands in a frame around its entries.
const AROUND: usize = 150;

/// The snapshot whose last part has not come yet.
#[derive(Default)]
pub struct Parts {
    begun: Option<Whole>,
}

/// The keys of a snapshot, in the order in which they came.
pub struct Whole {
    pub topic: Topic,
    pub n: u64,
    pub keys: Vec<Key>,
    /// In how many parts they came.
    pub parts: u64,
}

impl Whole {
    const fn of(topic: Topic, n: u64) -> Self {
        Self {
            topic,
            n,
            keys: Vec::new(),
            parts: 0,
        }
    }
}

impl Parts {
    /// The next frame; gives back a snapshot when this was its last part.
    pub fn takes(&mut self, frame: &FromServer) -> Result<Option<Whole>, String> {
        let begun = self.begun.take();
        match frame {
            FromServer::Snapshot {
                topic,
                n,
                entries,
                more,
            } => {
                is_small(frame, entries.len())?;
                let (topic, n) = (*topic, *n);
                let mut whole = begun.unwrap_or_else(|| Whole::of(topic, n));
                if (whole.topic, whole.n) != (topic, n) {
                    return Err(format!(
                        "{topic} {n} comes between the parts of {} (TOPIC6)",
                        whole.topic
                    ));
                }
                whole.keys.extend(entries.keys().cloned());
                whole.parts += 1;
                if *more {
                    self.begun = Some(whole);
                    return Ok(None);
                }
                Ok(Some(whole))
            }
            FromServer::Answer { .. }
            | FromServer::Pong { .. }
            | FromServer::Trouble { .. }
            | FromServer::Bye { .. } => {
                self.begun = begun;
                Ok(None)
            }
            FromServer::Welcome { .. }
            | FromServer::Update { .. }
            | FromServer::Closed { .. }
            | FromServer::Live {} => match begun {
                Some(Whole { topic, .. }) => {
                    Err(format!("the last part of {topic} never came (TOPIC6)"))
                }
                None => Ok(None),
            },
        }
    }
}

fn is_small(frame: &FromServer, entries: usize) -> Result<(), String> {
    let bytes = serde_json::to_string(frame).map_or(0, |text| text.len());
    match entries < 2 || bytes <= limits::PART_BYTES + AROUND {
        true => Ok(()),
        false => Err(format!("a part of {bytes} bytes (TOPIC6)")),
    }
}
