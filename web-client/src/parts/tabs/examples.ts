import { createRawSnippet } from 'svelte';
import { example } from '../example.ts';
import Tabs from './Tabs.svelte';

const panel = createRawSnippet<[string]>((id) => ({ render: () => `<p>What stands behind “${id()}”.</p>` }));

export const examples = [
  example('with a count', Tabs, {
    label: 'The session',
    tabs: [
      { id: 'now', label: 'Now' },
      { id: 'chat', label: 'Chat', count: 3, countWords: '3 new messages' },
      { id: 'people', label: 'People' },
    ],
    selected: 'now',
    panel,
  }),
];
