// A flag in words: where it is written, and what has become of it.
import type { FlagKind, MyFlagEntry, Writing } from '$protocol';
import type { LiveSession } from '$live/session.svelte.ts';
import { words } from '$words';
import { listOf } from '$words/moments.ts';

/** A technical flag is shown to all staff, every other kind to facilitators only (FLAG1). */
export const placeOf = (kind: FlagKind): Writing => (kind === 'technical' ? 'technical_flag' : 'care_flag');

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
