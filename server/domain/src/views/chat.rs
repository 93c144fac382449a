//! What is shown of the chat.

use super::Place;
use crate::session::Session;
use alongside_protocol::{entry::Entry, ids::MessageId};

pub fn message(_session: &Session, _message: MessageId) -> Vec<(Place, Entry)> {
    Vec::new()
}

pub fn rules(_session: &Session) -> Vec<(Place, Entry)> {
    Vec::new()
}

pub fn act(_session: &Session, _number: u32) -> Vec<(Place, Entry)> {
    Vec::new()
}
