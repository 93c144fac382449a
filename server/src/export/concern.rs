//! One safeguarding record as a page that can be read, printed and handed to those who have to act on it.

use std::fmt::Write;

use alongside_protocol::{
    command::FlagKind,
    safeguarding::{ConcernAct, ConcernView, Said},
};
use jiff::tz::TimeZone;

use super::page::{moment, plain};

/// The page. Times are UTC: a record may be read far from where it was written.
#[must_use]
pub fn page(view: &ConcernView) -> String {
    let at = |at| format!("{} UTC", moment(&TimeZone::UTC, at));
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Safeguarding record</title>\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<h1>Safeguarding record</h1>\n",
    );
    let recorded = at(view.row.recorded_at);
    let session = plain(view.row.session.text());
    let _ = writeln!(
        page,
        "<p>Recorded {recorded}, from the session {session}.</p>"
    );
    if let Some(passed_on) = &view.passed_on {
        let facts = [
            ("What it is about", kind(passed_on.kind).to_owned()),
            ("Raised by", plain(passed_on.by.text())),
            ("Raised", at(passed_on.raised_at)),
            ("About", words(passed_on.about.as_ref())),
            ("In the room", words(passed_on.room.as_ref())),
            ("Said", plain(passed_on.words.text())),
            ("Passed on by", plain(passed_on.passed_on_by.text())),
            ("Passed on", at(passed_on.passed_on_at)),
        ];
        page.push_str("<dl>\n");
        for (title, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
            let _ = writeln!(page, "<dt>{title}</dt><dd>{fact}</dd>");
        }
        page.push_str("</dl>\n");
        said(
            &mut page,
            "Messages that were shared with it",
            &passed_on.quotes,
        );
    }
    said(&mut page, "Notes of facilitators", &view.notes);
    page.push_str("<h2>Entries</h2>\n<ul>\n");
    for entry in &view.entries {
        let (by, reason) = (plain(entry.by.text()), plain(entry.reason.text()));
        let act = act(entry.act);
        let _ = writeln!(
            page,
            "<li>{}, {by}: {act}. {reason}<br>{}</li>",
            at(entry.at),
            plain(entry.words.text())
        );
    }
    page.push_str("</ul>\n</html>\n");
    page
}

fn words(words: Option<&alongside_protocol::words::Words>) -> String {
    words.map(|words| plain(words.text())).unwrap_or_default()
}

fn said(page: &mut String, title: &str, said: &[Said]) {
    if said.is_empty() {
        return;
    }
    let _ = writeln!(page, "<h2>{title}</h2>\n<ul>");
    for one in said {
        let (by, words) = (plain(one.by.text()), plain(one.words.text()));
        let _ = writeln!(page, "<li>{by}: {words}</li>");
    }
    page.push_str("</ul>\n");
}

const fn kind(kind: FlagKind) -> &'static str {
    match kind {
        FlagKind::NeedSupport => "Somebody needs support",
        FlagKind::WorriedAboutSomeone => "A worry about somebody",
        FlagKind::ThisMessage => "A message",
        FlagKind::Technical => "A technical problem",
        FlagKind::TooMuch => "Too fast or too much",
    }
}

const fn act(act: ConcernAct) -> &'static str {
    match act {
        ConcernAct::Added => "added",
        ConcernAct::Closed => "closed the record",
        ConcernAct::Reopened => "opened the record again",
        ConcernAct::LetGo => "let the record go",
    }
}
