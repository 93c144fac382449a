//! The doors: pages and the calls beside the socket.
//!
//! Every request goes the same way: is it from a page of ours (`origin`), who is it (`pass`), can its body be read
//! (`body`), what is asked of the organisation or a programme, and then an answer or a refusal (`error`), always with
//! the same protecting headers (`headers`). Which path leads where can be read in `router`.

pub mod account;
pub mod allowed;
pub mod audit;
pub mod beside;
pub mod body;
pub mod certificate;
pub mod code;
pub mod door;
pub mod error;
pub mod headers;
pub mod invitation;
pub mod knock;
pub mod listen;
pub mod live;
pub mod origin;
pub mod pages;
pub mod pairing;
pub mod pass;
pub mod plain;
pub mod privacy;
pub mod programme;
pub mod provider;
pub mod renewal;
pub mod rounds;
pub mod router;
pub mod safeguarding;
pub mod sign_in;
pub mod staff;
pub mod staffing;
pub mod step_up;
pub mod tries;
pub mod view;
pub mod watch;
pub mod web;
mod whole;
pub mod zoom;

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::house::{House, Live};
use crate::limits;
use tries::Tries;

/// What every handler is given.
#[derive(Clone)]
pub struct Doors {
    pub house: Arc<House>,
    pub live: Arc<dyn Live>,
    tries: Arc<Tries>,
    /// Places for pages of staff that watch whether they are still signed in.
    watches: Arc<Semaphore>,
}

impl Doors {
    pub fn new(house: Arc<House>, live: Arc<dyn Live>) -> Self {
        Self {
            house,
            live,
            tries: Arc::new(Tries::new()),
            watches: Arc::new(Semaphore::new(limits::WATCHES)),
        }
    }
}
