//! Which keys go together, and how they go.

use alongside_domain::sealing::Whose;
use alongside_protocol::{
    ids::{PersonId, ProgrammeId, SessionId},
    privacy::Class,
};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::KeyName;

/// Which keys are destroyed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everything of one person in a programme; no new key is made for them.
    Person(ProgrammeId, PersonId),
    /// Everything of one member of staff, or of one invitation, in the organisation; no new key is made for them.
    OfHouse(Whose),
    /// Everything said in a session; no new key is made for it.
    Session(ProgrammeId, SessionId),
    /// Everything of a programme; no new key is made for it.
    Programme(ProgrammeId),
    /// One class of one session (nil: of the programme itself): its time is over.
    OfSession(ProgrammeId, SessionId, Class),
    /// One class of one person in one session.
    OfPerson(ProgrammeId, SessionId, PersonId, Class),
}

impl Scope {
    pub fn holds(&self, name: &KeyName) -> bool {
        match *self {
            Self::Person(programme, person) => {
                name.programme == programme.0 && name.whose == person.into()
            }
            Self::OfHouse(whose) => name.programme.is_nil() && name.whose == whose,
            Self::Session(programme, session) => {
                name.programme == programme.0 && name.session == session.0
            }
            Self::Programme(programme) => name.programme == programme.0,
            Self::OfSession(programme, session, class) => {
                name.programme == programme.0 && name.session == session.0 && name.class == class
            }
            Self::OfPerson(programme, session, person, class) => {
                *name
                    == KeyName {
                        programme: programme.0,
                        session: session.0,
                        whose: person.into(),
                        class,
                    }
            }
        }
    }
}

/// Removes their rows, and says how many.
pub fn remove(connection: &Connection, scope: &Scope) -> rusqlite::Result<usize> {
    let delete = |sql: &str, with: &[&dyn rusqlite::ToSql]| connection.execute(sql, with);
    match scope {
        Scope::Person(programme, person) => delete(
            "DELETE FROM key WHERE programme = ?1 AND whose = ?2",
            &[programme.0.as_bytes(), person.0.as_bytes()],
        ),
        Scope::OfHouse(whose) => delete(
            "DELETE FROM key WHERE programme = ?1 AND whose = ?2",
            &[Uuid::nil().as_bytes(), whose.0.as_bytes()],
        ),
        Scope::Session(programme, session) => delete(
            "DELETE FROM key WHERE programme = ?1 AND session = ?2",
            &[programme.0.as_bytes(), session.0.as_bytes()],
        ),
        Scope::Programme(programme) => delete(
            "DELETE FROM key WHERE programme = ?1",
            &[programme.0.as_bytes()],
        ),
        Scope::OfSession(programme, session, class) => delete(
            "DELETE FROM key WHERE programme = ?1 AND session = ?2 AND class = ?3",
            &[programme.0.as_bytes(), session.0.as_bytes(), &class.code()],
        ),
        Scope::OfPerson(programme, session, person, class) => delete(
            "DELETE FROM key WHERE programme = ?1 AND session = ?2 AND class = ?3 AND whose = ?4",
            &[
                programme.0.as_bytes(),
                session.0.as_bytes(),
                &class.code(),
                person.0.as_bytes(),
            ],
        ),
    }
}

/// What is erased stays so; a class whose time is over may begin anew.
pub fn mark(connection: &Connection, scope: &Scope) -> rusqlite::Result<()> {
    let nil = Uuid::nil();
    let (programme, session, whose) = match *scope {
        Scope::Person(programme, person) => (programme, nil, Whose::from(person)),
        Scope::OfHouse(whose) => (ProgrammeId(nil), nil, whose),
        Scope::Session(programme, session) => (programme, session.0, Whose(nil)),
        Scope::Programme(programme) => (programme, nil, Whose(nil)),
        Scope::OfSession(..) | Scope::OfPerson(..) => return Ok(()),
    };
    let of = params![
        programme.0.as_bytes(),
        session.as_bytes(),
        whose.0.as_bytes()
    ];
    connection
        .execute(
            "INSERT OR IGNORE INTO erased (programme, session, whose) VALUES (?1, ?2, ?3)",
            of,
        )
        .map(drop)
}
