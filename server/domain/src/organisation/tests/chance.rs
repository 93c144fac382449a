//! What holds after any history of roles: STAFF2 (there is an owner, and nobody gets what nobody could give), and the
//! state is the sum of its events.

use super::super::{Command, Event, Organisation};
use super::roles::{AUTUMN, House, SPRING};
use crate::aggregate::Aggregate;
use alongside_protocol::{ids::StaffId, staff::Right};
use proptest::prelude::*;

const NAMES: [&str; 5] = ["Morag", "Orla", "Fay", "Sol", "Lena"];

#[derive(Debug, Clone)]
enum Wish {
    Grant(usize, usize, Right),
    Take(usize, usize, Right),
    Suspend(usize, usize),
    Restore(usize, usize),
    LetGo(usize, usize),
}

fn right() -> impl Strategy<Value = Right> {
    let programme = prop_oneof![Just(SPRING), Just(AUTUMN)];
    (0..5, programme).prop_map(|(kind, programme)| match kind {
        0 => Right::Owner {},
        1 => Right::Organiser { programme },
        2 => Right::Facilitator { programme },
        3 => Right::Support { programme },
        _ => Right::SafeguardingLead { programme },
    })
}

fn wish() -> impl Strategy<Value = Wish> {
    let two = (0..NAMES.len(), 0..NAMES.len());
    prop_oneof![
        4 => (two.clone(), right()).prop_map(|((by, to), right)| Wish::Grant(by, to, right)),
        2 => (two.clone(), right()).prop_map(|((by, to), right)| Wish::Take(by, to, right)),
        1 => two.clone().prop_map(|(by, whom)| Wish::Suspend(by, whom)),
        1 => two.clone().prop_map(|(by, whom)| Wish::Restore(by, whom)),
        1 => two.prop_map(|(by, whom)| Wish::LetGo(by, whom)),
    ]
}

fn command(wish: &Wish, ids: &[StaffId]) -> Command {
    let id = |place: &usize| ids[*place];
    match wish {
        Wish::Grant(by, to, right) => Command::Grant {
            by: id(by),
            staff: id(to),
            right: *right,
        },
        Wish::Take(by, from, right) => Command::Take {
            by: id(by),
            staff: id(from),
            right: *right,
        },
        Wish::Suspend(by, whom) => Command::Suspend {
            by: id(by),
            staff: id(whom),
        },
        Wish::Restore(by, whom) => Command::Restore {
            by: id(by),
            staff: id(whom),
        },
        Wish::LetGo(by, whom) => Command::LetGo {
            by: id(by),
            staff: id(whom),
        },
    }
}

fn owners(house: &Organisation) -> usize {
    let owns = |id: &StaffId| house.may(*id, super::super::table::OWNERS, None);
    let ids = house.staff().iter().map(|staff| staff.id);
    ids.filter(|id| owns(id)).count()
}

proptest! {
    #[test]
    fn staff2_whatever_is_wished_there_is_an_owner_and_nobody_takes_what_they_may_not_give(
        wishes in prop::collection::vec(wish(), 0..60)
    ) {
        let mut house = House::of_morag();
        let mut ids = vec![house.who("Morag")];
        for name in &NAMES[1..] {
            ids.push(house.comes("Morag", Right::Facilitator { programme: SPRING }, name));
        }
        let mut twin = House::of_morag();
        for name in &NAMES[1..] {
            twin.comes("Morag", Right::Facilitator { programme: SPRING }, name);
        }
        for wish in &wishes {
            let before = |right: &Right, by: &usize| house.state.may_give(ids[*by], *right);
            let may = match wish {
                Wish::Grant(by, _, right) => before(right, by),
                Wish::Take(by, from, right) => by == from || before(right, by),
                Wish::Suspend(by, _) | Wish::Restore(by, _) | Wish::LetGo(by, _) => {
                    before(&Right::Owner {}, by)
                }
            };
            let events: Vec<Event> = house.ask(command(wish, &ids)).unwrap_or_default();
            prop_assert!(may || events.is_empty(), "{wish:?}");
            prop_assert!(owners(&house.state) > 0, "{wish:?}");
            for event in &events {
                twin.state.apply(house.now, event);
            }
        }
        for id in ids {
            prop_assert_eq!(house.state.standings(id, None), twin.state.standings(id, None));
            for programme in [SPRING, AUTUMN] {
                prop_assert_eq!(house.state.has_seat(id, programme), twin.state.has_seat(id, programme));
            }
        }
    }
}
