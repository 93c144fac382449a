//! How staff sign in, and their own account. Bodies of the HTTP calls.

use crate::{
    ids::{At, BrowserId, PasskeyId},
    words::Words,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use uuid::Uuid;

/// `POST /api/staff/sign-in`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    pub name: Words,
    pub passphrase: Words,
    /// Of the authenticator app, or a recovery code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub code: Option<Words>,
}

/// `POST /api/staff/step-up`: whoever is signed in shows once more who they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StepUp {
    pub passphrase: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub code: Option<Words>,
}

/// The answer to both, and to a passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    /// The passphrase is right, and a code is wanted as well; nothing has happened yet.
    pub code_wanted: bool,
}

/// The answer to `POST /api/staff/passkey` and `POST /api/staff/step-up/passkey`: what to ask the authenticator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PasskeyQuestion {
    pub question: Uuid,
    #[ts(type = "PublicKeyCredentialRequestOptionsJSON")]
    pub options: Value,
}

/// `POST /api/staff/passkey/sign-in` and `POST /api/staff/step-up/passkey/answer`: what the authenticator says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasskeyAnswer {
    pub question: Uuid,
    #[ts(type = "unknown")]
    pub credential: Value,
    /// Typed before; then the passkey has to be of this name.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    #[ts(as = "Option<Words>", optional)]
    pub name: Words,
}

/// The answer to `POST /api/staff/account/passkeys/new`: what to ask the authenticator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PasskeyOffer {
    pub question: Uuid,
    #[ts(type = "PublicKeyCredentialCreationOptionsJSON")]
    pub options: Value,
}

/// `POST /api/staff/account/passkeys`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPasskey {
    pub question: Uuid,
    #[ts(type = "unknown")]
    pub credential: Value,
    pub name: Words,
}

/// `POST /api/staff/account/passkeys/remove`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RemovePasskey {
    pub passkey: PasskeyId,
}

/// The answer to `POST /api/staff/account/app/new`; `GET /api/staff/account/app.svg` is the same as a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppOffer {
    /// The key, for apps that cannot photograph it.
    pub key: String,
}

/// `POST /api/staff/account/app`: the first code, which shows that the app has the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConfirmApp {
    pub code: Words,
}

/// `POST /api/staff/provider`: what somebody wants at the organisation's own provider (SIGN10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum ProviderWish {
    SignIn {},
    /// To accept an invitation with a new account of this name.
    Join {
        secret: String,
        name: Words,
    },
    /// To come in by it from now on; after a step-up.
    Link {},
    /// To show once more who they are.
    StepUp {},
}

/// The answer: where the browser goes. It comes back to `/provider`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProviderTrip {
    pub to: String,
}

/// `POST /api/staff/provider/answer`: what the provider sent along.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProviderAnswer {
    pub state: String,
    /// One of the two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub error: Option<String>,
}

/// It opens an account, so it does not print.
impl std::fmt::Debug for ProviderAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[answer]")
    }
}

/// What has come of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum ProviderOutcome {
    SignedIn {},
    Joined {},
    /// With the first recovery codes, which are shown this once, or none.
    Linked {
        codes: Vec<String>,
    },
    SteppedUp {},
}

/// Recovery codes, which are shown this once; none when there are still some from before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryCodes {
    pub codes: Vec<String>,
}

/// `POST /api/staff/account/passphrase`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangePassphrase {
    /// Nothing from whoever has none yet.
    #[serde(default)]
    pub old: Words,
    pub new: Words,
}

/// `POST /api/staff/account/browsers/sign-out`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignOutBrowser {
    pub browser: BrowserId,
}

/// `GET /api/staff/account`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    pub passkeys: Vec<PasskeyRow>,
    /// An authenticator app is set up.
    pub app: bool,
    pub codes_left: u32,
    pub browsers: Vec<BrowserRow>,
    /// The address at which passkeys work, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub passkeys_at: Option<String>,
    /// What the provider is called, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub provider: Option<String>,
    /// Since when an account at a provider is linked, if one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub linked: Option<LinkedRow>,
}

/// The account at a provider that opens this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkedRow {
    pub since: At,
    /// It is one at the provider of today; an account at an earlier one opens nothing.
    pub works: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PasskeyRow {
    pub id: PasskeyId,
    pub name: Words,
    pub added: At,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub used: Option<At>,
}

/// A browser in which somebody is signed in. Addresses are not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BrowserRow {
    pub id: BrowserId,
    pub since: At,
    /// To the day.
    pub used: At,
    /// The one that asks.
    pub here: bool,
}

/// Whether somebody's passphrase is guarded by something more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SecondStep {
    SetUp,
    /// Nothing else opens before it is set up.
    Wanted,
    /// Without TLS everything is for trying out, so it works without.
    TryingOut,
}
