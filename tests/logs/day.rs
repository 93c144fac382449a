//! A day on which everybody fills in everything, each field with a word of its own, and what staff ask for is asked for
//! by a trainee first, who is refused.

mod house;
mod rooms;
mod secrets;
mod strangers;
mod talk;

use alongside_protocol::{
    command::{Command, DayCommand, FeedbackCommand, FeedbackForm, FeedbackText, PeopleCommand},
    entry::Entry,
    ids::PersonId,
    people::TakingPart,
    writing::Writing,
};
use serde_json::json;

use super::fields;
use super::planted::Planted;
use crate::cast::{Mirror, Person};
use crate::world::{World, browser::Browser};

pub use house::goes_away;
pub use talk::post;

/// Those who act: a facilitator, the assistant, and trainees, of whom Asha and Ben are buddies.
pub struct Here {
    pub fola: Person,
    sam: Person,
    pub asha: Person,
    ben: Person,
    chi: Person,
}

impl Here {
    /// Asha may not, and Fola does.
    async fn staff_do(&mut self, command: Command) {
        self.asha.is_refused(command.clone()).await;
        self.fola.does(command).await;
    }
}

/// Lets the day go by, and says what was planted where. Nothing in which somebody can write is left out.
pub async fn goes_by(world: &mut World) -> (Planted, Here) {
    let mut planted = Planted::default();
    house::is_set_up(world, &mut planted).await;
    secrets::are_handed_out(world, &mut planted).await;
    let mut here = arrival(world, &mut planted).await;
    strangers::come(world, &mut here, &mut planted).await;
    talk::in_the_chat(&mut here, &mut planted).await;
    talk::flags(&mut here, &mut planted).await;
    house::records(world, &mut planted).await;
    talk::rounds(&mut here, &mut planted).await;
    rooms::open_and_close(world, &mut here, &mut planted).await;
    house::rehearses(world, &mut planted).await;
    feedback(&mut here, &mut planted).await;
    the_end(world, &mut here, &mut planted).await;
    let places: Vec<&str> = planted.places().collect();
    for field in fields::all() {
        assert!(places.contains(&field.as_str()), "nobody fills in {field}");
    }
    for writing in Writing::ALL {
        let place = place_of(*writing);
        assert!(
            places.contains(&place),
            "{writing:?}: nobody writes in {place}"
        );
    }
    (planted, here)
}

/// Where each writing of the table was planted; a new one does not compile without its place.
fn place_of(writing: Writing) -> &'static str {
    match writing {
        Writing::MainChat => "command/chat Post words",
        Writing::RoomChat | Writing::ConfidentialRoomChat => "said in a room",
        Writing::VisitedRoomChat => "said in a room that is visited",
        Writing::WatchedRoomChat => "said in a room that is watched",
        Writing::Thread => "said to facilitators",
        Writing::TechThread => "said to the assistant",
        Writing::StaffChat => "said among staff",
        Writing::SharedAnswer => "an answer to all",
        Writing::PrivateAnswer => "command/rounds Answer words",
        Writing::HowITakePart => "people TakingPart words",
        Writing::HowITakePartPrivately => "taking part, for facilitators",
        Writing::ReadOut => "command/people RaiseHand words",
        Writing::ShareBack | Writing::ConfidentialShareBack => "command/rooms ShareBack words",
        Writing::HelpCall => "command/rooms CallHelp words",
        Writing::CareFlag => "command/flags Raise words",
        Writing::TechnicalFlag => "a technical flag",
        Writing::Pairing => "programme AskPairing words",
        Writing::KnockName => "door Knock name",
        Writing::CareNote => "command/flags Note words",
        Writing::TechnicalNote => "a technical note",
        Writing::PassedOnNote => "command/flags PassOn words",
        Writing::Feedback => "command/feedback FeedbackForm texts",
        Writing::FollowUp => "command/people FollowedUp words",
        Writing::HideReason => "command/chat Hide reason",
        Writing::Broadcast => "told to all rooms",
        Writing::BroadcastToRooms => "command/rooms Tell words",
        Writing::RoundPrompt => "command/rounds RoundRequest prompt",
        Writing::PlanPrompt => "command/rooms PlanRequest prompt",
        Writing::RoomPrompt => "command/rooms SetPrompt words",
        Writing::RoomName => "command/rooms PlannedRoom name",
        Writing::SavedPlanName => "command/rooms SavePlan name",
        Writing::CallLink => "command/day SetCallLink url",
        Writing::RoomCallLink => "command/rooms SetCallLink url",
        Writing::PersonName => "programme NewPerson name",
        Writing::PersonEmail => "programme NewPerson email",
        Writing::PersonNeeds => "programme NewPerson needs",
        Writing::CompanionName => "programme AddCompanion name",
        Writing::ProgrammeName => "organisation NewProgramme name",
        Writing::SessionPlan => "programme SessionPlan title",
        Writing::RoomLinks => "programme RoomLink url",
        Writing::RetentionReason => "programme Retain reason",
        Writing::Contacts => "safety Contact name",
        Writing::SafeguardingContact => "whom facilitators call",
        Writing::ExitAddress => "safety Safety exit_to",
        Writing::SafeguardingRecord => "safeguarding ConcernCommand words",
    }
}

async fn arrival(world: &mut World, planted: &mut Planted) -> Here {
    let ticket = world.ticket("Fola").await;
    planted.also("frames Hello ticket", &ticket);
    let fola = world.says_hello("Fola", ticket, None).await;
    fola.until("everything", |mirror| mirror.live).await;
    let [mut sam, mut asha, ben, mut chi] = world.all_arrive(["Sam", "Asha", "Ben", "Chi"]).await;
    for (person, place, audience) in [
        (&mut asha, "people TakingPart words", "group"),
        (&mut chi, "taking part, for facilitators", "facilitators"),
    ] {
        let how = TakingPart {
            words: planted.words(place),
            audience: serde_json::from_value(json!(audience)).unwrap(),
            ..TakingPart::default()
        };
        person
            .does(Command::People(PeopleCommand::TakePart { how }))
            .await;
    }
    let knock = json!({ "name": planted.text("door Knock name") });
    let mut browser = Browser::new(&world.address);
    let path = format!("/api/session/{}/knock", world.session);
    assert_eq!(browser.post(&path, &knock).await.status, 200);
    secrets::of_browser(planted, "a guest's cookie", &browser);
    let words = json!({ "words": planted.text("programme AskPairing words") });
    let path = format!("/api/session/{}/pairing", world.session);
    assert_eq!(world.browser("Asha").post(&path, &words).await.status, 200);
    let link = |planted: &mut Planted| {
        let url = planted.text("command/day SetCallLink url");
        let url = format!("https://call.example/{url}");
        Command::Day(DayCommand::SetCallLink { url })
    };
    sam.does(link(planted)).await;
    let mut here = Here {
        fola,
        sam,
        asha,
        ben,
        chi,
    };
    here.staff_do(Command::Day(DayCommand::Start {})).await;
    here
}

/// What a page shows once it shows it.
async fn found<T>(person: &Person, what: &str, finds: impl Fn(&Mirror) -> Option<T>) -> T {
    person.until(what, |mirror| finds(mirror).is_some()).await;
    let found = finds(&person.look());
    found.unwrap()
}

/// The first entry of a kind.
fn entry<T>(mirror: &Mirror, of: impl Fn(&Entry) -> Option<T>) -> Option<T> {
    mirror.entries().find_map(|(_, _, entry)| of(entry))
}

/// Too few send it to be shown, and the one that is sent a second time is not taken.
async fn feedback(here: &mut Here, planted: &mut Planted) {
    here.staff_do(Command::Feedback(FeedbackCommand::Open {}))
        .await;
    let texts = FeedbackText::ALL.into_iter().zip([
        "command/feedback FeedbackForm texts",
        "the most useful thing",
        "what will be different",
        "what to improve",
    ]);
    let texts = texts.map(|(text, place)| (text, planted.words(place)));
    let form = FeedbackForm {
        texts: texts.collect(),
        ..FeedbackForm::default()
    };
    let send = Command::Feedback(FeedbackCommand::Answer { form });
    here.ben.does(send.clone()).await;
    here.ben.is_refused(send).await;
    here.staff_do(Command::Feedback(FeedbackCommand::Close {}))
        .await;
}

/// Asha is to be looked after, as she has not checked out.
async fn the_end(world: &World, here: &mut Here, planted: &mut Planted) {
    here.staff_do(Command::Day(DayCommand::End {})).await;
    let person: PersonId = world.id("Asha");
    let words = planted.words("command/people FollowedUp words");
    let done = PeopleCommand::FollowedUp { person, words };
    here.staff_do(Command::People(done)).await;
}
