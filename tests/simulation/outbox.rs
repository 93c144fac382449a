//! What was typed into a page and has no answer yet, held on to as the browser does (web-client's `outbox.ts`): after a
//! lost connection everything goes out again in its order; what came too fast, and what was not kept while an earlier
//! try may have been, is put off and goes out again under the same id.

use alongside_domain::dice::Dice;
use alongside_protocol::{
    command::{ChatCommand, Command},
    frames::{FromBrowser, Outcome},
    ids::CommandId,
    refusal::Code,
};

use super::chance::between;

/// Commands a browser lets wait for their answer at once (ASK4).
const UNANSWERED: usize = 8;
/// The least time until what was put off is tried again, in milliseconds.
const PUT_OFF: u64 = 1_000;
/// What came too fast waits no longer than so much more.
const LONGEST_TOO_FAST: u64 = 5_000;
const LONGEST: u64 = 30_000;
/// Messages that go at once, and the time after which one more may.
const MESSAGES: u64 = 5;
const EVERY: u64 = 1_200;

/// Something typed that has not been answered yet.
#[derive(Debug, Clone)]
pub struct Typed {
    pub id: CommandId,
    pub command: Command,
    sent: bool,
    /// An earlier try may have been kept: its answer was lost.
    in_doubt: bool,
    /// Why it was put off, and until when.
    put_off: Option<(Code, u64)>,
}

#[derive(Default)]
pub struct Outbox {
    waiting: Vec<Typed>,
    tries: u32,
    /// How much of the messages' time is used up, and when that was counted.
    used: u64,
    counted: u64,
    /// When it looks again at what it has put off.
    pub looks: Option<u64>,
}

/// What became of something typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Settled,
    PutOff,
}

impl Outbox {
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// The command under this id, until it is answered.
    pub fn waits_for(&self, id: CommandId) -> Option<&Command> {
        let typed = self.waiting.iter().find(|typed| typed.id == id);
        typed.map(|typed| &typed.command)
    }

    pub fn types(&mut self, id: CommandId, command: Command) -> Typed {
        let typed = Typed {
            id,
            command,
            sent: false,
            in_doubt: false,
            put_off: None,
        };
        self.waiting.push(typed.clone());
        typed
    }

    /// The page was loaded again, and finds what it had on its shelf.
    pub fn reloads(&mut self) {
        for typed in &mut self.waiting {
            (typed.in_doubt, typed.put_off) = (true, None);
        }
        (self.tries, self.used) = (0, 0);
        self.comes_back();
    }

    /// The connection is another one: what was sent may or may not have arrived, and nothing is put off any longer.
    pub fn comes_back(&mut self) {
        for typed in &mut self.waiting {
            typed.in_doubt |= std::mem::take(&mut typed.sent);
            if let Some((_, until)) = &mut typed.put_off {
                *until = 0;
            }
        }
        self.looks = None;
    }

    /// What becomes of the command under this id, if it waits.
    pub fn hears(
        &mut self,
        id: CommandId,
        result: &Outcome,
        now: u64,
        dice: &mut Dice,
    ) -> Option<Fate> {
        let place = self.waiting.iter().position(|typed| typed.id == id)?;
        let typed = &mut self.waiting[place];
        let refused = match result {
            Outcome::Refused { refusal } => Some(refusal.code),
            Outcome::Kept {} => None,
        };
        let says_nothing = |code: &Code| match code {
            Code::TooFast => true,
            Code::Fault => typed.in_doubt,
            _ => false,
        };
        let Some(code) = refused.filter(says_nothing) else {
            self.waiting.remove(place);
            if refused.is_none() {
                self.tries = 0;
            }
            return Some(Fate::Settled);
        };
        let most = (PUT_OFF << self.tries).min(LONGEST);
        self.tries = (self.tries + 1).min(10);
        let mut more = 10 * between(dice, 0, most / 10);
        if code == Code::TooFast {
            more = more.min(LONGEST_TOO_FAST);
        }
        typed.sent = false;
        typed.put_off = Some((code, now + PUT_OFF + more));
        if code == Code::TooFast && says_something(&typed.command) {
            self.counts(now);
            self.used = self.used.max(MESSAGES * EVERY);
        }
        Some(Fate::PutOff)
    }

    /// What goes out now, in the order it was typed; `all` lets nothing wait but what was put off.
    pub fn sends(&mut self, now: u64, all: bool) -> Vec<FromBrowser> {
        self.counts(now);
        let sent = self.waiting.iter().filter(|typed| typed.sent).count();
        let mut free = UNANSWERED.saturating_sub(sent);
        let mut frames = Vec::new();
        // Nothing overtakes what waits; messages have a lane of their own, so that no flag waits behind them.
        let mut held = [false; 2];
        self.looks = None;
        for typed in &mut self.waiting {
            let message = says_something(&typed.command);
            let lane = usize::from(message);
            if !typed.sent && (all || (free > 0 && !held[lane])) {
                let until = typed.put_off.map_or(0, |(_, until)| until);
                let pace = if message && !all {
                    (self.used + EVERY).saturating_sub(MESSAGES * EVERY)
                } else {
                    0
                };
                let wait = until.saturating_sub(now).max(pace);
                if wait == 0 {
                    typed.sent = true;
                    self.used += if message { EVERY } else { 0 };
                    free = free.saturating_sub(1);
                    let (id, command) = (typed.id, typed.command.clone());
                    frames.push(FromBrowser::Ask { id, command });
                } else {
                    let at = now + wait;
                    self.looks = Some(self.looks.map_or(at, |looks| looks.min(at)));
                }
            }
            held[lane] |= typed.holds_others(message);
        }
        frames
    }

    fn counts(&mut self, now: u64) {
        self.used = self.used.saturating_sub(now - self.counted.min(now));
        self.counted = now;
    }
}

impl Typed {
    /// What may be put off is answered before later ones go, or they would overtake it.
    fn holds_others(&self, message: bool) -> bool {
        let too_fast = matches!(self.put_off, Some((Code::TooFast, _)));
        match message {
            true => !self.sent || self.in_doubt || self.put_off.is_some(),
            false => too_fast,
        }
    }
}

/// Whether the server counts it as saying something (ASK4).
const fn says_something(command: &Command) -> bool {
    matches!(
        command,
        Command::Chat(ChatCommand::Post { .. } | ChatCommand::Edit { .. })
    )
}
