// People as a list and by name. The order never depends on who is here, so nobody jumps about when a connection drops.
import type { PersonEntry } from '$protocol';

const collator = new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true });

export const isStaff = (person: PersonEntry): boolean =>
  person.role === 'facilitator' || person.role === 'support';

const rank = (person: PersonEntry): number =>
  person.role === 'facilitator' ? 0 : person.role === 'support' ? 1 : 2;

/** Staff first, then trainees, each by name. */
export function inOrder(people: Iterable<PersonEntry>): PersonEntry[] {
  return [...people].sort(
    (a, b) => rank(a) - rank(b) || collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1),
  );
}

/** Whether the person is at their page, or was a moment ago. */
export const isAround = (person: PersonEntry): boolean =>
  person.link === 'live' || person.link === 'reconnecting';
