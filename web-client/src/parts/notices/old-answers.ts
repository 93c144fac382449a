// Answers to what was asked before the page was loaded again. Nothing here waits for them any more, so what was refused
// is said in a notice that stays, its words go back to where they were written, and what was kept leaves its box.
import type { Command, Outcome, PersonId } from '$protocol';
import { channelKey } from '$live/channel.ts';
import { BOXES, type Drafts } from '$live/drafts.svelte.ts';
import { words } from '$words';
import { notices as ours, type NewNotice, type Notices } from './notices.svelte.ts';

/** Opens the form for a flag again, about the same person. */
type OnFlag = (about: PersonId | undefined) => void;

export function hearOld(
  drafts: Drafts,
  command: Command,
  outcome: Outcome,
  onflag?: OnFlag,
  notices: Notices = ours,
): void {
  const box = boxOf(command);
  if (outcome.t === 'kept') {
    // A message left its box when it was sent; what stands there now is another.
    if (box && !isPost(command) && holds(drafts.get(box.place), box.said)) drafts.set(box.place, '');
    return;
  }
  if (box && (isPost(command) || drafts.get(box.place) === '')) drafts.giveBack(box.place, box.said);
  const way = onflag && wayToFlag(command, onflag);
  notices.show({
    words: sentence(command, outcome.refusal.sentence),
    tone: 'urgent',
    ...(way ? { way } : {}),
  });
}

function wayToFlag({ about, ask }: Command, onflag: OnFlag): NewNotice['way'] {
  if (about !== 'flags' || ask.t !== 'raise') return undefined;
  return { label: words.common.connection.old.flagAgain, go: () => onflag(ask.about) };
}

const isPost = ({ about, ask }: Command): boolean => about === 'chat' && ask.t === 'post';

/** Where the words of a command were written. */
function boxOf({ about, ask }: Command): { place: string; said: string } | undefined {
  if (about === 'chat' && ask.t === 'post') return { place: channelKey(ask.channel), said: ask.words };
  if (about === 'flags' && ask.t === 'raise') return { place: BOXES.flag, said: ask.words };
  if (about === 'people' && ask.t === 'raise_hand' && ask.way === 'read_out')
    return { place: BOXES.hand, said: ask.words };
  if (about === 'rooms' && ask.t === 'call_help') return { place: BOXES.help(ask.room), said: ask.words };
  if (about === 'rooms' && ask.t === 'share_back')
    return { place: BOXES.shareBack(ask.room), said: ask.words };
  return undefined;
}

const holds = (begun: string, said: string): boolean => begun.trim() === said;

function sentence({ about, ask }: Command, why: string): string {
  const say = words.common.connection.old;
  if (about === 'chat' && ask.t === 'post') return say.post(why);
  if (about === 'flags' && ask.t === 'raise') return say.flag(why);
  if (about === 'rooms' && ask.t === 'call_help') return say.help(why);
  return say.other(why);
}
