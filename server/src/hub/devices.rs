//! Second devices, asked about in the session in which their person is live (DEVICE1).

use alongside_domain::session::devices::Answer;
use alongside_protocol::{
    ids::{DeviceId, PersonId, SessionId},
    refusal::Refusal,
};

use super::{Hub, owner::Mail};

impl Hub {
    /// Asks in the first of these sessions in which the person is live; `None` when there is none.
    ///
    /// # Errors
    /// A refusal when too many of theirs are waiting, or nothing can be kept at present.
    pub async fn device_comes(
        &self,
        sessions: Vec<SessionId>,
        device: DeviceId,
        person: PersonId,
    ) -> Result<Option<SessionId>, Refusal> {
        for session in sessions {
            if self.running(session).is_none() {
                continue;
            }
            let mail = |answer| Mail::DeviceCame {
                device,
                person,
                answer,
            };
            if self.request(session, mail).await?? {
                return Ok(Some(session));
            }
        }
        Ok(None)
    }

    /// # Errors
    /// A refusal when there is no such session, or nothing can be kept at present.
    pub async fn device_looks(
        &self,
        session: SessionId,
        device: DeviceId,
    ) -> Result<Option<Answer>, Refusal> {
        let mail = |answer| Mail::DeviceLooks { device, answer };
        self.request(session, mail).await
    }
}
