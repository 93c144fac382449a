//! What any two people count as buddies by what they are, as numbers: a large roster has half a million pairs.

use std::collections::BTreeMap;

use super::Partner;
use crate::matching::people::Voice;

/// Everybody's languages, free times and workplace by number, in the order of the people.
pub struct Traits {
    languages: Vec<Vec<usize>>,
    free: Vec<Vec<usize>>,
    workplace: Vec<Option<usize>>,
    voice: Vec<Voice>,
}

impl Traits {
    pub fn of(people: &[&Partner]) -> Self {
        let mut numbers = BTreeMap::new();
        let mut number = |text: &String| {
            let next = numbers.len();
            *numbers.entry(text.clone()).or_insert(next)
        };
        let mut all = |texts: &[String]| {
            let mut all: Vec<usize> = texts.iter().map(&mut number).collect();
            all.sort_unstable();
            all
        };
        let languages = people.iter().map(|each| all(&each.languages)).collect();
        let free = people.iter().map(|each| all(&each.free)).collect();
        Self {
            languages,
            free,
            workplace: people
                .iter()
                .map(|each| each.workplace.as_ref().map(&mut number))
                .collect(),
            voice: people.iter().map(|each| each.voice).collect(),
        }
    }

    /// How far out of each other's reach two are, and how badly they match.
    pub fn apart(&self, a: usize, b: usize) -> (i128, i128) {
        let strangers = |of: &[Vec<usize>]| i128::from(share_nothing(&of[a], &of[b]));
        let same = self.workplace[a].is_some() && self.workplace[a] == self.workplace[b];
        let writes = one_writes(self.voice[a], self.voice[b]);
        (
            strangers(&self.languages) + strangers(&self.free),
            if same { 3 } else { 0 } + i128::from(writes),
        )
    }
}

/// One speaks and the other only writes.
pub fn one_writes(a: Voice, b: Voice) -> bool {
    matches!(
        (a, b),
        (Voice::Voice, Voice::Chat) | (Voice::Chat, Voice::Voice)
    )
}

/// Whether both lists (in order) are known and share nothing.
fn share_nothing(a: &[usize], b: &[usize]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|each| b.binary_search(each).is_ok())
}
