//! Which parts of a programme's events are private, and whose they are (TRUST 3).

use super::{Event, Person};
use crate::{
    sealing::{Seam, Whose},
    session::{private_agenda, private_companion, private_plan, summary::Summary},
};
use alongside_protocol::{
    privacy::Class,
    programme::{Rule, SessionPlan},
    safeguarding::ConcernAct,
    safety::Safety,
    words::Words,
};
use serde::{Serialize, de::DeserializeOwned};

pub(super) fn walk(event: &mut Event, seam: &mut Seam) {
    match event {
        Event::Made {
            programme: _,
            name,
            time_zone: _,
            rehearsal: _,
        }
        | Event::Renamed { name, time_zone: _ } => heading(name, seam),
        Event::PeopleAdded { people } => people.iter_mut().for_each(|one| person(one, seam)),
        Event::PersonChanged { person: changed } => person(changed, seam),
        Event::SessionScheduled {
            session: _,
            plan: to,
        }
        | Event::SessionChanged {
            session: _,
            plan: to,
        } => plan(to, seam),
        Event::BuddiesSet { buddies } => company("buddies", buddies, seam),
        Event::RuleAdded { rule } => apart_or_together(rule, seam),
        Event::SessionEnded { summary } => left_behind(summary, seam),
        Event::PairingAsked { person, words } => {
            seam.hide("words", [(*person).into()], Class::CareFlags, words);
        }
        Event::RoomLinksSet { links } => {
            seam.hide("links", [Whose::PROGRAMME], Class::Plans, links);
        }
        Event::SafetySet { safety } => ready(safety, seam),
        Event::RetentionSet {
            class: _,
            days: _,
            reason,
        } => seam.hide("reason", [Whose::PROGRAMME], Class::Plans, reason),
        Event::CompanionAdded { companion } => private_companion(companion, seam),
        Event::RoundsKept { sessions } => company("sessions", sessions, seam),
        Event::PlanSaved { saved } => private_plan("saved", saved, seam),
        Event::ConcernRecorded { .. } | Event::ConcernNoted { .. } | Event::ConcernActed { .. } => {
            record(event, seam)
        }
        Event::CompanionDropped { companion: _ }
        | Event::PlanForgotten { plan: _ }
        | Event::PersonRemoved { person: _ }
        | Event::PersonForgotten { person: _ }
        | Event::PairingSettled {
            person: _,
            renewed: _,
        }
        | Event::RuleDropped { rule: _ }
        | Event::SessionCancelled { session: _ }
        | Event::SessionForgotten { session: _ } => {}
        Event::LinksIssued { .. }
        | Event::LinkRevoked { .. }
        | Event::LinkRenewed { .. }
        | Event::Entered { .. }
        | Event::PassRotated { .. }
        | Event::PassSettled { .. }
        | Event::GuestEntered { .. }
        | Event::GuestGone { .. }
        | Event::CodeMade { .. }
        | Event::CodeMissed { .. }
        | Event::CodeUsed { .. }
        | Event::DeviceWaits { .. }
        | Event::DeviceLetIn { .. }
        | Event::DeviceTurnedAway { .. } => doors(event, seam),
    }
}

fn apart_or_together(rule: &mut Rule, seam: &mut Seam) {
    company("people", &mut rule.people, seam);
}

/// Who is with whom is the programme's.
fn company<T: Serialize + DeserializeOwned + Default>(slot: &str, who: &mut T, seam: &mut Seam) {
    seam.hide(slot, [Whose::PROGRAMME], Class::Company, who);
}

/// Of links and codes only hashes are kept, and these go with the links; the rest is nobody's words.
fn doors(event: &mut Event, seam: &mut Seam) {
    match event {
        Event::LinksIssued { links } => {
            seam.hide("links", [Whose::PROGRAMME], Class::Links, links);
        }
        Event::LinkRenewed {
            person: _,
            link,
            kept: _,
        } => seam.hide("link", [Whose::PROGRAMME], Class::Links, link),
        Event::CodeMade {
            person: _,
            code,
            until: _,
        } => seam.hide("code", [Whose::PROGRAMME], Class::Links, code),
        _ => {}
    }
}

/// A safeguarding record has a key of its own: it outlives those who are in it.
fn record(event: &mut Event, seam: &mut Seam) {
    match event {
        Event::ConcernRecorded {
            concern,
            flag: _,
            session: _,
            passed_on,
            notes,
        } => {
            let of = [Whose::from(*concern)];
            seam.hide("passed_on", of, Class::Safeguarding, passed_on);
            seam.hide("notes", of, Class::Safeguarding, notes);
        }
        Event::ConcernNoted { concern, notes } => {
            let of = [Whose::from(*concern)];
            seam.hide("notes", of, Class::Safeguarding, notes);
        }
        Event::ConcernActed {
            concern,
            by: _,
            act,
            reason,
            words,
        } => {
            let of = [Whose::from(*concern)];
            // Why a record was let go stays when the record has gone.
            let whose = if *act == ConcernAct::LetGo {
                [Whose::PROGRAMME]
            } else {
                of
            };
            seam.words("reason", whose, Class::Safeguarding, reason);
            seam.hide("words", of, Class::Safeguarding, words);
        }
        _ => {}
    }
}

/// How many came and for how long is nobody's; who it was is theirs.
fn left_behind(summary: &mut Summary, seam: &mut Seam) {
    let Summary {
        session: _,
        ended_at: _,
        met,
        follow_ups: _,
        attendance,
    } = summary;
    seam.hide("met", [Whose::PROGRAMME], Class::Company, met);
    for (person, minutes) in attendance {
        let slot = format!("attendance/{person}");
        seam.hide(slot, [(*person).into()], Class::Attendance, minutes);
    }
}

fn heading(name: &mut Words, seam: &mut Seam) {
    seam.words("name", [Whose::PROGRAMME], Class::Plans, name);
}

fn person(person: &mut Person, seam: &mut Seam) {
    let Person {
        id,
        name,
        email,
        role: _,
        pronouns,
        needs,
        staff: _,
    } = person;
    let whose = Whose::from(*id);
    let slot = |field| format!("people/{id}/{field}");
    seam.name(slot("name"), whose, name);
    for (field, words) in [("email", email), ("pronouns", pronouns), ("needs", needs)] {
        seam.hide(slot(field), [whose], Class::Names, words);
    }
}

/// What is kept ready for a crisis is the programme's, in its facts too.
pub(crate) fn ready(safety: &mut Safety, seam: &mut Seam) {
    let Safety {
        contacts,
        safeguarding,
        exit_to,
    } = safety;
    let of = [Whose::PROGRAMME];
    seam.hide("safety/contacts", of, Class::Plans, contacts);
    seam.hide("safety/safeguarding", of, Class::Plans, safeguarding);
    seam.hide("safety/exit_to", of, Class::Plans, exit_to);
}

fn plan(plan: &mut SessionPlan, seam: &mut Seam) {
    let SessionPlan {
        title,
        starts_at: _,
        lead_minutes: _,
        call_link,
        agenda,
    } = plan;
    let of = [Whose::PROGRAMME];
    seam.words("title", of, Class::Plans, title);
    seam.hide("call_link", of, Class::Plans, call_link);
    private_agenda(agenda, seam);
}
