// What the rules of the moment mean for somebody who is about to write.
import type { Channel } from '$protocol';
import type { LiveSession } from '$live/session.svelte.ts';
import { words } from '$words';
import { clockTime } from '$words/moments.ts';

export interface ChatState {
  sentence: string;
  /** Nothing can be sent now; what is typed is kept. */
  closed: boolean;
}

/** The rule a person should know before writing, the strictest first. Staff are under none of the chat's (CHAT6). */
export function chatState(session: LiveSession, channel: Channel): ChatState | undefined {
  if (session.trouble !== undefined) return { sentence: words.chat.resting, closed: true };
  if (session.isStaff || channel.t !== 'main') return undefined;
  const rules = session.chatRules;
  const quiet = session.me?.quietUntil;
  if (quiet !== undefined && quiet > session.now()) {
    return { sentence: words.chat.quietUntil(clockTime(quiet, session.session?.timeZone)), closed: true };
  }
  if (rules?.paused) return { sentence: words.chat.paused, closed: true };
  if (session.me?.held) return { sentence: words.chat.heldForYou, closed: false };
  if (rules?.held) return { sentence: words.chat.heldForAll, closed: false };
  if (rules && rules.slowSeconds > 0) {
    return { sentence: words.chat.slow(words.common.seconds(rules.slowSeconds)), closed: false };
  }
  return undefined;
}
