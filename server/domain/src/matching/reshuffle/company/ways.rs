//! What it counts when people without company meet, join a room, or are joined.

use super::{Company, Lone, Sum, signed};
use crate::matching::fold::minus;

/// The best way for two to meet: what their room counts, who goes, and to which room.
pub type Meeting = (Sum, usize, usize);

/// The cheaper way for two to meet in the room of one of them.
pub fn meet(company: &Company, a: Lone, b: Lone) -> Option<Meeting> {
    let ways = [(a, b), (b, a)];
    let ways = ways.into_iter().filter_map(|(goes, host)| {
        let sum = visit(company, goes, host)?;
        Some((sum, goes.person, host.room?))
    });
    ways.min()
}

/// What the room of the host counts when the other comes.
pub fn visit(company: &Company, goes: Lone, host: Lone) -> Option<Sum> {
    let room = host.room?;
    let may = !goes.stays
        && company.table.frame.sizes.1 >= 2
        && !company.table.frame.apart(goes.person, host.person)
        && company.may_sit(goes.person, room);
    may.then(|| signed(company.table.room(room, &[goes.person, host.person])))
}

/// What the room of the host counts with two more.
pub fn visit_both(company: &Company, goes: [Lone; 2], host: Lone) -> Option<Sum> {
    let room = host.room?;
    let frame = &company.table.frame;
    let [one, other] = goes.map(|each| each.person);
    let may = goes
        .iter()
        .all(|each| !each.stays && company.may_sit(each.person, room))
        && frame.sizes.1 >= 3
        && !frame.apart(one, other)
        && !frame.apart(one, host.person)
        && !frame.apart(other, host.person);
    may.then(|| signed(company.table.room(room, &[host.person, one, other])))
}

/// What a room with company counts more when somebody joins.
pub fn join(
    company: &Company,
    goes: Lone,
    room: usize,
    people: &[usize],
    before: Sum,
) -> Option<Sum> {
    let frame = &company.table.frame;
    let may = !goes.stays
        && people.len() < frame.sizes.1
        && company.may_sit(goes.person, room)
        && !people.iter().any(|&other| frame.apart(goes.person, other));
    may.then(|| {
        let mut all = people.to_vec();
        all.push(goes.person);
        minus(signed(company.table.room(room, &all)), before)
    })
}

/// What it counts more when somebody leaves a room of three or more to keep somebody alone company.
pub fn keep_company(
    company: &Company,
    guest: usize,
    from: (usize, &[usize], Sum),
    host: Lone,
) -> Option<Sum> {
    let table = company.table;
    let (room, people, before) = from;
    let own = host.room?;
    let tied = people
        .iter()
        .any(|&other| other != guest && table.frame.tie[other] == table.frame.tie[guest]);
    let may = people.len() > 2
        && !company.fixed[guest]
        && !tied
        && table.frame.sizes.1 >= 2
        && company.may_sit(guest, own)
        && !table.frame.apart(guest, host.person);
    may.then(|| {
        let left: Vec<usize> = people
            .iter()
            .copied()
            .filter(|&each| each != guest)
            .collect();
        let there = signed(table.room(room, &left));
        let here = signed(table.room(own, &[host.person, guest]));
        std::array::from_fn(|at| there[at] - before[at] + here[at])
    })
}
