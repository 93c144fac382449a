// Telling the group how one is here. A refusal is shown where it can be seen from every part of the page.
import type { At, Presence } from '$protocol';
import type { LiveSession } from '$live/session.svelte.ts';
import { notices } from '$parts/notices/notices.svelte.ts';

export async function bePresent(session: LiveSession, presence: Presence, until?: At): Promise<boolean> {
  const asking = session.ask({
    about: 'people',
    ask: { t: 'be_present', presence, ...(until === undefined ? {} : { until }) },
  });
  const kept = await asking.done;
  if (!kept) notices.show({ words: asking.sentence ?? '', tone: 'urgent' });
  return kept;
}
