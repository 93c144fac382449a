//! When no plan keeps every rule: which clash, by name, and what could be had by letting one go (R22; ROOM13).
//!
//! Only facilitators plan, and only they read this. Nothing is let go but what one of them chooses.

use super::{
    company::Called,
    plan::{Seats, Trouble, seats},
};
use crate::{
    dice::Dice,
    limits,
    matching::{Clash, Constraint},
    session::Session,
};
use alongside_protocol::{
    command::{PlanKind, PlanRequest},
    entry::LeastBad,
    ids::RuleId,
    words::Words,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanClash {
    pub sentence: Words,
    pub choices: Vec<LeastBad>,
}

/// The rule of a constraint that staff can let go; sizes are mended by other numbers instead.
#[must_use]
pub fn rule_of(constraint: &Constraint) -> Option<RuleId> {
    match constraint {
        Constraint::Apart { rule, .. } | Constraint::Together { rule, .. } => {
            Some(RuleId(Uuid::from_u128(rule.0)))
        }
        _ => None,
    }
}

/// What clashes, and the least bad plans.
pub fn told(session: &Session, request: &PlanRequest, clash: &Clash, dice: &mut Dice) -> PlanClash {
    let called = Called::new(session);
    let mut choices = Vec::new();
    let mut sizes = false;
    for constraint in &clash.constraints {
        match rule_of(constraint) {
            Some(rule) => {
                let request = PlanRequest {
                    without: request.without.iter().copied().chain([rule]).collect(),
                    ..request.clone()
                };
                let breaks = format!("Not kept: {}.", constraint.words(&called));
                choices.extend(choice(session, request, breaks, dice));
            }
            None => sizes = true,
        }
    }
    if sizes {
        choices.extend(other_sizes(session, request, dice));
    }
    choices.truncate(limits::LEAST_BAD);
    PlanClash {
        sentence: Words::new(clash.sentence(&called)),
        choices,
    }
}

/// The plan without a rule; where another clash stands beside it, without one rule of that too.
fn choice(
    session: &Session,
    mut request: PlanRequest,
    mut breaks: String,
    dice: &mut Dice,
) -> Option<LeastBad> {
    for _ in 0..limits::LEAST_BAD {
        match seats(session, &request, dice) {
            Ok(seats) => return Some(least_bad(request, breaks, &seats)),
            Err(Trouble::Refused(_)) => return None,
            Err(Trouble::Clash(clash)) => {
                let next = clash
                    .constraints
                    .iter()
                    .find_map(|each| Some((rule_of(each)?, each)));
                let (rule, constraint) = next?;
                request.without.push(rule);
                breaks = format!(
                    "{breaks} Not kept: {}.",
                    constraint.words(&Called::new(session))
                );
            }
        }
    }
    None
}

/// Fewer rooms with more people, as many as it takes; buddies then sit in larger rooms than usual.
fn other_sizes(session: &Session, request: &PlanRequest, dice: &mut Dice) -> Option<LeastBad> {
    let here = super::company::available(session).count();
    let kind = match request.kind {
        PlanKind::Random | PlanKind::Mixed => request.kind,
        _ => PlanKind::Mixed,
    };
    let size = usize::try_from(request.size).unwrap_or(2).max(2);
    (1..=here / size).rev().find_map(|rooms| {
        let request = PlanRequest {
            kind,
            rooms: u32::try_from(rooms).ok(),
            ..request.clone()
        };
        let seats = seats(session, &request, dice).ok()?;
        let sizes = seats.groups.iter().map(|seat| seat.people.len());
        let (least, most) = (sizes.clone().min()?, sizes.max()?);
        let breaks = format!(
            "Other sizes: {rooms} rooms of {least} to {most} people, and every rule is kept."
        );
        Some(least_bad(request, breaks, &seats))
    })
}

fn least_bad(request: PlanRequest, breaks: String, seats: &Seats) -> LeastBad {
    let rooms = seats.groups.len();
    let cost = match seats.moved {
        0 => format!("{rooms} rooms, nobody is alone."),
        1 => format!("{rooms} rooms, 1 person sits elsewhere than planned, nobody is alone."),
        many => {
            format!("{rooms} rooms, {many} people sit elsewhere than planned, nobody is alone.")
        }
    };
    LeastBad {
        breaks: Words::new(breaks),
        cost: Words::new(cost),
        request,
    }
}
