//! While the log keeps nothing (a full disk, say), the owner rests: everybody can read on and is told in plain words,
//! every ask is refused at once, and no deadline is drawn (LOG5).
//!
//! When the log is well again the owner steps down. Its sockets come back, and the next owner begins from what the
//! log holds, so that whatever was in doubt is settled by the log alone.

use alongside_protocol::{frames::FromServer, ids::PersonId, people::Role};
use tokio::sync::watch;

use super::{Owner, StepDown};
use crate::{
    bus::{Bus, ConnectionId, Note},
    hub::feed::encode,
    log::{Health, LogError},
};

impl<B: Bus> Owner<B> {
    pub(super) fn is_resting(&self) -> bool {
        *self.health.borrow() != Health::Well
    }

    /// The log has failed, or is well again.
    pub(super) fn log_has_turned(&mut self) -> Result<(), StepDown> {
        if !self.is_resting() {
            return Err(StepDown::silent());
        }
        let everybody = self.seats.connections();
        self.tell_how_the_log_is(&everybody);
        Ok(())
    }

    /// Tells these people what is the matter; nothing when all is well. Staff hear what to do about it.
    pub(super) fn tell_how_the_log_is(&mut self, people: &[(PersonId, Vec<ConnectionId>)]) {
        let Health::Failing(why) = self.health.borrow().clone() else {
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

/// Resolves when the log's health has changed.
pub async fn turn(health: &mut watch::Receiver<Health>) {
    if health.changed().await.is_err() {
        // This log never changes its health.
        std::future::pending().await
    }
}

const FOR_EVERYBODY: &str = "Just now nothing new can be saved. You can read on, and talk on in your call. \
    What you write stays in its box until saving works again.";

fn sentence(role: Option<Role>, why: &LogError) -> String {
    match role {
        Some(Role::Facilitator | Role::Support) => format!(
            "{FOR_EVERYBODY} {} Please tell whoever looks after the server.",
            for_staff(why)
        ),
        Some(Role::Trainee | Role::Guest) | None => FOR_EVERYBODY.to_owned(),
    }
}

const fn for_staff(why: &LogError) -> &'static str {
    match why {
        LogError::Full => {
            "The disk of the server is full; once there is room again, it goes on by itself."
        }
        LogError::ReadOnly => {
            "The server may not write to its database; once it may again, it goes on by itself."
        }
        LogError::Gone => "The server's database has been moved or removed.",
        LogError::Busy => {
            "Another program holds the server's database; once it lets go, it goes on by itself."
        }
        _ => "The server's disk has failed; Alongside has to be started again once it is mended.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log5_everybody_hears_it_in_plain_words_and_staff_hear_what_to_do() {
        let trainee = sentence(Some(Role::Trainee), &LogError::Full);
        assert_eq!(trainee, FOR_EVERYBODY);
        let staff = sentence(Some(Role::Support), &LogError::Full);
        assert!(staff.contains("disk of the server is full"), "{staff}");
        let broken = sentence(Some(Role::Facilitator), &LogError::Broken("EIO".to_owned()));
        assert!(
            broken.contains("started again") && !broken.contains("EIO"),
            "{broken}"
        );
    }
}
