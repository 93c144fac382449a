//! What organisers and the safeguarding lead write, what a rehearsal brings, and how people and sessions are taken along
//! and erased.

use alongside_protocol::{
    door::Ticket,
    entry::{AgendaItem, Entry},
    ids::AgendaItemId,
    organisation::Rehearsal,
    people::Role,
    programme::{NewPerson, ProgrammeCommand, RoomLink, SessionPlan},
    safeguarding::ConcernRow,
    staff::Right,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Planted;
use crate::cast::{self, PATIENCE, Person};
use crate::world::{CAST, World, browser::Browser, secret};

pub async fn is_set_up(world: &mut World, planted: &mut Planted) {
    for (name, _) in CAST {
        // Three letters may stand in any word; a name that long is another name.
        if name.len() > 3 {
            planted.also("a name", name);
        }
    }
    for known in [
        "Morag",
        "Peer supporters",
        "Listening well",
        "Practice in pairs",
    ] {
        planted.also("what the house is set up with", known);
    }
    people(world, planted).await;
    settings(world, planted).await;
    refused(world, planted).await;
    let programme = world.programme;
    let lead = Right::SafeguardingLead { programme };
    world.comes_by_invitation("Leontine", lead).await;
    planted.also("the safeguarding lead", "Leontine");
}

async fn people(world: &mut World, planted: &mut Planted) {
    let person = NewPerson {
        name: planted.words("programme NewPerson name"),
        email: format!("{}@post.example", planted.text("programme NewPerson email"))
            .as_str()
            .into(),
        role: Role::Trainee,
        pronouns: planted.words("programme NewPerson pronouns"),
        needs: planted.words("programme NewPerson needs"),
    };
    let people = vec![person];
    let view = world.organise(ProgrammeCommand::AddPeople { people }).await;
    let added = view.people.last().unwrap().id;
    let companion = json!({
        "t": "add_companion",
        "role": "interpreter",
        "name": planted.text("programme AddCompanion name"),
        "with": [added],
    });
    organises(world, &companion).await;
    let roster = format!(
        "Name,Email\n{},x\n",
        planted.text("programme RosterText text")
    );
    let path = format!("/api/programmes/{}/roster", world.programme);
    let roster = json!({ "text": roster });
    assert_eq!(world.organiser.post(&path, &roster).await.status, 200);
}

async fn settings(world: &mut World, planted: &mut Planted) {
    let links = vec![RoomLink {
        room: planted.words("programme RoomLink room"),
        url: address(planted, "programme RoomLink url"),
    }];
    world
        .organise(ProgrammeCommand::SetRoomLinks { links })
        .await;
    let plan = SessionPlan {
        title: planted.words("programme SessionPlan title"),
        starts_at: alongside_protocol::ids::At(1_900_000_000_000),
        lead_minutes: 15,
        call_link: Some(address(planted, "programme SessionPlan call_link")),
        agenda: vec![AgendaItem {
            id: AgendaItemId(Uuid::new_v4()),
            title: planted.words("entry/day AgendaItem title"),
            minutes: 20,
            note: planted.words("entry/day AgendaItem note"),
        }],
    };
    world.organise(ProgrammeCommand::Schedule { plan }).await;
    let retain = json!({
        "t": "retain",
        "class": "main_chat",
        "days": 60,
        "reason": planted.text("programme Retain reason"),
    });
    let contact = |planted: &mut Planted, place: &str| {
        json!({
            "name": planted.text(place),
            "phone": planted.text("safety Contact phone"),
            "hours": planted.text("safety Contact hours"),
        })
    };
    let safety = json!({
        "contacts": [contact(planted, "safety Contact name")],
        "safeguarding": contact(planted, "whom facilitators call"),
        "exitTo": address(planted, "safety Safety exit_to"),
    });
    let safety = json!({ "t": "set_safety", "safety": safety });
    let rename = json!({
        "t": "rename",
        "name": planted.text("programme Rename name"),
        "timeZone": "Europe/London",
    });
    for command in [retain, safety, rename] {
        organises(world, &command).await;
    }
}

/// What is not taken, each with words of its own.
async fn refused(world: &mut World, planted: &mut Planted) {
    let path = format!("/api/programmes/{}", world.programme);
    let rename = json!({
        "t": "rename",
        "name": planted.text("a name that is not taken"),
        "timeZone": planted.text("programme Rename time_zone"),
    });
    // As it is shown; no command takes it in this form.
    let companion = json!({
        "id": Uuid::new_v4(),
        "role": "interpreter",
        "name": planted.text("programme Companion name"),
        "with": [],
    });
    let keep = json!({ "t": "keep_rounds", "sessions": [companion] });
    for body in [&rename, &keep] {
        assert_ne!(world.organiser.post(&path, body).await.status, 200);
    }
    let new = json!({
        "name": planted.text("organisation NewProgramme name"),
        "timeZone": planted.text("organisation NewProgramme time_zone"),
    });
    assert_ne!(
        world.organiser.post("/api/programmes", &new).await.status,
        200
    );
    let mut trainee = world.browser("Asha");
    let rename = json!({ "t": "rename", "name": planted.text("asked by a trainee"), "timeZone": "Europe/London" });
    assert_eq!(trainee.post(&path, &rename).await.status, 404);
    let search = json!({ "name": planted.text("audit AuditSearch name") });
    assert_eq!(
        world.organiser.post("/api/audit", &search).await.status,
        200
    );
}

async fn organises(world: &mut World, command: &Value) {
    let path = format!("/api/programmes/{}", world.programme);
    let reply = world.organiser.post(&path, command).await;
    assert_eq!(reply.status, 200, "{command}: {}", reply.json);
}

fn address(planted: &mut Planted, place: &str) -> String {
    format!("https://call.example/{}", planted.text(place))
}

/// The lead reads what was passed on and adds to it.
pub async fn records(world: &mut World, planted: &mut Planted) {
    let mut lead = world.browser("Leontine");
    let path = format!("/api/programmes/{}/safeguarding", world.programme);
    let asking = async {
        loop {
            let rows: Vec<ConcernRow> = lead.get(&path).await.read();
            if let Some(row) = rows.first() {
                return row.id;
            }
            tokio::task::yield_now().await;
        }
    };
    let concern = tokio::time::timeout(PATIENCE, asking)
        .await
        .expect("a record");
    let path = format!("{path}/{concern}");
    let added = json!({
        "act": "added",
        "reason": planted.text("safeguarding ConcernCommand reason"),
        "words": planted.text("safeguarding ConcernCommand words"),
    });
    assert_eq!(lead.post(&path, &added).await.status, 200);
    lead.step_up().await;
    let export = json!({ "form": "page" });
    let taken = lead.post(&format!("{path}/export"), &export).await;
    assert!(
        taken
            .text
            .contains(planted.word("safeguarding ConcernCommand words"))
    );
}

/// Simulated trainees come in from inside; what they say is nobody's, and a log would not know that.
pub async fn rehearses(world: &mut World, planted: &mut Planted) {
    let begun: Rehearsal = world
        .organiser
        .post("/api/rehearsal", &json!({}))
        .await
        .read();
    let mut browser = Browser::new(&world.address);
    let key = secret(&begun.link);
    planted.also("a link to a rehearsal", key["secret"].as_str().unwrap());
    assert_eq!(browser.post("/api/door/enter", &key).await.status, 200);
    let path = format!("/api/session/{}/ticket", begun.session);
    let ticket: Ticket = browser.post(&path, &json!({})).await.read();
    planted.also("a ticket to a rehearsal", &ticket.ticket);
    let (live, origin) = world.live();
    let socket = cast::socket_of(&live, &origin, &browser.cookies()).await;
    let guide = Person::hello("the guide", socket.unwrap(), ticket.ticket, None).await;
    let said = |entry: &Entry| match entry {
        Entry::Message(message) if message.words.text().len() > 12 => Some(message.words.clone()),
        _ => None,
    };
    let told = super::found(&guide, "something said", |mirror| {
        super::entry(mirror, said)
    })
    .await;
    planted.also("said in a rehearsal", told.text());
}

/// Everything is taken along, and then somebody and the whole day are erased.
pub async fn goes_away(world: &mut World, planted: &Planted) {
    let path = format!("/api/programmes/{}", world.programme);
    let one = json!({ "t": "person", "person": world.id("Ben") });
    world.organiser.step_up().await;
    for (what, form) in [
        (json!({ "t": "programme" }), "json"),
        (json!({ "t": "programme" }), "table"),
        (one.clone(), "page"),
    ] {
        let export = json!({ "what": what, "form": form });
        let taken = world
            .organiser
            .post(&format!("{path}/export"), &export)
            .await;
        assert_eq!(taken.status, 200, "{}", taken.json);
    }
    let own = json!({ "form": "json" });
    let own = world.browser("Asha").post("/api/door/my-data", &own).await;
    assert!(own.text.contains(planted.word("command/chat Edit words")));
    let session = json!({ "t": "session", "session": world.session });
    for what in [one, session] {
        let erase = json!({ "what": what });
        let erased = world.organiser.post(&format!("{path}/erase"), &erase).await;
        assert_eq!(erased.status, 200, "{}", erased.json);
    }
}
