//! What every log promises its writers and readers. Each promise runs on every implementation;
//! what only a log on disk can promise stands in `log_on_disk.rs`.

use std::sync::Arc;

use alongside::log::{Kind, Log, LogError, Memory, Record, Sqlite, Stream};
use uuid::Uuid;

/// Runs each promise on a fresh log of each implementation.
macro_rules! every_log_promises {
    ($($promise:ident),* $(,)?) => {
        mod memory {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $promise() {
                super::$promise(std::sync::Arc::new(super::Memory::new())).await;
            })*
        }
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $promise() {
                let folder = tempfile::tempdir().unwrap();
                super::$promise(std::sync::Arc::new(super::Sqlite::open(folder.path()).unwrap())).await;
            })*
        }
    };
}

every_log_promises! {
    what_was_appended_is_read_in_order,
    reading_may_start_at_any_record,
    a_stream_nobody_wrote_to_is_empty,
    a_stale_writer_is_refused_and_changes_nothing,
    a_writer_ahead_of_the_log_is_refused,
    several_records_are_kept_together_or_not_at_all,
    appending_nothing_only_asks_for_the_fence,
    streams_know_nothing_of_each_other,
    only_streams_of_the_asked_kind_are_listed,
    an_erased_stream_is_empty_and_starts_again,
    erasing_one_stream_leaves_the_others,
    erasing_twice_is_no_error,
    of_writers_at_the_same_position_exactly_one_wins,
    records_of_any_length_and_any_bytes_come_back_unchanged,
}

fn tuesday() -> Stream {
    Stream::session(Uuid::from_u128(0x7e5d))
}

fn spring_programme() -> Stream {
    Stream::programme(Uuid::from_u128(0x5921))
}

fn bodies(words: &[&str]) -> Vec<Vec<u8>> {
    words.iter().map(|word| word.as_bytes().to_vec()).collect()
}

fn words(records: &[Record]) -> Vec<(u64, String)> {
    records
        .iter()
        .map(|record| {
            (
                record.position,
                String::from_utf8(record.body.clone()).unwrap(),
            )
        })
        .collect()
}

fn said(position: u64, word: &str) -> (u64, String) {
    (position, word.to_owned())
}

async fn what_was_appended_is_read_in_order(log: Arc<dyn Log>) {
    assert_eq!(
        log.append(tuesday(), 0, bodies(&["Ana arrives"])).await,
        Ok(1)
    );
    assert_eq!(
        log.append(tuesday(), 1, bodies(&["Bo arrives", "Cy arrives"]))
            .await,
        Ok(3)
    );

    let told = log.read(tuesday(), 0).await.unwrap();
    assert_eq!(
        words(&told),
        [
            said(1, "Ana arrives"),
            said(2, "Bo arrives"),
            said(3, "Cy arrives")
        ]
    );
}

async fn reading_may_start_at_any_record(log: Arc<dyn Log>) {
    log.append(tuesday(), 0, bodies(&["one", "two", "three"]))
        .await
        .unwrap();

    assert_eq!(words(&log.read(tuesday(), 1).await.unwrap()).len(), 3);
    assert_eq!(
        words(&log.read(tuesday(), 2).await.unwrap()),
        [said(2, "two"), said(3, "three")]
    );
    assert_eq!(
        words(&log.read(tuesday(), 3).await.unwrap()),
        [said(3, "three")]
    );
    assert_eq!(log.read(tuesday(), 4).await, Ok(vec![]));
    assert_eq!(log.read(tuesday(), u64::MAX).await, Ok(vec![]));
}

async fn a_stream_nobody_wrote_to_is_empty(log: Arc<dyn Log>) {
    assert_eq!(log.read(tuesday(), 0).await, Ok(vec![]));
    assert_eq!(log.list(Kind::Session).await, Ok(vec![]));
}

async fn a_stale_writer_is_refused_and_changes_nothing(log: Arc<dyn Log>) {
    log.append(tuesday(), 0, bodies(&["one", "two"]))
        .await
        .unwrap();

    let late = log.append(tuesday(), 1, bodies(&["another two"])).await;

    assert_eq!(
        late,
        Err(LogError::Stale {
            stream: tuesday(),
            expected: 1,
            last: 2
        })
    );
    assert_eq!(
        words(&log.read(tuesday(), 0).await.unwrap()),
        [said(1, "one"), said(2, "two")]
    );
    assert_eq!(
        log.append(tuesday(), 2, bodies(&["three"])).await,
        Ok(3),
        "the true owner goes on"
    );
}

async fn a_writer_ahead_of_the_log_is_refused(log: Arc<dyn Log>) {
    let ahead = log.append(tuesday(), 5, bodies(&["six"])).await;

    assert_eq!(
        ahead,
        Err(LogError::Stale {
            stream: tuesday(),
            expected: 5,
            last: 0
        })
    );
    let beyond = log
        .append(tuesday(), u64::MAX, bodies(&["no such record"]))
        .await;
    assert_eq!(
        beyond,
        Err(LogError::Stale {
            stream: tuesday(),
            expected: u64::MAX,
            last: 0
        })
    );
    assert_eq!(log.list(Kind::Session).await, Ok(vec![]));
}

async fn several_records_are_kept_together_or_not_at_all(log: Arc<dyn Log>) {
    log.append(tuesday(), 0, bodies(&["one"])).await.unwrap();

    assert!(
        log.append(tuesday(), 0, bodies(&["a", "b", "c"]))
            .await
            .is_err()
    );
    assert_eq!(
        words(&log.read(tuesday(), 0).await.unwrap()),
        [said(1, "one")]
    );

    assert_eq!(
        log.append(tuesday(), 1, bodies(&["a", "b", "c"])).await,
        Ok(4)
    );
    assert_eq!(log.read(tuesday(), 0).await.unwrap().len(), 4);
}

async fn appending_nothing_only_asks_for_the_fence(log: Arc<dyn Log>) {
    assert_eq!(log.append(tuesday(), 0, vec![]).await, Ok(0));
    assert_eq!(
        log.list(Kind::Session).await,
        Ok(vec![]),
        "no stream comes from nothing"
    );
    log.append(tuesday(), 0, bodies(&["one"])).await.unwrap();

    assert_eq!(log.append(tuesday(), 1, vec![]).await, Ok(1));
    let stale = log.append(tuesday(), 0, vec![]).await;
    assert_eq!(
        stale,
        Err(LogError::Stale {
            stream: tuesday(),
            expected: 0,
            last: 1
        })
    );
}

async fn streams_know_nothing_of_each_other(log: Arc<dyn Log>) {
    let same_id_other_kind = Stream::programme(tuesday().id());
    log.append(tuesday(), 0, bodies(&["in the session"]))
        .await
        .unwrap();
    log.append(same_id_other_kind, 0, bodies(&["in the programme"]))
        .await
        .unwrap();

    assert_eq!(
        words(&log.read(tuesday(), 0).await.unwrap()),
        [said(1, "in the session")]
    );
    let programme = log.read(same_id_other_kind, 0).await.unwrap();
    assert_eq!(words(&programme), [said(1, "in the programme")]);
}

async fn only_streams_of_the_asked_kind_are_listed(log: Arc<dyn Log>) {
    let wednesday = Stream::session(Uuid::from_u128(u128::MAX));
    for stream in [
        wednesday,
        Stream::organisation(),
        tuesday(),
        spring_programme(),
    ] {
        log.append(stream, 0, bodies(&["begun", "and gone on"]))
            .await
            .unwrap();
    }

    assert_eq!(
        log.list(Kind::Session).await,
        Ok(vec![tuesday(), wednesday])
    );
    assert_eq!(
        log.list(Kind::Programme).await,
        Ok(vec![spring_programme()])
    );
    assert_eq!(
        log.list(Kind::Organisation).await,
        Ok(vec![Stream::organisation()])
    );
}

async fn an_erased_stream_is_empty_and_starts_again(log: Arc<dyn Log>) {
    log.append(tuesday(), 0, bodies(&["one", "two"]))
        .await
        .unwrap();

    assert_eq!(log.erase(tuesday()).await, Ok(()));

    assert_eq!(log.read(tuesday(), 0).await, Ok(vec![]));
    assert_eq!(log.list(Kind::Session).await, Ok(vec![]));
    let former_owner = log.append(tuesday(), 2, bodies(&["three"])).await;
    assert_eq!(
        former_owner,
        Err(LogError::Stale {
            stream: tuesday(),
            expected: 2,
            last: 0
        })
    );
    assert_eq!(log.append(tuesday(), 0, bodies(&["anew"])).await, Ok(1));
}

async fn erasing_one_stream_leaves_the_others(log: Arc<dyn Log>) {
    log.append(tuesday(), 0, bodies(&["goes"])).await.unwrap();
    log.append(spring_programme(), 0, bodies(&["stays"]))
        .await
        .unwrap();

    log.erase(tuesday()).await.unwrap();

    let programme = log.read(spring_programme(), 0).await.unwrap();
    assert_eq!(words(&programme), [said(1, "stays")]);
    assert_eq!(
        log.append(spring_programme(), 1, bodies(&["goes on"]))
            .await,
        Ok(2)
    );
}

async fn erasing_twice_is_no_error(log: Arc<dyn Log>) {
    log.append(tuesday(), 0, bodies(&["one"])).await.unwrap();

    assert_eq!(log.erase(tuesday()).await, Ok(()));
    assert_eq!(log.erase(tuesday()).await, Ok(()));
}

async fn of_writers_at_the_same_position_exactly_one_wins(log: Arc<dyn Log>) {
    const WRITERS: usize = 8;
    const ROUNDS: u64 = 40;
    for round in 0..ROUNDS {
        let race: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let log = Arc::clone(&log);
                let body = format!("{writer} wins {}", round + 1).into_bytes();
                tokio::spawn(async move { log.append(tuesday(), round, vec![body]).await })
            })
            .collect();

        let mut winners = vec![];
        for (writer, outcome) in race.into_iter().enumerate() {
            match outcome.await.unwrap() {
                Ok(position) => winners.push((writer, position)),
                Err(error) => assert_eq!(
                    error,
                    LogError::Stale {
                        stream: tuesday(),
                        expected: round,
                        last: round + 1
                    }
                ),
            }
        }
        let [(winner, position)] = winners[..] else {
            panic!("round {round} was won by {winners:?}");
        };
        assert_eq!(position, round + 1);
        let last = log.read(tuesday(), position).await.unwrap();
        assert_eq!(
            words(&last),
            [said(position, &format!("{winner} wins {position}"))]
        );
    }
    assert_eq!(log.read(tuesday(), 0).await.unwrap().len() as u64, ROUNDS);
}

async fn records_of_any_length_and_any_bytes_come_back_unchanged(log: Arc<dyn Log>) {
    let odd = vec![
        vec![],
        vec![0],
        vec![0xff; 3],
        (0..=255).cycle().take(100_000).collect(),
    ];

    log.append(tuesday(), 0, odd.clone()).await.unwrap();

    let told: Vec<_> = log
        .read(tuesday(), 0)
        .await
        .unwrap()
        .into_iter()
        .map(|record| record.body)
        .collect();
    assert!(told == odd, "the bytes that came back differ");
}
