//! A line on which an open page of staff learns at once that they have been signed out, wherever that was asked.

use std::sync::Arc;

use alongside_protocol::{frames::close, refusal::Refusal};
use axum::{
    body::Bytes,
    extract::{
        State, WebSocketUpgrade,
        ws::{CloseFrame, Message, WebSocket},
    },
    response::Response,
};
use tokio::sync::OwnedSemaphorePermit;

use super::{
    Doors,
    error::{Answer, No},
    pass::{OwnAccount, SignedIn},
};
use crate::house::House;
use crate::limits;

/// Nothing but goodbyes and beats go over it.
const BUFFER: usize = 1024;

/// `GET /api/staff/watch`
pub async fn watch(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
    socket: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Answer<Response> {
    let socket = socket.map_err(|_| Refusal::not_found())?;
    let house = Arc::clone(&doors.house);
    let place = Arc::clone(&doors.watches).try_acquire_owned();
    let place = place.map_err(|_| No::from(Refusal::fault()))?;
    let socket = socket
        .read_buffer_size(BUFFER)
        .write_buffer_size(BUFFER)
        .max_write_buffer_size(4 * BUFFER)
        .max_message_size(BUFFER)
        .max_frame_size(BUFFER);
    Ok(socket.on_upgrade(move |socket| keep(socket, house, staff, place)))
}

async fn keep(
    mut socket: WebSocket,
    house: Arc<House>,
    staff: SignedIn,
    _place: OwnedSemaphorePermit,
) {
    let signed_out = house.signed_out(staff.staff, staff.browser);
    tokio::pin!(signed_out);
    loop {
        tokio::select! {
            () = &mut signed_out => {
                let goodbye = CloseFrame {
                    code: close::REMOVED,
                    reason: "signed out".into(),
                };
                let _ = socket.send(Message::Close(Some(goodbye))).await;
                return;
            }
            heard = socket.recv() => match heard {
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                // There is nothing to say here.
                _ => return,
            },
            () = tokio::time::sleep(limits::WATCH_BEAT) => {
                if socket.send(Message::Ping(Bytes::new())).await.is_err() {
                    return;
                }
            }
        }
    }
}
