use super::*;

const SPRING: ProgrammeId = ProgrammeId(Uuid::from_u128(1));
const TUESDAY: SessionId = SessionId(Uuid::from_u128(2));
const WEDNESDAY: SessionId = SessionId(Uuid::from_u128(3));
const SAM: PersonId = PersonId(Uuid::from_u128(4));
const ALEX: PersonId = PersonId(Uuid::from_u128(5));

fn name(session: SessionId, person: PersonId, class: Class) -> KeyName {
    KeyName {
        programme: SPRING.0,
        session: session.0,
        whose: person.into(),
        class,
    }
}

fn chat(session: SessionId, person: PersonId) -> KeyName {
    name(session, person, Class::MainChat)
}

async fn make(keys: &Arc<Keys>, names: &[KeyName]) -> BTreeMap<KeyName, Key> {
    keys.find_or_make(names.iter().copied().collect())
        .await
        .unwrap()
}

async fn there(keys: &Arc<Keys>, names: &[KeyName]) -> Vec<KeyName> {
    let found = keys.find(names.iter().copied().collect()).await.unwrap();
    found.into_keys().collect()
}

fn on_disk(folder: &Path) -> Result<Arc<Keys>, KeysError> {
    Keys::open(folder, &folder.join("master.key"), Wanted::Any).map(Arc::new)
}

#[tokio::test]
async fn a_key_is_made_once_and_is_the_same_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let sams = chat(TUESDAY, SAM);
    let keys = on_disk(folder.path()).unwrap();
    let made = make(&keys, &[sams]).await;
    assert_eq!(make(&keys, &[sams]).await, made);
    drop(keys);
    assert_eq!(make(&on_disk(folder.path()).unwrap(), &[sams]).await, made);
}

#[tokio::test]
async fn log5_a_damaged_key_is_the_trouble_of_its_owner_and_new_keys_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let keys = on_disk(folder.path()).unwrap();
    make(&keys, &[chat(TUESDAY, SAM)]).await;
    drop(keys);
    let meddler = rusqlite::Connection::open(folder.path().join("keys.db")).unwrap();
    let damaged = meddler.execute("UPDATE key SET wrapped = zeroblob(60)", []);
    assert_eq!(damaged.unwrap(), 1);

    let keys = on_disk(folder.path()).unwrap();
    let refused = keys.find_or_make([chat(TUESDAY, SAM)].into()).await;
    assert!(matches!(refused, Err(KeysError::Damaged { keys: 1, .. })));
    assert_eq!(*keys.failing().borrow(), None, "others go on");
    make(&keys, &[chat(TUESDAY, ALEX)]).await;
    let both = [chat(TUESDAY, SAM), chat(TUESDAY, ALEX)];
    let found = keys.find(both.into()).await.unwrap();
    assert!(
        found.keys().eq([&chat(TUESDAY, ALEX)]),
        "what is sound opens"
    );
    let three = [both[0], both[1], chat(WEDNESDAY, ALEX)];
    let made = keys.find_or_make_but_damaged(three.into()).await.unwrap();
    assert!(made.keys().eq([&both[1], &three[2]]), "and is made");
    let master = folder.path().join("master.key");
    let checked = Keys::check(folder.path(), &master, Wanted::Any);
    assert!(matches!(checked, Err(KeysError::Damaged { keys: 1, .. })));
}

#[tokio::test]
async fn log5_keys_that_cannot_be_written_are_told_until_they_can() {
    let folder = tempfile::tempdir().unwrap();
    let keys = on_disk(folder.path()).unwrap();
    let other = rusqlite::Connection::open(folder.path().join("keys.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = keys.find_or_make([chat(TUESDAY, SAM)].into()).await;
    assert!(matches!(refused, Err(KeysError::Unwritten { .. })));
    let mut failing = keys.failing();
    assert!(failing.borrow_and_update().is_some());

    other.execute_batch("ROLLBACK").unwrap();
    failing.wait_for(Option::is_none).await.unwrap();
    make(&keys, &[chat(TUESDAY, SAM)]).await;
}

#[tokio::test]
async fn a_master_key_whose_writing_was_cut_off_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("master.key"), []).unwrap();
    let sams = chat(TUESDAY, SAM);
    let made = make(&on_disk(folder.path()).unwrap(), &[sams]).await;
    assert_eq!(make(&on_disk(folder.path()).unwrap(), &[sams]).await, made);
}

#[tokio::test]
async fn sam_is_erased_everywhere_and_gets_no_new_key_while_alex_keeps_theirs() {
    let keys = Arc::new(Keys::in_memory().unwrap());
    let all = [
        chat(TUESDAY, SAM),
        chat(WEDNESDAY, SAM),
        chat(TUESDAY, ALEX),
    ];
    make(&keys, &all).await;
    let erase = || keys.destroy(vec![Scope::Person(SPRING, SAM)]);
    assert_eq!(erase().await, Ok(2));
    assert_eq!(there(&keys, &all).await, [chat(TUESDAY, ALEX)]);
    assert!(make(&keys, &[chat(TUESDAY, SAM)]).await.is_empty());
    assert_eq!(erase().await, Ok(0));
}

#[tokio::test]
async fn an_account_is_erased_in_the_house_and_gets_no_new_key_while_its_namesake_on_a_roster_stays()
 {
    let keys = Arc::new(Keys::in_memory().unwrap());
    let of_house = |whose: u128| KeyName {
        programme: Uuid::nil(),
        session: Uuid::nil(),
        whose: Whose(Uuid::from_u128(whose)),
        class: Class::Names,
    };
    // The same number in a programme is somebody else.
    let all = [of_house(4), of_house(5), chat(TUESDAY, SAM)];
    make(&keys, &all).await;
    let erase = || keys.destroy(vec![Scope::OfHouse(Whose(Uuid::from_u128(4)))]);
    assert_eq!(erase().await, Ok(1));
    let left = there(&keys, &all).await;
    assert!(!left.contains(&of_house(4)) && left.len() == 2);
    assert!(make(&keys, &[of_house(4)]).await.is_empty());
    assert_eq!(erase().await, Ok(0));
}

#[tokio::test]
async fn a_session_and_a_programme_are_erased_whole() {
    let keys = Arc::new(Keys::in_memory().unwrap());
    let all = [
        chat(TUESDAY, SAM),
        chat(WEDNESDAY, SAM),
        chat(WEDNESDAY, ALEX),
    ];
    make(&keys, &all).await;
    keys.destroy(vec![Scope::Session(SPRING, TUESDAY)])
        .await
        .unwrap();
    assert!(make(&keys, &[chat(TUESDAY, ALEX)]).await.is_empty());
    assert_eq!(there(&keys, &all).await.len(), 2);
    keys.destroy(vec![Scope::Programme(SPRING)]).await.unwrap();
    assert_eq!(there(&keys, &all).await, []);
    assert!(make(&keys, &all).await.is_empty());
}

#[tokio::test]
async fn when_the_time_of_the_chat_is_over_check_ins_stay_readable() {
    let keys = Arc::new(Keys::in_memory().unwrap());
    let check_in = name(TUESDAY, SAM, Class::SharedCheckIns);
    make(&keys, &[chat(TUESDAY, SAM), chat(WEDNESDAY, SAM), check_in]).await;
    let over = vec![Scope::OfSession(SPRING, TUESDAY, Class::MainChat)];
    assert_eq!(keys.destroy(over).await, Ok(1));
    let kept = keys.kept(SPRING).await.unwrap();
    let expected = [
        (WEDNESDAY.0, Class::MainChat),
        (TUESDAY.0, Class::SharedCheckIns),
    ];
    assert_eq!(kept, expected.into());
}

#[tokio::test]
async fn without_its_master_key_or_with_another_the_store_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    drop(on_disk(folder.path()).unwrap());
    let master = folder.path().join("master.key");
    std::fs::write(&master, [9; 32]).unwrap();
    assert!(matches!(
        on_disk(folder.path()),
        Err(KeysError::WrongMaster { .. })
    ));
    std::fs::remove_file(&master).unwrap();
    assert!(matches!(
        on_disk(folder.path()),
        Err(KeysError::NoMaster { .. })
    ));
}

#[tokio::test]
async fn a_destroyed_key_is_in_no_file_not_even_wrapped_and_no_key_ever_lies_open() {
    let folder = tempfile::tempdir().unwrap();
    let keys = on_disk(folder.path()).unwrap();
    let made = make(&keys, &[chat(TUESDAY, SAM), chat(TUESDAY, ALEX)]).await;
    let holds = |bytes: &[u8]| {
        let files = std::fs::read_dir(folder.path()).unwrap();
        files
            .map(|file| std::fs::read(file.unwrap().path()).unwrap())
            .any(|file| file.windows(bytes.len()).any(|window| window == bytes))
    };
    assert!(made.values().all(|key| !holds(key.bytes())));
    assert!(holds(SAM.0.as_bytes()));
    keys.destroy(vec![Scope::OfSession(SPRING, TUESDAY, Class::MainChat)])
        .await
        .unwrap();
    assert!(!holds(SAM.0.as_bytes()) && !holds(ALEX.0.as_bytes()));
}

#[tokio::test]
async fn the_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    drop(on_disk(folder.path()).unwrap());
    for file in ["keys.db", "master.key", "erasures.jsonl"] {
        let mode = std::fs::metadata(folder.path().join(file))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0, "{file}");
    }
}

#[test]
fn what_is_sealed_opens_with_its_key_at_its_place_alone() {
    let key = Key::new([1; 32]);
    let sealed = seal(&key, [2; 24], b"here", b"calm words").unwrap();
    assert!(!sealed.windows(4).any(|window| window == b"calm"));
    assert_eq!(
        open(&key, b"here", &sealed).unwrap().as_slice(),
        b"calm words"
    );
    assert!(open(&key, b"there", &sealed).is_none());
    assert!(open(&Key::new([3; 32]), b"here", &sealed).is_none());
    assert!(open(&key, b"here", &sealed[..10]).is_none());
    for place in 0..sealed.len() {
        let mut other = sealed.clone();
        other[place] ^= 1;
        assert!(open(&key, b"here", &other).is_none(), "byte {place}");
    }
}

#[test]
fn the_key_of_several_needs_each_of_theirs() {
    let (sam, alex) = (Whose::from(SAM), Whose::from(ALEX));
    let (one, two, three) = (Key::new([1; 32]), Key::new([2; 32]), Key::new([3; 32]));
    assert_eq!(combined([(&sam, &one)]), Some(one.clone()));
    let both = combined([(&sam, &one), (&alex, &two)]);
    assert_ne!(both, combined([(&sam, &one), (&alex, &three)]));
    assert_ne!(both, Some(one));
    assert_eq!(combined([]), None);
}

#[tokio::test]
async fn what_is_erased_goes_again_when_older_keys_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let keys = on_disk(folder.path()).unwrap();
    make(&keys, &[chat(TUESDAY, SAM), chat(TUESDAY, ALEX)]).await;
    let copy = folder.path().join("copy.db");
    std::fs::copy(folder.path().join("keys.db"), &copy).unwrap();
    let sam = Erased::Person {
        programme: SPRING,
        person: SAM,
    };
    keys.erase(sam, At(5)).await.unwrap();
    keys.erase(sam, At(6)).await.unwrap();
    drop(keys);

    std::fs::rename(copy, folder.path().join("keys.db")).unwrap();
    let keys = on_disk(folder.path()).unwrap();
    assert_eq!(keys.erased(), [sam]);
    let all = [chat(TUESDAY, SAM), chat(TUESDAY, ALEX)];
    assert_eq!(there(&keys, &all).await, [chat(TUESDAY, ALEX)]);
    assert!(make(&keys, &[chat(TUESDAY, SAM)]).await.is_empty());
}

#[test]
fn a_torn_line_of_the_ledger_hides_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("erasures.jsonl");
    std::fs::write(&file, "{\"at\":1,\"erased\":\"pers").unwrap();
    let all = Erased::Programme { programme: SPRING };
    Ledger::open(folder.path())
        .unwrap()
        .note(all, At(2))
        .unwrap();
    assert_eq!(Ledger::open(folder.path()).unwrap().erased(), [all]);
}
