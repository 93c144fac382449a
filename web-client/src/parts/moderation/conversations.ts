// The conversations of a staff member: the main chat, the backchannel, rooms that may be read, and the private threads
// in which something has been written, the latest first.
import type { Channel, PersonId } from '$protocol';
import { channelKey, mainChat, roomChat, staffChat, techOf, threadOf } from '$live/channel.ts';
import type { LiveSession } from '$live/session.svelte.ts';
import { words } from '$words';

export interface Conversation {
  key: string;
  channel: Channel;
  name: string;
  unread: number;
}

export function nameOfChannel(session: LiveSession, channel: Channel): string {
  const say = words.staff.moderation.channels;
  switch (channel.t) {
    case 'main':
      return say.main;
    case 'staff':
      return say.staff;
    case 'room':
      return session.rooms.find(({ id }) => id === channel.room)?.name ?? '';
    case 'thread':
      return say.thread(session.name(channel.person));
    case 'tech':
      return say.tech(session.name(channel.person));
  }
}

/** `open` is shown even when nothing has been written in it yet. */
export function conversations(session: LiveSession, open: Channel): Conversation[] {
  const facilitates = session.me?.role === 'facilitator';
  const privately = session.trainees
    .flatMap(({ id }) => threadsWith(id, facilitates))
    .map(withLatest(session));
  const written = privately.filter(({ latest }) => latest > 0).sort((a, b) => b.latest - a.latest);
  const rooms = session.rooms
    .map(({ id }) => roomChat(id))
    .filter((channel) => session.messages(channel).length > 0);
  const channels = [mainChat, staffChat, ...rooms, ...written.map(({ channel }) => channel)];
  if (!channels.some((channel) => channelKey(channel) === channelKey(open))) channels.push(open);
  return channels.map((channel) => ({
    key: channelKey(channel),
    channel,
    name: nameOfChannel(session, channel),
    unread: session.unread(channel),
  }));
}

const threadsWith = (person: PersonId, facilitates: boolean): Channel[] =>
  facilitates ? [threadOf(person), techOf(person)] : [techOf(person)];

const withLatest = (session: LiveSession) => (channel: Channel) => ({
  channel,
  latest: session.messages(channel).at(-1)?.at ?? 0,
});

/** New words that were not read yet, over all conversations. */
export const unreadIn = (all: readonly Conversation[]): number =>
  all.reduce((sum, { unread }) => sum + unread, 0);
