//! Signed-in browsers: passes come with a proof of who one is and go with signing out or with their time.
//!
//! ```text
//!   key 1 ──next day, or shown once more who it is──> key 2 ──shown──> key 1 is good for a minute more
//!                                                       └──its answer was lost: key 1 gets another key instead
//! ```
//!
//! A browser keeps its id and its end while its key changes. So a stolen cookie is soon an old one (SIGN4).

use super::{Command, Event, Organisation, Proof, Staff, credentials};
use crate::{
    aggregate::{Ask, Fingerprint, Pass},
    limits,
};
use alongside_protocol::{
    ids::{At, BrowserId, StaffId},
    refusal::Refusal,
};
use uuid::Uuid;

/// A browser in which somebody is signed in.
#[derive(Debug, Clone)]
pub struct Browser {
    pub id: BrowserId,
    pub since: At,
    /// When its key was changed last: with the first call of each day.
    pub renewed: At,
    pass: Pass,
    /// The key before, until the fresh one has come back: its cookie may be lost on the way.
    before: Option<Fingerprint>,
    /// Earlier keys, for other tabs that were under way with them.
    former: Vec<Pass>,
    /// Until when it counts as certain who sits there.
    certain_until: At,
}

impl Browser {
    fn new(pass: Pass, at: At) -> Self {
        let mut id = [0; 16];
        id.iter_mut()
            .zip(pass.key.0)
            .for_each(|(to, from)| *to = from);
        Self {
            id: BrowserId(Uuid::from_bytes(id)),
            since: at,
            renewed: at,
            pass,
            before: None,
            former: Vec::new(),
            certain_until: At(0),
        }
    }

    fn holds(&self, key: Fingerprint, now: At) -> bool {
        let mut all = std::iter::once(&self.pass).chain(&self.former);
        let is_one =
            self.before == Some(key) || all.any(|pass| pass.key == key && pass.until > now);
        self.pass.until > now && is_one
    }

    fn renew(&mut self, key: Fingerprint, waits: bool, at: At) {
        let replaced = std::mem::replace(&mut self.pass.key, key);
        self.renewed = at;
        if waits && self.before.is_none() {
            self.before = Some(replaced);
        } else {
            // Never shown, as far as is known; or from when no key waited for the next one.
            self.end_soon(replaced, at);
        }
    }

    fn end_soon(&mut self, key: Fingerprint, at: At) {
        let until = at.plus_seconds(limits::FORMER_KEY_SECONDS);
        self.former.retain(|pass| pass.until > at);
        self.former.push(Pass { key, until });
    }

    /// With the first call of a day; and when the answer with the fresh key seems to have been lost.
    fn wants_renewal(&self, key: Fingerprint, now: At) -> bool {
        let lost_at = self.renewed.plus_seconds(limits::FORMER_KEY_SECONDS);
        let is_worn = self.pass.key == key && day(self.renewed) != day(now);
        is_worn || (self.before == Some(key) && lost_at <= now)
    }
}

impl Organisation {
    /// Who is signed in with this pass at this moment.
    #[must_use]
    pub fn by_pass(&self, key: Fingerprint, now: At) -> Option<&Staff> {
        let holds = |staff: &&Staff| browser(staff, key, now).is_some();
        self.staff.iter().find(holds)
    }

    /// Whether whoever has this pass has shown once more who they are, a moment ago.
    #[must_use]
    pub fn is_certain(&self, key: Fingerprint, now: At) -> bool {
        let member = self.by_pass(key, now);
        member.is_some_and(|member| is_certain(member, key, now))
    }

    /// How long the browser with this key stays signed in.
    #[must_use]
    pub fn until(&self, key: Fingerprint, now: At) -> Option<At> {
        browser(self.by_pass(key, now)?, key, now).map(|browser| browser.pass.until)
    }

    /// Whether this is a browser's key of an earlier day, or one whose successor was lost; and the browser's end.
    #[must_use]
    pub fn wants_renewal(&self, key: Fingerprint, now: At) -> Option<At> {
        let browser = browser(self.by_pass(key, now)?, key, now)?;
        let wants = browser.wants_renewal(key, now);
        wants.then_some(browser.pass.until)
    }

    /// Whether this fresh key comes back for the first time.
    #[must_use]
    pub fn has_replaced(&self, key: Fingerprint, now: At) -> bool {
        let member = self.by_pass(key, now);
        let browser = member.and_then(|member| browser(member, key, now));
        browser.is_some_and(|browser| browser.pass.key == key && browser.before.is_some())
    }
}

impl Staff {
    /// Where they are signed in, the newest last.
    pub fn browsers(&self, now: At) -> impl Iterator<Item = &Browser> {
        self.browsers
            .iter()
            .filter(move |browser| browser.pass.until > now)
    }

    /// The browser that comes with this key.
    #[must_use]
    pub fn browser(&self, key: Fingerprint, now: At) -> Option<BrowserId> {
        browser(self, key, now).map(|browser| browser.id)
    }

    /// Whether they have signed in before where this mark was left.
    #[must_use]
    pub fn knows(&self, mark: Fingerprint) -> bool {
        self.marks.contains(&mark)
    }
}

fn browser(member: &Staff, key: Fingerprint, now: At) -> Option<&Browser> {
    let mut browsers = member.browsers.iter();
    browsers.find(|browser| browser.holds(key, now))
}

pub(super) fn is_certain(member: &Staff, key: Fingerprint, now: At) -> bool {
    browser(member, key, now).is_some_and(|browser| browser.certain_until > now)
}

fn day(at: At) -> i64 {
    at.0.div_euclid(24 * 60 * 60 * 1000)
}

/// Who they are was shown; `mark` stays in the browser when they sign out. To a suspended account
/// nobody has a key.
pub(super) fn sign_in(
    organisation: &Organisation,
    staff: StaffId,
    proof: &Proof,
    pass: Pass,
    mark: Option<Fingerprint>,
) -> Result<Vec<Event>, Refusal> {
    let member = organisation.account(staff);
    let member = member.filter(|member| !member.suspended);
    let member = member.ok_or_else(Refusal::not_found)?;
    let used = member.credentials.check(proof)?;
    let used = used.map(|change| credentials::of(staff, change));
    let signed_in = Event::SignedIn { staff, pass, mark };
    Ok(used.into_iter().chain([signed_in]).collect())
}

/// They show once more who they are.
pub(super) fn step_up(
    organisation: &Organisation,
    ask: &Ask<Command>,
    key: Fingerprint,
    proof: &Proof,
    fresh: Fingerprint,
) -> Result<Vec<Event>, Refusal> {
    let member = organisation.by_pass(key, ask.at);
    let member = member.ok_or_else(Refusal::not_found)?;
    let browser = browser(member, key, ask.at).ok_or_else(Refusal::not_found)?;
    let used = member.credentials.check(proof)?;
    let used = used.map(|change| credentials::of(member.id, change));
    let renewed = Event::PassRenewed {
        key: browser.pass.key,
        fresh,
        certain_until: Some(ask.at.plus_seconds(limits::STEP_UP_SECONDS)),
        waits: true,
    };
    Ok(used.into_iter().chain([renewed]).collect())
}

/// The first call of a day; of several at once, one has an effect.
pub(super) fn renew(
    organisation: &Organisation,
    key: Fingerprint,
    fresh: Fingerprint,
    now: At,
) -> Vec<Event> {
    let known = organisation.by_pass(key, now);
    let browser = known.and_then(|member| browser(member, key, now));
    let wants = browser.filter(|browser| browser.wants_renewal(key, now));
    let renewed = wants.map(|browser| Event::PassRenewed {
        key: browser.pass.key,
        fresh,
        certain_until: None,
        waits: true,
    });
    renewed.into_iter().collect()
}

/// The fresh key has been shown: the one before it ends soon.
pub(super) fn settle(organisation: &Organisation, key: Fingerprint, now: At) -> Vec<Event> {
    let settled = organisation.has_replaced(key, now);
    settled
        .then_some(Event::PassSettled { key })
        .into_iter()
        .collect()
}

pub(super) fn sign_out(organisation: &Organisation, key: Fingerprint, now: At) -> Vec<Event> {
    let known = organisation.by_pass(key, now);
    let browser = known.and_then(|member| browser(member, key, now));
    browser.map(signed_out_of).into_iter().collect()
}

/// One of their browsers.
pub(super) fn sign_out_of(
    organisation: &Organisation,
    staff: StaffId,
    id: BrowserId,
    now: At,
) -> Vec<Event> {
    let member = organisation.account(staff);
    let mut browsers = member.into_iter().flat_map(|member| member.browsers(now));
    let browser = browsers.find(|browser| browser.id == id);
    browser.map(signed_out_of).into_iter().collect()
}

/// All of their browsers, perhaps but the one with this key.
pub(super) fn sign_out_elsewhere(member: &Staff, but: Option<Fingerprint>, now: At) -> Vec<Event> {
    let stays = |browser: &&Browser| but.is_some_and(|key| browser.holds(key, now));
    let others = member.browsers(now).filter(|browser| !stays(browser));
    others.map(signed_out_of).collect()
}

const fn signed_out_of(browser: &Browser) -> Event {
    Event::SignedOut {
        key: browser.pass.key,
    }
}

pub(super) fn signed_in(
    organisation: &mut Organisation,
    staff: StaffId,
    pass: Pass,
    mark: Option<Fingerprint>,
    at: At,
) {
    if let Some(member) = organisation.account_mut(staff) {
        member.browsers.retain(|browser| browser.pass.until > at);
        make_room(&mut member.browsers);
        member.browsers.push(Browser::new(pass, at));
        member.marks.retain(|known| Some(*known) != mark);
        make_room(&mut member.marks);
        member.marks.extend(mark);
    }
}

pub(super) fn signed_out(organisation: &mut Organisation, key: Fingerprint) {
    for member in &mut organisation.staff {
        member.browsers.retain(|browser| browser.pass.key != key);
    }
}

pub(super) fn renewed(
    organisation: &mut Organisation,
    (key, fresh): (Fingerprint, Fingerprint),
    certain_until: Option<At>,
    waits: bool,
    at: At,
) {
    if let Some(browser) = with_key(organisation, key) {
        browser.renew(fresh, waits, at);
        browser.certain_until = certain_until.unwrap_or(browser.certain_until);
    }
}

pub(super) fn settled(organisation: &mut Organisation, key: Fingerprint, at: At) {
    if let Some(browser) = with_key(organisation, key)
        && let Some(before) = browser.before.take()
    {
        browser.end_soon(before, at);
    }
}

fn with_key(organisation: &mut Organisation, key: Fingerprint) -> Option<&mut Browser> {
    let members = organisation.staff.iter_mut();
    let mut browsers = members.flat_map(|member| &mut member.browsers);
    browsers.find(|browser| browser.pass.key == key)
}

/// Adds a pass; those that have run out go, and the oldest make room.
pub(crate) fn hold(passes: &mut Vec<Pass>, pass: Pass, now: At) {
    passes.retain(|held| held.until > now);
    make_room(passes);
    passes.push(pass);
}

fn make_room<T>(held: &mut Vec<T>) {
    while held.len() >= limits::PASSES {
        held.remove(0);
    }
}
