// What a trainee is looking at: which part of the page, and which conversation. The server never changes the first;
// the second goes along when one's room opens or closes, because the old conversation is then no longer there.
import type { Channel } from '$protocol';
import { channelKey, mainChat, roomChat, techOf, threadOf } from '$live/channel.ts';
import type { LiveSession } from '$live/session.svelte.ts';

export type Part = 'now' | 'chat' | 'people' | 'mine';

export class View {
  readonly #session: LiveSession;
  part = $state<Part>('now');
  #chosen = $state<string>();

  constructor(session: LiveSession) {
    this.#session = session;
  }

  get channels(): Channel[] {
    return this.#session.myChannels;
  }

  /** The conversation chosen, or the room's while one is in a room, or everyone's. */
  get channel(): Channel {
    const { channels } = this;
    const chosen = channels.find((channel) => channelKey(channel) === this.#chosen);
    const room = this.#session.myRoom;
    const inRoom = room && this.#session.inside ? roomChat(room.id) : undefined;
    return chosen ?? inRoom ?? mainChat;
  }

  choose(channel: Channel): void {
    this.#chosen = channelKey(channel);
  }

  /** Opens the private conversation with the facilitators, or with tech support. */
  write(to: 'facilitators' | 'tech'): void {
    this.choose(to === 'tech' ? techOf(this.#session.meId) : threadOf(this.#session.meId));
    this.part = 'chat';
  }

  /** What is new for this person, as a number and no more: messages, one's turn, a move or an offer. */
  get news(): number {
    const { round, meId, move, offer } = this.#session;
    const turn = round?.state !== 'ended' && round?.turn === meId;
    return this.unread + [turn, move, offer].filter(Boolean).length;
  }

  /** Unread messages in all conversations. */
  get unread(): number {
    return this.channels.reduce((sum, channel) => sum + this.#session.unread(channel), 0);
  }
}
