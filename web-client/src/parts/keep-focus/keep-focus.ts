// Whoever works by keyboard presses a button, and the next moment it is gone with what it stood in: a suggestion that
// was applied, a card that was claimed. Browsers then drop the focus to the top of the page; here it stays as near to
// where it was as there is something left.

/** What may take the focus in place of what is gone: something a screen reader can name. */
const PLACES = 'article, section, main, aside, form, dialog, summary, [tabindex]';

/** The element and the places it stands in, the nearest first. */
export function pathOf(element: Element | null): HTMLElement[] {
  const path: HTMLElement[] = [];
  for (let each = element; each; each = each.parentElement)
    if (each instanceof HTMLElement && (each === element || each.matches(PLACES))) path.push(each);
  return path;
}

const isThere = (element: HTMLElement): boolean =>
  element.isConnected && (element.checkVisibility?.() ?? true) && !element.matches(':disabled');

/** Gives the focus to the nearest that is left of a path; false when nothing is. */
export function focusNearest(path: readonly HTMLElement[]): boolean {
  const place = path.find((each) => each !== document.body && isThere(each));
  if (!place) return false;
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  return document.activeElement === place;
}

/** An attachment: within this element the focus is never lost. */
export function keepFocus(within: HTMLElement): () => void {
  let path: HTMLElement[] = [];
  const stop = new AbortController();
  const listen = { signal: stop.signal };
  within.addEventListener('focusin', ({ target }) => (path = pathOf(target as Element)), listen);
  // Whoever presses beside everything has put the focus away themselves.
  document.addEventListener('pointerdown', () => (path = []), { ...listen, capture: true });
  const observer = new MutationObserver(() => {
    const [last] = path;
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (last && lost && !isThere(last)) focusNearest(path);
  });
  observer.observe(within, { childList: true, subtree: true });
  return () => {
    stop.abort();
    observer.disconnect();
  };
}
