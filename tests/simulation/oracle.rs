//! What the log says should have been shown: it is read as it grows, folded by the core, and every frame that any
//! browser gets is compared with it. So nobody is shown what is not kept, nor anything in another order, nor a topic
//! that is not theirs at that record (ASK1, TOPIC2-TOPIC4, HELLO4).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use alongside::{
    clock::Clock,
    kept::{BodyHash, Kept},
    keys::Keys,
    log::{Memory, Stream},
    vault::Vault,
};
use alongside_domain::{
    audience,
    session::{Event, Session, people::PeopleEvent},
    views::{Step, Views},
};
use alongside_protocol::{
    entry::Entry,
    frames::FromServer,
    ids::{At, CommandId, Epoch, PersonId, SessionId},
    topic::Topic,
};
use futures_util::FutureExt;

use super::chance::Lives;
use super::parts::Whole;
use super::server::PROGRAMME;

pub struct Oracle {
    pub session: Session,
    /// What has been read so far, with the keys to its words.
    read: Vault,
    stream: Stream,
    views: Views,
    /// Appends read so far.
    pub appends: usize,
    /// Records read so far.
    pub position: u64,
    pub last: At,
    steps: BTreeMap<Topic, Vec<Made>>,
    /// What people could read, each time it may have changed.
    readers: Vec<BTreeMap<PersonId, BTreeSet<Topic>>>,
    /// The log so far, append by append; before it there is nothing.
    log: Vec<Append>,
    lives: Arc<Mutex<Lives>>,
    /// Where the commands of people lie.
    pub asked: BTreeMap<(PersonId, CommandId), (u64, BodyHash)>,
    /// People whom staff marked as gone, and who have not come back since.
    pub marked: BTreeSet<PersonId>,
}

/// One step of a topic, and the record it came from.
struct Made {
    position: u64,
    at: At,
    step: Step,
}

/// How things are after an append.
#[derive(Default)]
struct Append {
    /// The last record of it.
    position: u64,
    /// Topics in which it shows something.
    changed: Vec<Topic>,
    /// Which of `readers` holds.
    readers: usize,
}

impl Oracle {
    pub fn new(session: SessionId, keys: Arc<Keys>, lives: Arc<Mutex<Lives>>) -> Self {
        let clock = Clock::starting_at(At(0));
        Self {
            session: Session::default(),
            read: Vault::new(Arc::new(Memory::new()), keys, clock),
            stream: Stream::session(session.0),
            views: Views::default(),
            appends: 0,
            position: 0,
            last: At(0),
            steps: BTreeMap::new(),
            readers: vec![BTreeMap::new()],
            log: vec![Append::default()],
            lives,
            asked: BTreeMap::new(),
            marked: BTreeSet::new(),
        }
    }

    /// Reads one more append: an ask with all that follows from it, which is shown as one (LOG1).
    pub fn read(&mut self, bodies: &[Vec<u8>]) -> Result<(), String> {
        self.appends += 1;
        let log = Arc::clone(&self.read.log);
        let appended = log.append(self.stream, self.position, bodies.to_vec());
        let appended = appended.now_or_never().expect("memory is not waited for");
        appended.map_err(|error| error.to_string())?;
        let from = self.position + 1;
        let found = self.read.read::<Event>(self.stream, PROGRAMME.0, from);
        let found = found.now_or_never().expect("nor are keys in memory");
        let mut moved = false;
        for record in found.map_err(|error| error.to_string())? {
            let session = &mut self.session;
            let kept = record.whole(|at, event, seam| {
                session.private(event, seam);
                session.apply(at, event);
            });
            moved |= self.takes(&kept)?;
        }
        let touched = self.session.take_touched();
        let mut changed = Vec::new();
        for (topic, step) in self.views.show(&self.session, &touched.things) {
            changed.push(topic);
            let made = Made {
                position: self.position,
                at: self.last,
                step,
            };
            self.steps.entry(topic).or_default().push(made);
        }
        if moved {
            let people = self.session.people.ids();
            let topics = |person| (person, audience::topics(&self.session, person));
            self.readers.push(people.map(topics).collect());
        }
        self.log.push(Append {
            position: self.position,
            changed,
            readers: self.readers.len() - 1,
        });
        Ok(())
    }

    /// Says whether somebody may read other topics now.
    fn takes(&mut self, kept: &Kept<Event>) -> Result<bool, String> {
        self.position += 1;
        if kept.at < self.last {
            return Err(format!(
                "record {} is earlier than the one before",
                self.position
            ));
        }
        self.last = kept.at;
        if let Some(from) = kept.from
            && self
                .asked
                .insert((from.by, from.id), (self.position, from.body))
                .is_some()
        {
            return Err(format!(
                "a command took effect twice, again at record {}",
                self.position
            ));
        }
        for event in &kept.events {
            self.notice(event);
        }
        Ok(kept.events.iter().any(moves_readers))
    }

    fn notice(&mut self, event: &Event) {
        match event {
            Event::People(PeopleEvent::Dropped {
                person,
                by: Some(_),
            }) => {
                self.marked.insert(*person);
            }
            Event::People(
                PeopleEvent::Connected { person }
                | PeopleEvent::FellSilent { person }
                | PeopleEvent::PresenceSet { person, .. },
            ) => {
                self.marked.remove(person);
            }
            _ => {}
        }
    }

    /// A frame that the server sends on a connection of this epoch holds what the log says.
    pub fn check(&self, epoch: Epoch, frame: &FromServer) -> Result<(), String> {
        match frame {
            FromServer::Update {
                topic,
                n,
                at,
                set,
                gone,
            } => {
                let position = self.place(epoch, *topic, *n)?;
                let made = self.made(*topic, position);
                let is_it = |made: &Made| {
                    made.at == *at && made.step.set == *set && made.step.gone == *gone
                };
                match made.is_some_and(is_it) {
                    true => Ok(()),
                    false => Err(format!("{topic} {n} is not what record {position} says")),
                }
            }
            FromServer::Snapshot {
                topic, n, entries, ..
            } => {
                let position = self.place(epoch, *topic, *n)?;
                let shown = self.shown(*topic, position);
                match entries
                    .iter()
                    .all(|(key, entry)| shown.get(key) == Some(&entry))
                {
                    true => Ok(()),
                    false => Err(format!(
                        "the snapshot of {topic} at {n} is not what the log says"
                    )),
                }
            }
            _ => Ok(()),
        }
    }

    /// All parts of a snapshot have come, each with entries as they should be: they are all that there are (TOPIC3).
    pub fn check_whole(&self, epoch: Epoch, whole: &Whole) -> Result<(), String> {
        let Whole { topic, n, keys, .. } = whole;
        let position = self.place(epoch, *topic, *n)?;
        match self.shown(*topic, position).into_keys().eq(keys) {
            true => Ok(()),
            false => Err(format!(
                "the snapshot of {topic} at {n} is not the whole of what the log says"
            )),
        }
    }

    /// The record with which a topic came to this number.
    fn place(&self, epoch: Epoch, topic: Topic, n: u64) -> Result<u64, String> {
        let begun = self.begun(epoch)?;
        if n == 0 {
            return Ok(begun);
        }
        let made = self.steps.get(&topic).map_or(&[][..], Vec::as_slice);
        let before = made.partition_point(|made| made.position <= begun);
        let place = before + usize::try_from(n).unwrap_or(usize::MAX / 2);
        let made = made.get(place - 1).map(|made| made.position);
        made.ok_or_else(|| format!("{topic} {n} was shown before it was kept (ASK1)"))
    }

    /// How many records the owner of this epoch had read when it began.
    pub fn begun(&self, epoch: Epoch) -> Result<u64, String> {
        let lives = self.lives.lock().unwrap();
        let mut begun = lives.begun.iter();
        let life = begun.find(|(life, _)| life == epoch.0.as_bytes());
        life.map(|(_, read)| *read)
            .ok_or_else(|| "an epoch that no owner chose".to_owned())
    }

    /// The first number of appends with so many records.
    pub fn appends_of(&self, records: u64) -> usize {
        self.log.partition_point(|append| append.position < records)
    }

    /// What somebody may read after so many appends.
    pub fn topics(&self, me: PersonId, appends: usize) -> &BTreeSet<Topic> {
        static NONE: BTreeSet<Topic> = BTreeSet::new();
        let readers = &self.readers[self.log[appends].readers];
        readers.get(&me).unwrap_or(&NONE)
    }

    /// The number of a topic after so many appends, for an owner that had read `begun` records.
    pub fn number(&self, topic: Topic, begun: u64, appends: usize) -> u64 {
        let made = self.steps.get(&topic).map_or(&[][..], Vec::as_slice);
        let until = |position| made.partition_point(|made| made.position <= position) as u64;
        until(self.log[appends].position.max(begun)) - until(begun)
    }

    /// Topics in which the last of so many appends shows something.
    pub fn changed(&self, appends: usize) -> &[Topic] {
        &self.log[appends].changed
    }

    /// Whether somebody could read a topic all the time from the update after `seen` until now.
    pub fn reads_since(
        &self,
        me: PersonId,
        topic: Topic,
        (begun, seen): (u64, u64),
        appends: usize,
    ) -> bool {
        let later = |appends: &usize| self.number(topic, begun, *appends) > seen;
        let mut later = (0..=appends).rev().take_while(later);
        later.all(|appends| self.topics(me, appends).contains(&topic))
    }

    fn made(&self, topic: Topic, position: u64) -> Option<&Made> {
        let made = self.steps.get(&topic)?;
        let place = made
            .binary_search_by_key(&position, |made| made.position)
            .ok()?;
        made.get(place)
    }

    /// All that a topic showed after this record.
    fn shown(&self, topic: Topic, position: u64) -> BTreeMap<&String, &Entry> {
        let mut shown = BTreeMap::new();
        let made = self.steps.get(&topic).into_iter().flatten();
        for made in made.take_while(|made| made.position <= position) {
            for key in &made.step.gone {
                shown.remove(key);
            }
            shown.extend(&made.step.set);
        }
        shown
    }

    /// All that a topic shows now.
    pub fn entries(&self, topic: Topic) -> BTreeMap<String, Entry> {
        self.views.snapshot(topic)
    }

    /// What a browser that is live should show now.
    pub fn now(&self, me: PersonId) -> BTreeMap<Topic, BTreeMap<String, Entry>> {
        let topics = audience::topics(&self.session, me).into_iter();
        topics
            .map(|topic| (topic, self.views.snapshot(topic)))
            .collect()
    }
}

/// What cannot change who reads what is most of what happens; the core's own laws hold it to that.
fn moves_readers(event: &Event) -> bool {
    !matches!(
        event,
        Event::Chat(_) | Event::Rounds(_) | Event::Flags(_) | Event::Hands(_) | Event::Notices(_)
    )
}
