//! The table of commands, walked through sockets of the real program: in every phase everybody asks for all that is not
//! theirs, with ids that exist. All of it is refused alike, nothing of it is kept, and nobody hears a byte of it.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use alongside::{
    clock::Clock,
    keys::Keys,
    log::{Sqlite, Stream, sqlite},
    vault::Vault,
};
use alongside_domain::{
    dice::Dice,
    examples,
    session::{Event, Session},
};
use alongside_protocol::{
    command::{Channel, Command, DayCommand, PlanKind, PlanRequest, RoomCommand},
    entry::{BreakoutState, Entry, Phase},
    frames::Outcome,
    ids::{At, CommandId, PersonId},
    people::Role,
    programme::ProgrammeCommand,
    refusal::{Code, Refusal},
};
use futures_util::future::join_all;
use uuid::Uuid;

use crate::cast::{Mirror, Person};
use crate::simulation::walk::{
    before,
    cells::{Cell, name_of},
};
use crate::world::{CAST, World};

/// One of each role, and those who must hear nothing of them.
const WALKERS: [(&str, Role); 4] = [
    ("Fola", Role::Facilitator),
    ("Sam", Role::Support),
    ("Asha", Role::Trainee),
    ("Robin", Role::Guest),
];
const OTHERS: [&str; 2] = ["Grace", "Ben"];

/// A little more than the pace at which commands are taken (ASK4).
const BETWEEN: Duration = Duration::from_millis(105);
/// Something may fall due by itself during a walk; then it is walked again.
const TRIES: u8 = 4;

struct Scene {
    world: World,
    walkers: Vec<(Person, Role)>,
    others: Vec<Person>,
}

impl Scene {
    async fn of(phase: Phase) -> Self {
        let mut world = World::of_the_program(&CAST[..7]).await;
        if phase == Phase::Scheduled {
            world.session = much_later(&mut world).await;
        }
        assert_eq!(world.knocks("Robin").await.status, 200);
        let (mut walkers, mut others) = (Vec::new(), Vec::new());
        for (name, role) in WALKERS {
            walkers.push((world.arrives(name).await, role));
        }
        for name in OTHERS {
            others.push(world.arrives(name).await);
        }
        let mut scene = Self {
            world,
            walkers,
            others,
        };
        if phase != Phase::Scheduled {
            scene.says().await;
        }
        if matches!(phase, Phase::Live | Phase::Ended) {
            scene.lives().await;
        }
        if phase == Phase::Ended {
            scene
                .by(Role::Facilitator)
                .does(Command::Day(DayCommand::End {}))
                .await;
        }
        scene
    }

    fn by(&mut self, role: Role) -> &mut Person {
        let found = self.walkers.iter_mut().find(|(_, known)| *known == role);
        &mut found.expect("one of each").0
    }

    /// Something in every place there is while people arrive.
    async fn says(&mut self) {
        for command in before::by_a_trainee(self.world.id("Asha")) {
            self.by(Role::Trainee).does(command).await;
        }
        let to_staff = before::post(Channel::Staff {});
        self.by(Role::Support).does(to_staff).await;
    }

    /// What there is only while a day runs: a round, and rooms.
    async fn lives(&mut self) {
        let request = PlanRequest {
            kind: PlanKind::Random,
            size: 2,
            rooms: None,
            saved: None,
            without: Vec::new(),
            prompt: "Listen".into(),
            minutes: 20,
        };
        let facilitator = self.by(Role::Facilitator);
        for command in [
            Command::Day(DayCommand::Start {}),
            before::a_round(),
            Command::Rooms(RoomCommand::Plan { request }),
        ] {
            facilitator.does(command).await;
        }
        let version = |mirror: &Mirror| {
            let mut entries = mirror.entries();
            entries.find_map(|(_, _, entry)| match entry {
                Entry::Plan(plan) => Some(plan.version),
                _ => None,
            })
        };
        facilitator
            .until("a plan", |mirror| version(mirror).is_some())
            .await;
        let version = version(&facilitator.look()).unwrap();
        let notice_seconds = 5;
        let open = RoomCommand::Open {
            version,
            notice_seconds,
        };
        facilitator.does(Command::Rooms(open)).await;
        let are_open = |mirror: &Mirror| {
            let breakout = mirror.group("breakout");
            matches!(breakout, Some(Entry::Breakout(breakout)) if breakout.state == BreakoutState::Open)
        };
        facilitator.until("the rooms", are_open).await;
    }

    /// Everybody asks for all that is not theirs, at the same time. What was wrong about it is said.
    async fn walks(&mut self) -> Vec<String> {
        for number in 0..TRIES {
            let before = Kept::in_copy_of(&self.world).await;
            let heard = self.heard();
            let commands = examples::one_of_each(&before.session, &mut Dice::new([number; 32]));
            assert!(commands.len() > 80, "{}", commands.len());
            let phase = before.session.phase();
            let walks = self.walkers.iter_mut();
            let walks = walks.map(|(person, role)| asks_for(person, *role, phase, &commands));
            let mut slips = join_all(walks).await.concat();
            let after = Kept::in_copy_of(&self.world).await;
            let new = &after.asked[before.asked.len()..];
            slips.extend(new.iter().map(|who| format!("a command of {who} is kept")));
            if !slips.is_empty() {
                return slips;
            }
            if before.position == after.position {
                assert_eq!(heard, self.heard(), "somebody heard of it");
                return slips;
            }
        }
        panic!("there was never a quiet moment");
    }

    /// How much each has received: whoever asks hears their own answers besides.
    fn heard(&self) -> Vec<usize> {
        let walkers = self.walkers.iter().map(|(person, _)| person);
        let of = |person: &Person| {
            let look = person.look();
            let frames = look.frames.iter();
            frames
                .filter(|frame| !frame.starts_with("{\"t\":\"answer\""))
                .count()
        };
        walkers.chain(&self.others).map(of).collect()
    }
}

/// What the program has kept of the session, read from a copy.
struct Kept {
    session: Session,
    position: u64,
    /// Who has asked for something that was done, in order.
    asked: Vec<PersonId>,
}

impl Kept {
    async fn in_copy_of(world: &World) -> Self {
        let copy = tempfile::tempdir().unwrap();
        let at = |name: &str| copy.path().join(name);
        sqlite::backup(world.folder(), &at("alongside.db")).unwrap();
        sqlite::backup_keys(world.folder(), &at("keys.db")).unwrap();
        fs::copy(world.folder().join("master.key"), at("master.key")).unwrap();
        let log = Sqlite::open(copy.path()).unwrap();
        let wanted = log.wanted_keys().unwrap();
        let keys = Keys::open(copy.path(), &at("master.key"), wanted).unwrap();
        let vault = Vault::new(Arc::new(log), Arc::new(keys), Clock::starting_at(At(0)));
        let stream = Stream::session(world.session.0);
        let records = vault
            .read::<Event>(stream, world.programme.0, 1)
            .await
            .unwrap();
        let mut kept = Self {
            session: Session::default(),
            position: 0,
            asked: Vec::new(),
        };
        for record in records {
            kept.position = record.position;
            let session = &mut kept.session;
            let record = record.whole(|at, event, seam| {
                session.private(event, seam);
                session.apply(at, event);
            });
            kept.asked.extend(record.from.map(|from| from.by));
        }
        kept
    }
}

async fn much_later(world: &mut World) -> alongside_protocol::ids::SessionId {
    let known = world.session;
    let path = format!("/api/programmes/{}", world.programme);
    let view: alongside_protocol::programme::ProgrammeView =
        world.organiser.get(&path).await.read();
    let mut plan = view.sessions[0].plan.clone();
    plan.starts_at = plan.starts_at.plus_minutes(180);
    let view = world.organise(ProgrammeCommand::Schedule { plan }).await;
    let mut sessions = view.sessions.iter().map(|session| session.id);
    sessions.find(|session| *session != known).unwrap()
}

/// All that the table does not let through: how each was answered, when it was not as it should be.
async fn asks_for(
    person: &mut Person,
    role: Role,
    phase: Phase,
    commands: &[Command],
) -> Vec<String> {
    let mut slips = Vec::new();
    for command in commands {
        let cell = Cell::of(command, role, phase);
        if cell == Cell::LetThrough {
            continue;
        }
        let outcome = in_time(person, command).await;
        let as_it_should = match &outcome {
            Outcome::Refused { refusal } if cell == Cell::Denied => {
                *refusal == Refusal::not_found()
            }
            Outcome::Refused { refusal } => refusal.code == Code::NotNow,
            Outcome::Kept {} => false,
        };
        if !as_it_should {
            slips.push(format!(
                "{role:?}, {phase:?}, {}: {outcome:?}",
                name_of(command)
            ));
        }
    }
    slips
}

/// Asks at a pace that is taken.
async fn in_time(person: &mut Person, command: &Command) -> Outcome {
    loop {
        let id = CommandId(Uuid::new_v4());
        match person.ask_as(id, command.clone()).await {
            Outcome::Refused { refusal } if refusal.code == Code::TooFast => {
                tokio::time::sleep(BETWEEN).await;
            }
            outcome => return outcome,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ask3_before_the_day_whoever_asks_for_what_is_not_theirs_is_refused_alike_and_nobody_hears()
{
    for phase in [Phase::Scheduled, Phase::Arrival] {
        let slips = Scene::of(phase).await.walks().await;
        assert!(slips.is_empty(), "{slips:#?}");
    }
}

/// And what was refused is done when those ask who may.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ask3_on_the_day_whoever_asks_for_what_is_not_theirs_is_refused_alike_and_nobody_hears() {
    let mut scene = Scene::of(Phase::Live).await;
    let slips = scene.walks().await;
    assert!(slips.is_empty(), "{slips:#?}");
    let kept = Kept::in_copy_of(&scene.world).await;
    let commands = examples::one_of_each(&kept.session, &mut Dice::new([0; 32]));
    let ends = Command::Day(DayCommand::End {});
    let mut done = 0;
    for command in commands.iter().filter(|command| **command != ends) {
        if Cell::of(command, Role::Facilitator, Phase::Live) == Cell::LetThrough {
            let outcome = in_time(scene.by(Role::Facilitator), command).await;
            done += usize::from(outcome == Outcome::Kept {});
        }
    }
    assert!(done > 25, "only {done} are worth refusing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ask6_after_the_end_whoever_asks_for_what_is_not_theirs_is_refused_alike_and_nobody_hears()
{
    let slips = Scene::of(Phase::Ended).await.walks().await;
    assert!(slips.is_empty(), "{slips:#?}");
}

/// The walk has teeth: a facilitator who walks as a trainee is let do what no trainee may, and that is noticed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ask3_a_trainee_with_the_rights_of_a_facilitator_is_noticed_by_the_walk() {
    let mut scene = Scene::of(Phase::Arrival).await;
    scene.walkers.retain(|(_, role)| *role == Role::Facilitator);
    scene.walkers[0].1 = Role::Trainee;
    let slips = scene.walks().await;
    assert!(slips.len() > 10, "{slips:#?}");
}
