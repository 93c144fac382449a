//! What a rehearsal is played in: an ordinary programme, marked as a rehearsal, with one session that starts now.

use alongside_domain::{
    dice::Dice,
    programme::{Command, Programme},
    text,
};
use alongside_protocol::{
    entry::AgendaItem,
    ids::{AgendaItemId, PersonId, ProgrammeId, SessionId},
    people::Role,
    programme::{NewPerson, ProgrammeCommand, SessionPlan},
    refusal::Refusal,
    words::Words,
};

use super::cast::{BUDDIES, CAST};
use crate::{
    house::{House, Live},
    keeper::Trouble,
    secrets::Secret,
};

/// Minutes until the start: enough to watch people arrive, and the facilitator may start at any time.
const STARTS_IN_MINUTES: i32 = 3;
const LEAD_MINUTES: u32 = 15;

/// The two of staff, unless the facilitator has a name.
pub const FACILITATOR: &str = "Facilitator";
const ASSISTANT: &str = "Assistant";
const STAFF: usize = 2;

/// Title, minutes, and what it will be about.
const AGENDA: [(&str, u32, &str); 5] = [
    (
        "Welcome and check-in",
        10,
        "Everybody but you is simulated here: their names and words are made up.",
    ),
    ("Buddies", 10, "In pairs: what helps you to listen?"),
    (
        "In threes",
        15,
        "Meet new people and try the three questions.",
    ),
    ("What we take with us", 10, ""),
    ("Check-out", 10, ""),
];

/// Everything that is needed to come in.
#[derive(Debug)]
pub struct Stage {
    pub session: SessionId,
    pub facilitator: Secret,
    pub support: Secret,
    /// In the order of the cast.
    pub trainees: Vec<Secret>,
}

/// Sets the stage for a facilitator of this name.
///
/// # Errors
/// A refusal or a fault of the log.
pub async fn set(house: &House, live: &dyn Live, facilitator: &Words) -> Result<Stage, Trouble> {
    let id = ProgrammeId(Dice::new(house.clock.seed()).uuid());
    let make = Command::Make {
        programme: id,
        name: "Rehearsal".into(),
        time_zone: time_zone(),
        rehearsal: true,
    };
    house.programmes.make(id, &house.ask(make)).await?;
    let organise = |command| house.change(live, id, Command::Organise(command));
    let people = roster(facilitator);
    organise(ProgrammeCommand::AddPeople { people }).await?;
    // In the order of the roster: two of staff, then the cast.
    let people: Vec<PersonId> = look(house, id, |programme| {
        let people = programme.people().iter();
        people.map(|person| person.id).collect()
    })?;
    let buddies = buddies(people.get(STAFF..).unwrap_or_default());
    organise(ProgrammeCommand::SetBuddies { buddies }).await?;
    let plan = plan(house);
    organise(ProgrammeCommand::Schedule { plan }).await?;
    let session = look(house, id, |programme| {
        programme.sessions().first().map(|session| session.id)
    })?;
    let links: Vec<Secret> = people
        .iter()
        .map(|_| Secret::for_link(&house.clock))
        .collect();
    let fingerprints = links.iter().map(Secret::fingerprint);
    let issue = Command::IssueLinks {
        links: people.iter().copied().zip(fingerprints).collect(),
    };
    house.change(live, id, issue).await?;
    let mut links = links.into_iter();
    Ok(Stage {
        session: session.ok_or_else(Refusal::not_found)?,
        facilitator: links.next().ok_or_else(Refusal::not_found)?,
        support: links.next().ok_or_else(Refusal::not_found)?,
        trainees: links.collect(),
    })
}

fn look<R>(
    house: &House,
    id: ProgrammeId,
    look: impl FnOnce(&Programme) -> R,
) -> Result<R, Refusal> {
    house
        .programmes
        .look(id, look)
        .ok_or_else(Refusal::not_found)
}

/// The zone of this machine, as far as it has one that everybody knows.
fn time_zone() -> String {
    let system = jiff::tz::TimeZone::system();
    system.iana_name().unwrap_or("UTC").to_owned()
}

fn roster(facilitator: &Words) -> Vec<NewPerson> {
    let folded = text::folded(facilitator.text());
    let mut taken = CAST.iter().map(|part| part.name).chain([ASSISTANT]);
    // Names in a programme differ.
    let facilitator = if taken.any(|name| text::folded(name) == folded) {
        FACILITATOR
    } else {
        facilitator.text()
    };
    let person = |name: &str, role, pronouns: &str, needs: &str| NewPerson {
        name: name.into(),
        email: Words::default(),
        role,
        pronouns: pronouns.into(),
        needs: needs.into(),
    };
    let staff = [
        person(facilitator, Role::Facilitator, "", ""),
        person(ASSISTANT, Role::Support, "", ""),
    ];
    let cast = CAST
        .iter()
        .map(|part| person(part.name, Role::Trainee, part.pronouns, part.needs));
    staff.into_iter().chain(cast).collect()
}

fn buddies(trainees: &[PersonId]) -> Vec<Vec<PersonId>> {
    let unit = |places: &&[usize]| {
        let people = places.iter().filter_map(|place| trainees.get(*place));
        people.copied().collect()
    };
    BUDDIES.iter().map(unit).collect()
}

fn plan(house: &House) -> SessionPlan {
    let mut dice = Dice::new(house.clock.seed());
    let agenda = AGENDA.map(|(title, minutes, note)| AgendaItem {
        id: AgendaItemId(dice.uuid()),
        title: title.into(),
        minutes,
        note: note.into(),
    });
    SessionPlan {
        title: "A day to practise".into(),
        starts_at: house.clock.now().plus_minutes(STARTS_IN_MINUTES),
        lead_minutes: LEAD_MINUTES,
        call_link: None,
        agenda: agenda.into(),
    }
}
