//! A browser's calls over HTTP: one request a connection, cookies kept, the origin said.

use alongside_protocol::refusal::Refusal;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Of the first owner.
pub const PHRASE: &str = "four calm words here";

/// See the head of this file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Browser {
    /// Host and port.
    address: String,
    cookies: Vec<(String, String)>,
}

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub json: Value,
    /// The body as it came.
    pub text: String,
}

impl Reply {
    #[track_caller]
    pub fn read<T: DeserializeOwned>(self) -> T {
        assert_eq!(self.status, 200, "{}", self.json);
        serde_json::from_value(self.json).unwrap()
    }

    pub fn refusal(self) -> Refusal {
        assert_ne!(self.status, 200, "this was not refused");
        serde_json::from_value(self.json).unwrap()
    }
}

impl Browser {
    pub fn new(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            cookies: Vec::new(),
        }
    }

    /// The same browser at a server that has moved.
    pub fn at(self, address: &str) -> Self {
        Self {
            address: address.to_owned(),
            ..self
        }
    }

    pub async fn post(&mut self, path: &str, body: &impl Serialize) -> Reply {
        self.send("POST", path, &serde_json::to_string(body).unwrap())
            .await
    }

    pub async fn get(&mut self, path: &str) -> Reply {
        self.send("GET", path, "").await
    }

    /// The owner comes in anew, as after a restore of a copy that knows an earlier key of theirs.
    pub async fn sign_in(&mut self) {
        let owner = json!({ "name": "Morag", "passphrase": PHRASE });
        let shown = self.post("/api/staff/sign-in", &owner).await;
        assert_eq!(shown.status, 200, "{}", shown.json);
    }

    /// The owner shows once more who they are.
    pub async fn step_up(&mut self) {
        let phrase = json!({ "passphrase": PHRASE });
        let shown = self.post("/api/staff/step-up", &phrase).await;
        assert_eq!(shown.status, 200, "{}", shown.json);
    }

    /// As they stand in a request.
    pub fn cookies(&self) -> String {
        let each = self.cookies.iter();
        let each = each.map(|(name, value)| format!("{name}={value}"));
        each.collect::<Vec<_>>().join("; ")
    }

    async fn send(&mut self, method: &str, path: &str, body: &str) -> Reply {
        let address = &self.address;
        let cookies = self.cookies();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            cookies,
            body.len(),
        );
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).await.unwrap();
        let (head, body) = reply.split_once("\r\n\r\n").expect("a whole answer");
        for line in head.lines() {
            if let Some(cookie) = line.strip_prefix("set-cookie: ") {
                self.keep(cookie);
            }
        }
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Reply {
            status,
            json: serde_json::from_str(body).unwrap_or(Value::Null),
            text: body.to_owned(),
        }
    }

    fn keep(&mut self, cookie: &str) {
        let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
        self.cookies.retain(|(known, _)| known != name);
        self.cookies.push((name.to_owned(), value.to_owned()));
    }
}
