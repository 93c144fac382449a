// Changing buddies by hand: a draft of the groups, with nobody lost while people are moved about.
import type { PersonId } from '$protocol';

export class Pairs {
  groups = $state<PersonId[][]>([]);
  #saved: PersonId[][] = [];

  constructor(buddies: PersonId[][], trainees: () => PersonId[]) {
    this.trainees = trainees;
    this.reset(buddies);
  }

  readonly trainees: () => PersonId[];

  reset(buddies: PersonId[][] = this.#saved): void {
    this.#saved = buddies.map((group) => [...group]);
    this.groups = buddies.map((group) => [...group]);
  }

  get unpaired(): PersonId[] {
    const placed = new Set(this.groups.flat());
    return this.trainees().filter((person) => !placed.has(person));
  }

  get dirty(): boolean {
    const plain = (groups: PersonId[][]) => JSON.stringify(groups.map((group) => [...group].sort()).sort());
    return plain(this.groups) !== plain(this.#saved);
  }

  /** Groups of one, and more groups of three than an odd number asks for. */
  isWrong(group: PersonId[]): boolean {
    return group.length < 2 || group.length > 3;
  }

  get complete(): boolean {
    return this.groups.every((group) => !this.isWrong(group));
  }

  /** Into another group, into a new one, or out of all of them. */
  move(person: PersonId, to: number | 'new' | 'out'): void {
    const groups = this.groups.map((group) => group.filter((other) => other !== person));
    if (to === 'new') groups.push([person]);
    else if (to !== 'out') groups[to]?.push(person);
    this.groups = groups.filter((group) => group.length > 0);
  }
}
