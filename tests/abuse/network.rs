//! Networks as they are: slow, silent, cut. A small proxy stands between a browser and the program.

use std::sync::Arc;
use std::time::Duration;

use alongside::limits;
use alongside_protocol::{entry::Entry, people::Link};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{
    TcpListener, TcpStream,
    tcp::{OwnedReadHalf, OwnedWriteHalf},
};
use tokio::sync::watch;

use super::{FEW, goes_on};
use crate::cast::{self, Mirror, Person};
use crate::stories::resume::{post, reads};
use crate::world::World;

/// What the proxy does with the bytes, both ways.
#[derive(Clone, Copy, PartialEq)]
enum Road {
    /// Each piece half a second late.
    Slow,
    /// Nothing comes through any more, and nobody is told.
    BlackHole,
    /// Cut as soon as nothing was said for so long.
    CutsWhenIdle(Duration),
}

const LATE: Duration = Duration::from_millis(500);

async fn proxy(world: &World, road: watch::Receiver<Road>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let server = Arc::new(world.address.clone());
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let far = TcpStream::connect(server.as_str()).await.unwrap();
            let (near_in, near_out) = near.into_split();
            let (far_in, far_out) = far.into_split();
            tokio::spawn(carry(near_in, far_out, road.clone()));
            tokio::spawn(carry(far_in, near_out, road.clone()));
        }
    });
    address
}

async fn carry(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, road: watch::Receiver<Road>) {
    let mut piece = vec![0; 16 * 1024];
    loop {
        let now = *road.borrow();
        let read = match now {
            Road::CutsWhenIdle(after) => {
                match tokio::time::timeout(after, from.read(&mut piece)).await {
                    Ok(read) => read,
                    Err(_) => return,
                }
            }
            Road::Slow | Road::BlackHole => from.read(&mut piece).await,
        };
        let Ok(1..) = read else { return };
        let now = *road.borrow();
        match now {
            Road::Slow => tokio::time::sleep(LATE).await,
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
    let (_, origin) = world.live();
    let live = format!("ws://{proxy}/live");
    let socket = cast::socket(&live, &origin).await.unwrap();
    let person = Person::hello(name, socket, world.ticket(name).await, None).await;
    person.until("everything", |mirror| mirror.live).await;
    person
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
