// How somebody is there, in a few words. What the server noticed comes before what the person chose.
import type { PersonEntry, TakingPart } from '$protocol';
import { words } from '$words';
import { clockTime } from '$words/moments.ts';

export function presenceWords(person: PersonEntry, timeZone?: string): string {
  if (person.link !== 'live') return words.people.links[person.link];
  if (person.presence === 'stepped_away' && person.until !== undefined)
    return words.people.awayUntil(clockTime(person.until, timeZone));
  return words.people.presences[person.presence];
}

/** Faded where somebody cannot be reached just now. */
export const isAway = (person: PersonEntry): boolean =>
  person.link !== 'live' || person.presence === 'stepped_away' || person.presence === 'call_only';

/** What somebody has said about taking part, as short tags; nothing said gives none. */
export function takingPartTags(how: TakingPart, timeZone?: string): string[] {
  const tags = words.people.takingPart;
  const switches = ['cameraOff', 'dontCallOnMe', 'sharedSpace', 'captions', 'largerText'] as const;
  return [
    ...(how.voice === 'voice' ? [] : [tags[how.voice]]),
    ...switches.filter((each) => how[each]).map((each) => tags[each]),
    ...(how.leavingAt === undefined ? [] : [tags.leavingAt(clockTime(how.leavingAt, timeZone))]),
  ];
}
