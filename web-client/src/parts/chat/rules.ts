// What the rules of the moment mean for somebody who is about to write.
import type { At, Channel, MessageEntry } from '$protocol';
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

/** Until when slow mode keeps one's next message back; `messages` are those of the channel (CHAT6). */
export function slowUntil(
  session: LiveSession,
  channel: Channel,
  messages: readonly MessageEntry[],
): At | undefined {
  const seconds = session.chatRules?.slowSeconds ?? 0;
  const last = messages.findLast(({ author }) => author === session.meId)?.at;
  if (session.isStaff || channel.t !== 'main' || seconds === 0 || last === undefined) return undefined;
  const until = last + seconds * 1_000;
  return until > session.now() ? until : undefined;
}
