// Tells those who listen that something was written, summed up; what was written they read when they choose to.
import type { Channel } from '$protocol';
import { channelKey } from '$live/channel.ts';
import type { LiveSession } from '$live/session.svelte.ts';
import { words } from '$words';
import { announcer as ours, type Announcer } from '../announcer/announcer.svelte.ts';
import { placeOf } from './readers.ts';
import { arrivals } from './rows.ts';

/** To be called once while a console is mounted; it hears the channels for as long as that console lives. */
export function hearMessages(
  session: LiveSession,
  channels: () => readonly Channel[],
  announcer: Announcer = ours,
): void {
  const heard: Record<string, number> = {};
  $effect(() => {
    if (!session.ready) return;
    for (const channel of channels()) {
      const messages = session.messages(channel);
      const key = channelKey(channel);
      const newest = messages.at(-1)?.at ?? 0;
      // What was there on arrival is not news.
      const fresh = key in heard ? arrivals(messages, heard[key] ?? 0, session.meId) : [];
      heard[key] = Math.max(newest, heard[key] ?? 0);
      const place = placeOf(channel);
      for (const message of fresh) {
        const name = session.name(message.author) || words.chat.someone;
        announcer.say({
          kind: `chat/${key}`,
          say: (n) => (n === 1 ? words.chat.heardOne(name, place) : words.chat.heardMany(n, place)),
        });
      }
    }
  });
}
