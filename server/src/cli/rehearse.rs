//! `alongside rehearse`: a session with simulated trainees, on a log that forgets (R37).

use std::process::ExitCode;
use std::sync::Arc;

use super::{
    say,
    serve::{Opening, start},
};
use crate::{
    config::Listen,
    log::Memory,
    rehearsal::{Rehearsals, stage},
    vault::Vault,
};

pub fn rehearse(listen: &Listen) -> ExitCode {
    let open =
        |clock| Vault::forgetful(Arc::new(Memory::new()), clock).map_err(|error| error.to_string());
    start(listen, open, None, Opening::Rehearsal)
}

/// Begins the rehearsal and tells the way in, as one block.
///
/// # Errors
/// One sentence for an operator.
pub async fn begin(rehearsals: &Rehearsals) -> Result<(), String> {
    let begun = rehearsals.begin(&stage::FACILITATOR.into()).await;
    let begun = begun.map_err(|trouble| trouble.to_string())?;
    say(format_args!(
        "
A rehearsal has begun: nine simulated trainees are on their way. Nothing of it is kept.

  facilitator: {}
  assistant:   {}

Open the first link in a browser. The second is for somebody else, or for a private window.",
        begun.facilitator, begun.support
    ));
    Ok(())
}
