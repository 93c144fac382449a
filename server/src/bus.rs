//! What an owner tells the gateways that hold its readers.
//!
//! A note is plain data, and frames in it are encoded already: once, however many read them.
//! In one process the gateway is a call away ([`local`]); between machines a note becomes a message.

pub mod local;

use alongside_protocol::topic::Topic;
use axum::extract::ws::Utf8Bytes;

/// A socket, as the owner knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u64);

/// One thing to be done by the gateways.
#[derive(Debug, Clone)]
pub enum Note {
    /// One step of a topic, for all who read it.
    Frame { topic: Topic, frame: Utf8Bytes },
    /// The whole answer to a hello, from `welcome` to `live`; from now on it reads these topics.
    Seat {
        connection: ConnectionId,
        frames: Vec<Utf8Bytes>,
        topics: Vec<Topic>,
    },
    /// These readers lose topics. Said before the frames of the same change go out.
    Shut {
        connections: Vec<ConnectionId>,
        topics: Vec<(Topic, Utf8Bytes)>,
    },
    /// These readers gain topics, and get their snapshots. Said after the frames of the same change.
    Open {
        connections: Vec<ConnectionId>,
        frames: Vec<Utf8Bytes>,
        topics: Vec<Topic>,
    },
    /// What became of one command.
    Answer {
        connection: ConnectionId,
        frame: Utf8Bytes,
    },
    /// Something about the server itself, outside all topics.
    Tell {
        connections: Vec<ConnectionId>,
        frame: Utf8Bytes,
    },
    /// Close these, with a code that says what to do next.
    Bye {
        connections: Vec<ConnectionId>,
        code: u16,
    },
    /// This socket is gone.
    Gone { connection: ConnectionId },
}

/// Carries notes to the gateways, in order.
pub trait Bus: Send + 'static {
    fn tell(&mut self, note: Note);
}
