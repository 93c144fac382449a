//! What is shown of breakout rooms.

use super::Place;
use crate::session::Session;
use alongside_protocol::{
    entry::Entry,
    ids::{ProposalId, RoomId},
};

pub fn plan(_session: &Session) -> Vec<(Place, Entry)> {
    Vec::new()
}

pub fn breakout(_session: &Session) -> Vec<(Place, Entry)> {
    Vec::new()
}

pub fn room(_session: &Session, _room: RoomId) -> Vec<(Place, Entry)> {
    Vec::new()
}

pub fn proposal(_session: &Session, _proposal: ProposalId) -> Vec<(Place, Entry)> {
    Vec::new()
}
