// What the staff's parts need of a live session, and nothing more.
// Consoles give it once through the context; behaviour classes and tests get it as a plain value.
import type { At, Command, Entry, Outcome, PersonEntry, PersonId, RoomId } from '$protocol';
import type { Clock } from '$live/clock.ts';
import { getContext, setContext } from 'svelte';
import { words } from '$words';

export type Kind = Entry['t'];
export type Of<K extends Kind> = Extract<Entry, { t: K }>;

export interface Desk {
  /** Whose console this is. */
  readonly me: PersonId;
  /** The tech-support assistant has a desk too, with less on it: the server sends less. */
  readonly facilitates: boolean;
  /** Server time, a new value each second. */
  readonly now: At;
  /** The same clock, for countdowns that keep their own time. */
  readonly clock: Clock;
  /**
   * All entries of a kind, over all topics that this person may read.
   * What stands in two topics is there once; the facilitators' copy is preferred, since it says more.
   */
  all<K extends Kind>(kind: K): Of<K>[];
  one<K extends Kind>(kind: K, key: string): Of<K> | undefined;
  ask(command: Command): Promise<Outcome>;
}

/** Under which the desk lies in the context. */
export const DESK = Symbol('desk');

export function setDesk(desk: Desk): void {
  setContext(DESK, desk);
}

export function useDesk(): Desk {
  return getContext<Desk>(DESK);
}

export function personOf(desk: Desk, id: PersonId): PersonEntry | undefined {
  return desk.one('person', `person/${id}`);
}

/** A person's name; of somebody who is gone or still knocking, what they called themselves or nothing. */
export function nameOf(desk: Desk, id: PersonId | undefined): string {
  if (id === undefined) return '';
  return personOf(desk, id)?.name ?? desk.one('knock', `knock/${id}`)?.name ?? '';
}

export function roomNameOf(desk: Desk, id: RoomId | undefined): string {
  if (id === undefined) return '';
  return desk.one('room', `room/${id}`)?.name ?? '';
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** "Room 2" before "Room 10", whatever the order in which they were made. */
export function byName<T extends { name: string }>(things: readonly T[]): T[] {
  return [...things].sort((a, b) => collator.compare(a.name, b.name));
}

/** Trainees of the day in the order of their names. */
export function trainees(desk: Desk): Of<'person'>[] {
  return byName(desk.all('person').filter((person) => person.role === 'trainee'));
}

export function staff(desk: Desk): Of<'person'>[] {
  return byName(desk.all('person').filter(({ role }) => role === 'facilitator' || role === 'support'));
}

/** Who comes along with somebody, in words; nothing when nobody does. */
export function companionWords(desk: Desk, person: PersonId): string {
  const all = desk.one('companions', 'companions')?.companions ?? [];
  const theirs = all.filter((companion) => companion.with.includes(person));
  const say = words.people;
  return theirs.map(({ role, name }) => say.comesWith(say.companions[role], name)).join(', ');
}
