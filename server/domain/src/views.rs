//! What each topic shows: the only place where content leaves the core.
//!
//! A *thing* (a person, a message, a flag) is rendered into all the entries it has anywhere. What `apply` touched
//! is rendered anew and compared with what was shown before; only differences become steps of a topic.
//! So a private act that changes nothing for others sends them nothing, not even an empty frame (TOPIC5),
//! and *snapshot and updates = snapshot now* holds by the way it is made (TOPIC3).

mod buddies;
mod call;
mod chat;
mod day;
mod devices;
mod feedback;
mod flags;
mod me;
mod moves;
mod notices;
mod people;
mod plans;
mod rooms;
mod rounds;
mod safety;

use crate::session::Session;
use alongside_protocol::{
    entry::Entry,
    ids::{DeviceId, FlagId, MessageId, NoticeId, PersonId, ProposalId, RoomId},
    topic::Topic,
};
use std::collections::{BTreeMap, BTreeSet};

/// Something that is shown in one or more topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    Day,
    Agenda,
    Settings,
    Notice(NoticeId),
    /// Everything about one person: to the group, to staff, to themselves.
    Person(PersonId),
    Device(DeviceId),
    Hands,
    Round,
    /// One person's part in the round that runs.
    Answer(PersonId),
    Message(MessageId),
    ChatRules,
    /// One line of the trail of moderation.
    Act(u32),
    Flag(FlagId),
    /// Something has waited too long for a facilitator.
    Needed,
    /// Contacts for a crisis, and the exit.
    Safety,
    Plan,
    /// Saved plans and the programme's.
    Plans,
    Companions,
    Breakout,
    Room(RoomId),
    /// A move that awaits somebody, or an offer made to them.
    Move(PersonId),
    Proposal(ProposalId),
    /// Temporary buddies, proposed or in force.
    StandIns,
    /// Whose pairing is not working for them.
    Pairings,
    /// What is to be done on the call.
    Call,
    FollowUp(PersonId),
    Feedback,
}

/// Where an entry stands.
pub type Place = (Topic, String);

/// One step of one topic.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    pub set: BTreeMap<String, Entry>,
    pub gone: Vec<String>,
}

/// All that is shown at present.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Views {
    topics: BTreeMap<Topic, BTreeMap<String, Entry>>,
    places: BTreeMap<Thing, BTreeSet<Place>>,
}

impl Views {
    /// Everything as it stands now.
    #[must_use]
    pub fn of(session: &Session) -> Self {
        let mut views = Self::default();
        views.show(session, &things(session));
        views
    }

    /// Renders these things anew and says what has changed, topic by topic.
    pub fn show(&mut self, session: &Session, things: &BTreeSet<Thing>) -> BTreeMap<Topic, Step> {
        let mut steps: BTreeMap<Topic, Step> = BTreeMap::new();
        for thing in things {
            let entries = render(session, *thing);
            let places: BTreeSet<Place> = entries.iter().map(|(place, _)| place.clone()).collect();
            let before = self.places.remove(thing).unwrap_or_default();
            for (topic, key) in before.difference(&places) {
                if self
                    .topics
                    .get_mut(topic)
                    .is_some_and(|shown| shown.remove(key).is_some())
                {
                    steps.entry(*topic).or_default().gone.push(key.clone());
                }
            }
            for ((topic, key), entry) in entries {
                let shown = self.topics.entry(topic).or_default();
                if shown.get(&key) != Some(&entry) {
                    shown.insert(key.clone(), entry.clone());
                    steps.entry(topic).or_default().set.insert(key, entry);
                }
            }
            if !places.is_empty() {
                self.places.insert(*thing, places);
            }
        }
        self.topics.retain(|_, entries| !entries.is_empty());
        steps
    }

    /// What a topic shows now.
    #[must_use]
    pub fn snapshot(&self, topic: Topic) -> BTreeMap<String, Entry> {
        self.topics.get(&topic).cloned().unwrap_or_default()
    }

    pub fn topics(&self) -> impl Iterator<Item = Topic> + '_ {
        self.topics.keys().copied()
    }
}

/// All the entries of one thing, wherever they stand.
fn render(session: &Session, thing: Thing) -> Vec<(Place, Entry)> {
    match thing {
        Thing::Day => day::day(session),
        Thing::Agenda => day::agenda(session),
        Thing::Settings => day::settings(session),
        Thing::Notice(notice) => notices::notice(session, notice),
        Thing::Person(person) => people::person(session, person),
        Thing::Device(device) => devices::device(session, device),
        Thing::Hands => people::hands(session),
        Thing::Round => rounds::round(session),
        Thing::Answer(person) => rounds::answer(session, person),
        Thing::Message(message) => chat::message(session, message),
        Thing::ChatRules => chat::rules(session),
        Thing::Act(number) => chat::act(session, number),
        Thing::Flag(flag) => flags::flag(session, flag),
        Thing::Needed => safety::needed(session),
        Thing::Safety => safety::safety(session),
        Thing::Plan => plans::plan(session),
        Thing::Plans => plans::plans(session),
        Thing::Companions => rooms::companions(session),
        Thing::Breakout => rooms::breakout(session),
        Thing::Room(room) => rooms::room(session, room),
        Thing::Move(person) => moves::person(session, person),
        Thing::Proposal(proposal) => moves::proposal(session, proposal),
        Thing::StandIns => buddies::stand_ins(session),
        Thing::Pairings => buddies::pairings(session),
        Thing::Call => call::call(session),
        Thing::FollowUp(person) => people::follow_up(session, person),
        Thing::Feedback => feedback::feedback(session),
    }
}

/// Everything that may be shown.
fn things(session: &Session) -> BTreeSet<Thing> {
    let one_of_each = [
        Thing::Day,
        Thing::Agenda,
        Thing::Settings,
        Thing::Hands,
        Thing::Round,
        Thing::ChatRules,
        Thing::Needed,
        Thing::Safety,
        Thing::Plan,
        Thing::Plans,
        Thing::Companions,
        Thing::Breakout,
        Thing::StandIns,
        Thing::Pairings,
        Thing::Call,
        Thing::Feedback,
    ];
    let mut things = BTreeSet::from(one_of_each);
    for person in session.people.ids() {
        things.extend([
            Thing::Person(person),
            Thing::Answer(person),
            Thing::FollowUp(person),
            Thing::Move(person),
        ]);
    }
    things.extend(session.devices.ids().map(Thing::Device));
    things.extend(session.chat.ids().map(Thing::Message));
    things.extend(session.chat.acts().map(Thing::Act));
    things.extend(session.flags.ids().map(Thing::Flag));
    things.extend(session.rooms.ids().map(Thing::Room));
    things.extend(session.notices.ids().map(Thing::Notice));
    things.extend(session.moves.ids().map(Thing::Proposal));
    things
}
