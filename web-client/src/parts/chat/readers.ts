// Who can read what is written here: the plain sentence that stands at every chat.
import type { Channel } from '$protocol';
import type { LiveSession } from '$live/session.svelte.ts';
import { words } from '$words';

export function readersOf(session: LiveSession, channel: Channel): string {
  const { readers } = words.chat;
  if (channel.t !== 'room') return readers[channel.t];
  if (session.breakout?.confidential) return readers.confidentialRoom;
  const inside = session.insideOf(channel.room);
  if (inside?.watch === 'monitor') return readers.watchedRoom;
  return (inside?.visitors.length ?? 0) > 0 ? readers.visitedRoom : readers.room;
}

export const placeOf = (channel: Channel): string => words.chat.places[channel.t];

/** Shown with a lock in plum wherever not everybody reads. */
export const isPrivate = (channel: Channel): boolean => channel.t !== 'main';
