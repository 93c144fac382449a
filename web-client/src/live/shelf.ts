// Where a tab keeps small things over a reload. Closing the tab empties it.

/** The part of `sessionStorage` used here. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A shelf for browsers that forbid storage, and for tests. */
export function memoryShelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
    removeItem: (key) => void kept.delete(key),
  };
}

/** `sessionStorage`, or a shelf in memory where the browser forbids it. */
export function tabShelf(): Shelf {
  try {
    return window.sessionStorage;
  } catch {
    return memoryShelf();
  }
}
