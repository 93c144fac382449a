// Keeps a list of messages where its reader wants it.
//
// Who reads the newest stays at the newest. Who has scrolled up to read stays exactly there, and is told how many
// have come since. Nothing ever jumps under somebody's eyes.

/** Closer to the end than this counts as being at the end (a little more than one line of text). */
const AT_END_PX = 48;

export class Bottom {
  atEnd = $state(true);
  #list: HTMLElement | undefined;

  /** `{@attach bottom.list}` on the element that scrolls. */
  readonly list = (element: HTMLElement): (() => void) => {
    this.#list = element;
    const look = () => this.#look();
    element.addEventListener('scroll', look, { passive: true });
    // A keyboard that opens, a window that is turned, or a picture that grows must not hide the newest.
    const sizes = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(() => this.follow());
    sizes?.observe(element);
    this.follow();
    return () => {
      element.removeEventListener('scroll', look);
      sizes?.disconnect();
      this.#list = undefined;
    };
  };

  /** After something was added: goes along only if the reader was at the end. */
  follow(): void {
    if (this.atEnd) this.toEnd();
  }

  toEnd(): void {
    const list = this.#list;
    if (list) list.scrollTop = list.scrollHeight;
    this.atEnd = true;
  }

  #look(): void {
    const list = this.#list;
    if (list) this.atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < AT_END_PX;
  }
}
