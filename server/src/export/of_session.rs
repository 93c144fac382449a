//! What one session holds of one person.

use std::collections::{BTreeMap, BTreeSet};

use alongside_domain::{
    sealing::{Piece, Seam, Whose},
    session::{Event, Session},
};
use alongside_protocol::{
    entry::Phase,
    ids::{At, PersonId, ProgrammeId, SessionId},
    people::Role,
    privacy::Class,
    words::Words,
};

use super::{OwnEntry, OwnStandIn};
use crate::house::House;
use crate::keeper::Trouble;

pub struct OfSession {
    person: PersonId,
    day: Session,
    /// Everybody who was their buddy while the day ran.
    buddies: BTreeMap<PersonId, Words>,
    company: Vec<PersonId>,
    was_let_in: bool,
    pub stand_ins: Vec<OwnStandIn>,
    /// What they wrote, and what was written to them alone.
    pub entries: Vec<OwnEntry>,
}

impl OfSession {
    /// # Errors
    /// A fault of the log or the keys.
    pub async fn read(
        house: &House,
        programme: ProgrammeId,
        session: SessionId,
        person: PersonId,
    ) -> Result<Self, Trouble> {
        let mut found = Self {
            person,
            day: Session::default(),
            buddies: BTreeMap::new(),
            company: Vec::new(),
            was_let_in: false,
            stand_ins: Vec::new(),
            entries: Vec::new(),
        };
        let walk = |at, event: &mut Event, seam: &mut Seam| found.takes(at, event, seam);
        house.each_event(programme, session, walk).await?;
        Ok(found)
    }

    fn takes(&mut self, at: At, event: &mut Event, seam: &mut Seam) {
        self.day.private(event, seam);
        let mut taken = Seam::take();
        self.day.private(&mut event.clone(), &mut taken);
        let pieces = taken.pieces().into_iter();
        let own = pieces.filter_map(|piece| own(at, piece, self.person));
        self.entries.extend(own);
        self.day.apply(at, event);
        let member = self.day.people.known(self.person);
        self.was_let_in |= member.is_some_and(|member| member.role != Role::Guest);
        if !matches!(self.day.phase(), Phase::Scheduled | Phase::Ended) {
            self.looks_at_company(at);
        }
    }

    fn looks_at_company(&mut self, at: At) {
        for buddy in self.day.day.buddies_of(self.person) {
            self.buddies.insert(buddy, self.called(buddy));
        }
        let company = self.day.buddies.company_of(self.person);
        if company == self.company {
            return;
        }
        if !company.is_empty() {
            let names = company.iter().map(|one| self.called(*one)).collect();
            self.stand_ins.push(OwnStandIn { at, names });
        }
        self.company = company;
    }

    fn called(&self, person: PersonId) -> Words {
        self.day.people.name(person).into()
    }

    /// As what they were part of it, or knocked.
    pub fn name(&self) -> Option<Words> {
        let member = self.day.people.known(self.person)?;
        Some(member.name.clone())
    }

    /// Whether they ever were more than somebody at its door, also when they were removed later.
    pub const fn was_let_in(&self) -> bool {
        self.was_let_in
    }

    /// Whoever was not there saw nobody's name.
    pub fn buddies(&self) -> Vec<Words> {
        let member = self.day.people.known(self.person);
        let was_here = member.is_some_and(|member| member.was_here());
        let names = self.buddies.values().filter(|_| was_here);
        names.cloned().collect()
    }
}

fn own(at: At, piece: Piece, person: PersonId) -> Option<OwnEntry> {
    let own: BTreeSet<Whose> = [person.into()].into();
    let in_thread = matches!(piece.class, Class::PrivateThreads | Class::TechnicalHelp);
    let to_them = in_thread && piece.slot == "words" && piece.whose.is_superset(&own);
    let is_theirs = piece.whose == own && !matches!(piece.class, Class::Names | Class::Attendance);
    let value = piece.value.0;
    let empty = value.is_null() || value.as_str().is_some_and(str::is_empty);
    if empty || !(is_theirs || to_them) {
        return None;
    }
    Some(OwnEntry {
        at,
        class: piece.class,
        part: piece.slot,
        received: !is_theirs,
        value,
    })
}
