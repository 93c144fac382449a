// Which place of writing a channel is at this moment: it says who can read what is written there (READ1).
import type { Channel, Writing } from '$protocol';
import type { LiveSession } from '$live/session.svelte.ts';
import { words } from '$words';

const places: Record<Exclude<Channel['t'], 'room'>, Writing> = {
  main: 'main_chat',
  thread: 'thread',
  tech: 'tech_thread',
  staff: 'staff_chat',
};

export function placeIn(session: LiveSession, channel: Channel): Writing {
  if (channel.t !== 'room') return places[channel.t];
  if (session.breakout?.confidential) return 'confidential_room_chat';
  const inside = session.insideOf(channel.room);
  if (inside?.watch === 'monitor') return 'watched_room_chat';
  return (inside?.visitors.length ?? 0) > 0 ? 'visited_room_chat' : 'room_chat';
}

export const placeOf = (channel: Channel): string => words.chat.places[channel.t];

/** Shown with a lock in plum wherever not everybody reads. */
export const isPrivate = (channel: Channel): boolean => channel.t !== 'main';
