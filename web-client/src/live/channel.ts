// Where something is said: how a channel is named in the browser, and which topics carry its messages.
import type { Channel, PersonId, RoomId, Topic } from '$protocol';

/** One short text per channel, for keys of lists, drafts and marks of what has been read. */
export function channelKey(channel: Channel): string {
  switch (channel.t) {
    case 'main':
    case 'staff':
      return channel.t;
    case 'room':
      return `room:${channel.room}`;
    case 'thread':
    case 'tech':
      return `${channel.t}:${channel.person}`;
  }
}

export const sameChannel = (a: Channel, b: Channel): boolean => channelKey(a) === channelKey(b);

export const mainChat: Channel = { t: 'main' };
export const staffChat: Channel = { t: 'staff' };
export const roomChat = (room: RoomId): Channel => ({ t: 'room', room });
export const threadOf = (person: PersonId): Channel => ({ t: 'thread', person });
export const techOf = (person: PersonId): Channel => ({ t: 'tech', person });

/**
 * Whether a topic carries the shown messages of a channel.
 * A room's talk is cut into stints (CHAT2), so one room has many topics.
 */
export function carries(topic: Topic, channel: Channel): boolean {
  switch (channel.t) {
    case 'main':
      return topic === 'group';
    case 'staff':
      return topic === 'staff';
    case 'room':
      return topic.startsWith(`talk:${channel.room}:`);
    case 'thread':
    case 'tech':
      return topic === channelKey(channel);
  }
}
