//! Before something that cannot be taken back, or that carries much away, staff show once more who they are.
//! That holds for five minutes in this browser, whose key changes with it. Signing in does not count.

use alongside_domain::{
    organisation::{Command, Organisation, Proof},
    programme::Programme,
};
use alongside_protocol::{
    account::{PasskeyAnswer, PasskeyQuestion, Shown, StepUp},
    audit::Done,
    ids::ProgrammeId,
    refusal::Refusal,
};
use axum::{
    Json,
    extract::{FromRequestParts, State},
    http::request::Parts,
    response::{IntoResponse, Response},
};

use super::{
    Doors,
    allowed::Allowed,
    body::Body,
    error::{Answer, No},
    pass::{self, Cookie, OwnAccount, SignedIn},
    sign_in::{self, Made},
    tries::Trying,
};
/// Staff to whom the call is allowed and who have just shown once more who they are. Others find nothing there.
pub struct SteppedUp(pub SignedIn);

impl FromRequestParts<Doors> for SteppedUp {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, No> {
        let Allowed(staff) = Allowed::from_request_parts(parts, doors).await?;
        certain(doors, staff).map(Self)
    }
}

/// The one place that asks for it.
pub fn certain(doors: &Doors, staff: SignedIn) -> Result<SignedIn, No> {
    let house = &doors.house;
    let now = house.clock.now();
    let is_certain = |organisation: &Organisation| organisation.is_certain(staff.key, now);
    if house.organisation.look(is_certain) {
        return Ok(staff);
    }
    Err(Refusal::step_up().into())
}

/// The same, when a change of a programme gives power or takes something away for good. A rehearsal is a game.
pub fn certain_if(
    doors: &Doors,
    staff: &SignedIn,
    id: ProgrammeId,
    wants: impl FnOnce(&Programme) -> bool,
) -> Result<(), No> {
    let wants = |known: &Programme| !known.is_rehearsal() && wants(known);
    if doors.house.programmes.look(id, wants) == Some(true) {
        certain(doors, staff.clone())?;
    }
    Ok(())
}

/// `POST /api/staff/step-up`
pub async fn by_passphrase(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
    Body(StepUp { passphrase, code }): Body<StepUp>,
) -> Answer<Response> {
    let house = &doors.house;
    let now = house.clock.now();
    let account = |organisation: &Organisation| {
        let account = organisation.account(staff.staff)?;
        let browser = account.browser(staff.key, now)?;
        Some((account.credentials.clone(), browser))
    };
    let account = house.organisation.look(account);
    let (credentials, browser) = account.ok_or_else(Refusal::not_found)?;
    // Counted for this browser: who has found it open uses up nobody else's tries.
    let trying = Trying::signed_in(&browser.to_string());
    doors.tries.sign_in(&trying)?;
    let code = code.as_ref();
    let made = sign_in::proof(&doors, &trying, Some(&credentials), &passphrase, code).await?;
    match made {
        Made::Proof(proof) => show(&doors, &staff, proof).await.map(shown),
        Made::CodeWanted => Ok(Json(Shown { code_wanted: true }).into_response()),
        Made::Wrong => {
            sign_in::note(house, staff.staff, Done::StepUpFailed).await?;
            Err(Refusal::mend(
                "That does not fit, so nothing was done. Please check it and try again.",
            )
            .into())
        }
    }
}

/// `POST /api/staff/step-up/passkey`
pub async fn ask_passkey(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
) -> Answer<Json<PasskeyQuestion>> {
    let house = &doors.house;
    let passkeys = &house.proofs.passkeys;
    Ok(Json(passkeys.ask(Some(staff.staff), &house.clock)?))
}

/// `POST /api/staff/step-up/passkey/answer`
pub async fn by_passkey(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
    Body(answer): Body<PasskeyAnswer>,
) -> Answer<Response> {
    let house = &doors.house;
    let now = house.clock.now();
    let answered = house.organisation.look(|organisation| {
        let passkeys = &house.proofs.passkeys;
        passkeys.answered(organisation, answer.question, &answer.credential, now)
    });
    match answered {
        Ok((of, proof)) if of == staff.staff => show(&doors, &staff, proof).await.map(shown),
        Ok(_) => Err(Refusal::not_found().into()),
        Err(wrong) => Err(sign_in::wrong_passkey(house, wrong, Done::StepUpFailed).await?),
    }
}

/// It is they, if the core finds the proof enough; their browser gets a fresh key.
pub async fn show(doors: &Doors, staff: &SignedIn, proof: Proof) -> Answer<Cookie> {
    let house = &doors.house;
    let now = house.clock.now();
    let until = |organisation: &Organisation| organisation.until(staff.key, now);
    let until = house.organisation.look(until);
    let (fresh, cookie) = pass::renewed(house, until.ok_or_else(Refusal::not_found)?)?;
    let recovered = sign_in::uses_recovery(&proof);
    let shown = house.organise(Command::StepUp {
        key: staff.key,
        proof,
        fresh,
    });
    sign_in::note_if_refused(house, staff.staff, Done::StepUpFailed, shown.await).await?;
    if recovered {
        sign_in::note(house, staff.staff, Done::RecoveryCodeUsed).await?;
    }
    sign_in::note(house, staff.staff, Done::SteppedUp).await?;
    Ok(cookie)
}

fn shown(cookie: Cookie) -> Response {
    ([cookie], Json(Shown { code_wanted: false })).into_response()
}
