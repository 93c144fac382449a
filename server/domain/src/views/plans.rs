//! What staff see before rooms open: the plan with its warnings, reasons and cost, and what there is to choose from.
//!
//! Everything about the plan is said anew from where people sit in it, so it is as true after an edit as before (R13).

use super::Place;
use crate::{
    matching::History,
    session::{
        Session,
        rooms::{Plan, apart_by, company},
    },
};
use alongside_protocol::{
    entry::{
        ClashEntry, Entry, PlanEntry, PlanNote, PlanWhy, PlannedNow, PlansEntry, SavedPlanRow,
    },
    ids::PersonId,
    programme::RuleKind,
    topic::Topic,
    words::Words,
};

/// The plan: to staff without private rules, to facilitators with them (R11). And, to these, why there is none.
pub fn plan(session: &Session) -> Vec<(Place, Entry)> {
    let mut entries = Vec::new();
    if let Some(clash) = &session.rooms.clash {
        let entry = ClashEntry {
            sentence: clash.sentence.clone(),
            choices: clash.choices.clone(),
        };
        entries.push((
            (Topic::Facilitators, "clash".to_owned()),
            Entry::Clash(entry),
        ));
    }
    if let Some(plan) = &session.rooms.plan {
        let look = Look::at(session, plan);
        for (topic, with_rules) in [(Topic::Staff, false), (Topic::Facilitators, true)] {
            entries.push(((topic, "plan".to_owned()), look.entry(with_rules)));
        }
    }
    entries
}

/// Saved plans, and the programme's for the next round.
pub fn plans(session: &Session) -> Vec<(Place, Entry)> {
    let Some(facts) = &session.day.facts else {
        return Vec::new();
    };
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let saved = session.rooms.saved_plans(session);
    let left = facts.planned.get(session.rooms.rounds_held..);
    let left = left.unwrap_or_default();
    let planned = left.first().map(|round| PlannedNow {
        rooms: count(round.rooms.len()),
        rounds_left: count(left.len()),
        repeats: round.repeats,
    });
    if saved.is_empty() && planned.is_none() {
        return Vec::new();
    }
    let row = |saved: &crate::session::SavedPlan| SavedPlanRow {
        id: saved.id,
        name: saved.name.clone(),
        rooms: count(saved.rooms.len()),
        people: count(saved.rooms.iter().map(|room| room.people.len()).sum()),
    };
    let entry = PlansEntry {
        saved: saved.iter().map(row).collect(),
        planned,
    };
    vec![(
        (Topic::Facilitators, "plans".to_owned()),
        Entry::Plans(entry),
    )]
}

struct Look<'a> {
    session: &'a Session,
    plan: &'a Plan,
    history: History,
}

impl<'a> Look<'a> {
    fn at(session: &'a Session, plan: &'a Plan) -> Self {
        Self {
            session,
            plan,
            history: company::history(session),
        }
    }

    fn entry(&self, with_rules: bool) -> Entry {
        let plan = self.plan;
        let notes = self.warnings(with_rules).chain(self.reasons(with_rules));
        Entry::Plan(PlanEntry {
            version: plan.version,
            kind: plan.kind,
            prompt: plan.prompt.clone(),
            minutes: plan.minutes,
            rooms: plan.rooms.clone(),
            unplaced: self.unplaced(),
            notes: notes.collect(),
            cost: Words::new(self.cost()),
            why: self.why(with_rules).collect(),
            without: if with_rules {
                self.let_go()
            } else {
                Vec::new()
            },
        })
    }

    fn name(&self, person: PersonId) -> &str {
        self.session.people.name(person)
    }

    fn is_here(&self, person: PersonId) -> bool {
        company::available(self.session).any(|member| member.id == person)
    }

    fn times(&self, a: PersonId, b: PersonId) -> u32 {
        self.history.times(company::person(a), company::person(b))
    }

    fn are_buddies(&self, a: PersonId, b: PersonId) -> bool {
        self.session.day.buddies_of(a).contains(&b)
    }

    fn unplaced(&self) -> Vec<PersonId> {
        let placed = |person: &PersonId| {
            let mut rooms = self.plan.rooms.iter();
            rooms.any(|room| room.people.contains(person))
        };
        company::available(self.session)
            .map(|member| member.id)
            .filter(|person| !placed(person))
            .collect()
    }

    /// Warnings, those that speak of a private rule only to those who may know of it.
    fn warnings(&self, with_rules: bool) -> impl Iterator<Item = PlanNote> + '_ {
        let rooms = self.plan.rooms.iter();
        rooms
            .flat_map(|room| self.room_warnings(room.name.text(), &room.people))
            .filter(move |(_, private)| with_rules || !private)
            .map(|(note, _)| note)
    }

    fn room_warnings(&self, room: &str, people: &[PersonId]) -> Vec<(PlanNote, bool)> {
        let warning = |people: Vec<PersonId>, sentence: String| PlanNote {
            people,
            sentence: Words::new(sentence),
            warning: true,
        };
        let mut notes = Vec::new();
        if let [only] = people {
            let sentence = format!("{} would be alone in {room}.", self.name(*only));
            notes.push((warning(vec![*only], sentence), false));
        }
        // What was let go on purpose is said once, under that heading.
        let rules = company::rules_but(self.session, |rule| self.plan.without.contains(&rule));
        if let Some((a, b)) = apart_by(&rules, people) {
            let sentence = format!(
                "{} and {} are to be kept apart.",
                self.name(a),
                self.name(b)
            );
            notes.push((warning(vec![a, b], sentence), true));
        }
        if self.plan.most > 0 && people.len() > self.plan.most {
            let sentence = format!(
                "There are {} people in {room}, more than planned.",
                people.len()
            );
            notes.push((warning(people.to_vec(), sentence), false));
        }
        for person in people.iter().filter(|person| !self.is_here(**person)) {
            let sentence = format!("{} is not here at the moment.", self.name(*person));
            notes.push((warning(vec![*person], sentence), false));
        }
        for (a, b) in company::pairs(people) {
            if self.times(a, b) > 1 && !self.are_buddies(a, b) {
                notes.push((warning(vec![a, b], self.met(a, b)), false));
            }
        }
        notes
    }

    /// What the engine had in mind, for as long as nobody has changed it.
    fn reasons(&self, with_rules: bool) -> impl Iterator<Item = PlanNote> + '_ {
        let said = self.plan.reasons.iter();
        said.filter(move |reason| with_rules || !reason.private)
            .map(|reason| PlanNote {
                people: reason.people.clone(),
                sentence: reason.sentence.clone(),
                warning: false,
            })
    }

    fn met(&self, a: PersonId, b: PersonId) -> String {
        let times = match self.times(a, b) {
            1 => "once".to_owned(),
            2 => "twice".to_owned(),
            many => format!("{many} times"),
        };
        format!(
            "{} and {} have met {times} before.",
            self.name(a),
            self.name(b)
        )
    }

    /// One sentence for each person who sits somewhere.
    fn why(&self, with_rules: bool) -> impl Iterator<Item = PlanWhy> + '_ {
        let rooms = self.plan.rooms.iter();
        rooms.flat_map(move |room| {
            room.people.iter().map(move |person| PlanWhy {
                person: *person,
                sentence: Words::new(self.why_here(*person, &room.people, with_rules)),
            })
        })
    }

    fn why_here(&self, person: PersonId, room: &[PersonId], with_rules: bool) -> String {
        let others: Vec<PersonId> = room
            .iter()
            .copied()
            .filter(|other| *other != person)
            .collect();
        let name = self.name(person);
        let with = |other: &PersonId| format!("{name} and {}", self.name(*other));
        if others.is_empty() {
            return format!("{name} is alone here.");
        }
        if let Some(other) = others
            .iter()
            .find(|other| self.share_companion(person, **other))
        {
            return format!("{} share the same companion.", with(other));
        }
        if with_rules && let Some(other) = others.iter().find(|other| self.tied(person, **other)) {
            return format!("A rule keeps {} together.", with(other));
        }
        if let Some(other) = others
            .iter()
            .find(|other| self.are_buddies(person, **other))
        {
            return format!("{} are buddies.", with(other));
        }
        let new: Vec<&str> = others
            .iter()
            .filter(|other| self.times(person, **other) == 0)
            .map(|other| self.name(*other))
            .collect();
        match (&new[..], &others[..]) {
            ([], [other, ..]) => self.met(person, *other),
            ([one], _) => format!("{name} and {one} have not met yet."),
            ([first @ .., last], _) => {
                format!("{name} has not met {} or {last} yet.", first.join(", "))
            }
            ([], []) => String::new(),
        }
    }

    fn share_companion(&self, a: PersonId, b: PersonId) -> bool {
        let facts = self.session.day.facts.as_ref();
        facts.is_some_and(|facts| {
            let mut all = facts.companions.iter();
            all.any(|each| each.with.contains(&a) && each.with.contains(&b))
        })
    }

    fn tied(&self, a: PersonId, b: PersonId) -> bool {
        let facts = self.session.day.facts.as_ref();
        facts.is_some_and(|facts| {
            let mut rules = facts.rules.iter();
            rules.any(|rule| {
                rule.kind == RuleKind::KeepTogether
                    && rule.people.contains(&a)
                    && rule.people.contains(&b)
            })
        })
    }

    /// What the plan costs, as people think of it. Names nobody.
    fn cost(&self) -> String {
        let rooms = || self.plan.rooms.iter();
        let again = rooms()
            .flat_map(|room| company::pairs(&room.people))
            .filter(|(a, b)| {
                self.times(*a, *b) > 0 && !self.are_buddies(*a, *b) && !self.share_companion(*a, *b)
            });
        let alone = rooms().filter(|room| room.people.len() == 1).count();
        let people = |n: usize, one: &str, many: &str| match n {
            1 => format!("1 {one}"),
            n => format!("{n} {many}"),
        };
        let mut parts = Vec::new();
        if self.plan.moved > 0 {
            parts.push(people(
                self.plan.moved,
                "person sits elsewhere than planned",
                "people sit elsewhere than planned",
            ));
        }
        parts.push(match again.count() {
            0 => "Nobody meets somebody they have met before".to_owned(),
            n => people(n, "pair has met before", "pairs have met before"),
        });
        parts.push(match alone {
            0 => "nobody is alone".to_owned(),
            n => people(n, "person is alone", "people are alone"),
        });
        let unplaced = self.unplaced().len();
        if unplaced > 0 {
            parts.push(people(
                unplaced,
                "person has no room",
                "people have no room",
            ));
        }
        format!("{}.", parts.join(", "))
    }

    /// Rules that were let go for this plan, in words.
    fn let_go(&self) -> Vec<Words> {
        let facts = self.session.day.facts.as_ref();
        let rules = facts.map_or(&[][..], |facts| &facts.rules);
        let let_go = rules
            .iter()
            .filter(|rule| self.plan.without.contains(&rule.id));
        let said = let_go.map(|rule| {
            let names: Vec<&str> = rule
                .people
                .iter()
                .map(|person| self.name(*person))
                .collect();
            let how = match rule.kind {
                RuleKind::KeepApart => "apart",
                RuleKind::KeepTogether => "together",
            };
            Words::new(format!(
                "Not kept for this plan: {} {how}.",
                names.join(" and ")
            ))
        });
        said.collect()
    }
}
