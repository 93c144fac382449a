//! Named people with a browser each: they say hello, mirror their topics as the browser does, ask, drop and return.
//!
//! A person reads in the background, so that a story may look away from somebody for as long as it likes.
//! Whatever they receive is kept as text too, for stories that prove what somebody has *not* received.

mod mirror;

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use alongside_protocol::{
    command::{Command, PeopleCommand},
    frames::{FromBrowser, Outcome, PROTO},
    ids::{CommandId, PersonId, TabId},
    refusal::Code,
};
use futures_util::{SinkExt, StreamExt, stream::SplitSink};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};
use uuid::Uuid;

pub use mirror::Mirror;

/// Longer than anything that should happen ever takes, also on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(20);

pub type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// One person at one browser.
pub struct Person {
    pub name: String,
    sink: SplitSink<Socket, Message>,
    mirror: Arc<Mutex<Mirror>>,
    changed: watch::Receiver<()>,
    reader: JoinHandle<()>,
}

/// A socket to this server, as a page of `origin` would open it.
pub async fn socket(
    live: &str,
    origin: &str,
) -> Result<Socket, Box<tokio_tungstenite::tungstenite::Error>> {
    socket_of(live, origin, "").await
}

/// The same with the cookies of somebody's browser.
pub async fn socket_of(
    live: &str,
    origin: &str,
    cookies: &str,
) -> Result<Socket, Box<tokio_tungstenite::tungstenite::Error>> {
    let mut request = live.into_client_request().unwrap();
    for (name, value) in [("Origin", origin), ("Cookie", cookies)] {
        let value = HeaderValue::from_str(value).unwrap();
        request.headers_mut().insert(name, value);
    }
    let (socket, _) = tokio_tungstenite::connect_async(request).await?;
    Ok(socket)
}

/// Reads a bare socket to its end: the code of the close frame.
pub async fn code(socket: &mut Socket) -> u16 {
    let to_the_end = async {
        loop {
            match socket.next().await {
                Some(Ok(Message::Close(Some(close)))) => return close.code.into(),
                Some(Ok(_)) => {}
                other => panic!("cut off without a word: {other:?}"),
            }
        }
    };
    tokio::time::timeout(PATIENCE, to_the_end)
        .await
        .expect("the server closes in time")
}

/// A socket of a device that takes in very little at a time.
pub async fn narrow_socket(address: &str, cookies: &str) -> Socket {
    let narrow = TcpSocket::new_v4().unwrap();
    narrow.set_recv_buffer_size(4 * 1024).unwrap();
    let stream = narrow.connect(address.parse().unwrap()).await.unwrap();
    let mut request = format!("ws://{address}/live")
        .into_client_request()
        .unwrap();
    let origin = format!("http://{address}");
    for (name, value) in [("Origin", origin.as_str()), ("Cookie", cookies)] {
        let value = HeaderValue::from_str(value).unwrap();
        request.headers_mut().insert(name, value);
    }
    let stream = MaybeTlsStream::Plain(stream);
    let (socket, _) = tokio_tungstenite::client_async(request, stream)
        .await
        .unwrap();
    socket
}

impl Person {
    /// Says hello with a ticket and reads from then on; `resume` is where another browser of theirs got to.
    pub async fn hello(name: &str, socket: Socket, ticket: String, resume: Option<Mirror>) -> Self {
        Self::hello_in(name, socket, ticket, (resume, None)).await
    }

    /// The same for a page that names itself.
    pub async fn hello_in(
        name: &str,
        socket: Socket,
        ticket: String,
        (resume, tab): (Option<Mirror>, Option<TabId>),
    ) -> Self {
        let (sink, mut stream) = socket.split();
        let known = resume.map(Mirror::come_back);
        let hello = FromBrowser::Hello {
            proto: PROTO,
            ticket,
            resume: known.as_ref().map(Mirror::resume),
            tab,
        };
        let mirror = Arc::new(Mutex::new(known.unwrap_or_default()));
        let (notice, changed) = watch::channel(());
        let reader = tokio::spawn({
            let mirror = Arc::clone(&mirror);
            async move {
                while let Some(Ok(message)) = stream.next().await {
                    mirror.lock().unwrap().hear(&message);
                    notice.send_replace(());
                }
                mirror.lock().unwrap().over = true;
                notice.send_replace(());
            }
        });
        let mut person = Self {
            name: name.to_owned(),
            sink,
            mirror,
            changed,
            reader,
        };
        person.say(&hello).await;
        person
    }

    /// What their browser knows at this moment.
    pub fn look(&self) -> MutexGuard<'_, Mirror> {
        self.mirror.lock().unwrap()
    }

    pub fn id(&self) -> PersonId {
        self.look()
            .me
            .expect("nobody knows who they are before the welcome")
    }

    /// Waits until their browser shows something.
    #[track_caller]
    pub fn until<'a>(
        &'a self,
        what: &'a str,
        shows: impl Fn(&Mirror) -> bool + 'a,
    ) -> impl Future<Output = ()> + 'a {
        self.until_within(PATIENCE, what, shows)
    }

    /// The same for what takes long by its nature.
    #[track_caller]
    pub fn until_within<'a>(
        &'a self,
        patience: Duration,
        what: &'a str,
        shows: impl Fn(&Mirror) -> bool + 'a,
    ) -> impl Future<Output = ()> + 'a {
        let place = std::panic::Location::caller();
        let mut changed = self.changed.clone();
        async move {
            let wait = async {
                loop {
                    changed.mark_unchanged();
                    if shows(&self.look()) {
                        return;
                    }
                    if changed.changed().await.is_err() {
                        break;
                    }
                }
                assert!(
                    shows(&self.look()),
                    "{place}: the connection of {} ended before {what}",
                    self.name
                );
            };
            let waited = tokio::time::timeout(patience, wait).await;
            assert!(
                waited.is_ok(),
                "{place}: {} did not see {what}; last frames:\n{}",
                self.name,
                self.look().last_frames()
            );
        }
    }

    /// Asks and waits for the answer.
    pub async fn ask(&mut self, command: Command) -> Outcome {
        let id = CommandId(Uuid::new_v4());
        self.ask_as(id, command).await
    }

    /// Asks under a chosen id, as a browser does that sends again.
    pub async fn ask_as(&mut self, id: CommandId, command: Command) -> Outcome {
        self.look().answers.remove(&id);
        self.say(&FromBrowser::Ask { id, command }).await;
        self.until("an answer", |mirror| mirror.answers.contains_key(&id))
            .await;
        self.look().answers[&id].clone()
    }

    /// Waits until everything has come that was sent to them before, and says how many frames that were besides answers
    /// to what they asked.
    ///
    /// A pong would be too early: the connection answers it by itself, past frames that wait behind the owner. So they
    /// lower a hand that is not up: whatever the owner answers, it answers behind all that it has shown before.
    pub async fn has_heard_all(&mut self) -> usize {
        let lower = Command::People(PeopleCommand::LowerHand {});
        let outcome = self.ask(lower).await;
        // What came too fast may be refused by the connection, too.
        let by_owner =
            !matches!(&outcome, Outcome::Refused { refusal } if refusal.code == Code::TooFast);
        assert!(by_owner, "{} has asked too much for this", self.name);
        let mirror = self.look();
        mirror.frames.len() - mirror.answers.len()
    }

    /// Asks for something that must be done.
    #[track_caller]
    pub fn does(&mut self, command: Command) -> impl Future<Output = ()> + '_ {
        let place = std::panic::Location::caller();
        async move {
            let asked = format!("{command:?}");
            let outcome = self.ask(command).await;
            assert!(
                outcome == Outcome::Kept {},
                "{place}: {} could not do {asked}: {outcome:?}",
                self.name
            );
        }
    }

    /// Asks for something that must be refused, and says with which code.
    #[track_caller]
    pub fn is_refused(&mut self, command: Command) -> impl Future<Output = Code> + '_ {
        let place = std::panic::Location::caller();
        async move {
            let asked = format!("{command:?}");
            match self.ask(command).await {
                Outcome::Refused { refusal } => refusal.code,
                Outcome::Kept {} => panic!("{place}: {} was let do {asked}", self.name),
            }
        }
    }

    pub async fn say(&mut self, frame: &FromBrowser) {
        self.send(Message::text(serde_json::to_string(frame).unwrap()))
            .await;
    }

    /// Sends anything at all; a socket that is closed already takes nothing.
    pub async fn send(&mut self, message: Message) {
        let _ = self.sink.send(message).await;
    }

    /// Waits until the server has closed, and says with which code.
    pub async fn is_closed(&self) -> u16 {
        self.until("the end", |mirror| mirror.over).await;
        let code = self.look().code;
        code.unwrap_or_else(|| panic!("{} was cut off without a word", self.name))
    }

    /// The connection breaks without a word, as in a tunnel. What the browser knew stays.
    pub fn drop_out(self) -> Mirror {
        self.reader.abort();
        self.look().clone()
    }
}

impl Drop for Person {
    fn drop(&mut self) {
        self.reader.abort();
    }
}
