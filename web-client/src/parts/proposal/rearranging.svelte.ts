// Moves that staff put together themselves (MOVE9), beginning with those of a proposal: who would be where, and what to
// look at before it is applied. Nothing is sent until then; the server holds it against what is true at that moment.
import type { Command, MoveOption, PersonId, Placing, ProposalEntry, RoomEntry, RoomId } from '$protocol';

export interface Warning {
  kind: 'alone' | 'many';
  room: RoomId;
  person?: PersonId;
  people: number;
}

/** So many more than the largest room has now are rather many. */
const MORE_THAN_NOW = 1;

export class Rearranging {
  #wanted = $state<Record<PersonId, RoomId>>({});
  readonly #rooms: () => readonly RoomEntry[];
  readonly #present: () => readonly PersonId[];

  /** `rooms` as they are now; `present` are people who can be placed, those without a room among them. */
  constructor(rooms: () => readonly RoomEntry[], present: () => readonly PersonId[], from?: MoveOption) {
    this.#rooms = rooms;
    this.#present = present;
    for (const { person, to } of from?.moves ?? []) this.#wanted[person] = to;
  }

  place(person: PersonId, room: RoomId): void {
    this.#wanted[person] = room;
  }

  /** The rooms as they would be. */
  get rooms(): RoomEntry[] {
    return this.#rooms().map((room) => {
      const stay = room.people.filter((person) => (this.#wanted[person] ?? room.id) === room.id);
      const come = this.#present().filter(
        (person) => this.#wanted[person] === room.id && !room.people.includes(person),
      );
      return { ...room, people: [...stay, ...come] };
    });
  }

  /** People who are in no room and would be in none. */
  get without(): PersonId[] {
    const placed = new Set(this.rooms.flatMap(({ people }) => people));
    return this.#present().filter((person) => !placed.has(person));
  }

  get moves(): Placing[] {
    const now = new Map(this.#rooms().flatMap(({ id, people }) => people.map((person) => [person, id])));
    return Object.entries(this.#wanted)
      .filter(([person, to]) => now.get(person) !== to && this.#present().includes(person))
      .map(([person, to]) => ({ person, to }));
  }

  get warnings(): Warning[] {
    const most = Math.max(2, ...this.#rooms().map(({ people }) => people.length)) + MORE_THAN_NOW;
    return this.rooms.flatMap(({ id, people }): Warning[] => {
      const [only] = people;
      if (people.length === 1 && only) return [{ kind: 'alone', room: id, person: only, people: 1 }];
      return people.length > most ? [{ kind: 'many', room: id, people: people.length }] : [];
    });
  }

  command(proposal?: ProposalEntry): Command {
    const named = proposal && { proposal: proposal.id };
    return {
      about: 'moves',
      ask: { t: 'arrange', ...named, version: proposal?.version ?? 0, moves: this.moves },
    };
  }
}
