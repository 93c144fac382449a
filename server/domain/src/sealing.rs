//! What people wrote, taken out of an event before it is kept and put back when it is read (TRUST 3).
//!
//! ```text
//!   event --take--> event without words + pieces (whose, of which class, value)      the server seals the pieces
//!   event without words + opened pieces --put--> event; what no key opens any more becomes a tombstone
//! ```
//!
//! Which part of which event is private, whose it is and how long it lives is said once, by the aggregates'
//! `private` walks; both directions use the same walk. Keys and ciphers are the server's business.

use alongside_protocol::{
    ids::{ConcernId, InvitationId, PersonId, StaffId},
    privacy::Class,
    words::Words,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Stands where words stood whose key is gone.
pub const NO_LONGER_KEPT: &str = "[no longer kept]";
/// Stands for the name of somebody whose key is gone.
pub const FORMER_PARTICIPANT: &str = "Former participant";

/// Stands where somebody stood whose coming and going is no longer kept.
pub const NOBODY: PersonId = PersonId(Uuid::nil());

/// Whose a piece is: a person, a member of staff, or (nil) the programme's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Whose(pub Uuid);

impl Whose {
    /// What organisers and the server itself say: titles, prompts without an author, call links.
    pub const PROGRAMME: Self = Self(Uuid::nil());
}

impl From<PersonId> for Whose {
    fn from(person: PersonId) -> Self {
        Self(person.0)
    }
}

/// A safeguarding record's own key.
impl From<ConcernId> for Whose {
    fn from(concern: ConcernId) -> Self {
        Self(concern.0)
    }
}

/// An invitation's own key, for what was written on it.
impl From<InvitationId> for Whose {
    fn from(invitation: InvitationId) -> Self {
        Self(invitation.0)
    }
}

impl From<StaffId> for Whose {
    fn from(staff: StaffId) -> Self {
        Self(staff.0)
    }
}

/// Something private that was taken out of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Where it belongs; different for each piece of an event.
    pub slot: String,
    /// Everybody whose key is needed to read it: when one of them is erased, it is gone.
    pub whose: BTreeSet<Whose>,
    pub class: Class,
    pub value: Hidden,
}

/// A piece's value. It may be what a person wrote, so it never prints.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hidden(pub Value);

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[hidden]")
    }
}

/// Goes through an event and takes its private pieces out, or puts them back.
#[derive(Debug)]
pub struct Seam(Way);

#[derive(Debug)]
enum Way {
    Take(Vec<Piece>),
    Put {
        found: BTreeMap<String, Hidden>,
        /// Some pieces of this event can be opened no more.
        lost: bool,
    },
}

impl Seam {
    #[must_use]
    pub const fn take() -> Self {
        Self(Way::Take(Vec::new()))
    }

    /// `lost` says that there were pieces beside those found.
    #[must_use]
    pub const fn put(found: BTreeMap<String, Hidden>, lost: bool) -> Self {
        Self(Way::Put { found, lost })
    }

    /// What was taken; nothing after putting back.
    #[must_use]
    pub fn pieces(self) -> Vec<Piece> {
        match self.0 {
            Way::Take(pieces) => pieces,
            Way::Put { .. } => Vec::new(),
        }
    }

    /// Words that leave a mark where they stood.
    pub fn words(
        &mut self,
        slot: impl Into<String>,
        whose: impl IntoIterator<Item = Whose>,
        class: Class,
        words: &mut Words,
    ) {
        self.part(slot.into(), whose, class, words, || NO_LONGER_KEPT.into());
    }

    /// A person's name.
    pub fn name(&mut self, slot: impl Into<String>, whose: Whose, words: &mut Words) {
        let tombstone = || FORMER_PARTICIPANT.into();
        self.part(slot.into(), [whose], Class::Names, words, tombstone);
    }

    /// Who it was. It is sealed with the programme's key: a key of their own would stand beside it under their id.
    pub fn person(&mut self, slot: impl Into<String>, class: Class, person: &mut PersonId) {
        let mut known = (*person != NOBODY).then_some(*person);
        self.hide(slot, [Whose::PROGRAMME], class, &mut known);
        *person = known.unwrap_or(NOBODY);
    }

    /// Anything that leaves no mark.
    pub fn hide<T: Serialize + DeserializeOwned + Default>(
        &mut self,
        slot: impl Into<String>,
        whose: impl IntoIterator<Item = Whose>,
        class: Class,
        value: &mut T,
    ) {
        self.part(slot.into(), whose, class, value, T::default);
    }

    fn part<T: Serialize + DeserializeOwned + Default>(
        &mut self,
        slot: String,
        whose: impl IntoIterator<Item = Whose>,
        class: Class,
        value: &mut T,
        tombstone: impl Fn() -> T,
    ) {
        match &mut self.0 {
            Way::Take(pieces) => {
                let taken = std::mem::take(value);
                pieces.push(Piece {
                    slot,
                    whose: whose.into_iter().collect(),
                    class,
                    // Our own types always become JSON; if one did not, it would be lost rather than kept open.
                    value: Hidden(serde_json::to_value(taken).unwrap_or_default()),
                });
            }
            Way::Put { found, lost } => match found.remove(&slot) {
                Some(Hidden(kept)) => {
                    *value = serde_json::from_value(kept).unwrap_or_else(|_| tombstone());
                }
                // Without loss it is a field that is newer than the record.
                None if *lost => *value = tombstone(),
                None => {}
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sam() -> Whose {
        Whose(Uuid::from_u128(7))
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    struct Card {
        name: Words,
        note: Words,
        mood: Option<u8>,
    }

    fn walk(card: &mut Card, seam: &mut Seam) {
        seam.name("name", sam(), &mut card.name);
        seam.words("note", [sam()], Class::MainChat, &mut card.note);
        seam.hide("mood", [sam()], Class::SharedCheckIns, &mut card.mood);
    }

    fn card() -> Card {
        Card {
            name: "Sam".into(),
            note: "hello".into(),
            mood: Some(2),
        }
    }

    fn taken(card: &mut Card) -> Vec<Piece> {
        let mut seam = Seam::take();
        walk(card, &mut seam);
        seam.pieces()
    }

    #[test]
    fn what_is_taken_out_comes_back_where_it_was() {
        let mut without = card();
        let pieces = taken(&mut without);
        assert_eq!(without, Card::default());
        assert!(!format!("{pieces:?}").contains("hello"));

        let found = pieces.into_iter().map(|piece| (piece.slot, piece.value));
        walk(&mut without, &mut Seam::put(found.collect(), false));
        assert_eq!(without, card());
    }

    #[test]
    fn what_no_key_opens_leaves_a_tombstone_and_never_old_text() {
        let mut without = card();
        taken(&mut without);
        walk(&mut without, &mut Seam::put(BTreeMap::new(), true));
        assert_eq!(without.name.text(), FORMER_PARTICIPANT);
        assert_eq!(without.note.text(), NO_LONGER_KEPT);
        assert_eq!(without.mood, None);
    }

    #[test]
    fn a_field_that_is_newer_than_the_record_stays_as_it_is_by_default() {
        let mut plain = card();
        walk(&mut plain, &mut Seam::put(BTreeMap::new(), false));
        assert_eq!(plain, card());
    }

    #[test]
    fn who_stood_open_in_an_older_record_is_read_and_who_is_lost_is_nobody() {
        let (asha, mut person) = (PersonId(sam().0), PersonId(sam().0));
        let mut seam = Seam::take();
        seam.person("person", Class::Presence, &mut person);
        let pieces = seam.pieces();
        assert_eq!(person, NOBODY);
        assert!(pieces[0].whose.contains(&Whose::PROGRAMME) && pieces[0].whose.len() == 1);
        let found: BTreeMap<_, _> = pieces
            .into_iter()
            .map(|one| (one.slot, one.value))
            .collect();
        let put = |found: BTreeMap<String, Hidden>, lost, mut person: PersonId| {
            Seam::put(found, lost).person("person", Class::Presence, &mut person);
            person
        };
        assert_eq!(put(found, false, NOBODY), asha);
        assert_eq!(
            put(BTreeMap::new(), false, asha),
            asha,
            "of an earlier form"
        );
        assert_eq!(put(BTreeMap::new(), true, NOBODY), NOBODY);
    }
}
