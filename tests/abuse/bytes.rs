//! Bytes that are no frame at all, sent as a broken or hostile program sends them: beneath any library.

use futures_util::SinkExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;

use super::{FEW, goes_on};
use crate::cast::{self, PATIENCE};
use crate::world::World;

const TEXT: u8 = 0x81;
const PART_OF_A_TEXT: u8 = 0x01;
const GOES_ON: u8 = 0x00;

/// An opened socket as bare TCP, after a hello of Ben's.
async fn bare(world: &World) -> TcpStream {
    let address = &world.address;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let upgrade = format!(
        "GET /live HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nConnection: Upgrade\r\n\
         Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(upgrade.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    assert!(head.starts_with(b"HTTP/1.1 101"));
    let ticket = world.ticket("Ben").await;
    let hello = format!(r#"{{"t":"hello","proto":1,"ticket":"{ticket}"}}"#);
    stream
        .write_all(&frame(TEXT, hello.as_bytes()))
        .await
        .unwrap();
    stream
}

/// A masked frame, as browsers send it; the mask is all zeros.
fn frame(kind: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![kind];
    match u16::try_from(payload.len()).unwrap() {
        length @ 0..126 => bytes.push(0x80 | u8::try_from(length).unwrap()),
        length => {
            bytes.push(0x80 | 126);
            bytes.extend(length.to_be_bytes());
        }
    }
    bytes.extend([0; 4]);
    bytes.extend(payload);
    bytes
}

/// Reads until the server has hung up.
async fn is_hung_up(mut stream: TcpStream, what: &str) {
    let mut rest = Vec::new();
    let read = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut rest)).await;
    assert!(read.is_ok(), "{what}: still open");
}

#[tokio::test]
async fn frame1_bytes_that_are_no_frame_cost_one_socket_and_no_memory() {
    let world = World::of_the_program(&FEW).await;
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    let before = world.memory_kib();

    let mut huge = vec![TEXT, 0x80 | 127];
    huge.extend((1_u64 << 63).to_be_bytes());
    huge.extend([0; 4]);
    let mut large = vec![TEXT, 0x80 | 127];
    large.extend(4_000_000_000_u64.to_be_bytes());
    large.extend([0; 4]);
    let mut unmasked = frame(TEXT, b"{}");
    unmasked[1] &= 0x7f;
    let bad = [
        ("a declared length of 2^63", huge),
        ("a declared length of 4 GB", large),
        ("text that is not UTF-8", frame(TEXT, &[b'"', 0xc3, 0x28, b'"'])),
        ("half a surrogate", frame(TEXT, br#"{"t":"ask","id":"00000000-0000-4000-8000-000000000001","command":{"about":"chat","ask":{"t":"post","channel":{"t":"main"},"words":"\ud800"}}}"#)),
        ("a frame without its mask", unmasked),
        ("a kind of frame that there is not", frame(0x83, b"{}")),
        ("a middle without a beginning", frame(GOES_ON, b"{}")),
    ];
    for (what, bytes) in bad {
        let mut stream = bare(&world).await;
        stream.write_all(&bytes).await.unwrap();
        is_hung_up(stream, what).await;
    }
    goes_on(&mut asha, &ben, "all is well here").await;
    let grown = world.memory_kib().saturating_sub(before);
    assert!(grown < 16 * 1024, "{grown} KiB more");
}

#[tokio::test]
async fn frame1_a_text_in_parts_without_end_is_cut_at_the_limit() {
    let world = World::of_the_program(&FEW).await;
    let mut stream = bare(&world).await;
    let mut first = frame(PART_OF_A_TEXT, &[b' '; 1_000]);
    for _ in 0..200 {
        if stream.write_all(&first).await.is_err() {
            break;
        }
        first = frame(GOES_ON, &[b' '; 1_000]);
    }
    is_hung_up(stream, "200 kB in parts").await;
}

#[tokio::test]
async fn a_ping_of_the_socket_is_no_hello() {
    let world = World::of_the_program(&FEW).await;
    let mut socket = world.socket().await;
    socket.send(Message::Ping(Vec::new().into())).await.unwrap();
    assert_eq!(
        cast::code(&mut socket).await,
        4002,
        "HELLO1: after five seconds"
    );
}
