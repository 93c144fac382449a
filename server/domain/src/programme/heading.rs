//! What a programme is called and which time zone its days are in.

use super::{Event, Programme};
use crate::{limits, text};
use alongside_protocol::{ids::ProgrammeId, refusal::Refusal, words::Words};

impl Programme {
    /// `None` until it has been made.
    #[must_use]
    pub fn id(&self) -> Option<ProgrammeId> {
        self.id
    }

    #[must_use]
    pub fn name(&self) -> &Words {
        &self.name
    }

    /// IANA name.
    #[must_use]
    pub fn time_zone(&self) -> &str {
        &self.time_zone
    }

    #[must_use]
    pub fn is_rehearsal(&self) -> bool {
        self.rehearsal
    }
}

pub(super) fn make(
    programme: &Programme,
    id: ProgrammeId,
    name: &Words,
    time_zone: &str,
    rehearsal: bool,
) -> Result<Vec<Event>, Refusal> {
    if programme.id.is_some() {
        return Ok(Vec::new());
    }
    let (name, time_zone) = heading(name, time_zone)?;
    Ok(vec![Event::Made {
        programme: id,
        name,
        time_zone,
        rehearsal,
    }])
}

/// Whether a time zone exists is known outside the core, where the tables are; here only its shape is checked.
fn heading(name: &Words, time_zone: &str) -> Result<(Words, String), Refusal> {
    let name = text::line(name, "Programme name", limits::TITLE_LETTERS)?;
    let shaped = (1..=64).contains(&time_zone.len())
        && time_zone
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-' | b'+'));
    if !shaped {
        return Err(Refusal::mend(
            "Please choose a time zone from the list, such as Europe/London.",
        ));
    }
    Ok((name, time_zone.to_owned()))
}

pub(super) fn rename(
    programme: &Programme,
    name: &Words,
    time_zone: &str,
) -> Result<Vec<Event>, Refusal> {
    let (name, time_zone) = heading(name, time_zone)?;
    if name == programme.name && time_zone == programme.time_zone {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Renamed { name, time_zone }])
}
