//! One socket, read and written at the same time: while its reader takes nothing, what they say is still heard.
//! Otherwise something private on its way to them would delay what they do, and others could tell (TOPIC5).

use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::{Context, Poll, ready};

use axum::extract::ws::Message;
use futures_util::{SinkExt, StreamExt};

use super::wire::Wire;

/// See the head of this file.
pub struct TwoWay<W> {
    socket: W,
    /// In this order.
    on_its_way: VecDeque<Message>,
    /// Nothing is left that the network has not taken.
    idle: bool,
}

/// What has become of a socket.
#[derive(Debug)]
pub enum Turn {
    Heard(Option<Result<Message, axum::Error>>),
    /// The network has taken everything.
    AllWritten,
    /// The network takes nothing any more.
    Broken,
}

impl<W: Wire> TwoWay<W> {
    pub const fn new(socket: W) -> Self {
        Self {
            socket,
            on_its_way: VecDeque::new(),
            idle: true,
        }
    }

    /// The socket itself, for the last words.
    pub fn into_socket(self) -> W {
        self.socket
    }

    /// Puts something on its way.
    pub fn write(&mut self, message: Message) {
        self.on_its_way.push_back(message);
        self.idle = false;
    }

    pub const fn is_idle(&self) -> bool {
        self.idle
    }

    /// Waits until something has become of it. To stop waiting loses nothing.
    pub async fn turn(&mut self, hears: bool) -> Turn {
        poll_fn(|context| self.poll(context, hears)).await
    }

    fn poll(&mut self, context: &mut Context<'_>, hears: bool) -> Poll<Turn> {
        if !self.idle {
            match self.poll_write(context) {
                Poll::Ready(Ok(())) => return Poll::Ready(Turn::AllWritten),
                Poll::Ready(Err(_)) => return Poll::Ready(Turn::Broken),
                Poll::Pending => {}
            }
        }
        if hears {
            return self.socket.poll_next_unpin(context).map(Turn::Heard);
        }
        Poll::Pending
    }

    fn poll_write(&mut self, context: &mut Context<'_>) -> Poll<Result<(), axum::Error>> {
        while !self.on_its_way.is_empty() {
            ready!(self.socket.poll_ready_unpin(context))?;
            if let Some(message) = self.on_its_way.pop_front() {
                self.socket.start_send_unpin(message)?;
            }
        }
        ready!(self.socket.poll_flush_unpin(context))?;
        self.idle = true;
        Poll::Ready(Ok(()))
    }
}
