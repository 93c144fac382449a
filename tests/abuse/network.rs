//! Networks as they are: slow, silent, cut. A small proxy stands between a browser and the program.

use std::sync::Arc;
use std::time::Duration;

use alongside::limits;
use alongside_protocol::{
    entry::Entry,
    frames::{FromBrowser, Outcome},
    ids::CommandId,
    people::{Link, Role},
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{
    TcpListener, TcpSocket,
    tcp::{OwnedReadHalf, OwnedWriteHalf},
};
use tokio::sync::watch;
use uuid::Uuid;

use super::{FEW, goes_on};
use crate::cast::{self, Mirror, Person};
use crate::stories::resume::{post, reads};
use crate::world::World;

/// What the proxy does with the bytes, both ways.
#[derive(Clone, Copy, PartialEq)]
enum Road {
    /// Each piece half a second late.
    Slow,
    /// The same, and the pieces are so small that it carries 12 kB a second: a phone in the corner of a weak wifi.
    Weak,
    /// Nothing comes through any more, and nobody is told.
    BlackHole,
    /// Cut as soon as nothing was said for so long.
    CutsWhenIdle(Duration),
}

const LATE: Duration = Duration::from_millis(500);

impl Road {
    const fn piece(self) -> usize {
        match self {
            Self::Weak => 6 * 1024,
            _ => 16 * 1024,
        }
    }
}

async fn proxy(world: &World, road: watch::Receiver<Road>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let server = Arc::new(world.address.clone());
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            // What lies in the system on the way would make any line look quick to the server.
            let far = TcpSocket::new_v4().unwrap();
            far.set_recv_buffer_size(4 * 1024).unwrap();
            let far = far.connect(server.parse().unwrap()).await.unwrap();
            let (near_in, near_out) = near.into_split();
            let (far_in, far_out) = far.into_split();
            tokio::spawn(carry(near_in, far_out, road.clone()));
            tokio::spawn(carry(far_in, near_out, road.clone()));
        }
    });
    address
}

async fn carry(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, road: watch::Receiver<Road>) {
    let mut piece = vec![0; road.borrow().piece()];
    loop {
        let now = *road.borrow();
        let read = match now {
            Road::CutsWhenIdle(after) => {
                match tokio::time::timeout(after, from.read(&mut piece)).await {
                    Ok(read) => read,
                    Err(_) => return,
                }
            }
            Road::Slow | Road::Weak | Road::BlackHole => from.read(&mut piece).await,
        };
        let Ok(1..) = read else { return };
        let now = *road.borrow();
        match now {
            Road::Slow | Road::Weak => tokio::time::sleep(LATE).await,
            Road::BlackHole => continue,
            Road::CutsWhenIdle(_) => {}
        }
        if to.write_all(&piece[..read.unwrap()]).await.is_err() {
            return;
        }
    }
}

/// Comes in through the proxy, as a page of the real address.
async fn arrives_through(world: &World, proxy: &str, name: &str) -> Person {
    let person = says_hello_through(world, proxy, name).await;
    person.until("everything", |mirror| mirror.live).await;
    person
}

async fn says_hello_through(world: &World, proxy: &str, name: &str) -> Person {
    let (_, origin) = world.live();
    let live = format!("ws://{proxy}/live");
    let cookies = world.browser(name).cookies();
    let socket = cast::socket_of(&live, &origin, &cookies).await.unwrap();
    Person::hello(name, socket, world.ticket(name).await, None).await
}

fn link_of(world: &World, name: &str) -> impl Fn(&Mirror) -> Option<Link> + use<> {
    let key = format!("person/{}", world.id(name));
    move |mirror| match mirror.group(&key) {
        Some(Entry::Person(person)) => Some(person.link),
        _ => None,
    }
}

#[tokio::test]
async fn half_a_second_late_everything_still_comes_once_and_in_order() {
    let world = World::of_the_program(&FEW).await;
    let (_road, slow) = watch::channel(Road::Slow);
    let proxy = proxy(&world, slow).await;
    let mut asha = arrives_through(&world, &proxy, "Asha").await;
    let ben = world.arrives("Ben").await;
    for words in ["one", "two", "three"] {
        asha.does(post(words)).await;
    }
    ben.until("all three", |mirror| reads(mirror, "three"))
        .await;
    let look = ben.look();
    let said: Vec<_> = look
        .frames
        .iter()
        .filter_map(|frame| {
            ["one", "two", "three"]
                .into_iter()
                .find(|words| frame.contains(&format!("\"words\":\"{words}\"")))
        })
        .collect();
    assert_eq!(said, ["one", "two", "three"]);
}

#[tokio::test]
async fn presence1_a_browser_in_a_black_hole_is_reconnecting_in_time_and_others_go_on() {
    let world = World::of_the_program(&FEW).await;
    let (road, open) = watch::channel(Road::CutsWhenIdle(Duration::from_secs(60)));
    let proxy = proxy(&world, open).await;
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    let _fola = arrives_through(&world, &proxy, "Fola").await;
    let link = link_of(&world, "Fola");
    asha.until("Fola is there", |mirror| link(mirror) == Some(Link::Live))
        .await;
    road.send_replace(Road::BlackHole);
    goes_on(&mut asha, &ben, "all is well here").await;
    // Twice the promised time, for a busy machine.
    asha.until_within(limits::SILENCE * 2, "Fola is reconnecting", |mirror| {
        link(mirror) == Some(Link::Reconnecting)
    })
    .await;
}

#[tokio::test]
async fn frame2_a_proxy_that_cuts_idle_sockets_finds_none_that_is_idle() {
    let world = World::of_the_program(&FEW).await;
    // Proxies cut after 60 seconds; the server never lets half of that go by, so a quarter is a harder test.
    let idle = Duration::from_secs(15);
    let (_road, cuts) = watch::channel(Road::CutsWhenIdle(idle));
    let proxy = proxy(&world, cuts).await;
    let mut asha = arrives_through(&world, &proxy, "Asha").await;
    // A hidden tab says nothing by itself and only answers the pings of the socket.
    asha.until_within(idle * 4, "two pings", |mirror| mirror.nudges == 2)
        .await;
    asha.does(post("still here")).await;
}

/// People who talk a great deal, and how long their messages are: together more than a weak line carries in 25 seconds.
const TALKERS: usize = 20;
const LETTERS: usize = 1_600;

/// A day on which everybody has written as much as they may at once, with nobody who is still here but Ben.
async fn talkative_day() -> (World, Person, Vec<String>) {
    let names: Vec<String> = (0..TALKERS)
        .map(|number| format!("Talker {number}"))
        .collect();
    let talkers = names.iter().map(|name| (name.as_str(), Role::Trainee));
    let cast: Vec<_> = FEW.into_iter().chain(talkers).collect();
    let world = World::of_the_program(&cast).await;
    let ben = world.arrives("Ben").await;
    let mut said = Vec::new();
    for name in &names {
        let mut talker = world.arrives(name).await;
        for number in 0..limits::CHAT_AT_ONCE {
            let words = format!("{name} {number} {}", "ж".repeat(LETTERS));
            talker.does(post(&words)).await;
            said.push(words);
        }
    }
    (world, ben, said)
}

/// The longest that this browser heard nothing whole.
fn longest_silence(mirror: &Mirror) -> Duration {
    let pairs = mirror.heard.iter().zip(mirror.heard.iter().skip(1));
    let silences = pairs.map(|(one, next)| next.duration_since(*one));
    silences.max().unwrap_or_default()
}

/// Whoever has a weak line comes in on a talkative day too, is heard meanwhile, and stays (CLOSE2, FRAME2).
#[tokio::test]
async fn topic6_close2_on_a_weak_line_somebody_comes_into_a_talkative_day_and_stays() {
    let (world, mut ben, said) = talkative_day().await;
    let bytes: usize = said.iter().map(String::len).sum();
    assert!(bytes > 300_000, "{bytes} bytes were said");
    let (_road, weak) = watch::channel(Road::Weak);
    let proxy = proxy(&world, weak).await;
    let mut asha = says_hello_through(&world, &proxy, "Asha").await;
    asha.until("the welcome", |mirror| mirror.me.is_some())
        .await;

    let (id, command) = (CommandId(Uuid::new_v4()), post("I am coming in"));
    asha.say(&FromBrowser::Ask { id, command }).await;
    ben.until("her words", |mirror| reads(mirror, "I am coming in"))
        .await;
    ben.does(post("welcome")).await;
    assert!(!asha.look().live, "she is heard before she has everything");
    assert!(
        asha.look().topics.is_empty(),
        "and is shown nothing before all of it is there"
    );

    asha.until_within(Duration::from_secs(60), "everything", |mirror| mirror.live)
        .await;
    asha.until("what came meanwhile", |mirror| reads(mirror, "welcome"))
        .await;
    assert_eq!(asha.look().answers.get(&id), Some(&Outcome::Kept {}));
    for words in said.iter().map(String::as_str).chain(["I am coming in"]) {
        assert!(reads(&asha.look(), words), "{words} is missing");
    }
    // A browser gives a line up that brings nothing whole for two beats (FRAME2).
    let silence = longest_silence(&asha.look());
    let two_beats = Duration::from_secs(2 * u64::from(limits::BEAT_SECONDS));
    assert!(silence < two_beats, "nothing for {silence:?}");

    asha.does(post("I am here")).await;
    let link = link_of(&world, "Asha");
    assert_eq!(link(&ben.look()), Some(Link::Live));
    assert!(!asha.look().over);
}
