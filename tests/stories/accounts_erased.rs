//! Accounts of staff that are erased (STAFF7): nothing of them opens, says or names anything any more.

use std::path::Path;
use std::sync::Arc;

use alongside::{
    address::Address, house::House, hub::Hub, keys::Erased, sign_in::passphrase::Hasher,
    vault::Vault,
};
use alongside_domain::organisation::{self, Event};
use alongside_protocol::{
    audit::{AuditFound, Done},
    command::{Command, DayCommand},
    ids::{InvitationId, StaffId},
    staff::{Right, StaffView},
};
use serde_json::json;
use tempfile::TempDir;

use super::erasure::found::{back_up, keys_of, of_house, on_disk, stands_in_a_file};
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

/// The invitation of this label, as the keys open it.
async fn invited(vault: &Vault) -> InvitationId {
    let events = of_house(vault).await;
    let labelled = events.iter().find_map(|event| match event {
        Event::Invited {
            invitation, label, ..
        } if label.text() == LABEL => Some(*invitation),
        _ => None,
    });
    labelled.expect("an invitation of that label")
}

/// How often these words stand in what the keys open of the house.
async fn times(vault: &Vault, words: &str) -> usize {
    let opened = serde_json::to_string(&of_house(vault).await).unwrap();
    opened.matches(words).count()
}

/// Nothing of Nia can be opened; of Morag everything.
async fn is_locked(vault: &Vault) {
    assert_eq!(times(vault, "canary").await, 0);
    assert_eq!(times(vault, "$argon2id").await, 1);
    assert_eq!(times(vault, "\"Morag\"").await, 1);
}

/// STAFF7, KEEP3.
#[tokio::test]
async fn what_was_kept_of_an_account_is_nowhere_once_it_is_erased_and_comes_back_from_no_copy() {
    let folder = tempfile::tempdir().unwrap();
    let vault = on_disk(folder.path());
    let mut world = World::in_vault(vault.clone(), &CAST).await;
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
    let invitation = invited(&vault).await;
    for (words, stands) in [(NIA, 1), (LABEL, 1), ("$argon2id", 2)] {
        assert_eq!(times(&vault, words).await, stands, "{words}");
    }
    let before = back_up(folder.path());
    for whose in [nia.0, invitation.0] {
        assert!(keys_of(whose, before.path()) > 0);
    }
    asks(&mut world, json!({ "t": "suspend", "staff": nia })).await;
    assert_eq!(erases(&mut world, nia).await, 200);
    is_gone(&mut world).await;
    is_locked(&vault).await;
    for whose in [nia.0, invitation.0] {
        assert_eq!(keys_of(whose, folder.path()), 0);
    }

    let keys = world.keys();
    drop(world);
    let vault = on_disk(with_todays_ledger(&before, folder.path()));
    let mut world = World::again_in(vault.clone(), keys).await;
    world.organiser.sign_in().await;
    is_gone(&mut world).await;
    is_locked(&vault).await;
    for whose in [nia.0, invitation.0] {
        assert_eq!(keys_of(whose, before.path()), 0);
    }
    let asha = world.arrives("Asha").await;
    assert!(asha.look().has_received("a word of Asha"));
}

/// Database and keys are of earlier; the ledger is of today.
fn with_todays_ledger<'a>(before: &'a TempDir, today: &Path) -> &'a Path {
    let ledger = "erasures.jsonl";
    std::fs::copy(today.join(ledger), before.path().join(ledger)).unwrap();
    before.path()
}

/// What was durable when the power went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kept {
    LetGo,
    Ledger,
    Invitation,
    Forgotten,
}

/// The house without anybody at its doors.
async fn behind_closed_doors(vault: &Vault) -> (Arc<House>, Arc<Hub>) {
    let address = Address::local(1);
    let house = House::open(vault.clone(), address, Hasher::quick()).await;
    let house = Arc::new(house.unwrap());
    let hub = Hub::new(vault.clone(), Arc::new(Arc::clone(&house)));
    (house, hub)
}

async fn is_erased_until(last: Kept, vault: &Vault, by: StaffId, staff: StaffId) {
    let invitation = invited(vault).await;
    let (house, _) = behind_closed_doors(vault).await;
    let now = vault.clock.now();
    let let_go = organisation::Command::LetGo { by, staff };
    house.organise(let_go).await.unwrap();
    if last >= Kept::Ledger {
        let erased = Erased::Staff { staff };
        vault.keys.erase(erased, now).await.unwrap();
    }
    if last >= Kept::Invitation {
        let erased = Erased::Invitation { invitation };
        vault.keys.erase(erased, now).await.unwrap();
    }
    if last >= Kept::Forgotten {
        let forget = organisation::Command::ForgetStaff { staff };
        house.organise(forget).await.unwrap();
    }
}

/// STAFF7, KEEP3.
#[tokio::test]
async fn an_erasure_of_an_account_that_the_power_cut_off_is_finished_by_the_next_start() {
    for last in [Kept::LetGo, Kept::Ledger, Kept::Invitation, Kept::Forgotten] {
        let folder = tempfile::tempdir().unwrap();
        let vault = on_disk(folder.path());
        let mut world = World::in_vault(vault.clone(), &CAST).await;
        let programme = world.programme;
        let right = Right::Facilitator { programme };
        world.comes_by_labelled_invitation(NIA, right, LABEL).await;
        let (nia, morag) = (world.account(NIA).await, world.account("Morag").await);
        asks(&mut world, json!({ "t": "suspend", "staff": nia })).await;
        let keys = world.keys();
        drop(world);
        is_erased_until(last, &vault, morag, nia).await;

        let mut world = World::again_in(vault.clone(), keys).await;
        world.organiser.sign_in().await;
        world.organiser.step_up().await;
        if last == Kept::LetGo {
            // Nothing is gone yet, and nothing brings it back to life; asked again, it goes.
            let restore = json!({ "t": "restore", "staff": nia });
            let restored = world.organiser.post("/api/staff", &restore).await;
            assert_eq!(restored.status, 409, "{}", restored.json);
            assert_eq!(erases(&mut world, nia).await, 200);
        }
        assert_eq!(house(&mut world).await.people.len(), 1, "{last:?}");
        is_locked(&vault).await;
    }
}

/// STAFF2, STAFF7.
#[tokio::test]
async fn when_an_older_copy_knows_no_owner_but_one_who_was_erased_a_start_has_an_owners_link_again()
{
    let folder = tempfile::tempdir().unwrap();
    let mut world = World::in_vault(on_disk(folder.path()), &CAST).await;
    let programme = world.programme;
    let right = Right::Facilitator { programme };
    world.comes_by_invitation(NIA, right).await;
    let (nia, morag) = (world.account(NIA).await, world.account("Morag").await);
    let before = back_up(folder.path());
    let owner = json!({ "t": "grant", "staff": nia, "right": Right::Owner {} });
    asks(&mut world, owner).await;
    let mut nias = world.browser(NIA);
    nias.step_up().await;
    let suspend = json!({ "t": "suspend", "staff": morag });
    assert_eq!(nias.post("/api/staff", &suspend).await.status, 200);
    let erase = json!({ "staff": morag });
    assert_eq!(nias.post("/api/staff/erase", &erase).await.status, 200);
    drop(world);

    let vault = on_disk(with_todays_ledger(&before, folder.path()));
    let (house, hub) = behind_closed_doors(&vault).await;
    house.erase_again(hub.as_ref()).await.unwrap();
    let left: Vec<StaffId> = house.organisation.look(|known| {
        let staff = known.staff().iter();
        staff.map(|account| account.id).collect()
    });
    assert_eq!(left, [nia]);
    assert!(house.owner_link().is_some());
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
