//! What stands in every answer of the real program, whatever was asked and by whom.

use serde_json::json;
use tokio::net::TcpStream;

use super::visitor::{Answer, connects, request, says};
use super::{Papers, Program};

const EVERYWHERE: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=()",
    ),
];

#[track_caller]
fn is_protected(answer: &Answer, socket: &str) {
    for (name, value) in EVERYWHERE {
        assert_eq!(answer.header(name), value);
    }
    let policy = answer.header("content-security-policy");
    for part in [
        "default-src 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        &format!("connect-src 'self' {socket}"),
    ] {
        assert!(policy.contains(part), "{part} in {policy}");
    }
    assert!(
        !policy.contains("unsafe") && !policy.contains('*'),
        "{policy}"
    );
    assert!(answer.all("access-control-allow-origin").is_empty());
    assert!(answer.all("server").is_empty() && answer.all("x-powered-by").is_empty());
}

/// The page, a script of it, calls, refusals, and what there is not.
#[tokio::test]
async fn every_answer_of_the_program_is_protected_over_tls_and_asks_for_https_from_then_on() {
    let papers = Papers::new();
    let program = Program::serves_securely(&papers, &[]);
    let socket = format!("wss://127.0.0.1:{}", program.port);
    let get = async |path: &str| {
        let stream = connects(program.port, &papers).await.unwrap();
        says(stream, &request("GET", path, "Host: x\r\n", "")).await
    };
    let page = get("/").await;
    let script = page.body.split("src=\"").nth(1).unwrap();
    let script = script.split('"').next().unwrap();
    assert!(script.starts_with("/assets/"), "nothing foreign: {script}");
    for (path, cached) in [
        ("/", "no-cache"),
        ("/owner", "no-cache"),
        (script, "public, max-age=31536000, immutable"),
        ("/api/staff/me", "no-store"),
        ("/api/nothing", "no-store"),
        ("/live", "no-store"),
        ("/nowhere", "no-store"),
    ] {
        let answer = get(path).await;
        is_protected(&answer, &socket);
        assert_eq!(answer.header("cache-control"), cached, "{path}");
        let only = answer.header("strict-transport-security");
        assert_eq!(only, "max-age=31536000", "{path}");
    }
    let stream = connects(program.port, &papers).await.unwrap();
    let refused = says(
        stream,
        &request("POST", "/api/programmes", "Host: x\r\n", "{}"),
    )
    .await;
    assert_eq!(refused.status, 403);
    is_protected(&refused, &socket);
}

#[tokio::test]
async fn behind_a_proxy_a_forged_host_changes_no_link_and_opens_no_door() {
    let folder = tempfile::tempdir().unwrap();
    let us = "http://alongside.example";
    let program = Program::starts(folder, "serve", &["--base-url", us], "http://127.0.0.1:");
    let link = program.owner_link.clone().unwrap();
    let secret = link
        .strip_prefix("http://alongside.example/owner#")
        .unwrap();
    let ask = async |method: &str, path: &str, headers: &str, body: &str| {
        let stream = TcpStream::connect(("127.0.0.1", program.port));
        says(stream.await.unwrap(), &request(method, path, headers, body)).await
    };
    let first = json!({ "secret": secret, "name": "Morag", "passphrase": "four calm words here" });
    let first = first.to_string();
    for forged in [
        "Host: evil.example\r\nOrigin: https://evil.example\r\n",
        "Host: evil.example\r\nOrigin: http://evil.example\r\n",
        "Host: alongside.example\r\nOrigin: https://alongside.example\r\n",
        "Host: alongside.example\r\nOrigin: http://alongside.example:8080\r\n",
        "Host: alongside.example\r\nX-Forwarded-Host: evil.example\r\nOrigin: https://evil.example\r\n",
        "Host: alongside.example\r\n",
    ] {
        let refused = ask("POST", "/api/staff/first", forged, &first).await;
        assert_eq!(refused.status, 403, "{forged}");
    }
    let forged = format!(
        "Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\nOrigin: {us}\r\n"
    );
    let entered = ask("POST", "/api/staff/first", &forged, &first).await;
    assert_eq!(entered.status, 200, "{}", entered.body);
    let signed_in = format!("{forged}Cookie: {}\r\n", entered.cookie("alongside_staff="));
    let new = json!({ "name": "Spring", "timeZone": "Europe/London" }).to_string();
    let made = ask("POST", "/api/programmes", &signed_in, &new).await;
    let programme = format!("/api/programmes/{}", made.json()["id"].as_str().unwrap());
    let person = json!({ "t": "add_people", "people": [{ "name": "Asha", "email": "", "role": "trainee" }] });
    let added = ask("POST", &programme, &signed_in, &person.to_string()).await;
    assert_eq!(added.status, 200, "{}", added.body);
    let people = json!({ "people": [added.json()["people"][0]["id"]] }).to_string();
    let links = ask("POST", &format!("{programme}/links"), &signed_in, &people).await;
    let link = links.json()[0]["link"].as_str().unwrap().to_owned();
    assert!(link.starts_with("http://alongside.example/j#"), "{link}");
    for path in ["/", "/j", "/organiser", "/nowhere"] {
        let page = ask("GET", path, &forged, "").await;
        is_protected(&page, "ws://alongside.example");
        assert!(!page.body.contains("evil.example"), "{path}");
        assert!(page.all("location").is_empty());
    }
}

#[test]
fn over_plain_http_on_the_network_it_says_that_this_is_for_trying_out() {
    let told = |more: &[&str]| {
        let folder = tempfile::tempdir().unwrap();
        Program::starts(folder, "serve", more, "http://127.0.0.1:").has_logged()
    };
    let open = told(&["--host", "0.0.0.0"]);
    assert!(open.contains("for trying out alone"), "{open}");
    let proxied = told(&[
        "--host",
        "0.0.0.0",
        "--base-url",
        "https://alongside.example",
    ]);
    assert!(!proxied.contains("trying out"), "{proxied}");
    assert!(!told(&[]).contains("trying out"));
}
