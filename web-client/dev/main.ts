// `?screen=round&part=chat` shows one moment of a day. The list is in `screens.ts`.
import '$look/base.css';
import { mount } from 'svelte';
import Day from '../src/consoles/trainee/Day.svelte';
import { Exit } from '../src/parts/exit/exit.ts';
import { Flagging } from '../src/parts/flag/flagging.svelte.ts';
import { Quiet } from '../src/parts/quiet/quiet.svelte.ts';
import { Feed, sessionOver } from './feed.ts';
import { fill, screens, type ScreenName } from './screens.ts';

const asked = new URLSearchParams(location.search);
const name = asked.get('screen') ?? 'arrival';
const target = document.querySelector('#app');
if (target && name in screens) {
  const feed = new Feed();
  fill(feed);
  screens[name as ScreenName](feed);
  const live = {
    session: sessionOver(feed, 'bo'),
    standing: asked.has('offline') ? { state: 'offline' as const } : { state: 'live' as const },
    unsent: asked.has('offline') ? 2 : 0,
    roundTripMs: 48,
    trouble: asked.has('failing')
      ? 'Just now nothing new can be saved. You can read on, and talk on in your call. What you write stays in its box until saving works again.'
      : undefined,
    retry: () => undefined,
  };
  const flagging = new Flagging(live.session);
  const props = { live, flagging, quiet: new Quiet(), exit: new Exit(), onhome: () => undefined };
  mount(Day, { target, props });
}
