//! What can be said between the browser and the server, and nothing about what it means.
//!
//! Every type the browser uses is generated from here into `protocol/typescript`.
//! The numbered rules of behaviour are in `protocol/SPEC.md`.
#![forbid(unsafe_code)]

pub mod account;
pub mod audit;
pub mod command;
pub mod door;
pub mod entry;
pub mod frames;
pub mod ids;
pub mod organisation;
pub mod people;
pub mod privacy;
pub mod programme;
pub mod refusal;
pub mod safeguarding;
pub mod safety;
pub mod staff;
pub mod topic;
pub mod words;
pub mod writing;
