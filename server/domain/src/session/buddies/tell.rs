//! What people are told of buddies for today: each of those concerned, kindly, and nobody else.

use super::StandIn;
use crate::{
    dice::Dice,
    session::{
        Ask, Event, Facts, Session,
        notices::{NoticeTo, give},
    },
};
use alongside_protocol::{entry::NoticeKind, ids::PersonId, words::Words};

fn tell(dice: &mut Dice, person: PersonId, words: String) -> Event {
    let to = NoticeTo::Person(person);
    give(dice, NoticeKind::Info, None, Words::new(words), to)
}

/// "Ana", "Ana and Bo", "Ana, Bo and Cem".
pub fn listed(session: &Session, people: &[PersonId]) -> String {
    let names: Vec<&str> = people.iter().map(|one| session.people.name(*one)).collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

fn without(people: &[PersonId], person: PersonId) -> Vec<PersonId> {
    let others = people.iter().filter(|other| **other != person);
    others.copied().collect()
}

pub(super) fn joined(session: &Session, dice: &mut Dice, stand_in: &StandIn) -> Vec<Event> {
    let StandIn { people, with, unit } = stand_in;
    let mut told = Vec::new();
    for person in people {
        let company: Vec<PersonId> = without(people, *person)
            .into_iter()
            .chain(with.clone())
            .collect();
        let missing = session.day.buddies_of(*person);
        let why = match &missing[..] {
            [] => String::new(),
            [one] => format!("{} is not here just now. ", session.people.name(*one)),
            several => format!("{} are not here just now. ", listed(session, several)),
        };
        let (are, noun) = match company.len() {
            1 => ("is", "buddy"),
            _ => ("are", "buddies"),
        };
        let company = listed(session, &company);
        told.push(tell(
            dice,
            *person,
            format!("{why}For today, {company} {are} your {noun}."),
        ));
    }
    let guests = listed(session, people);
    for person in unit.iter().filter(|person| with.contains(person)) {
        let others = without(with, *person);
        let words = match &others[..] {
            [] => format!(
                "For today, {guests} and you are buddies, because {guests} would be without one."
            ),
            others => format!(
                "{guests} would be without a buddy just now, so {guests} joins you and {} for today.",
                listed(session, others)
            ),
        };
        told.push(tell(dice, *person, words));
    }
    told.extend(left_behind(session, dice, stand_in));
    told
}

/// Those whose buddy keeps somebody else company today.
fn left_behind(session: &Session, dice: &mut Dice, stand_in: &StandIn) -> Vec<Event> {
    let all = stand_in.everybody();
    let of_them = stand_in
        .unit
        .iter()
        .flat_map(|person| session.day.buddies_of(*person));
    let mut behind: Vec<PersonId> = of_them.filter(|person| !all.contains(person)).collect();
    behind.sort_unstable();
    behind.dedup();
    let (guests, hosts) = (
        listed(session, &stand_in.people),
        listed(session, &stand_in.with),
    );
    let words = |_: &PersonId| {
        format!(
            "{hosts} keeps {guests} company today, who would be without a buddy. You others stay together."
        )
    };
    let told = behind.iter().map(|person| (*person, words(person)));
    told.map(|(person, words)| tell(dice, person, words))
        .collect()
}

/// `back` is the buddy who has returned, if that is why.
pub(super) fn ended(
    session: &Session,
    dice: &mut Dice,
    stand_in: &StandIn,
    back: Option<PersonId>,
) -> Vec<Event> {
    let everybody = stand_in.everybody();
    let mut told = Vec::new();
    for person in &everybody {
        let own = session.day.buddies_of(*person);
        let words = match back {
            Some(back) if own.contains(&back) && stand_in.people.contains(person) => format!(
                "{} is here, so you are buddies as usual again.",
                session.people.name(back)
            ),
            Some(_) if stand_in.people.contains(person) => {
                "The buddies for today have changed back. Staff know that yours is not here, and look for company for you.".to_owned()
            }
            Some(_) => format!(
                "Thank you for keeping {} company. Their buddy is here now, and your buddies are as usual.",
                listed(session, &stand_in.people)
            ),
            None => "The buddies for today have changed back to the usual ones.".to_owned(),
        };
        told.push(tell(dice, *person, words));
    }
    told
}

/// Facilitators have found other buddies for somebody: those concerned are told whom they have now, all in the same
/// words, so that nobody reads who asked for it (BUDDY3).
#[must_use]
pub fn new_ones(session: &Session, ask: &Ask, facts: &Facts) -> Vec<Event> {
    let Some(known) = &session.day.facts else {
        return Vec::new();
    };
    let mut dice = Dice::new(ask.seed);
    let unit = |facts: &Facts, person: PersonId| {
        let mut units = facts.buddies.iter();
        units
            .find(|unit| unit.contains(&person))
            .cloned()
            .unwrap_or_default()
    };
    let mut told = Vec::new();
    for person in &facts.new_buddies {
        let now = unit(facts, *person);
        let others = without(&now, *person);
        if others.is_empty() || now == unit(known, *person) {
            continue;
        }
        let words = format!(
            "The facilitators have arranged some of the buddies anew. From now on {} and you are buddies. If you would like to talk about it, you can write to them.",
            listed(session, &others)
        );
        told.push(tell(&mut dice, *person, words));
    }
    told
}
