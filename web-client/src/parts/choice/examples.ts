import { example } from '../example.ts';
import Choice from './Choice.svelte';

const options = [
  { value: 'voice', label: 'Voice is fine' },
  { value: 'chat', label: 'Chat only', hint: 'I type; please do not ask me to unmute.' },
  { value: 'off', label: 'Camera off' },
];

export const examples = [
  example('list', Choice, { legend: 'How I am taking part today', options, value: 'chat' }),
  example('segmented', Choice, {
    legend: 'Who sees this',
    look: 'segmented',
    value: 'group',
    options: [
      { value: 'group', label: 'The group', icon: 'people' },
      { value: 'facilitators', label: 'Facilitators', icon: 'lock' },
    ],
  }),
  example('cards', Choice, {
    legend: 'What kind of round?',
    look: 'cards',
    value: 'turn',
    options: [
      { value: 'turn', label: 'In turn', hint: 'One after the other; everyone sees the order.' },
      { value: 'once', label: 'All at once', hint: 'Everyone writes, then all answers show.' },
      { value: 'quiet', label: 'Quiet', hint: 'Answers go to facilitators only.' },
    ],
  }),
  example('with an error', Choice, { legend: 'Scale', options, error: 'Please choose one.' }),
];
