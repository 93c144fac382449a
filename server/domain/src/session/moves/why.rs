//! Why somebody is moved: one plain sentence for staff, and one for themselves.

use crate::{
    matching::{Audience, Because, Names, Person, Plan, Reason},
    session::{
        Session, buddies,
        rooms::company::{self, Called},
    },
};
use alongside_protocol::{entry::PlannedMove, ids::PersonId, words::Words};

/// All reasons of one person, as far as everybody may know them.
struct Reasons<'a> {
    about: PersonId,
    session: &'a Session,
    all: Vec<Because>,
}

/// For each move one sentence that staff read; what only private rules say stands elsewhere.
pub fn to_staff(session: &Session, plan: &Plan, moves: &[PlannedMove]) -> Vec<Words> {
    moves
        .iter()
        .filter_map(|planned| Reasons::of(session, plan, planned.person).sentence())
        .map(Words::new)
        .collect()
}

/// Said to whoever is moved. Private rules are never given as a reason.
pub fn to_themselves(session: &Session, plan: &Plan, planned: &PlannedMove) -> Words {
    let reasons = Reasons::of(session, plan, planned.person);
    let told = reasons.all.iter().find_map(|each| match each.reason {
        Reason::WasAlone => {
            Some("Your room has become empty, and nobody should be alone.".to_owned())
        }
        Reason::KeepsCompany(other) => Some(format!(
            "{} would otherwise be alone.",
            reasons.called(other)
        )),
        Reason::ReturnsToOldRoom(_) => Some("You go back to the room you were in.".to_owned()),
        Reason::OldRoomNotPossible(_) => Some("Your old room is not possible just now.".to_owned()),
        Reason::JustArrived => {
            Some("Everybody is in small rooms just now, and there is a place for you.".to_owned())
        }
        _ => None,
    });
    Words::new(told.unwrap_or_else(|| "So that everybody has company.".to_owned()))
}

impl<'a> Reasons<'a> {
    fn of(session: &'a Session, plan: &Plan, about: PersonId) -> Self {
        let known = |each: &&Because| {
            each.about == company::person(about) && each.audience() == Audience::Everyone
        };
        Self {
            about,
            session,
            all: plan.reasons.iter().filter(known).copied().collect(),
        }
    }

    fn called(&self, person: Person) -> String {
        Called::new(self.session).person(person)
    }

    /// Those of whom the reasons say this.
    fn people(&self, is: impl Fn(Reason) -> Option<Person>) -> Vec<PersonId> {
        let people = self.all.iter().filter_map(|each| is(each.reason));
        people.map(company::person_id).collect()
    }

    /// What has brought it about, and then how they know each other: "Ida and Gus would each be alone; Ida has not
    /// met Gus yet."
    fn sentence(&self) -> Option<String> {
        let name = self.session.people.name(self.about);
        let alone = self.all.iter().any(|each| each.reason == Reason::WasAlone);
        let kept = self.people(|reason| match reason {
            Reason::KeepsCompany(other) => Some(other),
            _ => None,
        });
        let kept = (!kept.is_empty()).then(|| buddies::listed(self.session, &kept));
        let cause = match (alone, kept) {
            (true, Some(kept)) => format!("{name} and {kept} would each be alone"),
            (true, None) => format!("{name} would be alone"),
            (false, Some(kept)) => format!("{name} keeps {kept} company"),
            (false, None) => {
                let known = |reason| acquaintance(reason).is_some();
                let first = self.all.iter().find(|each| !known(each.reason))?;
                let sentence = first.sentence(&Called::new(self.session));
                sentence.trim_end_matches('.').to_owned()
            }
        };
        Some(match self.acquaintance() {
            Some(known) => format!("{cause}; {known}."),
            None => format!("{cause}."),
        })
    }

    /// How they and those in the other room know each other.
    fn acquaintance(&self) -> Option<String> {
        let first = self.all.iter().find_map(|each| acquaintance(each.reason))?;
        let others = self.people(|reason| match acquaintance(reason) {
            Some((known, other)) if known == first.0 => Some(other),
            _ => None,
        });
        let name = self.session.people.name(self.about);
        let others = buddies::listed(self.session, &others);
        Some(match first.0 {
            Known::Buddies => format!("{name} and {others} are buddies"),
            Known::Before => format!("{name} has met {others} before"),
            Known::NotYet => format!("{name} has not met {others} yet"),
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Buddies,
    Before,
    NotYet,
}

fn acquaintance(reason: Reason) -> Option<(Known, Person)> {
    Some(match reason {
        Reason::WithBuddy(other) | Reason::StayBuddies(other) => (Known::Buddies, other),
        Reason::MetTimes(other, _) => (Known::Before, other),
        Reason::NotMetYet(other) => (Known::NotYet, other),
        _ => return None,
    })
}
