//! Passkeys (WebAuthn): what authenticators are asked, and whether their answers are right.
//!
//! ```text
//!   question (random, for five minutes) ──> authenticator ──> answer, signed ──checked once──> whose passkey it is
//! ```
//!
//! The person is always verified (a finger, a face, a PIN), so a passkey alone is enough. It belongs to one address:
//! a page at any other, however alike, gets no answer, and one that was made for another address is refused.

use alongside_domain::organisation::{Opaque, Organisation, PasskeyKeys, Proof, Staff};
use alongside_protocol::{
    account::{PasskeyOffer, PasskeyQuestion},
    ids::{At, StaffId},
    refusal::Refusal,
    words::Words,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use serde_json::Value;
use uuid::Uuid;
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication16, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions, PublicKeyCredentialCreationOptions, Registration,
    RegistrationServerState,
    bin::{Decode, Encode},
    request::{
        AsciiDomain, PublicKeyCredentialDescriptor, RpId,
        auth::AuthenticationVerificationOptions,
        register::{
            CredProtect, PublicKeyCredentialUserEntity, RegistrationVerificationOptions,
            UserHandle16,
        },
    },
    response::{
        AuthTransports, CredentialId,
        auth::error::AuthCeremonyErr,
        register::{CompressedPubKey, DynamicState, StaticState},
    },
};

use super::waiting::Waiting;
use crate::address::Address;
use crate::clock::Clock;
use crate::limits;

type PublicKey = StaticState<CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>>;

/// See the head of this file.
pub struct Passkeys {
    /// The name passkeys are bound to, and the address of the pages they work on.
    home: Option<(RpId, String)>,
    registering: Waiting<Uuid, (StaffId, RegistrationServerState<16>)>,
    proving: Waiting<Uuid, (Option<StaffId>, DiscoverableAuthenticationServerState)>,
}

/// Why an answer was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// The question was not asked, was answered already, or is too old.
    Late,
    /// Not a passkey of anybody here, or not answered as it should be.
    Answer(Option<StaffId>),
    /// Its counter has gone back: there are two of it.
    Copied(StaffId),
}

impl Passkeys {
    #[must_use]
    pub fn new(address: &Address) -> Self {
        let home = address.passkeys_at().and_then(|(name, origin)| {
            Some((RpId::Domain(AsciiDomain::try_from(name).ok()?), origin))
        });
        Self {
            home,
            registering: Waiting::new(limits::QUESTIONS),
            proving: Waiting::new(limits::QUESTIONS),
        }
    }

    /// The address of the pages on which passkeys work, if there is one.
    #[must_use]
    pub fn origin(&self) -> Option<String> {
        self.home.as_ref().map(|(_, origin)| origin.clone())
    }

    fn home(&self) -> Result<&(RpId, String), Refusal> {
        self.home.as_ref().ok_or_else(|| {
            Refusal::not_now(
                "Passkeys need an address with a name and https. Whoever runs Alongside can set one.",
            )
        })
    }

    /// Asks for a new passkey for this member of staff; authenticators that have one already say so.
    ///
    /// # Errors
    /// A refusal where passkeys do not work, or while too many are asked.
    pub fn offer(&self, staff: &Staff, clock: &Clock) -> Result<PasskeyOffer, Refusal> {
        let (name, _) = self.home()?;
        let user = handle(staff.id)?;
        // Any way to reach them.
        let transports = AuthTransports::decode(0).map_err(|_| Refusal::fault())?;
        let known = staff.credentials.passkeys.iter().filter_map(|known| {
            let id = BASE64.decode(&known.keys.credential.0).ok()?;
            Some(PublicKeyCredentialDescriptor {
                id: CredentialId::decode(id).ok()?,
                transports,
            })
        });
        let entity = PublicKeyCredentialUserEntity::from(&user);
        let mut options =
            PublicKeyCredentialCreationOptions::passkey(name, entity, known.collect());
        // The person is verified each time anyway, and authenticators that do not know this would refuse.
        options.extensions.cred_protect = CredProtect::None;
        let (state, asked) = options.start_ceremony().map_err(|_| Refusal::fault())?;
        let mut options = serde_json::to_value(&asked).map_err(|_| Refusal::fault())?;
        // The library takes names of accounts, which have no spaces; people's names do.
        for field in ["name", "displayName"] {
            if let Some(name) = options.pointer_mut("/user").and_then(Value::as_object_mut) {
                name.insert(field.to_owned(), staff.name.text().into());
            }
        }
        let question = Uuid::from_bytes(clock.secret());
        self.registering
            .ask(question, (staff.id, state), clock.now())?;
        Ok(PasskeyOffer { question, options })
    }

    /// The new passkey, if the answer is right.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn added(
        &self,
        staff: StaffId,
        question: Uuid,
        answer: &Value,
        name: Words,
        now: At,
    ) -> Result<PasskeyKeys, Wrong> {
        let wrong = Wrong::Answer(Some(staff));
        let (home, origin) = self.home.as_ref().ok_or(Wrong::Late)?;
        let asked = self.registering.take(&question, now);
        let (_, state) = asked.filter(|(of, _)| *of == staff).ok_or(Wrong::Late)?;
        let answer = answer.to_string();
        let answer = Registration::from_json_relaxed(answer.as_bytes()).map_err(|_| wrong)?;
        let options = RegistrationVerificationOptions::<&str, &str> {
            allowed_origins: &[origin.as_str()],
            // Browsers add some by themselves.
            error_on_unsolicited_extensions: false,
            ..RegistrationVerificationOptions::default()
        };
        let made = state.verify(home, &answer, &options).map_err(|_| wrong)?;
        let public_key = made.static_state().encode().map_err(|_| wrong)?;
        Ok(PasskeyKeys {
            name,
            credential: written(made.id()),
            public_key: Opaque(BASE64.encode(public_key)),
            state: state_text(made.dynamic_state()),
        })
    }

    /// Asks any authenticator here for a passkey; `of` is who has to be the one who answers.
    ///
    /// # Errors
    /// A refusal where passkeys do not work, or while too many are asked.
    pub fn ask(&self, of: Option<StaffId>, clock: &Clock) -> Result<PasskeyQuestion, Refusal> {
        let (home, _) = self.home()?;
        let asked = DiscoverableCredentialRequestOptions::passkey(home).start_ceremony();
        let (state, asked) = asked.map_err(|_| Refusal::fault())?;
        let options = serde_json::to_value(&asked).map_err(|_| Refusal::fault())?;
        let question = Uuid::from_bytes(clock.secret());
        self.proving.ask(question, (of, state), clock.now())?;
        Ok(PasskeyQuestion { question, options })
    }

    /// Whose passkey has answered, and the proof of it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn answered(
        &self,
        organisation: &Organisation,
        question: Uuid,
        answer: &Value,
        now: At,
    ) -> Result<(StaffId, Proof), Wrong> {
        let (home, origin) = self.home.as_ref().ok_or(Wrong::Late)?;
        let (of, state) = self.proving.take(&question, now).ok_or(Wrong::Late)?;
        let answer = answer.to_string();
        let answer = DiscoverableAuthentication16::from_json_relaxed(answer.as_bytes());
        let answer = answer.map_err(|_| Wrong::Answer(of))?;
        let known = organisation.by_passkey(&written(answer.raw_id()));
        let (member, passkey) = known.ok_or(Wrong::Answer(of))?;
        let wrong = Wrong::Answer(Some(member.id));
        if of.is_some_and(|of| of != member.id) {
            return Err(wrong);
        }
        let user = handle(member.id).map_err(|_| wrong)?;
        let (public_key, held) = kept(&passkey.keys).ok_or(wrong)?;
        let mut credential = AuthenticatedCredential::new(answer.raw_id(), &user, public_key, held);
        let credential = credential.as_mut().map_err(|_| wrong)?;
        let options = AuthenticationVerificationOptions::<&str, &str> {
            allowed_origins: &[origin.as_str()],
            error_on_unsolicited_extensions: false,
            ..AuthenticationVerificationOptions::default()
        };
        let checked = state.verify(home, &answer, credential, &options);
        checked.map_err(|error| match error {
            AuthCeremonyErr::SignatureCounter => Wrong::Copied(member.id),
            _ => wrong,
        })?;
        let proof = Proof::Passkey {
            passkey: passkey.id,
            seen: passkey.keys.state.clone(),
            state: state_text(credential.dynamic_state()),
        };
        Ok((member.id, proof))
    }
}

/// Authenticators know an account by its id, which tells nothing of whose it is.
fn handle(staff: StaffId) -> Result<UserHandle16, Refusal> {
    UserHandle16::decode(*staff.0.as_bytes()).map_err(|_| Refusal::fault())
}

fn written(id: CredentialId<&[u8]>) -> Opaque {
    Opaque(BASE64.encode(id.into_inner()))
}

fn state_text(state: DynamicState) -> Opaque {
    let Ok(bytes) = state.encode();
    Opaque(BASE64.encode(bytes))
}

fn kept(keys: &PasskeyKeys) -> Option<(PublicKey, DynamicState)> {
    let public_key = BASE64.decode(&keys.public_key.0).ok()?;
    let state: [u8; 7] = BASE64.decode(&keys.state.0).ok()?.try_into().ok()?;
    let public_key = PublicKey::decode(&public_key).ok()?;
    Some((public_key, DynamicState::decode(state).ok()?))
}
