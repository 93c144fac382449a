//! A bad line for many seconds: now and then it stalls, now and then it breaks, by chance. What loss is to TCP, pieces that
//! come late and connections that end, is all that is left of it for a page. What was said comes once and in order.

use std::sync::Arc;
use std::time::{Duration, Instant};

use alongside_domain::dice::Dice;
use alongside_protocol::{
    door::Ticket,
    entry::Entry,
    frames::{FromBrowser, Outcome},
    ids::CommandId,
};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{
    TcpListener, TcpStream,
    tcp::{OwnedReadHalf, OwnedWriteHalf},
};
use uuid::Uuid;

use super::FEW;
use crate::cast::{self, Mirror, Person};
use crate::stories::resume::post;
use crate::world::World;

/// Of so many pieces one stalls, and one is the last of its connection.
const STALLS: usize = 10;
const BREAKS: usize = 25;
/// The longest that a piece is held up, in milliseconds.
const LONGEST: usize = 1_500;
/// The weather lasts at least so long.
const LASTS: Duration = Duration::from_secs(12);
/// A little slower than the server takes messages from one person (ASK4).
const APART: Duration = Duration::from_millis(1_100);

/// A road with weather between pages and the program; the chance is a fixed one for each connection.
async fn bad_road(world: &World) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let server = Arc::new(world.address.clone());
    tokio::spawn(async move {
        for number in 0.. {
            let (near, _) = listener.accept().await.unwrap();
            let far = TcpStream::connect(server.as_str()).await.unwrap();
            let (near_in, near_out) = near.into_split();
            let (far_in, far_out) = far.into_split();
            let dice = |way: u8| {
                let mut seed = [way; 32];
                seed[..4].copy_from_slice(&u32::to_be_bytes(number));
                Dice::new(seed)
            };
            let (there, back) = (
                carry(near_in, far_out, dice(1)),
                carry(far_in, near_out, dice(2)),
            );
            tokio::spawn(async move {
                // When one way breaks so does the other.
                tokio::select! {
                    () = there => {}
                    () = back => {}
                }
            });
        }
    });
    address
}

async fn carry(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut dice: Dice) {
    let mut piece = vec![0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut piece).await {
        if dice.below(STALLS) == 0 {
            let late = u64::try_from(dice.below(LONGEST)).unwrap();
            tokio::time::sleep(Duration::from_millis(late)).await;
        }
        if dice.below(BREAKS) == 0 || to.write_all(&piece[..read]).await.is_err() {
            return;
        }
    }
}

/// One page on that road: it says one thing after another, and comes back as often as it has to.
struct OnTheRoad<'a> {
    world: &'a World,
    road: &'a str,
    name: &'a str,
    known: Option<Mirror>,
    person: Option<Person>,
    /// How often it had to come back.
    breaks: usize,
}

impl<'a> OnTheRoad<'a> {
    const fn new(world: &'a World, road: &'a str, name: &'a str) -> Self {
        Self {
            world,
            road,
            name,
            known: None,
            person: None,
            breaks: 0,
        }
    }

    /// Until it is there, with all that it has missed.
    async fn here(&mut self) -> &mut Person {
        while self.person.as_ref().is_none_or(|person| person.look().over) {
            if let Some(person) = self.person.take() {
                self.breaks += 1;
                // A hello that did not come to its end has left a beginning of what there is to know.
                self.known = Some(person.drop_out()).filter(|known| known.epoch.is_some());
            }
            let path = format!("/api/session/{}/ticket", self.world.session);
            let mut browser = self.world.browser(self.name);
            let ticket: Ticket = browser.post(&path, &json!({})).await.read();
            let (_, origin) = self.world.live();
            let live = format!("ws://{}/live", self.road);
            let Ok(socket) = cast::socket_of(&live, &origin, &browser.cookies()).await else {
                continue;
            };
            let known = self.known.clone();
            let person = Person::hello(self.name, socket, ticket.ticket, known).await;
            let there = |mirror: &Mirror| mirror.live || mirror.over;
            person.until("everything, or the end", there).await;
            self.person = Some(person);
        }
        self.person.as_mut().unwrap()
    }

    /// Under one id until there is an answer.
    async fn says(&mut self, words: &str) {
        let id = CommandId(Uuid::new_v4());
        loop {
            let person = self.here().await;
            let command = post(words);
            person.say(&FromBrowser::Ask { id, command }).await;
            let answered = |mirror: &Mirror| mirror.over || mirror.answers.contains_key(&id);
            person.until("an answer, or the end", answered).await;
            let answer = person.look().answers.get(&id).cloned();
            match answer {
                Some(Outcome::Kept {}) => return,
                None => {}
                // The line was held up, and two came at once.
                Some(Outcome::Refused { .. }) => tokio::time::sleep(APART).await,
            }
        }
    }

    /// Talks for as long as the weather lasts; all that it said.
    async fn talks(&mut self) -> Vec<String> {
        let began = Instant::now();
        let mut said = Vec::new();
        while began.elapsed() < LASTS {
            let words = format!("{} {}", self.name, said.len());
            self.says(&words).await;
            said.push(words);
            tokio::time::sleep(APART).await;
        }
        said
    }
}

/// The main chat as it is shown, in its order.
fn chat(mirror: &Mirror) -> Vec<String> {
    let mut messages: Vec<_> = mirror
        .entries()
        .filter_map(|(_, _, entry)| match entry {
            Entry::Message(message) => Some((message.at, message.words.text().to_owned())),
            _ => None,
        })
        .collect();
    messages.sort();
    messages.into_iter().map(|(_, words)| words).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_stalls_and_breaks_by_chance_loses_doubles_and_reorders_nothing() {
    let world = World::of_the_program(&FEW).await;
    let road = bad_road(&world).await;
    let fola = world.arrives("Fola").await;
    let mut asha = OnTheRoad::new(&world, &road, "Asha");
    let mut ben = OnTheRoad::new(&world, &road, "Ben");
    let (asha_said, ben_said) = tokio::join!(asha.talks(), ben.talks());
    let breaks = asha.breaks + ben.breaks;
    assert!(breaks > 2, "the weather was fine: {breaks}");
    let all = asha_said.len() + ben_said.len();
    fola.until("all of it", |mirror| chat(mirror).len() == all)
        .await;
    let shown = chat(&fola.look());
    for (name, said) in [("Asha", asha_said), ("Ben", ben_said)] {
        let of_one = shown.iter().filter(|words| words.starts_with(name));
        assert!(of_one.eq(&said), "{shown:?}");
    }
    // What the pages pieced together over all their connections is what there is.
    for page in [&mut asha, &mut ben] {
        loop {
            let person = page.here().await;
            let reads = |mirror: &Mirror| mirror.over || chat(mirror).len() == all;
            person.until("all of it, or the end", reads).await;
            if !person.look().over {
                assert_eq!(chat(&person.look()), shown);
                break;
            }
        }
    }
}
