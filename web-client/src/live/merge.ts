// Putting together what arrives in pieces: a channel's messages from several topics, and answers from several readers.
import type { Channel, MessageEntry, MessageId, PersonId } from '$protocol';
import { sameChannel } from './channel.ts';

/** Later copies of a message win; the result stands in the order of moments, then of ids. */
export function mergedMessages(channel: Channel, copies: Iterable<MessageEntry>): MessageEntry[] {
  const found = new Map<MessageId, MessageEntry>();
  for (const message of copies) if (sameChannel(message.channel, channel)) found.set(message.id, message);
  return inTime(found.values());
}

/** By moment, then by id: the same order on every screen. */
export function inTime<T extends { at: number; id: string }>(things: Iterable<T>): T[] {
  return [...things].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** One entry for each person; later ones win. */
export function byPerson<T extends { person: PersonId }>(things: Iterable<T>): ReadonlyMap<PersonId, T> {
  return new Map([...things].map((thing) => [thing.person, thing]));
}

export function byId<T extends { id: string }>(things: Iterable<T>): ReadonlyMap<string, T> {
  return new Map([...things].map((thing) => [thing.id, thing]));
}

export const idsOf = (things: readonly { id: string }[]): ReadonlySet<string> =>
  new Set(things.map(({ id }) => id));
