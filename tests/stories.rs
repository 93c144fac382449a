//! Stories of a session, told by named people over real sockets.

mod accounts_erased;
pub mod beside;
mod clock;
mod codes;
mod day;
mod doors;
mod erasure;
pub mod feedback;
mod hardships;
mod late;
mod mistakes;
mod old_databases;
mod own_data;
mod presence;
mod privacy;
mod rehearsal;
pub mod restart;
pub mod resume;
mod rounds_ahead;
mod signed_out;
mod staff;
mod ways_in;
mod writings;
