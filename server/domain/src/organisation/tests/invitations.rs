//! Stories of invitations.

use super::super::{Command, Event, Joining};
use super::roles::{House, SPRING, facilitates, organises};
use crate::{aggregate::Fingerprint, limits};
use alongside_protocol::{
    refusal::{Code, Refusal},
    staff::Right,
};

#[test]
fn invite1_it_works_once_and_looking_has_no_effect() {
    let mut house = House::of_morag();
    house.invites("Morag", facilitates(SPRING), 20).unwrap();
    for _ in 0..2 {
        let open = house.state.by_invitation(Fingerprint([20; 32]), house.now);
        assert_eq!(open.unwrap().right, facilitates(SPRING));
    }
    house.joins(20, "Fay").unwrap();
    let fay = house.who("Fay");
    assert!(house.state.has_seat(fay, SPRING));
    assert_eq!(
        house.joins(20, "Mallory").unwrap_err(),
        Refusal::not_found()
    );
}

#[test]
fn invite1_it_can_be_accepted_with_ones_own_account() {
    let mut house = House::of_morag();
    let fay = house.comes("Morag", facilitates(SPRING), "Fay");
    house.invites("Morag", organises(SPRING), 21).unwrap();
    let events = house
        .ask(Command::Accept {
            secret: Fingerprint([21; 32]),
            joining: Joining::Known(fay),
        })
        .unwrap();
    let joined = |event: &Event| matches!(event, Event::StaffJoined { .. });
    assert!(!events.iter().any(joined));
    assert!(house.state.manages(fay, SPRING));
}

#[test]
fn invite1_a_name_that_is_taken_leaves_the_invitation_open() {
    let mut house = House::of_morag();
    house.invites("Morag", facilitates(SPRING), 22).unwrap();
    assert_eq!(house.joins(22, " MORAG").unwrap_err().code, Code::Mend);
    house.joins(22, "Morag K").unwrap();
}

#[test]
fn invite2_it_ends_with_its_time_when_revoked_and_with_the_inviter() {
    let mut house = House::of_morag();
    house.comes("Morag", organises(SPRING), "Orla");
    house.invites("Morag", facilitates(SPRING), 30).unwrap();
    house.invites("Morag", facilitates(SPRING), 31).unwrap();
    house.invites("Orla", facilitates(SPRING), 32).unwrap();

    let revoked = house.state.by_invitation(Fingerprint([31; 32]), house.now);
    let invitation = revoked.unwrap().id;
    let by = house.who("Orla");
    house.ask(Command::Revoke { by, invitation }).unwrap();
    house.takes("Morag", "Orla", organises(SPRING)).unwrap();
    for mark in [31, 32, 99] {
        assert_eq!(house.joins(mark, "Fay").unwrap_err(), Refusal::not_found());
    }
    house.now = house.now.plus_minutes(limits::INVITATION_MINUTES);
    assert_eq!(house.joins(30, "Fay").unwrap_err(), Refusal::not_found());
    assert_eq!(house.state.open_invitations(house.now).count(), 0);
}

#[test]
fn only_so_many_invitations_are_open_at_a_time() {
    let mut house = House::of_morag();
    for _ in 0..limits::INVITATIONS {
        house.invites("Morag", Right::Owner {}, 40).unwrap();
    }
    let refused = house.invites("Morag", Right::Owner {}, 41).unwrap_err();
    assert_eq!(refused.code, Code::NotNow);
}
