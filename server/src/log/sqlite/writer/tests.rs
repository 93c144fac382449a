//! What becomes of a batch when a commit fails (LOG4).

use super::*;
use crate::log::sqlite::heads::Clerk;
use crate::log::sqlite::open;

const TUESDAY: Stream = Stream::session(uuid::Uuid::from_u128(7));
const WEDNESDAY: Stream = Stream::session(uuid::Uuid::from_u128(8));

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

#[test]
fn log4_a_full_disk_acknowledges_nobody_until_it_is_well_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = open::database_in(folder.path());
    let small = open::for_writing(&file).unwrap();
    small.pragma_update(None, "max_page_count", 20).unwrap();
    let clerk = Clerk::start(folder.path(), &small).unwrap();
    let writer = Writer::start(small, &file, clerk.heads()).unwrap();
    assert_eq!(
        wait(writer.append(TUESDAY, 0, vec![b"fits".to_vec()])),
        Ok(1)
    );

    let too_much = wait(writer.append(TUESDAY, 1, vec![vec![7; 200_000]]));
    assert_eq!(too_much, Err(LogError::Full));
    let small_again = wait(writer.append(WEDNESDAY, 0, vec![b"would fit".to_vec()]));
    assert_eq!(
        small_again,
        Err(LogError::Resting(Box::new(LogError::Full))),
        "no second try behind a failed commit"
    );

    // Opened anew, it has room: it goes on by itself, and nothing of the failed batch is there.
    let mut health = writer.health();
    wait(health.wait_for(|health| *health == Health::Well)).unwrap();
    assert_eq!(
        wait(writer.append(WEDNESDAY, 0, vec![b"fits".to_vec()])),
        Ok(1)
    );
    assert_eq!(
        wait(writer.append(TUESDAY, 1, vec![b"goes on".to_vec()])),
        Ok(2)
    );
}

#[test]
fn whoever_shares_a_failed_commit_is_told_of_the_failure_and_not_of_a_stale_position() {
    let folder = tempfile::tempdir().unwrap();
    let file = open::database_in(folder.path());
    let small = open::for_writing(&file).unwrap();
    small.pragma_update(None, "max_page_count", 20).unwrap();
    let clerk = Clerk::start(folder.path(), &small).unwrap();
    let mut desk = Desk::new(small, &file, clerk.heads()).unwrap();
    let job = |stream, expected, body: Vec<u8>| Job {
        stream,
        wish: Wish::Append {
            expected,
            bodies: vec![body],
        },
        reply: oneshot::channel().0,
    };

    let together = [
        job(WEDNESDAY, 0, b"fits".to_vec()),
        job(WEDNESDAY, 0, b"stale, had the first been kept".to_vec()),
        job(TUESDAY, 0, vec![7; 200_000]),
    ];

    assert_eq!(desk.settle(&together), vec![Err(LogError::Full); 3]);
    let connection = desk.connection.unwrap();
    let kept: u64 = connection
        .query_row("SELECT count(*) FROM record", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 0);
}

#[test]
fn log4_behind_a_disk_that_failed_nothing_is_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = open::database_in(folder.path());
    let connection = open::for_writing(&file).unwrap();
    let clerk = Clerk::start(folder.path(), &connection).unwrap();
    let mut desk = Desk::new(connection, &file, clerk.heads()).unwrap();
    desk.fail(LogError::Broken("fsync".to_owned()));

    desk.mend();

    let failed = LogError::Broken("fsync".to_owned());
    assert_eq!(desk.failing(), Some(failed), "only a new start ends this");
}
