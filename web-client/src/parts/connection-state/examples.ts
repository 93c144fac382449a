import { example } from '../example.ts';
import ConnectionState from './ConnectionState.svelte';

const onretry = () => undefined;

export const examples = [
  example('live', ConnectionState, { state: 'live' }),
  example('failing', ConnectionState, {
    state: 'live',
    trouble: 'Just now nothing new can be saved. You can read on, and talk on in your call.',
  }),
  example('connecting', ConnectionState, { state: 'connecting' }),
  example('reconnecting', ConnectionState, { state: 'reconnecting', unsent: 1, onretry }),
  example('offline', ConnectionState, { state: 'offline', unsent: 3, onretry }),
  example('stopped', ConnectionState, { state: 'stopped', sentence: 'This session is open in another tab.' }),
];
