//! The way out to one socket: a queue that is bounded by bytes and by frames.
//!
//! Owners push without ever waiting. A reader who falls behind is not waited for: the line closes itself with
//! `4020`, and the browser comes back and resumes (CLOSE2).

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};

use alongside_protocol::frames::close;
use axum::extract::ws::Utf8Bytes;
use tokio::sync::{Notify, mpsc};

use crate::limits;

/// The owner's end.
#[derive(Debug, Clone)]
pub struct Line {
    queue: mpsc::Sender<Packet>,
    state: Arc<State>,
}

/// The socket's end.
#[derive(Debug)]
pub struct Outbox {
    queue: mpsc::Receiver<Packet>,
    state: Arc<State>,
}

/// What goes out together.
#[derive(Debug)]
pub enum Packet {
    /// Counted against the reader's bytes.
    Frame(Utf8Bytes),
    /// Snapshots in their parts, and tails: a reader is given these however much there is, as nothing less would help.
    Whole(Vec<Utf8Bytes>),
}

#[derive(Debug, Default)]
struct State {
    bytes: AtomicUsize,
    unanswered: AtomicUsize,
    /// 0 while open.
    code: AtomicU16,
    closed: Notify,
}

/// Both ends of a new line.
#[must_use]
pub fn line() -> (Line, Outbox) {
    let (sender, receiver) = mpsc::channel(limits::READER_FRAMES);
    let state = Arc::new(State::default());
    let line = Line {
        queue: sender,
        state: Arc::clone(&state),
    };
    let outbox = Outbox {
        queue: receiver,
        state,
    };
    (line, outbox)
}

impl Line {
    /// Queues one frame, or closes the line when too much is waiting.
    pub fn send(&self, frame: Utf8Bytes) {
        let waiting = self.state.bytes.fetch_add(frame.len(), Ordering::Relaxed) + frame.len();
        if waiting > limits::READER_BYTES || self.queue.try_send(Packet::Frame(frame)).is_err() {
            self.close(close::SLOW);
        }
    }

    /// Queues an answer, so that the socket may ask again.
    pub fn answer(&self, frame: Utf8Bytes) {
        self.state.unanswered.fetch_sub(1, Ordering::Relaxed);
        self.send(frame);
    }

    /// Queues snapshots, whatever their size.
    pub fn send_whole(&self, frames: Vec<Utf8Bytes>) {
        if self.queue.try_send(Packet::Whole(frames)).is_err() {
            self.close(close::SLOW);
        }
    }

    /// Tells the socket to say goodbye, ahead of all that waits. The first reason stays.
    pub fn close(&self, code: u16) {
        let open = self
            .state
            .code
            .compare_exchange(0, code, Ordering::AcqRel, Ordering::Acquire);
        if open.is_ok() {
            self.state.closed.notify_one();
        }
    }
}

impl Outbox {
    /// Waits for packets and takes all there are, at most `most`.
    ///
    /// # Errors
    /// The code with which the line was closed; that goes ahead of all packets.
    pub async fn take(&mut self, packets: &mut Vec<Packet>, most: usize) -> Result<(), u16> {
        tokio::select! {
            biased;
            code = closed(&self.state) => Err(code),
            taken = self.queue.recv_many(packets, most) => match taken {
                0 => Err(close::RECONNECT),
                _ => Ok(()),
            },
        }
    }

    /// Takes what waits, at most `most`, without waiting for more.
    ///
    /// # Errors
    /// As for [`Outbox::take`], when the line has been closed.
    pub fn take_rest(&mut self, packets: &mut Vec<Packet>, most: usize) -> Result<(), u16> {
        match self.state.code.load(Ordering::Acquire) {
            0 => {}
            code => return Err(code),
        }
        while packets.len() < most
            && let Ok(packet) = self.queue.try_recv()
        {
            packets.push(packet);
        }
        Ok(())
    }

    /// Says that so many bytes of frames have been taken by the network.
    pub fn written(&self, bytes: usize) {
        self.state.bytes.fetch_sub(bytes, Ordering::Relaxed);
    }

    /// Waits until the line is closed, and says with which code. One caller at a time.
    pub async fn closed(&self) -> u16 {
        closed(&self.state).await
    }

    /// Counts a command that will be answered; false when too many wait already (ASK4).
    #[must_use]
    pub fn may_ask(&self) -> bool {
        let before = self.state.unanswered.fetch_add(1, Ordering::Relaxed);
        if before < limits::UNANSWERED {
            return true;
        }
        self.state.unanswered.fetch_sub(1, Ordering::Relaxed);
        false
    }
}

async fn closed(state: &State) -> u16 {
    loop {
        let code = state.code.load(Ordering::Acquire);
        if code != 0 {
            return code;
        }
        state.closed.notified().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(bytes: usize) -> Utf8Bytes {
        Utf8Bytes::from("x".repeat(bytes))
    }

    #[tokio::test]
    async fn a_reader_who_lets_too_many_bytes_wait_is_told_to_come_back() {
        let (line, outbox) = line();
        line.send(frame(limits::READER_BYTES));
        line.send(frame(1));
        assert_eq!(outbox.closed().await, close::SLOW);
    }

    #[tokio::test]
    async fn a_reader_who_keeps_up_stays() {
        let (line, mut outbox) = line();
        for _ in 0..100 {
            line.send(frame(limits::READER_BYTES / 2));
            let mut packets = Vec::new();
            outbox.take(&mut packets, 10).await.unwrap();
            for packet in packets {
                let Packet::Frame(frame) = packet else {
                    panic!("a frame was sent")
                };
                outbox.written(frame.len());
            }
        }
        line.close(close::RECONNECT);
        assert_eq!(outbox.closed().await, close::RECONNECT);
    }

    #[tokio::test]
    async fn a_snapshot_of_any_size_is_given() {
        let (line, mut outbox) = line();
        line.send_whole(vec![frame(3 * limits::READER_BYTES)]);
        line.send(frame(10));
        let mut packets = Vec::new();
        outbox.take(&mut packets, 10).await.unwrap();
        assert_eq!(packets.len(), 2);
    }

    #[test]
    fn the_ninth_unanswered_command_has_to_wait() {
        let (line, outbox) = line();
        for _ in 0..limits::UNANSWERED {
            assert!(outbox.may_ask());
        }
        assert!(!outbox.may_ask());
        line.answer(frame(2));
        assert!(outbox.may_ask());
    }
}
