// "Before the eyes": an element is in view, the tab is in front, and both for long enough to have been read.
import type { Attachment } from 'svelte/attachments';

/** Shorter, and scrolling past would count as having seen. */
export const READ_AFTER_MS = 1_200;

/** Calls `seen` once when the element has been before the eyes. */
export function beforeTheEyes(seen: () => void): Attachment {
  return (element) => {
    if (typeof IntersectionObserver === 'undefined') return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let inView = false;
    let done = false;

    const look = () => {
      clearTimeout(timer);
      if (done || !inView || document.visibilityState !== 'visible') return;
      timer = setTimeout(() => {
        done = true;
        seen();
      }, READ_AFTER_MS);
    };
    const observer = new IntersectionObserver((entries) => {
      inView = entries.some(({ isIntersecting }) => isIntersecting);
      look();
    });
    observer.observe(element);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener('visibilitychange', look);
    };
  };
}
