//! Reading what a browser sends, within bounds (FRAME1).

use alongside_protocol::frames::{FromBrowser, PROTO};
use serde::Deserialize;

use crate::limits;

/// Why a frame was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// Too deep, not JSON, unknown fields, or nothing that can be said.
    Unreadable,
    /// A hello in another version of the protocol (HELLO3).
    OtherVersion,
}

/// # Errors
/// See [`Unread`]; nothing has happened then.
pub fn read(text: &str) -> Result<FromBrowser, Unread> {
    if depth(text) > limits::FRAME_DEPTH {
        return Err(Unread::Unreadable);
    }
    match serde_json::from_str(text) {
        Ok(FromBrowser::Hello { proto, .. }) if proto != PROTO => Err(Unread::OtherVersion),
        Ok(frame) => Ok(frame),
        // Another version may say hello with other fields.
        Err(_) => match serde_json::from_str(text) {
            Ok(Version::Hello { proto }) if proto != PROTO => Err(Unread::OtherVersion),
            _ => Err(Unread::Unreadable),
        },
    }
}

#[derive(Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
enum Version {
    Hello { proto: u32 },
}

/// How deeply the text nests objects and lists, whether or not it is JSON.
fn depth(text: &str) -> usize {
    let (mut deepest, mut now) = (0_usize, 0_usize);
    let (mut quoted, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => {
                now += 1;
                deepest = deepest.max(now);
            }
            b'}' | b']' => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frame1_what_cannot_be_read_is_refused() {
        let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
        let unknown = r#"{"t":"ping","sent":1,"author":"lead"}"#;
        let command = r#"{"t":"ask","id":"00000000-0000-0000-0000-000000000001","command":{"about":"people","ask":{"t":"leave","author":"lead"}}}"#;
        for text in [
            "",
            "null",
            "{}",
            "{\"t\":\"sing\"}",
            unknown,
            command,
            &deep,
        ] {
            assert_eq!(read(text), Err(Unread::Unreadable));
        }
    }

    #[test]
    fn brackets_in_words_are_words() {
        assert_eq!(depth(r#"{"words":"[[[[\"{{{{\\"}"#), 1);
        assert_eq!(depth("[{},{},[[]]]"), 3);
    }

    #[test]
    fn hello3_another_version_is_seen_whatever_else_it_says() {
        let newer = r#"{"t":"hello","proto":2,"ticket":"x","colour":"blue"}"#;
        assert_eq!(read(newer), Err(Unread::OtherVersion));
        let ours = r#"{"t":"hello","proto":1,"ticket":"x"}"#;
        assert!(matches!(read(ours), Ok(FromBrowser::Hello { .. })));
    }
}
