//! Stories of roles: Morag founds the house and makes a programme, others get roles in it.

use super::super::{Command, Event, FirstWay, Joining, Organisation, PassphraseHash, Proof, table};
use super::{NOW, found};
use crate::aggregate::{Aggregate, Ask, Fingerprint, Pass};
use alongside_protocol::{
    ids::{At, ProgrammeId, StaffId},
    people::Role,
    refusal::{Code, Refusal},
    staff::Right,
};
use table::{Call, Standing, row_of};
use uuid::Uuid;

pub const SPRING: ProgrammeId = ProgrammeId(Uuid::from_u128(1));
pub const AUTUMN: ProgrammeId = ProgrammeId(Uuid::from_u128(2));

/// A house that asks at a moment of the story.
pub struct House {
    pub state: Organisation,
    pub now: At,
    seed: u8,
}

impl House {
    pub fn of_morag() -> Self {
        let mut state = Organisation::default();
        found(&mut state, "Morag").unwrap();
        let now = NOW;
        let seed = 1;
        Self { state, now, seed }
    }

    pub fn ask(&mut self, command: Command) -> Result<Vec<Event>, Refusal> {
        self.seed = self.seed.wrapping_add(1);
        let seed = [self.seed; 32];
        let at = self.now;
        let events = self.state.decide(&Ask { at, seed, command })?;
        for event in &events {
            self.state.apply(at, event);
        }
        Ok(events)
    }

    pub fn who(&self, name: &str) -> StaffId {
        self.state.by_name(name).unwrap().id
    }

    pub fn invites(&mut self, by: &str, right: Right, mark: u8) -> Result<Vec<Event>, Refusal> {
        let by = self.who(by);
        self.ask(Command::Invite {
            by,
            right,
            label: "".into(),
            secret: Fingerprint([mark; 32]),
        })
    }

    pub fn joins(&mut self, mark: u8, name: &str) -> Result<Vec<Event>, Refusal> {
        let way = FirstWay::Passphrase(PassphraseHash("hash".into()));
        self.joins_by(mark, name, way)
    }

    pub fn joins_by(&mut self, mark: u8, name: &str, way: FirstWay) -> Result<Vec<Event>, Refusal> {
        let pass = Pass {
            key: Fingerprint([mark.wrapping_add(100); 32]),
            until: self.now.plus_minutes(60),
        };
        self.ask(Command::Accept {
            secret: Fingerprint([mark; 32]),
            joining: Joining::New {
                name: name.into(),
                way,
                mark: pass.key,
                pass,
            },
        })
    }

    /// Invited and accepted.
    pub fn comes(&mut self, by: &str, right: Right, name: &str) -> StaffId {
        let mark = self.seed;
        self.invites(by, right, mark).unwrap();
        self.joins(mark, name).unwrap();
        self.who(name)
    }

    pub fn grants(&mut self, by: &str, to: &str, right: Right) -> Result<Vec<Event>, Refusal> {
        let (by, staff) = (self.who(by), self.who(to));
        self.ask(Command::Grant { by, staff, right })
    }

    pub fn takes(&mut self, by: &str, from: &str, right: Right) -> Result<Vec<Event>, Refusal> {
        let (by, staff) = (self.who(by), self.who(from));
        self.ask(Command::Take { by, staff, right })
    }

    fn suspends(&mut self, by: &str, whom: &str) -> Result<Vec<Event>, Refusal> {
        let (by, staff) = (self.who(by), self.who(whom));
        self.ask(Command::Suspend { by, staff })
    }

    fn lets_go(&mut self, by: &str, whom: &str) -> Result<Vec<Event>, Refusal> {
        let (by, staff) = (self.who(by), self.who(whom));
        self.ask(Command::LetGo { by, staff })
    }

    fn may(&self, name: &str, call: Call, programme: ProgrammeId) -> bool {
        let staff = self.who(name);
        self.state.may(staff, row_of(call), Some(programme))
    }
}

pub const fn organises(programme: ProgrammeId) -> Right {
    Right::Organiser { programme }
}

pub const fn facilitates(programme: ProgrammeId) -> Right {
    Right::Facilitator { programme }
}

const fn supports(programme: ProgrammeId) -> Right {
    Right::Support { programme }
}

const fn leads(programme: ProgrammeId) -> Right {
    Right::SafeguardingLead { programme }
}

#[test]
fn an_account_from_before_there_were_roles_owns_the_house() {
    let before = serde_json::json!({
        "t": "staff_joined", "staff": Uuid::from_u128(7), "name": "Old", "hash": "hash"
    });
    let event: Event = serde_json::from_value(before).unwrap();
    let mut house = Organisation::default();
    house.apply(NOW, &event);
    let old = house.by_name("Old").unwrap().id;
    assert!(house.standings(old, None).contains(&Standing::Owner));
}

#[test]
fn staff1_every_call_is_for_somebody_and_records_are_for_the_lead_alone() {
    let mut house = House::of_morag();
    house.comes("Morag", organises(SPRING), "Orla");
    house.comes("Orla", leads(SPRING), "Lena");
    for call in Call::ALL {
        assert!(!row_of(call).is_empty(), "{call:?}");
    }
    assert!(house.may("Orla", Call::SeeProgramme, SPRING));
    assert!(!house.may("Orla", Call::SeeProgramme, AUTUMN));
    assert!(!house.may("Lena", Call::SeeProgramme, SPRING));
    for name in ["Morag", "Orla"] {
        assert!(!house.may(name, Call::ReadConcern, SPRING), "{name}");
    }
    assert!(house.may("Lena", Call::ReadConcern, SPRING));
    assert!(!house.may("Lena", Call::ReadConcern, AUTUMN));
}

#[test]
fn staff2_an_organiser_gives_roles_of_their_own_programme_only() {
    let mut house = House::of_morag();
    house.comes("Morag", organises(SPRING), "Orla");
    house.comes("Morag", facilitates(AUTUMN), "Fay");
    for right in [Right::Owner {}, organises(AUTUMN), facilitates(AUTUMN)] {
        let refused = house.invites("Orla", right, 50).unwrap_err();
        assert_eq!(refused, Refusal::not_found(), "{right:?}");
    }
    // Whom she does not see, she cannot give anything.
    let refused = house.grants("Orla", "Fay", facilitates(SPRING));
    assert_eq!(refused.unwrap_err(), Refusal::not_found());
    house.grants("Morag", "Fay", facilitates(SPRING)).unwrap();
    house.grants("Orla", "Fay", organises(SPRING)).unwrap();
    let refused = house.takes("Orla", "Fay", facilitates(AUTUMN));
    assert_eq!(refused.unwrap_err(), Refusal::not_found());
    house.takes("Fay", "Fay", facilitates(AUTUMN)).unwrap();
    assert!(house.state.seats(AUTUMN).is_empty());
}

#[test]
fn staff2_there_is_always_an_owner() {
    let mut house = House::of_morag();
    let owner = Right::Owner {};
    assert_eq!(
        house.takes("Morag", "Morag", owner).unwrap_err().code,
        Code::NotNow
    );
    assert_eq!(
        house.suspends("Morag", "Morag").unwrap_err().code,
        Code::NotNow
    );
    house.comes("Morag", owner, "Nia");
    house.suspends("Nia", "Morag").unwrap();
    let last = house.takes("Nia", "Nia", owner);
    assert_eq!(
        last.unwrap_err().code,
        Code::NotNow,
        "a suspended owner does not count"
    );
}

#[test]
fn staff3_a_suspended_account_may_nothing_until_it_is_restored() {
    let mut house = House::of_morag();
    let fay = house.comes("Morag", facilitates(SPRING), "Fay");
    house.suspends("Morag", "Fay").unwrap();
    assert!(house.state.standings(fay, None).is_empty());
    assert!(house.state.seats(SPRING).is_empty());
    let pass = Pass {
        key: Fingerprint([9; 32]),
        until: NOW.plus_minutes(60),
    };
    let proof = Proof::Passphrase {
        hash: PassphraseHash("hash".into()),
        second: None,
    };
    let sign_in = Command::SignIn {
        staff: fay,
        proof,
        pass,
        mark: pass.key,
    };
    assert_eq!(house.ask(sign_in).unwrap_err(), Refusal::not_found());
    let by = house.who("Morag");
    house.ask(Command::Restore { by, staff: fay }).unwrap();
    assert!(house.state.has_seat(fay, SPRING));
}

/// Two owners at once: one restores whom the other erases, and lays down their own role.
#[test]
fn staff7_whoever_is_being_erased_is_restored_by_nobody_so_that_an_owner_stays() {
    let mut house = House::of_morag();
    let owner = Right::Owner {};
    let nia = house.comes("Morag", owner, "Nia");
    let refused = house.lets_go("Morag", "Nia").unwrap_err();
    assert_eq!(refused.code, Code::NotNow, "an owner who is not suspended");
    house.suspends("Morag", "Nia").unwrap();
    assert_eq!(
        house.lets_go("Nia", "Morag").unwrap_err(),
        Refusal::not_found()
    );
    house.lets_go("Morag", "Nia").unwrap();
    assert_eq!(house.lets_go("Morag", "Nia").unwrap(), []);
    let by = house.who("Morag");
    let restored = house.ask(Command::Restore { by, staff: nia });
    assert_eq!(restored.unwrap_err().code, Code::NotNow);
    let last = house.takes("Morag", "Morag", owner).unwrap_err();
    assert_eq!(last.code, Code::NotNow);
    house.ask(Command::ForgetStaff { staff: nia }).unwrap();
    assert!(!house.state.needs_owner());
}

/// An older copy has come back, in which only somebody who was erased since owned the house.
#[test]
fn staff7_a_house_whose_only_owner_was_erased_wants_another_one_of_another_name() {
    let mut house = House::of_morag();
    house.comes("Morag", facilitates(SPRING), "Fay");
    let morag = house.who("Morag");
    house.ask(Command::ForgetStaff { staff: morag }).unwrap();
    assert!(house.state.needs_owner());
    assert_eq!(found(&mut house.state, "fay").unwrap_err().code, Code::Mend);
    found(&mut house.state, "Nia").unwrap();
    assert!(!house.state.needs_owner());
    assert!(house.may("Nia", Call::EraseAccount, SPRING));
}

#[test]
fn staff4_nobody_sits_in_a_session_twice() {
    let mut house = House::of_morag();
    let fay = house.comes("Morag", facilitates(SPRING), "Fay");
    house.grants("Morag", "Fay", supports(SPRING)).unwrap();
    let seats = house.state.seats(SPRING);
    assert_eq!(seats.len(), 1);
    assert_eq!((seats[0].staff, seats[0].role), (fay, Role::Support));
    assert_eq!(house.grants("Morag", "Fay", supports(SPRING)).unwrap(), []);
}

#[test]
fn safe3_an_organiser_cannot_make_themselves_the_lead() {
    let mut house = House::of_morag();
    house.comes("Morag", organises(SPRING), "Orla");
    let refused = house.grants("Orla", "Orla", leads(SPRING));
    assert_eq!(refused.unwrap_err().code, Code::NotNow);
    house.invites("Orla", leads(SPRING), 60).unwrap();
    let orla = house.who("Orla");
    let accept = Command::Accept {
        secret: Fingerprint([60; 32]),
        joining: Joining::Known(orla),
    };
    assert_eq!(house.ask(accept).unwrap_err().code, Code::NotNow);
    assert!(!house.state.has_lead(SPRING));
    house.joins(60, "Lena").unwrap();
    assert!(house.state.has_lead(SPRING));
}
