// `?screen=round&part=chat` shows one moment of a day. The list is in `screens.ts`.
import '$look/base.css';
import { mount } from 'svelte';
import Day from '../src/consoles/trainee/Day.svelte';
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
    retry: () => undefined,
  };
  mount(Day, { target, props: { live, onhome: () => undefined } });
}
