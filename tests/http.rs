//! The doors, asked as a browser would ask them: through the router, with cookies and an origin.

mod authenticator;
mod house;
mod issuer;
mod organiser;
mod passkeys;
mod people;
mod power;
mod privacy;
mod protection;
mod provider;
mod roster;
mod safeguarding;
mod sign_in;
mod signed_in;
mod staff;
mod table;
