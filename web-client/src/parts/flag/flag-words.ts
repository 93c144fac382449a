// A flag in words: who will see it, and what has become of it.
import type { FlagKind, MyFlagEntry } from '$protocol';
import type { LiveSession } from '$live/session.svelte.ts';
import { words } from '$words';
import { listOf } from '$words/moments.ts';

/** A technical flag is shown to all staff, every other kind to facilitators only (FLAG1). */
export const whoSees = (kind: FlagKind): string =>
  words.flags.seenBy[kind === 'technical' ? 'staff' : 'facilitators'];

export function flagState(session: LiveSession, flag: MyFlagEntry): string {
  if (flag.state === 'claimed') {
    const name = session.name(flag.claimedBy);
    return name ? words.flags.states.claimed(name) : words.flags.states.claimedBySomeone;
  }
  if (flag.state === 'open' && flag.seenBy.length > 0) {
    return words.flags.seen(listOf(session.names(flag.seenBy)) || words.flags.someone);
  }
  return words.flags.states[flag.state];
}
