//! Who sits with whom: plain values in, a [`Plan`] with reasons out, or the [`Clash`] of rules that forbids one.
//!
//! Three questions, three pure functions: [`pair_buddies`] for the whole programme (R9, R11), [`group`] for one round of
//! breakout rooms (R13) and [`reshuffle`] when people drop out, arrive late or come back (R10, R19-R22). Each puts
//! *levels* in order: a lower count at an earlier level always wins, later levels only decide between equals. The same
//! question gives the same answer, whatever the order of its lists. [`case::answer`] reads the same questions from JSON.

pub mod case;
mod chance;
mod clash;
mod comfort;
mod designs;
mod fold;
mod grouping;
mod pairing;
mod people;
mod perfect;
mod plan;
mod programme;
mod reason;
mod reshuffle;
mod seating;
mod told;

pub use clash::{Clash, Constraint};
pub use grouping::{Grouping, Mix, even_sizes, group};
pub use pairing::{Pairing, Partner, pair_buddies};
pub use people::{Apart, History, Member, Person, Pin, Room, RuleId, Rules, Together, Voice};
pub use plan::{Group, Level, Move, Plan};
pub use programme::{Programme, ProgrammePlan, RoundClash, Sitting, plan_programme};
pub use reason::{Audience, Because, Names, Reason};
pub use reshuffle::{Activity, OpenRoom, Reshuffle, Returned, SpareRoom, reshuffle};
