//! The browser client, embedded in the binary.
//!
//! `build.rs` builds the client and writes the table that is included here.
//! Files under `assets/` carry a hash of their content in their name, so a browser may keep them for ever;
//! pages and the icon keep their names and are asked for again with their entity tag.

/// A file as it goes out, in the form this browser can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File {
    pub bytes: &'static [u8],
    /// The value of `Content-Type`.
    pub mime: &'static str,
    /// A strong entity tag with its quotes; the brotli form has another one than the raw form.
    pub etag: &'static str,
    /// Whether `bytes` are brotli: then `Content-Encoding: br` belongs to the answer, and `Vary: Accept-Encoding` always.
    pub brotli: bool,
    /// Whether the name changes with the content, so that `Cache-Control: immutable` is true.
    pub immutable: bool,
}

struct Embedded {
    path: &'static str,
    raw: &'static [u8],
    brotli: Option<&'static [u8]>,
    etag: &'static str,
    etag_brotli: &'static str,
}

/// Sorted by path, for the binary search.
static FILES: &[Embedded] = &include!(concat!(env!("OUT_DIR"), "/web_table.rs"));

/// The file at `path` (`trainee.html`, `assets/trainee-4f2a.js`; no leading slash), or `None` when there is none.
#[must_use]
pub fn file(path: &str, accepts_brotli: bool) -> Option<File> {
    let place = FILES.binary_search_by(|file| file.path.cmp(path)).ok()?;
    let found = FILES.get(place)?;
    let small = if accepts_brotli { found.brotli } else { None };
    Some(File {
        bytes: small.unwrap_or(found.raw),
        mime: mime(found.path),
        etag: if small.is_some() {
            found.etag_brotli
        } else {
            found.etag
        },
        brotli: small.is_some(),
        immutable: found.path.starts_with("assets/"),
    })
}

/// Whether an `Accept-Encoding` header allows brotli: named, and not refused with `q=0`.
#[must_use]
pub fn accepts_brotli(accept_encoding: &str) -> bool {
    accept_encoding.split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let named = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case("br"));
        let refused = parts.any(|weight| {
            weight
                .strip_prefix("q=")
                .is_some_and(|value| value.parse::<f32>().is_ok_and(|value| value <= 0.0))
        });
        named && !refused
    })
}

fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("mp3") => "audio/mpeg",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        // With `nosniff` a browser then downloads it instead of guessing.
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGES: [&str; 5] = [
        "trainee.html",
        "facilitator.html",
        "support.html",
        "organiser.html",
        "elsewhere.html",
    ];

    #[test]
    fn the_five_pages_are_in_the_binary_and_are_asked_for_again() {
        for page in PAGES {
            let file = file(page, false).unwrap();
            assert_eq!(file.mime, "text/html; charset=utf-8");
            assert!(
                !file.immutable,
                "{page} keeps its name, so it may not be kept for ever"
            );
            assert!(file.bytes.starts_with(b"<!doctype html>"));
        }
    }

    #[test]
    fn the_brotli_form_has_its_own_tag_and_is_smaller() {
        let script = FILES.iter().max_by_key(|file| file.raw.len()).unwrap();
        let (raw, small) = (
            file(script.path, false).unwrap(),
            file(script.path, true).unwrap(),
        );
        assert!(small.brotli && !raw.brotli);
        assert!(small.bytes.len() < raw.bytes.len());
        assert_ne!(small.etag, raw.etag);
        assert!(small.immutable && raw.immutable);
    }

    #[test]
    fn no_page_carries_inline_script_or_style() {
        for page in PAGES {
            let html = std::str::from_utf8(file(page, false).unwrap().bytes).unwrap();
            assert!(!html.contains("<style") && !html.contains(" style="));
            assert_eq!(
                html.matches("<script").count(),
                html.matches("<script type=\"module\" crossorigin src=")
                    .count()
            );
        }
    }

    #[test]
    fn a_path_that_is_not_in_the_table_is_not_there() {
        for path in [
            "",
            "/",
            "../Cargo.toml",
            "trainee.html.br",
            "/trainee.html",
            "assets",
        ] {
            assert_eq!(file(path, true), None, "{path}");
        }
    }

    #[test]
    fn brotli_is_sent_only_to_those_who_ask_for_it() {
        assert!(accepts_brotli("gzip, deflate, br, zstd"));
        assert!(accepts_brotli("br;q=0.5"));
        assert!(!accepts_brotli("gzip, br;q=0"));
        assert!(!accepts_brotli("brotli"));
        assert!(!accepts_brotli(""));
    }
}
