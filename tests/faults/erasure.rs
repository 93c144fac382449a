//! Killed in the middle of an erasure: what was said to be gone is gone, and what was only begun is finished by asking
//! again. Nothing else is touched.

use alongside::log::{Log, Sqlite, Stream};
use serde_json::json;

use super::{FEW, a_while, check, times};
use crate::stories::resume::post;
use crate::world::World;

const TURNS: u32 = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_erasure_that_was_killed_is_done_or_finished_by_asking_again() {
    for _ in 0..TURNS {
        is_killed_once().await;
    }
}

async fn is_killed_once() {
    let mut world = World::of_the_program(&FEW).await;
    let goes = world.session;
    world.arrives("Asha").await.does(post("goes away")).await;
    world.session = world.another_session().await;
    world.arrives("Asha").await.does(post("stays here")).await;

    let path = format!("/api/programmes/{}/erase", world.programme);
    let wish = json!({ "what": { "t": "session", "session": goes } });
    world.organiser.step_up().await;
    let mut organiser = world.organiser.clone();
    let (to, what) = (path.clone(), wish.clone());
    let asked = tokio::spawn(async move { organiser.post(&to, &what).await.status });
    tokio::time::sleep(a_while(400)).await;
    let mut world = world.dies_and_starts_again().await;
    let said_done = asked.await.is_ok_and(|status| status == 200);

    if !said_done {
        let again = world.organiser.post(&path, &wish).await;
        assert!([200, 404].contains(&again.status), "{again:?}");
    }
    let ben = world.arrives("Ben").await;
    assert_eq!(times(&ben.look(), "stays here"), 1);
    drop(ben);
    assert!(world.is_asked_to_end().await.unwrap().success());
    let log = Sqlite::open(world.folder()).unwrap();
    let left = log.read(Stream::session(goes.0), 1).await.unwrap();
    assert!(left.is_empty(), "{left:?}");
    drop(log);
    let (sound, told) = check(world.folder());
    assert!(sound, "{told}");
}
