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

/// Days for which a class can be kept: a day at least, so that a session is not forgotten while people look back at
/// it; six years at most, after which a safeguarding record is looked at anew.
pub const RETENTION_DAYS: RangeInclusive<u32> = 1..=2_192;
/// For so long after its end it is noted who comes to a session and goes: for the talk of staff when the group has
/// gone. It is the shortest life that coming and going can have, so nothing is noted that should have gone already.
pub const PRESENCE_AFTER_END_MINUTES: i32 = 24 * 60;
/// A programme in which nothing was ever planned counts as over after a year.
pub const IDLE_PROGRAMME_DAYS: u32 = 365;
/// What waits for the next session waits no longer than this.
pub const NEXT_SESSION_DAYS: u32 = 30;
/// A session that nobody ended counts as over a day after its start.
pub const NEVER_ENDED_MINUTES: i32 = 24 * 60;
/// A rehearsal is a game: an hour to look back at it.
pub const REHEARSAL_KEPT_MINUTES: i32 = 60;

/// Short enough to type, long enough that guessing is hopeless with the slow hash and the limit on tries.
pub const PASSPHRASE_LETTERS: RangeInclusive<usize> = 12..=200;

/// An invitation of staff waits this long in somebody's mail: over a fortnight's holiday.
pub const INVITATION_MINUTES: i32 = 14 * 24 * 60;
/// Open invitations of staff at a time: everybody of twenty groups at once, and as many again.
pub const INVITATIONS: usize = 200;
/// Safeguarding records of one programme: every flag of very many hard days.
pub const CONCERNS: usize = 5_000;
/// What can be added to one safeguarding record: a note a day for years.
pub const CONCERN_ENTRIES: usize = 1_000;

/// Browsers in which one person is signed in at a time: phone, laptop, the library's and a few forgotten ones.
pub const PASSES: usize = 10;
/// Passkeys of one account: phone, laptop, a key on the key ring, one in a drawer, and those before them.
pub const PASSKEYS: usize = 10;
/// "Blue key on the key ring" has to fit on a line of a phone.
pub const PASSKEY_NAME_LETTERS: usize = 40;
/// Recovery codes in a set: a page that can be printed, and enough for a year of forgotten phones.
pub const RECOVERY_CODES: usize = 10;
/// How long it counts as certain who sits there, once shown: an export or two, and no longer than one stays at a desk.
pub const STEP_UP_SECONDS: u32 = 5 * 60;
/// How long an earlier key of a browser is still good: for other tabs that were under way with it.
pub const FORMER_KEY_SECONDS: u32 = 60;

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
/// A code is read out and typed at once; after this staff make another.
pub const CODE_MINUTES: i32 = 10;
/// Wrong tries until a code is dead: slips of the finger, and hopeless against the million second groups there are.
pub const CODE_TRIES: u32 = 5;
/// How long a second device waits to be let in: until somebody has looked at the first one. As long stays the word
/// that one was turned away.
pub const DEVICE_MINUTES: i32 = 10;
/// Devices of one person that wait at a time; whoever has their link cannot fill their screen.
pub const DEVICES_WAITING: usize = 3;
/// A first device that has been out of touch for so long is not asked any more: after this a socket counts as dead.
pub const DEVICE_GONE_SECONDS: u32 = 20;
/// Somebody who knocked and whose page is not open makes room after this: long enough for a phone that was put down.
pub const KNOCK_MINUTES: i32 = 10;
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
/// Somebody alone in a room for so long is a hazard: staff are alerted (TRUST 3).
pub const ALONE_SECONDS: u32 = 30;
/// Until it is mended staff are alerted again so often: seldom enough to act in between.
pub const ALONE_AGAIN_SECONDS: u32 = 60;
/// Rooms that were put together anew just before they open do so a little later, so that people see where they go.
pub const REARRANGED_SECONDS: u32 = 10;
/// While rooms close nobody is moved any more who would have less time than this with the others.
pub const WORTH_MOVING_SECONDS: u32 = 30;
/// How many more than planned a room may hold when staff move people by hand; beyond that nobody gets a word in.
pub const MORE_THAN_PLANNED: usize = 3;
/// Plans of rooms saved in one programme; a longer list nobody reads.
pub const SAVED_PLANS: usize = 40;
/// Choices shown when no plan keeps every rule: more would not be a choice any more.
pub const LEAST_BAD: usize = 4;
/// Breakout rounds in each session of a plan for the whole programme.
pub const ROUNDS_EACH: (u32, u32) = (1, 4);
/// A companion shared by more people than this would be a group of its own.
pub const COMPANION_PEOPLE: RangeInclusive<usize> = 1..=4;
/// Companions of one programme.
pub const COMPANIONS: usize = 200;
/// Buddy time is for two, or three when somebody's buddy is missing.
pub const BUDDY_ROOM: usize = 3;
/// Browsers of people who knocked, in one programme at a time: every session's waiting guests and those let in.
pub const GUESTS: usize = 2_000;

/// Steps on the call that are put into the best order there is: 256 sets of them are gone through at once.
pub const CALL_STEPS_ORDERED: usize = 8;
/// What staff have done on the call and can take back: everybody of a large group twice over.
pub const CALL_ACTS: usize = 100;
/// Contacts for a crisis: more than a screenful helps nobody who needs one now.
pub const CONTACTS: usize = 6;
/// Digits, with blanks and a country code, or a few words such as "text HOME to 85258".
pub const PHONE_LETTERS: usize = 40;
/// Calls of rooms that a programme keeps: one for each room that a call tool can have.
pub const ROOM_LINKS: usize = ROOMS;

/// Reactions: few enough to have a name each, for those who hear them read out. None of them mocks.
pub const REACTIONS: [&str; 6] = ["👍", "❤️", "🙏", "😊", "🤗", "💡"];
/// Messages in the main chat of one session: forty people, a hundred and more each, all day.
pub const MESSAGES: usize = 5_000;
/// Messages in one room, one private thread or among staff. Each place has its own limit, so that care never runs out
/// of room and nobody learns how much others write elsewhere.
pub const MESSAGES_ELSEWHERE: usize = 1_000;
/// Messages of one person, so that one cannot fill the chat for all.
pub const MESSAGES_EACH: usize = 1_000;
/// What all messages of the main chat may take together, in bytes: whoever comes gets all of it, which takes a weak line
/// of 11 kB a second three minutes.
pub const CHAT_BYTES: usize = 2 * 1024 * 1024;
/// The same for one person: twenty thousand words, so that one cannot fill the chat for all with letters that are large.
pub const CHAT_BYTES_EACH: usize = 128 * 1024;
/// What one room, one private thread or the talk of staff may take, in bytes.
pub const CHAT_BYTES_ELSEWHERE: usize = 512 * 1024;
/// More pinned messages than this nobody reads.
pub const PINNED: usize = 5;
/// The slowest slow mode, in seconds: one message in five minutes.
pub const SLOW_SECONDS: u32 = 300;
/// The longest time somebody can be kept quiet at once, in minutes.
pub const QUIET_MINUTES: u32 = 60;

/// A flag that nobody has claimed for a minute is an alarm: somebody may be waiting for help (TRUST 3).
pub const FLAG_OVERDUE_SECONDS: u32 = 60;
/// After three minutes unclaimed somebody outside the session is to be called (TRUST 3).
pub const FLAG_ESCALATED_SECONDS: u32 = 180;
/// What stood before a flagged message and goes along, so that it can be understood; more would be reading along.
pub const QUOTES_BEFORE: usize = 2;
/// Flags of one person in a day; nobody in need comes near it, and a prank cannot bury the queue.
pub const FLAGS_EACH: usize = 100;
/// Notes on one flag.
pub const FLAG_NOTES: usize = 100;

/// Fewer answers than this to a question could be told apart (TRUST 3).
pub const FEEDBACK_ANSWERS: usize = 5;
/// What all feedback of a session may take together, in bytes as it is sent: facilitators get it in one frame, which
/// has to stay well below what may wait for a reader.
pub const FEEDBACK_BYTES: usize = 160 * 1024;
/// The same for one person: four full answers in most scripts. Each form is kept at this length, whatever is in it.
pub const FEEDBACK_BYTES_EACH: usize = 12 * 1024;

/// People of one case for `alongside plan`, twice the largest roster: tables of all pairs still fit into memory.
pub const CASE_PEOPLE: usize = 2_000;
/// Rounds of one case: four in each of the sessions of a programme.
pub const CASE_ROUNDS: usize = 480;
/// Rules of one case: a few for everybody.
pub const CASE_RULES: usize = 10_000;
/// How often two may have met, or somebody have led: weekly for many lives. Sums of such counts stay in 32 bits.
pub const CASE_COUNT: u32 = 10_000;
