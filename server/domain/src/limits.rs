//! Every limit of the core, once, with its reason.
//!
//! *Letters* are what a person sees as one letter (grapheme clusters), so that an emoji or an accented letter counts once.
//! Limits of sockets, bodies and waiting times are the server's, in `server/src/limits.rs`.

use std::ops::RangeInclusive;

/// A name has to fit on one line of a phone, next to a badge.
pub const NAME_LETTERS: usize = 60;
/// "she/her, they/them" with room for an own way of saying it.
pub const PRONOUNS_LETTERS: usize = 40;
/// The longest address that mail can carry.
pub const EMAIL_LETTERS: usize = 254;
/// A few sentences about what somebody needs; more belongs in a conversation.
pub const NEEDS_LETTERS: usize = 500;
/// Titles stand in headings and lists.
pub const TITLE_LETTERS: usize = 120;
/// Notes, answers, reasons and prompts: a long paragraph.
pub const NOTE_LETTERS: usize = 1_000;
/// A chat message: half a printed page. Its longest form in bytes still fits a command's 16 KiB.
pub const MESSAGE_LETTERS: usize = 2_000;
/// Addresses of calls with their passwords in them are long, but browsers and proxies stop at about this.
pub const CALL_LINK_BYTES: usize = 2_000;

/// Code points for one letter: emoji families need up to ten; hundreds of stacked accents are there to harm.
pub const MARKS_PER_LETTER: usize = 10;

/// Short enough to type, long enough that guessing is hopeless with the slow hash and the limit on tries.
pub const PASSPHRASE_LETTERS: RangeInclusive<usize> = 12..=200;

/// Browsers in which one person is signed in at a time: phone, laptop, the library's and a few forgotten ones.
pub const PASSES: usize = 10;
/// Twenty groups an intake, several intakes a year, kept for years.
pub const PROGRAMMES: usize = 2_000;

/// One programme's roster. A group has 4 to 40; an intake kept as one programme has about 400.
pub const PEOPLE: usize = 1_000;
/// Rules people would still understand; each is checked against every plan.
pub const RULES: usize = 500;
/// People named in one keep-together or keep-apart rule: a larger one is a group of its own.
pub const RULE_PEOPLE: RangeInclusive<usize> = 2..=10;
/// Ten to fifteen sessions are usual; weekly ones for two years still fit.
pub const SESSIONS: usize = 120;
/// Minutes the doors may open before the start.
pub const LEAD_MINUTES: RangeInclusive<u32> = 0..=120;
/// An item of the day: from a minute of quiet to a whole working day.
pub const AGENDA_MINUTES: RangeInclusive<u32> = 1..=480;
/// More than forty items in a day nobody can follow.
pub const AGENDA_ITEMS: usize = 40;
/// Sessions can be scheduled until 2100-01-01; a later date is a slip of the finger.
pub const LATEST_START_MILLIS: i64 = 4_102_444_800_000;
/// Rooms and buddies are two people, or three when the number is odd.
pub const BUDDIES: RangeInclusive<usize> = 2..=3;
/// Rows of a roster that are named as wrong in one answer; after that it is the file, not a row.
pub const ROSTER_ERRORS: usize = 100;

/// Minutes from now within which people say that they leave or are back: a day each way, for any clock and time zone.
pub const MOMENT_MINUTES: i32 = 24 * 60;
/// Seconds without a connection until a person counts as dropped: long enough for a lift or a change of wifi.
pub const GRACE_SECONDS: u32 = 120;
/// Shorter would call every hiccup a drop-out; longer would leave somebody alone.
pub const GRACE_RANGE: (u32, u32) = (20, 600);
/// Notice before somebody is moved, so that no move is a surprise (TRUST 4).
pub const NOTICE_SECONDS: u32 = 60;
/// Five seconds are for rehearsals; five minutes are the longest that staff would wait.
pub const NOTICE_RANGE: (u32, u32) = (5, 300);
/// In a rehearsal a drop-out should lead to a proposal while one still watches.
pub const REHEARSAL_GRACE_SECONDS: u32 = 20;
/// Long enough to see the notice and what people answer to it.
pub const REHEARSAL_NOTICE_SECONDS: u32 = 10;
/// Seconds until a proposal is applied by itself, where staff chose so.
pub const APPLY_AFTER_RANGE: (u32, u32) = (10, 600);
/// Minutes that may be added to or taken from an agenda item or the rooms at once.
pub const STRETCH_MINUTES: u32 = 60;
/// Guests waiting at the door of one session; a class of 40 could all have lost their links.
pub const KNOCKS_WAITING: usize = 40;

/// "A word", or a short phrase where one word will not do.
pub const ONE_WORD_LETTERS: usize = 60;
/// A suggested time for a turn: shorter would rush people, longer is a talk.
pub const SUGGESTED_SECONDS: RangeInclusive<u32> = 5..=900;
/// A round every ten minutes of a whole working day.
pub const ROUNDS: usize = 50;
/// Rooms of one breakout: what call tools open at the most.
pub const ROOMS: usize = 50;
/// People per room for random and mixed plans; above eight it is no small group.
pub const ROOM_SIZE_RANGE: (u32, u32) = (2, 8);
/// Minutes a breakout may be planned for.
pub const BREAKOUT_MINUTES_RANGE: (u32, u32) = (1, 180);
/// Seconds of notice when the time of rooms is up: to finish a sentence and to write the share-back.
pub const CLOSING_SECONDS: u32 = 60;
/// Rooms never close at once (R17).
pub const CLOSING_RANGE: (u32, u32) = (10, 300);
/// Seconds until somebody who came back and has not said where to is counted in a proposal.
pub const OFFER_SECONDS: u32 = 60;
/// Buddy time is for two, or three when somebody's buddy is missing.
pub const BUDDY_ROOM: usize = 3;
/// Browsers of people who knocked, in one programme at a time: every session's waiting guests and those let in.
pub const GUESTS: usize = 2_000;

/// Reactions: few enough to have a name each, for those who hear them read out. None of them mocks.
pub const REACTIONS: [&str; 6] = ["👍", "❤️", "🙏", "😊", "🤗", "💡"];
/// Messages in the main chat and the rooms of one session: forty people, a hundred and more each, all day.
pub const MESSAGES: usize = 5_000;
/// What private threads, technical help and staff may still say when the rest is full: care must not run out of room.
pub const MESSAGES_RESERVE: usize = 1_000;
/// Messages of one person, so that one cannot fill the chat for all.
pub const MESSAGES_EACH: usize = 1_000;
/// More pinned messages than this nobody reads.
pub const PINNED: usize = 5;
/// The slowest slow mode, in seconds: one message in five minutes.
pub const SLOW_SECONDS: u32 = 300;
/// The longest time somebody can be kept quiet at once, in minutes.
pub const QUIET_MINUTES: u32 = 60;

/// A flag that nobody has claimed for a minute is an alarm: somebody may be waiting for help (TRUST 3).
pub const FLAG_OVERDUE_SECONDS: u32 = 60;
/// What stood before a flagged message and goes along, so that it can be understood; more would be reading along.
pub const QUOTES_BEFORE: usize = 2;
/// Flags of one person in a day; nobody in need comes near it, and a prank cannot bury the queue.
pub const FLAGS_EACH: usize = 100;
/// Notes on one flag.
pub const FLAG_NOTES: usize = 100;
