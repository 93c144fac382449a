//! What is private in rooms and in moves.

use super::one;
use crate::{
    sealing::{Seam, Whose},
    session::{
        SavedPlan, Session,
        buddies::BuddiesEvent,
        call::CallEvent,
        moves::{Choice, MovesEvent, Proposed},
        rooms::{Plan, PlanClash, RoomSetup, RoomsEvent},
    },
};
use alongside_protocol::{entry::LeastBad, privacy::Class, words::Words};

pub fn rooms(session: &Session, event: &mut RoomsEvent, seam: &mut Seam) {
    match event {
        RoomsEvent::Planned { plan } => planned(session, plan, seam),
        RoomsEvent::Announced {
            breakout: _,
            kind: _,
            confidential: _,
            prompt,
            minutes: _,
            opens_at: _,
            rooms,
            by,
            without: _,
            programme: _,
        } => {
            seam.hide("prompt", one(Some(*by)), Class::RoomChat, prompt);
            for (place, room) in rooms.iter_mut().enumerate() {
                set_up(place, room, seam);
            }
        }
        RoomsEvent::Clashed { clash } => clashed(session, clash, seam),
        RoomsEvent::PlanSaved { saved } => saved_plan("saved", saved, seam),
        RoomsEvent::PromptSet { room: _, words } => {
            seam.hide("words", one(None), Class::RoomChat, words);
        }
        RoomsEvent::CallLinkSet { room: _, url } => {
            seam.hide("url", one(None), Class::RoomChat, url);
        }
        RoomsEvent::ShareBackWritten { room: _, by, words } => {
            seam.hide("words", one(Some(*by)), Class::MainChat, words);
        }
        RoomsEvent::HelpCalled { room: _, by, words } => {
            seam.hide("words", one(Some(*by)), Class::RoomChat, words);
        }
        RoomsEvent::PlanDropped
        | RoomsEvent::PlanForgotten { plan: _ }
        | RoomsEvent::Locked {
            room: _,
            on: _,
            by: _,
        }
        | RoomsEvent::CalledOff { by: _ }
        | RoomsEvent::Postponed { opens_at: _ }
        | RoomsEvent::KeptWithGroup { person: _, room: _ }
        | RoomsEvent::AloneAlerted { room: _ }
        | RoomsEvent::Opened { ends_at: _ }
        | RoomsEvent::Stretched { ends_at: _ }
        | RoomsEvent::Closing { closes_at: _ }
        | RoomsEvent::Closed
        | RoomsEvent::WatchSet {
            room: _,
            watch: _,
            by: _,
        }
        | RoomsEvent::Visited { room: _, by: _ }
        | RoomsEvent::VisitEnded { room: _, by: _ }
        | RoomsEvent::LeadSet { room: _, person: _ }
        | RoomsEvent::HelpCancelled { room: _, by: _ }
        | RoomsEvent::HelpTaken { room: _, by: _ }
        | RoomsEvent::HelpFellBack { room: _ }
        | RoomsEvent::HelpSettled { room: _, by: _ }
        | RoomsEvent::DoneSet {
            room: _,
            person: _,
            on: _,
        } => {}
    }
}

fn planned(session: &Session, plan: &mut Plan, seam: &mut Seam) {
    let Plan {
        version: _,
        kind: _,
        prompt,
        minutes: _,
        rooms,
        reasons,
        most: _,
        moved: _,
        without: _,
        programme: _,
    } = plan;
    seam.hide("prompt", one(None), Class::RoomChat, prompt);
    for (place, room) in rooms.iter_mut().enumerate() {
        let slot = format!("rooms/{place}/name");
        seam.words(slot, one(None), Class::RoomChat, &mut room.name);
        let slot = format!("rooms/{place}/prompt");
        seam.hide(slot, one(None), Class::RoomChat, &mut room.prompt);
    }
    for (place, reason) in reasons.iter_mut().enumerate() {
        sentence(
            session,
            format!("reasons/{place}"),
            &mut reason.sentence,
            seam,
        );
    }
}

fn set_up(place: usize, room: &mut RoomSetup, seam: &mut Seam) {
    let RoomSetup {
        id: _,
        name,
        people: _,
        lead: _,
        call_link,
        prompt,
    } = room;
    let slot = |field| format!("rooms/{place}/{field}");
    seam.words(slot("name"), one(None), Class::RoomChat, name);
    // A copy of what organisers wrote lives as long as what they wrote.
    seam.hide(slot("call_link"), one(None), Class::Plans, call_link);
    seam.hide(slot("prompt"), one(None), Class::RoomChat, prompt);
}

/// What clashes names people; the prompt is the programme's.
fn clashed(session: &Session, clash: &mut PlanClash, seam: &mut Seam) {
    let PlanClash {
        sentence: why,
        choices,
    } = clash;
    sentence(session, "sentence".to_owned(), why, seam);
    for (place, choice) in choices.iter_mut().enumerate() {
        let LeastBad {
            breaks,
            cost,
            request,
        } = choice;
        let slot = |field| format!("choices/{place}/{field}");
        sentence(session, slot("breaks"), breaks, seam);
        sentence(session, slot("cost"), cost, seam);
        seam.hide(
            slot("prompt"),
            one(None),
            Class::RoomChat,
            &mut request.prompt,
        );
    }
}

/// A plan under a name is the programme's; who was in it is company.
pub fn saved_plan(slot: &str, saved: &mut SavedPlan, seam: &mut Seam) {
    let SavedPlan {
        id: _,
        name,
        kind: _,
        prompt,
        minutes: _,
        rooms,
    } = saved;
    seam.words(format!("{slot}/name"), one(None), Class::Plans, name);
    seam.hide(format!("{slot}/prompt"), one(None), Class::Plans, prompt);
    seam.hide(format!("{slot}/rooms"), one(None), Class::Company, rooms);
}

/// A sentence of ours belongs to those it names, and to the programme when it names nobody.
fn sentence(session: &Session, slot: String, sentence: &mut Words, seam: &mut Seam) {
    let mut whose = session.named_in(sentence.text());
    whose.insert(Whose::PROGRAMME);
    seam.words(slot, whose, Class::Presence, sentence);
}

/// Who keeps whom company today names people by their ids alone.
pub const fn buddies(event: &BuddiesEvent) {
    match event {
        BuddiesEvent::Proposed {
            proposed: _,
            basis: _,
        }
        | BuddiesEvent::Joined { stand_in: _, by: _ }
        | BuddiesEvent::LeftAlone { people: _, by: _ }
        | BuddiesEvent::Ended { people: _, by: _ } => {}
    }
}

/// The names of rooms are the programme's.
pub fn call(event: &mut CallEvent, seam: &mut Seam) {
    match event {
        CallEvent::Done {
            by: _,
            what: _,
            changes,
        } => seam.hide("changes", one(None), Class::RoomChat, changes),
        CallEvent::TakenBack { number: _, by: _ }
        | CallEvent::OnCall {
            person: _,
            on: _,
            by: _,
        } => {}
    }
}

pub fn moves(session: &Session, event: &mut MovesEvent, seam: &mut Seam) {
    match event {
        MovesEvent::Proposed(proposed) => propose(session, proposed, seam),
        MovesEvent::Arranged {
            proposal: _,
            choice: chosen,
            by: _,
            at: _,
        } => choice(session, "choice", chosen, seam),
        MovesEvent::SteppedOut {
            person: _,
            room: _,
            what: _,
        }
        | MovesEvent::Offered { person: _, room: _ }
        | MovesEvent::OfferUnanswered { person: _ }
        | MovesEvent::OfferAnswered {
            person: _,
            room: _,
            accept: _,
        }
        | MovesEvent::Lapsed { proposal: _ }
        | MovesEvent::Applied {
            proposal: _,
            option: _,
            by: _,
            at: _,
        }
        | MovesEvent::AskedAgain { by: _ }
        | MovesEvent::Dismissed { proposal: _, by: _ }
        | MovesEvent::Undone {
            proposal: _,
            by: _,
            back: _,
            at: _,
        }
        | MovesEvent::ToBeMoved {
            person: _,
            to: _,
            at: _,
        }
        | MovesEvent::Answered {
            person: _,
            answer: _,
        }
        | MovesEvent::Moved { person: _, to: _ }
        | MovesEvent::MoveDropped { person: _ }
        | MovesEvent::Finished { proposal: _ } => {}
    }
}

fn propose(session: &Session, proposed: &mut Proposed, seam: &mut Seam) {
    let Proposed {
        proposal: _,
        version: _,
        happened: _,
        options,
        clash,
        applies_at: _,
        basis: _,
        private: _,
    } = proposed;
    if let Some(clash) = clash {
        sentence(session, "clash".to_owned(), clash, seam);
    }
    for (place, each) in options.iter_mut().enumerate() {
        choice(session, &format!("options/{place}"), each, seam);
    }
}

fn choice(session: &Session, at: &str, choice: &mut Choice, seam: &mut Seam) {
    let Choice {
        option,
        private_reasons,
        whys,
        without: _,
    } = choice;
    let slot = |field| format!("{at}/{field}");
    sentence(session, slot("summary"), &mut option.summary, seam);
    if let Some(breaks) = &mut option.breaks {
        sentence(session, slot("breaks"), breaks, seam);
    }
    let lists = [
        ("reasons", &mut option.reasons),
        ("private_reasons", private_reasons),
        ("whys", whys),
    ];
    for (field, list) in lists {
        for (number, words) in list.iter_mut().enumerate() {
            sentence(session, format!("{}/{number}", slot(field)), words, seam);
        }
    }
}
