//! Addresses of what is taken along, asked for by people it is not for: to them there is no such place, and whoever is
//! known leaves a line in the trail.

use alongside_protocol::audit::{AuditFound, Done};
use serde_json::json;

use super::FEW;
use crate::world::{World, browser::Browser};

#[tokio::test]
async fn keep5_whoever_asks_for_an_export_that_is_not_theirs_finds_no_place_and_leaves_a_line() {
    let mut world = World::of_the_program(&FEW).await;
    world.knocks("Gus").await;
    let (programme, session) = (world.programme, world.session);
    let of_programme = |path: &str| format!("/api/programmes/{programme}/{path}");
    let body = json!({ "what": { "t": "programme" }, "form": "json" });
    let taken = [of_programme("export"), "/api/audit/table".to_owned()];
    let shown = [
        of_programme("zoom"),
        of_programme("zoom.csv"),
        of_programme("safeguarding"),
        format!("/api/session/{session}/zoom"),
    ];
    let mut stranger = Browser::new(&world.address);
    let no = stranger.get("/api/nowhere").await;
    for (name, mut browser) in [
        ("Asha", world.browser("Asha")),
        ("Fola", world.browser("Fola")),
        ("Gus", world.browser("Gus")),
        ("a stranger", stranger),
    ] {
        for path in &taken {
            let reply = browser.post(path, &body).await;
            assert_eq!(
                (reply.status, &reply.json),
                (404, &no.json),
                "{name}: {path}"
            );
        }
        for path in &shown {
            if name == "Fola" && path.contains("/session/") {
                continue;
            }
            let reply = browser.get(path).await;
            assert_eq!(
                (reply.status, &reply.json),
                (404, &no.json),
                "{name}: {path}"
            );
        }
    }
    let denied = json!({ "done": Done::ExportDenied });
    let found: AuditFound = world.organiser.post("/api/audit", &denied).await.read();
    for name in ["Asha", "Fola"] {
        let theirs = found.rows.iter().filter(|row| row.by.text() == name);
        assert_ne!(theirs.count(), 0, "{name} in {found:?}");
    }
}
