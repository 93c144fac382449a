//! The doors: pages and the calls beside the socket.
//!
//! Every request goes the same way: is it from a page of ours (`origin`), who is it (`pass`), can its body be read
//! (`body`), what is asked of the organisation or a programme, and then an answer or a refusal (`error`), always with
//! the same protecting headers (`headers`). Which path leads where can be read in `router`.

pub mod body;
pub mod door;
pub mod error;
pub mod headers;
pub mod knock;
pub mod listen;
pub mod live;
pub mod origin;
pub mod pages;
pub mod pass;
pub mod passphrase;
pub mod programme;
pub mod router;
pub mod staff;
pub mod tries;
pub mod view;
pub mod web;

use std::sync::Arc;

use crate::house::{House, Live};
use tries::Tries;

/// What every handler is given.
#[derive(Clone)]
pub struct Doors {
    pub house: Arc<House>,
    pub live: Arc<dyn Live>,
    tries: Arc<Tries>,
}

impl Doors {
    pub fn new(house: Arc<House>, live: Arc<dyn Live>) -> Self {
        Self {
            house,
            live,
            tries: Arc::new(Tries::new()),
        }
    }
}
