//! The doors: pages and the calls beside the socket.
pub mod web;
