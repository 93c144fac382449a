//! While log or keys keep nothing (a full disk, say), the owner rests: everybody can read on and is told in plain words,
//! every ask is refused at once, and no deadline is drawn (LOG5).
//!
//! When all is well again the owner steps down. Its sockets come back, and the next owner begins from what the
//! log holds, so that whatever was in doubt is settled by the log alone.

use alongside_protocol::{frames::FromServer, ids::PersonId, people::Role};

use super::{Owner, StepDown};
use crate::{
    bus::{Bus, ConnectionId, Note},
    hub::feed::encode,
    log::LogError,
    vault::VaultError,
};

impl<B: Bus> Owner<B> {
    pub(super) fn is_resting(&self) -> bool {
        self.health.failing().is_some()
    }

    /// Log or keys have failed, or are well again.
    pub(super) fn health_has_turned(&mut self) -> Result<(), StepDown> {
        if !self.is_resting() {
            return Err(StepDown::silent());
        }
        let everybody = self.seats.connections();
        self.tell_what_is_the_matter(&everybody);
        Ok(())
    }

    /// Tells these people what is the matter; nothing when all is well. Staff hear what to do about it.
    pub(super) fn tell_what_is_the_matter(&mut self, people: &[(PersonId, Vec<ConnectionId>)]) {
        let Some(why) = self.health.failing() else {
            return;
        };
        for (person, connections) in people {
            let role = self.session.people.role(*person);
            let frame = encode(&FromServer::Trouble {
                sentence: sentence(role, &why),
            });
            self.desk.bus.tell(Note::Tell {
                connections: connections.clone(),
                frame,
            });
        }
    }
}

const FOR_EVERYBODY: &str = "Just now nothing new can be saved. You can read on, and talk on in your call. \
    What you write stays in its box until saving works again.";

fn sentence(role: Option<Role>, why: &VaultError) -> String {
    match role {
        Some(Role::Facilitator | Role::Support) => format!(
            "{FOR_EVERYBODY} {} Please tell whoever looks after the server.",
            for_staff(why)
        ),
        Some(Role::Trainee | Role::Guest) | None => FOR_EVERYBODY.to_owned(),
    }
}

const fn for_staff(why: &VaultError) -> &'static str {
    match why {
        VaultError::Log(LogError::Full) => {
            "The disk of the server is full; once there is room again, it goes on by itself."
        }
        VaultError::Log(LogError::ReadOnly) => {
            "The server may not write to its database; once it may again, it goes on by itself."
        }
        VaultError::Log(LogError::Gone) => "The server's database has been moved or removed.",
        VaultError::Log(LogError::Busy) => {
            "Another program holds the server's database; once it lets go, it goes on by itself."
        }
        VaultError::Keys(_) => {
            "The server cannot write its keys, perhaps because their disk is full; once it can again, it goes on by itself."
        }
        _ => "The server's disk has failed; Alongside has to be started again once it is mended.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log5_everybody_hears_it_in_plain_words_and_staff_hear_what_to_do() {
        let trainee = sentence(Some(Role::Trainee), &LogError::Full.into());
        assert_eq!(trainee, FOR_EVERYBODY);
        let staff = sentence(Some(Role::Support), &LogError::Full.into());
        assert!(staff.contains("disk of the server is full"), "{staff}");
        let broken = sentence(
            Some(Role::Facilitator),
            &LogError::Broken("EIO".to_owned()).into(),
        );
        assert!(
            broken.contains("started again") && !broken.contains("EIO"),
            "{broken}"
        );
    }
}
