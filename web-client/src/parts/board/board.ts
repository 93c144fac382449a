// The board of all rooms at a glance (R18): who is there, who is missing, who calls, how quiet it is. Never what is said.
// Rooms keep their places: a room that needs something is marked, it does not jump about.
import type { At, Help, PersonEntry, PersonId, RoomId, Watch } from '$protocol';
import { byName, personOf, type Desk } from '../desk/desk.ts';

/** After so long without a message a room counts as quiet; many talk by voice, so it is a hint and no alarm (R45). */
export const QUIET_AFTER_MS = 5 * 60_000;

/** What a room needs, the most pressing first. */
export type Need = 'help' | 'alone' | 'missing' | 'done' | 'none';

export interface BoardPerson {
  id: PersonId;
  name: string;
  link: PersonEntry['link'];
  presence: PersonEntry['presence'];
  missing: boolean;
  lead: boolean;
  done: boolean;
}

export interface BoardRoom {
  id: RoomId;
  name: string;
  people: BoardPerson[];
  need: Need;
  alone: boolean;
  locked: boolean;
  help?: Help;
  watch: Watch;
  visitors: PersonId[];
  prompt: string;
  callLink?: string;
  shareBack: string;
  messages: number;
  lastMessageAt?: At;
  lastVisitAt?: At;
  /** Nothing has been written for a while. */
  quiet: boolean;
}

export function boardRooms(desk: Desk): BoardRoom[] {
  const openedAt = desk.one('breakout', 'breakout')?.opensAt ?? desk.now;
  return byName(desk.all('room')).map((room) => {
    const inside = desk.one('inside', `inside/${room.id}`);
    const monitor = desk.one('monitor', `monitor/${room.id}`);
    const missing = new Set(monitor?.missing);
    const done = new Set(inside?.done);
    const people = room.people.flatMap((id) => {
      const person = personOf(desk, id);
      if (!person) return [];
      const { name, link, presence } = person;
      return [
        { id, name, link, presence, missing: missing.has(id), lead: room.lead === id, done: done.has(id) },
      ];
    });
    const alone = monitor?.alone ?? false;
    const lastSign = Math.max(monitor?.lastMessageAt ?? 0, openedAt);
    return {
      id: room.id,
      name: room.name,
      people,
      need: needOf(inside?.help, alone, people),
      alone,
      locked: room.locked ?? false,
      watch: inside?.watch ?? 'hands_off',
      visitors: inside?.visitors ?? [],
      prompt: inside?.prompt ?? '',
      shareBack: inside?.shareBack ?? '',
      messages: monitor?.messages ?? 0,
      quiet: people.length > 0 && desk.now - lastSign >= QUIET_AFTER_MS,
      ...(inside?.help && { help: inside.help }),
      ...(inside?.callLink !== undefined && { callLink: inside.callLink }),
      ...(monitor?.lastMessageAt !== undefined && { lastMessageAt: monitor.lastMessageAt }),
      ...(monitor?.lastVisitAt !== undefined && { lastVisitAt: monitor.lastVisitAt }),
    };
  });
}

function needOf(help: Help | undefined, alone: boolean, people: BoardPerson[]): Need {
  if (help) return 'help';
  if (alone) return 'alone';
  if (people.some(({ missing }) => missing)) return 'missing';
  if (people.length > 0 && people.every(({ done }) => done)) return 'done';
  return 'none';
}

/** Trainees who are there but in no room, while rooms are open. */
export function withoutRoom(desk: Desk): PersonEntry[] {
  const placed = new Set(desk.all('room').flatMap(({ people }) => people));
  return byName(
    desk.all('person').filter(({ id, role, link }) => {
      return role === 'trainee' && !placed.has(id) && (link === 'live' || link === 'reconnecting');
    }),
  );
}

/** Rooms exist from the announcement until they have closed. */
export function roomsAreUp(desk: Desk): boolean {
  const state = desk.one('breakout', 'breakout')?.state;
  return state === 'announced' || state === 'open' || state === 'closing';
}
