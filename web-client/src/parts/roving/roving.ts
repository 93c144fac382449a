// Moving through a row or a list with the arrow keys, as menus, tab lists and tool bars do.
// One item can be reached with Tab; arrows, Home, End and the first letter go to the others.

type Way = 'across' | 'down';
const STEPS: Record<Way, { next: string; back: string }> = {
  across: { next: 'ArrowRight', back: 'ArrowLeft' },
  down: { next: 'ArrowDown', back: 'ArrowUp' },
};

export class Roving {
  readonly #items: () => HTMLElement[];
  readonly #way: Way;

  constructor(items: () => HTMLElement[], way: Way) {
    this.#items = items;
    this.#way = way;
  }

  /** Moves the focus when the key is one of ours; then nobody else should act on it. Gives back where it went. */
  key(event: KeyboardEvent): HTMLElement | undefined {
    const items = this.#items();
    const target = this.#target(event, items, items.indexOf(document.activeElement as HTMLElement));
    if (!target) return undefined;
    event.preventDefault();
    target.focus();
    return target;
  }

  #target(event: KeyboardEvent, items: HTMLElement[], at: number): HTMLElement | undefined {
    const { next, back } = STEPS[this.#way];
    const round = (place: number) => items[(place + items.length) % items.length];
    if (event.key === next) return round(at + 1);
    if (event.key === back) return round(at === -1 ? -1 : at - 1);
    if (event.key === 'Home') return items[0];
    if (event.key === 'End') return items.at(-1);
    if (this.#way === 'across' || !isLetter(event)) return undefined;
    const letter = event.key.toLowerCase();
    const after = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    return after.find((item) => item.textContent.trim().toLowerCase().startsWith(letter));
  }
}

function isLetter(event: KeyboardEvent): boolean {
  return event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
}
