import { example } from '../example.ts';
import Progress from './Progress.svelte';

export const examples = [
  example('under way', Progress, { label: 'Check-in', value: 3, max: 7, words: '3 of 7 have answered' }),
  example('not begun', Progress, { label: 'Check-out', value: 0, max: 7, words: 'Nobody has answered yet' }),
];
