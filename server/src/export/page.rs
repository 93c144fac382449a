//! A person's own data as a page that can be read and printed without anything else.

use std::fmt::Write;

use alongside_protocol::{ids::At, privacy::Class, programme::CompanionRole, words::Words};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;

use super::{OwnData, OwnEntry, OwnPairing, OwnSession, OwnStandIn};

/// The page. Everything a person wrote is shown as text.
#[must_use]
pub fn page(data: &OwnData) -> String {
    let zone = TimeZone::get(&data.time_zone).unwrap_or(TimeZone::UTC);
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>My data</title>\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<h1>My data</h1>\n",
    );
    let facts = [
        ("Programme", data.programme.text()),
        ("Name", data.name.text()),
        ("E-mail", data.email.text()),
        ("Pronouns", data.pronouns.text()),
        ("Needs", data.needs.text()),
    ];
    let _ = writeln!(
        page,
        "<p>Written down on {}.</p>\n<dl>",
        moment(&zone, data.made_at)
    );
    for (title, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        let _ = writeln!(page, "<dt>{title}</dt><dd>{}</dd>", plain(fact));
    }
    for companion in &data.companions {
        let name = plain(companion.name.text());
        let _ = writeln!(page, "<dt>{}</dt><dd>{name}</dd>", comes_as(companion.role));
    }
    page.push_str("</dl>\n");
    if !data.pairing.is_empty() {
        page.push_str("<h2>About your buddies</h2>\n<ul>\n");
        for OwnPairing { at, words } in &data.pairing {
            let (when, words) = (moment(&zone, *at), plain(words.text()));
            let _ = writeln!(
                page,
                "<li>{when}, your pairing was not working for you: {words}</li>"
            );
        }
        page.push_str("</ul>\n");
    }
    for session in &data.sessions {
        of_session(&mut page, &zone, session);
    }
    page.push_str("</html>\n");
    page
}

fn of_session(page: &mut String, zone: &TimeZone, session: &OwnSession) {
    if let Some(start) = session.starts_at {
        let (title, start) = (plain(session.title.text()), moment(zone, start));
        let _ = writeln!(page, "<h2>{title}</h2>\n<p>{start}</p>");
    } else {
        page.push_str("<h2>At the door</h2>\n");
    }
    if let Some(minutes) = session.minutes {
        let _ = writeln!(page, "<p>You were there for {minutes} minutes.</p>");
    }
    if !session.buddies.is_empty() {
        let _ = writeln!(page, "<p>Your buddies: {}.</p>", list(&session.buddies));
    }
    page.push_str("<ul>\n");
    for OwnStandIn { at, names } in &session.stand_ins {
        let (when, names) = (moment(zone, *at), list(names));
        let _ = writeln!(page, "<li>{when}, company for that day: {names}</li>");
    }
    for entry in &session.entries {
        let _ = writeln!(page, "<li>{}</li>", line(zone, entry));
    }
    page.push_str("</ul>\n");
}

fn list(names: &[Words]) -> String {
    let names: Vec<String> = names.iter().map(|name| plain(name.text())).collect();
    names.join(", ")
}

const fn comes_as(role: CompanionRole) -> &'static str {
    match role {
        CompanionRole::Interpreter => "Interpreter",
        CompanionRole::Supporter => "Supporter",
        CompanionRole::Assistant => "Personal assistant",
    }
}

fn line(zone: &TimeZone, entry: &OwnEntry) -> String {
    let who = if entry.received {
        " (written to you)"
    } else {
        ""
    };
    let value = match &entry.value {
        Value::String(text) => plain(text),
        other => plain(&other.to_string()),
    };
    let when = moment(zone, entry.at);
    format!("{when}, {}{who}: {value}", called(entry.class))
}

const fn called(class: Class) -> &'static str {
    match class {
        Class::Presence => "how you took part",
        Class::MainChat => "to the group",
        Class::RoomChat => "in your room",
        Class::PrivateThreads => "with the facilitators",
        Class::SharedCheckIns => "check-in, shared with the group",
        Class::PrivateCheckIns => "check-in, for facilitators only",
        Class::TechnicalHelp => "technical help",
        Class::CareFlags => "a flag you raised",
        Class::Names => "about you",
        Class::Feedback
        | Class::FeedbackForms
        | Class::Plans
        | Class::Company
        | Class::Attendance
        | Class::Links
        | Class::Safeguarding => "the programme",
    }
}

pub(super) fn moment(zone: &TimeZone, at: At) -> String {
    let moment = Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH);
    moment
        .to_zoned(zone.clone())
        .strftime("%-d %B %Y, %H:%M")
        .to_string()
}

/// Text with everything that means something in HTML written out.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '"' => plain.push_str("&quot;"),
            '\'' => plain.push_str("&#39;"),
            '\n' => plain.push_str("<br>"),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_text_and_never_markup() {
        assert_eq!(
            plain("<script>alert('x')</script>\n&"),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;<br>&amp;"
        );
        let noon = moment(&TimeZone::UTC, At(1_800_000_000_000));
        assert_eq!(noon, "15 January 2027, 08:00");
    }
}
