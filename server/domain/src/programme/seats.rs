//! Staff on the roster: whoever facilitates or supports by a role of their account has a seat, and nobody else has
//! one by an account (STAFF4). The organisation says who; saying it again changes nothing.

use super::{
    Command, Event, Person, Programme,
    people::{Known, with_id},
};
use crate::{aggregate::Ask, organisation::Seat};
use alongside_protocol::{
    ids::{PersonId, StaffId},
    people::Role,
    programme::NewPerson,
    words::Words,
};

impl Programme {
    /// The person that this account is here.
    #[must_use]
    pub fn seat_of(&self, staff: StaffId) -> Option<&Person> {
        self.people.iter().find(|one| one.staff == Some(staff))
    }
}

pub(super) fn seat(programme: &Programme, ask: &Ask<Command>, seats: &[Seat]) -> Vec<Event> {
    let mut events = Vec::new();
    let wanted = |person: &Person| {
        let of = |seat: &&Seat| Some(seat.staff) == person.staff;
        seats.iter().find(of)
    };
    for person in programme.people.iter().filter(|one| one.staff.is_some()) {
        match wanted(person) {
            None => events.push(Event::PersonRemoved { person: person.id }),
            Some(seat) if seat.role != person.role => events.push(Event::PersonChanged {
                person: Person {
                    role: seat.role,
                    ..person.clone()
                },
            }),
            Some(_) => {}
        }
    }
    let mut dice = ask.dice();
    let mut known = Known::of(programme, None);
    let missing = seats
        .iter()
        .filter(|seat| programme.seat_of(seat.staff).is_none());
    let people: Vec<Person> = missing
        .map(|seat| {
            let name = free(&known, &seat.name, seat.role);
            known.keep(&name, &Words::default(), "");
            let person = NewPerson {
                name,
                email: Words::default(),
                role: seat.role,
                pronouns: Words::default(),
                needs: Words::default(),
            };
            with_id(PersonId(dice.uuid()), person, Some(seat.staff))
        })
        .collect();
    if !people.is_empty() {
        events.push(Event::PeopleAdded { people });
    }
    events
}

/// Names are different within a programme; an account cannot be told to choose another.
fn free(known: &Known, name: &Words, role: Role) -> Words {
    let free = |name: &Words| known.check(name, &Words::default()).is_ok();
    if free(name) {
        return name.clone();
    }
    let role = if role == Role::Support {
        "tech support"
    } else {
        "facilitator"
    };
    let plain = Words::new(format!("{} ({role})", name.text()));
    let numbered = (2..=u32::MAX).map(|n| Words::new(format!("{} ({role} {n})", name.text())));
    let mut names = [plain].into_iter().chain(numbered);
    names.find(free).unwrap_or_else(|| name.clone())
}
