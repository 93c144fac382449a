//! What a programme keeps ready for a moment when nobody is there (TRUST 3; FLAG7, FLAG8, EXIT2): contacts for a
//! crisis, whom facilitators call, and where *exit this page* leads. It reaches sessions with their facts.

use super::{Event, Programme};
use crate::{call_link, limits, text};
use alongside_protocol::{
    refusal::Refusal,
    safety::{Contact, Safety},
};

impl Programme {
    #[must_use]
    pub fn safety(&self) -> &Safety {
        &self.safety
    }
}

/// All of it anew.
pub(super) fn set(programme: &Programme, safety: &Safety) -> Result<Vec<Event>, Refusal> {
    if safety.contacts.len() > limits::CONTACTS {
        return Err(Refusal::mend(format!(
            "There can be at most {} contacts, so that people find the right one quickly.",
            limits::CONTACTS
        )));
    }
    let exit = safety.exit_to.as_deref().unwrap_or_default();
    let safety = Safety {
        contacts: safety
            .contacts
            .iter()
            .map(contact)
            .collect::<Result<_, _>>()?,
        safeguarding: safety.safeguarding.as_ref().map(contact).transpose()?,
        exit_to: call_link::web_address(exit, "The address of the exit")?,
    };
    Ok(if safety == programme.safety {
        Vec::new()
    } else {
        vec![Event::SafetySet { safety }]
    })
}

/// A number that nobody can dial is worse than none.
fn contact(contact: &Contact) -> Result<Contact, Refusal> {
    let name = text::line(
        &contact.name,
        "The name of the contact",
        limits::TITLE_LETTERS,
    )?;
    let phone = text::line(&contact.phone, "The phone number", limits::PHONE_LETTERS)?;
    if !phone.text().chars().any(|letter| letter.is_ascii_digit()) {
        return Err(Refusal::mend(format!(
            "Please write the phone number of {} in digits.",
            name.text()
        )));
    }
    Ok(Contact {
        name,
        phone,
        hours: text::optional_line(&contact.hours, "When they answer", limits::TITLE_LETTERS)?,
    })
}
