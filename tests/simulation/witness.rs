//! An outside witness: it remembers what reached the server and every answer that reached a browser, and goes to the
//! log with them. Acknowledged means kept, once, and in the order it was asked (ASK1, ASK2).

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
    /// Acknowledgements in the order in which browsers heard them.
    heard: Vec<CommandId>,
    /// How many of them had been heard when a command first reached the server.
    before: BTreeMap<CommandId, usize>,
    /// What each wire brought to the server, in order, as long as it could take effect.
    brought: BTreeMap<usize, Vec<CommandId>>,
    /// What the server said to it there, whether or not that reached anybody: how often kept, how often refused.
    said: BTreeMap<(usize, CommandId), [usize; 2]>,
    /// What the server has called kept. Whatever comes of it later takes no effect.
    done: BTreeSet<CommandId>,
}

/// Which wire brought it, and as which of its commands.
type Turn = (usize, usize);

impl Witness {
    /// The server has it now. A command that is on no wire any more, or still on its way, takes no effect.
    pub fn asks(&mut self, wire: usize, id: CommandId) {
        self.before.entry(id).or_insert(self.heard.len());
        if !self.done.contains(&id) {
            self.brought.entry(wire).or_default().push(id);
        }
    }

    /// The server sends an answer.
    pub fn answers(&mut self, wire: usize, id: CommandId, result: &Outcome) {
        let [kept, refused] = self.said.entry((wire, id)).or_default();
        match result {
            Outcome::Kept {} => {
                *kept += 1;
                self.done.insert(id);
            }
            Outcome::Refused { .. } => *refused += 1,
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
                self.heard.push(id);
                let refused = self.refused.get(&key).filter(|(then, _)| *then == epoch);
                match refused {
                    Some(_) => Err("kept what was refused before (ASK2)".to_owned()),
                    None => Ok(()),
                }
            }
            Outcome::Refused { refusal } => {
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
        let mut places = BTreeMap::new();
        for (place, body) in log.iter().flatten().enumerate() {
            let kept = Kept::<serde_json::Value>::read(body).map_err(|error| error.to_string())?;
            if let Some(from) = kept.from
                && places.insert(from.id, place).is_some()
            {
                return Err("a command took effect twice (ASK2)".to_owned());
            }
        }
        if self.kept.iter().any(|(_, id)| !places.contains_key(id)) {
            return Err("what was acknowledged is not in the log (ASK1)".to_owned());
        }
        self.lies_behind_what_was_heard(&places)?;
        self.lies_as_it_was_brought(&places)
    }

    /// What was asked when something had been acknowledged lies behind that.
    fn lies_behind_what_was_heard(
        &self,
        places: &BTreeMap<CommandId, usize>,
    ) -> Result<(), String> {
        let heard = self.heard.iter().scan(0, |last, id| {
            *last = places[id].max(*last);
            Some(*last)
        });
        let heard: Vec<usize> = heard.collect();
        let behind = |(id, before): (&CommandId, &usize)| {
            let acknowledged = before.checked_sub(1).map(|last| heard[last]);
            let place = places.get(id).copied();
            place.is_none_or(|place| acknowledged.is_none_or(|last| place > last))
        };
        match self.before.iter().all(behind) {
            true => Ok(()),
            false => Err("what was asked later is kept in another order (ASK1)".to_owned()),
        }
    }

    /// Each command lies where one of the times at which it was brought can have put it. Of most there is only one:
    /// a command that was refused has had no effect, and once it is kept no other time counts. What is brought by two
    /// wires while nobody has said anything may have been refused on the first, and the answer lost.
    fn lies_as_it_was_brought(&self, places: &BTreeMap<CommandId, usize>) -> Result<(), String> {
        let mut turns: BTreeMap<CommandId, Vec<Turn>> = BTreeMap::new();
        for (wire, ids) in &self.brought {
            for (turn, id) in ids.iter().enumerate() {
                if places.contains_key(id) && !self.was_refused(*wire, *id) {
                    turns.entry(*id).or_default().push((*wire, turn));
                }
            }
        }
        let mut certain: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for (id, turns) in &turns {
            if let [(wire, turn)] = turns[..] {
                certain.entry(wire).or_default().push((turn, places[id]));
            }
        }
        let fits = |id: &CommandId, (wire, turn): Turn| {
            let place = places[id];
            let others = certain.get(&wire).into_iter().flatten();
            let mut others = others.filter(|(_, other)| *other != place);
            others.all(|(before, other)| (*before < turn) == (*other < place))
        };
        match turns
            .iter()
            .all(|(id, turns)| turns.iter().any(|turn| fits(id, *turn)))
        {
            true => Ok(()),
            false => Err("commands of one connection were kept in another order".to_owned()),
        }
    }

    /// Each time that wire brought it.
    fn was_refused(&self, wire: usize, id: CommandId) -> bool {
        let [kept, refused] = self.said.get(&(wire, id)).copied().unwrap_or_default();
        let brought = self.brought[&wire].iter().filter(|other| **other == id);
        kept == 0 && refused >= brought.count()
    }
}
