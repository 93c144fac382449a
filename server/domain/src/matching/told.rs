//! Why people share a room of a plan, told from the rules and from who has met whom.

use super::people::{History, Person, Pin, Rules, pairs};
use super::plan::Group;
use super::reason::{Because, Reason};

/// The reasons for one room; `led` is how often its lead has led before.
pub(super) fn because(
    group: &Group,
    rules: &Rules,
    pins: &[Pin],
    history: &History,
    led: u32,
) -> Vec<Because> {
    let shares = |(a, b): (Person, Person)| Because {
        about: a,
        reason: company(rules, history, a, b),
    };
    let mut reasons: Vec<Because> = pairs(&group.people).map(shares).collect();
    for pin in pins {
        if group.room == Some(pin.room) && group.people.contains(&pin.person) {
            reasons.push(Because {
                about: pin.person,
                reason: Reason::Pinned(pin.room),
            });
        }
    }
    reasons.extend(group.lead.map(|about| Because {
        about,
        reason: Reason::Leads(led),
    }));
    reasons
}

/// Why these two may share a room: a rule of staff, or how often they have met.
fn company(rules: &Rules, history: &History, a: Person, b: Person) -> Reason {
    let names_both = |people: &[Person]| people.contains(&a) && people.contains(&b);
    let rule = rules.together.iter().find(|rule| names_both(&rule.people));
    match (rule, history.times(a, b)) {
        (Some(rule), _) if rule.companion => Reason::ShareCompanion(b),
        (Some(_), _) => Reason::KeptTogether(b),
        (None, 0) => Reason::NotMetYet(b),
        (None, times) => Reason::MetTimes(b, times),
    }
}
