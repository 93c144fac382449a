//! Signing in: by a passphrase and perhaps a code, or by a passkey alone; and out.

use alongside_domain::organisation::{Command, Credentials, Organisation, Proof, Second};
use alongside_protocol::{
    account::{PasskeyAnswer, PasskeyQuestion, Shown, SignIn},
    audit::{AuditEntry, Doer, Done},
    ids::StaffId,
    refusal::Refusal,
    words::Words,
};
use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{AppendHeaders, IntoResponse, Response},
};

use super::{
    Doors,
    body::Body,
    error::{Answer, No},
    pass::{self, Cookie, OwnAccount},
    tries::Trying,
};
use crate::house::House;
use crate::keeper::Trouble;
use crate::secrets::Secret;
use crate::sign_in::{app, passkeys::Wrong};

/// What was made of a passphrase and perhaps a code.
pub enum Made {
    Proof(Proof),
    /// The passphrase is right, and it is not enough.
    CodeWanted,
    Wrong,
}

/// `POST /api/staff/sign-in`: an unknown name and a wrong passphrase are answered alike.
pub async fn sign_in(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Body(asked): Body<SignIn>,
) -> Answer<Response> {
    let house = &doors.house;
    let name = asked.name.text();
    let account = |organisation: &Organisation| {
        let staff = organisation.by_name(name);
        let staff = staff.filter(|staff| !staff.suspended);
        let trying = pass::trying(house, &headers, staff, name);
        let account = staff.map(|staff| (staff.id, staff.credentials.clone()));
        (trying, account)
    };
    let (trying, account) = house.organisation.look(account);
    doors.tries.sign_in(&trying)?;
    let credentials = account.as_ref().map(|(_, credentials)| credentials);
    let code = asked.code.as_ref();
    let made = proof(&doors, &trying, credentials, &asked.passphrase, code).await?;
    match (account, made) {
        (Some((staff, _)), Made::Proof(proof)) => {
            enter(house, &headers, staff, proof).await.map(shown)
        }
        (Some(_), Made::CodeWanted) => Ok(Json(Shown { code_wanted: true }).into_response()),
        (account, _) => {
            if let Some((staff, _)) = account {
                // In its own time, so that the time of the answer does not tell which names exist.
                house
                    .audit
                    .note(vec![line(house, staff, Done::SignInFailed)]);
            }
            Err(match code {
                Some(_) => Refusal::mend("This code does not fit. Please check it and try again."),
                None => Refusal::mend(
                    "This name and passphrase do not go together. Please check both and try again.",
                ),
            }
            .into())
        }
    }
}

/// Works out what a passphrase and a code prove of these credentials; of nobody's with the same work.
///
/// # Errors
/// A refusal when that was tried too often, or too many wait.
pub async fn proof(
    doors: &Doors,
    trying: &Trying,
    credentials: Option<&Credentials>,
    passphrase: &Words,
    code: Option<&Words>,
) -> Result<Made, Refusal> {
    let house = &doors.house;
    let hash = credentials.and_then(|credentials| credentials.hash.as_ref());
    let is_right = house.proofs.hasher.is_right(passphrase, hash).await?;
    let Some(credentials) = credentials.filter(|_| is_right) else {
        return Ok(Made::Wrong);
    };
    let second = match code.map(Words::text) {
        None if credentials.has_second_step() => return Ok(Made::CodeWanted),
        None => None,
        Some(_) if !credentials.has_second_step() => None,
        Some(code) => {
            doors.tries.code(trying)?;
            Some(second(credentials, code, house))
        }
    };
    Ok(match (second, hash.cloned()) {
        (Some(None), _) | (_, None) => Made::Wrong,
        (None, Some(hash)) => Made::Proof(Proof::Passphrase { hash, second: None }),
        (Some(second), Some(hash)) => Made::Proof(Proof::Passphrase { hash, second }),
    })
}

fn second(credentials: &Credentials, code: &str, house: &House) -> Option<Second> {
    if app::is_code(code) {
        let app = credentials.app.as_ref()?;
        let step = app::step_of(&app.secret, code, house.clock.now())?;
        return Some(Second::App { step });
    }
    let code = Secret::read(code).fingerprint();
    Some(Second::Recovery { code })
}

/// Whoever has proved who they are gets a pass, if the core finds that enough.
pub async fn enter(
    house: &House,
    headers: &HeaderMap,
    staff: StaffId,
    proof: Proof,
) -> Answer<AppendHeaders<[Cookie; 2]>> {
    let entry = pass::for_staff(house, headers)?;
    let recovered = uses_recovery(&proof);
    let signed_in = house.organise(Command::SignIn {
        staff,
        proof,
        pass: entry.pass,
        mark: entry.mark,
    });
    note_if_refused(house, staff, Done::SignInFailed, signed_in.await).await?;
    if recovered {
        note(house, staff, Done::RecoveryCodeUsed).await?;
    }
    note(house, staff, Done::SignedIn).await?;
    Ok(entry.cookies)
}

fn shown(cookies: AppendHeaders<[Cookie; 2]>) -> Response {
    (cookies, Json(Shown { code_wanted: false })).into_response()
}

/// Whether this proof uses up a recovery code.
#[must_use]
pub const fn uses_recovery(proof: &Proof) -> bool {
    matches!(
        proof,
        Proof::Passphrase {
            second: Some(Second::Recovery { .. }),
            ..
        }
    )
}

/// What the core does not find enough leaves a line in the trail.
///
/// # Errors
/// The trouble itself.
pub async fn note_if_refused<T>(
    house: &House,
    staff: StaffId,
    failed: Done,
    asked: Result<T, Trouble>,
) -> Result<T, Trouble> {
    if let Err(Trouble::Refused(_)) = &asked {
        note(house, staff, failed).await?;
    }
    asked
}

/// `POST /api/staff/passkey`
pub async fn ask_passkey(State(doors): State<Doors>) -> Answer<Json<PasskeyQuestion>> {
    doors.tries.question()?;
    let house = &doors.house;
    Ok(Json(house.proofs.passkeys.ask(None, &house.clock)?))
}

/// `POST /api/staff/passkey/sign-in`
pub async fn by_passkey(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Body(answer): Body<PasskeyAnswer>,
) -> Answer<Response> {
    let house = &doors.house;
    let PasskeyAnswer {
        question,
        credential,
        name,
    } = answer;
    let now = house.clock.now();
    let answered = house.organisation.look(|organisation| {
        let passkeys = &house.proofs.passkeys;
        let (staff, proof) = passkeys.answered(organisation, question, &credential, now)?;
        let named = organisation.by_name(name.text());
        let is_theirs = name.is_empty() || named.is_some_and(|named| named.id == staff);
        is_theirs
            .then_some((staff, proof))
            .ok_or(Wrong::Answer(None))
    });
    match answered {
        Ok((staff, proof)) => enter(house, &headers, staff, proof).await.map(shown),
        Err(wrong) => Err(wrong_passkey(house, wrong, Done::SignInFailed).await?),
    }
}

/// Notes what was wrong with a passkey, and says so.
///
/// # Errors
/// A fault of the log.
pub async fn wrong_passkey(house: &House, wrong: Wrong, failed: Done) -> Result<No, Trouble> {
    let sentence = match wrong {
        Wrong::Late => "This took too long, or was answered already. Please try again.",
        Wrong::Answer(staff) => {
            if let Some(staff) = staff {
                note(house, staff, failed).await?;
            }
            "This passkey does not open an account here. Please try another, or use your passphrase."
        }
        Wrong::Copied(staff) => {
            note(house, staff, Done::PasskeyCopied).await?;
            "There seems to be a copy of this passkey, so it was not taken. Please sign in another way, remove it on the page of your account and add a new one."
        }
    };
    Ok(Refusal::mend(sentence).into())
}

/// `POST /api/staff/sign-out`
pub async fn sign_out(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
) -> Answer<Response> {
    let house = &doors.house;
    let key = staff.key;
    house.organise(Command::SignOut { key }).await?;
    note(house, staff.staff, Done::SignedOut).await?;
    Ok(([pass::no_staff(house)?], Json(serde_json::json!({}))).into_response())
}

/// A line about somebody's own account.
///
/// # Errors
/// A fault of the log.
pub async fn note(house: &House, staff: StaffId, done: Done) -> Result<(), Trouble> {
    house.audit.keep(&[line(house, staff, done)]).await?;
    Ok(())
}

fn line(house: &House, staff: StaffId, done: Done) -> AuditEntry {
    AuditEntry::new(house.clock.now(), Doer::Staff { id: staff }, done)
}
