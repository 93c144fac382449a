//! What lets people in: links, cookies, codes, passphrases and keys. Each is used, and once wrongly.

use alongside::sign_in::app;
use alongside_domain::organisation::Opaque;
use alongside_protocol::{
    account::{AppOffer, RecoveryCodes},
    door::{NewLink, SpokenCode},
    programme::IssuedLink,
    staff::{Invited, Right},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Planted;
use crate::world::{
    World,
    browser::{Browser, PHRASE},
    secret,
};

pub async fn are_handed_out(world: &mut World, planted: &mut Planted) {
    planted.also("a passphrase", PHRASE);
    doors(world, planted).await;
    invitations(world, planted).await;
    accounts(world, planted).await;
    for name in ["Fola", "Asha", "Leontine"] {
        of_browser(planted, "a cookie", &world.browser(name));
    }
    of_browser(planted, "a cookie", &world.organiser);
}

/// All cookies that it has.
pub fn of_browser(planted: &mut Planted, place: &str, browser: &Browser) {
    for cookie in browser.cookies().split("; ") {
        let (_, value) = cookie.split_once('=').expect("a cookie");
        planted.also(place, value);
    }
}

async fn doors(world: &mut World, planted: &mut Planted) {
    let (gwen, finn) = (world.id("Gwen"), world.id("Finn"));
    let path = format!("/api/programmes/{}", world.programme);
    let people = json!({ "people": [gwen] });
    let links: Vec<IssuedLink> = world
        .organiser
        .post(&format!("{path}/links"), &people)
        .await
        .read();
    let key = secret(&links[0].link);
    planted.also("a personal link", key["secret"].as_str().unwrap());
    let mut browser = Browser::new(&world.address);
    for call in ["look", "enter"] {
        let path = format!("/api/door/{call}");
        assert_eq!(browser.post(&path, &key).await.status, 200);
    }
    of_browser(planted, "a cookie", &browser);
    let path = format!("/api/session/{}/new-link", world.session);
    let new: NewLink = browser.post(&path, &json!({})).await.read();
    let new = secret(&new.link);
    planted.also("a new link", new["secret"].as_str().unwrap());

    let path = format!("/api/session/{}/code", world.session);
    let person = json!({ "person": finn });
    let code: SpokenCode = world.browser("Fola").post(&path, &person).await.read();
    for group in code.code.split([' ', '-']) {
        planted.also("a part of a code", group);
    }
    let mut browser = Browser::new(&world.address);
    for call in ["look", "enter"] {
        let path = format!("/api/door/code/{call}");
        let typed = json!({ "code": code.code });
        assert_eq!(browser.post(&path, &typed).await.status, 200);
    }
    of_browser(planted, "a cookie", &browser);
}

async fn invitations(world: &mut World, planted: &mut Planted) {
    let programme = world.programme;
    let invite = json!({
        "right": Right::Support { programme },
        "label": planted.text("staff Invite label"),
    });
    world.organiser.step_up().await;
    let invited: Invited = world
        .organiser
        .post("/api/staff/invite", &invite)
        .await
        .read();
    let key = secret(&invited.link);
    planted.also(
        "staff AcceptInvitation secret",
        key["secret"].as_str().unwrap(),
    );
    let mut browser = Browser::new(&world.address);
    assert_eq!(browser.post("/api/invite/look", &key).await.status, 200);
    let account = json!({
        "t": "new",
        "name": planted.text("staff New name"),
        "passphrase": format!("four calm words {}", planted.text("staff New passphrase")),
    });
    let accept = json!({ "secret": key["secret"], "account": account });
    assert_eq!(
        browser.post("/api/invite/accept", &accept).await.status,
        200
    );
    of_browser(planted, "a cookie", &browser);
    let first = json!({
        "secret": planted.text("organisation FirstOwner secret"),
        "name": planted.text("organisation FirstOwner name"),
        "passphrase": format!("four calm words {}", planted.text("organisation FirstOwner passphrase")),
    });
    assert_ne!(browser.post("/api/staff/first", &first).await.status, 200);
}

/// The lead sets an app up, signs in with it and with a code on paper, and everything is tried wrongly too.
async fn accounts(world: &mut World, planted: &mut Planted) {
    let mut lead = world.browser("Leontine");
    lead.step_up().await;
    let offer: AppOffer = lead
        .post("/api/staff/account/app/new", &json!({}))
        .await
        .read();
    planted.also("the key of an app", &offer.key);
    let wrong = json!({ "code": planted.text("account ConfirmApp code") });
    assert_ne!(
        lead.post("/api/staff/account/app", &wrong).await.status,
        200
    );
    let step = u64::try_from(world.moment().0 / 30_000).unwrap();
    let code = app::shown(&Opaque(offer.key), step).unwrap();
    planted.also("a code of an app", &code);
    let codes: RecoveryCodes = lead
        .post("/api/staff/account/app", &json!({ "code": code }))
        .await
        .read();
    for code in &codes.codes {
        planted.also("a recovery code", code);
    }
    passkeys(&mut lead, planted).await;
    let change = json!({
        "old": planted.text("account ChangePassphrase old"),
        "new": format!("four calm words {}", planted.text("account ChangePassphrase new")),
    });
    let changed = lead.post("/api/staff/account/passphrase", &change).await;
    assert_ne!(changed.status, 200);
    let wrong = json!({
        "passphrase": planted.text("account StepUp passphrase"),
        "code": planted.text("account StepUp code"),
    });
    assert_ne!(lead.post("/api/staff/step-up", &wrong).await.status, 200);
    let again = json!({ "passphrase": PHRASE, "code": codes.codes[0] });
    assert_eq!(lead.post("/api/staff/step-up", &again).await.status, 200);
    world.uses("Leontine", lead);
    sign_ins(world, planted, &codes.codes[1]).await;
}

async fn sign_ins(world: &World, planted: &mut Planted, code: &str) {
    let mut elsewhere = Browser::new(&world.address);
    let nobody = json!({
        "name": planted.text("account SignIn name"),
        "passphrase": planted.text("account SignIn passphrase"),
    });
    let wrong: Value = json!({
        "name": "Leontine",
        "passphrase": PHRASE,
        "code": planted.text("account SignIn code"),
    });
    by_a_provider(&mut elsewhere, planted).await;
    for wrong in [nobody, wrong] {
        let tried = elsewhere.post("/api/staff/sign-in", &wrong).await;
        assert_ne!(tried.status, 200, "{}", tried.json);
    }
    let right = json!({ "name": "Leontine", "passphrase": PHRASE, "code": code });
    assert_eq!(
        elsewhere.post("/api/staff/sign-in", &right).await.status,
        200
    );
    of_browser(planted, "a cookie", &elsewhere);
}

/// There are none at this address; what is sent is read all the same.
async fn passkeys(lead: &mut Browser, planted: &mut Planted) {
    let credential = json!({ "id": planted.text("a passkey"), "type": "public-key" });
    let new = json!({
        "question": Uuid::new_v4(),
        "credential": credential,
        "name": planted.text("account NewPasskey name"),
    });
    let added = lead.post("/api/staff/account/passkeys", &new).await;
    assert_ne!(added.status, 200);
    let answer = json!({
        "question": Uuid::new_v4(),
        "credential": credential,
        "name": planted.text("account PasskeyAnswer name"),
    });
    let answered = lead.post("/api/staff/passkey/sign-in", &answer).await;
    assert_ne!(answered.status, 200);
}

/// Here there is none; what is sent is read all the same.
async fn by_a_provider(browser: &mut Browser, planted: &mut Planted) {
    let wish = json!({
        "t": "join",
        "secret": planted.text("account Join secret"),
        "name": planted.text("account Join name"),
    });
    let answer = json!({
        "state": planted.text("account ProviderAnswer state"),
        "code": planted.text("account ProviderAnswer code"),
        "error": planted.text("account ProviderAnswer error"),
    });
    for (path, body) in [
        ("/api/staff/provider", wish),
        ("/api/staff/provider/answer", answer),
    ] {
        assert_ne!(browser.post(path, &body).await.status, 200, "{path}");
    }
}
