//! What must be true at any moment of a day, and what at its end.

use alongside_domain::{limits, session::people::Member};
use alongside_protocol::{
    entry::{BreakoutState, Phase},
    ids::At,
    people::{Link, Role},
};

use super::day::{Day, Somebody};
use super::page::State;

/// What a healthy server may take to notice and to tell, in milliseconds: a slow disk, and the way there.
const SLACK: u64 = 4_000;
/// Silence after which a socket is dead (PRESENCE1).
const SILENCE: u64 = 20_000;
/// Staff are alerted of somebody alone after this (ROOM10).
const ALONE: u64 = 30_000;
/// After trouble with the server or the disk everything is true again within this time.
const SETTLES: u64 = 30_000;
/// Time for everybody to come back at the end: the longest hold, two beats and a few tries.
const REST: u64 = 90_000;
/// In slow mode what was typed goes out one by one, in five minutes at the latest (CHAT6).
const MOST_RESTS: usize = 40;

impl Day {
    /// Presence is the truth, and nobody is alone without an alert.
    pub fn checks(&self) -> Result<(), String> {
        if self.now - self.well < SETTLES || self.oracle.session.phase() == Phase::Ended {
            return Ok(());
        }
        for somebody in &self.people {
            if let Some(member) = self.oracle.session.people.here(somebody.id) {
                self.is_there_as_shown(somebody, member)?;
            }
        }
        self.nobody_is_alone()
    }

    /// PRESENCE1, PRESENCE2: shown as there if and only if a page of theirs can be heard.
    fn is_there_as_shown(&self, somebody: &Somebody, member: &Member) -> Result<(), String> {
        let name = somebody.name;
        let silent = self.now - somebody.heard;
        if member.link == Link::Live && silent > SILENCE + SLACK {
            return Err(format!(
                "{name} is shown as there after {silent} ms of silence"
            ));
        }
        let is_heard = somebody.pages.iter().any(|page| match page.state {
            State::Live(wire) => {
                let wire = &self.wires[wire];
                let free = !wire.dead && !wire.over && !wire.stuck && wire.held + SLACK < self.now;
                free && page.live_since + SLACK < self.now
            }
            _ => false,
        });
        let marked = self.oracle.marked.contains(&somebody.id);
        let away = match member.link {
            Link::Reconnecting | Link::NotArrived => true,
            Link::Dropped => !marked,
            Link::Live | Link::Left => false,
        };
        // Whoever was just let go may have the goodbye still on its way.
        let told = self.since(member.link_since) > SLACK;
        if is_heard && away && told {
            return Err(format!("{name} is there and shown as {:?}", member.link));
        }
        let grace = match member.role {
            // Whoever waits at the door may put their phone down (KNOCK1).
            Role::Guest => u64::from(limits::KNOCK_MINUTES.unsigned_abs()) * 60_000,
            _ => u64::from(self.oracle.session.day.settings.grace_seconds) * 1_000,
        };
        if member.link == Link::Reconnecting && self.since(member.link_since) > grace + SLACK {
            return Err(format!("the grace of {name} is long over"));
        }
        Ok(())
    }

    /// ROOM10, MOVE1: whoever is alone in an open room has been noticed, and staff have been told.
    fn nobody_is_alone(&self) -> Result<(), String> {
        let session = &self.oracle.session;
        for room in session.rooms.all() {
            for person in &room.people {
                let gone = session
                    .people
                    .known(*person)
                    .is_none_or(|member| !member.is_taking_part());
                if gone && session.rooms.are_up() {
                    return Err("somebody who is gone still has a seat in a room".to_owned());
                }
            }
            if session.rooms.state() != BreakoutState::Open {
                continue;
            }
            let is_live = |person: &&alongside_protocol::ids::PersonId| {
                session
                    .people
                    .known(**person)
                    .is_some_and(|member| member.link == Link::Live)
            };
            let only = match &room.people[..] {
                [only] => Some(*only),
                people if people.iter().filter(is_live).count() == 1 => {
                    people.iter().find(is_live).copied()
                }
                _ => None,
            };
            match (only, room.lonely) {
                (None, _) => {}
                (Some(only), Some(lonely)) if lonely.person == only => {
                    if self.since(lonely.since) > ALONE + SLACK && lonely.alerts == 0 {
                        return Err("somebody is alone, and staff were not alerted".to_owned());
                    }
                }
                _ => return Err("somebody is alone, and nobody noticed".to_owned()),
            }
        }
        Ok(())
    }

    fn since(&self, at: At) -> u64 {
        u64::try_from(self.moment().0 - at.0).unwrap_or_default()
    }

    /// All that lies on the disk, append by append.
    pub fn log(&self) -> Vec<Vec<Vec<u8>>> {
        self.disk.kept(0, None)
    }

    /// Faults end, everybody comes to rest, and then everything has to add up.
    pub fn ends(&mut self) -> Result<(), String> {
        self.disk.heals();
        // One that is still stopping, or will start by itself, does so first.
        while self.is_about_to_start() {
            self.passes(SLACK)?;
        }
        if self.server.is_none() {
            self.starts();
        }
        for wire in &mut self.wires {
            wire.stuck = false;
            wire.cable.stick(false);
        }
        self.passes(REST)?;
        for _ in 0..MOST_RESTS {
            if self.everything_is_answered() {
                break;
            }
            self.passes(REST)?;
        }
        // An alert may fall due at this very moment; pages are looked at when nothing is on its way to them.
        while self.since(self.oracle.last) <= SLACK {
            self.passes(SLACK)?;
        }
        self.disk.heals();
        self.checks()?;
        let log = self.log();
        self.witness.compares(&log)?;
        for somebody in &self.people {
            for page in &somebody.pages {
                match page.state {
                    State::Closed | State::Stopped(_) => {}
                    State::Live(_) => {
                        let now = self.oracle.now(somebody.id);
                        page.shows(&now)
                            .map_err(|why| format!("{}: {why}", somebody.name))?;
                        if !page.outbox.is_empty() {
                            let name = somebody.name;
                            return Err(format!("{name} has typed what was never answered"));
                        }
                    }
                    state => return Err(format!("{} never came back: {state:?}", somebody.name)),
                }
            }
        }
        self.is_remembered()?;
        self.tally.ends(self.now, &log, &self.disk.struck());
        Ok(())
    }

    fn everything_is_answered(&self) -> bool {
        let mut pages = self.people.iter().flat_map(|somebody| &somebody.pages);
        pages.all(|page| !page.is_live() || page.outbox.is_empty())
    }

    /// END2: what a day leaves behind has reached the programme.
    fn is_remembered(&self) -> Result<(), String> {
        let over = self.oracle.session.phase() == Phase::Ended;
        let anybody = self
            .people
            .iter()
            .any(|somebody| somebody.pages[0].is_live());
        match over && anybody && self.programmes.remembered.lock().unwrap().is_empty() {
            true => Err("the programme does not know that the day is over".to_owned()),
            false => Ok(()),
        }
    }
}
