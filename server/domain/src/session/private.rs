//! Which parts of a session's events are private, whose they are, and how long they live (TRUST 3).
//!
//! Each event is taken apart field by field, so a new one does not compile without its line here.
//! An event that does not say whose words it holds is looked up in the state before it.

mod rooms;
mod talk;

use super::{
    Event, Session,
    day::DayEvent,
    devices::DevicesEvent,
    facts::Facts,
    feedback::{FeedbackEvent, SealedForm},
    follow_up::FollowUpEvent,
    hands::HandsEvent,
    notices::NoticesEvent,
    people::PeopleEvent,
    rounds::RoundsEvent,
};
use crate::sealing::{Seam, Whose};
use alongside_protocol::{
    command::HandWay, entry::AgendaItem, ids::PersonId, people::Audience, privacy::Class,
    programme::Companion,
};
pub(crate) use rooms::saved_plan;
use std::collections::BTreeSet;

impl Session {
    /// Walks the private parts of an event that is about to follow this state.
    pub fn private(&self, event: &mut Event, seam: &mut Seam) {
        match event {
            Event::Day(event) => day(event, seam),
            Event::People(event) => people(event, seam),
            Event::Devices(event) => devices(event),
            Event::Hands(event) => hands(event, seam),
            Event::Rounds(event) => rounds(event, seam),
            Event::Chat(event) => talk::chat(self, event, seam),
            Event::Flags(event) => talk::flags(self, event, seam),
            Event::Rooms(event) => rooms::rooms(self, event, seam),
            Event::Moves(event) => rooms::moves(self, event, seam),
            Event::Buddies(event) => rooms::buddies(event),
            Event::Call(event) => rooms::call(event, seam),
            Event::FollowUp(event) => follow_up(event, seam),
            Event::Feedback(event) => feedback(event, seam),
            Event::Notices(event) => notices(self, event, seam),
        }
    }

    /// Those whose names stand in a sentence of ours: when one of them is erased, so is the sentence.
    fn named_in(&self, sentence: &str) -> BTreeSet<Whose> {
        let people = self.people.ids().filter_map(|id| self.people.known(id));
        people
            .filter(|member| !member.name.is_empty() && sentence.contains(member.name.text()))
            .map(|member| member.id.into())
            .collect()
    }
}

/// The person, or the programme when nobody is named.
fn one(person: Option<PersonId>) -> [Whose; 1] {
    [person.map_or(Whose::PROGRAMME, Whose::from)]
}

/// Nothing in them is anybody's words.
fn devices(event: &DevicesEvent) {
    match event {
        DevicesEvent::Came {
            device: _,
            person: _,
        }
        | DevicesEvent::Agreed {
            device: _,
            person: _,
            by: _,
        }
        | DevicesEvent::TurnedAway {
            device: _,
            person: _,
            by: _,
        }
        | DevicesEvent::Forgotten { device: _ } => {}
    }
}

/// The items of an agenda, in a session's facts and in a programme's plans.
pub(crate) fn agenda(items: &mut [AgendaItem], seam: &mut Seam) {
    for (place, item) in items.iter_mut().enumerate() {
        let of = [Whose::PROGRAMME];
        let AgendaItem {
            id: _,
            title,
            minutes: _,
            note,
        } = item;
        seam.words(format!("agenda/{place}/title"), of, Class::Plans, title);
        seam.hide(format!("agenda/{place}/note"), of, Class::Plans, note);
    }
}

fn day(event: &mut DayEvent, seam: &mut Seam) {
    match event {
        DayEvent::FactsKnown { facts } => known(facts, seam),
        DayEvent::CallLinkSet { url } => seam.hide("url", [Whose::PROGRAMME], Class::Plans, url),
        DayEvent::DoorsOpened { by: _ }
        | DayEvent::Started { by: _ }
        | DayEvent::WentTo {
            item: _,
            ends_at: _,
        }
        | DayEvent::Stretched { ends_at: _ }
        | DayEvent::SettingsSet { settings: _ }
        | DayEvent::Ended { by: _ } => {}
    }
}

fn known(facts: &mut Facts, seam: &mut Seam) {
    let of = [Whose::PROGRAMME];
    let Facts {
        session: _,
        title,
        programme,
        time_zone: _,
        starts_at: _,
        lead_minutes: _,
        call_link,
        agenda: items,
        people,
        buddies,
        rules,
        met,
        rehearsal: _,
        pairing: _,
        new_buddies,
        room_links,
        kept: _,
        companions,
        saved,
        planned,
        safety,
        safeguarded: _,
        forgotten: _,
    } = facts;
    crate::programme::private_safety(safety, seam);
    seam.hide("planned", of, Class::Company, planned);
    companions.iter_mut().for_each(|each| companion(each, seam));
    for plan in saved {
        rooms::saved_plan(&format!("saved/{}", plan.id), plan, seam);
    }
    seam.hide("new_buddies", of, Class::Company, new_buddies);
    seam.hide("room_links", of, Class::Plans, room_links);
    seam.hide("buddies", of, Class::Company, buddies);
    seam.hide("rules", of, Class::Company, rules);
    seam.hide("met", of, Class::Company, met);
    seam.words("title", of, Class::Plans, title);
    seam.words("programme", of, Class::Plans, programme);
    seam.hide("call_link", of, Class::Plans, call_link);
    agenda(items, seam);
    for person in people {
        let whose = Whose::from(person.id);
        let slot = |field| format!("people/{}/{field}", person.id);
        seam.name(slot("name"), whose, &mut person.name);
        let class = Class::Names;
        seam.hide(slot("pronouns"), [whose], class, &mut person.pronouns);
        seam.hide(slot("needs"), [whose], class, &mut person.needs);
    }
}

/// Whoever comes along is part of the lives of those they come with.
pub(crate) fn companion(companion: &mut Companion, seam: &mut Seam) {
    let Companion {
        id,
        role: _,
        name,
        with,
    } = companion;
    let whose: Vec<Whose> = with.iter().map(|person| (*person).into()).collect();
    seam.hide(format!("companions/{id}/name"), whose, Class::Names, name);
    let slot = format!("companions/{id}/with");
    seam.hide(slot, [Whose::PROGRAMME], Class::Company, with);
}

fn people(event: &mut PeopleEvent, seam: &mut Seam) {
    match event {
        PeopleEvent::Knocked { person, name } => seam.name("name", (*person).into(), name),
        PeopleEvent::TookPart { person, how } => {
            seam.hide("how", one(Some(*person)), Class::Presence, how);
        }
        PeopleEvent::Attended { minutes } => {
            for (person, minutes) in minutes {
                let (slot, whose) = (format!("minutes/{person}"), [(*person).into()]);
                seam.hide(slot, whose, Class::Attendance, minutes);
            }
        }
        PeopleEvent::Connected { person }
        | PeopleEvent::FellSilent { person }
        | PeopleEvent::LeftForToday { person }
        | PeopleEvent::TechChecked { person, check: _ } => {
            seam.person("person", Class::Presence, person);
        }
        PeopleEvent::Dropped { person, by } => {
            seam.person("person", Class::Presence, person);
            seam.hide("by", [Whose::PROGRAMME], Class::Presence, by);
        }
        PeopleEvent::PresenceSet {
            person,
            presence,
            until,
        } => {
            let of = [Whose::PROGRAMME];
            seam.person("person", Class::Presence, person);
            seam.hide("presence", of, Class::Presence, presence);
            seam.hide("until", of, Class::Presence, until);
        }
        // Who may come in outlives the coming and going.
        PeopleEvent::Admitted { person: _, by: _ }
        | PeopleEvent::Declined { person: _, by: _ }
        | PeopleEvent::Lapsed { person: _ }
        | PeopleEvent::Removed { person: _, by: _ } => {}
    }
}

fn hands(event: &mut HandsEvent, seam: &mut Seam) {
    match event {
        HandsEvent::Raised { person, way, words } => {
            let whose = one(Some(*person));
            seam.person("person", Class::Presence, person);
            // A hand without words has none to be sealed with its person's key.
            if *way == HandWay::ReadOut {
                seam.hide("words", whose, Class::Presence, words);
            }
        }
        HandsEvent::Lowered { person, by } => {
            seam.person("person", Class::Presence, person);
            seam.hide("by", [Whose::PROGRAMME], Class::Presence, by);
        }
        HandsEvent::CalledOn { person, by } => {
            seam.person("person", Class::Presence, person);
            seam.person("by", Class::Presence, by);
        }
    }
}

fn rounds(event: &mut RoundsEvent, seam: &mut Seam) {
    match event {
        RoundsEvent::Started {
            round: _,
            by,
            request,
            order: _,
            turn: _,
        } => {
            let prompt = &mut request.prompt;
            seam.words("prompt", one(Some(*by)), Class::MainChat, prompt);
        }
        RoundsEvent::Answered {
            person,
            value,
            words,
            audience,
        } => {
            let class = match audience {
                Audience::Group => Class::SharedCheckIns,
                Audience::Facilitators => Class::PrivateCheckIns,
            };
            seam.hide("value", one(Some(*person)), class, value);
            seam.words("words", one(Some(*person)), class, words);
        }
        RoundsEvent::Passed { person: _ }
        | RoundsEvent::PutLater { person: _, by: _ }
        | RoundsEvent::TurnPassed { to: _, away: _ }
        | RoundsEvent::Joined {
            person: _,
            takes_turn: _,
        }
        | RoundsEvent::LeftOut { person: _ }
        | RoundsEvent::Revealed { by: _ }
        | RoundsEvent::Ended { by: _ }
        | RoundsEvent::OptedOut { person: _ }
        | RoundsEvent::OptedIn { person: _ } => {}
    }
}

fn follow_up(event: &mut FollowUpEvent, seam: &mut Seam) {
    match event {
        FollowUpEvent::Noted { people } => {
            for (person, concerns) in people {
                let slot = format!("people/{person}");
                seam.hide(slot, one(Some(*person)), Class::CareFlags, concerns);
            }
        }
        FollowUpEvent::FollowedUp { person, by, words } => {
            let whose = [(*person).into(), (*by).into()];
            seam.hide("words", whose, Class::CareFlags, words);
        }
    }
}

/// Nothing of it is sealed with a key of whoever sent it. A form as it was sent goes soon, and is as long as any
/// other; what was laid together stays.
fn feedback(event: &mut FeedbackEvent, seam: &mut Seam) {
    let of = [Whose::PROGRAMME];
    match event {
        FeedbackEvent::Answered { person, form } => {
            seam.person("person", Class::Presence, person);
            let mut sealed = SealedForm::of(std::mem::take(form));
            seam.hide("form", of, Class::FeedbackForms, &mut sealed);
            *form = sealed.form;
        }
        FeedbackEvent::Gathered {
            answers: _,
            results,
        } => seam.hide("results", of, Class::Feedback, results),
        FeedbackEvent::Opened { by: _ } | FeedbackEvent::Closed { by: _ } => {}
    }
}

fn notices(session: &Session, event: &mut NoticesEvent, seam: &mut Seam) {
    let NoticesEvent::Given { notice } = event;
    let mut whose = session.named_in(notice.words.text());
    whose.extend(one(notice.by));
    seam.words("words", whose, Class::MainChat, &mut notice.words);
}

#[cfg(test)]
mod tests;
