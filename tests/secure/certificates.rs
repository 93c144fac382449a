//! The certificate itself: what is served with it, how it is renewed, and what is wrong with one.

use std::fs;

use alongside::limits;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::visitor::{connects, request, says};
use super::{Papers, Program, alongside, text};
use crate::cast::PATIENCE;

#[tokio::test]
async fn with_a_certificate_links_are_https_and_passes_belong_to_this_host_alone() {
    let papers = Papers::new();
    let program = Program::serves_securely(&papers, &[]);
    let us = format!("https://127.0.0.1:{}", program.port);
    let link = program.owner_link.clone().unwrap();
    let secret = link.strip_prefix(&format!("{us}/owner#")).expect(&link);
    let first = json!({ "secret": secret, "name": "Morag", "passphrase": "four calm words here" });
    let first = |origin: &str| {
        let headers = format!("Host: 127.0.0.1:{}\r\nOrigin: {origin}\r\n", program.port);
        request("POST", "/api/staff/first", &headers, &first.to_string())
    };
    for origin in [
        us.replacen("https", "http", 1),
        "https://127.0.0.1:1".to_owned(),
        "https://evil.example".to_owned(),
        "null".to_owned(),
    ] {
        let stream = connects(program.port, &papers).await.unwrap();
        assert_eq!(says(stream, &first(&origin)).await.status, 403, "{origin}");
    }
    let stream = connects(program.port, &papers).await.unwrap();
    let entered = says(stream, &first(&us)).await;
    assert_eq!(entered.status, 200, "{}", entered.body);
    let cookie = entered.set("__Host-alongside_staff=");
    for part in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.contains("Domain"));

    // The pass opens the door under its own name, and not as the name that plain HTTP would use.
    let pass = entered.cookie("__Host-alongside_staff=");
    for (cookie, status) in [
        (pass.clone(), 200),
        (pass.trim_start_matches("__Host-").to_owned(), 404),
    ] {
        let headers = format!("Host: 127.0.0.1:{}\r\nCookie: {cookie}\r\n", program.port);
        let stream = connects(program.port, &papers).await.unwrap();
        let me = says(stream, &request("GET", "/api/staff/me", &headers, "")).await;
        assert_eq!(me.status, status);
    }
}

#[tokio::test]
async fn whoever_speaks_plainly_is_told_where_to_go_and_nothing_else() {
    let papers = Papers::new();
    let beside = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = beside.local_addr().unwrap().port();
    drop(beside);
    let program = Program::serves_securely(&papers, &["--http-port", &port.to_string()]);
    let us = format!("https://127.0.0.1:{}", program.port);
    let get = request("GET", "/session/x?y=1", "Host: evil.example\r\n", "");

    let stream = TcpStream::connect(("127.0.0.1", program.port))
        .await
        .unwrap();
    let answer = says(stream, &get).await;
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("HTTPS only"), "{}", answer.body);

    let plain = || TcpStream::connect(("127.0.0.1", port));
    let answer = says(plain().await.unwrap(), &get).await;
    assert_eq!(answer.status, 308);
    assert_eq!(answer.header("location"), format!("{us}/session/x?y=1"));
    assert!(answer.all("set-cookie").is_empty());
    let post = request("POST", "/api/staff/sign-in", "Host: x\r\n", "{}");
    let answer = says(plain().await.unwrap(), &post).await;
    assert_eq!(answer.status, 403);
    let live = request("GET", "//evil.example/", "Host: x\r\n", "");
    let answer = says(plain().await.unwrap(), &live).await;
    assert!(answer.header("location").starts_with(&us));
}

#[tokio::test]
async fn a_renewed_certificate_is_served_and_a_broken_one_changes_nothing() {
    let (old, new) = (Papers::new(), Papers::new());
    let program = Program::serves_securely(&old, &[]);
    // Heard from the first moment on: a program that does not listen for the signal is ended by it.
    program.signal("-HUP");
    let mut open = connects(program.port, &old).await.unwrap();
    assert!(connects(program.port, &new).await.is_err());

    // Half of a renewal: the key does not belong to the certificate.
    fs::write(program.folder.path().join("cert.pem"), &new.cert).unwrap();
    program.signal("-HUP");
    for _ in 0..20 {
        assert!(connects(program.port, &old).await.is_ok());
    }
    new.lie_in(program.folder.path());
    program.signal("-HUP");
    let served = async { while connects(program.port, &new).await.is_err() {} };
    tokio::time::timeout(PATIENCE, served)
        .await
        .expect("the new certificate");
    assert!(connects(program.port, &old).await.is_err());

    // Who was connected before stays so.
    let host = "Host: x\r\n";
    open.write_all(request("GET", "/", host, "").as_bytes())
        .await
        .unwrap();
    let mut answer = String::new();
    open.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let told = program.has_logged();
    assert!(told.contains("stays as it was"), "{told}");
    assert!(!told.contains("PRIVATE"));
}

#[tokio::test]
async fn whoever_does_not_come_to_an_end_with_the_handshake_is_let_go() {
    let papers = Papers::new();
    let program = Program::serves_securely(&papers, &[]);
    let connect = || TcpStream::connect(("127.0.0.1", program.port));
    let (silent, mut begun) = (connect().await.unwrap(), connect().await.unwrap());
    begun.write_all(&[0x16, 3, 1]).await.unwrap();
    let shaken = connects(program.port, &papers).await.unwrap();
    async fn is_let_go(mut stream: impl AsyncReadExt + Unpin) {
        let mut rest = Vec::new();
        let gone = tokio::time::timeout(limits::HEADERS_WITHIN * 2, stream.read_to_end(&mut rest));
        assert!(gone.await.is_ok(), "it is still open");
    }
    tokio::join!(is_let_go(silent), is_let_go(begun), is_let_go(shaken));
    let stream = connects(program.port, &papers).await.unwrap();
    let page = says(stream, &request("GET", "/", "Host: x\r\n", "")).await;
    assert_eq!(page.status, 200, "others are served");
}

#[test]
fn what_is_wrong_with_a_certificate_is_told_in_one_sentence_before_anything_listens() {
    let folder = tempfile::tempdir().unwrap();
    let (papers, others) = (Papers::new(), Papers::new());
    let (cert, key) = papers.lie_in(folder.path());
    let another = folder.path().join("another.pem");
    fs::write(&another, &others.key).unwrap();
    let missing = folder.path().join("missing.pem");
    let both = |cert, key| vec!["--tls-cert", text(cert), "--tls-key", text(key)];
    let mut plain = both(&cert, &key);
    plain.extend(["--base-url", "http://alongside.example"]);
    for (arguments, expected) in [
        (both(&missing, &key), "missing.pem cannot be read"),
        (both(&key, &key), "There is no certificate in"),
        (both(&cert, &cert), "There is no private key in"),
        (both(&cert, &another), "cannot be used together"),
        (plain, "begins with https://"),
    ] {
        let mut program = alongside(folder.path(), "serve", &arguments);
        let output = program
            .stderr(std::process::Stdio::piped())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(told.contains(expected), "{told}");
        assert!(output.stdout.is_empty() && !folder.path().join("alongside.db").exists());
    }
    let alone = alongside(folder.path(), "serve", &["--tls-cert", text(&cert)]).output();
    assert_eq!(alone.unwrap().status.code(), Some(2), "one needs the other");
}
