//! Stories of a session, told by named people over real sockets.

mod day;
mod doors;
mod privacy;
mod rehearsal;
mod restart;
mod resume;
