//! How long each class of what is kept about people lives (TRUST 3), and when it goes.
//!
//! An organiser may shorten at once and lengthen with a reason. The sentences that people read about this are made
//! from the same table, in the browser's words.

use super::{Event, Programme, Session};
use crate::{limits, text};
use alongside_protocol::{
    ids::{At, SessionId},
    privacy::{Class, Life, Since},
    refusal::Refusal,
    words::Words,
};
use std::collections::BTreeMap;

/// The table. A new class does not compile without its row.
#[must_use]
pub const fn usual(class: Class) -> Life {
    let (since, days) = match class {
        Class::Presence | Class::FeedbackForms => (Since::SessionEnd, 1),
        Class::MainChat | Class::TechnicalHelp => (Since::SessionEnd, 30),
        Class::RoomChat | Class::SharedCheckIns => (Since::SessionEnd, 7),
        Class::PrivateThreads | Class::PrivateCheckIns => (Since::NextSession, 7),
        Class::CareFlags | Class::Feedback | Class::Company => (Since::ProgrammeEnd, 90),
        Class::Links => (Since::ProgrammeEnd, 14),
        Class::Names | Class::Plans | Class::Attendance => (Since::ProgrammeEnd, 365),
        // Nothing goes by itself then: it is when somebody looks whether it is still needed.
        Class::Safeguarding => (Since::ProgrammeEnd, 6 * 365),
    };
    Life { since, days }
}

/// Something whose time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub class: Class,
    /// `None` for what the programme has once for all sessions.
    pub session: Option<SessionId>,
    pub at: At,
}

impl Programme {
    /// How long this class lives here.
    #[must_use]
    pub fn life(&self, class: Class) -> Life {
        let usual = usual(class);
        let days = self.retention.get(&class).map(|(days, _)| *days);
        Life {
            days: days.unwrap_or(usual.days),
            ..usual
        }
    }

    /// Why it lives so long here; empty when nobody had to say.
    #[must_use]
    pub fn reason(&self, class: Class) -> Words {
        let chosen = self.retention.get(&class);
        chosen.map(|(_, why)| why.clone()).unwrap_or_default()
    }

    /// How long each class lives here, for sessions to tell.
    #[must_use]
    pub fn lives(&self) -> BTreeMap<Class, Life> {
        let life = |class| (class, self.life(class));
        Class::ALL.into_iter().map(life).collect()
    }

    /// When the programme came to its end: when its last session did, or a year after it was made when it never had
    /// one. `None` while there are sessions to come.
    #[must_use]
    pub fn ended_at(&self, now: At) -> Option<At> {
        if self.sessions.is_empty() {
            let idle = days(self.made_at, limits::IDLE_PROGRAMME_DAYS);
            return (idle <= now).then_some(idle);
        }
        let mut end = self.made_at;
        for session in &self.sessions {
            end = end.max(session.over_at(now)?);
        }
        Some(end)
    }

    /// When links stop working by themselves, as far as sessions are planned now.
    #[must_use]
    pub fn links_until(&self) -> At {
        let idle = days(self.made_at, limits::IDLE_PROGRAMME_DAYS);
        let over = |session: &Session| match &session.summary {
            Some(summary) => summary.ended_at,
            None => session.over_without_end(),
        };
        let end = self.sessions.iter().map(over).max();
        self.goes_at(Class::Links, end.unwrap_or(idle))
    }

    /// When everything of a session that is over goes, class by class, and what the programme keeps once.
    #[must_use]
    pub fn dues(&self, now: At) -> Vec<Due> {
        let mut dues = Vec::new();
        let end = self.ended_at(now);
        for class in Class::ALL {
            if self.life(class).since == Since::ProgrammeEnd {
                let at = end.map(|end| self.goes_at(class, end));
                dues.extend(at.map(|at| Due {
                    class,
                    session: None,
                    at,
                }));
            }
            if !class.is_of_a_session() {
                continue;
            }
            for session in self.sessions.iter().filter(|known| !known.forgotten) {
                let at = self.session_goes_at(class, session, now);
                dues.extend(at.map(|at| Due {
                    class,
                    session: Some(session.id),
                    at,
                }));
            }
        }
        dues
    }

    fn session_goes_at(&self, class: Class, session: &Session, now: At) -> Option<At> {
        let over = session.over_at(now)?;
        match self.life(class).since {
            Since::SessionEnd => Some(self.goes_at(class, over)),
            Since::ProgrammeEnd => self.ended_at(now).map(|end| self.goes_at(class, end)),
            Since::NextSession => {
                let latest = days(over, limits::NEXT_SESSION_DAYS);
                let next = self.sessions.iter().find(|next| {
                    next.id != session.id && next.plan.starts_at > session.plan.starts_at
                });
                let at = next.map(|next| self.goes_at(class, next.plan.starts_at.max(over)));
                Some(at.map_or(latest, |at| at.min(latest)))
            }
        }
    }

    /// A rehearsal is a game: all of it goes soon.
    fn goes_at(&self, class: Class, since: At) -> At {
        if self.rehearsal {
            return since.plus_minutes(limits::REHEARSAL_KEPT_MINUTES);
        }
        days(since, self.life(class).days)
    }

    /// When a rehearsal goes altogether.
    #[must_use]
    pub fn rehearsal_goes_at(&self, now: At) -> Option<At> {
        let end = self.ended_at(now).filter(|_| self.rehearsal)?;
        Some(end.plus_minutes(limits::REHEARSAL_KEPT_MINUTES))
    }
}

impl Session {
    /// When it was over: when it ended, or a day after its start when nobody ended it.
    #[must_use]
    pub fn over_at(&self, now: At) -> Option<At> {
        if let Some(summary) = &self.summary {
            return Some(summary.ended_at);
        }
        let forgotten = self.over_without_end();
        (forgotten <= now).then_some(forgotten)
    }

    fn over_without_end(&self) -> At {
        let start = self.plan.starts_at;
        start.plus_minutes(limits::NEVER_ENDED_MINUTES)
    }
}

fn days(since: At, days: u32) -> At {
    At(since.0.saturating_add(i64::from(days) * 24 * 60 * 60_000))
}

/// Shortening needs no reason, lengthening does.
pub(super) fn set(
    programme: &Programme,
    class: Class,
    days: u32,
    reason: &Words,
) -> Result<Vec<Event>, Refusal> {
    let now = programme.life(class).days;
    if !limits::RETENTION_DAYS.contains(&days) {
        return Err(Refusal::mend(format!(
            "Please choose {} to {} days.",
            limits::RETENTION_DAYS.start(),
            limits::RETENTION_DAYS.end()
        )));
    }
    // People were told that nobody can join it to them after that.
    if class == Class::FeedbackForms && days > now {
        return Err(Refusal::mend(
            "Feedback as it was sent cannot be kept longer: people were told that it goes.",
        ));
    }
    let reason = text::optional_block(reason, "The reason", limits::NOTE_LETTERS)?;
    if days > now && reason.is_empty() {
        return Err(Refusal::mend("To keep something longer, please say why."));
    }
    Ok(if days == now {
        Vec::new()
    } else {
        vec![Event::RetentionSet {
            class,
            days,
            reason,
        }]
    })
}
