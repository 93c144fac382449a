// How a person takes part today, in short words; what was told to facilitators only is kept apart.
import type { At, PersonId, TakingPart } from '$protocol';
import { words } from '$words';
import { clockTime } from '$words/moments.ts';
import { nameOf, personOf, type Desk } from '../desk/desk.ts';

export function howWords(how: TakingPart, timeZone?: string): string[] {
  const say = words.staff.group;
  return [
    how.voice === 'voice' ? '' : say.voices[how.voice],
    how.dontCallOnMe ? say.dontCallOnMe : '',
    how.cameraOff ? say.cameraOff : '',
    how.sharedSpace ? say.sharedSpace : '',
    how.captions ? say.captions : '',
    how.largerText ? say.largerText : '',
    how.leavingAt === undefined ? '' : say.leaving(clockTime(how.leavingAt as At, timeZone)),
    how.words,
  ].filter(Boolean);
}

export interface Told {
  /** Everybody may know. */
  openly: string[];
  /** Only facilitators do. */
  privately: string[];
  needs: string;
  optedOut: boolean;
  buddies: string[];
}

export function toldBy(desk: Desk, person: PersonId): Told {
  const timeZone = desk.one('session', 'session')?.timeZone;
  const open = personOf(desk, person)?.takingPart;
  const own = desk.one('person_private', `private/${person}`);
  const hidden = own?.takingPart.audience === 'facilitators' ? own.takingPart : undefined;
  return {
    openly: open ? howWords(open, timeZone) : [],
    privately: hidden ? howWords(hidden, timeZone) : [],
    needs: own?.needs ?? '',
    optedOut: own?.optedOut ?? false,
    buddies: (own?.buddies ?? []).map((id) => nameOf(desk, id)).filter(Boolean),
  };
}
