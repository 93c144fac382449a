//! One socket after its hello: what comes in goes to the owner, what the owner shows goes out.
//!
//! Who asks comes from the ticket, never from a frame. One task does both ways, so an idle socket costs little.

use std::sync::Arc;

use alongside_protocol::{
    command::Command,
    frames::{FromBrowser, FromServer, Outcome, Resume, close},
    ids::{CommandId, PersonId, TabId},
    refusal::{Code, Refusal},
};
use axum::body::Bytes;
use axum::extract::ws::{Message, Utf8Bytes};
use futures_util::FutureExt;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};

use super::{
    Address, Ends, Hub, farewell,
    feed::encode,
    gateway::Lines,
    line::{Outbox, Packet, line},
    owner::Mail,
    pace, reading,
    ticket::Bearer,
    two_way::{Turn, TwoWay},
    wire::{Either, Wire, either},
};
use crate::{bus::ConnectionId, clock::Clock, limits};

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
    let Address {
        mailbox: owner,
        time,
        ..
    } = match hub.owner(bearer.session) {
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
        time,
        socket: TwoWay::new(socket),
        outbox,
        heard: Instant::now(),
        hears_first: false,
        is_waited_for: false,
        taken: 0,
        replies: 0,
        sign_in_ends,
    };
    let end = connection.run().await;
    // The owner hears of it before the goodbyes, which may take a moment.
    drop(seat);
    if let End::Say(code) = end {
        let after_ms = connection.hub.slots.of(Some(connection.id));
        farewell::say(connection.socket.into_socket(), code, after_ms).await;
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
    time: watch::Receiver<Clock>,
    socket: TwoWay<W>,
    outbox: Outbox,
    /// When the browser last said anything at all.
    heard: Instant,
    /// Whether the socket is looked at before the line; they take turns, so that neither keeps the other waiting.
    hears_first: bool,
    /// Since a beat the reader has taken nothing, and there was always something to take.
    is_waited_for: bool,
    /// Bytes of the line that are on their way.
    taken: usize,
    /// Answers of this task itself that are on their way; whoever takes none is heard no further.
    replies: usize,
    /// Of the account this was opened with, if it was.
    sign_in_ends: Ends,
}

impl<W: Wire> Connection<W> {
    async fn run(&mut self) -> End {
        let mut packets = Vec::new();
        let quiet = sleep_until(self.heard + limits::SILENCE);
        let beat = sleep_until(self.heard + limits::SERVER_BEAT);
        let late = sleep_until(self.heard);
        tokio::pin!(quiet, beat, late);
        loop {
            self.hears_first = !self.hears_first;
            let (idle, hears) = (self.socket.is_idle(), self.replies < limits::REPLIES);
            let step = tokio::select! {
                biased;
                code = &mut self.sign_in_ends => Err(End::Say(code)),
                () = self.owner.closed() => Err(self.hears_the_last().await),
                () = &mut quiet => self.is_there().map(|again| quiet.as_mut().reset(again)),
                () = &mut late, if self.is_waited_for => Err(End::Say(close::SLOW)),
                () = &mut beat => {
                    let now = beat.deadline();
                    if let Some(until) = self.beats(now) {
                        late.as_mut().reset(until);
                    }
                    beat.as_mut().reset(now + limits::SERVER_BEAT);
                    Ok(())
                }
                next = either(
                    self.hears_first,
                    self.socket.turn(hears),
                    next(&mut self.outbox, &mut packets, idle),
                ) => match next {
                    Either::One(turn) => self.turns(turn).await,
                    Either::Other(Ok(())) => {
                        self.write(&mut packets);
                        Ok(())
                    }
                    Either::Other(Err(code)) => Err(End::Say(code)),
                },
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    /// Asks the browser whether it is there, ahead of all that waits: browsers answer by themselves. Says until when a
    /// reader is waited for who takes nothing from now on.
    ///
    /// Each socket has its beats, whatever is said. A reader who takes nothing is noticed by them and not by what
    /// there is to read, which may be private: others see when somebody is given up (TOPIC5, CLOSE2).
    fn beats(&mut self, now: Instant) -> Option<Instant> {
        self.socket.write_first(Message::Ping(Bytes::new()));
        let first = !std::mem::replace(&mut self.is_waited_for, true);
        first.then(|| now + limits::READER_PATIENCE)
    }

    /// When to look again whether the browser has said anything.
    fn is_there(&self) -> Result<Instant, End> {
        if self.heard.elapsed() >= limits::SILENCE {
            return Err(End::Say(close::RECONNECT));
        }
        Ok(self.heard + limits::SILENCE)
    }

    /// The owner has gone. What it has said before, above all answers, still goes out, or what it broke down over would
    /// be asked for again; unless it has closed the line itself.
    async fn hears_the_last(&mut self) -> End {
        let mut packets = Vec::new();
        if let Err(code) = self.outbox.take_rest(&mut packets, limits::READER_FRAMES) {
            return End::Say(code);
        }
        self.write(&mut packets);
        let written = self.socket.all_written();
        let _ = tokio::time::timeout(limits::FAREWELL, written).await;
        End::Say(close::RECONNECT)
    }

    async fn turns(&mut self, turn: Turn) -> Result<(), End> {
        match turn {
            Turn::Heard(message) => self.hear(message).await,
            // Slow, but there: the next beat counts anew.
            Turn::SomeWritten => {
                self.is_waited_for = false;
                Ok(())
            }
            Turn::AllWritten => {
                self.outbox.written(std::mem::take(&mut self.taken));
                self.replies = 0;
                self.is_waited_for = false;
                Ok(())
            }
            Turn::Broken => Err(End::Gone),
        }
    }

    /// All of it goes out together and is flushed once.
    fn write(&mut self, packets: &mut Vec<Packet>) {
        for packet in packets.drain(..) {
            match packet {
                Packet::Frame(frame) => {
                    self.taken += frame.len();
                    self.socket.write(Message::Text(frame));
                }
                Packet::Whole(frames) => {
                    for frame in frames {
                        self.socket.write(Message::Text(frame));
                    }
                }
            }
        }
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
                let now = self.time.borrow().now();
                self.reply(&FromServer::Pong { sent, now });
                Ok(())
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
        let allowed = allowed.and_then(|()| {
            self.outbox
                .may_ask()
                .then_some(())
                .ok_or_else(pace::too_many)
        });
        if let Err(refusal) = allowed {
            let result = Outcome::Refused { refusal };
            self.reply(&FromServer::Answer { id, result });
            return Ok(());
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

    fn reply(&mut self, frame: &FromServer) {
        self.replies += 1;
        self.socket.write(Message::Text(encode(frame)));
    }
}

/// What there is to write next, once the last has gone out; until then, only a goodbye, which waits for no reader.
async fn next(outbox: &mut Outbox, packets: &mut Vec<Packet>, idle: bool) -> Result<(), u16> {
    if idle {
        return outbox.take(packets, limits::FRAMES_AT_ONCE).await;
    }
    Err(outbox.closed().await)
}
