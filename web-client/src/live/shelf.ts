// Where a tab keeps small things over a reload; closing the tab empties it. And where a device keeps what somebody has
// chosen to keep on it, which stays until they take it away.
//
// A computer may be shared: what a tab keeps for a person stands under their id, and goes when somebody else comes in.
import type { PersonId } from '$protocol';

/** The part of a browser's storage used here. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** A shelf for browsers that forbid storage, and for tests. */
export function memoryShelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
    removeItem: (key) => void kept.delete(key),
    key: (place) => [...kept.keys()][place] ?? null,
    get length() {
      return kept.size;
    },
  };
}

/** What a tab keeps for a person: what they have begun, how far they have read, what they asked for. */
const PERSONAL = ['draft', 'read', 'outbox'] as const;
type Personal = (typeof PERSONAL)[number];

/** Somebody has come in: nothing of anybody else is left in this tab. Without a person, nothing of anybody. */
export function keepOnlyOf(shelf: Shelf, person?: PersonId): void {
  for (const kind of PERSONAL) {
    const foreign = keysOf(shelf, `${kind}/`).filter(
      (key) => person === undefined || ownerOf(key) !== person,
    );
    foreign.forEach((key) => shelf.removeItem(key));
  }
}

/** Whose a personal thing is. */
const ownerOf = (key: string): PersonId => key.split('/')[1] ?? '';

/** Takes away what people have begun, of every session, but not of whoever is spared. */
export function forgetDrafts(shelf: Shelf, spared: (person: PersonId) => boolean = () => false): void {
  const drafts = keysOf(shelf, 'draft/').filter((key) => !spared(ownerOf(key)));
  drafts.forEach((key) => shelf.removeItem(key));
}

/**
 * One person's things of one kind in one session. Until it is known who that is there is nothing, and nothing is kept.
 * A full or forbidden shelf stops nobody: what it does not take lasts as long as the page.
 */
export class OwnShelf {
  readonly #shelf: Shelf;
  readonly #kind: Personal;
  readonly #session: string;
  readonly #person: () => PersonId | undefined;

  constructor(shelf: Shelf, kind: Personal, session: string, person: () => PersonId | undefined) {
    this.#shelf = shelf;
    this.#kind = kind;
    this.#session = session;
    this.#person = person;
  }

  get(name: string): string | undefined {
    const key = this.#key(name);
    try {
      return (key && this.#shelf.getItem(key)) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** Nothing takes it away. */
  set(name: string, text: string | undefined): void {
    const key = this.#key(name);
    if (key === undefined) return;
    try {
      if (text === undefined) this.#shelf.removeItem(key);
      else this.#shelf.setItem(key, text);
    } catch {
      // As above: the page still has it.
    }
  }

  /** The names that begin like this, without that beginning. */
  names(beginning: string): string[] {
    const key = this.#key(beginning);
    return key === undefined ? [] : keysOf(this.#shelf, key).map((one) => one.slice(key.length));
  }

  #key(name: string): string | undefined {
    const person = this.#person();
    return person === undefined ? undefined : `${this.#kind}/${person}/${this.#session}/${name}`;
  }
}

/** The names that begin like this; none where storage is forbidden, because nothing was put there. */
function keysOf(shelf: Shelf, beginning: string): string[] {
  try {
    const keys = Array.from({ length: shelf.length }, (_, place) => shelf.key(place) ?? '');
    return keys.filter((key) => key.startsWith(beginning));
  } catch {
    return [];
  }
}

/** `sessionStorage`, or a shelf in memory where the browser forbids it. */
export const tabShelf = (): Shelf => unlessForbidden(() => window.sessionStorage);

/** `localStorage`, likewise. */
export const deviceShelf = (): Shelf => unlessForbidden(() => window.localStorage);

function unlessForbidden(shelf: () => Shelf): Shelf {
  try {
    return shelf();
  } catch {
    return memoryShelf();
  }
}
