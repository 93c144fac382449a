//! A whole rehearsal over TLS: the socket is secure and not compressed, simulated trainees come in, and it ends well.

use alongside_protocol::frames::{FromBrowser, PROTO, close};
use futures_util::{SinkExt, Stream, StreamExt};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{
    self, Message, client::IntoClientRequest, http::HeaderValue, protocol::frame::coding::CloseCode,
};

use super::visitor::{connects, request, says};
use super::{Papers, Program, text};
use crate::cast::PATIENCE;

#[tokio::test]
async fn a_rehearsal_runs_over_tls_and_its_socket_is_not_compressed() {
    let papers = Papers::new();
    let folder = tempfile::tempdir().unwrap();
    let (cert, key) = papers.lie_in(folder.path());
    let arguments = ["--tls-cert", text(&cert), "--tls-key", text(&key)];
    let mut program = Program::starts(folder, "rehearse", &arguments, "https://127.0.0.1:");
    let us = format!("https://127.0.0.1:{}", program.port);
    let link = program.says("facilitator:");
    let secret = link
        .strip_prefix(&format!("{us}/j#"))
        .expect(&link)
        .to_owned();

    let post = async |path: &str, cookie: &str, body: Value| {
        let headers = format!("Host: x\r\nOrigin: {us}\r\nCookie: {cookie}\r\n");
        let stream = connects(program.port, &papers).await.unwrap();
        says(stream, &request("POST", path, &headers, &body.to_string())).await
    };
    let entered = post("/api/door/enter", "", json!({ "secret": secret })).await;
    let pass = entered.cookie("__Host-alongside_pass=");
    let session = entered.json()["sessions"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let ticket = post(&format!("/api/session/{session}/ticket"), &pass, json!({})).await;
    let ticket = ticket.json()["ticket"].as_str().unwrap().to_owned();

    let live = format!("wss://127.0.0.1:{}/live", program.port);
    let mut upgrade = live.into_client_request().unwrap();
    let offers = [
        ("Origin", us.as_str()),
        ("Cookie", pass.as_str()),
        ("Sec-WebSocket-Extensions", "permessage-deflate"),
    ];
    for (name, value) in offers {
        let value = HeaderValue::from_str(value).unwrap();
        upgrade.headers_mut().insert(name, value);
    }
    let stream = connects(program.port, &papers).await.unwrap();
    let (mut socket, answer) = tokio_tungstenite::client_async(upgrade, stream)
        .await
        .unwrap();
    assert!(!answer.headers().contains_key("sec-websocket-extensions"));

    let hello = FromBrowser::Hello {
        proto: PROTO,
        ticket,
        resume: None,
        tab: None,
    };
    let hello = serde_json::to_string(&hello).unwrap();
    socket.send(Message::text(hello)).await.unwrap();
    tokio::time::timeout(PATIENCE, a_trainee_is_live(&mut socket))
        .await
        .expect("a simulated trainee");

    program.signal("-TERM");
    let goodbye = async {
        loop {
            if let Message::Close(close) = socket.next().await.unwrap().unwrap() {
                return close.unwrap().code;
            }
        }
    };
    let code = tokio::time::timeout(PATIENCE, goodbye).await.unwrap();
    assert_eq!(code, CloseCode::from(close::RECONNECT));
    let ended = tokio::task::spawn_blocking(move || program.child.wait());
    assert_eq!(ended.await.unwrap().unwrap().code(), Some(0));
}

/// Until a simulated trainee has come in.
async fn a_trainee_is_live(
    frames: &mut (impl Stream<Item = Result<Message, tungstenite::Error>> + Unpin),
) {
    loop {
        match frames.next().await.unwrap().unwrap() {
            Message::Text(frame)
                if frame.contains("\"link\":\"live\"") && frame.contains("trainee") =>
            {
                return;
            }
            _ => {}
        }
    }
}
