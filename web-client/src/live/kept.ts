// Who can read what is written somewhere, and how long it is kept: the server's tables as plain sentences, at every
// input (READ1, TRUST 3). Nothing here is written by hand for one place.
import { READS, type Class, type Life, type Reader, type Writing } from '$protocol';
import { getContext, setContext } from 'svelte';
import { words } from '$words';
import { listOf } from '$words/moments.ts';
import type { LiveSession } from './session.svelte.ts';

/** What is known where one writes: how long things live, and who is behind the words. */
export interface Known {
  rehearsal: boolean;
  kept?: Partial<Record<Class, Life>> | undefined;
  /** Names of readers that are no single person, where they are known. */
  names?: Partial<Record<Reader, string[]>>;
}

const KNOWN = Symbol('who reads, and how long it is kept');

/** For everything on this page. */
export const provideKnown = (known: () => Known): void => void setContext(KNOWN, known);
export const useKnown = (): (() => Known) =>
  getContext<(() => Known) | undefined>(KNOWN) ?? (() => ({ rehearsal: false }));

export function knownOf(session: LiveSession): Known {
  const { session: day, people } = session;
  const named = (role: string) => people.filter((one) => one.role === role).map(({ name }) => name);
  return {
    rehearsal: day?.rehearsal ?? false,
    kept: day?.kept,
    names: { facilitators: named('facilitator'), support: named('support') },
  };
}

/** "Only the facilitators can read this." `person` is what to call the one whom it concerns. */
export function whoReads(writing: Writing, person?: string): string {
  const { now, everybodyWhen, notBefore } = READS[writing];
  const say = words.privacy.reads;
  if (now.includes('everybody')) return say.everybody;
  const list = listOf(now.map((reader) => (reader === 'person' && person) || say.readers[reader]));
  const when = everybodyWhen ? say.later[everybodyWhen] : notBefore && say.notBefore[notBefore];
  return when ? `${say.only(list)} ${when}` : say.only(list);
}

/** Whether somebody in the session does not read it. */
export const isPrivate = (writing: Writing): boolean => !READS[writing].now.includes('everybody');

export const classOf = (writing: Writing): Class => READS[writing].class;

/** What cannot be known before one is let in is said then. */
export function howLong(known: Known, what: Class): string {
  if (known.rehearsal) return words.privacy.rehearsalKept;
  const life = known.kept?.[what];
  return life ? words.privacy.kept[life.since](life.days) : words.privacy.keptUnknown;
}
