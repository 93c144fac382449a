//! The organisation's own provider of accounts (OpenID Connect), by which staff may come in (SIGN10, SIGN11).
//!
//! ```text
//!   state, nonce, verifier: for ten minutes, for this browser ──> provider ──> /provider, code and state ──> once
//!        code ──exchanged, with the verifier──> token ──held against all of it──> issuer and subject, nothing else
//! ```
//!
//! It is asked for no name and no address: who somebody is to us was decided when they linked their account.

pub mod call;
mod known;
mod token;

use std::path::Path;

use alongside_domain::{aggregate::Fingerprint, organisation::ProviderAccount};
use alongside_protocol::{
    ids::{At, StaffId},
    refusal::Refusal,
    words::Words,
};
use openidconnect::{
    AuthenticationFlow, ClientId, ClientSecret, CsrfToken, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl,
    core::{CoreAuthPrompt, CoreResponseType},
    http::Uri,
};
use thiserror::Error;

use call::{Caller, VouchError, is_private};
use known::{Known, Unknown};
pub use token::Untrue;
use token::{Agreed, Registered, exchange};

use super::waiting::Waiting;
use crate::clock::Clock;
use crate::limits;
use crate::secrets::{Secret, fingerprint};

/// What an operator has to say of a provider.
pub struct Settings<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub client_secret: Option<String>,
    /// What it is called on buttons.
    pub name: &'a str,
    /// A file of certificates that vouch for it, beside those everybody knows.
    pub vouching: Option<&'a Path>,
}

#[derive(Debug, Error)]
pub enum SettingsError {
    #[error(
        "The address {0} of the provider should begin with https:// (http:// only on this machine)."
    )]
    NotAnIssuer(String),
    #[error(transparent)]
    Vouch(#[from] VouchError),
}

/// See the head of this file.
pub struct Provider {
    name: String,
    registered: Registered,
    caller: Caller,
    known: Known,
    trips: Waiting<Fingerprint, Trip>,
}

/// What somebody has set out for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    SignIn,
    /// With an invitation, known by its fingerprint, and a name for the new account.
    Join {
        invitation: Fingerprint,
        name: Words,
    },
    Link(StaffId),
    StepUp(StaffId),
}

/// Somebody is on their way to the provider and back.
pub struct Trip {
    pub errand: Errand,
    /// The mark of the browser that it began in.
    browser: Fingerprint,
    back: RedirectUrl,
    agreed: Agreed,
}

impl Provider {
    /// Reads certificates, and asks nobody yet. It blocks.
    ///
    /// # Errors
    /// One sentence for an operator.
    pub fn new(settings: Settings<'_>) -> Result<Self, SettingsError> {
        let issuer = settings.issuer;
        let at: Option<Uri> = issuer.parse().ok();
        let at = at.filter(is_private);
        let url = at.and_then(|_| IssuerUrl::new(issuer.to_owned()).ok());
        let url = url.ok_or_else(|| SettingsError::NotAnIssuer(issuer.to_owned()))?;
        Ok(Self {
            name: settings.name.to_owned(),
            registered: Registered {
                issuer: url,
                id: ClientId::new(settings.client_id.to_owned()),
                secret: settings.client_secret.map(ClientSecret::new),
            },
            caller: Caller::new(settings.vouching)?,
            known: Known::default(),
            trips: Waiting::lasting(limits::TRIP_SECONDS, limits::TRIPS),
        })
    }

    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether this is an account here, rather than at a provider of earlier days.
    #[must_use]
    pub fn has(&self, account: &ProviderAccount) -> bool {
        account.issuer == self.registered.issuer.as_str()
    }

    /// Whether it can be asked; so that an operator hears at the start what would stop everybody later.
    ///
    /// # Errors
    /// What is wrong.
    pub async fn look(&self, now: At) -> Result<(), Unknown> {
        let issuer = &self.registered.issuer;
        self.known.look(issuer, &self.caller, now).await.map(|_| ())
    }

    /// Sends somebody there, to come back to this page of ours in the same browser.
    ///
    /// # Errors
    /// A refusal while the provider cannot be asked, or while too many are under way.
    pub async fn begin(
        &self,
        errand: Errand,
        browser: Fingerprint,
        back: String,
        clock: &Clock,
    ) -> Result<String, Refusal> {
        let now = clock.now();
        let of = self.known.look(&self.registered.issuer, &self.caller, now);
        let of = of.await.map_err(|why| {
            tracing::warn!(%why, "the provider cannot be asked");
            self.does_not_answer()
        })?;
        let back = RedirectUrl::new(back).map_err(|_| Refusal::fault())?;
        let secret = || Secret::for_pass(clock).text().to_owned();
        let (state, nonce, verifier) = (secret(), Nonce::new(secret()), secret());
        let challenge = PkceCodeVerifier::new(verifier.clone());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&challenge);
        let client = self.registered.client(of, back.clone());
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let (csrf, once) = (CsrfToken::new(state.clone()), nonce.clone());
        let asked = client.authorize_url(flow, move || csrf, move || once);
        let asked = asked.set_pkce_challenge(challenge);
        let asked = match &errand {
            Errand::SignIn => asked,
            // Whoever left themselves signed in there on a shared desk is not the one who is meant.
            Errand::Join { .. } | Errand::Link(_) => asked.add_prompt(CoreAuthPrompt::Login),
            Errand::StepUp(_) => asked
                .add_prompt(CoreAuthPrompt::Login)
                .set_max_age(std::time::Duration::ZERO),
        };
        let asked_since = matches!(errand, Errand::StepUp(_)).then_some(now);
        let trip = Trip {
            errand,
            browser,
            back,
            agreed: Agreed {
                nonce,
                verifier,
                asked_since,
            },
        };
        self.trips.ask(fingerprint(&state), trip, now)?;
        Ok(asked.url().0.into())
    }

    /// Somebody comes back: once, in time, and in the browser they set out in.
    pub fn back(&self, state: &str, browser: Fingerprint, now: At) -> Option<Trip> {
        let same = |trip: &Trip| trip.browser == browser;
        self.trips.take_if(&fingerprint(state), now, same)
    }

    /// Who the provider says it is.
    ///
    /// # Errors
    /// Why nothing is shown by this code.
    pub async fn account(
        &self,
        trip: &Trip,
        code: String,
        clock: &Clock,
    ) -> Result<ProviderAccount, Untrue> {
        let client = self.client(trip, clock.now()).await?;
        let token = exchange(&client, code, &trip.agreed, &self.caller).await?;
        let (agreed, now) = (&trip.agreed, clock.now());
        match self.registered.account(&client, &token, agreed, now) {
            // It may have a new one since we asked.
            Err(Untrue::UnknownKey) => {
                self.known.forget().await;
                let client = self.client(trip, now).await?;
                self.registered.account(&client, &token, agreed, now)
            }
            other => other,
        }
    }

    async fn client(&self, trip: &Trip, now: At) -> Result<token::Client, Untrue> {
        let of = self.known.look(&self.registered.issuer, &self.caller, now);
        let of = of.await.map_err(|why| Untrue::Unreached(why.to_string()))?;
        Ok(self.registered.client(of, trip.back.clone()))
    }

    #[must_use]
    pub fn does_not_answer(&self) -> Refusal {
        let name = &self.name;
        Refusal::not_now(format!(
            "We cannot reach {name} at the moment, so nothing has happened. Please try again in a minute, or use another way in."
        ))
    }
}
