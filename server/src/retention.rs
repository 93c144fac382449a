//! Looks after what has had its time (TRUST 3): destroys its keys, class by class, and tells the audit trail.
//!
//! ```text
//!   programme.dues(now) ∩ keys that there are ──> destroy ──> memory reads the log anew ──> a line in the trail
//!   a session of which no key is left, and whose time is over ──> its stream is erased
//! ```

use std::collections::BTreeSet;
use std::sync::Arc;

use alongside_domain::{
    programme::{Programme, retention::Due},
    session::{Event, Session, flags::Flag},
};
use alongside_protocol::{
    audit::{AuditEntry, Doer, Done},
    entry::FlagState,
    ids::{At, PersonId, ProgrammeId, SessionId},
    privacy::{Class, Since},
};
use uuid::Uuid;

use crate::house::{House, Live};
use crate::keeper::Trouble;
use crate::keys::Scope;
use crate::limits;
use crate::log::Stream;

/// Looks again and again until the task is dropped.
pub async fn keep(house: Arc<House>, live: Arc<dyn Live>) {
    loop {
        sweep(&house, live.as_ref()).await;
        let next = house
            .clock
            .now()
            .plus_minutes(limits::RETENTION_EVERY_MINUTES);
        house.clock.until(next).await;
    }
}

/// One look at everything. What fails is told and tried again with the next look.
pub async fn sweep(house: &House, live: &dyn Live) {
    for id in house.programmes.ids() {
        if let Err(trouble) = of_programme(house, live, id).await {
            tracing::error!(programme = %id, %trouble, "what has had its time could not be purged");
        }
    }
    if let Err(error) = house.audit.purge(house.clock.now()).await {
        tracing::error!(%error, "old months of the audit trail could not be erased");
    }
}

async fn of_programme(house: &House, live: &dyn Live, id: ProgrammeId) -> Result<(), Trouble> {
    let now = house.clock.now();
    let over = house
        .programmes
        .look(id, |known| known.rehearsal_goes_at(now));
    if over.flatten().is_some_and(|at| at <= now) {
        return house.forget_rehearsal(live, id).await;
    }
    let dues = house.programmes.look(id, |known| known.dues(now));
    let due = |due: &Due| due.at <= now;
    let dues: Vec<Due> = dues.unwrap_or_default().into_iter().filter(due).collect();
    let kept = house.vault.keys.kept(id).await?;
    orphans(house, live, id, &kept).await?;
    let there =
        |due: &&Due| kept.contains(&(due.session.map_or(Uuid::nil(), |id| id.0), due.class));
    for due in dues.iter().filter(there) {
        purge(house, live, id, due).await?;
    }
    let kept = house.vault.keys.kept(id).await?;
    for session in house.sessions_of(id) {
        let empty = !kept.iter().any(|(of, _)| *of == session.0);
        if empty && is_done_with(house, id, session, &dues) {
            house.forget_session(live, id, session).await?;
        }
    }
    Ok(())
}

async fn purge(house: &House, live: &dyn Live, id: ProgrammeId, due: &Due) -> Result<(), Trouble> {
    let Due { class, session, .. } = *due;
    // Somebody looks at each record when its review is due; none goes by itself.
    if class == Class::Safeguarding {
        return Ok(());
    }
    let scopes = match session {
        Some(session) if class == Class::CareFlags => {
            let held = escalated(house, id, session).await?;
            let holders = house.vault.keys.holders(id, session, class).await?;
            let free = holders.into_iter().filter(|person| !held.contains(person));
            free.map(|person| Scope::OfPerson(id, session, person, class))
                .collect()
        }
        Some(session) => vec![Scope::OfSession(id, session, class)],
        None => vec![Scope::OfSession(id, SessionId(Uuid::nil()), class)],
    };
    if house.vault.keys.destroy(scopes).await? == 0 {
        return Ok(());
    }
    match session {
        Some(session) => live.read_anew(session).await,
        None => house.programmes.reload(id).await?,
    }
    let line = AuditEntry::new(house.clock.now(), Doer::Server {}, Done::Purged)
        .in_programme(id)
        .of(class);
    let line = AuditEntry { session, ..line };
    house.audit.keep(&[line]).await?;
    Ok(())
}

/// Words of sessions that the programme does not know: they were cancelled.
async fn orphans(
    house: &House,
    live: &dyn Live,
    id: ProgrammeId,
    kept: &BTreeSet<(Uuid, Class)>,
) -> Result<(), Trouble> {
    let known: BTreeSet<Uuid> = house
        .sessions_of(id)
        .iter()
        .map(|session| session.0)
        .collect();
    let unknown: BTreeSet<Uuid> = kept
        .iter()
        .map(|(session, _)| *session)
        .filter(|session| !session.is_nil() && !known.contains(session))
        .collect();
    for session in unknown {
        let scope = Scope::Session(id, SessionId(session));
        house.vault.keys.destroy(vec![scope]).await?;
        live.read_anew(SessionId(session)).await;
        house.vault.log.erase(Stream::session(session)).await?;
    }
    Ok(())
}

/// Everything that is counted from the session itself has had its time.
fn is_done_with(house: &House, id: ProgrammeId, session: SessionId, dues: &[Due]) -> bool {
    let done = |known: &Programme| {
        let open = known.session(session).is_some_and(|known| !known.forgotten);
        let of_the_session = |class: &Class| {
            class.is_of_a_session() && known.life(*class).since != Since::ProgrammeEnd
        };
        let over = |class: Class| {
            let is_it = |due: &Due| due.session == Some(session) && due.class == class;
            dues.iter().any(is_it)
        };
        open && Class::ALL.into_iter().filter(of_the_session).all(over)
    };
    house.programmes.look(id, done).unwrap_or_default()
}

/// Everybody who raised, noted or is quoted in a flag that was passed on: it is kept until the safeguarding lead has
/// closed the record.
async fn escalated(
    house: &House,
    id: ProgrammeId,
    session: SessionId,
) -> Result<BTreeSet<PersonId>, Trouble> {
    let day = house.read_session(id, session).await?;
    let flags = day.flags.ids().filter_map(|flag| day.flags.get(flag));
    let passed_on = flags.filter(|flag| flag.state == FlagState::PassedOn);
    let held = |flag: &&Flag| {
        let holds = house.programmes.look(id, |known| known.holds(flag.id));
        holds.unwrap_or(true)
    };
    Ok(passed_on
        .filter(held)
        .flat_map(|flag| {
            let quoted = flag.quotes.iter().map(|quote| quote.author);
            let noted = flag.notes.iter().map(|note| note.by);
            quoted.chain(noted).chain([flag.by])
        })
        .collect())
}

impl House {
    /// A session as its log and keys have it now.
    ///
    /// # Errors
    /// A fault of the log or the keys.
    pub async fn read_session(
        &self,
        programme: ProgrammeId,
        session: SessionId,
    ) -> Result<Session, Trouble> {
        let mut day = Session::default();
        self.each_event(programme, session, |at, event, seam| {
            day.private(event, seam);
            day.apply(at, event);
        })
        .await?;
        Ok(day)
    }

    /// Goes through a session's events as the log and the keys have them now.
    ///
    /// # Errors
    /// A fault of the log or the keys.
    pub async fn each_event(
        &self,
        programme: ProgrammeId,
        session: SessionId,
        mut each: impl FnMut(At, &mut Event, &mut alongside_domain::sealing::Seam),
    ) -> Result<(), Trouble> {
        let stream = Stream::session(session.0);
        let records = self.vault.read::<Event>(stream, programme.0, 1).await;
        for record in records.map_err(|error| Trouble::of(stream, error))? {
            record.whole(&mut each);
        }
        Ok(())
    }
}

/// Whether something is still there long after its time.
#[must_use]
pub fn is_overdue(at: At, now: At) -> bool {
    at.plus_minutes(limits::OVERDUE_MINUTES) < now
}
