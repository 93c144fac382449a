//! The last words to a socket: a code that says what to do next, and the same as a sentence (CLOSE1).

use alongside_protocol::frames::{FromServer, close};
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes};
use futures_util::{SinkExt, StreamExt};
use tokio::time::timeout;

use super::{feed::encode, wire::Wire};
use crate::limits;

/// Sends `bye`, closes with the code and waits a moment for the other side, so that the words arrive.
/// `after_ms` is the moment to come back, when there is one for everybody (CLOSE3).
pub async fn say(mut socket: impl Wire, code: u16, after_ms: Option<u32>) {
    let bye = encode(&FromServer::Bye {
        code,
        sentence: sentence(code).to_owned(),
        after_ms,
    });
    let close = CloseFrame {
        code,
        reason: Utf8Bytes::default(),
    };
    let said = timeout(limits::FAREWELL, async {
        socket.send(Message::Text(bye)).await?;
        socket.send(Message::Close(Some(close))).await
    });
    if let Ok(Ok(())) = said.await {
        // A socket dropped with unread bytes is reset, and a reset could overtake the goodbye.
        let answered = async { while let Some(Ok(_)) = socket.next().await {} };
        let _ = timeout(limits::FAREWELL, answered).await;
    }
}

fn sentence(code: u16) -> &'static str {
    match code {
        close::TICKET => "Your way in has run out. We are getting a new one.",
        close::UNREADABLE => "We could not read what your browser sent. Please reload the page.",
        close::RELOAD => "This page is of another version. Please reload it.",
        close::REMOVED => {
            "You are not in this session. If you think that is a mistake, please ask your facilitator."
        }
        close::OVER => "This session is no longer available.",
        close::OTHER_TAB => {
            "You have this session open in three tabs or devices already, so this one stops. Close one of them, then try again here."
        }
        close::SIGNED_OUT => "You have been signed out here. Please sign in again.",
        close::SLOW => "Your connection is slow just now. We are fetching what you missed.",
        _ => "The connection was interrupted. It comes back by itself.",
    }
}
