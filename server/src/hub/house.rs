//! Where the hub and the house meet: what the hub asks of the programmes, and what the doors ask of the hub.

use std::sync::Arc;

use alongside_domain::{
    aggregate::Fingerprint,
    organisation::Organisation,
    programme::{self, Out, concerns::Handed},
    session::{Facts, SavedPlan, devices::Answer, summary::Summary},
};
use alongside_protocol::{
    audit::AuditEntry,
    entry::Phase,
    frames::close,
    ids::{At, DeviceId, PersonId, PlanId, ProgrammeId, SessionId},
    people::Role,
    words::Words,
};

use super::{Ends, Hub, Schedule, ticket::SignIn};
use crate::house::{self, Glanced, House, Knocked, Live, ReadAnew};

impl Schedule for Arc<House> {
    fn facts(&self, session: SessionId) -> Option<Facts> {
        House::facts(self, session)
    }

    fn programme(&self, session: SessionId) -> Option<ProgrammeId> {
        self.programmes.of_session(session)
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

    fn note(&self, lines: Vec<AuditEntry>) {
        self.audit.note(lines);
    }

    fn keep_plans(&self, session: SessionId, saved: Vec<SavedPlan>, forgotten: Vec<PlanId>) {
        let house = Arc::clone(self);
        tokio::spawn(async move {
            if let Err(trouble) = House::keep_plans(&house, session, saved, forgotten).await {
                tracing::error!(%session, %trouble, "saved plans were not kept; they are given again at the session's next start");
            }
        });
    }

    fn hand_over(&self, session: SessionId, handed: Vec<Handed>) {
        let house = Arc::clone(self);
        tokio::spawn(async move {
            if let Err(trouble) = House::hand_over(&house, session, handed).await {
                tracing::error!(%session, %trouble, "flags that were passed on were not kept in the programme; they are given again at the session's next start");
            }
        });
    }

    fn opens(&self, session: SessionId, person: PersonId, pass: Fingerprint) -> bool {
        let now = self.clock.now();
        let comes = |known: &programme::Programme| known.comes_to(session, pass, now);
        let found = self.in_programme_of(session, comes).flatten();
        found.is_some_and(|(of, _)| of == person)
    }

    fn shut_out(&self, hub: Arc<Hub>, session: SessionId, out: Out) {
        let house = Arc::clone(self);
        tokio::spawn(async move {
            let shut = House::shut_out(&house, hub.as_ref(), session, out);
            if let Err(trouble) = shut.await {
                tracing::error!(%session, %trouble, "somebody was not shut out of their programme; it is asked again at the session's next start");
            }
        });
    }

    fn sign_in_ends(&self, by: SignIn) -> Ends {
        let house = Arc::clone(self);
        Box::pin(async move {
            house.signed_out(by.staff, by.browser).await;
            let closed = |known: &Organisation| {
                let account = known.account(by.staff);
                account.is_none_or(|account| account.suspended)
            };
            if house.organisation.look(closed) {
                return close::REMOVED;
            }
            close::SIGNED_OUT
        })
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

    fn read_anew(&self, session: SessionId) -> ReadAnew<'_> {
        Box::pin(Hub::read_anew(self, session))
    }

    fn shut_out(&self, person: PersonId) {
        Hub::close_all_of(self, person, close::REMOVED);
    }

    fn come_again(&self, person: PersonId) {
        Hub::close_all_of(self, person, close::TICKET);
    }

    fn device_comes(
        &self,
        sessions: Vec<SessionId>,
        device: DeviceId,
        person: PersonId,
    ) -> house::Asked<'_, Option<SessionId>> {
        Box::pin(Hub::device_comes(self, sessions, device, person))
    }

    fn device_looks(
        &self,
        session: SessionId,
        device: DeviceId,
    ) -> house::Asked<'_, Option<Answer>> {
        Box::pin(Hub::device_looks(self, session, device))
    }

    fn role(&self, session: SessionId, person: PersonId) -> house::Asked<'_, Option<Role>> {
        Box::pin(Hub::role(self, session, person))
    }

    fn glance(&self, session: SessionId) -> Glanced<'_> {
        Box::pin(Hub::glance(self, session))
    }
}
