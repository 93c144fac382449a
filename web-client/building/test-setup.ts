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
  element.toggleAttribute('data-popover-open', to === 'open');
  const event = new Event('toggle');
  Object.assign(event, { oldState: from, newState: to });
  element.dispatchEvent(event);
}
HTMLElement.prototype.showPopover ??= function showPopover(this: HTMLElement) {
  toggle(this, 'closed', 'open');
};
HTMLElement.prototype.hidePopover ??= function hidePopover(this: HTMLElement) {
  if (this.hasAttribute('data-popover-open')) toggle(this, 'open', 'closed');
};
