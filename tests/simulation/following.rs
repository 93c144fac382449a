//! What one connection has to carry. The frames of its hello are of one moment, no earlier than the hello itself; from
//! then on it carries what each append shows to this person, all of it and nothing else (TOPIC1, TOPIC2, TOPIC4,
//! HELLO4, HELLO5). It may end anywhere.

use std::collections::{BTreeMap, VecDeque};

use alongside_protocol::{
    frames::{FromServer, Resume},
    ids::{Epoch, PersonId},
    topic::Topic,
};

use super::oracle::Oracle;

/// A frame about a topic. What is in it the oracle compares by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Closed(Topic),
    Update(Topic, u64),
    Snapshot(Topic, u64),
}

/// See the head of this file.
pub struct Following {
    me: PersonId,
    resume: Option<Resume>,
    /// Appends that lay there when the hello was sent.
    since: usize,
    life: Option<Life>,
    hello: Vec<Told>,
    /// How far it has come; more than one when nothing tells them apart. None before it is live.
    places: Option<Vec<Place>>,
}

/// Which owner serves it, and how many records that one had read when it began.
#[derive(Clone, Copy)]
struct Life {
    epoch: Epoch,
    begun: u64,
}

#[derive(Clone, PartialEq, Eq)]
struct Place {
    appends: usize,
    /// What is still to come of the last of them.
    queue: VecDeque<Told>,
}

impl Following {
    pub const fn new(me: PersonId, resume: Option<Resume>, since: usize) -> Self {
        Self {
            me,
            resume,
            since,
            life: None,
            hello: Vec::new(),
            places: None,
        }
    }

    /// The server sends this.
    pub fn hears(&mut self, oracle: &Oracle, frame: &FromServer) -> Result<(), String> {
        let told = match frame {
            FromServer::Welcome { epoch, .. } => {
                let begun = oracle.begun(*epoch)?;
                self.life = Some(Life {
                    epoch: *epoch,
                    begun,
                });
                return Ok(());
            }
            FromServer::Live {} => return self.is_of_one_moment(oracle),
            FromServer::Closed { topic } => Told::Closed(*topic),
            FromServer::Update { topic, n, .. } => Told::Update(*topic, *n),
            // It counts with its last part (TOPIC6).
            FromServer::Snapshot { more: true, .. } => return Ok(()),
            FromServer::Snapshot { topic, n, .. } => Told::Snapshot(*topic, *n),
            _ => return Ok(()),
        };
        match &mut self.places {
            None => self.hello.push(told),
            Some(_) => self.goes_on(oracle, told)?,
        }
        Ok(())
    }

    fn is_of_one_moment(&mut self, oracle: &Oracle) -> Result<(), String> {
        let life = self.life.ok_or("live without a welcome (HELLO4)")?;
        let first = self.since.max(oracle.appends_of(life.begun));
        let mut places = Vec::new();
        let mut why = String::new();
        for appends in first..=oracle.appends {
            match self.is_of(oracle, life, appends) {
                Ok(()) => places.push(Place {
                    appends,
                    queue: VecDeque::new(),
                }),
                Err(other) => why = other,
            }
        }
        if places.is_empty() {
            return Err(format!(
                "a hello was answered with what was never so: {why}"
            ));
        }
        self.places = Some(places);
        Ok(())
    }

    /// Whether the hello is answered as it is right after so many appends.
    fn is_of(&self, oracle: &Oracle, life: Life, appends: usize) -> Result<(), String> {
        let mut told: BTreeMap<Topic, Vec<Told>> = BTreeMap::new();
        for one in &self.hello {
            told.entry(one.topic()).or_default().push(*one);
        }
        let resume = self.resume.iter();
        let known = resume.flat_map(|resume| &resume.topics);
        let known: BTreeMap<Topic, i64> = known
            .filter_map(|(topic, n)| Some((topic.parse().ok()?, *n)))
            .collect();
        let may = oracle.topics(self.me, appends);
        for (topic, told) in &told {
            let is_closed = told[..] == [Told::Closed(*topic)] && known.contains_key(topic);
            if !may.contains(topic) && !is_closed {
                return Err(not_theirs(*topic));
            }
        }
        for topic in known.keys() {
            if !may.contains(topic) && !told.contains_key(topic) {
                return Err(format!("{topic} was lost and not closed (TOPIC4)"));
            }
        }
        let same = |resume: &Resume| resume.epoch == life.epoch;
        let resumes = self.resume.as_ref().is_some_and(same);
        for topic in may {
            let told = told.get(topic).map_or(&[][..], Vec::as_slice);
            let n = oracle.number(*topic, life.begun, appends);
            let seen = known.get(topic).filter(|_| resumes);
            let is_tail = || {
                let seen = seen.and_then(|seen| u64::try_from(*seen).ok());
                seen.is_some_and(|seen| {
                    let tail = (seen + 1..=n).map(|n| Told::Update(*topic, n));
                    seen <= n
                        && told.iter().copied().eq(tail)
                        && oracle.reads_since(self.me, *topic, (life.begun, seen), appends)
                })
            };
            if told[..] != [Told::Snapshot(*topic, n)] && !is_tail() {
                return Err(format!(
                    "{topic} has neither its exact tail nor its snapshot (HELLO4)"
                ));
            }
        }
        Ok(())
    }

    /// One more frame, after `live`.
    fn goes_on(&mut self, oracle: &Oracle, told: Told) -> Result<(), String> {
        let begun = self.life.map_or(0, |life| life.begun);
        let (mut places, mut why) = (Vec::<Place>::new(), String::new());
        for mut place in self.places.take().unwrap_or_default() {
            while place.queue.is_empty() && place.appends < oracle.appends {
                place.appends += 1;
                place.queue = shown(oracle, self.me, begun, place.appends).into();
            }
            if place.queue.pop_front() == Some(told) {
                if !places.contains(&place) {
                    places.push(place);
                }
            } else if !oracle
                .topics(self.me, place.appends)
                .contains(&told.topic())
            {
                why = not_theirs(told.topic());
            } else {
                why = format!("{told:?} is not what comes next (TOPIC2, TOPIC4)");
            }
        }
        if places.is_empty() {
            return Err(why);
        }
        self.places = Some(places);
        Ok(())
    }
}

/// What this append shows to somebody: what they lose, what has changed, what they gain (TOPIC4).
fn shown(oracle: &Oracle, me: PersonId, begun: u64, appends: usize) -> Vec<Told> {
    let (before, after) = (oracle.topics(me, appends - 1), oracle.topics(me, appends));
    let number = |topic: &Topic| oracle.number(*topic, begun, appends);
    let lost = before.difference(after).map(|topic| Told::Closed(*topic));
    let changed = oracle.changed(appends).iter();
    let changed = changed.filter(|topic| before.contains(topic) && after.contains(topic));
    let changed = changed.map(|topic| Told::Update(*topic, number(topic)));
    let gained = after.difference(before);
    let gained = gained.map(|topic| Told::Snapshot(*topic, number(topic)));
    lost.chain(changed).chain(gained).collect()
}

fn not_theirs(topic: Topic) -> String {
    format!("{topic} was shown to somebody who may not read it (TOPIC1)")
}

impl Told {
    const fn topic(self) -> Topic {
        match self {
            Self::Closed(topic) | Self::Update(topic, _) | Self::Snapshot(topic, _) => topic,
        }
    }
}
