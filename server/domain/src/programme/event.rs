//! What can have happened in a programme. Kept events are read back by every later version: a field may be added with
//! `#[serde(default)]`, nothing may be renamed or taken away.

use super::{Person, doors::CodeHash};
use crate::{
    aggregate::{Fingerprint, Pass},
    session::{SavedPlan, summary::Summary},
};
use alongside_protocol::{
    ids::{
        At, CompanionId, ConcernId, DeviceId, FlagId, PersonId, PlanId, ProgrammeId, RuleId,
        SessionId, StaffId,
    },
    privacy::Class,
    programme::{Companion, PlannedSession, RoomLink, Rule, SessionPlan},
    safeguarding::{ConcernAct, PassedOn, Said},
    safety::Safety,
    words::Words,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Event {
    Made {
        programme: ProgrammeId,
        name: Words,
        time_zone: String,
        rehearsal: bool,
    },
    Renamed {
        name: Words,
        time_zone: String,
    },
    PeopleAdded {
        people: Vec<Person>,
    },
    PersonChanged {
        person: Person,
    },
    PersonRemoved {
        person: PersonId,
    },
    /// They were erased, whether they were on the roster, had been, or were a guest.
    PersonForgotten {
        person: PersonId,
    },
    RuleAdded {
        rule: Rule,
    },
    RuleDropped {
        rule: RuleId,
    },
    BuddiesSet {
        buddies: Vec<Vec<PersonId>>,
    },
    PairingAsked {
        person: PersonId,
        words: Words,
    },
    PairingSettled {
        person: PersonId,
        /// People whose buddies are new.
        renewed: Vec<PersonId>,
    },
    RoomLinksSet {
        links: Vec<RoomLink>,
    },
    SessionScheduled {
        session: SessionId,
        plan: SessionPlan,
    },
    SessionChanged {
        session: SessionId,
        plan: SessionPlan,
    },
    SessionCancelled {
        session: SessionId,
    },
    SessionEnded {
        summary: Summary,
    },
    /// It was erased, or nothing of it is kept any more.
    SessionForgotten {
        session: SessionId,
    },
    /// How many days a class is kept here.
    RetentionSet {
        class: Class,
        days: u32,
        reason: Words,
    },
    CompanionAdded {
        companion: Companion,
    },
    CompanionDropped {
        companion: CompanionId,
    },
    RoundsKept {
        sessions: Vec<PlannedSession>,
    },
    PlanSaved {
        saved: SavedPlan,
    },
    PlanForgotten {
        plan: PlanId,
    },
    SafetySet {
        safety: Safety,
    },
    LinksIssued {
        links: Vec<(PersonId, Fingerprint)>,
    },
    LinkRevoked {
        person: PersonId,
    },
    Entered {
        person: PersonId,
        pass: Pass,
        /// The pass that their browser had before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead: Option<Fingerprint>,
    },
    PassRotated {
        person: PersonId,
        old: Fingerprint,
        pass: Pass,
    },
    PassSettled {
        person: PersonId,
        key: Fingerprint,
    },
    LinkRenewed {
        person: PersonId,
        /// Nothing once it is no longer kept.
        link: Option<Fingerprint>,
        /// Nothing when they came with their account.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kept: Option<Fingerprint>,
    },
    CodeMade {
        person: PersonId,
        /// Nothing once it is no longer kept.
        code: Option<CodeHash>,
        until: At,
    },
    CodeMissed {
        person: PersonId,
        /// That was one too many.
        locked: bool,
    },
    CodeUsed {
        person: PersonId,
    },
    DeviceWaits {
        person: PersonId,
        pass: Pass,
        device: DeviceId,
        session: SessionId,
    },
    DeviceLetIn {
        person: PersonId,
        pass: Pass,
    },
    DeviceTurnedAway {
        person: PersonId,
        key: Fingerprint,
    },
    GuestGone {
        person: PersonId,
    },
    GuestEntered {
        session: SessionId,
        person: PersonId,
        pass: Pass,
    },
    ConcernRecorded {
        concern: ConcernId,
        flag: FlagId,
        session: SessionId,
        passed_on: Option<PassedOn>,
        notes: Vec<Said>,
    },
    ConcernNoted {
        concern: ConcernId,
        notes: Vec<Said>,
    },
    ConcernActed {
        concern: ConcernId,
        by: StaffId,
        act: ConcernAct,
        reason: Words,
        words: Words,
    },
}
