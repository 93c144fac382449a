// Where a tab keeps small things over a reload; closing the tab empties it. And where a device keeps what somebody has
// chosen to keep on it, which stays until they take it away.

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

/** Takes away everything whose name begins like this. */
export const emptyOf = (shelf: Shelf, beginning: string): void =>
  keysOf(shelf, beginning).forEach((key) => shelf.removeItem(key));

/** The names that begin like this; none where storage is forbidden, because nothing was put there. */
export function keysOf(shelf: Shelf, beginning: string): string[] {
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
