//! One connection without a network: two ends with a day in between that decides when things arrive, or whether.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use axum::body::Bytes;
use axum::extract::ws::Message;
use futures_util::{Sink, Stream};
use tokio::sync::Notify;
use tokio::time::Instant;

/// The day's end.
pub struct Cable {
    ends: Arc<Mutex<Ends>>,
}

/// The server's end, served like a socket.
pub struct Plug {
    ends: Arc<Mutex<Ends>>,
    /// Told whenever there is something for the day to carry.
    activity: Arc<Notify>,
}

#[derive(Default)]
struct Ends {
    inbox: VecDeque<Message>,
    /// Nothing more will come; with an error when it was torn.
    over: Option<Over>,
    reader: Option<Waker>,
    outbox: Vec<(Instant, Message)>,
    /// The other side reads nothing.
    stuck: bool,
    writer: Option<Waker>,
    /// Nothing gets through in either direction.
    dead: bool,
    immortal: bool,
    /// The server has let go of its end.
    let_go: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    Ended,
    Torn,
}

/// An `immortal` wire answers pings even when it is dead: broken on purpose.
pub fn wire(activity: &Arc<Notify>, immortal: bool) -> (Cable, Plug) {
    let ends = Arc::new(Mutex::new(Ends {
        immortal,
        ..Ends::default()
    }));
    let plug = Plug {
        ends: Arc::clone(&ends),
        activity: Arc::clone(activity),
    };
    (Cable { ends }, plug)
}

impl Cable {
    /// A message reaches the server.
    pub fn push(&self, message: Message) {
        let mut ends = self.ends.lock().unwrap();
        ends.inbox.push_back(message);
        wake(&mut ends.reader);
    }

    /// The server is told that nothing more comes.
    pub fn end(&self, over: Over) {
        let mut ends = self.ends.lock().unwrap();
        ends.over.get_or_insert(over);
        wake(&mut ends.reader);
        wake(&mut ends.writer);
    }

    /// From now on nothing gets through, and nobody is told.
    pub fn cut(&self) {
        let mut ends = self.ends.lock().unwrap();
        ends.dead = true;
        ends.outbox.clear();
    }

    pub fn stick(&self, stuck: bool) {
        let mut ends = self.ends.lock().unwrap();
        ends.stuck = stuck;
        wake(&mut ends.writer);
    }

    /// What the server has sent since this was last asked, with the moments; and whether it has let go.
    pub fn take(&self) -> (Vec<(Instant, Message)>, bool) {
        let mut ends = self.ends.lock().unwrap();
        (std::mem::take(&mut ends.outbox), ends.let_go)
    }
}

fn wake(waker: &mut Option<Waker>) {
    if let Some(waker) = waker.take() {
        waker.wake();
    }
}

fn torn() -> axum::Error {
    axum::Error::new(std::io::Error::from(std::io::ErrorKind::ConnectionReset))
}

impl Stream for Plug {
    type Item = Result<Message, axum::Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut ends = self.ends.lock().unwrap();
        if let Some(message) = ends.inbox.pop_front() {
            return Poll::Ready(Some(Ok(message)));
        }
        match ends.over {
            Some(Over::Ended) => Poll::Ready(None),
            Some(Over::Torn) => {
                ends.over = Some(Over::Ended);
                Poll::Ready(Some(Err(torn())))
            }
            None => {
                ends.reader = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl Sink<Message> for Plug {
    type Error = axum::Error;

    fn poll_ready(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), axum::Error>> {
        let mut ends = self.ends.lock().unwrap();
        if ends.over.is_some() {
            return Poll::Ready(Err(torn()));
        }
        if ends.stuck {
            ends.writer = Some(context.waker().clone());
            return Poll::Pending;
        }
        Poll::Ready(Ok(()))
    }

    fn start_send(self: Pin<&mut Self>, message: Message) -> Result<(), axum::Error> {
        let mut ends = self.ends.lock().unwrap();
        match message {
            _ if ends.dead && !ends.immortal => {}
            // A browser answers this by itself, also while its page sleeps.
            Message::Ping(_) => {
                ends.inbox.push_back(Message::Pong(Bytes::new()));
                wake(&mut ends.reader);
            }
            _ if ends.dead => {}
            message => {
                ends.outbox.push((Instant::now(), message));
                self.activity.notify_one();
            }
        }
        Ok(())
    }

    fn poll_flush(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), axum::Error>> {
        self.poll_ready(context)
    }

    fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), axum::Error>> {
        Poll::Ready(Ok(()))
    }
}

impl Drop for Plug {
    fn drop(&mut self) {
        self.ends.lock().unwrap().let_go = true;
        self.activity.notify_one();
    }
}
