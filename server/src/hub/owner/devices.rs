//! What an owner does for second devices.

use alongside_domain::session::{Asked, devices::Answer};
use alongside_protocol::{
    frames::Outcome,
    ids::{DeviceId, PersonId},
    refusal::Refusal,
};

use super::{Owner, StepDown};
use crate::bus::Bus;

impl<B: Bus> Owner<B> {
    /// Whether this is asked about now.
    pub(super) async fn device_came(
        &mut self,
        device: DeviceId,
        person: PersonId,
    ) -> Result<Result<bool, Refusal>, StepDown> {
        let asked = Asked::DeviceCame { device, person };
        Ok(match self.ask(None, asked).await? {
            Outcome::Kept {} => Ok(self.session.devices.get(device).is_some()),
            Outcome::Refused { refusal } => Err(refusal),
        })
    }

    /// What has become of it.
    pub(super) async fn device_looks(
        &mut self,
        device: DeviceId,
    ) -> Result<Option<Answer>, StepDown> {
        self.ask(None, Asked::DeviceLooks { device }).await?;
        let known = self.session.devices.get(device);
        Ok(known.map(|known| known.answer))
    }
}
