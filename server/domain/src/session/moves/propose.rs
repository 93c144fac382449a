//! From a situation to choices for staff, by the matching engine (R20, R22; MOVE2).

use super::{Choice, Situation};
use crate::{
    limits,
    matching::{
        self, Activity, Audience, OpenRoom, Pin, Reason, Reshuffle, Returned, RuleId, SpareRoom,
    },
    session::{
        Session,
        rooms::company::{self, Called},
    },
};
use alongside_protocol::{
    command::PlanKind,
    entry::{MoveOption, PlannedMove},
    ids::{PersonId, RoomId},
    words::Words,
};

use std::collections::BTreeMap;

/// The choices, the best first; or none, and why.
pub fn options(session: &Session, situation: &Situation) -> (Vec<Choice>, Option<Words>) {
    match matching::reshuffle(&question(session, situation)) {
        Ok(plan) => {
            let all = std::iter::once(&plan).chain(&plan.alternatives);
            let choices = all
                .map(|plan| choice(session, situation, plan))
                .filter(|choice| !choice.option.moves.is_empty());
            (choices.collect(), None)
        }
        Err(clash) if clash.constraints.is_empty() => (
            Vec::new(),
            Some(Words::new(
                "There is nobody left to keep them company. You could look in on them, or close the rooms.",
            )),
        ),
        Err(clash) => (
            Vec::new(),
            Some(Words::new(clash.sentence(&Called::new(session)))),
        ),
    }
}

fn question(session: &Session, situation: &Situation) -> Reshuffle {
    let seated = situation.rooms.values().flatten();
    let people: Vec<PersonId> = seated.chain(situation.arrivals.keys()).copied().collect();
    let (rooms, spare_rooms) = rooms(session, situation);
    let (joined, returned) = arrivals(situation);
    let mut rules = company::rules(session);
    rules.pins = (0_u128..)
        .zip(&situation.staying)
        .filter_map(|(number, person)| pin(situation, number, *person))
        .collect();
    let breakout = session.rooms.breakout.as_ref();
    let with_buddies = breakout.is_some_and(|breakout| breakout.kind == PlanKind::Buddies);
    let max_size = max_size(session, people.len(), situation.rooms.len());
    Reshuffle {
        activity: if with_buddies {
            Activity::Buddies
        } else {
            Activity::Groups
        },
        people: people
            .iter()
            .map(|id| company::member(session, *id))
            .collect(),
        rooms,
        spare_rooms,
        left: Vec::new(),
        joined,
        returned,
        rules,
        history: company::history(session),
        buddies: company::buddy_units(session),
        max_size,
        preferred_max: breakout.map_or(max_size, |breakout| breakout.largest.max(2)),
        leads: !with_buddies,
    }
}

/// Rooms with people in them, and rooms that stand empty.
fn rooms(session: &Session, situation: &Situation) -> (Vec<OpenRoom>, Vec<SpareRoom>) {
    let prompts = prompts(session);
    let (mut open, mut spare) = (Vec::new(), Vec::new());
    for (id, people) in &situation.rooms {
        let room = company::room(*id);
        let prompt = prompts.get(id).copied().unwrap_or(0);
        if people.is_empty() {
            spare.push(SpareRoom { room, prompt });
        } else {
            let lead = session.rooms.get(*id).and_then(|room| room.lead);
            open.push(OpenRoom {
                room,
                prompt,
                people: people.iter().copied().map(company::person).collect(),
                lead: lead.map(company::person),
            });
        }
    }
    (open, spare)
}

/// People who are new, and people who are back.
fn arrivals(situation: &Situation) -> (Vec<matching::Person>, Vec<Returned>) {
    let (mut joined, mut returned) = (Vec::new(), Vec::new());
    for (id, old) in &situation.arrivals {
        let person = company::person(*id);
        match old {
            None => joined.push(person),
            Some(old) => returned.push(Returned {
                person,
                old_room: Some(company::room(*old)),
            }),
        }
    }
    (joined, returned)
}

/// One more than planned, or as many as must share the rooms there are: no room can be added on the call.
fn max_size(session: &Session, people: usize, rooms: usize) -> usize {
    let largest = session
        .rooms
        .breakout
        .as_ref()
        .map_or(2, |breakout| breakout.largest);
    limits::BUDDY_ROOM
        .max(largest + 1)
        .max(people.div_ceil(rooms.max(1)))
}

fn prompts(session: &Session) -> BTreeMap<RoomId, u32> {
    let mut numbers: BTreeMap<Words, u32> = BTreeMap::new();
    let mut prompts = BTreeMap::new();
    for room in session.rooms.all() {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        prompts.insert(room.id, *numbers.entry(room.prompt.clone()).or_insert(next));
    }
    prompts
}

fn pin(situation: &Situation, number: u128, person: PersonId) -> Option<Pin> {
    let room = situation
        .rooms
        .iter()
        .find(|(_, people)| people.contains(&person))
        .map(|(room, _)| *room)?;
    Some(Pin {
        id: RuleId(number),
        person: company::person(person),
        room: company::room(room),
    })
}

fn choice(session: &Session, situation: &Situation, plan: &matching::Plan) -> Choice {
    let mut moves: Vec<PlannedMove> = plan
        .moves
        .iter()
        .map(|each| PlannedMove {
            person: company::person_id(each.person),
            from: Some(company::room_id(each.from)),
            to: company::room_id(each.to),
        })
        .collect();
    moves.extend(situation.arrivals.keys().filter_map(|person| {
        let room = plan.group_of(company::person(*person))?.room?;
        Some(PlannedMove {
            person: *person,
            from: None,
            to: company::room_id(room),
        })
    }));
    let called = Called::new(session);
    let said = |audience: Audience| {
        let about = plan
            .reasons
            .iter()
            .filter(|each| each.audience() == audience);
        let mut sentences: Vec<Words> = about
            .filter(|each| {
                moves
                    .iter()
                    .any(|planned| company::person(planned.person) == each.about)
            })
            .map(|each| Words::new(each.sentence(&called)))
            .collect();
        sentences.dedup();
        sentences
    };
    let whys = moves
        .iter()
        .map(|planned| why(session, plan, planned))
        .collect();
    Choice {
        private_reasons: said(Audience::Staff),
        option: MoveOption {
            summary: Words::new(plan.summary()),
            reasons: said(Audience::Everyone),
            moves,
        },
        whys,
    }
}

/// Why somebody is moved, said to themselves. Private rules are never given as a reason.
fn why(session: &Session, plan: &matching::Plan, planned: &PlannedMove) -> Words {
    let reasons = plan
        .reasons
        .iter()
        .filter(|each| each.about == company::person(planned.person));
    let told = reasons.filter_map(|each| match each.reason {
        Reason::WasAlone => {
            Some("Your room has become empty, and nobody should be alone.".to_owned())
        }
        Reason::KeepsCompany(other) => Some(format!(
            "{} would otherwise be alone.",
            session.people.name(company::person_id(other))
        )),
        Reason::ReturnsToOldRoom(_) => Some("You go back to the room you were in.".to_owned()),
        Reason::OldRoomNotPossible(_) => Some("Your old room is not possible just now.".to_owned()),
        Reason::JustArrived => {
            Some("Everybody is in small rooms just now, and there is a place for you.".to_owned())
        }
        _ => None,
    });
    Words::new(
        told.into_iter()
            .next()
            .unwrap_or_else(|| "So that everybody has company.".to_owned()),
    )
}
