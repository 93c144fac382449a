//! What a provider says of itself: where people sign in, where codes are exchanged, with which keys it signs. It is
//! asked when somebody needs it and remembered for a while, and so is that it does not answer.

use alongside_protocol::ids::At;
use openidconnect::{DiscoveryError, IssuerUrl, core::CoreProviderMetadata, http::Uri};
use thiserror::Error;
use tokio::sync::Mutex;

use super::call::{CallError, Caller, is_private};
use crate::limits;

/// Why nobody can be sent to a provider now. The sentences are for an operator.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unknown {
    #[error("{0}")]
    Unreached(String),
    #[error("what it says of itself at /.well-known/openid-configuration cannot be read ({0})")]
    Nonsense(String),
    #[error("it names an address that does not begin with https://")]
    Plain,
}

/// See the head of this file.
#[derive(Default)]
pub struct Known(Mutex<Option<(At, Result<CoreProviderMetadata, Unknown>)>>);

impl Known {
    /// What is known, or is found out now; whoever comes meanwhile waits for the same answer.
    pub async fn look(
        &self,
        issuer: &IssuerUrl,
        caller: &Caller,
        now: At,
    ) -> Result<CoreProviderMetadata, Unknown> {
        let mut held = self.0.lock().await;
        let until = held.as_ref().map(|(since, what)| until(*since, what));
        match (&*held, until) {
            (Some((_, what)), Some(until)) if until > now => what.clone(),
            _ => {
                let found = ask(issuer, caller).await;
                *held = Some((now, found.clone()));
                found
            }
        }
    }

    /// It has a key that is not known: next time it is asked again.
    pub async fn forget(&self) {
        *self.0.lock().await = None;
    }
}

fn until(since: At, what: &Result<CoreProviderMetadata, Unknown>) -> At {
    since.plus_seconds(match what {
        Ok(_) => limits::PROVIDER_KNOWN_SECONDS,
        Err(_) => limits::PROVIDER_AGAIN_SECONDS,
    })
}

async fn ask(issuer: &IssuerUrl, caller: &Caller) -> Result<CoreProviderMetadata, Unknown> {
    let found = CoreProviderMetadata::discover_async(issuer.clone(), caller).await;
    let found = found.map_err(why)?;
    let endpoints = [
        Some(found.authorization_endpoint().url()),
        found.token_endpoint().map(|endpoint| endpoint.url()),
    ];
    let private = |url: &openidconnect::url::Url| {
        let at: Result<Uri, _> = url.as_str().parse();
        at.is_ok_and(|at| is_private(&at))
    };
    if endpoints.into_iter().flatten().all(private) {
        Ok(found)
    } else {
        Err(Unknown::Plain)
    }
}

fn why(error: DiscoveryError<CallError>) -> Unknown {
    match error {
        DiscoveryError::Request(error) => Unknown::Unreached(error.to_string()),
        DiscoveryError::Response(status, ..) => Unknown::Nonsense(format!("it answers {status}")),
        DiscoveryError::Parse(error) => Unknown::Nonsense(format!("in {}", error.path())),
        DiscoveryError::Validation(why) => Unknown::Nonsense(why),
        _ => Unknown::Nonsense("of another kind".to_owned()),
    }
}
