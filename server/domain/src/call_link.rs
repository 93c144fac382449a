//! Addresses of the call beside the session, and of the exit. They become links on people's screens, so only plain web addresses pass.

use crate::limits;
use alongside_protocol::refusal::Refusal;

/// The address, or nothing for an empty one.
///
/// # Errors
/// A refusal to mend it when it is not an `https://` or `http://` address or is too long.
pub fn read(typed: &str) -> Result<Option<String>, Refusal> {
    web_address(typed, "The call link")
}

/// The same for another address, called `what` in the refusal.
///
/// # Errors
/// As above.
pub fn web_address(typed: &str, what: &str) -> Result<Option<String>, Refusal> {
    let link = typed.trim();
    if link.is_empty() {
        return Ok(None);
    }
    if link.len() > limits::CALL_LINK_BYTES {
        return Err(Refusal::mend(format!(
            "{what} can have at most {} characters.",
            limits::CALL_LINK_BYTES
        )));
    }
    let rest = link
        .strip_prefix("https://")
        .or_else(|| link.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.starts_with('/') && rest.chars().all(fits) => {
            Ok(Some(link.to_owned()))
        }
        _ => Err(Refusal::mend(format!(
            "{what} should begin with https:// and have no spaces. You can copy it from where it is used."
        ))),
    }
}

/// Characters that stand in a web address as they are; no quotes, brackets or blanks that could end it early.
fn fits(character: char) -> bool {
    character.is_ascii_graphic()
        && !matches!(
            character,
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}'
        )
        || character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn web_addresses_pass_and_scripts_do_not() {
        assert_eq!(
            read(" https://call.example/j/1?pwd=a ").unwrap().as_deref(),
            Some("https://call.example/j/1?pwd=a")
        );
        assert_eq!(read("  ").unwrap(), None);
        for wrong in [
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://a b",
            "ftp://x",
            "https://x\"y",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
