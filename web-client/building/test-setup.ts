// jsdom lacks the native dialog and popover that our parts stand on.
// These are the smallest honest stand-ins: open, close, and the events that the browser sends.
import { cleanup } from '@testing-library/svelte';
import { afterEach } from 'vitest';

afterEach(() => cleanup());

HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
  this.setAttribute('open', '');
};
HTMLDialogElement.prototype.show ??= function show(this: HTMLDialogElement) {
  this.setAttribute('open', '');
};
HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement, value?: string) {
  if (!this.hasAttribute('open')) return;
  this.removeAttribute('open');
  if (value !== undefined) this.returnValue = value;
  this.dispatchEvent(new Event('close'));
};

function toggle(element: HTMLElement, from: string, to: string): void {
  for (const name of ['beforetoggle', 'toggle']) {
    const event = new Event(name);
    Object.assign(event, { oldState: from, newState: to });
    element.dispatchEvent(event);
    element.toggleAttribute('data-popover-open', to === 'open');
  }
}
HTMLElement.prototype.showPopover ??= function showPopover(this: HTMLElement) {
  if (!this.hasAttribute('data-popover-open')) toggle(this, 'closed', 'open');
};
HTMLElement.prototype.hidePopover ??= function hidePopover(this: HTMLElement) {
  if (this.hasAttribute('data-popover-open')) toggle(this, 'open', 'closed');
};
document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('[popovertarget]') : null;
  const popover = document.getElementById(button?.getAttribute('popovertarget') ?? '');
  if (popover?.hasAttribute('data-popover-open')) popover.hidePopover();
  else popover?.showPopover();
});
// A frame passes at once, so that tests need not wait for a screen that is not there.
window.requestAnimationFrame = (callback) => {
  callback(performance.now());
  return 0;
};
