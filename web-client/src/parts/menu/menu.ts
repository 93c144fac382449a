// Opening, closing and placing a menu.
//
// The native popover gives the top layer, the toggling button, and closing on a press outside. We add the place beside the button
// (browsers differ in anchor positioning), the focus on the first item, and the way back to the button.
import { Roving } from '../roving/roving.ts';

const MARGIN_PX = 8;

export class MenuBehaviour {
  button: HTMLElement | undefined;
  list: HTMLElement | undefined;
  /** Which item gets the focus at the next opening: the first, or the last. */
  #end = 0;
  readonly #roving = new Roving(() => this.#items(), 'down');

  #items(): HTMLElement[] {
    return [...(this.list?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  }

  /** The popover is about to change; once it is open, before it is painted, it finds its place. */
  readonly beforeToggle = (event: ToggleEvent): void => {
    if (event.newState !== 'open') return;
    requestAnimationFrame(() => {
      this.#place();
      this.#items().at(this.#end)?.focus();
      this.#end = 0;
    });
  };

  /** Closes and puts the focus back on the button, before the chosen thing happens, so that it may move it on. */
  close(): void {
    this.list?.hidePopover();
    this.button?.focus();
  }

  readonly buttonKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.#end = event.key === 'ArrowDown' ? 0 : -1;
    this.list?.showPopover();
  };

  readonly listKey = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') this.list?.hidePopover();
    else if (event.key === 'Escape') this.close();
    else this.#roving.key(event);
  };

  /** Below the button, or above it where there is more room; never past the edge of the window. */
  #place(): void {
    if (!this.button || !this.list) return;
    const button = this.button.getBoundingClientRect();
    const menu = this.list.getBoundingClientRect();
    const fitsBelow = button.bottom + menu.height + MARGIN_PX <= window.innerHeight;
    const top = fitsBelow ? button.bottom + MARGIN_PX / 2 : button.top - menu.height - MARGIN_PX / 2;
    const left = Math.min(button.left, window.innerWidth - menu.width - MARGIN_PX);
    this.list.style.top = `${Math.max(MARGIN_PX, top)}px`;
    this.list.style.left = `${Math.max(MARGIN_PX, left)}px`;
  }
}
