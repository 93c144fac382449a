//! What topics show. A topic is a set of entries, each under a key; an update sets some and takes some away.
//!
//! Only `server/domain/src/views` makes entries. Which topics carry which entry stands beside each.

mod buddies;
mod call;
mod chat;
mod day;
mod feedback;
mod flags;
mod me;
mod people;
mod rooms;
mod rounds;

pub use buddies::{PairingEntry, StandInEntry, StandInState};
pub use call::{CallAct, CallDone, CallEntry, CallStep, CallStepKind};
pub use chat::{
    Act, ActEntry, ChatRulesEntry, MessageEntry, MessageState, ModeratedEntry, Reaction,
};
pub use day::{
    AgendaEntry, AgendaItem, NoticeEntry, NoticeKind, Phase, SessionEntry, SettingsEntry,
};
pub use feedback::{FeedbackEntry, FeedbackResults, FeedbackResultsEntry};
pub use flags::{FlagEntry, FlagNote, FlagState, MyFlagEntry, Quote, Waits};
pub use me::{MeEntry, MoveAnswer, MoveEntry, OfferEntry};
pub use people::{
    Concern, DeviceEntry, DeviceState, FollowUpEntry, Hand, HandsEntry, KnockEntry, PersonEntry,
    PersonPrivateEntry, ReadOutEntry, TechEntry,
};
pub use rooms::{
    BreakoutEntry, BreakoutState, Change, ClashEntry, CompanionsEntry, Help, HelpState,
    InsideEntry, LeastBad, Lonely, MonitorEntry, MoveOption, PlanEntry, PlanNote, PlanWhy,
    PlannedMove, PlannedNow, PlansEntry, ProposalEntry, ProposalState, RoomEntry, SavedPlanRow,
    ShareBackEntry, WhatHappened,
};
pub use rounds::{AnswerEntry, RoundDetailEntry, RoundEntry, RoundState, Standing, TrueStanding};

use crate::safety::{NeededEntry, SafeguardingEntry, SafetyEntry};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Entry {
    /// `session` in group, and for guests in their own topic (title and phase only).
    Session(SessionEntry),
    /// `agenda` in group.
    Agenda(AgendaEntry),
    /// `settings` in staff.
    Settings(SettingsEntry),
    /// `notice/ID` in group, in a room, or in a person's topic.
    Notice(NoticeEntry),
    /// `person/ID` in group.
    Person(PersonEntry),
    /// `private/ID` in facilitators: what a person shares with facilitators only.
    PersonPrivate(PersonPrivateEntry),
    /// `tech/ID` in staff.
    Tech(TechEntry),
    /// `knock/ID` in staff.
    Knock(KnockEntry),
    /// `device/ID` in the topic of the person, and in staff.
    Device(DeviceEntry),
    /// `hands` in group.
    Hands(HandsEntry),
    /// `read_out/PERSON` in facilitators.
    ReadOut(ReadOutEntry),
    /// `follow_up/PERSON` in facilitators.
    FollowUp(FollowUpEntry),
    /// `me` in a person's topic.
    Me(MeEntry),
    /// `move` in a person's topic.
    Move(MoveEntry),
    /// `offer` in a person's topic.
    Offer(OfferEntry),
    /// `round` in group: the round that runs, or the last one.
    Round(RoundEntry),
    /// `round_detail` in facilitators.
    RoundDetail(RoundDetailEntry),
    /// `answer/ROUND/PERSON` in group when shared, in facilitators always, in one's own topic.
    Answer(AnswerEntry),
    /// `message/ID` in the topic of its channel; held ones in facilitators and the author's topic.
    Message(MessageEntry),
    /// `chat_rules` in group.
    ChatRules(ChatRulesEntry),
    /// `moderated/PERSON` in facilitators.
    Moderated(ModeratedEntry),
    /// `act/N` in facilitators: the trail of moderation.
    Act(ActEntry),
    /// `flag/ID` in staff (technical) or facilitators (wellbeing).
    Flag(FlagEntry),
    /// `my_flag/ID` in the raiser's topic.
    MyFlag(MyFlagEntry),
    /// `plan` in staff; with private rules in facilitators.
    Plan(PlanEntry),
    /// `plans` in facilitators: saved plans, and the programme's.
    Plans(PlansEntry),
    /// `clash` in facilitators, while no plan keeps every rule.
    Clash(ClashEntry),
    /// `companions` in group, when anybody has one.
    Companions(CompanionsEntry),
    /// `breakout` in group.
    Breakout(BreakoutEntry),
    /// `room/ID` in group.
    Room(RoomEntry),
    /// `inside/ID` in the room, and in staff.
    Inside(InsideEntry),
    /// `monitor/ID` in staff.
    Monitor(MonitorEntry),
    /// `share_back/ROOM` in group, once the rooms have closed.
    ShareBack(ShareBackEntry),
    /// `proposal/ID` in staff; with private rules in facilitators.
    Proposal(ProposalEntry),
    /// `stand_in/PERSON` in facilitators.
    StandIn(StandInEntry),
    /// `pairing/PERSON` in facilitators.
    Pairing(PairingEntry),
    /// `call` in staff.
    Call(CallEntry),
    /// `feedback` in group, once the form was opened.
    Feedback(FeedbackEntry),
    /// `feedback_results` in facilitators, once the form was opened.
    FeedbackResults(FeedbackResultsEntry),
    /// `safety` in group, and for guests in their own topic.
    Safety(SafetyEntry),
    /// `safeguarding` in facilitators, when the programme has such a contact.
    Safeguarding(SafeguardingEntry),
    /// `needed` in staff, while something has waited too long for a facilitator.
    Needed(NeededEntry),
}
