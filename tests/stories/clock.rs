//! Somebody sets the wall clock back between two starts of the server: a session's time goes on from where it was, and
//! what falls due falls due.

use alongside_protocol::{entry::Entry, frames::FromBrowser, ids::At, people::Link};

use super::resume::{post, reads};
use crate::cast::Mirror;
use crate::world::{MORNING, World};

#[tokio::test]
async fn presence1_a_clock_that_was_set_back_holds_no_deadline_up() {
    let world = World::new().await;
    let [mut asha, _ben] = world.all_arrive(["Asha", "Ben"]).await;
    world.later(30 * 60);
    asha.does(post("half an hour later")).await;

    let world = world.dies_and_starts_at(MORNING).await;
    let mut ben = world.arrives("Ben").await;
    let then = MORNING.plus_minutes(30);
    assert!(ben.look().now >= then, "{:?}", ben.look().now);
    ben.say(&FromBrowser::Ping { sent: At(0) }).await;
    ben.until("a pong", |mirror| mirror.pongs == 1).await;
    assert!(ben.look().now >= then, "{:?}", ben.look().now);

    let key = format!("person/{}", world.id("Asha"));
    let is = |link: Link| {
        let key = key.clone();
        move |mirror: &Mirror| matches!(mirror.group(&key), Some(Entry::Person(one)) if one.link == link)
    };
    ben.until("her line is lost", is(Link::Reconnecting)).await;
    world.later(121);
    ben.until("she has dropped", is(Link::Dropped)).await;
    ben.does(post("and it goes on")).await;
    assert!(reads(&ben.look(), "half an hour later"));
}
