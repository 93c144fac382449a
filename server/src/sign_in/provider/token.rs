//! What a code is worth: it is exchanged for the provider's token, and the token is held against everything that was
//! agreed on before anybody was sent there (SIGN10).

use alongside_domain::organisation::{Opaque, ProviderAccount};
use alongside_protocol::ids::At;
use chrono::{DateTime, Utc};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IssuerUrl, Nonce, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, SignatureVerificationError, TokenResponse,
    core::{
        CoreClient, CoreClientAuthMethod as Method, CoreErrorResponseType, CoreIdToken,
        CoreIdTokenClaims, CoreJwsSigningAlgorithm as Algorithm, CoreProviderMetadata,
    },
};
use thiserror::Error;

use super::call::{CallError, Caller};
use crate::limits;

/// A client that knows where people sign in, and where codes are exchanged if the provider says so.
pub type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Signatures with the provider's own key pair. Nothing that is signed with a secret both sides know, or not at all.
const SIGNATURES: [Algorithm; 9] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
];

/// Why a code shows nobody. The words are for an operator and hold nothing of code or token.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Untrue {
    #[error("the provider could not be asked: {0}")]
    Unreached(String),
    #[error("the provider does not take the code ({0})")]
    Refused(&'static str),
    #[error("the provider's answer has no token that can be read")]
    NoToken,
    #[error("the token is signed with a key that is not the provider's")]
    UnknownKey,
    #[error("the token's signature is wrong, or of a kind that is not taken")]
    Signature,
    #[error("the token is from another issuer")]
    Issuer,
    #[error("the token is for somebody else")]
    Audience,
    #[error("the token was made for another question")]
    Nonce,
    #[error("the token's time is over or has not come; are both clocks right?")]
    Time,
    #[error("the provider does not say that it has asked anew who it is")]
    NotAskedAnew,
    #[error("the token names nobody")]
    Nobody,
    #[error("the token is of a kind that is not taken")]
    Other,
}

/// What was agreed on before somebody was sent to the provider.
pub struct Agreed {
    pub nonce: Nonce,
    pub verifier: String,
    /// The provider has to have asked anew since then.
    pub asked_since: Option<At>,
}

/// Who we are to the provider.
pub struct Registered {
    pub issuer: IssuerUrl,
    pub id: ClientId,
    pub secret: Option<ClientSecret>,
}

impl Registered {
    #[must_use]
    pub fn client(&self, of: CoreProviderMetadata, back: RedirectUrl) -> Client {
        let offers = |method| {
            let offered = of.token_endpoint_auth_methods_supported();
            offered.is_none_or(|offered| offered.contains(&method))
        };
        let kind = if offers(Method::ClientSecretBasic) {
            AuthType::BasicAuth
        } else {
            AuthType::RequestBody
        };
        let client = CoreClient::from_provider_metadata(of, self.id.clone(), self.secret.clone());
        client.set_redirect_uri(back).set_auth_type(kind)
    }

    /// Whether the token says what was agreed on, and of whom it speaks.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn account(
        &self,
        client: &Client,
        token: &CoreIdToken,
        agreed: &Agreed,
        now: At,
    ) -> Result<ProviderAccount, Untrue> {
        let skew = i64::from(limits::PROVIDER_SKEW_SECONDS);
        let seconds = now.0.div_euclid(1000);
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(SIGNATURES)
            .set_time_fn(move || moment(seconds - skew))
            .set_issue_time_verifier_fn(move |issued| {
                let fresh = seconds - skew - i64::from(limits::TRIP_SECONDS);
                let good = (fresh..=seconds + skew).contains(&issued.timestamp());
                good.then_some(()).ok_or_else(String::new)
            });
        let claims = token.claims(&verifier, &agreed.nonce).map_err(why)?;
        let party = claims.authorized_party();
        if party.is_some_and(|party| *party != self.id) {
            return Err(Untrue::Audience);
        }
        if let Some(since) = agreed.asked_since
            && !is_asked_since(claims, since.0.div_euclid(1000) - skew)
        {
            return Err(Untrue::NotAskedAnew);
        }
        let subject = claims.subject().as_str();
        if subject.trim().is_empty() || subject.len() > limits::SUBJECT_BYTES {
            return Err(Untrue::Nobody);
        }
        Ok(ProviderAccount {
            issuer: self.issuer.as_str().to_owned(),
            subject: Opaque(subject.to_owned()),
        })
    }
}

/// Exchanges a code, which is good once.
///
/// # Errors
/// Why there is no token.
pub async fn exchange(
    client: &Client,
    code: String,
    agreed: &Agreed,
    caller: &Caller,
) -> Result<CoreIdToken, Untrue> {
    let request = client.exchange_code(AuthorizationCode::new(code));
    let request = request.map_err(|_| Untrue::NoToken)?;
    let verifier = PkceCodeVerifier::new(agreed.verifier.clone());
    let request = request.set_pkce_verifier(verifier).request_async(caller);
    let answer = request.await.map_err(|error| match error {
        RequestTokenError::Request(error) => Untrue::Unreached(CallError::to_string(&error)),
        RequestTokenError::ServerResponse(said) => Untrue::Refused(known(said.error())),
        _ => Untrue::NoToken,
    })?;
    answer.id_token().cloned().ok_or(Untrue::NoToken)
}

/// The words of the standard; whatever else a provider says is not repeated.
const fn known(said: &CoreErrorResponseType) -> &'static str {
    match said {
        CoreErrorResponseType::InvalidClient => "invalid_client: please check the id and secret",
        CoreErrorResponseType::InvalidGrant => "invalid_grant",
        CoreErrorResponseType::InvalidRequest => "invalid_request",
        CoreErrorResponseType::InvalidScope => "invalid_scope",
        CoreErrorResponseType::UnauthorizedClient => "unauthorized_client",
        CoreErrorResponseType::UnsupportedGrantType => "unsupported_grant_type",
        CoreErrorResponseType::Extension(_) => "for a reason of its own",
    }
}

fn moment(seconds: i64) -> DateTime<Utc> {
    // Out of what can be said there: everything is over.
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

fn is_asked_since(claims: &CoreIdTokenClaims, since: i64) -> bool {
    let asked = claims.auth_time();
    asked.is_some_and(|asked| asked.timestamp() >= since)
}

fn why(error: ClaimsVerificationError) -> Untrue {
    match error {
        ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey,
        ) => Untrue::UnknownKey,
        ClaimsVerificationError::SignatureVerification(_) => Untrue::Signature,
        ClaimsVerificationError::InvalidIssuer(_) => Untrue::Issuer,
        ClaimsVerificationError::InvalidAudience(_) => Untrue::Audience,
        ClaimsVerificationError::InvalidNonce(_) => Untrue::Nonce,
        ClaimsVerificationError::Expired(_) => Untrue::Time,
        _ => Untrue::Other,
    }
}
