import { example, text } from '../example.ts';
import DialogExample from './DialogExample.svelte';

export const examples = [
  example('ordinary', DialogExample, {
    opener: 'Raise a flag',
    title: 'Raise a flag',
    children: text('Only the facilitators will see this. The group sees nothing at all.'),
  }),
  example('a notice', DialogExample, {
    opener: 'A move',
    title: 'In one minute you join Ana and Cy',
    kind: 'notice',
    size: 'small',
    children: text(
      'Bo had to leave, and nobody should sit alone. You can stay where you are, or ask for a moment.',
    ),
  }),
];
