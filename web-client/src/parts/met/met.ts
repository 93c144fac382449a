// Who has met whom, worked out once for the picture and for the sentences beside it.
import type { Met, Named, PersonId } from '$protocol';
import { words } from '$words';
import { listOf } from '$words/moments.ts';

export interface Meetings {
  people: readonly Named[];
  buddies: readonly (readonly PersonId[])[];
  met: readonly Met[];
}

export interface Cell {
  row: number;
  column: number;
  times: number;
  buddies: boolean;
  label: string;
}

const pair = (one: PersonId, other: PersonId) => (one < other ? `${one} ${other}` : `${other} ${one}`);

function counts(meetings: Meetings): Map<string, number> {
  return new Map(meetings.met.map(({ people: [one, other], times }) => [pair(one, other), times]));
}

function areBuddies(meetings: Meetings, one: PersonId, other: PersonId): boolean {
  return meetings.buddies.some((unit) => unit.includes(one) && unit.includes(other));
}

/** The lower triangle: each two people once. */
export function cells(meetings: Meetings): Cell[] {
  const known = counts(meetings);
  return meetings.people.flatMap((one, row) =>
    meetings.people.slice(0, row).map((other, column) => {
      const times = known.get(pair(one.id, other.id)) ?? 0;
      const label = words.met.cell(other.name, one.name, times);
      return { row, column, times, label, buddies: areBuddies(meetings, one.id, other.id) };
    }),
  );
}

/** How strong a cell is, from 0 (never) to 4 (the most of all). */
export function strength(times: number, most: number): number {
  if (times === 0) return 0;
  return most <= 4 ? Math.min(times, 4) : Math.max(1, Math.ceil((times / most) * 4));
}

export interface Row {
  id: PersonId;
  name: string;
  /** "2 of 3" */
  count: string;
  buddies: string;
  met: string;
  notYet: string;
}

/** The same for each person, in words. */
export function rows(meetings: Meetings): Row[] {
  const known = counts(meetings);
  const say = words.met;
  return meetings.people.map(({ id, name }) => {
    const others = meetings.people.filter((other) => other.id !== id);
    const times = (other: Named) => known.get(pair(id, other.id)) ?? 0;
    const met = others.filter((other) => times(other) > 0).sort((a, b) => times(b) - times(a));
    const names = (people: readonly Named[]) => listOf(people.map((person) => person.name)) || say.nobody;
    return {
      id,
      name,
      count: say.count(met.length, others.length),
      buddies: names(others.filter((other) => areBuddies(meetings, id, other.id))),
      met: listOf(met.map((other) => say.times(other.name, times(other)))) || say.nobody,
      notYet: names(others.filter((other) => times(other) === 0)),
    };
  });
}
