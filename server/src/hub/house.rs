//! Where the hub and the house meet: what the hub asks of the programmes, and what the doors ask of the hub.

use std::sync::Arc;

use alongside_domain::{
    programme,
    session::{Facts, summary::Summary},
};
use alongside_protocol::{
    entry::Phase,
    ids::{At, PersonId, SessionId},
    words::Words,
};

use super::{Hub, Schedule};
use crate::house::{House, Knocked, Live};

impl Schedule for Arc<House> {
    fn facts(&self, session: SessionId) -> Option<Facts> {
        House::facts(self, session)
    }

    fn opening(&self, from: At, until: At) -> Vec<SessionId> {
        let due = |session: &&programme::Session| {
            session.summary.is_none() && (from..until).contains(&session.opens_at())
        };
        let of_one = |programme: &programme::Programme| -> Vec<SessionId> {
            let sessions = programme.sessions().iter().filter(due);
            sessions.map(|session| session.id).collect()
        };
        let programmes = self.programmes.ids().into_iter();
        programmes
            .filter_map(|id| self.programmes.look(id, of_one))
            .flatten()
            .collect()
    }

    fn remember(&self, summary: Summary) {
        let house = Arc::clone(self);
        tokio::spawn(async move {
            let session = summary.session;
            if let Err(trouble) = House::remember(&house, summary).await {
                tracing::error!(%session, %trouble, "a session's summary was not kept; it is given again at its next start");
            }
        });
    }
}

impl Live for Hub {
    fn phase(&self, session: SessionId) -> Option<Phase> {
        Hub::phase(self, session)
    }

    fn knock(&self, session: SessionId, person: PersonId, name: Words) -> Knocked<'_> {
        Box::pin(Hub::knock(self, session, person, name))
    }

    fn facts_changed(&self, session: SessionId) {
        Hub::facts_changed(self, session);
    }

    fn shut_out(&self, person: PersonId) {
        Hub::shut_out(self, person);
    }
}
