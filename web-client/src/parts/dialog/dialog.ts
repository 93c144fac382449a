// What the native dialog leaves to us: closing on a press beside it, and a safe way back for the focus.
//
// The browser gives the focus back to the opener. When the opener is gone by then (the message was removed, the queue
// moved on), the focus would fall to the top of the page; then it goes to the heading of the page instead.

export class DialogBehaviour {
  #opener: Element | null = null;
  #pressBegan: EventTarget | null = null;

  show(dialog: HTMLDialogElement): void {
    if (dialog.open) return;
    this.#opener = document.activeElement;
    dialog.showModal();
  }

  hide(dialog: HTMLDialogElement): void {
    if (dialog.open) dialog.close();
  }

  /** After the dialog has closed, by whatever way. */
  closed(): void {
    const opener = this.#opener;
    this.#opener = null;
    if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus();
    else focusHeading();
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
