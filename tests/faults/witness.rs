//! A witness outside of the server: what was asked, in which order, and what came back. At the end it is held against
//! what the log holds and what people are shown.

use std::collections::{BTreeMap, BTreeSet};

use alongside_protocol::{
    command::Command,
    frames::Outcome,
    ids::{CommandId, PersonId},
};
use uuid::Uuid;

/// One thing somebody asked.
#[derive(Debug, Clone)]
pub struct Said {
    pub id: CommandId,
    pub command: Command,
    pub answer: Option<Outcome>,
}

/// See the head of this file.
#[derive(Default)]
pub struct Witness {
    said: BTreeMap<PersonId, Vec<Said>>,
    /// Words that somebody has read.
    pub seen: BTreeSet<String>,
}

impl Witness {
    /// Asked now, or again with perhaps an answer this time.
    pub fn hears(&mut self, by: PersonId, said: Said) {
        let all = self.said.entry(by).or_default();
        match all.iter_mut().find(|known| known.id == said.id) {
            Some(known) => known.answer = known.answer.take().or(said.answer),
            None => all.push(said),
        }
    }

    /// What a browser would send again.
    pub fn unanswered(&self, by: PersonId) -> Vec<Said> {
        let all = self.said.get(&by).into_iter().flatten();
        all.filter(|said| said.answer.is_none()).cloned().collect()
    }

    /// How much was acknowledged.
    pub fn acknowledged(&self) -> usize {
        let all = self.said.values().flatten();
        all.filter(|said| said.answer == Some(Outcome::Kept {}))
            .count()
    }

    /// Everything that is not as it was promised.
    pub fn against(&self, kept: &[CommandId]) -> Vec<String> {
        let mut wrong = Vec::new();
        for all in self.said.values() {
            let mut last = None;
            for said in all {
                let mine = |at: &usize| kept[*at] == said.id;
                let places: Vec<usize> = (0..kept.len()).filter(mine).collect();
                let id = said.id;
                match (&said.answer, places.len()) {
                    (Some(Outcome::Kept {}), 0) => {
                        wrong.push(format!("{id} was acknowledged and is lost"));
                    }
                    (Some(Outcome::Refused { .. }), 1..) => {
                        wrong.push(format!("{id} was refused and yet kept"));
                    }
                    (_, 2..) => wrong.push(format!("{id} was kept twice")),
                    _ => {}
                }
                let first = places.first().copied();
                if first.is_some() && first < last {
                    wrong.push(format!("{id} was kept before what was asked earlier"));
                }
                last = first.or(last);
            }
        }
        wrong
    }
}

fn said(id: u128, answer: Option<Outcome>) -> Said {
    use alongside_protocol::command::PeopleCommand;
    Said {
        id: CommandId(Uuid::from_u128(id)),
        command: Command::People(PeopleCommand::LowerHand {}),
        answer,
    }
}

/// The witness is worth something only if it notices.
#[test]
fn what_is_lost_doubled_or_out_of_order_is_noticed() {
    let asha = PersonId(Uuid::from_u128(7));
    let mut witness = Witness::default();
    for id in 1..=3 {
        witness.hears(asha, said(id, Some(Outcome::Kept {})));
    }
    witness.hears(asha, said(4, None));
    let kept = |ids: &[u128]| -> Vec<_> {
        ids.iter()
            .map(|id| CommandId(Uuid::from_u128(*id)))
            .collect()
    };
    assert!(witness.against(&kept(&[1, 2, 3])).is_empty());
    assert!(witness.against(&kept(&[1, 2, 3, 4])).is_empty());
    let count = |ids: &[u128], word: &str| {
        let wrong = witness.against(&kept(ids));
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        assert!(wrong[0].contains(word), "{wrong:?}");
    };
    count(&[1, 3], "lost");
    count(&[1, 2, 3, 2], "twice");
    count(&[1, 2, 3, 4, 4], "twice");
    count(&[2, 1, 3], "before");
}
