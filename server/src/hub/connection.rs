//! One socket after its hello: what comes in goes to the owner, what the owner shows goes out.
//!
//! Who asks comes from the ticket, never from a frame. One task does both ways, so an idle socket costs little;
//! what is queued is written together and flushed once.

use std::sync::Arc;

use alongside_protocol::{
    command::Command,
    frames::{FromBrowser, FromServer, Outcome, Resume, close},
    ids::{CommandId, PersonId, TabId},
    refusal::{Code, Refusal},
};
use axum::body::Bytes;
use axum::extract::ws::{Message, Utf8Bytes};
use futures_util::{FutureExt, SinkExt, StreamExt};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};

use super::{
    Ends, Hub, farewell,
    feed::encode,
    gateway::Lines,
    line::{Outbox, Packet, line},
    owner::Mail,
    pace, reading,
    ticket::Bearer,
    wire::{Either, Wire, either},
};
use crate::{bus::ConnectionId, limits};

/// Serves a socket until one side says goodbye.
pub async fn serve(
    hub: Arc<Hub>,
    socket: impl Wire,
    bearer: Bearer,
    (resume, tab): (Option<Resume>, Option<TabId>),
) {
    let mut sign_in_ends = match bearer.by.account() {
        Some(by) => hub.schedule.sign_in_ends(by),
        None => Box::pin(std::future::pending()),
    };
    if let Some(code) = (&mut sign_in_ends).now_or_never() {
        return farewell::say(socket, code, None).await;
    }
    let owner = match hub.owner(bearer.session) {
        Ok(owner) => owner,
        Err(refusal) if refusal.code == Code::NotFound => {
            return farewell::say(socket, close::OVER, None).await;
        }
        Err(_) => return farewell::say(socket, close::RECONNECT, hub.slots.of(None)).await,
    };
    let (own_line, outbox) = line();
    let seat = Seat {
        connection: hub.lines.add(own_line),
        person: bearer.person,
        lines: Arc::clone(&hub.lines),
        owner: owner.clone(),
    };
    let hello = Mail::Hello {
        connection: seat.connection,
        person: bearer.person,
        pass: bearer.by.pass(),
        resume,
        tab,
    };
    let _ = owner.send(hello).await;
    let mut connection = Connection {
        hub,
        person: bearer.person,
        id: seat.connection,
        owner,
        socket,
        outbox,
        heard: Instant::now(),
        hears_first: false,
        sign_in_ends,
    };
    let end = connection.run().await;
    // The owner hears of it before the goodbyes, which may take a moment.
    drop(seat);
    if let End::Say(code) = end {
        let after_ms = connection.hub.slots.of(Some(connection.id));
        farewell::say(connection.socket, code, after_ms).await;
    }
}

/// However the socket's task ends, the owner is told and the line is taken down.
struct Seat {
    connection: ConnectionId,
    person: PersonId,
    lines: Arc<Lines>,
    owner: mpsc::Sender<Mail>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.lines.remove(self.connection);
        let (owner, gone) = (
            self.owner.clone(),
            Mail::Gone {
                connection: self.connection,
                person: self.person,
            },
        );
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { owner.send(gone).await });
        }
    }
}

/// Why the socket is no longer served.
enum End {
    /// With words and a code.
    Say(u16),
    /// The other side has gone.
    Gone,
}

struct Connection<W> {
    hub: Arc<Hub>,
    person: PersonId,
    id: ConnectionId,
    owner: mpsc::Sender<Mail>,
    socket: W,
    outbox: Outbox,
    /// When the browser last said anything at all.
    heard: Instant,
    /// Whether the socket is looked at before the line; they take turns, so that neither keeps the other waiting.
    hears_first: bool,
    /// Of the account this was opened with, if it was.
    sign_in_ends: Ends,
}

impl<W: Wire> Connection<W> {
    async fn run(&mut self) -> End {
        let mut packets = Vec::new();
        let quiet = sleep_until(self.heard + limits::NUDGE_AFTER);
        tokio::pin!(quiet);
        loop {
            self.hears_first = !self.hears_first;
            let step = tokio::select! {
                biased;
                code = &mut self.sign_in_ends => Err(End::Say(code)),
                () = self.owner.closed() => Err(End::Say(close::RECONNECT)),
                () = &mut quiet => {
                    let again = self.nudge().await;
                    again.map(|again| quiet.as_mut().reset(again))
                }
                next = either(
                    self.hears_first,
                    self.socket.next(),
                    self.outbox.take(&mut packets, limits::FRAMES_AT_ONCE),
                ) => match next {
                    Either::One(message) => self.hear(message).await,
                    Either::Other(Ok(())) => write(&mut self.socket, &self.outbox, &mut packets).await,
                    Either::Other(Err(code)) => Err(End::Say(code)),
                },
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    /// Asks a silent browser whether it is there; says when to look again.
    async fn nudge(&mut self) -> Result<Instant, End> {
        let silent = self.heard.elapsed();
        if silent >= limits::SILENCE {
            return Err(End::Say(close::RECONNECT));
        }
        if silent < limits::NUDGE_AFTER {
            return Ok(self.heard + limits::NUDGE_AFTER);
        }
        self.send(Message::Ping(Bytes::new())).await?;
        Ok(self.heard + limits::SILENCE)
    }

    async fn hear(&mut self, message: Option<Result<Message, axum::Error>>) -> Result<(), End> {
        self.heard = Instant::now();
        match message {
            Some(Ok(Message::Text(text))) => self.read(&text).await,
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
            Some(Ok(Message::Binary(_))) => Err(End::Say(close::UNREADABLE)),
            Some(Ok(Message::Close(_))) | None => Err(End::Gone),
            // Too large, not UTF-8, or the network: if somebody is there, they are told what was wrong.
            Some(Err(_)) => Err(End::Say(close::UNREADABLE)),
        }
    }

    async fn read(&mut self, text: &Utf8Bytes) -> Result<(), End> {
        match reading::read(text) {
            Ok(FromBrowser::Ask { id, command }) => self.ask(id, command, text.len()).await,
            // Somebody who pings without a pause is not answered each time.
            Ok(FromBrowser::Ping { .. }) if self.hub.pace.hears(self.person).is_err() => Ok(()),
            Ok(FromBrowser::Ping { sent }) => {
                let now = self.hub.clock.now();
                let pong = encode(&FromServer::Pong { sent, now });
                self.send(Message::Text(pong)).await
            }
            Ok(FromBrowser::Hello { .. }) | Err(_) => Err(End::Say(close::UNREADABLE)),
        }
    }

    async fn ask(&mut self, id: CommandId, command: Command, bytes: usize) -> Result<(), End> {
        let allowed = if bytes > limits::COMMAND_BYTES {
            Err(Refusal::mend(
                "That is too long to send in one go. Please shorten it; nothing was cut.",
            ))
        } else {
            self.hub.pace.hears(self.person)
        };
        if let Err(refusal) = allowed {
            return self.refuse(id, refusal).await;
        }
        if !self.outbox.may_ask() {
            return self.refuse(id, pace::too_many()).await;
        }
        let mail = Mail::Ask {
            connection: self.id,
            person: self.person,
            id,
            command: Box::new(command),
        };
        let sent = self.owner.send(mail).await;
        sent.map_err(|_| End::Say(close::RECONNECT))
    }

    async fn refuse(&mut self, id: CommandId, refusal: Refusal) -> Result<(), End> {
        let result = Outcome::Refused { refusal };
        let answer = encode(&FromServer::Answer { id, result });
        self.send(Message::Text(answer)).await
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match timeout(limits::READER_PATIENCE, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End::Gone),
            Err(_) => Err(End::Say(close::SLOW)),
        }
    }
}

/// Feeds all packets, then flushes once. A goodbye does not wait for a slow reader.
async fn write(
    socket: &mut impl Wire,
    outbox: &Outbox,
    packets: &mut Vec<Packet>,
) -> Result<(), End> {
    let all = async {
        for packet in packets.drain(..) {
            match packet {
                Packet::Frame(frame) => {
                    outbox.written(&frame);
                    feed(socket, frame).await?;
                }
                Packet::Whole(frames) => {
                    for frame in frames {
                        feed(socket, frame).await?;
                    }
                }
            }
        }
        patiently(socket.flush()).await
    };
    tokio::select! {
        biased;
        code = outbox.closed() => Err(End::Say(code)),
        done = all => done,
    }
}

async fn feed(socket: &mut impl Wire, frame: Utf8Bytes) -> Result<(), End> {
    patiently(socket.feed(Message::Text(frame))).await
}

async fn patiently(written: impl Future<Output = Result<(), axum::Error>>) -> Result<(), End> {
    match timeout(limits::READER_PATIENCE, written).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(End::Gone),
        Err(_) => Err(End::Say(close::SLOW)),
    }
}
