//! Somebody's own account: how they sign in, and where they are signed in. Changing how wants a step-up.

use alongside_domain::aggregate::Fingerprint;
use alongside_domain::limits as domain_limits;
use alongside_domain::organisation::{Change, Command, Event, Organisation, Staff, Wish};
use alongside_protocol::{
    account::{
        AccountView, AppOffer, BrowserRow, ChangePassphrase, ConfirmApp, LinkedRow, NewPasskey,
        PasskeyOffer, PasskeyRow, RecoveryCodes, RemovePasskey, SignOutBrowser,
    },
    audit::Done,
    ids::{At, BrowserId},
    refusal::Refusal,
};
use axum::{
    Json,
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};

use super::{
    Doors,
    body::Body,
    error::{Answer, No},
    pass::{self, OwnAccount, SignedIn},
    provider,
    sign_in::{note, wrong_passkey},
    step_up::certain,
    tries::Trying,
};
use crate::house::House;
use crate::secrets::Secret;
use crate::sign_in::app;

/// `GET /api/staff/account`
pub async fn show(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
) -> Answer<Json<AccountView>> {
    let house = &doors.house;
    let now = house.clock.now();
    let view = |account: &Staff| AccountView {
        passkeys: passkeys(account),
        app: account.credentials.app.is_some(),
        codes_left: u32::try_from(account.credentials.recovery.len()).unwrap_or(u32::MAX),
        browsers: browsers(account, staff.browser, now),
        passkeys_at: house.proofs.passkeys.origin(),
        provider: provider::name(house),
        linked: account
            .credentials
            .provider
            .as_ref()
            .map(|linked| LinkedRow {
                since: linked.since,
                works: provider::of(house, account).is_some(),
            }),
    };
    Ok(Json(in_account(house, &staff, view)?))
}

fn passkeys(account: &Staff) -> Vec<PasskeyRow> {
    let passkeys = account.credentials.passkeys.iter();
    let row = passkeys.map(|passkey| PasskeyRow {
        id: passkey.id,
        name: passkey.keys.name.clone(),
        added: passkey.added,
        used: passkey.used,
    });
    row.collect()
}

fn browsers(account: &Staff, here: BrowserId, now: At) -> Vec<BrowserRow> {
    let row = |browser: &alongside_domain::organisation::Browser| BrowserRow {
        id: browser.id,
        since: browser.since,
        used: browser.renewed,
        here: here == browser.id,
    };
    account.browsers(now).map(row).collect()
}

fn in_account<R>(
    house: &House,
    staff: &SignedIn,
    look: impl FnOnce(&Staff) -> R,
) -> Result<R, Refusal> {
    let looked = |organisation: &Organisation| organisation.account(staff.staff).map(look);
    house
        .organisation
        .look(looked)
        .ok_or_else(Refusal::not_found)
}

/// Does what somebody wishes of their own account, and notes it.
pub async fn change(
    house: &House,
    staff: &SignedIn,
    wish: Wish,
    done: Done,
) -> Result<Vec<Event>, No> {
    let key = staff.key;
    let events = house.organise(Command::Account { key, wish }).await?;
    if !events.is_empty() {
        note(house, staff.staff, done).await?;
    }
    Ok(events)
}

/// `POST /api/staff/account/passphrase`: every other browser is signed out with it. The first one comes with codes.
pub async fn passphrase(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
    Body(ChangePassphrase { old, new }): Body<ChangePassphrase>,
) -> Answer<Json<RecoveryCodes>> {
    let house = &doors.house;
    let staff = certain(&doors, staff)?;
    let hasher = &house.proofs.hasher;
    let known = in_account(house, &staff, |account| account.credentials.hash.clone())?;
    doors
        .tries
        .sign_in(&Trying::signed_in(&staff.staff.to_string()))?;
    if known.is_some() && !hasher.is_right(&old, known.as_ref()).await? {
        note(house, staff.staff, Done::StepUpFailed).await?;
        return Err(Refusal::mend(
            "The old passphrase is another one, so nothing was changed. Please try again.",
        )
        .into());
    }
    let hash = hasher.hash(&new, &house.clock).await?;
    let codes = Codes::fresh(house);
    let wish = Wish::ChangePassphrase {
        hash,
        codes: codes.fingerprints(),
    };
    let events = change(house, &staff, wish, Done::PassphraseChanged).await?;
    Ok(Json(codes.if_made(house, &staff, &events).await?))
}

/// `POST /api/staff/account/passkeys/new`
pub async fn offer_passkey(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
) -> Answer<Json<PasskeyOffer>> {
    let house = &doors.house;
    let staff = certain(&doors, staff)?;
    let passkeys = &house.proofs.passkeys;
    let offer = in_account(house, &staff, |account| {
        passkeys.offer(account, &house.clock)
    })?;
    Ok(Json(offer?))
}

/// `POST /api/staff/account/passkeys`
pub async fn add_passkey(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
    Body(new): Body<NewPasskey>,
) -> Answer<Json<RecoveryCodes>> {
    let house = &doors.house;
    let (passkeys, now) = (&house.proofs.passkeys, house.clock.now());
    let NewPasskey {
        question,
        credential,
        name,
    } = new;
    let keys = match passkeys.added(staff.staff, question, &credential, name, now) {
        Ok(keys) => keys,
        Err(wrong) => return Err(wrong_passkey(house, wrong, Done::StepUpFailed).await?),
    };
    let codes = Codes::fresh(house);
    let wish = Wish::AddPasskey {
        keys,
        codes: codes.fingerprints(),
    };
    let events = change(house, &staff, wish, Done::PasskeyAdded).await?;
    Ok(Json(codes.if_made(house, &staff, &events).await?))
}

/// `POST /api/staff/account/passkeys/remove`
pub async fn remove_passkey(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
    Body(RemovePasskey { passkey }): Body<RemovePasskey>,
) -> Answer<Json<serde_json::Value>> {
    let wish = Wish::RemovePasskey { passkey };
    change(&doors.house, &staff, wish, Done::PasskeyRemoved).await?;
    Ok(Json(serde_json::json!({})))
}

/// `POST /api/staff/account/app/new`: a key to be shown this once; it counts when a code of it has come.
pub async fn offer_app(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
) -> Answer<Json<AppOffer>> {
    let house = &doors.house;
    let staff = certain(&doors, staff)?;
    let key = house.proofs.apps.offer(staff.staff, &house.clock)?.0;
    Ok(Json(AppOffer { key }))
}

/// `GET /api/staff/account/app.svg`
pub async fn app_picture(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
) -> Answer<Response> {
    let house = &doors.house;
    let staff = certain(&doors, staff)?;
    let offered = house.proofs.apps.offered(staff.staff, house.clock.now());
    let picture = offered.and_then(|key| app::picture(&key, staff.name.text()));
    let picture = picture.ok_or_else(Refusal::not_found)?;
    Ok(([(CONTENT_TYPE, "image/svg+xml")], picture).into_response())
}

/// `POST /api/staff/account/app`
pub async fn confirm_app(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
    Body(ConfirmApp { code }): Body<ConfirmApp>,
) -> Answer<Json<RecoveryCodes>> {
    let house = &doors.house;
    let (apps, now) = (&house.proofs.apps, house.clock.now());
    let secret = apps.offered(staff.staff, now).ok_or_else(|| {
        Refusal::not_now("This key was shown a while ago. Please begin again, with a new one.")
    })?;
    doors
        .tries
        .code(&Trying::signed_in(&staff.staff.to_string()))?;
    let step = app::step_of(&secret, code.text(), now).ok_or_else(|| {
        Refusal::mend(
            "This code does not fit yet. Please wait for the next one, and check that the clock of your phone is right.",
        )
    })?;
    let codes = Codes::fresh(house);
    let wish = Wish::SetApp {
        secret,
        step,
        codes: codes.fingerprints(),
    };
    let events = change(house, &staff, wish, Done::AppSetUp).await?;
    apps.confirmed(staff.staff, now);
    Ok(Json(codes.if_made(house, &staff, &events).await?))
}

/// `POST /api/staff/account/app/remove`
pub async fn remove_app(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
) -> Answer<Json<serde_json::Value>> {
    change(&doors.house, &staff, Wish::RemoveApp, Done::AppRemoved).await?;
    Ok(Json(serde_json::json!({})))
}

/// `POST /api/staff/account/codes`: a new set, in place of the earlier one.
pub async fn new_codes(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
) -> Answer<Json<RecoveryCodes>> {
    let house = &doors.house;
    let codes = Codes::fresh(house);
    let wish = Wish::NewCodes {
        codes: codes.fingerprints(),
    };
    change(house, &staff, wish, Done::RecoveryCodesMade).await?;
    Ok(Json(codes.shown()))
}

/// `POST /api/staff/account/browsers/sign-out`
pub async fn sign_out_browser(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
    Body(SignOutBrowser { browser }): Body<SignOutBrowser>,
) -> Answer<Json<serde_json::Value>> {
    let house = &doors.house;
    let staff = staff.staff;
    let signed_out = house.organise(Command::SignOutBrowser { staff, browser });
    if !signed_out.await?.is_empty() {
        note(house, staff, Done::SignedOutElsewhere).await?;
    }
    Ok(Json(serde_json::json!({})))
}

/// `POST /api/staff/account/browsers/sign-out-everywhere`: here too.
pub async fn sign_out_everywhere(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
) -> Answer<Response> {
    let house = &doors.house;
    let staff = staff.staff;
    house.organise(Command::SignOutEverywhere { staff }).await?;
    note(house, staff, Done::SignedOutElsewhere).await?;
    Ok(([pass::no_staff(house)?], Json(serde_json::json!({}))).into_response())
}

/// A set of recovery codes: shown once, and kept as fingerprints.
pub struct Codes(Vec<Secret>);

impl Codes {
    pub fn fresh(house: &House) -> Self {
        let codes = (0..domain_limits::RECOVERY_CODES).map(|_| Secret::for_recovery(&house.clock));
        Self(codes.collect())
    }

    pub fn fingerprints(&self) -> Vec<Fingerprint> {
        self.0.iter().map(Secret::fingerprint).collect()
    }

    fn shown(&self) -> RecoveryCodes {
        let codes = self.0.iter().map(Secret::in_groups).collect();
        RecoveryCodes { codes }
    }

    /// Those that were made with something else, or none.
    ///
    /// # Errors
    /// A fault of the log.
    pub async fn if_made(
        &self,
        house: &House,
        staff: &SignedIn,
        events: &[Event],
    ) -> Answer<RecoveryCodes> {
        let is_made = |event: &Event| {
            let Event::Account { change, .. } = event else {
                return false;
            };
            matches!(change, Change::CodesMade { .. })
        };
        if !events.iter().any(is_made) {
            return Ok(RecoveryCodes { codes: Vec::new() });
        }
        note(house, staff.staff, Done::RecoveryCodesMade).await?;
        Ok(self.shown())
    }
}
