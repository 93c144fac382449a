// What an item of the queue is called, in one short line.
import { words } from '$words';
import { nameOf, roomNameOf, type Desk } from '../desk/desk.ts';
import type { Tone } from '../badge/Badge.svelte';
import type { IconName } from '../icon/icons.ts';
import type { QueueItem } from './queue.ts';

export function titleOf(desk: Desk, item: QueueItem): string {
  const say = words.staff.queue;
  switch (item.kind) {
    case 'flag':
      return `${say.flag.kinds[item.flag.kind]}, ${say.flag.from(nameOf(desk, item.flag.by))}`;
    case 'needed':
      return say.needed.title;
    case 'help':
      return say.help.title(roomNameOf(desk, item.room));
    case 'alone':
      return say.alone.title(nameOf(desk, item.lonely.person), roomNameOf(desk, item.room));
    case 'proposal':
      return say.proposal.title;
    case 'held':
      return say.held.title(nameOf(desk, item.message.author));
    case 'knock':
      return say.knock.title(item.knock.name);
    case 'device': {
      const { person, state } = item.device;
      const name = nameOf(desk, person);
      if (state === 'turned_away') return words.doors.device.refused(name);
      return person === desk.me ? words.doors.device.asksMe : words.doors.device.asks(name);
    }
    case 'trouble':
      return say.trouble.title(item.person.name);
  }
}

const icons: Record<QueueItem['kind'], IconName> = {
  flag: 'flag',
  needed: 'heart',
  help: 'help',
  alone: 'warning',
  proposal: 'rooms',
  held: 'pause',
  knock: 'door',
  device: 'door',
  trouble: 'signal',
};

export const iconOf = (item: QueueItem): IconName => icons[item.kind];

/** The colour says what is said in words as well. */
export function toneOf(item: QueueItem): Tone {
  if (item.overdue) return 'urgent';
  if (item.claimedBy !== undefined || item.kind === 'trouble') return 'quiet';
  if (item.kind === 'flag') return item.flag.kind === 'technical' ? 'notice' : 'private';
  return item.kind === 'help' || item.kind === 'proposal' ? 'notice' : 'calm';
}
