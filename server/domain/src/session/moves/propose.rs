//! From a situation to choices for staff, by the matching engine (R20, R22; MOVE2).

use super::{Choice, Situation, why};
use crate::{
    limits,
    matching::{
        self, Activity, Audience, Constraint, OpenRoom, Pin, Reshuffle, Returned, RuleId, SpareRoom,
    },
    session::{
        Session,
        rooms::{
            self,
            company::{self, Called},
        },
    },
};
use alongside_protocol::{
    command::PlanKind,
    entry::{MoveOption, PlannedMove},
    ids::{PersonId, RoomId},
    words::Words,
};

use std::collections::BTreeMap;
use uuid::Uuid;

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
            least_bad(session, situation, &clash),
            Some(Words::new(clash.sentence(&Called::new(session)))),
        ),
    }
}

/// What could be done by letting a clashing rule go: for facilitators to choose, never by itself (R22).
fn least_bad(session: &Session, situation: &Situation, clash: &matching::Clash) -> Vec<Choice> {
    let choices = clash
        .constraints
        .iter()
        .filter_map(|first| breaking(session, situation, first));
    let mut different: Vec<Choice> = Vec::new();
    for choice in choices {
        if !different.iter().any(|known| known.option == choice.option) {
            different.push(choice);
        }
    }
    different.truncate(limits::LEAST_BAD);
    different
}

/// Moves without this rule; where another clash stands beside it, without one rule of that too.
fn breaking(session: &Session, situation: &Situation, first: &Constraint) -> Option<Choice> {
    let called = Called::new(session);
    let mut question = question(session, situation);
    let (mut without, mut breaks) = (Vec::new(), Vec::new());
    let mut next = first.clone();
    for _ in 0..limits::LEAST_BAD {
        let rule = rooms::rule_of(&next)?;
        let let_go = |id: RuleId| Uuid::from_u128(id.0) == rule.0;
        question.rules.apart.retain(|apart| !let_go(apart.id));
        question.rules.together.retain(|tie| !let_go(tie.id));
        without.push(rule);
        breaks.push(next.words(&called));
        match matching::reshuffle(&question) {
            Ok(plan) => {
                let mut choice = choice(session, situation, &plan);
                breaks.sort();
                without.sort_unstable();
                choice.option.breaks =
                    Some(Words::new(format!("Not kept: {}.", breaks.join("; "))));
                choice.without = without;
                return (!choice.option.moves.is_empty()).then_some(choice);
            }
            Err(clash) => {
                let mut rules = clash.constraints.iter();
                next = rules.find(|each| rooms::rule_of(each).is_some())?.clone();
            }
        }
    }
    None
}

fn question(session: &Session, situation: &Situation) -> Reshuffle {
    let seated = situation.open_rooms().flat_map(|(_, people)| people);
    let people: Vec<PersonId> = seated.chain(situation.arrivals.keys()).copied().collect();
    let (rooms, spare_rooms) = seats(session, situation);
    let (joined, returned) = arrivals(situation);
    let mut rules = company::rules(session);
    rules.pins = (0_u128..)
        .zip(&situation.staying)
        .filter_map(|(number, person)| pin(situation, number, *person))
        .collect();
    let breakout = session.rooms.breakout.as_ref();
    let with_buddies = breakout.is_some_and(|breakout| breakout.kind == PlanKind::Buddies);
    let max_size = max_size(session, people.len(), situation.open_rooms().count());
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
fn seats(session: &Session, situation: &Situation) -> (Vec<OpenRoom>, Vec<SpareRoom>) {
    let prompts = prompts(session);
    let (mut open, mut spare) = (Vec::new(), Vec::new());
    for (id, people) in situation.open_rooms() {
        let room = company::room(id);
        let prompt = prompts.get(&id).copied().unwrap_or(0);
        if people.is_empty() {
            spare.push(SpareRoom { room, prompt });
        } else {
            let lead = session.rooms.get(id).and_then(|room| room.lead);
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
    let (room, _) = situation
        .open_rooms()
        .find(|(_, people)| people.contains(&person))?;
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
    let private = plan.reasons.iter().filter(|each| {
        let moved = |planned: &PlannedMove| company::person(planned.person) == each.about;
        each.audience() == Audience::Staff && moves.iter().any(moved)
    });
    let mut private_reasons: Vec<Words> = private
        .map(|each| Words::new(each.sentence(&called)))
        .collect();
    private_reasons.dedup();
    let whys = moves
        .iter()
        .map(|planned| why::to_themselves(session, plan, planned))
        .collect();
    Choice {
        private_reasons,
        option: MoveOption {
            summary: Words::new(plan.summary()),
            reasons: why::to_staff(session, plan, &moves),
            breaks: None,
            moves,
        },
        whys,
        without: Vec::new(),
    }
}
