// The list of a chat, row by row: which messages stand close together, and which carry the name again.
import type { MessageEntry, PersonId } from '$protocol';

export interface Row {
  message: MessageEntry;
  /** Said by the same person a moment before: name and picture need not stand again. */
  follows: boolean;
}

const CLOSE_TOGETHER_MS = 4 * 60_000;

export function rows(messages: readonly MessageEntry[]): Row[] {
  return messages.map((message, at) => ({ message, follows: follows(messages[at - 1], message) }));
}

function follows(before: MessageEntry | undefined, message: MessageEntry): boolean {
  return (
    before !== undefined &&
    before.author === message.author &&
    before.state === 'shown' &&
    message.state === 'shown' &&
    message.replyTo === undefined &&
    !message.pinned &&
    message.at - before.at < CLOSE_TOGETHER_MS
  );
}

/** What came since the message that stood last, without one's own. */
export function arrivals(
  messages: readonly MessageEntry[],
  lastAt: number,
  me: PersonId,
): readonly MessageEntry[] {
  return messages.filter(
    (message) => message.at > lastAt && message.author !== me && message.state === 'shown',
  );
}
