//! What it takes to come back to a world another day: whose browsers there were, with the cookies they kept.

use std::collections::BTreeMap;

use alongside::vault::Vault;
use alongside_protocol::ids::{PersonId, ProgrammeId, SessionId};
use serde::{Deserialize, Serialize};

use super::{World, browser::Browser, server::Here};

#[derive(Serialize, Deserialize)]
pub struct Keys {
    programme: ProgrammeId,
    session: SessionId,
    organiser: Browser,
    people: BTreeMap<String, (PersonId, Browser)>,
}

impl Keys {
    pub const fn programme(&self) -> ProgrammeId {
        self.programme
    }

    pub const fn session(&self) -> SessionId {
        self.session
    }
}

impl World {
    pub fn keys(&self) -> Keys {
        Keys {
            programme: self.programme,
            session: self.session,
            organiser: self.organiser.clone(),
            people: self.people.clone(),
        }
    }

    /// A server on a log that holds this world already.
    pub async fn again_in(vault: Vault, keys: Keys) -> Self {
        let started = Here::start(vault).await;
        let address = started.address;
        let here = |browser: Browser| browser.at(&address);
        let people = keys.people.into_iter();
        Self {
            programme: keys.programme,
            session: keys.session,
            organiser: here(keys.organiser),
            people: people
                .map(|(name, (id, browser))| (name, (id, here(browser))))
                .collect(),
            address,
            server: started.server,
        }
    }
}
