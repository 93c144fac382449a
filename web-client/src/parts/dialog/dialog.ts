// What the native dialog leaves to us: closing on a press beside it, and a safe way back for the focus.
//
// The browser gives the focus back to the opener. When the opener is gone by then (the message was removed, the queue
// moved on), the focus would fall to the top of the page; then it goes to what is left around it, or to the heading.
import { focusNearest, pathOf } from '../keep-focus/keep-focus.ts';

export class DialogBehaviour {
  #path: HTMLElement[] = [];
  #pressBegan: EventTarget | null = null;

  show(dialog: HTMLDialogElement): void {
    if (dialog.open) return;
    this.#path = pathOf(document.activeElement);
    dialog.showModal();
  }

  hide(dialog: HTMLDialogElement): void {
    if (dialog.open) dialog.close();
  }

  /** After the dialog has closed, by whatever way. */
  closed(): void {
    const path = this.#path;
    this.#path = [];
    if (!focusNearest(path)) focusHeading();
  }

  pressed(event: PointerEvent): void {
    this.#pressBegan = event.target;
  }

  /** A press that begins and ends on the veil. One that began inside, to select a text, closes nothing. */
  isBeside(event: MouseEvent): boolean {
    return event.target === event.currentTarget && this.#pressBegan === event.currentTarget;
  }
}

function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}
