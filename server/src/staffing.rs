//! What follows from the roles of staff (STAFF2-STAFF4): seats on rosters, doors that close, words to sessions.
//!
//! ```text
//!   organisation (durable) ──> whoever lost something is shut out ──> rosters say the same ──> sessions are told
//! ```
//!
//! The organisation is what counts: a pass is looked up there each time, so nobody comes in any more once it is kept.
//! Rosters follow, and a start looks at all of them again ([`House::seat_everybody`]).

use alongside_domain::{
    organisation::{Command, Event, Organisation},
    programme::{self, Programme, concerns::Handed},
};
use alongside_protocol::{
    ids::{PersonId, ProgrammeId, SessionId, StaffId},
    refusal::Refusal,
    staff::Right,
};

use crate::house::{House, Live};
use crate::keeper::Trouble;
use crate::keys::{Erased, KeysError};

impl House {
    /// Asks the organisation for something about roles and sees to all that follows.
    ///
    /// # Errors
    /// A refusal or a fault of the log.
    pub async fn change_staff(
        &self,
        live: &dyn Live,
        command: Command,
    ) -> Result<Vec<Event>, Trouble> {
        let events = self.organise(command).await?;
        for event in &events {
            match event {
                Event::RightGranted { right, .. } => self.right_changed(live, *right).await?,
                Event::RightTaken { staff, right } => {
                    if let Some(programme) = right.programme() {
                        self.shut_out_unseated(live, *staff, programme);
                    }
                    self.right_changed(live, *right).await?;
                }
                Event::Suspended { staff } | Event::Restored { staff } | Event::LetGo { staff } => {
                    let rights = self.rights_of(*staff);
                    for programme in rights.iter().filter_map(|right| right.programme()) {
                        self.shut_out_unseated(live, *staff, programme);
                    }
                    for right in rights {
                        self.right_changed(live, right).await?;
                    }
                }
                _ => {}
            }
        }
        Ok(events)
    }

    /// Its keys are gone (STAFF7): so are the invitations by which it came, as long as it is known which they were, then
    /// what it could do, and what memory holds of it. Who they were on rosters is a matter of the programmes.
    pub(crate) async fn forget_account(
        &self,
        live: &dyn Live,
        staff: StaffId,
    ) -> Result<(), Trouble> {
        for invitation in self.organisation.look(|known| known.accepted_by(staff)) {
            let erased = Erased::Invitation { invitation };
            self.vault.keys.erase(erased, self.clock.now()).await?;
        }
        let rights = self.rights_of(staff);
        self.change_staff(live, Command::ForgetStaff { staff })
            .await?;
        for programme in rights.iter().filter_map(|right| right.programme()) {
            self.shut_out_unseated(live, staff, programme);
        }
        for right in rights {
            self.right_changed(live, right).await?;
        }
        self.organisation.reload().await
    }

    fn rights_of(&self, staff: StaffId) -> Vec<Right> {
        let rights = |known: &Organisation| -> Vec<Right> {
            let account = known.account(staff).into_iter();
            account.flat_map(|account| account.rights()).collect()
        };
        self.organisation.look(rights)
    }

    /// What they have open is closed at once, before anything else has to be kept.
    fn shut_out_unseated(&self, live: &dyn Live, staff: StaffId, programme: ProgrammeId) {
        if self
            .organisation
            .look(|known| known.has_seat(staff, programme))
        {
            return;
        }
        if let Some(person) = self.person_of(staff, programme) {
            live.shut_out(person);
        }
    }

    async fn right_changed(&self, live: &dyn Live, right: Right) -> Result<(), Trouble> {
        match right {
            Right::Facilitator { programme } | Right::Support { programme } => {
                let seat = self.seats_of(programme);
                // A programme that was erased meanwhile has no roster.
                if self.programmes.look(programme, |_| ()).is_some() {
                    self.change(live, programme, seat).await?;
                }
            }
            Right::SafeguardingLead { programme } => {
                for session in self.sessions_of(programme) {
                    live.facts_changed(session);
                }
            }
            Right::Owner {} | Right::Organiser { .. } => {}
        }
        Ok(())
    }

    fn seats_of(&self, programme: ProgrammeId) -> programme::Command {
        programme::Command::Seat {
            seats: self.organisation.look(|known| known.seats(programme)),
        }
    }

    /// Rosters say what the organisation does, whatever came between.
    ///
    /// # Errors
    /// A fault of the log.
    pub async fn seat_everybody(&self) -> Result<(), Trouble> {
        for programme in self.programmes.ids() {
            let seat = self.ask(self.seats_of(programme));
            match self.programmes.ask(programme, &seat).await {
                // The start is for everybody; a roster with a key that is damaged stays as it was.
                Err(Trouble::Keys(error @ KeysError::Damaged { .. })) => {
                    tracing::error!(%programme, %error, "its roster could not follow");
                }
                seated => drop(seated?),
            }
        }
        Ok(())
    }

    /// Whether a right is about something that there is: a programme may have been erased.
    #[must_use]
    pub fn has_place_for(&self, right: Right) -> bool {
        let programme = right.programme();
        programme.is_none_or(|id| self.programmes.look(id, |_| ()).is_some())
    }

    /// Who this account is on the roster of a programme.
    #[must_use]
    pub fn person_of(&self, staff: StaffId, programme: ProgrammeId) -> Option<PersonId> {
        let person = |known: &Programme| known.seat_of(staff).map(|one| one.id);
        self.programmes.look(programme, person)?
    }

    /// Takes the role by which somebody has a seat; nothing for somebody who has none.
    ///
    /// # Errors
    /// A refusal when it is not for `by` to take, or a fault of the log.
    pub async fn unseat(
        &self,
        live: &dyn Live,
        by: StaffId,
        programme: ProgrammeId,
        person: PersonId,
    ) -> Result<Option<(StaffId, Right)>, Trouble> {
        let account = |known: &Programme| known.person(person)?.staff;
        let Some(staff) = self.programmes.look(programme, account).flatten() else {
            return Ok(None);
        };
        let seats = [
            Right::Facilitator { programme },
            Right::Support { programme },
        ];
        let held = self.rights_of(staff);
        let Some(right) = seats.into_iter().find(|right| held.contains(right)) else {
            return Ok(None);
        };
        let take = Command::Take { by, staff, right };
        self.change_staff(live, take).await?;
        Ok(Some((staff, right)))
    }

    /// Keeps flags that were passed on in a session; what is known already changes nothing.
    ///
    /// # Errors
    /// A fault of the log; asking again later is safe.
    pub async fn hand_over(&self, session: SessionId, handed: Vec<Handed>) -> Result<(), Trouble> {
        let id = self.programmes.of_session(session);
        let id = id.ok_or_else(Refusal::not_found)?;
        let command = programme::Command::HandOver { session, handed };
        self.programmes.ask(id, &self.ask(command)).await?;
        Ok(())
    }
}
