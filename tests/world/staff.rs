//! Staff of a world: they come by invitation, as others come by their links.

use alongside_protocol::{
    ids::{PersonId, StaffId},
    programme::ProgrammeView,
    staff::{Invited, Right, StaffView},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    World,
    browser::{Browser, PHRASE},
    secret,
};

impl World {
    /// Morag invites somebody, who accepts with a new account; from then on they have a browser like everybody else.
    pub async fn comes_by_invitation(&mut self, name: &str, right: Right) {
        self.comes_by_labelled_invitation(name, right, "").await;
    }

    /// The same; the invitation says for whom it is.
    pub async fn comes_by_labelled_invitation(&mut self, name: &str, right: Right, label: &str) {
        let invite = json!({ "right": right, "label": label });
        self.organiser.step_up().await;
        let invited: Invited = self
            .organiser
            .post("/api/staff/invite", &invite)
            .await
            .read();
        let mut browser = Browser::new(&self.address);
        let account = json!({ "t": "new", "name": name, "passphrase": PHRASE });
        let accept = json!({ "secret": secret(&invited.link)["secret"], "account": account });
        let accepted = browser.post("/api/invite/accept", &accept).await;
        assert_eq!(accepted.status, 200, "{}", accepted.json);
        let path = format!("/api/programmes/{}", self.programme);
        let view: ProgrammeView = self.organiser.get(&path).await.read();
        let seat = view.people.iter().find(|one| one.name.text() == name);
        let id = seat.map_or(PersonId(Uuid::nil()), |seat| seat.id);
        self.people.insert(name.to_owned(), (id, browser));
    }

    /// The id of an account.
    pub async fn account(&mut self, name: &str) -> StaffId {
        let view: StaffView = self.organiser.get("/api/staff").await.read();
        let named = view.people.iter().find(|one| one.name.text() == name);
        named.expect("an account of that name").id
    }
}
