//! The doors, asked as a browser would ask them: through the router, with cookies and an origin.

mod house;
mod organiser;
mod people;
mod protection;
mod roster;
