//! A session from outside (R47): how far it is, how many of the staff are there, and how many things are alarming.
//! Of which kind, by whom and with what words is nobody's business there.

use super::{Session, people::Member};
use alongside_protocol::entry::{HelpState, Phase};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glance {
    pub phase: Phase,
    pub staff: usize,
    /// Flags that nobody claims, calls for help that nobody has taken, people alone in a room.
    pub alarms: usize,
}

impl Glance {
    /// Somebody may have to look: its doors are open, or something still waits after its end.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        matches!(self.phase, Phase::Arrival | Phase::Live) || self.alarms > 0
    }
}

#[must_use]
pub fn of(session: &Session) -> Glance {
    let flags = session.flags.ids().filter_map(|id| session.flags.get(id));
    let flags = flags.filter(|flag| flag.overdue).count();
    let waits = |room: &&super::rooms::Room| {
        let help = room.help.as_ref();
        help.is_some_and(|help| help.state == HelpState::Called)
    };
    let calls = session.rooms.all().filter(waits).count();
    let alone = session.rooms.all();
    let alone = alone
        .filter(|room| room.lonely.is_some_and(|lonely| lonely.alerts > 0))
        .count();
    Glance {
        phase: session.phase(),
        staff: session
            .people
            .staff()
            .filter(|one| Member::is_present(one))
            .count(),
        alarms: flags + calls + alone,
    }
}
