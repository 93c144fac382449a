//! The roster: adding people, changing what is said about them, taking them off.
//!
//! Names are different within a programme, because a flag or a move must never reach the wrong Sam.

use super::{Event, Programme, buddies, companions, rounds};
use crate::{aggregate::Ask, limits, names, text};
use alongside_protocol::{
    ids::{PersonId, StaffId},
    people::{Likeness, Role},
    programme::{NewPerson, ProgrammeCommand},
    refusal::Refusal,
    words::Words,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::Command;

/// Somebody on the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: PersonId,
    pub name: Words,
    pub email: Words,
    /// Trainee, facilitator or support; never a guest.
    pub role: Role,
    pub pronouns: Words,
    pub needs: Words,
    /// Comes in with this account, for as long as it has a role here (`seats.rs`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffId>,
}

impl Programme {
    /// Whom of the staff a trainee's name can be taken for.
    #[must_use]
    pub fn likeness(&self, person: &Person) -> Option<Likeness> {
        let staff = self.people.iter().filter(|known| known.role.is_staff());
        let trainee = person.role == Role::Trainee;
        trainee
            .then(|| names::likeness(&person.name, staff.map(|known| &known.name)))
            .flatten()
    }

    /// Whether this gives somebody the power of staff, or another than they have.
    #[must_use]
    pub fn makes_staff(&self, command: &ProgrammeCommand) -> bool {
        match command {
            ProgrammeCommand::AddPeople { people } => people.iter().any(|one| one.role.is_staff()),
            ProgrammeCommand::ChangePerson { person, to } => {
                let now = self.person(*person).map(|now| now.role);
                to.role.is_staff() && now.is_some_and(|now| now != to.role)
            }
            _ => false,
        }
    }

    /// Whether one of them is staff: whatever lets them in carries that power.
    #[must_use]
    pub fn has_staff_among(&self, people: &[PersonId]) -> bool {
        let mut known = people.iter().filter_map(|person| self.person(*person));
        known.any(|person| person.role.is_staff())
    }
}

/// Whom of the staff these events write on the roster.
pub fn staff_in(events: &[Event]) -> impl Iterator<Item = PersonId> {
    let people = events.iter().flat_map(|event| match event {
        Event::PeopleAdded { people } => people.as_slice(),
        Event::PersonChanged { person } => std::slice::from_ref(person),
        _ => &[],
    });
    let staff = people.filter(|person| person.role.is_staff());
    staff.map(|person| person.id)
}

/// What needs mending, and in which column.
pub(super) type Wrong = (&'static str, Refusal);

/// The person with each field cleaned.
///
/// # Errors
/// Every field that needs mending, in the order in which they stand on the page; never an empty list.
pub(super) fn read(typed: &NewPerson) -> Result<NewPerson, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let mut field = |column, read: Result<Words, Refusal>| {
        read.unwrap_or_else(|refusal| {
            wrong.push((column, refusal));
            Words::default()
        })
    };
    let person = NewPerson {
        name: field(
            "name",
            text::line(&typed.name, "Name", limits::NAME_LETTERS),
        ),
        email: field("e-mail", mail(&typed.email)),
        role: typed.role,
        pronouns: field(
            "pronouns",
            text::optional_line(&typed.pronouns, "Pronouns", limits::PRONOUNS_LETTERS),
        ),
        needs: field(
            "needs",
            text::optional_block(&typed.needs, "Needs", limits::NEEDS_LETTERS),
        ),
    };
    if typed.role == Role::Guest {
        wrong.push(("role", Refusal::mend(ROLES)));
    }
    if wrong.is_empty() {
        Ok(person)
    } else {
        Err(wrong)
    }
}

pub(super) const ROLES: &str = "The role should be trainee, facilitator or support.";

/// Only what every address has; whether mail arrives is found out by sending it.
fn mail(typed: &Words) -> Result<Words, Refusal> {
    let email = text::optional_line(typed, "E-mail", limits::EMAIL_LETTERS)?;
    let shaped = match email.text().split_once('@') {
        Some((before, after)) => {
            !before.is_empty()
                && !after.is_empty()
                && !after.contains('@')
                && !email.text().contains(' ')
        }
        None => email.is_empty(),
    };
    shaped.then_some(email).ok_or_else(|| {
        Refusal::mend("The e-mail address should look like name@place.example, or be left empty.")
    })
}

/// Who has which name and address already, to find doubles.
pub(super) struct Known {
    names: BTreeMap<String, String>,
    emails: BTreeMap<String, String>,
}

impl Known {
    /// Everybody on the roster but `except`.
    pub fn of(programme: &Programme, except: Option<PersonId>) -> Self {
        let mut known = Self {
            names: BTreeMap::new(),
            emails: BTreeMap::new(),
        };
        for person in &programme.people {
            if Some(person.id) != except {
                known.keep(&person.name, &person.email, "already on the roster");
            }
        }
        known
    }

    /// Adds somebody; `place` says for a sentence where they stand.
    pub fn keep(&mut self, name: &Words, email: &Words, place: &str) {
        self.names.insert(text::folded(name.text()), place.into());
        if !email.is_empty() {
            self.emails.insert(text::folded(email.text()), place.into());
        }
    }

    /// # Errors
    /// The column that is double, and a refusal that says where else it stands.
    pub fn check(&self, name: &Words, email: &Words) -> Result<(), Wrong> {
        if let Some(place) = self.names.get(&text::folded(name.text())) {
            return Err((
                "name",
                Refusal::mend(format!(
                    "The name {} is {place}. If they are two people, please tell them apart, for instance by an initial.",
                    name.text()
                )),
            ));
        }
        match self.emails.get(&text::folded(email.text())) {
            Some(place) if !email.is_empty() => Err((
                "e-mail",
                Refusal::mend(format!("The e-mail address {} is {place}.", email.text())),
            )),
            _ => Ok(()),
        }
    }
}

pub(super) fn add(
    programme: &Programme,
    ask: &Ask<Command>,
    people: &[NewPerson],
) -> Result<Vec<Event>, Refusal> {
    room_for(programme, people.len())?;
    let mut dice = ask.dice();
    let mut known = Known::of(programme, None);
    let mut added = Vec::with_capacity(people.len());
    for (place, typed) in people.iter().enumerate() {
        let person =
            checked(typed, &known).map_err(|refusal| located(place, people.len(), refusal))?;
        known.keep(&person.name, &person.email, "already in this list");
        added.push(with_id(PersonId(dice.uuid()), person, None));
    }
    Ok(if added.is_empty() {
        Vec::new()
    } else {
        vec![Event::PeopleAdded { people: added }]
    })
}

/// The person, cleaned and no double of somebody known; or the first thing to mend.
fn checked(typed: &NewPerson, known: &Known) -> Result<NewPerson, Refusal> {
    let person = read(typed).map_err(|wrong| {
        let first = wrong.into_iter().next();
        first.map_or_else(Refusal::fault, |(_, refusal)| refusal)
    })?;
    known
        .check(&person.name, &person.email)
        .map_err(|(_, refusal)| refusal)?;
    Ok(person)
}

/// # Errors
/// A refusal when so many more do not fit.
pub(super) fn room_for(programme: &Programme, more: usize) -> Result<(), Refusal> {
    if programme.people.len().saturating_add(more) <= limits::PEOPLE {
        return Ok(());
    }
    Err(Refusal::mend(format!(
        "A programme can have at most {} people; it has {} and these are {more} more. Nobody was added.",
        limits::PEOPLE,
        programme.people.len()
    )))
}

/// Names the person in a list of several; somebody alone needs no number.
fn located(place: usize, of: usize, refusal: Refusal) -> Refusal {
    if of < 2 {
        return refusal;
    }
    Refusal::mend(format!(
        "Person {} of {of}: {} Nobody was added.",
        place + 1,
        refusal.sentence
    ))
}

pub(super) fn with_id(id: PersonId, person: NewPerson, staff: Option<StaffId>) -> Person {
    Person {
        id,
        name: person.name,
        email: person.email,
        role: person.role,
        pronouns: person.pronouns,
        needs: person.needs,
        staff,
    }
}

pub(super) fn change(
    programme: &Programme,
    id: PersonId,
    to: &NewPerson,
) -> Result<Vec<Event>, Refusal> {
    let now = programme.person(id).ok_or_else(Refusal::not_found)?;
    let to = checked(to, &Known::of(programme, Some(id)))?;
    if now.staff.is_some() && to.role != now.role {
        return Err(Refusal::not_now(
            "This person is here by a role of their account. It can be changed under Staff.",
        ));
    }
    let person = with_id(id, to, now.staff);
    Ok(if person == *now {
        Vec::new()
    } else {
        vec![Event::PersonChanged { person }]
    })
}

pub(super) fn remove(programme: &Programme, id: PersonId) -> Result<Vec<Event>, Refusal> {
    let person = programme.person(id).ok_or_else(Refusal::not_found)?;
    if person.staff.is_some() {
        return Err(Refusal::not_now(
            "This person is here by a role of their account. Take the role away under Staff.",
        ));
    }
    Ok(vec![Event::PersonRemoved { person: id }])
}

pub(super) fn changed(programme: &mut Programme, person: &Person) {
    for known in programme
        .people
        .iter_mut()
        .filter(|known| known.id == person.id)
    {
        known.clone_from(person);
    }
    if person.role != Role::Trainee {
        forget(programme, person.id);
    }
}

pub(super) fn removed(programme: &mut Programme, id: PersonId) {
    programme.people.retain(|person| person.id != id);
    programme.doors.remove(&id);
    forget(programme, id);
}

/// Rules and buddies are between trainees of the roster; without one of its people a rule may be pointless.
fn forget(programme: &mut Programme, id: PersonId) {
    buddies::without(programme, id);
    programme.pairing.remove(&id);
    programme.new_buddies.remove(&id);
    for rule in &mut programme.rules {
        rule.people.retain(|person| *person != id);
    }
    programme
        .rules
        .retain(|rule| rule.people.len() >= *limits::RULE_PEOPLE.start());
    companions::forget(programme, id);
    rounds::forget(programme, id);
}
