// Finds the links in a message, so that they can be shown as links without any markup being made from words.

export type Piece = { words: string; href?: string };

const LINK = /https?:\/\/[^\s<>"'`]+/giu;
/** What ends a sentence is not part of a link. */
const TRAILING = /[.,;:!?…]+$/u;

/** The message cut into plain words and links; put together again it is the same message. */
export function pieces(message: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of message.matchAll(LINK)) {
    const link = withoutTail(match[0]);
    const href = safeHref(link);
    if (href === undefined) continue;
    if (match.index > from) found.push({ words: message.slice(from, match.index) });
    found.push({ words: link, href });
    from = match.index + link.length;
  }
  if (from < message.length) found.push({ words: message.slice(from) });
  return found;
}

function withoutTail(link: string): string {
  let bare = link.replace(TRAILING, '');
  // "(see https://example.org/a)" ends before the bracket; "https://example.org/a_(b)" keeps it.
  while (bare.endsWith(')') && count(bare, ')') > count(bare, '('))
    bare = bare.slice(0, -1).replace(TRAILING, '');
  return bare;
}

const count = (text: string, sign: string): number => text.split(sign).length - 1;

/** The address, when it is one that a browser may safely open. */
export function safeHref(link: string): string | undefined {
  try {
    const url = new URL(link);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}
