//! What one ask leaves in the log, and how every version reads what an earlier one wrote (LOG2).
//!
//! ```text
//!   one ask ──> {"v":3, "at":…, "from":…, "events":[…]} ──> one record
//!   a record of form 1 ──step──> 2 ──step──> 3 ──> Kept     a record of form 4 ──> refused: a newer version wrote it
//! ```
//!
//! Records are never written anew. To change their form: raise [`FORM`], add a step to [`STEPS`], add a step to the
//! schema, so that an older program refuses the whole database in one sentence, and store a database of the new form
//! in `tests/databases`. A field that may be missing needs none of this.

use alongside_protocol::{
    command::Command,
    ids::{At, CommandId, PersonId},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::vault::Part;

/// The form of records this program writes.
pub const FORM: u32 = 3;

/// How a record of form 1, 2, … becomes one of the next form.
const STEPS: [fn(&mut Value); FORM as usize - 1] = [each_ask_is_one_record, people_are_sealed_too];

/// One record of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept<E> {
    v: u32,
    pub at: At,
    /// The command it came from; nothing for what the server noticed by itself, and in streams other than sessions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<From>,
    pub events: Vec<E>,
    /// What people wrote in these events, sealed (see `vault`); nothing in records from before there was sealing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sealed: Vec<Part>,
}

/// Whose command it was, and a hash of what it said, to tell a repetition from another command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct From {
    pub by: PersonId,
    pub id: CommandId,
    pub body: BodyHash,
}

/// The first 64 bits of a salted SHA-256 of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BodyHash(u64);

/// Why a record cannot be read. The sentences are for an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error(
        "it was written by a newer version of Alongside (form {0}, this one knows {FORM}); please start the newer version again"
    )]
    Newer(u32),
    #[error("it holds something that this version of Alongside does not know")]
    Unknown,
}

impl<E: Serialize + DeserializeOwned> Kept<E> {
    #[must_use]
    pub const fn new(at: At, from: Option<From>, events: Vec<E>) -> Self {
        Self {
            v: FORM,
            at,
            from,
            events,
            sealed: Vec::new(),
        }
    }

    /// # Errors
    /// Never for events as the core makes them.
    pub fn write(&self) -> Result<Vec<u8>, Unreadable> {
        serde_json::to_vec(self).map_err(|_| Unreadable::Unknown)
    }

    /// # Errors
    /// See [`Unreadable`].
    pub fn read(body: &[u8]) -> Result<Self, Unreadable> {
        let unknown = |_| Unreadable::Unknown;
        let form = serde_json::from_slice::<Form>(body).map_err(unknown)?.v;
        match form.cmp(&FORM) {
            std::cmp::Ordering::Equal => serde_json::from_slice(body).map_err(unknown),
            std::cmp::Ordering::Greater => Err(Unreadable::Newer(form)),
            std::cmp::Ordering::Less => {
                let mut record = serde_json::from_slice(body).map_err(unknown)?;
                for step in STEPS.iter().skip(form.saturating_sub(1) as usize) {
                    step(&mut record);
                }
                let kept: Self = serde_json::from_value(record).map_err(unknown)?;
                Ok(Self { v: FORM, ..kept })
            }
        }
    }
}

/// The form alone. Programmes and the organisation did not say it at first.
#[derive(Deserialize)]
struct Form {
    #[serde(default = "first_form")]
    v: u32,
}

const fn first_form() -> u32 {
    1
}

/// Form 1 to 2: programmes and the organisation kept each event of an ask in a record of its own, and no form.
fn each_ask_is_one_record(record: &mut Value) {
    let Value::Object(fields) = record else {
        return;
    };
    if let Some(event) = fields.remove("event") {
        fields.insert("events".to_owned(), Value::Array(vec![event]));
    }
    fields.insert("v".to_owned(), Value::from(2));
}

/// Form 2 to 3: who came and went, and who asked, stood open. It reads as it is, but a program that knows form 2 alone
/// would take what is sealed now for nobody.
fn people_are_sealed_too(record: &mut Value) {
    if let Value::Object(fields) = record {
        fields.insert("v".to_owned(), Value::from(3));
    }
}

impl BodyHash {
    #[must_use]
    pub fn of(command: &Command, salt: &[u8]) -> Self {
        let text = serde_json::to_vec(command).unwrap_or_default();
        let mut first = [0; 8];
        for (to, from) in first
            .iter_mut()
            .zip(Sha256::new_with_prefix(salt).chain_update(text).finalize())
        {
            *to = from;
        }
        Self(u64::from_be_bytes(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alongside_protocol::command::PeopleCommand;
    use uuid::Uuid;

    type Words = Kept<String>;

    fn asked() -> From {
        From {
            by: PersonId(Uuid::from_u128(7)),
            id: CommandId(Uuid::from_u128(1)),
            body: BodyHash::of(&Command::People(PeopleCommand::Leave {}), b"salt"),
        }
    }

    #[test]
    fn a_record_reads_back_as_it_was_written() {
        let kept = Words::new(At(5), Some(asked()), vec!["Asha arrives".to_owned()]);
        assert_eq!(Words::read(&kept.write().unwrap()), Ok(kept));
    }

    #[test]
    fn log2_records_of_earlier_forms_are_read_as_if_written_today() {
        let of_a_session = br#"{"v":1,"at":5,"events":["Asha arrives","Ben arrives"]}"#;
        let both = vec!["Asha arrives".to_owned(), "Ben arrives".to_owned()];
        assert_eq!(
            Words::read(of_a_session),
            Ok(Words::new(At(5), None, both.clone()))
        );
        let of_form_2 = br#"{"v":2,"at":5,"events":["Asha arrives","Ben arrives"]}"#;
        assert_eq!(
            Words::read(of_form_2),
            Ok(Words::new(At(5), None, both.clone()))
        );
        let of_a_programme = br#"{"at":5,"event":"Asha arrives"}"#;
        let one = both[..1].to_vec();
        assert_eq!(
            Words::read(of_a_programme),
            Ok(Words::new(At(5), None, one))
        );
    }

    #[test]
    fn log2_a_record_of_a_newer_form_is_told_as_such_and_nothing_is_guessed() {
        let newer = br#"{"v":4,"at":5,"events":["Asha arrives"]}"#;
        assert_eq!(Words::read(newer), Err(Unreadable::Newer(4)));
        for other in [&b"nothing"[..], b"{}", br#"{"v":3,"at":5,"events":[7]}"#] {
            assert_eq!(Words::read(other), Err(Unreadable::Unknown));
        }
    }
}
