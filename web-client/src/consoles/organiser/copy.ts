import { notices } from '$parts/notices/notices.svelte.ts';
import { words } from '$words';

/** Puts a text on the clipboard and says whether that worked; some browsers do not allow it. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notices.show({ words: words.organiser.links.copied });
  } catch {
    notices.show({ words: words.organiser.links.notCopied, tone: 'notice' });
  }
}
