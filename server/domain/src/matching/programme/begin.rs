//! Seats to begin with: rooms as wished, made to keep sizes, pins and who belongs together.

use super::facts::RoundFacts;

/// Rooms of a round as near to these as can be, by number; keep-apart rules are left to the search. Nothing when sizes
/// do not come out this simply.
pub fn seated(facts: &RoundFacts, wished: &[Vec<usize>]) -> Option<Vec<Vec<usize>>> {
    if facts.torn {
        return None;
    }
    let rooms = facts.rooms.len();
    let named = named(facts, wished);
    let mut wish = vec![None; facts.block_of.len()];
    for (people, &room) in wished.iter().zip(&named) {
        people.iter().for_each(|&person| wish[person] = Some(room));
    }
    let mut order: Vec<usize> = (0..facts.blocks.len()).collect();
    order.sort_by_key(|&block| {
        (
            facts.pin[block].is_none(),
            usize::MAX - facts.blocks[block].len(),
            block,
        )
    });
    let (least, most) = facts.sizes;
    let even = facts.here().div_ceil(rooms.max(1)).min(most);
    let mut seats: Vec<Vec<usize>> = vec![Vec::new(); rooms];
    let mut waiting = Vec::new();
    for block in order {
        let people = &facts.blocks[block];
        let room = facts.pin[block].or_else(|| people.iter().find_map(|&person| wish[person]));
        let full = if facts.pin[block].is_some() {
            most
        } else {
            even
        };
        match room.filter(|&room| seats[room].len() + people.len() <= full) {
            Some(room) => seats[room].extend(people),
            None if facts.pin[block].is_some() => return None,
            None => waiting.push(block),
        }
    }
    for block in waiting {
        let smallest = (0..rooms).min_by_key(|&room| (seats[room].len(), room))?;
        seats[smallest].extend(&facts.blocks[block]);
    }
    while let Some(needy) = (0..rooms).find(|&room| seats[room].len() < least) {
        let alone = |person: usize| {
            facts.block_of[person]
                .is_some_and(|b| facts.blocks[b].len() == 1 && facts.pin[b].is_none())
        };
        let spare = |&room: &usize| {
            seats[room].len() > least && seats[room].iter().any(|&person| alone(person))
        };
        let giver = (0..rooms)
            .filter(spare)
            .max_by_key(|&room| (seats[room].len(), room))?;
        let at = seats[giver].iter().position(|&person| alone(person))?;
        let person = seats[giver].remove(at);
        seats[needy].push(person);
    }
    seats
        .iter()
        .all(|people| people.len() <= most)
        .then_some(seats)
}

/// Which room each wished room is: where somebody is pinned if possible, and the others in order.
fn named(facts: &RoundFacts, wished: &[Vec<usize>]) -> Vec<usize> {
    let rooms = facts.rooms.len();
    let mut name: Vec<Option<usize>> = vec![None; wished.len()];
    let mut taken = vec![false; rooms];
    for (at, people) in wished.iter().enumerate() {
        let pins = people
            .iter()
            .filter_map(|&person| facts.block_of[person].and_then(|block| facts.pin[block]));
        if let Some(pin) = pins.into_iter().find(|&pin| !taken[pin]) {
            taken[pin] = true;
            name[at] = Some(pin);
        }
    }
    let mut free = (0..rooms).filter(|&room| !taken[room]);
    name.into_iter()
        .map(|name| name.or_else(|| free.next()).unwrap_or(0))
        .collect()
}
