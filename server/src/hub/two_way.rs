//! One socket, read and written at the same time: while its reader takes nothing, what they say is still heard.
//! Otherwise something private on its way to them would delay what they do, and others could tell (TOPIC5).

use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::{Context, Poll, ready};

use axum::extract::ws::Message;
use futures_util::{SinkExt, StreamExt};

use super::wire::Wire;
use crate::limits;

/// See the head of this file.
pub struct TwoWay<W> {
    socket: W,
    /// In this order.
    on_its_way: VecDeque<Message>,
    /// Handed to the socket, which keeps it until the network takes it.
    handed_over: usize,
    /// Nothing is left that the network has not taken.
    idle: bool,
}

/// What has become of a socket.
#[derive(Debug)]
pub enum Turn {
    Heard(Option<Result<Message, axum::Error>>),
    /// The network has taken something, and more waits.
    SomeWritten,
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
            handed_over: 0,
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

    /// The same, ahead of all that waits.
    pub fn write_first(&mut self, message: Message) {
        self.on_its_way.push_front(message);
        self.idle = false;
    }

    pub const fn is_idle(&self) -> bool {
        self.idle
    }

    /// Waits until something has become of it. To stop waiting loses nothing.
    pub async fn turn(&mut self, hears: bool) -> Turn {
        poll_fn(|context| self.poll(context, hears)).await
    }

    /// Waits until the network has taken everything.
    ///
    /// # Errors
    /// When it takes nothing any more.
    pub async fn all_written(&mut self) -> Result<(), axum::Error> {
        poll_fn(|context| self.poll_write(context, &mut false)).await
    }

    fn poll(&mut self, context: &mut Context<'_>, hears: bool) -> Poll<Turn> {
        if !self.idle {
            let mut some = false;
            match self.poll_write(context, &mut some) {
                Poll::Ready(Ok(())) => return Poll::Ready(Turn::AllWritten),
                Poll::Ready(Err(_)) => return Poll::Ready(Turn::Broken),
                Poll::Pending if some => return Poll::Ready(Turn::SomeWritten),
                Poll::Pending => {}
            }
        }
        if hears {
            return self.socket.poll_next_unpin(context).map(Turn::Heard);
        }
        Poll::Pending
    }

    /// Whether the next message is to be handed over as well before the network has taken the last.
    fn has_room(&self) -> bool {
        let fits = |message| self.handed_over + bytes(message) <= limits::PART_BYTES;
        let next = self.on_its_way.front();
        next.is_some_and(|message| self.handed_over == 0 || fits(message))
    }

    /// Hands over as much as one part of a snapshot, and goes on when the network has taken that: the socket would keep
    /// any number of small messages, and nobody could tell whether they go anywhere.
    fn poll_write(
        &mut self,
        context: &mut Context<'_>,
        some: &mut bool,
    ) -> Poll<Result<(), axum::Error>> {
        loop {
            while self.has_room() {
                ready!(self.socket.poll_ready_unpin(context))?;
                if let Some(message) = self.on_its_way.pop_front() {
                    self.handed_over += bytes(&message);
                    self.socket.start_send_unpin(message)?;
                }
            }
            ready!(self.socket.poll_flush_unpin(context))?;
            self.handed_over = 0;
            if self.on_its_way.is_empty() {
                self.idle = true;
                return Poll::Ready(Ok(()));
            }
            *some = true;
        }
    }
}

fn bytes(message: &Message) -> usize {
    match message {
        Message::Text(text) => text.len(),
        Message::Binary(bytes) | Message::Ping(bytes) | Message::Pong(bytes) => bytes.len(),
        Message::Close(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::Pin;

    use axum::body::Bytes;
    use futures_util::{FutureExt, Sink, Stream};

    /// Keeps what it is given, as a real socket does, until the network takes it.
    #[derive(Default)]
    struct Narrow {
        kept: Vec<Message>,
        /// Bytes that the network takes from now on.
        room: usize,
        taken: Vec<Message>,
    }

    impl Stream for Narrow {
        type Item = Result<Message, axum::Error>;

        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Pending
        }
    }

    impl Sink<Message> for Narrow {
        type Error = axum::Error;

        fn poll_ready(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), axum::Error>> {
            Poll::Ready(Ok(()))
        }

        fn start_send(mut self: Pin<&mut Self>, message: Message) -> Result<(), axum::Error> {
            self.kept.push(message);
            Ok(())
        }

        fn poll_flush(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Result<(), axum::Error>> {
            let Some(room) = self
                .room
                .checked_sub(self.kept.iter().map(on_the_wire).sum())
            else {
                return Poll::Pending;
            };
            self.room = room;
            let kept = std::mem::take(&mut self.kept);
            self.taken.extend(kept);
            Poll::Ready(Ok(()))
        }

        fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), axum::Error>> {
            Poll::Ready(Ok(()))
        }
    }

    fn on_the_wire(message: &Message) -> usize {
        2 + bytes(message)
    }

    fn part() -> Message {
        Message::text("x".repeat(limits::PART_BYTES))
    }

    fn ping() -> Message {
        Message::Ping(Bytes::new())
    }

    /// What becomes of it when the network takes so much more.
    fn takes(socket: &mut TwoWay<Narrow>, room: usize) -> Option<Turn> {
        socket.socket.room += room;
        socket.turn(true).now_or_never()
    }

    #[test]
    fn close2_whoever_takes_one_part_after_the_other_is_seen_to() {
        let mut socket = TwoWay::new(Narrow::default());
        for _ in 0..3 {
            socket.write(part());
        }
        let one = on_the_wire(&part());
        assert!(takes(&mut socket, one - 1).is_none());
        assert!(matches!(takes(&mut socket, 1), Some(Turn::SomeWritten)));
        assert!(takes(&mut socket, 0).is_none(), "nothing since");
        assert!(matches!(takes(&mut socket, one), Some(Turn::SomeWritten)));
        assert!(matches!(takes(&mut socket, one), Some(Turn::AllWritten)));
    }

    #[test]
    fn close2_pings_that_only_lie_in_the_socket_are_not_taken() {
        let mut socket = TwoWay::new(Narrow::default());
        for _ in 0..1_000 {
            socket.write_first(ping());
            assert!(takes(&mut socket, 1).is_none() && !socket.is_idle());
        }
    }

    #[test]
    fn a_ping_goes_ahead_of_what_waits() {
        let mut socket = TwoWay::new(Narrow::default());
        socket.write(part());
        socket.write(part());
        socket.write_first(ping());
        takes(&mut socket, usize::MAX);
        let pings = |message: &Message| matches!(message, Message::Ping(_));
        assert_eq!(socket.socket.taken.iter().position(pings), Some(0));
    }
}
