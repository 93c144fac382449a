//! What is written on pages, outside a live session: who finds it on theirs, and as what it is kept, against the table
//! that promises it (READ1). What is written in sessions is tried beside the core, in `laws/writings`.

use std::collections::BTreeSet;
use std::sync::Arc;

use alongside::{
    clock::Clock,
    log::{Memory, Stream},
    vault::Vault,
};
use alongside_domain::{
    aggregate::Aggregate,
    programme::{Event, Programme},
    sealing::Seam,
};
use alongside_protocol::{
    command::{Command, PlanKind, PlanRequest, RoomCommand},
    people::Role,
    privacy::Class,
    programme::{NewPerson, ProgrammeCommand},
    safeguarding::ConcernRow,
    staff::Right,
    words::Words,
    writing::{Reader, Writing},
};
use serde_json::json;

use super::staff::{passed_on, records};
use crate::world::{CAST, MORNING, World, browser::Browser};

/// Stands in no other word.
const WRITTEN: &str = "quince";

/// Asha's own pages show her what is hers; whoever wrote something is not named in the table.
const WITNESSES: [(&str, &[Reader]); 7] = [
    ("Fola", &[Reader::Everybody, Reader::Facilitators]),
    ("Grace", &[Reader::Everybody, Reader::Facilitators]),
    ("Sam", &[Reader::Everybody, Reader::Support]),
    ("Ben", &[Reader::Everybody]),
    ("Gwen", &[Reader::Everybody]),
    ("Lena", &[Reader::SafeguardingLead]),
    ("Morag", &[Reader::Organisers]),
];

struct Case {
    world: World,
    vault: Vault,
    /// Whatever there is to be asked for.
    pages: Vec<String>,
}

/// Lena leads, a flag of Asha's has been passed on, and there is a plan of rooms.
async fn case() -> Case {
    let vault = Vault::forgetful(Arc::new(Memory::new()), Clock::starting_at(MORNING)).unwrap();
    let mut world = World::in_vault(vault.clone(), &CAST).await;
    let (programme, session) = (world.programme, world.session);
    let lead = Right::SafeguardingLead { programme };
    world.comes_by_invitation("Lena", lead).await;
    let [mut fola, mut asha, _ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    passed_on(&mut fola, &mut asha).await;
    let request = PlanRequest {
        kind: PlanKind::Buddies,
        size: 2,
        rooms: None,
        saved: None,
        without: Vec::new(),
        prompt: "talk".into(),
        minutes: 20,
    };
    fola.does(Command::Rooms(RoomCommand::Plan { request }))
        .await;
    let record: &ConcernRow = &records(&world, "Lena").await[0];
    let (of_house, asha) = (format!("/api/programmes/{programme}"), world.id("Asha"));
    let of_session = format!("/api/session/{session}");
    let mut pages: Vec<String> = [
        "/api/programmes",
        "/api/staff",
        "/api/staff/me",
        "/api/staff/live",
    ]
    .map(str::to_owned)
    .into();
    pages.push("/api/door/home".to_owned());
    for page in ["", "/retention", "/staff", "/safeguarding", "/rounds"] {
        pages.push(format!("{of_house}{page}"));
    }
    pages.push(format!("{of_house}/safeguarding/{}", record.id));
    for of in [&of_house, &of_session] {
        pages.push(format!("{of}/pairing/{asha}"));
    }
    for page in ["/zoom", "/zoom.csv", "/met", "/rounds"] {
        pages.push(format!("{of_session}{page}"));
    }
    Case {
        world,
        vault,
        pages,
    }
}

impl Case {
    /// Everybody asks for everything, and for what is told in answer to a post as well.
    async fn readers(&mut self) -> BTreeSet<&'static str> {
        let mut readers = BTreeSet::new();
        for (name, _) in WITNESSES {
            let mut browser = self.browser(name);
            let mut told = Vec::new();
            for page in &self.pages {
                told.push(browser.get(page).await.text);
            }
            told.push(browser.post("/api/audit", &json!({})).await.text);
            let own = json!({ "form": "json" });
            told.push(browser.post("/api/door/my-data", &own).await.text);
            if told.iter().any(|text| text.contains(WRITTEN)) {
                readers.insert(name);
            }
        }
        readers
    }

    fn browser(&self, name: &str) -> Browser {
        match name {
            "Morag" => self.world.organiser.clone(),
            name => self.world.browser(name),
        }
    }

    /// In which classes the word is sealed in the programme; it stands open nowhere.
    async fn classes(&self) -> BTreeSet<&'static str> {
        let programme = self.world.programme.0;
        let stream = Stream::programme(programme);
        for record in self.vault.log.read(stream, 1).await.unwrap() {
            assert!(!String::from_utf8(record.body).unwrap().contains(WRITTEN));
        }
        let mut classes = BTreeSet::new();
        for record in self
            .vault
            .read::<Event>(stream, programme, 1)
            .await
            .unwrap()
        {
            record.whole(|_, event, seam| {
                Programme::private(event, seam);
                let mut taken = Seam::take();
                Programme::private(&mut event.clone(), &mut taken);
                let pieces = taken.pieces().into_iter();
                let found = pieces.filter(|piece| piece.value.0.to_string().contains(WRITTEN));
                classes.extend(found.map(|piece| piece.class.code()));
            });
        }
        classes
    }

    async fn writes(&mut self, writing: Writing) {
        let programme = self.world.programme;
        match writing {
            Writing::PersonEmail => {
                let person = self.world.id("Asha");
                let to = NewPerson {
                    name: "Asha".into(),
                    email: Words::new(format!("{WRITTEN}@place.example")),
                    role: Role::Trainee,
                    pronouns: Words::default(),
                    needs: Words::default(),
                };
                let change = ProgrammeCommand::ChangePerson { person, to };
                self.world.organise(change).await;
            }
            Writing::Pairing => {
                let path = format!("/api/session/{}/pairing", self.world.session);
                let words = json!({ "words": WRITTEN });
                let said = self.browser("Asha").post(&path, &words).await;
                assert_eq!(said.status, 200, "{}", said.json);
            }
            Writing::RetentionReason => {
                let retain = ProgrammeCommand::Retain {
                    class: Class::MainChat,
                    days: 40,
                    reason: WRITTEN.into(),
                };
                self.world.organise(retain).await;
            }
            Writing::SafeguardingRecord => {
                let record = &records(&self.world, "Lena").await[0];
                let path = format!("/api/programmes/{programme}/safeguarding/{}", record.id);
                let act = json!({ "act": "added", "reason": WRITTEN, "words": WRITTEN });
                let acted = self.browser("Lena").post(&path, &act).await;
                assert_eq!(acted.status, 200, "{}", acted.json);
            }
            other => panic!("{other:?} is written in sessions"),
        }
    }
}

/// Those whom the table names.
fn named(writing: Writing) -> BTreeSet<&'static str> {
    let now = writing.reads().now;
    let reads = |(_, is): &&(&str, &[Reader])| now.iter().any(|reader| is.contains(reader));
    let named = WITNESSES.iter().filter(reads);
    named.map(|(name, _)| *name).collect()
}

#[tokio::test]
async fn read1_what_is_written_on_pages_is_found_by_those_whom_the_table_names_and_by_nobody_else()
{
    for writing in [
        Writing::PersonEmail,
        Writing::Pairing,
        Writing::RetentionReason,
        Writing::SafeguardingRecord,
    ] {
        let mut case = case().await;
        assert!(case.readers().await.is_empty(), "before it is written");
        case.writes(writing).await;
        assert_eq!(case.readers().await, named(writing), "{writing:?}");
        let class = writing.reads().class.code();
        assert_eq!(case.classes().await, [class].into(), "{writing:?}");
    }
}
