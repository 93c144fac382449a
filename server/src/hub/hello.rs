//! The door of the socket: whose page it is, the upgrade, and the first frame (HELLO1-HELLO3).

use std::sync::Arc;

use alongside_protocol::{
    frames::{FromBrowser, Resume, close},
    ids::TabId,
};
use axum::extract::ws::{Message, WebSocketUpgrade};
use axum::response::Response;
use futures_util::{FutureExt, StreamExt};
use tokio::time::timeout;

use super::{
    Hub, connection, farewell,
    reading::{self, Unread},
    ticket::Bearer,
    wire::Wire,
};
use crate::limits;

/// Takes the socket over. Whoever calls this has made sure that the request comes from a page of ours.
/// `is_theirs` says whether the request came from a browser of whoever the ticket is for.
pub fn upgrade(
    hub: Arc<Hub>,
    socket: WebSocketUpgrade,
    is_theirs: impl FnOnce(&Bearer) -> bool + Send + 'static,
) -> Response {
    socket
        .read_buffer_size(limits::SOCKET_BUFFER)
        .write_buffer_size(limits::SOCKET_BUFFER)
        .max_write_buffer_size(limits::LARGEST_FRAME)
        .max_message_size(limits::FRAME_BYTES)
        .max_frame_size(limits::FRAME_BYTES)
        .on_upgrade(move |socket| greet(hub, socket, is_theirs))
}

/// Serves a socket from its first frame to its end. A ticket that somebody else shows is used up and opens nothing.
pub async fn greet(hub: Arc<Hub>, mut socket: impl Wire, is_theirs: impl FnOnce(&Bearer) -> bool) {
    let first = timeout(limits::HELLO_WITHIN, socket.next()).await;
    let said = match first {
        Ok(Some(Ok(Message::Text(text)))) => hello(&hub, &text),
        Ok(Some(Err(_)) | None) | Err(_) => Err(close::UNREADABLE),
        Ok(Some(Ok(_))) => Err(close::UNREADABLE),
    };
    match said {
        Ok((bearer, _)) if !is_theirs(&bearer) => {
            let signed_out = signed_out(&hub, &bearer);
            farewell::say(socket, signed_out.unwrap_or(close::TICKET), None).await;
        }
        Ok((bearer, known)) => connection::serve(hub, socket, bearer, known).await,
        Err(code) => farewell::say(socket, code, hub.slots.of(None)).await,
    }
}

/// Whoever has signed out since the ticket was given shows nothing any more, and is told why (SIGN7).
fn signed_out(hub: &Hub, bearer: &Bearer) -> Option<u16> {
    let by = bearer.by.account()?;
    hub.schedule.sign_in_ends(by).now_or_never()
}

/// Where the browser got to, and which of its tabs this is.
type Known = (Option<Resume>, Option<TabId>);

/// Who it is, or the code that says what to do.
fn hello(hub: &Hub, text: &str) -> Result<(Bearer, Known), u16> {
    match reading::read(text) {
        Ok(FromBrowser::Hello {
            ticket,
            resume,
            tab,
            ..
        }) => {
            let bearer = hub.tickets.redeem(&hub.clock, &ticket);
            Ok((bearer.ok_or(close::TICKET)?, (resume, tab)))
        }
        Ok(_) | Err(Unread::Unreadable) => Err(close::UNREADABLE),
        Err(Unread::OtherVersion) => Err(close::RELOAD),
    }
}
