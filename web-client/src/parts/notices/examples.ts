import { example } from '../example.ts';
import { Announcer } from '../announcer/announcer.svelte.ts';
import NoticesPart from './Notices.svelte';
import { Notices } from './notices.svelte.ts';

const notices = new Notices(new Announcer());
notices.show({ words: 'Ana was moved to room 2.', undo: () => undefined, stays: true });
notices.show({ words: 'We could not keep that just now. Nothing was changed.', tone: 'urgent' });

export const examples = [example('with a way back, and one that stays', NoticesPart, { notices })];
