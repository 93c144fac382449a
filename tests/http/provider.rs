//! Staff come in by their organisation's own provider, and others try to.

mod away;
mod forged;

use std::sync::Arc;

use alongside::{
    address::Address, clock::Clock, house::House, log::Memory, sign_in::passphrase::Hasher,
    vault::Vault,
};
use alongside_domain::organisation::Organisation;
use alongside_protocol::{
    account::{ProviderOutcome, ProviderTrip},
    audit::Done,
    ids::StaffId,
    staff::Right,
};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::house::{Browser, MORNING, PHRASE, Reply, TestHouse};
use super::issuer::{Asked, Issuer, Token};

/// A word about a token, and what is changed about it.
type Forgery = (&'static str, fn(&mut Token));

/// A house whose staff may come in by this provider, and Morag, who came with a passphrase.
async fn with_provider() -> (TestHouse, Browser, Issuer) {
    let issuer = Issuer::new().await;
    let clock = Clock::starting_at(MORNING);
    let vault = Vault::forgetful(Arc::new(Memory::new()), clock).unwrap();
    let house = House::open(vault.clone(), Address::local(8080), Hasher::quick()).await;
    let provider = issuer.provider(None).unwrap();
    let house = house.unwrap().with_provider(Some(provider));
    let (house, morag) = TestHouse::of(house, vault).founded().await;
    (house, morag, issuer)
}

async fn sets_out(browser: &mut Browser, wish: Value) -> Asked {
    let reply = browser.post("/api/staff/provider", &wish).await;
    Asked::read(&reply.read::<ProviderTrip>().to)
}

async fn comes_back(browser: &mut Browser, asked: &Asked, code: &str) -> Reply {
    let answer = json!({ "state": asked.get("state"), "code": code });
    browser.post("/api/staff/provider/answer", &answer).await
}

/// There and back, with the token changed on the way.
async fn travels(
    house: &TestHouse,
    issuer: &Issuer,
    browser: &mut Browser,
    wish: Value,
    subject: &str,
    change: impl FnOnce(&mut Token),
) -> Reply {
    let asked = sets_out(browser, wish).await;
    let mut token = issuer.token(&asked, subject, house.house.clock.now());
    change(&mut token);
    let code = issuer.code(&asked, &token);
    comes_back(browser, &asked, &code).await
}

async fn signs_in(house: &TestHouse, issuer: &Issuer, subject: &str) -> (Browser, Reply) {
    let mut browser = house.browser();
    let wish = json!({ "t": "sign_in" });
    let reply = travels(house, issuer, &mut browser, wish, subject, |_| {}).await;
    (browser, reply)
}

/// Morag, linked as `morag`.
async fn links(house: &TestHouse, issuer: &Issuer, morag: &mut Browser) -> Vec<String> {
    morag.step_up().await;
    let linked = travels(
        house,
        issuer,
        morag,
        json!({ "t": "link" }),
        "morag",
        |_| {},
    )
    .await;
    match linked.read() {
        ProviderOutcome::Linked { codes } => codes,
        other => panic!("{other:?}"),
    }
}

/// The secret of an invitation by Morag.
async fn invitation(morag: &mut Browser) -> String {
    morag.step_up().await;
    let right = Right::Owner {};
    let invited = morag
        .post("/api/staff/invite", &json!({ "right": right }))
        .await;
    let link = invited.json["link"].as_str().unwrap().to_owned();
    link.split_once('#').unwrap().1.to_owned()
}

fn id_of(house: &TestHouse, name: &str) -> StaffId {
    let id = |known: &Organisation| known.by_name(name).unwrap().id;
    house.house.organisation.look(id)
}

#[tokio::test]
async fn sign11_fay_accepts_her_invitation_with_the_provider_and_signs_in_with_it() {
    let (house, mut morag, issuer) = with_provider().await;
    let secret = invitation(&mut morag).await;
    let mut fay = house.browser();
    let look = fay
        .post("/api/invite/look", &json!({ "secret": secret }))
        .await;
    assert_eq!(look.json["provider"], "Example ID");

    let join = |name: &str| json!({ "t": "join", "secret": secret, "name": name });
    let taken = fay.post("/api/staff/provider", &join("morag")).await;
    assert_eq!(
        taken.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "before the trip"
    );
    let joined = travels(&house, &issuer, &mut fay, join("Fay"), "fay", |_| {}).await;
    assert_eq!(joined.read::<ProviderOutcome>(), ProviderOutcome::Joined {});
    let me = fay.get("/api/staff/me").await.json;
    assert_eq!(
        (&me["name"], &me["provider"]),
        (&json!("Fay"), &json!("Example ID"))
    );
    assert_eq!(me["passphrase"], false);
    let (_, again) = signs_in(&house, &issuer, "fay").await;
    assert_eq!(
        again.read::<ProviderOutcome>(),
        ProviderOutcome::SignedIn {}
    );
    let used = house
        .browser()
        .post("/api/staff/provider", &join("Mallory"))
        .await;
    assert_eq!(used.status, StatusCode::NOT_FOUND);
    assert_eq!(morag.trail(Done::SignedIn).await, 1);
}

#[tokio::test]
async fn sign11_morag_links_her_account_after_showing_once_more_who_she_is() {
    let (house, mut morag, issuer) = with_provider().await;
    let link = json!({ "t": "link" });
    let unsure = morag.post("/api/staff/provider", &link).await;
    assert_eq!(unsure.status, StatusCode::FORBIDDEN);
    let stranger = house.browser().post("/api/staff/provider", &link).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);

    let codes = links(&house, &issuer, &mut morag).await;
    assert_eq!(codes.len(), 10, "a passphrase alone is no longer enough");
    let account = morag.account().await;
    assert!(account.linked.is_some_and(|linked| linked.works));
    assert_eq!(morag.trail(Done::ProviderLinked).await, 1);
    let (mut at_home, reply) = signs_in(&house, &issuer, "morag").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(at_home.is_in().await);

    // Signing out everywhere ends what the provider opened, too.
    morag
        .post(
            "/api/staff/account/browsers/sign-out-everywhere",
            &json!({}),
        )
        .await;
    assert!(!at_home.is_in().await && !morag.is_in().await);
}

#[tokio::test]
async fn sign11_an_account_there_that_is_linked_to_somebody_links_to_nobody_else() {
    let (house, mut morag, issuer) = with_provider().await;
    let secret = invitation(&mut morag).await;
    let join = json!({ "t": "join", "secret": secret, "name": "Fay" });
    let mut fay = house.browser();
    travels(&house, &issuer, &mut fay, join, "fay", |_| {}).await;
    morag.step_up().await;
    let link = json!({ "t": "link" });
    let taken = travels(&house, &issuer, &mut morag, link, "fay", |_| {}).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(morag.account().await.linked.is_none());
}

#[tokio::test]
async fn sign11_an_unknown_account_and_a_suspended_one_open_nothing_and_are_answered_alike() {
    let (house, mut morag, issuer) = with_provider().await;
    links(&house, &issuer, &mut morag).await;
    let (_, unknown) = signs_in(&house, &issuer, "mallory").await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.sentence().contains("ask your organiser"));

    let secret = invitation(&mut morag).await;
    let join = json!({ "t": "join", "secret": secret, "name": "Fay" });
    travels(&house, &issuer, &mut house.browser(), join, "fay", |_| {}).await;
    let suspend = json!({ "t": "suspend", "staff": id_of(&house, "Fay") });
    assert_eq!(
        morag.post("/api/staff", &suspend).await.status,
        StatusCode::OK
    );
    let (mut fay, suspended) = signs_in(&house, &issuer, "fay").await;
    assert_eq!(suspended.sentence(), unknown.sentence());
    assert!(!fay.is_in().await);
}

#[tokio::test]
async fn sign6_the_provider_shows_once_more_who_somebody_is_when_it_has_asked_anew() {
    let (house, mut morag, issuer) = with_provider().await;
    links(&house, &issuer, &mut morag).await;
    let (mut at_home, _) = signs_in(&house, &issuer, "morag").await;
    let codes = async |browser: &mut Browser| {
        let made = browser.post("/api/staff/account/codes", &json!({})).await;
        made.status
    };
    let step_up = json!({ "t": "step_up" });
    assert_eq!(codes(&mut at_home).await, StatusCode::FORBIDDEN);
    let tries: [Forgery; 3] = [
        ("morag", |token| token.claims["auth_time"] = Value::Null),
        ("morag", |token| {
            let before = token.claims["auth_time"].as_i64().unwrap() - 61;
            token.claims["auth_time"] = json!(before);
        }),
        ("mallory", |_| {}),
    ];
    for (subject, change) in tries {
        let wish = step_up.clone();
        let refused = travels(&house, &issuer, &mut at_home, wish, subject, change).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(codes(&mut at_home).await, StatusCode::FORBIDDEN);
    }
    assert_eq!(morag.trail(Done::StepUpFailed).await, 3);
    let shown = travels(&house, &issuer, &mut at_home, step_up, "morag", |_| {}).await;
    assert_eq!(
        shown.read::<ProviderOutcome>(),
        ProviderOutcome::SteppedUp {}
    );
    assert_eq!(codes(&mut at_home).await, StatusCode::OK);
}

#[tokio::test]
async fn sign12_fay_chooses_a_passphrase_before_the_provider_goes() {
    let (house, mut morag, issuer) = with_provider().await;
    let secret = invitation(&mut morag).await;
    let mut fay = house.browser();
    let join = json!({ "t": "join", "secret": secret, "name": "Fay" });
    travels(&house, &issuer, &mut fay, join, "fay", |_| {}).await;
    travels(
        &house,
        &issuer,
        &mut fay,
        json!({ "t": "step_up" }),
        "fay",
        |_| {},
    )
    .await;
    let remove = "/api/staff/account/provider/remove";
    let only = fay.post(remove, &json!({})).await;
    assert_eq!(only.status, StatusCode::UNPROCESSABLE_ENTITY);
    let chosen = fay
        .post("/api/staff/account/passphrase", &json!({ "new": PHRASE }))
        .await;
    assert_eq!(chosen.json["codes"].as_array().unwrap().len(), 10);
    assert_eq!(fay.post(remove, &json!({})).await.status, StatusCode::OK);
    assert_eq!(morag.trail(Done::ProviderUnlinked).await, 1);
    let (_, gone) = signs_in(&house, &issuer, "fay").await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    let phrase = json!({ "name": "Fay", "passphrase": PHRASE });
    let entered = house.browser().post("/api/staff/sign-in", &phrase).await;
    assert_eq!(entered.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_finds_the_passphrase_of_an_account_that_has_none() {
    let (house, mut morag, issuer) = with_provider().await;
    let secret = invitation(&mut morag).await;
    let join = json!({ "t": "join", "secret": secret, "name": "Fay" });
    travels(&house, &issuer, &mut house.browser(), join, "fay", |_| {}).await;
    for phrase in ["", PHRASE] {
        let phrase = json!({ "name": "Fay", "passphrase": phrase });
        let mut mallory = house.browser();
        let refused = mallory.post("/api/staff/sign-in", &phrase).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!mallory.is_in().await);
    }
}
