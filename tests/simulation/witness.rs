//! An outside witness: it remembers every answer that reached a browser, and goes to the log with it.
//! Acknowledged means kept, once, and in the order it was asked (ASK1, ASK2).

use std::collections::{BTreeMap, BTreeSet};

use alongside::kept::Kept;
use alongside_protocol::{
    frames::Outcome,
    ids::{CommandId, Epoch, PersonId},
    refusal::{Code, Refusal},
};

#[derive(Default)]
pub struct Witness {
    kept: BTreeSet<(PersonId, CommandId)>,
    refused: BTreeMap<(PersonId, CommandId), (Epoch, Refusal)>,
    /// Commands in the order in which each wire first carried them.
    asked: BTreeMap<usize, Vec<(PersonId, CommandId)>>,
    first: BTreeSet<(PersonId, CommandId)>,
    /// Sent more than once: it may have been refused the first time, and nobody heard of that.
    again: BTreeSet<(PersonId, CommandId)>,
    /// Whatever was refused may be tried again later.
    refused_once: BTreeSet<(PersonId, CommandId)>,
}

impl Witness {
    pub fn asks(&mut self, wire: usize, person: PersonId, id: CommandId) {
        if self.first.insert((person, id)) {
            self.asked.entry(wire).or_default().push((person, id));
        } else {
            self.again.insert((person, id));
        }
    }

    /// What was answered once is answered so again: what was kept for ever, a refusal as long as the owner lives.
    pub fn hears(
        &mut self,
        epoch: Epoch,
        person: PersonId,
        id: CommandId,
        result: &Outcome,
    ) -> Result<(), String> {
        let key = (person, id);
        match result {
            Outcome::Kept {} => {
                self.kept.insert(key);
                let refused = self.refused.get(&key).filter(|(then, _)| *then == epoch);
                match refused {
                    Some(_) => Err("kept what was refused before (ASK2)".to_owned()),
                    None => Ok(()),
                }
            }
            Outcome::Refused { refusal } => {
                self.refused_once.insert(key);
                // Too fast and not kept are no answers to the command itself; another body is none to the first one.
                if matches!(refusal.code, Code::TooFast | Code::Fault | Code::Reused) {
                    return Ok(());
                }
                if self.kept.contains(&key) {
                    return Err(format!("refused what was kept before (ASK2): {refusal:?}"));
                }
                self.refused.insert(key, (epoch, refusal.clone()));
                Ok(())
            }
        }
    }

    /// Goes to the log with all of it.
    pub fn compares(&self, log: &[Vec<Vec<u8>>]) -> Result<(), String> {
        // Who asked is sealed in what lies there; no two commands of a day have the same id.
        let mut places: BTreeMap<CommandId, Vec<usize>> = BTreeMap::new();
        for (place, body) in log.iter().flatten().enumerate() {
            let kept = Kept::<serde_json::Value>::read(body).map_err(|error| error.to_string())?;
            if let Some(from) = kept.from {
                places.entry(from.id).or_default().push(place);
            }
        }
        if places.values().any(|places| places.len() > 1) {
            return Err("a command took effect twice (ASK2)".to_owned());
        }
        if self.kept.iter().any(|(_, id)| !places.contains_key(id)) {
            return Err("what was acknowledged is not in the log (ASK1)".to_owned());
        }
        for asked in self.asked.values() {
            let unsteady = |key| self.refused_once.contains(key) || self.again.contains(key);
            let steady = asked.iter().filter(|key| !unsteady(*key));
            let order: Vec<_> = steady.filter_map(|(_, id)| places.get(id)).collect();
            if !order.is_sorted() {
                return Err("commands of one connection were kept in another order".to_owned());
            }
        }
        Ok(())
    }
}
