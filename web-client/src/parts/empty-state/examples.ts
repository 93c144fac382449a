import { example, text } from '../example.ts';
import EmptyState from './EmptyState.svelte';

export const examples = [
  example('nothing yet', EmptyState, {
    icon: 'chat',
    title: 'Nobody has written yet',
    children: text('Say hello if you like. Listening is fine too.'),
  }),
  example('all done', EmptyState, { icon: 'check', title: 'Nothing is waiting for you' }),
];
