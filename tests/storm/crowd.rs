//! Everybody in every session, as real sockets.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use alongside_protocol::{
    door::Ticket,
    frames::{FromBrowser, Outcome, PROTO},
    ids::{CommandId, SessionId},
    people::Role,
};
use futures_util::{SinkExt, future::join_all};
use serde_json::json;
use tokio::io::AsyncReadExt;
use tokio_tungstenite::{MaybeTlsStream, tungstenite::Message};
use uuid::Uuid;

use super::figures::Figures;
use crate::cast::{self, Mirror, PATIENCE, Person, Socket};
use crate::stories::resume::{post, reads};
use crate::world::{CAST, World, browser::Browser, server::telling_everything};

/// The longest wait of a browser before it tries again, and the first one; by chance up to these.
const LONGEST: Duration = Duration::from_secs(30);
const FIRST: Duration = Duration::from_secs(1);

pub struct Crowd {
    /// Away only while it is killed.
    world: Option<World>,
    people: Vec<Member>,
    stuck: Vec<Socket>,
    said: Vec<(SessionId, String)>,
}

struct Member {
    session: SessionId,
    browser: Browser,
    person: Person,
}

impl Crowd {
    pub async fn gathers(sessions: usize, people: usize) -> Self {
        let names: Vec<String> = (0..people)
            .map(|number| format!("Person {number}"))
            .collect();
        let role = |number| match number {
            0 => Role::Facilitator,
            1 => Role::Support,
            _ => Role::Trainee,
        };
        let cast: Vec<(&str, Role)> = names
            .iter()
            .enumerate()
            .map(|(number, name)| (name.as_str(), role(number)))
            .collect();
        let folder = tempfile::tempdir().unwrap();
        let mut world = World::of_the_program_in(folder, telling_everything, &CAST).await;
        let mut members = Vec::new();
        for _ in 0..sessions {
            let gathering = world.gathers_another(&cast).await;
            for (_, (_, browser)) in gathering.people {
                let session = gathering.session;
                let person = comes(&world.address, session, &mut browser.clone(), None).await;
                members.push(Member {
                    session,
                    browser,
                    person: person.expect("a way in"),
                });
            }
        }
        Self {
            world: Some(world),
            people: members,
            stuck: Vec::new(),
            said: Vec::new(),
        }
    }

    pub fn count(&self) -> usize {
        self.people.len()
    }

    pub fn memory_kib(&self) -> u64 {
        self.world.as_ref().unwrap().memory_kib()
    }

    pub fn said_so_far(&self) -> Vec<(SessionId, String)> {
        self.said.clone()
    }

    /// One person after the other says something, a few at a time over all sessions; how long until every other screen
    /// of the session had it.
    pub async fn talk(&mut self, what: &str, messages: usize) -> Figures {
        let mut sent = BTreeMap::new();
        let count = self.people.len();
        for number in 0..messages {
            // Steps through all sessions, and through all people of each.
            let speaker = &mut self.people[(number * 7) % count];
            let words = format!("{what} {number}{}", " and so on".repeat(18));
            sent.insert(words.clone(), Instant::now());
            let answer = speaker
                .person
                .ask_as(CommandId(Uuid::new_v4()), post(&words))
                .await;
            assert_eq!(answer, Outcome::Kept {});
            self.said.push((speaker.session, words));
        }
        let said = self.said.clone();
        self.everybody_reads(&said).await;
        let mut times = Vec::new();
        for member in &self.people {
            let look = member.person.look();
            for (frame, heard) in look.frames.iter().zip(&look.heard) {
                let Some(at) = words_of(frame).and_then(|words| sent.get(words)) else {
                    continue;
                };
                times.push(heard.saturating_duration_since(*at));
            }
        }
        Figures::of(times)
    }

    /// Waits until everybody has all that was said in their session.
    pub async fn everybody_reads(&self, said: &[(SessionId, String)]) {
        for member in &self.people {
            for (session, words) in said {
                if *session == member.session {
                    member
                        .person
                        .until_within(PATIENCE * 3, words, |mirror| reads(mirror, words))
                        .await;
                }
            }
        }
    }

    /// So many of them, spread over the sessions, open a second tab that never reads again.
    pub async fn stop_reading(&mut self, many: usize) {
        let step = self.people.len() / many;
        let address = self.world.as_ref().unwrap().address.clone();
        for member in self.people.iter_mut().step_by(step).take(many) {
            let mut socket = cast::narrow_socket(&address, &member.browser.cookies()).await;
            let hello = FromBrowser::Hello {
                proto: PROTO,
                ticket: ticket(member.session, &mut member.browser).await.unwrap(),
                resume: None,
                tab: None,
            };
            let hello = Message::text(serde_json::to_string(&hello).unwrap());
            socket.send(hello).await.unwrap();
            self.stuck.push(socket);
        }
    }

    /// Those who do not read do not answer pings either, and are closed in time.
    pub async fn stuck_are_let_go(&mut self) {
        for mut socket in self.stuck.drain(..) {
            let MaybeTlsStream::Plain(bare) = socket.get_mut() else {
                unreachable!("there is no TLS between tests")
            };
            // As bare bytes, so that no library answers a ping.
            let mut rest = Vec::new();
            let end = bare.read_to_end(&mut rest);
            let gone = tokio::time::timeout(PATIENCE * 2, end).await;
            assert!(gone.is_ok(), "somebody who does not read is still there");
        }
    }

    /// How often the log of each session has been read so far.
    fn reads_of_the_log(&self) -> Vec<usize> {
        let told = self.world.as_ref().unwrap().told();
        let sessions: BTreeSet<SessionId> =
            self.people.iter().map(|member| member.session).collect();
        let reads = |session: SessionId| {
            let stream = format!("a stream is read stream=session:{session} ");
            told.matches(&stream).count()
        };
        sessions.into_iter().map(reads).collect()
    }

    /// The program is killed and starts again; everybody comes back as browsers do, and the log of each session is read
    /// once for all of them. How long until each was back, from the moment it listened again.
    pub async fn survives_a_kill(&mut self) -> Figures {
        let before = self.reads_of_the_log();
        let people = std::mem::take(&mut self.people);
        let known: Vec<(SessionId, Browser, Mirror)> = people
            .into_iter()
            .map(|member| (member.session, member.browser, member.person.drop_out()))
            .collect();
        let world = self.world.take().unwrap().dies_and_starts_again().await;
        let listens = Instant::now();
        let address = world.address.clone();
        self.world = Some(world);
        let returns = known
            .into_iter()
            .enumerate()
            .map(|(number, (session, browser, mirror))| {
                let address = address.clone();
                tokio::spawn(async move {
                    let mut browser = browser.at(&address);
                    let mut tries = 0;
                    loop {
                        tokio::time::sleep(wait(number, tries)).await;
                        tries += 1;
                        let back = comes(&address, session, &mut browser, Some(mirror.clone()));
                        if let Some(person) = back.await {
                            let member = Member {
                                session,
                                browser,
                                person,
                            };
                            return (member, listens.elapsed());
                        }
                    }
                })
            });
        let mut times = Vec::new();
        for back in join_all(returns).await {
            let (member, after) = back.unwrap();
            self.people.push(member);
            times.push(after);
        }
        let after = self.reads_of_the_log();
        let reads: Vec<usize> = after
            .iter()
            .zip(before)
            .map(|(after, before)| after - before)
            .collect();
        assert!(
            reads.iter().all(|reads| *reads == 1),
            "reads of the log: {reads:?}"
        );
        Figures::of(times)
    }
}

/// By chance up to a bound that doubles each time, as the page does it; the chance is a fixed one, so that a storm can be
/// repeated.
fn wait(number: usize, tries: u32) -> Duration {
    let most = LONGEST.min(FIRST * 2_u32.pow(tries.min(10)));
    let chance = (number * 7_919 + tries as usize * 104_729) % 1_000;
    most * u32::try_from(chance).unwrap() / 1_000
}

fn words_of(frame: &str) -> Option<&str> {
    let (_, rest) = frame.split_once("\"words\":\"")?;
    Some(rest.split_once('"')?.0)
}

async fn ticket(session: SessionId, browser: &mut Browser) -> Option<String> {
    let path = format!("/api/session/{session}/ticket");
    let reply = browser.post(&path, &json!({})).await;
    (reply.status == 200).then(|| reply.read::<Ticket>().ticket)
}

/// One try to come in.
async fn comes(
    address: &str,
    session: SessionId,
    browser: &mut Browser,
    known: Option<Mirror>,
) -> Option<Person> {
    let ticket = ticket(session, browser).await?;
    let (live, origin) = (format!("ws://{address}/live"), format!("http://{address}"));
    let socket = cast::socket_of(&live, &origin, &browser.cookies())
        .await
        .ok()?;
    let person = Person::hello("somebody", socket, ticket, known).await;
    person
        .until("everything", |mirror| mirror.live || mirror.over)
        .await;
    let live = person.look().live;
    live.then_some(person)
}
