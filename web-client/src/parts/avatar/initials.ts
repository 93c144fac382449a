// One or two letters and a colour for a person. The colour comes from the id, so that it is the same on every screen
// and does not change with the name.
import { firstLetter } from '../field/graphemes.ts';

const COLOURS = 8;

/** "Bo Lindqvist" is BL, "Ana" is A, "🌻" stays what it is. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/u).filter(Boolean);
  const ends = parts.length > 1 ? [parts[0] ?? '', parts.at(-1) ?? ''] : parts;
  return ends.map((part) => firstLetter(part).toLocaleUpperCase()).join('');
}

/** A number from 1 to 8, evenly spread over ids. */
export function colour(id: string): number {
  let hash = 7;
  for (let at = 0; at < id.length; at += 1) hash = (hash * 31 + id.charCodeAt(at)) >>> 0;
  return (hash % COLOURS) + 1;
}
