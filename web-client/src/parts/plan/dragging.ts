// Dragging a person into a room with mouse, pen or finger. It is the quick way; the menu beside each name does the same
// by keyboard. Built on pointer events, because the browser's own drag and drop knows no touch.
import type { PersonId } from '$protocol';

/** A press that moves less than this is a press. */
const BEGINS_AFTER_PX = 6;

export interface Drop {
  person: PersonId;
  /** The value of `data-drop` under the pointer: a room, or `none` for out of all rooms. */
  onto: string;
}

export class Dragging {
  readonly #show: (over: string | undefined, person: PersonId | undefined) => void;
  readonly #drop: (drop: Drop) => void;

  /** `show` is told what is under the pointer, so that the place can light up. */
  constructor(
    show: (over: string | undefined, person: PersonId | undefined) => void,
    drop: (drop: Drop) => void,
  ) {
    this.#show = show;
    this.#drop = drop;
  }

  begin(event: PointerEvent, person: PersonId): void {
    const handle = event.currentTarget;
    if (event.button !== 0 || !(handle instanceof HTMLElement)) return;
    const from = { x: event.clientX, y: event.clientY };
    const stop = new AbortController();
    let over: string | undefined;
    let moving = false;

    handle.setPointerCapture?.(event.pointerId);
    const listen = (
      name: 'pointermove' | 'pointerup' | 'pointercancel',
      heard: (event: PointerEvent) => void,
    ) => handle.addEventListener(name, heard, { signal: stop.signal });
    const end = () => {
      stop.abort();
      this.#show(undefined, undefined);
    };
    listen('pointermove', (moved) => {
      moving ||= Math.hypot(moved.clientX - from.x, moved.clientY - from.y) > BEGINS_AFTER_PX;
      if (!moving) return;
      over = placeAt(moved.clientX, moved.clientY);
      this.#show(over, person);
    });
    listen('pointerup', () => {
      end();
      if (moving && over !== undefined) this.#drop({ person, onto: over });
    });
    listen('pointercancel', end);
  }
}

function placeAt(x: number, y: number): string | undefined {
  const place = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-drop]');
  return place?.dataset['drop'];
}
