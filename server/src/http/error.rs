//! Answers that say no. A refusal is a sentence for a person; a fault is logged here, once, and apologised for.

use alongside_protocol::refusal::{Code, Refusal};
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::keeper::Trouble;
use crate::log::LogError;

/// What a handler returns.
pub type Answer<T> = Result<T, No>;

/// A refusal on its way out.
#[derive(Debug)]
pub struct No {
    status: StatusCode,
    refusal: Refusal,
}

impl No {
    /// A refusal with a status that is not the usual one of its code.
    pub fn with(status: StatusCode, refusal: Refusal) -> Self {
        Self { status, refusal }
    }
}

impl From<Refusal> for No {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal.code {
            Code::NotFound => StatusCode::NOT_FOUND,
            Code::NotNow | Code::Stale | Code::Reused => StatusCode::CONFLICT,
            Code::StepUp => StatusCode::FORBIDDEN,
            Code::Mend => StatusCode::UNPROCESSABLE_ENTITY,
            Code::TooFast => StatusCode::TOO_MANY_REQUESTS,
            Code::Fault => StatusCode::SERVICE_UNAVAILABLE,
        };
        Self { status, refusal }
    }
}

impl From<Trouble> for No {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Refused(refusal) => refusal.into(),
            fault => {
                tracing::error!(%fault, "a call could not be kept");
                match fault {
                    Trouble::Log(LogError::Resting(_)) => Refusal::fault(),
                    // LOG4: nobody is told that nothing has changed when nobody knows.
                    Trouble::Log(_) => Refusal::unsure(),
                    _ => Refusal::fault(),
                }
                .into()
            }
        }
    }
}

impl IntoResponse for No {
    fn into_response(self) -> Response {
        (self.status, Json(self.refusal)).into_response()
    }
}

/// Every path under `/api` that leads nowhere, and everything that is not the asker's.
pub async fn nowhere() -> No {
    Refusal::not_found().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::Stream;

    #[test]
    fn a_fault_is_an_apology_without_its_cause() {
        let resting = LogError::Resting(Box::new(LogError::Full));
        let no = No::from(Trouble::Log(resting));
        assert_eq!(no.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(no.refusal, Refusal::fault());
        let no = No::from(Trouble::Log(LogError::Full));
        assert_eq!(no.refusal, Refusal::unsure(), "nobody knows what was kept");
        let no = No::from(Trouble::Crowded(Stream::organisation()));
        assert_eq!(no.refusal, Refusal::fault());
    }

    #[test]
    fn a_refusal_keeps_its_words() {
        let no = No::from(Trouble::Refused(Refusal::mend("Please mend it.")));
        assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(no.refusal.sentence, "Please mend it.");
    }
}
