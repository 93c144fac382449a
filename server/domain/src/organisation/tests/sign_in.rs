//! How Morag signs in, and what she changes about it.

use super::{NOW, ask, found, pass};
use crate::{
    aggregate::{Fingerprint, Pass},
    limits,
    organisation::{
        Change, Command, Event, Opaque, Organisation, PasskeyKeys, PassphraseHash, Proof, Second,
        Wish,
    },
};
use alongside_protocol::{
    ids::{At, StaffId},
    refusal::{Code, Refusal},
};

const MARK: Fingerprint = Fingerprint([200; 32]);

pub fn morag() -> (Organisation, StaffId) {
    let mut house = Organisation::default();
    found(&mut house, "Morag").unwrap();
    let id = house.by_name("Morag").unwrap().id;
    (house, id)
}

pub fn by_phrase(second: Option<Second>) -> Proof {
    let hash = PassphraseHash("hash".into());
    Proof::Passphrase { hash, second }
}

fn app_code(step: u64) -> Proof {
    by_phrase(Some(Second::App { step }))
}

pub fn key(mark: u8) -> Fingerprint {
    pass(mark).key
}

pub fn sign_in(house: &mut Organisation, proof: Proof, mark: u8) -> Result<Vec<Event>, Refusal> {
    let staff = house.by_name("Morag").unwrap().id;
    let command = Command::SignIn {
        staff,
        proof,
        pass: pass(mark),
        mark: MARK,
    };
    ask(house, command)
}

/// She shows once more who she is in the browser with this key, which has another one then.
pub fn step_up(house: &mut Organisation, proof: Proof, was: u8, fresh: u8) -> Result<(), Refusal> {
    let command = Command::StepUp {
        key: key(was),
        proof,
        fresh: key(fresh),
    };
    ask(house, command).map(|_| ())
}

pub fn wish(house: &mut Organisation, mark: u8, wish: Wish) -> Result<Vec<Event>, Refusal> {
    let key = key(mark);
    ask(house, Command::Account { key, wish })
}

pub fn codes() -> Vec<Fingerprint> {
    (100..110).map(|mark| Fingerprint([mark; 32])).collect()
}

fn app(step: u64) -> Wish {
    Wish::SetApp {
        secret: Opaque("SECRET".into()),
        step,
        codes: codes(),
    }
}

pub fn blue_key(credential: &str) -> Wish {
    Wish::AddPasskey {
        keys: PasskeyKeys {
            name: " Blue key ".into(),
            credential: Opaque(credential.into()),
            public_key: Opaque("public".into()),
            state: Opaque("0".into()),
        },
        codes: codes(),
    }
}

pub fn new_passphrase() -> Wish {
    Wish::ChangePassphrase {
        hash: PassphraseHash("other".into()),
        codes: codes(),
    }
}

fn passkey(house: &Organisation, seen: &str, state: &str) -> Proof {
    let morag = house.by_name("Morag").unwrap();
    Proof::Passkey {
        passkey: morag.credentials.passkeys[0].id,
        seen: Opaque(seen.into()),
        state: Opaque(state.into()),
    }
}

#[test]
fn sign1_a_passphrase_is_enough_until_something_stronger_is_set_up() {
    let (mut house, _) = morag();
    sign_in(&mut house, by_phrase(None), 2).unwrap();
    step_up(&mut house, by_phrase(None), 2, 3).unwrap();
    let events = wish(&mut house, 3, app(7)).unwrap();
    assert_eq!(
        events.len(),
        3,
        "recovery codes come with it, and the other browser ends"
    );
    assert!(sign_in(&mut house, by_phrase(None), 4).is_err());
    sign_in(&mut house, app_code(8), 4).unwrap();
}

#[test]
fn sign2_each_code_is_good_once_and_none_from_before_it() {
    let (mut house, _) = morag();
    step_up(&mut house, by_phrase(None), 1, 2).unwrap();
    wish(&mut house, 2, app(7)).unwrap();
    assert!(
        sign_in(&mut house, app_code(7), 3).is_err(),
        "it confirmed the app"
    );
    sign_in(&mut house, app_code(9), 3).unwrap();
    assert!(sign_in(&mut house, app_code(9), 4).is_err());
    assert!(sign_in(&mut house, app_code(8), 4).is_err());

    let recovery = |mark| {
        by_phrase(Some(Second::Recovery {
            code: Fingerprint([mark; 32]),
        }))
    };
    sign_in(&mut house, recovery(103), 4).unwrap();
    assert!(sign_in(&mut house, recovery(103), 5).is_err());
    assert!(sign_in(&mut house, recovery(99), 5).is_err());
    let left = &house.by_name("Morag").unwrap().credentials.recovery;
    assert_eq!(left.len(), limits::RECOVERY_CODES - 1);

    step_up(&mut house, app_code(10), 4, 5).unwrap();
    let fresh = vec![Fingerprint([150; 32])];
    wish(&mut house, 5, Wish::NewCodes { codes: fresh }).unwrap();
    assert!(
        sign_in(&mut house, recovery(104), 6).is_err(),
        "a new set replaces the old one"
    );
    sign_in(&mut house, recovery(150), 6).unwrap();
}

#[test]
fn sign3_a_passkey_alone_is_enough_and_its_state_moves_on() {
    let (mut house, _) = morag();
    step_up(&mut house, by_phrase(None), 1, 2).unwrap();
    wish(&mut house, 2, blue_key("blue")).unwrap();
    assert_eq!(
        house.by_name("Morag").unwrap().credentials.passkeys[0]
            .keys
            .name
            .text(),
        "Blue key"
    );
    assert!(sign_in(&mut house, by_phrase(None), 3).is_err());
    let proof = passkey(&house, "0", "1");
    sign_in(&mut house, proof.clone(), 3).unwrap();
    let twice = sign_in(&mut house, proof, 4).unwrap_err();
    assert_eq!(
        twice.code,
        Code::Stale,
        "held against a state that is no longer so"
    );
}

#[test]
fn sign3_a_passkey_belongs_to_one_account_and_only_so_many_to_each() {
    let (mut house, _) = morag();
    step_up(&mut house, by_phrase(None), 1, 2).unwrap();
    wish(&mut house, 2, blue_key("1")).unwrap();
    assert!(wish(&mut house, 2, blue_key("1")).is_err());
    for more in 2..=limits::PASSKEYS {
        wish(&mut house, 2, blue_key(&more.to_string())).unwrap();
    }
    let refusal = wish(&mut house, 2, blue_key("more")).unwrap_err();
    assert!(refusal.sentence.contains("You have 10 passkeys"));
    let first = house.by_name("Morag").unwrap().credentials.passkeys[0].id;
    let remove = Wish::RemovePasskey { passkey: first };
    assert_eq!(wish(&mut house, 2, remove.clone()).unwrap().len(), 1);
    assert_eq!(
        wish(&mut house, 2, remove).unwrap(),
        [],
        "it is gone already"
    );
}

#[test]
fn sign6_nothing_about_an_account_changes_without_showing_once_more_who_one_is() {
    let (mut house, _) = morag();
    let wishes = [
        app(7),
        blue_key("blue"),
        Wish::RemoveApp,
        Wish::NewCodes { codes: codes() },
        new_passphrase(),
        Wish::LinkProvider {
            account: super::provider::account("subject"),
            codes: codes(),
        },
        Wish::UnlinkProvider,
    ];
    for one in wishes {
        assert_eq!(wish(&mut house, 1, one).unwrap_err().code, Code::StepUp);
    }
    step_up(&mut house, by_phrase(None), 1, 2).unwrap();
    let later = |seconds| NOW.plus_seconds(seconds);
    assert!(house.is_certain(key(2), later(limits::STEP_UP_SECONDS - 1)));
    assert!(!house.is_certain(key(2), later(limits::STEP_UP_SECONDS)));
    sign_in(&mut house, by_phrase(None), 3).unwrap();
    assert!(
        !house.is_certain(key(3), NOW),
        "another browser is another matter"
    );
}

#[test]
fn sign4_a_key_is_fresh_each_day_and_the_earlier_one_lasts_a_minute_more() {
    let (mut house, staff) = morag();
    let next_day = At(NOW.0 + 24 * 60 * 60 * 1000);
    let renew = |house: &mut Organisation, was, fresh, now| {
        let command = Command::Renew {
            key: key(was),
            fresh: key(fresh),
        };
        super::ask_at(house, now, command).unwrap()
    };
    let for_days = Command::SignIn {
        staff,
        proof: by_phrase(None),
        pass: Pass {
            key: key(11),
            until: NOW.plus_minutes(3 * 24 * 60),
        },
        mark: MARK,
    };
    ask(&mut house, for_days).unwrap();
    assert_eq!(renew(&mut house, 11, 12, NOW), [], "it is of today");
    assert_eq!(renew(&mut house, 11, 12, next_day).len(), 1);
    let again = renew(&mut house, 11, 13, next_day);
    assert_eq!(again, [], "another tab was first");
    let browser = |house: &Organisation, mark, now| {
        let morag = house.by_name("Morag").unwrap();
        morag.browser(key(mark), now)
    };
    let command = Command::Settle { key: key(12) };
    super::ask_at(&mut house, next_day, command).unwrap();
    let minute = next_day.plus_seconds(limits::FORMER_KEY_SECONDS);
    assert!(browser(&house, 11, next_day).is_some());
    assert_eq!(
        browser(&house, 11, next_day),
        browser(&house, 12, next_day),
        "one browser"
    );
    assert!(browser(&house, 11, minute).is_none());
    assert!(browser(&house, 12, minute).is_some());
}

#[test]
fn sign4_signing_out_with_an_earlier_key_ends_the_browser_all_the_same() {
    let (mut house, _) = morag();
    step_up(&mut house, by_phrase(None), 1, 2).unwrap();
    ask(&mut house, Command::SignOut { key: key(1) }).unwrap();
    assert!(house.by_pass(key(1), NOW).is_none());
    assert!(house.by_pass(key(2), NOW).is_none());
}

#[test]
fn sign7_she_signs_one_browser_out_or_all_of_them() {
    let (mut house, staff) = morag();
    for mark in 2..=4 {
        sign_in(&mut house, by_phrase(None), mark).unwrap();
    }
    let of = |house: &Organisation, mark| {
        let morag = house.by_name("Morag").unwrap();
        morag.browser(key(mark), NOW)
    };
    let browser = of(&house, 3).unwrap();
    ask(&mut house, Command::SignOutBrowser { staff, browser }).unwrap();
    assert!(of(&house, 3).is_none() && of(&house, 2).is_some());
    ask(&mut house, Command::SignOutEverywhere { staff }).unwrap();
    assert!((1..=4).all(|mark| of(&house, mark).is_none()));
    assert!(
        house.by_name("Morag").unwrap().knows(MARK),
        "the mark stays"
    );
}

#[test]
fn sign7_a_new_passphrase_signs_every_other_browser_out_and_makes_the_old_one_worthless() {
    let (mut house, _) = morag();
    sign_in(&mut house, by_phrase(None), 2).unwrap();
    step_up(&mut house, by_phrase(None), 1, 3).unwrap();
    wish(&mut house, 3, new_passphrase()).unwrap();
    assert!(house.by_pass(key(2), NOW).is_none());
    assert!(house.by_pass(key(3), NOW).is_some());
    let old = sign_in(&mut house, by_phrase(None), 4).unwrap_err();
    assert_eq!(old.code, Code::Stale);
}

#[test]
fn an_account_from_before_there_was_anything_but_passphrases_goes_on() {
    let staff = r#""00000000-0000-0000-0000-000000000007""#;
    let key = "07".repeat(32);
    let joined = format!(r#"{{"t":"staff_joined","staff":{staff},"name":"Morag","hash":"hash"}}"#);
    let signed_in = format!(
        r#"{{"t":"signed_in","staff":{staff},"pass":{{"key":"{key}","until":1900000000000}}}}"#
    );
    let mut house = Organisation::default();
    for event in [joined, signed_in] {
        let event: Event = serde_json::from_str(&event).unwrap();
        crate::aggregate::Aggregate::apply(&mut house, NOW, &event);
    }
    assert!(house.by_pass(Fingerprint([7; 32]), NOW).is_some());
    sign_in(&mut house, by_phrase(None), 2).unwrap();
}

#[test]
fn what_opens_an_account_is_sealed_and_leaves_nothing_open_when_its_key_is_gone() {
    use crate::{aggregate::Aggregate, sealing::Seam};
    let secret = Opaque("SECRET".into());
    let account = super::provider::account("SECRET");
    for (change, gone) in [
        (Change::AppSet { secret, step: 1 }, r#""secret":"""#),
        (Change::ProviderLinked { account }, r#""subject":"""#),
    ] {
        let mut event = Event::Account {
            staff: StaffId(uuid::Uuid::nil()),
            change,
        };
        let mut seam = Seam::take();
        Organisation::private(&mut event, &mut seam);
        assert!(!serde_json::to_string(&event).unwrap().contains("SECRET"));
        assert_eq!(seam.pieces().len(), 1);
        Organisation::private(
            &mut event,
            &mut Seam::put(std::collections::BTreeMap::new(), true),
        );
        assert!(serde_json::to_string(&event).unwrap().contains(gone));
    }
}
