//! People of a programme who are not on its roster: guests of its sessions, and those who were taken off it.
//!
//! ```text
//!   taken off the roster ──the programme has their name──┐
//!   knocked at a session ──its log has their name────────┼──> with what they can be told apart by
//!   a key of theirs is left ──no name any more───────────┘
//! ```

use std::collections::{BTreeMap, BTreeSet};

use alongside_domain::{
    programme::Programme,
    sealing::FORMER_PARTICIPANT,
    session::{Event, Session, people::PeopleEvent},
};
use alongside_protocol::{
    ids::{At, PersonId, ProgrammeId, SessionId},
    privacy::OtherPerson,
    refusal::Refusal,
    words::Words,
};

use crate::house::House;
use crate::keeper::Trouble;

/// Somebody who came to a session without a link, as they did last.
#[derive(Debug, Clone)]
pub struct Knock {
    pub session: SessionId,
    pub at: At,
    pub name: Words,
}

impl House {
    /// Everybody of whom something is kept and who is not on the roster: those taken off it first, then guests, each
    /// in the order of time.
    ///
    /// # Errors
    /// A refusal when there is no such programme, or a fault.
    pub async fn others(&self, programme: ProgrammeId) -> Result<Vec<OtherPerson>, Trouble> {
        let held = self.vault.keys.people(programme).await?;
        let knocks = self.knocks(programme).await?;
        let listed = |known: &Programme| listed(known, &held, &knocks);
        let mut others = self
            .programmes
            .look(programme, listed)
            .ok_or_else(Refusal::not_found)?;
        others.sort_by_key(|one| {
            (
                one.removed_at.is_none(),
                one.removed_at,
                one.knocked_at,
                one.id,
            )
        });
        Ok(others)
    }

    /// Everybody who ever knocked at a session of this programme, as far as that is kept.
    ///
    /// # Errors
    /// A fault of the log or the keys.
    pub async fn knocks(
        &self,
        programme: ProgrammeId,
    ) -> Result<BTreeMap<PersonId, Knock>, Trouble> {
        let mut knocks = BTreeMap::new();
        // Of whom a knock is, it says itself.
        let nobody = Session::default();
        for session in self.sessions_of(programme) {
            self.each_event(programme, session, |at, event, seam| {
                if !matches!(event, Event::People(PeopleEvent::Knocked { .. })) {
                    return;
                }
                nobody.private(event, seam);
                if let Event::People(PeopleEvent::Knocked { person, name }) = event {
                    let name = name.clone();
                    knocks.insert(*person, Knock { session, at, name });
                }
            })
            .await?;
        }
        Ok(knocks)
    }
}

fn listed(
    known: &Programme,
    held: &BTreeSet<PersonId>,
    knocks: &BTreeMap<PersonId, Knock>,
) -> Vec<OtherPerson> {
    let former = known.former().iter().map(|former| former.person.id);
    let ids: BTreeSet<PersonId> = former
        .chain(knocks.keys().copied())
        .chain(held.iter().copied())
        .collect();
    let here = |id: &PersonId| known.person(*id).is_some() || known.forgotten().contains(id);
    let others = ids.into_iter().filter(|id| !here(id));
    let others = others.map(|id| other(known, id, knocks.get(&id)));
    // Of whom neither a name nor a key is left there is nothing to be taken along or erased.
    let is_kept =
        |one: &OtherPerson| held.contains(&one.id) || one.name.text() != FORMER_PARTICIPANT;
    others.filter(is_kept).collect()
}

fn other(known: &Programme, id: PersonId, knock: Option<&Knock>) -> OtherPerson {
    let former = known.former_person(id);
    let name = former.map(|former| &former.person.name);
    let name = name.or(knock.map(|knock| &knock.name));
    let mut sessions = known.attended(id);
    sessions.extend(
        knock
            .map(|knock| knock.session)
            .filter(|one| !known.attended(id).contains(one)),
    );
    OtherPerson {
        id,
        name: name.cloned().unwrap_or_else(|| FORMER_PARTICIPANT.into()),
        removed_at: former.map(|former| former.removed_at),
        knocked_at: knock.map(|knock| knock.at),
        sessions,
    }
}
