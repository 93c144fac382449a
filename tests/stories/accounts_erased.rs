//! Accounts of staff that are erased (STAFF7): nothing of them opens, says or names anything any more.

use alongside_protocol::{
    audit::{AuditFound, Done},
    command::{Command, DayCommand},
    ids::StaffId,
    staff::{Right, StaffView},
};
use serde_json::json;

use super::erasure::found::{back_up, on_disk, stands_in_a_file};
use super::resume::post;
use crate::world::{CAST, World, browser::PHRASE};

/// Nobody else is called so.
const NIA: &str = "canary-nia";
const LABEL: &str = "canary-label";

async fn erases(world: &mut World, staff: StaffId) -> u16 {
    let erase = json!({ "staff": staff });
    world
        .organiser
        .post("/api/staff/erase", &erase)
        .await
        .status
}

async fn asks(world: &mut World, command: serde_json::Value) {
    let asked = world.organiser.post("/api/staff", &command).await;
    assert_eq!(asked.status, 200, "{}", asked.json);
}

/// Who is on the page of the house, and what is open there.
async fn house(world: &mut World) -> StaffView {
    world.organiser.get("/api/staff").await.read()
}

/// STAFF7, STAFF2.
#[tokio::test]
async fn an_account_is_erased_once_it_opens_nothing_and_never_the_last_owners() {
    let mut world = World::new().await;
    let programme = world.programme;
    let right = Right::Facilitator { programme };
    world.comes_by_invitation(NIA, right).await;
    let nia = world.account(NIA).await;
    assert_eq!(erases(&mut world, nia).await, 409, "it has a role");
    let morag = house(&mut world).await.people[0].id;
    assert_eq!(erases(&mut world, morag).await, 409, "the last owner's");
    let nobody = StaffId(uuid::Uuid::nil());
    assert_eq!(erases(&mut world, nobody).await, 404);
    asks(
        &mut world,
        json!({ "t": "take", "staff": nia, "right": right }),
    )
    .await;
    assert_eq!(world.browser(NIA).get("/api/staff/me").await.status, 200);
    world.later(301);
    assert_eq!(erases(&mut world, nia).await, 403, "who asks (SIGN6)?");
    world.organiser.step_up().await;
    assert_eq!(erases(&mut world, nia).await, 200);
    assert_eq!(world.browser(NIA).get("/api/staff/me").await.status, 404);
    assert_eq!(house(&mut world).await.people.len(), 1);
}

/// STAFF7, KEEP3.
#[tokio::test]
async fn what_was_kept_of_an_account_is_nowhere_once_it_is_erased_and_comes_back_from_no_copy() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = World::in_vault(on_disk(folder.path()), &CAST).await;
    let programme = world.programme;
    let right = Right::Facilitator { programme };
    world.comes_by_labelled_invitation(NIA, right, LABEL).await;
    let nia = world.account(NIA).await;
    let [mut nias, mut asha] = world.all_arrive([NIA, "Asha"]).await;
    nias.does(Command::Day(DayCommand::Start {})).await;
    asha.does(post("a word of Asha")).await;
    drop((nias, asha));
    for open in ["canary", "$argon2id"] {
        assert!(!stands_in_a_file(folder.path(), open.as_bytes()), "{open}");
    }
    let before = back_up(folder.path());
    asks(&mut world, json!({ "t": "suspend", "staff": nia })).await;
    assert_eq!(erases(&mut world, nia).await, 200);
    is_gone(&mut world).await;

    let keys = world.keys();
    drop(world);
    let ledger = "erasures.jsonl";
    std::fs::copy(folder.path().join(ledger), before.path().join(ledger)).unwrap();
    let mut world = World::again_in(on_disk(before.path()), keys).await;
    world.organiser.sign_in().await;
    is_gone(&mut world).await;
    let asha = world.arrives("Asha").await;
    assert!(asha.look().has_received("a word of Asha"));
}

/// Nobody is called so on the page of the house and in the trail, and nothing opens with it.
async fn is_gone(world: &mut World) {
    let view = world.organiser.get("/api/staff").await.text;
    assert!(!view.contains("canary"), "{view}");
    let search = json!({ "done": Done::InvitationAccepted });
    let found: AuditFound = world.organiser.post("/api/audit", &search).await.read();
    let row = &found.rows[0];
    let called = [row.by.text(), row.person.text()];
    assert!(called.contains(&"an account that was erased"), "{called:?}");
    let sign_in = json!({ "name": NIA, "passphrase": PHRASE });
    let mut browser = world.browser(NIA);
    assert_eq!(browser.get("/api/staff/me").await.status, 404);
    let refused = browser.post("/api/staff/sign-in", &sign_in).await;
    assert_ne!(refused.status, 200);
    assert_eq!(world.asks_for_a_ticket(NIA).await.status, 404);
}
