//! What the pages show of programmes: the only place where their content leaves.

use alongside_domain::programme::{Person, Programme, Session};
use alongside_protocol::{
    door::{Home, HomeSession},
    entry::Phase,
    ids::{At, PersonId, ProgrammeId, StaffId},
    organisation::{NextSession, ProgrammeRow},
    programme::{LinkState, PersonRow, ProgrammeView, SessionRow},
    safeguarding::ConcernState,
};

use super::Doors;
use crate::house::Live;

/// A session that began longer ago than this, in minutes, is not of today.
const TODAY_MINUTES: i32 = 18 * 60;

/// The programmes in which somebody has a role, by name; an owner has one in all.
#[must_use]
pub fn programmes(doors: &Doors, staff: StaffId) -> Vec<ProgrammeRow> {
    let house = &doors.house;
    let now = house.clock.now();
    let row = |id: ProgrammeId| {
        let standing = house.organisation.look(|known| {
            let standings = known.standings(staff, Some(id)).len() > 1;
            standings.then(|| known.has_seat(staff, id))
        });
        let comes = standing?;
        let row = |programme: &Programme| ProgrammeRow {
            sessions: if comes {
                home_sessions(doors.live.as_ref(), programme, now)
            } else {
                Vec::new()
            },
            ..line(id, programme, now)
        };
        house.programmes.look(id, row)
    };
    let mut rows: Vec<ProgrammeRow> = house.programmes.ids().into_iter().filter_map(row).collect();
    rows.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    rows
}

/// Those of today and later.
fn home_sessions(live: &dyn Live, programme: &Programme, now: At) -> Vec<HomeSession> {
    let row = |session: &Session| HomeSession {
        id: session.id,
        title: session.plan.title.clone(),
        opens_at: session.opens_at(),
        starts_at: session.plan.starts_at,
        phase: phase(live, session, now),
    };
    let sessions = programme.sessions().iter();
    let sessions = sessions.filter(|session| is_today_or_later(session, now));
    sessions.map(row).collect()
}

fn line(id: ProgrammeId, programme: &Programme, now: At) -> ProgrammeRow {
    let next = programme
        .sessions()
        .iter()
        .find(|session| is_today_or_later(session, now) && session.summary.is_none());
    ProgrammeRow {
        id,
        name: programme.name().clone(),
        people: u32::try_from(programme.people().len()).unwrap_or(u32::MAX),
        rehearsal: programme.is_rehearsal(),
        next: next.map(|session| NextSession {
            id: session.id,
            title: session.plan.title.clone(),
            starts_at: session.plan.starts_at,
        }),
        sessions: Vec::new(),
    }
}

/// Everything an organiser may see of a programme; nothing from inside its sessions.
#[must_use]
pub fn programme(doors: &Doors, id: ProgrammeId) -> Option<ProgrammeView> {
    let now = doors.house.clock.now();
    let person = |programme: &Programme, person: &Person| PersonRow {
        id: person.id,
        name: person.name.clone(),
        email: person.email.clone(),
        role: person.role,
        pronouns: person.pronouns.clone(),
        needs: person.needs.clone(),
        link: programme.link_state(person.id),
        link_until: (programme.link_state(person.id) == LinkState::Issued)
            .then(|| programme.links_until()),
        likeness: programme.likeness(person),
        account: person.staff.is_some(),
    };
    let safeguarded = doors.house.organisation.look(|known| known.has_lead(id));
    let open = |programme: &Programme| {
        let concerns = programme.concerns();
        concerns
            .filter(|record| record.state == ConcernState::Open)
            .count()
    };
    let session = |session: &Session| SessionRow {
        id: session.id,
        plan: session.plan.clone(),
        phase: phase(doors.live.as_ref(), session, now),
        knock_link: doors
            .house
            .address
            .page(&format!("/session/{}", session.id)),
    };
    doors.house.programmes.look(id, |programme| ProgrammeView {
        id,
        name: programme.name().clone(),
        time_zone: programme.time_zone().to_owned(),
        rehearsal: programme.is_rehearsal(),
        people: programme
            .people()
            .iter()
            .map(|one| person(programme, one))
            .collect(),
        rules: programme.rules().to_vec(),
        buddies: programme.buddies().to_vec(),
        sessions: programme.sessions().iter().map(session).collect(),
        met: programme.met(),
        pairing: programme.pairing(),
        room_links: programme.room_links().to_vec(),
        companions: programme.companions().to_vec(),
        rounds: programme.rounds(),
        safety: programme.safety().clone(),
        safeguarded,
        concerns_unread: if safeguarded {
            0
        } else {
            u32::try_from(open(programme)).unwrap_or(u32::MAX)
        },
        kept: programme.lives(),
    })
}

/// What a person finds behind their link.
#[must_use]
pub fn home(doors: &Doors, programme: ProgrammeId, person: PersonId) -> Option<Home> {
    let now = doors.house.clock.now();
    let home = |programme: &Programme| {
        let person = programme.person(person)?;
        Some(Home {
            person: person.id,
            name: person.name.clone(),
            role: person.role,
            programme: programme.name().clone(),
            time_zone: programme.time_zone().to_owned(),
            exit_to: programme.safety().exit_to.clone(),
            sessions: home_sessions(doors.live.as_ref(), programme, now),
            waiting: false,
        })
    };
    doors.house.programmes.look(programme, home)?
}

fn is_today_or_later(session: &Session, now: At) -> bool {
    session.plan.starts_at > now.plus_minutes(-TODAY_MINUTES)
}

/// What the hub says of a live session; before that, what the clock says.
#[must_use]
pub fn phase(live: &dyn Live, session: &Session, now: At) -> Phase {
    if session.summary.is_some() {
        return Phase::Ended;
    }
    live.phase(session.id)
        .unwrap_or(if now < session.opens_at() {
            Phase::Scheduled
        } else {
            Phase::Arrival
        })
}
