//! Plans in which nobody meets anybody twice: what a century of combinatorial design knows about who can sit with whom.
//!
//! A search over seats sticks a few repeats above what is possible, because good plans are rare and symmetric. So the plan
//! is built, not found: pairs by the circle method ([`circle`]); small rooms from *starters*, one round that a group of
//! symmetries turns into all others ([`starters`]); any number of rooms from *transversal designs*, where the room of a
//! person is a line in a finite ring ([`transversal`]). A plan for more people than there are is [`trim`]med: people who
//! meet in no chosen round are left out, so that every room loses at most one. And a plan for fewer can [`grow`].
//!
//! Points are numbers from 0; who is which point is for the planner to choose. Every plan is checked pair by pair in the
//! tests, and none is trusted for anything else than a good start: what a plan counts is always counted from the seats.

mod circle;
mod grow;
mod ring;
mod starter_table;
mod starters;
mod transversal;
mod trim;

#[cfg(test)]
mod tests;

/// A plan for points: rounds, of rooms, of points. No two points share a room twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Design {
    pub points: usize,
    pub rounds: Vec<Vec<Vec<usize>>>,
}

/// Plans without repeats for so many people in so many rooms, sizes differing by at most one, the longest first. None has
/// more rounds than `want`, and the longest may have fewer: no longer one is known here.
pub(super) fn designs(people: usize, rooms: usize, want: usize) -> Vec<Design> {
    if rooms == 0 || people < 2 * rooms || want == 0 {
        return Vec::new();
    }
    let size = people.div_ceil(rooms);
    let mut whole = Vec::new();
    if people == 2 * rooms {
        whole.push(circle::pairs(people));
    }
    whole.extend(starters::developed(rooms, size));
    whole.push(transversal::transversal(rooms, size, want));
    let mut fit: Vec<Design> = whole
        .iter()
        .map(|design| trim::trimmed(design, people, want))
        .collect();
    let smaller =
        starters::developed(rooms, people / rooms).filter(|_| !people.is_multiple_of(rooms));
    fit.extend(smaller.map(|design| grow::grown(design, people, want)));
    for design in &mut fit {
        design.rounds.truncate(want);
    }
    fit.sort_by_key(|design| usize::MAX - design.rounds.len());
    fit
}
