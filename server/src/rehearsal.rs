//! Rehearsals (R37): a session with simulated trainees, so that facilitators can practise and newcomers see how it is.
//!
//! ```text
//!   stage (an ordinary programme) --> nine simulated trainees, each: entrance --> client <--> the socket
//!                                                                                  |
//!                              cast, script, phrases --> trainee (pure) <-- seen --+
//! ```
//!
//! Simulated trainees are ordinary clients: they come in by their personal links and see what trainees see.
//! What they do is a pure decision in [`trainee`]; only [`client`] touches the network.
//! A rehearsal ends with its session, when nobody of staff has been there for ten minutes, or after three hours.

pub mod cast;
mod client;
mod entrance;
mod paths;
pub mod phrases;
pub mod script;
pub mod seen;
pub mod stage;
pub mod trainee;
pub mod wish;

use std::sync::Arc;

use alongside_protocol::{ids::SessionId, refusal::Refusal, words::Words};
use tokio::{sync::Semaphore, task::JoinSet};

use crate::{
    house::{House, Live},
    http::listen::Inside,
    keeper::Trouble,
    limits,
};
use entrance::Entrance;
pub use paths::paths;
use stage::Stage;
use trainee::Trainee;
use wish::Pace;

/// Starts rehearsals, a few at the same time.
pub struct Rehearsals {
    house: Arc<House>,
    live: Arc<dyn Live>,
    server: Inside,
    pace: Pace,
    free: Arc<Semaphore>,
}

/// A rehearsal that has begun, with personal links for its two real people.
#[derive(Debug)]
pub struct Begun {
    pub session: SessionId,
    pub facilitator: String,
    pub support: String,
}

impl Rehearsals {
    /// `server` is the way into our own server.
    #[must_use]
    pub fn new(house: Arc<House>, live: Arc<dyn Live>, server: Inside, pace: Pace) -> Self {
        Self {
            house,
            live,
            server,
            pace,
            free: Arc::new(Semaphore::new(limits::REHEARSALS)),
        }
    }

    /// Begins a rehearsal for a facilitator of this name; the simulated trainees are on their way.
    ///
    /// # Errors
    /// A refusal when there are enough rehearsals already, or a fault of the log.
    pub async fn begin(&self, facilitator: &Words) -> Result<Begun, Trouble> {
        let place = Arc::clone(&self.free)
            .try_acquire_owned()
            .map_err(|_| enough())?;
        let Stage {
            session,
            facilitator,
            support,
            trainees,
        } = stage::set(&self.house, self.live.as_ref(), facilitator).await?;
        let clock = self.house.clock.clone();
        let begins = clock.now();
        let mut cast = JoinSet::new();
        let parts = Trainee::all(clock.seed(), self.pace);
        for (trainee, link) in parts.zip(trainees) {
            let entrance = Entrance {
                server: self.server.clone(),
                origin: self.house.address.origin().to_owned(),
                session,
                link,
            };
            cast.spawn(client::play(clock.clone(), entrance, trainee, begins));
        }
        tokio::spawn(async move {
            let end = begins.plus_minutes(limits::REHEARSAL_MINUTES);
            tokio::select! {
                () = all_have_gone(&mut cast) => {}
                () = clock.until(end) => {}
            }
            // Whoever is left goes with the set.
            drop((cast, place));
            tracing::info!(%session, "a rehearsal is over");
        });
        tracing::info!(%session, "a rehearsal has begun");
        let link = |secret| self.house.address.link("/j", secret);
        Ok(Begun {
            session,
            facilitator: link(&facilitator),
            support: link(&support),
        })
    }
}

async fn all_have_gone(cast: &mut JoinSet<()>) {
    while cast.join_next().await.is_some() {}
}

fn enough() -> Refusal {
    Refusal::not_now(format!(
        "There are {} rehearsals already. When one of them has ended, you can start another.",
        limits::REHEARSALS
    ))
}
