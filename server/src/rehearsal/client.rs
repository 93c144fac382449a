//! A simulated trainee at the socket: hears frames, keeps the beat, does what `trainee` decides, drops out and returns.
//!
//! They have no door of their own: personal link, pass, ticket, hello, as every browser.

use std::time::Duration;

use alongside_protocol::{
    frames::{FromBrowser, FromServer, PROTO, close},
    ids::{At, CommandId},
};
use futures_util::{SinkExt, StreamExt};
use tokio::io::DuplexStream;
use tokio::time::{Instant, Interval, interval, sleep_until, timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, Message, client::IntoClientRequest, http::HeaderValue},
};
use uuid::Uuid;

use super::{
    entrance::{Closed, Entrance, HOST_INSIDE},
    seen::Seen,
    trainee::{Next, Trainee},
};
use crate::{clock::Clock, limits};

type Socket = WebSocketStream<DuplexStream>;

/// How a visit ended.
enum End {
    /// Hung up, to be back at that moment.
    Back(At),
    /// For good: went home, or was asked to stop.
    Home,
    /// The server closed or did not answer; worth another try.
    Lost,
}

/// Plays one simulated trainee from their arrival until they go home.
pub async fn play(clock: Clock, entrance: Entrance, mut trainee: Trainee, begins: At) {
    clock.until(trainee.arrives(begins)).await;
    let (mut pass, mut tries) = (None, 0);
    loop {
        match visit(&clock, &entrance, &mut pass, &mut trainee).await {
            Ok(End::Back(at)) => {
                tries = 0;
                clock.until(at).await;
                continue;
            }
            Ok(End::Home) | Err(Closed::Refused(_)) => return,
            Ok(End::Lost) => {}
            Err(error) => tracing::debug!(%error, "a simulated trainee could not come in"),
        }
        tries += 1;
        if tries > limits::REHEARSAL_TRIES {
            tracing::warn!("a simulated trainee has given up coming back");
            return;
        }
        let wait = limits::REHEARSAL_AGAIN_SECONDS * tries;
        clock.until(clock.now().plus_seconds(wait)).await;
    }
}

async fn visit(
    clock: &Clock,
    entrance: &Entrance,
    pass: &mut Option<String>,
    trainee: &mut Trainee,
) -> Result<End, Closed> {
    let cookie = match pass {
        Some(cookie) => cookie,
        None => pass.insert(entrance.enter().await?),
    };
    let ticket = entrance.ticket(cookie).await?;
    let open = timeout(limits::REHEARSAL_CALL, open(entrance, cookie));
    let socket = open.await.map_err(|_| Closed::Late)??;
    let mut visit = Visit {
        clock,
        trainee,
        socket,
        seen: None,
        live: false,
        unanswered: None,
        said: None,
        beat: interval(Duration::from_secs(limits::BEAT_SECONDS.into())),
        heard: Instant::now(),
    };
    let hello = FromBrowser::Hello {
        proto: PROTO,
        ticket,
        resume: None,
        tab: None,
    };
    visit.say(&hello).await?;
    visit.run().await
}

async fn open(entrance: &Entrance, pass: &str) -> Result<Socket, Closed> {
    let stream = entrance.server.connect().await?;
    let address = format!("ws://{HOST_INSIDE}/live");
    let mut request = address.into_client_request().map_err(Box::new)?;
    for (name, value) in [("Origin", entrance.origin.as_str()), ("Cookie", pass)] {
        let value = HeaderValue::from_str(value).map_err(|_| Closed::Unreadable)?;
        request.headers_mut().insert(name, value);
    }
    let (socket, _) = client_async(request, stream).await.map_err(Box::new)?;
    Ok(socket)
}

struct Visit<'a> {
    clock: &'a Clock,
    trainee: &'a mut Trainee,
    socket: Socket,
    /// From the welcome on.
    seen: Option<Seen>,
    /// Everything the hello brings has come.
    live: bool,
    /// One thing at a time: the next is decided when this one is answered.
    unanswered: Option<CommandId>,
    /// The server's last word.
    said: Option<u16>,
    beat: Interval,
    heard: Instant,
}

impl Visit<'_> {
    async fn run(&mut self) -> Result<End, Closed> {
        loop {
            let wake = match self.decide() {
                Next::Ask(command) => {
                    let id = CommandId(Uuid::new_v4());
                    self.unanswered = Some(id);
                    let command = *command;
                    self.say(&FromBrowser::Ask { id, command }).await?;
                    continue;
                }
                // The socket is dropped without a word, as when a laptop is closed.
                Next::HangUp { until } => return Ok(End::Back(until)),
                Next::GoHome => return Ok(End::Home),
                Next::Wait(at) => at,
                Next::Watch => At(i64::MAX),
            };
            tokio::select! {
                message = self.socket.next() => if let Some(end) = self.hear(message) {
                    return Ok(end);
                },
                () = self.clock.until(wake) => {}
                _ = self.beat.tick() => {
                    let sent = self.clock.now();
                    self.say(&FromBrowser::Ping { sent }).await?;
                }
                () = sleep_until(self.heard + limits::SILENCE) => return Ok(End::Lost),
            }
        }
    }

    fn decide(&mut self) -> Next {
        match &self.seen {
            Some(seen) if self.live && self.unanswered.is_none() => {
                self.trainee.next(seen, self.clock.now())
            }
            _ => Next::Watch,
        }
    }

    fn hear(&mut self, message: Option<Result<Message, Error>>) -> Option<End> {
        self.heard = Instant::now();
        match message {
            Some(Ok(Message::Text(text))) => {
                let Ok(frame) = serde_json::from_str(&text) else {
                    return Some(End::Home);
                };
                self.take_in(frame);
                None
            }
            Some(Ok(Message::Close(_)) | Err(_)) | None => Some(match self.said {
                Some(
                    close::RELOAD
                    | close::REMOVED
                    | close::OVER
                    | close::OTHER_TAB
                    | close::SIGNED_OUT,
                ) => End::Home,
                _ => End::Lost,
            }),
            Some(Ok(_)) => None,
        }
    }

    fn take_in(&mut self, frame: FromServer) {
        match frame {
            FromServer::Welcome { me, now, .. } => self.seen = Some(Seen::new(me, now)),
            FromServer::Live {} => self.live = true,
            FromServer::Answer { id, .. } if self.unanswered == Some(id) => self.unanswered = None,
            FromServer::Bye { code, .. } => self.said = Some(code),
            other => {
                if let Some(seen) = &mut self.seen {
                    seen.hear(other);
                }
            }
        }
    }

    async fn say(&mut self, frame: &FromBrowser) -> Result<(), Closed> {
        let text = serde_json::to_string(frame).map_err(|_| Closed::Unreadable)?;
        let sent = self.socket.send(Message::text(text));
        let sent = timeout(limits::REHEARSAL_CALL, sent).await;
        sent.map_err(|_| Closed::Late)?.map_err(Box::new)?;
        Ok(())
    }
}
