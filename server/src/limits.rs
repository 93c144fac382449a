//! Every limit and timeout of the server, once, with its reason.

use std::time::Duration;

/// Whoever waits for a moment looks at the clock at least this often: timers stand still while the machine sleeps, and
/// what was due meanwhile should not be late by more than this once it wakes.
pub const CLOCK_LOOK_AGAIN: Duration = Duration::from_secs(5);

/// Requests that share one transaction and one fsync. More does not make the disk faster, it only
/// makes the first one wait longer.
pub const LOG_BATCH: usize = 512;

/// Requests that may wait for the log's writer: two batches, so that the next is ready while one is
/// on its way to the disk. Whoever comes then waits before being queued.
pub const LOG_QUEUE: usize = 2 * LOG_BATCH;

/// Reads of the log at the same time. They wait for the disk, so a few more than cores.
pub const LOG_READERS: usize = 4;

/// Commits of so long are noted together in the file of heads. It is what a crash may keep from being noticed later.
pub const LOG_HEADS_EVERY: Duration = Duration::from_millis(250);

/// The file of heads is written anew once it is longer than this, unless it was nearly as long then.
pub const LOG_HEADS_BYTES: usize = 1024 * 1024;

/// How often a log that keeps nothing looks for asks to refuse. Nobody should wait for a no.
pub const LOG_LOOK_AGAIN: Duration = Duration::from_millis(10);

/// How often a log that keeps nothing looks whether it can again.
pub const LOG_MEND_EVERY: Duration = Duration::from_secs(1);

/// What must fit on the disk before a log counts as well again: a few minutes of a busy session.
pub const LOG_TRIAL_BYTES: u32 = 256 * 1024;

/// Pages (4 KiB each) that a backup copies at a time, and the pause after them, so that a server beside it keeps its
/// disk: at most 100 MB a second.
pub const BACKUP_PAGES: i32 = 256;
pub const BACKUP_PAUSE: Duration = Duration::from_millis(10);

/// How long SQLite waits for another program that holds the database. Sessions stand still
/// meanwhile, so it is short.
pub const DATABASE_BUSY: Duration = Duration::from_secs(2);

/// Pages (4 KiB each) in the write-ahead file before they are moved into the database: 16 MB.
pub const WAL_PAGES: u32 = 4_000;

/// The write-ahead file is cut back to this many bytes after a burst: 64 MiB.
pub const WAL_BYTES: u32 = 67_108_864;

/// The largest message a browser may send; four times the largest command, so that a too long one is still
/// answered with a sentence.
pub const FRAME_BYTES: usize = 64 * 1024;

/// The largest command: the longest chat message in its longest form, with room around it.
pub const COMMAND_BYTES: usize = 16 * 1024;

/// How deep JSON may be nested; the deepest command needs six.
pub const FRAME_DEPTH: usize = 16;

/// Read and write buffers of one socket: axum's own would cost 131 kB per idle connection, these cost 7.
pub const SOCKET_BUFFER: usize = 4 * 1024;

/// Entries in one part of a snapshot (TOPIC6). A weak line of 11 kB a second carries it in a second and a half: reader
/// and server see in time that something moves.
pub const PART_BYTES: usize = 16 * 1024;

/// What the system takes for a reader beyond what is under way: two parts. It would take megabytes, and then nobody could
/// tell whether a slow reader takes anything, and a ping would come a minute late.
pub const UNSENT_BYTES: u32 = 32 * 1024;

/// The largest frame that can be sent at all: one entry alone, whatever is in it.
pub const LARGEST_FRAME: usize = 8 * 1024 * 1024;

/// A browser says hello at once; whoever does not is not one of ours.
pub const HELLO_WITHIN: Duration = Duration::from_secs(5);

/// A ticket is fetched for the hello that follows.
pub const TICKET_LIFE_SECONDS: u32 = 30;

/// Unused tickets at one time: ten thousand browsers that come back within one ticket's life.
pub const TICKETS: usize = 10_000;

/// Tickets of one person: three tabs that each try a few times, then one a second.
pub const TICKETS_PER_SECOND: u32 = 1;
pub const TICKETS_AT_ONCE: u32 = 12;

/// Tabs of one person: laptop, phone and one forgotten.
pub const TABS: usize = 3;

/// A browser with nothing else to say pings this often.
pub const BEAT_SECONDS: u32 = 6;

/// The server pings each socket this often, whatever is said: browsers slow down the timers of hidden tabs, but answer a
/// ping of the socket at once; and whoever takes nothing is noticed by it.
pub const SERVER_BEAT: Duration = Duration::from_secs(5);

/// After this silence a socket is dead, whatever the network says (PRESENCE1).
pub const SILENCE: Duration = Duration::from_secs(20);

/// Bytes that may wait for one reader. More means that the reader is too slow and should resume.
pub const READER_BYTES: usize = 256 * 1024;
/// What comes in one frame has to leave room for others.
const _: () = assert!(alongside_domain::limits::FEEDBACK_BYTES * 3 / 2 < READER_BYTES);

/// Frames that may wait for one reader; small ones would reach this before the bytes.
pub const READER_FRAMES: usize = 4_096;

/// How long after a beat a reader may take nothing at all of what waits for them; then they count as too slow.
pub const READER_PATIENCE: Duration = Duration::from_secs(10);

/// Pongs and refusals that wait for one reader until they are heard no further: more than anybody needs.
pub const REPLIES: usize = 128;

/// How long a goodbye may take, and the other side's goodbye after it.
pub const FAREWELL: Duration = Duration::from_secs(1);

/// Commands that wait for an answer, of one socket.
pub const UNANSWERED: usize = 8;

/// What one person may say at all, commands and beats: as many new commands as follow, and with them what the pages of
/// all their tabs say again when they come back.
pub const SAID_PER_SECOND: u32 = 15;
pub const SAID_AT_ONCE: u32 = 60;

/// New commands of one person: 10 a second with bursts of 30 is faster than hands are.
pub const COMMANDS_PER_SECOND: u32 = 10;
pub const COMMANDS_AT_ONCE: u32 = 30;

/// Chat messages of one person: one a second with bursts of 5.
pub const CHAT_PER_SECOND: u32 = 1;
pub const CHAT_AT_ONCE: u32 = 5;

/// Asks that may wait for one session's owner: forty people with all they may have unanswered, and more.
/// Whoever comes then waits, and reads no further from their socket.
pub const OWNER_MAILBOX: usize = 512;

/// How often a call asks for a session's owner: again when that owner has just stepped down. An owner that
/// cannot stay is a fault to be told.
pub const OWNER_TRIES: u32 = 3;

/// Consequences of one change. A chain longer than this is a fault in a rule, not a consequence.
pub const CONSEQUENCES: usize = 1_000;

/// How long an owner waits after a deadline could not be kept, so that a fault in a rule is not tried all the time.
pub const DEADLINE_AGAIN: Duration = Duration::from_secs(1);

/// A session that has ended, or has not begun, and that nobody looks at is put away after this.
pub const OWNER_IDLE_SECONDS: u32 = 600;

/// What a topic keeps for those who come back: a few minutes of a lively chat.
pub const TAIL_FRAMES: usize = 256;
pub const TAIL_BYTES: usize = 128 * 1024;

/// Refused commands per person whose answers are remembered. A browser asks again only what is unanswered, so the last
/// eight would do; a thousand leave room for a day without ever letting one person fill the memory.
pub const REFUSALS_PER_PERSON: usize = 1_000;

/// Commands that are remembered because a rule of ours broke down over them: many more than there should ever be.
pub const STUMBLES: usize = 1_000;

/// How often the server looks whose doors open next.
pub const DOORS_EVERY_SECONDS: u32 = 20;

/// Sessions that began longer ago than this and were never ended wait until somebody comes: two days.
pub const DOORS_LOOK_BACK_MINUTES: i32 = 2 * 24 * 60;

/// Before a planned restart each browser is told when to come back: the first after the time a restart takes, then one
/// after the other, a hundred a second, and at most spread over half a minute.
pub const RESTART_MS: u32 = 1_000;
pub const RESTART_SLOT_MS: u32 = 10;
pub const RESTART_SLOTS: u32 = 3_000;

/// How long owners may take to finish what they are at when the server stops.
pub const STOP_WITHIN: Duration = Duration::from_secs(5);

/// How often a stopping server looks whether its sockets have gone.
pub const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Frames that are fed to a socket before they are flushed together.
pub const FRAMES_AT_ONCE: usize = 64;

/// How often an aggregate is read anew when another server writes to it at the same moment.
pub const STALE_TRIES: u32 = 3;

/// A call's body: room for the longest agenda and a thousand ids, and nothing like enough to fill the memory.
pub const BODY_BYTES: usize = 64 * 1024;

/// The bodies of a roster and of the people it makes: a thousand people with their needs written out.
pub const ROSTER_BYTES: usize = 2 * 1024 * 1024;

/// A member of staff stays signed in for two weeks.
pub const STAFF_PASS_MINUTES: i32 = 14 * 24 * 60;

/// Somebody with a personal link stays in for a month of weekly sessions; the link lets them in again.
pub const PERSON_PASS_MINUTES: i32 = 31 * 24 * 60;

/// After a day another pass takes the place of the one in use, so that a copy is soon of no use.
pub const ROTATE_AFTER_MINUTES: i32 = 24 * 60;

/// How often a code is made anew when its first group has been taken: one in a million is.
pub const CODE_DRAWS: u32 = 10;

/// Somebody who knocked stays known for the day and the evening before.
pub const GUEST_PASS_MINUTES: i32 = 36 * 60;

/// Programmes and sessions one browser can be in at the same time; a trainer may serve several groups.
pub const PASSES_PER_BROWSER: usize = 8;

/// Tries of a passphrase for one name at once, and the seconds until there is one more. A browser in which its owner
/// has signed in before has tries of its own, so that strangers cannot use theirs up.
pub const SIGN_IN_BURST: u32 = 5;
pub const SIGN_IN_SECONDS: u32 = 30;

/// Tries of passphrases from unknown browsers for all names together, of those that their name lets through: a whole
/// house on a Monday morning, and then a few a second, which leaves the server most of its time.
pub const SIGN_INS_BURST: u32 = 100;
pub const SIGN_INS_MILLIS: u64 = 250;

/// Tries of a code by somebody who has the passphrase, and the seconds until there is one more. Three of a million
/// codes are right at a time: at this pace a guess succeeds within a year, and each leaves a line in the audit trail.
pub const CODE_BURST: u32 = 5;
pub const CODE_SECONDS: u32 = 60;

/// Questions for passkeys at once and then in a second, before anybody is signed in.
pub const QUESTIONS_BURST: u32 = 500;
pub const QUESTIONS_MILLIS: u64 = 50;

/// How long an authenticator, or somebody with an app, may take to answer.
pub const QUESTION_SECONDS: u32 = 5 * 60;

/// Questions that wait at the same time: all that the limit above lets through in five minutes.
pub const QUESTIONS: usize = 6_500;

/// How long somebody may take at the organisation's own provider, who may ask for a passphrase and a phone.
pub const TRIP_SECONDS: u32 = 10 * 60;

/// Trips that are under way at the same time: all that the limit on questions lets through in that time.
pub const TRIPS: usize = 13_000;

/// One call to the provider; whoever waits for it sees a page that does nothing.
pub const PROVIDER_CALL: Duration = Duration::from_secs(5);

/// The largest answer of a provider: a long list of keys is a tenth of it.
pub const PROVIDER_BYTES: usize = 256 * 1024;

/// How long it is remembered what a provider says of itself, in seconds; its keys change a few times a year, and one that
/// is not among them makes us ask again.
pub const PROVIDER_KNOWN_SECONDS: u32 = 10 * 60;

/// How long it is remembered that a provider does not answer, so that not everybody waits for it.
pub const PROVIDER_AGAIN_SECONDS: u32 = 10;

/// How far the provider's clock and ours may be apart, in seconds.
pub const PROVIDER_SKEW_SECONDS: u32 = 60;

/// The longest name a provider may give to an account (OpenID Connect Core, 2), in bytes.
pub const SUBJECT_BYTES: usize = 255;

/// The longest code, error or state that may come back from a provider, in bytes.
pub const PROVIDER_WORD_BYTES: usize = 4 * 1024;

/// A browser stays known as one in which somebody has signed in: a year.
pub const MARK_MINUTES: i32 = 365 * 24 * 60;

/// Organiser's pages that watch whether they are still signed in.
pub const WATCHES: usize = 1_000;

/// A facilitator whose tab comes and goes all day leaves a line an hour for what they are shown, not hundreds.
pub const READING_NOTED_MINUTES: i32 = 60;

/// How often such a page hears from the server, so that proxies keep the line open.
pub const WATCH_BEAT: Duration = Duration::from_secs(25);

/// Knocks at one session at once (a whole class that lost its links), and the seconds until there is one more: slow
/// enough for the disk and for those who look, quick enough that somebody true gets a turn beside false ones.
pub const KNOCK_BURST: u32 = 40;
pub const KNOCK_SECONDS: u32 = 1;

/// Codes typed in the whole house at once (a class of forty who look and come in, with slips), and the milliseconds
/// until there is one more. Of forty living codes a guesser finds the first group of one in about forty lives, and then
/// has five tries at a second one of a million.
pub const TYPED_CODE_BURST: u32 = 120;
pub const TYPED_CODE_MILLIS: u64 = 1_000;

/// Codes and links that are made for one person at once, and the seconds until there is one more.
pub const MAKE_BURST: u32 = 5;
pub const MAKE_SECONDS: u32 = 20;

/// Times one link makes a pass at once (each is kept for ever), and the seconds until there is one more.
pub const ENTER_BURST: u32 = 20;
pub const ENTER_SECONDS: u32 = 10;

/// Times somebody takes their own data along at once (each reads all their sessions), and the seconds until once more.
pub const OWN_DATA_BURST: u32 = 6;
pub const OWN_DATA_SECONDS: u32 = 60;

/// Names, sessions or links the limits above remember before those that have rested are forgotten.
pub const TRIES_REMEMBERED: usize = 10_000;

/// Passphrases worked on at the same time: each takes 19 MiB and a core for a moment.
pub const HASHES_AT_ONCE: usize = 2;

/// Passphrases that wait for their turn: a few seconds of work. Whoever comes then is told to try again.
pub const HASHES_WAITING: usize = 60;

/// How long the headers of a call may take; after this whoever drips them is cut off.
pub const HEADERS_WITHIN: Duration = Duration::from_secs(10);

/// How long the body of a call may take, a whole roster over a weak connection included.
pub const BODY_WITHIN: Duration = Duration::from_secs(60);

/// All headers of a call together: a long cookie, and room around it.
pub const HEADER_BYTES: usize = 16 * 1024;

/// How often the files of the certificate are looked at; renewals come every few weeks.
pub const CERTIFICATE_EVERY: Duration = Duration::from_secs(60);

/// How long browsers remember that this house speaks HTTPS only, in seconds: a year, as is usual.
pub const HTTPS_ONLY_SECONDS: u32 = 365 * 24 * 60 * 60;

/// Simulated trainees who wait to be let in at one moment: those of all rehearsals.
pub const INSIDERS_WAITING: usize = 32;

/// What is on its way to or from a simulated trainee, as the system keeps it for a real one.
pub const INSIDE_BYTES: usize = 64 * 1024;

/// How long to wait when the system gives no more connections.
pub const ACCEPT_AGAIN: Duration = Duration::from_millis(100);

/// Rehearsals at the same time: a house of trainers who practise together, and no way to fill the server.
pub const REHEARSALS: usize = 3;

/// Simulated trainees go home when nobody of staff has been there for so long: ten minutes.
pub const REHEARSAL_ALONE_SECONDS: u32 = 10 * 60;

/// How often a simulated trainee tries to come back when the server does not answer, and the seconds before the
/// first try; each further one waits as long again.
pub const REHEARSAL_TRIES: u32 = 5;
pub const REHEARSAL_AGAIN_SECONDS: u32 = 2;

/// A call of a simulated trainee to the server it runs in.
pub const REHEARSAL_CALL: Duration = Duration::from_secs(10);

/// The longest rehearsal: three hours, half a training day.
pub const REHEARSAL_MINUTES: i32 = 3 * 60;

/// A case for `alongside plan`: 1,000 people with long ids, all of whom have met, are about half of it.
pub const CASE_BYTES: u64 = 128_000_000;

/// The audit trail is kept for two years (TRUST 3).
pub const AUDIT_MONTHS: u32 = 24;

/// Lines of the audit trail in one answer; a page is read, a table of thousands is exported.
pub const AUDIT_LINES: usize = 200;

/// Lines of the audit trail in one export: two years of a busy house.
pub const AUDIT_EXPORT_LINES: usize = 200_000;

/// How often the server looks for what has had its time, in minutes. What is due goes within this time.
pub const RETENTION_EVERY_MINUTES: i32 = 15;

/// Something that is due longer ago than this, in minutes, is called overdue: four looks were in vain.
pub const OVERDUE_MINUTES: i32 = 60;

/// Keys held in memory: all of a house with fifty live sessions, and some 20 MB at the most.
pub const KEYS_REMEMBERED: usize = 100_000;

/// What somebody says about their pairing: it may be changed a few times, then once a minute.
pub const PAIRING_BURST: u32 = 5;
pub const PAIRING_SECONDS: u32 = 60;

/// Spare rooms that can be planned at once; nobody watches over more empty rooms than this.
pub const SPARE_ROOMS: usize = 10;
