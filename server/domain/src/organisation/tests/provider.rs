//! Coming in by an account at the organisation's own provider.

use super::roles::{House, SPRING, facilitates};
use super::sign_in::{
    blue_key, by_phrase, codes, key, morag, new_passphrase, sign_in, step_up, wish,
};
use super::{NOW, ask, pass};
use crate::{
    aggregate::Fingerprint,
    organisation::{
        Change, Command, Event, FirstWay, Opaque, Organisation, Proof, ProviderAccount, Second,
        Wish,
    },
};
use alongside_protocol::{
    ids::StaffId,
    refusal::{Code, Refusal},
};

pub fn account(subject: &str) -> ProviderAccount {
    ProviderAccount {
        issuer: "https://id.example".into(),
        subject: Opaque(subject.into()),
    }
}

fn link(subject: &str) -> Wish {
    Wish::LinkProvider {
        account: account(subject),
        codes: codes(),
    }
}

fn provider(subject: &str) -> Proof {
    Proof::Provider(account(subject))
}

/// Morag, whose account is linked in the browser with key 2, where it is certain that it is she.
fn linked() -> (Organisation, StaffId) {
    let (mut house, id) = morag();
    step_up(&mut house, by_phrase(None), 1, 2).unwrap();
    wish(&mut house, 2, link("morag")).unwrap();
    (house, id)
}

/// Fay, who accepted her invitation with the provider and has nothing else. Her browser has key 120.
fn fay() -> House {
    let mut house = House::of_morag();
    house.invites("Morag", facilitates(SPRING), 20).unwrap();
    let way = FirstWay::Provider(account("fay"));
    house.joins_by(20, "Fay", way).unwrap();
    house
}

/// What Fay wishes a moment after she has shown once more, at the provider, who she is.
fn fay_wishes(house: &mut House, wish: Wish) -> Result<Vec<Event>, Refusal> {
    house.ask(Command::StepUp {
        key: key(120),
        proof: provider("fay"),
        fresh: key(120),
    })?;
    let key = key(120);
    house.ask(Command::Account { key, wish })
}

fn has_codes(events: &[Event]) -> bool {
    let made = |event: &Event| {
        matches!(
            event,
            Event::Account {
                change: Change::CodesMade { .. },
                ..
            }
        )
    };
    events.iter().any(made)
}

#[test]
fn sign11_a_linked_account_is_enough_and_no_other_is() {
    let (mut house, id) = linked();
    assert_eq!(house.by_provider(&account("morag")).unwrap().id, id);
    sign_in(&mut house, provider("morag"), 3).unwrap();
    step_up(&mut house, provider("morag"), 3, 4).unwrap();
    assert!(house.is_certain(key(4), NOW));

    let elsewhere = ProviderAccount {
        issuer: "https://other.example".into(),
        ..account("morag")
    };
    for wrong in [account("mallory"), account(""), elsewhere] {
        assert!(house.by_provider(&wrong).is_none(), "{wrong:?}");
        assert!(sign_in(&mut house, Proof::Provider(wrong), 5).is_err());
    }
}

#[test]
fn sign11_a_subject_whose_key_was_destroyed_opens_nothing() {
    let (mut house, staff) = morag();
    let change = Change::ProviderLinked {
        account: account(""),
    };
    let event = Event::Account { staff, change };
    crate::aggregate::Aggregate::apply(&mut house, NOW, &event);
    assert!(house.by_provider(&account("")).is_none());
    assert!(sign_in(&mut house, provider(""), 3).is_err());
}

#[test]
fn sign1_with_the_provider_linked_a_passphrase_alone_is_not_enough() {
    let (mut house, _) = linked();
    assert!(sign_in(&mut house, by_phrase(None), 3).is_err());
    let code = codes()[0];
    let with_code = by_phrase(Some(Second::Recovery { code }));
    sign_in(&mut house, with_code, 3).unwrap();
}

#[test]
fn sign11_an_account_there_opens_one_account_here() {
    let (mut house, _) = linked();
    assert_eq!(wish(&mut house, 2, link("morag")).unwrap(), [], "once more");

    let mut house = fay();
    let taken = |refused: Refusal| refused.code == Code::Mend;
    house
        .ask(Command::StepUp {
            key: pass(1).key,
            proof: by_phrase(None),
            fresh: key(2),
        })
        .unwrap();
    let link = link("fay");
    let key = key(2);
    let refused = house.ask(Command::Account { key, wish: link });
    assert!(taken(refused.unwrap_err()));
    house.invites("Morag", facilitates(SPRING), 21).unwrap();
    let way = FirstWay::Provider(account("fay"));
    assert!(taken(house.joins_by(21, "Fay again", way).unwrap_err()));
    let open = house.state.by_invitation(Fingerprint([21; 32]), house.now);
    assert!(open.is_some(), "the invitation is still there");
}

#[test]
fn sign11_another_account_there_takes_the_place_of_the_one_before() {
    let (mut house, id) = linked();
    wish(&mut house, 2, link("morag-2")).unwrap();
    assert!(house.by_provider(&account("morag")).is_none());
    assert_eq!(house.by_provider(&account("morag-2")).unwrap().id, id);
}

#[test]
fn sign12_the_provider_goes_where_another_way_in_stays() {
    let (mut house, _) = linked();
    let events = wish(&mut house, 2, Wish::UnlinkProvider).unwrap();
    assert_eq!(events.len(), 1);
    assert!(sign_in(&mut house, provider("morag"), 3).is_err());
    sign_in(&mut house, by_phrase(None), 3).unwrap();
    assert_eq!(
        wish(&mut house, 2, Wish::UnlinkProvider).unwrap(),
        [],
        "it is gone already"
    );
}

#[test]
fn sign12_the_only_way_in_stays() {
    let mut house = fay();
    let refused = fay_wishes(&mut house, Wish::UnlinkProvider).unwrap_err();
    assert_eq!(refused.code, Code::Mend);

    let added = fay_wishes(&mut house, blue_key("blue")).unwrap();
    assert!(!has_codes(&added), "they would open nothing");
    fay_wishes(&mut house, Wish::UnlinkProvider).unwrap();
    let passkey = house.state.by_name("Fay").unwrap().credentials.passkeys[0].id;
    let key = key(120);
    let remove = Wish::RemovePasskey { passkey };
    let refused = house.ask(Command::Account { key, wish: remove });
    assert_eq!(refused.unwrap_err().code, Code::Mend);
}

#[test]
fn sign2_a_passphrase_that_is_chosen_later_comes_with_codes() {
    let mut house = fay();
    let fay = |house: &House| house.state.by_name("Fay").unwrap().credentials.clone();
    assert!(fay(&house).hash.is_none() && fay(&house).has_second_step());
    let events = fay_wishes(&mut house, new_passphrase()).unwrap();
    assert!(has_codes(&events));
    assert_eq!(fay(&house).recovery, codes());
    fay_wishes(&mut house, Wish::UnlinkProvider).unwrap();
}

#[test]
fn nobody_guesses_the_passphrase_of_an_account_that_has_none() {
    let house = fay();
    let staff = house.who("Fay");
    let mut state = house.state;
    let command = Command::SignIn {
        staff,
        proof: by_phrase(None),
        pass: pass(3),
        mark: key(3),
    };
    assert_eq!(ask(&mut state, command).unwrap_err().code, Code::Stale);
}
